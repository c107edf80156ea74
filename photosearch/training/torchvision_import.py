"""Import torchvision beside a torch without CUDA.

The package index's torchvision for Linux is built against CUDA torch; beside the CPU build its
import fails because two operators were never declared. Declaring them is enough for models and
transforms; only detection, which nobody needs here, would miss the operators themselves.
"""

from __future__ import annotations

import sys
from types import ModuleType

import torch

_SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
# Declarations last as long as the object that made them.
_declared: list[torch.library.Library] = []


def import_torchvision() -> ModuleType:
    """Return the module `torchvision.models`, with the missing operators declared where it needs
    them.

    Raises:
        ImportError: torchvision is not installed.
    """
    try:
        import torchvision.models
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
        declare_operators()
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        import torchvision.models
    models: ModuleType = torchvision.models
    return models


def declare_operators() -> None:
    """Declare the operators that torchvision expects its compiled part to have declared."""
    library = torch.library.Library("torchvision", "DEF")
    for schema in _SCHEMAS:
        library.define(schema)
    _declared.append(library)
