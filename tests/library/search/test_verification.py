"""What geometry finds makes an answer sure, or takes a promise back; its order hardly changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import Calibration
from photosearch.core.query import LOOK, SHOT, SUBJECT, Answer, CropBox, Query, SimilarityWeights
from photosearch.core.similarity_levels import SimilarityLevel, level_of
from photosearch.core.verification import (
    LIKELIHOOD_RATIOS,
    MIN_FEATURES,
    UNVERIFIED_PROBABILITY,
    GeometricMatch,
    Verdict,
    probability_after,
)
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.library.search.verification import (
    MAX_TURNED,
    AnswerVerifier,
    SmallImage,
    without_promises,
)
from photosearch.library.workers.query_tasks import Matches
from tests.library.shelf import Shelf, ids_of, make_card, picture
from tests.queries import item, like

CONFIRMED = GeometricMatch(300, inliers=90, cells=30, support=0.9, residual=0.5)
UNCONFIRMED = GeometricMatch(300, inliers=7, cells=5, support=0.1)
TOO_LITTLE = GeometricMatch(3)
QUERY = like(b"query", limit=100)
JPEG = make_thumbnail(np.zeros((16, 24, 3), np.uint8))


def answer_of(*scores: float, calibrated: bool = True) -> Answer:
    """Photos 1 to n, as the codes see them."""
    values = np.asarray(scores, np.float32)
    ids = np.arange(1, len(values) + 1)
    return Answer(ids, values, values * 0, calibrated, 5000, 0.1, parts=(None,) * len(values))


@dataclass
class Comparer:
    """Photo n's thumbnail is the text n; what is found is looked up."""

    matches: dict[int, GeometricMatch | None] = field(default_factory=dict)
    otherwise: GeometricMatch | None = UNCONFIRMED
    calls: list[tuple[SmallImage, list[int]]] = field(default_factory=list)
    searches: list[Query] = field(default_factory=list)

    def compare(self, image: SmallImage, others: Sequence[bytes]) -> Matches:
        ids = [int(each) for each in others]
        self.calls.append((image, ids))
        return [self.matches.get(photo_id, self.otherwise) for photo_id in ids]

    @property
    def compared(self) -> list[int]:
        return [photo_id for _, ids in self.calls for photo_id in ids]


def verified(
    answer: Answer,
    comparer: Comparer,
    query: Query = QUERY,
    turned: Answer | None = None,
    images: Sequence[SmallImage] = (JPEG,),
    tables: Mapping[Verdict, Calibration] = MappingProxyType({}),
) -> Answer:
    def search(wanted: Query, control: JobControl) -> Answer:
        comparer.searches.append(wanted)
        return turned or answer_of()

    verifier = AnswerVerifier(comparer, lambda ids: {i: b"%d" % i for i in ids}, search, tables)
    return verifier.verify(query, answer, images, JobControl())


def levels(answer: Answer) -> dict[int, SimilarityLevel]:
    return {
        photo_id: level_of(score, calibrated=True)
        for photo_id, score in zip(ids_of(answer), answer.scores.tolist(), strict=True)
    }


def test_the_same_file_is_sure_although_there_is_too_little_in_it() -> None:
    comparer = Comparer(otherwise=TOO_LITTLE)
    verifier = AnswerVerifier(
        comparer, lambda ids: {i: b"%d" % i for i in ids}, lambda *_: answer_of()
    )
    answer = answer_of(0.69, 0.6, 0.5)
    found = verifier.verify(QUERY, answer, (JPEG,), JobControl(), equal_ids=[2, 77])
    assert levels(found)[2] is SimilarityLevel.SURELY
    assert ids_of(found)[0] == 2
    assert found.matches[0] is None
    assert min(levels(found)[each] for each in (1, 3)) > SimilarityLevel.PROBABLY


