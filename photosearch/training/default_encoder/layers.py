"""The layers that need no gradients: fitted to features, by principal components and a rotation."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from torch import nn

from photosearch.core.codes import CodeKind
from photosearch.inference.encoder import INPUT
from photosearch.training.backbones.default_encoder import DefaultEncoder
from photosearch.training.backbones.feature_session import FeatureRows
from photosearch.training.backbones.multi_output import BITS
from photosearch.training.default_encoder.views import FeatureMapViews
from photosearch.training.export import export_onnx
from photosearch.training.hashing.hasher import Projection
from photosearch.training.hashing.linear import fit_itq

log = logging.getLogger(__name__)


_LOOK_PARTS = ((1.0, 2 * 3), (0.5, 3 * 4**2), (1.0, 2 * 32), (1.5, 2 * 96))
"""Weight and numbers of colour, its layout, fine and coarse texture."""
_MOST_FITTED = 20_000
_ENOUGH = 5600


def look_weights() -> NDArray[np.float64]:
    """Return how much each number of the look features counts, once all vary alike. (310,)."""
    return np.concatenate([np.full(size, weight / size**0.5) for weight, size in _LOOK_PARTS])


_BATCH = 64


def fit_look(encoder: DefaultEncoder, features: FeatureRows, seed: int) -> None:
    """Fit the layer of `look`, half whitened: neither the strongest traits alone, nor all alike."""
    rows = features["look"]
    fitted = fit_itq(
        rows, BITS[CodeKind.LOOK], whitening=0.5, feature_weights=look_weights(), seed=seed
    )
    _set(encoder.look_layer, fitted)


def fit_regions(encoder: DefaultEncoder, features: FeatureRows, seed: int) -> None:
    """Fit the layer of `regions` to windows and wholes (n, R, d) of the copies' branch, whitened.

    It has learned to know a crop again. On photos held out for choosing, a crop to 25 % was found
    first in 75 % of the cases by wholes alone, in 82 % with these windows.
    """
    rows = features["regions"].reshape(-1, features["regions"].shape[-1])
    rows = rows[:: max(1, len(rows) // _MOST_FITTED)]
    _set(encoder.regions_layer, fit_itq(rows, BITS[CodeKind.REGIONS], whitening=1.0, seed=seed))


def fit_copy_layer(encoder: DefaultEncoder, views: FeatureMapViews, seed: int) -> None:
    """Let the copies' branch begin with what the untrained features know: fully whitened codes.

    Copies differ from their originals along the strong components: evening out doubles the uAP.
    """
    chosen = _some([n for n, one in enumerate(views.pictures) if len(one.places) == 1])
    branch = encoder.copy
    rows = _features_of(branch.features, views, chosen)
    fitted = fit_itq(rows, BITS[CodeKind.COPY], whitening=1.0, seed=seed)
    _set(branch.layer, fitted)
    values = fitted.values(rows)
    branch.balance.running_mean.copy_(torch.from_numpy(values.mean(axis=0)))
    branch.balance.running_var.copy_(torch.from_numpy(values.var(axis=0)))


def fit_subject_layer(
    encoder: DefaultEncoder, views: FeatureMapViews, left_out: Iterable[str], seed: int
) -> NDArray[np.float32]:
    """Let the subjects' branch begin with the untrained codes; the mean (1280,) of its features."""
    without = set(left_out)
    chosen = _some([n for n, one in enumerate(views.pictures) if one.label not in without])
    rows = _features_of(encoder.subject.features, views, chosen)
    _set(encoder.subject.layer, fit_itq(rows, BITS[CodeKind.SUBJECT], seed=seed))
    mean: NDArray[np.float32] = rows.mean(axis=0)
    return mean


def trunk_session(
    encoder: DefaultEncoder, side: int
) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    """Return batches (N, side, side, 3) uint8 to the trunk's maps; safe to call from several
    threads."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # the callers are as many threads as there are cores
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trunk.onnx"
        export_onnx(encoder.trunk, ["maps"], side, file)
        session = ort.InferenceSession(
            file.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def run(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        maps: NDArray[np.float32] = session.run(None, {INPUT: batch})[0]
        return maps

    return run


def _some(pictures: list[int]) -> NDArray[np.int64]:
    return np.array(pictures)[:: max(1, len(pictures) // _ENOUGH)]


def _set(layer: nn.Linear, fitted: Projection) -> None:
    layer.weight.data = torch.from_numpy(fitted.weight)
    layer.bias.data = torch.from_numpy(fitted.bias)
    log.info("Fitted %d bits to %d features.", *fitted.weight.shape)


def _features_of(
    describe: Callable[[torch.Tensor], torch.Tensor],
    views: FeatureMapViews,
    pictures: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return features of the untouched views of `pictures`."""
    rows = []
    with torch.no_grad():
        for start in range(0, len(pictures), _BATCH):
            part = pictures[start : start + _BATCH]
            maps = views.batch(part, np.zeros(len(part), np.int64)).maps
            rows.append(describe(maps.contiguous(memory_format=torch.channels_last)).numpy())
    return np.concatenate(rows)
