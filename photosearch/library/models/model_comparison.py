"""Compare two encoders on the same photos: how fast they are, and where they disagree."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import SENSES, CodeKind, Codes
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl, Progress, RateLimiter, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import FileStamp
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode
from photosearch.images.formats import CANDIDATE_SUFFIXES
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import load_card
from photosearch.inference.pool import Result, Workers, outcomes
from photosearch.library.roots.scanner import extended_path
from photosearch.library.workers.file_reading import read_stable
from photosearch.library.workers.photo_worker import codes_of
from photosearch.library.workers.reading_size import reading_side
from photosearch.messages import Message
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog

NEIGHBOURS = 10
_COMPARING = Message(StageCode.COMPARING)
_MIN_PHOTOS = 3
_EXAMPLES = 5

Pair = tuple[float, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CompareTask:
    """Name one photo: its file, or its thumbnail where the file is out of reach."""

    number: int
    path: Path
    thumbnail: bytes = b""


@dataclass(frozen=True, slots=True)
class ComparedPhoto:
    """Hold what both encoders made of one photo."""

    path: Path
    thumbnail: bytes
    """JPEG."""
    codes: tuple[dict[str, bytes], dict[str, bytes]]
    ms: Pair


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Name a photo whose nearest photos differ between the two models."""

    photo: int
    """Number of the photo in `ModelComparison.photos`."""
    agreement: float
    """Share of the nearest that both have."""
    nearest: tuple[list[int], list[int]]
    """Numbers of photos, the nearest first."""


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """Hold what two models made of a sample of photos."""

    cards: tuple[ModelCard, ModelCard]
    photos: Sequence[ComparedPhoto]
    unreadable: int
    ms: Pair
    """Median milliseconds to fit and encode one photo, with one thread; see `Encoder.clock`."""
    agreement: Mapping[CodeKind, float]
    """By kind that both have: mean share of the ten nearest photos that they agree on."""
    chance: float
    """What two models that know nothing would agree on."""
    kind: CodeKind
    """Of the disagreements."""
    disagreements: Sequence[Disagreement]
    """The worst first."""


