"""Fit the layers that need no gradients to features, by principal components and a rotation."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from torch import nn

from photosearch.core.codes import CodeKind
from photosearch.core.itq import Projection
from photosearch.inference.encoder import INPUT
from photosearch.training.backbones.default_encoder import DefaultEncoder, copy_features
from photosearch.training.backbones.feature_session import FeatureRows
from photosearch.training.backbones.look import COLOURS
from photosearch.training.backbones.multi_output import BITS
from photosearch.training.export import export_onnx
from photosearch.training.hashing.layers import set_linear
from photosearch.training.hashing.linear import fit_itq

log = logging.getLogger(__name__)


_LOOK_PARTS = ((1.0, 2 * 3), (0.5, 3 * 4**2), (1.0, 2 * 48), (1.5, 2 * 120))
"""Weight and numbers of mean colour, its layout, fine and coarse texture, each varying alike."""
_COLOURS_WEIGHT = 2.5
"""Of the shares of colours, which vary as they do: rare ones seldom."""
_MOST_FITTED = 20_000
_PALETTE_SIDE, _PALETTE_PIXELS = 32, 20_000


def fit_palette(encoder: DefaultEncoder, photos: NDArray[np.uint8], seed: int) -> None:
    """Let `look` count the colours that `photos` (n, side, side, 3) have: k-means of their pixels.

    Evenly chosen ones, 125 or 343 of them, found products by colour with an mAP of 0.23 and 0.24,
    these with 0.28, an HSV histogram with 0.22.
    """
    step = max(1, photos.shape[1] // _PALETTE_SIDE)
    some = torch.from_numpy(photos[:, ::step, ::step].copy()).permute(0, 3, 1, 2).float() / 255
    pixels = encoder.colours.pixels(some).reshape(-1, 3).numpy()
    rng = np.random.default_rng(seed)
    chosen = pixels[rng.choice(len(pixels), min(len(pixels), _PALETTE_PIXELS), replace=False)]
    found = KMeans(COLOURS, n_init=1, random_state=seed).fit(chosen)
    encoder.colours.set_colours(torch.from_numpy(found.cluster_centers_))


def look_weights(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return by how much each number of the look features (n, 515) is multiplied: (515,)."""
    spread = _spread(rows)
    colours = _COLOURS_WEIGHT / np.sqrt(np.square(spread[:COLOURS]).sum())
    others = np.concatenate([np.full(size, weight / size**0.5) for weight, size in _LOOK_PARTS])
    return np.concatenate([np.full(COLOURS, colours), others / spread[COLOURS:]])


def fit_look(encoder: DefaultEncoder, features: FeatureRows, seed: int) -> None:
    """Fit the layer of `look`, half whitened: neither the strongest traits alone, nor all alike."""
    rows = features["look"]
    weights = look_weights(rows)
    fitted = fit_itq(rows * weights, BITS[CodeKind.LOOK], whitening=0.5, seed=seed)
    _set(encoder.look_layer, Projection((fitted.weight * weights).astype(np.float32), fitted.bias))


def fit_regions(encoder: DefaultEncoder, features: FeatureRows, seed: int) -> None:
    """Fit the layer of `regions` to windows and wholes (n, R, d).

    It is the trained layer for copies, which has learned to know a crop again, and ITQ of what that
    gives of windows: fewer bits of the same.
    """
    rows = features["regions"].reshape(-1, features["regions"].shape[-1])
    rows = rows[:: max(1, len(rows) // _MOST_FITTED)]
    layer = encoder.copy.layer
    weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    scale = 1 / _spread(rows @ weight.T + bias)
    values = (rows @ weight.T + bias) * scale
    fitted = fit_itq(values, BITS[CodeKind.REGIONS], whitening=0.5, seed=seed)
    scaled = fitted.weight * scale
    whole = Projection(
        (scaled @ weight).astype(np.float32), (scaled @ bias + fitted.bias).astype(np.float32)
    )
    _set(encoder.regions_layer, whole)


def _spread(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return how much each column varies."""
    spread: NDArray[np.floating] = np.maximum(values.std(axis=0), 1e-6)
    return spread


def copy_session(
    encoder: DefaultEncoder, side: int
) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    """Return batches (N, side, side, 3) uint8 to what the layer for copies is applied to; safe to
    call from several threads."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # the callers are as many threads as there are cores
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "copy.onnx"
        export_onnx(_CopyFeatures(encoder), ["features"], side, file)
        session = ort.InferenceSession(
            file.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def run(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = session.run(None, {INPUT: batch})[0]
        return rows

    return run


class _CopyFeatures(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    def __init__(self, encoder: DefaultEncoder) -> None:
        super().__init__()
        self.trunk = encoder.trunk

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return copy_features(self.trunk.wide(self.trunk(images)))


def _set(layer: nn.Linear, fitted: Projection) -> None:
    set_linear(layer, *fitted)
    log.info("Fitted %d bits to %d features.", *fitted.weight.shape)
