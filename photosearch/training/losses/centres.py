"""Choose codes that classes are sent to: far from one another, chosen before any training.

Yuan, Wang, Zhang, Tay, Jie, Liu and Feng, "Central Similarity Quantization for Efficient Image and
Video Retrieval", CVPR 2020.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.base import in_full_precision, rows_for


def hash_centres(bits: int, classes: int, seed: int = 0) -> Tensor:
    """Return Hadamard centres where there are enough of them, else Bernoulli centres.

    Args:
        bits: length of the codes.
        classes: number of centres, at least 1.
        seed: of all that is drawn.

    Returns:
        (classes, bits) float32, plus and minus one, no two rows the same.

    Raises:
        ValueError: there are not that many different codes of so few bits.
    """
    if bits & (bits - 1) == 0 and classes <= 2 * bits:
        return hadamard_centres(bits, classes, seed)
    return bernoulli_centres(bits, classes, seed)


def hadamard_centres(bits: int, classes: int, seed: int = 0) -> Tensor:
    """Return rows of a Hadamard matrix and, beyond `bits` classes, their opposites.

    Two centres differ in exactly half of the bits, a row and its opposite in all. Up to `bits`
    classes each row comes with a random sign: the first bit of all rows is the same and would
    otherwise tell nothing.

    Returns:
        (classes, bits) float32, plus and minus one.

    Raises:
        ValueError: `bits` is not a power of two, or there are more than 2 x `bits` classes.
    """
    if bits < 1 or bits & (bits - 1):
        raise ValueError(f"Hadamard centres need a power of two, not {bits} bits")
    if not 1 <= classes <= 2 * bits:
        raise ValueError(f"{bits} bits have 1 to {2 * bits} Hadamard centres, not {classes}")
    random = torch.Generator().manual_seed(seed)
    matrix = torch.ones(1, 1)
    while len(matrix) < bits:  # Sylvester's construction
        matrix = torch.cat([torch.cat([matrix, matrix], 1), torch.cat([matrix, -matrix], 1)])
    signs = torch.randint(2, (bits, 1), generator=random) * 2.0 - 1
    rows = (matrix * signs)[torch.randperm(bits, generator=random)]
    return torch.cat([rows, -rows])[:classes]


def bernoulli_centres(bits: int, classes: int, seed: int = 0) -> Tensor:
    """Return rows of fair coins, drawn again where one equals an earlier one.

    Two centres differ in half of the bits on average.

    Returns:
        (classes, bits) float32, plus and minus one.

    Raises:
        ValueError: there are not that many different codes of so few bits.
    """
    if bits < 1 or classes < 1 or classes > 2**bits:
        raise ValueError(f"There are no {classes} different codes of {bits} bits")
    random = torch.Generator().manual_seed(seed)
    centres: dict[tuple[int, ...], None] = {}
    while len(centres) < classes:
        centres[tuple(torch.randint(2, (bits,), generator=random).tolist())] = None
    return torch.tensor(list(centres), dtype=torch.float32) * 2 - 1


class CSQLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the cross entropy of each bit with that of the class's centre, plus a quantisation
    term.

    With the code tanh(value) and its share h = (1 + tanh(value)) / 2 of a one: the mean of
    -(c log h + (1 - c) log(1 - h)), c being the centre's bits, plus weight x the mean of
    log cosh(|tanh(value)| - 1). As h is sigmoid(2 x value), nothing overflows.

    Args:
        bits: length of the codes.
        classes: number of labels. Centres are Hadamard's for up to 2 x `bits` of them and `bits` a
            power of two, else Bernoulli's.
        seed: of the centres; they are part of the state, too.
        quantisation: weight of the second term. The authors' program has 0.05, for squares in the
            place of log cosh; little is needed, as the first term sends values far from zero, too.
    """

    centres: Tensor

    def __init__(
        self, bits: int, classes: int, seed: int = 0, *, quantisation: float = 1e-4
    ) -> None:
        super().__init__()
        self.register_buffer("centres", hash_centres(bits, classes, seed))
        self.quantisation = quantisation

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) int64 below `classes`, or (N, classes) float, shares that sum to one
                (mixup): the loss is then the sum of the losses by these shares.
        """
        wanted = (rows_for(labels, self.centres.to(values.dtype)) + 1) / 2
        central = functional.binary_cross_entropy_with_logits(2 * values, wanted)
        return central + self.quantisation * _log_cosh(values.tanh().abs() - 1).mean()


def _log_cosh(values: Tensor) -> Tensor:
    return torch.logaddexp(values, -values) - math.log(2)


class OrthogonalCentresLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute the cross entropy of scale x (cosine to the centre - margin, for the right class
    only).

    A large cosine to a code of plus and minus one also means little lost by taking signs: no
    quantisation term is needed. The authors put a batch normalisation without learned parameters in
    front, which balances the bits; that is up to the network.

    Args:
        bits: length of the codes.
        classes: number of labels. Centres are as for CSQ: orthogonal (or opposite) for up to
            2 x `bits` classes and `bits` a power of two, else nearly orthogonal.
        seed: of the centres; they are part of the state, too.
        scale: of the softmax.
        margin: of the cosine.
    """

    centres: Tensor

    def __init__(
        self, bits: int, classes: int, seed: int = 0, *, scale: float = 8.0, margin: float = 0.2
    ) -> None:
        super().__init__()
        self.register_buffer("centres", hash_centres(bits, classes, seed))
        self.scale = scale
        self.margin = margin

    @in_full_precision
    def forward(self, values: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            values: (N, bits) float, in front of the sign.
            labels: (N,) int64 below `classes`, or (N, classes) float, shares that sum to one
                (mixup); the margin is then shared out alike.
        """
        centres = self.centres.to(values.dtype)
        cosines = functional.normalize(values) @ functional.normalize(centres).T
        identity = torch.eye(len(centres), dtype=values.dtype, device=values.device)
        logits = self.scale * (cosines - self.margin * rows_for(labels, identity))
        loss: Tensor = functional.cross_entropy(logits, labels)
        return loss
