"""Check that a model keeps the encoder's contract on real runs before it may be used.

A stranger's network runs in a process of its own, with limits of time and memory: it may crash, or
never end, without taking the program along.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Embeddings, pack
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError, Reason
from photosearch.core.model_card import TAGS, ModelCard
from photosearch.inference import models
from photosearch.inference.encoder import Encoder
from photosearch.inference.pool import ProcessPool, Result, Starter, Task, WorkerStartError
from photosearch.inference.text_encoder import TextEncoder

_PICTURES = 16
_TIMED = 12
_TIMEOUT_S = 60
_START_TIMEOUT_S = 60
# Rounding differs with the number of pictures that go through at once, and where a value is all but
# zero its sign differs with it.
_LOOSE_BITS = 0.02

Encode = Callable[[NDArray[np.uint8]], Mapping[str, Embeddings]]


@dataclass(frozen=True, slots=True)
class CheckedModel:
    """Describe a model that passed."""

    card: ModelCard
    provider: str
    """What ran it, by the names of the settings."""
    ms_per_photo: float
    """Median time of encoding one photo on this machine, with one thread; see `Encoder.clock`."""


def check_model(
    folder: Path, *, providers: Sequence[str] = ("cpu",), memory_mb: int = 2048
) -> CheckedModel:
    """Try the model in `folder` in a process of its own; takes about a second.

    Checked are the card, the file's sha256, inputs and outputs, the labels, and on made-up
    pictures: values are finite, different pictures have different codes, the same picture has the
    same code each time and in any company.

    Raises:
        ModelError: one of that does not hold; says which. Nothing was changed.
    """
    card = models.load_card(folder)
    return run_apart(start_check, (tuple(providers),), folder, model=card.name, memory_mb=memory_mb)


def run_apart(
    starter: Starter[Task, Result | ModelError],
    arguments: tuple[Any, ...],
    task: Task,
    *,
    model: str,
    memory_mb: int,
) -> Result:
    """Return the result of a task in a process of its own, for a model of this name.

    Raises:
        ModelError: that the task returned, or which tells that the process did not live.
    """
    pool: ProcessPool[Task, Result | ModelError] = ProcessPool(
        starter,
        arguments,
        workers=1,
        timeout_s=_TIMEOUT_S,
        memory_mb=memory_mb,
        start_timeout_s=_START_TIMEOUT_S,
    )
    try:
        pool.submit(task)
        while (outcome := pool.next_result(timeout_s=60)) is None:
            pass
    except WorkerStartError as error:
        raise ModelError(ErrorCode.MODEL_NOT_TRIED, model=model, reason=error.message) from error
    finally:
        pool.close()
    if outcome.failure is Reason.TIMEOUT:
        raise ModelError(ErrorCode.MODEL_TOO_SLOW, model=model, seconds=_TIMEOUT_S)
    if outcome.failure is not None:
        raise ModelError(ErrorCode.MODEL_CRASHED, model=model, reason=outcome.detail)
    if isinstance(outcome.result, ModelError):
        raise outcome.result
    assert outcome.result is not None
    return outcome.result


def check_outputs(card: ModelCard, encode: Encode) -> None:
    """Run the encoder on made-up images and check what it gives, for `check_model`.

    Raises:
        ModelError: the outputs are not what codes can be made of.
    """
    pictures = synthetic_images(card)
    together = encode(pictures)
    again = encode(pictures)
    alone = encode(pictures[-1:])
    shapes: dict[str, tuple[int, ...]] = {kind.value: (bits,) for kind, bits in card.bits.items()}
    if CodeKind.REGIONS in card.bits:
        shapes[CodeKind.REGIONS.value] = (len(card.region_boxes), card.bits[CodeKind.REGIONS])
    if card.tags:
        shapes[TAGS] = (card.tags,)
    for name, shape in shapes.items():
        values = together[name]
        if values.shape != (_PICTURES, *shape):
            raise ModelError(
                ErrorCode.MODEL_SHAPE,
                model=card.name,
                output=name,
                found=str(values.shape[1:]),
                expected=str(shape),
            )
        if not np.isfinite(values).all() or not np.isfinite(alone[name]).all():
            raise ModelError(ErrorCode.MODEL_NO_NUMBERS, model=card.name, output=name)
        if name == TAGS:
            continue
        codes = pack(values)
        if not np.array_equal(codes, pack(again[name])):
            raise ModelError(ErrorCode.MODEL_UNSTEADY, model=card.name, output=name)
        apart = np.bitwise_count(codes[-1] ^ pack(alone[name])[0]).sum()
        if apart > max(1, _LOOSE_BITS * codes[-1].size * 8):
            raise ModelError(ErrorCode.MODEL_DEPENDS_ON_OTHERS, model=card.name, output=name)
        different = len(np.unique(codes.reshape(_PICTURES, -1), axis=0))
        if different < _PICTURES // 4:
            raise ModelError(
                ErrorCode.MODEL_TELLS_FEW_APART,
                model=card.name,
                output=name,
                total=_PICTURES,
                number=different,
            )


def synthetic_images(card: ModelCard) -> NDArray[np.uint8]:
    """Return images (16, H, W, 3) that no encoder may confuse, black and white among them."""
    random = np.random.default_rng(0)
    height, width = card.input_height, card.input_width
    y = np.linspace(0, 1, height)[:, None, None]
    x = np.linspace(0, 1, width)[None, :, None]
    pictures = np.empty((_PICTURES, height, width, 3), np.uint8)
    pictures[0], pictures[1] = 0, 255
    for number in range(2, _PICTURES):
        colours = random.uniform(0, 255, (3, 3))
        ground = colours[0] * (1 - x) + colours[1] * x
        waves = np.sin(2 * np.pi * (random.uniform(1, 9) * x + random.uniform(1, 9) * y))
        left, top = random.uniform(0, 0.6, 2)
        inside = (x > left) & (x < left + 0.4) & (y > top) & (y < top + 0.4)
        mixed = np.where(inside, colours[2], ground + 40 * waves)
        pictures[number] = np.clip(mixed, 0, 255).astype(np.uint8)
    return pictures


def start_check(providers: Sequence[str]) -> Callable[[Path], CheckedModel | ModelError]:
    """Return what runs in the process; it returns the error instead of raising it."""

    def check(folder: Path) -> CheckedModel | ModelError:
        try:
            encoder = Encoder(folder, providers=providers, threads=1)
            card = encoder.card
            models.load_labels(folder, card)
            if card.words is not None:
                TextEncoder(folder)
            try:
                check_outputs(card, encoder.encode)
            except ModelError:
                raise
            except Exception as error:  # whatever onnxruntime raises
                raise ModelError(
                    ErrorCode.MODEL_FAILS, model=card.name, cause=first_line(error)
                ) from error
            ms = _ms_per_photo(encoder)
        except ModelError as error:
            return error
        return CheckedModel(card, encoder.provider, ms)

    return check


def _ms_per_photo(encoder: Encoder) -> float:
    picture = synthetic_images(encoder.card)[-1:]
    times = []
    for _ in range(_TIMED):
        start = encoder.clock()
        encoder.encode(picture)
        times.append(encoder.clock() - start)
    return 1000 * statistics.median(times)


def first_line(error: Exception) -> str:
    """Return what an exception of onnxruntime says, in one line."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
