"""Folders, runs of the past and a pace for the fake library."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import in_words
from photosearch.core.photo import Root
from photosearch.core.runs import RootState, RunKind, RunRecord

if TYPE_CHECKING:
    from photosearch.core.changes import IndexSummary
    from tests.gui.fake_library import FakeLibrary

START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


class FakeThrottle:
    def __init__(self) -> None:
        self.limits: list[tuple[int, int]] = []
        self.activities = 0

    def set_limits(self, battery_percent: int, busy_percent: int) -> None:
        self.limits.append((battery_percent, busy_percent))

    def note_activity(self) -> None:
        self.activities += 1


class FakeIndexQueue:
    def __init__(self, library: FakeLibrary) -> None:
        self._library = library
        self.retried: list[list[int] | None] = []
        self.records = [
            RunRecord(
                START, 754.0, RunKind.ALL, (0,), {"indexed": 51_234, "unreadable": 14, "missing": 1}
            ),
            RunRecord(START + timedelta(hours=3), 61.0, RunKind.CHANGES, (0,), {"moved": 3}),
            RunRecord(
                START + timedelta(days=1), 2.0, RunKind.ALL, (0,), {"unchanged": 51_234}, offline=1
            ),
            RunRecord(
                START + timedelta(days=2),
                8.0,
                RunKind.ALL,
                (),
                problem=in_words("The disk is full."),
            ),
        ]

    def history(self) -> list[RunRecord]:
        return self.records[::-1]

    def retry(
        self,
        photo_ids: Sequence[int] | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        self.retried.append(None if photo_ids is None else list(photo_ids))
        return self._library.index([], control=control, on_progress=on_progress)


class FakeRootList:
    def __init__(self, library: FakeLibrary) -> None:
        self._library = library
        self.left_out: list[Path] = []
        self.error: UserError | None = None
        self.delay_s = 0.0
        self.unreadable = 0

    def states(self) -> list[RootState]:
        time.sleep(self.delay_s)
        photos = len(self._library.photo_ids())
        return [
            RootState(root, photos, 14, 3, 20 * len(root.excludes), START)
            if root.root_id == 0
            else RootState(root)
            for root in self._library.roots()
        ]

    def unreadable_count(self) -> int:
        return self.unreadable

    def set_excludes(self, root_id: int, patterns: Iterable[str]) -> Root:
        if self.error is not None:
            raise self.error
        for place, root in enumerate(self._library._roots):
            if root.root_id == root_id:
                changed = replace(root, excludes=tuple(patterns))
                self._library._roots[place] = changed
                return changed
        raise UserError.in_words(
            "This folder is not part of the library any more.", "Add it again."
        )

    def exclude_folder(self, folder: Path) -> Root:
        for root in self._library.roots():
            if folder.is_relative_to(root.path) and folder != root.path:
                self.left_out.append(folder)
                pattern = f"/{folder.relative_to(root.path).as_posix()}"
                return self.set_excludes(root.root_id, (*root.excludes, pattern))
        raise UserError.in_words(
            f"{folder} is not part of the library.", "Choose a folder inside one."
        )

    def remove(self, path: Path) -> Root:
        for root in self._library.roots():
            if root.path == path:
                self._library._roots.remove(root)
                return root
        raise UserError.in_words(
            f"{path} is not a folder of this library.", "Name one of its folders."
        )
