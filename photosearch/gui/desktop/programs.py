"""Find the program that a file stands for, and start it. For job threads only."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl

from photosearch.core.errors import UserError
from photosearch.gui import wording
from photosearch.gui.translation import tr

try:
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
except ImportError:  # not part of Qt for Windows and macOS everywhere
    QDBusConnection = None  # type: ignore[assignment, misc]

_ANSWER_WITHIN_MS = 3000


def program_name(program: Path) -> str:
    """Return what a program is called in a menu."""
    return wording.shown_name(program.with_suffix("") if program.suffix else program)


def launch(program: Path, paths: Sequence[Path]) -> None:
    """Start a program with files.

    Raises:
        UserError: it is no program, or the system does not start it.
    """
    command = _command(program, [str(path) for path in paths])
    # A tuple, although Qt's stubs promise a bool.
    started = QProcess.startDetached(command[0], command[1:])
    if not (started[0] if isinstance(started, tuple) else started):
        raise UserError.in_words(
            tr("“{name}” could not be started.").format(name=program_name(program)),
            tr("Choose another program with Photo > Open with."),
        )


def reveal(path: Path) -> bool:
    """Show a file in the file manager, chosen; whether one did.

    On Linux the file managers that are asked over D-Bus can do so; others only open the folder.
    """
    if sys.platform == "win32":
        subprocess.run(["explorer", "/select,", str(path)], check=False)  # its answer means nothing
        return True
    if sys.platform == "darwin":
        return subprocess.run(["open", "-R", str(path)], check=False).returncode == 0
    if QDBusConnection is None or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    service = "org.freedesktop.FileManager1"
    message = QDBusMessage.createMethodCall(
        service, "/" + service.replace(".", "/"), service, "ShowItems"
    )
    url = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    message.setArguments([[url], ""])
    answer = bus.call(message, QDBus.CallMode.Block, _ANSWER_WITHIN_MS)
    return answer.type() == QDBusMessage.MessageType.ReplyMessage


def _command(program: Path, files: list[str]) -> list[str]:
    if program.suffix == ".desktop":
        return _desktop_entry(program, files)
    if sys.platform == "darwin" and program.suffix == ".app":
        return ["open", "-a", str(program), *files]
    if not program.is_file() or not os.access(program, os.X_OK):
        raise UserError.in_words(
            tr("“{name}” is not a program.").format(name=wording.shown_name(program)),
            tr("Choose a file that can be run."),
        )
    return [str(program), *files]


def _desktop_entry(path: Path, files: list[str]) -> list[str]:
    """Return the command of a .desktop file, as the desktops of Linux describe programs."""
    entry = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        entry.read_string(path.read_text("utf-8"))
        words = shlex.split(entry["Desktop Entry"]["Exec"])
    except (OSError, ValueError, KeyError, configparser.Error) as error:
        raise UserError.in_words(
            tr("“{name}” does not say how its program is started.").format(
                name=wording.shown_name(path)
            ),
            tr("Choose the program itself."),
        ) from error
    command: list[str] = []
    placed = False
    for word in words:
        if word in {"%f", "%F", "%u", "%U"}:
            command += files
            placed = True
        elif not (len(word) == 2 and word.startswith("%") and word != "%%"):
            command.append(word.replace("%%", "%"))
    return command if placed else [*command, *files]
