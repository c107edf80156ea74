"""Define duplicates report: groups of duplicates as a page or a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.duplicates import KindOption, LevelOption, compared_library, group_filter
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.keep_options import (
    KeepOption,
    PreferOption,
    ReferenceOption,
    chosen_groups,
    rules_of,
)
from photosearch.cli.output import count_text, show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.session import JsonOption, LibraryOption, ReplaceOption, Session
from photosearch.core.jobs import JobControl


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
    kind: KindOption = None,
    min_level: LevelOption = "probably",
    top: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many groups at most in an HTML page.")
    ] = 1000,
    replace: ReplaceOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Write the groups of duplicates into a page with pictures, or into a table."""
    from photosearch.cli.duplicate_text import why_text
    from photosearch.library.duplicates import report as reports

    session = Session.of(context, library, json)
    rules = rules_of(keep, reference, prefer)
    wanted = group_filter(kind, min_level)
    path = reports.check_path(file, replace=replace)
    control = JobControl()
    with (
        cancelled_by_interrupt(control.cancel),
        compared_library(session, (), control) as opened,
    ):
        groups, choices = chosen_groups(opened, rules, wanted, control)
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
    session.output.line(f"{path} tells of {count_text(written, 'group')}.")
    if written < len(groups):
        show_message(f"There are {len(groups):,}; --top takes more, a .csv file takes all.")
