"""Decide what is told in the place of the photos while there are none to show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photosearch.core.errors import DamagedLibrary, UserError
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.message_page import EmptyPageAction, Offer, PageMessage


@dataclass(frozen=True, slots=True)
class Explanation:
    """Tell why there is nothing, and offer what would help, the likeliest first."""

    text: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewState:
    """Hold what the window knows when it decides what to show."""

    opened: bool = False
    failure: UserError | None = None
    restoring: bool = False
    """A backup takes the place of the library that failed."""
    folders: int | None = None
    """None until asked."""
    photos: int | None = None
    """Of those that are shown: all, or those that pass the filters."""
    indexing: bool = False
    results: int | None = None
    """Of a query that was answered; None without one."""
    filtered: bool = False
    """Filters leave photos out."""
    by_words: bool = False
    """Words were searched by."""
    less_alike: int = 0
    """Photos found that are folded away, being hardly alike."""
    empty: Explanation | None = None
    """Why they leave none, once it is known."""
    threshold: str = ""
    """Words of the cut-off, if that is why there are no results."""
    pictures: Path | None = None
    """The system's folder for pictures, if there is one."""


def message_for(now: ViewState) -> PageMessage | None:
    """Return what to tell instead of photos; None if there are photos to show."""
    if now.restoring:
        return PageMessage(tr("Bringing back the backup…"))
    if now.failure is not None:
        return _cannot_be_opened(now.failure)
    if not now.opened or now.folders is None or now.photos is None:
        return PageMessage(tr("Opening the library…"))
    if now.results == 0:
        return _nothing_found(now)
    if now.results or now.photos:
        return None
    if now.filtered:
        return _nothing_passes(now, (EmptyPageAction.CLEAR_FILTERS,))
    if now.folders == 0:
        return _first_start(now.pictures)
    if now.indexing:
        return PageMessage(
            tr("Looking through your folders"),
            tr("Photos appear here as they are found, and can be searched at once."),
        )
    return PageMessage(
        tr("No photos here yet"),
        tr(
            "The folders of this library hold no readable photos, or their drive is not "
            "connected.\nAdd another folder; new photos are noticed by themselves."
        ),
        (EmptyPageAction.ADD_FOLDER,),
        is_drop_zone=True,
    )


def _cannot_be_opened(failure: UserError) -> PageMessage:
    what = message_text(failure.message)
    next_step = what.next_step
    actions: tuple[EmptyPageAction, ...] = (
        EmptyPageAction.TRY_AGAIN,
        EmptyPageAction.OTHER_LIBRARY,
        EmptyPageAction.QUIT,
    )
    if isinstance(failure, DamagedLibrary):
        next_step = tr(
            "Your photos are not concerned. Bring back a backup: the damaged file is kept beside"
            " it. Without one, open another library and add your folders again."
        )
        actions = (EmptyPageAction.RESTORE_BACKUP, *actions)
    return PageMessage(tr("The library cannot be opened"), f"{what}\n{next_step}", actions)


def _first_start(pictures: Path | None) -> PageMessage:
    return PageMessage(
        tr("Add your photos"),
        actions=(EmptyPageAction.ADD_FOLDER,)
        if pictures is None
        else (EmptyPageAction.ADD_PICTURES, EmptyPageAction.ADD_FOLDER),
        is_drop_zone=True,
        steps=(
            tr("Choose a folder, or drop one here. Your photos stay where they are."),
            tr("They appear while they are read. Nothing ever leaves this computer."),
            tr("Drop any picture on the window to see the photos most like it."),
        ),
        folder="" if pictures is None else wording.shown_name(pictures),
    )


def _nothing_found(now: ViewState) -> PageMessage:
    if now.threshold:
        return PageMessage(
            tr("Nothing like it was found"),
            " ".join((tr("At least:"), now.threshold)),
            (EmptyPageAction.NO_THRESHOLD, EmptyPageAction.BACK),
        )
    if now.less_alike:
        return PageMessage(
            tr("Nothing like it was found"),
            " ".join(
                (
                    tr("Hardly like it: %Ln photo(s).", "", now.less_alike),
                    tr("Try other words.")
                    if now.by_words
                    else tr("Try another sense above, or another picture."),
                )
            ),
            (EmptyPageAction.SHOW_LESS_ALIKE, EmptyPageAction.BACK),
        )
    if now.filtered:
        return _nothing_passes(now, (EmptyPageAction.CLEAR_FILTERS, EmptyPageAction.BACK))
    if now.photos == 0:
        return PageMessage(
            tr("There are no photos to search yet"),
            tr("Add a folder of photos first."),
            (EmptyPageAction.ADD_FOLDER, EmptyPageAction.BACK),
        )
    return PageMessage(
        tr("Nothing like it was found"),
        tr("Try another sense above, or another picture."),
        (EmptyPageAction.OPEN_PICTURE, EmptyPageAction.BACK),
    )


def _nothing_passes(now: ViewState, actions: tuple[EmptyPageAction, ...]) -> PageMessage:
    headline = tr("No photo passes the filters")
    if now.empty is None:
        return PageMessage(headline, tr("Remove one of the filters, or all of them."), actions)
    return PageMessage(headline, now.empty.text, actions, offers=now.empty.offers)
