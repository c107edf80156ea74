"""What holds for every loss, whatever it computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("pytorch_metric_learning", reason="needs the extra 'train'")

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.errors import UserError
from photosearch.training import losses

pytestmark = pytest.mark.train

BITS, CLASSES = 16, 4

OF_PAIRS: dict[str, Callable[[], Any]] = {
    "contrastive": losses.ContrastiveLoss,
    "triplet, all": lambda: losses.TripletLoss(mining="all"),
    "triplet, semi-hard": lambda: losses.TripletLoss(mining="semi-hard"),
    "triplet, hard": lambda: losses.TripletLoss(mining="hard"),
    "N-pair": losses.NPairLoss,
    "NT-Xent": losses.NTXentLoss,
    "code distance": losses.CodeDistanceLoss,
    "DPSH": losses.DPSHLoss,
    "HashNet": losses.HashNetLoss,
    "FastAP": losses.FastAPLoss,
    "copies": losses.CopyLoss,
}
OF_CLASSES: dict[str, Callable[[], Any]] = {
    "proxy anchor": lambda: losses.ProxyAnchorLoss(CLASSES, BITS),
    "GreedyHash": lambda: losses.GreedyHashLoss(BITS, CLASSES),
    "CSQ": lambda: losses.CSQLoss(BITS, CLASSES),
    "CSQ, Bernoulli": lambda: losses.CSQLoss(BITS, 3 * BITS),
    "orthogonal centres": lambda: losses.OrthogonalCentresLoss(BITS, CLASSES),
    "nested CSQ": lambda: losses.NestedLoss(lambda bits: losses.CSQLoss(bits, CLASSES), (8, BITS)),
    "sum": lambda: losses.WeightedSum(
        {"csq": (1, losses.CSQLoss(BITS, CLASSES)), "balance": (2, losses.BitBalanceLoss())}
    ),
}
OF_VALUES: dict[str, Callable[[], Any]] = {
    "quantisation": losses.QuantisationLoss,
    "bit balance": losses.BitBalanceLoss,
    "decorrelation": losses.DecorrelationLoss,
    "differential entropy": losses.DifferentialEntropyLoss,
    "distillation": lambda: Fixed(losses.SimilarityDistillationLoss()),
}
LABELLED = OF_PAIRS | OF_CLASSES
ALL = LABELLED | OF_VALUES


class Fixed(torch.nn.Module):
    """The distillation with a teacher of as many rows as there are values."""

    def __init__(self, loss: torch.nn.Module) -> None:
        super().__init__()
        self.loss = loss

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        teacher = torch.arange(7.0 * len(values)).reshape(len(values), 7).sin()
        return self.loss(values, teacher.to(values.device))


def make(name: str) -> Any:
    torch.manual_seed(5)
    return ALL[name]()


def inputs(name: str, values: torch.Tensor) -> tuple[torch.Tensor, ...]:
    labels = torch.arange(len(values), device=values.device) % CLASSES
    return (values, labels) if name in LABELLED else (values,)


def some_values(rows: int = 12, seed: int = 1) -> torch.Tensor:
    return torch.randn(rows, BITS, generator=torch.manual_seed(seed))


@pytest.mark.parametrize("name", ALL)
def test_is_one_number_with_a_gradient(name: str) -> None:
    values = some_values().requires_grad_()
    loss = make(name)(*inputs(name, values))
    assert loss.shape == ()
    assert loss.dtype == torch.float32
    loss.backward()
    assert values.grad.isfinite().all()
    assert values.grad.abs().sum() > 0


@pytest.mark.parametrize("name", ALL)
def test_a_small_step_against_the_gradient_lowers_it(name: str) -> None:
    loss = make(name)
    values = some_values().requires_grad_()
    before = loss(*inputs(name, values))
    before.backward()
    length = float(values.grad.norm())
    with torch.no_grad():
        step = values - values.grad * (1e-3 / length)
        after = loss(*inputs(name, step))
    if name in {"GreedyHash", "copies"}:  # the signs of so small a step are the same
        assert after <= before
    else:
        assert float((before - after).detach()) == pytest.approx(1e-3 * length, rel=0.1, abs=1e-6)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", ["same", "pairs", "zeros", "huge", "tiny"])
def test_gradients_are_finite_where_it_is_hard(name: str, kind: str) -> None:
    values = some_values()
    values = {
        "same": values[:1].repeat(12, 1),
        "pairs": values[:6].repeat(2, 1),
        "zeros": torch.zeros_like(values),
        "huge": values * 1e4,
        "tiny": values * 1e-4,
    }[kind].requires_grad_()
    loss = make(name)(*inputs(name, values))
    assert loss.isfinite()
    loss.backward()
    assert values.grad.isfinite().all()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
@pytest.mark.parametrize("row", [0, 11])
def test_what_is_not_finite_is_not_lost(name: str, bad: float, row: int) -> None:
    values = some_values()
    values[row, 3] = bad
    assert make(name)(*inputs(name, values)).isnan()


@pytest.mark.parametrize("name", ALL)
def test_autocast_costs_no_digits(name: str) -> None:
    loss = make(name)
    values = some_values().bfloat16()
    wanted = loss(*inputs(name, values.float()))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        torch.testing.assert_close(loss(*inputs(name, values)), wanted)


@pytest.mark.parametrize("name", OF_PAIRS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_names_of_labels_do_not_matter(name: str, seed: int) -> None:
    random = torch.manual_seed(seed)
    values = some_values(seed=seed)
    labels = torch.randint(3, (12,), generator=random)
    labels[:4] = torch.tensor([0, 0, 1, 1])
    loss = make(name)
    renamed = torch.tensor([7, -2, 40])[labels]
    torch.testing.assert_close(loss(values, renamed), loss(values, labels))


@pytest.mark.parametrize(
    "name", sorted(ALL.keys() - {"N-pair"})
)  # whose anchor is the first of a label
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(name: str, seed: int) -> None:
    order = torch.randperm(8, generator=torch.manual_seed(seed))
    loss = make(name)
    if name == "distillation":
        loss, teacher = loss.loss, some_values(8, seed=seed + 1)
        given = (some_values(8, seed), teacher)
    else:
        given = inputs(name, some_values(8, seed))
    torch.testing.assert_close(loss(*[each[order] for each in given]), loss(*given))


@pytest.mark.parametrize("name", OF_PAIRS)
def test_a_batch_without_positives_is_told(name: str) -> None:
    with raises_text(losses.NoPositivesError, r"belong together\. Train with"):
        make(name)(some_values(5), torch.arange(5))
    assert issubclass(losses.NoPositivesError, UserError)


@pytest.mark.parametrize("name", ["triplet, all", "triplet, semi-hard", "triplet, hard", "N-pair"])
def test_a_batch_of_one_label_is_told(name: str) -> None:
    with raises_text(losses.NoNegativesError, r"told apart\. Train with"):
        make(name)(some_values(5), torch.zeros(5, dtype=torch.int64))


@pytest.mark.parametrize("name", ["differential entropy", "distillation"])
def test_one_row_alone_is_told(name: str) -> None:
    with pytest.raises(losses.NoNegativesError):
        make(name)(some_values(1))


@pytest.mark.parametrize("name", ["CSQ", "CSQ, Bernoulli", "orthogonal centres", "nested CSQ"])
def test_nothing_but_the_seed_decides(name: str) -> None:
    torch.manual_seed(1)
    one = ALL[name]().state_dict()
    torch.manual_seed(2)
    two = ALL[name]().state_dict()
    assert one.keys() == two.keys()
    assert all(torch.equal(one[key], two[key]) for key in one)
