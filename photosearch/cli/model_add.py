"""Run model add: take a folder as a model of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photosearch import paths, settings_file
from photosearch.cli.output import show_message
from photosearch.cli.session import JsonOption, LibraryOption, Session


def add(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            readable=False, metavar="FOLDER", help="A folder with model.toml and its files."
        ),
    ],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Check a model of your own, measure its speed here, and copy it to the models at hand.

    Checked are the files by their sha256, shapes, outputs on made-up pictures, and, where it takes
    words, the text encoder. The folder stays as it is; `model use` lets the model answer.
    """
    from photosearch.library.models.model_install import add_model

    session = Session.of(context, library, json)
    options = settings_file.load(paths.settings_file())
    added = add_model(
        folder.expanduser().absolute(),
        providers=options.providers,
        memory_mb=options.worker_memory_mb,
    )
    card = added.checked.card
    speed = added.checked.ms_per_photo
    if json:
        session.output.record(
            {
                "model_id": card.model_id,
                "folder": added.folder,
                "ms_per_photo": round(speed, 2),
                "provider": added.checked.provider,
                "words": card.words is not None,
            }
        )
        return
    session.output.table(
        [
            ("folder", str(added.folder)),
            ("id", card.model_id),
            ("speed here", f"{speed:.1f} ms per photo ({added.checked.provider})"),
            ("words", "yes" if card.words is not None else "no: photos are found by names"),
        ]
    )
    show_message(f"Let it answer: photosearch model use {card.name}")
