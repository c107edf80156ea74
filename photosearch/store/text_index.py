"""Search the text of a photo: name, folder, caption, keywords, the encoder's labels, and camera.

An FTS5 table with a row for each readable photo (missing ones too, as `photos` has them), derived
from `photos`. Whoever changes the path, state, caption, keywords, labels or camera of a photo, or
deletes one, calls `refresh` in the same transaction.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from sqlite3 import Connection
from typing import Any

import numpy as np

from photosearch.store.chunks import Ids

CREATE = (
    # Accents are removed from what is stored and from what is asked. Without an index of prefixes:
    # it would take thrice the room, and what takes time is the number of photos found.
    "CREATE VIRTUAL TABLE photo_words USING fts5 (name, folder, caption, keywords, tags, camera,"
    ' tokenize = "unicode61 remove_diacritics 2")'
)

_COLUMNS = (
    "name",
    "folder",
    "caption",
    "keywords",
    "tags",  # the labels
    "camera",  # and the lens
)
_INSERT = (
    f"INSERT INTO photo_words (rowid, {', '.join(_COLUMNS)})"
    f" VALUES (?, {', '.join('?' * len(_COLUMNS))})"
)
_SOURCE = (
    "SELECT photos.id, rel_path, caption, keywords, tags, camera, lens, roots.path"
    " FROM photos JOIN roots ON roots.id = root_id WHERE state = 'indexed'"
)
_TERM = re.compile(r'"([^"]*)(?:"|$)|([^\s"/\\]+)')
"""A path is several words: folder and name are in two columns, where no phrase leads across."""
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})
"""As programs and people put them, not only as keyboards have them."""
_MAX_TERMS = 32
_MAX_TEXT = 1000

_Row = tuple[str, str, str, str, str, str]


def fill(connection: Connection) -> None:
    """Make the rows of all photos, in a table that is empty."""
    # Two cursors on one connection: the rows of a million photos are not to be in memory at once.
    reader = connection.cursor().execute(f"{_SOURCE} ORDER BY photos.id")
    connection.executemany(_INSERT, ((photo_id, *texts) for photo_id, texts in _texts(reader)))


def refresh(connection: Connection, photo_ids: Iterable[int]) -> None:
    """Bring the rows of `photo_ids` up to date, of which some may not exist (any more)."""
    wanted = json.dumps(sorted({int(photo_id) for photo_id in photo_ids}))
    if wanted == "[]":
        return
    among = "IN (SELECT value FROM json_each(?))"
    held = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT rowid, {', '.join(_COLUMNS)} FROM photo_words WHERE rowid {among}", (wanted,)
        )
    }
    rows = connection.execute(f"{_SOURCE} AND photos.id {among}", (wanted,)).fetchall()
    now = dict(_texts(rows))
    # A file that was only touched keeps its row: writing one costs more than looking.
    stale = [photo_id for photo_id, texts in held.items() if now.get(photo_id) != texts]
    connection.executemany("DELETE FROM photo_words WHERE rowid = ?", ((key,) for key in stale))
    connection.executemany(
        _INSERT,
        ((photo_id, *texts) for photo_id, texts in now.items() if held.get(photo_id) != texts),
    )


def ids(connection: Connection) -> Ids:
    """Return the rising ids (n,) of the photos that have a row."""
    (text,) = connection.execute("SELECT group_concat(rowid) FROM photo_words").fetchone()
    return np.sort(np.fromstring(text or "", np.int64, sep=","))


def terms_of(text: str) -> list[str]:
    """Return the words and quoted phrases of what the user typed, those without any letter or
    digit left out."""
    return [
        match[0]
        for match in _TERM.finditer(_plain(text))
        if any(character.isalnum() for character in match[0])
    ][:_MAX_TERMS]


def match_expression(text: str) -> str | None:
    """Return what the user typed as an FTS5 expression; None without any letter or digit in it.

    All words, each as the beginning of one; what stands in quotes as a phrase, complete unless the
    closing quote is still to come. Nothing in it is an operator.
    """
    terms = []
    for match in _TERM.finditer(_plain(text)):
        phrase, word = match[1], match[2]
        term = word if phrase is None else phrase
        if any(character.isalnum() for character in term):
            whole = phrase is not None and match[0].endswith('"')
            terms.append(f'"{term}"' if whole else f'"{term}" *')
    return " AND ".join(terms[:_MAX_TERMS]) or None


def matching_ids(connection: Connection, text: str) -> Ids | None:
    """Return the rising ids (n,) of the photos with this text; None if it is blank.

    There are none for a text without any letter or digit: it asks for something, and no photo has
    it.
    """
    expression = match_expression(text)
    if expression is None:
        return np.empty(0, np.int64) if text.strip() else None
    (ids,) = connection.execute(
        "SELECT group_concat(rowid) FROM (SELECT rowid FROM photo_words WHERE photo_words MATCH ?)",
        (expression,),
    ).fetchone()
    return np.fromstring(ids or "", np.int64, sep=",")


def named_ids(connection: Connection, words: Sequence[str], most: int) -> Ids:
    """Return ids (n,) of photos with all of `words`, as whole words, in name, folder, caption or
    keywords; `most` of them at most. None without words.

    Args:
        connection: to read with.
        words: without quotes.
        most: photos to be looked for.
    """
    if not words:
        return np.empty(0, np.int64)
    quoted = (f'"{_plain(word).replace(chr(34), " ")}"' for word in words)
    rows = connection.execute(
        "SELECT rowid FROM photo_words WHERE photo_words MATCH ? LIMIT ?",
        (f"{{name folder caption keywords}} : ({' AND '.join(quoted)})", most),
    ).fetchall()
    return np.asarray([photo_id for (photo_id,) in rows], np.int64)


def _texts(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, _Row]]:
    for photo_id, rel_path, caption, keywords, labels, camera, lens, root in rows:
        folder, _, name = rel_path.rpartition(b"/")
        top = PurePath(os.fsdecode(root)).name
        below = folder.decode("utf-8", "replace")
        yield (
            photo_id,
            (
                name.decode("utf-8", "replace"),
                _storable(f"{top}/{below}" if below else top),
                caption or "",
                _listed(keywords),
                _listed(labels),
                ", ".join(name for name in (camera, lens) if name),
            ),
        )


def _listed(values: str | None) -> str:
    return _storable(", ".join(json.loads(values))) if values else ""


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _plain(text: str) -> str:
    """Return `text` with one kind of quotes, without zero bytes and halves of characters."""
    return _storable(text[:_MAX_TEXT]).translate(_QUOTES)
