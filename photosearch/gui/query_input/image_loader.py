"""From what was dropped or pasted to pictures that can be searched by. For job threads.

What cannot be used without asking, folders and addresses of the web, is handed on.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.query import RgbImage
from photosearch.core.web_address import is_web_address, parse
from photosearch.gui import wording
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.query_input.html_images import pictures_in
from photosearch.gui.query_input.mime_reader import (
    MAX_ADDRESSES,
    DropPayload,
    EncodedImage,
)
from photosearch.gui.translation import tr
from photosearch.gui.widgets.mime import local_path
from photosearch.gui.widgets.pixels import decode, fit, from_rgb, to_rgb
from photosearch.images.formats import CANDIDATE_SUFFIXES

MAX_PICTURES = 12
"""Of one query; more than that makes an average of everything."""
MAX_FAILURES = 12
"""So many files that are no pictures are enough to see that the rest will not be either."""
PREVIEW_SIDE = 128
"""Device pixels of a chip's picture: sharp at 200 %."""
_LISTED_NAMES = 3
_LOOKED_AT = 20_000
"""Entries of a folder that are looked at for pictures."""


@dataclass(frozen=True, slots=True, eq=False)
class QueryPicture:
    """One picture to search by."""

    source: RgbImage | int
    """Pixels, or a photo of the library."""
    title: str
    preview: QImage | None
    origin: Path | bytes | None = None
    """Where more pixels than `source` has can be read from, with `read_picture`."""


@dataclass(slots=True)
class LoadedInput:
    """What an offer turned out to be."""

    pictures: list[QueryPicture] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Of pictures in the web, to be asked about before anything is fetched."""
    problems: list[UserError] = field(default_factory=list)
    """In few words: one for all files that failed."""


def load_inputs(library: PhotoLibrary, offer: DropPayload, control: JobControl) -> LoadedInput:
    """Read the pictures of an offer and tell folders from files. Raises Cancelled."""
    if offer.photo_ids:
        known = known_pictures(library, offer.photo_ids[:MAX_PICTURES])
        if known.pictures:
            return known
    sorting = _Sorting(library, control)
    sorting.take_files(offer.paths)
    sorting.take_folders(offer.inside)
    # The page's piece knows the picture; the address beside it may be that of a link around it.
    addresses = pictures_in(offer.html) or offer.addresses
    title = offer.title or _name_in(addresses) or tr("Pasted picture")
    sorting.take_contents(offer.encoded, title)
    if offer.image is not None and not sorting.intake.pictures:
        preview = fit(offer.image, PREVIEW_SIDE)
        sorting.intake.pictures.append(QueryPicture(to_rgb(offer.image), title, preview))
    if not sorting.intake.pictures:
        sorting.take_addresses(addresses)
    if offer.text:
        sorting.take_text(offer.text)
    return sorting.finish(nothing=not (offer.paths or offer.inside or offer.encoded))


def known_pictures(library: PhotoLibrary, ids: Sequence[int]) -> LoadedInput:
    """Photos of the library as query pictures; those that are gone are left out."""
    jpegs = library.thumbnails(ids)
    pictures = []
    for record in library.photos(ids):
        image: QImage | None = None
        if record.photo_id in jpegs:
            image = decode(jpegs[record.photo_id])
        preview = fit(image, PREVIEW_SIDE) if image is not None else None
        pictures.append(QueryPicture(record.photo_id, wording.shown_name(record.path), preview))
    return LoadedInput(pictures)


def files_in_folders(
    folders: Sequence[Path], control: JobControl, most: int = MAX_PICTURES
) -> list[Path]:
    """The first pictures in folders by their names' endings, upper levels first, by name.

    What cannot be read is left out; a huge folder is not looked through to its end. Raises
    Cancelled.
    """
    found: list[Path] = []
    level, left = list(folders), _LOOKED_AT
    while level and len(found) < most and left > 0:
        below: list[Path] = []
        for folder in level:
            control.checkpoint()
            entries = list(_entries(folder, left))
            left -= len(entries)
            below += [Path(entry.path) for entry in entries if _is_folder(entry)]
            files = [entry.name for entry in entries if _is_picture(entry)]
            found += [folder / name for name in files]
        level = below
    return found[:most]


class _Sorting:
    def __init__(self, library: PhotoLibrary, control: JobControl) -> None:
        self._library = library
        self._control = control
        self._failed: list[tuple[str, UnreadablePhoto]] = []
        self._left_out = 0
        self.intake = LoadedInput()

    def take_files(self, paths: Sequence[Path]) -> None:
        intake = self.intake
        for number, path in enumerate(paths):
            self._control.checkpoint()
            if path.is_dir():
                intake.folders.append(path)
            elif len(intake.pictures) < MAX_PICTURES and len(self._failed) < MAX_FAILURES:
                self._read(path, wording.shown_name(path))
            else:
                self._left_out = len(paths) - number
                break

    def take_folders(self, folders: Sequence[Path]) -> None:
        files = files_in_folders(folders, self._control)
        self.take_files(files)
        if folders and not files:
            self.intake.problems.append(
                UserError(
                    tr("There is no picture in this folder."),
                    tr("Drop another folder, or pictures."),
                )
            )

    def take_contents(self, contents: Sequence[EncodedImage], title: str) -> None:
        """`title` is for those that have no name."""
        for content in contents[:MAX_PICTURES]:
            self._control.checkpoint()
            self._read(content.data, content.title or title)

    def take_addresses(self, addresses: Sequence[str]) -> None:
        for address in addresses[:MAX_ADDRESSES]:
            self._control.checkpoint()
            if is_web_address(address):
                self.intake.addresses.append(address)
            else:
                data = _data_of(address)
                if data is not None:
                    self._read(data, tr("Picture from a page"))

    def take_text(self, text: str) -> None:
        self.take_files(_paths_in(text))

    def finish(self, *, nothing: bool) -> LoadedInput:
        """All in all; `nothing`: it was neither a file nor what programs call a picture."""
        intake = self.intake
        if self._failed and not intake.addresses:
            intake.problems.append(self._failure())
        if self._left_out and intake.pictures:
            intake.problems.append(
                UserError(
                    tr("Only the first {count} pictures are used.").format(
                        count=len(intake.pictures)
                    ),
                    tr("Choose fewer that have more in common."),
                )
            )
        found = intake.pictures or intake.folders or intake.addresses or intake.problems
        if nothing and not found:
            intake.problems.append(
                UserError(
                    tr("This is no picture, no path of a picture and no address of one."),
                    tr("Copy a picture, or a file in the file manager, and paste again."),
                )
            )
        return intake

    def _failure(self) -> UserError:
        name, error = self._failed[0]
        if len(self._failed) == 1:
            return UserError(
                tr("{name} cannot be searched for. {reason}.").format(
                    name=name, reason=wording.reason(error.reason)
                ),
                tr("Try another picture."),
            )
        parts = [
            tr("{name}: {reason}").format(name=name, reason=wording.reason(error.reason))
            for name, error in self._failed[:_LISTED_NAMES]
        ]
        if len(self._failed) + self._left_out > _LISTED_NAMES:
            parts.append("…")
        return UserError(
            tr("%Ln file(s) cannot be searched for.", "", len(self._failed)),
            " · ".join(parts),
        )

    def _read(self, source: Path | bytes, title: str) -> None:
        try:
            rgb = self._library.read_picture(source)
        except UnreadablePhoto as error:
            self._failed.append((title, error))
            return
        preview = fit(from_rgb(rgb), PREVIEW_SIDE)
        self.intake.pictures.append(QueryPicture(rgb, title, preview, source))


def _name_in(addresses: Sequence[str]) -> str:
    """What the web calls the first picture, "" if that cannot be told."""
    try:
        return unquote(parse(addresses[0]).name) if addresses else ""
    except UserError:
        return ""


def _data_of(address: str) -> bytes | None:
    """The bytes in a data: address, None if it is none or they do not come out of it."""
    head, comma, body = address.partition(",")
    if not comma or head[:5].lower() != "data:":
        return None
    try:
        data = unquote_to_bytes(body)
        return base64.b64decode(data) if head.lower().endswith(";base64") else data
    except (binascii.Error, ValueError):
        return None


def _paths_in(text: str) -> list[Path]:
    """Lines of a text that are paths of something that exists, also as file:// addresses."""
    paths = []
    for line in text.splitlines()[: MAX_PICTURES + MAX_FAILURES]:
        name = line.strip().strip("\"'")
        try:
            url = QUrl(name)
            path = local_path(url) if url.isLocalFile() else Path(name).expanduser()
            if name and path is not None and path.is_absolute() and path.exists():
                paths.append(path)
        except (OSError, ValueError, RuntimeError):
            continue  # a text that no path can be, e.g. far too long
    return paths


