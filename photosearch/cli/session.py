"""Give every command its start: which library, which form of output, which settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch import paths, settings_file
from photosearch.cli.output import Output, show_message

if TYPE_CHECKING:  # it imports numpy and more, which --help does not need
    from photosearch.library.library import Library
    from photosearch.library.reader import LibraryReader

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="FOLDER",
        readable=False,  # what is wrong with it is told by the catalog, with the next step
        envvar="PHOTOSEARCH_LIBRARY",
        help="Folder of the library; one of your own per user unless given.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON object per line instead of text.")
]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Replace the FILE if there is one.")]


@dataclass(slots=True)
class GlobalOptions:
    """Hold what was said before the sub-command, in the context of the command line."""

    library: Path | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Hold what one command works with."""

    folder: Path
    output: Output
    command: str
    """What other processes are told that has the library: "photosearch watch"."""

    @classmethod
    def of(cls, context: typer.Context, library: Path | None, json: bool = False) -> Session:
        """Return the session by the options of a command, then by those before it."""
        common = context.find_object(GlobalOptions) or GlobalOptions()
        folder = library_folder(library or common.library)
        return cls(folder, Output(json=json), context.command_path)

    @property
    def has_library(self) -> bool:
        """Tell whether there is a library in the folder."""
        from photosearch.store.catalog import CATALOG_NAME  # as late as possible: see above

        return (self.folder / CATALOG_NAME).exists()

    def open(self, *, create: bool = False) -> Library:
        """Open the library for reading and changing.

        Args:
            create: make it if there is none: for what adds to it.

        Raises:
            CatalogError, ModelError: as `Library.open`.
        """
        from photosearch.store.catalog import CATALOG_NAME, require_library

        if not create:
            require_library(self.folder / CATALOG_NAME)
        library = open_library(self.folder, self.command)
        for folder in library.tell_open_folders():
            show_message(
                f"Others on this computer can read {folder}, and in it what the library knows of"
                " your photos. Keep it for yourself: photosearch library protect"
            )
        return library

    def read(self) -> LibraryReader:
        """Open the library for looking, which is quicker, and changes nothing.

        Raises:
            CatalogError: as `LibraryReader.read`.
        """
        from photosearch.library.reader import LibraryReader  # as late as possible: see above

        return LibraryReader.read(self.folder, settings_file.load(paths.settings_file()))


def library_folder(chosen: Path | None) -> Path:
    """Return the folder that was asked for, or the user's own."""
    return paths.absolute(chosen) if chosen else paths.default_library()


def open_library(folder: Path, command: str) -> Library:
    """Open the library in `folder` for a command, with the user's settings."""
    from photosearch.library.library import Library  # as late as possible: see above

    options = settings_file.load(paths.settings_file())
    return Library.open(folder, options, owner=command)
