"""Learn concepts: classes of the photo sets, told from frozen features by a linear classifier.

They are what labels are used for, and all that they are used for: see
`subject_layer.teach_concepts`. Photos without a label teach what is none of the concepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

NONE = ""
"""The label of photos that show none of the concepts."""

_SMOOTHING = 0.1
_DECAY = 1e-3
"""Of the weights, which are those of features that vary alike."""
_ROUNDS = 60
_TINY = 1e-3


class LinearClassifier(NamedTuple):
    """Compute logits: `features @ weight.T + bias`."""

    names: tuple[str, ...]
    """The classes, sorted; `NONE` is one of them."""
    weight: NDArray[np.float32]
    """(classes, d)."""
    bias: NDArray[np.float32]
    """(classes,)."""


def fit_concepts(features: NDArray[np.float32], labels: Sequence[str]) -> LinearClassifier:
    """Fit a softmax over the labels by L-BFGS; every class counts alike, whatever its size.

    Args:
        features: (n, d).
        labels: of the rows; `NONE` for none.
    """
    names = tuple(sorted(set(labels)))
    number = {name: place for place, name in enumerate(names)}
    targets = torch.tensor([number[label] for label in labels])
    counts = torch.bincount(targets, minlength=len(names)).float()
    # Between every class alike and every photo alike.
    share = counts.rsqrt()
    share = share / (share * counts).sum() * len(targets)
    mean, spread = features.mean(axis=0), features.std(axis=0) + _TINY
    rows = torch.from_numpy((features - mean) / spread)
    weight = torch.zeros(len(names), rows.shape[1], requires_grad=True)
    bias = torch.zeros(len(names), requires_grad=True)
    solver = torch.optim.LBFGS([weight, bias], max_iter=_ROUNDS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        solver.zero_grad()
        logits = rows @ weight.T + bias
        fit = functional.cross_entropy(logits, targets, share, label_smoothing=_SMOOTHING)
        found = fit + _DECAY * weight.square().sum()
        found.backward()
        return found

    solver.step(loss)
    scaled = weight.detach().numpy() / spread
    return LinearClassifier(names, scaled, bias.detach().numpy() - scaled @ mean)