@given(st.lists(st.floats(0, 1, width=32), max_size=30), st.sets(st.integers(1, 30)))
def test_nothing_is_sure_before_it_is_verified(scores: list[float], own: set[int]) -> None:
    answer = answer_of(*sorted(scores, reverse=True))
    capped = without_promises(answer, sorted(own))
    assert capped.unverified
    assert sorted(ids_of(capped)) == ids_of(answer)
    assert (np.diff(capped.scores) <= 0).all()
    before = dict(zip(ids_of(answer), answer.scores.tolist(), strict=True))
    for photo_id, score in zip(ids_of(capped), capped.scores.tolist(), strict=True):
        limit = 1 if photo_id in own else UNVERIFIED_PROBABILITY
        assert score == min(before[photo_id], limit)
    assert level_of(UNVERIFIED_PROBABILITY, calibrated=True) is SimilarityLevel.PROBABLY


def test_what_agrees_is_sure_and_what_does_not_is_not() -> None:
    comparer = Comparer({1: UNCONFIRMED, 2: CONFIRMED, 3: TOO_LITTLE, 4: CONFIRMED, 5: UNCONFIRMED})
    found = verified(answer_of(0.9375, 0.9375, 0.9375, 0.62, 0.5), comparer)
    assert not found.unverified
    assert ids_of(found) == [2, 4, 1, 3, 5], "what agrees comes first; else the order is kept"
    told = levels(found)
    assert [told[photo_id] for photo_id in (2, 4)] == [SimilarityLevel.SURELY] * 2
    assert min(told[photo_id] for photo_id in (1, 3, 5)) > SimilarityLevel.PROBABLY
    assert [match and match.verdict for match in found.matches] == [
        Verdict.CONFIRMED,
        Verdict.CONFIRMED,
        Verdict.UNCONFIRMED,
        Verdict.TOO_LITTLE,
        Verdict.UNCONFIRMED,
    ]
    assert (np.diff(found.scores) <= 0).all()
    assert len(found.parts) == 5


TABLES = {
    Verdict.UNCONFIRMED: ((0.0, 0.3), (40.0, 0.1), (256.0, 0.0)),
    Verdict.TOO_LITTLE: ((0.0, 0.6), (40.0, 0.5), (256.0, 0.0)),
}


def at_distances(answer: Answer, *distances: float) -> Answer:
    return replace(answer, distances=np.asarray(distances, np.float32))


def test_what_was_compared_in_vain_is_as_probable_as_was_measured() -> None:
    answer = at_distances(answer_of(0.9375, 0.9375, 0.9, 0.5), 0, 20, 40, 90)
    comparer = Comparer({1: UNCONFIRMED, 2: TOO_LITTLE, 3: UNCONFIRMED, 4: UNCONFIRMED})
    found = verified(answer, comparer, tables=TABLES)
    assert ids_of(found) == [1, 2, 3, 4], "by their codes, not by how little there is to see"
    mean = (0.3 + 0.55) / 2
    expected = [mean, mean, 0.1, 0.1 * (256 - 90) / (256 - 40)]
    assert found.scores == pytest.approx(expected, abs=1e-6)


def test_it_is_never_probable_all_the_same() -> None:
    answer = at_distances(answer_of(0.9375, 0.9375), 1, 1)
    tables = {verdict: ((0.0, 0.97), (256.0, 0.0)) for verdict in TABLES}
    comparer = Comparer({1: TOO_LITTLE, 2: UNCONFIRMED})
    for found in (verified(answer, comparer, tables=tables), verified(answer, comparer)):
        assert SimilarityLevel.PROBABLY not in levels(found).values()
        assert SimilarityLevel.SURELY not in levels(found).values()


def test_a_table_never_raises_what_codes_say() -> None:
    answer = at_distances(answer_of(0.05, 0.02), 1, 1)
    found = verified(answer, Comparer(), tables=TABLES)
    assert found.scores == pytest.approx([0.05, 0.02])


def test_the_photo_that_a_box_was_drawn_on_is_sure_without_a_comparison() -> None:
    comparer = Comparer({1: UNCONFIRMED, 2: CONFIRMED, 3: UNCONFIRMED})
    boxed = like(item(3, CropBox(0.1, 0.1, 0.4, 0.4)), limit=100)
    found = verified(answer_of(0.9375, 0.9, 0.1, 0.05), comparer, boxed)
    assert ids_of(found)[:2] == [2, 3]
    assert levels(found)[3] is SimilarityLevel.SURELY
    assert 3 not in comparer.compared


