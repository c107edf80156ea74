"""Make what a recipe starts from: a backbone by name, with weights told on the command line."""

from __future__ import annotations

from pathlib import Path

from photosearch.training.backbones.backbone import PRETRAINED, Backbone, build


def start_backbone(name: str, weights: str) -> Backbone:
    """Return the backbone `name` with `weights` as the option `Weights` says (`options.py`).

    Raises:
        UserError: unknown name, or weights that cannot be had or are of another network.
    """
    if weights == "none":
        return build(name)
    return build(name, weights=PRETRAINED if weights == PRETRAINED else Path(weights))


def origin_of(weights: str) -> dict[str, str]:
    """Return what model.toml says of where the weights come from."""
    if weights == "none":
        return {"weights": "trained from nothing"}
    if weights == PRETRAINED:
        return {"weights": "torchvision's pretrained weights"}
    return {"weights": f"{Path(weights).name}, trained further"}
