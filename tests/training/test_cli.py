"""`photosearch-train`: commands from configs, and ends that people understand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from photosearch.core.message_codes import in_words

pytest.importorskip("torch", reason="needs the extra 'train'")

import typer

from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.training import cli, console
from photosearch.training.config_options import command, option, settings_of
from photosearch.training.console import Console, Job, progress_text, run_app, run_recipe
from tests.training.recipes.made_up_photos import write_folder

pytestmark = pytest.mark.train

RECIPES = [
    *("features-only", "metric", "classification", "end-to-end-hash", "copy-detection", "cifar10")
]


@dataclass(frozen=True)
class Small:
    """Does nothing, well."""

    data: Annotated[Path, option("Where from.")]
    many: Annotated[int, option("How many.", min=1)] = 3
    sides: Annotated[tuple[int, ...], option("Sides.")] = (97, 129)
    good: Annotated[bool, option("Whether.")] = True


Rate = Annotated[float, option("How fast.")]


def run_small(args: list[str], run) -> int:
    return run_recipe(command(Small, run), "small", args)


def test_a_config_is_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    assert run_small(["--data", "d"], lambda config, job: seen.append(config)) == 0
    given = ["--data", "d", "--many", "5", "--sides", "33,65,97", "--no-good"]
    assert run_small(given, lambda config, job: seen.append(config)) == 0
    assert seen == [Small(Path("d")), Small(Path("d"), 5, (33, 65, 97), False)]
    assert run_small(["--help"], lambda config, job: None) == 0
    text = capsys.readouterr().out
    assert "Does nothing, well." in text
    assert "How many." in text
    assert "97,129" in text


def test_inherited_options_may_have_another_default_and_come_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Shared:
        out: Annotated[Path, option("Where to.")]
        rate: Rate = 0.5
        seed: Annotated[int, option("Seed.")] = 0

    @dataclass(frozen=True, kw_only=True)
    class Special(Shared):
        data: Annotated[Path, option("Where from.")]
        rate: Rate = 0.25

    seen: list[Special] = []
    small = command(Special, lambda config, job: seen.append(config))
    assert run_recipe(small, "special", ["--data", "d", "--out", "o"]) == 0
    assert seen == [Special(data=Path("d"), out=Path("o"), rate=0.25, seed=0)]
    assert run_recipe(small, "special", ["--help"]) == 0
    text = capsys.readouterr().out
    assert "0.25" in text
    assert "0.5" not in text
    places = [text.index(f"--{name} ") for name in ("data", "out", "rate", "seed")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "args",
    [[], ["--data", "d", "--many", "0"], ["--data", "d", "--sides", "9,b"], ["--what"]],
)
def test_wrong_options_are_wrong_use(args: list[str]) -> None:
    assert run_small(args, lambda config, job: None) == 2


def test_a_field_without_help_is_a_bug() -> None:
    @dataclass
    class Bare:
        data: int = 3

    with pytest.raises(TypeError, match=r"Bare\.data"):
        command(Bare, lambda config, job: None)


def test_settings_leave_paths_and_named_ones_out() -> None:
    assert settings_of(Small(Path("d")), besides=("many",)) == {"sides": (97, 129), "good": True}


def test_errors_end_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_config: Small, _job: Job) -> None:
        raise UserError.in_words("It is broken.", "Mend it.")

    assert run_small(["--data", "d"], fails) == 3
    assert capsys.readouterr().err == "It is broken.\nMend it.\n"

    def misses(config: Small, _job: Job) -> None:
        config.data.read_bytes()

    assert run_small(["--data", "absent"], misses) == 3
    assert "absent cannot be used" in capsys.readouterr().err

    def bug(_config: Small, _job: Job) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_small(["--data", "d"], bug)


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process at once there")
def test_ctrl_c_cancels_at_the_next_safe_moment(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    reached = []

    def interrupted(_config: Small, job: Job) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        reached.append("the end of the step")
        job.control.checkpoint()
        reached.append("another step")

    assert run_small(["--data", "d"], interrupted) == 130
    assert reached == ["the end of the step"]
    assert capsys.readouterr().err.endswith("Cancelled; run the same command again to go on.\n")
    assert signal.getsignal(signal.SIGINT) is before
    # The next command starts afresh.
    assert run_small(["--data", "d"], lambda config, job: job.control.checkpoint()) == 0


def test_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in ("train", "evaluate", "compare"))
    assert cli.main(["train", "--help"]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in RECIPES)


@pytest.mark.parametrize("recipe", RECIPES)
def test_each_recipe_has_help_for_each_option(
    recipe: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["train", recipe, "--help"]) == 0
    text = capsys.readouterr().out
    assert "--seed" in text
    assert "--out" in text


def test_a_whole_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photos = write_folder(tmp_path / "photos")
    args = ["train", "features-only", "--data", str(photos), "--out", str(tmp_path / "out")]
    tiny = ["--backbone", "cnn4", "--weights", "none", "--bits", "16", "--side", "24"]
    assert cli.main([*args, *tiny]) == 0
    assert (tmp_path / "out" / "model" / "model.toml").exists()
    assert "Encoding: 6 of 6" in capsys.readouterr().err
    assert cli.main([*args, *tiny, "--backbone", "lenet"]) == 3
    assert "There is no backbone 'lenet'" in capsys.readouterr().err
    assert cli.main([*args[:3], str(tmp_path / "absent"), *args[4:]]) == 3
    assert "absent" in capsys.readouterr().err


def test_without_torch_one_sentence() -> None:
    program = (
        "import sys\n"
        "import importlib.machinery\n"
        "class Without(importlib.machinery.PathFinder):\n"
        "    @classmethod\n"
        "    def find_spec(cls, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('torch', 'torchvision'):\n"
        "            return None\n"
        "        return super().find_spec(name, path, target)\n"
        "finders = sys.meta_path\n"
        "finders[finders.index(importlib.machinery.PathFinder)] = Without\n"
        "from photosearch.training.cli import main\n"
        "sys.exit(main(['train', 'metric']))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 3
    assert 'pip install "photosearch[train]"' in ended.stderr
    assert len(ended.stderr.splitlines()) == 2


def test_progress_in_words() -> None:
    moment = Progress(
        in_words("Training"), 1200, 9850, {}, 2.1234, 412, "epoch 2 of 10, loss 0.3100"
    )
    told = "1,200 of 9,850, epoch 2 of 10, loss 0.3100, 2.12/s, 6 min 52 s left"
    assert progress_text(moment) == told
    assert progress_text(Progress(in_words("Looking"), 3, None)) == "3"


def test_progress_is_told_now_and_then_and_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    tell = Console(lambda: now)
    for done in range(1, 31):
        now = float(done)
        tell(Progress(in_words("Training"), done, 30))
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[1] for line in lines] == ["1", "11", "21", "30"]


def test_an_app_of_ones_own() -> None:
    app = typer.Typer()
    app.command()(lambda: None)
    assert run_app(app, [], name="mine") == 0
    assert console.present_job().control.cancelled is False
