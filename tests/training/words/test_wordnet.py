"""Hypernyms of classes, and a vocabulary of what can be seen."""

from __future__ import annotations

import json

import pytest
from tokenizers import Tokenizer

from photosearch import paths
from photosearch.training.words.hypernyms import chain_of, concrete_words, read_nouns
from photosearch.training.words.vocabulary import smaller_tokenizer

NOUNS = """\
  1 This software and database is being provided to you, the LICENSEE, by
00000100 05 n 02 animal 0 fauna 0 000 | a living thing
00000200 05 n 02 dog 0 domestic_dog 0 002 @ 00000100 n 0000 ~ 00000300 n 0000 | barks
00000300 05 n 01 collie 0 001 @ 00000200 n 0000 | herds
00000400 05 n 01 crane 0 001 @ 00000100 n 0000 | a bird
00000500 06 n 01 crane 1 001 @ 00000600 n 0000 | a machine
00000600 06 n 01 lifting_device 0 000 | lifts
00000700 12 n 01 grief 0 000 | a feeling
00000800 18 n 01 Lassie 0 001 @i 00000300 n 0000 | a collie
"""


@pytest.mark.parametrize(
    ("names", "wnid", "words"),
    [
        (["collie"], "n00000300", ["collie", "dog", "domestic dog", "animal"]),
        (["Lassie"], "n00000800", ["lassie", "collie", "dog", "domestic dog", "animal"]),
        (["crane"], "n00000390", ["crane", "animal"]),
        (["crane"], "n00000520", ["crane", "lifting device"]),
    ],
)
def test_a_class_is_what_its_hypernyms_say(names: list[str], wnid: str, words: list[str]) -> None:
    assert chain_of(names, wnid, read_nouns(NOUNS)) == words


def test_a_class_that_wordnet_does_not_have_is_told() -> None:
    with pytest.raises(ValueError, match="no meaning"):
        chain_of(["unicorn"], "n1", read_nouns(NOUNS))


def test_concrete_words_are_of_things_and_no_names() -> None:
    assert concrete_words(NOUNS) == {
        "animal", "fauna", "dog", "domestic", "collie", "crane", "lifting", "device"
    }  # fmt: skip


def test_a_smaller_tokenizer_keeps_its_texts_and_numbers_all_anew() -> None:
    whole = (paths.models_folder() / "default" / "words_tokenizer.json").read_text("utf-8")
    texts = ["a saxophone in the rain", "wheelbarrow"]
    text, rows = smaller_tokenizer(whole, {"umbrella"}, texts)
    small, large = Tokenizer.from_str(text), Tokenizer.from_str(whole)
    assert len(rows) < large.get_vocab_size()
    for sentence in [*texts, "umbrella", "umbrellas"]:
        ids = small.encode(sentence).ids
        assert [rows[number] for number in ids] == large.encode(sentence).ids
    assert sorted(json.loads(text)["model"]["vocab"].values()) == list(range(len(rows)))
    assert small.encode("x").ids[0] == small.token_to_id("[CLS]")
