"""Steps over photos that change nothing but notes, with switches for what can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.core.file_operations import (
    FileOperation,
    ItemError,
    OperationContext,
    OperationKind,
    OperationResult,
)


class FakeFileOperations:
    """Notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[int], object]] = []
        self.item_errors: tuple[ItemError, ...] = ()
        self.error: UserError | None = None
        self.known: list[FileOperation] = []
        self.damaged: Path | None = None
        self.cleaned: list[tuple] = []
        self.on_clean: Callable[[list[int]], None] = lambda _removed: None
        self.words: list[tuple[str, int]] = [("Berg", 7), ("See", 3)]

    def _do(self, kind: OperationKind, ids, value: object, **more) -> OperationResult:
        self.asked.append((kind.value, list(ids), value))
        if self.error is not None:
            raise self.error
        done = len(ids) - len(self.item_errors)
        now = datetime.now(UTC)
        step = FileOperation(f"step {len(self.known)}", kind, done, now, **more) if done else None
        if step is not None:
            self.known.append(step)
        return OperationResult(step, done, self.item_errors, photo_ids=frozenset(ids[:done]))

    def rate(self, ids, rating, context=None) -> OperationResult:
        return self._do(OperationKind.RATE, ids, rating, rating=rating)

    def edit_keywords(self, ids, added, removed=(), context=None) -> OperationResult:
        return self._do(OperationKind.KEYWORDS, ids, (list(added), list(removed)))

    def trash(self, ids, trash, context=None) -> OperationResult:
        return self._do(OperationKind.TRASH, ids, None)

    def move(self, ids, folder: Path, context=None) -> OperationResult:
        return self._do(OperationKind.MOVE, ids, folder, folder=folder)

    def copy(self, ids, folder: Path, context=None) -> OperationResult:
        return self._do(OperationKind.COPY, ids, folder, folder=folder)

    def clean(self, choices, options, trash, context=None) -> OperationResult:
        removed = [photo_id for choice in choices for photo_id in choice.removed]
        self.cleaned.append((list(choices), options))
        action, folder = options.action, options.folder
        result = self._do(OperationKind.CLEAN, removed, action, action=action, folder=folder)
        self.on_clean(removed)
        return replace(result, bytes=3_456_789 * result.done)

    def operations(self) -> list[FileOperation]:
        return list(self.known)

    def damaged_notes(self) -> Path | None:
        return self.damaged

    def undo(
        self, operation_id: str, trash, context: OperationContext | None = None
    ) -> OperationResult:
        (step,) = (each for each in self.known if each.operation_id == operation_id)
        self.asked.append(("undo", [], operation_id))
        return OperationResult(None, step.photo_count)

    def redo(
        self, operation_id: str, trash, context: OperationContext | None = None
    ) -> OperationResult:
        (step,) = (each for each in self.known if each.operation_id == operation_id)
        return self._do(step.kind, [0] * step.photo_count, "again")

    def resume(
        self, operation_id: str, trash, context: OperationContext | None = None
    ) -> OperationResult:
        (step,) = (each for each in self.known if each.operation_id == operation_id)
        return self._do(step.kind, [0] * step.remaining, "the rest", folder=step.folder)

    def keywords(self) -> list[tuple[str, int]]:
        return self.words

    def write_csv(self, ids, path: Path, *, replace: bool = False) -> int:
        self.asked.append(("list", list(ids), (path, replace)))
        return len(ids)

    def write_contact_sheet(
        self, ids, path: Path, title: str, context=None, *, replace: bool = False
    ) -> int:
        self.asked.append(("sheet", list(ids), (path, replace)))
        return len(ids)
