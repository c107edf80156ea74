"""Define convolutional networks by name, and what stands on them.

`build` gives a backbone; `EmbeddingNetwork`, `HashNetwork` and `MultiOutputNetwork` take one.
"""

from __future__ import annotations

from photosearch.training.backbones.architectures import BACKBONES
from photosearch.training.backbones.backbone import Backbone, StageMaps, build
from photosearch.training.backbones.multi_output import MultiOutputNetwork
from photosearch.training.backbones.networks import EmbeddingNetwork, HashNetwork
from photosearch.training.backbones.pooling import POOLINGS

__all__ = [
    "BACKBONES",
    "POOLINGS",
    "Backbone",
    "EmbeddingNetwork",
    "HashNetwork",
    "MultiOutputNetwork",
    "StageMaps",
    "build",
]
