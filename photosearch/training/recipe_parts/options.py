"""Declare the options that recipes share, each once: its type, its help and, where recipes agree,
its default.

A recipe with another default declares the option again by the name that it has here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from photosearch.training.config_options import option, settings_of
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Device, Precision
from photosearch.training.fit.loop import FitConfig

LabelledData = Annotated[Path, option("Folder or zip file with a folder of photos for each class.")]
Weights = Annotated[
    str,
    option(
        "Initial weights: a safetensors file in torchvision's names, 'pretrained' for "
        "torchvision's own, or 'none' to start from nothing."
    ),
]
BackboneName = Annotated[str, option("Name of the network to start from.")]
FrozenBackboneName = Annotated[str, option("Name of the network.")]
Pooling = Annotated[str, option("average, gem, attention or hierarchical-attention.")]
Dim = Annotated[int, option("Numbers in the embedding.", min=8)]
Bits = Annotated[int, option("Length of the codes, a multiple of 8.", min=8, max=4096)]
Side = Annotated[int, option("Input side in pixels.", min=16)]
ClassesPerBatch = Annotated[int, option("Classes in a batch.", min=2)]
PhotosPerClass = Annotated[int, option("Photos of each class in a batch.", min=2)]
Smoothing = Annotated[float, option("Share of the target spread over all classes.", min=0, max=0.9)]
BackboneRate = Annotated[
    float, option("Share of that rate for the backbone; 0 leaves it as it is.", min=0)
]
WeightDecay = Annotated[float, option("Of the weights.")]
AverageDecay = Annotated[
    float, option("Of the moving average of the weights; 0 averages nothing.", min=0, max=0.9999)
]
PrecisionChoice = Annotated[Precision, option("Of the network's arithmetic.")]
DeviceChoice = Annotated[Device, option("What computes.")]
Seed = Annotated[int, option("Of everything random.")]

_FREE = ("checkpoint_s", "precision", "device")
"""Options that do not change the training: it goes on from a checkpoint made with others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopOptions:
    """Declare what every recipe that trains by the loop (`fit/loop.py`) lets choose."""

    out: Annotated[Path, option("Folder for the checkpoint, the model and the figures.")]
    weight_decay: WeightDecay = 0.01
    average_decay: AverageDecay = 0.99
    checkpoint_s: Annotated[float, option("Seconds between checkpoints.", min=0)] = 60.0
    precision: PrecisionChoice = Precision.AUTO
    device: DeviceChoice = Device.AUTO
    seed: Seed = 0

    def fit_config(
        self,
        *,
        epochs: int,
        learning_rate: float,
        rate_factors: Mapping[str, float] = MappingProxyType({}),
        patience: int = 0,
    ) -> FitConfig:
        """Return the settings of the loop: these options, and what the recipe decides."""
        return FitConfig(
            epochs=epochs,
            learning_rate=learning_rate,
            rate_factors=rate_factors,
            weight_decay=self.weight_decay,
            average_decay=self.average_decay,
            patience=patience,
            precision=self.precision,
            device=self.device,
            seed=self.seed,
        )

    def checkpoint(self, *free: str, file: str = "checkpoint.pt") -> Checkpoint:
        """Return where the training is kept in `out`; the options `free` may be others when it
        goes on."""
        settings = settings_of(self, besides=(*_FREE, *free))
        return Checkpoint(self.out / file, self.checkpoint_s, settings)
