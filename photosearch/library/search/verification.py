"""Verify the first photos of an answer by geometry, after its order is known.

Codes alone do not tell the same shot from another page of text. So an answer that claims to show
the same shot promises no more than "probably" until its photos are compared with the query's
images: those that agree are sure, whatever their codes say; those that do not are as probable as
such photos were where it was measured, and what comes behind them is no more so.

Where nothing is sure, the query is also looked for in its seven other turns and mirror images.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.core.jobs import JobControl
from photosearch.core.model_card import Calibration
from photosearch.core.query import Answer, Query, QueryImage, QueryItem, RgbImage
from photosearch.core.ranking import monotonic, probability_of_distance
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel
from photosearch.core.verification import (
    UNVERIFIED_PROBABILITY,
    GeometricMatch,
    Verdict,
    probability_after,
)

CONFIRMED = 0.99
"""The least probability of a photo that agrees with the query."""
NOT_CONFIRMED = 0.69
"""The greatest probability of a photo that was compared and does not agree: below "probably". Codes
so near as to say more were compared in vain too seldom for that to be measured."""

MAX_LIKELY = 200
"""So many photos whose codes say that they are sure are compared."""
MAX_POSSIBLE = 24
"""So many others that are perhaps the same shot are compared."""
MIN_COMPARED = 8
"""If none of these agrees, the first photos are compared whatever their codes say: copies that are
turned may be among them."""
MAX_TURNED = 12
"""Photos that are compared because they are like the turned or mirrored query."""
MAX_TURNED_IMAGES = 2
"""Of so many of the query's images the other turns are looked for."""
_AT_ONCE = 4
"""Photos in one call to the worker, which a search may be waiting for."""


SmallImage = RgbImage | bytes
"""Pixels (H, W, 3), or the JPEG of a thumbnail."""


class ImageComparer(Protocol):
    """Compare images in a process of its own."""

    def compare(self, image: SmallImage, others: Sequence[bytes]) -> list[GeometricMatch | None]:
        """Return what is found for each of `others` (thumbnails); None for a damaged one."""


def without_promises(answer: Answer, own_ids: Sequence[int]) -> Answer:
    """Return an answer in which no photo is sure before it is verified, but the query's own."""
    own = np.isin(answer.photo_ids, np.asarray(own_ids, np.int64))
    return _with_scores(
        replace(answer, unverified=True),
        np.where(own, answer.scores, np.minimum(answer.scores, UNVERIFIED_PROBABILITY)),
    )


