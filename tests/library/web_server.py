"""A site that misbehaves in every way there is, on this computer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 40
PAGE = b"\n<!DOCTYPE html><html><head><meta property='og:image' content='/cat.jpg'></head></html>"
FLOOD_BYTES = 5 * 1024**3


class Site(ThreadingHTTPServer):
    """Notes the requests; what it answers is told by the path."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, _Answer)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.sent_bytes = 0
        self.over = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address) -> None:
        """Clients that hang up are what is tested here."""


class _Answer(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        name = self.path.partition("?")[0].strip("/").replace("-", "_").replace(".", "_")
        getattr(self, f"_{name}", self._missing)()

    def log_message(self, *_args) -> None:
        pass

    def _head(self, status: int, **headers: str | int) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def _body(self, data: bytes, status: int = 200, **headers: str | int) -> None:
        self._head(status, Content_Length=len(data), **headers)
        self.wfile.write(data)

    def _missing(self) -> None:
        self._body(PAGE, 404, Content_Type="text/html")

    def _cat_jpg(self) -> None:
        self._body(PICTURE, Content_Type="image/jpeg")

    def _kept_open(self) -> None:
        self._cat_jpg()
        self.server.over.wait(10)

    def _wrong_type(self) -> None:
        self._body(PICTURE, Content_Type="text/html")

    def _chunks(self) -> None:
        self._head(200, Transfer_Encoding="chunked")
        for start in range(0, len(PICTURE), 1000):
            piece = PICTURE[start : start + 1000]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def _broken_chunks(self) -> None:
        self._head(200, Transfer_Encoding="chunked")
        self.wfile.write(b"fff\r\nonly this")
        self.close_connection = True

    def _page(self) -> None:
        self._body(PAGE, Content_Type="text/html; charset=utf-8")

    def _page_called_picture(self) -> None:
        self._body(PAGE, Content_Type="image/jpeg")

    def _forbidden(self) -> None:
        self._body(b"", 403)

    def _busy(self) -> None:
        self._body(b"", 503)

    def _teapot(self) -> None:
        self._body(b"", 418)

    def _nothing(self) -> None:
        self._body(b"")

    def _hangs(self) -> None:
        self.server.over.wait(10)

    def _hangs_midway(self) -> None:
        self._head(200, Content_Length=len(PICTURE))
        self.wfile.write(PICTURE[:2000])
        self.server.over.wait(10)

    def _drips(self) -> None:
        self._head(200, Content_Length=100_000)
        while not self.server.over.is_set():
            self.wfile.write(b"\xff")
            time.sleep(0.02)

    def _drips_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.server.over.is_set():
            self.wfile.write(b"x")
            time.sleep(0.02)

    def _short(self) -> None:
        self._head(200, Content_Length=len(PICTURE) + 1)
        self.wfile.write(PICTURE)
        self.close_connection = True

    def _promises_5_gb(self) -> None:
        self._head(200, Content_Length=FLOOD_BYTES)
        self._pour()

    def _streams_5_gb(self) -> None:
        self._head(200, Connection="close")
        self._pour()

    def _pour(self) -> None:
        piece = b"\xff" * 1_000_000
        while self.server.sent_bytes < FLOOD_BYTES:
            self.wfile.write(piece)
            self.server.sent_bytes += len(piece)

    def _packed(self) -> None:
        self._body(PICTURE, Content_Encoding="gzip")

    def _garbage(self) -> None:
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        self.close_connection = True

    def _many_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Header: 1\r\n" * 1000 + b"\r\n")
        self.close_connection = True

    def _moved(self) -> None:
        self._body(b"", 302, Location="cat.jpg")

    def _moved_to(self) -> None:
        """/moved-to?WHERE"""
        self._body(b"", 301, Location=self.path.partition("?")[2])

    def _round(self) -> None:
        self._body(b"", 307, Location="/round")


@contextmanager
def site() -> Iterator[Site]:
    server = Site(("127.0.0.1", 0))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def free_port() -> int:
    """Where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
