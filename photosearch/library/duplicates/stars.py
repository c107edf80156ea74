"""Divide contents into groups that never chain: each is a star around its representative."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from photosearch.core.duplicates import COPY_KINDS, DuplicateKind, Relation, own_pixels
from photosearch.core.picture_match import MIN_COVERED, PictureMatch, PictureVerdict
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.relations import ContentFacts, are_other_exposures


@dataclass(frozen=True, slots=True)
class Edge:
    """Say how a content relates to another one."""

    relation: Relation
    match: PictureMatch | None = None


Ignored = Callable[[int, int], bool]
"""Tells whether two contents were told to be no match."""
Apart = Callable[[int, int, int], bool]
"""Tells of the representative of a group and two contents that the two are not to be in it both."""

_MISSING_OF_GROUP = 64

Edges = Mapping[int, Mapping[int, Edge]]
"""By content, then by the other one: how that relates to it; each pair is there both ways."""


@dataclass(frozen=True, slots=True)
class Star:
    """Hold a group of contents."""

    representative: int
    members: Mapping[int, Relation]
    """The others, and how each relates to the representative."""


def copy_stars(edges: Edges, facts: Mapping[int, ContentFacts], ignored: Ignored) -> list[Star]:
    """Return the groups of copies, of two contents at least; no content is in two.

    The representative is that which matches the most others, then RAW, then that with the most
    pixels and bytes. Two members that do not match each other may be in a group if the picture of
    the representative contains both; else the less sure one is left for a group of its own. Never
    are two of which it is known that they are of other exposures.
    """
    copies = {
        key: {other: edge for other, edge in others.items() if edge.relation.kind in COPY_KINDS}
        for key, others in edges.items()
    }

    def apart(best: int, one: int, other: int) -> bool:
        return ignored(one, other) or _are_other_shots(edges, facts, best, one, other)

    return _stars(copies, facts, apart, contained=True)


def series_stars(edges: Edges, facts: Mapping[int, ContentFacts], ignored: Ignored) -> list[Star]:
    """Return the series, of two contents at least; no content is in two."""
    frames = {
        key: {other: edge for other, edge in others.items() if edge.relation.kind not in COPY_KINDS}
        for key, others in edges.items()
    }
    return _stars(frames, facts, lambda _best, *pair: ignored(*pair), contained=False)


def _stars(
    edges: Mapping[int, Mapping[int, Edge]],
    facts: Mapping[int, ContentFacts],
    apart: Apart,
    *,
    contained: bool,
) -> list[Star]:
    stars = []
    for component in _components(edges):
        left = set(component)
        while left:
            degrees = {
                key: [edges[key][other].relation.level for other in edges[key].keys() & left]
                for key in left
            }
            shares = {key: own_share(edges[key], left) for key in left}
            best = max(
                left,
                key=lambda key: (_degree(degrees[key]), *_standing(facts[key], shares[key])),
            )
            if not degrees[best]:
                break
            around = edges[best].keys() & left
            ordered = sorted(around, key=lambda key: _sureness(edges[best][key], facts[key]))
            members = _accepted(best, ordered, edges, apart, contained=contained)
            stars.append(Star(best, {key: edges[best][key].relation for key in members}))
            left -= {best, *members}
    return stars


def _are_other_shots(
    edges: Edges, facts: Mapping[int, ContentFacts], best: int, one: int, other: int
) -> bool:
    """Tell whether two contents are known to be of other exposures, though `best` is like both.

    That their pictures differ is enough if one is but probably a copy of it.
    """
    edge = edges[one].get(other)
    if edge is None:
        return are_other_exposures(facts[one], facts[other])
    if edge.relation.kind is not DuplicateKind.SERIES:
        return False
    if any(edges[best][key].relation.level is not SimilarityLevel.SURELY for key in (one, other)):
        return True
    verdict = None if edge.match is None else edge.match.verdict
    return verdict in (None, PictureVerdict.COPY, PictureVerdict.PROBABLY_COPY) or (
        edge.relation.level is SimilarityLevel.SURELY
    )


def _degree(levels: Sequence[int]) -> tuple[int, int]:
    """Return how many matches are sure, and how many there are."""
    return sum(level == 0 for level in levels), len(levels)


def own_share(edges: Mapping[int, Edge], others: Collection[int]) -> float:
    """Return the share of a picture that shows what was photographed, as others tell, 0 to 1.

    Frames, bars, and what was laid over it are none of that.

    Args:
        edges: of its content.
        others: contents that count.
    """
    told = [
        edge.match.shares[0]
        for key, edge in edges.items()
        if key in others
        and edge.match is not None
        and edge.relation.kind is not DuplicateKind.SAME_PICTURE
    ]
    return min(told, default=1.0)


def _standing(facts: ContentFacts, share: float) -> tuple[bool, float, int, int]:
    return facts.is_raw, own_pixels(facts.pixels, share), facts.size, facts.key


def _sureness(edge: Edge, facts: ContentFacts) -> tuple[int, bool, float, float, int]:
    """Return what sorts the surest of a representative's matches first."""
    differing = (edge.match.differing, edge.match.residual) if edge.match else (0.0, 0.0)
    is_edited = edge.relation.kind is not DuplicateKind.SAME_PICTURE
    return int(edge.relation.level), is_edited, *differing, facts.key


def _accepted(
    best: int,
    ordered: list[int],
    edges: Mapping[int, Mapping[int, Edge]],
    apart: Apart,
    *,
    contained: bool,
) -> list[int]:
    """Return the members of a group, the surest first.

    With `contained` those only that match each other or are contained in the representative.
    """
    accepted: list[int] = []
    loose: list[int] = []  # accepted, and not contained in the representative
    for key in ordered:
        if any(apart(best, key, other) for other in accepted):
            continue
        inside = not contained or _contains(edges[best][key])
        if all(other in edges[key] for other in (loose if inside else accepted)):
            accepted.append(key)
            if not inside:
                loose.append(key)
    return accepted


def _contains(edge: Edge) -> bool:
    """Tell whether the first picture of a match shows all that the second one does.

    What is but a frame about the second one does not count.
    """
    return edge.match is None or edge.match.covered[1] >= MIN_COVERED * edge.match.shares[1]


def _components(edges: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """Return the contents that hang together, those that match none left out."""
    seen: set[int] = set()
    components = []
    for start in edges:
        if start in seen:
            continue
        component, waiting = [], [start]
        seen.add(start)
        while waiting:
            key = waiting.pop()
            component.append(key)
            for other in edges[key]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        if len(component) > 1:
            components.append(component)
    return components


def missing_matches(edges: Edges, stars: Iterable[Star]) -> set[tuple[int, int]]:
    """Return pairs that were never compared and could join what is one shot into one group.

    Those of a group's representative with what matches a member, or the representative of another
    group that hangs together with it.

    Args:
        edges: of copies, between contents.
        stars: the groups that they make.
    """
    stars = list(stars)
    star_of = {key: star for star in stars for key in (star.representative, *star.members)}
    pairs: set[tuple[int, int]] = set()
    for star in stars:
        best = star.representative
        near: set[int] = set()
        for member in (best, *star.members):
            for other in edges[member]:
                if edges[member][other].relation.kind not in COPY_KINDS:
                    continue
                if other in star.members or other == best:
                    continue
                near.add(other)
                if other in star_of:
                    near.add(star_of[other].representative)
        unknown = sorted(key for key in near if key != best and key not in edges[best])
        pairs.update((min(best, key), max(best, key)) for key in unknown[:_MISSING_OF_GROUP])
    return pairs
