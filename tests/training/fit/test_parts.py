"""Schedule, averages and generators, each against its definition."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from photosearch.training.fit.best_weights import BestWeights
from photosearch.training.fit.device import (
    MixedPrecision,
    Precision,
    random_states,
    restore_random_states,
    seed_all,
)
from photosearch.training.fit.schedules import cosine_with_warm_up
from photosearch.training.fit.weight_average import WeightAverage

pytestmark = pytest.mark.train


@settings(deadline=None)
@given(st.integers(1, 300), st.floats(0, 1), st.floats(0, 1))
def test_the_rate_rises_then_falls_within_its_limits(
    steps: int, warm_up: float, final: float
) -> None:
    rates = [
        cosine_with_warm_up(step, steps, warm_up=warm_up, final=final) for step in range(steps)
    ]
    rising = round(steps * warm_up)
    assert all(0 < rate <= 1 or final == 0 for rate in rates)
    assert rates[:rising] == sorted(rates[:rising])
    assert rates[rising:] == sorted(rates[rising:], reverse=True)
    if rising < steps:
        assert rates[rising] == 1


def test_the_rate_is_the_papers() -> None:
    # eta_min + (eta_max - eta_min) (1 + cos(T_cur / T_i pi)) / 2, equation 5.
    for step in range(10):
        wanted = 0.1 + (1 - 0.1) * (1 + math.cos(step / 10 * math.pi)) / 2
        assert cosine_with_warm_up(step, 10, warm_up=0, final=0.1) == pytest.approx(wanted)


def test_the_average_is_the_running_one() -> None:
    module = nn.BatchNorm1d(2)
    average = WeightAverage(module, decay=0.6)
    wanted = module.weight.detach().numpy().copy()
    rng = np.random.default_rng(0)
    for update in range(1, 30):
        now = rng.normal(size=2)
        module.weight.data = torch.tensor(now, dtype=torch.float32)
        module.num_batches_tracked += 1
        average.update()
        decay = min(0.6, update / (update + 10))
        wanted = decay * wanted + (1 - decay) * now
    own = module.weight.detach().clone()
    with average.applied():
        np.testing.assert_allclose(module.weight.detach().numpy(), wanted, rtol=1e-5)
        assert int(module.num_batches_tracked) == 29
    assert torch.equal(module.weight, own)
    average.apply()
    np.testing.assert_allclose(module.weight.detach().numpy(), wanted, rtol=1e-5)


def test_the_best_weights_are_copies() -> None:
    module, best = nn.Linear(2, 1), BestWeights(patience=2)
    assert best.update(0.3, 0, module)
    kept = module.weight.detach().clone()
    module.weight.data += 1
    assert not best.update(0.3, 1, module)  # no better
    assert not best.exhausted
    assert not best.update(math.nan, 2, module)
    assert best.exhausted
    best.apply(module)
    assert torch.equal(module.weight, kept)


def test_generators_go_on_where_they_stood() -> None:
    seed_all(3)
    np.random.normal()  # leaves the second of a pair waiting
    states = random_states()

    def drawn() -> list[float]:
        return [float(torch.rand(())), float(np.random.normal()), random.gauss(0, 1)]

    wanted = [drawn(), drawn()]
    restore_random_states(states)
    assert [drawn(), drawn()] == wanted


def test_a_network_gives_float32_in_any_container() -> None:
    class Outputs(nn.Module):
        def forward(self, images: torch.Tensor) -> dict[str, object]:
            half = images.to(torch.bfloat16)
            return {"one": half, "two": (half, images.long())}

    network = MixedPrecision(torch.device("cpu"), Precision.FLOAT32).runner(Outputs())
    made = network(torch.ones(2))
    assert made["one"].dtype is torch.float32
    assert made["two"][0].dtype is torch.float32
    assert made["two"][1].dtype is torch.int64


def test_mixed_precision_on_a_processor_leaves_depthwise_convolutions_in_float32() -> None:
    seen = {}

    class Convolutions(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.full = nn.Conv2d(4, 8, 1)
            self.depthwise = nn.Conv2d(8, 8, 3, padding=1, groups=8)
            self.grouped = nn.Conv2d(8, 8, 3, padding=1, groups=2)

        def forward(self, images: torch.Tensor) -> torch.Tensor:
            for name, layer in self.named_children():
                images = layer(images)
                seen[name] = images.dtype
            return images

    seed_all(0)
    module, images = Convolutions(), torch.rand(2, 4, 9, 9)
    plain = MixedPrecision(torch.device("cpu"), Precision.FLOAT32).runner(module)(images)
    assert set(seen.values()) == {torch.float32}
    mixed = MixedPrecision(torch.device("cpu"), Precision.MIXED).runner(module)(images)
    assert seen == {
        "full": torch.bfloat16,
        "depthwise": torch.float32,
        "grouped": torch.bfloat16,
    }
    assert mixed.dtype is torch.float32
    assert torch.allclose(plain, mixed, atol=0.03)
    mixed.sum().backward()
    assert all(weights.grad is not None for weights in module.parameters())
