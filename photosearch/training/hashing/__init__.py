"""Fit codes without training to the features of photos: baselines, and heads to export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from photosearch.core.itq import Features, Projection
from photosearch.training.hashing.hasher import Hasher, TooFewFeaturesError
from photosearch.training.hashing.linear import fit_itq, fit_lsh, fit_pca_sign
from photosearch.training.hashing.spectral import SpectralHasher, fit_spectral

Fit = Callable[[Features, int, int], Hasher]
"""(features (n, d), bits, seed) to a fitted method."""

METHODS: Mapping[str, Fit] = MappingProxyType(
    {
        "lsh": fit_lsh,
        "spectral": lambda features, bits, seed: fit_spectral(features, bits),
        "pca-sign": lambda features, bits, seed: fit_pca_sign(features, bits),
        "itq": lambda features, bits, seed: fit_itq(features, bits, seed=seed),
    }
)
"""By name. The seed is of what is drawn; spectral hashing and PCA-sign draw nothing."""

__all__ = [
    "METHODS",
    "Features",
    "Fit",
    "Hasher",
    "Projection",
    "SpectralHasher",
    "TooFewFeaturesError",
    "fit_itq",
    "fit_lsh",
    "fit_pca_sign",
    "fit_spectral",
]
