"""Define add, remove and roots: which folders are searched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.output import photos_text, show_message
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.paths import absolute

if TYPE_CHECKING:  # it imports more than --help needs
    from photosearch.core.photo import Root

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
    """Take folders into the library. They are read by `index`.

    One that holds folders of the library covers them from then on; what is known about their photos
    stays, and so does what is left out of them.
    """
    session = Session.of(context, library, json)
    with session.open(create=True) as opened:
        for folder in folders:
            covered = [each.path for each in opened.roots_within(folder)]
            root = opened.add_root(folder, tuple(exclude or ()))
            if json:
                session.output.record(
                    {
                        "path": root.path,
                        "excludes": list(root.excludes),
                        "online": root.online,
                        "covers": covered,
                    }
                )
            elif is_part(folder, root):
                session.output.line(
                    f"{folder} is in the library already, as a part of {root.path}."
                )
            else:
                session.output.line(f"{root.path} is in the library.")
            if covered and not json:
                show_message(covers_text(covered))
    if not json:
        show_message("Next: photosearch index")


def is_part(folder: Path, root: Root) -> bool:
    """Tell whether a folder that was to be added lies in a root that there is."""
    from photosearch.library.roots.roots import same_folder

    return not same_folder(absolute(folder), root.path)


def covers_text(folders: Sequence[Path]) -> str:
    """Return the words for folders of the library that are part of one that was added."""
    names = ", ".join(map(str, folders))
    were = "which was a folder" if len(folders) == 1 else "which were folders"
    return f"It covers {names} from now on, {were} of the library; nothing known of them is lost."


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
