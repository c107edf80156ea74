"""What a command loads, and what it starts before it loads anything."""

from __future__ import annotations

import atexit
import gc
import re
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.cli.early_start import command_of, start_early
from photosearch.inference import worker_process
from photosearch.inference.models import find_model
from photosearch.library.library import Library
from photosearch.library.workers import query_decoder
from photosearch.settings import Settings
from tests.cli.conftest import ROOT
from tests.in_process import without_processes
from tests.photos import make_photo

HEAVY = {"faiss", "onnxruntime", "PIL", "simplejpeg", "PySide6", "rich", "watchdog", "psutil"}
HEAVY |= {"http.client", "ssl", "xml.sax", "filelock", "asyncio", "numpy.ma"}
"""What no command needs that only looks: decoders and encoder run in another process."""
CHANGING = {
    f"photosearch.library.{name}"
    for name in ("library", "indexing", "file_ops", "previews", "web_picture", "worker_pools")
}


def loaded_by(*args: str | Path) -> list[str]:
    """The modules that a command's own process loads, in their order."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "photosearch", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return re.findall(r"^import time:.*\| +([\w.]+)$", ended.stderr, re.MULTILINE)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    for number in (1, 2, 3):
        make_photo(folder / f"{number}.jpg", number)
    return folder


@pytest.fixture(scope="module")
def library(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    with pytest.MonkeyPatch.context() as patched:
        without_processes(patched)
        with Library.open(folder, Settings()) as opened:
            opened.add_root(photos)
            assert opened.index().counts["indexed"] == 3
    return folder


def test_the_version_loads_neither_numbers_nor_a_database() -> None:
    loaded = set(loaded_by("--version"))
    assert not loaded & (HEAVY | CHANGING | {"numpy", "sqlite3", "photosearch.inference"})


def test_a_search_loads_no_decoder_no_encoder_and_nothing_that_changes(
    library: Path, photos: Path
) -> None:
    loaded = loaded_by("search", photos / "1.jpg", "--library", library)
    assert not set(loaded) & (HEAVY | CHANGING)
    assert loaded.index("photosearch.inference.worker_process") < loaded.index("typer")


@pytest.mark.parametrize("command", ["status", "roots", "unreadable", "search --text a"])
def test_what_only_looks_loads_nothing_that_changes(command: str, library: Path) -> None:
    loaded = set(loaded_by(*command.split(), "--library", library))
    assert not loaded & (HEAVY | CHANGING)


@pytest.mark.parametrize(
    ("args", "command"),
    [
        (["search", "a.jpg"], "search"),
        (["--library", "search", "index"], "index"),
        (["--library=x", "--debug", "search", "a.jpg"], "search"),
        (["add", "search"], "add"),
        (["--version"], ""),
        (["--library"], ""),
        ([], ""),
    ],
)
def test_the_command_is_told_from_its_options(args: list[str], command: str) -> None:
    assert command_of(args) == command


@pytest.mark.parametrize(
    ("args", "started"),
    [
        (["search", __file__], 1),
        (["search", "no-such-file.jpg"], 0),
        (["search", "--text", "dog"], 0),
        (["search", __file__, "--help"], 0),
        (["--version", "search", __file__], 0),
        (["index", __file__], 0),
    ],
)
def test_only_a_search_by_a_file_starts_a_worker_beforehand(
    args: list[str], started: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rarely: list[int] = []
    at_exit: list[object] = []
    monkeypatch.setattr(worker_process, "prestart", asked.append)
    monkeypatch.setattr(gc, "set_threshold", lambda objects, *_others: rarely.append(objects))
    monkeypatch.setattr(atexit, "register", at_exit.append)
    start_early(args)
    assert len(asked) == started
    # No time goes into looking for garbage among what is imported.
    assert (len(rarely), at_exit) == (started, [gc.freeze] * started)
    assert all(objects > 50_000 for objects in rarely)


def test_the_model_that_was_loaded_beforehand_is_the_one_that_is_asked_for() -> None:
    folder = find_model("default")
    query_decoder.prepare()
    prepared = query_decoder._prepared[folder]
    assert query_decoder.QueryDecoder(folder, Settings())._encoder is prepared
    assert query_decoder.QueryDecoder(folder, Settings())._encoder is not prepared, "taken once"
    query_decoder.prepare()
    other = query_decoder.QueryDecoder(folder, Settings(providers=("cpu", "cuda")))
    assert other._encoder is not prepared
    query_decoder._prepared.clear()
