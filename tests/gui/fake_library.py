"""A library of generated pictures, with switches for everything that can go wrong."""

from __future__ import annotations

import io
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from photosearch.core.changes import Changes, IndexSummary, ModelInfo, ModelSwitchResult
from photosearch.core.codes import CodeKind
from photosearch.core.duplicates import GroupChoice
from photosearch.core.errors import Reason, UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import in_words
from photosearch.core.neighbours import Neighbour, PhotoNeighbours
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState, Root
from photosearch.core.query import Answer, Query, QueryImage
from photosearch.core.sorting import NEWEST_FIRST, SortOrder
from photosearch.library.duplicates.keep_rules import choose
from photosearch.messages import Message
from tests.gui.fake_duplicates import FakeDuplicates
from tests.gui.fake_events import FakeEvents
from tests.gui.fake_facets import FakeFacets
from tests.gui.fake_files import FakeFileOperations
from tests.gui.fake_indexing import FakeIndexQueue, FakeRootList, FakeThrottle
from tests.gui.fake_learning import FakeLearning
from tests.gui.fake_previews import FakePreviews
from tests.gui.fake_searches import FakeSearches
from tests.gui.fake_tuning import FakeTuning
from tests.gui.fake_web import FakeWeb
from tests.library.shelf import make_card

KINDS = 40


class FakeWatcher:
    stopped = False

    def stop(self) -> None:
        self.stopped = True


