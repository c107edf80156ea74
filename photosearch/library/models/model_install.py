"""Take a folder as a model of the user's own: check it, then copy it to where models are."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from photosearch import paths
from photosearch.core.card_entries import ListedFile
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.model_card import CARD_FILE, ModelCard
from photosearch.inference.model_check import CheckedModel, check_model
from photosearch.inference.models import load_card, model_folders


@dataclass(frozen=True, slots=True)
class AddedModel:
    """Describe a model that was taken."""

    checked: CheckedModel
    folder: Path
    """Where it is now."""


def add_model(
    source: Path, *, providers: Sequence[str] = ("cpu",), memory_mb: int = 2048
) -> AddedModel:
    """Check the model in a folder and copy it to the user's models; nothing else is changed.

    Copied are the files that model.toml names, and it; from a folder beside the others, which gets
    its name at the end, so that nobody sees half a model.

    Args:
        source: the folder; it stays as it is.
        providers: see `check_model`.
        memory_mb: see `check_model`.

    Raises:
        ModelError: it does not keep the contract, or its name is taken; says which.
    """
    card = load_card(source)
    check_name(card)
    checked = check_model(source, providers=providers, memory_mb=memory_mb)
    with new_folder(card) as made:
        for name in file_names(card):
            shutil.copyfile(source / name, made / name)
    return AddedModel(checked, paths.user_models_folder() / card.name)


def check_name(card: ModelCard) -> None:
    """Check that no model at hand has the name of this one.

    Raises:
        ModelError: one has.
    """
    if card.name in {folder.name for folder in model_folders()}:
        raise ModelError(ErrorCode.MODEL_NAME_TAKEN, name=card.name)


@contextmanager
def new_folder(card: ModelCard) -> Iterator[Path]:
    """Give an empty folder to be filled, which becomes the one of a new model at the end.

    Until then, and if an exception leaves it, nobody sees it.

    Raises:
        ModelError: it cannot be made or written.
    """
    home = paths.user_models_folder()
    target = home / card.name
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as place:
            made = Path(place) / card.name
            made.mkdir()
            yield made
            made.rename(target)
    except OSError as error:
        cause = error.strerror or str(error)
        raise ModelError(ErrorCode.MODEL_NOT_ADDED, folder=target, cause=cause) from error


def file_names(card: ModelCard) -> tuple[str, ...]:
    """Return the names of a model's files, model.toml last."""
    words = card.words
    listed: tuple[ListedFile | None, ...] = (
        ()
        if words is None
        else (
            words.encoder,
            words.tokenizer,
            words.projection,
            words.moments,
            words.fusion,
            words.anchors,
        )
    )
    labels = () if card.labels_file is None else (card.labels_file,)
    of_words = (each.name for each in (*listed, card.codes) if each is not None)
    return tuple(dict.fromkeys((card.file, *labels, *of_words, CARD_FILE)))
