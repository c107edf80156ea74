from __future__ import annotations

import itertools
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, RateLimiter, RateMeter
from photosearch.core.message_codes import in_words


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TestJobControl:
    def test_a_checkpoint_lets_an_untouched_job_pass(self) -> None:
        control = JobControl()
        control.checkpoint()
        assert not control.cancelled
        assert not control.paused

    def test_a_cancelled_job_stops_at_each_checkpoint(self) -> None:
        control = JobControl()
        control.cancel()
        assert control.cancelled
        for _ in range(2):
            with pytest.raises(Cancelled):
                control.checkpoint()

    def test_resume_does_not_take_back_a_cancel(self) -> None:
        control = JobControl()
        control.cancel()
        control.resume()
        with pytest.raises(Cancelled):
            control.checkpoint()

    def test_a_job_cancelled_while_paused_does_not_hang(self) -> None:
        control = JobControl()
        control.pause()
        control.cancel()
        with pytest.raises(Cancelled):
            control.checkpoint()

    @pytest.mark.parametrize("ending", ["resume", "cancel"])
    def test_a_paused_job_waits_for_the_other_thread(self, ending: str) -> None:
        control = JobControl()
        control.pause()
        assert control.paused
        outcomes: list[str] = []
        before = threading.Event()

        def job() -> None:
            before.set()
            try:
                control.checkpoint()
                outcomes.append("resume")
            except Cancelled:
                outcomes.append("cancel")

        thread = threading.Thread(target=job)
        thread.start()
        assert before.wait(10)
        thread.join(0.05)
        assert thread.is_alive()
        assert outcomes == []
        getattr(control, ending)()
        thread.join(10)
        assert outcomes == [ending]

    def test_a_pause_after_a_cancel_does_not_hold_the_job(self) -> None:
        """Whoever cancels waits for the job's end; a late click on "pause" must not delay it."""
        control = JobControl()
        control.cancel()
        control.pause()
        ended = threading.Event()

        def job() -> None:
            try:
                control.checkpoint()
            except Cancelled:
                ended.set()

        thread = threading.Thread(target=job, daemon=True)
        thread.start()
        assert ended.wait(1)


class TestThrottle:
    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> Clock:
        clock = Clock()
        monkeypatch.setattr(time, "monotonic", clock)
        return clock

    def test_the_first_value_passes_at_once(self, clock: Clock) -> None:
        received: list[int] = []
        RateLimiter(received.append)(1)
        assert received == [1]

    def test_values_in_between_are_held_and_the_last_is_flushed(self, clock: Clock) -> None:
        received: list[int] = []
        throttle = RateLimiter(received.append, per_second=10)
        for value in range(5):
            throttle(value)
        assert received == [0]
        throttle.flush()
        assert received == [0, 4]
        throttle.flush()
        assert received == [0, 4]

    def test_a_value_that_is_due_replaces_the_held_one(self, clock: Clock) -> None:
        received: list[int] = []
        throttle = RateLimiter(received.append, per_second=10)
        throttle(1)
        throttle(2)
        clock.now += 0.2
        throttle(3)
        throttle.flush()
        assert received == [1, 3]

    @given(gaps=st.lists(st.floats(0, 0.2), max_size=60))
    def test_never_more_than_the_rate_and_never_without_the_last(self, gaps: list[float]) -> None:
        clock, received = Clock(), []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "monotonic", clock)
            throttle: RateLimiter[int] = RateLimiter(
                lambda value: received.append((clock.now, value)), per_second=20
            )
            for value, gap in enumerate(gaps):
                throttle(value)
                clock.now += gap
            times = [moment for moment, _ in received]
            assert all(
                later - earlier >= 0.05 - 1e-9 for earlier, later in itertools.pairwise(times)
            )
            throttle.flush()
        values = [value for _, value in received]
        assert values == sorted(set(values))
        assert not gaps or values[-1] == len(gaps) - 1


class TestRateMeter:
    def test_a_steady_pace_is_its_rate(self) -> None:
        clock = Clock()
        meter = RateMeter(clock=clock)
        rate = 0.0
        for done in range(10, 501, 10):
            clock.now += 0.5
            rate = meter.update(done)
        assert rate == pytest.approx(20)

    def test_the_rate_forgets_what_is_older_than_the_window(self) -> None:
        clock = Clock()
        meter = RateMeter(window_s=10, clock=clock)
        done = 0
        for per_step in [100] * 30 + [1] * 30:
            clock.now += 1
            done += per_step
            rate = meter.update(done)
        assert rate == pytest.approx(1)

    def test_no_time_gone_is_no_rate(self) -> None:
        meter = RateMeter(clock=Clock())
        assert meter.update(0) == 0
        assert meter.update(50) == 0

    def test_many_updates_keep_few_marks(self) -> None:
        clock = Clock()
        meter = RateMeter(window_s=20, clock=clock)
        for done in range(100_000):
            clock.now += 0.001
            meter.update(done)
        assert len(meter._marks) < 100

    def test_when_nothing_is_left_no_time_is_left_either(self) -> None:
        clock = Clock()
        meter = RateMeter(clock=clock)
        clock.now += 1
        assert meter.progress(in_words("Comparing"), 299, 300).eta_s is not None
        clock.now += 1
        assert meter.progress(in_words("Comparing"), 300, 300).eta_s is None

    def test_a_moment_has_the_rate_and_the_time_left(self) -> None:
        clock = Clock()
        meter = RateMeter(clock=clock)
        first = meter.progress(in_words("Reading"), 0, 40)
        assert (first.per_second, first.eta_s) == (0, None)
        clock.now += 2
        moment = meter.progress(in_words("Reading"), 10, 40, {"read": 9}, "a.jpg", preemptible=True)
        assert (moment.per_second, moment.eta_s) == (5, 6)
        assert (moment.done, moment.total, moment.counts) == (10, 40, {"read": 9})
        assert (moment.current, moment.preemptible) == ("a.jpg", True)

    def test_time_left(self) -> None:
        assert RateMeter.eta_s(4, 10) == 2.5
        assert RateMeter.eta_s(4, 0) is None
        assert RateMeter.eta_s(0, 10) is None


def test_a_child_does_what_is_asked_of_its_parent_but_not_the_reverse() -> None:
    parent = JobControl()
    child, sibling = JobControl(parent), JobControl(parent)
    child.cancel()
    assert child.cancelled
    assert not parent.cancelled
    sibling.checkpoint()
    parent.pause()
    assert sibling.paused
    parent.cancel()
    assert sibling.cancelled
    with pytest.raises(Cancelled):
        sibling.checkpoint()
