"""Workers that were started before anybody asked for one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from photosearch.inference import worker_process
from photosearch.inference.pool import ProcessPool
from photosearch.inference.worker_process import prestart, start_process, take_prestarted

_told: list[str] = []


def prepare() -> None:
    """Runs in the worker, before it knows what for."""
    _told.append("prepared")


def prepare_badly() -> None:
    raise ZeroDivisionError


def start_telling() -> Callable[[str], tuple[int, list[str], str]]:
    def run(name: str) -> tuple[int, list[str], str]:
        return os.getpid(), _told, os.environ.get(name, "")

    return run


def pool(*, prestarted: bool) -> ProcessPool[str, tuple[int, list[str], str]]:
    return ProcessPool(
        start_telling, (), workers=1, timeout_s=30, memory_mb=2048, prestarted=prestarted
    )


def ask(asked: ProcessPool[str, tuple[int, list[str], str]]) -> tuple[int, list[str], str]:
    asked.submit("OMP_NUM_THREADS")
    outcome = asked.next_result(timeout_s=60)
    assert outcome is not None
    assert outcome.result is not None
    return outcome.result


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    yield
    assert not worker_process._prestarted


@pytest.mark.parametrize("threads", [1, 2])
def test_a_pool_takes_the_process_that_was_prestarted(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one thread it is forked on Linux; with more, and elsewhere, spawned."""
    monkeypatch.setattr("threading.active_count", lambda: threads)
    prestart(f"{__name__}:prepare")
    (started,) = worker_process._prestarted
    taking = pool(prestarted=True)
    pid, told, omp = ask(taking)
    assert (pid, told, omp) == (started.process.pid, ["prepared"], "1")
    closing = time.monotonic()
    taking.close()
    assert time.monotonic() - closing < 1.5, "it saw that its pipe was closed"
    assert not psutil.pid_exists(pid)


def test_the_next_worker_is_one_of_its_own() -> None:
    prestart(f"{__name__}:prepare")
    taking, other = pool(prestarted=True), pool(prestarted=True)
    assert ask(taking)[1] == ["prepared"]
    assert ask(other)[1] == []
    taking.close()
    other.close()


def test_a_pool_that_does_not_ask_for_it_gets_none() -> None:
    prestart(f"{__name__}:prepare")
    plain = pool(prestarted=False)
    assert ask(plain)[1] == []
    plain.close()
    left = take_prestarted()
    assert left is not None
    left.connection.close()
    left.process.join(10)
    assert not left.process.is_alive()
    assert take_prestarted() is None


@pytest.mark.parametrize("bad", ["nowhere:at_all", f"{__name__}:prepare_badly"])
def test_a_preparation_that_fails_costs_only_itself(bad: str) -> None:
    prestart(bad)
    taking = pool(prestarted=True)
    assert ask(taking)[1] == []
    taking.close()


def test_one_that_is_not_taken_ends_with_its_parent() -> None:
    code = (
        "from photosearch.inference import worker_process as w\n"
        "if __name__ == '__main__':\n"
        "    w.prestart('')\n"
        "    print(w._prestarted[0].process.pid)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert not psutil.pid_exists(int(ended.stdout))


def test_a_process_that_waits_ends_when_its_pipe_is_closed() -> None:
    started = start_process()
    started.connection.close()
    started.process.join(20)
    assert started.process.exitcode == 0
