"""Show one window per library folder: a second start hands its files over to the first and ends.

The two talk through a local socket (a named pipe on Windows) that only the same user may open. It
is never reachable from another machine.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)

CONNECT_MS = 1000
ANSWER_MS = 3000
"""A window that does not answer for so long is stuck; the second start then opens its own, which
says that the library is in use."""
SILENT_MS = 3000
"""Whoever connects and says nothing is shown the door."""
MAX_MESSAGE_BYTES = 1_000_000
MAX_FILES = 1000
MAX_CONNECTIONS = 8
_VERSION = 1
_DONE = b"ok\n"
_TOKEN = "XDG_ACTIVATION_TOKEN"
_MAX_SOCKET_PATH = 90
"""Bytes; the name of a socket may have 104 on macOS and 108 on Linux, and Qt makes it under a name
that is some bytes longer."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Hold what a second start wants of the first."""

    files: tuple[Path, ...] = ()
    """Absolute; to be searched by. Without any, the window just comes to the front."""
    token: str = ""
    """By which the desktop lets a window come to the front, where it asks for one."""


def encode(handover: Handover) -> bytes:
    """Return one line of JSON. Names that are not valid text survive, as ASCII escapes."""
    message = {
        "version": _VERSION,
        "files": [str(path) for path in handover.files[:MAX_FILES]],
        "token": handover.token,
    }
    return json.dumps(message, ensure_ascii=True).encode() + b"\n"


def decode(line: bytes) -> Handover | None:
    """Return what encode() was given; None for anything else, whatever its bytes."""
    try:
        message: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or message.get("version") != _VERSION:
        return None
    files, token = message.get("files"), message.get("token", "")
    if not isinstance(files, list) or len(files) > MAX_FILES or not isinstance(token, str):
        return None
    if not all(isinstance(name, str) and _is_file_name(name) for name in files):
        return None
    sound = len(token) <= 200 and token.isascii() and token.isprintable()
    return Handover(tuple(Path(name) for name in files), token if sound else "")


def _is_file_name(name: str) -> bool:
    """Tell whether the system could know a file of this name."""
    if "\0" in name:
        return False
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return Path(name).is_absolute()


def address_of(library_folder: Path) -> str:
    """Return where the window of this library listens: the same for every start of the same
    user."""
    # Links are not followed: a network folder that is gone would hold up the start. A library that
    # is reached by two names is still opened only once; its lock sees to that.
    folder = os.path.normcase(Path(library_folder).absolute())
    name = hashlib.blake2b(os.fsencode(folder), digest_size=10).hexdigest()
    if sys.platform == "win32":
        return f"photosearch-{os.environ.get('USERNAME', '')}-{name}"
    return str(_socket_folder() / f"photosearch-{name}.socket")


def _socket_folder() -> Path:
    """Return a folder of the user's own if possible, with a name short enough for a socket in
    it."""
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    short = len(os.fsencode(own)) + 40 <= _MAX_SOCKET_PATH
    if own and short and Path(own).is_dir() and os.access(own, os.W_OK):
        return Path(own)
    return Path(tempfile.gettempdir())


def _is_ours(address: str) -> bool:
    """Return False for a socket that another user put there, to whom our file names must not go."""
    if sys.platform == "win32":
        return True
    try:
        found = os.lstat(address)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def hand_over(address: str, handover: Handover) -> bool:
    """Tell whether a window listens there and took it. Blocks for a moment; before any window is
    shown.

    Args:
        address: of address_of().
        handover: the files and the token of this start.
    """
    if not _is_ours(address):
        return False
    if sys.platform == "win32":
        # Otherwise Windows lets the window blink in the task bar instead of coming to the front.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(encode(handover))
    answer, waiting = b"", True
    while waiting and len(answer) < len(_DONE):
        waiting = socket.waitForReadyRead(ANSWER_MS)
        answer += bytes(socket.readAll().data())  # also what came together with the end
    socket.abort()
    return answer == _DONE


