"""Put photos of our own grid into a drag or on the clipboard, beside the files for other
programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QSysInfo, Qt, QUrl
from PySide6.QtGui import QDropEvent


def accept_copy(event: QDropEvent) -> None:
    """Take what is dragged as a copy: a move would have the other program delete the original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


PHOTO_IDS = "application/x-photosearch-ids"
"""The process in the first line, as ids mean nothing in another one, then the ids."""


def put_photo_ids(mime: QMimeData, photo_ids: Sequence[int]) -> None:
    """Tell in `mime` which photos of the library the files in it are."""
    text = f"{os.getpid()}\n{','.join(str(int(photo_id)) for photo_id in photo_ids)}"
    mime.setData(PHOTO_IDS, text.encode("ascii"))


def photo_ids_in(mime: QMimeData) -> list[int]:
    """Return the photos of this window's library that `mime` stands for; [] if it is of anybody
    else."""
    if not mime.hasFormat(PHOTO_IDS):
        return []
    owner, _, ids = bytes(mime.data(PHOTO_IDS).data()).partition(b"\n")
    if owner != str(os.getpid()).encode("ascii"):
        return []
    # Made by this very process, or by one that claims so: what is no number is left out.
    return [int(each) for each in ids.split(b",") if each.isdigit() and len(each) < 19]


def local_path(url: QUrl) -> Path | None:
    """Return the file that a URL names on this computer; None for any other URL.

    Names that are not valid text come through, unlike with QUrl.toLocalFile.
    """
    if not url.isLocalFile():
        return None
    if sys.platform == "win32":
        return Path(url.toLocalFile())
    if url.host() not in {"", "localhost", QSysInfo.machineHostName().lower()}:
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    name = unquote_to_bytes(encoded)
    return Path(os.fsdecode(name)) if name and b"\0" not in name else None
