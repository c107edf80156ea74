"""Transfer what a model knows of words to one tuned from it, into the space of its new codes.

The new layer gives other bits for the same features, mostly near those of before, as it began from
them. Two matrices, by least squares over photos, tell the bits of before from the new ones and the
other way round; both prefer bits to stay what they were as far as few photos leave it open. What
words are in the old space, their products with bits, is taken through them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnx.compose
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from photosearch.core.model_card import WordsCard
from photosearch.inference.text_encoder import IMAGE, SUBJECT, WORDS
from photosearch.training.library_tuning.output_layers import OutputLayer
from photosearch.training.words.words_folder import (
    array_bytes,
    matrix_of,
    projection_onnx,
    write_words,
)

Floats = NDArray[np.float64]

_RIDGE_PHOTOS = 200.0
"""How many photos the assumption counts as that bits stay what they were."""
_BEFORE = "before "
_TABLE = ("deviation", "probability", "label_weight", "anchor_weight", "text_encoder")
"""Entries of the table `words` that stay true; its figures were measured with the old codes."""


@dataclass(frozen=True, slots=True, eq=False)
class BitMaps:
    """Tell old bits, as -1 and +1, from new ones and the other way round."""

    to_old: Floats
    """(bits, bits): new bits (n, bits) @ it are the old ones, but for `old_mean`."""
    to_new: Floats
    """(bits, bits)."""
    old_mean: Floats
    """(bits,) of the photos."""
    new_mean: Floats
    unexplained: Floats
    """(bits,) variance of the new bits that the old ones do not tell."""


def fit_maps(old: NDArray[np.floating], new: NDArray[np.floating]) -> BitMaps:
    """Return the maps between values (n, bits) that both layers give the same photos."""
    signs = [np.where(values > 0, 1.0, -1.0) for values in (old, new)]
    means: list[Floats] = [each.mean(axis=0) for each in signs]
    before, after = signs[0] - means[0], signs[1] - means[1]
    to_new = _ridge(before, after)
    left: Floats = (after - before @ to_new).var(axis=0)
    return BitMaps(_ridge(after, before), to_new, means[0], means[1], left)


def _ridge(given: Floats, wanted: Floats) -> Floats:
    """Return the matrix (d, d) from (n, d) to (n, d) by ridge regression towards the identity."""
    same = _RIDGE_PHOTOS * np.eye(given.shape[1])
    solved = np.linalg.solve(given.T @ given + same, given.T @ wanted + same)
    return np.asarray(solved, np.float64)


def mapped_moments(moments: NDArray[np.floating], maps: BitMaps) -> NDArray[np.float32]:
    """Return mean and a factor of the covariance of the new bits of all kinds of photos, from those
    of the old bits: (1 + bits, bits)."""
    factor = moments[1:].astype(np.float64)
    mean = (moments[0] - maps.old_mean) @ maps.to_new + maps.new_mean
    covariance = maps.to_new.T @ (factor @ factor.T) @ maps.to_new + np.diag(maps.unexplained)
    values, vectors = np.linalg.eigh(covariance)
    mapped = vectors * np.sqrt(np.maximum(values, 0))
    return np.concatenate([mean[None], mapped]).astype(np.float32)


def mapped_fusion(fusion: bytes, maps: BitMaps) -> bytes:
    """Return the ONNX file of a fusion for new bits, around the one for old bits.

    What it is given is taken to the old space, and its answer to the new one.
    """
    # Under other names, as it may have been taken to other codes before.
    model = onnx.compose.add_prefix(onnx.load_model_from_string(fusion), _BEFORE)
    graph = model.graph
    for value in (*graph.input, *graph.output):
        value.name = value.name.removeprefix(_BEFORE)
    constants = {
        "new mean": maps.new_mean,
        "to old": maps.to_old,
        "old mean": maps.old_mean,
        # Words are multiplied with bits: they go the other way than bits do.
        "words to old": np.linalg.pinv(maps.to_old).T,
        "words to new": maps.to_old.T,
    }
    graph.initializer.extend(
        numpy_helper.from_array(values.astype(np.float32), name)
        for name, values in constants.items()
    )
    nodes = [
        helper.make_node("Sub", [IMAGE, "new mean"], ["image centred"]),
        helper.make_node("MatMul", ["image centred", "to old"], ["image turned"]),
        helper.make_node("Add", ["image turned", "old mean"], [_BEFORE + IMAGE]),
        helper.make_node("MatMul", [WORDS, "words to old"], [_BEFORE + WORDS]),
        *graph.node,
        helper.make_node("MatMul", [_BEFORE + SUBJECT, "words to new"], [SUBJECT]),
    ]
    copies = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(copies)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def transfer_words(
    start: Path,
    made: Path,
    card: WordsCard,
    table: Mapping[str, Any],
    maps: BitMaps | None,
) -> None:
    """Write what takes words into the folder of a tuned model, which has its model.toml already.

    Args:
        start: folder of the model that was started from.
        made: of the tuned one.
        card: how the first one takes words.
        table: the entries `words` of its model.toml.
        maps: from its subject codes to the new ones; None: they stayed.

    Raises:
        ModelError: what came out does not keep the contract.
        ValueError: the projection is no matrix.
    """
    listed = {
        "encoder": card.encoder, "tokenizer": card.tokenizer, "projection": card.projection,
        "moments": card.moments, "fusion": card.fusion, "anchors": card.anchors,
    }  # fmt: skip
    files = {
        purpose: (start / file.name).read_bytes()
        for purpose, file in listed.items()
        if file is not None
    }
    if maps is not None:
        matrix = matrix_of(files["projection"]).astype(np.float64) @ maps.to_old.T
        files["projection"] = projection_onnx(matrix.astype(np.float32))
        moments = np.load(io.BytesIO(files["moments"]), allow_pickle=False)
        files["moments"] = array_bytes(mapped_moments(moments, maps).astype(moments.dtype))
        if "anchors" in files:
            anchors = np.load(io.BytesIO(files["anchors"]), allow_pickle=False)
            files["anchors"] = array_bytes((anchors @ maps.to_old.T).astype(anchors.dtype))
        if "fusion" in files:
            files["fusion"] = mapped_fusion(files["fusion"], maps)
    write_words(made, files, {name: table[name] for name in _TABLE if name in table})


def maps_between(before: OutputLayer, after: OutputLayer, features: NDArray[Any]) -> BitMaps:
    """Return the maps between the codes of two layers, by the features (n, d) of photos."""
    return fit_maps(before.values(features), after.values(features))
