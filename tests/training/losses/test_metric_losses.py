"""Losses of embeddings and labels, against loops and against pytorch-metric-learning."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from typing import Any, get_args

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")
established = pytest.importorskip(
    "pytorch_metric_learning.losses", reason="needs the extra 'train'"
)

import torch  # noqa: E402
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from pytorch_metric_learning import distances, miners, reducers  # noqa: E402

from photosearch.training.losses import (  # noqa: E402
    ContrastiveLoss,
    FastAPLoss,
    NPairLoss,
    NTXentLoss,
    ProxyAnchorLoss,
    TripletLoss,
)
from photosearch.training.losses.triplet import Mining  # noqa: E402

pytestmark = pytest.mark.train

seeds = st.integers(0, 10_000)
PLAIN = distances.LpDistance(normalize_embeddings=False)


def batch(seed: int, rows: int = 10, classes: int = 3) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows and labels; at least two labels have two rows."""
    random = torch.Generator().manual_seed(seed)
    embeddings = torch.randn(rows, 6, generator=random, dtype=torch.float64)
    labels = torch.randint(classes, (rows,), generator=random)
    labels[:4] = torch.tensor([0, 1, 1, 0])
    return embeddings, labels


def slow_contrastive(x: np.ndarray, labels: list[int], margin: float) -> float:
    total, pairs = 0.0, 0
    for i, j in combinations(range(len(x)), 2):
        d = math.dist(x[i], x[j])
        total += d * d / 2 if labels[i] == labels[j] else max(0.0, margin - d) ** 2 / 2
        pairs += 1
    return total / pairs


def slow_triplet(x: np.ndarray, labels: list[int], margin: float, mining: str) -> float:
    rows = range(len(x))
    terms = []
    for a in rows:
        positives = [p for p in rows if p != a and labels[p] == labels[a]]
        near = [math.dist(x[a], x[p]) for p in positives]
        far = sorted(math.dist(x[a], x[n]) for n in rows if labels[n] != labels[a])
        if mining == "all":
            terms += [p - n + margin for p in near for n in far if p - n + margin > 0]
        elif mining == "hard" and near and far:
            terms.append(max(0.0, max(near) - far[0] + margin))
        elif mining == "semi-hard" and far:
            for p in near:
                n = next((n for n in far if n > p), far[-1])
                terms.append(max(0.0, p - n + margin))
    return sum(terms) / len(terms) if terms else 0.0


def slow_n_pair(x: np.ndarray, labels: list[int], length: float) -> float:
    pairs = []
    for label in dict.fromkeys(labels):
        rows = [row for row, other in enumerate(labels) if other == label]
        if len(rows) >= 2:
            pairs.append((x[rows[0]], x[rows[1]]))
    total = 0.0
    for i, (anchor, positive) in enumerate(pairs):
        others = [p for j, (_, p) in enumerate(pairs) if j != i]
        total += math.log(1 + sum(math.exp(anchor @ p - anchor @ positive) for p in others))
    squares = [row @ row for pair in pairs for row in pair]
    return float(total / len(pairs) + length * sum(squares) / len(squares))


def slow_nt_xent(x: np.ndarray, labels: list[int], temperature: float) -> float:
    def similarity(i: int, j: int) -> float:
        cosine = x[i] @ x[j] / math.sqrt(x[i] @ x[i]) / math.sqrt(x[j] @ x[j])
        return math.exp(cosine / temperature)

    rows = range(len(x))
    per_anchor = []
    for i in rows:
        everything = sum(similarity(i, k) for k in rows if k != i)
        terms = [
            -math.log(similarity(i, j) / everything)
            for j in rows
            if j != i and labels[j] == labels[i]
        ]
        if terms:
            per_anchor.append(sum(terms) / len(terms))
    return sum(per_anchor) / len(per_anchor)


