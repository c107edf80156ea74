"""Real photos and real broken files, where the photo set lies beside the checkout."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.photo import PhotoMetadata
from photosearch.images.decode import Decoded, decode
from photosearch.images.metadata import read_facts
from photosearch.images.thumbnails import MAX_SIDE, make_thumbnail, read_thumbnail

PHOTOS = Path(__file__).parents[2].parent / "shared" / "data" / "photos.zip"
MAX_PIXELS = 300_000_000

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not PHOTOS.is_file(), reason=f"the photo set is not there: {PHOTOS}"),
]

UNREADABLE_FORMATS = {
    # Cut off by two bytes, and files damaged on purpose (m1-..., c-m1-...).
    "55abb3cc464305dd554171c3d44cb61f.gif": Reason.DAMAGED,
    "m1-336db1cd76254717eb50a8602b651fbf.tif": Reason.DAMAGED,
    "m1-f4830e8d4fa458f78a09fcaaf260569c.tif": Reason.DAMAGED,
    "m2-336db1cd76254717eb50a8602b651fbf.tif": Reason.DAMAGED,
    "m3-63c8b14ea08a18c884d05a3431716047.tif": Reason.DAMAGED,
    "m4-f0d7bcb90496c323c880a9773dfe93ff.tif": Reason.DAMAGED,
    "m6-42c19f8e79e582bef107f372f18a074b.tif": Reason.DAMAGED,
    "m1-d87a07bdc461bf81e43447ca0620d71d.png": Reason.DAMAGED,
    "c-m1-d87a07bdc461bf81e43447ca0620d71d.png": Reason.DAMAGED,
    "c-m1-2dc3bdd9274b121b851fa536b0e35b6a.png": Reason.DAMAGED,
    "c-m1-fcac2d6a6a739e8ceb946ac99200d9f1.png": Reason.DAMAGED,
    "c-m1-4bdd87fd0324f0a3d84d6905d17e1731.png": Reason.DAMAGED,
    # Bitmaps that break the rules, from a collection made to test that.
    "pal8oversizepal.bmp": Reason.DAMAGED,
    "pal1huff.bmp": Reason.UNSUPPORTED,
    "pal2.bmp": Reason.UNSUPPORTED,
    "rgb24png.bmp": Reason.UNSUPPORTED,
    "rgb32bf.bmp": Reason.UNSUPPORTED,
    # Saved without a flattened picture: in its place everything is white; and one cut off.
    "8x4x8bit-Grayscale.psd": Reason.UNSUPPORTED,
    "AssertionError.PsdReader.extract.psd": Reason.DAMAGED,
    # Formats that no camera writes.
    "Icon (1).ico": Reason.UNSUPPORTED,
    "lena3.pcx": Reason.UNSUPPORTED,
    "lena7.pcx": Reason.UNSUPPORTED,
    "lena8.pcx": Reason.UNSUPPORTED,
    "shellmap.tga": Reason.UNSUPPORTED,
    "simple_armor_0.tga": Reason.UNSUPPORTED,
    "simple_b_bh10_0.tga": Reason.UNSUPPORTED,
    "simple_b_rock0_0.tga": Reason.UNSUPPORTED,
}


@pytest.fixture(scope="module")
def photos() -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(PHOTOS) as archive:
        yield archive


def read(photos: zipfile.ZipFile, name: str, short_side: int | None = 256) -> Decoded:
    return decode(photos.read(name), short_side=short_side, max_pixels=MAX_PIXELS)


def facts_of(photos: zipfile.ZipFile, name: str) -> PhotoMetadata:
    return read_facts(photos.read(name), read(photos, name), None)


def test_every_file_is_a_photo_or_has_a_reason(
    photos: zipfile.ZipFile, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.images.metadata._guarded", lambda parse: parse())
    outcomes: Counter[str] = Counter()
    for name in photos.namelist():
        data = photos.read(name)
        try:
            decoded = decode(data, short_side=256, max_pixels=MAX_PIXELS)
        except UnreadablePhoto as problem:
            outcomes[problem.reason] += 1
            continue
        outcomes["readable"] += 1
        full = min(decoded.width, decoded.height)
        assert min(decoded.rgb.shape[:2]) >= min(256, full), name
        facts = read_facts(data, decoded, sidecar=None)
        assert (facts.width, facts.height) == (decoded.width, decoded.height)
        assert max(read_thumbnail(make_thumbnail(decoded.rgb)).shape) <= MAX_SIDE
    assert outcomes["readable"] >= 125
    assert set(outcomes) <= {"readable", *Reason}
    assert capfd.readouterr() == ("", "")


def test_formats_are_read_but_for_a_known_list(photos: zipfile.ZipFile) -> None:
    unreadable = {}
    for name in photos.namelist():
        if name.startswith("formats/"):
            try:
                read(photos, name)
            except UnreadablePhoto as problem:
                unreadable[name.removeprefix("formats/")] = problem.reason
    assert unreadable == UNREADABLE_FORMATS


def test_damaged_metadata_costs_no_photo(photos: zipfile.ZipFile) -> None:
    for name in photos.namelist():
        if name.startswith("damaged/") and name.lower().endswith(("jpg", "jpeg")):
            assert read(photos, name).rgb.size


@pytest.mark.parametrize("kind", ["landscape", "portrait"])
def test_all_orientations_agree(photos: zipfile.ZipFile, kind: str) -> None:
    """The pictures differ only by a number painted in the middle."""

    def small(orientation: int) -> np.ndarray:
        rgb = read(photos, f"exif/orientation/{kind}_{orientation}.jpg").rgb
        return np.array(Image.fromarray(rgb).resize((40, 40)), dtype=int)

    first = small(1)
    for orientation in range(2, 9):
        assert np.abs(small(orientation) - first).mean() < 6
        assert np.abs(np.rot90(small(orientation)) - first).mean() > 20


def test_heic_is_turned_by_its_boxes_and_not_again_by_exif(photos: zipfile.ZipFile) -> None:
    """An iPhone portrait: stored as landscape, with both a rotation box and EXIF orientation 6."""
    decoded = read(photos, "formats/exif-at-eof.heic")
    assert (decoded.width, decoded.height) == (3024, 4032)
    assert decoded.rgb.shape[0] > decoded.rgb.shape[1]
    # A sign with dark letters below a red ring, before a light sky: the ring is in the upper half.
    red, green, blue = (decoded.rgb[..., n].astype(int) for n in range(3))
    rows, _ = np.nonzero((red > 130) & (green < 90) & (blue < 90))
    assert rows.size > 500
    assert rows.mean() < decoded.rgb.shape[0] / 2


def test_a_jpeg_named_nef_is_told_by_its_content(photos: zipfile.ZipFile) -> None:
    decoded = read(photos, "formats/Issue 247-1.nef")
    assert (decoded.format, decoded.width, decoded.height) == ("jpeg", 2000, 3008)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "camera/Canon PowerShot A80.jpg",
            PhotoMetadata(
                "jpeg", 1704, 2272, datetime(2004, 4, 30, 11, 28, 55), "Canon PowerShot A80",
                focal_length_mm=7.8125, aperture=8.0, exposure_s=1 / 2000,
            ),
        ),
        (
            "camera/Nikon D1X.jpg",
            PhotoMetadata(
                "jpeg", 600, 391, datetime(2003, 8, 6, 18, 4, 34, 610_000), "NIKON D1X",
                focal_length_mm=17.0, aperture=4.8, exposure_s=1 / 80,
                caption="Workshop showing workbench and storage", keywords=("Woodworking",),
            ),
        ),
        (
            "exif/xmp/no_exif.jpg",
            PhotoMetadata(
                "jpeg", 322, 466,
                datetime(2013, 9, 23, 10, 9, 46, tzinfo=timezone(timedelta(hours=2))),
                caption="Der Goalie bin ig", keywords=("tag",),
            ),
        ),
    ],
)  # fmt: skip
def test_facts_of_real_photos(photos: zipfile.ZipFile, name: str, facts: PhotoMetadata) -> None:
    assert facts_of(photos, name) == facts


def test_facts_of_heic_and_avif(photos: zipfile.ZipFile) -> None:
    heic = facts_of(photos, "formats/exif-at-eof.heic")
    assert (heic.camera, heic.iso) == ("Apple iPhone 11 Pro", 32)
    assert heic.captured == datetime(2020, 5, 4, 18, 39, 11, 644_000, timezone(timedelta(hours=-4)))
    assert heic.latitude == pytest.approx(47.2071, abs=1e-4)
    avif = facts_of(photos, "formats/Issue 649.avif")
    assert (avif.camera, avif.lens) == ("Canon EOS 70D", "EF50mm f/1.8 STM")


def test_gps(photos: zipfile.ZipFile) -> None:
    facts = facts_of(photos, "exif/gps/DSCN0010.jpg")
    assert facts.latitude == pytest.approx(43.467448, abs=1e-6)
    assert facts.longitude == pytest.approx(11.885127, abs=1e-6)


def test_heic_bombs_are_refused(photos: zipfile.ZipFile) -> None:
    for name in ("formats/cheers_1440x960.heic", "formats/exif-at-eof.heic"):
        data = bytearray(photos.read(name))
        at = data.rindex(b"ispe")
        data[at + 8 : at + 16] = (60_000).to_bytes(4, "big") * 2
        with pytest.raises(UnreadablePhoto) as caught:
            decode(bytes(data), short_side=256, max_pixels=MAX_PIXELS)
        assert caught.value.reason == Reason.TOO_LARGE


def test_real_photos_cut_off_at_each_tenth(photos: zipfile.ZipFile) -> None:
    for name in (
        "camera/Canon PowerShot A80.jpg",
        "formats/Issue 649.avif",
        "formats/cheers_1440x960.heic",
        "formats/webpvp8.webp",
    ):
        data = photos.read(name)
        for tenth in range(1, 10):
            part = data[: len(data) * tenth // 10]
            reason = None
            try:
                decode(part, short_side=256, max_pixels=MAX_PIXELS)
            except UnreadablePhoto as problem:
                reason = problem.reason
            assert reason == Reason.DAMAGED or (reason is None and tenth > 4), (name, tenth)
