"""Give programs that ours starts the environment that ours was started with.

PyInstaller's start points the dynamic linker to our libraries, and its hooks point Qt to our
plugins, both by variables that a child process inherits: a file manager or a photo editor that the
user opens from the window would load our libraries in place of its own. This process has read them
by now (the linker at the start), or knows the place without them (PySide6 tells Qt by a qt.conf).
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

_LINKER = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
_QT = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def restore(environment: MutableMapping[str, str] = os.environ) -> None:
    """Undo what the start of a frozen program has set. Called before Qt is loaded."""
    for name in _LINKER:
        original = environment.pop(f"{name}_ORIG", None)
        if original is not None:
            environment[name] = original
        else:
            environment.pop(name, None)
    for name in _QT:
        environment.pop(name, None)
    # PyInstaller's documented wish that its start sets up each child of its own anew: our worker
    # processes need the variables that were undone here.
    environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
