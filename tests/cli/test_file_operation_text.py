"""Every operation and every reason is told in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from photosearch.cli.duplicate_text import why_text
from photosearch.cli.file_operation_text import item_errors_text, operation_text
from photosearch.core.duplicates import CleanAction, KeepRule, Mark, MemberChoice
from photosearch.core.file_operations import (
    ErrorReason,
    FileOperation,
    ItemError,
    OperationKind,
)


@pytest.mark.parametrize("reason", ErrorReason)
def test_every_reason_says_what_is_wrong(reason: ErrorReason) -> None:
    text = item_errors_text([ItemError(Path("/a.jpg"), reason, "no such luck")])
    first, second = text.splitlines()
    assert first == "Left as it is: /a.jpg"
    assert second.endswith(".") or "photosearch" in second
    assert ("no such luck" in second) == (reason is ErrorReason.FAILED)


def test_many_of_one_reason_are_counted() -> None:
    errors = [ItemError(Path(f"/{each}.jpg"), ErrorReason.GONE) for each in range(25)]
    lines = item_errors_text([*errors, ItemError(Path("/x.jpg"), ErrorReason.LINK)]).splitlines()
    assert len(lines) == 20 + 2 + 2
    assert lines[20].startswith("... and 5 photos more")


@pytest.mark.parametrize("kind", OperationKind)
@pytest.mark.parametrize("action", CleanAction)
def test_every_operation_is_told(kind: OperationKind, action: CleanAction) -> None:
    folder = Path("/out")
    of_clean = action if kind is OperationKind.CLEAN else None
    at = datetime(2026, 1, 1, tzinfo=UTC)
    text = operation_text(FileOperation("id", kind, 2, at, folder=folder, action=of_clean))
    assert "2 photos" in text
    moves = kind in (OperationKind.MOVE, OperationKind.COPY) or of_clean is CleanAction.MOVE
    assert ("/out" in text) == moves


@pytest.mark.parametrize("mark", Mark)
def test_every_rule_has_its_words(mark: Mark) -> None:
    texts = [why_text(MemberChoice(1, mark, (rule,))) for rule in KeepRule]
    assert all(texts)
    assert len(set(texts)) == len(KeepRule)
    assert why_text(MemberChoice(1, mark, (KeepRule.RAW,), by_user=True)).startswith("marked; ")
    assert why_text(MemberChoice(1, mark)) == ""
