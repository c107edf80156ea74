"""Take folders and keywords for weak labels: photos that share one probably show something alike.

Weak, because a folder may hold a whole journey, and nobody gives keywords to all photos. So they
only draw photos together beside what the encoder knows already, and no two photos of a batch are
pushed apart on the word of a keyword that they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.training.library_tuning.library_photos import LibraryPhoto

_LEAST_MEMBERS = 3
_MOST_SHARE = 0.5
"""A word that most photos have tells nothing."""


@dataclass(frozen=True, slots=True)
class WeakLabels:
    """Hold groups of photos that belong together, by place. Sources do not mix."""

    sources: tuple[tuple[NDArray[np.int64], ...], ...]
    """For each source of labels that has at least two, its groups."""
    names: tuple[str, ...]
    """Of the sources: "folders", "keywords", "answers"."""
    photos: int

    def __bool__(self) -> bool:
        return bool(self.sources)

    def together(self, rows: Sequence[int], columns: Sequence[int]) -> NDArray[np.bool_]:
        """Return which photos share a group: (rows, columns)."""
        shared = np.zeros((len(rows), len(columns)), bool)
        for groups in self.sources:
            for group in groups:
                inside = np.zeros(self.photos, bool)
                inside[group] = True
                shared |= inside[rows][:, None] & inside[columns]
        return shared


def weak_labels(photos: Sequence[LibraryPhoto]) -> WeakLabels:
    """Return what folders and keywords say of `photos`."""
    folders: dict[str, list[int]] = defaultdict(list)
    keywords: dict[str, list[int]] = defaultdict(list)
    for place, photo in enumerate(photos):
        folders[photo.folder].append(place)
        for word in photo.keywords:
            keywords[word].append(place)
    answers: dict[str, list[int]] = defaultdict(list)
    for place, photo in enumerate(photos):
        if photo.answers:
            answers[photo.answers].append(place)
    found = {"folders": _groups(folders, len(photos)), "keywords": _groups(keywords, len(photos))}
    # Said outright: two that belong together are enough, and all of them count.
    found["answers"] = tuple(
        np.array(places) for _, places in sorted(answers.items()) if len(places) > 1
    )
    told = {name: groups for name, groups in found.items() if len(groups) > 1}
    return WeakLabels(tuple(told.values()), tuple(told), len(photos))


def _groups(members: Mapping[str, list[int]], photos: int) -> tuple[NDArray[np.int64], ...]:
    return tuple(
        np.array(places)
        for _, places in sorted(members.items())
        if _LEAST_MEMBERS <= len(places) <= _MOST_SHARE * photos
    )


@dataclass(frozen=True, slots=True)
class LabelledBatches:
    """Draw batches of some groups of one source and some photos of each; see `Batches`.

    Args:
        labels: of the photos.
        weights: (photos,) how likely a photo is drawn within its group.
        groups: per batch.
        members: per group.
        count: batches per epoch.
        seed: of all epochs.
    """

    labels: WeakLabels
    weights: NDArray[np.float64]
    groups: int
    members: int
    count: int
    seed: int

    def __len__(self) -> int:
        return self.count

    def draw(self, epoch: int, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return places (n,) of one batch's photos and their groups (n,); each photo in one group
        only."""
        rng = np.random.default_rng([self.seed, 2, epoch, number])
        sizes = np.array([sum(map(len, groups)) for groups in self.labels.sources], float)
        source = self.labels.sources[rng.choice(len(sizes), p=sizes / sizes.sum())]
        chosen = rng.permutation(len(source))[: self.groups]
        times = np.zeros(self.labels.photos, int)
        for group in chosen:
            times[source[group]] += 1
        places, labels = [], []
        for group in chosen:
            own = source[group][times[source[group]] == 1]
            weights = self.weights[own]
            drawn = rng.choice(
                own, min(self.members, len(own)), replace=False, p=weights / weights.sum()
            ) if len(own) else own  # fmt: skip
            places.append(drawn)
            labels.append(np.full(len(drawn), group))
        return np.concatenate(places), np.concatenate(labels)
