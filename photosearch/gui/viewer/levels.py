"""Keep a picture in several sizes, so that painting it at any zoom reads few pixels. For job
threads.

Qt's own conversions hold the interpreter while they run. They are given a band at a time here, so
that the window gets its turns: a picture of 50 megapixels at once would stop it for a third of a
second.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColorSpace, QImage

from photosearch.core.query import RgbImage
from photosearch.gui.viewer.zoom import Extent

SMALL_ENOUGH = 1400
"""Pixels of the longer side at which no smaller level is needed."""
_BAND_PIXELS = 1 << 21
_COLOUR_PIXELS = 1 << 18
_ICC_HEADER = 128


class Levels:
    """Hold the same picture at full, half, quarter, ... size."""

    def __init__(self, images: tuple[QImage, ...]) -> None:
        """Hold `images`: Format_RGB32, the largest first."""
        self.images = images
        self.extent = Extent(images[0].width(), images[0].height())
        self.bytes = sum(image.sizeInBytes() for image in images)

    def best(self, width: float) -> QImage:
        """Return the smallest level that has `width` pixels per line, or the largest."""
        # A hair less is as good and far cheaper than twice as much.
        enough = [image for image in self.images if image.width() >= width * 0.95]
        return enough[-1] if enough else self.images[0]


class LevelBuilder:
    """Put bands of a picture together and makes its levels.

    Args:
        profile: of the monitor; None for sRGB.
    """

    def __init__(self, profile: QColorSpace | None = None) -> None:
        self._profile = profile
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint8] = np.empty((0, 0, 4), np.uint8)

    def add(self, size: tuple[int, int], row: int, band: RgbImage) -> None:
        """Take the rows from `row` on of a picture of `size` (height, width)."""
        if self._image is None:
            self._image, self._pixels = _blank(size[1], size[0])
        rows = self._pixels[row : row + band.shape[0]]
        # Format_RGB32 is the number 0xffRRGGBB: blue comes first in little-endian memory.
        rows[..., 3] = 255
        step = band.shape[0] if self._profile is None else max(1, _COLOUR_PIXELS // size[1])
        for start in range(0, band.shape[0], step):
            part = band[start : start + step]
            if self._profile is not None:
                part = _converted(part, self._profile)
            for channel in range(3):
                rows[start : start + step, :, 2 - channel] = part[..., channel]

    def levels(self) -> Levels:
        """Return the picture and its reductions. Call it once, when all bands are in."""
        assert self._image is not None, "no band came"
        images = [self._image]
        pixels, self._image = self._pixels, None
        while max(images[-1].width(), images[-1].height()) > SMALL_ENOUGH:
            image, pixels = _halved(pixels)
            images.append(image)
        return Levels(tuple(images))


def profile_of(icc: bytes) -> QColorSpace | None:
    """Return the colour space of an ICC file's bytes; None if Qt cannot convert to it."""
    # What is no profile at all Qt would remark on in the log.
    if len(icc) < _ICC_HEADER or icc[36:40] != b"acsp":
        return None
    space = QColorSpace.fromIccProfile(icc)
    return space if space.isValid() and space.isValidTarget() else None


def _blank(width: int, height: int) -> tuple[QImage, NDArray[np.uint8]]:
    """Return a picture of Format_RGB32, and its pixels (H, W, 4) to be written."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise MemoryError
    memory = np.frombuffer(image.bits(), dtype=np.uint8)
    return image, memory.reshape(height, width, 4)


def _halved(pixels: NDArray[np.uint8]) -> tuple[QImage, NDArray[np.uint8]]:
    """Return the picture (H, W, 4) at half its size, an odd last row or column left out."""
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    image, small = _blank(max(1, width), max(1, height))
    if not width or not height:
        small[:] = pixels[:1, :1]
        return image, small
    rows = max(1, _BAND_PIXELS // pixels.shape[1] // 2)
    for start in range(0, height, rows):
        stop = min(start + rows, height)
        band = pixels[2 * start : 2 * stop]
        lines = QImage(
            band.data, 2 * width, band.shape[0], pixels.shape[1] * 4, QImage.Format.Format_RGB32
        )
        half = lines.scaled(
            width,
            stop - start,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        ).convertToFormat(QImage.Format.Format_RGB32)
        small[start:stop] = np.frombuffer(half.constBits(), np.uint8).reshape(
            stop - start, width, 4
        )
    return image, small


def _converted(band: RgbImage, profile: QColorSpace) -> RgbImage:
    """Return sRGB pixels (h, W, 3) in the colours of the monitor."""
    height, width = band.shape[:2]
    image = QImage(band.data, width, height, width * 3, QImage.Format.Format_RGB888)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    moved = image.convertedToColorSpace(profile).convertToFormat(QImage.Format.Format_RGB888)
    stride = moved.bytesPerLine()
    lines = np.frombuffer(moved.constBits(), np.uint8, count=height * stride)
    return lines.reshape(height, stride)[:, : width * 3].reshape(height, width, 3).copy()
