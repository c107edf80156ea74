"""Load weights for the backbones: from a local safetensors file, or from torchvision's pretrained
sets.

How pixels are normalised belongs to the weights, not to the network: see `InputFormat`. A file
says it in its metadata, as `mean` and `std` (JSON lists of three numbers, of RGB / 255) and, if it
likes, `side`. A file that says in words `"input": "RGB / 127.5 - 1..."`, as weights that come from
TensorFlow do, is understood too. A file that says nothing is taken to want what torchvision's
pretrained weights of that architecture want.
"""

from __future__ import annotations

import http.client
import json
import logging
import math
import os
import pickle
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from photosearch.core.errors import UserError
from photosearch.training.backbones.architectures import (
    BACKBONES,
    HALF,
    TORCHVISION_NAMES,
    Architecture,
    InputFormat,
    Rgb,
    architecture,
)
from photosearch.training.torchvision_import import import_torchvision

log = logging.getLogger(__name__)

_FROM_TENSORFLOW = "RGB / 127.5 - 1"
_TENSORFLOW_SIDE = 225
"""TensorFlow pads to one side only; both ways agree where the side is 32 k + 1."""
_SPARE = ("AuxLogits.",)
"""Tensors of pretrained networks that no backbone has: Inception's classifier beside."""
_COUNTER = "num_batches_tracked"
_CANNOT_BE_HAD = (
    *(OSError, http.client.HTTPException),  # no network, no such file, no space
    # Not the file that was promised; torch tells a broken one in many ways.
    *(RuntimeError, EOFError, pickle.UnpicklingError, struct.error),
    *(LookupError, ValueError, TypeError, AttributeError),
)


class WeightsError(UserError):
    """Tell that a file of weights is missing, damaged or of another architecture."""


class Weights(NamedTuple):
    """Hold tensors by name, and what they want to see."""

    tensors: dict[str, Tensor]
    input_format: InputFormat


def read_file(file: Path, made: Architecture) -> Weights:
    """Return weights of a safetensors file.

    Raises:
        WeightsError: the file cannot be read, or its metadata makes no sense.
    """
    try:
        with safetensors.safe_open(file, framework="pt") as opened:
            metadata = opened.metadata() or {}
            tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    except (OSError, safetensors.SafetensorError) as error:
        raise WeightsError.in_words(
            f"The weights in {file} cannot be read ({str(error).splitlines()[0]}).", _advice(made)
        ) from error
    return Weights(dict(made.own_names(tensors)), _input_format(metadata, made.input_format, file))


def read_pretrained(made: Architecture) -> Weights:
    """Return torchvision's best pretrained weights, from its cache or else from the internet.

    Raises:
        UserError: there are none, or they cannot be downloaded.
    """
    if made.name not in TORCHVISION_NAMES:
        raise UserError.in_words(
            f"torchvision has no pretrained weights for {made.name}.",
            "Give a safetensors file with --weights, or none to train from scratch.",
        )
    best = import_torchvision().get_model_weights(TORCHVISION_NAMES[made.name]).DEFAULT
    folder = Path(torch.hub.get_dir()) / "checkpoints"
    log.info("Pretrained weights: %s, kept in %s.", best, folder)
    try:
        # Nothing but tensors is read from what came over the network.
        tensors = best.get_state_dict(progress=False, check_hash=True, weights_only=True)
        if not all(isinstance(tensor, Tensor) for tensor in tensors.values()):
            raise ValueError("it holds other things than tensors")
    except _CANNOT_BE_HAD as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise UserError.in_words(
            f"The pretrained weights of {made.name} cannot be had ({reason}).",
            f"Connect to the internet and try again, or put {best.url} into {folder} anew, "
            "or give a safetensors file with --weights.",
        ) from error
    return Weights(tensors, made.input_format)