def activation_token() -> str:
    """Return what the desktop gave this start to come to the front with; "" if nothing."""
    return os.environ.get(_TOKEN, "")


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Show a window that is hidden, minimised or behind others, as far as the desktop lets it.

    Args:
        window: a top-level one.
        token: what the desktop gave to the start that asks for it.
    """
    if token:
        os.environ[_TOKEN] = token  # Qt takes it from there
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class SingleInstance(QObject):
    """Listen for second starts. What it is sent is checked; anything odd is ignored.

    Signals:
        handed_over(Handover): come to the front, and search by the files if there are any.
    """

    handed_over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = ""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MAX_CONNECTIONS)
        self._server.newConnection.connect(self._welcome)
        self._visitors: dict[QLocalSocket, _Connection] = {}

    @property
    def listening(self) -> bool:
        """Tell whether second starts are heard."""
        return self._server.isListening()

    def listen(self, address: str) -> bool:
        """Hear second starts from now on; whether that is possible.

        A socket that is left from a killed program is taken over. One that answers is not, nor is
        a file of any other kind.
        """
        if self.listening and self._address == address:
            return True  # who waits for an answer is not turned away
        self.close()
        self._address = address
        lock = QLockFile(f"{address}.lock") if sys.platform != "win32" else None
        # Two starts at the same moment must not take each other's new socket for a left one.
        if lock is not None and not lock.tryLock(CONNECT_MS):
            log.info("another start is at %s", address)
            return False
        try:
            # Asked first: Qt would put its own in the place of a socket that is in use.
            if _in_use(address):
                log.info("second starts are not heard: %s is in use", address)
                return False
            QLocalServer.removeServer(address)
            if self._server.listen(address):
                return True
            log.info("second starts are not heard: %s", self._server.errorString())
            return False
        finally:
            if lock is not None:
                lock.unlock()

    def close(self) -> None:
        """Hear no more; the socket goes away."""
        for visitor in list(self._visitors.values()):
            visitor.leave()
        if self._server.isListening():
            self._server.close()

    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self._visitors) >= MAX_CONNECTIONS:
                socket.abort()
                socket.deleteLater()
                continue
            visitor = _Connection(socket, self)
            visitor.said.connect(self._hear)
            visitor.left.connect(self._forget)
            self._visitors[socket] = visitor
            visitor.read()

    def _hear(self, handover: Handover) -> None:
        self.handed_over.emit(handover)

    def _forget(self, socket: QLocalSocket) -> None:
        self._visitors.pop(socket, None)


class _Connection(QObject):
    """Serve one connection: one line within a time and a size, one answer.

    Signals:
        said(Handover): a sound message came.
        left(QLocalSocket): it is over.
    """

    said = Signal(object)
    left = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._received = b""
        self._gone = False
        socket.setParent(self)
        socket.setReadBufferSize(MAX_MESSAGE_BYTES + 1)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.leave)
        self._patience = QTimer(self, singleShot=True, interval=SILENT_MS)
        self._patience.timeout.connect(self.leave)
        self._patience.start()

    def read(self) -> None:
        """Take what has come so far."""
        if self._gone:
            return
        self._received += bytes(self._socket.readAll().data())
        line, end, _rest = self._received.partition(b"\n")
        if not end:
            if len(self._received) > MAX_MESSAGE_BYTES:
                self.leave()
            return
        handover = decode(line) if len(line) <= MAX_MESSAGE_BYTES else None
        if handover is None:
            log.info("a message that is none of ours was ignored (%d bytes)", len(line))
            self.leave()
            return
        self._socket.write(_DONE)
        self._socket.flush()
        self._socket.disconnectFromServer()
        self.said.emit(handover)

    def leave(self) -> None:
        """End the connection, whatever was said."""
        if self._gone:
            return
        self._gone = True
        self._patience.stop()
        self._socket.abort()
        self.left.emit(self._socket)
        self.deleteLater()


def _in_use(address: str) -> bool:
    """Tell whether something is there that must be left alone: a server, or no socket of ours."""
    if sys.platform != "win32" and not os.path.lexists(address):
        return False
    if not _is_ours(address):
        return True
    socket = QLocalSocket()
    socket.connectToServer(address)
    reached = socket.waitForConnected(CONNECT_MS)
    socket.abort()
    return bool(reached)
