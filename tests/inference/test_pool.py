"""Workers that crash, hang, run wild or will not start; each costs what it must and no more."""

from __future__ import annotations

import os
import platform
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from photosearch.core.errors import ModelError, Reason
from photosearch.inference.pool import (
    ProcessPool,
    SerialPool,
    TaskError,
    Workers,
    WorkerStartError,
)
from tests.message_text import raises_text

_THREADS_AT_IMPORT = os.environ.get("OPENBLAS_NUM_THREADS", "unset")

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")


def start_echo(greeting: str) -> Callable[[str], str]:
    """Runs in the worker. The task says what to do."""

    def run(task: str) -> str:
        verb, _, rest = task.partition(" ")
        if verb == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        elif verb == "crash-once":
            marker = Path(rest)
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGSEGV)
        elif verb == "hang":
            time.sleep(600)
        elif verb == "sleep":
            time.sleep(float(rest))
        elif verb == "bug":
            raise ZeroDivisionError("a bug in the task")
        elif verb == "eat":
            try:
                bytearray(int(rest) * 1024 * 1024)
            except MemoryError:
                return "refused"
        elif verb == "nice":
            return str(os.nice(0))
        elif verb == "pid":
            return str(os.getpid())
        elif verb == "threads":
            return _THREADS_AT_IMPORT
        elif verb == "malloc":
            return os.environ.get("GLIBC_TUNABLES", "unset")
        elif verb == "huge":
            held = bytearray(16 * 1024 * 1024)
            flags = Path("/proc/self/smaps").read_text(encoding="ascii", errors="replace")
            return f"{len(held) > 0 and ' hg' in flags}"
        return f"{greeting} {task}"

    return run


def start_badly(how: str) -> Callable[[str], str]:
    if how == "model":
        raise ModelError.in_words("The model is broken.", "Install it again.")
    if how == "memory":
        bytearray(1024 * 1024 * 1024)
    os._exit(3)


@contextmanager
def pool_of(workers: int = 2, timeout_s: float = 30) -> Iterator[ProcessPool[str, str]]:
    pool: ProcessPool[str, str] = ProcessPool(
        start_echo, ("hello",), workers=workers, timeout_s=timeout_s, memory_mb=2048
    )
    try:
        yield pool
    finally:
        pool.close()


def run_all(pool: Workers[str, str], tasks: list[str]) -> dict[str, str | Reason]:
    todo = list(tasks)
    ended: dict[str, str | Reason] = {}
    while len(ended) < len(tasks):
        while todo and pool.free_slots > 0:
            pool.submit(todo.pop(0))
        outcome = pool.next_result(timeout_s=60)
        assert outcome is not None, "the pool stands still"
        ended[outcome.task] = outcome.failure or outcome.result
    return ended


def test_runs_every_task_once() -> None:
    tasks = [f"task {number}" for number in range(200)]
    with pool_of() as pool:
        assert run_all(pool, tasks) == {task: f"hello {task}" for task in tasks}


def test_serial_pool_does_the_same() -> None:
    tasks = [f"task {number}" for number in range(5)]
    pool: SerialPool[str, str] = SerialPool(start_echo, ("hello",))
    assert run_all(pool, tasks) == {task: f"hello {task}" for task in tasks}
    assert pool.next_result(0) is None


@posix
@pytest.mark.slow
def test_a_crash_costs_only_the_task_at_hand() -> None:
    tasks = [f"task {number}" for number in range(20)]
    tasks[3:3] = ["crash 1"]
    tasks[9:9] = ["crash 2"]
    with pool_of() as pool:
        ended = run_all(pool, tasks)
    assert {task for task, end in ended.items() if end is Reason.CRASHED} == {"crash 1", "crash 2"}
    assert sum(end == f"hello {task}" for task, end in ended.items()) == 20


@posix
@pytest.mark.slow
def test_workers_killed_from_outside_again_and_again() -> None:
    """Each kill costs at most the task at hand, wherever in its work the worker was."""
    tasks = [f"task {number} " + "x" * 20_000 for number in range(400)]
    with pool_of() as pool:
        todo, done, failed, kills = list(tasks), 0, 0, 0
        while done + failed < len(tasks):
            while todo and pool.free_slots > 0:
                pool.submit(todo.pop())
            outcome = pool.next_result(timeout_s=30)
            assert outcome is not None, "the pool stands still"
            if outcome.failure:
                failed += 1
            else:
                done += 1
            if kills < 6 and (done + failed) % 50 == 49:
                os.kill(pool.process_ids[kills % 2], signal.SIGKILL)
                kills += 1
        assert failed <= kills
        assert len(pool.process_ids) == 2


@pytest.mark.slow
def test_a_task_that_hangs_is_given_up_and_the_next_ones_run() -> None:
    with pool_of(workers=1, timeout_s=1) as pool:
        ended = run_all(pool, ["task 1", "hang", "task 2"])
    assert ended == {"task 1": "hello task 1", "hang": Reason.TIMEOUT, "task 2": "hello task 2"}


