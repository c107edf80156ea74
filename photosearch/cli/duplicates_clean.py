"""Define duplicates clean|report: which copies stay, and what is done with the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch import paths, settings_file
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import photos_text, show_message, size_text
from photosearch.cli.progress import progress_display
from photosearch.cli.questions import confirm
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, ExitCode, UserError
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.duplicates import (
        CleanAction,
        DuplicateGroup,
        DuplicateKind,
        GroupChoice,
        KeepRules,
    )
    from photosearch.core.file_operations import OperationResult
    from photosearch.core.photo import PhotoRecord
    from photosearch.core.similarity_levels import SimilarityLevel
    from photosearch.library.library import Library
    from photosearch.library.reader import LibraryReader

app = typer.Typer(rich_markup_mode=None)

_SHOWN = 20
"""Files that the preview names, unless it is all that is asked for."""

KeepOption = Annotated[
    str | None,
    typer.Option(
        metavar="RULES",
        help="Which copy stays: best, original, edited, folder, or rules in their order, such as "
        "rating,raw,pixels,oldest. As in the settings unless given.",
    ),
]
ReferenceOption = Annotated[
    list[Path] | None,
    typer.Option(
        readable=False,
        metavar="FOLDER",
        help="Nothing in it ever goes, copies elsewhere do. May be repeated.",
    ),
]
PreferOption = Annotated[
    list[Path] | None,
    typer.Option(
        readable=False,
        metavar="FOLDER",
        help="Of equally good copies the one in it stays. Repeated: the best first.",
    ),
]
KindOption = Annotated[
    str,
    typer.Option(
        metavar="KINDS",
        help="Which groups: same-file, same-picture, edited, pair; several with commas.",
    ),
]
MinLevelOption = Annotated[
    str, typer.Option(metavar="LEVEL", help="surely, or probably: also what is less sure.")
]


@app.command()
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
    kind: KindOption = "same-file,same-picture,edited",
    min_level: MinLevelOption = "surely",
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
    nothing happens to it. Exit code 3 if something was left as it is.
    """
    from photosearch.core.duplicates import ALL_FIELDS

    session = Session.of(context, library, json)
    rules = _rules(keep, reference, prefer)
    kinds, level = parse_kinds(kind), parse_level(min_level)
    what, folder = _parse_action(action)
    if folder is not None and not folder.is_dir():
        raise UserError(ErrorCode.TARGET_NOT_A_FOLDER, path=folder)
    if merge is None:
        merge = settings_file.load(paths.settings_file()).merge_metadata
    control = JobControl()
    with session.open() as opened, cancelled_by_interrupt(control.cancel):
        groups, choices = _chosen(session, opened, rules, kinds, level, control)
        preview = _Preview(opened, groups, choices)
        if json:
            preview.write_json(session)
        else:
            preview.write(session, _SHOWN if not dry_run else None)
        if dry_run or not preview.removed:
            return
        if not yes:
            confirm(f"{_question(what, folder)} {photos_text(preview.removed)}?")
        result = _clean(
            session, opened, choices, what, folder, control,
            merge=ALL_FIELDS if merge else frozenset(), with_raw=with_raw,
        )  # fmt: skip
    _tell(session, result, what, control)


