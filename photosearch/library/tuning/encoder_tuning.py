"""Fit an encoder to the photos of a library by `finetune-library`, in a process of its own."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from photosearch import paths
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import StageCode
from photosearch.core.runs import RunRecord
from photosearch.core.tuning import (
    JUDGED_EDITS,
    VIEWS,
    TuningOptions,
    TuningReport,
    TuningStatus,
    is_model_name,
    report_of,
)
from photosearch.inference.models import model_folders
from photosearch.library.tuning.training_environment import TrainingEnvironment, find_environment
from photosearch.library.tuning.training_process import TrainingProcess
from photosearch.library.tuning.tuning_record import TuningRecord, load_record
from photosearch.library.workers.throttling import on_battery
from photosearch.settings import Settings

log = logging.getLogger(__name__)

WORK_FOLDER = "tuning"
"""In the folder of the library: what was done, to go on after an interruption."""
_SAID = "tuning.log"
_NAME = "my-photos"
_LEAST_INDEXED = 50
"""Photos by which a run of the index tells how fast pictures are looked at."""
_LEAST_SEEN = 10
_IMAGES = {
    StageCode.TUNING_LEARNING: 1 + VIEWS,
    StageCode.TUNING_CHOOSING: 1 + JUDGED_EDITS,
    StageCode.TUNING_JUDGING: 1 + JUDGED_EDITS,
}
"""Pictures made of one photo."""


class EncoderTuning:
    """Fit an encoder to one library, one at a time. For any thread; `status` and `run` block.

    Args:
        folder: of the library.
        settings: of the user, when the library was opened.
        count_photos: how many photos there are.
        index_runs: those of the past, newest first.
        battery: whether the computer runs on battery.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        count_photos: Callable[[], int],
        index_runs: Callable[[], Sequence[RunRecord]],
        battery: Callable[[], bool] = on_battery,
    ) -> None:
        self._folder, self._settings = folder, settings
        self._count_photos, self._index_runs, self._battery = count_photos, index_runs, battery
        self._lock = threading.Lock()
        self._process: TrainingProcess | None = None

    def status(self, python: Path | None = None) -> TuningStatus:
        """Return how things stand.

        Args:
            python: that is to run it; None: that of this program.
        """
        environment = find_environment(python, self._folder)
        record = load_record(self._folder)
        unfinished, report = self.interrupted(), record.report
        if report is not None and report.better and not _is_taken(report.name):
            report = None  # its folder was deleted
        return TuningStatus(
            environment.python,
            environment.problem,
            self._count_photos(),
            record.pictures_per_second or _indexing_speed(self._index_runs()),
            _free_name(),
            unfinished,
            report,
            self._battery(),
        )

    def interrupted(self) -> TuningOptions | None:
        """Return a fitting that was begun and would go on where it stood, if there is one."""
        unfinished = load_record(self._folder).unfinished
        if unfinished is None or _is_taken(unfinished.name) or not self._work.is_dir():
            return None
        return unfinished

    def run(
        self,
        options: TuningOptions,
        python: Path | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> TuningReport:
        """Fit an encoder, or go on where the same was interrupted; blocks, for minutes.

        Raises:
            UserError: it cannot be done, or failed; says why and what to do.
            Cancelled: by `control`; what is finished is kept.
        """
        if not is_model_name(options.name):
            raise UserError(ErrorCode.TUNING_NAME_WRONG, name=options.name)
        if _is_taken(options.name):
            raise UserError(ErrorCode.TUNING_NAME_TAKEN, name=options.name)
        environment = find_environment(python, self._folder)
        if environment.problem is not None:
            raise UserError.of(environment.problem)
        with self._lock:
            record = replace(load_record(self._folder), unfinished=options, report=None)
            record.save(self._folder)
            speed = record.pictures_per_second

            def note(progress: Progress) -> None:
                nonlocal speed
                images = _IMAGES.get(progress.stage.code)  # type: ignore[call-overload]
                if images and progress.done >= _LEAST_SEEN and progress.per_second > 0:
                    speed = progress.per_second * images
                on_progress(progress)

            self._process = self._make_process(options, environment)
            try:
                values = self._process.run(control, note)
                report = _checked(values, self._folder / _SAID)
                record = TuningRecord(report=report)
            finally:
                replace(record, pictures_per_second=speed).save(self._folder)
            self._clear()
            return report

    def leave(self) -> None:
        """Note that the program ends: what runs is told to end by its control, and not waited
        for. Never waits itself."""
        process = self._process
        if process is not None:
            process.leave()

    def forget(self) -> None:
        """Forget what is unfinished and what came of the last fitting; encoders stay."""
        with self._lock:
            speed = load_record(self._folder).pictures_per_second
            TuningRecord(pictures_per_second=speed).save(self._folder)
            self._clear()

    @property
    def _work(self) -> Path:
        return self._folder / WORK_FOLDER

    def _make_process(
        self, options: TuningOptions, environment: TrainingEnvironment
    ) -> TrainingProcess:
        command = [
            *(str(environment.python), "-m", "photosearch.training.cli", "--progress", "json"),
            *("finetune-library", "--library", str(self._folder), "--name", options.name),
            *("--photos", str(options.photos), "--labels" if options.labels else "--no-labels"),
            *("--models", str(paths.user_models_folder()), "--work", str(self._work)),
            *("--workers", str(self._settings.workers or _workers())),
        ]
        return TrainingProcess(command, environment.variables(), self._folder / _SAID)

    def _clear(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)


def _checked(values: object, said: Path) -> TuningReport:
    try:
        return report_of(values)  # type: ignore[arg-type] # that is what is checked
    except ValueError as error:
        log.warning("The training told nonsense: %s", error)
        raise UserError(ErrorCode.TUNING_FAILED, status=0, path=said) from error


def _workers() -> int:
    """Return how many processes look at photos: one core is left to the user."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)) - 1)
    return max(1, (os.cpu_count() or 2) - 1)


def _is_taken(name: str) -> bool:
    folders = {folder.name for folder in model_folders()}
    return name in folders or (paths.user_models_folder() / name).exists()


def _free_name() -> str:
    names = (_NAME if number == 1 else f"{_NAME}-{number}" for number in itertools.count(1))
    return next(name for name in names if not _is_taken(name))


def _indexing_speed(runs: Sequence[RunRecord]) -> float:
    """Return photos per second of the last run that read many; 0.0 if there is none.

    Looking at a picture takes no longer than reading, encoding and storing a photo.
    """
    for run in runs:
        read = run.counts.get("indexed", 0)
        if read >= _LEAST_INDEXED and run.seconds > 0:
            return read / run.seconds
    return 0.0
