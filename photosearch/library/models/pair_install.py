"""Take a pair of encoders as a model: fit codes to the user's own photos, then add it.

Vectors become codes by iterative quantisation of those of a sample of photos; texts are taken the
same way, less what all texts have in common and pictures lack (Liang et al., "Mind the Gap", 2022).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w

from photosearch.core.byte_pairs import tokenizer_json
from photosearch.core.card_entries import ListedFile, load_entries
from photosearch.core.codes import CodeKind, Embeddings
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError, UnreadablePhoto
from photosearch.core.itq import Projection, fit_itq
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import StageCode
from photosearch.core.model_card import CARD_FILE, CODES, PAIR, WORDS, ModelCard
from photosearch.core.pair_card import PairCard, parse_pair
from photosearch.core.preprocess import fit_image
from photosearch.core.words import moments_of
from photosearch.inference.encoder import Encoder
from photosearch.inference.model_check import check_model
from photosearch.inference.models import read_card_text, read_listed
from photosearch.inference.pair_check import check_pair
from photosearch.inference.pool import Workers
from photosearch.inference.vectors import VECTORS, projection_bytes
from photosearch.library.models.model_comparison import CompareTask, run_tasks, task_reader
from photosearch.library.models.model_install import AddedModel, check_name, new_folder
from photosearch.library.search.label_meanings import bundled_meanings
from photosearch.library.workers.reading_size import reading_side
from photosearch.messages import Message
from photosearch.settings import Settings

LEAST_PHOTOS = 64
"""Codes that are fitted to fewer would be of these photos only."""
_MOST_BITS = 256
_TEXTS = 256
"""Of which the mean is taken."""

_TOKENIZER, _CODES = "tokenizer.json", "codes.npy"
_PROJECTION, _MOMENTS = "words_projection.npy", "words_moments.npy"

MakePool = Callable[[Path, ModelCard, int], Workers[CompareTask, Embeddings | None]]


@dataclass(frozen=True, slots=True)
class AddedPair:
    """Describe a pair that became a model."""

    model: AddedModel
    bits: int
    photos: int
    """To which the codes are fitted."""


def pair_at(folder: Path) -> PairCard | None:
    """Return the pair in a folder; None if it holds a whole model.

    Raises:
        ModelError: there is no readable, sensible model.toml.
    """
    return parse_pair(read_card_text(folder))


def add_pair(
    source: Path,
    pair: PairCard,
    tasks: Sequence[CompareTask],
    make_pool: MakePool,
    settings: Settings,
    *,
    control: JobControl | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> AddedPair:
    """Check the pair in a folder, fit codes to photos, and add the model that comes of it.

    Args:
        source: the folder; it stays as it is.
        pair: what it describes.
        tasks: the photos.
        make_pool: of workers that run `start_vectors`.
        settings: of the user.
        control: to cancel it.
        on_progress: told how far it is.

    Raises:
        ModelError: it does not keep the contract, its name is taken, or there are too few photos;
            says which. Nothing was changed.
        Cancelled: by `control`.
    """
    check_name(pair.card)
    with new_folder(pair.card) as folder:
        tokenizer = pair.tokenizer.name
        pair = _copied(source, pair, folder)
        limits = settings.providers, settings.worker_memory_mb
        try:
            checked = check_pair(folder, pair, _texts(), providers=limits[0], memory_mb=limits[1])
        except ModelError as error:
            raise _told_of(error, source, tokenizer) from error
        found = run_tasks(
            tasks,
            lambda count: make_pool(folder, pair.card, count),
            control or JobControl(),
            on_progress,
            Message(StageCode.ENCODING, model=pair.card.name),
        )
        if len(found) < LEAST_PHOTOS:
            raise ModelError(
                ErrorCode.PAIR_TOO_FEW_PHOTOS,
                model=pair.card.name,
                number=len(found),
                low=LEAST_PHOTOS,
            )
        vectors = np.stack([found[number] for number in sorted(found)])
        bits = min(_MOST_BITS, *vectors.shape) // 8 * 8
        codes = fit_itq(vectors, bits)
        files = _fitted_files(codes, vectors, checked.text_mean)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        entries = _entries(read_card_text(source), pair, files, bits, len(vectors))
        (folder / CARD_FILE).write_text(tomli_w.dumps(entries), encoding="utf-8", newline="\n")
        model = check_model(folder, providers=limits[0], memory_mb=limits[1])
        target = folder.parent.parent / folder.name
    return AddedPair(AddedModel(model, target), bits, len(vectors))


def start_vectors(
    folder: Path, card: ModelCard, settings: Settings
) -> Callable[[CompareTask], Embeddings | None]:
    """Load the encoder of pictures, in the worker; return what gives a photo's vector (D,), None
    where it is unreadable.

    Raises:
        ModelError: the folder does not hold what it says.
    """
    encoder = Encoder(folder, providers=settings.providers, threads=1, card=card)
    read = task_reader(settings, reading_side(card))

    def run(task: CompareTask) -> Embeddings | None:
        try:
            rgb = read(task)
        except (UnreadablePhoto, MemoryError, OSError, ValueError):
            return None
        vector: Embeddings = encoder.encode(fit_image(rgb, card)[None])[VECTORS][0]
        return vector

    return run


def _copied(source: Path, pair: PairCard, folder: Path) -> PairCard:
    """Copy the files of a pair, whose sha256 are right; return it with a tokenizer in one file."""
    for file in (ListedFile(pair.card.file, pair.card.sha256), pair.text):
        (folder / file.name).write_bytes(read_listed(source, file))
    data = read_listed(source, pair.tokenizer)
    if pair.merges is not None:
        try:
            merges = read_listed(source, pair.merges).decode()
            data = tokenizer_json(data.decode(), merges).encode()
        except ValueError as error:
            path, cause = source / pair.tokenizer.name, str(error)[:200]
            raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=path, cause=cause) from error
    (folder / _TOKENIZER).write_bytes(data)
    return replace(pair, tokenizer=ListedFile(_TOKENIZER, _digest(data)), merges=None)


def _told_of(error: ModelError, source: Path, tokenizer: str) -> ModelError:
    """Return an error about a copied file as one about the user's own."""
    values: Any = error.message.values
    if "path" not in values:
        return error
    name = values["path"].name
    path = source / (tokenizer if name == _TOKENIZER else name)
    return ModelError(error.code, **{**values, "path": path})


