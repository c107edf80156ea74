"""Define the protocol "Subject": labelled photos search labelled photos; one of the same class is
right.

With one set only, each of its photos searches all the others. Classes that the training did not see
are told apart in groups of their own.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import pack
from photosearch.core.errors import UserError
from photosearch.core.jobs import RateMeter
from photosearch.core.message_codes import in_words
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation.distances import Rows
from photosearch.training.evaluation.encoding import encode
from photosearch.training.evaluation.feature_extractors import (
    FeatureExtractor,
    Representation,
    representations,
)
from photosearch.training.evaluation.metrics import CodeStatistics, code_statistics
from photosearch.training.evaluation.ranked import (
    RERANKABLE,
    CompareQueries,
    DistanceHistogram,
    RankedMetrics,
    again,
    order,
    plain,
    rank_all,
)
from photosearch.training.evaluation.speed import calls_per_second, queries_per_second

log = logging.getLogger(__name__)

EVERYTHING = "all classes"
UNSEEN_AMONG_ALL = "unseen classes, among all photos"
UNSEEN_ONLY = "unseen classes, among themselves"


@dataclass(frozen=True, slots=True)
class LabelledOptions:
    """Set how labelled photos are evaluated."""

    distances: tuple[str, ...]
    rerankings: tuple[str, ...] = ()
    unseen: frozenset[str] = frozenset()
    """Classes that the training did not see."""
    prefixes: tuple[int, ...] = ()
    """Lengths of codes that are judged beside the whole ones: their first bits."""
    queries_at_most: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """Hold one line of the table."""

    encoder: str
    output: str
    stored: str
    distance: str
    reranking: str
    group: str
    figures: RankedMetrics
    queries_per_second: float
    trained: bool = True

    @property
    def ranked_by(self) -> str:
        """Return distance and re-ranking: "hamming + diffusion"."""
        return f"{self.distance} + {self.reranking}" if self.reranking else self.distance


class CodeRow(NamedTuple):
    """Tell what one encoder's codes are like."""

    encoder: str
    output: str
    statistics: CodeStatistics
    histogram: DistanceHistogram | None


@dataclass(slots=True)
class LabelledResult:
    """Hold the protocol's outcome."""

    queries: PhotoSet
    """Those that were asked, all readable."""
    database: PhotoSet
    classes: int
    leave_one_out: bool
    unreadable: tuple[str, ...]
    rows: list[LabelledRow] = field(default_factory=list)
    codes: list[CodeRow] = field(default_factory=list)


class _Group(NamedTuple):
    name: str
    queries: NDArray[np.intp]
    database: NDArray[np.intp]
    own: NDArray[np.int64] | None
    query_labels: NDArray[np.intp]
    labels: NDArray[np.intp]


def evaluate_labelled(
    extractors: Sequence[FeatureExtractor],
    queries: PhotoSet,
    database: PhotoSet | None,
    options: LabelledOptions,
    job: Job,
    *,
    threads: int = 1,
) -> LabelledResult:
    """Encode both sets and rank the database for every query in every way that is asked for.

    Args:
        extractors: encoders, side by side.
        queries: labelled photos.
        database: labelled photos that are searched; None lets each query search all the others.
        options: distances, re-rankings, groups.
        job: progress and cancelling.
        threads: that decode photos.

    Raises:
        UserError: the sets make no sense for this protocol; says why.
        Cancelled: the job was stopped.
    """
    asked = _sample(queries, options)
    _check(asked, database or queries, options, alone=database is None)
    searched = encode(
        database or queries, extractors, job, stage="Reading the database", threads=threads
    )
    kept = _part(database or queries, searched.positions)
    own: NDArray[np.int64] | None = None
    unreadable = searched.unreadable
    if database is None:
        wanted = set(asked.members)
        own = np.array([at for at, name in enumerate(kept.members) if name in wanted])
        asked = _part(kept, own)
        asked_rows = [{name: rows[own] for name, rows in one.items()} for one in searched.rows]
    else:
        found = encode(asked, extractors, job, stage="Reading the queries", threads=threads)
        asked = _part(asked, found.positions)
        asked_rows = [dict(one) for one in found.rows]
        unreadable += found.unreadable
    groups = _groups(asked, kept, options, own)
    result = LabelledResult(asked, kept, len(kept.classes), database is None, unreadable)
    judged: list[Representation] = []
    for place, extractor in enumerate(extractors):
        for output in extractor.outputs:
            rows, searched_rows = asked_rows[place][output], searched.rows[place][output]
            whole = representations(extractor, output, rows, searched_rows, options.distances)
            shorter = [prefix(made, bits) for made in whole for bits in options.prefixes]
            judged += [*whole, *(made for made in shorter if made is not None)]
    rankings = sum(len(_ways(made, options)) for made in judged)
    told = _Rankings(job, rankings * sum(len(group.queries) for group in groups))
    for made in judged:
        _judge(made, groups, options, told, result)
    return result


