"""Fetch a picture from the web, after the user said yes to it. The only use of the network.

Nothing is sent but the request itself: no cookie, no referrer, no password. Only public addresses
are connected to, each redirect is checked again, and what comes is limited in size and time.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import photosearch
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl
from photosearch.core.web_address import (
    IpAddress,
    WebAddress,
    is_public,
    parse,
    resolve_redirect,
)

OnProgress = Callable[[int, int | None], None]
"""Bytes that have come, and bytes in all where the site tells."""

MAX_BYTES = 50 * 1024 * 1024
_PIECE_BYTES = 65_536
_HEAD_BYTES = 512
"""Enough to tell a page from a picture."""
_POLL_S = 0.05
_TRIED_ADDRESSES = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<!--")
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_AUTHORITIES = (
    Path("/etc/ssl/cert.pem"),
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path("/etc/pki/tls/certs/ca-bundle.crt"),
)
"""Where systems keep the certificates that they trust, should OpenSSL look elsewhere."""


@dataclass(frozen=True, slots=True)
class WebLimits:
    """Limit how long a site is waited for, in seconds, and how often it may redirect."""

    connect_s: float = 10
    silence_s: float = 15
    """Between two pieces of what it sends."""
    total_s: float = 60
    redirects: int = 5


class WebPictures:
    """Fetch pictures by their addresses. Thread-safe; remembers nothing."""

    def __init__(
        self,
        limits: WebLimits | None = None,
        may_connect: Callable[[IpAddress], bool] = is_public,
    ) -> None:
        self._limits = limits or WebLimits()
        self._may_connect = may_connect

    def fetch(
        self,
        address: str,
        control: JobControl | None = None,
        *,
        max_bytes: int = MAX_BYTES,
        on_progress: OnProgress = lambda _received, _total: None,
    ) -> bytes:
        """Fetch the bytes at an http(s) address; the decoder tells whether they are a picture.

        Blocks; ends within a tenth of a second when it is cancelled, whatever the network does.

        Raises:
            UserError: for whatever goes wrong, with the next step.
            Cancelled: through `control`.
        """
        control = control or JobControl()
        transfer = _Transfer(parse(address), max_bytes, self._limits, self._may_connect)
        deadline = time.monotonic() + self._limits.total_s
        # Neither looking up a name nor a slow line can be interrupted, so they are left to a thread
        # that nobody waits for.
        threading.Thread(target=transfer.run, name="photosearch-fetch", daemon=True).start()
        try:
            while not transfer.ended.wait(_POLL_S):
                control.checkpoint()
                on_progress(transfer.received, transfer.total)
                if time.monotonic() > deadline:
                    raise UserError(ErrorCode.SITE_TOO_SLOW, site=transfer.site)
        finally:
            transfer.abort()
        control.checkpoint()
        if transfer.error is not None:
            raise transfer.error
        return transfer.data


class _Transfer:
    """Run one fetch. `run` works in a thread of its own, the rest is for the one that waits."""

    def __init__(
        self,
        address: WebAddress,
        max_bytes: int,
        limits: WebLimits,
        may_connect: Callable[[IpAddress], bool],
    ) -> None:
        self._address = address
        self._max_bytes = max_bytes
        self._limits = limits
        self._may_connect = may_connect
        self._lock = threading.Lock()
        self._aborted = False
        self._line: socket.socket | None = None
        self.ended = threading.Event()
        self.error: Exception | None = None
        self.data = b""
        self.received = 0
        self.total: int | None = None
        self.site = address.site

    def run(self) -> None:
        """Fetch; `data` or `error` is set when `ended` is."""
        try:
            self.data = self._follow()
        except UserError as error:
            self.error = error
        except ssl.SSLCertVerificationError as error:
            self.error = UserError(
                ErrorCode.SITE_NOT_PROVEN, site=self.site, cause=error.verify_message
            )
        except socket.gaierror:
            self.error = UserError(ErrorCode.SITE_NOT_FOUND, site=self.site)
        except TimeoutError:
            self.error = UserError(ErrorCode.SITE_SILENT, site=self.site)
        except http.client.HTTPException:
            self.error = UserError(ErrorCode.SITE_NOT_UNDERSTOOD, site=self.site)
        except OSError as error:
            self.error = UserError(ErrorCode.SITE_CONNECTION_CLOSED, site=self.site)
            if error.strerror:
                self.error = UserError(
                    ErrorCode.SITE_CONNECTION_FAILED, site=self.site, cause=error.strerror
                )
        except Exception as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            self.error = error
        finally:
            with self._lock:
                if self._line is not None:
                    self._line.close()
            self.ended.set()

    def abort(self) -> None:
        """Close the connection, if it is still there."""
        with self._lock:
            self._aborted = True
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)

    def _follow(self) -> bytes:
        address = self._address
        for _ in range(self._limits.redirects + 1):
            self.site = address.site
            # Both are to be closed: an answer keeps the line when the connection has let it go.
            with (
                contextlib.closing(self._connect(address)) as connection,
                _ask(connection, address) as answer,
            ):
                location = answer.headers.get("Location")
                if answer.status not in _REDIRECTS or not location:
                    _check_status(answer.status, address)
                    return self._read(answer, address)
                address = resolve_redirect(address, location)
        raise UserError(ErrorCode.SITE_LEADS_NOWHERE, site=self.site)

    def _connect(self, address: WebAddress) -> http.client.HTTPConnection:
        line = self._open_line(address)
        try:
            if address.scheme == "http":
                connection = http.client.HTTPConnection(address.host, address.port)
            else:
                context = _secure_context()
                connection = http.client.HTTPSConnection(
                    address.host, address.port, context=context
                )
                line = context.wrap_socket(line, server_hostname=address.host)
        except BaseException:
            line.close()
            raise
        # With a socket in place it does not look the name up once more, which could then lead
        # elsewhere than to the address that was checked.
        connection.sock = line
        return connection

    def _open_line(self, address: WebAddress) -> socket.socket:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        allowed = [
            (family, place)
            for family, _, _, _, place in found
            if self._may_connect(ipaddress.ip_address(str(place[0]).partition("%")[0]))
        ]
        if not allowed:
            raise UserError(ErrorCode.SITE_NOT_PUBLIC, site=address.site)
        problem: OSError = TimeoutError()
        for family, place in allowed[:_TRIED_ADDRESSES]:
            line = socket.socket(family, socket.SOCK_STREAM)
            try:
                line.settimeout(self._limits.connect_s)
                line.connect(place)
                line.settimeout(self._limits.silence_s)
                self._keep(line)
            except OSError as error:
                line.close()
                if self._aborted:
                    raise
                problem = error
            else:
                return line
        raise problem

    def _keep(self, line: socket.socket) -> None:
        """Keep a second handle of the connection, as TLS takes over the first."""
        with self._lock:
            if self._line is not None:
                self._line.close()
            self._line = line.dup()
            if self._aborted:
                raise ConnectionAbortedError

    def _read(self, answer: http.client.HTTPResponse, address: WebAddress) -> bytes:
        packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if packed not in {"", "identity"}:
            # Unpacking could make gigabytes of a few bytes, and pictures are packed already.
            raise UserError(ErrorCode.SITE_SENT_PACKED, site=address.site)
        self.total = answer.length
        if self.total is not None and self.total > self._max_bytes:
            raise self._too_large()
        pieces: list[bytes] = []
        head = b""
        # Not until the line is closed: not every site does that when it was asked to.
        while self.received != self.total and (piece := answer.read1(_PIECE_BYTES)):
            pieces.append(piece)
            self.received += len(piece)
            if self.received > self._max_bytes:
                raise self._too_large()
            if len(head) < _HEAD_BYTES:
                head += piece[:_HEAD_BYTES]
                _check_page(head, answer.headers.get_content_type(), address)
        if not self.received:
            raise UserError(ErrorCode.SITE_SENT_NOTHING, site=address.site)
        if self.total is not None and self.received < self.total:
            raise UserError(ErrorCode.SITE_SENT_PART, site=address.site)
        return b"".join(pieces)

    def _too_large(self) -> UserError:
        return UserError(
            ErrorCode.WEB_PICTURE_TOO_LARGE, megabytes=round(self._max_bytes / 1024 / 1024)
        )


def _ask(connection: http.client.HTTPConnection, address: WebAddress) -> http.client.HTTPResponse:
    headers = {
        "User-Agent": f"PhotoSearch/{photosearch.__version__}",
        "Accept": "image/jpeg,image/png,image/webp,image/*;q=0.8",
        "Connection": "close",
    }
    # http.client itself sends Host, and "Accept-Encoding: identity".
    connection.request("GET", address.target, headers=headers)
    return connection.getresponse()


def _check_status(status: int, address: WebAddress) -> None:
    if status == http.HTTPStatus.OK:
        return
    if status in {404, 410}:
        raise UserError(ErrorCode.WEB_PICTURE_GONE, site=address.site, status=status)
    if status in {401, 402, 403, 407, 451}:
        raise UserError(ErrorCode.SITE_FORBIDS, site=address.site, status=status)
    if status == http.HTTPStatus.TOO_MANY_REQUESTS or status >= 500:
        raise UserError(ErrorCode.SITE_BUSY, site=address.site, status=status)
    raise UserError(ErrorCode.SITE_REFUSES, site=address.site, status=status)


def _check_page(head: bytes, content_type: str, address: WebAddress) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_PAGE_STARTS) or (content_type in _PAGE_TYPES and start[:1] == b"<"):
        raise UserError(ErrorCode.SITE_SENT_PAGE, site=address.site)


def _secure_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    where = ssl.get_default_verify_paths()
    if sys.platform != "win32" and not (where.cafile or where.capath):
        # A frozen program looks where its OpenSSL was built, which may be nowhere here.
        for path in _AUTHORITIES:
            if path.is_file():
                context.load_verify_locations(path)
                break
    context.set_alpn_protocols(["http/1.1"])
    return context
