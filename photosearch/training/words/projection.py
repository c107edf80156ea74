"""Learn what words mean in the space of a model's subject codes.

First by least squares: the vector of a text is taken to the mean code of the photos that it is true
of, and each of the classifier's class names, and what the class is, to the codes of the photos that
the classifier is surest of (anchors, as in "Zero-Shot Learning by Convex Combination of Semantic
Embeddings", Norouzi et al., 2014). Then by contrast (InfoNCE, van den Oord et al., 2018): among
thousands of photos those of a text are to come first; of several right ones any may (MIL-NCE, Miech
et al., 2020).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import dropout, normalize

from photosearch.training.words.one_cycle import one_cycle

Floats = NDArray[np.float32]

_FEW_PHOTOS, _ANCHOR_RIDGE = 2.0, 3.0
"""Photos by which the mean of a class is drawn to that of all; variance added to that of each bit.
Of version 2, on photos that anchors were not made from, 0.5 found as much as 3."""
_ANCHOR_PHOTOS = 10
_ANCHOR_WEIGHT = 0.5
_SURE = 0.05
"""Mean probability from which on a class has photos that show it."""
_START_LENGTH = 4.0
"""Of values, on average; those of codes, less their mean, have a length of about twelve."""


@dataclass(frozen=True, slots=True)
class WordSamples:
    """Hold photos and texts to learn from."""

    signs: Floats
    """(n, bits) codes of photos as -1 and +1."""
    probabilities: Floats
    """(n, classes) of the classifier."""
    texts: tuple[tuple[int, ...], ...]
    """(n,) numbers of the texts that are true of each photo."""
    weights: Floats
    """(n,) how much each photo counts."""
    captioned: NDArray[np.bool_]
    """(n,) whether its texts are its own."""
    embeddings: Floats
    """(t, D) of all texts."""
    classes: tuple[tuple[int, ...], ...]
    """By class: its name, its synonyms and hypernyms, as numbers of texts."""


@dataclass(frozen=True, slots=True)
class ProjectionConfig:
    """Set how the projection is trained."""

    steps: int = 400
    texts: int = 192
    """In a step; half of them captions."""
    photos: int = 4096
    """In a step, that a text's own are told from."""
    rate: float = 2e-3
    ridge: float = 3.0
    """How much the least squares prefer small values."""
    decay: float = 0.05
    scale: float = 30.0
    """By which cosines are multiplied at first."""
    noise: float = 0.02
    """Added to embeddings, and a fifth of their values left out."""
    any_of: float = 0.5
    """Share of the loss by which any right photo may come first; the others count them all."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Anchors:
    """Hold where classes lie."""

    directions: Floats
    """(classes, bits) mean of the signs of the surest photos, less that of all."""
    confidence: Floats
    """(classes,) mean probability of these photos."""


def anchors_of(samples: WordSamples) -> Anchors:
    """Return where each class of the classifier lies, from the photos it is surest of."""
    centred = samples.signs - samples.signs.mean(axis=0)
    number = min(_ANCHOR_PHOTOS, len(centred))
    best = np.argpartition(-samples.probabilities, number - 1, axis=0)[:number]
    weights = np.take_along_axis(samples.probabilities, best, axis=0)
    directions = (
        np.einsum("kc,kcb->cb", weights, centred[best])
        / np.maximum(weights.sum(axis=0), 1e-9)[:, None]
    )
    return Anchors(directions.astype(np.float32), weights.mean(axis=0).astype(np.float32))


def class_anchors(samples: WordSamples) -> Floats:
    """Return by which bits the photos of each class are told from others: (classes, bits).

    Linear discriminants (Fisher, 1936) of all classes, which share one covariance, by the
    classifier's probabilities; a class of few photos has a small one.
    """
    centred = (samples.signs - samples.signs.mean(axis=0)).astype(np.float64)
    shares = samples.probabilities.astype(np.float64)
    means = shares.T @ centred / (shares.sum(axis=0)[:, None] + _FEW_PHOTOS)
    covariance = centred.T @ centred / len(centred)
    ridged = covariance + _ANCHOR_RIDGE * np.eye(len(covariance))
    anchors: Floats = np.linalg.solve(ridged, means.T).T.astype(np.float32)
    return anchors


def least_squares(
    samples: WordSamples, anchors: Anchors, ridge: float, start: Floats | None = None
) -> Floats:
    """Return the matrix (D, bits) that takes texts nearest to the codes of their photos.

    Args:
        samples: to learn from.
        anchors: where the classes lie.
        ridge: how much it prefers `start`.
        start: a matrix (D, bits); zeros without one.
    """
    centred = samples.signs - samples.signs.mean(axis=0)
    texts, targets, weights = [], [], []
    for row, numbers in enumerate(samples.texts):
        for number in numbers:
            texts.append(number)
            targets.append(centred[row])
            weights.append(samples.weights[row] / len(numbers))
    for row, numbers in enumerate(samples.classes):
        for number in numbers:
            texts.append(number)
            targets.append(anchors.directions[row])
            sure = min(1.0, 2 * float(anchors.confidence[row]))
            weights.append(_ANCHOR_WEIGHT * sure / len(numbers))
    given = samples.embeddings[texts].astype(np.float64)
    weighted = given * np.asarray(weights)[:, None]
    gram = weighted.T @ given + ridge * np.eye(given.shape[1])
    goal = weighted.T @ np.asarray(targets)
    if start is not None:
        goal = goal + ridge * start
    solved: Floats = np.linalg.solve(gram, goal).astype(np.float32)
    return solved


class WordProjection(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Map embeddings of texts (N, D) to values in the space of codes (N, bits)."""

    def __init__(self, matrix: Floats) -> None:
        super().__init__()
        self.matrix = nn.Parameter(torch.from_numpy(matrix))

    def forward(self, embeddings: Tensor) -> Tensor:
        """Return values (N, bits)."""
        return embeddings @ self.matrix


