"""Write the table of the settings in README.md, from their declaration in photosearch/settings.py.

python packaging/settings_table.py
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from photosearch.settings import SETTINGS, Setting  # noqa: E402 - found by the line above

README = ROOT / "README.md"
_TABLE = re.compile(
    r"(?<=^\| option \| default \| what \|\n\| --- \| --- \| --- \|\n)(?:^\|.*\n)+", re.MULTILINE
)


def main() -> None:
    """Write the table into README.md."""
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")


def with_table(text: str) -> str:
    """Return the text of README.md with the table as it should be.

    Raises:
        ValueError: there is no such table.
    """
    rows = "".join(f"{_row(setting)}\n" for setting in SETTINGS.values())
    changed, tables = _TABLE.subn(lambda _: rows, text)
    if tables != 1:
        raise ValueError("README.md has no table with the columns option, default, what")
    return changed


def _row(setting: Setting) -> str:
    return f"| `{setting.key}` | `{_toml(setting.default)}` | {_words(setting)} |"


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _words(setting: Setting) -> str:
    words = f"{setting.label}. {setting.help}".replace("*", r"\*")
    if setting.low_label:
        words += f" {setting.low}: {setting.low_label[0].lower()}{setting.low_label[1:]}."
    if setting.low is not None:
        unit = f" {setting.unit}" if setting.unit else ""
        words += f" {setting.low:,} to {setting.high:,}{unit}."
    return words + "".join(f" `{choice}`" for choice in setting.choices)


if __name__ == "__main__":
    main()
