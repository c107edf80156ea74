"""Put the command line together: what `photosearch ARGS` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

import photosearch
from photosearch import paths
from photosearch.cli import (
    clusters,
    duplicates,
    duplicates_clean,
    duplicates_report,
    indexing,
    learn,
    library,
    model,
    neighbours,
    roots,
    search,
    status,
    undo,
)
from photosearch.cli.exit_codes import exit_code_of
from photosearch.cli.interrupts import handle_interrupts
from photosearch.cli.output import prepare_streams
from photosearch.cli.session import GlobalOptions, LibraryOption, library_folder
from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.log import logging_to
from photosearch.message_words.command_line import message_text
from photosearch.message_words.plain_help import with_plain_help
from photosearch.messages import Message

WindowOpener = Callable[[Path, Sequence[Path]], int]
"""Shows the window on the library in a folder and searches by the files, if there are any. Gives
the exit code when it is closed, or at once if an open window of that library took the files."""

EXIT_CODES = (
    "Exit codes: 0 done, 1 a bug in PhotoSearch, 2 wrong use of the command line, 3 something "
    "outside the program is wrong (a file, a folder), 4 the library cannot be opened or written, "
    "5 the encoder's model is missing or damaged, 130 cancelled. Files that cannot be read do not "
    "change the exit code."
)


def run(open_window: WindowOpener, args: Sequence[str] | None = None) -> int:
    """Do what `args` (those of the process unless given) say; the exit code.

    Args:
        open_window: what to do without a sub-command. Handed in because the command line does not
            know the window.
    """
    args = list(sys.argv[1:] if args is None else args)
    debug = "--debug" in args[: args.index("--")] if "--" in args else "--debug" in args
    args = [arg for place, arg in enumerate(args) if arg != "--debug" or "--" in args[:place]]
    command = with_plain_help(typer.main.get_command(make_app(open_window)))
    with (
        logging_to(paths.log_folder(), debug=debug, words=_words) as log_file,
        handle_interrupts(),
    ):
        prepare_streams()
        return exit_code_of(
            lambda: command(args, prog_name="photosearch"), log_file=log_file, debug=debug
        )


def _words(value: object) -> object:
    """Return what the terminal shows of a value in a log record: sentences instead of codes."""
    if isinstance(value, UserError | UnreadablePhoto | Message):
        if isinstance(value, UnreadablePhoto):
            return message_text(value.detail)
        return message_text(value.message if isinstance(value, UserError) else value)
    if isinstance(value, OSError) and value.strerror:
        return value.strerror if value.filename is None else f"{value.strerror}: {value.filename}"
    return value


def _require_screen(environment: Mapping[str, str]) -> None:
    """Raise a UserError where there is no screen: Qt would end the process with a core dump."""
    if sys.platform.startswith("linux") and not any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise UserError.in_words(
            "There is no screen to open a window on.", "Use the command line: photosearch --help"
        )


def make_app(open_window: WindowOpener) -> typer.Typer:
    """Return the commands, wired to a window."""
    app = typer.Typer(
        name="photosearch",
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,  # plain help: quick to print, the same in a pipe
        pretty_exceptions_enable=False,
        epilog=EXIT_CODES,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def start(
        context: typer.Context,
        library: LibraryOption = None,
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and end.")
        ] = False,
        _debug: Annotated[
            bool,
            typer.Option("--debug", help="Log more, and show the traceback of an error."),
        ] = False,
    ) -> None:
        """Find photos by example. Without a command, the window opens.

        Everything stays on this machine: nothing is sent anywhere.
        """
        context.obj = GlobalOptions(library=library)
        if version:
            typer.echo(f"PhotoSearch {photosearch.__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            _require_screen(os.environ)
            raise typer.Exit(open_window(library_folder(library), ()))

    @app.command()
    def window(
        context: typer.Context,
        files: Annotated[
            list[Path] | None,
            typer.Argument(metavar="FILE", help="Pictures to search by.", show_default=False),
        ] = None,
        library: LibraryOption = None,
    ) -> None:
        """Open the window, and search by the FILEs if there are any.

        If the window of this library is open already, it takes the FILEs and comes to the front.
        """
        _require_screen(os.environ)
        folder = library_folder(library or context.ensure_object(GlobalOptions).library)
        raise typer.Exit(open_window(folder, [paths.absolute(file) for file in files or ()]))

    app.command()(roots.add)
    app.command()(roots.remove)
    app.command()(roots.roots)
    app.command()(indexing.index)
    app.command()(search.search)
    app.command()(clusters.clusters)
    app.command()(neighbours.neighbours)
    app.command()(indexing.watch)
    app.command()(status.status)
    app.command()(status.unreadable)
    app.command()(undo.undo)
    duplicates.app.command()(duplicates_clean.clean)
    duplicates.app.command()(duplicates_report.report)
    app.add_typer(duplicates.app, name="duplicates")
    app.add_typer(library.app, name="library")
    app.add_typer(model.app, name="model")
    app.add_typer(learn.app, name="learn")
    return app
