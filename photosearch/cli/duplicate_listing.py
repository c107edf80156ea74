"""Write groups of duplicates, as lines or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from photosearch.cli.output import photos_text, show_message, size_text
from photosearch.cli.session import Session

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.duplicates import (
        DuplicateGroup,
        DuplicateKind,
        DuplicateMember,
        DuplicateStatus,
        MemberChoice,
    )
    from photosearch.core.photo import PhotoRecord
    from photosearch.library.reader import LibraryReader

_AT_ONCE = 500
"""Groups whose rows are in memory at a time."""


def show_groups(
    session: Session,
    opened: LibraryReader,
    groups: Sequence[DuplicateGroup],
    status: DuplicateStatus,
) -> None:
    """Write groups, and what they come to."""
    from photosearch.core.duplicates import KeepRules

    rules, marks = KeepRules.of(opened.settings), opened.duplicates.marks()
    for start in range(0, len(groups), _AT_ONCE):
        some = groups[start : start + _AT_ONCE]
        ids = [photo_id for group in some for photo_id in group.photo_ids]
        records = {record.photo_id: record for record in opened.photos(ids)}
        choices = opened.choose_duplicates(some, rules, marks)
        for number, (group, choice) in enumerate(zip(some, choices, strict=True), start=start + 1):
            by_id = {each.photo_id: each for each in choice.choices}
            record = _group_record(number, group, records, by_id)
            if session.output.json:
                session.output.record(record)
            else:
                _show_group(session, record)
    reclaimable = sum(group.reclaimable for group in groups)
    files = sum(len(group.members) for group in groups)
    photos = status.total or opened.counts().indexed  # who only reads does not know the former
    if session.output.json:
        session.output.record(
            {
                "event": "summary",
                "groups": len(groups),
                "files": files,
                "reclaimable": reclaimable,
                "kinds": _by_kind(groups),
                "photos": photos,
                "pending": status.pending,
            }
        )
    elif groups:
        show_message(
            f"{len(groups):,} groups, {files:,} files; removing all but one of each frees "
            f"{size_text(reclaimable)}."
        )
    else:
        show_message(f"No duplicates among {photos_text(photos)}.")


def _group_record(
    number: int,
    group: DuplicateGroup,
    records: dict[int, PhotoRecord],
    choices: dict[int, MemberChoice],
) -> dict[str, Any]:
    """Return a group as a JSON line has it."""
    first = records.get(group.photo_ids[0])
    return {
        "group": number,
        "id": group.group_id,
        "kind": str(group.kind),
        "level": group.level.name.lower(),
        "bytes": group.bytes,
        "reclaimable": group.reclaimable,
        "files": [
            _file_record(member, first, records[member.photo_id], choices.get(member.photo_id))
            for member in group.members
            if member.photo_id in records  # not removed by another process a moment ago
        ],
    }


def _file_record(
    member: DuplicateMember,
    first: PhotoRecord | None,
    record: PhotoRecord,
    choice: MemberChoice | None,
) -> dict[str, Any]:
    from photosearch.cli.duplicate_text import why_text
    from photosearch.core.duplicates import Mark

    width, height = _size(record)
    return {
        "path": record.path,
        "keep": choice is None or choice.mark is Mark.KEEP,
        "why": why_text(choice) if choice else "",
        "size": record.size,
        "width": width,
        "height": height,
        "relation": _relation_record(member, first, record),
    }


def _relation_record(
    member: DuplicateMember, first: PhotoRecord | None, record: PhotoRecord
) -> dict[str, Any] | None:
    from photosearch.core.relation_view import describe

    relation = member.relation
    if relation is None:
        return None
    values: dict[str, Any] = {
        "kind": str(relation.kind),
        "level": relation.level.name.lower(),
        "crop": None,
        "rotate": 0,
        "mirror": relation.mirrored,
        "scale": None,
    }
    if relation.transform is not None and first is not None:
        view = describe(relation.transform, _size(first), _size(record))
        values["crop"] = [round(number, 3) for number in view.crop] if view.cropped else None
        values["rotate"] = round(view.rotate) if view.rotate % 1 == 0 else round(view.rotate, 1)
        values["mirror"] = view.mirror
        values["scale"] = round(view.scale, 3)
    return values


def _size(record: PhotoRecord) -> tuple[int, int]:
    return (record.metadata.width, record.metadata.height) if record.metadata else (1, 1)


def _show_group(session: Session, record: dict[str, Any]) -> None:
    session.output.line(
        f"{record['group']}  {record['kind']}, {record['level']}, {len(record['files'])} files, "
        f"{size_text(record['reclaimable'])}"
    )
    session.output.table(
        (
            (
                "   keep" if file["keep"] else "       ",
                f"{file['width']} x {file['height']}",
                size_text(file["size"]),
                str(file["path"]),
            )
            for file in record["files"]
        ),
        right=frozenset({1, 2}),
    )


def _by_kind(groups: Sequence[DuplicateGroup]) -> dict[str, dict[str, int]]:
    kinds: dict[DuplicateKind, dict[str, int]] = {}
    for group in groups:
        count = kinds.setdefault(group.kind, {"groups": 0, "files": 0, "reclaimable": 0})
        count["groups"] += 1
        count["files"] += len(group.members)
        count["reclaimable"] += group.reclaimable
    return {str(kind): count for kind, count in kinds.items()}
