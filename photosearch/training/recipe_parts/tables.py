"""Write a recipe's table of figures, in Markdown, and show it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger(__name__)


def table_head(title: str, columns: Iterable[str]) -> list[str]:
    """Return the two lines that a table begins with; `title` is that of the first column."""
    names = list(columns)
    return [f"| {title} | {' | '.join(names)} |", f"| --- |{' --- |' * len(names)}"]


def write_table(path: Path, text: str) -> None:
    """Write a table to a file, whose folder is made if it is missing, and show it.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    log.info("%s", text)
