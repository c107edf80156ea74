"""Photos of our own grid in a drag or on the clipboard, beside the files for other programs."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

PHOTO_IDS = "application/x-photosearch-ids"
"""The process in the first line, as ids mean nothing in another one, then the ids."""


def put_photo_ids(mime: QMimeData, photo_ids: Sequence[int]) -> None:
    """Tell in `mime` which photos of the library the files in it are."""
    text = f"{os.getpid()}\n{','.join(str(int(photo_id)) for photo_id in photo_ids)}"
    mime.setData(PHOTO_IDS, text.encode("ascii"))


def photo_ids_in(mime: QMimeData) -> list[int]:
    """The photos of this window's library that `mime` stands for; [] if it is of anybody else."""
    if not mime.hasFormat(PHOTO_IDS):
        return []
    owner, _, ids = bytes(mime.data(PHOTO_IDS).data()).partition(b"\n")
    if owner != str(os.getpid()).encode("ascii"):
        return []
    # Made by this very process, or by one that claims so: what is no number is left out.
    return [int(each) for each in ids.split(b",") if each.isdigit() and len(each) < 19]
