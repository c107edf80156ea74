"""Make compositions from attributes: this photo, but in red; this colour, but a shoe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import dropout, normalize

from photosearch.training.words.fusion import FusionKind, make_fusion
from photosearch.training.words.one_cycle import one_cycle
from photosearch.training.words.projection import contrast_loss

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class AttributedPhotos:
    """Hold photos with two attributes each, and the words of these."""

    signs: Floats
    """(n, bits) codes as -1 and +1."""
    kinds: Rows
    """(n,) number of what it is, such as the article."""
    looks: Rows
    """(n,) number of how it looks, such as the colour."""
    kind_words: Floats
    """(kinds, bits) values of the words for each kind."""
    look_words: Floats
    """(looks, bits)"""

    def part(self, rows: Rows) -> AttributedPhotos:
        """Return some photos."""
        kinds, looks = self.kinds[rows], self.looks[rows]
        return AttributedPhotos(self.signs[rows], kinds, looks, self.kind_words, self.look_words)


@dataclass(frozen=True, slots=True)
class Compositions:
    """Hold pictures with words, and what both together ask for."""

    images: Rows
    """(q,) photos."""
    words: Floats
    """(q, bits) values of the words."""
    kinds: Rows
    """(q,) of the photos that are meant."""
    looks: Rows
    """(q,)"""

    def some(self, most: int, random: np.random.Generator) -> Compositions:
        """Return `most` of them at most, drawn at random."""
        if len(self.images) <= most:
            return self
        rows = random.choice(len(self.images), most, replace=False)
        return Compositions(self.images[rows], self.words[rows], self.kinds[rows], self.looks[rows])


def compositions(
    photos: AttributedPhotos, *, other_look: bool, kinds: Sequence[int], looks: Sequence[int]
) -> Compositions:
    """Return all pictures with a word that leads to other photos which there are.

    Args:
        photos: that are searched and searched by.
        other_look: the word is another look, the kind stays; else another kind, the look stays.
        kinds: of the photos that are meant.
        looks: of the photos that are meant.
    """
    goals = list(zip(photos.kinds.tolist(), photos.looks.tolist(), strict=True))
    there = set(goals)
    images, wanted = [], []
    for row, (kind, look) in enumerate(goals):
        for other in looks if other_look else kinds:
            goal = (kind, other) if other_look else (other, look)
            meant = goal[0] in kinds and goal[1] in looks
            if meant and goal != (kind, look) and goal in there:
                images.append(row)
                wanted.append(goal)
    goal_kinds = np.asarray([kind for kind, _ in wanted], np.intp)
    goal_looks = np.asarray([look for _, look in wanted], np.intp)
    words = photos.look_words[goal_looks] if other_look else photos.kind_words[goal_kinds]
    return Compositions(np.asarray(images, np.intp), words, goal_kinds, goal_looks)


@dataclass(frozen=True, slots=True)
class FusionConfig:
    """Set how a fusion is trained."""

    steps: int = 800
    queries: int = 128
    photos: int = 1024
    rate: float = 1e-3
    decay: float = 0.2
    scale: float = 20.0
    seed: int = 0


class _Batches:
    """Draw compositions of both sorts, half of each, and photos that theirs are told from."""

    def __init__(self, photos: AttributedPhotos, config: FusionConfig) -> None:
        self._photos, self._config = photos, config
        self._random = np.random.default_rng(config.seed)
        self._kind_words = normalize(torch.from_numpy(photos.kind_words), dim=1)
        self._look_words = normalize(torch.from_numpy(photos.look_words), dim=1)
        self._rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
        for row, goal in enumerate(zip(photos.kinds.tolist(), photos.looks.tolist(), strict=True)):
            self._rows_of[goal].append(row)
        self._goals = sorted(self._rows_of)
        self._by_kind: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._by_look: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for goal in self._goals:
            self._by_kind[goal[0]].append(goal)
            self._by_look[goal[1]].append(goal)

    def draw(self) -> tuple[list[int], Tensor, NDArray[np.intp], Tensor]:
        """Return pictures (q,), words (q, bits), photos (p,), and which are right (q, p)."""
        photos, random = self._photos, self._random
        images, words, wanted, targets = [], [], [], []
        for number in range(self._config.queries):
            goal = self._goals[int(random.integers(len(self._goals)))]
            other_look = number % 2 == 0
            starts = self._by_kind[goal[0]] if other_look else self._by_look[goal[1]]
            start = starts[int(random.integers(len(starts)))]
            images.append(int(random.choice(self._rows_of[start])))
            words.append(self._look_words[goal[1]] if other_look else self._kind_words[goal[0]])
            targets.append(int(random.choice(self._rows_of[goal])))
            wanted.append(goal)
        count = len(photos.signs)
        drawn = random.choice(count, min(self._config.photos, count), replace=False)
        candidates = np.union1d(drawn, targets)
        meant = np.asarray(wanted)
        right = torch.from_numpy(
            (meant[:, :1] == photos.kinds[candidates]) & (meant[:, 1:] == photos.looks[candidates])
        )
        return images, torch.stack(words), candidates, right


def train_fusion(kind: FusionKind, photos: AttributedPhotos, config: FusionConfig) -> nn.Module:
    """Return a fusion trained on compositions of both sorts, half of each."""
    torch.manual_seed(config.seed)
    fusion = make_fusion(kind, photos.signs.shape[1])
    scale = nn.Parameter(torch.tensor(float(np.log(config.scale))))
    units = normalize(torch.from_numpy(photos.signs), dim=1)
    centred = units - units.mean(dim=0)
    batches = _Batches(photos, config)

    def draw_loss() -> Tensor:
        images, words, candidates, right = batches.draw()
        fused = fusion(dropout(units[images], 0.1), dropout(words, 0.1))
        return contrast_loss(scale.exp() * fused @ centred[candidates].T, right, 0.5)

    fusion.train()
    one_cycle(
        [*fusion.parameters(), scale],
        draw_loss,
        steps=config.steps,
        rate=config.rate,
        decay=config.decay,
        title=str(kind),
    )
    fusion.eval()
    return fusion


def mean_average_precision(
    vectors: Floats, queries: Compositions, photos: AttributedPhotos
) -> float:
    """Return the mAP over all photos but the query's own, of the right kind and look.

    Args:
        vectors: (q, bits) that photos are compared with.
        queries: what is meant.
        photos: that are searched.
    """
    total = 0.0
    for row in range(len(vectors)):
        scores = photos.signs @ vectors[row]
        scores[queries.images[row]] = -np.inf
        order = np.argsort(-scores, kind="stable")[:-1]
        right = (photos.kinds[order] == queries.kinds[row]) & (
            photos.looks[order] == queries.looks[row]
        )
        places = np.flatnonzero(right) + 1
        total += float(np.mean(np.arange(1, len(places) + 1) / places))
    return total / len(vectors)


def fused(fusion: nn.Module | None, photos: AttributedPhotos, queries: Compositions) -> Floats:
    """Return what a fusion makes of queries (q, bits); the plain sum without one."""
    image = normalize(torch.from_numpy(photos.signs[queries.images]), dim=1)
    words = normalize(torch.from_numpy(queries.words), dim=1)
    with torch.no_grad():
        made = image + words if fusion is None else fusion(image, words)
    vectors: Floats = made.numpy()
    return vectors
