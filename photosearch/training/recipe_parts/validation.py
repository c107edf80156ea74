"""Measure how well photos find others of their class: what recipes stop by and report."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from photosearch.core.codes import pack
from photosearch.training.evaluation.metrics import cosine_distances, hamming_distances
from photosearch.training.fit.batch_views import resized
from photosearch.training.fit.device import MixedPrecision, Network, Precision

_BATCH = 64


class Retrieval(NamedTuple):
    """Hold means over queries: each photo searches all others; a photo of its class is right."""

    mean_average_precision: float
    """Over the whole ranked list."""
    rank_1: float
    """Share of the queries whose best answer is right."""


def retrieval(distances: NDArray[Any], labels: NDArray[np.integer]) -> Retrieval:
    """Evaluate retrieval from distances (n, n) and labels (n,).

    Photos that are alone in their class do not ask.

    Equal distances keep the photos' order.
    """
    precisions, firsts = [], []
    ranks = np.arange(1, len(labels))
    for place, row in enumerate(distances):
        order = np.argsort(row, kind="stable")
        right = labels[order[order != place]] == labels[place]
        if right.any():
            precisions.append(float((np.cumsum(right) / ranks)[right].mean()))
            firsts.append(bool(right[0]))
    if not precisions:
        return Retrieval(0.0, 0.0)
    return Retrieval(float(np.mean(precisions)), float(np.mean(firsts)))


def retrieval_metrics(
    embeddings: NDArray[np.float32], values: NDArray[np.float32], labels: NDArray[np.integer]
) -> dict[str, float]:
    """Return the float embeddings by cosine beside the codes by Hamming distance.

    Args:
        embeddings: (n, d).
        values: (n, bits), in front of the sign.
        labels: (n,).
    """
    codes = pack(values)
    by_float = retrieval(cosine_distances(embeddings, embeddings), labels)
    by_bits = retrieval(hamming_distances(codes, codes), labels)
    return {
        "map_float": round(by_float.mean_average_precision, 4),
        "rank_1_float": round(by_float.rank_1, 4),
        "map_hamming": round(by_bits.mean_average_precision, 4),
        "rank_1_hamming": round(by_bits.rank_1, 4),
    }


def outputs(network: Network, images: Tensor, side: int) -> NDArray[np.float32]:
    """Return what `network` gives for all of `images` (n, H, W, 3) uint8, stretched to `side`: (n,
    d)."""
    network.module.eval()
    with torch.no_grad():
        rows = [
            network(resized(images[start : start + _BATCH], side)).cpu()
            for start in range(0, len(images), _BATCH)
        ]
    joined: NDArray[np.float32] = torch.cat(rows).numpy()
    return joined


def embed_all(module: nn.Module, images: Tensor, side: int) -> NDArray[np.float32]:
    """Return the same by `module` on the processor, in float32."""
    plain = MixedPrecision(torch.device("cpu"), Precision.FLOAT32)
    return outputs(plain.runner(module.cpu()), images, side)
