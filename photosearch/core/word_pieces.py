"""Cut texts into the tokens of a text encoder: WordPiece (Schuster and Nakajima, 2012), as BERT.

Read is the JSON that the `tokenizers` package writes, so that any BERT's vocabulary can be taken as
it is. The package itself would be as large as the text encoder, and brings a client of a web site.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_LONGEST_WORD = 100
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""Ranges of characters that are words by themselves."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold a text as numbers of tokens."""

    ids: tuple[int, ...]
    known: float
    """Share of the text's letters that stand in words of one token each; 0 without any."""


class WordPieces:
    """Cut texts into tokens. Immutable, for any thread."""

    def __init__(
        self, vocabulary: Mapping[str, int], *, unknown: str, first: Sequence[str] = (),
        last: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Take over a vocabulary.

        Args:
            vocabulary: numbers of tokens; pieces within a word begin with "##".
            unknown: the token of a word that no tokens make up.
            first: tokens in front of each text.
            last: tokens behind it.

        Raises:
            KeyError: one of these is not in the vocabulary.
        """
        self._vocabulary = dict(vocabulary)
        self._unknown = self._vocabulary[unknown]
        self._first = tuple(self._vocabulary[token] for token in first)
        self._last = tuple(self._vocabulary[token] for token in last)

    @classmethod
    def parse(cls, described: Mapping[str, Any]) -> WordPieces:
        """Return what the JSON of a tokenizer describes.

        Raises:
            ValueError: it describes another kind of tokenizer.
        """
        try:
            model, normalizer = described["model"], described["normalizer"]
            kinds = model["type"], normalizer["type"], described["pre_tokenizer"]["type"]
            if kinds != ("WordPiece", "BertNormalizer", "BertPreTokenizer"):
                raise ValueError(f"a tokenizer of the kinds {', '.join(map(str, kinds))}")
            if not normalizer["lowercase"]:
                raise ValueError("a tokenizer that tells capitals apart")
            vocabulary = model["vocab"]
            if not all(type(number) is int for number in vocabulary.values()):
                raise ValueError("a vocabulary of tokens without numbers")
            first, last = template_of(described["post_processor"])
            return cls(vocabulary, unknown=model["unk_token"], first=first, last=last)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a tokenizer: {error!r}") from error

    def encode(self, text: str, most: int) -> Tokens:
        """Return the tokens of a text, `most` at most: what is beyond is cut off at the end."""
        ids: list[int] = []
        letters = known = 0
        room = most - len(self._first) - len(self._last)
        for word in _words(text):
            pieces = self._pieces(word)
            letters += len(word)
            if len(pieces) == 1 and pieces[0] != self._unknown:
                known += len(word)
            ids += pieces
            if len(ids) >= room:
                break
        share = known / letters if letters else 0.0
        return Tokens((*self._first, *ids[: max(0, room)], *self._last), share)

    def _pieces(self, word: str) -> list[int]:
        """Return the longest tokens that make up a word, from its beginning on."""
        if len(word) > _LONGEST_WORD:
            return [self._unknown]
        pieces = []
        start = 0
        while start < len(word):
            beginning = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._vocabulary.get(beginning + word[start:end])
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return pieces


def template_of(processor: Mapping[str, Any] | None) -> tuple[list[str], list[str]]:
    """Return the tokens in front of a text and behind it."""
    if processor is None:
        return [], []
    first: list[str] = []
    last: list[str] = []
    side = first
    for part in processor["single"]:
        if "Sequence" in part:
            side = last
        else:
            side.append(part["SpecialToken"]["id"])
    return first, last


def _words(text: str) -> Iterator[str]:
    """Yield words in lower case, without accents; a sign of punctuation is a word."""
    word = ""
    plain = unicodedata.normalize("NFD", "".join(map(_cleaned, text))).lower()
    for letter in plain:
        if unicodedata.category(letter) == "Mn":
            continue
        alone = _is_punctuation(letter) or _is_ideograph(letter)
        if letter.isspace() or alone:
            if word:
                yield word
            word = ""
            if alone:
                yield letter
        else:
            word += letter
    if word:
        yield word


def _cleaned(letter: str) -> str:
    if letter in "\t\n\r":
        return " "
    if letter in "\0\ufffd" or unicodedata.category(letter).startswith("C"):
        return ""
    return letter


def _is_punctuation(letter: str) -> bool:
    ascii_sign = letter.isascii() and letter.isprintable() and not letter.isalnum()
    return (ascii_sign and letter != " ") or unicodedata.category(letter).startswith("P")


def _is_ideograph(letter: str) -> bool:
    number = ord(letter)
    return any(low <= number <= high for low, high in _IDEOGRAPHS)
