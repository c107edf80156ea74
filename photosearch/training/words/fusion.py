"""Make one vector of a picture and words: three ways, from the plainest to the one that looks most.

All take unit vectors of one space, (N, bits) both, and give what photos are compared with. `chance`
of what they give does not matter: only the order of photos does.
"""

from __future__ import annotations

import math
from enum import StrEnum

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize, softplus


class FusionKind(StrEnum):
    """Name the ways."""

    LATE = "late"
    EARLY = "early"
    ATTENTION = "attention"


class LateFusion(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Mix two scores with a learned weight (a linear combination of scores: Fox and Shaw, 1994).

    A score is a product with the codes, so that mixing scores is mixing vectors. Two numbers are
    learned, and nothing of what the vectors say.
    """

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.full((2,), math.log(math.e - 1)))

    def forward(self, image: Tensor, words: Tensor) -> Tensor:
        """Return unit vectors (N, bits)."""
        image_weight, words_weight = softplus(self.weights)
        return normalize(image_weight * image + words_weight * words, dim=1)


class EarlyFusion(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Concatenate both and project: one matrix sees all values (early fusion: Snoek et al., 2005).

    It begins as the sum of both.
    """

    def __init__(self, bits: int) -> None:
        super().__init__()
        self.project = nn.Linear(2 * bits, bits, bias=False)
        with torch.no_grad():
            self.project.weight.copy_(torch.cat([torch.eye(bits), torch.eye(bits)], dim=1))

    def forward(self, image: Tensor, words: Tensor) -> Tensor:
        """Return unit vectors (N, bits)."""
        return normalize(self.project(torch.cat([image, words], dim=1)), dim=1)


class AttentionFusion(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Let picture and words look at each other; a gate tells how much the words change the picture.

    Scaled dot-product attention (Vaswani et al., 2017) over two tokens, which are queries, keys and
    values; each has a vector of its own added that tells which of both it is. What they see is
    added to a mixture of both, whose share a gate takes from both, value by value (the gated
    residual of TIRG: Vo et al., "Composing Text and Image for Image Retrieval", 2019).
    """

    def __init__(self, bits: int, width: int = 128, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.kinds = nn.Parameter(torch.zeros(2, bits))
        self.query, self.key = nn.Linear(bits, width), nn.Linear(bits, width)
        self.value, self.out = nn.Linear(bits, width), nn.Linear(width, bits)
        self.gate = nn.Linear(2 * bits, bits)
        nn.init.normal_(self.kinds, std=bits**-0.5)
        for begun_as_nothing in (self.out, self.gate):
            nn.init.zeros_(begun_as_nothing.weight)
            nn.init.zeros_(begun_as_nothing.bias)

    def forward(self, image: Tensor, words: Tensor) -> Tensor:
        """Return unit vectors (N, bits)."""
        share = torch.sigmoid(self.gate(torch.cat([image, words], dim=1)))
        seen = self.attend(torch.stack([image, words], dim=1) + self.kinds)
        return normalize((1 - share) * image + share * words + self.out(seen).mean(dim=1), dim=1)

    def attend(self, tokens: Tensor) -> Tensor:
        """Return what each token sees: (N, T, bits) to (N, T, width)."""
        number, length = tokens.shape[0], tokens.shape[1]

        def heads_of(values: Tensor) -> Tensor:
            return values.view(number, length, self.heads, -1).transpose(1, 2)

        query, key = heads_of(self.query(tokens)), heads_of(self.key(tokens))
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        seen = torch.softmax(scores, dim=-1) @ heads_of(self.value(tokens))
        return seen.transpose(1, 2).reshape(number, length, -1)


def make_fusion(kind: FusionKind, bits: int) -> nn.Module:
    """Return an untrained fusion."""
    if kind is FusionKind.LATE:
        return LateFusion()
    return EarlyFusion(bits) if kind is FusionKind.EARLY else AttentionFusion(bits)
