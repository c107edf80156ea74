"""The codes should find alike what float features of a teacher find alike.

Tung and Mori, "Similarity-Preserving Knowledge Distillation", ICCV 2019, with cosines in the place
of products scaled by rows: what is similar does not depend on the rest of the batch.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.losses.errors import NoNegativesError
from photosearch.training.losses.precision import in_full_precision


class SimilarityDistillationLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Mean squared difference of the student's and the teacher's cosines of two rows."""

    @in_full_precision
    def forward(self, values: Tensor, teacher: Tensor) -> Tensor:
        """The loss, 0 to 4.

        Args:
            values: (N, d) float, of the student.
            teacher: (N, D) float, features of the same photos; gets no gradient.

        Raises:
            NoNegativesError: there are fewer than two rows.
            ValueError: the numbers of rows differ.
        """
        if len(values) != len(teacher):
            raise ValueError(f"{len(values)} rows of the student, {len(teacher)} of the teacher")
        if len(values) < 2:
            raise NoNegativesError
        student = functional.normalize(values)
        wanted = functional.normalize(teacher.detach().to(values.dtype))
        differences = student @ student.T - wanted @ wanted.T
        others = ~torch.eye(len(values), dtype=torch.bool, device=values.device)
        return differences[others].square().mean()
