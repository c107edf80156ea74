"""What labels are, and German words."""

from __future__ import annotations

from pathlib import Path

import pytest

from photosearch.library.search.german_words import BilingualList, in_english
from photosearch.library.search.label_meanings import LabelMeanings, bundled_meanings

MEANINGS = LabelMeanings(
    {
        "collie": ["collie", "shepherd dog", "dog", "animal"],
        "beagle": ["beagle", "hound", "dog", "animal"],
        "sports car": ["sports car", "car", "vehicle"],
        "ambulance": ["ambulance", "car", "vehicle"],
    }
)


@pytest.mark.parametrize(
    ("text", "labels", "whole"),
    [
        ("dog", {"collie", "beagle"}, True),
        ("DOGS", {"collie", "beagle"}, True),
        ("a photo of the dog", {"collie", "beagle"}, True),
        ("shepherd dogs", {"collie"}, True),
        ("sports car", {"sports car"}, True),
        ("sports car at night", {"sports car"}, False),
        ("a black dog", {"collie", "beagle"}, False),
        ("dog and car", {"collie", "beagle", "sports car", "ambulance"}, False),
        ("shepherd", set(), False),
        ("the", set(), False),
        ("", set(), False),
    ],
)
def test_labels_that_a_text_says(text: str, labels: set[str], whole: bool) -> None:
    said = MEANINGS.said_by(text)
    assert set(said.labels) == labels
    assert said.whole is whole


def test_the_bundled_list_knows_what_a_collie_is() -> None:
    meanings = bundled_meanings()
    assert {"collie", "beagle"} <= set(meanings.said_by("dog").labels)
    assert "crane" not in meanings.said_by("bird").labels
    assert "crane bird" in meanings.said_by("birds").labels
    assert len(meanings.said_by("animal").labels) == 398


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Hund", "dog"),
        ("am Strand", "at the beach"),
        ("Hund am See", "dog at the lake"),
        ("STRASSE bei Nacht", "street at night"),
        ("Bäume", "trees"),
        ("Ba\u0308ume", "trees"),
        ("see the bus", "see the bus"),
        ("die", "die"),
        ("a dog in the snow", "a dog in the snow"),
        ("", ""),
    ],
)
def test_german_words_are_put_into_english(german: str, english: str) -> None:
    assert in_english(german) == english


def test_a_line_that_is_none_of_a_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# what\nhund = dog\nkatze cat\n")
    with pytest.raises(ValueError, match="katze cat"):
        BilingualList.read(path)


def test_near_are_words_of_labels_that_differ_by_a_letter_or_two() -> None:
    assert MEANINGS.near("colie", 6) == ["collie"]
    assert MEANINGS.near("beaglee", 6) == ["beagle"]
    assert MEANINGS.near("ambulanse", 6) == ["ambulance"]
    assert MEANINGS.near("zebra", 6) == []
    assert bundled_meanings().near("elefant", 6)[:1] == ["elephant"]


def test_kin_share_what_they_are_and_the_nearest_come_first() -> None:
    assert list(MEANINGS.kin(["collie"])) == [frozenset({"beagle"})]
    first, *_ = bundled_meanings().kin(["zebra"])
    assert first == {"sorrel"}
    assert all(len(labels) < 60 for labels in bundled_meanings().kin(["collie"]))
    assert list(MEANINGS.kin([])) == []