class AnswerVerifier:
    """Verify answers of one library. For any thread."""

    def __init__(
        self,
        comparer: ImageComparer,
        thumbnails: Callable[[Sequence[int]], Mapping[int, bytes]],
        search: Callable[[Query, JobControl], Answer],
        tables: Mapping[Verdict, Calibration] = MappingProxyType({}),
    ) -> None:
        """Compare nothing yet.

        Args:
            comparer: compares.
            thumbnails: returns JPEGs by photo id, as far as there are any.
            search: answers a query by whole photos.
            tables: how probable photos at an answer's distances are that were compared and judged
                so; where there is none, it follows from what their codes say.
        """
        self._tables = tables
        self._comparer = comparer
        self._thumbnails = thumbnails
        self._search = search

    def verify(
        self,
        query: Query,
        answer: Answer,
        images: Sequence[SmallImage],
        control: JobControl,
        equal_ids: Collection[int] = (),
    ) -> Answer:
        """Return an answer with what the comparisons found, its order changed as little as needed.

        Args:
            query: that was answered.
            answer: by codes alone.
            images: of the query's positives, as far as they are at hand.
            control: cancels.
            equal_ids: photos whose files hold what those of the query's positives do: they are
                sure, also where there is too little in them to agree in.

        Raises:
            Cancelled: by `control`.
        """
        shown = _shown_ids(query)
        ids = [each for each in answer.photo_ids.tolist() if each not in shown]
        likely = _count_likely(answer.without(shown), max(1, len(images)))
        matches = self._compare(images, ids[:likely], control)
        if not _any_confirmed(matches):
            matches |= self._compare(images, ids[likely:MIN_COMPARED], control)
        turned: Answer | None = None
        if not _any_confirmed(matches):
            turned = self._search_turned(query, images, {*matches, *shown}, control)
        if turned is not None:
            matches |= self._compare(images, turned.photo_ids.tolist(), control)
        for photo_id in equal_ids:
            if not _is_confirmed(matches.get(photo_id)):
                matches.pop(photo_id, None)  # what they were compared by does not count
        return self._combine(query, answer, turned, matches, {*shown, *equal_ids})

    def _compare(
        self, images: Sequence[SmallImage], photo_ids: Sequence[int], control: JobControl
    ) -> dict[int, GeometricMatch]:
        """Return for each photo the best of its matches with the images."""
        found: dict[int, GeometricMatch] = {}
        for start in range(0, len(photo_ids), _AT_ONCE):
            control.checkpoint()
            jpegs = self._thumbnails(photo_ids[start : start + _AT_ONCE])
            for image in images:
                left = [each for each in jpegs if not _is_confirmed(found.get(each))]
                if not left:
                    break
                results = self._comparer.compare(image, [jpegs[each] for each in left])
                for photo_id, match in zip(left, results, strict=True):
                    if match is not None and _is_better(match, found.get(photo_id)):
                        found[photo_id] = match
        return found

    def _combine(
        self,
        query: Query,
        answer: Answer,
        turned: Answer | None,
        matches: Mapping[int, GeometricMatch],
        known: Collection[int],
    ) -> Answer:
        if turned is not None:
            confirmed = [_is_confirmed(matches.get(each)) for each in turned.photo_ids.tolist()]
            extra = turned.rows(np.flatnonzero(confirmed))
            answer = _joined(extra, answer.without(extra.photo_ids.tolist()), answer.searched)
        found = tuple(matches.get(each) for each in answer.photo_ids.tolist())
        answer = replace(answer, matches=found, unverified=False)
        sure = np.isin(answer.photo_ids, np.asarray(list(known), np.int64))
        sure |= np.fromiter(map(_is_confirmed, found), np.bool_, len(found))
        scores = self._scores(query, answer, sure)
        verified = _with_scores(answer, scores)
        return verified.rows(np.arange(min(query.limit, len(found))))

    def _scores(self, query: Query, answer: Answer, sure: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the probabilities (n,) of an answer's photos after what was found.

        Those that are not `sure` (n,) stay in the order of their codes, which tell best which of
        them it is: a photo with little in it may be likelier, and would come before the right one.
        Where the two disagree, they share the mean of their probabilities.
        """
        scores = answer.scores.astype(np.float64)
        least = 1.0
        for row, match in enumerate(answer.matches):
            score = float(scores[row])
            if match is None and not sure[row]:
                # It was not worth a comparison: it is no likelier than what was compared in vain.
                scores[row] = min(score, least)
            elif match is not None and not sure[row]:
                distance = float(answer.distances[row])
                scores[row] = self._unconfirmed(score, distance, match.verdict)
                least = min(least, float(scores[row]))
            elif not query.negatives or score >= UNVERIFIED_PROBABILITY:
                # Else a photo like a positive may be like a negative as well.
                scores[row] = max(score, CONFIRMED)
        scores[~sure] = monotonic(scores[~sure])
        return scores

    def _unconfirmed(self, score: float, distance: float, verdict: Verdict) -> float:
        """Return how probable a photo is that was compared and does not agree."""
        table = self._tables.get(verdict)
        if table:
            bits = np.array([round(distance)], np.int32)
            after = float(probability_of_distance(bits, table)[0])
        else:
            after = probability_after(score, verdict)
        return min(score, after, NOT_CONFIRMED)

    def _search_turned(
        self, query: Query, images: Sequence[SmallImage], known: set[int], control: JobControl
    ) -> Answer | None:
        """Return the photos most like the query's images turned and mirrored; None without any."""
        items = tuple(
            QueryItem(QueryImage(pixels=turned))
            for image in images[:MAX_TURNED_IMAGES]
            for turned in _other_turns(image)
        )
        if not items:
            return None
        limit = MAX_TURNED + len(known)
        found = self._search(replace(query, items=items, limit=limit), control).without(known)
        return found.rows(np.arange(min(MAX_TURNED, len(found.photo_ids))))


def _shown_ids(query: Query) -> tuple[int, ...]:
    """Return the photos that the query shows, wholly or in part: nothing need be compared."""
    return query.own_ids + query.cropped_ids


def _count_likely(answer: Answer, images: int) -> int:
    """Return how many of the first photos may be the same shot, and are to be compared."""
    possible = LEVEL_THRESHOLDS[SimilarityLevel.PERHAPS]
    likely = int(np.count_nonzero(answer.scores >= UNVERIFIED_PROBABILITY))
    others = int(np.count_nonzero(answer.scores >= possible)) - likely
    if likely > MAX_LIKELY // images:
        return MAX_LIKELY // images
    return likely + min(others, MAX_POSSIBLE // images)


def _other_turns(image: SmallImage) -> list[RgbImage]:
    """Return the seven other turns and mirror images of a picture; none of a damaged one."""
    if isinstance(image, bytes):
        from photosearch.images.thumbnails import read_thumbnail  # only here is a decoder needed

        try:
            image = read_thumbnail(image)
        except ValueError:
            return []
    turns = [np.rot90(each, quarter) for each in (image, image[:, ::-1]) for quarter in range(4)]
    return [np.ascontiguousarray(turn) for turn in turns[1:]]


def _is_confirmed(match: GeometricMatch | None) -> bool:
    return match is not None and match.verdict is Verdict.CONFIRMED


def _any_confirmed(matches: Mapping[int, GeometricMatch]) -> bool:
    return any(_is_confirmed(match) for match in matches.values())


def _is_better(match: GeometricMatch, other: GeometricMatch | None) -> bool:
    if other is None or _is_confirmed(match) != _is_confirmed(other):
        return other is None or _is_confirmed(match)
    return match.inliers > other.inliers


def _joined(first: Answer, second: Answer, searched: int) -> Answer:
    def both(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(first, name), getattr(second, name)])

    parts = second.parts and ((None,) * len(first.photo_ids) + second.parts)
    return replace(
        second,
        photo_ids=both("photo_ids"),
        scores=both("scores"),
        distances=both("distances"),
        parts=parts,
        searched=searched,
    )


def _with_scores(answer: Answer, scores: NDArray[np.floating[Any]]) -> Answer:
    """Return an answer with other scores, which fall; among equals the order stays."""
    order = np.argsort(-scores, kind="stable")
    return replace(answer, scores=scores.astype(np.float32)).rows(order)
