"""Since when the user has not touched the computer, where the system tells it for nothing."""

from __future__ import annotations

import ctypes
import logging
import sys

log = logging.getLogger(__name__)


def idle_seconds() -> float | None:
    """Seconds since the last key or mouse event in any program; None where it is not known.

    Windows and macOS tell. On Linux it would take a connection to the display server that can end
    the whole process when it breaks, so there only the window's own events count.
    """
    try:
        return _asked_of_the_system()
    except (OSError, AttributeError) as error:
        log.debug("the system does not tell how long it is idle: %s", error)
        return None


if sys.platform == "win32":

    class _LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))

    def _asked_of_the_system() -> float | None:
        last = _LastInput()
        last.size = ctypes.sizeof(last)
        if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
            return None
        # Both count milliseconds since the start in 32 bits, and begin anew after 49 days.
        now = int(ctypes.windll.kernel32.GetTickCount())
        return float((now - last.tick) & 0xFFFFFFFF) / 1000

elif sys.platform == "darwin":

    def _asked_of_the_system() -> float | None:
        services = ctypes.CDLL(
            "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
        )
        since = services.CGEventSourceSecondsSinceLastEventType
        since.restype = ctypes.c_double
        since.argtypes = (ctypes.c_int32, ctypes.c_uint32)
        combined_session, any_input = 0, 0xFFFFFFFF
        return float(since(combined_session, any_input))

else:

    def _asked_of_the_system() -> float | None:
        return None
