"""Parse the model.toml of a pair of encoders, for pictures and for texts, that share one space.

A pair is no model yet: its vectors become codes by what is fitted on the user's own photos.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.core import card_entries as entries
from photosearch.core.card_entries import ListedFile
from photosearch.core.model_card import PAIR, ModelCard, card_of


@dataclass(frozen=True, slots=True)
class PairCard:
    """Describe a pair: the table `pair` of its model.toml, and what every model says of itself."""

    card: ModelCard
    """Of the encoder of pictures; without bits."""
    text: ListedFile
    """The encoder of texts: tokens to a vector."""
    tokenizer: ListedFile
    """A text to tokens, see `core.tokenizer`; with `merges` the vocabulary alone."""
    merges: ListedFile | None = None
    """The merges of byte pairs, one a line."""


def parse_pair(text: str) -> PairCard | None:
    """Return the pair that `text`, the content of a model.toml, describes; None of a whole model.

    Raises:
        ModelError: it is no TOML, or an entry is missing or makes no sense; says which.
    """
    values = entries.load_entries(text)
    if PAIR not in values or "bits" in values:
        return None
    pair = entries.table(values, PAIR)
    return PairCard(
        card=card_of({"file": "image.onnx", **values}, {}),
        text=entries.listed({"text": "text.onnx", **pair}, "text", f"{PAIR}.text"),
        tokenizer=entries.listed(pair, "tokenizer", f"{PAIR}.tokenizer"),
        merges=entries.listed(pair, "merges", f"{PAIR}.merges") if "merges" in pair else None,
    )
