"""Sums of losses and losses of nested codes."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")
established = pytest.importorskip(
    "pytorch_metric_learning.losses", reason="needs the extra 'train'"
)

import torch  # noqa: E402

from photosearch.training.losses import (  # noqa: E402
    BitBalanceLoss,
    CopyLoss,
    CSQLoss,
    DifferentialEntropyLoss,
    HashNetLoss,
    NestedLoss,
    NTXentLoss,
    QuantisationLoss,
    SimilarityDistillationLoss,
    TripletLoss,
    WeightedSum,
)

pytestmark = pytest.mark.train


@pytest.fixture
def values() -> torch.Tensor:
    return torch.randn(8, 32, generator=torch.manual_seed(1))


@pytest.fixture
def labels() -> torch.Tensor:
    return torch.arange(4).repeat(2)


def test_the_loss_of_copies_is_that_of_its_definition(
    values: torch.Tensor, labels: torch.Tensor
) -> None:
    def contrast(rows: torch.Tensor) -> float:
        """NT-Xent row by row; each has one other view."""
        found = 0.0
        for place, row in enumerate(rows):
            cosines = [float(torch.cosine_similarity(row, other, dim=0)) / 0.2 for other in rows]
            others = [k for k in range(len(rows)) if k != place]
            (view,) = [k for k in others if labels[k] == labels[place]]
            found -= cosines[view] - math.log(sum(math.exp(cosines[k]) for k in others))
        return found / len(rows)

    units = torch.nn.functional.normalize(values)
    gaps = [
        min(float((unit - units[k]).norm()) for k in range(len(units)) if labels[k] != own)
        for unit, own in zip(units, labels, strict=True)
    ]
    entropy = -float(torch.tensor(gaps).log().mean())
    wanted = contrast(values) + 1.5 * contrast(values.sign()) + 0.8 * entropy
    assert float(CopyLoss(0.2)(values, labels)) == pytest.approx(wanted, rel=1e-4)


def test_a_sum_adds_weighted_losses_and_tells_them(
    values: torch.Tensor, labels: torch.Tensor
) -> None:
    teacher = values[:, :9].exp()
    loss = WeightedSum(
        {
            "triplet": (1, TripletLoss()),
            "quantisation": (0.1, QuantisationLoss()),
            "teacher": (3, SimilarityDistillationLoss()),
            "entropy": (0.5, DifferentialEntropyLoss()),
        }
    )
    assert loss.parts == {}
    total = loss(values, labels, teacher=teacher)
    wanted = {
        "triplet": TripletLoss()(values, labels),
        "quantisation": QuantisationLoss()(values),
        "teacher": SimilarityDistillationLoss()(values, teacher),
        "entropy": DifferentialEntropyLoss()(values, labels),
    }
    assert loss.parts == pytest.approx({name: float(part) for name, part in wanted.items()})
    weighted = zip((1, 0.1, 3, 0.5), wanted.values(), strict=True)
    assert float(total) == pytest.approx(sum(weight * float(part) for weight, part in weighted))


def test_labels_go_only_where_they_are_wanted(values: torch.Tensor) -> None:
    loss = WeightedSum({"a": (1, QuantisationLoss()), "b": (2, BitBalanceLoss())})
    assert float(loss(values)) == pytest.approx(loss.parts["a"] + 2 * loss.parts["b"])
    with pytest.raises(TypeError, match="labels"):
        WeightedSum({"c": (1, TripletLoss())})(values)
    with pytest.raises(ValueError, match="needs a loss"):
        WeightedSum({})


def test_parts_hold_no_graph(values: torch.Tensor, labels: torch.Tensor) -> None:
    loss = WeightedSum({"a": (1, NTXentLoss())})
    loss(values.requires_grad_(), labels).backward()
    assert isinstance(loss.parts["a"], float)
    assert values.grad.abs().sum() > 0


def test_a_loss_of_the_library_can_be_a_part(values: torch.Tensor, labels: torch.Tensor) -> None:
    theirs = established.NTXentLoss(0.07)
    total = WeightedSum({"theirs": (2, theirs)})(values, labels)
    torch.testing.assert_close(total, 2 * NTXentLoss(0.07)(values, labels))


def test_nested_codes_are_judged_by_their_first_bits(
    values: torch.Tensor, labels: torch.Tensor
) -> None:
    inner = NTXentLoss()
    found = NestedLoss(inner, (8, 16, 32))(values, labels)
    wanted = sum(inner(values[:, :bits], labels) for bits in (8, 16, 32)) / 3
    torch.testing.assert_close(found, wanted)


def test_each_prefix_can_have_a_loss_of_its_size(
    values: torch.Tensor, labels: torch.Tensor
) -> None:
    nested = NestedLoss(lambda bits: CSQLoss(bits, 4, seed=bits), (8, 32))
    wanted = (CSQLoss(8, 4, 8)(values[:, :8], labels) + CSQLoss(32, 4, 32)(values, labels)) / 2
    torch.testing.assert_close(nested(values, labels), wanted)
    assert {tuple(buffer.shape) for buffer in nested.buffers()} == {(4, 8), (4, 32)}


def test_bits_behind_the_last_prefix_have_no_gradient(
    values: torch.Tensor, labels: torch.Tensor
) -> None:
    NestedLoss(TripletLoss(5), (4, 8))(values.requires_grad_(), labels).backward()
    strengths = values.grad.abs().sum(0)
    assert (strengths[:8] > 0).all()
    assert (strengths[8:] == 0).all()


def test_wrong_prefixes_are_refused(values: torch.Tensor) -> None:
    for wrong in ((), (0, 8), (8, 8), (16, 8)):
        with pytest.raises(ValueError, match="rising"):
            NestedLoss(QuantisationLoss(), wrong)
    with pytest.raises(ValueError, match="32 bits have no first 256"):
        NestedLoss(QuantisationLoss())(values)


def test_sums_of_nested_losses_pass_everything_on(
    values: torch.Tensor, labels: torch.Tensor
) -> None:
    hashnet = HashNetLoss(final_beta=7)
    teacher = values[:, :5] ** 2
    loss = WeightedSum(
        {
            "hashnet": (1, NestedLoss(hashnet, (16, 32))),
            "teacher": (1, NestedLoss(SimilarityDistillationLoss(), (16, 32))),
            "balance": (1, BitBalanceLoss()),
        }
    )
    loss.set_progress(1)
    assert hashnet.beta == 7
    loss(values, labels, teacher=teacher)
    assert loss.parts["teacher"] == pytest.approx(
        sum(float(SimilarityDistillationLoss()(values[:, :k], teacher)) for k in (16, 32)) / 2
    )
