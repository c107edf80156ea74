"""Understand encoders of others, whose outputs are vectors, under the names that are usual.

Those of pictures and of texts share one space: what a vector says is its direction.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from photosearch.core.card_entries import ListedFile
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.itq import Projection
from photosearch.core.model_card import ModelCard, Normalisation
from photosearch.inference import models

VECTORS = "embedding"
"""What the output is called if it is not the only one."""
_USUAL = (VECTORS, "image_embeds", "text_embeds")

_FLOAT, _UINT8 = "tensor(float)", "tensor(uint8)"


def normalised(pixels: NDArray[np.uint8], by: Normalisation) -> NDArray[np.float32]:
    """Return pixels (N, H, W, 3) as a network of others takes them, (N, 3, H, W) float32."""
    mean = np.asarray(by.mean, np.float32)
    std = np.asarray(by.std, np.float32)
    values = (pixels.astype(np.float32) / np.float32(255) - mean) / std
    return np.ascontiguousarray(values.transpose(0, 3, 1, 2))


def picture_contract(session: ort.InferenceSession, card: ModelCard) -> tuple[str, str]:
    """Return the names of the input and the output of an encoder of pictures.

    Raises:
        ModelError: it takes anything but one batch of pictures of the card's size, or gives no
            vectors.
    """
    height, width = card.input_height, card.input_width
    wanted = (height, width, 3) if card.normalisation is None else (3, height, width)
    kind = _UINT8 if card.normalisation is None else _FLOAT
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].type != kind:
        found = ", ".join(f"{each.name} {each.type}" for each in inputs)
        raise ModelError(ErrorCode.PICTURES_NOT_TAKEN, found=found, expected=kind)
    taken = inputs[0]
    if not _open_batch(taken.shape, wanted):
        found, expected = str(taken.shape), f"(N, {wanted})"
        raise ModelError(ErrorCode.INPUT_SHAPE, name=taken.name, found=found, expected=expected)
    return taken.name, vector_output(session)


def vector_output(session: ort.InferenceSession) -> str:
    """Return the name of the output with the vectors (N, D) float32.

    Raises:
        ModelError: there is none.
    """
    outputs = {each.name: each for each in session.get_outputs()}
    names = [name for name in _USUAL if name in outputs] or list(outputs)
    if len(names) != 1:
        raise ModelError(ErrorCode.OUTPUT_MISSING, output=VECTORS)
    output = outputs[names[0]]
    if output.type != _FLOAT:
        raise ModelError(ErrorCode.OUTPUT_TYPE, output=output.name, found=output.type)
    if len(output.shape) != 2:
        raise ModelError(
            ErrorCode.OUTPUT_SHAPE, output=output.name, found=str(output.shape), expected="(N, D)"
        )
    name: str = output.name
    return name


def read_projection(folder: Path, file: ListedFile) -> Projection:
    """Return what makes codes of vectors: a matrix (bits, D + 1), see `ModelCard.codes`.

    Raises:
        ModelError: the file is missing, not the one of the card, or no matrix.
    """
    data = models.read_listed(folder, file)
    try:
        matrix = np.load(io.BytesIO(data), allow_pickle=False).astype(np.float32)
        if matrix.ndim != 2 or matrix.shape[1] < 2:
            raise ValueError(f"an array of the shape {matrix.shape}")
    except (ValueError, OSError, EOFError) as error:
        path = folder / file.name
        raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=path, cause=str(error)[:200]) from error
    return Projection(np.ascontiguousarray(matrix[:, :-1]), matrix[:, -1].copy())


def projection_bytes(projection: Projection) -> bytes:
    """Return the content of a file that `read_projection` reads."""
    buffer = io.BytesIO()
    np.save(buffer, np.concatenate([projection.weight, projection.bias[:, None]], axis=1))
    return buffer.getvalue()


def _open_batch(found: Sequence[Any], wanted: tuple[int, ...]) -> bool:
    """Tell whether a shape takes any number of `wanted`; open dimensions fit anything."""
    if len(found) != 4 or isinstance(found[0], int):
        return False
    pairs = zip(found[1:], wanted, strict=True)
    return all(not isinstance(has, int) or has == wants for has, wants in pairs)
