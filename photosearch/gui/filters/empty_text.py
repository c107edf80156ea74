"""Put into words why no photo passes the filters, and what to try."""

from __future__ import annotations

from collections.abc import Iterator

from photosearch.core.filters import Filters
from photosearch.core.suggestions import NothingPasses, Suggestion
from photosearch.gui import wording
from photosearch.gui.filters.conditions import conditions
from photosearch.gui.filters.filter_text import filter_text
from photosearch.gui.translation import tr
from photosearch.gui.view_state import Explanation
from photosearch.gui.widgets.message_page import Offer

_WORDS = 4
"""Other words that are offered at most."""
_FILTERS = 3
"""Filters that are offered to be left out at most: there are chips of all of them above."""


def explanation(nothing: NothingPasses, filters: Filters) -> Explanation:
    """Return why no photo passes `filters`, with what to try as values of the offers: Filters."""
    return Explanation(_reason(nothing, filters), tuple(_offers(nothing, filters)))


def _reason(nothing: NothingPasses, filters: Filters) -> str:
    if nothing.words:
        words = ", ".join(tr("“{text}”").format(text=word) for word in nothing.words)
        looked = tr(
            "Looked for in names, folders, captions, keywords, cameras, and what the encoder"
            " sees: no photo has {words}."
        ).format(words=words)
        near = any(each.instead for each in nothing.suggestions)
        return "\n".join((looked, tr("Words near it that photos do have:"))) if near else looked
    if nothing.wordless:
        return tr("In “{text}” is no word to look for: no letter and no digit.").format(
            text=filters.text.strip()
        )
    if nothing.alone:
        return tr("“{filter}” leaves nothing: no photo of the library passes it.").format(
            filter=_filter_label(nothing.alone[0], filters)
        )
    if any(each.word for each in nothing.suggestions):
        return tr("No photo has all these words together.")
    return tr("Each of the filters leaves photos, but together they leave none.")


def _offers(nothing: NothingPasses, filters: Filters) -> Iterator[Offer]:
    words = [each for each in nothing.suggestions if each.word][:_WORDS]
    dropped = [each for each in nothing.suggestions if not each.word][:_FILTERS]
    for each in (*words, *dropped):
        yield Offer(_label(each, filters), wording.photos(each.photos), each.filters)


def _label(each: Suggestion, filters: Filters) -> str:
    count = wording.number(each.photos)
    if each.instead:
        return tr("{word} ({count})").format(word=each.instead, count=count)
    if each.kept:
        kept = _filter_label(each.kept, filters)
        return tr("Only “{filter}” ({count})").format(filter=kept, count=count)
    what = each.word or _filter_label(each.dropped, filters)
    return tr("Without “{filter}” ({count})").format(filter=what, count=count)


def _filter_label(name: str, filters: Filters) -> str:
    """Return the condition of one filter as its chip has it, or its title if there are several."""
    only = filters.without(*(other for other in filters.set_names() if other != name))
    labels = [condition.label for condition in conditions(only)]
    return labels[0] if len(labels) == 1 else filter_text(name).title
