"""Long texts and large profiles in PNG files: the picture is shown, and nothing is a bomb."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import ImageCms, PngImagePlugin

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.images.containers import find_blocks
from photosearch.images.decode import decode
from photosearch.images.decoder_versions import CHANGED_IN
from tests.images import builders

LONG = 3 << 20
"""Beyond what Pillow takes of one text."""


def _picture() -> bytes:
    return builders.encode(builders.scene(), "PNG")


def _ztxt(content: bytes, keyword: bytes = b"Comment") -> bytes:
    return builders.png_chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(content))


def _itxt(content: bytes) -> bytes:
    return builders.png_chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(content))


def _text(content: bytes) -> bytes:
    return builders.png_chunk(b"tEXt", b"Comment\0" + content)


def _rgb(png: bytes) -> np.ndarray:
    return decode(png, short_side=None, max_pixels=1 << 24).rgb


@pytest.mark.parametrize("chunk", [_ztxt, _itxt, _text])
@pytest.mark.parametrize("behind", [False, True], ids=["before the pixels", "behind them"])
def test_a_picture_with_a_long_text_is_shown(chunk: Callable[[bytes], bytes], behind: bool) -> None:
    picture, texts = _picture(), chunk(b"x" * LONG)
    png = picture[:-12] + texts + picture[-12:] if behind else builders.png_with(picture, texts)
    assert np.array_equal(_rgb(png), _rgb(picture))
    assert CHANGED_IN["png"] >= 2  # those that were refused are read anew


def test_many_texts_together_are_no_reason_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PngImagePlugin, "MAX_TEXT_MEMORY", 1000)
    png = builders.png_with(_picture(), *[_text(b"x" * 900)] * 3)
    assert np.array_equal(_rgb(png), _rgb(_picture()))


def test_texts_that_are_bombs_are_inflated_no_further_than_one_text_may_be() -> None:
    bomb = _ztxt(b"0" * (8 << 20), b"Raw profile type exif")
    png = builders.png_with(_picture(), *[bomb] * 200)
    one = builders.png_with(_picture(), bomb)
    started = time.process_time()
    find_blocks(one, "png")
    middle = time.process_time()
    find_blocks(png, "png")
    _rgb(png)
    spent = time.process_time() - middle
    assert spent < 20 * max(middle - started, 0.01)  # of 200


def test_a_text_that_is_cut_off_costs_what_it_did() -> None:
    png = builders.png_with(_picture(), _text(b"x" * 100))
    with pytest.raises(UnreadablePhoto):
        _rgb(png[:60])


def _with_profile(profile: bytes) -> bytes:
    chunk = builders.png_chunk(b"iCCP", b"made\0\0" + zlib.compress(profile))
    return builders.png_with(_picture(), chunk)


def test_a_large_profile_is_used() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    padded = bytearray(lab + bytes(LONG))  # tables that nothing refers to
    padded[:4] = len(padded).to_bytes(4, "big")
    shown = _rgb(_with_profile(bytes(padded)))
    assert np.abs(shown.astype(int) - _rgb(_picture()).astype(int)).max() <= 2


def test_a_profile_that_is_a_bomb_is_refused() -> None:
    with pytest.raises(UnreadablePhoto) as raised:
        _rgb(_with_profile(bytes(33 << 20)))
    assert raised.value.reason is Reason.DAMAGED
