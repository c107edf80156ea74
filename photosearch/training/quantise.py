"""An ONNX encoder in float to one whose convolutions run in whole numbers of 8 bits."""

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


class _Images(quantization.CalibrationDataReader):  # type: ignore[misc] # untyped base
    """Batches as the calibration wants them."""

    def __init__(self, batches: Iterable[NDArray[np.uint8]]) -> None:
        self._batches: Iterator[NDArray[np.uint8]] = iter(batches)

    def get_next(self) -> dict[str, NDArray[np.uint8]] | None:
        batch = next(self._batches, None)
        return None if batch is None else {INPUT: batch}


def quantise(
    source: Path, target: Path, batches: Iterable[NDArray[np.uint8]], keep_float: Iterable[str]
) -> None:
    """Write `source` to `target` with 8-bit weights (per channel) and activations.

    What was measured (copies' uAP; 0.833 all in float): all in whole numbers 0.821; the first
    convolution in float 0.828, and nothing slower, because its input comes in float; besides, the
    last one in float no better. Weights of 7 bits, on which no processor overflows, 0.767: see
    `inference/saturation.py` for what is done instead. Ranges that leave out the rarest values
    hardly depend on which photos they are taken from; those from the least to the greatest value
    gave 0.823 to 0.830.

    Args:
        source: an ONNX file in float.
        target: written.
        batches: images (N, H, W, 3), N always the same, from which the ranges of the activations
            are taken. All activations are held in memory: some 40 MB for each image.
        keep_float: names of outputs whose last layer stays as it is: their signs are the bits.
    """
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantization.quantize_static(
            prepared,
            target,
            _Images(batches),
            quant_format=quantization.QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Add", "Gemm", "Clip"],
            nodes_to_exclude=_kept(prepared, set(keep_float)),
            per_channel=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            calibrate_method=quantization.CalibrationMethod.Percentile,
        )
    log.info("Quantised to %.1f MB.", target.stat().st_size / 1e6)


def _kept(model: Path, outputs: set[str]) -> list[str]:
    """Return names of the first convolution, the nodes that give `outputs`, and those in front of
    them."""
    nodes = onnx.load(model).graph.node
    first = next(node.name for node in nodes if node.op_type == "Conv")
    inner = {name for node in nodes if outputs & set(node.output) for name in node.input}
    return [first, *(node.name for node in nodes if (outputs | inner) & set(node.output))]
