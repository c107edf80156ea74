"""Turn words into values in the space of the subject codes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from photosearch.core.card_entries import ListedFile
from photosearch.core.codes import CodeKind, Embeddings, unit_rows
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.model_card import ModelCard
from photosearch.core.tokenizer import Tokenizer, parse_tokenizer
from photosearch.core.words import MAX_CHARACTERS, EncodedWords
from photosearch.inference import models
from photosearch.inference.encoder import cpu_session
from photosearch.inference.vectors import VECTORS, read_projection, vector_output

IDS, MASK, EMBEDDING = "ids", "mask", VECTORS
"""Inputs and output of words.onnx: numbers of tokens (N, T) int64, which of them are there (N, T)
int64, and the meaning of each text (N, D) float32."""
_IDS, _MASK = (IDS, "input_ids"), (MASK, "attention_mask")
"""What encoders of others call them; not all take a mask."""
SUBJECT = CodeKind.SUBJECT.value
"""Output of the projection, (N, bits) float32, for its input "embedding"."""
IMAGE, WORDS = "image", "words"
"""Inputs of the fusion, (N, bits) float32 both: a picture's code as -1 and +1, and the words'
values. Its output is that of the projection."""

MAX_TOKENS = 64
"""Of a text, its beginning and end marks included; the rest is cut off."""


class TextEmbedder:
    """Turn texts into their meanings, before the projection. One thread at a time.

    Args:
        folder: holds both files.
        encoder: words.onnx.
        tokenizer: see `core.tokenizer`.

    Raises:
        ModelError: one of the files is missing or damaged.
    """

    def __init__(self, folder: Path, encoder: ListedFile, tokenizer: ListedFile) -> None:
        self._tokenizer = _tokenizer(folder, tokenizer)
        self._network = _session(folder, encoder)
        inputs = {each.name: each for each in self._network.get_inputs()}
        self._ids = next((name for name in _IDS if name in inputs), "")
        self._mask = next((name for name in _MASK if name in inputs), "")
        if not self._ids or inputs.keys() - {self._ids, self._mask}:
            found = ", ".join(inputs)
            raise ModelError(ErrorCode.TEXTS_NOT_TAKEN, found=found, names=(IDS, MASK))
        self._output = vector_output(self._network)
        whole_numbers = {"tensor(int32)": np.int32, "tensor(int64)": np.int64}
        self._types = {name: whole_numbers.get(each.type) for name, each in inputs.items()}
        # Some take texts of one length only, the rest of it empty.
        shape = inputs[self._ids].shape
        self._length = shape[1] if len(shape) == 2 and isinstance(shape[1], int) else 0

    def embed(self, texts: Sequence[str]) -> tuple[Embeddings, NDArray[np.float32]]:
        """Return the meanings (N, D) of texts, and how much of each is known (N,).

        Known is the share of a text's letters that stand in words which are one token each.
        """
        most = min(MAX_TOKENS, self._length or MAX_TOKENS)
        tokens = [self._tokenizer.encode(text[:MAX_CHARACTERS], most) for text in texts]
        length = self._length or max(len(each.ids) for each in tokens)
        ids = np.zeros((len(tokens), length), np.int64)
        mask = np.zeros((len(tokens), length), np.int64)
        for row, each in enumerate(tokens):
            ids[row, : len(each.ids)] = each.ids
            mask[row, : len(each.ids)] = 1
        given = {self._ids: ids, self._mask: mask}
        (embeddings,) = self._network.run(
            [self._output], {name: given[name].astype(kind) for name, kind in self._types.items()}
        )
        return embeddings, np.asarray([each.known for each in tokens], np.float32)


class TextEncoder:
    """Run the text encoder of a model folder. One thread at a time.

    Raises:
        ModelError: the model has no words, or one of the files is missing, damaged, or breaks the
            contract; says how.
    """

    def __init__(self, folder: Path) -> None:
        card = models.load_card(folder)
        if card.words is None:
            raise ModelError(ErrorCode.MODEL_WITHOUT_WORDS, model=card.name)
        self._card = card
        words = card.words
        self._embedder = TextEmbedder(folder, words.encoder, words.tokenizer)
        self._anchor_weight = words.anchor_weight
        self._project = _projection(folder, words.projection)
        self._moments = _array(folder, words.moments)
        self._anchors = {} if words.anchors is None else _anchors(folder, card, words.anchors)
        self._fusion = None if words.fusion is None else _session(folder, words.fusion)
        self._check_contract(folder)

    def encode(
        self, texts: Sequence[str], labels: Sequence[Sequence[str]] | None = None
    ) -> EncodedWords:
        """Return what photos of these texts have; an empty text is like any other.

        Args:
            texts: any.
            labels: for each text the labels of the classes that it names, if it says nothing else;
                None: not known.
        """
        embeddings, known = self._embedder.embed(texts)
        subject = self._project(embeddings)
        for row, names in enumerate(labels or ()):
            anchors = [self._anchors[name] for name in names if name in self._anchors]
            if anchors:
                subject[row] = anchored(subject[row], np.stack(anchors), self._anchor_weight)
        return EncodedWords(subject, known)

    def fuse(self, image: Embeddings, words: Embeddings) -> Embeddings:
        """Return values (N, bits) that stand for pictures and words together.

        Args:
            image: (N, bits) of the pictures; their signs count.
            words: (N, bits) of `encode`.

        Raises:
            ModelError: the model has no fusion.
        """
        if self._fusion is None:
            raise ModelError(ErrorCode.MODEL_WITHOUT_WORDS, model=self._card.name)
        signs = np.where(image > 0, 1, -1).astype(np.float32)
        fused: Embeddings = self._fusion.run([SUBJECT], {IMAGE: signs, WORDS: words})[0]
        return fused

    def chance(self, values: Embeddings) -> NDArray[np.float32]:
        """Return mean and standard deviation (N, 2) of the products of values (N, bits) with the
        bits, as -1 and +1, of all kinds of photos."""
        mean, factor = self._moments[0], self._moments[1:]
        deviations = np.linalg.norm(values @ factor, axis=1)
        chance: NDArray[np.float32] = np.stack([values @ mean, deviations], axis=1)
        return chance

    def _check_contract(self, folder: Path) -> None:
        """Run all once: what a stranger's files compute, and in which shapes, shows in no other
        way."""
        assert self._card.words is not None
        bits = self._card.bits[CodeKind.SUBJECT]
        try:
            found = self.encode(["a", "two words"]).subject
            made = [(found, bits), (self.chance(found), 2)]
            if self._fusion is not None:
                made.append((self.fuse(np.ones((2, bits), np.float32), found), bits))
        except Exception as error:  # whatever tokenizers and onnxruntime raise
            path = folder / self._card.words.encoder.name
            raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=path, cause=_cause(error)) from error
        for values, width in made:
            if values.shape != (2, width):
                given, expected = str(values.shape[1:]), f"({width},)"
                raise ModelError(
                    ErrorCode.OUTPUT_SHAPE, output=WORDS, found=given, expected=expected
                )
            if not np.isfinite(values).all():
                raise ModelError(ErrorCode.MODEL_NO_NUMBERS, model=self._card.name, output=WORDS)


def anchored(subject: Embeddings, anchors: Embeddings, weight: float) -> Embeddings:
    """Return the values (bits,) of a text together with the anchors (c, bits) of the classes that
    it names, as long as they were.

    Args:
        subject: (bits,) of the text.
        anchors: at least one.
        weight: of all anchors together, beside the text.
    """
    length = float(np.linalg.norm(subject))
    both = unit_rows(subject[None]) + weight * unit_rows(anchors.sum(axis=0)[None])
    joined: Embeddings = unit_rows(both)[0] * np.float32(length)
    return joined


def _anchors(folder: Path, card: ModelCard, file: ListedFile) -> Mapping[str, Embeddings]:
    """Return the anchors of the classes by their labels."""
    values = _array(folder, file)
    wanted = (card.tags, card.bits[CodeKind.SUBJECT])
    if values.shape != wanted:
        raise ModelError(
            ErrorCode.OUTPUT_SHAPE, output=file.name, found=str(values.shape), expected=str(wanted)
        )
    return dict(zip(models.load_labels(folder, card), values, strict=False))


def _array(folder: Path, file: ListedFile) -> NDArray[np.float32]:
    data = models.read_listed(folder, file)
    try:
        values = np.load(io.BytesIO(data), allow_pickle=False)
        return np.asarray(values, np.float32)
    except (ValueError, OSError, EOFError) as error:
        path = folder / file.name
        raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=path, cause=_cause(error)) from error


def _projection(folder: Path, file: ListedFile) -> Callable[[Embeddings], Embeddings]:
    """Return what takes meanings (N, D) to values (N, bits): a network, or a matrix of numpy."""
    if file.name.endswith(".npy"):
        matrix = read_projection(folder, file)
        return lambda embeddings: matrix.values(unit_rows(embeddings))
    network = _session(folder, file)

    def run(embeddings: Embeddings) -> Embeddings:
        subject: Embeddings = network.run([SUBJECT], {EMBEDDING: embeddings})[0]
        return subject

    return run


def _tokenizer(folder: Path, file: ListedFile) -> Tokenizer:
    data = models.read_listed(folder, file)
    try:
        return parse_tokenizer(data.decode())
    except (ValueError, RecursionError) as error:
        path = folder / file.name
        raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=path, cause=_cause(error)) from error


def _session(folder: Path, file: ListedFile) -> ort.InferenceSession:
    data = models.read_listed(folder, file)
    try:
        return cpu_session(data, threads=1)
    except Exception as error:  # onnxruntime raises types of its own
        path = folder / file.name
        raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=path, cause=_cause(error)) from error


def _cause(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
