"""The real training in the real process, as the window has it done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch import paths
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import StageCode
from photosearch.core.tuning import TuningOptions
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.training.recipes.small_library import NAME, make_library

pytestmark = [pytest.mark.train, pytest.mark.slow, pytest.mark.timeout(600)]
TUNED = "tuned-by-process"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    yield make_library(tmp_path)
    for name in (NAME, TUNED):
        shutil.rmtree(paths.user_models_folder() / name, ignore_errors=True)


def test_from_the_window_to_a_model_that_answers_and_back(library: Path) -> None:
    """Cancelled in between, gone on with; used, and undone."""
    options = TuningOptions(TUNED, photos=80)
    with Library.open(library, Settings(model=NAME)) as opened:
        status = opened.tuning.status()
        assert (status.problem, status.photos) == (None, 90)
        control = JobControl()
        seen: list[Progress] = []

        def cancel_later(progress: Progress) -> None:
            seen.append(progress)
            if progress.stage.code is not StageCode.TUNING_LEARNING:
                control.cancel()

        with pytest.raises(Cancelled):
            opened.tuning.run(options, control=control, on_progress=cancel_later)
        assert seen[0].stage.code is StageCode.TUNING_LEARNING
        assert opened.tuning.interrupted() == options
        again: list[Progress] = []
        report = opened.tuning.run(options, control=JobControl(), on_progress=again.append)
        stages = [progress.stage.code for progress in again]
        assert StageCode.TUNING_LEARNING not in stages, "it did not go on where it stood"
        assert StageCode.TRAINING in stages
        assert (report.started_from, report.learned, report.judged) == (NAME, 52, 16)
        assert {layer.output for layer in report.layers} == {"copy", "subject"}
        assert not (library / "tuning").exists()
        assert opened.tuning.interrupted() is None
        assert opened.tuning.status().report == report
        folder = paths.user_models_folder() / TUNED
        assert report.better == folder.exists()
        if report.better:
            opened.begin_model(TUNED)
            opened.index()
            assert opened.card.name == TUNED
            opened.undo_model()
            assert opened.card.name == NAME


def test_too_few_photos_are_told_by_their_code(library: Path, tmp_path: Path) -> None:
    few = make_library(tmp_path / "few", photos=12)
    with Library.open(few, Settings(model=NAME)) as opened:
        with pytest.raises(UserError) as caught:
            opened.tuning.run(
                TuningOptions(TUNED), control=JobControl(), on_progress=lambda _: None
            )
        assert caught.value.code is ErrorCode.TUNING_TOO_FEW_PHOTOS
        assert caught.value.message.values["count"] == 12
