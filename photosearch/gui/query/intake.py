"""What the user drops or pastes, from MIME data to pictures and folders.

`take` runs in the GUI thread and touches no disk; `sort_out` runs in a job thread and may.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.query import RgbImage
from photosearch.gui import wording
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.pixels import fit, from_rgb, to_rgb

MAX_PICTURES = 12
"""Of one query; more than that makes an average of everything."""
PREVIEW_SIDE = 128
"""Device pixels of a chip's picture: sharp at 200 %."""
_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp", "image/gif")


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """What was dropped or pasted, taken over as it was."""

    paths: tuple[Path, ...] = ()
    encoded: bytes | None = None
    """An image file's content, as browsers and image editors hand it over."""
    image: QImage | None = None
    """Where the system hands over pixels only."""
    text: str = ""
    """May be a path that somebody copied."""
    from_web: bool = False
    """There is an address of the web, which is not fetched."""


@dataclass(frozen=True, slots=True, eq=False)
class QueryPicture:
    """One picture to search by."""

    source: RgbImage | int
    """Pixels, or a photo of the library."""
    title: str
    preview: QImage | None


@dataclass(slots=True)
class Intake:
    """What an offer turned out to be."""

    pictures: list[QueryPicture] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Of pictures in the web, to be asked about before anything is fetched."""
    problems: list[UserError] = field(default_factory=list)


def is_welcome(mime: QMimeData) -> bool:
    """Whether a drag may be dropped here; cheap, called while the mouse moves."""
    return mime.hasUrls() or mime.hasImage() or any(mime.hasFormat(kind) for kind in _ENCODED)


def take(mime: QMimeData | None) -> Offer | None:
    """What can be used of a drop or of the clipboard (None while it is empty); None if nothing."""
    if mime is None:
        return None
    urls = mime.urls() if mime.hasUrls() else []
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if paths:
        return Offer(paths)
    for kind in _ENCODED:
        if mime.hasFormat(kind):
            # Bytes rather than pixels: decoding is not for this thread.
            return Offer(encoded=bytes(mime.data(kind).data()))
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Offer(image=image)
    if any(_is_web(url) for url in urls):
        return Offer(from_web=True)
    if mime.hasText() and mime.text().strip():
        return Offer(text=mime.text().strip())
    return None


def sort_out(library: PhotoLibrary, offer: Offer, control: JobControl) -> Intake:
    """Read the pictures of an offer and tell folders from files. Raises Cancelled."""
    intake = Intake()
    paths = list(offer.paths)
    if offer.text:
        named = _paths_in(offer.text)
        if not named:
            intake.problems.append(
                UserError(
                    "The text that was pasted is no path of a picture.",
                    "Copy a picture, or a file in the file manager, and paste again.",
                )
            )
        paths.extend(named)
    if offer.from_web:
        intake.problems.append(
            UserError(
                "This is the address of a picture, not the picture itself.",
                "Copy the picture in the browser (“Copy image”) and paste it here.",
            )
        )
    for path in paths:
        control.checkpoint()
        if path.is_dir():
            intake.folders.append(path)
        elif len(intake.pictures) == MAX_PICTURES:
            intake.problems.append(
                UserError(
                    f"Only the first {MAX_PICTURES} pictures are used.",
                    "Choose fewer that have more in common.",
                )
            )
            break
        else:
            _read(library, path, wording.shown_name(path), intake)
    if offer.encoded is not None:
        _read(library, offer.encoded, "Pasted picture", intake)
    if offer.image is not None:
        preview = fit(offer.image, PREVIEW_SIDE)
        intake.pictures.append(QueryPicture(to_rgb(offer.image), "Pasted picture", preview))
    return intake


def _read(library: PhotoLibrary, source: Path | bytes, title: str, intake: Intake) -> None:
    try:
        rgb = library.read_picture(source)
    except UnreadablePhoto as error:
        intake.problems.append(
            UserError(
                f"{title} cannot be searched for: {wording.reason(error.reason).lower()}.",
                "Try another picture.",
            )
        )
        return
    intake.pictures.append(QueryPicture(rgb, title, fit(from_rgb(rgb), PREVIEW_SIDE)))


def _is_web(url: QUrl) -> bool:
    return url.scheme() in {"http", "https"}


def _paths_in(text: str) -> list[Path]:
    """Lines of a text that are paths of something that exists, also as file:// addresses."""
    paths = []
    for line in text.splitlines()[: MAX_PICTURES + 1]:
        url = QUrl(line.strip())
        name = url.toLocalFile() if url.isLocalFile() else line.strip().strip("\"'")
        try:
            path = Path(name).expanduser()
            if name and path.is_absolute() and path.exists():
                paths.append(path)
        except (OSError, ValueError, RuntimeError):
            continue  # a text that no path can be, e.g. far too long
    return paths
