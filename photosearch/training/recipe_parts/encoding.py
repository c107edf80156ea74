"""Encode photos in memory by the exported model: what is measured is what ships."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.jobs import RateMeter
from photosearch.core.message_codes import in_words
from photosearch.core.preprocess import fit_image
from photosearch.core.query import RgbImage
from photosearch.inference.encoder import Encoder
from photosearch.training.console import Job

_BATCH = 64


def encode_images(
    encoder: Encoder,
    images: NDArray[np.uint8],
    job: Job,
    *,
    stage: str = "Encoding",
    mirrored: bool = False,
) -> NDArray[np.float32]:
    """Return the `subject` values of `images`.

    Args:
        encoder: of a model folder.
        images: (n, H, W, 3) uint8.
        job: who is told and may cancel.
        stage: what is told.
        mirrored: give the mean of each image's values and its mirror image's, at twice the cost.

    Returns:
        (n, bits) float32.

    Raises:
        Cancelled: by the job's control.
    """
    starts = range(0, len(images), _BATCH)

    def prepared(start: int) -> NDArray[np.uint8]:
        batch: list[RgbImage] = list(images[start : start + _BATCH])
        return np.stack([fit_image(image, encoder.card) for image in batch])

    meter = RateMeter()
    rows = []
    # The next batch is resized while this one is encoded.
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(prepared, 0)
        for start in starts:
            batch = coming.result()
            if start + _BATCH < len(images):
                coming = pool.submit(prepared, start + _BATCH)
            job.control.checkpoint()
            values = encoder.encode(batch)[CodeKind.SUBJECT.value]
            if mirrored:
                turned = encoder.encode(np.ascontiguousarray(batch[:, :, ::-1]))
                values = (values + turned[CodeKind.SUBJECT.value]) * np.float32(0.5)
            rows.append(values)
            done = min(start + _BATCH, len(images))
            job.on_progress(meter.progress(in_words(stage), done, len(images)))
    return np.concatenate(rows)
