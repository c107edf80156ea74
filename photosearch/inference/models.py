"""Find, describe and check model folders. Nothing here runs a model or needs onnxruntime."""

from __future__ import annotations

import hashlib
from pathlib import Path

from photosearch import paths
from photosearch.core import model_card
from photosearch.core.card_entries import ListedFile
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.model_card import CARD_FILE, ModelCard
from photosearch.messages import Values

MAX_MODEL_BYTES = 512 * 2**20
"""An encoder larger than this is not read: it would not run at a photo's pace anyway."""

_MAX_TEXT_BYTES = 2**20


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
    values: Values = {"name": name, "folder": homes[0], "user_folder": homes[1]}
    raise _no_model(name, ErrorCode.MODEL_NOT_AT_HAND, values)


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
    path = paths.absolute(Path(name))
    try:
        if (path / CARD_FILE).is_file():
            return path
        there = path.exists()
    except (OSError, ValueError):  # too long a name, or one that no file can have
        there = False
    if there:
        raise _no_model(name, ErrorCode.MODEL_FOLDER_WITHOUT_CARD, {"path": path})
    raise _no_model(name, ErrorCode.MODEL_NOT_FOUND, {"name": name})


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


def _no_model(name: str, code: ErrorCode, values: Values) -> ModelError:
    """Return the error that tells which models there are instead of the one called `name`."""
    names = tuple(dict.fromkeys(folder.name for folder in model_folders()))
    if names:
        values["names"] = names
        return ModelError(code, **values)
    folder, user_folder = paths.models_folder(), paths.user_models_folder()
    return ModelError(ErrorCode.MODELS_MISSING, name=name, folder=folder, user_folder=user_folder)


def read_card_text(folder: Path) -> str:
    """Return the text of a model folder's model.toml.

    Raises:
        ModelError: there is none, or it is no text.
    """
    try:
        return _read(folder / CARD_FILE, _MAX_TEXT_BYTES).decode()
    except UnicodeDecodeError as error:
        raise ModelError(ErrorCode.CARD_NOT_TEXT, folder=folder) from error


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
        raise ModelError(ErrorCode.LABELS_NOT_TEXT, path=folder / card.labels_file) from error
    if len(labels) != card.tags:
        raise ModelError(
            ErrorCode.LABELS_TOO_FEW_OR_MANY,
            path=folder / card.labels_file,
            number=len(labels),
            count=card.tags,
        )
    return labels


def read_verified(folder: Path, card: ModelCard) -> bytes:
    """Return the ONNX file's content, exactly what was checked: it is not read a second time.

    Raises:
        ModelError: the file is missing, unreadable, far too large, or not the one of the card.
    """
    return read_listed(folder, ListedFile(card.file, card.sha256))


def read_listed(folder: Path, file: ListedFile) -> bytes:
    """Return the content of a file of a model, exactly what was checked.

    Raises:
        ModelError: as `read_verified`.
    """
    data = _read(folder / file.name, MAX_MODEL_BYTES)
    found = hashlib.sha256(data).hexdigest()
    if found != file.sha256:
        raise ModelError(
            ErrorCode.MODEL_FILE_NOT_THE_ONE,
            path=folder / file.name,
            found=found[:12],
            expected=file.sha256[:12],
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
            raise ModelError(ErrorCode.MODEL_FILE_MISSING, path=path)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise ModelError(
            ErrorCode.MODEL_FILE_UNREADABLE, path=path, cause=error.strerror or str(error)
        ) from error
    if len(data) > limit:
        raise ModelError(ErrorCode.MODEL_FILE_TOO_LARGE, path=path, limit=limit // 2**20)
    return data
