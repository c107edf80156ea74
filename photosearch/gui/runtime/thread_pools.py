"""Hold the threads that work for the window: which there are, why, and how they end."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ThreadPool:
    """Run one kind of work in a few threads, and end within a given time, whatever its jobs do."""

    def __init__(self, name: str, threads: int = 1) -> None:
        self.name = name
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=f"photosearch-{name}")
        self._pending: set[Future[Any]] = set()
        self._stopped = False

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run work(*args) in this pool; after stop() the future comes back cancelled."""
        if self._stopped:
            refused: Future[T] = Future()
            refused.cancel()
            refused.set_running_or_notify_cancel()
            return refused
        future = self._executor.submit(work, *args, **kwargs)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)
        return future

    def stop(self) -> None:
        """Take no more work and cancel what has not begun."""
        self._stopped = True
        self._executor.shutdown(wait=False, cancel_futures=True)

    def wait(self, timeout_s: float) -> bool:
        """Tell whether all work has ended within `timeout_s` seconds."""
        return not wait(set(self._pending), timeout_s).not_done


class ThreadPools:
    """Hold all pools of the window. Make it after the bridge, stop it before the library is
    closed."""

    def __init__(self) -> None:
        # Each pool has its reason; whatever has none belongs to `io`.
        self.io = ThreadPool("io")
        """Short questions and changes: roots, records, places. One thread keeps their order."""
        self.queries = ThreadPool("queries")
        """Searches. A drop must not wait behind anything else, and only the latest one counts."""
        self.verification = ThreadPool("verification")
        """Compares photos that are on the screen already; searches must not wait for it."""
        self.thumbnails = ThreadPool("thumbnails")
        """Reads and decodes thumbnails while the user scrolls. One: the disk and the other core are
        wanted by the rest."""
        self.viewer = ThreadPool("viewer", 4)
        """Photos shown large. Four: thumbnails, details, and pictures that fill the screen must not
        wait while another is read in full. They wait for other processes nearly all the time."""
        self.facets = ThreadPool("facets")
        """Counts photos by value and groups them; reading all values for the first time takes a
        second or two."""
        self.warming = ThreadPool("warming")
        """Reads what the first query will need. Nobody waits for it, but all would behind it."""
        self.index = ThreadPool("index")
        """Runs for hours. One: two runs over the same folders would do the work twice."""
        self.comparison = ThreadPool("comparison")
        """Compares photos with each other, for minutes the first time; runs of the index must not
        wait for it, nor what is shown of the duplicates that were found."""
        self.tuning = ThreadPool("tuning")
        """Waits for the process that fits an encoder, for minutes, and asks a Python whether it
        can."""
        self.duplicates = ThreadPool("duplicates")
        """Lists duplicates and works out which of them stay, thousands at a time."""
        self.files = ThreadPool("files")
        """Changes the user's files. One: steps are done in the order in which they were asked for,
        and thousands of photos on their way to another drive hold up no question."""
        self.web = ThreadPool("web")
        """Fetches a picture. A site that does not answer must hold up nothing else."""

    def stop(self, timeout_s: float) -> list[str]:
        """End all pools; the names of those that still work after `timeout_s` seconds."""
        pools = [
            self.queries,
            self.verification,
            self.thumbnails,
            self.viewer,
            self.facets,
            self.warming,
            self.index,
            self.comparison,
            self.tuning,
            self.duplicates,
            self.files,
            self.web,
            self.io,
        ]
        for pool in pools:
            pool.stop()
        deadline = time.monotonic() + timeout_s
        return [pool.name for pool in pools if not pool.wait(max(0.0, deadline - time.monotonic()))]


class Shutdown:
    """Run the last steps in threads of their own, so that none can hang the program."""

    def __init__(self, deadline: float) -> None:
        """Have all of it over by `deadline`, in the time of time.monotonic()."""
        self._deadline = deadline
        self.unfinished: list[str] = []

    @property
    def remaining_s(self) -> float:
        """Return seconds until the deadline, never below zero."""
        return max(0.0, self._deadline - time.monotonic())

    def run(self, name: str, act: Callable[[], None], at_most_s: float = math.inf) -> None:
        """Run act() and wait for it until the deadline, and at most so many seconds."""
        thread = threading.Thread(target=act, name=f"photosearch-end-{name}", daemon=True)
        thread.start()
        thread.join(min(self.remaining_s, at_most_s))
        if thread.is_alive():
            self.unfinished.append(name)
