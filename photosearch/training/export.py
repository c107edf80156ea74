"""Make a model folder: fit the heads, export to ONNX, quantise, measure, describe.

python -m photosearch.training.export --weights FILE.safetensors --data FOLDER --out models/default
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import tomli_w
import torch
from numpy.typing import NDArray
from torch import nn

from photosearch.core.codes import Kind
from photosearch.core.errors import UserError
from photosearch.core.model_card import CARD_FILE, ModelCard, parse
from photosearch.core.preprocess import Fit, fit_image
from photosearch.core.query import RgbImage
from photosearch.inference.encoder import INPUT, MIN_OPSET, Encoder
from photosearch.training import heads, protocols
from photosearch.training.backbone import Backbone, load_backbone
from photosearch.training.calibrate import best_answers, fit_table
from photosearch.training.evaluation.metrics import cosine_distances
from photosearch.training.hashing.itq import fit_itq
from photosearch.training.heads import Descriptors, HashEncoder
from photosearch.training.protocols import Describe, Figures, PhotoSets, Rows
from photosearch.training.quantise import quantise
from photosearch.training.torchvision_import import import_torchvision

log = logging.getLogger(__name__)

MODEL_FILE = "encoder.onnx"
LABELS_FILE = "labels.txt"

WHITENING = {Kind.COPY: 1.0, Kind.LOOK: 0.5, Kind.SUBJECT: 0.0, Kind.REGIONS: 0.0}
"""Copies differ from their originals along the strong components: evening out doubles the uAP.
Subjects lie along them. Measured on the protocols of `protocols.py`."""

_NUMBERS = re.compile(r"\[\n((?:\s*[\d.e+-]+,\n)+)\s*\]")
_CALIBRATION_BATCHES = 10
_BATCH = 8
_MOST_FITTED = 20_000


def fit_heads(encoder: HashEncoder, batches: Iterable[Rows], seed: int) -> Rows:
    """Fit all linear layers of `encoder` in place, without labels.

    Args:
        encoder: gets the fitted weights.
        batches: descriptors of photos by kind, (N, d) or (N, R, d).
        seed: of the rotations.

    Returns:
        Means of the descriptors (d,), by which the float baseline is centred.
    """
    known = list(batches)
    means = {}
    for kind in known[0]:
        rows = np.concatenate([batch[kind] for batch in known])
        rows = rows.reshape(-1, rows.shape[-1])
        means[kind] = rows.mean(axis=0)
        projection = fit_itq(
            rows[:: max(1, len(rows) // _MOST_FITTED)],
            heads.BITS[kind],
            whitening=WHITENING[kind],
            feature_weights=heads.look_weights() if kind is Kind.LOOK else None,
            seed=seed,
        )
        layer = encoder.heads[kind.value]
        layer.weight.data = torch.from_numpy(projection.weight)
        layer.bias.data = torch.from_numpy(projection.bias)
        log.info("Fitted the head %r to %d descriptors.", kind.value, len(rows))
    return means


def export_onnx(module: nn.Module, names: Sequence[str], side: int, target: Path) -> None:
    """Write `module` in float for inputs of `side` pixels, any number of images at a time.

    Args:
        module: takes images (N, side, side, 3) uint8 and gives a tuple.
        names: of the tuple's members.
        side: of the input.
        target: the ONNX file.
    """
    with warnings.catch_warnings():
        # The exporter without onnxscript is the old one, and says so; it also warns of shapes that
        # become constants, which is meant: sides are fixed.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            (torch.zeros(2, side, side, 3, dtype=torch.uint8),),
            str(target),
            input_names=[INPUT],
            output_names=list(names),
            dynamic_axes={name: {0: "N"} for name in [INPUT, *names]},
            opset_version=MIN_OPSET,
            dynamo=False,
        )


def descriptor_session(
    backbone: Backbone, side: int, folder: Path
) -> Callable[[NDArray[np.uint8]], Rows]:
    """Batches (N, side, side, 3) to descriptors by kind.

    By onnxruntime, which is six times as fast here as torch on a processor.
    """
    kinds = list(heads.DESCRIPTORS)
    file = folder / "descriptors.onnx"
    export_onnx(Descriptors(backbone), [kind.value for kind in kinds], side, file)
    session = ort.InferenceSession(file, providers=["CPUExecutionProvider"])

    def describe(batch: NDArray[np.uint8]) -> Rows:
        return dict(zip(kinds, session.run(None, {INPUT: batch}), strict=True))

    return describe


def write_card(folder: Path, values: dict[str, Any]) -> ModelCard:
    """Write model.toml with `values` and the ONNX file's hash; the parsed card."""
    data = (folder / MODEL_FILE).read_bytes()
    known = {"file": MODEL_FILE, "sha256": hashlib.sha256(data).hexdigest()}
    text = tomli_w.dumps({"name": values["name"], "version": values["version"], **known, **values})
    # One line for a list of numbers, where the writer takes one for each number.
    text = _NUMBERS.sub(lambda found: f"[{', '.join(found[1].replace(',', '').split())}]", text)
    card = parse(text)
    (folder / CARD_FILE).write_text(text, encoding="utf-8", newline="\n")
    return card


