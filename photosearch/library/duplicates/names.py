"""Tell by their names which files belong to one exposure: RAW and JPEG, edited versions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

_EDITED = re.compile(
    r"(?:[ _-]*(?:edited|edit|bearbeitet|copy|kopie|modifi[eé]|editado)(?:[ _-]*\d{1,2})?"
    r"|[ _-]*\(\d{1,2}\)|[-~]\d{1,2})$"
)
"""What programs put behind the name of the file that they edited or copied."""
_APPLE = re.compile(r"^(img_)e(\d{4})$")
_MOST = 40
"""Files of one base name in one folder; more are no versions of one."""

NamedPhoto = tuple[int, bytes]
"""An id and a path below a root, parts divided by "/"."""


def base_name(name: str) -> str:
    """Return the name, without suffix, of the file that a file is a version of; perhaps its own."""
    stem = name.rpartition(".")[0].lower()
    apple = _APPLE.match(stem)
    if apple:
        return apple[1] + apple[2]
    base = _EDITED.sub("", stem)
    return base or stem


def are_versions(one: bytes, other: bytes) -> bool:
    """Tell whether two paths are of one folder and one of them names a version of the other."""
    folder, _, first = one.rpartition(b"/")
    other_folder, _, second = other.rpartition(b"/")
    if folder != other_folder:
        return False
    stems = [_stem(each) for each in (first, second)]
    bases = [base_name(_text(each)) for each in (first, second)]
    return bases[0] == bases[1] and bases[0] in stems


def named_pairs(photos: Iterable[NamedPhoto]) -> Iterator[tuple[int, int]]:
    """Yield photos of one folder of which one is a version of the other, by their names.

    Args:
        photos: by path, so that those of a folder stand together.
    """
    folder: bytes | None = None
    group: list[NamedPhoto] = []
    for photo_id, path in photos:
        place = path.rpartition(b"/")[0]
        if place != folder:
            yield from _pairs_of_folder(group)
            folder, group = place, []
        group.append((photo_id, path))
    yield from _pairs_of_folder(group)


def _pairs_of_folder(photos: Sequence[NamedPhoto]) -> Iterator[tuple[int, int]]:
    by_base: defaultdict[str, list[tuple[int, bool]]] = defaultdict(list)
    for photo_id, path in photos:
        name = path.rpartition(b"/")[2]
        base = base_name(_text(name))
        by_base[base].append((photo_id, _stem(name) == base))
    for versions in by_base.values():
        if not 2 <= len(versions) <= _MOST:
            continue
        for place, (photo_id, is_base) in enumerate(versions):
            for other_id, other_is_base in versions[place + 1 :]:
                if is_base or other_is_base:
                    yield photo_id, other_id


def _stem(name: bytes) -> str:
    return _text(name).rpartition(".")[0].lower()


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
