"""What takes words in a model folder, in a few hundred bytes, right or wrong in one respect."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from photosearch.training.words.words_folder import projection_onnx, write_words
from tests.inference import tiny_models

VOCABULARY = ["[UNK]", "red", "green", "blue", "dog", "##s"]
WIDTH = 4
BITS = 8


def tokenizer() -> bytes:
    """Words of one token each, "dogs" of two; no token for anything else."""
    numbers = {token: number for number, token in enumerate(VOCABULARY)}
    made = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    content: str = made.to_str()
    return content.encode()


def table(seed: int = 1) -> np.ndarray:
    """The vector of each token."""
    return np.random.default_rng(seed).normal(size=(len(VOCABULARY), WIDTH)).astype(np.float32)


def encoder(vectors: np.ndarray | None = None, output: str = "embedding") -> bytes:
    """The mean of the vectors of the tokens that are there; zeros without any."""
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["tokens"]),
        helper.make_node("Cast", ["mask"], ["present"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["present", "last"], ["wide"]),
        helper.make_node("Mul", ["tokens", "wide"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "middle"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["present", "middle"], ["count"], keepdims=1),
        helper.make_node("Max", ["count", "one"], ["least"]),
        helper.make_node("Div", ["sum", "least"], [output]),
    ]
    constants = [
        numpy_helper.from_array(table() if vectors is None else vectors, "table"),
        numpy_helper.from_array(np.array([2]), "last"),
        numpy_helper.from_array(np.array([1]), "middle"),
        numpy_helper.from_array(np.float32(1), "one"),
    ]
    taken = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["N", "T"])
        for name in ("ids", "mask")
    ]
    given = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["N", WIDTH])]
    graph = helper.make_graph(nodes, "words", taken, given, constants)
    opset = helper.make_opsetid("", 17)
    content: bytes = helper.make_model(
        graph, opset_imports=[opset], ir_version=8
    ).SerializeToString()
    return content


def matrix(bits: int = BITS) -> np.ndarray:
    """The projection."""
    return np.random.default_rng(2).normal(size=(WIDTH, bits)).astype(np.float32)


def moments(bits: int = BITS) -> bytes:
    """Codes whose bits are set as often as not, and independent."""
    buffer = io.BytesIO()
    np.save(buffer, np.concatenate([np.zeros((1, bits)), np.eye(bits)]).astype(np.float16))
    return buffer.getvalue()


def files(**changes: bytes) -> dict[str, bytes]:
    """The content of all files."""
    return {
        "encoder": encoder(),
        "tokenizer": tokenizer(),
        "projection": projection_onnx(matrix()),
        "moments": moments(),
    } | changes


def write_model(folder: Path, changes: Mapping[str, bytes] | None = None, **values: Any) -> Path:
    """A model folder that takes words."""
    tiny_models.write_model(folder)
    write_words(folder, files(**(changes or {})), values)
    return folder
