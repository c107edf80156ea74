"""The matrix's files against ImageMagick, where it is at hand and reads them as they are meant."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.images.decode import decode
from tests.images.format_cases import heif, jpeg, jpeg2000, png, psd, simple, tiff
from tests.images.format_cases.case import Case, colour_difference

_ENDINGS = {
    "BMP": "bmp",
    "GIF": "gif",
    "HEIC": "heic",
    "JPEG": "jpg",
    "JPEG 2000": "jp2",
    "PNG": "png",
    "PSD": "psd",
    "TIFF": "tif",
}
_KINDS = {
    *((jpeg, kind) for kind in (jpeg.LOSSY, jpeg.CMYK, jpeg.SEVERAL)),
    *((png, kind) for kind in (png.DEPTHS, png.ALPHA, png.FRAMES)),
    *((tiff, kind) for kind in (tiff.INTEGERS, tiff.LAYOUTS, tiff.FLOATS, tiff.ORIENTATION)),
    (tiff, tiff.COMPRESSIONS),
    (heif, heif.DEPTHS),
    *((jpeg2000, kind) for kind in (jpeg2000.DEPTHS, jpeg2000.LOSSY)),
    (psd, psd.CHANNELS),
    *((simple, kind) for kind in (simple.GIF, simple.BMP)),
}
"""Rows of the table whose files version 6 reads as well: it does not apply profiles, HDR and EXIF's
turns outside of JPEG, and takes channels of no told kind for alpha."""
_EACH = 4


def _find() -> str | None:
    for name in ("magick", "convert"):
        command = shutil.which(name)
        if command is None:
            continue
        told = subprocess.run([command, "-version"], capture_output=True, text=True, check=False)
        if told.returncode == 0 and told.stdout.startswith("Version: ImageMagick"):
            return command
    return None


def _chosen() -> list[Case]:
    chosen: list[Case] = []
    for module, kind in sorted(_KINDS, key=lambda pair: (pair[0].__name__, pair[1])):
        fitting = [
            case
            for case in module.cases()
            if case.kind == kind and case.format in _ENDINGS and "24 bit" not in case.name
            and "packbits" not in case.name
        ]  # fmt: skip
        chosen += fitting[:: max(1, len(fitting) // _EACH)][:_EACH]
    return chosen


@pytest.fixture(scope="session")
def imagemagick() -> str:
    command = _find()
    if command is None:
        pytest.skip("ImageMagick (magick or convert) is not installed")
    return command


@pytest.mark.parametrize("case", _chosen(), ids=lambda case: case.id)
def test_imagemagick_sees_the_same(case: Case, imagemagick: str, tmp_path: Path) -> None:
    data = case.make()
    ending = "j2k" if data.startswith(b"\xff\x4f\xff\x51") else _ENDINGS[case.format]
    source = tmp_path / f"source.{ending}"
    source.write_bytes(data)
    told = subprocess.run(
        [
            imagemagick, f"{source}[0]", "-auto-orient", "-background", "white", "-alpha",
            "remove", "-colorspace", "sRGB", "-depth", "8", "png24:-",
        ],
        capture_output=True,
        check=False,
    )  # fmt: skip
    if not told.stdout:
        pytest.skip(f"this ImageMagick does not read it: {told.stderr.decode()[:200]}")
    theirs = np.asarray(Image.open(io.BytesIO(told.stdout)).convert("RGB"))
    ours = decode(data, short_side=None, max_pixels=10**6).rgb
    assert ours.shape == theirs.shape
    assert colour_difference(ours, theirs).mean() <= 0.6 + case.loss
