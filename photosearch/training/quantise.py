"""An ONNX encoder in float to one whose convolutions run in whole numbers of 8 bits."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import quantization
from onnxruntime.quantization.shape_inference import quant_pre_process

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

    Args:
        source: an ONNX file in float.
        target: written.
        batches: images (N, H, W, 3) from which the ranges of the activations are taken.
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
            nodes_to_exclude=_producers(prepared, set(keep_float)),
            per_channel=True,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            calibrate_method=quantization.CalibrationMethod.MinMax,
        )
    log.info("Quantised to %.1f MB.", target.stat().st_size / 1e6)


def _producers(model: Path, outputs: set[str]) -> list[str]:
    """Names of the nodes that give `outputs`, and of those right in front of them."""
    import onnx

    nodes = onnx.load(model).graph.node
    inner = {name for node in nodes if outputs & set(node.output) for name in node.input}
    return [node.name for node in nodes if (outputs | inner) & set(node.output)]


log = logging.getLogger(__name__)
