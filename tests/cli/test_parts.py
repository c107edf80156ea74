"""The part by which a photo matched, as --json tells it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from photosearch.cli.output import Output
from photosearch.cli.search import _show, part_record
from photosearch.core.photo import PhotoRecord, PhotoState
from photosearch.core.query import Answer, CropBox, PartMatch


@pytest.mark.parametrize(("in_query", "of"), [(True, "image"), (False, "photo")])
def test_a_part_is_told_by_picture_number_and_box(in_query: bool, of: str) -> None:
    part = PartMatch(CropBox(0.25, 0, 0.5, 1 / 3), 1, in_query)
    assert part_record(part) == {"of": of, "image": 2, "box": [0.25, 0.0, 0.5, 0.3333]}


@pytest.mark.parametrize("looked_at", [True, False])
def test_only_photos_with_a_part_have_the_field(
    looked_at: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    part = PartMatch(CropBox(0, 0, 0.5, 0.5), 0, False)
    answer = Answer(
        np.array([1, 2]), np.array([0.9, 0.8], np.float32), np.zeros(2, np.float32), False, 2, 0.0,
        parts=(part, None) if looked_at else (),
    )  # fmt: skip
    records = {
        number: PhotoRecord(number, 1, Path(f"{number}.jpg"), PhotoState.INDEXED, 1, 1, b"", None)
        for number in (1, 2)
    }
    session: Any = SimpleNamespace(output=Output(json=True))
    _show(session, answer, records, [1, 2])
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert ("part" in first) == looked_at
    assert "part" not in second
