"""Define duplicates clean: which copies stay, and what is done with the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch import paths, settings_file
from photosearch.cli.answers import keep_answers
from photosearch.cli.duplicates import KindOption, LevelOption, group_filter
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.keep_options import (
    KeepOption,
    PreferOption,
    ReferenceOption,
    chosen_groups,
    rules_of,
)
from photosearch.cli.output import count_text, photos_text, show_message, size_text
from photosearch.cli.progress import progress_display
from photosearch.cli.questions import confirm
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, ExitCode, UserError
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.duplicates import (
        CleanAction,
        CleanOptions,
        DuplicateGroup,
        GroupChoice,
        GroupFilter,
        KeepRules,
    )
    from photosearch.core.file_operations import OperationResult
    from photosearch.core.photo import PhotoRecord
    from photosearch.library.library import Library
    from photosearch.library.reader import LibraryReader

_SHOWN = 20
"""Files that the preview names, unless it is all that is asked for."""


def clean(
    context: typer.Context,
    *,
    keep: KeepOption = None,
    action: Annotated[
        str,
        typer.Option(
            metavar="ACTION",
            help="What is done with the copies that go: trash, move:FOLDER (keeps the tree), or, "
            "if their bytes are equal, hardlink, symlink, reflink (shares the space where the file "
            "system can).",
        ),
    ] = "trash",
    reference: ReferenceOption = None,
    prefer: PreferOption = None,
    kind: KindOption = None,
    min_level: LevelOption = "surely",
    merge: Annotated[
        bool | None,
        typer.Option(
            "--merge/--no-merge",
            help="Write ratings, keywords, caption and place that only a copy has into the XMP "
            "file of the one that stays. As in the settings unless given.",
            show_default=False,
        ),
    ] = None,
    with_raw: Annotated[
        bool,
        typer.Option(
            "--with-raw",
            help="RAW files of the name of a copy that goes, go along if equal ones stay.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be done.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Keep the best copy of each photo and let the others go. `photosearch undo` takes it back.

    Before each copy goes, another one is looked for that really is there, and read; without one
    nothing happens to it. Exit code 3 if something was left as it is. Later searches learn from
    what went and what stayed where the setting learn_from_answers says so. Without --kind these
    are same-file,same-picture,edited, and same-file where copies are to be links.
    """
    from photosearch.core.duplicates import ALL_FIELDS, CleanAction, CleanOptions, MergeField
    from photosearch.core.judged_pairs import answers_of_cleaning

    session = Session.of(context, library, json)
    rules = rules_of(keep, reference, prefer)
    what, folder = _parse_action(action)
    wanted = group_filter(kind or _kinds(what), min_level)
    if folder is not None and not folder.is_dir():
        raise UserError(ErrorCode.TARGET_NOT_A_FOLDER, path=folder)
    if merge is None:
        merge = settings_file.load(paths.settings_file()).merge_metadata
    device = None if folder is None else folder.stat().st_dev
    merged = ALL_FIELDS if merge else frozenset[MergeField]()
    options = CleanOptions(what, folder, merged, with_raw, device)
    control = JobControl()
    with session.open() as opened, cancelled_by_interrupt(control.cancel):
        groups, choices = _chosen(session, opened, rules, wanted, control)
        preview = _Preview(opened, groups, choices, options)
        if json:
            preview.write_json(session)
        else:
            preview.write(session, _SHOWN if not dry_run else None)
        if dry_run or not preview.removed:
            return
        if not yes:
            confirm(f"{_question(what, folder)} {photos_text(preview.removed)}?")
        result = _clean(session, opened, choices, options, control)
        if result.done:
            gone = result.photo_ids
            keep_answers(opened, answers_of_cleaning(groups, choices, gone))
            shares = what is CleanAction.REFLINK
            opened.duplicates.note_cleaned(choices, gone, still_there=shares)
    _tell(session, result, what, control)


def _parse_action(text: str) -> tuple[CleanAction, Path | None]:
    from photosearch.core.duplicates import CleanAction

    name, colon, folder = text.partition(":")
    known = {action.value: action for action in CleanAction}
    action = known.get(name.lower())
    if action is None:
        raise typer.BadParameter(
            f"--action: {text!r} is no action. Give trash, hardlink, symlink, reflink or "
            "move:FOLDER."
        )
    if (action is CleanAction.MOVE) is not bool(folder) or (colon and not folder):
        raise typer.BadParameter("--action: a FOLDER goes with move, as move:FOLDER.")
    return action, paths.absolute(Path(folder)) if folder else None


def _kinds(action: CleanAction) -> str:
    """Return which kinds are cleaned up unless --kind says it."""
    from photosearch.core.duplicates import CLEANED_KINDS, DuplicateKind

    if action.needs_equal_bytes:
        return DuplicateKind.SAME_FILE.value
    return ",".join(kind.value for kind in DuplicateKind if kind in CLEANED_KINDS)


def _chosen(
    session: Session,
    opened: Library,
    rules: KeepRules,
    wanted: GroupFilter,
    control: JobControl,
) -> tuple[list[DuplicateGroup], list[GroupChoice]]:
    """Compare what is not compared yet, and choose."""
    for root in opened.roots():
        if not root.online:
            show_message(f"{root.path} is not connected; its photos are left out.")
    with progress_display(session.output) as display:
        opened.duplicates.update(control, display)
    return chosen_groups(opened, rules, wanted, control)


