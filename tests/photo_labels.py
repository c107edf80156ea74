"""Labels of photos out of dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from photosearch.core.photo_labels import MAX_LABELS, PhotoLabels


def labels_of(labels: Mapping[int, Sequence[str]]) -> PhotoLabels:
    """Labels by photo id; numbered in the order in which they come."""
    names = list(dict.fromkeys(name for own in labels.values() for name in own))
    numbers = np.zeros((max(labels, default=-1) + 2, MAX_LABELS), np.uint16)
    for photo_id, own in labels.items():
        numbers[photo_id, : len(own)] = [names.index(name) + 1 for name in own]
    return PhotoLabels(("", *names), numbers)
