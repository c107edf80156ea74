"""Define add, remove and roots: which folders are searched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.output import photos_text, show_message
from photosearch.cli.session import JsonOption, LibraryOption, Session

ExcludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude",
        metavar="PATTERN",
        help="Leave out files and folders of this name below the FOLDERs, e.g. '*.gif'. "
        "May be given several times.",
    ),
]


def add(
    context: typer.Context,
    folders: Annotated[
        list[Path],
        typer.Argument(readable=False, metavar="FOLDER", help="Folders that hold photos."),
    ],
    exclude: ExcludeOption = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take folders into the library. They are read by `index`."""
    session = Session.of(context, library, json)
    with session.open() as opened:
        for folder in folders:
            root = opened.add_root(folder, tuple(exclude or ()))
            if json:
                session.output.record(
                    {"path": root.path, "excludes": list(root.excludes), "online": root.online}
                )
            else:
                session.output.line(f"{root.path} is in the library.")
    if not json:
        show_message("Next: photosearch index")


def remove(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(readable=False, metavar="FOLDER", help="A folder of the library.")
    ],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Forget a folder and what is known about its photos. No photo is touched."""
    session = Session.of(context, library, json)
    with session.open() as opened:
        photos = opened.counts().by_root
        root = opened.remove_root(folder)
    forgotten = photos.get(root.root_id, 0)
    if json:
        session.output.record({"path": root.path, "photos": forgotten})
    else:
        session.output.line(
            f"{root.path} is forgotten, with {photos_text(forgotten)}. No file was touched."
        )


def roots(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the folders of the library."""
    session = Session.of(context, library, json)
    with session.read() as opened:
        photos = opened.counts().by_root
        found = opened.roots()
    if json:
        for root in found:
            session.output.record(
                {
                    "path": root.path,
                    "photos": photos.get(root.root_id, 0),
                    "online": root.online,
                    "excludes": list(root.excludes),
                }
            )
    elif found:
        session.output.table(
            (
                (
                    f"{photos.get(root.root_id, 0):,}",
                    "photos" if root.online else "photos, not connected",
                    str(root.path),
                )
                for root in found
            ),
            right=frozenset({0}),
        )
    else:
        show_message("This library has no folders yet. Next: photosearch index FOLDER")