@given(st.floats(0, 1), st.sampled_from([Verdict.UNCONFIRMED, Verdict.TOO_LITTLE]))
def test_without_a_table_the_odds_fall(probability: float, verdict: Verdict) -> None:
    before = min(probability, UNVERIFIED_PROBABILITY)
    after = probability_after(probability, verdict)
    ratio = LIKELIHOOD_RATIOS[verdict]
    # Counted: of a thousand photos, so many are the same, and so many of these are judged so.
    same, other = 1000 * before * ratio, 1000 * (1 - before)
    assert after == pytest.approx(same / (same + other))
    assert after <= before
    assert level_of(after, calibrated=True) is not SimilarityLevel.SURELY


def test_what_was_not_compared_is_no_likelier_than_what_was_compared_in_vain() -> None:
    comparer = Comparer({1: CONFIRMED, 3: UNCONFIRMED})
    answer = at_distances(answer_of(0.9375, 0.9375, 0.9375, 0.39, 0.38), 9, 9, 100, 110, 120)
    found = verified(answer, replace(comparer, otherwise=UNCONFIRMED), tables=TABLES)
    assert ids_of(found) == [1, 2, 3, 4, 5], "nothing that was not compared comes to the front"
    told = dict(zip(ids_of(found), found.scores.tolist(), strict=True))
    assert told[4] == told[5] == told[3] < 0.1


@given(
    st.lists(st.floats(0, 0.9375, width=32), min_size=1, max_size=40),
    st.dictionaries(st.integers(1, 40), st.sampled_from([CONFIRMED, UNCONFIRMED, TOO_LITTLE])),
    st.booleans(),
)
def test_only_what_agrees_is_raised(
    scores: list[float], matches: dict[int, GeometricMatch | None], tables: bool
) -> None:
    answer = answer_of(*sorted(scores, reverse=True))
    answer = replace(answer, distances=np.linspace(0, 120, len(scores), dtype=np.float32))
    found = verified(answer, Comparer(matches), tables=TABLES if tables else {})
    assert sorted(ids_of(found)) == ids_of(answer)
    assert (np.diff(found.scores) <= 0).all()
    before = dict(zip(ids_of(answer), answer.scores.tolist(), strict=True))
    for photo_id, score, match in zip(
        ids_of(found), found.scores.tolist(), found.matches, strict=True
    ):
        if match is None or match.verdict is not Verdict.CONFIRMED:
            assert score <= before[photo_id]
        else:
            assert score >= 0.99 - 1e-6


def test_an_order_that_is_right_stays_as_it_is() -> None:
    answer = answer_of(0.9375, 0.9375, 0.8, 0.6, 0.1)
    comparer = Comparer({1: CONFIRMED, 2: CONFIRMED})
    assert ids_of(verified(answer, comparer)) == ids_of(answer)
    assert comparer.searches == []


def test_only_what_may_be_the_same_shot_is_compared() -> None:
    comparer = Comparer({1: CONFIRMED})
    scores = [0.9375] * 30 + [0.5] * 100 + [0.2] * 800
    found = verified(answer_of(*scores), comparer)
    assert comparer.compared == list(range(1, 55))
    assert found.matches[60] is None
    one = Comparer({1: CONFIRMED})
    verified(answer_of(0.9375, *[0.1] * 50), one)
    assert one.compared == [1]
    none = Comparer()
    verified(answer_of(*[0.1] * 50), none)
    assert none.compared == list(range(1, 9)), "copies that are turned may be among the first"
    assert len(none.searches) == 1


def test_photos_that_are_searched_by_are_themselves() -> None:
    comparer = Comparer()
    query = like(2, limit=50)
    found = verified(answer_of(0.9375, 0.99, 0.9), comparer, query)
    assert 2 not in comparer.compared
    assert found.matches[ids_of(found).index(2)] is None
    assert levels(found)[2] is SimilarityLevel.SURELY


