"""Tell what the program is called outside of Python: for systems, stores and forges.

The address of the project is not in the code: whoever publishes the program tells it by the
environment variable PHOTOSEARCH_HOMEPAGE when the packages are built, as the CI workflow does.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NAME = "PhotoSearch"
APP_ID = "io.github.photosearch.PhotoSearch"
"""Reverse domain name for AppStream, Flatpak and macOS; whoever publishes it owns the domain."""
MAINTAINER = os.environ.get(
    "PHOTOSEARCH_MAINTAINER", "The PhotoSearch developers <photosearch@localhost>"
)
HOMEPAGE = os.environ.get("PHOTOSEARCH_HOMEPAGE", "").rstrip("/")
"""Of the project on its forge; empty where it is not known."""
RELEASES = f"{HOMEPAGE}/releases" if HOMEPAGE else ""
"""The page that "Check for a new version" opens."""


def project() -> dict[str, Any]:
    """Return the table [project] of pyproject.toml."""
    pyproject: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    table: dict[str, Any] = pyproject["project"]
    return table


VERSION: str = project()["version"]
SUMMARY = "Find photos by example"
DESCRIPTION = (
    "Name the folders that hold your photos, drop any image on the window, and see the most "
    "similar ones at once: the same picture in another size, the other shots of that moment, the "
    "same colours, or the same kind of thing. Everything happens on your machine; nothing is sent "
    "anywhere."
)
MIME_TYPES = (
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jp2",
    "image/jpeg",
    "image/jxl",
    "image/png",
    "image/tiff",
    "image/vnd.adobe.photoshop",
    "image/webp",
    "image/x-adobe-dng",
    "image/x-canon-cr2",
    "image/x-canon-cr3",
    "image/x-fuji-raf",
    "image/x-nikon-nef",
    "image/x-olympus-orf",
    "image/x-panasonic-rw2",
    "image/x-sony-arw",
)
"""Of files that the desktop offers to open with the program."""
