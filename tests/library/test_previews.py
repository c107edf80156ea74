"""Reading photos for the viewer: sizes, bands, processes that die, answers that nobody wants."""

from __future__ import annotations

import io
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.errors import Cancelled, Reason, UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.photo import PhotoRecord, PhotoState
from photosearch.library.previews import Previews
from photosearch.settings import Settings
from tests.images import builders
from tests.images.camera_photo import CAMERA
from tests.message_text import raises_text, text_of

WIDTH, HEIGHT = 1600, 1067


def record(photo_id: int, path: Path, *, online: bool = True) -> PhotoRecord:
    return PhotoRecord(photo_id, 0, path, PhotoState.INDEXED, 0, 0, None, None, online=online)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    columns = np.linspace(0, 255, WIDTH, dtype=np.uint8)
    rows = np.linspace(0, 255, HEIGHT, dtype=np.uint8)
    rgb = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    rgb[..., 0], rgb[..., 1] = columns, rows[:, None]
    Image.fromarray(rgb).save(folder / "1.png")
    Image.fromarray(rgb).save(folder / "2.jpg", quality=95)
    (folder / "3.jpg").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def previews(folder: Path) -> Iterator[Previews]:
    """Photos 1 and 2 are there, 3 is empty, 4 is gone, 5 lies on a drive that is away."""

    def records(ids: Iterable[int]) -> list[PhotoRecord]:
        paths = {1: "1.png", 2: "2.jpg", 3: "3.jpg", 4: "4.jpg", 5: "1.png"}
        return [
            record(photo_id, folder / paths[photo_id], online=photo_id != 5)
            for photo_id in ids
            if photo_id in paths
        ]

    previews = Previews(records, Settings())
    yield previews
    previews.close()


def test_a_photo_at_full_size_comes_in_bands_and_is_whole(previews: Previews) -> None:
    rgb = previews.read(1, None)
    assert rgb.shape == (HEIGHT, WIDTH, 3)
    assert np.array_equal(rgb[HEIGHT // 2, :, 0], np.linspace(0, 255, WIDTH, dtype=np.uint8))
    assert np.array_equal(rgb[:, WIDTH // 2, 1], np.linspace(0, 255, HEIGHT, dtype=np.uint8))


@pytest.mark.parametrize("photo_id", [1, 2])
@pytest.mark.parametrize("side", [64, 500, 1500])
def test_the_longer_side_is_as_wanted_or_half_as_long_again(
    previews: Previews, photo_id: int, side: int
) -> None:
    height, width = previews.read(photo_id, side).shape[:2]
    assert side <= width <= side * 1.5
    assert height / width == pytest.approx(HEIGHT / WIDTH, rel=0.02)


def test_a_small_photo_is_not_enlarged(previews: Previews) -> None:
    assert previews.read(2, 5000).shape == (HEIGHT, WIDTH, 3)


def test_bands_tell_where_they_belong(previews: Previews) -> None:
    told: list[tuple[tuple[int, int], int, int]] = []
    previews.read_bands(1, None, lambda size, row, band: told.append((size, row, len(band))))
    assert len(told) > 1
    assert all(size == (HEIGHT, WIDTH) for size, _, _ in told)
    assert [row for _, row, _ in told] == [
        sum(rows for _, _, rows in told[:number]) for number in range(len(told))
    ]
    assert sum(rows for _, _, rows in told) == HEIGHT


def test_a_file_outside_of_the_library(previews: Previews, folder: Path) -> None:
    assert previews.read_file(folder / "2.jpg", 100).shape[1] >= 100


@pytest.mark.parametrize(("photo_id", "reason"), [(3, Reason.EMPTY), (4, Reason.GONE)])
def test_what_cannot_be_read_says_why(previews: Previews, photo_id: int, reason: Reason) -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        previews.read(photo_id, 100)
    assert caught.value.reason is reason
    assert previews.details(photo_id).problem == caught.value.detail


def test_a_drive_that_is_away(previews: Previews) -> None:
    with raises_text(UserError, "not connected"):
        previews.read(5, 100)
    assert "not connected" in text_of(previews.details(5).problem)


def test_an_unknown_photo(previews: Previews) -> None:
    with raises_text(UserError, "no longer in the library"):
        previews.read(99, 100)
    with raises_text(UserError, "no longer in the library"):
        previews.details(99)


def test_details_tell_the_entries_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "camera.jpg"
    path.write_bytes(builders.jpeg(exif=builders.exif(**CAMERA)))
    previews = Previews(lambda ids: [record(photo_id, path) for photo_id in ids], Settings())
    try:
        rows = dict(previews.details(7).rows)
    finally:
        previews.close()
    assert rows["Exposure time"] == "1/250 s"


def test_a_cancelled_reader_leaves_no_answer_for_the_next(previews: Previews) -> None:
    control = JobControl()

    def cancel(*_band: object) -> None:
        control.cancel()

    with pytest.raises(Cancelled):
        previews.read_bands(1, None, cancel, control)
    # What was asked and not taken must not be mixed up with the next question's answer.
    assert previews.read(2, None).shape == (HEIGHT, WIDTH, 3)
    assert previews.read(1, None).shape == (HEIGHT, WIDTH, 3)


def test_cancelled_before_it_begins(previews: Previews) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(Cancelled):
        previews.read(1, 100, control)


def test_a_process_that_dies_costs_one_answer(previews: Previews) -> None:
    previews.read(1, 100)
    pool = previews._small._pool
    assert pool is not None
    killed = threading.Event()

    def kill(*_band: object) -> None:
        if not killed.is_set():
            killed.set()
            os.kill(pool.process_ids[0], 9)

    # Some bands may be on their way already: then only the next file notices.
    with suppress(UnreadablePhoto):
        previews.read_bands(1, WIDTH, kill)
    assert previews.read(2, 200).shape[1] >= 200


def test_closing_ends_a_reader_that_waits() -> None:
    buffer = io.BytesIO()
    Image.fromarray(np.zeros((4000, 6000, 3), np.uint8)).save(buffer, "PNG", compress_level=1)
    previews = Previews(lambda _ids: [], Settings())
    outcome: list[BaseException] = []

    def read(path: Path) -> None:
        try:
            while True:
                previews.read_file(path, None)
        except Cancelled as error:
            outcome.append(error)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.png"
        path.write_bytes(buffer.getvalue())
        thread = threading.Thread(target=read, args=(path,))
        thread.start()
        previews.close()
        thread.join(5)
    assert not thread.is_alive()
    assert len(outcome) == 1