def fit_to(
    tensors: Mapping[str, Tensor], wanted: Mapping[str, Tensor], made: Architecture, origin: str
) -> dict[str, Tensor]:
    """Return just the tensors that `wanted` (a state dict) names, as 32-bit floats.

    A classifier that is not wanted is left out; counters of batch norm that are missing are zero.

    Raises:
        WeightsError: one is missing, has another shape or is not finite, or one is too many.
    """
    spare = (*_SPARE, f"{made.classifier}.")
    chosen: dict[str, Tensor] = {}
    wrong: list[str] = []
    for name, like in wanted.items():
        if name not in tensors and name.endswith(_COUNTER):
            chosen[name] = torch.zeros((), dtype=torch.int64)
        elif name not in tensors:
            wrong.append(f"{name} is missing")
        elif tensors[name].shape != like.shape:
            wrong.append(f"{name} is {_shape(tensors[name])}, not {_shape(like)}")
        else:
            chosen[name] = tensors[name].to(like.dtype)
    wrong += [
        f"{name} is too many"
        for name in tensors
        if name not in wanted and not name.startswith(spare)
    ]
    if wrong:
        found = _recognise(tensors)
        kind = f"of {found}" if found and found != made.name else f"not of {made.name}"
        raise WeightsError.in_words(
            f"The weights in {origin} are {kind}: {wrong[0]}.", _advice(made)
        )
    for name, tensor in chosen.items():
        if not tensor.isfinite().all():
            raise WeightsError.in_words(
                f"The weights in {origin} are damaged: {name} is not finite.", _advice(made)
            )
    return chosen


def save_weights(
    tensors: Mapping[str, Tensor], made: Architecture, input_format: InputFormat, file: Path
) -> None:
    """Write a safetensors file that `read_file` reads; it is whole or not there at all."""
    metadata = {
        "arch": made.name,
        "mean": json.dumps(input_format.mean),
        "std": json.dumps(input_format.std),
        "side": str(input_format.side),
    }
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    os.close(handle)
    try:
        safetensors.torch.save_file(plain, temporary, metadata)
        Path(temporary).replace(file)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _input_format(metadata: Mapping[str, str], usual: InputFormat, file: Path) -> InputFormat:
    words = metadata.get("input")
    if "mean" not in metadata and "std" not in metadata and words is not None:
        if words.startswith(_FROM_TENSORFLOW):
            return InputFormat(HALF, HALF, _TENSORFLOW_SIDE)
        log.warning(
            "%s wants its input as %r, which is not understood; taking mean %s and std %s.",
            *(file, words, usual.mean, usual.std),
        )
    try:
        mean = _rgb(metadata["mean"]) if "mean" in metadata else usual.mean
        std = _rgb(metadata["std"]) if "std" in metadata else usual.std
        side = int(metadata.get("side", usual.side))
        if not all(map(math.isfinite, (*mean, *std))) or min(std) <= 0 or side <= 0:
            raise ValueError("mean and std are finite, std and side above zero")
    except ValueError as error:
        raise WeightsError.in_words(
            f"The weights in {file} do not say clearly what input they want ({error}).",
            'Write "mean" and "std" into its metadata as lists of three numbers.',
        ) from error
    return InputFormat(mean, std, side)


def _rgb(text: str) -> Rgb:
    values: Any = json.loads(text)
    if not isinstance(values, list) or len(values) != 3:
        raise ValueError(f"{text!r} is no list of three numbers")
    try:
        red, green, blue = map(float, values)
    except TypeError as error:
        raise ValueError(f"{text!r} is no list of three numbers") from error
    return red, green, blue


def _recognise(tensors: Mapping[str, Tensor]) -> str | None:
    """Return the architecture that the tensors fit, if any."""
    for name in BACKBONES:
        made = architecture(name)
        with torch.device("meta"):
            wanted = made.create().state_dict()
        shapes = {key: tensor.shape for key, tensor in made.own_names(tensors).items()}
        if all(
            shapes.get(key) == value.shape
            for key, value in wanted.items()
            if not key.startswith(f"{made.classifier}.") and not key.endswith(_COUNTER)
        ):
            return name
    return None


def _shape(tensor: Tensor) -> str:
    return " x ".join(map(str, tensor.shape)) or "one number"


def _advice(made: Architecture) -> str:
    if made.own_names is not dict:
        return (
            f"Give a safetensors file of {made.name} with --weights, in the names of "
            "efficientnet-lite-pytorch or in those that a recipe wrote."
        )
    return f"Give a safetensors file of torchvision's {made.name} with --weights."