def slow_proxy_anchor(
    x: np.ndarray, labels: list[int], proxies: np.ndarray, margin: float, alpha: float
) -> float:
    pull = push = 0.0
    for label, proxy in enumerate(proxies):
        inside = outside = 0.0
        for row, own in zip(x, labels, strict=True):
            cosine = row @ proxy / math.sqrt(row @ row) / math.sqrt(proxy @ proxy)
            if own == label:
                inside += math.exp(-alpha * (cosine - margin))
            else:
                outside += math.exp(alpha * (cosine + margin))
        pull += math.log(1 + inside)
        push += math.log(1 + outside)
    return pull / len(set(labels)) + push / len(proxies)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0.1, 5))
def test_contrastive_is_that_of_the_loops(seed: int, margin: float) -> None:
    x, labels = batch(seed)
    wanted = slow_contrastive(x.numpy(), labels.tolist(), margin)
    assert float(ContrastiveLoss(margin)(x, labels)) == pytest.approx(wanted)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 3), st.sampled_from(get_args(Mining)))
def test_triplet_is_that_of_the_loops(seed: int, margin: float, mining: Mining) -> None:
    x, labels = batch(seed)
    wanted = slow_triplet(x.numpy(), labels.tolist(), margin, mining)
    assert float(TripletLoss(margin, mining)(x, labels)) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(5))
def test_triplet_is_that_of_the_library(seed: int) -> None:
    x, labels = batch(seed, rows=20, classes=5)
    whole = established.TripletMarginLoss(margin=0.4, distance=PLAIN)
    torch.testing.assert_close(TripletLoss(0.4, "all")(x, labels), whole(x, labels))
    mean = established.TripletMarginLoss(margin=0.4, distance=PLAIN, reducer=reducers.MeanReducer())
    hard = miners.BatchHardMiner(distance=PLAIN)(x, labels)
    wanted = mean(x, labels, hard)
    torch.testing.assert_close(TripletLoss(0.4, "hard")(x, labels), wanted)


@settings(max_examples=25, deadline=None)
@given(seeds, st.sampled_from([0.0, 0.002, 0.5]))
def test_n_pair_is_that_of_the_loops(seed: int, length: float) -> None:
    x, labels = batch(seed)
    wanted = slow_n_pair(x.numpy(), labels.tolist(), length)
    assert float(NPairLoss(length)(x, labels)) == pytest.approx(wanted)


def test_n_pair_is_that_of_the_library() -> None:
    x, _ = batch(3, rows=12)
    labels = torch.arange(6).repeat(2)
    wanted = established.NPairsLoss(
        distance=distances.DotProductSimilarity(normalize_embeddings=False)
    )(x, labels)
    # The library takes any of the two as the anchor.
    swapped = x.roll(6, 0)
    found = [float(NPairLoss(0)(rows, labels)) for rows in (x, swapped)]
    assert any(value == pytest.approx(float(wanted)) for value in found)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0.05, 2))
def test_nt_xent_is_that_of_the_loops(seed: int, temperature: float) -> None:
    x, labels = batch(seed, classes=6)
    wanted = slow_nt_xent(x.numpy(), labels.tolist(), temperature)
    assert float(NTXentLoss(temperature)(x, labels)) == pytest.approx(wanted)


def test_nt_xent_is_that_of_the_library() -> None:
    x, labels = batch(1, rows=24, classes=4)
    # The library's mean is over all rows with a positive: here all of them.
    wanted = established.SupConLoss(temperature=0.2)(x, labels)
    torch.testing.assert_close(NTXentLoss(0.2)(x, labels), wanted)
    views = torch.arange(12).repeat(2)
    for library in (established.NTXentLoss(0.07), established.SupConLoss(0.07)):
        torch.testing.assert_close(NTXentLoss(0.07)(x, views), library(x, views))


def test_nt_xent_holds_at_a_tiny_temperature() -> None:
    x, labels = batch(2)
    x = x.float().requires_grad_()
    loss = NTXentLoss(1e-3)(x, labels)
    loss.backward()
    assert loss.isfinite()
    assert x.grad.isfinite().all()


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_proxy_anchor_is_that_of_the_loops(seed: int) -> None:
    x, labels = batch(seed)
    loss = ProxyAnchorLoss(4, 6, margin=0.1, alpha=8).double()
    wanted = slow_proxy_anchor(
        x.numpy(), labels.tolist(), loss.loss.proxies.detach().numpy(), 0.1, 8
    )
    assert float(loss(x, labels).detach()) == pytest.approx(wanted)


