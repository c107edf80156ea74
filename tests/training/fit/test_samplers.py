"""Batches: every photo its turn, positives for everyone, the same again for the same seed."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.core.errors import UserError
from photosearch.training.fit.samplers import ClassesTimesPhotos, Shuffled
from tests.message_text import raises_text

relaxed = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(st.integers(0, 60), st.integers(1, 20), st.integers(0, 5))
def test_shuffled_shows_each_photo_at_most_once(count: int, size: int, epoch: int) -> None:
    sampler = Shuffled(count, size, seed=3)
    batches = sampler.epoch(epoch)
    shown = [place for batch in batches for place in batch]
    assert len(batches) == len(sampler)
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(range(count))
    assert {len(batch) for batch in batches} <= {min(size, count)}
    assert count - len(shown) < max(1, min(size, count) if count else 1)
    assert batches == Shuffled(count, size, seed=3).epoch(epoch)


def test_epochs_and_seeds_differ() -> None:
    sampler = Shuffled(50, 10, seed=3)
    assert sampler.epoch(0) != sampler.epoch(1)
    assert sampler.epoch(0) != Shuffled(50, 10, seed=4).epoch(0)


labels_of_two_classes = st.lists(st.integers(0, 6), min_size=4, max_size=60).filter(
    lambda labels: sum(count > 1 for count in Counter(labels).values()) >= 2
)


@relaxed
@given(labels_of_two_classes, st.integers(2, 5), st.integers(2, 4))
def test_classes_times_photos(labels: list[int], classes: int, photos: int) -> None:
    sampler = ClassesTimesPhotos(labels, classes, photos, seed=1)
    batches = sampler.epoch(0)
    assert len(batches) == len(sampler) > 0
    usable = [label for label, count in Counter(labels).items() if count > 1]
    for batch in batches:
        drawn = [labels[place] for place in batch]
        assert len(set(drawn)) == min(classes, len(usable))
        assert set(Counter(drawn).values()) == {photos}
        assert set(drawn) <= set(usable)
        # Photos of a class come up again only when all had their turn.
        for label in set(drawn):
            shown = [place for place in batch if labels[place] == label]
            assert len(set(shown)) >= min(photos, labels.count(label)) / 2
    assert batches == ClassesTimesPhotos(labels, classes, photos, seed=1).epoch(0)


def test_classes_take_turns_whatever_their_size() -> None:
    labels = np.repeat([0, 1, 2, 3], [100, 4, 4, 4])
    batches = ClassesTimesPhotos(labels, 2, 2, seed=0).epoch(0)
    turns = Counter(label for batch in batches for label in {labels[place] for place in batch})
    assert max(turns.values()) - min(turns.values()) <= 1


def test_classes_of_single_photos_are_told() -> None:
    with raises_text(UserError, "Of 3 classes only 1 have two photos"):
        ClassesTimesPhotos([0, 0, 1, 2], 2, 2, seed=0)