def _fitted_files(
    codes: Projection, vectors: Embeddings, text_mean: Embeddings
) -> dict[str, bytes]:
    """Return the content of the files that come of the photos, by name."""
    signs = np.where(codes.values(vectors) > 0, 1, -1).astype(np.float32)
    of_texts = Projection(codes.weight, -codes.weight @ text_mean)
    moments = io.BytesIO()
    np.save(moments, moments_of(signs))
    return {
        _CODES: projection_bytes(codes),
        _PROJECTION: projection_bytes(of_texts),
        _MOMENTS: moments.getvalue(),
    }


def _entries(
    text: str, pair: PairCard, files: Mapping[str, bytes], bits: int, photos: int
) -> dict[str, Any]:
    """Return the entries of the model.toml, from the text of the pair's."""
    entries = {name: value for name, value in load_entries(text).items() if name != PAIR}
    words = {
        "encoder": pair.text,
        "tokenizer": pair.tokenizer,
        "projection": ListedFile(_PROJECTION, _digest(files[_PROJECTION])),
        "moments": ListedFile(_MOMENTS, _digest(files[_MOMENTS])),
    }
    return {
        **entries,
        "file": pair.card.file,
        "bits": {CodeKind.SUBJECT.value: bits},
        CODES: {"file": _CODES, "file_sha256": _digest(files[_CODES]), "photos": photos},
        WORDS: {
            key: value
            for purpose, file in words.items()
            for key, value in ((purpose, file.name), (f"{purpose}_sha256", file.sha256))
        },
    }


def _texts() -> list[str]:
    names = list(bundled_meanings().names())
    return [f"a photo of a {name}" for name in names[:: max(1, len(names) // _TEXTS)]]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