def _entries(folder: Path, most: int) -> Iterator[os.DirEntry[str]]:
    """Sorted by name; hidden ones are left out."""
    found: list[os.DirEntry[str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(found) == most:
                    break
                if not entry.name.startswith("."):
                    found.append(entry)
    except OSError:
        return
    yield from sorted(found, key=_by_name)


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name.lower()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_picture(entry: os.DirEntry[str]) -> bool:
    try:
        return Path(entry.name).suffix.lower() in CANDIDATE_SUFFIXES and entry.is_file()
    except OSError:
        return False


def larger_pixels(library: PhotoLibrary, picture: QueryPicture) -> RgbImage | None:
    """The picture to be cropped from, as large as it can be had; None if it cannot be had at all.

    Not to be written to.
    """
    origin = picture.origin
    if origin is None and isinstance(picture.source, int):
        records = library.photos([picture.source])
        origin = records[0].path if records and records[0].online else None
    if origin is not None:
        try:
            return fixed(library.read_picture(origin, detailed=True))
        except UnreadablePhoto:
            pass  # gone by now: what is at hand has to do
    if not isinstance(picture.source, int):
        return fixed(picture.source)
    image = decode(library.thumbnails([picture.source]).get(picture.source, b""))
    return None if image is None else fixed(to_rgb(image))


def fixed(pixels: RgbImage) -> RgbImage:
    """`pixels`, not to be written to from now on: the library need not look at them again."""
    pixels.flags.writeable = False
    return pixels
