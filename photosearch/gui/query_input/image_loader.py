"""Make images to search by of what was dropped or pasted. For job threads.

What cannot be used without asking, folders and addresses of the web, is handed on.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.query import QueryImage, RgbImage
from photosearch.core.web_address import is_web_address, parse
from photosearch.gui import wording
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.query_input.html_images import images_in
from photosearch.gui.query_input.mime_reader import (
    MAX_ADDRESSES,
    DropPayload,
    ImageFile,
)
from photosearch.gui.translation import tr
from photosearch.gui.widgets.mime import local_path
from photosearch.gui.widgets.pixels import decode, fit, from_rgb, to_rgb
from photosearch.images.formats import CANDIDATE_SUFFIXES

MAX_IMAGES = 12
"""Of one query; more than that makes an average of everything."""
MAX_FAILURES = 12
"""So many files that are no pictures are enough to see that the rest will not be either."""
PREVIEW_SIDE = 128
"""Device pixels of a chip's picture: sharp at 200 %."""
_LISTED_NAMES = 3
_LOOKED_AT = 20_000
"""Entries of a folder that are looked at for pictures."""


@dataclass(slots=True)
class LoadedInput:
    """Hold what was made of a drop or a paste."""

    images: list[QueryImage] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Of pictures in the web, to be asked about before anything is fetched."""
    errors: list[UserError] = field(default_factory=list)
    """In few words: one for all files that failed."""


def load_input(library: LibraryPort, payload: DropPayload, control: JobControl) -> LoadedInput:
    """Read the pictures of a payload and tell folders from files. Raises Cancelled."""
    if payload.photo_ids:
        images = load_photos(library, payload.photo_ids[:MAX_IMAGES])
        if images:
            return LoadedInput(images)
    loader = _InputLoader(library, control)
    loader.load_files(payload.paths)
    loader.load_folders(payload.inside)
    # The page's piece knows the picture; the address beside it may be that of a link around it.
    addresses = images_in(payload.html) or payload.addresses
    title = payload.title or _name_in(addresses) or tr("Pasted picture")
    loader.load_contents(payload.encoded, title)
    if payload.image is not None and not loader.loaded.images:
        loader.loaded.images.append(_image_of_pixels(payload.image, title))
    if not loader.loaded.images:
        loader.load_addresses(addresses)
    if payload.text:
        loader.load_text(payload.text)
    return loader.finish(no_file=not (payload.paths or payload.inside or payload.encoded))


def load_photos(library: LibraryPort, ids: Sequence[int]) -> list[QueryImage]:
    """Return photos of the library as images to search by; those that are gone are left out."""
    jpegs = library.thumbnails(ids)
    images = []
    for record in library.photos(ids):
        jpeg = jpegs.get(record.photo_id, b"")
        images.append(
            QueryImage(
                photo_id=record.photo_id,
                title=wording.shown_name(record.path),
                preview=preview_of(decode(jpeg)),
                jpeg=jpeg,
            )
        )
    return images


def preview_of(image: QImage | None) -> RgbImage | None:
    """Return a picture small enough for a chip; None without one."""
    return None if image is None else read_only(to_rgb(fit(image, PREVIEW_SIDE)))


def _image_of_pixels(image: QImage, title: str) -> QueryImage:
    return QueryImage(pixels=read_only(to_rgb(image)), title=title, preview=preview_of(image))


def find_images(folders: Sequence[Path], control: JobControl, most: int = MAX_IMAGES) -> list[Path]:
    """Return the first images in folders by their names' endings, upper levels first, by name.

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
            files = [entry.name for entry in entries if _is_image(entry)]
            found += [folder / name for name in files]
        level = below
    return found[:most]


