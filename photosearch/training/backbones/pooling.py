"""Pool a feature map into one vector: (N, C, H, W) to (N, C)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.errors import UserError

_LEAST = 1e-6


class AveragePool(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the mean over all cells; a thing counts as much as it is large."""

    def forward(self, maps: Tensor) -> Tensor:
        """Return (N, C, H, W) float to (N, C)."""
        return maps.mean((2, 3))


class GeMPool(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the generalised mean: `mean(x ** p) ** (1 / p)`; p = 1 is the mean, large p the
    maximum.

    Values below 1e-6, negative ones too, count as 1e-6.

    Radenović, Tolias and Chum, "Fine-tuning CNN Image Retrieval with No Human Annotation", TPAMI
    2019.

    Args:
        p: the exponent, above zero; where training starts.
        trainable: whether training changes it.
    """

    def __init__(self, p: float = 3.0, *, trainable: bool = True) -> None:
        super().__init__()
        if not p > 0:
            raise ValueError(f"the exponent is above zero, not {p}")
        self.p = nn.Parameter(torch.tensor(float(p)), requires_grad=trainable)

    def forward(self, maps: Tensor) -> Tensor:
        """Return (N, C, H, W) float to (N, C)."""
        positive = maps.clamp_min(_LEAST)
        # Powers of values up to one do not overflow, whatever p is. The result does not depend on
        # what was divided by, so that no gradient is lost by leaving it out.
        largest = positive.detach().amax((2, 3), keepdim=True)
        means = ((positive / largest) ** self.p).mean((2, 3))
        return largest.flatten(1) * means ** (1 / self.p)


class AttentionPool(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute a mean whose weights are learned: each cell is scored by what it shows.

    After Noh, Araujo, Sim, Weyand and Han, "Large-Scale Image Retrieval with Attentive Deep Local
    Features" (DELF), ICCV 2017; here the scores go through a softmax over all cells, so that the
    weights sum to one and the result has the scale of the mean. It starts as the plain mean.

    Args:
        channels: C of the feature map.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.score = nn.Conv2d(channels, 1, 1)
        nn.init.zeros_(self.score.weight)
        nn.init.zeros_(self.score.bias)

    def weights(self, maps: Tensor) -> Tensor:
        """Return how much each cell counts: (N, C, H, W) float to (N, H, W), summing to one."""
        scores = self.score(maps)[:, 0]
        return scores.flatten(1).softmax(1).reshape(scores.shape)

    def forward(self, maps: Tensor) -> Tensor:
        """Return (N, C, H, W) float to (N, C)."""
        return (maps * self.weights(maps).unsqueeze(1)).sum((2, 3))


class HierarchicalAttentionPool(nn.Module):  # type: ignore[misc] # torch is untyped here
    """Compute a mean over places in each stage, then a mean over the stages, both with learned
    weights.

    After Yang, Yang, Dyer, He, Smola and Hovy, "Hierarchical Attention Networks for Document
    Classification", NAACL 2016, with places for words and stages for sentences. It starts as the
    mean of the stages' means.

    Args:
        channels: of the stages' maps.
        size: numbers of the result.
    """

    def __init__(self, channels: Sequence[int], size: int) -> None:
        super().__init__()
        self.places = nn.ModuleList(AttentionPool(count) for count in channels)
        self.projections = nn.ModuleList(nn.Linear(count, size) for count in channels)
        self.hidden = nn.Linear(size, size)
        self.context = nn.Linear(size, 1, bias=False)
        nn.init.zeros_(self.context.weight)

    def weights(self, stages: Tensor) -> Tensor:
        """Return how much each stage counts: (N, stages, size) to (N, stages), summing to one."""
        return self.context(self.hidden(stages).tanh())[..., 0].softmax(1)

    def forward(self, maps: Sequence[Tensor]) -> Tensor:
        """Return maps (N, C, H, W), one a stage, to (N, size)."""
        pooled = [
            project(pool(one))
            for pool, project, one in zip(self.places, self.projections, maps, strict=True)
        ]
        stages = torch.stack(pooled, dim=1)
        return (stages * self.weights(stages)[..., None]).sum(1)


POOLINGS: Mapping[str, Callable[[int], nn.Module]] = MappingProxyType(
    {
        "average": lambda _channels: AveragePool(),
        "gem": lambda _channels: GeMPool(),
        "attention": AttentionPool,
    }
)
"""By name: from the number of channels to a pooling."""


def build_pooling(name: str, channels: int) -> nn.Module:
    """Return the pooling `name` of `POOLINGS` for feature maps of so many channels.

    Raises:
        UserError: there is no such pooling.
    """
    if name not in POOLINGS:
        raise UserError.in_words(
            f"There is no pooling {name!r}.", f"Choose one of {', '.join(POOLINGS)}."
        )
    return POOLINGS[name](channels)


_FAINT = 1e-2
"""Added in front of the square root, whose slope would have no end at zero."""


def evened_out(means: Tensor) -> Tensor:
    """Return roots of means (..., C), not below zero, made equally long, of numbers of about one.

    The root lets weak features count too.
    """
    rows = functional.normalize((means + _FAINT).sqrt(), dim=-1)
    return rows * int(rows.shape[-1]) ** 0.5
