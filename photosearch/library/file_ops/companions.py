"""Tell which files beside a photo belong to it: a Live Photo's video, the RAW of a pair."""

from __future__ import annotations

import os
from pathlib import Path

from photosearch.images.formats import CANDIDATE_SUFFIXES, RAW_FORMATS
from photosearch.library.file_ops import atomic_files

VIDEO_SUFFIXES = frozenset({".mov", ".mp4"})
RAW_SUFFIXES = frozenset(f".{name}" for name in RAW_FORMATS - {"raw"}) & CANDIDATE_SUFFIXES


def videos_of(photo: Path) -> list[Path]:
    """Return the videos that belong to this photo alone: no other photo has its name."""
    named = _named_alike(photo)
    if any(path.suffix.lower() in CANDIDATE_SUFFIXES for path in named):
        return []
    return [path for path in named if path.suffix.lower() in VIDEO_SUFFIXES]


def raws_of(photo: Path) -> list[Path]:
    """Return the RAW files of the name of a photo that is none itself."""
    if photo.suffix.lower() in RAW_SUFFIXES:
        return []
    return [path for path in _named_alike(photo) if path.suffix.lower() in RAW_SUFFIXES]


def has_equal_beside(companion: Path, photo: Path) -> bool:
    """Tell whether beside `photo` lies a file of its name that holds what `companion` holds.

    Another file, not `companion` itself.
    """
    suffix = companion.suffix.lower()
    return any(
        path.suffix.lower() == suffix
        and not path.is_symlink()
        and not path.samefile(companion)
        and atomic_files.same_content(path, companion)
        for path in _named_alike(photo)
    )


def _named_alike(photo: Path) -> list[Path]:
    """Return the other files in a photo's folder of its name up to the suffix, case ignored."""
    start = f"{photo.stem.lower()}."
    length = len(photo.stem)
    with os.scandir(photo.parent) as entries:
        names = sorted(entry.name for entry in entries if entry.name.lower().startswith(start))
    return [
        photo.with_name(name)
        for name in names
        if name != photo.name and "." not in name[length + 1 :]
    ]
