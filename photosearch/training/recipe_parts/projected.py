"""Put a hashing method on top of embeddings: codes without training a hash layer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.hashing import METHODS, Projection, SpectralHasher
from photosearch.training.hashing.layers import linear_of


class ProjectedNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent an embedding network whose embeddings go through a fitted hashing method.

    Args:
        embedding: images to rows of unit length (N, dim).
        method: a name of `METHODS`.
        embeddings: (n, dim) of the photos that the method is fitted to.
        bits: length of the codes.
        seed: of what the method draws.

    Raises:
        UserError: there are too few photos or numbers for so many bits.
    """

    def __init__(
        self,
        embedding: EmbeddingNetwork,
        method: str,
        embeddings: NDArray[np.float32],
        bits: int,
        seed: int,
    ) -> None:
        super().__init__()
        self.embedding = embedding
        self.hash = hash_layer(METHODS[method](embeddings, bits, seed))

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) uint8 to values (N, bits) float, in front of the sign."""
        return self.hash(self.embedding(images))


class Wave(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the cosine, as a layer."""

    def forward(self, values: Tensor) -> Tensor:
        """Return any shape to the same."""
        return values.cos()


def hash_layer(hasher: object) -> nn.Module:
    """Return a fitted method as a layer from (N, d) to (N, bits).

    Raises:
        TypeError: it is no method that a layer can compute.
    """
    match hasher:
        case Projection(weight, bias):
            return linear_of(weight, bias)
        case SpectralHasher(axes=axes, starts=starts, frequencies=frequencies):
            return nn.Sequential(
                linear_of(axes * frequencies[:, None], -starts * frequencies), Wave()
            )
    raise TypeError(f"{type(hasher).__name__} is no layer")
