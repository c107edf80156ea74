"""Find out why no photo passes some filters, and which near them photos do pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from photosearch.core.facets import Ids
from photosearch.core.filters import Filters
from photosearch.core.suggestions import NothingPasses, Suggestion
from photosearch.store.catalog import Catalog


def explain_empty(
    catalog: Catalog, passing: Callable[[Filters], Ids], filters: Filters
) -> NothingPasses:
    """Tell what leaves nothing, and propose filters that photos pass.

    Args:
        catalog: for the words that photos have.
        passing: the photos that pass filters.
        filters: that no photo passes.

    Raises:
        CatalogError: the catalog cannot be read.
    """
    names = filters.set_names()
    only = {name: filters.without(*(each for each in names if each != name)) for name in names}
    alone = tuple(name for name in names if not len(passing(only[name])))
    terms = catalog.photos.text_terms(filters.text)
    lacking = tuple(term for term in terms if not len(passing(Filters(text=term))))
    other_words = [
        *_near(catalog, filters, terms, lacking),
        *_with_fewer_words(filters, terms, lacking),
    ]
    fewer_filters = [
        Suggestion(filters.without(name), 0, dropped=name) for name in names if len(names) > 1
    ]
    useful = _with_photos(passing, [*other_words, *fewer_filters])
    if not useful and len(names) > 1:
        useful = _with_photos(passing, [Suggestion(only[name], 0, kept=name) for name in names])
    # Sorting is stable: the nearest words stay first.
    useful.sort(
        key=lambda each: (0, 0) if each.word else (1 if each.dropped in alone else 2, -each.photos)
    )
    wordless = bool(filters.text.strip()) and not terms
    return NothingPasses(alone, tuple(term.strip('"') for term in lacking), wordless, tuple(useful))


def _with_photos(passing: Callable[[Filters], Ids], proposed: list[Suggestion]) -> list[Suggestion]:
    counted = [replace(each, photos=len(passing(each.filters))) for each in proposed]
    return [each for each in counted if each.photos]


def _near(
    catalog: Catalog, filters: Filters, terms: list[str], lacking: tuple[str, ...]
) -> Iterator[Suggestion]:
    """Yield the text with a word that occurs in place of one that does not."""
    for place, term in enumerate(terms):
        if term in lacking and '"' not in term:
            for word in catalog.photos.near_words(term):
                text = " ".join([*terms[:place], word, *terms[place + 1 :]])
                yield Suggestion(replace(filters, text=text), 0, word=term, instead=word)


def _with_fewer_words(
    filters: Filters, terms: list[str], lacking: tuple[str, ...]
) -> Iterator[Suggestion]:
    """Yield the text without one word: without the one that does not occur, or without any."""
    if len(terms) > 1 and len(lacking) < 2:
        for place, term in enumerate(terms):
            if not lacking or term in lacking:
                text = " ".join([*terms[:place], *terms[place + 1 :]])
                yield Suggestion(replace(filters, text=text), 0, word=term.strip('"'))
