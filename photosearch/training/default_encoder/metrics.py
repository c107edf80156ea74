"""Measure what the default encoder reaches, on photos that took no part in training or choosing.

Subject: the photos of `validation/` of each labelled source search those of its `train/`. Copies:
edited copies of 71 objects and 50 camera photos, sources that copies were never learned from, and
of 35 everyday photos search for their original among these and 1,300 others: small photos,
clothing, products, and made pictures that look alike. Unseen: each source in turn was left out of
all that is fitted, its photos then search as before.

Figures are expected values over all orders of equal distances.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation.copy_protocol import evaluate_copies
from photosearch.training.evaluation.feature_extractors import FeatureExtractor

_DIGITS = 4


def measure_copies(
    extractors: Sequence[FeatureExtractor], photos: tuple[PhotoSet, PhotoSet], job: Job
) -> list[dict[str, Any]]:
    """Return a row of figures for each encoder, by the Hamming distance of its `copy` codes.

    Args:
        extractors: with the output `copy`.
        photos: originals and others.
        job: progress and cancelling.
    """
    found = evaluate_copies(extractors, *photos, ("hamming",), job, threads=os.cpu_count() or 1)
    return [
        {
            "encoder": f"{row.encoder}, {row.stored}",
            "copies_uap": round(row.figures.micro_ap, _DIGITS),
            "copies_recall_at_90": round(row.figures.recall_at_90, _DIGITS),
            "copies_r1": round(row.figures.recall_at_1, _DIGITS),
            "copies_r1_by_edit": {
                edit: round(value, _DIGITS) for edit, value in row.found_first.items()
            },
        }
        for row in found.rows
        if row.output == "copy"
    ]
