"""Open what a search looks through: the user's library, or a temporary one of other folders."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.indexing import show_notes, summary_text
from photosearch.cli.output import show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.session import Session, open_library
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # it imports numpy and more, which --help does not need
    from photosearch.library.library import Library
    from photosearch.library.reader import LibraryReader


FoldersArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        readable=False,
        metavar="FOLDER",
        help="Where to look, everywhere unless given. One that is not in the library is read for "
        "this once.",
        show_default=False,
    ),
]


@contextlib.contextmanager
def searched_library(
    session: Session,
    folders: Sequence[Path],
    control: JobControl,
    check: Callable[[LibraryReader], object] = lambda _library: None,
) -> Iterator[LibraryReader]:
    """Open the user's library, or a temporary one of the folders that are not in it.

    Args:
        session: names the user's library.
        folders: absolute; where to look, everywhere if empty.
        control: cancels the reading of a temporary one.
        check: called before thousands of photos are read into a temporary one, to raise what is
            wrong with the search itself.

    Raises:
        UserError: there is nothing to look through, or some of the folders are in the library and
            others are not.
        Cancelled: through `control`.
    """
    if not folders or session.has_library:
        with session.read() as opened:
            if not lie_outside(opened, folders, "name one to search (--in FOLDER)"):
                for root in opened.roots():
                    if not root.online:
                        show_message(f"{root.path} is not connected; its photos are left out.")
                yield opened
                return
    with temporary_library(session) as temporary:
        for folder in folders:
            temporary.add_root(folder)
        check(temporary)
        index_all(temporary, control)
        yield temporary


def lie_outside(opened: LibraryReader, folders: Sequence[Path], naming: str) -> bool:
    """Tell whether these folders are outside of the library, which has folders to look through.

    Args:
        opened: the library.
        folders: absolute; everywhere in the library if empty.
        naming: how to name folders, for who has none in the library.

    Raises:
        UserError: the library has no folders, some of these are in it and others are not, or what
            would be in it is no folder.
    """
    from photosearch.library.roots.drives import require_folder

    roots = {folder: opened.root_of(folder) for folder in folders}
    outside = [folder for folder, root in roots.items() if root is None]
    for folder, root in roots.items():
        if root is not None and root.online:
            require_folder(folder)
    if not outside and not opened.roots():
        raise UserError.in_words(
            "This library has no folders yet.",
            f"Index one (photosearch index FOLDER) or {naming}.",
        )
    if 0 < len(outside) < len(folders):
        raise UserError.in_words(
            f"{outside[0]} is not in the library, other folders are.",
            f"Take it in first: photosearch index {outside[0]}",
        )
    return bool(outside)


@contextlib.contextmanager
def temporary_library(session: Session) -> Iterator[Library]:
    """Open a library that is gone afterwards.

    Raises:
        UserError: there is no room for temporary files.
    """
    with (
        _temporary_folder() as place,
        open_library(Path(place) / "library", session.command) as temporary,
    ):
        yield temporary


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="photosearch-", ignore_cleanup_errors=True)
    except OSError as error:
        raise UserError.in_words(
            f"A temporary folder cannot be made ({error.strerror}).",
            "Make room for temporary files, or take the folder into the library: photosearch index",
        ) from error


def index_all(temporary: Library, control: JobControl) -> None:
    """Read the folders of a temporary library.

    Raises:
        Cancelled: through `control`.
    """
    show_message("Not in the library yet, so it is read for this once.")
    with progress_display() as display:
        summary = temporary.index(control=control, on_progress=display)
    if summary.cancelled:
        raise Cancelled
    show_message(summary_text(summary))
    show_notes(summary, "")
