"""How many workers get tasks: on battery, while the user works, and what is told of it."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, Progress, ThrottleReason
from photosearch.core.message_codes import in_words
from photosearch.library.workers.throttling import (
    BUSY_S,
    IndexThrottle,
    WorkerShare,
    idle_seconds,
    on_battery,
)


class World:
    """A clock that stands still, a plug, and a user."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.unplugged = False
        self.idle: float | None = None
        self.asked = 0
        self.throttle = IndexThrottle(
            battery=self.battery,
            idle_s=lambda: self.idle,
            clock=lambda: self.now,
            wait=self.wait,
        )

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def battery(self) -> bool:
        self.asked += 1
        return self.unplugged


def test_nothing_is_slow_until_limits_are_set() -> None:
    world = World()
    world.unplugged = True
    world.throttle.note_activity()
    assert world.throttle.worker_share() == WorkerShare()
    assert world.throttle.worker_limit(8) == 8
    assert world.asked == 0


def test_on_battery_and_back() -> None:
    world = World()
    world.throttle.set_limits(battery_percent=25, busy_percent=100)
    assert world.throttle.worker_limit(8) == 8
    world.unplugged = True
    world.now += 9
    assert world.throttle.worker_limit(8) == 8, "the battery is not asked all the time"
    world.now += 2
    assert world.throttle.worker_limit(8) == 2
    assert world.throttle.worker_share() == WorkerShare(0.25, ThrottleReason.BATTERY)
    world.unplugged = False
    world.now += 11
    assert world.throttle.worker_limit(8) == 8
    assert world.asked == 3


def test_zero_waits_for_mains_power() -> None:
    world = World()
    world.unplugged = True
    world.throttle.set_limits(battery_percent=0, busy_percent=100)
    assert world.throttle.worker_limit(8) == 0


def test_while_the_user_works_and_a_moment_longer() -> None:
    world = World()
    world.throttle.set_limits(battery_percent=100, busy_percent=50)
    assert world.throttle.worker_limit(4) == 4
    world.throttle.note_activity()
    assert world.throttle.worker_share() == WorkerShare(0.5, ThrottleReason.BUSY)
    assert world.throttle.worker_limit(4) == 2
    world.now += BUSY_S - 0.1
    assert world.throttle.worker_limit(4) == 2
    world.now += 0.2
    assert world.throttle.worker_limit(4) == 4


def test_work_in_other_programs_counts_where_the_system_tells_of_it() -> None:
    world = World()
    world.throttle.set_limits(battery_percent=100, busy_percent=50)
    world.idle = 60.0
    assert world.throttle.worker_limit(4) == 4
    world.idle, world.now = 0.5, world.now + 2
    assert world.throttle.worker_limit(4) == 2


def test_the_stronger_reason_is_told() -> None:
    world = World()
    world.unplugged = True
    world.throttle.note_activity()
    world.throttle.set_limits(battery_percent=50, busy_percent=25)
    assert world.throttle.worker_share() == WorkerShare(0.25, ThrottleReason.BUSY)
    world.throttle.set_limits(battery_percent=25, busy_percent=50)
    assert world.throttle.worker_share() == WorkerShare(0.25, ThrottleReason.BATTERY)
    world.throttle.set_limits(battery_percent=50, busy_percent=50)
    assert world.throttle.worker_share() == WorkerShare(0.5, ThrottleReason.BATTERY)


@given(
    workers=st.integers(1, 256),
    battery=st.integers(0, 100),
    busy=st.integers(0, 100),
    unplugged=st.booleans(),
    active=st.booleans(),
)
def test_never_too_many_and_none_only_where_it_is_to_wait(
    workers: int, battery: int, busy: int, unplugged: bool, active: bool
) -> None:
    world = World()
    world.unplugged = unplugged
    world.throttle.set_limits(battery, busy)
    if active:
        world.throttle.note_activity()
    limits = [100, *([battery] if unplugged else []), *([busy] if active else [])]
    allowed = world.throttle.worker_limit(workers)
    assert abs(allowed - workers * min(limits) / 100) <= 1
    assert (allowed == 0) == (min(limits) == 0)
    assert (world.throttle.worker_share().reason is None) == (min(limits) == 100)


@pytest.mark.parametrize("limits", [(-1, 50), (50, 101)])
def test_limits_out_of_range(limits: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        World().throttle.set_limits(*limits)


def test_progress_says_why_it_is_slow() -> None:
    world = World()
    told: list[Progress] = []
    tell = world.throttle.annotating(told.append)
    tell(Progress(in_words("Indexing"), 1, 2))
    world.throttle.set_limits(battery_percent=100, busy_percent=40)
    world.throttle.note_activity()
    tell(Progress(in_words("Indexing"), 2, 2))
    tell(Progress(in_words("Looking for photos"), 2, None))
    assert told == [
        Progress(in_words("Indexing"), 1, 2),
        Progress(in_words("Indexing"), 2, 2, throttle_reason=ThrottleReason.BUSY, worker_share=0.4),
        Progress(in_words("Looking for photos"), 2, None),
    ]


@pytest.mark.parametrize(
    ("battery", "expected"),
    [
        (None, False),
        (SimpleNamespace(power_plugged=True), False),
        (SimpleNamespace(power_plugged=False), True),
        (SimpleNamespace(power_plugged=None), False),
        (OSError("the driver is gone"), False),
    ],
)
def test_what_the_system_says_of_its_battery(
    monkeypatch: pytest.MonkeyPatch, battery: object, expected: bool
) -> None:
    def sensor() -> object:
        if isinstance(battery, Exception):
            raise battery
        return battery

    monkeypatch.setattr(psutil, "sensors_battery", sensor, raising=False)
    assert on_battery() is expected
    monkeypatch.delattr(psutil, "sensors_battery")
    assert on_battery() is False


def test_idle_time_is_told_or_not_known() -> None:
    idle = idle_seconds()
    if sys.platform in {"win32", "darwin"}:
        assert idle is None or idle >= 0
    else:
        assert idle is None


@given(st.integers(1, 100), st.floats(0, 30))
def test_work_without_workers_takes_the_same_share_of_the_time(percent: int, worked: float) -> None:
    world = World()
    world.unplugged = True
    world.throttle.set_limits(percent, 100)
    began = world.now
    world.throttle.rest(JobControl(), worked)
    assert world.now - began == pytest.approx(worked * (100 / percent - 1), abs=1e-6)


def test_a_rest_ends_with_mains_power_or_a_cancel() -> None:
    world, control = World(), JobControl()
    world.unplugged = True
    world.throttle.set_limits(0, 100)
    began = world.now
    plugged_in = began + 30

    def wait(seconds: float) -> None:
        world.now += seconds
        world.unplugged = world.now < plugged_in

    world.throttle._wait = wait
    world.throttle.rest(control, 1.0)
    assert 30 <= world.now - began <= 41, "the battery is asked every ten seconds"

    def wait_for_ever(seconds: float) -> None:
        world.now += seconds
        if world.now > began + 100:
            control.cancel()

    world.unplugged = True
    world.throttle._wait = wait_for_ever
    world.now += 20
    with pytest.raises(Cancelled):
        world.throttle.rest(control, 1.0)