@app.command()
def report(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(readable=False, metavar="FILE", help="A name that ends in .html or .csv."),
    ],
    *,
    keep: KeepOption = None,
    reference: ReferenceOption = None,
    prefer: PreferOption = None,
    kind: KindOption = "same-file,same-picture,edited,pair,series",
    min_level: MinLevelOption = "probably",
    top: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many groups at most in an HTML page.")
    ] = 1000,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the FILE if there is one.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Write the groups of duplicates into a page with pictures, or into a table."""
    from photosearch.cli.duplicate_text import why_text
    from photosearch.library.duplicates import report as reports

    session = Session.of(context, library, json)
    rules = _rules(keep, reference, prefer)
    kinds, level = parse_kinds(kind), parse_level(min_level)
    path = reports.check_path(file, replace=replace)
    control = JobControl()
    with session.read() as opened, cancelled_by_interrupt(control.cancel):
        groups, choices = _groups(opened, rules, kinds, level, control)
        if path.suffix.lower() == ".csv":
            reports.write_table(path, groups, choices, opened.photos, why_text)
        else:
            with progress_display() as display:
                reports.write_page_of(
                    path, groups[:top], choices[:top], opened.photos, opened.thumbnails, why_text,
                    control, display,
                )  # fmt: skip
    written = len(groups) if path.suffix.lower() == ".csv" else min(top, len(groups))
    if json:
        session.output.record({"path": path, "groups": written, "of": len(groups)})
        return
    session.output.line(f"{path} tells of {written:,} groups.")
    if written < len(groups):
        show_message(f"There are {len(groups):,}; --top takes more, a .csv file takes all.")


# ---- options ----


def parse_kinds(text: str) -> frozenset[DuplicateKind]:
    """Return the kinds that are named, with commas between.

    Raises:
        typer.BadParameter: one is no kind.
    """
    from photosearch.core.duplicates import DuplicateKind

    known = {kind.value: kind for kind in DuplicateKind}
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    wrong = [name for name in names if name not in known]
    if wrong or not names:
        raise typer.BadParameter(
            f"--kind: {(wrong or [text])[0]!r} is no kind. Give some of {', '.join(known)}."
        )
    return frozenset(known[name] for name in names)


def parse_level(text: str) -> SimilarityLevel:
    """Return the level of that name.

    Raises:
        typer.BadParameter: there is none that groups can have.
    """
    from photosearch.core.similarity_levels import SimilarityLevel

    levels = {"surely": SimilarityLevel.SURELY, "probably": SimilarityLevel.PROBABLY}
    if text.lower() not in levels:
        raise typer.BadParameter(f"--min-level: {text!r} is no level. Give surely or probably.")
    return levels[text.lower()]


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
    return action, Path(folder).expanduser().absolute() if folder else None


def _rules(
    keep: str | None, reference: Sequence[Path] | None, prefer: Sequence[Path] | None
) -> KeepRules:
    """Return the rules of the settings with what the options say."""
    import dataclasses

    from photosearch.core.duplicates import KEEP_PRESETS, RANKING_RULES, KeepRule, KeepRules

    rules = KeepRules.of(settings_file.load(paths.settings_file()))
    if keep is not None:
        known = {rule.value: rule for rule in RANKING_RULES}
        names = [name.strip().lower() for name in keep.split(",") if name.strip()]
        if len(names) == 1 and names[0] in KEEP_PRESETS:
            order = KEEP_PRESETS[names[0]]
        else:
            wrong = [name for name in names if name not in known] or ([] if names else [keep])
            if wrong:
                raise typer.BadParameter(
                    f"--keep: {wrong[0]!r} is no rule. Give {', '.join(KEEP_PRESETS)}, or some of "
                    f"{', '.join(known)} with commas."
                )
            order = tuple(known[name] for name in dict.fromkeys(names))
        rules = dataclasses.replace(rules, order=order)
    folders = tuple(path.expanduser().absolute() for path in reference or ())
    if folders:
        # What is said here decides, whatever the order is.
        others = (rule for rule in rules.order if rule is not KeepRule.REFERENCE)
        order = (KeepRule.REFERENCE, *others)
        rules = dataclasses.replace(
            rules, order=order, reference_folders=(*folders, *rules.reference_folders)
        )
    preferred = tuple(path.expanduser().absolute() for path in prefer or ())
    return dataclasses.replace(rules, preferred_folders=(*preferred, *rules.preferred_folders))


# ---- work ----


def _chosen(
    session: Session,
    opened: Library,
    rules: KeepRules,
    kinds: frozenset[DuplicateKind],
    level: SimilarityLevel,
    control: JobControl,
) -> tuple[list[DuplicateGroup], list[GroupChoice]]:
    """Compare what is not compared yet, and choose."""
    with progress_display(session.output) as display:
        opened.duplicates.update(control, display)
    return _groups(opened, rules, kinds, level, control)


def _groups(
    opened: LibraryReader,
    rules: KeepRules,
    kinds: frozenset[DuplicateKind],
    level: SimilarityLevel,
    control: JobControl,
) -> tuple[list[DuplicateGroup], list[GroupChoice]]:
    from photosearch.core.duplicates import GroupFilter

    groups = opened.duplicates.groups(GroupFilter(kinds=kinds, min_level=level))
    marks = opened.duplicates.marks()
    return groups, opened.choose_duplicates(groups, rules, marks, control)


def _clean(
    session: Session,
    opened: Library,
    choices: Sequence[GroupChoice],
    action: CleanAction,
    folder: Path | None,
    control: JobControl,
    **options: Any,
) -> OperationResult:
    from photosearch.core.file_operations import OperationContext
    from photosearch.library.file_ops.drive_trash import DriveTrash

    with progress_display(session.output) as display:
        work = OperationContext(control, display)
        return opened.files.clean(choices, action, DriveTrash(), work, folder=folder, **options)


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
    from photosearch.cli.file_operation_text import clean_text, item_error_text
    from photosearch.core.duplicates import CleanAction

    if session.output.json:
        session.output.record(
            {
                "event": "cleaned",
                "removed": result.done,
                "bytes": result.bytes,
                "operation": result.operation.operation_id if result.operation else None,
                "errors": [
                    {"path": error.path, "reason": error.reason.value, "detail": error.detail}
                    for error in result.errors
                ],
                "cancelled": result.cancelled,
            }
        )
    else:
        for error in result.errors:
            show_message(item_error_text(error))
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
        session.output.table(rows[:most])
        if most is not None and len(rows) > most:
            show_message(f"... and {len(rows) - most:,} more files; --dry-run lists all.")
        groups = sum(bool(choice.removed) for choice in self._choices)
        show_message(
            f"{groups:,} of {len(self._choices):,} groups: {photos_text(self.removed)} would go, "
            f"{size_text(self._bytes)}."
            if self.removed
            else "There is nothing to clean up."
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
            }
        )
