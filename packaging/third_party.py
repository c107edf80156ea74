"""Write the notices that travel with the program: its parts, their licences, and the full texts."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from pathlib import Path

import identity
from inventory import Part

HERE = Path(__file__).parent / "licences"
_NAMES = ("licen", "copying", "notice", "copyright", "thirdparty", "3rd-party", "patents")
_RULE = "=" * 80


def notices(parts: Sequence[Part]) -> str:
    """Return the text of THIRD_PARTY.txt, made of what is really inside.

    Args:
        parts: of `inventory.parts_of`.
    """
    texts = "".join(f"{_RULE}\n{title}\n{_RULE}\n\n{text}\n" for title, text in _texts(parts))
    return f"{summary(parts)}\n{texts}"


def summary(parts: Sequence[Part]) -> str:
    """Return the part before the full texts: who made what, and what licences ask for."""
    own = (identity.ROOT / "NOTICE").read_text("utf-8")
    lines = [
        f"{part.name} {part.version}".strip()
        + f"\n    {part.licence}"
        + (f"\n    {part.note}" if part.note else "")
        for part in parts
    ]
    duties = (HERE / "duties.txt").read_text("utf-8")
    inside = "\n".join(lines)
    return f"{own}\n{_RULE}\nWHAT IS INSIDE\n{_RULE}\n\n{inside}\n\n{_RULE}\n{duties}"


def _texts(parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Yield titles and texts, each text once: of the program, of the packages inside, and those of
    the GNU licences, which not all of them bring."""
    yield "PhotoSearch: Apache License 2.0", (identity.ROOT / "LICENSE").read_text("utf-8")
    seen: dict[str, str] = {}
    for part in parts:
        try:
            files = importlib.metadata.files(part.name) or ()
        except importlib.metadata.PackageNotFoundError:
            continue
        for path in sorted(files, key=str):
            name = path.name.lower()
            if not any(word in name for word in _NAMES) or name.endswith((".py", ".pyc")):
                continue
            if "dist-info" not in str(path) and len(path.parts) > 3:
                continue
            text = Path(str(path.locate())).read_text("utf-8", "replace").strip()
            if text and text not in seen:
                seen[text] = part.name
                yield f"{part.name}: {path.name}", text
    for licence in sorted((HERE / "texts").glob("*.txt")):
        yield licence.stem, licence.read_text("utf-8").strip()
