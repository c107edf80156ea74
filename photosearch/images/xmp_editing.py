"""Change rating, keywords, caption and place in an XMP sidecar, and nothing else in it.

The packet is not written anew: the bytes of these properties are replaced where they stand, so that
the develop settings, histories and comments of other programs stay byte for byte.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from photosearch.images import text, xmp
from photosearch.images.xmp import CATEGORIES, DC, EXIF, KEYWORD_PATHS, MICROSOFT, RDF, XMP
from photosearch.images.xmp_categories import category_names, change_categories
from photosearch.images.xmp_spans import Element, descriptions, parse, rdf_of

RATINGS = range(-1, 6)
"""-1 is "rejected", 0 "not rated"."""

_RATING = f"{XMP}Rating"
_PERCENT = tuple(f"{space}Rating" for space in MICROSOFT)
_SUBJECT = f"{DC}subject"
_CONTAINERS = {f"{RDF}{kind}" for kind in ("Bag", "Seq", "Alt")}
_PERCENT_OF = {0: "0", 1: "1", 2: "25", 3: "50", 4: "75", 5: "99"}
"""Windows' words for stars."""
_QUOTES = {'"': "&quot;", "'": "&apos;"}
_CAPTION = f"{DC}description"
_PLACE = f"{EXIF}GPSLatitude", f"{EXIF}GPSLongitude"
_PREFIXES = {_RATING: "xmp", _SUBJECT: "dc", _CAPTION: "dc", **dict.fromkeys(_PLACE, "exif")}
_CLOSE_DEGREES = 1e-6

