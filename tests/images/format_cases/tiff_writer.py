"""A TIFF writer for any layout, written apart from the reader's library."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tests.images.builders import LONG, SHORT, Entry, TiffBuilder

Compress = Callable[[bytes], bytes | bytearray]


def write_tiff(
    values: np.ndarray,
    *,
    photometric: int,
    bits: int,
    order: str = "<",
    planar: bool = False,
    tile: tuple[int, int] | None = None,
    rows_per_strip: int | None = None,
    compression: int = 1,
    compress: Compress = bytes,
    predictor: int = 1,
    sample_format: int = 1,
    extra: Sequence[int] = (),
    entries: Sequence[Entry] = (),
    subfile: int = 0,
    fill: bool = False,
    following: Callable[[TiffBuilder], int] | None = None,
) -> bytes:
    """A file with one picture (H, W) or (H, W, S), unsigned integers of `bits` or floats."""
    builder = TiffBuilder(order)
    directory = add_page(
        builder,
        values,
        photometric=photometric,
        bits=bits,
        planar=planar,
        tile=tile,
        rows_per_strip=rows_per_strip,
        compression=compression,
        compress=compress,
        predictor=predictor,
        sample_format=sample_format,
        extra=extra,
        entries=entries,
        subfile=subfile,
        fill=fill,
        following=following(builder) if following else 0,
    )
    return builder.finish(directory)


def add_page(
    builder: TiffBuilder,
    values: np.ndarray,
    *,
    photometric: int,
    bits: int,
    planar: bool = False,
    tile: tuple[int, int] | None = None,
    rows_per_strip: int | None = None,
    compression: int = 1,
    compress: Compress = bytes,
    predictor: int = 1,
    sample_format: int = 1,
    extra: Sequence[int] = (),
    entries: Sequence[Entry] = (),
    subfile: int = 0,
    fill: bool = False,
    following: int = 0,
) -> int:
    """Appends a page; returns where its directory lies.

    Args:
        fill: up to its full height, the last strip, as some programs do.
    """
    values = values[..., None] if values.ndim == 2 else values
    height, width, samples = values.shape
    rows, columns = tile or (rows_per_strip or height, width)
    planes = [values[..., n : n + 1] for n in range(samples)] if planar else [values]
    segments = []
    for plane in planes:
        for top in range(0, height, rows):
            for left in range(0, width, columns):
                part = plane[top : top + rows, left : left + columns]
                if tile or fill:
                    missing = (rows - part.shape[0], columns - part.shape[1])
                    part = np.pad(part, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="edge")
                segments.append(bytes(compress(_pack(part, bits, builder.order, predictor))))
    places = [builder.blob(segment) for segment in segments]
    sizes = [len(segment) for segment in segments]
    layout: list[Entry] = (
        [(322, LONG, [columns]), (323, LONG, [rows]), (324, LONG, places), (325, LONG, sizes)]
        if tile
        else [(273, LONG, places), (278, LONG, [rows]), (279, LONG, sizes)]
    )
    return builder.directory(
        [
            (254, LONG, [subfile]),
            (256, LONG, [width]),
            (257, LONG, [height]),
            (258, SHORT, [bits] * samples),
            (259, SHORT, [compression]),
            (262, SHORT, [photometric]),
            (277, SHORT, [samples]),
            (284, SHORT, [2 if planar else 1]),
            (317, SHORT, [predictor]),
            (339, SHORT, [sample_format] * samples),
            *([(338, SHORT, list(extra))] if extra else []),
            *layout,
            *entries,
        ],
        following,
    )


def _pack(part: np.ndarray, bits: int, order: str, predictor: int) -> bytes:
    """Rows of samples as they stand in the file."""
    rows = part.reshape(part.shape[0], -1)
    if part.dtype.kind == "f":
        raw = rows.astype(f">f{bits // 8}")
        if predictor == 3:
            # Bytes of each row by their place in the number, then differences.
            width = rows.shape[1]
            planes = raw.view(np.uint8).reshape(len(rows), width, bits // 8).transpose(0, 2, 1)
            flat = planes.reshape(len(rows), -1).astype(np.int16)
            step = part.shape[2]
            flat[:, step:] = flat[:, step:] - planes.reshape(len(rows), -1)[:, :-step]
            return flat.astype(np.uint8).tobytes()
        return raw.astype(f"{order}f{bits // 8}").tobytes()
    if predictor == 2:
        ahead = part.astype(np.int64)
        ahead[:, 1:] -= part[:, :-1].astype(np.int64)
        rows = (ahead % (1 << bits)).reshape(part.shape[0], -1).astype(np.uint64)
    if bits in (8, 16, 32, 64):
        return rows.astype(f"{order}u{bits // 8}").tobytes()
    if bits == 24:
        four = rows.astype(">u4").view(np.uint8).reshape(*rows.shape, 4)[..., 1:]
        return np.ascontiguousarray(four if order == ">" else four[..., ::-1]).tobytes()
    shifts = np.arange(bits - 1, -1, -1, dtype=np.uint64)
    flags = (rows.astype(np.uint64)[..., None] >> shifts & np.uint64(1)).astype(np.uint8)
    return np.packbits(flags.reshape(len(rows), -1), axis=1).tobytes()
