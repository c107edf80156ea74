"""Fitting an encoder as the window asks for it: by a training that is a fake."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import photosearch
from photosearch import paths
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.runs import RunKind, RunRecord
from photosearch.core.tuning import TuningOptions, pictures_to_look_at, report_of
from photosearch.library.tuning import training_environment
from photosearch.library.tuning.encoder_tuning import WORK_FOLDER, EncoderTuning
from photosearch.library.tuning.training_environment import find_environment
from photosearch.library.tuning.tuning_record import FILE_NAME, TuningRecord, load_record
from photosearch.messages import MessageCode
from photosearch.settings import Settings
from tests.library.tuning.fake_training import REPORT, write_python

OPTIONS = TuningOptions("my-photos", 100, labels=False)
windows = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for a Python")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    (library / WORK_FOLDER).mkdir(parents=True)
    return library


def tuning(folder: Path, runs: tuple[RunRecord, ...] = ()) -> EncoderTuning:
    return EncoderTuning(folder, Settings(), lambda: 1000, lambda: runs, lambda: False)


def a_python(tmp_path: Path, *deeds: str, version: str = photosearch.__version__) -> Path:
    return write_python(tmp_path / "python", *deeds, version=version)


def run(folder: Path, python: Path | None, control: JobControl | None = None, **more):
    seen: list[Progress] = []
    report = tuning(folder).run(
        more.pop("options", OPTIONS), python, control=control or JobControl(),
        on_progress=seen.append, **more,
    )  # fmt: skip
    return report, seen


def make_model(name: str) -> None:
    folder = paths.user_models_folder() / name
    folder.mkdir(parents=True)
    (folder / "model.toml").write_text("")


@pytest.fixture(autouse=True)
def no_models_left():
    yield
    import shutil

    for name in ("my-photos", "my-photos-2"):
        shutil.rmtree(paths.user_models_folder() / name, ignore_errors=True)


# What is there to do it


def test_the_programs_own_python_is_looked_at_without_importing_anything(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_environment, "TOOLS", ("json", "no_such_package_1"))
    environment = find_environment(None, folder)
    assert environment.own
    assert environment.problem is not None
    assert environment.problem.code is ErrorCode.TUNING_TOOLS_MISSING
    assert environment.problem.values["names"] == ("no_such_package_1",)
    monkeypatch.setattr(training_environment, "TOOLS", ("json", "xmlrpc"))
    assert find_environment(None, folder).problem is None
    assert "xmlrpc" not in sys.modules


def test_an_installed_package_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    problem = find_environment(None, folder).problem
    assert problem is not None
    assert problem.code is ErrorCode.TUNING_NOT_IN_PACKAGE


def test_libraries_of_an_installed_package_are_not_those_of_another_python(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/photosearch/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    monkeypatch.setenv("PYTHONPATH", "/opt/photosearch")
    environment = training_environment.TrainingEnvironment(Path("/usr/bin/python3"), own=False)
    variables = environment.variables()
    assert variables["LD_LIBRARY_PATH"] == "/usr/local/lib"
    assert not {"LD_LIBRARY_PATH_ORIG", "PYTHONPATH"} & variables.keys()
    assert variables["OMP_NUM_THREADS"] == "1"


@pytest.mark.slow
def test_a_real_python_of_ones_choice_is_asked(folder: Path, monkeypatch) -> None:
    root = str(Path(photosearch.__file__).parents[1])
    monkeypatch.setattr(training_environment, "TOOLS", ("json",))
    monkeypatch.setattr(
        training_environment.TrainingEnvironment, "variables",
        lambda self: dict(os.environ) | {"PYTHONPATH": root},
    )  # fmt: skip
    assert find_environment(Path(sys.executable), folder).problem is None
    monkeypatch.setattr(training_environment, "TOOLS", ("json", "no_such_package_1"))
    problem = find_environment(Path(sys.executable), folder).problem
    assert problem is not None
    assert problem.code is ErrorCode.TUNING_TOOLS_MISSING
    assert problem.values["names"] == ("no_such_package_1",)


@windows
@pytest.mark.slow
def test_each_python_that_cannot_do_it_has_its_words(tmp_path: Path, folder: Path) -> None:
    def code_of(python: Path) -> MessageCode:
        problem = find_environment(python, folder).problem
        assert problem is not None
        return problem.code

    assert code_of(tmp_path / "none") is ErrorCode.TUNING_PYTHON_UNUSABLE
    assert code_of(tmp_path) is ErrorCode.TUNING_PYTHON_UNUSABLE
    assert code_of(Path("/bin/false")) is ErrorCode.TUNING_PYTHON_UNUSABLE
    assert code_of(Path("/bin/echo")) is ErrorCode.TUNING_PYTHON_UNUSABLE
    other = find_environment(a_python(tmp_path, version="9.9.9"), folder).problem
    assert other is not None
    assert other.code is ErrorCode.TUNING_OTHER_VERSION
    assert other.values["found"] == "9.9.9"


# A run


@windows
@pytest.mark.slow
def test_a_run_ends_in_a_report_and_what_was_kept_for_it_is_gone(
    tmp_path: Path, folder: Path
) -> None:
    python = a_python(tmp_path, "progress=20", "garbage", "progress=80", "report")
    report, seen = run(folder, python)
    assert report == report_of(REPORT)
    assert report.better
    assert [moment.done for moment in seen] == [20, 80]
    arguments = (tmp_path / "arguments").read_text().split()
    assert arguments[:5] == ["-m", "photosearch.training.cli", "--progress", "json",
                             "finetune-library"]  # fmt: skip
    assert arguments[arguments.index("--photos") + 1] == "100"
    assert "--no-labels" in arguments
    assert arguments[arguments.index("--models") + 1] == str(paths.user_models_folder())
    assert not (folder / WORK_FOLDER).exists()
    # 2.5 photos a second, of each the photo and three views.
    assert load_record(folder) == TuningRecord(report=report, pictures_per_second=10.0)
    status = tuning(folder).status(python)
    assert status.report is None, "its model is not there"
    make_model("my-photos")
    status = tuning(folder).status(python)
    assert status.report == report
    assert status.free_name == "my-photos-2"
    assert status.seconds_for(500) == pictures_to_look_at(500) / 10
    tuning(folder).forget()
    status = tuning(folder).status(python)
    assert (status.report, status.unfinished) == (None, None)
    assert status.pictures_per_second == 10.0


@windows
@pytest.mark.slow
@pytest.mark.parametrize("deeds", [("die",), ("exit=1",), ("error", "exit=3"), ("odd-report",)])
def test_one_that_fails_can_be_gone_on_with(tmp_path: Path, folder: Path, deeds, caplog) -> None:
    python = a_python(tmp_path, "progress=20", *deeds)
    with pytest.raises(UserError):
        run(folder, python)
    caplog.clear()
    assert tuning(folder).interrupted() == OPTIONS
    assert tuning(folder).status(python).unfinished == OPTIONS
    report, _ = run(folder, a_python(tmp_path, "report"))
    assert report.better
    assert tuning(folder).interrupted() is None


@windows
@pytest.mark.slow
def test_one_that_is_cancelled_can_be_gone_on_with_or_given_up(
    tmp_path: Path, folder: Path
) -> None:
    control = JobControl()
    with pytest.raises(Cancelled):
        tuning(folder).run(
            OPTIONS, a_python(tmp_path, "progress=20", "wait"), control=control,
            on_progress=lambda _: control.cancel(),
        )  # fmt: skip
    assert tuning(folder).interrupted() == OPTIONS
    tuning(folder).forget()
    assert tuning(folder).interrupted() is None
    assert not (folder / WORK_FOLDER).exists()


@windows
@pytest.mark.slow
def test_nothing_better_is_no_error(tmp_path: Path, folder: Path) -> None:
    python = a_python(tmp_path, "not-better", "error", "exit=3")
    report, _ = run(folder, python)
    assert not report.better
    assert tuning(folder).status(python).report == report


def test_names_are_looked_at_before_anything_is_started(folder: Path) -> None:
    for name, code in (
        ("my photos", ErrorCode.TUNING_NAME_WRONG),
        ("", ErrorCode.TUNING_NAME_WRONG),
        ("../x", ErrorCode.TUNING_NAME_WRONG),
        ("default", ErrorCode.TUNING_NAME_TAKEN),
    ):
        with pytest.raises(UserError) as caught:
            run(folder, None, options=TuningOptions(name))
        assert caught.value.code is code
    assert not (folder / FILE_NAME).exists()


def test_a_python_that_cannot_is_not_started(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        run(folder, tmp_path / "none")
    assert caught.value.code is ErrorCode.TUNING_PYTHON_UNUSABLE
    assert tuning(folder).interrupted() is None


# What is known beforehand


def test_the_speed_is_that_of_the_last_large_index_run(folder: Path) -> None:
    def indexed(count: int, seconds: float) -> RunRecord:
        return RunRecord(datetime.now(UTC), seconds, RunKind.ALL, (1,), {"indexed": count})

    runs = (indexed(3, 60), indexed(100, 20), indexed(1000, 10))
    assert tuning(folder, runs).status().pictures_per_second == 5.0
    assert tuning(folder).status().seconds_for(100) is None


@pytest.mark.parametrize(
    "stored",
    ["", "[]", "{", '{"unfinished": 3, "report": null, "pictures_per_second": 1}', "[" * 10_000,
     '{"unfinished": null, "report": {"name": 1}, "pictures_per_second": 1}'],
)  # fmt: skip
def test_a_damaged_record_is_an_empty_one(
    folder: Path, stored: str, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / FILE_NAME).write_text(stored)
    assert load_record(folder) == TuningRecord()
    assert "cannot be read" in caplog.text
    caplog.clear()
    assert tuning(folder).interrupted() is None
    caplog.clear()


def test_a_record_comes_back(folder: Path) -> None:
    record = TuningRecord(OPTIONS, report_of(REPORT), 2.5)
    record.save(folder)
    assert load_record(folder) == record
    assert report_of(json.loads(json.dumps(record.report.to_values()))) == record.report
