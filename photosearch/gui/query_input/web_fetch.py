"""Fetches the pictures that the user agreed to, one after the other, in a job thread."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, RateLimiter
from photosearch.core.web_address import WebAddress
from photosearch.gui.library_port import WebPictures
from photosearch.gui.query_input.mime_reader import EncodedImage
from photosearch.gui.runtime.background import LatestOnlyJob
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPool

PER_SECOND = 10
"""How often it is told how far it is."""


class WebFetch(QObject):
    """One fetch at a time; a newer one takes the place of the older.

    Signals:
        progressed(int, object): bytes that have come of the picture at hand, and bytes in all or
            None where the site does not tell.
        fetched(list of Encoded, UserError or None): what came, and why the rest did not, if so.
        failed(UserError): nothing came.
    """

    progressed = Signal(int, object)
    fetched = Signal(object, object)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, pool: ThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._job = LatestOnlyJob(bridge, pool)
        self._number = 0

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._job.running

    def start(self, web: WebPictures, addresses: Sequence[WebAddress], max_bytes: int) -> None:
        """Fetch these, each of at most `max_bytes`."""
        self._number += 1
        number, bridge, tell = self._number, self._bridge, self._tell

        def work(control: JobControl) -> tuple[list[EncodedImage], UserError | None]:
            """Runs in a job thread."""

            def on_step(step: tuple[int, int | None]) -> None:
                bridge.call(tell, number, *step)

            throttle = RateLimiter(on_step, PER_SECOND)
            contents: list[EncodedImage] = []
            problem: UserError | None = None
            for address in addresses:
                control.checkpoint()
                try:
                    data = web.fetch(
                        str(address),
                        control,
                        max_bytes=max_bytes,
                        on_progress=lambda done, total: throttle((done, total)),
                    )
                except UserError as error:
                    problem = error
                else:
                    contents.append(EncodedImage(data, unquote(address.name) or address.site))
            if not contents and problem is not None:
                raise problem
            return contents, problem

        self._job.start(work, self._done, self._give_up)

    def cancel(self) -> None:
        """Give it up; nothing is told of it any more."""
        self._number += 1
        self._job.drop()

    def _tell(self, number: int, done: int, total: int | None) -> None:
        if number == self._number and self.running:
            self.progressed.emit(done, total)

    def _done(self, outcome: tuple[list[EncodedImage], UserError | None]) -> None:
        self.fetched.emit(*outcome)

    def _give_up(self, error: UserError) -> None:
        self.failed.emit(error)
