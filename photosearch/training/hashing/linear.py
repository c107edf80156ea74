"""Fit linear methods: principal components, random hyperplanes, iterative quantisation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.core import itq
from photosearch.core.itq import Features, Projection, principal_components
from photosearch.training.hashing.hasher import TooFewFeaturesError


def fit_pca_sign(features: Features, bits: int) -> Projection:
    """Return a projection on the `bits` strongest components, strongest first; values have zero
    mean.

    Args:
        features: (n, d), n and d at least `bits`.
        bits: length of the codes.

    Raises:
        TooFewFeaturesError: there are fewer photos or features than bits.
    """
    if min(features.shape) < bits:
        raise TooFewFeaturesError(features, bits)
    mean = features.mean(axis=0, dtype=np.float64)
    _, axes = principal_components(features - mean, bits)
    return Projection(axes.T.astype(np.float32), (-mean @ axes).astype(np.float32))


def random_hyperplanes(size: int, bits: int, seed: int = 0) -> Projection:
    """Return hyperplanes through the origin with normals drawn from a Gaussian.

    Each separates two features with the probability of the angle between them over pi.

    Args:
        size: numbers in a feature.
        bits: number of hyperplanes; may be more than `size`.
        seed: of the normals.
    """
    normals = np.random.default_rng(seed).normal(size=(bits, size))
    return Projection(normals.astype(np.float32), np.zeros(bits, np.float32))


def fit_lsh(features: Features, bits: int, seed: int = 0) -> Projection:
    """Return random hyperplanes through the mean of `features` (n, d), n at least one.

    Through the origin they would leave features without negative numbers, as networks give them,
    almost all on one side.
    """
    weight, _ = random_hyperplanes(features.shape[1], bits, seed)
    mean = features.mean(axis=0, dtype=np.float64)
    return Projection(weight, (-weight @ mean).astype(np.float32))


def fit_itq(
    features: Features,
    bits: int,
    *,
    whitening: float = 0.0,
    feature_weights: NDArray[np.floating] | None = None,
    seed: int = 0,
) -> Projection:
    """Return what `core.itq.fit_itq` fits.

    Raises:
        TooFewFeaturesError: there are fewer photos or features than bits.
    """
    if min(features.shape) < bits:
        raise TooFewFeaturesError(features, bits)
    return itq.fit_itq(
        features, bits, whitening=whitening, feature_weights=feature_weights, seed=seed
    )