def prefix(made: Representation, bits: int) -> Representation | None:
    """Return the first `bits` of a code alone; None where it has no more than those, or is no
    code."""
    if made.bits is None or bits >= made.bits:
        return None
    return Representation(
        made.encoder,
        made.output,
        np.ascontiguousarray(made.queries[:, :bits]),
        np.ascontiguousarray(made.database[:, :bits]),
        made.distances,
        f"{bits} bits",
        made.trained,
    )


class _Rankings:
    """Count ranked queries over all rankings of the protocol, and tell of them as one stage."""

    def __init__(self, job: Job, total: int) -> None:
        self._job, self._total = job, total
        self._done, self._rate = 0, RateMeter()

    def add(self, queries: int) -> None:
        """Count so many more as ranked; raises Cancelled if the job was stopped."""
        self._done += queries
        self._tell("Ranking")

    def joining(self, _photos: int) -> None:
        """Report that a graph of neighbours is being made."""
        self._tell("Ranking, joining neighbours")

    def _tell(self, stage: str) -> None:
        self._job.control.checkpoint()
        self._job.on_progress(self._rate.progress(in_words(stage), self._done, self._total))


def _ways(made: Representation, options: LabelledOptions) -> list[tuple[str, str]]:
    """Return distances and re-rankings that are asked for and suit these rows."""
    return [
        (distance, reranking)
        for distance in made.distances
        for reranking in ("", *options.rerankings)
        if not reranking or distance in RERANKABLE
    ]


def _judge(
    made: Representation,
    groups: Sequence[_Group],
    options: LabelledOptions,
    told: _Rankings,
    result: LabelledResult,
) -> None:
    histogram = None
    for distance, reranking in _ways(made, options):
        compare, speed = None, 0.0
        for group in groups:
            if compare is None or len(group.database) < len(made.database):
                photos = made.database[group.database]
                if reranking:
                    compare = again(distance, reranking, photos, told.joining)
                    speed = _reranked_per_second(compare, made.queries[group.queries], group.own)
                else:
                    compare = plain(distance, photos)
                    speed = queries_per_second(distance, made.queries, photos)
            ranked = rank_all(
                compare,
                made.queries[group.queries],
                group.query_labels,
                group.labels,
                bits=made.bits if distance == "hamming" and not reranking else None,
                own=group.own,
                on_queries=told.add,
            )
            if group.name == EVERYTHING and ranked.histogram is not None:
                histogram = ranked.histogram
            result.rows.append(
                LabelledRow(
                    made.encoder,
                    made.output,
                    made.stored,
                    distance,
                    reranking,
                    group.name,
                    ranked.figures,
                    speed,
                    made.trained,
                )
            )
    if made.bits is not None:
        statistics = code_statistics(pack(made.database))
        result.codes.append(CodeRow(made.encoder, made.output, statistics, histogram))


