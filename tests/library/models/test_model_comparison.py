"""Comparing two models, against loops that do the same slowly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.cli.model_sheet import comparison_html
from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.inference.pool import SerialPool
from photosearch.library.models.model_comparison import (
    CompareTask,
    ModelComparison,
    compare,
    nearest_neighbours,
    shared_fraction,
    start_model_comparer,
    tasks_of_folder,
)
from photosearch.library.models.model_list import headline_metrics
from photosearch.settings import Settings
from tests.inference.tiny_models import network, write_model
from tests.message_text import raises_text
from tests.photos import make_photo


def slow_nearest(codes: np.ndarray, count: int) -> list[list[int]]:
    nearest = []
    for row, code in enumerate(codes):
        others = [
            (sum(bin(a ^ b).count("1") for a, b in zip(code.tolist(), other.tolist())), number)  # noqa: B905
            for number, other in enumerate(codes)
            if number != row
        ]
        nearest.append([number for _, number in sorted(others)[:count]])
    return nearest


@pytest.mark.parametrize(("photos", "count"), [(2, 10), (11, 10), (40, 3)])
def test_nearest_and_shared_are_what_loops_find(photos: int, count: int) -> None:
    rng = np.random.default_rng(photos)
    first, second = rng.integers(0, 256, (2, photos, 2), dtype=np.uint8)
    fast = nearest_neighbours(first, count), nearest_neighbours(second, count)
    slow = slow_nearest(first, count), slow_nearest(second, count)
    assert fast[0].tolist() == slow[0]
    expected = [len(set(a) & set(b)) / len(a) for a, b in zip(*slow, strict=True)]
    assert shared_fraction(*fast).tolist() == pytest.approx(expected)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return (
        write_model(tmp_path / "a", network(seed=1), name="a"),
        write_model(tmp_path / "b", network(seed=2), name="b"),
    )


def compared(
    folders: tuple[Path, Path], tasks: list[CompareTask], **options: Any
) -> ModelComparison:
    return compare(
        folders,
        tasks,
        lambda _count: SerialPool(start_model_comparer, (folders, Settings())),
        **options,
    )


@pytest.fixture
def tasks(tmp_path: Path) -> list[CompareTask]:
    for seed in range(24):
        make_photo(tmp_path / "photos" / f"{seed:02}.jpg", seed, (60, 40))
    return tasks_of_folder(tmp_path / "photos", 20)


def test_a_sample_is_spread_over_the_folder(tasks: list[CompareTask]) -> None:
    names = [task.path.name for task in tasks]
    assert len(set(names)) == 20
    assert (names[0], names[-1]) == ("00.jpg", "23.jpg")


def test_two_models_and_where_they_disagree(
    folders: tuple[Path, Path], tasks: list[CompareTask]
) -> None:
    seen: list[Progress] = []
    found = compared(folders, tasks, on_progress=seen.append)
    assert len(found.photos) == 20
    assert seen[-1].done == 20
    assert set(found.agreement) == {CodeKind.COPY, CodeKind.SUBJECT}
    assert all(0 < value < 1 for value in found.agreement.values())
    assert found.chance == pytest.approx(10 / 19)
    worst = [each.agreement for each in found.disagreements]
    assert worst == sorted(worst)
    first = found.disagreements[0]
    assert first.photo not in first.nearest[0] + first.nearest[1]
    assert first.agreement == len(set(first.nearest[0]) & set(first.nearest[1])) / 10
    page = comparison_html(found)
    assert page.count("<figure>") == 5 * (1 + 6 + 6)
    assert "both" in page
    assert "http" not in page.replace("http-equiv", "")


def test_thumbnails_stand_for_files_that_are_away(
    folders: tuple[Path, Path], tasks: list[CompareTask], tmp_path: Path
) -> None:
    jpeg = tasks[0].path.read_bytes()
    away = [CompareTask(n, tmp_path / "away.jpg", jpeg if n else b"") for n in range(5)]
    assert len(compared(folders, away).photos) == 4


def test_too_few_photos_another_sense_and_cancel(
    folders: tuple[Path, Path], tasks: list[CompareTask]
) -> None:
    with raises_text(UserError, "Only 2 photos"):
        compared(folders, tasks[:2])
    with raises_text(UserError, "sense look"):
        compared(folders, tasks, kind=CodeKind.LOOK)
    control = JobControl()
    control.cancel()
    with pytest.raises(Cancelled):
        compared(folders, tasks, control=control)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({}, {}),
        ({"figures": "good"}, {}),
        ({"figures": []}, {}),
        ({"figures": {"subject_map": 1, "by": {"x": 2.0}, "ok": True}}, {"subject_map": 1.0}),
        ({"figures": [{"a": 1.0}, {"a": 2.0, "copies_uap": 3.0}]}, {"copies_uap": 3.0, "a": 2.0}),
    ],
)
def test_headline_figures(entries: dict[str, Any], expected: dict[str, float]) -> None:
    assert headline_metrics(entries) == expected
    assert list(headline_metrics(entries)) == list(expected)