class _InputLoader:
    def __init__(self, library: LibraryPort, control: JobControl) -> None:
        self._library = library
        self._control = control
        self._failed: list[tuple[str, UnreadablePhoto]] = []
        self._left_out = 0
        self.loaded = LoadedInput()

    def load_files(self, paths: Sequence[Path]) -> None:
        loaded = self.loaded
        for number, path in enumerate(paths):
            self._control.checkpoint()
            if path.is_dir():
                loaded.folders.append(path)
            elif len(loaded.images) < MAX_IMAGES and len(self._failed) < MAX_FAILURES:
                self._read(path, wording.shown_name(path))
            else:
                self._left_out = len(paths) - number
                break

    def load_folders(self, folders: Sequence[Path]) -> None:
        files = find_images(folders, self._control)
        self.load_files(files)
        if folders and not files:
            self.loaded.errors.append(
                UserError.in_words(
                    tr("There is no picture in this folder."),
                    tr("Drop another folder, or pictures."),
                )
            )

    def load_contents(self, contents: Sequence[ImageFile], title: str) -> None:
        """Read image files' contents; `title` is for those that have no name."""
        for content in contents[:MAX_IMAGES]:
            self._control.checkpoint()
            self._read(content.data, content.title or title)

    def load_addresses(self, addresses: Sequence[str]) -> None:
        for address in addresses[:MAX_ADDRESSES]:
            self._control.checkpoint()
            if is_web_address(address):
                self.loaded.addresses.append(address)
            else:
                data = _data_of(address)
                if data is not None:
                    self._read(data, tr("Picture from a page"))

    def load_text(self, text: str) -> None:
        self.load_files(_paths_in(text))

    def finish(self, *, no_file: bool) -> LoadedInput:
        """Return all that was loaded.

        Args:
            no_file: it was neither a file nor what programs call a picture.
        """
        loaded = self.loaded
        if self._failed and not loaded.addresses:
            loaded.errors.append(self._failure())
        if self._left_out and loaded.images:
            loaded.errors.append(
                UserError.in_words(
                    tr("Only the first {count} pictures are used.").format(
                        count=len(loaded.images)
                    ),
                    tr("Choose fewer that have more in common."),
                )
            )
        found = loaded.images or loaded.folders or loaded.addresses or loaded.errors
        if no_file and not found:
            loaded.errors.append(
                UserError.in_words(
                    tr("This is no picture, no path of a picture and no address of one."),
                    tr("Copy a picture, or a file in the file manager, and paste again."),
                )
            )
        return loaded

    def _failure(self) -> UserError:
        name, error = self._failed[0]
        if len(self._failed) == 1:
            return UserError.in_words(
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
        return UserError.in_words(
            tr("%Ln file(s) cannot be searched for.", "", len(self._failed)),
            " · ".join(parts),
        )

    def _read(self, source: Path | bytes, title: str) -> None:
        try:
            image = self._library.read_query_image(source, title)
        except UnreadablePhoto as error:
            self._failed.append((title, error))
            return
        if image.pixels is not None:
            image = replace(image, preview=preview_of(from_rgb(image.pixels)))
        self.loaded.images.append(image)


def _name_in(addresses: Sequence[str]) -> str:
    """Return what the web calls the first picture, "" if that cannot be told."""
    try:
        return unquote(parse(addresses[0]).name) if addresses else ""
    except UserError:
        return ""


def _data_of(address: str) -> bytes | None:
    """Return the bytes in a data: address; None if it is none or they cannot be had."""
    head, comma, body = address.partition(",")
    if not comma or head[:5].lower() != "data:":
        return None
    try:
        data = unquote_to_bytes(body)
        return base64.b64decode(data) if head.lower().endswith(";base64") else data
    except (binascii.Error, ValueError):
        return None


def _paths_in(text: str) -> list[Path]:
    """Return the lines of a text that are paths of what exists, also as file:// addresses."""
    paths = []
    for line in text.splitlines()[: MAX_IMAGES + MAX_FAILURES]:
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
    """Return the entries by name; hidden ones are left out."""
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


def _is_image(entry: os.DirEntry[str]) -> bool:
    try:
        return Path(entry.name).suffix.lower() in CANDIDATE_SUFFIXES and entry.is_file()
    except OSError:
        return False


def detailed_pixels(library: LibraryPort, image: QueryImage) -> RgbImage | None:
    """Return an image to be cropped from, as large as it can be had; None if it cannot be had.

    The pixels are not to be written to.
    """
    source = image.file
    if image.photo_id is not None:
        records = library.photos([image.photo_id])
        source = records[0].path if records and records[0].online else None
    if source is not None:
        try:
            return read_only(library.read_picture(source, detailed=True))
        except UnreadablePhoto:
            pass  # gone by now: what is at hand has to do
    if image.pixels is not None:
        return read_only(image.pixels)
    shown = decode(image.jpeg)
    return None if shown is None else read_only(to_rgb(shown))


def read_only(pixels: RgbImage) -> RgbImage:
    """Return `pixels`, not to be written to from now on: the library looks at them only once."""
    pixels.flags.writeable = False
    return pixels
