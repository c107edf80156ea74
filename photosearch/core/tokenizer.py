"""Read a tokenizer of any of the kinds that are known."""

from __future__ import annotations

import json
from typing import Protocol

from photosearch.core.byte_pairs import BytePairs
from photosearch.core.word_pieces import Tokens, WordPieces


class Tokenizer(Protocol):
    """Cut texts into tokens; for any thread."""

    def encode(self, text: str, most: int) -> Tokens:
        """Return the tokens of a text, `most` at most: what is beyond is cut off at the end."""


def parse_tokenizer(text: str) -> Tokenizer:
    """Return what the JSON of the `tokenizers` package describes: BERT's word pieces, or CLIP's
    byte pairs.

    Raises:
        ValueError: it is no JSON, or describes another kind of tokenizer.
    """
    described = json.loads(text)
    if not isinstance(described, dict) or not isinstance(described.get("model"), dict):
        raise ValueError("not a tokenizer: it has no model")
    kind = described["model"].get("type")
    if kind == "WordPiece":
        return WordPieces.parse(described)
    if kind == "BPE":
        return BytePairs.parse(described)
    raise ValueError(f"a tokenizer of the kind {kind}; WordPiece and BPE can be read")
