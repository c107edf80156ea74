"""Measure what a comparison of details leaves of a probability, on photos held out for it.

Edited copies ask for their originals, each once with the original among the photos and once with it
taken away, and their first answers are compared as the program does. How many of those that were
compared in vain are the original all the same, by the distance of their codes, is what the program
says of such a photo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import UnreadablePhoto
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import in_words
from photosearch.core.model_card import COMPARED_COLUMNS, Calibration
from photosearch.core.query import RgbImage
from photosearch.core.ranking import probability_of_distance
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel
from photosearch.core.verification import GeometricMatch, Verdict
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.library.search.verification import NOT_CONFIRMED
from photosearch.library.workers.picture_comparison import Picture, verify_picture
from photosearch.training.console import Job
from photosearch.training.datasets import DatasetReader, PhotoSet
from photosearch.training.default_encoder.calibration import JUDGED_EDITS
from photosearch.training.default_encoder.copy_sets import Groups
from photosearch.training.evaluation.calibration import fit_table
from photosearch.training.evaluation.feature_extractors import (
    FeatureExtractor,
    ModelFeatureExtractor,
)
from photosearch.training.evaluation.metrics import hamming_distances

_COPY = CodeKind.COPY.value
_MAX_COMPARED = 10
"""Answers of one query that are perhaps the same shot; the program compares more of them."""
_LEAST_COMPARED = 4
"""If none of these agrees, so many of the first are compared whatever their codes say."""
_DIGITS = 4
_KEPT = 600
"""Pictures whose features are kept, some 600 kB each."""


class ComparedAnswers(NamedTuple):
    """Hold answers that were compared with what asked for them, one row each."""

    distances: NDArray[np.int32]
    """(n,) bits."""
    same: NDArray[np.bool_]
    """(n,) whether it is the original."""
    verdicts: NDArray[np.str_]
    """(n,) values of `Verdict`."""
    edits: NDArray[np.str_]
    """(n,) names of the edits that made the queries."""
    there: NDArray[np.bool_]
    """(n,) whether the original was among the photos."""

    def of(self, verdict: Verdict) -> ComparedAnswers:
        """Return those with one verdict."""
        chosen = self.verdicts == verdict.value
        return ComparedAnswers(*(column[chosen] for column in self))


def measure_compared(
    extractor: ModelFeatureExtractor, codes: Calibration, photos: tuple[Groups, Groups], job: Job
) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """Return the columns that stand beside the calibration of copies, and how well they hold.

    The columns are fitted to both groups of photos, as sources differ in how many look-alikes with
    little in them there are. Each group is judged by tables that were fitted to the other one.

    Args:
        extractor: gives `copy` values.
        codes: how probable an answer is by their distance.
        photos: those that the calibration is fitted to, and further ones.
        job: progress and cancelling.

    Raises:
        Cancelled: the job was stopped.
    """
    bits = extractor.card.bits[CodeKind.COPY]
    found = [compare_answers(extractor, codes, *some, job) for some in photos]
    tables = [fit_compared(some, bits) for some in found]
    figures = {
        name: evaluate_compared(found[group], tables[1 - group], codes)
        for group, name in enumerate(("calibration_photos", "further_photos"))
    }
    return as_columns(fit_compared(_joined(found), bits), codes), figures


def compare_answers(
    extractor: FeatureExtractor,
    codes: Calibration,
    originals: Sequence[PhotoSet],
    others: Sequence[PhotoSet],
    job: Job,
) -> ComparedAnswers:
    """Ask with all edits of `originals` among them and `others`, and compare the first answers.

    Args:
        extractor: gives `copy` values.
        codes: how probable an answer is by their distance.
        originals: photos that copies are made of.
        others: photos beside them.
        job: progress and cancelling.

    Raises:
        Cancelled: the job was stopped.
    """
    asking: list[RgbImage] = []
    photos = _SearchedPhotos()
    rows: list[NDArray[np.uint8]] = []
    for group, is_original in ((originals, True), (others, False)):
        for rgb in _read(group, job):
            rows.append(pack(extractor.extract(extractor.fit(rgb)[None])[_COPY]))
            photos.add(rgb)
            if is_original:
                asking.append(rgb)
    searched = np.concatenate(rows)
    found: list[tuple[int, bool, str, str, bool]] = []
    for place, rgb in enumerate(asking):
        job.control.checkpoint()
        stage = in_words("Comparing copies with what is found")
        job.on_progress(Progress(stage, place, len(asking)))
        copies = [change(rgb) for change in JUDGED_EDITS.values()]
        values = extractor.extract(np.stack([extractor.fit(copy) for copy in copies]))[_COPY]
        distances = hamming_distances(pack(values), searched)
        for edit, copy, apart in zip(JUDGED_EDITS, copies, distances, strict=True):
            query = _Query(copy, photos)
            for there in (True, False):
                answers = _compared(query, apart, None if there else place, codes)
                found += [
                    (int(apart[at]), at == place, match.verdict.value, edit, there)
                    for at, match in answers
                ]
    columns = zip(*found, strict=True)
    kinds = (np.int32, np.bool_, np.str_, np.str_, np.bool_)
    return ComparedAnswers(
        *(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True))
    )


def _joined(found: Sequence[ComparedAnswers]) -> ComparedAnswers:
    return ComparedAnswers(*(np.concatenate(column) for column in zip(*found, strict=True)))


def fit_compared(found: ComparedAnswers, bits: int) -> dict[Verdict, Calibration]:
    """Return tables from distance to the probability of what was compared in vain, by verdict."""
    tables = {}
    for verdict in COMPARED_COLUMNS:
        some = found.of(verdict)
        if len(some.distances):
            tables[verdict] = fit_table(some.distances.astype(np.float64), some.same, bits)
    return tables


def as_columns(tables: Mapping[Verdict, Calibration], codes: Calibration) -> dict[str, list[float]]:
    """Return what stands beside the probabilities of `copy` in model.toml, at the distances that
    these are told for."""
    distances = np.array([distance for distance, _ in codes])
    columns = {}
    for verdict, table in tables.items():
        known, probabilities = np.array(table).T
        found = np.interp(distances, known, probabilities)
        columns[COMPARED_COLUMNS[verdict]] = found.round(_DIGITS).tolist()
    return columns


def evaluate_compared(
    found: ComparedAnswers, tables: Mapping[Verdict, Calibration], codes: Calibration
) -> dict[str, Any]:
    """Return how well tables hold on answers that they were not fitted to.

    For each verdict: how many answers, which share is the original, what is said of it on the mean
    by the codes alone and by the program, the mean square of what is said beside what is (Brier
    1950) for both, and by the levels in words, how many and which share is right.
    """
    figures: dict[str, Any] = {}
    for verdict in COMPARED_COLUMNS:
        some = found.of(verdict)
        if not len(some.distances) or verdict not in tables:
            continue
        by_codes = probability_of_distance(some.distances, codes)
        told = np.minimum(by_codes, probability_of_distance(some.distances, tables[verdict]))
        told = np.minimum(told, NOT_CONFIRMED)
        row: dict[str, Any] = {
            "answers": len(told),
            "same": _mean(some.same),
            "told_by_codes": _mean(by_codes),
            "told": _mean(told),
            "square_error_by_codes": _mean((by_codes - some.same) ** 2),
            "square_error": _mean((told - some.same) ** 2),
        }
        highest = 1.0 + 1e-9
        for level in SimilarityLevel:
            chosen = (told >= LEVEL_THRESHOLDS[level]) & (told < highest)
            highest = LEVEL_THRESHOLDS[level]
            if chosen.any():
                row[level.name.lower()] = int(chosen.sum())
                row[f"{level.name.lower()}_told"] = _mean(told[chosen])
                row[f"{level.name.lower()}_right"] = _mean(some.same[chosen])
        figures[COMPARED_COLUMNS[verdict]] = row
    figures["agrees"] = share_agreeing(found)
    figures["likelihood_ratio"] = likelihood_ratios(found, codes)
    return figures


def share_agreeing(found: ComparedAnswers) -> dict[str, float]:
    """Return which share of the originals that were compared agreed, by edit."""
    agrees = found.verdicts == Verdict.CONFIRMED.value
    return {
        edit: _mean(agrees[(found.edits == edit) & found.same])
        for edit in JUDGED_EDITS
        if ((found.edits == edit) & found.same).any()
    }


def likelihood_ratios(found: ComparedAnswers, codes: Calibration) -> dict[str, float]:
    """Return P(verdict | same) / P(verdict | different) of answers that are perhaps the same shot
    by their codes: see `core.verification.LIKELIHOOD_RATIOS`."""
    likely = (
        probability_of_distance(found.distances, codes) >= LEVEL_THRESHOLDS[SimilarityLevel.PERHAPS]
    )
    same, different = likely & found.same, likely & ~found.same
    ratios = {}
    for verdict, name in COMPARED_COLUMNS.items():
        judged = found.verdicts == verdict.value
        if same.any() and judged[different].any():
            ratios[name] = round(float(judged[same].mean() / judged[different].mean()), 4)
    return ratios


class _SearchedPhotos:
    """Keep the thumbnails of the photos that are searched, and some of them with features."""

    def __init__(self) -> None:
        self._jpegs: list[bytes] = []
        self._pictures: dict[int, Picture] = {}

    def add(self, rgb: RgbImage) -> None:
        """Take a photo (H, W, 3) in."""
        self._jpegs.append(make_thumbnail(rgb))

    def picture(self, place: int) -> Picture:
        """Return a photo as the program compares it."""
        if place not in self._pictures:
            while len(self._pictures) >= _KEPT:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[place] = Picture(read_thumbnail(self._jpegs[place]))
        return self._pictures[place]


class _Query:
    """Compare one picture with photos, each once."""

    def __init__(self, rgb: RgbImage, photos: _SearchedPhotos) -> None:
        self._picture = Picture(rgb)
        self._photos = photos
        self._matches: dict[int, GeometricMatch] = {}

    def match(self, place: int) -> GeometricMatch:
        """Return what is found between the picture and a photo."""
        if place not in self._matches:
            self._matches[place] = verify_picture(self._picture, self._photos.picture(place))
        return self._matches[place]


def _compared(
    query: _Query, distances: NDArray[np.int32], missing: int | None, codes: Calibration
) -> list[tuple[int, GeometricMatch]]:
    """Return the places of the answers that are compared, and what is found, best codes first.

    Args:
        query: what asks.
        distances: (n,) to all photos.
        missing: the place of the photo that is taken away.
        codes: tells what is likely.
    """
    order = [at for at in np.argsort(distances, kind="stable").tolist() if at != missing]
    probable = probability_of_distance(distances[order], codes)
    likely = int(np.count_nonzero(probable >= LEVEL_THRESHOLDS[SimilarityLevel.PERHAPS]))
    likely = min(likely, _MAX_COMPARED)
    found = [(at, query.match(at)) for at in order[:likely]]
    if not any(match.verdict is Verdict.CONFIRMED for _, match in found):
        found += [(at, query.match(at)) for at in order[likely:_LEAST_COMPARED]]
    return found


def _read(sets: Sequence[PhotoSet], job: Job) -> Iterator[RgbImage]:
    """Read photos one by one; those that cannot be read are left out."""
    for photos in sets:
        with DatasetReader(photos) as reader:
            for place in range(len(photos)):
                job.control.checkpoint()
                try:
                    rgb = reader.photo(place, None)
                except UnreadablePhoto:
                    continue
                yield rgb


def _mean(values: NDArray[Any]) -> float:
    return round(float(np.mean(values)), 4)
