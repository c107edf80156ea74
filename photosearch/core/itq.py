"""Fit iterative quantisation: principal components, then the rotation that loses least by taking
signs.

Gong and Lazebnik, "Iterative Quantization: A Procrustean Approach to Learning Binary Codes",
CVPR 2011.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.floating]
"""(n, d), one row for each photo."""

_ROUNDS = 50
_TINY = 1e-12


class Projection(NamedTuple):
    """Represent a linear method, which is a linear layer: `features @ weight.T + bias`."""

    weight: NDArray[np.float32]
    """(bits, d)."""
    bias: NDArray[np.float32]
    """(bits,)."""

    def values(self, features: Features) -> NDArray[np.float32]:
        """Return (n, d) to (n, bits); above zero the bit is a one, as `core.codes.pack` takes
        it."""
        projected: NDArray[np.float32] = features.astype(np.float32) @ self.weight.T + self.bias
        return projected


def principal_components(
    centred: NDArray[np.float64], number: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the strongest components of rows (n, d) with zero mean.

    Args:
        centred: (n, d).
        number: at most n and d.

    Returns:
        Variances (number,), falling, and axes (d, number): unit columns, of which either direction
        would do. The one whose largest coefficient is positive is taken, so that the same
        features give the same bits on each machine.
    """
    count, size = centred.shape
    if count < size:
        _, lengths, rows = np.linalg.svd(centred, full_matrices=False)
        variances, axes = lengths[:number] ** 2 / count, rows[:number].T
    else:
        rising, columns = np.linalg.eigh(centred.T @ centred / count)
        strongest = slice(None, -number - 1, -1)
        variances, axes = rising[strongest], columns[:, strongest]
    largest = np.abs(axes).argmax(axis=0)
    return variances, axes * np.where(axes[largest, np.arange(number)] < 0, -1.0, 1.0)


def fit_itq(
    features: Features,
    bits: int,
    *,
    whitening: float = 0.0,
    feature_weights: NDArray[np.floating] | None = None,
    seed: int = 0,
    rounds: int = _ROUNDS,
) -> Projection:
    """Return the projection whose signs are the codes; its values have a mean square of one.

    Args:
        features: (n, d), n and d at least `bits`.
        bits: length of the codes.
        feature_weights: (d,) how much each feature counts after all were made to vary alike; None
            leaves them as they are.
        whitening: how far the components are made equally strong: 0 not at all, 1 fully.
        seed: of the first rotation.
        rounds: of the iteration.

    Raises:
        ValueError: there are fewer photos or features than bits.
    """
    if min(features.shape) < bits:
        raise ValueError(f"{bits} bits of features {features.shape}")
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
    """Return the rotation (d, d) that brings `values` (n, d) close to the corners of a cube."""
    size = values.shape[1]
    start = np.random.default_rng(seed).normal(size=(size, size))
    rotation: NDArray[np.float64] = np.linalg.qr(start)[0]
    for _ in range(rounds):
        corners = np.where(values @ rotation > 0, 1.0, -1.0)
        left, _, right = np.linalg.svd(values.T @ corners)
        rotation = left @ right
    return rotation
