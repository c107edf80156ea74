"""Write the model folder that a tuning ends in: beside its place, checked, then put there."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import ModelProto

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError, UserError
from photosearch.core.model_card import CARD_FILE, WORDS
from photosearch.core.tuning import is_model_name
from photosearch.inference.encoder import Encoder
from photosearch.inference.model_check import check_model, synthetic_images
from photosearch.inference.models import load_card, model_folders
from photosearch.training.export import MODEL_FILE, write_card
from photosearch.training.library_tuning.output_layers import OutputLayer, replace_layers
from photosearch.training.library_tuning.words_transfer import BitMaps, transfer_words

_LOOSE_BITS = 0.02
"""Share of the bits that may differ where the graph's other arithmetic rounds otherwise."""


def require_free(name: str, folder: Path) -> None:
    """Refuse a name that no model can have, or that another one has.

    Raises:
        UserError: says which.
    """
    if not is_model_name(name):
        raise UserError(ErrorCode.TUNING_NAME_WRONG, name=name)
    if folder.exists() or name in {one.name for one in model_folders()}:
        raise UserError(ErrorCode.TUNING_NAME_TAKEN, name=name)


def write_tuned(
    start: Path,
    graph: ModelProto,
    layers: Sequence[OutputLayer],
    values: Mapping[str, Any],
    folder: Path,
    maps: BitMaps | None = None,
) -> None:
    """Make the model folder `folder` from that of `start`.

    Args:
        start: the model folder that was started from.
        graph: of its encoder.
        layers: in the place of those of `graph`.
        values: entries of model.toml in the place of, or beside, those of `start`.
        folder: of the new model; appears whole or not at all.
        maps: from the subject codes of `start` to the new ones; None: they stay what they are.

    Raises:
        GraphError: the graph cannot be changed so.
        ModelError: what was made fails its checks; nothing is left of it.
    """
    card = load_card(start)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".coming-") as place:
        made = Path(place) / folder.name
        made.mkdir()
        onnx.save(replace_layers(graph, layers), made / MODEL_FILE)
        if card.labels_file is not None:
            shutil.copyfile(start / card.labels_file, made / card.labels_file)
        old = tomllib.loads((start / CARD_FILE).read_text(encoding="utf-8"))
        own = ("file", "sha256", WORDS)
        kept = {name: value for name, value in old.items() if name not in own}
        write_card(made, {**kept, **values})
        if card.words is not None:
            transfer_words(start, made, card.words, old[WORDS], maps)
        check_model(made)
        _check_rest(Encoder(start), Encoder(made), {layer.output for layer in layers})
        made.replace(folder)


def _check_rest(before: Encoder, after: Encoder, changed: set[str]) -> None:
    """Check that all outputs but the changed ones are what they were."""
    pictures = synthetic_images(before.card)
    old, new = before.encode(pictures), after.encode(pictures)
    for name in old:
        differ = np.mean((old[name] > 0) != (new[name] > 0))
        if name not in changed and differ > _LOOSE_BITS:
            raise ModelError(ErrorCode.TUNING_OTHER_CHANGED, output=name)