def card_values(name: str, version: str, side: int, fit: Fit) -> dict[str, Any]:
    """What model.toml says about the shape of things."""
    boxes = [[box.x, box.y, box.width, box.height] for box in heads.region_boxes(side)]
    return {
        "name": name,
        "version": version,
        "licence": "Apache-2.0",
        "input": {"width": side, "height": side, "fit": fit.value},
        "bits": {kind.value: bits for kind, bits in heads.BITS.items()},
        "regions": {"boxes": [[round(number, 6) for number in box] for box in boxes]},
        "tags": {"count": 1000, "labels": LABELS_FILE},
        "origin": {
            "weights": "tf2_mobilenet_v2_1.0_224_ptq.tflite of google-coral/test_data, "
            "dequantised; labels of torchvision's MobileNet_V2_Weights.IMAGENET1K_V2",
            "licence": "Apache-2.0; labels BSD-3-Clause",
        },
    }


def encode_with(encoder: Encoder) -> Describe:
    """Photos to the outputs of a model folder's encoder."""

    def run(photos: list[RgbImage]) -> Rows:
        outputs = encoder.encode(np.stack([fit_image(photo, encoder.card) for photo in photos]))
        return {kind: outputs[kind.value] for kind in encoder.card.bits}

    return run


def figures_table(title: str, figures: Figures) -> dict[str, Any]:
    """One row of the table of figures in model.toml."""
    return {
        "encoder": title,
        "subject_map": round(figures.subject_map[Kind.SUBJECT], 3),
        "subject_map_of_copy": round(figures.subject_map[Kind.COPY], 3),
        "subject_map_of_look": round(figures.subject_map[Kind.LOOK], 3),
        "copies_uap": round(figures.copies.micro_ap, 3),
        "copies_recall_at_90": round(figures.copies.recall_at_90, 3),
        "copies_r1": round(figures.copies.recall_at_1, 3),
        "copies_r1_by_edit": {edit: round(value, 3) for edit, value in figures.found_first.items()},
    }


def copy_calibration(encoder: Encoder, sets: PhotoSets) -> dict[str, list[float]]:
    """Distance to probability of the copy code, from photos that no figure is measured on."""
    encode = encode_with(encoder)
    photos = sets.clothing_validation.take(2, 1)
    pool = np.concatenate(
        [
            protocols.describe_all(encode, part.photos())[Kind.COPY]
            for part in (photos, sets.clothing_train.take(protocols.HELD_OUT_EVERY))
        ]
    )
    by_edit = protocols.copy_distances(encode, protocols.code_distances, photos, pool)
    originals = np.tile(np.arange(len(photos.members)), len(by_edit))
    answers = best_answers(np.concatenate(list(by_edit.values())), originals)
    table = fit_table(*answers, encoder.card.bits[Kind.COPY])
    return {
        "distance": [distance for distance, _ in table],
        "probability": [probability for _, probability in table],
    }


