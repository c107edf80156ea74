"""Pairs of encoders for pictures and texts in a few kilobytes, right or wrong in one respect.

Pictures become what a layer makes of their mean colour; the text "red" becomes the vector of a red
picture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

FIRST, LAST = "<|startoftext|>", "<|endoftext|>"
SIDE = 16
WIDTH = 24
MEAN, STD = [0.48, 0.46, 0.41], [0.27, 0.26, 0.28]
COLOURS = {"green": (20, 230, 20), "red": (230, 20, 20), "blue": (20, 20, 230)}
# What CLIP splits texts by.
_SPLIT = r"""'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"""


def merges_of(words: list[str]) -> list[tuple[str, str]]:
    """What joins the letters of each word from its beginning, unless one before has its pairs."""
    merges: dict[tuple[str, str], None] = {}
    for word in words:
        letters = [*word[:-1], f"{word[-1]}</w>"]
        for end in range(1, len(letters)):
            merges["".join(letters[:end]), letters[end]] = None
    return list(merges)


def vocabulary_of(merges: list[tuple[str, str]]) -> dict[str, int]:
    """All bytes, what merges make, and the marks of a text."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), *map("".join, merges)]
    return {token: number for number, token in enumerate(dict.fromkeys([*tokens, FIRST, LAST]))}


def byte_pairs(merges: list[tuple[str, str]]) -> Tokenizer:
    """A tokenizer as the package describes CLIP's."""
    vocabulary = vocabulary_of(merges)
    made = Tokenizer(models.BPE(vocabulary, merges, end_of_word_suffix="</w>", unk_token=LAST))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), "removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    made.post_processor = processors.RobertaProcessing(
        (LAST, vocabulary[LAST]), (FIRST, vocabulary[FIRST]), False, False
    )
    return made


MERGES = merges_of(list(COLOURS))
VOCABULARY = vocabulary_of(MERGES)


def layer(width: int = WIDTH) -> np.ndarray:
    return np.random.default_rng(4).normal(size=(3, width)).astype(np.float32)


def image_network(*, width: int = WIDTH, inside: bool = False, batch: int | str = "N") -> bytes:
    """tanh of the normalised mean colour times a matrix; `inside` it takes pixels as they are."""
    nodes = [helper.make_node("ReduceMean", ["floats"], ["colour"], axes=[2, 3], keepdims=0)]
    taken = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, [batch, 3, SIDE, SIDE])
    if inside:
        taken = helper.make_tensor_value_info("pixels", TensorProto.UINT8, [batch, SIDE, SIDE, 3])
        nodes = [
            helper.make_node("Cast", ["pixels"], ["cast"], to=TensorProto.FLOAT),
            helper.make_node("ReduceMean", ["cast"], ["mean"], axes=[1, 2], keepdims=0),
            helper.make_node("Div", ["mean", "highest"], ["share"]),
            helper.make_node("Sub", ["share", "middle"], ["centred"]),
            helper.make_node("Div", ["centred", "spread"], ["colour"]),
        ]
    else:
        nodes[0].input[0] = "pixel_values"
    nodes += [
        helper.make_node("MatMul", ["colour", "layer"], ["product"]),
        helper.make_node("Tanh", ["product"], ["image_embeds"]),
    ]
    constants = [numpy_helper.from_array(layer(width), "layer")]
    if inside:
        constants += [
            numpy_helper.from_array(np.float32(255), "highest"),
            numpy_helper.from_array(np.asarray(MEAN, np.float32), "middle"),
            numpy_helper.from_array(np.asarray(STD, np.float32), "spread"),
        ]
    given = helper.make_tensor_value_info("image_embeds", TensorProto.FLOAT, ["N", width])
    return _model(nodes, [taken], [given], constants)


def vector_of(colour: tuple[int, int, int]) -> np.ndarray:
    """What the network gives for a picture of one colour."""
    values = (np.asarray(colour, np.float32) / 255 - MEAN) / STD
    return np.tanh(values @ layer()).astype(np.float32)


def text_network(*, width: int = WIDTH, length: int | str = "T", name: str = "input_ids") -> bytes:
    """The sum of the vectors of the tokens; all but those of colours are small."""
    table = np.random.default_rng(5).normal(0, 0.02, (len(VOCABULARY), width)).astype(np.float32)
    for word, colour in COLOURS.items():
        table[VOCABULARY[f"{word}</w>"], : min(width, WIDTH)] = vector_of(colour)[:width]
    nodes = [
        helper.make_node("Gather", ["table", name], ["tokens"]),
        helper.make_node("ReduceSum", ["tokens", "middle"], ["text_embeds"], keepdims=0),
    ]
    constants = [
        numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1]), "middle")
    ]  # fmt: skip
    taken = helper.make_tensor_value_info(name, TensorProto.INT64, ["N", length])
    given = helper.make_tensor_value_info("text_embeds", TensorProto.FLOAT, ["N", width])
    return _model(nodes, [taken], [given], constants)


def _model(nodes: list[Any], taken: list[Any], given: list[Any], constants: list[Any]) -> bytes:
    graph = helper.make_graph(nodes, "tiny", taken, given, constants)
    opsets = [helper.make_opsetid("", 17)]
    content: bytes = helper.make_model(
        graph, opset_imports=opsets, ir_version=8
    ).SerializeToString()
    return content


def write_pair(
    folder: Path,
    changes: Mapping[str, bytes] | None = None,
    *,
    inside: bool = False,
    **entries: Any,
) -> Path:
    """A folder with a pair; `changes` are contents by name."""
    files = {
        "image.onnx": image_network(inside=inside),
        "text.onnx": text_network(),
        "tokenizer.json": byte_pairs(MERGES).to_str().encode(),
    } | dict(changes or {})
    folder.mkdir(parents=True)
    digests = {}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    pair: dict[str, str] = {"text_sha256": digests["text.onnx"]}
    if "merges.txt" in files:
        pair |= {"tokenizer": "vocab.json", "tokenizer_sha256": digests["vocab.json"]}
        pair |= {"merges": "merges.txt", "merges_sha256": digests["merges.txt"]}
    else:
        pair |= {"tokenizer": "tokenizer.json", "tokenizer_sha256": digests["tokenizer.json"]}
    picture = {"width": SIDE, "height": SIDE, "fit": "crop"}
    card = {
        "name": "pair",
        "version": "1",
        "licence": "MIT",
        "sha256": digests["image.onnx"],
        "input": picture if inside else picture | {"mean": MEAN, "std": STD},
        "pair": pair,
    } | entries
    (folder / "model.toml").write_text(tomli_w.dumps(card), encoding="utf-8")
    return folder
