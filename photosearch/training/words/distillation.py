"""Teach a text network with fewer layers to give what the whole one gives.

The vectors themselves are the target (Reimers and Gurevych, "Making Monolingual Sentence Embeddings
Multilingual using Knowledge Distillation", 2020), not what a task asks of them: any text will do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from photosearch.training.words.one_cycle import REPORTED, one_cycle
from photosearch.training.words.text_network import TextNetwork

Tokens = Sequence[int]


def batch_of(tokens: Sequence[Tokens]) -> tuple[Tensor, Tensor]:
    """Return numbers of tokens (N, T), filled up with zeros, and which are there (N, T)."""
    length = max(map(len, tokens))
    ids = torch.zeros(len(tokens), length, dtype=torch.long)
    mask = torch.zeros(len(tokens), length, dtype=torch.long)
    for row, each in enumerate(tokens):
        ids[row, : len(each)] = torch.tensor(each)
        mask[row, : len(each)] = 1
    return ids, mask


def distil(
    student: TextNetwork,
    teacher: TextNetwork,
    texts: Sequence[tuple[Tokens, Tokens]],
    *,
    steps: int,
    batch: int = 64,
    rate: float = 3e-4,
    seed: int = 0,
) -> float:
    """Train the student; returns the mean cosine to the teacher over the last hundred steps.

    Args:
        student: is changed.
        teacher: is not.
        texts: each as tokens of the student and of the teacher.
        steps: of training.
        batch: texts in a step; of about one length, so that little is filled up.
        rate: of learning, at its height: it rises in the first tenth and falls to nothing.
        seed: of the order.
    """
    random = np.random.default_rng(seed)
    by_length = sorted(range(len(texts)), key=lambda place: len(texts[place][0]))

    def draw_loss() -> Tensor:
        first = int(random.integers(0, max(1, len(texts) - 8 * batch)))
        window = by_length[first : first + 8 * batch]
        chosen = [texts[place] for place in random.choice(window, min(batch, len(window)), False)]
        with torch.no_grad():
            wanted = teacher(*batch_of([theirs for _, theirs in chosen]))
        cosine: Tensor = (student(*batch_of([own for own, _ in chosen])) * wanted).sum(1)
        return (1 - cosine).mean()

    student.train()
    losses = one_cycle(
        student.parameters(), draw_loss, steps=steps, rate=rate, decay=0.01, title="Distillation"
    )
    student.eval()
    return 1 - float(np.mean(losses[-REPORTED:]))