def make_model(arguments: argparse.Namespace) -> None:
    """Everything, from weights and photos to a model folder."""
    out: Path = arguments.out
    side: int = arguments.side
    torch.manual_seed(arguments.seed)
    sets = protocols.open_photo_sets(arguments.data)
    backbone = load_backbone(arguments.weights)
    encoder = HashEncoder(backbone, heads.descriptor_sizes(backbone, side)).eval()
    values = card_values(arguments.name, arguments.version, side, arguments.fit)
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "float", Path(folder) / "int8"
        for made in (whole, small):
            made.mkdir()
            labels = import_torchvision().MobileNet_V2_Weights.IMAGENET1K_V2.meta["categories"]
            (made / LABELS_FILE).write_text(
                "\n".join(labels) + "\n", encoding="utf-8", newline="\n"
            )
        # A placeholder is enough of a card to fit images by.
        shape = parse(tomli_w.dumps({**values, "sha256": "0" * 64}))
        fitting = np.stack([fit_image(photo, shape) for photo in sets.for_fitting()])
        log.info("Fitting the heads to %d photos.", len(fitting))
        describe = descriptor_session(backbone, side, Path(folder))
        batches = [fitting[start : start + _BATCH] for start in range(0, len(fitting), _BATCH)]
        means = fit_heads(encoder, (describe(batch) for batch in batches), arguments.seed)
        export_onnx(encoder, encoder.output_names, side, whole / MODEL_FILE)
        # Of one size: the calibration cannot put others together.
        ranges = batches[:: -(-len(batches) // _CALIBRATION_BATCHES)]
        quantise(
            whole / MODEL_FILE,
            small / MODEL_FILE,
            [batch for batch in ranges if len(batch) == _BATCH],
            keep_float=[kind.value for kind in heads.BITS],
        )
        del fitting, batches, ranges

        def baseline(photos: list[RgbImage]) -> Rows:
            rows = describe(np.stack([fit_image(photo, shape) for photo in photos]))
            return {kind: rows[kind] - means[kind] for kind in rows}

        rows = [
            figures_table(
                "float descriptors, cosine", protocols.measure(baseline, cosine_distances, sets)
            )
        ]
        for title, made in (("codes, fp32", whole), ("codes, int8", small)):
            write_card(made, values)
            figures = protocols.measure(
                encode_with(Encoder(made, threads=2)), protocols.code_distances, sets
            )
            rows.append(figures_table(title, figures))
            log.info("%s", rows[-1])
        chosen = whole if arguments.float else small
        if arguments.calibrate:
            values["calibration"] = {"copy": copy_calibration(Encoder(chosen, threads=2), sets)}
        values["training"] = {
            "command": f"python -m photosearch.training.export --weights {arguments.weights.name} "
            f"--data DATA --out models/{arguments.name} --side {side} --fit {arguments.fit} "
            f"--seed {arguments.seed}"
            + (" --float" if arguments.float else "")
            + (" --calibrate" if arguments.calibrate else ""),
            "seed": arguments.seed,
            "data": "clothing-dataset-small train without every fourth photo (CC0); every fifth "
            "photo of Tiny-ImageNet train: for principal components, rotation and ranges only",
            "protocol": " ".join((protocols.__doc__ or "").split()),
        }
        values["figures"] = rows
        write_card(chosen, values)
        Encoder(chosen)
        out.mkdir(parents=True, exist_ok=True)
        for made in sorted(chosen.iterdir()):
            shutil.copyfile(made, out / made.name)
    log.info("Wrote %s.", out)


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m photosearch.training.export", description=__doc__
    )
    parser.add_argument("--weights", type=Path, required=True, help="safetensors of mobilenet_v2")
    parser.add_argument("--data", type=Path, required=True, help="folder of the photo sets")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--name", default="default")
    parser.add_argument("--version", default="1")
    parser.add_argument(
        "--side", type=int, default=225, help="of the input: 32 k + 1 (default 225)"
    )
    parser.add_argument("--fit", type=Fit, choices=tuple(Fit), default=Fit.STRETCH)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="write a table from distance to probability; true only for photos like those of DATA",
    )
    parser.add_argument("--float", action="store_true", help="ship 32-bit floats instead of int8")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; its exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        make_model(parse_arguments(arguments))
    except UserError as error:
        log.error("%s", error)
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
