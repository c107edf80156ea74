"""Tell what there is to know of an answer, with a button for the words that are meant perhaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from photosearch.core.message_codes import NoteCode
from photosearch.core.query import Query
from photosearch.gui.message_text import message_text
from photosearch.gui.notices import Notice, Notices
from photosearch.gui.translation import tr
from photosearch.messages import Message

_INSTEAD = frozenset({NoteCode.WORDS_SPELLED_LIKE, NoteCode.WORDS_SHOWN_INSTEAD})


class AnswerNotes:
    """Tell the notes of one answer after the other; what was told before is old then."""

    def __init__(self, notices: Notices, search: Callable[[Query], None]) -> None:
        """Tell nothing yet.

        Args:
            notices: shows them.
            search: searches by another query, after a button was pressed.
        """
        self._notices = notices
        self._search = search
        self._notes: tuple[Message, ...] = ()
        self._told: Notice | None = None

    def tell(self, notes: tuple[Message, ...], query: Query) -> None:
        """Tell the notes of the answer to a query, not again and again while a slider is
        dragged."""
        if notes == self._notes:
            return
        self.dismiss()
        self._notes = notes
        if notes:
            self._told = notice_of(notes, query, self._search)
            self._notices.shown.emit(self._told)

    def dismiss(self) -> None:
        """Take away what was told."""
        self._notices.dismiss(self._told)
        self._told, self._notes = None, ()


def notice_of(notes: Sequence[Message], query: Query, search: Callable[[Query], None]) -> Notice:
    """Return all notes of the answer to a query as one notice.

    Args:
        notes: at least one.
        query: that was answered.
        search: searches by another query, after the button was pressed.
    """
    text = " ".join(message_text(note) for note in notes)
    for note in notes:
        if note.code in _INSTEAD:
            values: Any = note.values
            instead = values["names"][0]
            action = tr("Search for “{words}”").format(words=instead)
            do = partial(search, with_word_instead(query, values["name"], instead))
            return Notice(text, is_error=False, action=action, do=do)
    return Notice(text, is_error=False)


def with_word_instead(query: Query, word: str, instead: str) -> Query:
    """Return a query with another word in the place of one.

    Where the word stands in none of the query's texts, as it was translated, the other one takes
    the place of the first of them.
    """
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    texts = [pattern.sub(lambda _found: instead, each.text) for each in query.words]
    if texts == [each.text for each in query.words]:
        texts[:1] = [instead]
    words = tuple(replace(each, text=text) for each, text in zip(query.words, texts, strict=True))
    return replace(query, words=words)
