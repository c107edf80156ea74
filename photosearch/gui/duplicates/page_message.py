"""Decide what is told in place of duplicates while there are none to show, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from photosearch.core.errors import UserError
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.message_page import Offer, PageMessage


class PageAction(StrEnum):
    """Name what the user may want to do on such a page."""

    LEAVE = "leave"
    ALL_KINDS = "all-kinds"
    PROBABLE = "probable"
    """Show also groups that are not sure."""
    DECIDED = "decided"
    """Show the groups that are decided on."""
    CLEAR_FILTERS = "clear-filters"
    COMPARE = "compare"
    """Go on with the comparison."""
    TRY_AGAIN = "try-again"
    ADD_FOLDER = "add-folder"


@dataclass(frozen=True, slots=True)
class PageState:
    """Hold what the page knows when it decides what to show."""

    asked: bool = False
    """It was looked which groups there are."""
    failure: UserError | None = None
    photos: int = 0
    """Of the library that can be compared."""
    pending: int = 0
    """Photos that are not compared yet."""
    comparing: bool = False
    groups: int = 0
    """That are shown."""
    undecided: int = 0
    """Of all kinds, whatever the filters are."""
    one_kind: bool = False
    """Only groups of one kind are shown."""
    filtered: bool = False
    surely: bool = False
    """Only groups that are sure are shown."""
    decided: bool = False
    """Groups that are decided on are asked for."""
    freed: int = 0
    """Bytes that cleaning up has freed since the window was opened."""


def message_for(now: PageState) -> PageMessage | None:
    """Return what to tell instead of groups; None if there are some to show."""
    if now.failure is not None:
        words = message_text(now.failure.message)
        return PageMessage(
            tr("The duplicates cannot be shown"),
            f"{words}\n{words.next_step}",
            offers=_offers(PageAction.TRY_AGAIN, PageAction.LEAVE),
        )
    if now.groups:
        return None
    if not now.asked:
        return PageMessage(tr("Looking for duplicates…"))
    if now.decided:
        return PageMessage(
            tr("Nothing is decided yet"),
            tr("Groups that were cleaned up, or of which you keep all files, are listed here."),
            offers=_offers(PageAction.ALL_KINDS),
        )
    if not now.photos:
        return PageMessage(
            tr("There are no photos to compare yet"),
            tr("Add a folder of photos first. Duplicates are looked for by themselves."),
            offers=_offers(PageAction.ADD_FOLDER, PageAction.LEAVE),
        )
    if now.filtered:
        return PageMessage(
            tr("No duplicates pass the filters"),
            tr("A group passes if one of its photos does. Remove one of the filters, or all."),
            offers=_offers(PageAction.CLEAR_FILTERS),
        )
    if now.undecided and now.one_kind:
        return PageMessage(
            tr("There are none of this kind"),
            tr("There are duplicates of other kinds."),
            offers=_offers(PageAction.ALL_KINDS),
        )
    return _nothing(now)


def _nothing(now: PageState) -> PageMessage:
    if now.comparing:
        return PageMessage(
            tr("Comparing your photos"),
            tr("Duplicates appear here as they are found. You can go on working meanwhile."),
            offers=_offers(PageAction.LEAVE),
        )
    if now.pending:
        return PageMessage(
            tr("Your photos are not compared yet"),
            tr("%Ln photo(s) are still to be compared.", "", now.pending),
            offers=_offers(PageAction.COMPARE, PageAction.LEAVE),
        )
    more = (PageAction.PROBABLE,) if now.surely else ()
    if now.freed:
        return PageMessage(
            tr("No duplicates left"),
            tr("{size} were freed. Ctrl+Z takes steps back.").format(size=wording.size(now.freed)),
            offers=_offers(*more, PageAction.LEAVE, PageAction.DECIDED),
        )
    return PageMessage(
        tr("No duplicates"),
        tr("%Ln photo(s) were compared with each other.", "", now.photos),
        offers=_offers(*more, PageAction.LEAVE, PageAction.DECIDED),
    )


def _offers(*actions: PageAction) -> tuple[Offer, ...]:
    words = {
        PageAction.LEAVE: tr("Back to the library"),
        PageAction.ALL_KINDS: tr("Show all copies"),
        PageAction.PROBABLE: tr("Show probable ones, too"),
        PageAction.DECIDED: tr("Show what is decided"),
        PageAction.CLEAR_FILTERS: tr("Clear the filters"),
        PageAction.COMPARE: tr("Compare them"),
        PageAction.TRY_AGAIN: tr("Try again"),
        PageAction.ADD_FOLDER: tr("Add folder…"),
    }
    return tuple(Offer(words[action], "", action) for action in actions)