@lru_cache(maxsize=KINDS)
def picture(kind: int) -> np.ndarray:
    """A landscape of its own for each kind: sky, sun, hills."""
    rng = np.random.default_rng(kind)
    width, height = [(320, 213), (320, 240), (213, 320), (320, 180), (240, 320)][kind % 5]
    image = Image.new("RGB", (width, height))
    top, bottom = rng.integers(60, 235, 3), rng.integers(120, 250, 3)
    for y in range(height):
        mix = y / height
        color = tuple(int(a * (1 - mix) + b * mix) for a, b in zip(top, bottom, strict=True))
        ImageDraw.Draw(image).line((0, y, width, y), fill=color)
    draw = ImageDraw.Draw(image)
    sun = int(rng.integers(20, 46))
    x, y = int(rng.integers(40, width - 40)), int(rng.integers(30, height // 2))
    draw.ellipse(
        (x - sun, y - sun, x + sun, y + sun), fill=tuple(rng.integers(200, 256, 3).tolist())
    )
    for layer in range(3):
        base = height * (0.5 + 0.16 * layer)
        phase, period = rng.uniform(0, 6), rng.uniform(40, 110)
        shade = tuple(int(c) for c in rng.integers(25, 150, 3) * (1 - 0.24 * layer))
        hills = [(x, base + 22 * np.sin(x / period * 3 + phase)) for x in range(0, width + 4, 4)]
        draw.polygon([(0, height), *hills, (width, height)], fill=shade)
    return np.asarray(image)


@lru_cache(maxsize=KINDS)
def jpeg(kind: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture(kind)).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


class FakeLibrary:
    """Photo ids 1 to `count`, the highest the newest."""

    def __init__(self, folder: Path, count: int = 100, roots: int = 1) -> None:
        self.folder = folder
        self._ids = np.arange(count, 0, -1, dtype=np.int64)
        self._roots = [
            Root(number, folder / f"photos{number}", "", online=True) for number in range(roots)
        ]
        self.facets = FakeFacets(lambda: self._ids)
        self.events = FakeEvents()
        self.learning = FakeLearning()
        self.tuning = FakeTuning()
        self.web = FakeWeb()
        self.files = FakeFileOperations()
        self.searches = FakeSearches()
        self.subscribers: list[Callable[[Changes], None]] = []
        self.duplicates = FakeDuplicates(self.publish)
        self.offline_ids: set[int] = set()
        self.missing_files: set[int] = set()
        self.raw_ids: set[int] = set()
        self.links_shown = False
        self.open_folders: list[Path] = []
        self.closed_folders = 0
        self.links: dict[int, tuple[Path, ...]] = {}
        """By photo id, other names of the same file."""
        """Photos that are shown for a RAW file, which has their id + 1000."""
        self.stacks_shown: list[str] = []
        self.queries: list[Query] = []
        self.read_sources: list[Path | bytes] = []
        self.search_error: Exception | None = None
        self.walked: list[QueryImage] = []
        self.neighbours_error: Exception | None = None
        self.verified: list[Query] = []
        self.verify_gate: threading.Event | None = None
        self.verdict: Callable[[Answer], Answer] | None = None
        self.search_gate: threading.Event | None = None
        self.choose_error: Exception | None = None
        self.thumbnail_error: Exception | None = None
        self.asked_thumbnails: list[list[int]] = []
        self.index_items = 0
        self.index_delay_s = 0.001
        self.index_can_wait = False
        self.index_calls: list[list[Root] | None] = []
        self.index_error: Exception | None = None
        self.ignore_cancel = threading.Event()
        self.found: Sequence[int] | Callable[[Query], Sequence[int]] | None = None
        self.calibrated = True
        self.notes: tuple[Message, ...] = ()
        self.watcher = FakeWatcher()
        self.on_note: Callable[[Message], None] | None = None
        self.throttle = FakeThrottle()
        self.runs = FakeIndexQueue(self)
        self.root_list = FakeRootList(self)
        self.encoders = [
            ModelInfo("default", make_card(), bytes=7_300_000, in_use=True, photos=count),
            ModelInfo("mine", make_card(), bytes=7_300_000, metrics={"copies_uap": 0.9}),
            ModelInfo("broken", None, problem=in_words("Its file encoder.onnx is missing.")),
        ]
        self.begun: list[str] = []
        self.model_error: UserError | None = None
        self.undone = ModelSwitchResult(make_card())
        self.closed = False
        self.previews = FakePreviews(self.photos, picture)
        self.threads: set[str] = set()

    def set_ids(self, ids: Sequence[int] | np.ndarray) -> None:
        self._ids = np.asarray(ids, dtype=np.int64)

    def publish(self, changes: Changes) -> None:
        for subscriber in list(self.subscribers):
            subscriber(changes)

    def release(self) -> None:
        """Let everything end that is held up."""
        self.ignore_cancel.clear()
        self.tuning.gate.set()
        self.index_delay_s = 0
        for gate in (self.search_gate, self.verify_gate):
            if gate is not None:
                gate.set()

    # The library's face

    def roots(self) -> list[Root]:
        return list(self._roots)

    def add_root(self, path: Path, excludes: Sequence[str] = ()) -> Root:
        if not path.is_dir():
            raise UserError.in_words(f"{path} is not a folder.", "Name a folder that holds photos.")
        for root in self._roots:
            if path.is_relative_to(root.path):
                return root
        for root in self.roots_within(path):
            self._roots.remove(root)
        root = Root(len(self._roots), path, "", tuple(excludes))
        self._roots.append(root)
        self.publish(Changes(roots_changed=True))
        return root

    def roots_within(self, path: Path) -> list[Root]:
        return [each for each in self._roots if path in each.path.parents]

    def remove_root(self, path: Path) -> Root:
        return self.root_list.remove(path)

    def index(
        self,
        roots: Sequence[Root] | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        self.index_calls.append(None if roots is None else list(roots))
        if self.index_error:
            raise self.index_error
        counts = Counter({"indexed": 0, "unreadable": 0, "unchanged": len(self._ids)})
        for done in range(self.index_items):
            if control.cancelled and not self.ignore_cancel.is_set():
                return IndexSummary(counts, cancelled=True)
            while control.paused and not control.cancelled:
                time.sleep(0.002)
            time.sleep(self.index_delay_s)
            counts["unreadable" if done % 50 == 49 else "indexed"] += 1
            left = self.index_items - done - 1
            progress = Progress(
                in_words("Indexing"), done + 1, self.index_items, dict(counts), 68.2, left / 68.2
            )
            progress = replace(progress, preemptible=self.index_can_wait)
            on_progress(progress)
            if done % 16 == 15:
                new = int(self._ids.max(initial=0)) + 1
                self._ids = np.concatenate([np.arange(new + 15, new - 1, -1), self._ids])
                self.publish(Changes(added=tuple(range(new, new + 16))))
        return IndexSummary(counts, seconds=1.0)

    def read_picture(self, source: Path | bytes, *, detailed: bool = False) -> np.ndarray:
        try:
            data = io.BytesIO(source) if isinstance(source, bytes) else source
            return np.asarray(Image.open(data).convert("RGB"))
        except OSError:
            raise UnreadablePhoto(Reason.NOT_AN_IMAGE, in_words("no image in it")) from None

    def read_query_image(self, source: Path | bytes, title: str = "") -> QueryImage:
        self.read_sources.append(source)
        pixels = self.read_picture(source).copy()
        pixels.flags.writeable = False
        return QueryImage(pixels=pixels, file=source, title=title)

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        self.queries.append(query)
        if self.search_gate is not None:
            self.search_gate.wait(5)
        if self.search_error is not None:
            raise self.search_error
        if self.found is not None:
            told = self.found(query) if callable(self.found) else self.found
            found = np.asarray(told, dtype=np.int64)
        else:
            seed = int(query.mode.look * 3 + query.mode.subject * 7)
            found = np.random.default_rng(seed).permutation(self._ids)[: query.limit]
        scores = np.linspace(0.998, 0.31, found.size, dtype=np.float32) ** 1.5
        distances = ((1 - scores) * 256).astype(np.float32)
        return Answer(found, scores, distances, self.calibrated, self._ids.size, 0.003, self.notes)

    def neighbours(
        self, image: QueryImage, count: int, control: JobControl | None = None
    ) -> PhotoNeighbours:
        """The photos that follow by number; each sense begins at another one."""
        self.threads.add(threading.current_thread().name)
        self.walked.append(image)
        if self.neighbours_error is not None:
            raise self.neighbours_error
        middle = image.photo_id or 0
        return PhotoNeighbours({
            kind: tuple(
                Neighbour(1 + (middle + start + step) % len(self._ids), step, 1 - step / 256)
                for step in range(min(count, len(self._ids) - 1))
            )
            for kind, start in (
                (CodeKind.COPY, 0), (CodeKind.LOOK, 10), (CodeKind.SUBJECT, 20)
            )
        })  # fmt: skip

    def verify(self, query: Query, answer: Answer, control: JobControl | None = None) -> Answer:
        self.verified.append(query)
        if self.verify_gate is not None:
            self.verify_gate.wait(5)
        return answer if self.verdict is None else self.verdict(answer)

    def choose_duplicates(self, groups, rules, marks, control=None) -> list[GroupChoice]:
        if self.choose_error is not None:
            raise self.choose_error
        ids = {photo_id for group in groups for photo_id in group.photo_ids}
        records = {record.photo_id: record for record in self.photos(list(ids))}
        return choose(groups, records, rules, marks)

    def photo_ids(self, order: SortOrder = NEWEST_FIRST) -> np.ndarray:
        return self._ids if order == NEWEST_FIRST else self.facets.sort(self._ids, order)

    def photos(self, ids: Sequence[int]) -> list[PhotoRecord]:
        self.threads.add(threading.current_thread().name)
        return [self._record(photo_id) for photo_id in ids]

    def _stacked(self, photo_id: int) -> tuple[Path, ...]:
        return (self._path(photo_id + 1000),) if photo_id in self.raw_ids else ()

    def _path(self, photo_id: int) -> Path:
        raw = photo_id - 1000 in self.raw_ids
        name = f"IMG_{photo_id - 1000:05d}.CR2" if raw else f"IMG_{photo_id:05d}.jpg"
        return self.folder / "photos0" / name

    def _record(self, photo_id: int) -> PhotoRecord:
        height, width = picture(photo_id % KINDS).shape[:2]
        return PhotoRecord(
            photo_id,
            0,
            self._path(photo_id),
            PhotoState.INDEXED,
            3_456_789,
            0,
            b"",
            PhotoMetadata(
                "jpeg",
                width * 12,
                height * 12,
                datetime(2020, 5, 1) + timedelta(hours=photo_id % 50_000),
                "Canon EOS 5D",
            ),
            online=photo_id not in self.offline_ids,
            stacked=self._stacked(photo_id),
            links=self.links.get(photo_id, ()),
        )

    def stack_members(self, photo_ids: Sequence[int]) -> list[int]:
        members: list[int] = []
        for photo_id in photo_ids:
            members += [photo_id, photo_id + 1000] if photo_id in self.raw_ids else [photo_id]
        return members

    def tell_open_folders(self) -> list[Path]:
        folders, self.open_folders = self.open_folders, []
        return folders

    def close_folders(self) -> list[Path]:
        self.closed_folders += 1
        return []

    def show_stacks(self, shown: str, *, show_links: bool = False) -> None:
        self.stacks_shown.append(shown)
        self.links_shown = show_links

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        self.threads.add(threading.current_thread().name)
        self.asked_thumbnails.append(list(ids))
        if self.thumbnail_error:
            raise self.thumbnail_error
        return {i: jpeg(i % KINDS) for i in ids if i not in self.missing_files}

    def unreadable(self) -> list[PhotoRecord]:
        return [
            PhotoRecord(
                number,
                0,
                self.folder / "photos0" / f"broken{number}.jpg",
                PhotoState.UNREADABLE,
                0,
                0,
                None,
                None,
                reason,
                in_words("the file ends after 0 bytes"),
            )
            for number, reason in enumerate(Reason)
        ]

    def models(self) -> list[ModelInfo]:
        return self.encoders

    def begin_model(self, name: str) -> None:
        if self.model_error is not None:
            raise self.model_error
        self.begun.append(name)

    def undo_model(self) -> ModelSwitchResult:
        return self.undone

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        self.subscribers.append(callback)
        return lambda: self.subscribers.remove(callback)

    def warm_up(self) -> None:
        pass

    def watch(self, *, on_progress, on_note) -> FakeWatcher:
        self.on_note = on_note
        return self.watcher

    def close(self) -> None:
        self.closed = True