def _clean(
    session: Session,
    opened: Library,
    choices: Sequence[GroupChoice],
    options: CleanOptions,
    control: JobControl,
) -> OperationResult:
    from photosearch.core.file_operations import OperationContext
    from photosearch.library.file_ops.drive_trash import DriveTrash

    with progress_display(session.output) as display:
        work = OperationContext(control, display)
        return opened.files.clean(choices, options, DriveTrash(), work)


def _question(action: CleanAction, folder: Path | None) -> str:
    from photosearch.core.duplicates import CleanAction

    return {
        CleanAction.TRASH: "Move to the trash:",
        CleanAction.MOVE: f"Move to {folder}:",
        CleanAction.HARD_LINK: "Replace by hard links:",
        CleanAction.SYMBOLIC_LINK: "Replace by symbolic links:",
        CleanAction.REFLINK: "Let share their space:",
    }[action]


def _tell(
    session: Session, result: OperationResult, action: CleanAction, control: JobControl
) -> None:
    from photosearch.cli.file_operation_text import (
        clean_text,
        item_error_records,
        item_errors_text,
    )
    from photosearch.core.duplicates import CleanAction

    if session.output.json:
        session.output.record(
            {
                "event": "cleaned",
                "removed": result.done,
                "bytes": result.bytes,
                "operation": result.operation.operation_id if result.operation else None,
                "errors": item_error_records(result.errors),
                "cancelled": result.cancelled,
            }
        )
    else:
        if result.errors:
            show_message(item_errors_text(result.errors))
        if result.operation is not None:
            words = clean_text(action, result.operation, photos_text(result.done))
            later = " once the trash is emptied" if action is CleanAction.TRASH else ""
            freed = "" if action is CleanAction.MOVE else f"; {size_text(result.bytes)} free{later}"
            session.output.line(f"{words[:1].upper()}{words[1:]}{freed}.")
            show_message("To take it back: photosearch undo")
        else:
            session.output.line("Nothing was changed.")
    if result.cancelled or control.cancelled:
        raise Cancelled
    if result.errors:
        raise typer.Exit(ExitCode.USER_ERROR)


class _Preview:
    """Tell what would be done: which files go, which stay, and why."""

    def __init__(
        self,
        opened: LibraryReader,
        groups: Sequence[DuplicateGroup],
        choices: Sequence[GroupChoice],
        options: CleanOptions,
    ) -> None:
        self._groups = groups
        self._choices = choices
        ids = [each.photo_id for choice in choices for each in choice.choices]
        self._records: dict[int, PhotoRecord] = {
            record.photo_id: record for record in opened.photos(list(dict.fromkeys(ids)))
        }
        going = {photo_id for choice in choices for photo_id in choice.removed}
        self.removed = len(going)
        """Files that go."""
        self._bytes = sum(self._records[key].size for key in going if key in self._records)
        self._raws = self._raws_of(going) if options.with_raw else []

    def _raws_of(self, going: Collection[int]) -> list[Path]:
        """Return the RAW files of the names of photos that go, but for those that are to stay."""
        from photosearch.library.file_ops.companions import raws_of

        known = {record.path: key for key, record in self._records.items()}
        raws: set[Path] = set()
        for path, key in known.items():
            if key in going:
                with suppress(OSError):  # its drive is away, so that it does not go
                    raws.update(raws_of(path))
        return sorted(raw for raw in raws if raw not in known)

    def write(self, session: Session, most: int | None) -> None:
        """Write it as text; of all files, or so many at most."""
        from photosearch.cli.duplicate_text import why_text
        from photosearch.core.duplicates import Mark

        rows = [
            ("stays" if each.mark is Mark.KEEP else "goes", why_text(each), str(record.path))
            for choice in self._choices
            if choice.removed
            for each in sorted(choice.choices, key=lambda each: each.mark is Mark.REMOVE)
            if (record := self._records.get(each.photo_id)) is not None
        ]
        rows += [("may go", "RAW file of one that goes", str(raw)) for raw in self._raws]
        session.output.table(rows[:most])
        if most is not None and len(rows) > most:
            show_message(f"... and {len(rows) - most:,} more files; --dry-run lists all.")
        groups = sum(bool(choice.removed) for choice in self._choices)
        show_message(
            f"{groups:,} of {count_text(len(self._choices), 'group')}: "
            f"{photos_text(self.removed)} would go, {size_text(self._bytes)}."
            if self.removed
            else "There is nothing to clean up."
        )
        if self._raws:
            show_message(
                f"{count_text(len(self._raws), 'RAW file')} of their names may go along; into the "
                "trash only where an equal one stays."
            )

    def write_json(self, session: Session) -> None:
        """Write an object for each group, and one for all."""
        from photosearch.cli.duplicate_text import why_text
        from photosearch.core.duplicates import Mark

        for number, (group, choice) in enumerate(
            zip(self._groups, self._choices, strict=True), start=1
        ):
            files = [
                {
                    "path": self._records[each.photo_id].path,
                    "keep": each.mark is Mark.KEEP,
                    "why": why_text(each),
                    "size": self._records[each.photo_id].size,
                }
                for each in choice.choices
                if each.photo_id in self._records
            ]
            session.output.record(
                {
                    "group": number,
                    "kind": group.kind.value,
                    "level": group.level.name.lower(),
                    "files": files,
                }
            )
        session.output.record(
            {
                "event": "preview",
                "groups": len(self._choices),
                "removed": self.removed,
                "bytes": self._bytes,
                "raw_files": len(self._raws),
            }
        )
