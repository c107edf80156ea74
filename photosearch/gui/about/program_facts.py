"""Gather what the program is made of: versions, encoder, the parts and their licences."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from typing import cast

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

import photosearch
from photosearch.core.changes import ModelInfo
from photosearch.gui.encoders import encoder_text
from photosearch.gui.translation import tr

PARTS = {
    "PySide6-Essentials": "LGPL-3.0",
    "shiboken6": "LGPL-3.0",
    "onnxruntime": "MIT",
    "faiss-cpu": "MIT",
    "numpy": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0, LGPL-2.1 (FFmpeg)",
    "pillow": "MIT-CMU",
    "simplejpeg": "MIT",
    "pi-heif": "BSD-3-Clause, LGPL-3.0 (libheif, libde265)",
    "rawpy": "MIT, LGPL-2.1 (LibRaw)",
    "tifffile": "BSD-3-Clause",
    "imagecodecs": "BSD-3-Clause, with libtiff, libjxl, OpenJPEG and others",
    "psutil": "BSD-3-Clause",
    "watchdog": "Apache-2.0",
    "filelock": "MIT",
    "platformdirs": "MIT",
    "typer": "MIT",
    "rich": "MIT",
    "tomli-w": "MIT",
}
"""Packages that the program uses, and their licences, for where a package does not tell its own."""
_MAX_LICENCE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Describe a package that the program uses."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """Hold all for the about box; names and values in the user's language."""

    versions: tuple[tuple[str, str], ...]
    encoder: tuple[tuple[str, str], ...]
    """Of the library that is open; empty without one."""
    parts: tuple[Part, ...]


def gather(encoders: Sequence[ModelInfo]) -> ProgramFacts:
    """Run in a job thread: packages are looked up on the disk.

    Args:
        encoders: those of the library, or none.
    """
    # Not before it is asked for: a start is quicker without it.
    from photosearch.store.connections import sqlite_version

    versions = (
        ("PhotoSearch", photosearch.__version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion() or ""),
        ("PySide6", pyside_version),
        ("ONNX Runtime", _version("onnxruntime")),
        ("SQLite", sqlite_version()),
        (tr("System"), f"{platform.system()} {platform.release()} {platform.machine()}"),
    )
    parts = (
        Part("CPython", platform.python_version(), "PSF-2.0"),
        *(Part(name, _version(name), _licence(name)) for name in PARTS),
    )
    return ProgramFacts(versions, _encoder(encoders), parts)


def _encoder(encoders: Sequence[ModelInfo]) -> tuple[tuple[str, str], ...]:
    in_use = [encoder for encoder in encoders if encoder.in_use and encoder.card is not None]
    if not in_use:
        return ()
    encoder, card = in_use[0], in_use[0].card
    assert card is not None
    facts = (
        (tr("Name"), card.name),
        (tr("Version"), f"{card.version} ({card.sha256[:12]})"),
        (tr("Trained on"), card.training),
        (tr("First weights"), card.origin),
        (tr("Licence"), card.licence),
        (tr("How well it finds"), encoder_text.metrics_text(encoder.metrics)),
    )
    return tuple((name, value) for name, value in facts if value)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return tr("not known", "version")


def _licence(package: str) -> str:
    """Return the licence as the package tells it if it does so in a few words, else as we know
    it."""
    try:
        told = cast(Message, importlib.metadata.metadata(package))
    except importlib.metadata.PackageNotFoundError:
        return PARTS[package]
    for words in (told.get("License-Expression"), told.get("License")):
        if words and "\n" not in words.strip() and len(words) <= _MAX_LICENCE_CHARS:
            return words.strip()
    return PARTS[package]
