"""Define the protocol "Copies": edited copies of photos search for their originals among
distractors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UserError
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation.distances import DISTANCES
from photosearch.training.evaluation.encoding import EncodedSet, encode
from photosearch.training.evaluation.feature_extractors import (
    FeatureExtractor,
    Representation,
    representations,
)
from photosearch.training.evaluation.metrics import (
    BestAnswers,
    CopyMetrics,
    best_answers,
    copy_metrics_of_best,
)
from photosearch.training.evaluation.ranked import chunk_size
from photosearch.training.evaluation_edits import EDITS, apply_edit

APPLY = {name: partial(apply_edit, name) for name in EDITS}


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Hold one line of the table."""

    encoder: str
    output: str
    stored: str
    distance: str
    figures: CopyMetrics
    found_first: Mapping[str, float]
    """R@1 by edit."""
    best: NDArray[np.int64]
    """(edits, originals, up to 10): positions of the best answers, originals before distractors."""
    trained: bool = True

    @property
    def ranked_by(self) -> str:
        """Return the distance."""
        return self.distance


@dataclass(slots=True)
class CopyResult:
    """Hold the protocol's outcome."""

    originals: PhotoSet
    """Those that could be read."""
    distractors: PhotoSet | None
    unreadable: tuple[str, ...]
    edits: tuple[str, ...] = tuple(EDITS)
    rows: list[CopyRow] = field(default_factory=list)


def evaluate_copies(
    extractors: Sequence[FeatureExtractor],
    originals: PhotoSet,
    distractors: PhotoSet | None,
    distances: Sequence[str],
    job: Job,
    *,
    threads: int = 1,
) -> CopyResult:
    """Encode the photos and all their edited copies, and search for the originals.

    Args:
        extractors: encoders, side by side.
        originals: photos that copies are made of.
        distractors: photos that are searched too; None searches only among the originals.
        distances: names of `DISTANCES`.
        job: progress and cancelling.
        threads: that decode photos.

    Raises:
        UserError: there are fewer than two photos to search.
        Cancelled: the job was stopped.
    """
    if len(originals) + len(distractors or ()) < 2:
        raise UserError.in_words(
            f"{originals.archive} has only one photo: its copies would find nothing else.",
            "Give more photos with --copies, or other ones with --distractors.",
        )
    read = partial(encode, extractors=extractors, job=job, threads=threads)
    whole = read(originals, stage="Reading the originals")
    kept = _part(originals, whole)
    others, unreadable = None, whole.unreadable
    if distractors is not None:
        found = read(distractors, stage="Reading the distractors")
        others, unreadable = _part(distractors, found), unreadable + found.unreadable
    copies = read(kept, stage="Editing and reading the copies", edits=APPLY)
    result = CopyResult(kept, others, unreadable)
    for place, extractor in enumerate(extractors):
        for output in extractor.outputs:
            database = whole.rows[place][output]
            if others is not None:
                database = np.concatenate([database, found.rows[place][output]])
            asked = copies.rows[place][output]  # (originals, edits, d)
            flat = asked.transpose(1, 0, 2).reshape(-1, asked.shape[2])
            for made in representations(extractor, output, flat, database, distances):
                result.rows += [_row(made, distance, len(kept), job) for distance in made.distances]
    return result


def _row(made: Representation, distance: str, originals: int, job: Job) -> CopyRow:
    compare = DISTANCES[distance](made.database)
    step = chunk_size(len(made.database))
    edits = tuple(EDITS)
    wanted = np.tile(np.arange(originals), len(edits))
    parts = []
    for first in range(0, len(made.queries), step):
        job.control.checkpoint()
        part = slice(first, first + step)
        parts.append(best_answers(compare(made.queries[part]), wanted[part]))
    best = BestAnswers(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    by_edit = {}
    for place, edit in enumerate(edits):
        part = slice(place * originals, (place + 1) * originals)
        by_edit[edit] = float(best.first[part].mean())
    return CopyRow(
        made.encoder,
        made.output,
        made.stored,
        distance,
        copy_metrics_of_best(best),
        by_edit,
        best.positions.reshape(len(edits), originals, -1).astype(np.int64),
        made.trained,
    )


def _part(photos: PhotoSet, encoded: EncodedSet) -> PhotoSet:
    members = tuple(photos.members[place] for place in encoded.positions.tolist())
    return PhotoSet(photos.archive, members)
