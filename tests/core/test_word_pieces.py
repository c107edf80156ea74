"""Tokens, held against the `tokenizers` package."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from photosearch import paths
from photosearch.core.tokenizer import parse_tokenizer
from photosearch.core.word_pieces import WordPieces

TEXT = (paths.models_folder() / "default" / "words_tokenizer.json").read_text(encoding="utf-8")
OURS = WordPieces.parse(json.loads(TEXT))
THEIRS = Tokenizer.from_str(TEXT)

TEXTS = [
    "", "dog", "Two dogs, running!", "Ångström café", "a-b_c d/e", "東京 tower", "слово", "🐶 dog",
    "naïve\u0301", "\u200bx\0y\ufffd", "tab\tnew\nline\r\n", "x" * 101, "x" * 100, "don't",
    "$5 ^ ~ `", "ß SS İ", "\u00a0no\u3000space", "½ ﬁ",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_package(text: str) -> None:
    assert list(OURS.encode(text, 1000).ids) == THEIRS.encode(text).ids


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"], max_codepoint=0x52F)))
def test_tokens_of_any_text_are_those_of_the_package(text: str) -> None:
    """Of scripts that have no signs younger than the package's tables."""
    assert list(OURS.encode(text, 1000).ids) == THEIRS.encode(text).ids


def test_marks_in_a_text_are_no_marks() -> None:
    ids = OURS.encode("[SEP]", 10).ids
    assert ids.count(ids[-1]) == 1


def test_the_end_is_cut_off_and_the_marks_stay() -> None:
    whole, cut = OURS.encode("dog " * 10_000, 100_000).ids, OURS.encode("dog " * 10_000, 64).ids
    assert len(whole) == 10_002
    assert len(cut) == 64
    assert (cut[0], cut[-1]) == (whole[0], whole[-1])


@pytest.mark.parametrize(
    "change",
    [
        {"model": {"type": "Unigram"}},
        {"model": None},
        {"model": {"type": "WordPiece", "vocab": {"a": "1"}, "unk_token": "a"}},
        {"model": {"type": "WordPiece", "vocab": {"a": 1}, "unk_token": "b"}},
        {"normalizer": {"type": "BertNormalizer", "lowercase": False}},
        {"normalizer": None},
        {"pre_tokenizer": {"type": "Whitespace"}},
        {"post_processor": {"single": [{"SpecialToken": {"id": "[GONE]"}}]}},
    ],
)
def test_another_kind_of_tokenizer_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="token"):
        parse_tokenizer(json.dumps(json.loads(TEXT) | change))


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null"])
def test_no_tokenizer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_tokenizer(text)
