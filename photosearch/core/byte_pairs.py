"""Cut texts into the tokens of CLIP's text encoders: byte pairs (Sennrich et al., 2016).

Each word is written as the bytes of its letters, and the two neighbours that were most frequent
together are joined until no pair is left that the tokenizer knows (Radford et al., "Learning
Transferable Visual Models From Natural Language Supervision", 2021). Read is the JSON that the
`tokenizers` package writes, or its two parts: a vocabulary and a list of merges.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from photosearch.core.word_pieces import Tokens, template_of

_END_OF_WORD = "</w>"
_FIRST, _LAST = "<|startoftext|>", "<|endoftext|>"
_CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")
_LONGEST_WORD = 200
"""Letters; what is beyond would not find room among the tokens of a text."""


class BytePairs:
    """Cut texts into tokens. Immutable, for any thread."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        merges: Iterable[tuple[str, str]],
        *,
        first: Sequence[str] = (_FIRST,),
        last: Sequence[str] = (_LAST,),
    ) -> None:
        """Take over a vocabulary.

        Args:
            vocabulary: numbers of tokens; the last one of a word ends with "</w>".
            merges: pairs that are joined, the most frequent first.
            first: tokens in front of each text.
            last: tokens behind it.

        Raises:
            KeyError: one of these, a byte, or what a merge makes is not in the vocabulary.
        """
        self._vocabulary = dict(vocabulary)
        self._ranks = {pair: rank for rank, pair in enumerate(merges)}
        self._first = tuple(self._vocabulary[token] for token in first)
        self._last = tuple(self._vocabulary[token] for token in last)
        # Looked up now, so that no text meets a gap.
        for made in (*_BYTES, *(f"{byte}{_END_OF_WORD}" for byte in _BYTES)):
            self._vocabulary[made]
        for one, other in self._ranks:
            self._vocabulary[one + other]

    @classmethod
    def parse(cls, described: Mapping[str, Any]) -> BytePairs:
        """Return what the JSON of a tokenizer describes.

        Raises:
            ValueError: it describes another kind of tokenizer.
        """
        try:
            model = described["model"]
            if model["type"] != "BPE" or model.get("end_of_word_suffix") != _END_OF_WORD:
                raise ValueError("byte pairs that are not CLIP's: its words end with </w>")
            steps = {each["type"] for each in _steps(described.get("normalizer"), "normalizers")}
            if "Lowercase" not in steps:
                raise ValueError("a tokenizer that tells capitals apart")
            if not all(type(number) is int for number in model["vocab"].values()):
                raise ValueError("a vocabulary of tokens without numbers")
            first, last = _marks(described.get("post_processor"))
            merges = [_pair(each) for each in model["merges"]]
            return cls(model["vocab"], merges, first=first, last=last)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a tokenizer: {error!r}") from error

    def encode(self, text: str, most: int) -> Tokens:
        """Return the tokens of a text, `most` at most: what is beyond is cut off at the end."""
        ids: list[int] = []
        letters = known = 0
        room = most - len(self._first) - len(self._last)
        for word in _words(unicodedata.normalize("NFC", text).lower()):
            pieces = [self._vocabulary[piece] for piece in self._pieces(word)]
            if word[0].isalnum():
                letters += len(word)
                known += len(word) if len(pieces) == 1 else 0
            ids += pieces
            if len(ids) >= room:
                break
        share = known / letters if letters else 0.0
        return Tokens((*self._first, *ids[: max(0, room)], *self._last), share)

    def _pieces(self, word: str) -> list[str]:
        data = word[:_LONGEST_WORD].encode(errors="replace")
        pieces = [_BYTES[byte] for byte in data]
        pieces[-1] += _END_OF_WORD
        while len(pieces) > 1:
            pair = min(pairwise(pieces), key=lambda two: self._ranks.get(two, len(self._ranks)))
            if pair not in self._ranks:
                break
            joined: list[str] = []
            for piece in pieces:
                if joined and (joined[-1], piece) == pair:
                    joined[-1] += piece
                else:
                    joined.append(piece)
            pieces = joined
        return pieces


def tokenizer_json(vocabulary: str, merges: str) -> str:
    """Return vocab.json and merges.txt of CLIP as one JSON that `BytePairs.parse` takes.

    Raises:
        ValueError: the vocabulary is no JSON.
    """
    lines = [line for line in merges.splitlines() if line and not line.startswith("#version")]
    model = {
        "type": "BPE",
        "end_of_word_suffix": _END_OF_WORD,
        "vocab": json.loads(vocabulary),
        "merges": lines,
    }
    return json.dumps({"model": model, "normalizer": {"type": "Lowercase"}}, ensure_ascii=False)


def _steps(described: Mapping[str, Any] | None, inside: str) -> Sequence[Mapping[str, Any]]:
    if described is None:
        return ()
    steps: Sequence[Mapping[str, Any]] = described.get(inside, [described])
    return steps


def _marks(processor: Mapping[str, Any] | None) -> tuple[list[str], list[str]]:
    """Return the tokens in front of a text and behind it."""
    if processor is None:
        return [_FIRST], [_LAST]
    if processor["type"] == "RobertaProcessing":
        return [processor["cls"][0]], [processor["sep"][0]]
    return template_of(processor)


def _pair(merge: str | Sequence[str]) -> tuple[str, str]:
    parts = merge.split(" ") if isinstance(merge, str) else merge
    if len(parts) != 2:
        raise ValueError(f"a merge of {len(parts)} parts")
    return parts[0], parts[1]


def _words(text: str) -> Iterator[str]:
    """Yield words: letters, single digits, what is neither, and endings such as 's."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        word = next((each for each in _CONTRACTIONS if text.startswith(each, at)), "")
        if not word:
            kind = _kind(text[at])
            end = at + 1
            while kind != "N" and end < len(text) and _kind(text[end]) == kind:
                end += 1
            word = text[at:end]
        yield word
        at += len(word)


def _kind(letter: str) -> str:
    """Return L for letters, N for digits, a space for spaces, nothing for the others."""
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)[0]
    return category if category in "LN" else ""


def _letters_of_bytes() -> tuple[str, ...]:
    """Return the letter that stands for each byte: itself, where it can be seen."""
    seen = {*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(0xAE, 0x100)}
    others = iter(range(256, 512))
    return tuple(chr(byte) if byte in seen else chr(next(others)) for byte in range(256))


_BYTES = _letters_of_bytes()
