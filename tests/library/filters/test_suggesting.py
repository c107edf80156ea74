"""Why no photo passes, and what would help."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from photosearch.core.changes import Subscribers
from photosearch.core.filters import Filters
from photosearch.library.filters.facets import LibraryFacets
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo


@pytest.fixture(scope="module", params=[False, True], ids=["catalog", "columns"])
def facets(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    with Catalog.open(tmp_path_factory.mktemp("library")) as catalog:
        root = catalog.roots.add(Path("/photos").absolute()).root_id
        made = [
            photo(
                root,
                b"img_%03d.jpg" % number,
                camera=("Canon EOS 5D", "NIKON D70")[number % 2],
                rating=number % 4 if number % 2 else None,
                captured=datetime(2020, 1, 1 + number),
                keywords=("sunset", "beach") if number < 3 else ("garden",),
            )
            for number in range(10)
        ]
        catalog.commit_batch(WriteBatch(MODEL, indexed=made))
        facets = LibraryFacets(catalog, Subscribers())
        if request.param:
            facets.count(None, Filters())
        yield facets


def test_a_filter_that_no_photo_passes_alone(facets: LibraryFacets) -> None:
    told = facets.explain_empty(Filters(lenses=("none",), cameras=("canon",)))
    assert told.alone == ("lenses",)
    (best,) = told.suggestions
    assert (best.dropped, best.photos) == ("lenses", 5)
    assert best.filters == Filters(cameras=("canon",))


def test_filters_that_exclude_each_other(facets: LibraryFacets) -> None:
    told = facets.explain_empty(Filters(cameras=("canon",), min_rating=1))
    assert told.alone == ()
    assert [(each.dropped, each.photos) for each in told.suggestions] == [
        ("min_rating", 5), ("cameras", 5)
    ]  # fmt: skip
    for each in told.suggestions:
        assert len(facets.passing(each.filters)) == each.photos


def test_what_helps_nothing_is_not_proposed(facets: LibraryFacets) -> None:
    told = facets.explain_empty(Filters(lenses=("none",), formats=("gif",), cameras=("canon",)))
    assert told.alone == ("lenses", "formats")
    # Leaving out one of them helps nothing; the one that passes photos may be kept alone.
    (only,) = told.suggestions
    assert (only.kept, only.dropped) == ("cameras", "")
    assert only.filters == Filters(cameras=("canon",))
    assert only.photos == len(facets.select(only.filters))
    assert facets.explain_empty(Filters(lenses=("none",), formats=("gif",))).suggestions == ()
    assert facets.explain_empty(Filters(lenses=("none",))).suggestions == (), "that is to clear all"


@pytest.mark.parametrize("text", ["%", "_", '"', "- *", "\udcff"])
def test_text_without_a_word(facets: LibraryFacets, text: str) -> None:
    """A filter that asks for nothing must not pass for one that all photos pass."""
    assert len(facets.passing(Filters(text=text))) == 0
    told = facets.explain_empty(Filters(text=text, min_rating=1))
    assert (told.wordless, told.words, told.alone) == (True, (), ("text",))
    assert [(each.dropped, each.photos) for each in told.suggestions] == [("text", 5)]
    assert not facets.explain_empty(Filters(text="sunste")).wordless
    assert not facets.explain_empty(Filters(text="  ", lenses=("none",))).wordless


def test_near_words(facets: LibraryFacets) -> None:
    told = facets.explain_empty(Filters(text="sunste", min_rating=1))
    assert told.words == ("sunste",)
    first, *others = told.suggestions
    assert (first.word, first.instead, first.photos) == ("sunste", "sunset", 1)
    assert first.filters == Filters(text="sunset", min_rating=1)
    assert [each.dropped for each in others] == ["text"]


def test_a_word_too_many(facets: LibraryFacets) -> None:
    told = facets.explain_empty(Filters(text="beach zzz"))
    assert told.words == ("zzz",)
    assert [(each.word, each.instead, each.photos) for each in told.suggestions] == [("zzz", "", 3)]


def test_words_that_do_not_occur_together(facets: LibraryFacets) -> None:
    told = facets.explain_empty(Filters(text='garden "beach"'))
    assert told.words == ()
    assert [(each.filters.text, each.photos) for each in told.suggestions] == [
        ('"beach"', 3), ("garden", 7)
    ]  # fmt: skip
