"""Define duplicates list|ignore|ignored|take-back: find duplicates, and say what is none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from photosearch.cli.answers import keep_answers
from photosearch.cli.duplicate_listing import show_groups
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.searched_library import (
    FoldersArgument,
    index_all,
    lie_outside,
    temporary_library,
)
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.cli.values import parse_folder
from photosearch.core.errors import CatalogError, UserError
from photosearch.core.jobs import JobControl
from photosearch.message_words.command_line import message_text
from photosearch.paths import absolute

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.duplicates import GroupFilter
    from photosearch.core.similarity_levels import SimilarityLevel
    from photosearch.library.library import Library
    from photosearch.library.reader import LibraryReader


class _FoldersOrCommand(TyperGroup):
    """Take folders and options in the place of a command: `duplicates FOLDER` lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `list` before what does not begin with a command."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_FoldersOrCommand,
    help="Find files that show the same: equal ones, edited copies, RAW and JPEG, series. Without "
    "a command they are listed: photosearch duplicates [FOLDER]..., see photosearch duplicates "
    "list --help. A folder that is called like a command is ./list.",
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KINDS",
        help="Only these kinds, divided by commas: same-file, same-picture, pair, edited, series.",
    ),
]

LevelOption = Annotated[
    str,
    typer.Option(
        "--min-level",
        metavar="LEVEL",
        help="How sure it is to be that they show the same: surely, probably.",
    ),
]


@app.command("list")
def list_duplicates(
    context: typer.Context,
    folders: FoldersArgument = None,
    kind: KindOption = None,
    min_level: LevelOption = "probably",
    finished: Annotated[
        bool, typer.Option("--finished", help="Those that were decided on, in place of the others.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List groups of files that show the same, those that free the most space first.

    What is not compared yet is compared before; ended with Ctrl-C, it goes on there the next time.
    """
    session = Session.of(context, library, json)
    wanted = group_filter(kind, min_level, finished=finished)
    places = [parse_folder(folder) for folder in folders or ()]
    control = JobControl()
    with (
        cancelled_by_interrupt(control.cancel),
        compared_library(session, places, control) as opened,
    ):
        if places:
            filters = replace(wanted.filters, folders=tuple(places))
            wanted = replace(wanted, filters=filters)
        groups = opened.duplicates.groups(wanted)
        status = opened.duplicates.status()
        show_groups(session, opened, groups, status)


@contextlib.contextmanager
def compared_library(
    session: Session, folders: Sequence[Path], control: JobControl
) -> Iterator[LibraryReader]:
    """Open the user's library, or a temporary one of folders that are not in it, all compared.

    If another program has the library, what that has found so far is shown.

    Raises:
        UserError: there is nothing to look through, or some of the folders are in the library and
            others are not.
        Cancelled: through `control`.
    """
    if not folders or session.has_library:
        with session.read() as looking:
            outside = lie_outside(looking, folders, "name one (photosearch duplicates FOLDER)")
        if not outside:
            with contextlib.ExitStack() as stack:
                try:
                    opened = stack.enter_context(session.open())
                except CatalogError as error:
                    show_message(message_text(error.message))
                    show_message("Shown is what was found so far.")
                    yield stack.enter_context(session.read())
                    return
                _compare(opened, control)
                yield opened
            return
    with temporary_library(session) as temporary:
        for folder in folders:
            temporary.add_root(folder)
        index_all(temporary, control)
        _compare(temporary, control)
        yield temporary


def _compare(opened: Library, control: JobControl) -> None:
    with progress_display() as display:
        opened.duplicates.update(control, display)


def group_filter(kinds: str | None, min_level: str, *, finished: bool = False) -> GroupFilter:
    """Return which groups are asked for by the values of --kind and --min-level.

    Raises:
        typer.BadParameter: there is no such kind or level.
    """
    from photosearch.core.duplicates import DuplicateKind, GroupFilter

    known = {each.value: each for each in DuplicateKind}
    names = [name.strip().lower() for name in kinds.split(",")] if kinds else list(known)
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"--kind: {name!r} is no kind. Give {', '.join(known)}.")
    chosen = frozenset(known[name] for name in names)
    return GroupFilter(kinds=chosen, min_level=_level(min_level), finished=finished)


def _level(text: str) -> SimilarityLevel:
    from photosearch.core.similarity_levels import SimilarityLevel

    levels = {
        each.name.lower(): each for each in (SimilarityLevel.SURELY, SimilarityLevel.PROBABLY)
    }
    if text.lower() not in levels:
        raise typer.BadParameter(f"--min-level: {text!r} is no level. Give surely or probably.")
    return levels[text.lower()]


@app.command()
def ignore(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(readable=False, metavar="FILE", help="Two at least.")
    ],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Remember for good that files are no duplicates of each other, by what they hold.

    Later searches learn from it where the setting learn_from_answers says so.
    """
    from photosearch.core.judged_pairs import answer_of_no_match

    session = Session.of(context, library, json)
    if len(files) < 2:
        raise typer.BadParameter("Give two files at least.")
    with session.open() as opened:
        ids = [_photo_at(opened, path) for path in files]
        if len(set(ids)) < 2:
            raise typer.BadParameter("Give two different files at least.")
        decision = opened.duplicates.ignore(ids)
        keep_answers(opened, [answer_of_no_match(ids)])
    if json:
        session.output.record({"decision": decision.decision_id, "files": files})
    else:
        show_message(
            f"Noted as {decision.decision_id}. To forget it: photosearch duplicates take-back "
            f"{decision.decision_id}"
        )


@app.command()
def ignored(
    context: typer.Context, library: LibraryOption = None, json: JsonOption = False
) -> None:
    """List what was told to be no duplicates."""
    session = Session.of(context, library, json)
    with session.read() as opened:
        decisions = opened.duplicates.ignored()
        ids = [photo_id for decision in decisions for photo_id in decision.photo_ids]
        paths = {record.photo_id: record.path for record in opened.photos(ids)}
    for decision in decisions:
        files = [paths[each] for each in decision.photo_ids if each in paths]
        if json:
            session.output.record({"decision": decision.decision_id, "files": files})
        else:
            session.output.line(f"{decision.decision_id}")
            for path in files:
                session.output.line(f"   {path}")
    if not decisions and not json:
        show_message("Nothing was told to be no duplicates.")


@app.command("take-back")
def take_back(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER", help="As ignored lists them.")],
    library: LibraryOption = None,
) -> None:
    """Forget that files are no duplicates."""
    session = Session.of(context, library)
    with session.open() as opened:
        known = {decision.decision_id for decision in opened.duplicates.ignored()}
        for number in numbers:
            if number not in known:
                raise UserError.in_words(
                    f"There is no decision {number}.", "See: photosearch duplicates ignored"
                )
        for number in numbers:
            opened.duplicates.take_back(number)


def _photo_at(opened: LibraryReader, path: Path) -> int:
    path = absolute(path)
    photo_id = opened.photo_at(path)
    if photo_id is None:
        raise UserError.in_words(
            f"{path} is not a photo of the library.", "Take its folder in: photosearch index FOLDER"
        )
    return photo_id
