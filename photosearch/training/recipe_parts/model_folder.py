"""Do what recipes end with: write a trained network as a model folder for the program."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from photosearch.core.errors import ModelError
from photosearch.core.model_card import CARD_FILE, Fit
from photosearch.inference.encoder import Encoder
from photosearch.inference.model_check import synthetic_images
from photosearch.training.config_options import settings_of
from photosearch.training.export import MODEL_FILE, export_onnx, write_card
from photosearch.training.fit.loop import TrainResult
from photosearch.training.recipe_parts.data import Splits

log = logging.getLogger(__name__)

FIGURES_FILE = "figures.json"

_TOLERANCE = 1e-2
"""Largest difference between torch and the exported file, in standard deviations of the values."""


def export_model(
    network: nn.Module,
    folder: Path,
    *,
    name: str,
    side: int,
    bits: Mapping[str, int],
    origin: Mapping[str, str],
    training: Mapping[str, Any],
) -> Encoder:
    """Write `network` as a model, checked before it is put in place.

    Args:
        network: images (N, side, side, 3) uint8 to values (N, bits), a tuple of them where there
            are several outputs.
        folder: of the model; a good model that lies there stays if this one fails.
        name: of the model, in letters, digits, dots, dashes and underscores.
        side: of the input, in pixels.
        bits: of the codes by output, multiples of 8.
        origin: of the initial weights, a section of model.toml.
        training: how to make the model again, another one.

    Raises:
        ModelError: the exported file does not compute what `network` does.
    """
    network = network.cpu().float().eval()
    values = {
        "name": name,
        "version": "1",
        "input": {"width": side, "height": side, "fit": Fit.STRETCH.value},
        "bits": dict(bits),
        "origin": dict(origin),
        "training": dict(training),
    }
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        made = Path(place) / folder.name
        made.mkdir()
        export_onnx(network, list(bits), side, made / MODEL_FILE)
        write_card(made, values)
        _check(network, Encoder(made))
        if folder.exists():
            shutil.rmtree(folder)
        made.replace(folder)
    return Encoder(folder, threads=torch.get_num_threads())


def notes(recipe: str, config: Any, parts: Splits, fitted: TrainResult | None) -> dict[str, Any]:
    """Return the section `training` of model.toml: how to make the model again."""
    told: dict[str, Any] = {
        "recipe": f"photosearch.training.recipes.{recipe}",
        "config": {name: str(value) for name, value in settings_of(config).items()},
        "data": f"{len(parts.train)} photos of {len(parts.train.classes)} classes",
        "protocol": f"each of {len(parts.validation)} held-out photos searches the others; "
        "a photo of its class is right",
    }
    if fitted is not None and fitted.best is not None:
        told["best_epoch"] = fitted.best.number + 1
    return told


def record(out: Path, model: Path, figures: Mapping[str, float]) -> None:
    """Write the figures into the model's model.toml and, alone, into figures.json of `out`."""
    values = tomllib.loads((model / CARD_FILE).read_text(encoding="utf-8"))
    write_card(model, {**values, "figures": [{"encoder": "codes, fp32", **figures}]})
    text = json.dumps(dict(figures), indent=1) + "\n"
    (out / FIGURES_FILE).write_text(text, encoding="utf-8", newline="\n")
    log.info("%s", dict(figures))


def _check(network: nn.Module, encoder: Encoder) -> None:
    pictures = synthetic_images(encoder.card)
    with torch.no_grad():
        made = network(torch.from_numpy(pictures))
    found = encoder.encode(pictures)
    for kind, wanted in zip(
        encoder.card.bits, made if isinstance(made, tuple) else (made,), strict=True
    ):
        apart = float(np.abs(found[kind.value] - wanted.numpy()).max())
        if not apart <= _TOLERANCE * float(wanted.std()):
            raise ModelError.in_words(
                f"The exported {kind.value!r} differs from the trained network's by {apart:.3g}.",
                "The model that was there before is kept. Train again; if this repeats, report it.",
            )
