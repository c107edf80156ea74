"""Number the outputs of the decoders, so that photos which an older one showed otherwise are found.

A photo's row in the catalog keeps the `LATEST` of the program that read it. Whoever changes what a
decoder makes of a format (its pixels, its turn, its refusals) sets that format's number to
`LATEST` + 1: the next index run reads those photos again, and what could not be decoded before.
"""

from __future__ import annotations

from types import MappingProxyType

CHANGED_IN = MappingProxyType(
    {
        "tiff": 1,  # all layouts of samples
        "png": 2,  # gAMA, cHRM, cICP, and 16 bits; long texts and profiles no longer refused
        "heic": 1,  # turned by EXIF, colours by code points
        "avif": 1,
        "psd": 1,  # alpha told from stored selections
    }
)
"""By format as sniffed, the number since which its photos look as they do; 0 for all others."""

LATEST = max(CHANGED_IN.values())