def test_proxies_are_learned() -> None:
    loss = ProxyAnchorLoss(4, 6)
    ((name, proxies),) = loss.named_parameters()
    assert name == "loss.proxies"
    assert proxies.shape == (4, 6)
    x, labels = batch(0)
    loss(x.float(), labels).backward()
    assert proxies.grad.abs().sum() > 0


LOSSES = [
    ContrastiveLoss(3),
    TripletLoss(2, "all"),
    TripletLoss(2, "semi-hard"),
    TripletLoss(2, "hard"),
    NPairLoss(0),
    NTXentLoss(0.5),
]


def name_of(loss: torch.nn.Module) -> str:
    return f"{type(loss).__name__} {getattr(loss, 'mining', '')}".strip()


@pytest.mark.parametrize("loss", LOSSES, ids=name_of)
def test_positives_that_come_closer_lower_it(loss: torch.nn.Module) -> None:
    angles = torch.tensor([0.0, 0.0, 1.5, 1.5])
    labels = torch.tensor([0, 0, 1, 1])

    def at(gap: float) -> float:
        turned = angles + torch.tensor([0, gap, 0, gap])
        return float(loss(torch.stack([turned.cos(), turned.sin()], 1), labels))

    falling = [at(gap) for gap in (0.7, 0.5, 0.3, 0.1)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] < falling[0]


@pytest.mark.parametrize("loss", LOSSES, ids=name_of)
def test_negatives_that_move_away_lower_it(loss: torch.nn.Module) -> None:
    labels = torch.tensor([0, 0, 1, 1])

    def at(gap: float) -> float:
        turned = torch.tensor([0, 0.3, gap, gap + 0.3])
        return float(loss(torch.stack([turned.cos(), turned.sin()], 1), labels))

    falling = [at(gap) for gap in (0.5, 0.9, 1.4, 2.0)]
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] < falling[0]


def test_what_is_far_enough_is_left_alone() -> None:
    x = torch.tensor([[0.0], [0.0], [9.0], [9.0]], requires_grad=True)
    labels = torch.tensor([0, 0, 1, 1])
    losses: list[Any] = [
        ContrastiveLoss(1),
        *(TripletLoss(1, mining) for mining in get_args(Mining)),
    ]
    for loss in losses:
        value = loss(x, labels)
        value.backward()
        assert float(value.detach()) == 0
        assert x.grad.abs().sum() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ContrastiveLoss(0),
        lambda: TripletLoss(-1),
        lambda: TripletLoss(mining="soft"),  # type: ignore[arg-type]
        lambda: NTXentLoss(0),
    ],
)
def test_settings_without_a_meaning_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="not"):
        wrong()


@settings(max_examples=20, deadline=None)
@given(seed=seeds, bins=st.integers(2, 20))
def test_fast_ap_is_that_of_the_established_library(seed: int, bins: int) -> None:
    embeddings, labels = batch(seed)
    theirs = established.FastAPLoss(num_bins=bins)(embeddings, labels)
    assert float(FastAPLoss(bins)(embeddings, labels)) == pytest.approx(float(theirs), abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(seed=seeds)
def test_fast_ap_of_codes_is_the_average_precision_with_ties_last(seed: int) -> None:
    """Cells as fine as the code: each right answer counts the precision at the end of its tie."""
    embeddings, labels = batch(seed)
    codes = np.where(embeddings.numpy() > 0, 1.0, -1.0)
    names = labels.tolist()
    precisions = []
    for asked in range(len(codes)):
        others = [row for row in range(len(codes)) if row != asked]
        apart = {row: int((codes[row] != codes[asked]).sum()) for row in others}
        right = [row for row in others if names[row] == names[asked]]
        ends = []
        for row in right:
            near = [other for other in others if apart[other] <= apart[row]]
            ends.append(sum(names[other] == names[asked] for other in near) / len(near))
        if right:
            precisions.append(sum(ends) / len(ends))
    loss = FastAPLoss(bins=codes.shape[1])(torch.from_numpy(codes), labels)
    assert float(loss) == pytest.approx(1 - sum(precisions) / len(precisions), abs=1e-5)
