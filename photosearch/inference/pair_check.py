"""Check that a pair of encoders gives vectors of one width, on real runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.core.codes import Embeddings, unit_rows
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.model_card import WORDS
from photosearch.core.pair_card import PairCard
from photosearch.inference.encoder import Encoder
from photosearch.inference.model_check import first_line, run_apart, synthetic_images
from photosearch.inference.text_encoder import TextEmbedder
from photosearch.inference.vectors import VECTORS


@dataclass(frozen=True, slots=True, eq=False)
class CheckedPair:
    """Describe a pair that passed."""

    text_mean: Embeddings
    """(D,) of the vectors of many texts, each at a length of one: what all texts have in common,
    which pictures lack."""


def check_pair(
    folder: Path,
    pair: PairCard,
    texts: Sequence[str],
    *,
    providers: Sequence[str] = ("cpu",),
    memory_mb: int = 2048,
) -> CheckedPair:
    """Try the pair in `folder` in a process of its own.

    Checked are the sha256 of the files, inputs and outputs, the tokenizer, and on made-up pictures
    and `texts` that vectors are finite and of one width.

    Raises:
        ModelError: one of that does not hold; says which.
    """
    arguments = (pair, tuple(texts), tuple(providers))
    return run_apart(start_check, arguments, folder, model=pair.card.name, memory_mb=memory_mb)


def start_check(
    pair: PairCard, texts: Sequence[str], providers: Sequence[str]
) -> Callable[[Path], CheckedPair | ModelError]:
    """Return what runs in the process; it returns the error instead of raising it."""

    def check(folder: Path) -> CheckedPair | ModelError:
        try:
            encoder = Encoder(folder, providers=providers, threads=1, card=pair.card)
            embedder = TextEmbedder(folder, pair.text, pair.tokenizer)
            try:
                seen = encoder.encode(synthetic_images(pair.card))[VECTORS]
                said, _ = embedder.embed(texts)
            except Exception as error:  # whatever onnxruntime raises
                raise ModelError(
                    ErrorCode.MODEL_FAILS, model=pair.card.name, cause=first_line(error)
                ) from error
            return _checked(pair, seen, said)
        except ModelError as error:
            return error

    return check


def _checked(pair: PairCard, seen: Embeddings, said: Embeddings) -> CheckedPair:
    for output, vectors in ((VECTORS, seen), (WORDS, said)):
        if not np.isfinite(vectors).all():
            raise ModelError(ErrorCode.MODEL_NO_NUMBERS, model=pair.card.name, output=output)
    if seen.shape[1] != said.shape[1]:
        raise ModelError(
            ErrorCode.PAIR_WIDTHS_DIFFER,
            model=pair.card.name,
            number=seen.shape[1],
            count=said.shape[1],
        )
    return CheckedPair(unit_rows(said).mean(axis=0))
