"""Fit spectral hashing: signs of waves along the principal components.

Weiss, Torralba and Fergus, "Spectral Hashing", NIPS 2008.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UserError
from photosearch.core.itq import Features, principal_components

_TINY = 1e-9
"""Share of the widest component's range below which a component is noise of the arithmetic."""


@dataclass(frozen=True, slots=True)
class SpectralHasher:
    """Fit waves along principal components, from the longest on.

    On photos that fill a box evenly these are the smoothest functions that tell them apart: the
    eigenfunctions of the box's Laplacian. Those of several components at once, which are products
    of these, are left out, as their bits follow from the others.
    """

    axes: NDArray[np.float64]
    """(bits, d), for each bit the direction of its component, a unit row."""
    starts: NDArray[np.float64]
    """(bits,) where along its axis a wave starts: the least projection of the fitted photos."""
    frequencies: NDArray[np.float64]
    """(bits,) half-waves over the range of the projections, times pi over that range."""

    def values(self, features: Features) -> NDArray[np.float32]:
        """Return (n, d) to (n, bits), -1 to 1; above zero the bit is a one."""
        along = features.astype(np.float64) @ self.axes.T - self.starts
        waves: NDArray[np.float32] = np.cos(along * self.frequencies).astype(np.float32)
        return waves


def fit_spectral(features: Features, bits: int) -> SpectralHasher:
    """Return the `bits` longest waves in the box around `features` along their principal
    components.

    A wave of k half-waves over a range r has the eigenvalue (k pi / r)^2, by which they are sorted.

    Args:
        features: (n, d); more bits than features are possible.
        bits: length of the codes.

    Raises:
        UserError: all photos have the same features.
    """
    mean = features.mean(axis=0, dtype=np.float64)
    centred = features - mean
    _, axes = principal_components(centred, min(bits, *features.shape))
    along = centred @ axes
    starts, ranges = along.min(axis=0), np.ptp(along, axis=0)
    wide = ranges > max(ranges.max() * _TINY, np.abs(mean).max() * _TINY)
    if not wide.any():
        raise UserError.in_words(
            "Codes cannot be fitted to photos that are all the same.", "Use other photos."
        )
    half_waves = np.arange(1, bits + 1)[:, None]
    frequencies = half_waves * np.pi / ranges[wide]
    longest = np.argsort(frequencies, axis=None, kind="stable")[:bits]
    component = np.flatnonzero(wide)[longest % wide.sum()]
    chosen = axes.T[component]
    return SpectralHasher(chosen, starts[component] + chosen @ mean, frequencies.flat[longest])