@pytest.mark.slow
def test_waiting_in_the_queue_does_not_count_as_taking_long() -> None:
    with pool_of(workers=1, timeout_s=1) as pool:
        ended = run_all(pool, ["sleep 0.5", "sleep 0.6", "sleep 0.7"])
    assert Reason.TIMEOUT not in ended.values()


def test_a_bug_in_the_task_is_raised_with_the_workers_traceback() -> None:
    with pool_of(workers=1) as pool:
        pool.submit("bug")
        with pytest.raises(TaskError, match="ZeroDivisionError: a bug in the task"):
            pool.next_result(timeout_s=30)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps this limit")
def test_memory_is_limited() -> None:
    with pool_of(workers=1) as pool:
        ended = run_all(pool, ["eat 3000", "eat 10"])
    assert ended == {"eat 3000": "refused", "eat 10": "hello eat 10"}


@posix
@pytest.mark.parametrize(("in_background", "nicer"), [(True, 5), (False, 0)])
@pytest.mark.slow
def test_workers_give_way_unless_somebody_waits(in_background: bool, nicer: int) -> None:
    pool: ProcessPool[str, str] = ProcessPool(
        start_echo, ("hi",), workers=1, timeout_s=30, memory_mb=4096, in_background=in_background
    )
    try:
        pool.submit("nice")
        outcome = pool.next_result(timeout_s=60)
        assert outcome is not None
        assert outcome.result == str(min(19, os.nice(0) + nicer))
    finally:
        pool.close()


@pytest.mark.slow
def test_numeric_libraries_have_one_thread_per_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with pool_of(workers=1) as pool:
        assert os.environ["OMP_NUM_THREADS"] == "7"
        assert "OPENBLAS_NUM_THREADS" not in os.environ
        assert run_all(pool, ["threads"]) == {"threads": "1"}


@pytest.mark.slow
def test_memory_of_a_worker_is_in_huge_pages_where_the_system_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    if not pages.exists() or "[madvise]" not in pages.read_text(encoding="ascii"):
        pytest.skip("this system gives huge pages to all or to none")
    library, version = platform.libc_ver()
    if library != "glibc" or tuple(map(int, version.split("."))) < (2, 35):
        pytest.skip("this C library does not ask for huge pages")
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    with pool_of(workers=1) as pool:
        assert "GLIBC_TUNABLES" not in os.environ
        assert run_all(pool, ["huge"]) == {"huge": "True"}


@pytest.mark.slow
def test_what_the_user_says_about_memory_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.arena_max=1")
    with pool_of(workers=1) as pool:
        assert run_all(pool, ["malloc"]) == {"malloc": "glibc.malloc.arena_max=1"}


def test_an_error_at_the_start_reaches_the_parent_as_it_is() -> None:
    pool: ProcessPool[str, str] = ProcessPool(
        start_badly, ("model",), workers=1, timeout_s=5, memory_mb=2048
    )
    pool.submit("task")
    with raises_text(ModelError, "Install it again"):
        pool.next_result(timeout_s=30)
    pool.close()


@pytest.mark.slow
def test_workers_that_die_at_the_start_are_not_started_for_ever() -> None:
    pool: ProcessPool[str, str] = ProcessPool(
        start_badly, ("exit",), workers=1, timeout_s=5, memory_mb=2048
    )
    pool.submit("task")
    with raises_text(WorkerStartError, "do not start"):
        pool.next_result(timeout_s=60)
    pool.close()


@posix
@pytest.mark.slow
def test_a_worker_frozen_while_it_starts_is_replaced() -> None:
    pool: ProcessPool[str, str] = ProcessPool(
        start_echo, ("hello",), workers=1, timeout_s=30, memory_mb=2048, start_timeout_s=1.5
    )
    os.kill(pool.process_ids[0], signal.SIGSTOP)
    pool.submit("task")
    outcome = pool.next_result(timeout_s=20)
    pool.close()
    assert outcome is not None
    assert outcome.result == "hello task"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
def test_a_worker_without_the_memory_to_start_is_no_bug() -> None:
    pool: ProcessPool[str, str] = ProcessPool(
        start_badly, ("memory",), workers=1, timeout_s=5, memory_mb=256
    )
    pool.submit("task")
    with raises_text(WorkerStartError, "more than 256 MB"):
        pool.next_result(timeout_s=60)
    pool.close()


@pytest.mark.slow
def test_close_ends_even_a_worker_that_hangs() -> None:
    with pool_of(workers=1, timeout_s=600) as pool:
        pool.submit("hang")
        pool.next_result(timeout_s=1.5)
        process_ids = pool.process_ids
    assert process_ids
    assert not any(psutil.pid_exists(process_id) for process_id in process_ids)