def _reranked_per_second(
    compare: CompareQueries, queries: Rows, own: NDArray[np.int64] | None
) -> float:
    def ask(place: int) -> None:
        part = slice(place, place + 1)
        order(compare(queries[part], None if own is None else own[part]))

    return calls_per_second(ask, len(queries))


def _groups(
    asked: PhotoSet, kept: PhotoSet, options: LabelledOptions, own: NDArray[np.int64] | None
) -> list[_Group]:
    """Return the groups with the class numbers of their queries and photos."""
    names = sorted(set(kept.labels) | set(asked.labels))
    number = {name: place for place, name in enumerate(names)}
    query_labels = np.array([number[label] for label in asked.labels])
    labels = np.array([number[label] for label in kept.labels])
    unseen = np.array([number[name] for name in options.unseen if name in number], int)
    every_query, every_photo = np.arange(len(asked)), np.arange(len(kept))

    def group(
        name: str, chosen: NDArray[np.intp], among: NDArray[np.intp], own: NDArray[np.int64] | None
    ) -> _Group:
        return _Group(name, chosen, among, own, query_labels[chosen], labels[among])

    groups = [group(EVERYTHING, every_query, every_photo, own)]
    if len(unseen):
        chosen = np.flatnonzero(np.isin(query_labels, unseen))
        among = np.flatnonzero(np.isin(labels, unseen))
        mine = None if own is None else own[chosen]
        inside = None if mine is None else np.searchsorted(among, mine)
        groups.append(group(UNSEEN_AMONG_ALL, chosen, every_photo, mine))
        if len(np.unique(labels[among])) > 1:  # of one class alone every answer would be right
            groups.append(group(UNSEEN_ONLY, chosen, among, inside))
    return groups


def _sample(queries: PhotoSet, options: LabelledOptions) -> PhotoSet:
    if options.queries_at_most is None or len(queries) <= options.queries_at_most:
        return queries
    chosen = np.random.default_rng(options.seed).permutation(len(queries))
    return _part(queries, np.sort(chosen[: options.queries_at_most]))


def _part(photos: PhotoSet, positions: NDArray[np.integer]) -> PhotoSet:
    return PhotoSet(photos.archive, tuple(photos.members[place] for place in positions.tolist()))


def _check(asked: PhotoSet, database: PhotoSet, options: LabelledOptions, *, alone: bool) -> None:
    """Refuse, before anything is read, sets that no figure can be had from."""
    if alone and len(database) < 2:
        raise UserError.in_words(
            f"{database.archive} has only one photo, which has nothing to search.",
            "Give a set with several photos of each class, or a database with --database.",
        )
    classes = set(database.labels)
    if len(classes) < 2:
        raise UserError.in_words(
            f"All photos in {database.archive} are of one class, {next(iter(classes))!r}: "
            "every answer would be right.",
            "Put the photos of each class into a folder of its own.",
        )
    strange = sorted(set(asked.labels) - classes)
    if len(strange) == len(set(asked.labels)):
        raise UserError.in_words(
            f"No class of the queries ({', '.join(strange[:3])}) is in the database "
            f"({', '.join(sorted(classes)[:3])}).",
            "Name the folders of a class alike in both sets.",
        )
    if strange:
        log.warning(
            "The database has no photo of %s: these queries are left out.", ", ".join(strange)
        )
    if alone and max(np.unique(database.labels, return_counts=True)[1]) < 2:
        raise UserError.in_words(
            f"No class in {database.archive} has two photos: there is nothing right to find.",
            "Give a set with several photos of each class, or a database with --database.",
        )
    unknown = sorted(options.unseen - classes)
    if unknown:
        raise UserError.in_words(
            f"There is no class {unknown[0]!r} in {database.archive}, which --unseen names.",
            f"Choose from: {', '.join(sorted(classes)[:12])}.",
        )
    if options.unseen and not options.unseen & set(asked.labels):
        raise UserError.in_words(
            "None of the queries is of a class that --unseen names.",
            "Add queries of these classes, or leave --unseen out.",
        )
