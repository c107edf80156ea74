"""A second start hands its files over; whatever else knocks is sent away."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtNetwork import QLocalSocket

from photosearch.gui.runtime import single_instance
from photosearch.gui.runtime.single_instance import (
    Handover,
    SingleInstance,
    address_of,
    decode,
    encode,
    hand_over,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes instead")


@pytest.fixture
def address(tmp_path_factory, monkeypatch, qapp) -> str:
    folder = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return address_of(folder / "library")


@pytest.fixture
def instance(address: str, qtbot):
    instance = SingleInstance()
    assert instance.listen(address)
    yield instance
    instance.close()
    instance.deleteLater()


SECOND_START = """
import sys
from pathlib import Path
from photosearch.gui.runtime.single_instance import Handover, hand_over
files = tuple(Path(name) for name in sys.argv[3:])
sys.exit(0 if hand_over(sys.argv[1], Handover(files, sys.argv[2])) else 9)
"""


def second_start(address: str, *files: Path, token: str = "") -> subprocess.Popen[bytes]:
    """Another process: waiting in a thread of this one would hold the GIL, and so the answer."""
    return subprocess.Popen(
        [sys.executable, "-c", SECOND_START, address, token, *files],
        cwd=Path(single_instance.__file__).parents[3],
    )


def raw(address: str, content: bytes) -> QLocalSocket:
    visitor = QLocalSocket()
    visitor.connectToServer(address)
    assert visitor.waitForConnected(1000)
    visitor.write(content)
    visitor.flush()
    return visitor


def test_files_are_handed_over_and_the_answer_comes(qtbot, instance, address, tmp_path) -> None:
    files = (tmp_path / "a photo.jpg", tmp_path / os.fsdecode(b"caf\xe9.jpg"))
    with qtbot.waitSignal(instance.handed_over, timeout=20_000) as told:
        child = second_start(address, *files, token="token-1")
    assert told.args == [Handover(files, "token-1")]
    assert child.wait(10) == 0


def test_without_files_the_window_only_comes_to_the_front(qtbot, instance, address) -> None:
    with qtbot.waitSignal(instance.handed_over, timeout=20_000) as told:
        child = second_start(address)
    assert told.args == [Handover()]
    assert child.wait(10) == 0


def test_nobody_there(qapp, address) -> None:
    assert not hand_over(address, Handover())


def test_only_one_listens(instance, address) -> None:
    second = SingleInstance()
    assert not second.listen(address)
    assert instance.listening
    second.deleteLater()


@posix
def test_only_the_user_may_open_it(instance, address) -> None:
    assert Path(address).stat().st_mode & 0o077 == 0


@posix
def test_a_socket_left_by_a_killed_program_is_taken_over(qtbot, address) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address)
    left.listen()
    left.close()  # the name stays, as after kill -9
    assert Path(address).exists()
    assert not hand_over(address, Handover())
    instance = SingleInstance()
    assert instance.listen(address)
    with qtbot.waitSignal(instance.handed_over, timeout=20_000):
        child = second_start(address)
    assert child.wait(10) == 0
    instance.close()
    assert not Path(address).exists()
    instance.deleteLater()


@posix
def test_a_file_in_the_place_is_left_alone(qapp, address) -> None:
    Path(address).write_text("somebody's")
    instance = SingleInstance()
    assert not instance.listen(address)
    assert not hand_over(address, Handover((Path("/secret.jpg"),)))
    assert Path(address).read_text() == "somebody's"
    instance.deleteLater()


@posix
def test_a_socket_of_another_user_hears_nothing_of_us(instance, address, monkeypatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: Path(address).stat().st_uid + 1)
    assert not hand_over(address, Handover((Path("/secret.jpg"),)))


HOSTILE = {
    "nothing": b"\n",
    "no JSON": b"GET / HTTP/1.1\r\n\r\n",
    "not UTF-8": b"\xff\xfe\x00\n",
    "a list": b"[]\n",
    "another version": b'{"version": 2, "files": []}\n',
    "files that are no list": b'{"version": 1, "files": "abc"}\n',
    "a number among the files": b'{"version": 1, "files": [3]}\n',
    "a relative path": b'{"version": 1, "files": ["a.jpg"]}\n',
    "a NUL": b'{"version": 1, "files": ["/a\\u0000b"]}\n',
    "half a surrogate pair": b'{"version": 1, "files": ["/\\ud800"]}\n',
    "deep": b"[" * 100_000 + b"\n",
    "too many files": json.dumps({"version": 1, "files": ["/a"] * 1001}).encode() + b"\n",
    "endless": b"x" * (single_instance.MAX_MESSAGE_BYTES + 10),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_are_ignored(qtbot, instance, address, content) -> None:
    told: list[Any] = []
    instance.handed_over.connect(told.append)
    visitor = raw(address, content)
    qtbot.waitUntil(
        lambda: visitor.state() is QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000
    )
    assert bytes(visitor.readAll().data()) == b""
    assert told == []
    with qtbot.waitSignal(instance.handed_over, timeout=5000):
        good = raw(address, encode(Handover()))
    qtbot.waitUntil(lambda: good.bytesAvailable() > 0, timeout=5000)
    assert bytes(good.readAll().data()) == b"ok\n"


def test_silence_does_not_keep_others_out(qtbot, instance, address, monkeypatch) -> None:
    monkeypatch.setattr(single_instance, "SILENT_MS", 50)
    silent = [raw(address, b"{") for _ in range(single_instance.MAX_CONNECTIONS)]
    gone = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: all(one.state() is gone for one in silent), timeout=5000)
    with qtbot.waitSignal(instance.handed_over, timeout=5000):
        raw_one = raw(address, encode(Handover()))
    raw_one.abort()


def test_a_message_in_pieces(qtbot, instance, address) -> None:
    content = encode(Handover((Path("/x.jpg").absolute(),)))
    visitor = raw(address, content[:10])
    qtbot.waitUntil(lambda: len(instance._visitors) == 1, timeout=5000)
    with qtbot.waitSignal(instance.handed_over, timeout=5000) as told:
        visitor.write(content[10:])
        visitor.flush()
    assert told.args == [Handover((Path("/x.jpg").absolute(),))]


@posix
def test_each_library_has_an_address_of_its_own(tmp_path, monkeypatch) -> None:
    library = tmp_path / "library"
    monkeypatch.chdir(tmp_path)
    assert address_of(Path("library")) == address_of(library)
    assert address_of(tmp_path / "other") != address_of(library)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("long" * 40)))
    assert len(os.fsencode(address_of(library))) < 104


names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(names, max_size=5), st.text(max_size=30))
def test_what_is_encoded_is_decoded(files, token) -> None:
    root = Path("/").absolute()
    handover = Handover(tuple(root / f"x{name}" for name in files), token)
    decoded = decode(encode(handover).rstrip(b"\n"))
    assert decoded is not None
    assert decoded.files == handover.files
    assert decoded.token in ("", token)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_to_nothing_or_something_sound(content) -> None:
    decoded = decode(content)
    assert decoded is None or all(path.is_absolute() for path in decoded.files)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX systems")
def test_only_the_user_may_open_the_socket(qtbot, address) -> None:
    umask = os.umask(0)
    try:
        instance = SingleInstance()
        assert instance.listen(address)
    finally:
        os.umask(umask)
    try:
        assert Path(address).stat().st_mode & 0o077 == 0
    finally:
        instance.close()
