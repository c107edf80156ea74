"""Photos found by words, held against a slow version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from photosearch.core.card_entries import ListedFile
from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.filters import Filters
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import WordsCard
from photosearch.core.query import Query, QueryWords
from photosearch.core.words import EncodedWords, WordMatch, WordMatchKind
from photosearch.library.search.code_index import CodeRows, Snapshot
from photosearch.library.search.words_search import WordsSearch
from tests.library.shelf import ids_of, make_card, picture, shelf_of
from tests.photo_labels import labels_of
from tests.queries import like

BITS = 256
FILE = ListedFile("file", "0" * 64)
CALIBRATION = ((0.0, 0.1), (4.0, 0.9))
WORDS = WordsCard(FILE, FILE, FILE, FILE, calibration=CALIBRATION, label_weight=2.0)
MEANING = WordMatch(WordMatchKind.MEANING)


def vector(text: str) -> np.ndarray:
    return np.random.default_rng(list(text.encode())).normal(size=BITS).astype(np.float32)


class FakeEncoder:
    def __init__(self, known: Mapping[str, float] | None = None) -> None:
        self.asked: list[str] = []
        self.labels: list[Sequence[str]] = []
        self._known = known or {}

    def encode_words(
        self, texts: Sequence[str], labels: Sequence[Sequence[str]] | None = None
    ) -> EncodedWords:
        self.asked += texts
        self.labels += labels or ()
        known = np.array([self._known.get(text, 1.0) for text in texts], np.float32)
        return EncodedWords(np.stack([vector(text) for text in texts]), known)

    def fuse(self, image: np.ndarray, words: np.ndarray) -> np.ndarray:
        return np.roll(image, 1, axis=1) + words

    def chance(self, values: np.ndarray) -> np.ndarray:
        return np.stack([np.zeros(len(values)), np.linalg.norm(values, axis=1)], axis=1)


class Texts:
    """The words and labels of a catalog, as dictionaries."""

    def __init__(
        self,
        names: Mapping[int, str] | None = None,
        labels: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        self._names, self.labels = names or {}, labels or {}

    def named_ids(self, words: Sequence[str], most: int) -> np.ndarray:
        found = [i for i, name in self._names.items() if words and set(words) <= set(name.split())]
        return np.array(found, np.int64)

    def near_words(self, word: str) -> list[str]:
        return [each for name in self._names.values() for each in name.split() if word in each]


SIGNS = np.where(np.random.default_rng(7).normal(size=(300, BITS)) > 0, 1.0, -1.0)
IDS = np.arange(1, 301)


def snapshot() -> Snapshot:
    codes = np.packbits(SIGNS > 0, axis=1)
    rows = CodeRows((codes,), np.zeros(1, np.intp), np.empty(0, np.intp))
    return Snapshot(IDS, None, {CodeKind.SUBJECT: rows})


def search(
    query: Query,
    texts: Texts | None = None,
    images: Sequence[np.ndarray] = (),
    *,
    encoder: FakeEncoder | None = None,
    words: WordsCard | None = WORDS,
    allowed: np.ndarray | None = None,
) -> Any:
    texts = texts or Texts()
    catalog: Any = type("Catalog", (), {"photos": texts})()
    card = replace(make_card(), words=words)
    labels = labels_of(texts.labels)
    searcher = WordsSearch(catalog, card, encoder or FakeEncoder(), lambda: labels)
    return searcher.search(query, images, snapshot(), allowed)


def deviations(values: np.ndarray) -> np.ndarray:
    return np.asarray(SIGNS @ values / np.linalg.norm(values))


def said(text: str, **changes: Any) -> Query:
    return Query(words=(QueryWords(text),), limit=20, **changes)


class TestWordsAlone:
    def test_the_likeness_decides_and_says_how_probable_it_is(self) -> None:
        answer = search(said("old mill"))
        wanted = deviations(vector("old mill"))
        order = np.lexsort((IDS, -wanted))[:20]
        assert ids_of(answer) == IDS[order].tolist()
        probability = np.interp(wanted[order], [0.0, 4.0], [0.1, 0.9])
        np.testing.assert_allclose(answer.scores, probability, rtol=1e-4)
        assert answer.calibrated
        assert set(answer.matches) == {MEANING}
        assert answer.notes == ()

    def test_names_come_first_whatever_the_photos_show(self) -> None:
        answer = search(said("old mill"), Texts({250: "the old mill", 7: "mill", 40: "mill old"}))
        assert set(ids_of(answer)[:2]) == {250, 40}
        assert answer.scores[:3].tolist() == [1, 1, pytest.approx(answer.scores[2])]
        assert answer.scores[2] < 1
        assert [each.kind for each in answer.matches[:3]] == ["name", "name", "meaning"]

    def test_a_label_that_is_what_the_words_say_counts(self) -> None:
        labels = {row: ["collie"] for row in range(1, 301, 10)}
        answer = search(said("dog"), Texts(labels=labels))
        wanted = deviations(vector("dog")) + 2.0 * np.isin(IDS, list(labels))
        assert ids_of(answer) == IDS[np.lexsort((IDS, -wanted))[:20]].tolist()
        because = {i: match.text for i, match in zip(ids_of(answer), answer.matches, strict=True)}
        assert {i for i, text in because.items() if text == "collie"} == set(labels) & set(because)
        assert "collie" in because.values()

    def test_the_encoder_is_told_the_labels_of_texts_that_say_nothing_else(self) -> None:
        encoder = FakeEncoder()
        texts = [QueryWords("a collie"), QueryWords("dog at night")]
        words = (*texts, QueryWords("zebras", negative=True))
        search(Query(words=words, limit=5), encoder=encoder)
        assert list(map(tuple, encoder.labels[:3])) == [("collie",), (), ("zebra",)]

    def test_a_label_that_is_but_a_part_of_it_explains_and_does_not_count(self) -> None:
        labels = {row: ["collie"] for row in range(1, 301)}
        answer = search(said("dog at night"), Texts(labels=labels))
        wanted = deviations(vector("dog at night"))
        assert ids_of(answer) == IDS[np.lexsort((IDS, -wanted))[:20]].tolist()
        assert {match.text for match in answer.matches} == {"collie"}

    def test_filters_hold(self) -> None:
        allowed = IDS % 2 == 0
        texts = Texts({3: "old mill", 4: "old mill"}, {5: ["collie"]})
        for text in ("old mill", "dog"):
            found = ids_of(search(said(text), texts, allowed=allowed))
            assert all(photo_id % 2 == 0 for photo_id in found)

    def test_what_is_not_to_be_shown_is_taken_away(self) -> None:
        query = Query(words=(QueryWords("beach"), QueryWords("people", negative=True)), limit=300)
        answer = search(query)
        wanted = vector("beach") / np.linalg.norm(vector("beach"))
        wanted = wanted - 0.5 * vector("people") / np.linalg.norm(vector("people"))
        order = np.lexsort((IDS, -deviations(wanted)))
        assert ids_of(answer) == IDS[order].tolist()

    def test_german_is_put_into_english_by_whom_it_is_given_to(self) -> None:
        encoder = FakeEncoder()
        catalog: Any = type("Catalog", (), {"photos": Texts({9: "dog"})})()
        searcher = WordsSearch(
            catalog,
            replace(make_card(), words=WORDS),
            encoder,
            labels=lambda: labels_of({}),
            translated=lambda _: "dog",
        )
        answer = searcher.search(said("Hund"), [], snapshot(), None)
        assert encoder.asked[0] == "dog"
        assert answer.photo_ids[0] == 9


class TestWithPictures:
    image = SIGNS[41] * np.linspace(0.1, 3, BITS)

    def query(self, balance: float) -> Query:
        return replace(like(1), words=(QueryWords("snow"),), balance=balance, limit=300)

    @pytest.mark.parametrize("fusion", [None, FILE])
    @pytest.mark.parametrize("balance", [0.0, 0.2, 0.5, 0.9, 1.0])
    def test_the_balance_leads_from_the_picture_to_the_words(
        self, fusion: ListedFile | None, balance: float
    ) -> None:
        answer = search(
            self.query(balance), images=[self.image], words=replace(WORDS, fusion=fusion)
        )
        image = SIGNS[41] / 16
        words = vector("snow") / np.linalg.norm(vector("snow"))
        both = image + words if fusion is None else np.roll(image, 1) + words
        both = both / np.linalg.norm(both)
        end = image if balance < 0.5 else words
        share = abs(2 * balance - 1)
        wanted = deviations((1 - share) * both + share * end)
        expected = np.take_along_axis(wanted, np.array(ids_of(answer)) - 1, axis=0)
        assert (np.diff(expected) < 1e-4).all()
        assert len(ids_of(answer)) == 300
        assert not answer.calibrated
        assert (answer.scores >= 0.5).all()

    def test_a_picture_alone_is_first_at_its_own_end(self) -> None:
        assert ids_of(search(self.query(0.0), images=[self.image]))[0] == 42


class TestBadInput:
    @pytest.mark.parametrize("text", ["the", "of a", "🐶", "…", "?!"])
    def test_words_that_say_nothing_are_told(self, text: str) -> None:
        answer = search(said(text), Texts({3: "the of a"}))
        assert answer.notes[0].code is NoteCode.WORDS_SAY_NOTHING
        assert ids_of(answer) == []

    def test_words_of_other_languages_are_told(self) -> None:
        answer = search(said("chien rouge"), encoder=FakeEncoder({"chien": 0.0}))
        assert answer.notes[0].code is NoteCode.WORDS_NOT_KNOWN
        assert answer.notes[0].values["names"] == ("chien",)

    def test_a_name_is_no_unknown_word(self) -> None:
        answer = search(
            said("Bielefeld"), Texts({5: "bielefeld"}), encoder=FakeEncoder({"bielefeld": 0})
        )
        assert answer.notes == ()
        assert ids_of(answer)[0] == 5

    def test_a_model_without_words_falls_back_to_names(self) -> None:
        encoder = FakeEncoder()
        answer = search(said("old mill"), Texts({8: "old mill"}), encoder=encoder, words=None)
        assert ids_of(answer) == [8]
        assert answer.notes[0].code is NoteCode.WORDS_ONLY_AS_NAMES
        assert encoder.asked == []

    def test_ten_thousand_words(self) -> None:
        assert len(ids_of(search(said("mill " * 10_000)))) == 20

    def test_empty_words_are_no_query(self) -> None:
        with pytest.raises(ValueError, match="empty"):
            QueryWords(" ")


class TestSearcher:
    def test_a_searcher_without_an_encoder_for_words_says_so(self) -> None:
        with pytest.raises(ModelError) as caught:
            shelf_of(3).searcher().search(said("dog"))
        assert caught.value.code is ErrorCode.MODEL_WITHOUT_WORDS

    def test_only_words_that_are_not_to_be_shown_are_no_query(self) -> None:
        assert not Query(words=(QueryWords("dog", negative=True),)).answerable

    def test_other_queries_are_what_they_were(self) -> None:
        shelf = shelf_of(5)
        answer = shelf.searcher().search(Query(like(2).items, filters=Filters()))
        assert answer.words == ()
        assert picture(2).shape == (8, 8, 3)


class TestInstead:
    def test_words_that_nobody_knows_have_near_ones(self) -> None:
        encoder = FakeEncoder({"colie": 0.0, "mil": 0.0})
        answer = search(said("colie mil"), Texts({7: "mill millstone"}), encoder=encoder)
        unknown, *near = answer.notes
        assert unknown.values["names"] == ("colie", "mil")
        assert {note.values["name"]: note.values["names"] for note in near}["mil"][-2:] == (
            "mill",
            "millstone",
        )
        assert near[0].values["names"][0] == "collie"

    def test_labels_near_kin_are_offered_where_no_photo_has_the_label(self) -> None:
        labels = {5: ["sorrel"], 6: ["sorrel", "ox"], 7: ["warplane"]}
        (note,) = search(said("a zebra"), Texts(labels=labels)).notes
        assert note.code is NoteCode.WORDS_SHOWN_INSTEAD
        assert (note.values["name"], note.values["names"]) == ("zebra", ("sorrel",))
        hidden = IDS > 6
        assert search(said("a zebra"), Texts(labels=labels), allowed=hidden).notes == ()

    def test_nothing_is_offered_where_photos_have_it_or_more_is_said(self) -> None:
        labels = {5: ["sorrel"], 6: ["zebra"]}
        assert search(said("zebra"), Texts(labels=labels)).notes == ()
        assert search(said("zebra"), Texts({1: "zebra"}, {5: ["sorrel"]})).notes == ()
        assert search(said("zebra by night"), Texts(labels={5: ["sorrel"]})).notes == ()
        assert search(said("old mill"), Texts(labels={5: ["sorrel"]})).notes == ()
