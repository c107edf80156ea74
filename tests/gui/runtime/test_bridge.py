"""The crossing into the GUI thread: everything that comes over must run there, or not at all."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import shiboken6
from PySide6.QtCore import QObject

from photosearch.gui.runtime.bridge import Bridge, alive


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take(self, value: object) -> None:
        self.got.append(value)


def test_a_lambda_given_to_watch_runs_on_the_gui_thread(qtbot, bridge: Bridge) -> None:
    seen: list[threading.Thread] = []
    with ThreadPoolExecutor(1) as pool:
        bridge.watch(pool.submit(int, "7"), lambda ended: seen.append(threading.current_thread()))
        qtbot.waitUntil(lambda: bool(seen))
    assert seen == [threading.main_thread()]


def test_an_exception_arrives_inside_the_future(qtbot, bridge: Bridge) -> None:
    ended: list[Future[int]] = []
    with ThreadPoolExecutor(1) as pool:
        bridge.watch(pool.submit(int, "seven"), ended.append)
        qtbot.waitUntil(lambda: bool(ended))
    with pytest.raises(ValueError, match="seven"):
        ended[0].result()


def test_a_result_for_a_deleted_object_is_dropped(qtbot, bridge: Bridge) -> None:
    receiver = Receiver()
    marks: list[int] = []
    bridge.call(receiver.take, 1)
    bridge.call(marks.append, 2)
    shiboken6.delete(receiver)
    qtbot.waitUntil(lambda: marks == [2])
    assert receiver.got == []


def test_all_of_many_results_arrive_in_order(qtbot, bridge: Bridge) -> None:
    receiver = Receiver()
    sender = threading.Thread(target=lambda: [bridge.call(receiver.take, n) for n in range(2000)])
    sender.start()
    qtbot.waitUntil(lambda: len(receiver.got) == 2000)
    sender.join()
    assert receiver.got == list(range(2000))


def test_twenty_thousand_emits_leave_the_interpreter_alive(qtbot, bridge: Bridge) -> None:
    """PySide6 6.12.0 on Python 3.11 aborts after some hundreds: it drops references to True."""
    receiver = Receiver()
    for number in range(20_000):
        bridge.call(receiver.take, number)
    qtbot.waitUntil(lambda: len(receiver.got) == 20_000, timeout=20_000)


def test_a_call_from_the_gui_thread_waits_its_turn(qtbot, bridge: Bridge) -> None:
    receiver = Receiver()
    bridge.call(receiver.take, 1)
    assert receiver.got == []
    qtbot.waitUntil(lambda: receiver.got == [1])


def test_a_call_over_a_deleted_bridge_is_dropped() -> None:
    bridge, receiver = Bridge(), Receiver()
    shiboken6.delete(bridge)
    bridge.call(receiver.take, 1)
    assert receiver.got == []


def test_functions_that_hold_a_deleted_object_are_not_called(qapp) -> None:
    class Owner(QObject):
        def method(self) -> None: ...

        def make(self):
            def inner() -> object:
                return self

            return inner

    owner = Owner()
    functions = [owner.method, owner.make(), lambda: owner]
    assert all(alive(function) for function in functions)
    shiboken6.delete(owner)
    assert not any(alive(function) for function in functions)
    assert alive(len)
    assert alive(lambda: None)
