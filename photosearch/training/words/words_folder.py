"""Write what takes words into a model folder, and what its model.toml says of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tomli_w
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from photosearch.core.model_card import CARD_FILE, WORDS, parse
from photosearch.inference.encoder import MIN_OPSET
from photosearch.inference.models import read_card_text
from photosearch.inference.text_encoder import EMBEDDING, SUBJECT, TextEncoder

ENCODER_FILE, TOKENIZER_FILE = "words.onnx", "words_tokenizer.json"
PROJECTION_FILE, MOMENTS_FILE = "words_projection.onnx", "words_moments.npy"
FUSION_FILE = "words_fusion.onnx"

_FILES = {
    "encoder": ENCODER_FILE,
    "tokenizer": TOKENIZER_FILE,
    "projection": PROJECTION_FILE,
    "moments": MOMENTS_FILE,
    "fusion": FUSION_FILE,
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
