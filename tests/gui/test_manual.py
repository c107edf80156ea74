"""docs/window.md tells the keys that the window has."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence

from photosearch.gui.actions import Actions, menu_titles
from photosearch.gui.shortcuts.keys import fixed_keys, portable
from tests.gui.window_kit import Kit

MANUAL = Path(__file__).parents[2] / "docs" / "window.md"


def keys_section(actions: Actions) -> str:
    """The tables of the manual: the commands by menu, then the keys that are no commands."""
    lines = []
    for menu, title in menu_titles().items():
        lines += ["", f"### {title.replace('&', '')}", "", "| command | keys |", "| --- | --- |"]
        for command in actions:
            if command.menu == menu:
                keys = ", ".join(f"`{portable(QKeySequence(key))}`" for key in command.keys)
                lines.append(f"| {command.title} | {keys} |")
    for title, rows in fixed_keys():
        lines += ["", f"### {title}", "", "| keys | what they do |", "| --- | --- |"]
        lines += [f"| {keys} | {what} |" for keys, what in rows]
    return "\n".join(lines[1:]) + "\n"


def test_the_manual_lists_all_commands_and_keys(kit: Kit) -> None:
    """Where it does not, put what this compares with behind the heading "All keys"."""
    told = MANUAL.read_text("utf-8").partition("\n## All keys\n")[2]
    assert told.partition("\n### ")[1:] != ("", "")
    assert told[told.index("### ") :] == keys_section(kit.window.context.actions)
