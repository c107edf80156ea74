"""library info|backup|restore|check|clean: the library as files, and its upkeep."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="Information, backup, restore, check, clean-up.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
