"""Take screenshots under Wayland, where the desktop does and lets the user choose the part.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Screenshot.html
"""

from __future__ import annotations

import uuid
from typing import Any

from PySide6.QtCore import SLOT, QObject, QUrl, Signal, Slot

from photosearch.gui.query_input.screen.screens import no_screen
from photosearch.gui.widgets.mime import local_path

try:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
except ImportError:  # built without D-Bus, as on Windows and macOS
    HAS_BUS = False
else:
    HAS_BUS = True

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
_ON_RESPONSE: Any = SLOT("on_response(uint,QVariantMap)")
"""A str, as PySide6 wants it, and not bytes, as its stubs say."""
_DONE, _LEFT = 0, 1


class ScreenshotPortal(QObject):
    """Ask the desktop for one screenshot at a time.

    Signals:
        captured(Path): the file that the desktop has made.
        left(): the user chose nothing.
        failed(UserError): there is no portal, or it refuses.
    """

    captured = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QObject | None = None
        self._request = ""

    def start(self) -> None:
        """Ask; the answer comes by a signal, perhaps much later."""
        self.forget()
        if not HAS_BUS or not QDBusConnection.sessionBus().isConnected():
            self.failed.emit(no_screen())
            return
        bus = QDBusConnection.sessionBus()
        token = f"photosearch_{uuid.uuid4().hex}"
        sender = bus.baseService().removeprefix(":").replace(".", "_")
        # Before it is asked: the answer could come before the reply that tells where to listen.
        self._request = f"{_PATH}/request/{sender}/{token}"
        bus.connect("", self._request, _REQUEST, "Response", self, _ON_RESPONSE)
        call = QDBusMessage.createMethodCall(
            _SERVICE, _PATH, "org.freedesktop.portal.Screenshot", "Screenshot"
        )
        call.setArguments(["", {"handle_token": token, "interactive": True}])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        watcher.finished.connect(self._on_reply)
        self._watcher = watcher

    def forget(self) -> None:
        """Stop listening; an answer that still comes is dropped."""
        if HAS_BUS and self._request:
            bus = QDBusConnection.sessionBus()
            bus.disconnect("", self._request, _REQUEST, "Response", self, _ON_RESPONSE)
        self._request, self._watcher = "", None

    @Slot("uint", "QVariantMap")
    def on_response(self, code: int, results: dict[str, object]) -> None:
        """Handle the response, called by the bus."""
        if not self._request:
            return
        self.forget()
        path = local_path(QUrl(str(results.get("uri", ""))))
        if code == _DONE and path is not None:
            self.captured.emit(path)
        elif code == _LEFT:
            self.left.emit()
        else:
            self.failed.emit(no_screen())

    def _on_reply(self) -> None:
        watcher = self._watcher
        if HAS_BUS and isinstance(watcher, QDBusPendingCallWatcher) and watcher.isError():
            self.forget()
            self.failed.emit(no_screen())
