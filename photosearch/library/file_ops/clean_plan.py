"""Hold what is to be done with the files of groups of duplicates, as the journal keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from photosearch.core.duplicates import (
    CleanAction,
    CleanOptions,
    GroupChoice,
    KeepRule,
    Mark,
    MemberChoice,
    MergeField,
)
from photosearch.paths import absolute

Content = tuple[int, bytes]
"""A photo and the content id of what was compared; b"" if that is not known."""
_UNTOUCHED = {KeepRule.REFERENCE, KeepRule.PROTECTED}


@dataclass(frozen=True, slots=True)
class CleanGroup:
    """Hold the files of one group that stay and those that go."""

    kept: tuple[Content, ...]
    """Without those that could not be looked at."""
    removed: tuple[Content, ...]
    merge_into: int | None = None
    """The photo to which is brought what is known of those that go."""


@dataclass(frozen=True, slots=True)
class CleanPlan:
    """Say what is done with which files."""

    groups: tuple[CleanGroup, ...]
    options: CleanOptions

    @classmethod
    def of(cls, choices: Iterable[GroupChoice], options: CleanOptions) -> CleanPlan:
        """Return the plan that choices make.

        A photo that is to stay in one of the groups goes in none: it stands for others there.
        """
        choices = [choice for choice in choices if choice.removed]
        staying = {photo_id for choice in choices for photo_id in choice.kept}
        groups = (_group(choice, staying) for choice in choices)
        if options.folder is not None:
            options = replace(options, folder=absolute(options.folder))
        return cls(tuple(group for group in groups if group.removed), options)

    @property
    def removed(self) -> list[int]:
        """Return the photos that go, each once."""
        return list(dict.fromkeys(key for group in self.groups for key, _ in group.removed))

    @property
    def kept(self) -> list[int]:
        """Return the photos that stay, each once."""
        return list(dict.fromkeys(key for group in self.groups for key, _ in group.kept))

    def to_args(self) -> dict[str, Any]:
        """Return it in a form for the journal."""
        options = self.options
        args: dict[str, Any] = {
            "action": options.action.value,
            "merge": sorted(options.merge),
            "with_raw": options.with_raw,
            "groups": [
                [_stored(group.kept), _stored(group.removed), group.merge_into]
                for group in self.groups
            ],
        }
        return args if options.folder is None else args | {"folder": str(options.folder)}

    @classmethod
    def from_args(cls, args: dict[str, Any]) -> CleanPlan:
        """Return what `to_args` was called on."""
        folder = args.get("folder")
        return cls(
            tuple(
                CleanGroup(_restored(kept), _restored(removed), merge_into)
                for kept, removed, merge_into in args["groups"]
            ),
            CleanOptions(
                CleanAction(args["action"]),
                Path(folder) if folder else None,
                frozenset(map(MergeField, args["merge"])),
                args["with_raw"],
            ),
        )


def _group(choice: GroupChoice, staying: set[int]) -> CleanGroup:
    kept = [each for each in choice.choices if each.mark is Mark.KEEP]
    removed = [
        each for each in choice.choices if each.mark is Mark.REMOVE and each.photo_id not in staying
    ]
    return CleanGroup(_contents(kept), _contents(removed), _merge_target(kept))


def _merge_target(kept: Sequence[MemberChoice]) -> int | None:
    """Return the file that stays by its merits; nothing is written beside those that are held."""
    free = [each for each in kept if not _UNTOUCHED.intersection(each.reasons)]
    best = [each for each in free if each.reasons or each.by_user] or free
    return best[0].photo_id if best else None


def _contents(choices: Sequence[MemberChoice]) -> tuple[Content, ...]:
    return tuple((each.photo_id, each.content_id) for each in choices)


def _stored(contents: Sequence[Content]) -> list[list[Any]]:
    return [[photo_id, content_id.hex()] for photo_id, content_id in contents]


def _restored(stored: Sequence[Sequence[Any]]) -> tuple[Content, ...]:
    return tuple((photo_id, bytes.fromhex(content_id)) for photo_id, content_id in stored)
