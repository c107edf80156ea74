"""Which photos are found: changes, drives, filters; cancelling and threads."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.photo import PhotoState, Root
from photosearch.core.query import SimilarityWeights
from photosearch.library.filters.facets import places_of
from photosearch.library.search import searcher as searcher_module
from tests.library.shelf import (
    ROOT,
    Shelf,
    ids_of,
    picture,
    shelf_of,
)
from tests.queries import like


class TestWhatIsFound:
    def test_an_empty_library_gives_an_empty_answer(self) -> None:
        answer = Shelf().searcher().search(like(picture(1), mode=SimilarityWeights(1, 1, 1)))
        assert ids_of(answer) == []
        assert answer.scores.shape == answer.distances.shape == (0,)
        assert answer.searched == 0
        assert (answer.photo_ids.dtype, answer.scores.dtype, answer.distances.dtype) == (
            np.int64, np.float32, np.float32
        )  # fmt: skip

    def test_new_photos_are_found_without_loading_all_again(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.add(21, picture(3))
        searcher.update([21])
        answer = searcher.search(like(3))
        assert ids_of(answer)[:2] == [3, 21]
        assert answer.searched == 21
        assert shelf.loads == [CodeKind.COPY]

    def test_after_warming_up_no_search_loads_anything(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.warm_up()
        loaded = list(shelf.loads)
        assert set(loaded) >= {CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT}
        answer = searcher.search(like(3, mode=SimilarityWeights(1, 1, 1)))
        assert ids_of(answer)[0] == 3
        assert shelf.loads == loaded

    def test_changed_removed_missing_and_returned_photos(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.add(4, picture(3))
        shelf.remove(5)
        shelf.set_missing(6, True)
        searcher.update([4, 5, 6])
        answer = searcher.search(like(3))
        assert ids_of(answer)[:2] == [3, 4]
        assert set(ids_of(answer)) == set(range(1, 21)) - {5, 6}
        shelf.set_missing(6, False)
        searcher.update((6,))
        assert 6 in ids_of(searcher.search(like(3)))

    def test_a_photo_that_became_unreadable_vanishes(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.records[4] = replace(shelf.records[4], state=PhotoState.UNREADABLE)
        searcher.update([4])
        assert 4 not in ids_of(searcher.search(like(3)))

    def test_photos_of_offline_roots_are_hidden_until_they_are_back(self) -> None:
        shelf = shelf_of(10)
        for photo_id in range(11, 21):
            shelf.add(photo_id, picture(photo_id), root_id=2)
        searcher = shelf.searcher()
        assert len(ids_of(searcher.search(like(3)))) == 20
        searcher.set_online({1})
        answer = searcher.search(like(12))  # as an example it serves all the same
        assert set(ids_of(answer)) == set(range(1, 11))
        assert answer.searched == 10
        shelf.add(21, picture(21), root_id=2)
        searcher.update([21])
        assert set(ids_of(searcher.search(like(3)))) == set(range(1, 11))
        searcher.set_online({1, 2})
        assert set(ids_of(searcher.search(like(3)))) == set(range(1, 22))

    def test_a_flood_of_changes_is_met_by_loading_anew(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searcher_module, "_RELOAD_ABOVE", 5)
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        for photo_id in range(5, 15):
            shelf.remove(photo_id)
        searcher.update(range(5, 15))
        assert set(ids_of(searcher.search(like(3)))) == {*range(1, 5), *range(15, 21)}
        assert shelf.loads == [CodeKind.COPY, CodeKind.COPY]

    def test_refresh_reads_all_anew(self) -> None:
        shelf = shelf_of(5)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.add(6, picture(6))
        searcher.refresh()
        assert len(ids_of(searcher.search(like(3)))) == 6

    def test_filters_search_exactly_what_they_leave(self) -> None:
        """The few that pass are found although hundreds of others are nearer."""
        shelf = Shelf()
        for photo_id in range(1, 600):
            shelf.add(photo_id, picture(photo_id, 1, 0.1))
        for photo_id in (600, 601):
            shelf.add(photo_id, picture(photo_id), format="heic", rating=4)
        shelf.set_missing(601, True)
        for filters in (Filters(formats=("heic",)), Filters(min_rating=3)):
            answer = shelf.searcher().search(like(1, filters=filters, limit=10))
            assert ids_of(answer) == [600]
            assert answer.searched == 1

    def test_all_filters_reach_the_catalog(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shelf = shelf_of(3)
        asked: list[Any] = []
        monkeypatch.setattr(
            shelf, "select", lambda *given: asked.append(given) or np.empty(0, np.int64)
        )
        since, until = datetime(2020, 1, 1), datetime(2021, 1, 1)
        filters = Filters(
            folders=(ROOT / "a",), since=since, until=until, cameras=("canon",),
            lenses=("50mm",), formats=("jpeg",), min_rating=3,
            text="words", keywords=("keyword",), orientations=("square",),
        )  # fmt: skip
        answer = shelf.searcher().search(like(1, filters=filters))
        assert ids_of(answer) == []
        assert asked == [(filters, [(1, b"a")])]


class TestJobs:
    def test_a_cancelled_search_stops(self) -> None:
        control = JobControl()
        control.cancel()
        with pytest.raises(Cancelled):
            shelf_of(5).searcher().search(like(1), control)

    def test_a_search_stops_between_the_examples(self) -> None:
        class Watched(JobControl):
            calls = 0

            def checkpoint(self) -> None:
                self.calls += 1
                super().checkpoint()

        few, many = Watched(), Watched()
        searcher = shelf_of(5).searcher()
        searcher.search(like(1), few)
        searcher.search(like(1, 2, 3, 4, mode=SimilarityWeights(1, 1, 1)), many)
        assert many.calls >= few.calls + 11

    def test_searches_beside_updates_see_whole_states(self) -> None:
        shelf = shelf_of(40)
        searcher = shelf.searcher()
        target = picture(1)
        problems: list[str] = []
        stop = threading.Event()

        def search() -> None:
            while not stop.is_set():
                answer = searcher.search(like(target, limit=60))
                found = ids_of(answer)
                if len(set(found)) != len(found) or not set(range(1, 31)) <= set(found):
                    problems.append(f"lost or doubled: {sorted(found)}")
                if found[0] != 1 or answer.distances[0] != 0:
                    problems.append(f"not found: {found[:3]}")

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for turn in range(60):
                for photo_id in range(31, 41):
                    if turn % 3 == 0:
                        shelf.remove(photo_id)
                    else:
                        shelf.add(photo_id, picture(1000 * turn + photo_id))
                searcher.update(range(31, 41))
        finally:
            stop.set()
            for thread in threads:
                thread.join(30)
        assert problems == []
        assert set(ids_of(searcher.search(like(target, limit=60)))) == set(range(1, 41))


class TestPlaces:
    def test_roots_folders_parents_and_strangers(self, tmp_path: Path) -> None:
        roots = [Root(1, tmp_path / "a", ""), Root(2, tmp_path / "b" / "c", "")]
        assert places_of([tmp_path / "a"], roots) == [(1, b"")]
        assert places_of([tmp_path / "a" / "x" / "y"], roots) == [(1, b"x/y")]
        assert places_of([tmp_path], roots) == [(1, b""), (2, b"")]
        assert places_of([tmp_path / "b"], roots) == [(2, b"")]
        assert places_of([tmp_path / "ab"], roots) == []
        assert places_of([tmp_path / "q" / ".." / "a" / "x"], roots) == [(1, b"x")]

    def test_a_link_to_a_root(self, tmp_path: Path) -> None:
        (tmp_path / "real" / "x").mkdir(parents=True)
        link = tmp_path / "link"
        try:
            link.symlink_to(tmp_path / "real", target_is_directory=True)
        except OSError:
            pytest.skip("no symbolic links here")
        for root in (tmp_path / "real", link):
            roots = [Root(1, root, "")]
            for folder in (tmp_path / "real", link):
                assert places_of([folder / "x"], roots) == [(1, b"x")]

    def test_relative_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        roots = [Root(1, tmp_path / "a", "")]
        assert places_of([Path("a/x")], roots) == [(1, b"x")]
        assert places_of([Path()], roots) == [(1, b"")]

    def test_names_that_are_no_text(self, tmp_path: Path) -> None:
        roots = [Root(1, tmp_path, "")]
        assert places_of([tmp_path / "\udcff"], roots) == [(1, b"\xff")]
