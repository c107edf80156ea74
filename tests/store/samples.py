"""Made-up findings of an indexer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import tests
from photosearch.core.errors import Reason
from photosearch.core.photo import Facts, FileStamp, IndexedPhoto, UnreadableFile

MODEL = "model-0123456789ab"
OTHER_MODEL = "other-0123456789ab"
WIDTHS = {"copy": 8, "look": 4}


def stamp(name: bytes, size: int = 100, mtime_ns: int = 1) -> FileStamp:
    return FileStamp(name, size, mtime_ns, "64:1")


def codes_of(text: bytes) -> dict[str, bytes]:
    return {kind: (text * width)[:width] for kind, width in WIDTHS.items()}


def photo(root_id: int, name: bytes, content: bytes = b"", **facts: Any) -> IndexedPhoto:
    content = content or b"content of " + name
    return IndexedPhoto(
        root_id,
        stamp(name),
        content,
        Facts(**{"format": "jpeg", "width": 40, "height": 30} | facts),
        b"thumbnail of " + content,
        codes_of(content[::-1]),
    )


def unreadable(root_id: int, name: bytes, reason: Reason = Reason.DAMAGED) -> UnreadableFile:
    return UnreadableFile(root_id, stamp(name), reason, f"it is {reason}")


def python(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Another Python process that can import the program and the tests."""
    checkout = Path(next(iter(tests.__path__))).parent
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )
