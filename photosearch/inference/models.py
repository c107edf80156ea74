"""Find, describe and check model folders. Nothing here runs a model or needs onnxruntime."""

from __future__ import annotations

import hashlib
from pathlib import Path

from photosearch import paths
from photosearch.core import model_card
from photosearch.core.errors import ModelError
from photosearch.core.model_card import CARD_FILE, ModelCard

MAX_MODEL_BYTES = 512 * 2**20
"""An encoder larger than this is not read: it would not run at a photo's pace anyway."""

_MAX_TEXT_BYTES = 2**20
_REINSTALL = "Install the model again, or choose another one: photosearch model list"


def model_folders() -> list[Path]:
    """List the folders of all models at hand: the bundled ones, then the user's own.

    By name; one of the user's that has the name of another before it is reached by its path only.
    """
    homes = (paths.models_folder(), paths.user_models_folder())
    return [card.parent for home in homes for card in sorted(home.glob(f"*/{CARD_FILE}"))]


def find_model(name: str) -> Path:
    """Return the folder of the model called `name`, bundled or of the user's own.

    Raises:
        ModelError: there is none of that name.
    """
    for folder in model_folders():
        if folder.name == name:
            return folder
    homes = paths.models_folder(), paths.user_models_folder()
    raise ModelError(
        f"There is no model called {name!r} in {homes[0]} or {homes[1]}.", _choices_text()
    )


def locate_model(name: str) -> Path:
    """Return the model folder that a user means by `name`.

    Args:
        name: of a model at hand; or its id, if its folder is still there; or the path of a folder.

    Raises:
        ModelError: there is no such model; says which there are.
    """
    for folder in model_folders():
        if name == folder.name or name == _model_id_of(folder):
            return folder
    path = Path(name).expanduser().absolute()
    try:
        if (path / CARD_FILE).is_file():
            return path
        there = path.exists()
    except (OSError, ValueError):  # too long a name, or one that no file can have
        there = False
    if there:
        raise ModelError(f"{path} is no model folder: it has no {CARD_FILE}.", _choices_text())
    raise ModelError(f"There is no model called {name!r}, and no such folder.", _choices_text())


def find_folder_by_id(model_id: str, hint: Path | None = None) -> Path | None:
    """Return where the very model is by now that `model_id` names; None if it is gone.

    Args:
        hint: where it was.
    """
    for folder in (*([hint] if hint else []), *model_folders()):
        if _model_id_of(folder) == model_id:
            return folder
    return None


def _model_id_of(folder: Path) -> str | None:
    try:
        return load_card(folder).model_id
    except (ModelError, OSError):
        return None


def _choices_text() -> str:
    known = ", ".join(dict.fromkeys(folder.name for folder in model_folders()))
    return f"Choose one of: {known}." if known else "Install PhotoSearch again."


def read_card_text(folder: Path) -> str:
    """Return the text of a model folder's model.toml.

    Raises:
        ModelError: there is none, or it is no text.
    """
    try:
        return _read(folder / CARD_FILE, _MAX_TEXT_BYTES).decode()
    except UnicodeDecodeError as error:
        raise ModelError(f"The model's {CARD_FILE} in {folder} is not text.", _REINSTALL) from error


def load_card(folder: Path) -> ModelCard:
    """Return what the model in `folder` says about itself; the ONNX file is not looked at.

    Raises:
        ModelError: there is no readable, sensible model.toml.
    """
    return model_card.parse(read_card_text(folder))


def load_labels(folder: Path, card: ModelCard) -> list[str]:
    """Return the names of the model's classes, in the order of its `tags` output.

    Empty if it names none.

    Raises:
        ModelError: the file is missing, or has another number of lines than the model has classes.
    """
    if card.labels_file is None:
        return []
    try:
        labels = _read(folder / card.labels_file, _MAX_TEXT_BYTES).decode().splitlines()
    except UnicodeDecodeError as error:
        raise ModelError(f"{folder / card.labels_file} is not text.", _REINSTALL) from error
    if len(labels) != card.tags:
        raise ModelError(
            f"{folder / card.labels_file} names {len(labels)} classes, the model has {card.tags}.",
            _REINSTALL,
        )
    return labels


def read_verified(folder: Path, card: ModelCard) -> bytes:
    """Return the ONNX file's content, exactly what was checked: it is not read a second time.

    Raises:
        ModelError: the file is missing, unreadable, far too large, or not the one of the card.
    """
    data = _read(folder / card.file, MAX_MODEL_BYTES)
    found = hashlib.sha256(data).hexdigest()
    if found != card.sha256:
        raise ModelError(
            f"The model file {folder / card.file} is damaged or not the one that its {CARD_FILE} "
            f"describes (sha256 {found[:12]}…, expected {card.sha256[:12]}…).",
            _REINSTALL,
        )
    return data


def verify(folder: Path, card: ModelCard) -> None:
    """Check that the ONNX file is the one that `card` describes.

    Raises:
        ModelError: as `read_verified`.
    """
    read_verified(folder, card)


def _read(path: Path, limit: int) -> bytes:
    try:
        if not path.is_file():
            raise ModelError(f"The model's file {path} is missing.", _REINSTALL)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise ModelError(
            f"The model's file {path} cannot be read ({error.strerror}).",
            "Check the permissions of the file, or install the model again.",
        ) from error
    if len(data) > limit:
        raise ModelError(
            f"The model's file {path} has more than {limit // 2**20} MiB, too much for an encoder.",
            _REINSTALL,
        )
    return data