@dataclass(slots=True)
class _Batches:
    """Draw texts, and photos that they are told from."""

    samples: WordSamples
    config: ProjectionConfig
    random: np.random.Generator
    photos_of: dict[int, NDArray[np.intp]] = field(init=False)
    captions: NDArray[np.intp] = field(init=False)
    names: NDArray[np.intp] = field(init=False)
    shares: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        rows: dict[int, list[int]] = {}
        weight: dict[int, float] = {}
        of_captions: set[int] = set()
        for row, numbers in enumerate(self.samples.texts):
            for number in numbers:
                rows.setdefault(number, []).append(row)
                weight[number] = max(weight.get(number, 0.0), float(self.samples.weights[row]))
            if self.samples.captioned[row]:
                of_captions.update(numbers)
        self.photos_of = {number: np.asarray(found) for number, found in rows.items()}
        self.captions = np.asarray(sorted(of_captions), np.intp)
        self.names = np.asarray(sorted(rows.keys() - of_captions), np.intp)
        shares = np.asarray([weight[number] for number in self.names.tolist()])
        self.shares = shares / shares.sum() if len(shares) else np.ones(1)

    def draw(self) -> tuple[NDArray[np.intp], NDArray[np.intp], Tensor]:
        """Return texts (t,), captions first, photos (p,), and which are of which (t, p)."""
        config, random = self.config, self.random
        half = config.texts // 2 if len(self.names) else config.texts
        captions = random.choice(self.captions, min(half, len(self.captions)), replace=False)
        others = config.texts - len(captions)
        number = others if len(self.names) else 0
        chosen = random.choice(max(1, len(self.names)), number, p=self.shares)
        texts = np.concatenate([captions, self.names[chosen]]).astype(np.intp)
        own = [random.choice(self.photos_of[number]) for number in texts.tolist()]
        number = len(self.samples.signs)
        drawn = random.choice(number, min(config.photos, number), replace=False)
        photos = np.union1d(drawn, own)
        place = np.full(number, -1)
        place[photos] = np.arange(len(photos))
        right = torch.zeros(len(texts), len(photos), dtype=torch.bool)
        for row, text in enumerate(texts.tolist()):
            columns = place[self.photos_of[text]]
            right[row, columns[columns >= 0]] = True
        return texts, photos, right


