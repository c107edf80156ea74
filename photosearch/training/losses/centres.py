"""Codes that classes are sent to: far from one another, chosen before any training.

Yuan, Wang, Zhang, Tay, Jie, Liu and Feng, "Central Similarity Quantization for Efficient Image and
Video Retrieval", CVPR 2020.
"""

from __future__ import annotations

import torch
from torch import Tensor


def hash_centres(bits: int, classes: int, seed: int = 0) -> Tensor:
    """Hadamard centres where there are enough of them, else Bernoulli centres.

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
    """Rows of a Hadamard matrix and, beyond `bits` classes, their opposites.

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
    """Rows of fair coins, drawn again where one equals an earlier one.

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
