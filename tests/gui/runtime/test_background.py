"""Work in the background: the policies, progress, cancelling, and where errors and bugs go."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject

from photosearch.core.errors import Reason, UnreadablePhoto, UserError
from photosearch.core.message_codes import in_words
from photosearch.gui.runtime.background import BackgroundJob, BackgroundRunner, Policy
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from tests.gui.window_kit import fail
from tests.message_text import text_of

EVERY = pytest.mark.parametrize("policy", Policy)


class Gates:
    """Work that holds until it is let go, and what came of it, in order."""

    def __init__(self, qtbot, bridge: Bridge, threads: ThreadPools, policy: Policy) -> None:
        self._qtbot = qtbot
        self.happened: list[object] = []
        self.begun: list[str] = []
        self.gates: dict[str, threading.Event] = {}
        self.jobs: dict[str, BackgroundJob] = {}
        self.runner = BackgroundRunner(bridge, threads.viewer, self.happened.append, policy)

    def start(self, name: str) -> None:
        gate = self.gates[name] = threading.Event()

        def work(job: BackgroundJob) -> str:
            self.jobs[name] = job
            self.begun.append(name)
            while not gate.wait(0.002):
                job.checkpoint()
            return name

        self.runner.run_job(work, self._note, on_end=lambda: self._note(f"end of {name}"))

    def let_go(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()

    def until(self, condition) -> None:
        self._qtbot.waitUntil(condition, timeout=5000)

    def _note(self, what: object) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.happened.append(what)


@pytest.fixture
def gates(qtbot, bridge: Bridge, threads: ThreadPools, request) -> Gates:
    return Gates(qtbot, bridge, threads, request.param)


def by(policy: Policy):
    return pytest.mark.parametrize("gates", [policy], indirect=True)


@by(Policy.PARALLEL)
def test_parallel_runs_do_not_wait_for_one_another(gates: Gates) -> None:
    gates.start("a")
    gates.start("b")
    gates.until(lambda: sorted(gates.begun) == ["a", "b"])
    gates.let_go("b")
    gates.until(lambda: gates.happened == ["b", "end of b"])
    assert gates.runner.running
    gates.let_go("a")
    gates.until(lambda: gates.happened == ["b", "end of b", "a", "end of a"])
    assert not gates.runner.running


@by(Policy.QUEUE)
def test_a_queue_keeps_the_order(gates: Gates) -> None:
    for name in "abc":
        gates.start(name)
    gates.let_go("b", "c")
    gates.until(lambda: gates.begun == ["a"])
    gates.let_go("a")
    gates.until(lambda: len(gates.happened) == 6)
    assert gates.begun == ["a", "b", "c"]
    assert gates.happened == ["a", "end of a", "b", "end of b", "c", "end of c"]
    assert not gates.runner.running


@by(Policy.LATEST)
def test_the_latest_cancels_what_ran_and_drops_its_result(gates: Gates) -> None:
    gates.start("a")
    gates.until(lambda: gates.begun == ["a"])
    gates.start("b")
    assert gates.jobs["a"].cancelled
    gates.let_go("a", "b")
    gates.until(lambda: gates.happened == ["b", "end of b"])
    assert not gates.runner.running


@by(Policy.COALESCE)
def test_of_what_waits_only_the_latest_runs_and_nothing_is_cancelled(gates: Gates) -> None:
    for name in "abcd":
        gates.start(name)
    gates.let_go("a", "b", "c", "d")
    gates.until(lambda: len(gates.happened) == 4)
    assert gates.begun == ["a", "d"]
    assert gates.happened == ["a", "end of a", "d", "end of d"]


@by(Policy.COALESCE)
def test_what_waits_begins_before_the_result_is_shown(gates: Gates) -> None:
    running: list[bool] = []
    gates.runner.run(lambda: 1, lambda _result: running.append(gates.runner.running))
    gates.start("b")
    gates.until(lambda: running == [True])
    gates.let_go("b")
    gates.until(lambda: gates.happened == ["b", "end of b"])


def test_an_error_is_not_told_when_something_newer_was_asked_meanwhile(
    qtbot, bridge: Bridge, threads: ThreadPools
) -> None:
    told: list[UserError] = []
    runner = BackgroundRunner(bridge, threads.viewer, told.append, Policy.COALESCE)
    gate = threading.Event()
    ends: list[Any] = []
    results: list[Any] = []

    def fail() -> None:
        gate.wait(5)
        raise UserError.in_words("No disk.", "Plug it in.")

    runner.run_job(lambda _job: fail(), on_end=lambda: ends.append(1))
    runner.run(lambda: 7, results.append)
    gate.set()
    qtbot.waitUntil(lambda: results == [7])
    assert told == []
    assert ends == [1]


@EVERY
def test_cancelling_drops_what_waits_and_lets_what_runs_tell(
    qtbot, bridge: Bridge, threads: ThreadPools, policy: Policy
) -> None:
    runner = BackgroundRunner(bridge, threads.viewer, fail, policy)
    begun = threading.Event()
    results: list[Any] = []
    ends: list[Any] = []

    def partly(job: BackgroundJob) -> str:
        begun.set()
        while not job.cancelled:
            threading.Event().wait(0.002)
        return "half"

    runner.run_job(partly, results.append, on_end=lambda: ends.append(1))
    assert begun.wait(5)
    if policy in (Policy.QUEUE, Policy.COALESCE):
        runner.run(lambda: "never", results.append)
    runner.cancel()
    qtbot.waitUntil(lambda: ends == [1])
    assert results == ["half"]
    assert not runner.running


@EVERY
def test_what_is_discarded_tells_nobody(
    qtbot, bridge: Bridge, threads: ThreadPools, policy: Policy
) -> None:
    happened: list[object] = []
    runner = BackgroundRunner(bridge, threads.viewer, happened.append, policy)
    begun, gate, done = threading.Event(), threading.Event(), threading.Event()

    def work(job: BackgroundJob) -> None:
        begun.set()
        gate.wait(5)
        job.report("late")
        done.set()

    runner.run_job(
        work,
        happened.append,
        on_progress=happened.append,
        on_end=lambda: happened.append("end"),
    )
    assert begun.wait(5)
    runner.discard()
    assert not runner.running
    gate.set()
    assert done.wait(5)
    after: list[int] = []
    runner.run(lambda: 1, after.append)
    qtbot.waitUntil(lambda: after == [1])
    assert happened == []


@by(Policy.QUEUE)
def test_a_cancelled_run_that_gives_up_ends_without_a_result(gates: Gates) -> None:
    gates.start("a")
    gates.until(lambda: gates.begun == ["a"])
    gates.runner.cancel()
    gates.until(lambda: gates.happened == ["end of a"])


@by(Policy.QUEUE)
def test_a_run_holds_until_it_is_resumed(gates: Gates) -> None:
    gates.start("a")
    gates.until(lambda: gates.begun == ["a"])
    assert not gates.runner.paused
    gates.runner.pause()
    assert gates.runner.paused
    gates.runner.resume()
    assert not gates.runner.paused
    gates.let_go("a")
    gates.until(lambda: gates.happened == ["a", "end of a"])
    assert not gates.runner.paused


def test_progress_arrives_in_the_gui_thread_and_the_last_one_always_does(
    qtbot, bridge: Bridge, threads: ThreadPools
) -> None:
    seen: list[int] = []
    results: list[list[int]] = []

    def work(job: BackgroundJob) -> str:
        for number in range(1000):
            job.report(number)
        return "done"

    def show(number: int) -> None:
        assert threading.current_thread() is threading.main_thread()
        seen.append(number)

    runner = BackgroundRunner(bridge, threads.io, fail)
    runner.run_job(work, lambda _result: results.append(seen.copy()), on_progress=show)
    qtbot.waitUntil(lambda: results != [])
    assert seen[0] == 0
    assert seen[-1] == 999
    assert len(seen) < 20
    assert results == [seen]


@pytest.mark.parametrize("own_place", [False, True])
def test_errors_go_to_one_place_unless_another_is_named(
    qtbot, bridge: Bridge, threads: ThreadPools, own_place: bool
) -> None:
    common: list[UserError] = []
    own: list[UserError] = []

    def work() -> None:
        raise UserError.in_words("No disk.", "Plug it in.")

    runner = BackgroundRunner(bridge, threads.io, common.append).derive(threads.viewer)
    runner.run(work, fail, own.append if own_place else None)
    qtbot.waitUntil(lambda: common + own != [])
    assert [text_of(error) for error in own] == (["No disk."] if own_place else [])
    assert [text_of(error) for error in common] == ([] if own_place else ["No disk."])


def test_a_file_that_cannot_be_read_is_no_bug(qtbot, bridge: Bridge, threads: ThreadPools) -> None:
    told: list[UserError] = []

    def work() -> None:
        raise UnreadablePhoto(Reason.EMPTY, in_words("The file is empty."))

    BackgroundRunner(bridge, threads.io, told.append).run(work)
    qtbot.waitUntil(lambda: told != [])
    assert text_of(told[0]) == "The picture cannot be read. The file is empty."


def test_a_bug_is_told_raised_in_the_gui_thread_and_stops_no_queue(
    qtbot, bridge: Bridge, threads: ThreadPools
) -> None:
    told: list[UserError] = []
    ends: list[int] = []
    results: list[int] = []
    runner = BackgroundRunner(bridge, threads.io, told.append, Policy.QUEUE)
    with qtbot.capture_exceptions() as captured:
        runner.run_job(lambda _job: [][1], fail, on_end=lambda: ends.append(1))
        runner.run(lambda: 7, results.append)
        qtbot.waitUntil(lambda: results == [7])
    assert [kind for kind, *_ in captured] == [IndexError]
    assert "inside the program (IndexError)" in text_of(told[0])
    assert ends == [1]


def test_nothing_is_called_for_an_owner_that_is_gone(
    qtbot, bridge: Bridge, threads: ThreadPools
) -> None:
    class Owner(QObject):
        def take(self, result: object = None) -> None:
            calls.append(result)

    calls: list[object] = []
    owner, gate = Owner(), threading.Event()
    runner = BackgroundRunner(bridge, threads.io, fail)

    def work(job: BackgroundJob) -> int:
        gate.wait(5)
        job.report(1)
        return 2

    runner.run_job(work, owner.take, on_progress=owner.take, on_end=owner.take)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _alive(owner))
    gate.set()
    qtbot.waitUntil(lambda: not runner.running)
    assert calls == []


def test_after_the_end_of_the_pools_nothing_runs_and_nothing_is_told(
    qtbot, bridge: Bridge, threads: ThreadPools
) -> None:
    runner = BackgroundRunner(bridge, threads.io, fail, Policy.QUEUE)
    ends: list[int] = []
    assert threads.stop(5) == []
    for _ in range(2):
        runner.run_job(fail, fail, on_end=lambda: ends.append(1))
    qtbot.waitUntil(lambda: ends == [1, 1])
    assert not runner.running


def _alive(owner: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(owner)
