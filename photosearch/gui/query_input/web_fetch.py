"""Fetch the images that the user agreed to, one after the other. For job threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from photosearch.core.errors import UserError
from photosearch.core.web_address import WebAddress
from photosearch.gui.library_port import WebPicturesPort
from photosearch.gui.query_input.mime_reader import ImageFile
from photosearch.gui.runtime.background import BackgroundJob


@dataclass(frozen=True, slots=True)
class FetchedImages:
    """Hold what came of a fetch."""

    images: tuple[ImageFile, ...]
    error: UserError | None = None
    """Why the rest did not come, if some did not."""


def fetch_images(
    web: WebPicturesPort, addresses: Sequence[WebAddress], max_bytes: int, job: BackgroundJob
) -> FetchedImages:
    """Fetch these, each of at most `max_bytes`; what fails costs only itself.

    Reports bytes that have come of the picture at hand, and bytes in all or None where the site
    does not tell.

    Raises:
        UserError: nothing came.
        Cancelled: the job was cancelled.
    """
    images: list[ImageFile] = []
    failure: UserError | None = None
    for address in addresses:
        job.checkpoint()
        try:
            data = web.fetch(
                str(address),
                job,
                max_bytes=max_bytes,
                on_progress=lambda done, total: job.report((done, total)),
            )
        except UserError as error:
            failure = error
        else:
            images.append(ImageFile(data, unquote(address.name) or address.site))
    if not images and failure is not None:
        raise failure
    return FetchedImages(tuple(images), failure)
