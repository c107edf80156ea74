"""Find words that do occur near one that does not: other endings, and slips of the keyboard.

The words are those of the full text index (text_index.py), read through fts5vocab, so that nothing
more is stored. They are folded: lower case, without accents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

_MOST_WORDS = 6
"""Words that are offered."""

_VOCABULARY = "temp.photo_vocabulary"
_CREATE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_VOCABULARY}"
    " USING fts5vocab('main', 'photo_words', 'row')"
)
_BY_COLUMN = "temp.photo_vocabulary_by_column"
_CREATE_BY_COLUMN = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_BY_COLUMN} USING fts5vocab('main', 'photo_words', 'col')"
)
_LAST = "\U0010ffff"
"""Comes after all that may follow the beginning of a word."""
_SHORTEST = 3
"""Letters of a word, or of its stem, that something can be near to."""
_LONGEST = 40
_ENDINGS = (
    "ings", "ing", "ers", "er", "ies", "es", "s", "ed", "e", "y",
    "ungen", "ung", "innen", "in", "en", "ern", "n", "em", "t",
)  # fmt: skip
"""Of English and German words."""
_MORE_LETTERS = 4
"""A word with the same stem is longer by so many at most."""


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    distance: int
    """Letters that are different; one for a word with the same stem."""
    fewer: int
    """Minus the photos that have it."""
    word: str


def near_words(connection: Connection, word: str) -> list[str]:
    """Return words that photos have and that are near `word`, as they are spelled, nearest first.

    Near is what has the same stem or begins with it, or differs by a letter (two in a long word).
    A slip in the first letter is found only where two letters changed places or one is too many.
    """
    wanted = _folded(word)
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        return []
    connection.execute(_CREATE)
    candidates = sorted(set(_candidates(connection, wanted)))[:_MOST_WORDS]
    return [_as_spelled(connection, each.word) for each in candidates]


def words_beginning(connection: Connection, beginning: str, most: int) -> list[tuple[str, int]]:
    """Return words of keywords and labels that begin so, and how many photos have each.

    As they are spelled; those that most photos have come first.
    """
    wanted = _folded(beginning)
    if not wanted or len(wanted) > _LONGEST:
        return []
    connection.execute(_CREATE_BY_COLUMN)
    rows = connection.execute(
        f"SELECT term, max(doc) FROM {_BY_COLUMN} WHERE term >= ? AND term < ?"
        " AND col IN ('keywords', 'tags') GROUP BY term ORDER BY max(doc) DESC, term LIMIT ?",
        (wanted, wanted + _LAST, most),
    ).fetchall()
    return [(_as_spelled(connection, term), photos) for term, photos in rows]


def _candidates(connection: Connection, wanted: str) -> Iterator[_Candidate]:
    allowed = 1 if len(wanted) < 6 else 2
    stem = _stem(wanted)
    for first in dict.fromkeys(wanted[:2]):
        for term, photos in connection.execute(
            f"SELECT term, doc FROM {_VOCABULARY} WHERE term >= ? AND term < ?",
            (first, first + _LAST),
        ):
            if term == wanted or len(term) < _SHORTEST or term.isdigit():
                continue
            if term.startswith(stem) and len(term) <= len(wanted) + _MORE_LETTERS:
                yield _Candidate(1, -photos, term)
            elif abs(len(term) - len(wanted)) <= allowed:
                distance = edit_distance(wanted, term, allowed)
                if distance <= allowed:
                    yield _Candidate(distance, -photos, term)


def _stem(word: str) -> str:
    """Return the word without the longest ending that leaves enough of it."""
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


def edit_distance(one: str, other: str, most: int) -> int:
    """Return how many letters are to be inserted, deleted, replaced or swapped with the next.

    More than `most` may be any number above it.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, another in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _folded(word: str) -> str:
    """Return the word as the index has it."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _as_spelled(connection: Connection, term: str) -> str:
    """Return a term of the index with its accents and capitals, as one photo has it."""
    texts = connection.execute(
        "SELECT keywords, caption, tags, folder, name, camera FROM photo_words"
        " WHERE photo_words MATCH ? LIMIT 1",
        (f'"{term}"',),
    ).fetchone()
    for text in texts or ():
        for word in _words_in(text):
            if _folded(word) == term:
                return word
    return term


def _words_in(text: str) -> Iterator[str]:
    word = ""
    for letter in f"{text} ":
        if letter.isalnum() or unicodedata.combining(letter):
            word += letter
        elif word:
            yield word
            word = ""
