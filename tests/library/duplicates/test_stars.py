"""Groups do not chain, and do not depend on the order of files."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from photosearch.core.duplicates import DuplicateKind, Relation
from photosearch.core.picture_match import PictureMatch
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.relations import ContentFacts
from photosearch.library.duplicates.stars import (
    Edge,
    Edges,
    copy_stars,
    missing_matches,
    series_stars,
)

WHOLE = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
LEFT = (2.0, 0.0, 0.0, 0.0, 1.0, 0.0)
"""The second picture is the left half of the first one."""
RIGHT = (2.0, 0.0, -1.0, 0.0, 1.0, 0.0)
SMALLER = (0.5, 0.0, 0.25, 0.0, 0.5, 0.25)
"""The second picture holds the first one, and more around it."""
SURELY, PROBABLY = SimilarityLevel.SURELY, SimilarityLevel.PROBABLY


def facts(keys: Iterable[int], pixels: int = 1000) -> dict[int, ContentFacts]:
    return {key: ContentFacts(key, "jpeg", pixels, 1, 100, None, None, (), (key,)) for key in keys}


def edges_of(
    *pairs: tuple[int, int],
    transform: tuple[float, ...] = WHOLE,
    level: SimilarityLevel = SURELY,
    kind: DuplicateKind = DuplicateKind.EDITED,
) -> defaultdict[int, dict[int, Edge]]:
    edges: defaultdict[int, dict[int, Edge]] = defaultdict(dict)
    add(edges, *pairs, transform=transform, level=level, kind=kind)
    return edges


def add(
    edges: defaultdict[int, dict[int, Edge]],
    *pairs: tuple[int, int],
    transform: tuple[float, ...] = WHOLE,
    level: SimilarityLevel = SURELY,
    kind: DuplicateKind = DuplicateKind.EDITED,
) -> None:
    for one, other in pairs:
        match = PictureMatch(transform, False, 50, 0.5, 0.98, 0.0, 0, 0.0, 0.0, 0.0, 0.0)  # type: ignore[arg-type]
        relation = Relation(kind, level)
        edges[one][other] = Edge(relation, match)
        edges[other][one] = Edge(relation, match.turned_round())


def groups(edges: Edges, known: dict[int, ContentFacts]) -> list[set[int]]:
    stars = copy_stars(edges, known, lambda _one, _other: False)
    return [{star.representative, *star.members} for star in stars]


def test_a_chain_is_no_group() -> None:
    edges = edges_of((1, 2), (2, 3), (3, 4), transform=SMALLER)

    found = groups(edges, facts(range(1, 5)))

    assert found == [{2, 3}]


def test_two_parts_of_one_picture_are_in_its_group() -> None:
    edges = edges_of((1, 2), transform=LEFT)
    add(edges, (1, 3), transform=RIGHT)

    assert groups(edges, facts(range(1, 4))) == [{1, 2, 3}]


def test_two_pictures_with_more_around_are_not_unless_they_match() -> None:
    edges = edges_of((1, 2), (1, 3), transform=SMALLER)

    assert groups(edges, facts(range(1, 4))) == [{1, 2}]
    add(edges, (2, 3))
    assert groups(edges, facts(range(1, 4))) == [{1, 2, 3}]


def test_what_is_no_match_is_not_in_one_group() -> None:
    edges = edges_of((1, 2), (1, 3))

    (star,) = copy_stars(edges, facts(range(1, 4)), lambda one, other: {one, other} == {2, 3})

    assert len(star.members) == 1


def test_the_largest_stands_for_all_that_match_as_many() -> None:
    known = facts([1, 3]) | facts([2], pixels=5000)

    (star,) = copy_stars(edges_of((1, 2), (2, 3), (1, 3)), known, lambda _one, _other: False)

    assert star.representative == 2


def test_groups_do_not_depend_on_the_order() -> None:
    chance = random.Random(5)
    pairs = [(chance.randrange(30), chance.randrange(30, 60)) for _ in range(60)]
    known = facts(range(60))
    expected = None
    for _ in range(5):
        chance.shuffle(pairs)
        found = sorted(map(sorted, groups(edges_of(*pairs), known)))
        expected = expected or found
        assert found == expected


def test_series_are_apart_from_copies() -> None:
    edges = edges_of((1, 2))
    add(edges, (1, 3), kind=DuplicateKind.SERIES, level=PROBABLY)

    assert groups(edges, facts(range(1, 4))) == [{1, 2}]
    (series,) = series_stars(edges, facts(range(1, 4)), lambda _one, _other: False)
    assert {series.representative, *series.members} == {1, 3}


def test_what_might_join_two_groups_is_worth_a_comparison() -> None:
    edges = edges_of((1, 2), (2, 3), (3, 4), transform=SMALLER)
    stars = copy_stars(edges, facts(range(1, 5)), lambda _one, _other: False)

    assert missing_matches(edges, stars)
    assert not missing_matches(edges, stars) & {(1, 2), (2, 3), (3, 4)}


def test_frames_that_one_copy_is_like_are_not_of_its_group_both() -> None:
    edges = edges_of((1, 2), (1, 3))
    add(edges, (2, 3), kind=DuplicateKind.SERIES, level=PROBABLY)  # alike, but of two exposures

    (found,) = groups(edges, facts(range(1, 4)))

    assert len(found) == 2


def test_other_times_keep_files_apart_that_one_without_a_time_is_like() -> None:
    known = facts(range(1, 4))
    moment = datetime(2020, 5, 1)
    known[2] = replace(known[2], captured=moment)
    known[3] = replace(known[3], captured=moment + timedelta(minutes=5))

    (found,) = groups(edges_of((1, 2), (1, 3)), known)

    assert len(found) == 2


def test_the_picture_without_a_frame_stands_for_the_group() -> None:
    edges = edges_of((1, 2))
    match = edges[1][2].match
    assert match is not None
    framed = replace(match, shares=(0.5, 1.0))
    relation = edges[1][2].relation
    edges[1][2], edges[2][1] = Edge(relation, framed), Edge(relation, framed.turned_round())
    known = facts([1], pixels=1800) | facts([2])

    (star,) = copy_stars(edges, known, lambda _one, _other: False)

    assert star.representative == 2


def test_frames_in_which_something_moved_are_not_both_probable_copies_of_an_empty_scene() -> None:
    edges = edges_of((1, 2), (1, 3), level=PROBABLY)
    add(edges, (2, 3), kind=DuplicateKind.SERIES, level=PROBABLY)
    moved = edges[2][3].match
    assert moved is not None
    for one, other in ((2, 3), (3, 2)):
        match = replace(moved, differing=0.05, places=2)
        edges[one][other] = Edge(edges[one][other].relation, match)

    (found,) = groups(edges, facts(range(1, 4)))

    assert len(found) == 2
