"""Make the vocabulary of a WordPiece tokenizer smaller: the words that photos are looked for by."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence

from tokenizers import Tokenizer

_PIECE = re.compile(r"(##)?[a-z0-9]+")
_SHORT = re.compile(r"(##)?.")
FREQUENT = 5_000
"""The first tokens of the vocabulary, the most frequent ones, are kept whatever they are."""
_LONGEST_PIECE = 4
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "r", "ers", "est", "ly")


def smaller_tokenizer(
    tokenizer: str, words: Collection[str], texts: Sequence[str]
) -> tuple[str, list[int]]:
    """Return a tokenizer with fewer tokens, and the numbers that these had, in their new order.

    Kept are single letters, the most frequent tokens, short pieces of words, and whole words that
    are among `words` or made from one by an ending. What is left out falls into pieces.

    Args:
        tokenizer: the JSON of a WordPiece tokenizer of lower case texts.
        words: lower case.
        texts: whose tokens are all kept.
    """
    described = json.loads(tokenizer)
    described["truncation"] = described["padding"] = None
    encoded = Tokenizer.from_str(json.dumps(described)).encode_batch(list(texts))
    of_texts = {token for each in encoded for token in each.tokens}
    vocabulary: dict[str, int] = described["model"]["vocab"]
    ordered = sorted(vocabulary, key=lambda token: vocabulary[token])
    special = {each["content"] for each in described["added_tokens"]}
    kept = [
        token
        for token in ordered
        if token in special or token in of_texts or _is_kept(token, vocabulary, words)
    ]
    described["model"]["vocab"] = {token: number for number, token in enumerate(kept)}
    numbers = {token: number for number, token in enumerate(kept)}
    for each in described["added_tokens"]:
        each["id"] = numbers[each["content"]]
    for token, each in described["post_processor"]["special_tokens"].items():
        each["ids"] = [numbers[token]]
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")), [
        vocabulary[token] for token in kept
    ]


def _is_kept(token: str, vocabulary: dict[str, int], words: Collection[str]) -> bool:
    if token.isascii() and _SHORT.fullmatch(token):
        return True
    if not _PIECE.fullmatch(token):
        return False
    if token.startswith("##"):
        return len(token) - 2 <= _LONGEST_PIECE
    if vocabulary[token] < FREQUENT or token in words:
        return True
    return any(
        token.endswith(ending)
        and (token.removesuffix(ending) in words or token.removesuffix(ending) + "e" in words)
        for ending in _ENDINGS
    )
