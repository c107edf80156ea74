"""Turn an ONNX encoder in float into one whose convolutions run in whole numbers of 8 bits."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime import quantization
from onnxruntime.quantization.shape_inference import quant_pre_process

log = logging.getLogger(__name__)

INPUT = "pixels"
_LARGE = 100_000
"""Weights of a layer from which on they are kept in 16 bits."""
_VERY_LARGE = 1_000_000
"""Likewise, in 8 bits: of the outputs only `tags` has as many, and its signs are no bits."""
_TINY = 1e-12


class _Images(quantization.CalibrationDataReader):  # type: ignore[misc] # untyped base
    """Give batches as the calibration wants them."""

    def __init__(self, batches: Iterable[NDArray[np.uint8]]) -> None:
        self._batches: Iterator[NDArray[np.uint8]] = iter(batches)

    def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
        batch = next(self._batches, None)
        return None if batch is None else {INPUT: batch}


def quantise(
    source: Path,
    target: Path,
    batches: Iterable[NDArray[np.uint8]],
    keep_float: Iterable[str],
    *,
    last_float: int = 0,
) -> None:
    """Write `source` to `target` with 8-bit weights (per channel) and activations.

    What was measured with MobileNetV2 (copies' uAP; 0.833 all in float): all in whole numbers
    0.821; the first convolution in float 0.828, and nothing slower, because its input comes in
    float; besides, the last one in float no better. Weights of 7 bits, on which no processor
    overflows, 0.767: see `inference/saturation.py` for what is done instead. Ranges that leave out
    the rarest values hardly depend on which photos they are taken from; those from the least to the
    greatest value gave 0.823 to 0.830.

    Linear layers compute in float, as their signs are the bits; the weights of large ones are kept
    in 16 bits, of very large ones in 8.

    Args:
        source: an ONNX file in float.
        target: written.
        batches: images (N, H, W, 3), N always the same, from which the ranges of the activations
            are taken. All activations are held in memory: some 40 MB for each image.
        keep_float: names of outputs whose last layer stays as it is.
        last_float: so many of the last convolutions stay as they are, too.
    """
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantization.quantize_static(
            prepared,
            target,
            _Images(batches),
            quant_format=quantization.QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Add", "Clip"],
            nodes_to_exclude=_kept(prepared, set(keep_float), last_float),
            per_channel=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            calibrate_method=quantization.CalibrationMethod.Percentile,
        )
    _shorten_linear_weights(target)
    log.info("Quantised to %.1f MB.", target.stat().st_size / 1e6)


def _shorten_linear_weights(file: Path) -> None:
    """Keep large weights of linear layers in 16-bit floats, very large ones in 8 bits, one scale
    for each output; the session widens both when it starts."""
    model = onnx.load(file)
    graph = model.graph
    linear = {node.input[1]: node for node in graph.node if node.op_type in ("Gemm", "MatMul")}
    for tensor in list(graph.initializer):
        values = onnx.numpy_helper.to_array(tensor)
        if tensor.name not in linear or values.dtype != np.float32 or values.size < _LARGE:
            continue
        short, name = f"{tensor.name}.short", tensor.name
        if values.size < _VERY_LARGE:
            stored = {short: values.astype(np.float16)}
            nodes = [_to_float(short, name)]
        else:
            outputs = 1 if _has_outputs_first(linear[name]) else 0
            scales = np.maximum(np.abs(values).max(axis=outputs, keepdims=True) / 127, _TINY)
            stored = {
                short: np.round(values / scales).astype(np.int8),
                f"{name}.scales": scales.astype(np.float32),
            }
            wide = f"{name}.wide"
            multiply = onnx.helper.make_node("Mul", [wide, f"{name}.scales"], [name])
            nodes = [_to_float(short, wide), multiply]
        graph.initializer.remove(tensor)
        graph.initializer.extend(
            onnx.numpy_helper.from_array(array, made) for made, array in stored.items()
        )
        for node in reversed(nodes):
            graph.node.insert(0, node)
    onnx.save(model, file)


def _to_float(source: str, target: str) -> onnx.NodeProto:
    return onnx.helper.make_node("Cast", [source], [target], to=onnx.TensorProto.FLOAT)


def _has_outputs_first(node: onnx.NodeProto) -> bool:
    """Tell whether the rows of a layer's weights, not the columns, are its outputs."""
    return any(one.name == "transB" and one.i for one in node.attribute)


def _kept(model: Path, outputs: set[str], last: int) -> list[str]:
    """Return names of the first and the `last` last convolutions, the nodes that give `outputs`,
    and those in front of them."""
    nodes = onnx.load(model).graph.node
    convolutions = [node.name for node in nodes if node.op_type == "Conv"]
    inner = {name for node in nodes if outputs & set(node.output) for name in node.input}
    return [
        convolutions[0],
        *convolutions[len(convolutions) - last :],
        *(node.name for node in nodes if (outputs | inner) & set(node.output)),
    ]
