"""Answers continued outwards, through the search of a real catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.diffusion import SOURCES, strength_of
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
from photosearch.core.query import SUBJECT, Query, QueryImage, QueryItem
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.library.search import expansion
from photosearch.library.search.searcher import Searcher
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.neighbours import NEIGHBOURS_NAME

BITS = 256
CARD = ModelCard("made", "1", "encoder.onnx", "0" * 64, 8, 8, Fit.STRETCH, {CodeKind.SUBJECT: BITS})
COUNT = 400


def chain() -> np.ndarray:
    """Codes (COUNT, bytes): 60 photos of which each is like the next one, among strangers."""
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 2, (COUNT, BITS), np.uint8)
    for row in range(1, 60):
        bits[row] = bits[row - 1]
        bits[row, rng.choice(BITS, 8, replace=False)] ^= 1
    return np.packbits(bits, axis=1)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(tmp_path / "library") as opened:
        root = opened.roots.add(tmp_path)
        codes = chain()
        photos = [
            IndexedPhoto(
                root.root_id,
                FileStamp(b"%d.jpg" % row, 1, 1, ""),
                b"content %d" % row,
                PhotoMetadata(format="jpeg", width=4, height=3, rating=1 + row % 2),
                b"",
                {"subject": code.tobytes()},
            )
            for row, code in enumerate(codes)
        ]
        opened.commit_batch(WriteBatch(CARD.model_id, photos))
        yield opened


@pytest.fixture
def linked(catalog: Catalog) -> Catalog:
    GraphUpdate(catalog, card=lambda: CARD).run(JobControl())
    return catalog


def searcher(catalog: Catalog) -> Searcher:
    nobody: Any = None
    return Searcher(catalog, CARD, nobody)


def query(photo_id: int = 1, **changes: Any) -> Query:
    item = QueryItem(QueryImage(photo_id=photo_id))
    return Query((item,), SUBJECT, **{"limit": 100, **changes})


def test_the_photo_searched_by_stays_in_front_of_another_order(linked: Catalog) -> None:
    plain = searcher(linked).search(query()).photo_ids.tolist()
    answer = searcher(linked).search(query(expanded=True))
    found = answer.photo_ids.tolist()
    assert found[0] == plain[0] == 1
    assert len(found) == 100
    assert len(set(found)) == 100

    assert found != plain


def test_it_is_what_a_dense_solution_says(linked: Catalog) -> None:
    plain = searcher(linked).search(query(limit=COUNT))
    found = searcher(linked).search(query(limit=COUNT, expanded=True)).photo_ids
    lists = linked.neighbours.load(CARD.model_id, CodeKind.SUBJECT)
    first = plain.photo_ids[: expansion.FIRST]
    nearby = np.unique(lists.ids[np.isin(lists.photo_ids, first)])
    part = [i for i in plain.photo_ids.tolist() if i in first or i in nearby]
    place = {photo_id: row for row, photo_id in enumerate(part)}
    matrix = np.zeros((len(part), len(part)))
    for photo_id, ids, distances in zip(
        lists.photo_ids.tolist(), lists.ids.tolist(), lists.distances.tolist(), strict=True
    ):
        for other, distance in zip(ids, distances, strict=True):
            if photo_id in place and other in place:
                value = max(0.0, 1 - 2 * distance / BITS) ** 3
                matrix[place[photo_id], place[other]] = value
                matrix[place[other], place[photo_id]] = value
    scale = np.sqrt(matrix.sum(axis=1))
    normal = matrix / np.outer(scale, scale)
    start = np.zeros(len(part))
    start[:SOURCES] = strength_of(1 - plain.distances[:SOURCES] / BITS)
    flowed = np.linalg.solve(np.eye(len(part)) - 0.3 * normal, start)
    by_flow = np.array(part)[np.argsort(-flowed, kind="stable")]
    assert found[:40].tolist() == by_flow[:40].tolist()


def test_scores_fall_and_are_those_of_the_photos(linked: Catalog) -> None:
    plain = searcher(linked).search(query(limit=COUNT))
    answer = searcher(linked).search(query(limit=COUNT, expanded=True))
    assert (np.diff(answer.scores) <= 0).all()
    assert sorted(answer.photo_ids.tolist()) == sorted(plain.photo_ids.tolist())
    assert answer.scores.mean() == pytest.approx(plain.scores.mean(), rel=1e-4)
    of_plain = dict(zip(plain.photo_ids.tolist(), plain.distances.tolist(), strict=True))
    assert [of_plain[i] for i in answer.photo_ids.tolist()] == answer.distances.tolist()


def test_photos_beyond_the_short_list_are_reached(
    linked: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expansion, "FIRST", 15)
    monkeypatch.setattr("photosearch.library.search.searcher.FIRST", 15)
    monkeypatch.setattr("photosearch.library.search.scoring._SHORT_LIST_LEAST", 20)
    plain = searcher(linked).search(query(limit=10, expanded=False))
    wide = searcher(linked).search(query(limit=40, expanded=True))
    assert len(plain.photo_ids) == 10
    short = set(searcher(linked).search(query(limit=20)).photo_ids.tolist())
    assert set(wide.photo_ids.tolist()) - short


def test_filters_hold(linked: Catalog) -> None:
    answer = searcher(linked).search(
        query(photo_id=2, expanded=True, filters=Filters(min_rating=2))
    )
    assert all(photo_id % 2 == 0 for photo_id in answer.photo_ids.tolist())


def test_without_known_neighbours_it_is_the_plain_answer(catalog: Catalog) -> None:
    plain = searcher(catalog).search(query())
    answer = searcher(catalog).search(query(expanded=True))
    assert answer.photo_ids.tolist() == plain.photo_ids.tolist()


def test_with_damaged_neighbours_it_is_the_plain_answer(
    catalog: Catalog, caplog: pytest.LogCaptureFixture
) -> None:
    (catalog.folder / NEIGHBOURS_NAME).write_bytes(b"nonsense")
    plain = searcher(catalog).search(query())
    answer = searcher(catalog).search(query(expanded=True))
    assert answer.photo_ids.tolist() == plain.photo_ids.tolist()
    assert "not continued" in caplog.text