def test_a_damaged_thumbnail_leaves_the_photo_as_it_is() -> None:
    found = verified(answer_of(0.9375, 0.9), Comparer({1: None, 2: CONFIRMED}))
    assert dict(zip(ids_of(found), found.matches, strict=True)) == {1: None, 2: CONFIRMED}
    assert levels(found)[1] is SimilarityLevel.PROBABLY


def test_each_image_of_the_query_may_agree() -> None:
    comparer = Comparer({1: CONFIRMED})
    other = make_thumbnail(np.ones((8, 8, 3), np.uint8))
    verified(answer_of(0.9, 0.9), comparer, images=(JPEG, other))
    assert comparer.calls == [(JPEG, [1, 2]), (other, [2])], "what agrees is not compared again"


class TestTurned:
    def test_where_nothing_is_sure_the_other_turns_are_looked_for(self) -> None:
        pixels = np.random.default_rng(1).integers(0, 256, (12, 20, 3)).astype(np.uint8)
        jpeg = make_thumbnail(pixels)
        turned = answer_of(*[0.9] * 40)
        turned = replace(turned, photo_ids=turned.photo_ids + 100)
        comparer = Comparer({105: CONFIRMED})
        query = like(b"query", limit=3)
        found = verified(answer_of(0.6, 0.5, 0.4), comparer, query, turned, [jpeg])
        (search,) = comparer.searches
        shown = read_thumbnail(jpeg)
        shapes = [image.pixels.shape for image in search.images]
        assert sorted(shapes) == [(12, 20, 3)] * 3 + [(20, 12, 3)] * 4
        assert any(np.array_equal(image.pixels, shown[:, ::-1]) for image in search.images)
        assert any(np.array_equal(image.pixels, np.rot90(shown)) for image in search.images)
        assert comparer.compared == [1, 2, 3, *range(101, 101 + MAX_TURNED)]
        assert ids_of(found) == [105, 1, 2], "no more than are wanted"
        assert levels(found)[105] is SimilarityLevel.SURELY
        assert found.matches[0] == CONFIRMED
        assert len(found.parts) == len(found.matches) == 3

    def test_what_is_found_among_the_first_is_enough(self) -> None:
        comparer = Comparer({7: CONFIRMED})
        found = verified(answer_of(*[0.3] * 20), comparer)
        assert ids_of(found)[0] == 7
        assert comparer.searches == []

    def test_of_many_images_only_two_are_turned(self) -> None:
        comparer = Comparer()
        verified(answer_of(0.3), comparer, images=[JPEG] * 5)
        assert len(comparer.searches[0].items) == 14

    def test_what_is_known_already_is_not_found_twice(self) -> None:
        turned = answer_of(0.9, 0.9, 0.9, 0.9)
        comparer = Comparer({4: CONFIRMED})
        found = verified(answer_of(0.6, 0.5, 0.4), comparer, turned=turned)
        assert comparer.compared == [1, 2, 3, 4]
        assert ids_of(found) == [4, 1, 2, 3]
        assert found.searched == 5000

    def test_a_photo_far_behind_comes_to_the_front(self) -> None:
        scores = [0.3] * 40
        turned = answer_of(*scores).rows(np.asarray([29]))
        found = verified(answer_of(*scores), Comparer({30: CONFIRMED}), turned=turned)
        assert ids_of(found)[:2] == [30, 1]
        assert len(set(ids_of(found))) == 40

    def test_without_an_image_at_hand_nothing_is_done(self) -> None:
        comparer = Comparer()
        found = verified(answer_of(0.9, 0.8), comparer, images=())
        assert (ids_of(found), found.matches) == ([1, 2], (None, None))
        assert comparer.searches == comparer.calls == []


def test_a_photo_like_a_negative_is_not_raised() -> None:
    query = Query((item(b"one"), item(b"two", negative=True)), limit=9)
    found = verified(answer_of(0.9375, 0.3), Comparer({1: CONFIRMED, 2: CONFIRMED}), query)
    assert levels(found) == {1: SimilarityLevel.SURELY, 2: SimilarityLevel.HARDLY}


