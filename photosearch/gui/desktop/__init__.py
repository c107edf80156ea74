"""Reach other programs of the desktop: file dialogs, file managers, programs that open photos."""
