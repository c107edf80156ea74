"""Define library info|backup|restore|check|clean|protect: the library as files, and its upkeep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.output import photos_text, show_message, size_text
from photosearch.cli.questions import confirm
from photosearch.cli.session import JsonOption, LibraryOption, ReplaceOption, Session
from photosearch.core.errors import CatalogError
from photosearch.message_words.command_line import message_text
from photosearch.paths import absolute

app = typer.Typer(
    help="Information, backup, restore, check, clean-up, privacy.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def info(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Tell where the library is, how large, and what is in it."""
    from photosearch.store import maintenance

    session = Session.of(context, library, json)
    found = maintenance.info(session.folder)
    if json:
        session.output.record(found.as_record())
        return
    indexed = (
        "never"
        if found.last_indexed is None
        else f"{found.last_indexed.astimezone():%Y-%m-%d %H:%M}"
    )
    rows = [
        ("Library", str(found.folder)),
        ("Catalog", f"{size_text(found.catalog_bytes)}, format {found.version}"),
        ("Previews", size_text(found.thumbnails_bytes)),
        ("Neighbours", size_text(found.neighbours_bytes)),
        ("Photos", f"{found.counts.indexed:,}"),
        ("Last indexed", indexed),
    ]
    rows += [
        ("Encoder", f"{model} ({photos_text(count)})") for model, count in found.models.items()
    ]
    rows += [("Folder", str(root.path)) for root in found.roots]
    session.output.table(rows)


@app.command()
def backup(
    context: typer.Context,
    target: Annotated[
        Path,
        typer.Argument(
            readable=False, metavar="FILE", help="The copy to be made, or a folder for it."
        ),
    ],
    *,
    replace: ReplaceOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Copy what the library knows (not the photos) to a file; also while it is in use."""
    from photosearch.library.backups import back_up

    session = Session.of(context, library, json)
    target = back_up(session.folder, absolute(target), replace=replace)
    size = target.stat().st_size
    if json:
        session.output.record({"path": target, "bytes": size})
    else:
        session.output.line(f"{target} holds the library ({size_text(size)}).")


@app.command()
def restore(
    context: typer.Context,
    source: Annotated[
        Path, typer.Argument(readable=False, metavar="FILE", help="A copy made by `backup`.")
    ],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Bring the library back from a copy. The present one is set aside, not overwritten."""
    from photosearch.library.backups import bring_back

    session = Session.of(context, library, json)
    aside = bring_back(absolute(source), session.folder)
    if json:
        session.output.record({"library": session.folder, "set_aside": aside})
    else:
        session.output.line(f"The library in {session.folder} is back.")
        if aside is not None:
            show_message(f"What was there before is in {aside}.")


@app.command()
def check(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Look whether the library's files are sound. Exit code 4 if not."""
    from photosearch.store import maintenance

    session = Session.of(context, library, json)
    report = maintenance.check(session.folder)
    if json:
        session.output.record(
            {
                "sound": report.sound,
                "problems": list(map(message_text, report.problems)),
                "notes": list(map(message_text, report.notes)),
            }
        )
    else:
        for finding in (*report.problems, *report.notes):
            session.output.line(message_text(finding))
        if report.sound:
            session.output.line(f"The library in {session.folder} is sound.")
    if not report.sound:
        raise CatalogError.in_words(
            f"The library in {session.folder} is damaged.",
            "Bring it back from a copy (photosearch library restore FILE), or choose another "
            "folder with --library and index again.",
        )


@app.command()
def clean(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Forget photos whose files are gone. Those on drives that are not connected are kept."""
    session = Session.of(context, library, json)
    with session.open() as opened:
        gone = opened.purgeable()
        if gone and not yes:
            confirm(f"Forget {photos_text(gone)} whose files are gone?")
        removed = opened.purge_missing() if gone else 0
    if json:
        session.output.record({"removed": removed})
    else:
        session.output.line(f"Forgotten: {photos_text(removed)}.")


@app.command()
def protect(
    context: typer.Context, library: LibraryOption = None, json: JsonOption = False
) -> None:
    """Let nobody else on this computer read the library, and the program's log."""
    from photosearch.library.privacy import close_folders
    from photosearch.store.catalog import CATALOG_NAME, require_library

    session = Session.of(context, library, json)
    require_library(session.folder / CATALOG_NAME)
    changed = close_folders(session.folder)
    if json:
        session.output.record({"library": session.folder, "changed": changed})
        return
    for folder in changed:
        session.output.line(f"Only you can read {folder} now.")
    if not changed:
        session.output.line(f"Only you can read {session.folder}, as before.")
