"""Write what takes words into a model folder, and what its model.toml says of it."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tomli_w
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn.functional import normalize

from photosearch.core.model_card import CARD_FILE, WORDS, parse
from photosearch.inference.encoder import MIN_OPSET
from photosearch.inference.models import read_card_text
from photosearch.inference.text_encoder import EMBEDDING, IMAGE, SUBJECT, TextEncoder

ENCODER_FILE, TOKENIZER_FILE = "words.onnx", "words_tokenizer.json"
PROJECTION_FILE, MOMENTS_FILE = "words_projection.onnx", "words_moments.npy"
FUSION_FILE, ANCHORS_FILE = "words_fusion.onnx", "words_anchors.npy"

_FILES = {
    "encoder": ENCODER_FILE,
    "tokenizer": TOKENIZER_FILE,
    "projection": PROJECTION_FILE,
    "moments": MOMENTS_FILE,
    "fusion": FUSION_FILE,
    "anchors": ANCHORS_FILE,
}
_SECTION = re.compile(r"^\[words(?:\.[^\]]*)?\]\n(?:(?!\[\w).*\n?)*", re.MULTILINE)
_NUMBERS = re.compile(r"\[\n((?:\s*-?[\d.e+-]+,\n)+)\s*\]")


def projection_onnx(matrix: NDArray[np.float32]) -> bytes:
    """Return the ONNX file of a projection by a matrix (D, bits)."""
    width, bits = matrix.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", [EMBEDDING, "matrix"], [SUBJECT])],
        "projection",
        [helper.make_tensor_value_info(EMBEDDING, TensorProto.FLOAT, ["N", width])],
        [helper.make_tensor_value_info(SUBJECT, TensorProto.FLOAT, ["N", bits])],
        [numpy_helper.from_array(np.ascontiguousarray(matrix), "matrix")],
    )
    opset = helper.make_opsetid("", MIN_OPSET)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def matrix_of(projection: bytes) -> NDArray[np.float32]:
    """Return the matrix (D, bits) in a file of `projection_onnx`.

    Raises:
        ValueError: it is another network.
    """
    for each in onnx.load_model_from_string(projection).graph.initializer:
        if each.name == "matrix":
            return np.asarray(numpy_helper.to_array(each), np.float32)
    raise ValueError("a projection without a matrix")


def fusion_onnx(fusion: nn.Module, bits: int) -> bytes:
    """Return the ONNX file of a fusion, for signs of codes and words of any length."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # see training/export.py
        path = Path(folder) / "fusion.onnx"
        torch.onnx.export(
            UnitInputs(fusion).eval(),
            (torch.ones(2, bits), torch.ones(2, bits)),
            str(path),
            input_names=[IMAGE, WORDS],
            output_names=[SUBJECT],
            dynamic_axes={name: {0: "N"} for name in (IMAGE, WORDS, SUBJECT)},
            opset_version=MIN_OPSET,
            dynamo=False,
        )
        return path.read_bytes()


class UnitInputs(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Bring both inputs of a fusion to a length of one."""

    def __init__(self, fusion: nn.Module) -> None:
        super().__init__()
        self.fusion = fusion

    def forward(self, image: Tensor, words: Tensor) -> Tensor:
        """Return what the fusion makes of them (N, bits)."""
        fused: Tensor = self.fusion(normalize(image, dim=1), normalize(words, dim=1))
        return fused


def array_bytes(values: NDArray[Any]) -> bytes:
    """Return the content of a file with an array of numpy."""
    buffer = io.BytesIO()
    np.save(buffer, values)
    return buffer.getvalue()


def digest(data: bytes) -> str:
    """Return the sha256 of a file's content as model.toml has it."""
    return hashlib.sha256(data).hexdigest()


def write_words(folder: Path, files: Mapping[str, bytes], values: Mapping[str, Any]) -> None:
    """Write the files, and the table `words` of model.toml in the place of an older one.

    The files come first and the card last: a program that reads in between sees files that do not
    fit their card, and says so.

    Args:
        folder: of the model.
        files: content by what they are for, see `_FILES`; those that are not given stay as they
            are, if they are there.
        values: of the table, besides the files.

    Raises:
        ModelError: what came out does not keep the contract.
    """
    for purpose, data in files.items():
        target = folder / _FILES[purpose]
        temporary = target.with_name(f"{target.name}.new")
        temporary.write_bytes(data)
        temporary.replace(target)
    listed: dict[str, Any] = {}
    for purpose, name in _FILES.items():
        if (folder / name).is_file():
            listed |= {purpose: name, f"{purpose}_sha256": digest((folder / name).read_bytes())}
    text = _SECTION.sub("", read_card_text(folder)).rstrip("\n")
    section = tomli_w.dumps({WORDS: {**listed, **values}})
    section = _NUMBERS.sub(
        lambda found: f"[{', '.join(found[1].replace(',', '').split())}]", section
    )
    text = f"{text}\n\n{section}"
    parse(text)
    (folder / CARD_FILE).write_text(text, encoding="utf-8", newline="\n")
    TextEncoder(folder)