def test_it_can_be_cancelled_between_two_calls() -> None:
    control = JobControl()

    class Stopping(Comparer):
        def compare(self, image: SmallImage, others: Sequence[bytes]) -> Matches:
            control.cancel()
            return super().compare(image, others)

    comparer = Stopping()
    verifier = AnswerVerifier(comparer, lambda ids: {i: b"%d" % i for i in ids}, lambda *_: None)
    with pytest.raises(Cancelled):
        verifier.verify(QUERY, answer_of(*[0.9] * 20), [JPEG], control)
    assert len(comparer.calls) == 1


@pytest.mark.parametrize(
    ("mode", "claims"),
    [
        (SHOT, True),
        (LOOK, False),
        (SUBJECT, False),
        (SimilarityWeights(1, 1, 0), True),
        (SimilarityWeights(1, 1, 1), True),
        (SimilarityWeights(0.3, 0.7, 0), False),
        (SimilarityWeights(0, 1, 1), False),
    ],
)
def test_only_the_same_shot_can_be_seen(mode: SimilarityWeights, claims: bool) -> None:
    assert like(1, mode=mode).can_verify(answer_of(0.9)) == claims
    assert not like(1, mode=mode).can_verify(answer_of(0.9, calibrated=False))


def test_verdicts_follow_from_numbers() -> None:
    assert CONFIRMED.verdict is Verdict.CONFIRMED
    for weaker in (
        replace(CONFIRMED, inliers=14),
        replace(CONFIRMED, cells=5),
        replace(CONFIRMED, support=0.5),
    ):
        assert weaker.verdict is Verdict.UNCONFIRMED
    assert replace(UNCONFIRMED, features=MIN_FEATURES - 1).verdict is Verdict.TOO_LITTLE


CALIBRATION = {CodeKind.COPY: ((0, 1.0), (60, 0.9), (110, 0.2), (256, 0.0))}


class TestOfASearcher:
    def shelf(self) -> Shelf:
        shelf = Shelf()
        for photo_id in range(1, 31):
            shelf.add(photo_id, picture(photo_id))
            shelf.jpegs[photo_id] = b"%d" % photo_id
        return shelf

    def test_other_answers_are_returned_as_they_are(self) -> None:
        shelf, comparer = self.shelf(), Comparer()
        for searcher, query in (
            (shelf.searcher(), like(picture(3))),
            (shelf.searcher(make_card(calibration=CALIBRATION)), like(3, mode=LOOK)),
        ):
            answer = searcher.search(query)
            assert searcher.verify(query, answer, comparer, None) is answer
        assert comparer.calls == []

    def test_pixels_files_and_photos_are_compared(self) -> None:
        shelf = self.shelf()
        searcher = shelf.searcher(make_card(calibration=CALIBRATION))
        shown = picture(3)
        for source, wanted in ((shown, shown), (shelf.records[3].path, shown), (3, b"3")):
            comparer = Comparer(otherwise=CONFIRMED)
            query = like(source, limit=5)
            answer = searcher.search(query)
            found = searcher.verify(query, answer, comparer, None)
            assert all(np.array_equal(image, wanted) for image, _ in comparer.calls)
            assert comparer.compared, "also by the damaged thumbnail of photo 3"
            assert set(comparer.compared) <= set(ids_of(answer)) - set(query.own_ids)
            assert levels(found)[comparer.compared[0]] is SimilarityLevel.SURELY
        assert shelf.read_sources == [shelf.records[3].path], "read once, for both"

    def test_tables_of_the_card_are_for_copy_codes_alone(self) -> None:
        shelf = self.shelf()
        card = replace(
            make_card(calibration=CALIBRATION | {CodeKind.LOOK: CALIBRATION[CodeKind.COPY]}),
            compared={Verdict.UNCONFIRMED: ((0.0, 0.001), (256.0, 0.0))},
        )
        searcher = shelf.searcher(card)
        for mode, least, most in (
            (SHOT, 0.0, 0.001),
            (SimilarityWeights(0.8, 0.2, 0), 0.01, 0.6),
        ):
            query = like(picture(3), limit=5, mode=mode)
            found = searcher.verify(query, searcher.search(query), Comparer(), None)
            assert least <= found.scores[0] <= most, mode
