"""Make text that can be written and shown of names of files, which may be any bytes."""

from __future__ import annotations

import re

_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of characters that do not stand for a byte of a name; those of Python's
`surrogateescape` do."""
_MARK = "\ufffd"


def encodable(text: str) -> str:
    """Return text that can be encoded: what is not valid Unicode becomes U+FFFD."""
    return _NO_BYTE.sub(_MARK, text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
