"""Byte pairs, held against the `tokenizers` package on a vocabulary made here."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import pre_tokenizers

from photosearch.core.byte_pairs import BytePairs, tokenizer_json
from photosearch.core.tokenizer import parse_tokenizer
from tests.inference.tiny_pairs import byte_pairs

LEARNED_FROM = (
    "a photo of a dog on the beach, the dogs don't run; two photos of the old café in snow, snowy "
    "mountains and a red car's 1999 doors, naïve häuser am strand über den bergen 東京 слово собака"
)


def made_merges(count: int = 150) -> list[tuple[str, str]]:
    """The most frequent neighbours, joined one after the other."""
    split = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    words = [
        [*split.pre_tokenize_str(word)[0][0][:-1], split.pre_tokenize_str(word)[0][0][-1] + "</w>"]
        for word in LEARNED_FROM.split()
    ]
    merges: list[tuple[str, str]] = []
    for _ in range(count):
        counted = Counter(pair for word in words for pair in pairwise(word))
        if not counted:
            break
        best = min(counted, key=lambda pair: (-counted[pair], pair))
        merges.append(best)
        for word in words:
            at = 0
            while at < len(word) - 1:
                if (word[at], word[at + 1]) == best:
                    word[at : at + 2] = ["".join(best)]
                at += 1
    return merges


THEIRS = byte_pairs(made_merges())
TEXT = THEIRS.to_str()
OURS = parse_tokenizer(TEXT)

TEXTS = [
    "", "dog", "Two dogs, running!", "a photo of a dog", "Ångström CAFÉ", "a-b_c d/e", "it's 'said",
    "東京 tower", "слово", "🐶 dog", "cafe\u0301", "tab\tnew\nline\r\n", "x" * 150, "don't you'LL",
    "$5 ^ ~ ` 1999", "\u00a0no\u3000space", "½ ﬁ", "''s", "aaaa aaa", "dogs</w>",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_package(text: str) -> None:
    assert list(OURS.encode(text, 1000).ids) == THEIRS.encode(text).ids


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cn", "Co", "Cc"], max_codepoint=0x52F
        ),
        max_size=60,
    )
)  # fmt: skip
def test_tokens_of_any_text_are_those_of_the_package(text: str) -> None:
    assert list(OURS.encode(text, 1000).ids) == THEIRS.encode(text).ids


def test_the_two_files_of_clip_are_read_as_the_one() -> None:
    described = json.loads(TEXT)["model"]
    merges = "#version: 0.2\n" + "\n".join(map(" ".join, described["merges"])) + "\n"
    both = parse_tokenizer(tokenizer_json(json.dumps(described["vocab"]), merges))
    for text in TEXTS:
        assert both.encode(text, 64) == OURS.encode(text, 64)


def test_the_end_is_cut_off_and_the_marks_stay() -> None:
    whole, cut = OURS.encode("dog " * 1_000, 100_000).ids, OURS.encode("dog " * 1_000, 64).ids
    assert len(cut) == 64
    assert (cut[0], cut[-1]) == (whole[0], whole[-1])


@pytest.mark.parametrize(
    ("text", "known"), [("photo", 1.0), ("zqk", 0.0), ("photo zqkwv", 0.5), ("", 0.0), ("🐶", 0.0)]
)
def test_known_are_words_of_one_token(text: str, known: float) -> None:
    assert OURS.encode(text, 64).known == pytest.approx(known)


def test_a_word_without_end_takes_no_time() -> None:
    assert len(OURS.encode("\ud800東" * 100_000, 64).ids) == 64


def change(described: dict[str, Any], **values: Any) -> str:
    return json.dumps(described | {"model": described["model"] | values})


@pytest.mark.parametrize(
    "values",
    [
        {"end_of_word_suffix": None},
        {"vocab": {}},
        {"vocab": {"a": "1"}},
        {"merges": [["a"]]},
        {"merges": ["a b c"]},
        {"merges": [["東", "東"]]},
        {"merges": None},
    ],
)
def test_another_kind_of_tokenizer_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"token|merge|pairs"):
        parse_tokenizer(change(json.loads(TEXT), **values))


def test_one_that_tells_capitals_apart_is_refused() -> None:
    with pytest.raises(ValueError, match="capitals"):
        parse_tokenizer(json.dumps(json.loads(TEXT) | {"normalizer": None}))


@pytest.mark.parametrize("merges", ["a", "a b c"])
def test_merges_that_are_none_are_refused(merges: str) -> None:
    vocabulary = json.dumps(json.loads(TEXT)["model"]["vocab"])
    with pytest.raises(ValueError, match="merge"):
        BytePairs.parse(json.loads(tokenizer_json(vocabulary, merges)))
