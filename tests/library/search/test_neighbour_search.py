"""What is shown around a photo: known neighbours, or what a search by what was learned finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.jobs import JobControl
from photosearch.core.learned_map import LearnedMap
from photosearch.core.query import LOOK, SUBJECT, Answer, Query, QueryImage
from photosearch.library.search.neighbour_search import NeighbourSearch
from photosearch.store.neighbour_chunks import NEIGHBOURS, NONE, NeighbourLists
from tests.library.search.test_learned_order import made_map
from tests.library.shelf import Shelf, ids_of, make_card, shelf_of
from tests.queries import like

COUNT, SHOWN = 60, 6
KINDS = (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT)


@dataclass
class World:
    """A library with exact neighbours of all photos, and what was learned."""

    shelf: Shelf = field(default_factory=lambda: shelf_of(COUNT))
    learned: dict[CodeKind, LearnedMap] = field(default_factory=dict)
    searched: list[CodeKind] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.searcher = self.shelf.searcher()

    def learn(self, *senses: CodeKind) -> None:
        weights = {kind: 1.0 for kind in KINDS}
        self.learned = {sense: made_map(sense, weights) for sense in senses}
        self.searcher.set_learned(self.learned)

    def around(self, photo_id: int) -> dict[CodeKind, list[int]]:
        catalog: Any = SimpleNamespace(neighbours=SimpleNamespace(get=self._lists))
        card = make_card()
        search = NeighbourSearch(
            catalog,
            card=lambda: card,
            search=self._search,
            visible=lambda ids: ids,
            learned=lambda: self.searcher.learned_kinds,
        )
        found = search.of(QueryImage(photo_id=photo_id), SHOWN).by_sense
        return {kind: [each.photo_id for each in of_kind] for kind, of_kind in found.items()}

    def _search(self, query: Query, control: JobControl | None) -> Answer:
        self.searched += query.mode.by_kind()
        return self.searcher.search(query, control)

    def _lists(self, _model_id: str, kind: CodeKind, photo_ids: np.ndarray) -> NeighbourLists:
        (photo_id,) = photo_ids.tolist()
        codes = {
            each: np.frombuffer(code, np.uint8) for each, code in self.shelf.stored[kind].items()
        }
        nearest = sorted(
            (int(np.bitwise_count(code ^ codes[photo_id]).sum()), each)
            for each, code in codes.items()
            if each != photo_id
        )[:NEIGHBOURS]
        ids = np.full((1, NEIGHBOURS), NONE, np.uint32)
        distances = np.zeros((1, NEIGHBOURS), np.uint16)
        ids[0, : len(nearest)] = [each for _, each in nearest]
        distances[0, : len(nearest)] = [distance for distance, _ in nearest]
        return NeighbourLists(photo_ids, ids, distances)


def test_known_neighbours_are_not_searched_for() -> None:
    world = World()
    assert set(world.around(7)) == set(KINDS)
    assert world.searched == []


@pytest.mark.parametrize("photo_id", [1, 7, 33])
def test_where_something_was_learned_the_order_is_that_of_a_search(photo_id: int) -> None:
    world = World()
    before = world.around(photo_id)
    world.learn(CodeKind.SUBJECT)
    after = world.around(photo_id)
    found = ids_of(world.searcher.search(like(photo_id, mode=SUBJECT, limit=SHOWN + 1)))
    assert after[CodeKind.SUBJECT] == [each for each in found if each != photo_id][:SHOWN]
    assert after[CodeKind.SUBJECT] != before[CodeKind.SUBJECT]
    # The other senses are as they were, and cost no search.
    assert world.searched == [CodeKind.SUBJECT]
    assert after[CodeKind.LOOK] == before[CodeKind.LOOK]
    # Taken back, all is as before.
    world.learn()
    assert world.around(photo_id) == before


def test_known_neighbours_stand_as_a_search_finds_them() -> None:
    world = World()
    found = ids_of(world.searcher.search(like(7, mode=LOOK, limit=SHOWN + 1)))
    assert set(world.around(7)[CodeKind.LOOK]) == {each for each in found if each != 7}