def compare(
    folders: tuple[Path, Path],
    tasks: Sequence[CompareTask],
    make_pool: Callable[[int], Workers[CompareTask, ComparedPhoto | None]],
    *,
    kind: CodeKind = CodeKind.SUBJECT,
    control: JobControl | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> ModelComparison:
    """Encode the same photos with the models in both folders, and compare what comes out.

    Args:
        folders: of the models.
        tasks: the photos.
        make_pool: of workers that run `start_model_comparer`.
        kind: in which sense examples of disagreement are looked for.
        control: to cancel it.
        on_progress: told how far it is.

    Raises:
        ModelError: one of the models is damaged.
        UserError: there are too few readable photos, or a model lacks the sense.
        Cancelled: by `control`.
    """
    cards = (load_card(folders[0]), load_card(folders[1]))
    for card in cards:
        if kind not in card.bits:
            raise UserError(ErrorCode.SENSE_WITHOUT_CODES, model=card.name, sense=SENSES[kind])
    compared = run_tasks(tasks, make_pool, control or JobControl(), on_progress)
    photos = [compared[task.number] for task in tasks if task.number in compared]
    if len(photos) < _MIN_PHOTOS:
        raise UserError(ErrorCode.TOO_FEW_TO_COMPARE, number=len(photos), low=_MIN_PHOTOS)
    nearest: dict[CodeKind, tuple[NDArray[np.intp], NDArray[np.intp]]] = {
        common: (
            nearest_neighbours(_codes(photos, 0, common), NEIGHBOURS),
            nearest_neighbours(_codes(photos, 1, common), NEIGHBOURS),
        )
        for common in CodeKind
        if all(common in card.bits for card in cards) and common is not CodeKind.REGIONS
    }
    agreement = {common: shared_fraction(*pair) for common, pair in nearest.items()}
    worst = np.argsort(agreement[kind], kind="stable")[:_EXAMPLES]
    examples = [
        Disagreement(
            photo,
            float(agreement[kind][photo]),
            (nearest[kind][0][photo].tolist(), nearest[kind][1][photo].tolist()),
        )
        for photo in worst.tolist()
        if agreement[kind][photo] < 1
    ]
    return ModelComparison(
        cards=cards,
        photos=photos,
        unreadable=len(tasks) - len(photos),
        ms=_medians([photo.ms for photo in photos]),
        agreement={common: float(values.mean()) for common, values in agreement.items()},
        chance=min(1.0, NEIGHBOURS / (len(photos) - 1)),
        kind=kind,
        disagreements=examples,
    )


def nearest_neighbours(codes: Codes, count: int) -> NDArray[np.intp]:
    """Return for each of the codes (n, bytes) the `count` nearest others (n, count).

    By Hamming distance, equal ones in their order; all others where there are not so many.
    """
    nearest = np.empty((len(codes), min(count, len(codes) - 1)), np.intp)
    for row, code in enumerate(codes):
        distances = np.bitwise_count(codes ^ code).sum(axis=1, dtype=np.int64)
        distances[row] = codes.shape[1] * 8 + 1
        nearest[row] = np.argsort(distances, kind="stable")[: nearest.shape[1]]
    return nearest


def shared_fraction(first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the share of each row of one (n, k) that is in the same row of the other: (n,)."""
    shares: NDArray[np.float64] = (first[:, :, None] == second[:, None, :]).any(axis=2).mean(axis=1)
    return shares


def tasks_of_library(catalog: Catalog, online: set[int], sample: int) -> list[CompareTask]:
    """List photos of a library, spread evenly; those of drives that are away by thumbnail."""
    ids = _evenly_spaced(catalog.photos.ids_by_path().tolist(), sample)
    thumbnails = catalog.thumbnails.get(ids)
    return [
        CompareTask(
            number,
            record.path,
            b"" if record.root_id in online else thumbnails.get(record.photo_id, b""),
        )
        for number, record in enumerate(catalog.photos.get(ids))
    ]


def tasks_of_folder(folder: Path, sample: int) -> list[CompareTask]:
    """List photos in a folder and all below, spread evenly.

    Raises:
        UserError: it is no folder that can be listed.
    """
    if not folder.is_dir():
        raise UserError(ErrorCode.NOT_A_FOLDER, path=folder)
    found = [
        Path(parent) / name
        for parent, _, names in os.walk(folder)
        for name in names
        if Path(name).suffix.lower() in CANDIDATE_SUFFIXES
    ]
    return [CompareTask(n, path) for n, path in enumerate(_evenly_spaced(sorted(found), sample))]


def start_model_comparer(
    folders: tuple[Path, Path], settings: Settings
) -> Callable[[CompareTask], ComparedPhoto | None]:
    """Load both encoders, in the worker; return what runs a task, None where it is unreadable.

    Raises:
        ModelError: a folder does not hold what it says.
    """
    encoders = [Encoder(folder, providers=settings.providers, threads=1) for folder in folders]
    short_side = max(reading_side(encoder.card) for encoder in encoders)
    read = task_reader(settings, short_side)

    def run(task: CompareTask) -> ComparedPhoto | None:
        try:
            rgb = read(task)
        except (UnreadablePhoto, MemoryError, OSError, ValueError):
            return None
        codes: dict[int, dict[str, bytes]] = {}
        ms: dict[int, float] = {}
        for side in (0, 1) if task.number % 2 else (1, 0):  # whoever is first has colder caches
            encoder = encoders[side]
            start = encoder.clock()
            codes[side] = codes_of(encoder, rgb)
            ms[side] = 1000 * (encoder.clock() - start)
        thumbnail = task.thumbnail or make_thumbnail(rgb)
        return ComparedPhoto(task.path, thumbnail, (codes[0], codes[1]), (ms[0], ms[1]))

    return run


def task_reader(settings: Settings, short_side: int) -> Callable[[CompareTask], RgbImage]:
    """Return what reads the photo of a task, as for the index; runs in a worker.

    What it returns raises UnreadablePhoto, MemoryError, OSError or ValueError.
    """
    max_bytes = settings.max_file_bytes
    max_pixels = settings.max_pixels

    def read(task: CompareTask) -> RgbImage:
        if task.thumbnail:
            return read_thumbnail(task.thumbnail)
        path = os.fsencode(extended_path(task.path))
        data, _ = read_stable(path, FileStamp(b"", 0, 0, ""), max_bytes)
        return decode(data, short_side=short_side, max_pixels=max_pixels).rgb

    return read


def run_tasks(
    tasks: Sequence[CompareTask],
    make_pool: Callable[[int], Workers[CompareTask, Result | None]],
    control: JobControl,
    on_progress: Callable[[Progress], None],
    stage: Message = _COMPARING,
) -> dict[int, Result]:
    """Return what workers make of tasks, by number; unreadable ones are left out.

    Raises:
        Cancelled: by `control`.
    """
    compared: dict[int, Result] = {}
    if not tasks:
        return compared
    report, meter = RateLimiter(on_progress), RateMeter()
    pool = make_pool(len(tasks))
    try:
        for done, outcome in enumerate(outcomes(pool, deque(tasks), control), start=1):
            if outcome.result is not None:
                compared[outcome.task.number] = outcome.result
            report(meter.progress(stage, done, len(tasks)))
    finally:
        pool.close()
        report.flush()
    return compared


def _codes(photos: Sequence[ComparedPhoto], side: int, kind: CodeKind) -> Codes:
    joined = b"".join(photo.codes[side][kind.value] for photo in photos)
    return np.frombuffer(joined, np.uint8).reshape(len(photos), -1)


def _medians(times: Sequence[Pair]) -> Pair:
    first, second = np.median(np.asarray(times), axis=0).tolist()
    return first, second


def _evenly_spaced(items: Sequence[T], count: int) -> list[T]:
    if len(items) <= count:
        return list(items)
    return [items[place] for place in np.linspace(0, len(items) - 1, count).astype(int).tolist()]
