"""Represent the fitting of an encoder to a library: what is wanted, how it stands, what came of it.

The fitting itself is `finetune-library` in the training, which the program does not import: it runs
in a process of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from photosearch.messages import Message

TOOLS = ("torch", "torchvision", "safetensors", "onnx", "pytorch_metric_learning", "sklearn")
"""Packages without which nothing is trained: of the extra `train`."""
LEAST_PHOTOS = 60
"""With fewer, what is held out tells nothing."""
MOST_PHOTOS = 4000
"""So many are looked at unless more are wanted."""
VIEWS = 3
"""Edited views of each photo to learn from."""
JUDGED_EDITS = 13
"""Edits by which copies are judged; each photo that is held out is looked at with all of them."""
GENERAL_PICTURES = 60
"""Pictures of no library on which the new encoder must not be worse."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TEST_SHARE, _MOST_TEST = 0.2, 300
_VALIDATION_SHARE, _MOST_VALIDATION = 0.15, 200


def is_model_name(name: str) -> bool:
    """Tell whether a model can be called so."""
    return _NAME.fullmatch(name) is not None


def held_out(photos: int) -> tuple[int, int]:
    """Return how many of so many photos are for the test of what was learned, and how many for the
    validation, which decides when to stop learning."""
    test = min(_MOST_TEST, round(photos * _TEST_SHARE))
    return test, min(_MOST_VALIDATION, round(photos * _VALIDATION_SHARE))


def pictures_to_look_at(photos: int, views: int = VIEWS) -> int:
    """Return how many pictures go through the network where so many photos are learned from."""
    held = sum(held_out(photos))
    return (photos - held) * (1 + views) + (held + GENERAL_PICTURES) * (1 + JUDGED_EDITS)


@dataclass(frozen=True, slots=True)
class TuningOptions:
    """Hold what is wanted."""

    name: str
    """Of the new model."""
    photos: int = MOST_PHOTOS
    """Learn from so many at most."""
    labels: bool = True
    """Whether folders, keywords and answers are learned from."""


@dataclass(frozen=True, slots=True)
class TunedLayer:
    """Hold the figures of one output, by name, 0 to 1."""

    output: str
    kept: bool
    """It is better, and stands in the new model."""
    before: Mapping[str, float]
    """On photos of the library that took no part in learning or choosing."""
    after: Mapping[str, float]
    general_before: Mapping[str, float]
    """On pictures of no library."""
    general_after: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TuningReport:
    """Hold what came of a fitting."""

    name: str
    """Of the new model; there is none unless `better`."""
    started_from: str
    learned: int
    """Photos that were learned from."""
    judged: int
    """Photos that judged."""
    layers: tuple[TunedLayer, ...]

    @property
    def better(self) -> bool:
        """Tell whether there is a new model: an output is better, and no worse elsewhere."""
        return any(layer.kept for layer in self.layers)

    def to_values(self) -> dict[str, Any]:
        """Return it in plain values, for JSON."""
        return asdict(self)


def report_of(values: Mapping[str, Any]) -> TuningReport:
    """Return the report that `to_values` gave.

    Raises:
        ValueError: it makes no sense.
    """
    try:
        layers = tuple(
            TunedLayer(
                str(layer["output"]),
                bool(layer["kept"]),
                *(
                    _figures(layer[part])
                    for part in ("before", "after", "general_before", "general_after")
                ),
            )
            for layer in values["layers"]
        )
        return TuningReport(
            str(values["name"]),
            str(values["started_from"]),
            int(values["learned"]),
            int(values["judged"]),
            layers,
        )
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"no report of a tuning: {error}") from error


def _figures(values: Mapping[str, Any]) -> dict[str, float]:
    found = {str(name): float(value) for name, value in values.items()}
    if not all(math.isfinite(value) for value in found.values()):
        raise ValueError("a figure is no number")
    return found


@dataclass(frozen=True, slots=True)
class TuningStatus:
    """Describe how things stand before a fitting, or after one."""

    python: Path
    """What would run it."""
    problem: Message | None = None
    """Why it cannot, if so: an error with its next step."""
    photos: int = 0
    """Of the library."""
    pictures_per_second: float = 0.0
    """How fast pictures went through the network the last time; 0 if that is not known."""
    free_name: str = ""
    """A name that no model has."""
    unfinished: TuningOptions | None = None
    """A fitting that was interrupted, and would go on where it stood."""
    report: TuningReport | None = None
    """What came of the last one, as long as the user has not said what is to become of it."""
    on_battery: bool = False

    def seconds_for(self, photos: int) -> float | None:
        """Return how long a fitting to so many photos at most would take; None if not known."""
        if self.pictures_per_second <= 0:
            return None
        return pictures_to_look_at(min(photos, self.photos)) / self.pictures_per_second
