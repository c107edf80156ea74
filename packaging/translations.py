"""Bring the translations up to date: new words in, old words out, then what the program loads.

    python3 dev.py translations

1. resources/translations/photosearch_*.ts, by lupdate. Translate what is new there with Qt Linguist
   or any editor, then run this again.
2. resources/translations/photosearch_*.qm, by lrelease. Both are committed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "photosearch"
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("de",)


def main() -> None:
    """Do both."""
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    update(TRANSLATIONS)
    release(TRANSLATIONS)


def update(folder: Path) -> None:
    """Take the words of the program into the .ts files in `folder`."""
    folders = (PACKAGE / "gui", PACKAGE / "message_words")
    sources = [str(path) for folder in folders for path in sorted(folder.rglob("*.py"))]
    sources += [str(PACKAGE / "app.py"), str(PACKAGE / "settings.py")]
    common = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    for language, options in [("en", ["-pluralonly"]), *((each, []) for each in LANGUAGES)]:
        target = ["-target-language", language, "-ts", str(folder / f"photosearch_{language}.ts")]
        subprocess.run([_tool("lupdate"), *common, *options, *sources, *target], check=True)
    fill_english(folder / "photosearch_en.ts")


def fill_english(path: Path) -> None:
    """Write the plural forms of English: "%Ln photo(s)" is "%Ln photo" or "%Ln photos"."""
    tree = ElementTree.parse(path)
    for message in tree.iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        if translation is None or translation.get("type") != "unfinished":
            continue
        forms = (source.replace("(s)", ""), source.replace("(s)", "s"))
        for numerus, form in zip(translation.findall("numerusform"), forms, strict=True):
            numerus.text = form
        del translation.attrib["type"]
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def release(folder: Path) -> None:
    """Make the .qm files beside the .ts files in `folder`."""
    for path in sorted(folder.glob("*.ts")):
        fresh = path.with_suffix(".qm.new")
        subprocess.run([_tool("lrelease"), "-silent", str(path), "-qm", str(fresh)], check=True)
        fresh.replace(path.with_suffix(".qm"))  # a running program has the old one mapped


def _tool(name: str) -> str:
    import PySide6

    folder = Path(PySide6.__file__).parent
    return str(next(path for path in (folder / name, folder / f"{name}.exe") if path.exists()))


if __name__ == "__main__":
    main()
