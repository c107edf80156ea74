"""What the window needs of the searches that the library keeps: a port."""

from __future__ import annotations

from typing import Protocol

from photosearch.core.searches import KeptQuery, KeptSearch


class Searches(Protocol):
    """Kept searches; the real ones are `photosearch.store.searches.Searches`.

    All methods block and may be called from any thread but the GUI thread. What changes something
    raises CatalogError if the catalog cannot be written.
    """

    def recent(self) -> list[KeptSearch]:
        """The latest ones, newest first."""

    def saved(self) -> list[KeptSearch]:
        """Those with a name, by name."""

    def note(self, query: KeptQuery, instead: int | None = None) -> KeptSearch:
        """Keep a query as the latest, in place of the recent search `instead`."""

    def save(self, name: str, query: KeptQuery, *, replace: bool = False) -> KeptSearch:
        """Keep a query under a name; raises UserError if it is taken (and not `replace`)."""

    def rename(self, search_id: int, name: str) -> None:
        """Give a saved search another name; raises UserError if it is taken."""

    def remove(self, search_id: int) -> None:
        """Forget one."""

    def restore(self, search: KeptSearch) -> KeptSearch:
        """Bring a removed one back; raises UserError if another has its name by now."""

    def forget_recent(self) -> list[KeptSearch]:
        """Forget all without a name; what they were."""

    def set_open(self, search_id: int | None) -> None:
        """Note which search the window shows."""

    def opened(self) -> KeptSearch | None:
        """The search that the window showed last."""
