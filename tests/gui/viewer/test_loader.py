"""Photos come in step by step; what is not wanted any more is not waited for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageCms

from photosearch.core.errors import Reason, UnreadablePhoto, UserError
from photosearch.core.message_codes import in_words
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.gui.viewer import loader as loader_module
from photosearch.gui.viewer.loader import PictureLoader
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import fail
from tests.message_text import text_of


@pytest.fixture
def loader(bridge: Bridge, threads: ThreadPools, library: FakeLibrary) -> Iterator[PictureLoader]:
    loader = PictureLoader(BackgroundRunner(bridge, threads.viewer, fail))
    loader.set_library(library)
    yield loader
    for gate in (library.previews.gate, library.previews.full_gate):
        if gate is not None:
            gate.set()
    loader.set_library(None)


@pytest.fixture
def until(qtbot):
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()), timeout=5000)


def test_thumbnail_then_screen_then_every_pixel(loader, library, until) -> None:
    steps: list[str] = []
    library.previews.gate = threading.Event()
    loader.loaded.connect(lambda _id: steps.append(state(loader, 7)))
    loader.request([7], [], 1000, {7})
    until(lambda: steps == ["thumbnail"])
    library.previews.gate.set()
    until(lambda: steps[-1] == "full")
    assert steps == ["thumbnail", "screen", "full"]
    picture = loader.picture(7)
    assert picture.histogram is not None
    assert picture.full.extent == picture.extent
    assert library.previews.asked == [(7, 1024), (7, None)]
    assert all("viewer" in name for name in library.previews.threads)


def state(loader: PictureLoader, photo_id: int) -> str:
    picture = loader.picture(photo_id)
    if picture.full is not None:
        return "full"
    if picture.screen is not None:
        return "screen"
    return "thumbnail" if picture.thumbnail is not None else "nothing"


def test_what_is_seen_comes_before_what_is_next(loader, library, until) -> None:
    loader.request([5, 6], [7, 8], 1000, ())
    until(lambda: loader.picture(8).screen is not None)
    assert library.previews.asked == [(5, 1024), (6, 1024), (7, 1024), (8, 1024)]


def test_only_the_latest_wish_counts(loader, library, until) -> None:
    library.previews.gate = threading.Event()
    for photo_id in range(1, 30):
        loader.request([photo_id], [photo_id + 1], 1000, {photo_id})
    until(lambda: library.previews.asked and library.previews.asked[-1][0] == 29)
    library.previews.gate.set()
    until(lambda: loader.picture(30).screen is not None)
    until(lambda: loader.picture(29).full is not None)
    # Those in between were cancelled before or while they were read.
    assert loader.picture(10).screen is None
    assert len(library.previews.asked) < 29


def test_a_slow_full_size_does_not_hold_up_the_next_screen(loader, library, until) -> None:
    library.previews.full_gate = threading.Event()
    loader.request([1], [], 1000, {1})
    until(lambda: (1, None) in library.previews.asked)
    loader.request([2], [], 1000, {2})
    until(lambda: loader.picture(2).screen is not None)
    until(lambda: 1 in library.previews.cancelled)


def test_a_larger_pane_wants_more_pixels(loader, library, until) -> None:
    loader.request([1], [], 1000, ())
    until(lambda: loader.picture(1).screen is not None)
    loader.request([1], [], 1500, ())
    until(lambda: loader.picture(1).side == 1600)
    loader.request([1], [], 1200, ())
    assert library.previews.asked == [(1, 1024), (1, 1600)]


def test_a_small_photo_is_read_once(loader, library, until) -> None:
    library.previews.enlarged = 1
    record = library.photos([1])[0]
    small = replace(
        record.metadata, width=record.metadata.width // 12, height=record.metadata.height // 12
    )
    library.photos = lambda ids: [replace(record, photo_id=i, metadata=small) for i in ids]
    library.previews._records = library.photos
    loader.request([1], [], 1000, {1})
    until(lambda: loader.picture(1).screen is not None)
    loader.request([1], [], 4000, {1})
    loader.request([1], [], 1000, {1})
    assert library.previews.asked == [(1, 1024)]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            UnreadablePhoto(Reason.GONE, in_words("There is no such file.")),
            "no longer in its folder",
        ),
        (UnreadablePhoto(Reason.DAMAGED, in_words("The JPEG file is damaged.")), "damaged"),
        (UserError.in_words("The drive is away.", "Connect it."), "drive is away"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_what_cannot_be_read_says_why_and_keeps_its_thumbnail(
    loader, library, until, error, words
) -> None:
    library.previews.errors[3] = error
    loader.request([3], [4], 1000, {3})
    until(lambda: loader.picture(4).screen is not None)
    until(lambda: loader.picture(3).problem is not None)
    assert words in loader.picture(3).problem.what
    assert loader.picture(3).problem.next_step
    assert loader.picture(3).thumbnail is not None
    assert not loader.picture(3).loading


def test_a_bug_in_between_does_not_stop_the_rest(loader, library, until, qtbot) -> None:
    library.previews.errors[3] = ZeroDivisionError()
    with qtbot.captureExceptions() as raised:
        loader.request([3], [4], 1000, ())
        until(lambda: loader.picture(4).screen is not None)
    assert raised
    assert loader.picture(3).problem is not None


def test_a_drive_that_comes_back(loader, library, until) -> None:
    library.offline_ids = {3}
    loader.request([3], [], 1000, ())
    until(lambda: loader.picture(3).problem is not None)
    library.offline_ids = set()
    loader.forget_problems()
    until(lambda: loader.picture(3).screen is not None)
    assert loader.picture(3).problem is None


def test_another_rating_reads_no_pixels_again(loader, library, until) -> None:
    loader.request([3], [], 1000, {3})
    until(lambda: loader.picture(3).full is not None)
    before = loader.picture(3).screen
    record = library.photos([3])[0]
    library.photos = lambda ids: [replace(record, metadata=replace(record.metadata, rating=4))]
    loader.refresh([3])
    until(lambda: loader.picture(3).record.metadata.rating == 4)
    assert loader.picture(3).screen is before
    assert len(library.previews.asked) == 2


def test_another_content_is_read_again_while_the_old_one_is_shown(loader, library, until) -> None:
    loader.request([3], [], 1000, ())
    until(lambda: loader.picture(3).screen is not None)
    before = loader.picture(3).screen
    record = library.photos([3])[0]
    library.photos = lambda ids: [replace(record, mtime_ns=99)]
    loader.refresh([3])
    until(lambda: loader.picture(3).screen is not before)
    assert loader.picture(3).screen is not None


def test_gigantic_photos_are_read_reduced(loader, library, until, monkeypatch) -> None:
    monkeypatch.setattr(loader_module, "MAX_FULL_PIXELS", 2_000_000)
    loader.request([1], [], 1000, {1})
    until(lambda: loader.picture(1).full is not None)
    side = library.previews.asked[-1][1]
    width, height = loader.picture(1).extent
    assert side is not None
    assert (side / max(width, height)) ** 2 * width * height == pytest.approx(2e6, rel=0.01)


def test_details_of_the_photo_asked_for_last(loader, qtbot) -> None:
    with qtbot.waitSignal(loader.details_loaded) as told:
        loader.request_details(1)
        loader.request_details(2)
    assert told.args[0].record.photo_id == 2


def test_resting_gives_the_memory_back(loader, until) -> None:
    loader.request([3], [], 1000, {3})
    until(lambda: loader.picture(3).full is not None)
    loader.release()
    assert loader.picture(3).full is None
    assert loader.picture(3).screen is None
    assert loader.picture(3).thumbnail is not None


def test_a_profile_reads_everything_anew(loader, library, until, tmp_path: Path) -> None:
    loader.request([3], [], 1000, ())
    until(lambda: loader.picture(3).screen is not None)
    before = loader.picture(3).screen
    path = tmp_path / "monitor.icc"
    path.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    loader.set_profile(str(path))
    until(lambda: loader.picture(3).screen not in {before, None})
    assert len(library.previews.asked) == 2


@pytest.mark.parametrize("content", [None, b"", b"no profile at all" * 30])
def test_a_profile_that_is_no_good_is_told_and_left(loader, qtbot, tmp_path, content) -> None:
    path = tmp_path / "monitor.icc"
    if content is not None:
        path.write_bytes(content)
    with qtbot.waitSignal(loader.profile_failed) as told:
        loader.set_profile(str(path))
    assert "monitor.icc" in text_of(told.args[0])
    loader.request([3], [], 1000, ())
    qtbot.waitUntil(lambda: loader.picture(3).screen is not None)
