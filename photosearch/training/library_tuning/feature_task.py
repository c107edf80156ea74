"""Read and edit a photo in a worker process, and take the features in front of the output layers.

Imports no torch, which would take every worker seconds and memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import FileStamp
from photosearch.core.preprocess import fit_image, resize
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode
from photosearch.images.thumbnails import read_thumbnail
from photosearch.inference.encoder import INPUT
from photosearch.inference.saturation import EXACT_PRODUCTS, products_overflow
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.library.workers.reading_size import reading_side
from photosearch.messages import Message
from photosearch.settings import Settings
from photosearch.training.augment import copy_view
from photosearch.training.evaluation_edits import EDITS

Rows = NDArray[np.float32]

_AT_ONCE = 4
"""Images that go through the network together: little memory, and as quick as more."""
_EDITED_SIDE = 1.5
"""Short side of what is edited, in sides of the encoder's input: enough for parts of it."""


@dataclass(frozen=True, slots=True)
class FeatureTask:
    """Name one photo of the library."""

    photo_id: int
    content_id: bytes
    path: bytes = b""
    """Of its file; empty if its drive is away."""
    thumbnail: bytes = b""
    """JPEG; used in the place of the file."""
    views: int = 0
    """How many random edits."""
    judged: bool = False
    """Whether the edits by which copies are judged are wanted too."""
    seed: int = 0

    @property
    def images(self) -> int:
        """Return how many images become features."""
        return 1 + self.views + (len(EDITS) if self.judged else 0)


@dataclass(frozen=True, slots=True)
class ExtractedFeatures:
    """Hold what came of it."""

    features: dict[str, Rows] = field(default_factory=dict)
    """(images, d) by tensor, the untouched photo first; empty if it could not be read."""
    detail: Message | None = None
    """Why that is so."""


def start_extractor(
    graph: Path, tensors: Sequence[str], card: ModelCard, settings: Settings
) -> Callable[[FeatureTask], ExtractedFeatures]:
    """Load the network that gives `tensors`, once per process."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    if products_overflow():
        options.add_session_config_entry(EXACT_PRODUCTS, "1")
    session = ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    max_bytes = settings.max_file_bytes
    max_pixels = settings.max_pixels

    def read(task: FeatureTask) -> RgbImage:
        if task.thumbnail:
            return read_thumbnail(task.thumbnail)
        data, _ = read_stable(task.path, FileStamp(b"", 0, 0, ""), max_bytes)
        if content_id_of(data) != task.content_id:
            raise OSError(None, "the file has changed since it was indexed")
        return decode(data, short_side=reading_side(card), max_pixels=max_pixels).rgb

    def extract(task: FeatureTask) -> ExtractedFeatures:
        try:
            rgb = read(task)
        except ValueError:
            return ExtractedFeatures(detail=Message(DetailCode.PREVIEW_DAMAGED))
        except (UnreadablePhoto, MemoryError, OSError) as error:
            return ExtractedFeatures(detail=as_unreadable(error).detail)
        images = np.stack([fit_image(image, card) for image in [rgb, *_edited(rgb, card, task)]])
        rows = [
            session.run(list(tensors), {INPUT: images[start : start + _AT_ONCE]})
            for start in range(0, len(images), _AT_ONCE)
        ]
        joined = [np.concatenate(parts) for parts in zip(*rows, strict=True)]
        return ExtractedFeatures(dict(zip(tensors, joined, strict=True)))

    return extract


def _edited(rgb: RgbImage, card: ModelCard, task: FeatureTask) -> list[RgbImage]:
    image = Image.fromarray(_small(rgb, card))
    views: list[Image.Image] = []
    for number in range(task.views):
        rng = Random(f"{task.seed} {task.content_id.hex()} {number}")
        views.append(copy_view(image, rng, ()))
    if task.judged:
        views += [edit(image) for edit in EDITS.values()]
    return [np.asarray(view.convert("RGB")) for view in views]


def _small(rgb: RgbImage, card: ModelCard) -> RgbImage:
    height, width = rgb.shape[:2]
    share = _EDITED_SIDE * max(card.input_width, card.input_height) / min(height, width)
    if share >= 1:
        return rgb
    return resize(rgb, max(1, round(width * share)), max(1, round(height * share)))
