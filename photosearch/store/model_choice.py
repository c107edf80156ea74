"""Keep which model's codes answer in this library, which are coming, which were before.

Kept among the properties of the catalog: what answers is one row, so that a switch is one small
transaction, and a copy of the catalog takes the choice along.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from photosearch.store.database import Database
from photosearch.store.properties import read_property, write_property

_IN_USE, _BEFORE, _COMING = "model in use", "model before", "model coming"
_MODEL = "model: "


@dataclass(frozen=True, slots=True)
class KnownModel:
    """Describe a model that this library has used or is about to use."""

    model_id: str
    folder: Path
    """Where it was; it may be gone by now."""
    card: str
    """The text of its model.toml, by which its codes can be read when the folder is gone."""


@dataclass(frozen=True, slots=True)
class ModelSelection:
    """Hold model ids; None where there is no such model."""

    in_use: str | None = None
    """Whose codes answer."""
    before: str | None = None
    """Whose codes answered before that, for `undo`."""
    coming: str | None = None
    """To which the library is being switched; photos that come in get its codes, too."""


class ModelChoice:
    """Read and change the choice, from any thread; each change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> ModelSelection:
        """Return the present state."""
        with self._database.read() as connection:
            return read_selection(connection)

    def known(self, model_id: str) -> KnownModel | None:
        """Return what was noted of a model when it was chosen."""
        with self._database.read() as connection:
            text = read_property(connection, _MODEL + model_id)
        if text is None:
            return None
        noted = json.loads(text)
        return KnownModel(model_id, Path(noted["folder"]), noted["card"])

    def adopt(self, model_id: str, known: KnownModel | None) -> None:
        """Let a model answer in a library that has had none; note what is known of it."""

        def work(connection: Connection) -> None:
            if known is not None:
                _set_known(connection, known)
            if read_property(connection, _IN_USE) is None:
                write_property(connection, _IN_USE, model_id)

        self._database.write(work)

    def note(self, model: KnownModel) -> None:
        """Note where a model is by now, and what its card says."""
        self._database.write(lambda connection: _set_known(connection, model))

    def begin(self, model: KnownModel) -> None:
        """Note a model as coming; it does not answer yet."""

        def work(connection: Connection) -> None:
            _set_known(connection, model)
            write_property(connection, _COMING, model.model_id)

        self._database.write(work)

    def abandon(self) -> None:
        """Forget what is coming; its codes stay."""
        self._database.write(lambda connection: write_property(connection, _COMING, None))

    def switch(self, model: KnownModel) -> ModelSelection:
        """Let a model answer from now on; the one that did is remembered. The new state."""

        def work(connection: Connection) -> ModelSelection:
            now = read_selection(connection)
            _set_known(connection, model)
            write_property(connection, _IN_USE, model.model_id)
            if now.in_use != model.model_id:
                write_property(connection, _BEFORE, now.in_use)
            write_property(connection, _COMING, None)
            return read_selection(connection)

        return self._database.write(work)

    def drop(self, model_ids: Collection[str]) -> None:
        """Forget models and all their codes.

        Raises:
            ValueError: one of them is in use or coming.
        """

        def work(connection: Connection) -> None:
            now = read_selection(connection)
            if {now.in_use, now.coming} & set(model_ids):
                raise ValueError("a model that is in use or coming is not dropped")
            for model_id in model_ids:
                connection.execute("DELETE FROM models WHERE name = ?", (model_id,))
                write_property(connection, _MODEL + model_id, None)
            if now.before in model_ids:
                write_property(connection, _BEFORE, None)

        self._database.write(work)


def read_selection(connection: Connection) -> ModelSelection:
    """Return the state, within a transaction."""
    return ModelSelection(
        *(read_property(connection, name) for name in (_IN_USE, _BEFORE, _COMING))
    )


def _set_known(connection: Connection, model: KnownModel) -> None:
    noted = {"folder": str(model.folder), "card": model.card}
    write_property(connection, _MODEL + model.model_id, json.dumps(noted))
