"""List the models at hand, and what this library has of each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from photosearch import paths
from photosearch.core.changes import ModelInfo
from photosearch.core.errors import ModelError
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import ModelCard
from photosearch.inference.models import load_card, model_folders, read_card_text
from photosearch.library.search.search_service import model_known_as
from photosearch.messages import Message
from photosearch.store.catalog import Catalog
from photosearch.store.model_choice import ModelSelection

_HEADLINE_METRICS = ("copies_uap", "subject_map", "copies_recall_at_90", "copies_r1")
_HEADLINE_LENGTH = 3


def list_models(catalog: Catalog | None = None, in_use: ModelCard | None = None) -> list[ModelInfo]:
    """List all models: the bundled ones, the user's own, then those that are gone.

    Args:
        catalog: of the library to be told about, if there is one.
        in_use: the model that answers there.
    """
    choice = catalog.models.get() if catalog else ModelSelection()
    counts = catalog.codes.models() if catalog else {}
    answering = in_use.model_id if in_use else choice.in_use

    def info(name: str, card: ModelCard | None, **more: Any) -> ModelInfo:
        model_id = card.model_id if card else None
        return ModelInfo(
            name,
            card,
            in_use=model_id is not None and model_id == answering,
            previous=model_id is not None and model_id == choice.before,
            pending=model_id is not None and model_id == choice.coming,
            photos=counts.get(model_id, 0) if model_id else 0,
            **more,
        )

    models = [info(folder.name, **_folder_facts(folder)) for folder in model_folders()]
    if catalog is not None:
        listed = {model.card.model_id for model in models if model.card}
        ids = [*counts, *(each for each in (choice.in_use, choice.before, choice.coming) if each)]
        for model_id in dict.fromkeys(ids):
            if model_id in listed or not (counts.get(model_id) or model_id == answering):
                continue
            known = model_known_as(catalog, model_id)
            if known.folder is not None:  # chosen by its path
                models.append(info(str(known.folder), **_folder_facts(known.folder)))
            else:
                gone = Message(NoteCode.MODEL_FOLDER_GONE)
                models.append(info(model_id, known.card, problem=gone))
    return models


def read_entries(folder: Path) -> dict[str, Any]:
    """Return everything in a model folder's model.toml.

    Raises:
        ModelError: there is none, or it makes no sense.
    """
    load_card(folder)  # says what is wrong in plain words
    return tomllib.loads(read_card_text(folder))


def headline_metrics(entries: Mapping[str, Any]) -> dict[str, float]:
    """Return the metrics of a card that tell most, by name, of the encoder as it is shipped.

    A card may hold rows of figures for several forms of the encoder; the last row is that of the
    form in the folder.
    """
    metrics = entries.get("figures", {})
    row = metrics[-1] if isinstance(metrics, list) and metrics else metrics
    if not isinstance(row, Mapping):
        return {}
    numbers = {
        name: float(value)
        for name, value in row.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    chosen = [name for name in _HEADLINE_METRICS if name in numbers]
    chosen += [name for name in numbers if name not in chosen]
    return {name: numbers[name] for name in chosen[:_HEADLINE_LENGTH]}


def _folder_facts(folder: Path) -> dict[str, Any]:
    more: dict[str, Any] = {
        "folder": folder,
        "bundled": folder.parent == paths.models_folder(),
        "bytes": sum(file.stat().st_size for file in folder.iterdir() if file.is_file()),
    }
    try:
        card = load_card(folder)
        more["metrics"] = headline_metrics(read_entries(folder))
        if not (folder / card.file).is_file():
            more["problem"] = Message(NoteCode.MODEL_FILE_GONE, file=card.file)
    except ModelError as error:
        return {"card": None, "problem": error.message, **more}
    return {"card": card, **more}