_NEW = f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="PhotoSearch">
 <rdf:RDF xmlns:rdf="{RDF[1:-1]}">
  <rdf:Description rdf:about=""
    xmlns:xmp="{XMP[1:-1]}"
    xmlns:dc="{DC[1:-1]}">
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
""".encode()


class UneditableXmp(Exception):
    """Say that a packet is damaged, too large, or of a make that cannot be changed safely."""


@dataclass(frozen=True, slots=True)
class XmpEdit:
    """Hold what is to be changed."""

    rating: int | None = None
    """One of RATINGS; None leaves it."""
    keywords: tuple[str, ...] | None = None
    """All that the photo is to have; None leaves them, () takes all away."""
    without_rating: bool = False
    """Take the rating out of the packet, as if nobody had ever rated."""
    caption: str | None = None
    """None leaves it."""
    without_caption: bool = False
    position: tuple[float, float] | None = None
    """Latitude and longitude in degrees, north and east positive; None leaves them."""
    without_position: bool = False

    @property
    def beyond_rows(self) -> bool:
        """Tell whether it changes more than rating and keywords."""
        return (
            self.without_caption
            or self.without_position
            or self.caption is not None
            or self.position is not None
        )


def edit_xmp(packet: bytes | None, edit: XmpEdit) -> bytes:
    """Return `packet` with the changes, or a new one for None.

    Raises:
        UneditableXmp: the packet is left alone.
        ValueError: there is no such rating.
    """
    if edit.rating is not None and edit.rating not in RATINGS:
        raise ValueError(f"there is no rating of {edit.rating}")
    before = _NEW if packet is None else packet
    values = xmp.read_values(before)
    if values is None:
        raise UneditableXmp("it is damaged, too large, or no XMP")
    encoding = xmp.encoding_of(before)
    try:
        words = before.decode(encoding)
    except UnicodeDecodeError as error:
        raise UneditableXmp("its text is not valid") from error
    start = xmp.START.search(words)
    assert start is not None  # it was read
    end = words.rindex(f"</{start[1]}")
    closing = f"</{start[1]}>"
    inner = (words[start.start() : end] + closing).encode()
    try:
        edited = _Edit(inner).apply(edit).decode()
    except (ValueError, RecursionError) as error:
        raise UneditableXmp(str(error)) from error
    after = (words[: start.start()] + edited[: -len(closing)] + words[end:]).encode(encoding)
    _require(after, edit, values)
    return after


def _require(after: bytes, edit: XmpEdit, before: xmp.Values) -> None:
    """See that `after` says what was wanted, and all else as before.

    Raises:
        UneditableXmp: it does not.
    """
    found, values = xmp.read_xmp(after), xmp.read_values(after)
    if found is None or values is None:
        raise UneditableXmp("the change would damage it")
    if edit.rating is not None and found.rating != edit.rating:
        raise UneditableXmp("it would not hold the rating")
    wanted = None if edit.keywords is None else set(_plain(text.clean_keywords(edit.keywords)))
    if wanted is not None and set(_plain(found.keywords)) != wanted:
        raise UneditableXmp("it would not hold the keywords")
    if edit.caption is not None and found.caption != text.clean_caption(edit.caption):
        raise UneditableXmp("it would not hold the caption")
    if edit.position is not None and not _is_near(found.position, edit.position):
        raise UneditableXmp("it would not hold the place")
    ours = {_RATING, *_PERCENT, _SUBJECT, *KEYWORD_PATHS, CATEGORIES, f"{RDF}about"}
    if edit.caption is not None or edit.without_caption:
        ours.add(_CAPTION)
    if edit.position is not None or edit.without_position:
        ours.update(_PLACE)
    if {k: v for k, v in values.items() if k not in ours} != {
        k: v for k, v in before.items() if k not in ours
    }:
        raise UneditableXmp("something else in it would change")


class _Edit:
    """Edit one packet: gather replacements and apply them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._root = parse(data)
        self._descriptions = descriptions(self._root) or [self._added_description()]
        self._replacements: list[tuple[int, int, bytes]] = []
        self._more_attributes: list[bytes] = []
        self._more_elements: list[bytes] = []

    def apply(self, edit: XmpEdit) -> bytes:
        """Return the packet with the changes; raise ValueError if it has no place for them."""
        if edit.rating is not None or edit.without_rating:
            self._set_rating(edit.rating)
        if edit.keywords is not None:
            self._set_keywords(text.clean_keywords(edit.keywords))
        if edit.caption is not None or edit.without_caption:
            self._set_caption(edit.caption)
        if edit.position is not None or edit.without_position:
            self._set_position(edit.position)
        self._insert()
        data = self._data
        for start, end, words in sorted(self._replacements, reverse=True):
            data = data[:start] + words + data[end:]
        return data

    # The rating

    def _set_rating(self, rating: int | None) -> None:
        words = None if rating is None else str(rating)
        if not self._set_simple(_RATING, words) and words is not None:
            self._add_attribute(_RATING, words)
        for name in _PERCENT:
            self._set_simple(name, _PERCENT_OF.get(rating) if rating is not None else None)

    def _set_simple(self, name: str, value: str | None) -> bool:
        """Put `value` at the property's first place, remove others; tell whether it had one."""
        left = None if value is None else value.encode()
        found = False
        for description in self._descriptions:
            for attribute in description.attributes:
                if attribute.name == name:
                    if left is None:
                        self._replace(attribute.start, attribute.end, b"")
                    else:
                        self._replace(attribute.value_start, attribute.value_end, left)
                        found, left = True, None
        for element in self._properties(name):
            if left is not None and not element.empty and not element.children:
                self._replace(element.tag_end, element.close, left)
                found, left = True, None
            else:
                self._remove(element)
        return found

    # Caption and place

    def _set_caption(self, caption: str | None) -> None:
        self._remove_property(_CAPTION)
        if caption is not None:
            self._more_elements.append(self._new_list(_CAPTION, "Alt", [caption]))

    def _set_position(self, position: tuple[float, float] | None) -> None:
        for name, degrees, letters in zip(_PLACE, position or (0, 0), ("NS", "EW"), strict=True):
            self._remove_property(name)
            if position is not None:
                self._add_attribute(name, xmp.coordinate_text(degrees, letters))

    def _remove_property(self, name: str) -> None:
        for description in self._descriptions:
            for attribute in description.attributes:
                if attribute.name == name:
                    self._replace(attribute.start, attribute.end, b"")
        for element in self._properties(name):
            self._remove(element)

    # Keywords

    def _set_keywords(self, wanted: tuple[str, ...]) -> None:
        plain = {word.casefold() for word in wanted}
        kept: set[str] = set()
        for description in self._descriptions:
            for attribute in description.attributes:
                if attribute.name in {_SUBJECT, *KEYWORD_PATHS}:
                    self._replace(attribute.start, attribute.end, b"")
        paths = [
            (each, divider) for name, divider in KEYWORD_PATHS.items() for each in self._list(name)
        ]
        for element, divider in paths:
            kept |= self._cut_paths(element, divider, plain)
        subjects = self._list(_SUBJECT)
        for element in subjects:
            kept |= self._keep_items(element, plain)
        trees = list(self._category_trees())
        for _, _, tree in trees:
            names = category_names(change_categories(tree, plain, ()))
            kept.update(_plain(text.clean_keywords(names)))
        more = [word for word in wanted if word.casefold() not in kept]
        for start, end, tree in trees:
            changed = change_categories(tree, plain, more)
            if changed != tree:
                self._replace(start, end, escape(changed, _QUOTES).encode())
        for element, divider in paths:
            self._add_items(element, [word for word in more if divider not in word])
        if subjects:
            self._add_items(subjects[0], more)
        elif more or not wanted:
            # An empty list is written too: without it those inside the photo would come back.
            self._more_elements.append(self._new_list(_SUBJECT, "Bag", more))

    def _category_trees(self) -> Iterator[tuple[int, int, str]]:
        """Yield where trees of categories stand, written as attributes or elements, and them."""
        for description in self._descriptions:
            for attribute in description.attributes:
                if attribute.name == CATEGORIES:
                    start, end = attribute.value_start, attribute.value_end
                    yield start, end, html.unescape(self._data[start:end].decode())
        for element in self._properties(CATEGORIES):
            if not element.empty and not element.children:
                yield element.tag_end, element.close, element.text

    def _list(self, name: str) -> list[Element]:
        """Return the lists of a property that can be changed item by item; take others away."""
        kept = []
        for element in self._properties(name):
            box = element.children[0] if len(element.children) == 1 else None
            if box is not None and box.name in _CONTAINERS and not box.empty:
                kept.append(element)
            else:
                self._remove(element)
        return kept

    def _keep_items(self, element: Element, wanted: set[str]) -> set[str]:
        """Remove what is not wanted of a flat list; return what is left, in plain form."""
        kept: set[str] = set()
        for item in _items(element):
            words = set(_plain(text.clean_keywords([item.text])))
            if words and words <= wanted and not words <= kept:
                kept |= words
            else:
                self._remove(item)
        return kept

    def _cut_paths(self, element: Element, divider: str, wanted: set[str]) -> set[str]:
        """Cut each path before its first level that is not wanted; return what is left."""
        kept: set[str] = set()
        paths: set[str] = set()
        for item in _items(element):
            levels = []
            for level in item.text.strip().split(divider):
                if any(word not in wanted for word in _plain(text.clean_keywords([level]))):
                    break
                levels.append(level)
            path = divider.join(levels)
            if not path.strip() or path.casefold() in paths:
                self._remove(item)
                continue
            if path != item.text.strip():
                self._replace(item.tag_end, item.close, escape(path).encode())
            paths.add(path.casefold())
            kept.update(_plain(text.clean_keywords(levels)))
        return kept

    def _add_items(self, element: Element, words: list[str]) -> None:
        box = element.children[0]
        items = _items(element)
        if items:
            at, lead = items[-1].end, self._space_before(items[-1].start)
        else:
            at, lead = box.tag_end, b""
        name = box.raw_name.rpartition(b":")[0]
        name = name + b":li" if name else b"li"
        added = [b"%s<%s>%s</%s>" % (lead, name, escape(word).encode(), name) for word in words]
        if added:
            self._replacements.append((at, at, b"".join(added)))

    def _new_list(self, property_name: str, kind: str, words: list[str]) -> bytes:
        """Return a property with these words in a container, "Bag" or (by languages) "Alt"."""
        description = self._descriptions[0]
        name, declared = self._name_for(description, property_name, elements=True)
        rdf = _prefix_of(description, RDF[1:-1], elements=True)
        assert rdf is not None  # rdf:Description was written with it
        box, item = (f"{rdf}:{local}" if rdf else local for local in (kind, "li"))
        language = ' xml:lang="x-default"' if kind == "Alt" else ""
        space = self._indent(description)
        inside = "".join(f"{space}   <{item}{language}>{escape(word)}</{item}>" for word in words)
        bag = f"<{box}>{inside}{space}  </{box}>" if words else f"<{box}/>"
        return f"{space} <{name}{declared}>{space}  {bag}{space} </{name}>".encode()

    # Where new things go

    def _add_attribute(self, name: str, value: str) -> None:
        written, declared = self._name_for(self._descriptions[0], name, elements=False)
        if declared:
            self._more_attributes.append(declared.strip().encode())
            prefix, uri = written.partition(":")[0], name[1:].partition("}")[0]
            self._descriptions[0].prefixes[prefix] = uri
        self._more_attributes.append(f'{written}="{value}"'.encode())

    def _name_for(self, element: Element, name: str, *, elements: bool) -> tuple[str, str]:
        """Return how a property is written there, and the declaration that it takes (maybe "")."""
        uri, _, local = name[1:].partition("}")
        prefix = _prefix_of(element, uri, elements=elements)
        if prefix is not None:
            return (f"{prefix}:{local}" if prefix else local), ""
        prefix = _PREFIXES[name]
        while prefix in element.prefixes:
            prefix += "1"
        return f"{prefix}:{local}", f" xmlns:{prefix}={quoteattr(uri)}"

    def _added_description(self) -> Element:
        """Make room for a description in a packet that has none, by parsing it with one."""
        rdf = rdf_of(self._root)
        if rdf is None:
            raise ValueError("it has no place for properties")
        prefix = rdf.raw_name.rpartition(b":")[0]
        name = prefix + b":Description" if prefix else b"Description"
        about = prefix + b':about=""' if prefix else b""
        new = b"<%s %s></%s>" % (name, about, name)
        if rdf.empty:
            head = self._data[rdf.start : rdf.tag_end].removesuffix(b"/>")
            new = head + b">" + new + b"</" + rdf.raw_name + b">"
            self._data = self._data[: rdf.start] + new + self._data[rdf.end :]
        else:
            self._data = self._data[: rdf.tag_end] + new + self._data[rdf.tag_end :]
        self._root = parse(self._data)
        return descriptions(self._root)[0]

    def _insert(self) -> None:
        """Write what is new into the first description."""
        if not self._more_attributes and not self._more_elements:
            return
        first = self._descriptions[0]
        after_name = first.start + 1 + len(first.raw_name)
        at = first.attributes[-1].end if first.attributes else after_name
        lead = first.attributes[-1].lead if first.attributes else b" "
        more = b"".join(lead + words for words in self._more_attributes)
        content = b"".join(self._more_elements)
        if more:
            self._replacements.append((at, at, more))
        if content and first.empty:
            closing = self._indent(first).encode() + b"</" + first.raw_name + b">"
            self._replace(first.tag_end - 2, first.tag_end, b">" + content + closing)
        elif content:
            at = first.children[-1].end if first.children else first.tag_end
            if not self._data[at : first.close].strip():
                self._replacements.append((at, at, content))
            else:  # a comment or stray text stands there
                self._replacements.append((first.close, first.close, content))

    def _indent(self, element: Element) -> str:
        """Return a new line, indented as the element is; "" where all stands in one line."""
        space = self._space_before(element.start)
        newline = space.rfind(b"\n")
        return space[newline:].decode() if newline >= 0 else ""

    # Pieces

    def _properties(self, name: str) -> Iterator[Element]:
        for description in self._descriptions:
            for element in description.children:
                if element.name == name:
                    yield element

    def _remove(self, element: Element) -> None:
        self._replace(element.start - len(self._space_before(element.start)), element.end, b"")

    def _space_before(self, at: int) -> bytes:
        before = self._data[:at]
        return before[len(before.rstrip(b" \t\r\n")) :]

    def _replace(self, start: int, end: int, words: bytes) -> None:
        if self._data[start:end] != words:
            self._replacements.append((start, end, words))


def _is_near(found: tuple[float, float] | None, wanted: tuple[float, float]) -> bool:
    return found is not None and all(
        abs(one - other) < _CLOSE_DEGREES for one, other in zip(found, wanted, strict=True)
    )


def _items(element: Element) -> list[Element]:
    return [item for item in element.children[0].children if item.name == f"{RDF}li"]


def _plain(words: Iterable[str]) -> list[str]:
    return [word.casefold() for word in words]


def _prefix_of(element: Element, uri: str, *, elements: bool) -> str | None:
    """Return the prefix that stands for `uri` there; "" (the default one) only for elements."""
    found = [prefix for prefix, declared in element.prefixes.items() if declared == uri]
    return next((prefix for prefix in found if prefix or elements), None)
