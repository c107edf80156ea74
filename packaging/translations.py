"""Brings the translations up to date: new words in, old words out, then what the program loads.

    python3 dev.py translations

1. photosearch/gui/library_messages.py: the sentences of the layers below the window, which speak
   English and know no Qt.
2. resources/translations/photosearch_*.ts, by lupdate. Translate what is new there with Qt Linguist
   or any editor, then run this again.
3. resources/translations/photosearch_*.qm, by lrelease. Both are committed.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "photosearch"
TRANSLATIONS = ROOT / "resources" / "translations"
MESSAGES = PACKAGE / "gui" / "library_messages.py"
LANGUAGES = ("de",)
LAYERS = ("core", "images", "inference", "library", "store")

_SENTENCE = re.compile(
    r"[A-Z{“].* .*[.?!]"  # a whole one
    r"|[A-Z].*[a-z]{2}.*(?:[.:] \{\d+\}|: photosearch [a-z ]+)",  # or one that ends with another
    re.DOTALL,
)
_SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE) ")
_FRAGMENTS = (
    # What the sentences put in that is words, not a name or a number.
    "1 photo is",
    "It was left as it is.",
    "a GIMP document",
    "a JPEG 2000 image",
    "a JPEG XL image",
    "a PCX image",
    "a PDF document",
    "a PostScript drawing",
    "a Radiance image",
    "a Targa image",
    "a Windows icon",
    "a large Photoshop document (PSB)",
    "a texture",
    "a video",
    "an OpenEXR image",
    "an SVG drawing",
    "another PhotoSearch window",
    " by another process",
    " by {0} (process {1}) since {2}",
    "cannot be watched ({0})",
    "copies found first",
    "copies found with 9 of 10 answers right",
    "copies recognised",
    "has more folders than the system can watch",
    "is damaged",
    "is of a kind that is not known",
    "is none of {0}",
    "is not between {0} and {1}",
    "is not of the kind {0}",
    "its header cannot be read",
    "its parts do not fit together",
    "lies on a network share, where not every change is announced",
    "same subject found",
    "same subject found first",
    "{0} photos are",
)
_HEAD = '''"""Sentences of the layers below the window, as templates.

Made by packaging/translations.py. The window translates what it shows of
them, see `translation.tr_message`.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

_MARKED = (
'''
_FOOT = """)

TEMPLATES: tuple[str, ...] = tuple(map(str, _MARKED))  # declared as returning object
"""


def main() -> None:
    """All three steps."""
    write_messages(MESSAGES)
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    update(TRANSLATIONS)
    release(TRANSLATIONS)


def write_messages(path: Path) -> None:
    """Write the module with the sentences of the lower layers, formatted as all code is."""
    lines = [f'    QT_TRANSLATE_NOOP("", {template!r}),\n' for template in library_templates()]
    path.write_text(_HEAD + "".join(lines) + _FOOT, "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], cwd=ROOT, check=True)


def update(folder: Path) -> None:
    """Take the words of the program into the .ts files in `folder`."""
    sources = [str(path) for path in sorted((PACKAGE / "gui").rglob("*.py"))]
    sources += [str(PACKAGE / "app.py"), str(PACKAGE / "settings.py")]
    common = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    for language, options in [("en", ["-pluralonly"]), *((each, []) for each in LANGUAGES)]:
        target = ["-target-language", language, "-ts", str(folder / f"photosearch_{language}.ts")]
        subprocess.run([_tool("lupdate"), *common, *options, *sources, *target], check=True)
    fill_english(folder / "photosearch_en.ts")


def fill_english(path: Path) -> None:
    """English needs nothing but its plural forms: "%Ln photo(s)" is "%Ln photo" or "%Ln photos"."""
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


def library_templates() -> list[str]:
    """What the lower layers can say, with {0}, {1}, ... for what they put in; sorted."""
    found = set(_FRAGMENTS)
    for layer in LAYERS:
        for path in (PACKAGE / layer).rglob("*.py"):
            found.update(sentences(path.read_text("utf-8")))
    # Of the settings what is told of wrong ones; the other sentences there are for the manual.
    settings = sentences((PACKAGE / "settings.py").read_text("utf-8"))
    found.update(sentence for sentence in settings if "{0}" in sentence)
    return sorted(found)


def sentences(source: str) -> Iterator[str]:
    """Whole sentences among the texts of a module, and the stages of its progress.

    Docstrings and what is written to the log are left out.
    """
    tree = ast.parse(source)
    for node in _walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Progress" and node.args:
            stage = template(node.args[0])
            if stage:
                yield stage
        text = template(node)
        if text is not None and _is_sentence(text):
            yield text


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.fullmatch(text) and re.search("[a-z]{2}", text) and not _SQL.search(text))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """All below `node` but docstrings, log calls and the parts of f-strings."""
    for child in ast.iter_child_nodes(node):
        is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if is_docstring or _is_logging(child):
            continue
        yield child
        if not isinstance(child, ast.JoinedStr):
            yield from _walk(child)


def _is_logging(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    return isinstance(owner, ast.Name) and owner.id == "log"


def template(node: ast.AST) -> str | None:
    """A text as a template; None for anything else."""
    if isinstance(node, ast.Constant):
        return _literal(node.value) if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, number = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(_literal(str(part.value)))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _tool(name: str) -> str:
    import PySide6

    folder = Path(PySide6.__file__).parent
    return str(next(path for path in (folder / name, folder / f"{name}.exe") if path.exists()))


if __name__ == "__main__":
    main()
