"""What the projection is fitted to, held against independent computations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.linear_model import Ridge

from photosearch.core.words import moments_of
from photosearch.training.words.projection import (
    Anchors,
    ProjectionConfig,
    WordSamples,
    anchors_of,
    class_anchors,
    contrast_loss,
    least_squares,
    train_projection,
)

RANDOM = np.random.default_rng(4)
SIGNS = np.where(RANDOM.normal(size=(60, 16)) > 0.2, 1.0, -1.0).astype(np.float32)


def samples(classes: int = 3) -> WordSamples:
    texts = tuple((row % 7, 7 + row % 5) for row in range(60))
    shares = RANDOM.dirichlet(np.ones(classes), size=60) if classes else np.empty((60, 0))
    return WordSamples(
        signs=SIGNS,
        probabilities=shares.astype(np.float32),
        texts=texts,
        weights=np.linspace(0.2, 1, 60).astype(np.float32),
        captioned=np.arange(60) < 20,
        embeddings=RANDOM.normal(size=(15, 6)).astype(np.float32),
        classes=tuple((12 + number, number) for number in range(classes)),
    )


def test_anchors_are_the_discriminants_of_the_classes() -> None:
    """Held against the closed form for two classes: the covariance's inverse times the means."""
    random = np.random.default_rng(4)
    shown = random.integers(0, 2, 400)
    signs = np.where(random.normal(size=(400, 6)) + shown[:, None] * [2, 1, 0, 0, -1, 0] > 0, 1, -1)
    probabilities = np.stack([1 - shown, shown], axis=1).astype(np.float32)
    data = replace(samples(), signs=signs.astype(np.float32), probabilities=probabilities)
    anchors = class_anchors(data)
    mean, covariance = signs.mean(axis=0), np.cov(signs.T, bias=True)
    for number in range(2):
        own = signs[shown == number]
        drawn = (own - mean).sum(axis=0) / (len(own) + 2)
        wanted = np.linalg.inv(covariance + 3 * np.eye(6)) @ drawn
        np.testing.assert_allclose(anchors[number], wanted, rtol=1e-4, atol=1e-6)


def test_least_squares_are_those_of_scikit_learn() -> None:
    data = samples()
    anchors = anchors_of(data)
    given, wanted, weights = [], [], []
    centred = SIGNS - SIGNS.mean(axis=0)
    for row, numbers in enumerate(data.texts):
        for number in numbers:
            given.append(data.embeddings[number])
            wanted.append(centred[row])
            weights.append(data.weights[row] / 2)
    for row, numbers in enumerate(data.classes):
        for number in numbers:
            given.append(data.embeddings[number])
            wanted.append(anchors.directions[row])
            weights.append(0.5 * min(1, 2 * anchors.confidence[row]) / 2)
    reference = Ridge(alpha=2.5, fit_intercept=False).fit(given, wanted, weights)
    np.testing.assert_allclose(
        least_squares(data, anchors, 2.5), reference.coef_.T, rtol=1e-4, atol=1e-5
    )


def test_an_anchor_is_the_mean_of_the_surest_photos() -> None:
    data = samples()
    anchors = anchors_of(data)
    for number in range(3):
        shares = data.probabilities[:, number]
        best = sorted(range(60), key=lambda row: -shares[row])[:10]
        mean = sum(shares[row] * (SIGNS[row] - SIGNS.mean(axis=0)) for row in best)
        np.testing.assert_allclose(
            anchors.directions[number], mean / shares[best].sum(), rtol=1e-4, atol=1e-5
        )


@pytest.mark.parametrize("any_of", [0.0, 0.5, 1.0])
def test_the_loss_of_contrast(any_of: float) -> None:
    logits = torch.tensor(RANDOM.normal(size=(4, 9)))
    right = torch.tensor(RANDOM.random((4, 9)) < 0.4)
    right[:, 0] = True
    total = 0.0
    for row in range(4):
        shares = np.exp(logits[row].numpy()) / np.exp(logits[row].numpy()).sum()
        own = shares[right[row].numpy()]
        total -= any_of * np.log(own.sum()) + (1 - any_of) * np.log(own).mean()
    assert float(contrast_loss(logits, right, any_of)) == pytest.approx(total / 4)


def test_moments_give_the_spread_of_products() -> None:
    values = RANDOM.normal(size=(5, 16)).astype(np.float32)
    moments = moments_of(SIGNS)
    products = SIGNS @ values.T
    np.testing.assert_allclose(values @ moments[0], products.mean(axis=0), atol=1e-4)
    spread = np.linalg.norm(values @ moments[1:], axis=1)
    np.testing.assert_allclose(spread, products.std(axis=0), rtol=1e-4)


@pytest.mark.parametrize("classes", [3, 0])
def test_training_brings_photos_nearer_to_their_texts(classes: int) -> None:
    random = np.random.default_rng(1)
    meanings = random.normal(size=(12, 8)).astype(np.float32)
    hidden = random.normal(size=(8, 32))
    rows = np.arange(240) % 12
    codes = meanings[rows] @ hidden + random.normal(size=(240, 32))
    data = WordSamples(
        signs=np.where(codes > 0, 1.0, -1.0).astype(np.float32),
        probabilities=np.eye(12, dtype=np.float32)[rows][:, :classes],
        texts=tuple((int(row),) for row in rows),
        weights=np.ones(240, np.float32),
        captioned=rows < 6,
        embeddings=meanings,
        classes=tuple((number,) for number in range(classes)),
    )

    def precision(matrix: np.ndarray) -> float:
        best = np.argsort(-(meanings @ matrix @ data.signs.T), axis=1)[:, :10]
        return float((rows[best] == np.arange(12)[:, None]).mean())

    config = ProjectionConfig(steps=60, texts=12, photos=64)
    trained = train_projection(data, config)
    assert precision(trained) > 0.8
    assert precision(trained) >= precision(RANDOM.normal(size=(8, 32))) + 0.3


def test_a_class_without_photos_is_no_anchor() -> None:
    nothing = Anchors(np.zeros((3, 16), np.float32), np.zeros(3, np.float32))
    data = samples()
    without = least_squares(data, nothing, 1.0)
    assert np.isfinite(without).all()
