"""Hold all that the window can do in one registry: menus, shortcuts, the sheet of them,
remapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from photosearch.gui.translation import tr


class Needs(Enum):
    """Name what must be the case for a command to make sense."""

    NOTHING = auto()
    LIBRARY = auto()
    """A library is open."""
    PHOTOS = auto()
    """Some are selected, or one is current."""
    QUERY = auto()
    """Something is searched for."""
    INDEXING = auto()
    """A run is in progress."""


@dataclass(frozen=True, slots=True)
class Command:
    """Describe one thing that the user can ask for."""

    name: str
    """Stable and never translated: the user's own shortcuts are stored by it."""
    text: str
    """For menus, in the user's language, with its mnemonic (&)."""
    act: Callable[..., None]
    """Without arguments; with the new state (bool) if `checkable`."""
    keys: tuple[str, ...] = ()
    """Shortcuts unless the user has chosen others, as portable texts ("Ctrl+Shift+O")."""
    menu: str = ""
    """Key of MENUS; "" for a command that has only a shortcut."""
    section: int = 0
    """Of the menu: smaller ones stand above, with a line between."""
    needs: Needs = Needs.LIBRARY
    checkable: bool = False
    context: bool = False
    """Stands in the context menu of photos, too."""
    help: str = ""
    """A sentence for the status bar, the shortcut sheet and screen readers."""

    @property
    def title(self) -> str:
        """Return the text without mnemonic and dots."""
        return self.text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def menu_titles() -> dict[str, str]:
    """Return the menus in their order."""
    return {
        "file": tr("&File"),
        "edit": tr("&Edit"),
        "search": tr("&Search"),
        "photo": tr("&Photo"),
        "view": tr("&View"),
        "library": tr("&Library"),
        "help": tr("&Help"),
    }


class Actions(QObject):
    """Hold the commands of one window and the QActions that stand for them.

    Signals:
        shortcuts_changed(): the user's own shortcuts are others now.
    """

    shortcuts_changed = Signal()

    def __init__(self, window: QMainWindow, own_keys: Sequence[str] = ()) -> None:
        """Use `own_keys`, the user's shortcuts as the settings hold them: "name=Ctrl+K"."""
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._own = _parse(own_keys)
        self._state = dict.fromkeys(Needs, False) | {Needs.NOTHING: True}

    def __iter__(self) -> Iterator[Command]:
        """Yield the commands in the order in which they were added."""
        return iter(self._commands.values())

    def add(self, command: Command) -> QAction:
        """Take a command in; its shortcut works at once.

        Raises:
            ValueError: there is one of that name.
        """
        if command.name in self._commands:
            raise ValueError(f"there is a command {command.name} already")
        action = QAction(command.text, self._window)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setStatusTip(command.help)
        action.setEnabled(self._state[command.needs])
        action.triggered.connect(command.act)
        self._commands[command.name] = command
        self._actions[command.name] = action
        self._window.addAction(action)
        self._set_keys(command)
        return action

    def command(self, name: str) -> Command:
        """Return the command of that name; raise KeyError if there is none."""
        return self._commands[name]

    def action(self, name: str) -> QAction:
        """Return what stands for it in menus; raise KeyError if there is none."""
        return self._actions[name]

    def keys(self, name: str) -> list[QKeySequence]:
        """Return the shortcuts that hold now."""
        return self._actions[name].shortcuts()

    def use_keys(self, own_keys: Sequence[str]) -> None:
        """Use the user's own shortcuts, and the usual ones for commands not among them."""
        self._own = _parse(own_keys)
        for command in self:
            self._set_keys(command)
        self.shortcuts_changed.emit()

    def enable(self, **state: bool) -> None:
        """Tell what is the case now, by the names of Needs in lower case; the rest stays."""
        for name, holds in state.items():
            self._state[Needs[name.upper()]] = holds
        for command in self:
            self._actions[command.name].setEnabled(self._state[command.needs])

    def fill_menu_bar(self) -> None:
        """Put every command into its menu. Call it when all have been added."""
        bar = self._window.menuBar()
        bar.clear()
        for key, title in menu_titles().items():
            commands = [command for command in self if command.menu == key]
            if commands:
                self._fill(bar.addMenu(title), commands)

    def photo_menu(self) -> QMenu:
        """Return the context menu of photos; the caller shows and deletes it."""
        menu = QMenu(self._window)
        self._fill(menu, [command for command in self if command.context])
        return menu

    def _fill(self, menu: QMenu, commands: list[Command]) -> None:
        menus = list(menu_titles())
        before: tuple[int, int] | None = None
        for command in sorted(commands, key=lambda each: (menus.index(each.menu), each.section)):
            place = menus.index(command.menu), command.section
            if before not in {None, place}:
                menu.addSeparator()
            before = place
            menu.addAction(self._actions[command.name])

    def _set_keys(self, command: Command) -> None:
        keys = self._own.get(command.name, command.keys)
        self._actions[command.name].setShortcuts([QKeySequence(key) for key in keys])


def _parse(own_keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Parse "name=Ctrl+K" into keys by name; several for one name add up, an empty one means
    none."""
    own: dict[str, tuple[str, ...]] = {}
    for entry in own_keys:
        name, _, key = entry.partition("=")
        own[name] = (*own.get(name, ()), *([key] if key else []))
    return own
