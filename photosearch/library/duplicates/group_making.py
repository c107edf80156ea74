"""Make groups of what is known of contents: their comparisons, metadata, names, and decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from photosearch.core.duplicates import DuplicateKind, Relation
from photosearch.core.picture_match import PictureMatch
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.groups import make_group
from photosearch.library.duplicates.relations import ContentFacts, relate
from photosearch.library.duplicates.stars import (
    Edge,
    Edges,
    Star,
    copy_stars,
    missing_matches,
    own_share,
    series_stars,
)
from photosearch.store.catalog import Catalog
from photosearch.store.duplicate_pairs import NEAR_IN_TIME, Pair
from photosearch.store.duplicates import DecisionKind, StoredGroup

_SAME_FILE = Relation(DuplicateKind.SAME_FILE, SimilarityLevel.SURELY)


class Decisions:
    """Know what the user decided on contents."""

    def __init__(self, catalog: Catalog) -> None:
        """Read them."""
        self._ignored: defaultdict[int, list[Counter[int]]] = defaultdict(list)
        self._finished: defaultdict[int, list[Counter[int]]] = defaultdict(list)
        for decision in catalog.duplicates.decisions():
            finished = decision.kind is DecisionKind.FINISHED
            by_content = self._finished if finished else self._ignored
            files = Counter(dict(decision.files))
            for content in files:
                by_content[content].append(files)

    def ignored(self, one: int, other: int) -> bool:
        """Tell whether two contents, or two files of one, were told to be no match."""
        if one == other:
            return any(files[one] > 1 for files in self._ignored.get(one, ()))
        return any(other in files for files in self._ignored.get(one, ()))

    def finished(self, files: Counter[int]) -> bool:
        """Tell whether it was decided on a group of so many files of these contents."""
        one = next(iter(files))
        return any(files <= decided for decided in self._finished.get(one, ()))


def edges_of(
    links: Iterable[tuple[int, int, bytes | None]],
    facts: Mapping[int, ContentFacts],
    decisions: Decisions,
) -> Edges:
    """Return how contents relate to each other.

    Args:
        links: pairs of contents, and what is known of them; see `store.duplicate_pairs`. None of a
            pair of RAW file and picture.
        facts: of the contents; links with others are left out.
        decisions: of the user.
    """
    matches: dict[Pair, bytes] = {}
    raw: set[Pair] = set()
    for first, second, found in links:
        if first not in facts or second not in facts or decisions.ignored(first, second):
            continue
        if found is None:
            raw.add((first, second))
        else:
            matches[first, second] = found
    edges: defaultdict[int, dict[int, Edge]] = defaultdict(dict)
    for first, second in sorted({*matches, *raw}):
        found = matches.get((first, second))
        near = found == NEAR_IN_TIME
        match = PictureMatch.from_bytes(found) if found and not near else None
        there, back = match, match.turned_round() if match else None
        is_raw = (first, second) in raw
        for one, other, way in ((first, second, there), (second, first, back)):
            relation = relate(facts[one], facts[other], way, raw_pair=is_raw, near_in_time=near)
            if relation is not None:
                edges[one][other] = Edge(relation, way)
    return edges


def groups_of_contents(
    edges: Edges, facts: Mapping[int, ContentFacts], decisions: Decisions
) -> tuple[list[StoredGroup], set[Pair]]:
    """Return the groups of some contents, which hang together with no others."""
    stars = copy_stars(edges, facts, decisions.ignored)
    grouped = {key for star in stars for key in (star.representative, *star.members)}
    alone = [Star(key, {}) for key in facts if key not in grouped and len(facts[key].photo_ids) > 1]
    groups = []
    for star in (*stars, *alone):
        group = _stored(star, edges, facts, decisions)
        if group is not None:
            groups.append(group)
    inside = {key for star in stars for key in star.members}
    frames = {
        key: {other: edge for other, edge in others.items() if other not in inside}
        for key, others in edges.items()
        if key not in inside
    }
    for star in series_stars(frames, facts, decisions.ignored):
        group = _stored(star, edges, facts, decisions, frames=True)
        if group is not None:
            groups.append(group)
    return groups, missing_matches(edges, stars)


def _stored(
    star: Star,
    edges: Edges,
    facts: Mapping[int, ContentFacts],
    decisions: Decisions,
    *,
    frames: bool = False,
) -> StoredGroup | None:
    """Return the group of all files of some contents, of a series one file of each content."""
    best = facts[star.representative]
    relations: dict[int, Relation] = {}
    contents = {best.photo_ids[0]: best.key}

    def add(of_content: ContentFacts, photo_ids: Sequence[int], relation: Relation) -> None:
        for photo_id in photo_ids:
            relations[photo_id] = relation
            contents[photo_id] = of_content.key

    if not frames and not decisions.ignored(best.key, best.key):
        add(best, best.photo_ids[1:], _SAME_FILE)
    for key, relation in star.members.items():
        one_only = frames or decisions.ignored(key, key)
        add(facts[key], facts[key].photo_ids[: 1 if one_only else None], relation)
    if not relations:
        return None
    return make_group(
        best.photo_ids[0],
        relations,
        contents=contents,
        sizes={photo_id: facts[key].size for photo_id, key in contents.items()},
        shares=_shares(contents, edges),
        finished=decisions.finished(Counter(contents.values())),
    )


def _shares(contents: Mapping[int, int], edges: Edges) -> dict[int, float]:
    """Return of each photo the least share of it that shows what was photographed; see `own_share`.

    Args:
        contents: of the photos of a group.
        edges: between contents.
    """
    inside = frozenset(contents.values())
    of_content = {key: own_share(edges.get(key, {}), inside) for key in inside}
    return {photo_id: of_content[key] for photo_id, key in contents.items()}
