"""Steps over photos that change nothing but notes, with switches for what can go wrong."""

from __future__ import annotations

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


class FakeFiles:
    """Notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[int], object]] = []
        self.troubles: tuple[ItemError, ...] = ()
        self.error: UserError | None = None
        self.known: list[FileOperation] = []
        self.words: list[tuple[str, int]] = [("Berg", 7), ("See", 3)]

    def _do(self, kind: OperationKind, ids, value: object, **more) -> OperationResult:
        self.asked.append((kind.value, list(ids), value))
        if self.error is not None:
            raise self.error
        done = len(ids) - len(self.troubles)
        now = datetime.now(UTC)
        step = FileOperation(f"step {len(self.known)}", kind, done, now, **more) if done else None
        if step is not None:
            self.known.append(step)
        return OperationResult(step, done, self.troubles)

    def rate(self, ids, rating, work=None) -> OperationResult:
        return self._do(OperationKind.RATE, ids, rating, rating=rating)

    def tag(self, ids, added, removed=(), work=None) -> OperationResult:
        return self._do(OperationKind.TAG, ids, (list(added), list(removed)))

    def trash(self, ids, trash, work=None) -> OperationResult:
        return self._do(OperationKind.TRASH, ids, None)

    def move(self, ids, folder: Path, work=None) -> OperationResult:
        return self._do(OperationKind.MOVE, ids, folder, folder=folder)

    def copy(self, ids, folder: Path, work=None) -> OperationResult:
        return self._do(OperationKind.COPY, ids, folder, folder=folder)

    def steps(self) -> list[FileOperation]:
        return list(self.known)

    def undo(self, step_id: str, trash, work: OperationContext | None = None) -> OperationResult:
        (step,) = (each for each in self.known if each.step_id == step_id)
        self.asked.append(("undo", [], step_id))
        return OperationResult(None, step.photos)

    def redo(self, step_id: str, trash, work: OperationContext | None = None) -> OperationResult:
        (step,) = (each for each in self.known if each.step_id == step_id)
        return self._do(step.kind, [0] * step.photos, "again")

    def go_on(self, step_id: str, trash, work: OperationContext | None = None) -> OperationResult:
        (step,) = (each for each in self.known if each.step_id == step_id)
        return self._do(step.kind, [0] * step.rest, "the rest", folder=step.folder)

    def keywords(self) -> list[tuple[str, int]]:
        return self.words

    def write_list(self, ids, path: Path, *, replace: bool = False) -> int:
        self.asked.append(("list", list(ids), (path, replace)))
        return len(ids)

    def write_sheet(self, ids, path: Path, title: str, work=None, *, replace: bool = False) -> int:
        self.asked.append(("sheet", list(ids), (path, replace)))
        return len(ids)
