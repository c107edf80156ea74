"""Filters, held to a plain Python version of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.filters import Filters
from photosearch.core.photo import IndexedPhoto, PhotoMetadata
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo, unreadable

FOLDERS = [b"", b"a", b"a/b", b"a b", b"a0", b"\xff", b"a/b/c"]
CAMERAS = [None, "Canon EOS 5D", "Canon EOS 5D Mark II", "NIKON D70", "Öko", "ÖKO 2"]
LENSES = [None, "EF 50mm", "EF 85mm"]
ZONES = [None, UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=9, minutes=30))]
NOON = datetime(2020, 6, 1, 12)


def made_photo(root_id: int, number: int) -> IndexedPhoto:
    chance = random.Random(number)
    folder = chance.choice(FOLDERS)
    captured = NOON + timedelta(hours=chance.randrange(-24, 24))
    return photo(
        root_id,
        (folder + b"/" if folder else b"") + b"%d.jpg" % number,
        format=chance.choice(["jpeg", "nef"]),
        captured=chance.choice([None, captured.replace(tzinfo=chance.choice(ZONES))]),
        camera=chance.choice(CAMERAS),
        lens=chance.choice(LENSES),
        rating=chance.choice([None, -1, 0, 3, 5]),
        width=chance.choice([30, 40]),
        height=chance.choice([30, 40]),
        keywords=chance.choice([(), ("Sea",), ("sea", "sand"), ("Öl", "\ud800")]),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Catalog.open(tmp_path_factory.mktemp("library")) as catalog:
        roots = [catalog.roots.add(Path(f"/{name}")).root_id for name in "xy"]
        photos = [made_photo(roots[number % 2], number) for number in range(300)]
        ids = catalog.commit_batch(WriteBatch(MODEL, indexed=photos)).indexed_ids
        catalog.commit_batch(
            WriteBatch(missing=ids[:10], unreadable=[unreadable(roots[0], b"a/unreadable.jpg")])
        )
        yield catalog, roots, dict(zip(ids[10:], photos[10:], strict=True))


def selected(catalog: Catalog, **conditions: Any) -> list[int]:
    """What is selected; `folders` are places, as `select` takes them."""
    places = conditions.pop("folders", None)
    fields: dict[str, Any] = {
        n: tuple(v) if isinstance(v, list) else v for n, v in conditions.items()
    }
    filters = Filters(**fields, folders=() if places is None else (Path("anywhere"),))
    return catalog.photos.select(filters, places or ()).tolist()


def plainly_before(facts: PhotoMetadata, bound: datetime) -> bool:
    """Whether the photo was captured before `bound`; only asked where the time is known."""
    assert facts.captured is not None
    if bound.tzinfo is not None and facts.captured.tzinfo is not None:
        return facts.captured < bound
    return facts.captured.replace(tzinfo=None) < bound.replace(tzinfo=None)


def plainly_selected(item: IndexedPhoto, conditions: dict[str, Any]) -> bool:
    facts, path = item.metadata, item.stamp.rel_path
    folders = conditions.get("folders")
    if folders is not None and not any(
        item.root_id == root_id and (not folder or path.startswith(folder + b"/"))
        for root_id, folder in folders
    ):
        return False
    for name, wanted in (("since", False), ("until", True)):
        bound = conditions.get(name)
        if bound and (facts.captured is None or plainly_before(facts, bound) is not wanted):
            return False
    for name, value, others in (
        ("cameras", facts.camera, CAMERAS),
        ("lenses", facts.lens, LENSES),
    ):
        parts = conditions.get(name)
        if parts and not any(plainly_named(value or "", part, others) for part in parts):
            return False
    keywords = conditions.get("keywords")
    if keywords and not {word.casefold() for word in keywords} & {
        word.casefold() for word in facts.keywords
    }:
        return False
    orientations = conditions.get("orientations")
    shape = {1: "landscape", 0: "square", -1: "portrait"}[
        (facts.width > facts.height) - (facts.width < facts.height)
    ]
    if orientations and shape not in orientations:
        return False
    formats = conditions.get("formats")
    if formats and facts.format not in [name.lower() for name in formats]:
        return False
    least = conditions.get("min_rating")
    return least is None or (facts.rating is not None and facts.rating >= least)


def plainly_named(name: str, part: str, others: list[str | None]) -> bool:
    if part.casefold() in [(other or "").casefold() for other in others]:
        return name.casefold() == part.casefold()
    return part.casefold() in name.casefold()


_bounds = st.builds(
    lambda hours, zone: (NOON + timedelta(hours=hours)).replace(tzinfo=zone),
    st.integers(-30, 30),
    st.sampled_from(ZONES),
)
any_conditions = st.fixed_dictionaries(
    {},
    optional={
        "folders": st.lists(st.tuples(st.integers(0, 1), st.sampled_from(FOLDERS)), max_size=3),
        "since": _bounds,
        "until": _bounds,
        "cameras": st.lists(
            st.sampled_from(["canon", "ök", "öko", "D7", "none", "canon eos 5d"]), max_size=2
        ),
        "lenses": st.lists(st.sampled_from(["ef", "85"]), max_size=2),
        "formats": st.lists(st.sampled_from(["jpeg", "NEF", "gif"]), max_size=2),
        "min_rating": st.integers(-1, 5),
        "keywords": st.lists(st.sampled_from(["sea", "SAND", "öl", "san"]), max_size=2),
        "orientations": st.lists(
            st.sampled_from(["landscape", "portrait", "square", "round"]), max_size=2
        ),
    },
)


@settings(max_examples=150, deadline=None)
@given(conditions=any_conditions)
def test_select_is_the_plain_filter(library: Any, conditions: dict[str, Any]) -> None:
    catalog, roots, photos = library
    if "folders" in conditions:
        conditions["folders"] = [(roots[root], folder) for root, folder in conditions["folders"]]
    expected = [photo_id for photo_id, item in photos.items() if plainly_selected(item, conditions)]
    assert selected(catalog, **conditions) == expected


def test_a_folder_may_end_in_a_slash(library: Any) -> None:
    catalog, roots, _ = library
    without = selected(catalog, folders=[(roots[0], b"a/b")])
    assert len(without)
    assert selected(catalog, folders=[(roots[0], b"a/b/")]) == without


def test_no_folder_is_no_photo(library: Any) -> None:
    catalog, _, photos = library
    assert selected(catalog, folders=[]) == []
    assert selected(catalog) == list(photos)


@pytest.mark.parametrize("bound", [datetime.min, datetime.max])
@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar(library: Any, bound: datetime, zone: Any) -> None:
    catalog, _, photos = library
    dated = [photo_id for photo_id, item in photos.items() if item.metadata.captured]
    found = selected(catalog, since=bound.replace(tzinfo=zone))
    assert found == (dated if bound is datetime.min else [])
