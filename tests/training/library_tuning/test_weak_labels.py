"""Folders, keywords and stars: what they say, and that they say nothing wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.judged_pairs import JudgedAct, JudgedPair
from photosearch.training.library_tuning import library_photos
from photosearch.training.library_tuning.library_photos import LibraryPhoto, split
from photosearch.training.library_tuning.weak_labels import LabelledBatches, weak_labels

pytestmark = pytest.mark.train


def photo(number: int, folder: str = "a", keywords: tuple[str, ...] = (), rating: int = 0):
    return LibraryPhoto(number, bytes([number]), Path("x"), folder, keywords, rating)


def test_what_is_shared_by_hardly_any_or_by_most_says_nothing() -> None:
    photos = [
        photo(n, folder="ab"[n % 2], keywords=("all", *(["dog"] if n < 4 else ["cat"] * (n < 6))))
        for n in range(10)
    ]
    labels = weak_labels(photos)  # "all": everybody; "cat": two; "dog" stands alone then
    assert labels.names == ("folders",)
    assert [group.tolist() for group in labels.sources[0]] == [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]]
    assert not weak_labels([photo(n) for n in range(10)])


def test_what_was_said_outright_needs_no_third() -> None:
    photos = [
        LibraryPhoto(
            n, bytes([n]), Path("x"), "a", answers={1: "x", 4: "x", 2: "y", 3: "y"}.get(n, "")
        )
        for n in range(8)
    ]
    labels = weak_labels(photos)
    assert labels.names == ("answers",)
    assert [group.tolist() for group in labels.sources[0]] == [[1, 4], [2, 3]]
    assert labels.together([1], range(8)).tolist() == [[n in (1, 4) for n in range(8)]]


WORDS = st.lists(st.sets(st.sampled_from("abcdef")), min_size=12, max_size=40)


@given(WORDS, st.integers(0, 5))
def test_photos_of_a_batch_that_share_a_word_of_it_are_never_pushed_apart(
    words: list[set[str]], number: int
) -> None:
    photos = [photo(n, keywords=tuple(sorted(own))) for n, own in enumerate(words)]
    labels = weak_labels(photos)
    if not labels:
        return
    batches = LabelledBatches(labels, np.ones(len(photos)), 3, 4, 2, seed=1)
    places, groups = batches.draw(0, number)
    source = labels.sources[0]
    for place, group in zip(places, groups, strict=True):
        assert [at for at in set(groups.tolist()) if place in source[at]] == [group]
    assert len(set(places.tolist())) == len(places)
    again, _ = batches.draw(0, number)
    assert again.tolist() == places.tolist()


@given(WORDS)
def test_together_is_what_a_slow_look_finds(words: list[set[str]]) -> None:
    photos = [photo(n, folder=str(n % 2), keywords=tuple(own)) for n, own in enumerate(words)]
    labels = weak_labels(photos)
    told = [set().union(*[{(s, g) for g, group in enumerate(source) if n in group}
                          for s, source in enumerate(labels.sources)] or [set()])
            for n in range(len(photos))]  # fmt: skip
    found = labels.together(range(5), range(len(photos)))
    for row in range(5):
        for column in range(len(photos)):
            assert found[row, column] == bool(told[row] & told[column])


def test_photos_with_stars_are_drawn_more_often() -> None:
    photos = [photo(n, rating=5 if n < 20 else 0) for n in range(200)]
    drawn = sum(
        one.rating > 0 for seed in range(50) for one in library_photos._sample(photos, 20, seed)
    )
    # 20 photos of weight 6 and 180 of weight 1: two in five of each draw, roughly.
    assert 0.3 < drawn / (50 * 20) < 0.5


@given(st.integers(60, 3000), st.integers(0, 3))
def test_parts_share_no_photo(count: int, seed: int) -> None:
    photos = [photo(n % 256, folder=str(n)) for n in range(count)]
    parts = split(photos, seed)
    all_parts = (parts.training, parts.validation, parts.test)
    folders = [{one.folder for one in part} for part in all_parts]
    assert sum(map(len, folders)) == len(set.union(*folders)) == count
    assert len(folders[0]) >= count / 2


def test_what_belongs_together_by_subject_is_taken_from_the_answers() -> None:
    def pair(one: int, two: int, sense: CodeKind, *, alike: bool) -> JudgedPair:
        return JudgedPair(bytes([one]), bytes([two]), sense, alike, JudgedAct.FITS)

    pairs = [
        pair(0, 1, CodeKind.SUBJECT, alike=True),
        pair(1, 2, CodeKind.SUBJECT, alike=True),
        pair(2, 3, CodeKind.SUBJECT, alike=False),
        pair(4, 5, CodeKind.LOOK, alike=True),
    ]
    found = library_photos._with_answers([photo(n) for n in range(6)], pairs)
    assert found[0].answers == found[1].answers == found[2].answers != ""
    assert [each.answers for each in found[3:]] == ["", "", ""]
