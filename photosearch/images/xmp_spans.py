"""Find the properties of an XMP packet in its bytes, so that one can be changed.

Every other byte stays as it is: what other programs keep in a sidecar is not ours to rewrite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from photosearch.images.xmp import RDF

_TAG = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(rb"(\s+)([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_MAX_DEPTH = 200
"""Deeper ones are no XMP that anybody wrote."""


@dataclass(slots=True)
class Element:
    """Describe an element of the packet. All positions are byte offsets."""

    name: str
    """As ElementTree has it: "{uri}local"."""
    raw_name: bytes
    """As written, with the prefix."""
    start: int
    tag_end: int
    """After the opening tag."""
    empty: bool
    """Written as one tag: <a/>."""
    close: int = 0
    """Where the closing tag begins; `tag_end` of an empty one."""
    end: int = 0
    text: str = ""
    """Its own, without that of its children."""
    children: list[Element] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    """What is declared where it stands: uri by prefix, "" for elements without one."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Describe one attribute of an element."""

    name: str
    """As ElementTree has it; without a prefix the bare name."""
    lead: bytes
    """The white space before it."""
    start: int
    """Of the white space before it."""
    end: int
    value_start: int
    value_end: int
    """Between the quotes."""


def parse(data: bytes) -> Element:
    """Parse UTF-8 `data`; return the root element with all below it.

    Raises:
        ValueError: it is no well-formed XML, or nested without end.
    """
    reader = _Reader(data)
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartNamespaceDeclHandler = reader.declare
    parser.EndNamespaceDeclHandler = reader.undeclare
    parser.StartElementHandler = lambda name, _attributes: reader.open(
        name, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda _name: reader.close(parser.CurrentByteIndex)
    parser.CharacterDataHandler = reader.take_text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    assert reader.root is not None
    return reader.root


def descriptions(root: Element) -> list[Element]:
    """Return the top rdf:Description elements, which hold the properties."""
    return [child for rdf in _rdf(root) for child in rdf.children if child.name == named("Descr")]


def rdf_of(root: Element) -> Element | None:
    """Return the rdf:RDF element."""
    return next(_rdf(root), None)


def named(local: str) -> str:
    """Return the full name of an element of RDF; "Descr" is short for Description."""
    return f"{RDF}{'Description' if local == 'Descr' else local}"


def _rdf(root: Element) -> Iterator[Element]:
    if root.name == named("RDF"):
        yield root
    else:
        yield from [child for child in root.children if child.name == named("RDF")][:1]


class _Reader:
    """Build the tree out of expat's events."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[Element] = []
        self._declared: dict[str, list[str]] = {"xml": ["http://www.w3.org/XML/1998/namespace"]}
        self.root: Element | None = None

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared.setdefault(prefix or "", []).append(uri or "")

    def undeclare(self, prefix: str | None) -> None:
        self._declared[prefix or ""].pop()

    def open(self, name: str, at: int) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise ValueError("nested too deeply")
        tag = _TAG.match(self._data, at)
        if tag is None:  # expat found a tag there
            raise ValueError("a tag cannot be told")
        raw_name = re.split(rb"[\s/>]", tag[0][1:], maxsplit=1)[0]
        prefixes = {prefix: uris[-1] for prefix, uris in self._declared.items() if uris}
        element = Element(
            _full_name(name), raw_name, at, tag.end(), tag[0].endswith(b"/>"), prefixes=prefixes
        )
        for match in _ATTRIBUTE.finditer(self._data, at + 1 + len(raw_name), tag.end()):
            group = 3 if match[3] is not None else 4
            element.attributes.append(
                Attribute(
                    _attribute_name(match[2].decode(), prefixes),
                    match[1],
                    match.start(),
                    match.end(),
                    match.start(group),
                    match.end(group),
                )
            )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def close(self, at: int) -> None:
        element = self._open.pop()
        if element.empty:
            element.close = element.end = element.tag_end
        else:
            element.close = at
            element.end = self._data.index(b">", at) + 1

    def take_text(self, text: str) -> None:
        self._open[-1].text += text


def _full_name(expat_name: str) -> str:
    uri, space, local = expat_name.rpartition(" ")
    return f"{{{uri}}}{local}" if space else local


def _attribute_name(raw: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = raw.partition(":")
    return f"{{{prefixes.get(prefix, '')}}}{local}" if colon else raw
