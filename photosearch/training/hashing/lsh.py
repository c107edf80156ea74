"""Random hyperplanes: the share of bits that differ tells the angle, whatever the photos are.

Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002.
"""

from __future__ import annotations

import numpy as np

from photosearch.training.hashing.hasher import Features, Projection


def random_hyperplanes(size: int, bits: int, seed: int = 0) -> Projection:
    """Hyperplanes through the origin with normals drawn from a Gaussian.

    Each separates two features with the probability of the angle between them over pi.

    Args:
        size: numbers in a feature.
        bits: number of hyperplanes; may be more than `size`.
        seed: of the normals.
    """
    normals = np.random.default_rng(seed).normal(size=(bits, size))
    return Projection(normals.astype(np.float32), np.zeros(bits, np.float32))


def fit_lsh(features: Features, bits: int, seed: int = 0) -> Projection:
    """Random hyperplanes through the mean of `features` (n, d), n at least one.

    Through the origin they would leave features without negative numbers, as networks give them,
    almost all on one side.
    """
    weight, _ = random_hyperplanes(features.shape[1], bits, seed)
    mean = features.mean(axis=0, dtype=np.float64)
    return Projection(weight, (-weight @ mean).astype(np.float32))