def contrast_loss(logits: Tensor, right: Tensor, any_of: float) -> Tensor:
    """Return the mean loss of texts (t, p) whose right photos (t, p) are to come first.

    Args:
        logits: similarities of texts and photos.
        right: bool, at least one in each row.
        any_of: share by which one right photo is enough.
    """
    logs = logits - torch.logsumexp(logits, 1, keepdim=True)
    best = torch.logsumexp(logs.masked_fill(~right, -torch.inf), 1)
    share = right.to(logs.dtype)
    mean = (logs * share).sum(1) / share.sum(1)
    return -(any_of * best + (1 - any_of) * mean).mean()


def train_projection(
    samples: WordSamples, config: ProjectionConfig, start: Floats | None = None
) -> Floats:
    """Return the matrix (D, bits) that takes embeddings of texts to values of codes.

    Args:
        samples: to learn from.
        config: how.
        start: the matrix of a model that knows words already; what the samples do not tell stays
            near it.
    """
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    anchors = anchors_of(samples)
    if start is not None:
        # As large as what least squares give.
        length = np.linalg.norm(samples.embeddings @ start, axis=1).mean()
        start = start * np.float32(_START_LENGTH / length)
    matrix = least_squares(samples, anchors, config.ridge, start)
    if not config.steps:
        return matrix
    lengths = np.linalg.norm(samples.embeddings @ matrix, axis=1)
    projection = WordProjection(matrix / lengths.mean())
    scale = nn.Parameter(torch.tensor(float(np.log(config.scale))))
    batches = _Batches(samples, config, random)
    centred = samples.signs - samples.signs.mean(axis=0)
    photos = torch.from_numpy(centred / np.float32(np.sqrt(centred.shape[1])))
    embeddings = torch.from_numpy(samples.embeddings)
    goals = normalize(torch.from_numpy(anchors.directions), dim=1)
    sure = np.flatnonzero(anchors.confidence > _SURE)

    def draw_loss() -> Tensor:
        texts, chosen, right = batches.draw()
        given = embeddings[texts]
        given = dropout(given + config.noise * torch.randn_like(given), 0.2)
        said = normalize(projection(given), dim=1)
        logits = scale.exp() * said @ dropout(photos[chosen], 0.1).T
        loss = contrast_loss(logits, right, config.any_of)
        loss = loss + 0.5 * _back(logits, right, len(set(texts.tolist()) & set(batches.captions)))
        if len(sure):
            loss = loss + 0.3 * _to_anchors(projection, embeddings, goals, sure, samples, random)
        return loss

    one_cycle(
        [*projection.parameters(), scale],
        draw_loss,
        steps=config.steps,
        rate=config.rate,
        decay=config.decay,
        title="Words",
    )
    result: Floats = projection.matrix.detach().numpy()
    return result


def _back(logits: Tensor, right: Tensor, captions: int) -> Tensor:
    """Return the loss of the photos of captions, whose captions are to come first."""
    if not captions:
        return logits.sum() * 0
    own = right[:captions].to(torch.int8).argmax(1)
    return contrast_loss(logits[:captions, own].T, right[:captions, own].T, 0.0)


def _to_anchors(
    projection: WordProjection,
    embeddings: Tensor,
    goals: Tensor,
    sure: NDArray[np.intp],
    samples: WordSamples,
    random: np.random.Generator,
) -> Tensor:
    """Return how far names of classes are from where the classes lie, 0 to 2."""
    chosen = random.choice(sure, 64)
    texts = [int(random.choice(samples.classes[number][:3])) for number in chosen.tolist()]
    said = normalize(projection(embeddings[texts]), dim=1)
    return (1 - (said * goals[chosen]).sum(1)).mean()
