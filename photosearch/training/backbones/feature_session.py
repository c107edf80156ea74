"""Run a frozen trunk through onnxruntime over many images and keep its feature maps."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from photosearch.inference.encoder import INPUT
from photosearch.training.backbones.default_encoder import DefaultEncoder, FeatureNetwork
from photosearch.training.export import export_onnx

FeatureRows = Mapping[str, NDArray[np.float32]]
"""Rows by the name of a field of `default_encoder.Features`."""

_BATCH = 64


def feature_session(
    encoder: DefaultEncoder, side: int
) -> Callable[[NDArray[np.uint8]], dict[str, NDArray[np.float32]]]:
    """Return batches (N, side, side, 3) uint8 to `default_encoder.Features` by name.

    By onnxruntime, which on a processor is several times as fast as torch.
    """
    names = list(FeatureNetwork.names)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "features.onnx"
        export_onnx(FeatureNetwork(encoder), names, side, file)
        session = ort.InferenceSession(file.read_bytes(), providers=["CPUExecutionProvider"])

    def extract(batch: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        return dict(zip(names, session.run(None, {INPUT: batch}), strict=True))

    return extract


def features_of_images(encoder: DefaultEncoder, images: NDArray[np.uint8]) -> FeatureRows:
    """Extract the features of images (n, side, side, 3), all at once."""
    extract = feature_session(encoder, images.shape[1])
    parts = [extract(images[start : start + _BATCH]) for start in range(0, len(images), _BATCH)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
