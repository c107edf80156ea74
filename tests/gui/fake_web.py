"""A web that holds what a test puts there."""

from __future__ import annotations

import threading

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl


class FakeWeb:
    """Addresses that end in .jpg are pictures; others as told."""

    def __init__(self) -> None:
        self.fetched: list[str] = []
        self.max_bytes: list[int] = []
        self.content: dict[str, bytes | UserError] = {}
        self.gate: threading.Event | None = None
        """While it is there and not set, a fetch goes on and can be cancelled."""
        self.cancelled = threading.Event()

    def fetch(self, address, control=None, *, max_bytes, on_progress=lambda *_: None) -> bytes:
        self.fetched.append(address)
        self.max_bytes.append(max_bytes)
        control = control or JobControl()
        on_progress(300_000, 1_200_000)
        while self.gate is not None and not self.gate.wait(0.005):
            if control.cancelled:
                self.cancelled.set()
            control.checkpoint()
        if address not in self.content:
            return jpeg(len(self.fetched))
        answer = self.content[address]
        if isinstance(answer, UserError):
            raise answer
        return answer


def jpeg(kind: int) -> bytes:
    """As the fake library has them; imported late, as that one holds a fake web."""
    from tests.gui import fake_library

    return fake_library.jpeg(kind)
