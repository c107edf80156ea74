"""Compute features of the labelled photo sets with the frozen network, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import RateMeter
from photosearch.core.message_codes import in_words
from photosearch.core.preprocess import resize
from photosearch.core.query import RgbImage
from photosearch.training.console import Job
from photosearch.training.datasets import DatasetReader, PhotoSet

Extract = Callable[[NDArray[np.uint8]], Mapping[str, NDArray[np.float32]]]
"""Images (N, side, side, 3) uint8 to rows by name."""

_KEPT = ("subject",)
"""Features that are kept: those of photos with labels are asked for nothing else."""
_BATCH = 16


@dataclass(frozen=True, slots=True)
class KnownPhotos:
    """Hold photos of one source as rows."""

    labels: tuple[str, ...]
    """Of each photo; `concepts.NONE` where it shows nothing that has a name."""
    rows: Mapping[str, NDArray[np.float32]]
    """`subject` (n, 1280)."""

    def __len__(self) -> int:
        return len(self.labels)


def extract_features(
    photos: PhotoSet,
    labels: Sequence[str],
    extract: Extract,
    side: int,
    file: Path,
    job: Job,
) -> KnownPhotos:
    """Return the features of `photos`, from `file` if they lie there, else made and kept there.

    Photos that cannot be read are left out.

    Args:
        photos: at least one readable.
        labels: of its members.
        extract: the frozen network.
        side: of its input in pixels.
        file: an .npz file.
        job: progress and cancelling.

    Raises:
        UserError: `file` holds the features of other photos.
        Cancelled: by the job's control.
    """
    if file.exists():
        return _read(file, photos, labels)
    rows: dict[str, list[NDArray[np.float32]]] = {name: [] for name in _KEPT}
    places: list[int] = []
    meter = RateMeter()
    with DatasetReader(photos) as reader, ThreadPoolExecutor(1) as pool:

        def prepare(start: int) -> list[tuple[int, RgbImage]]:
            fitted = []
            for place in range(start, min(start + _BATCH, len(photos))):
                try:
                    fitted.append((place, resize(reader.photo(place, side), side, side)))
                except UnreadablePhoto:
                    continue
            return fitted

        # The next photos are decoded while the network looks at these.
        coming = pool.submit(prepare, 0)
        for start in range(0, len(photos), _BATCH):
            job.control.checkpoint()
            batch = coming.result()
            coming = pool.submit(prepare, start + _BATCH)
            if batch:
                found = extract(np.stack([image for _, image in batch]))
                places += [place for place, _ in batch]
                for name in _KEPT:
                    rows[name].append(found[name])
            job.on_progress(meter.progress(in_words("Reading photos"), start, len(photos)))
    joined = {name: np.concatenate(parts) for name, parts in rows.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"new-{file.name}")
    members = np.array([photos.members[place] for place in places])
    np.savez(temporary, allow_pickle=False, members=members, **joined)
    temporary.replace(file)
    return KnownPhotos(tuple(labels[place] for place in places), joined)


def _read(file: Path, photos: PhotoSet, labels: Sequence[str]) -> KnownPhotos:
    label_of = dict(zip(photos.members, labels, strict=True))
    try:
        with np.load(file) as kept:
            names = kept["members"].tolist()
            return KnownPhotos(
                tuple(label_of[name] for name in names), {name: kept[name] for name in _KEPT}
            )
    except (OSError, KeyError, ValueError) as error:
        raise UserError.in_words(
            f"{file} holds features of other photos ({error}).",
            "Delete it, or choose another --work folder.",
        ) from error
