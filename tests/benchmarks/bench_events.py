"""Events, places and months over many photos, out of a catalog. Run by hand:

    python -m tests.benchmarks.bench_events [FOLDER] [--photos N]

FOLDER keeps the made library, so that a second run starts at once. Photos are like a
photographer's: a hundred in some hours of a day, most of them at one of fifty towns, a tenth
without a date.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from photosearch.core.changes import Subscribers
from photosearch.core.codes import CodeKind
from photosearch.core.filters import Filters
from photosearch.core.photo import IndexedPhoto
from photosearch.core.places import Area
from photosearch.gui.map.dots import MapPhotos, gather
from photosearch.gui.map.projection import Viewport
from photosearch.library.events.events import LibraryEvents
from photosearch.library.filters.facets import LibraryFacets
from photosearch.library.labels import LibraryLabels
from photosearch.library.stacks import PhotoStacks
from photosearch.store.catalog import Catalog
from tests.benchmarks import bench_facets
from tests.benchmarks.made_library import made_library
from tests.library.shelf import make_card

CARD = make_card([CodeKind.SUBJECT])
TOWNS = 50

T = TypeVar("T")


def photo(root_id: int, number: int) -> IndexedPhoto:
    day, chance = random.Random(number // 100), random.Random(number)
    begun = datetime(2004, 1, 1) + timedelta(days=day.randrange(7000), hours=day.uniform(7, 20))
    town = random.Random(day.randrange(TOWNS))
    north, east = town.uniform(-60, 70), town.uniform(-180, 180)
    placed = day.random() < 0.6
    made = bench_facets.photo(root_id, number)
    facts = replace(
        made.metadata,
        captured=begun + timedelta(minutes=chance.expovariate(1 / 60)) if number % 10 else None,
        latitude=north + chance.gauss(0, 0.03) if placed else None,
        longitude=max(-180.0, min(180.0, east + chance.gauss(0, 0.03))) if placed else None,
    )
    return replace(made, metadata=facts)


def timed(what: str, work: Callable[[], T]) -> T:
    started, used = time.perf_counter(), time.process_time()
    result = work()
    clock, used = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:52} {clock * 1000:8.0f} ms, of processor time {used * 1000:8.0f}; {peak:5.0f} MB")
    return result


def main() -> None:
    with made_library(__doc__, 200_000, photo, CARD.model_id) as catalog:
        run(catalog)


def run(catalog: Catalog) -> None:
    stacks = PhotoStacks(catalog, "picture")
    facets = LibraryFacets(catalog, Subscribers(), stacks)
    labels = LibraryLabels(catalog, Subscribers())
    events = LibraryEvents(catalog, facets, stacks, labels.current, card=lambda: CARD)
    ids = stacks.shown(catalog.photos.ids())
    print(f"{len(ids):,} photos")
    timed("months for the time line, of the catalog", lambda: facets.months(ids))
    timed("the columns of all photos, read once", facets.columns)
    groups = timed("events for the first time", lambda: events.groups(ids))
    print(f"{len(groups.titles):,} headings")
    timed("their headings again", lambda: events.groups(ids))
    timed("months for the time line", lambda: facets.months(ids))
    photos = timed("places on the map", lambda: MapPhotos.of(facets.places(Filters())))
    print(f"{len(photos):,} photos with a place")
    world = Viewport(0.5, 0.4, 600.0, 600, 500).settled()
    timed("dots of the whole earth", lambda: gather(photos, world))
    timed("dots of a country", lambda: gather(photos, world.zoomed(20)))
    area = Filters(area=Area(0, -60, 70, 60))
    found = timed("the photos of an area", lambda: facets.select(area))
    print(f"{len(found):,} photos in the area")


if __name__ == "__main__":
    main()
