"""Answers in a real catalog: kept, contradicted, learned from, undone, exported, erased."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.judged_pairs import JudgedAct, JudgedPair
from photosearch.core.learned_map import LearnedMap
from photosearch.core.learning import LearningState, words_key
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import IndexedPhoto, PhotoMetadata
from photosearch.core.recalibration import Recalibration
from photosearch.library.learning import learning, map_trial
from photosearch.library.learning.learning import Learning
from photosearch.library.learning.pair_file import check_pairs_path, read_pairs, write_pairs
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.library.learning.simulated_user import BITS, MadeLibrary, judge, make_library
from tests.library.shelf import make_card
from tests.message_text import raises_text
from tests.store.samples import stamp

SUBJECT = CodeKind.SUBJECT


def content_of(number: int) -> bytes:
    return (number + 1).to_bytes(16, "big")


@pytest.fixture(scope="module")
def made() -> MadeLibrary:
    return make_library(0, photos=200)


class Opened:
    """A library of made codes."""

    def __init__(self, folder: Path, made: MadeLibrary) -> None:
        self.catalog = Catalog.open(folder)
        self.card: ModelCard = replace(make_card(), bits=BITS)
        self.told = 0
        self.learning = Learning(self.catalog, lambda: self.card, self._tell)
        root_id = self.catalog.roots.add(Path("/photos")).root_id
        self.catalog.commit_batch(
            WriteBatch(
                self.card.model_id,
                indexed=[
                    IndexedPhoto(
                        root_id,
                        stamp(b"%04d.jpg" % number),
                        content_of(number),
                        PhotoMetadata(format="jpeg", width=40, height=30),
                        b"a thumbnail",
                        {kind.value: made.codes[kind][number].tobytes() for kind in BITS},
                    )
                    for number in range(200)
                ],
            )
        )
        self.ids = np.sort(self.catalog.photos.ids()).tolist()

    def _tell(self) -> None:
        self.told += 1

    def answer(self, made: MadeLibrary, count: int = 100, seed: int = 1) -> None:
        """Say which photos have the same colour."""
        everything = np.arange(200)
        answers = judge(made, SUBJECT, made.colours, everything, everything, seed, count)
        self.learning.record(
            [
                JudgedPair(content_of(one), content_of(two), SUBJECT, alike, JudgedAct.REMOVED)
                for one, two, alike in answers.pairs
            ]
        )


@pytest.fixture
def opened(tmp_path: Path, made: MadeLibrary) -> Iterator[Opened]:
    library = Opened(tmp_path / "library", made)
    yield library
    library.catalog.close()


def test_answers_are_kept_by_content(opened: Opened) -> None:
    first, second, third = opened.ids[:3]
    recorded = opened.learning.judge(
        [first], [second, third, first, 99_999], SUBJECT, alike=False, act=JudgedAct.LESS_LIKE
    )
    assert (recorded.added, recorded.changed) == (2, 0)
    pairs = opened.learning.pairs()
    assert [(pair.first, pair.second) for pair in pairs] == [
        (content_of(0), content_of(1)),
        (content_of(0), content_of(2)),
    ]
    assert all(pair.judged_at > 1.7e9 and not pair.alike for pair in pairs)


def test_of_contradicting_answers_the_last_counts(opened: Opened) -> None:
    say = opened.learning.judge
    first, second = opened.ids[:2]
    say([first], [second], SUBJECT, alike=True, act=JudgedAct.FITS)
    assert say([second], [first], SUBJECT, alike=True, act=JudgedAct.FITS).repeated == 1
    assert say([second], [first], SUBJECT, alike=False, act=JudgedAct.REMOVED).changed == 1
    say([first], [second], CodeKind.LOOK, alike=True, act=JudgedAct.FITS)  # another sense
    pair, other = opened.learning.pairs()
    assert (pair.alike, pair.act, pair.changed) == (False, JudgedAct.REMOVED, 1)
    assert (other.alike, other.changed) == (True, 0)
    assert opened.learning.status().contradictions == 1


def test_learning_and_undoing(opened: Opened, made: MadeLibrary) -> None:
    assert opened.learning.learn() == []
    assert not opened.learning.undo()
    opened.answer(made)
    (outcome,) = opened.learning.learn()
    assert outcome.state is LearningState.USED
    assert outcome.pairs == 100
    assert outcome.gain > 0.05
    assert opened.told == 1
    stored = opened.catalog.learned_maps.current(opened.card.model_id)[SUBJECT]
    learned = LearnedMap.from_bytes(stored.content, BITS)
    assert learned.shares[CodeKind.LOOK] > 0.1, "colours are seen in the look"
    status = opened.learning.status()
    assert [each.pairs for each in status.learned] == [100]
    opened.answer(made, seed=2)
    (again,) = opened.learning.learn()
    assert again.pairs > 150
    assert opened.learning.undo()
    assert [each.pairs for each in opened.learning.status().learned] == [100]
    assert opened.learning.undo()
    assert opened.learning.status().learned == ()
    assert opened.told == 4
    assert opened.learning.status().total > 150, "the answers stay"


def test_what_answers_do_not_bear_out_any_more_does_not_count(
    opened: Opened, made: MadeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.answer(made)
    opened.learning.learn()
    real = map_trial.learn_map
    monkeypatch.setattr(
        learning, "learn_map", lambda *given: replace(real(*given), after=0.4, evidence=-1.0)
    )
    (outcome,) = opened.learning.learn()
    assert outcome.state is LearningState.NOT_BETTER
    assert opened.learning.status().learned == ()
    opened.learning.learn()
    assert opened.learning.status().steps == 2, "nothing changes twice"
    assert opened.learning.undo()
    assert len(opened.learning.status().learned) == 1


def test_too_few_answers_and_answers_of_one_sort(opened: Opened, made: MadeLibrary) -> None:
    opened.answer(made, count=19)
    (outcome,) = opened.learning.learn()
    assert outcome.state is LearningState.TOO_FEW
    opened.learning.erase()
    opened.learning.judge(
        opened.ids[:1], opened.ids[1:60], SUBJECT, alike=False, act=JudgedAct.NOT_A_MATCH
    )
    (outcome,) = opened.learning.learn()
    assert outcome.state is LearningState.TOO_FEW
    assert (outcome.pairs, outcome.alike) == (59, 0)
    assert opened.told == 0


def test_photos_that_are_gone(opened: Opened, made: MadeLibrary) -> None:
    opened.answer(made)
    opened.learning.learn()
    opened.catalog.commit_batch(WriteBatch(missing=opened.ids))
    assert opened.learning.status().without_photos == 100
    (outcome,) = opened.learning.learn()
    assert outcome.state is LearningState.PHOTOS_GONE
    assert len(opened.learning.status().learned) == 1, "what was learned stays"
    opened.catalog.commit_batch(WriteBatch(found=opened.ids))
    assert opened.learning.learn()[0].state is LearningState.USED


def test_another_model_has_learned_nothing(opened: Opened, made: MadeLibrary) -> None:
    opened.answer(made)
    opened.learning.learn()
    opened.card = replace(opened.card, sha256="1" * 64)
    status = opened.learning.status()
    assert (status.learned, status.other_models, status.total) == ((), 1, 100)
    (outcome,) = opened.learning.learn()
    assert outcome.state is LearningState.PHOTOS_GONE, "nothing is encoded with it yet"


def test_one_photo_is_no_library_to_learn_in(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        alone = Learning(catalog, make_card)
        pairs = [
            JudgedPair(content_of(0), content_of(other), SUBJECT, other % 2 == 0, JudgedAct.FITS)
            for other in range(1, 60)
        ]
        assert alone.record(pairs).added == 59
        (outcome,) = alone.learn()
        assert outcome.state is LearningState.PHOTOS_GONE


def test_erasing_all_forgets_what_was_learned(opened: Opened, made: MadeLibrary) -> None:
    opened.answer(made)
    opened.learning.learn()
    first = opened.learning.pairs()[0]
    assert opened.learning.erase([first.number, 123_456]) == 1
    assert len(opened.learning.status().learned) == 1
    assert opened.learning.erase() == 99
    status = opened.learning.status()
    assert (status.total, status.learned, status.steps) == (0, (), 0)
    assert opened.told == 2


def test_a_cancelled_run_changes_nothing(opened: Opened, made: MadeLibrary) -> None:
    opened.answer(made)
    control = JobControl()
    control.cancel()
    with pytest.raises(Cancelled):
        opened.learning.learn(control)
    assert opened.learning.status().steps == 0


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_answers_go_through_a_file(opened: Opened, tmp_path: Path, suffix: str) -> None:
    say = opened.learning.judge
    say(opened.ids[:1], opened.ids[1:3], SUBJECT, alike=True, act=JudgedAct.TOGETHER)
    say(opened.ids[:1], opened.ids[1:2], SUBJECT, alike=False, act=JudgedAct.REMOVED)
    say(opened.ids[3:4], opened.ids[4:5], CodeKind.COPY, alike=False, act=JudgedAct.NOT_A_MATCH)
    before = opened.learning.pairs()
    file = tmp_path / f"answers{suffix}"
    photos = opened.learning.photos_of(before)
    write_pairs(
        file, before, {content: Path(f"/photos/{each}.jpg") for content, each in photos.items()}
    )
    opened.learning.erase()
    opened.learning.record(read_pairs(file, lambda _path: None))
    after = opened.learning.pairs()
    assert [replace(pair, number=0, judged_at=0) for pair in after] == [
        replace(pair, number=0, judged_at=0) for pair in before
    ]
    assert all(abs(a.judged_at - b.judged_at) < 1 for a, b in zip(after, before, strict=True))


def test_paths_stand_for_contents(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    with file.open("w", newline="") as opened:
        csv.writer(opened).writerows(
            [["sense", "alike", "first_path", "second_path"], ["look", "yes", "b.jpg", "a.jpg"]]
        )
    (pair,) = read_pairs(file, lambda path: path.name.encode().rjust(16))
    assert (pair.first, pair.second) == (b"a.jpg".rjust(16), b"b.jpg".rjust(16))
    assert (pair.sense, pair.alike, pair.act) == (CodeKind.LOOK, True, JudgedAct.TAKEN_OVER)


GOOD = {"sense": "look", "alike": "no", "first": "01" * 16, "second": "02" * 16}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sense": "smell"}, "its sense is none of"),
        ({"alike": "perhaps"}, "neither yes nor no"),
        ({"first": "02" * 16}, "both photos are the same"),
        ({"first": "01"}, "no content id"),
        ({"first": "xyz"}, "non-hexadecimal"),
        ({"first": "", "first_path": "/gone.jpg"}, "gone.jpg is not a photo of the library"),
        ({"time": "yesterday"}, "Invalid isoformat"),
    ],
)
def test_answers_that_are_none(tmp_path: Path, change: dict[str, str], told: str) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([GOOD, {**GOOD, **change}]))
    with raises_text(UserError, told):
        read_pairs(file, lambda _path: None)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("absent.csv", None, "No such file"),
        ("other.csv", b"a,b\n1,2\n", "the column alike is missing"),
        ("binary.csv", b"\xff\xfe\x00", "it is no text"),
        ("broken.json", b"{", "property name"),
        ("object.json", b"{}", "it holds no list"),
        ("numbers.json", b"[1]", "is not valid"),
        ("deep.json", b"[" * 100_000, "recursion"),
    ],
)
def test_files_that_hold_no_answers(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with raises_text(UserError, told):
        read_pairs(file, lambda _path: None)


def test_a_table_is_named_like_one(tmp_path: Path) -> None:
    with raises_text(UserError, "answers.jpg is no name of a table"):
        check_pairs_path(tmp_path / "answers.jpg", replace=True)


def test_the_words_follow_the_answers_and_go_back(opened: Opened, made: MadeLibrary) -> None:
    # As shipped, all photos of the library would be called probably the same.
    table = tuple((float(distance), 0.9) for distance in (0, 64, 128))
    opened.card = replace(opened.card, calibration={SUBJECT: table})
    opened.answer(made)
    (outcome,) = opened.learning.learn()
    assert outcome.recalibrated
    assert opened.learning.status().recalibrated == (SUBJECT,)
    stored = opened.catalog.learned_maps.current(words_key(opened.card.model_id))[SUBJECT]
    corrected = Recalibration.from_bytes(stored.content).table(table)
    assert corrected[0][1] < 0.8, "fewer than half of the answers were that they are alike"
    assert opened.learning.status().other_models == 0
    assert opened.learning.undo()
    assert opened.learning.status().recalibrated == ()
