"""Filters as the catalog understands them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from photosearch.core.facets import Ids
from photosearch.core.photo import Root, to_rel_path
from photosearch.core.query import Filters
from photosearch.store.catalog import Catalog


def ask_catalog(catalog: Catalog, filters: Filters) -> Ids:
    """Rising ids (n,) of the visible photos that pass, of all roots.

    Raises:
        CatalogError: the catalog cannot be read.
    """
    roots = catalog.roots.all()
    return catalog.photos.select(
        folders=places_of(filters.folders, roots) if filters.folders else None,
        since=filters.since,
        until=filters.until,
        cameras=filters.cameras,
        lenses=filters.lenses,
        formats=filters.formats,
        min_rating=filters.min_rating,
        text=filters.text,
        keywords=filters.keywords,
        orientations=filters.orientations,
    )


def places_of(folders: Sequence[Path], roots: Sequence[Root]) -> list[tuple[int, bytes]]:
    """Where folders lie in the catalog: (root id, path below the root, b"" for the root itself).

    A folder above a root stands for the whole root, one that is in no root for nothing.
    """
    places = []
    for folder in folders:
        for root in roots:
            # As spelled first: resolving the links of a drive that hangs would hang, too.
            place = _place(folder.absolute(), root.path)
            if place is None:
                place = _place(folder.resolve(), root.path.resolve())
            if place is not None:
                places.append((root.root_id, place))
    return list(dict.fromkeys(places))


def _place(folder: Path, root: Path) -> bytes | None:
    if root.is_relative_to(folder):
        return b""
    return to_rel_path(root, folder) if folder.is_relative_to(root) else None
