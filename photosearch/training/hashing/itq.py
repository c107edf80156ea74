"""Iterative quantisation: principal components, then the rotation that loses least by taking signs.

Gong and Lazebnik, "Iterative Quantization: A Procrustean Approach to Learning Binary Codes",
CVPR 2011.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.training.hashing.hasher import Features, Projection, TooFewFeaturesError
from photosearch.training.hashing.principal_components import principal_components

_ROUNDS = 50
_TINY = 1e-12


def fit_itq(
    features: Features,
    bits: int,
    *,
    whitening: float = 0.0,
    feature_weights: NDArray[np.floating] | None = None,
    seed: int = 0,
    rounds: int = _ROUNDS,
) -> Projection:
    """The projection whose signs are the codes; its values have a mean square of one.

    Args:
        features: (n, d), n and d at least `bits`.
        bits: length of the codes.
        feature_weights: (d,) how much each feature counts after all were made to vary alike; None
            leaves them as they are.
        whitening: how far the components are made equally strong: 0 not at all, 1 fully.
        seed: of the first rotation.
        rounds: of the iteration.

    Raises:
        TooFewFeaturesError: there are fewer photos or features than bits.
    """
    if min(features.shape) < bits:
        raise TooFewFeaturesError(features, bits)
    mean = features.mean(axis=0, dtype=np.float64)
    centred = features - mean
    scales = np.ones(features.shape[1])
    if feature_weights is not None:
        spread = centred.std(axis=0)
        # A feature that hardly ever varies would be noise blown up.
        scales = feature_weights / np.maximum(spread, spread.max() * 1e-3 + _TINY)
        centred *= scales
    strengths, axes = principal_components(centred, bits)
    components = axes * np.maximum(strengths, strengths[0] * 1e-9 + _TINY) ** (-whitening / 2)
    rotated = components @ fit_rotation(centred @ components, seed=seed, rounds=rounds)
    rotated /= np.sqrt(np.mean((centred @ rotated) ** 2)) + _TINY
    weight = (rotated * scales[:, None]).T
    return Projection(weight.astype(np.float32), (-weight @ mean).astype(np.float32))


def fit_rotation(
    values: NDArray[np.float64], *, seed: int = 0, rounds: int = _ROUNDS
) -> NDArray[np.float64]:
    """The rotation (d, d) that brings `values` (n, d) close to the corners of a cube."""
    size = values.shape[1]
    start = np.random.default_rng(seed).normal(size=(size, size))
    rotation: NDArray[np.float64] = np.linalg.qr(start)[0]
    for _ in range(rounds):
        corners = np.where(values @ rotation > 0, 1.0, -1.0)
        left, _, right = np.linalg.svd(values.T @ corners)
        rotation = left @ right
    return rotation
