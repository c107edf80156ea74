"""Find the images that a piece of a web page shows. Nothing is fetched here.

The page is a stranger's: all of this takes time in proportion to its length, whatever is in it,
which cannot be said of the parsers at hand.
"""

from __future__ import annotations

import html
import re

MAX_HTML = 4_000_000
"""Characters that are looked through; a picture may stand in the text itself (data:)."""
MAX_FOUND = 64
WANTED_WIDTH = 800
"""Pixels of what is chosen among several sizes: more than the encoder sees."""

_PLACEHOLDER = 2_000
"""Characters. A data: address up to here is the grey box that pages show before the picture."""
_TAG = re.compile(r"<(img|source|/picture)(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_GAP = re.compile(r"[\s,]*")
_WORD = re.compile(r"\S+")
_TO_COMMA = re.compile(r"[^,]*")


def has_images(page: str) -> bool:
    """Tell whether there is any <img> in a page; quick enough for every thread."""
    page = page[:MAX_HTML]
    return "<img" in page or "<img" in page.lower()


def images_in(page: str) -> list[str]:
    """Return absolute addresses (http, https, data) of the <img> in a page, in its order.

    Of several sizes of one picture that is chosen which is large enough.
    """
    page = page[:MAX_HTML]
    found: dict[str, None] = {}
    sources: list[str] = []
    place = 0
    # What has been read as part of a tag is not looked through for further ones.
    while (tag := _TAG.search(page, place)) is not None and len(found) < MAX_FOUND:
        kind, place = tag[1].lower(), tag.end()
        if kind == "/picture":
            sources.clear()
            continue
        values, place = _attributes(page, place)
        others = [best_of(values.get("srcset", "")), *sources]
        if kind == "source":
            sources = [other for other in others if other]
            continue
        shown = _absolute(values.get("src", ""))
        if not shown or (shown.startswith("data:") and len(shown) <= _PLACEHOLDER):
            shown = next((other for other in others if other), shown)
        if shown:
            found[shown] = None
    return list(found)


def best_of(srcset: str) -> str:
    """Return the address in a `srcset` with enough pixels for a search; "" without any."""
    sized = []
    place = 0
    while True:
        place = _end(_GAP, srcset, place)
        word = _WORD.match(srcset, place)
        if word is None:
            break
        text, place = word[0], word.end()
        descriptor = ""
        if text.endswith(","):
            text = text.rstrip(",")
        else:
            end = _end(_TO_COMMA, srcset, place)
            descriptor, place = srcset[place:end], end
        address = _absolute(text)
        if address:
            sized.append((_width(descriptor), address))
    enough = [each for each in sized if each[0] >= WANTED_WIDTH]
    if enough:
        return min(enough)[1]
    return max(sized)[1] if sized else ""


def _attributes(page: str, place: int) -> tuple[dict[str, str], int]:
    """Return the attributes of the tag that goes on at `place`, and where they end.

    The first one of a name holds, as in browsers.
    """
    values: dict[str, str] = {}
    while (match := _ATTRIBUTE.match(page, place)) is not None:
        name = match[1].lower()
        if name in {"src", "srcset"}:
            values.setdefault(name, html.unescape(match[2] or match[3] or match[4] or ""))
        place = match.end()
    return values, place


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match is not None else place


def _absolute(address: str) -> str:
    """Return the address if it is absolute, else ""."""
    address = address.strip()
    start = address[:8].lower()
    if start.startswith("//"):
        return f"https:{address}"
    return address if start.startswith(("http://", "https://", "data:")) else ""


def _width(descriptor: str) -> float:
    """Return "640w" as 640, "2x" as twice of what is usually shown."""
    number, unit = descriptor.strip()[:-1], descriptor.strip()[-1:]
    try:
        value = float(number) if unit in {"w", "x"} else 1.0
    except ValueError:
        return 0.0
    return value if unit == "w" else value * 400
