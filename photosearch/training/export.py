"""Write a network to an ONNX file by the contract of model folders, and the card beside it."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomli_w
import torch
from torch import nn

from photosearch.core.model_card import CARD_FILE, ModelCard, parse
from photosearch.inference.encoder import INPUT, MIN_OPSET

MODEL_FILE = "encoder.onnx"
LABELS_FILE = "labels.txt"

_NUMBERS = re.compile(r"\[\n((?:\s*[\d.e+-]+,\n)+)\s*\]")


def export_onnx(module: nn.Module, names: Sequence[str], side: int, target: Path) -> None:
    """Write `module` in float for inputs of `side` pixels, any number of images at a time.

    Args:
        module: takes images (N, side, side, 3) uint8 and gives a tuple.
        names: of the tuple's members.
        side: of the input.
        target: the ONNX file.
    """
    with warnings.catch_warnings():
        # The exporter without onnxscript is the old one, and says so; it also warns of shapes that
        # become constants, which is meant: sides are fixed.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            (torch.zeros(2, side, side, 3, dtype=torch.uint8),),
            str(target),
            input_names=[INPUT],
            output_names=list(names),
            dynamic_axes={name: {0: "N"} for name in [INPUT, *names]},
            opset_version=MIN_OPSET,
            dynamo=False,
        )


def write_card(folder: Path, values: dict[str, Any]) -> ModelCard:
    """Write model.toml with `values` and the ONNX file's hash; the parsed card."""
    data = (folder / MODEL_FILE).read_bytes()
    known = {"file": MODEL_FILE, "sha256": hashlib.sha256(data).hexdigest()}
    text = tomli_w.dumps({"name": values["name"], "version": values["version"], **known, **values})
    # One line for a list of numbers, where the writer takes one for each number.
    text = _NUMBERS.sub(lambda found: f"[{', '.join(found[1].replace(',', '').split())}]", text)
    card = parse(text)
    (folder / CARD_FILE).write_text(text, encoding="utf-8", newline="\n")
    return card
