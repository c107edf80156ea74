"""Those who want to be told of what each commit touched."""

from __future__ import annotations

import threading
from collections.abc import Callable

from photosearch.library.index_report import Changes

Callback = Callable[[Changes], None]


class Subscribers:
    """A list of callbacks. All methods are for any thread."""

    def __init__(self) -> None:
        self._callbacks: list[Callback] = []
        self._lock = threading.Lock()

    def add(self, callback: Callback) -> Callable[[], None]:
        """Tell this one from now on; returns the way out."""
        with self._lock:
            self._callbacks.append(callback)

        def remove() -> None:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return remove

    def tell(self, changes: Changes) -> None:
        """Call all of them, in this thread and without a lock."""
        with self._lock:
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback(changes)
