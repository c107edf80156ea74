"""Filters and counts over many photos, as ratios to numpy over the same columns. Run by hand:

    python -m tests.benchmarks.bench_facets [FOLDER] [--photos N]

FOLDER keeps the made library, so that a second run starts at once.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import numpy as np

from photosearch.core.changes import Changes, Subscribers
from photosearch.core.codes import CodeKind
from photosearch.core.facets import Ids
from photosearch.core.filters import Filters
from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
from photosearch.core.query import SUBJECT, Query
from photosearch.library.filters.facets import LibraryFacets
from photosearch.library.filters.photo_columns import PhotoColumns
from photosearch.library.search.searcher import Searcher
from photosearch.store.catalog import Catalog
from tests.benchmarks.made_library import made_library
from tests.library.shelf import make_card
from tests.queries import item

CARD = make_card([CodeKind.SUBJECT])
WORDS = [f"keyword{number}" for number in range(400)]
TAGS = [f"tag {number}" for number in range(1000)]
DAYS = 5000


def photo(root_id: int, number: int) -> IndexedPhoto:
    """Like a photographer's: some hundred photos on a day, with the keywords of that day."""
    day = random.Random(number // 100)
    chance = random.Random(number)
    captured = datetime(2004, 1, 1) + timedelta(
        days=day.randrange(DAYS), seconds=chance.randrange(86_400)
    )
    width, height = chance.choice([(4608, 3456), (3456, 4608), (3000, 3000)])
    return IndexedPhoto(
        root_id=root_id,
        stamp=FileStamp(
            b"%04d/%02d/IMG_%07d.JPG" % (captured.year, captured.month, number),
            chance.randrange(2_000_000, 12_000_000),
            chance.getrandbits(60),
            f"64769:{number}",
        ),
        content_id=chance.randbytes(16),
        metadata=PhotoMetadata(
            "jpeg" if number % 9 else "nef",
            width,
            height,
            captured=captured if number % 20 else None,
            camera=f"Canon EOS {chance.randrange(30)}D",
            lens=f"EF {chance.randrange(20)} mm",
            rating=chance.choice([None, None, None, 1, 3, 5]),
            caption="a caption of some words" if number % 7 == 0 else None,
            keywords=tuple(day.sample(WORDS, day.choice([0, 1, 3, 5]))),
        ),
        thumbnail=b"\xff\xd8" + chance.randbytes(40),
        codes={"subject": chance.randbytes(32)},
        labels=tuple(chance.sample(TAGS, 2)) if number % 3 == 0 else (),
    )


def milliseconds(work: Callable[[], Any], rounds: int = 9) -> float:
    """The median of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def bare_counts(columns: PhotoColumns) -> None:
    """What counting all facets is at the least: numpy over the columns as they lie there."""
    data = columns.data
    pairs = [each.pairs for each in data.lists.values()]
    for column in (data.folder, *data.single.values(), *pairs):
        np.bincount(column.codes)
    np.bincount(columns.day[columns.day > 0])


def main() -> None:
    with made_library(__doc__, 500_000, photo, CARD.model_id) as catalog:
        run(catalog)


def run(catalog: Catalog) -> None:
    facets = LibraryFacets(catalog, Subscribers())
    started = time.perf_counter()
    facets.count(None, Filters())
    columns = facets.columns()
    print(f"{len(columns):,} photos; first count, columns loaded: "
          f"{time.perf_counter() - started:.2f} s")  # fmt: skip
    bare = milliseconds(lambda: bare_counts(columns))
    print(f"{'numpy bincount of the same columns':<48} {bare:8.1f} ms    1.0")

    def tell(name: str, work: Callable[[], Any]) -> None:
        taken = milliseconds(work)
        print(f"{name:<48} {taken:8.1f} ms   {taken / bare:4.1f}")

    def changed(filters: Filters) -> Ids:
        """As after a change, so that nothing is remembered."""
        facets.follow(Changes(model_changed=True))
        return facets.passing(filters)

    year = Filters(since=datetime(2010, 1, 1), until=datetime(2011, 1, 1))
    three = Filters(cameras=("EOS 1",), min_rating=3, since=datetime(2010, 1, 1))
    tell("count, no filter", lambda: facets.count(None, Filters()))
    tell("count, a year", lambda: facets.count(None, year))
    tell("count, camera, rating and time", lambda: facets.count(None, three))
    tell("count, a keyword", lambda: facets.count(None, Filters(keywords=("keyword7",))))
    ids = facets.select(Filters())
    tell("count among an answer of 1,000", lambda: facets.count(ids[:1000], three))
    tell("select, newest first", lambda: facets.select(three))
    tell("photos that pass three filters, anew", lambda: changed(three))
    tell("the same, asking SQLite", lambda: catalog.photos.select(three))
    for text in ("i", "img", "img_01", "keyword33", "tag 5 keyw", '"caption of"'):
        found = catalog.photos.ids_matching_text(text)
        assert found is not None
        tell(
            f"words: {text} ({len(found):,} photos)",
            partial(catalog.photos.ids_matching_text, text),
        )
    tell("groups by day of all", lambda: facets.groups(ids, "day"))
    tell("groups by folder of all", lambda: facets.groups(ids, "folder"))
    some = tuple(ids[:: len(ids) // 128].tolist())

    def follow() -> None:
        facets.follow(Changes(changed=some))
        facets.columns()

    tell("128 changed photos taken over", follow)
    search(catalog, facets, three, int(ids[0]))


def search(catalog: Catalog, facets: LibraryFacets, filters: Filters, photo_id: int) -> None:
    """What filters add to a search by a photo of the library."""
    images: Any = None  # an example by its id is not encoded
    searcher = Searcher(catalog, CARD, images, facets.passing)
    example = (item(photo_id),)
    plain, filtered = (
        Query(example, mode=SUBJECT, filters=each, limit=1000) for each in (Filters(), filters)
    )
    searcher.search(filtered)
    without = milliseconds(lambda: searcher.search(plain), 15)
    again = milliseconds(lambda: searcher.search(filtered), 15)

    def after_a_change() -> None:
        facets.follow(Changes(model_changed=True))
        searcher.search(filtered)

    anew = milliseconds(after_a_change, 15)
    print(f"a search: {without:.1f} ms; with three filters {again - without:+.1f} ms, "
          f"with filters never asked before {anew - without:+.1f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
