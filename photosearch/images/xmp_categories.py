"""Read and change the categories of ACDSee: a tree in XML, kept as the text of one XMP property.

    <Categories><Category Assigned="0">Places<Category Assigned="1">Zug</Category></Category></...>

A photo has the categories that are assigned, and those above them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Set
from xml.etree import ElementTree

from photosearch.images import text

_FORBIDDEN = re.compile(r"<!")
"""Declared entities are how XML bombs work; a tree of categories has no use for them."""
_CATEGORY = "Category"
_MAX_DEPTH = 50
"""Deeper ones nobody has made; what is below is left out."""


def category_names(tree: str) -> list[str]:
    """Return the names of a photo's categories and of all above them; none if it is damaged."""
    root = _parse(tree)
    return [] if root is None else [_name(each) for each in _in_use(root)]


def change_categories(tree: str, wanted: Collection[str], more: Iterable[str]) -> str:
    """Take categories away and add others; a damaged tree is returned as it is.

    Args:
        tree: as it stands in the property.
        wanted: keywords that may stay, casefolded; others are removed with all below them.
        more: keywords to be added at the top.
    """
    root = _parse(tree)
    if root is None:
        return tree
    before = category_names(tree)
    _prune(root, frozenset(wanted), set(_in_use(root)))
    for word in more:
        ElementTree.SubElement(root, _CATEGORY, Assigned="1").text = word
    after = ElementTree.tostring(root, encoding="unicode")
    return tree if category_names(after) == before else after


def _parse(tree: str) -> ElementTree.Element | None:
    if _FORBIDDEN.search(tree):
        return None
    try:
        root = ElementTree.fromstring(tree)
    except (ElementTree.ParseError, ValueError, RecursionError):
        return None
    return root if root.tag == "Categories" else None


def _in_use(parent: ElementTree.Element, depth: int = 0) -> Iterator[ElementTree.Element]:
    """Yield the categories below `parent` that are assigned or hold one that is, from the top."""
    for category in parent.findall(_CATEGORY) if depth < _MAX_DEPTH else ():
        below = list(_in_use(category, depth + 1))
        if below or category.get("Assigned") == "1":
            yield category
            yield from below


def _prune(parent: ElementTree.Element, wanted: Set[str], in_use: Set[ElementTree.Element]) -> bool:
    """Remove what is in use, but not wanted; tell whether anything is in use below `parent`."""
    kept: list[ElementTree.Element] = []
    used = False
    for child in parent:
        if child in in_use:
            words = {word.casefold() for word in text.clean_keywords([_name(child)])}
            if not words <= wanted:
                continue
            used = True
            if not _prune(child, wanted, in_use):
                child.set("Assigned", "1")  # it was only above another one
        kept.append(child)
    parent[:] = kept
    return used


def _name(category: ElementTree.Element) -> str:
    return (category.text or "").strip()
