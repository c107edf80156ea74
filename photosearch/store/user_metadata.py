"""Write what people say of photos into rows at once, without reading a file anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from photosearch.store import text_index
from photosearch.store.database import Database
from photosearch.store.row_mapping import storable_text


@dataclass(frozen=True, slots=True)
class UserMetadata:
    """Hold rating and keywords of a photo after its sidecar was changed."""

    photo_id: int
    rating: int | None
    keywords: tuple[str, ...]
    sidecar_before_ns: int = 0
    """Modification time of the sidecar before the change; 0 if there was none."""
    sidecar_ns: int = 0
    """And after it. Noted only where the row knew the sidecar as it was before: otherwise a rescan
    has to read what else is in it."""


class UserMetadataStore:
    """Write ratings and keywords into rows. All methods are for any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, metadata: Sequence[UserMetadata]) -> None:
        """Write the new values, all in one transaction; photos that are gone are left out.

        Raises:
            CatalogError: the catalog cannot be written.
        """

        def work(connection: Connection) -> None:
            connection.executemany(
                "UPDATE photos SET rating = ?, keywords = ?, sidecar_mtime_ns ="
                " iif(sidecar_mtime_ns = ?, ?, sidecar_mtime_ns)"
                " WHERE id = ? AND state = 'indexed'",
                [
                    (
                        each.rating,
                        json.dumps([storable_text(word) for word in each.keywords])
                        if each.keywords
                        else None,
                        each.sidecar_before_ns,
                        each.sidecar_ns,
                        each.photo_id,
                    )
                    for each in metadata
                ],
            )
            text_index.refresh(connection, [each.photo_id for each in metadata])

        self._database.write(work)

    def keywords(self) -> list[tuple[str, int]]:
        """Return keywords of all photos that are there with how many have them, most used first."""
        with self._database.read() as connection:
            return connection.execute(
                "SELECT value, count(*) AS uses FROM photos, json_each(keywords)"
                " WHERE keywords IS NOT NULL AND NOT missing"
                " GROUP BY value ORDER BY uses DESC, value"
            ).fetchall()
