"""Kept searches in a list, with a switch for a catalog that cannot be written."""

from __future__ import annotations

import itertools
from dataclasses import replace

from photosearch.core.errors import CatalogError, UserError
from photosearch.core.query import Query
from photosearch.core.saved_searches import SavedSearch
from photosearch.store.searches import images_digest


class FakeSearches:
    def __init__(self) -> None:
        self.kept: list[SavedSearch] = []
        self.shown: int | None = None
        self.error: CatalogError | None = None
        self._numbers = itertools.count(1)

    def recent(self) -> list[SavedSearch]:
        return [search for search in reversed(self.kept) if not search.name]

    def saved(self) -> list[SavedSearch]:
        return sorted((s for s in self.kept if s.name), key=lambda search: search.name.casefold())

    def save_recent(self, query: Query, replaced: int | None = None) -> SavedSearch:
        self._check()
        digest = images_digest(query)
        self.kept = [
            search
            for search in self.kept
            if search.name
            or (search.search_id != replaced and images_digest(search.query) != digest)
        ]
        noted = self._add("", query)
        self.shown = noted.search_id
        return noted

    def save(self, name: str, query: Query, *, replace: bool = False) -> SavedSearch:
        self._check()
        if replace:
            self.kept = [search for search in self.kept if search.name != name]
        self._require_free(name)
        return self._add(name, query)

    def rename(self, search_id: int, name: str) -> None:
        self._check()
        self._require_free(name, search_id)
        self.kept = [
            replace(search, name=name) if search.search_id == search_id else search
            for search in self.kept
        ]

    def remove(self, search_id: int) -> None:
        self._check()
        self.kept = [search for search in self.kept if search.search_id != search_id]

    def restore(self, search: SavedSearch) -> SavedSearch:
        self._check()
        if search.name:
            self._require_free(search.name)
        return self._add(search.name, search.query)

    def forget_recent(self) -> list[SavedSearch]:
        self._check()
        gone = self.recent()
        self.kept = self.saved()
        return gone

    def set_open(self, search_id: int | None) -> None:
        self._check()
        self.shown = search_id

    def opened(self) -> SavedSearch | None:
        return next((s for s in self.kept if s.search_id == self.shown), None)

    def _add(self, name: str, query: Query) -> SavedSearch:
        number = next(self._numbers)
        search = SavedSearch(number, name, float(number), query)
        self.kept.append(search)
        return search

    def _check(self) -> None:
        if self.error is not None:
            raise self.error

    def _require_free(self, name: str, but: int = 0) -> None:
        if not name or any(s.name == name and s.search_id != but for s in self.kept):
            raise UserError.in_words(f"“{name}” is taken.", "Choose another name.")
