"""Show the sheet of all commands and keys: searched by either, and changed in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.actions import Actions, menu_titles
from photosearch.gui.preferences import Preferences
from photosearch.gui.shortcuts import keys
from photosearch.gui.shortcuts.keys import fixed_keys, pressed
from photosearch.gui.translation import tr
from photosearch.gui.widgets.fit_on_screen import fit_on_screen
from photosearch.gui.widgets.lists import list_button


class KeyCapture(QLineEdit):
    """Take the next keys. Nothing can be typed into it; it ends with the first keys, with Escape,
    or without focus.

    Signals:
        captured(QKeySequence): these keys were pressed.
        left(): none were.
    """

    captured = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(tr("Press the keys; Escape keeps the old ones"))
        self.setAccessibleName(tr("Press the new keys"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Take also keys that are shortcuts now, and Tab."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            return
        keys = pressed(event)
        if keys is not None:
            self.captured.emit(keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give up: somebody clicked elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()


_NAME = Qt.ItemDataRole.UserRole


class ShortcutSheet(QDialog):
    """List the commands, not modal; a change holds at once and is kept in the settings."""

    def __init__(self, actions: Actions, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setMinimumSize(480, 360)
        self._actions = actions
        self._preferences = preferences
        self._wanted: QKeySequence | None = None
        self._adds = False
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.search = self._make_search()
        self.tree = self._make_tree()
        self._nothing = QLabel(tr("No command has these words or keys."))
        self._nothing.setProperty("kind", "muted")
        self._nothing.hide()
        self.told = QLabel(wordWrap=True)
        self.told.setMinimumHeight(self.told.fontMetrics().height() * 2 + 4)
        self.capture = KeyCapture()
        self.capture.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self._nothing)
        column.addWidget(self.told)
        column.addWidget(self.capture)
        column.addLayout(self._make_buttons())
        fit_on_screen(self, max(680, column.sizeHint().width()), 640)
        self._connect()
        self._show_keys()
        self._show_choice()
        self.search.setFocus()

    def choose(self, name: str) -> None:
        """Put the keyboard on a command, by its name."""
        self.tree.setCurrentItem(self._rows[name])

    def keys_of(self, name: str) -> str:
        """Return what the sheet shows for a command."""
        return self._rows[name].text(1)

    @property
    def shown_names(self) -> list[str]:
        """Return the commands that the search leaves, in order."""
        return [name for name, row in self._rows.items() if not row.isHidden()]

    def _make_search(self) -> QLineEdit:
        line = QLineEdit(clearButtonEnabled=True)
        line.setPlaceholderText(tr("Search for a command or for keys"))
        line.setAccessibleName(tr("Search for a command or for keys"))
        line.textChanged.connect(self._filter)
        return line

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setHeaderLabels([tr("Command"), tr("Keys")])
        tree.setAccessibleName(tr("Commands and their keys"))
        tree.setTabKeyNavigation(False)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(14)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        titles = {**menu_titles(), "": tr("Elsewhere")}
        for menu, title in titles.items():
            commands = [command for command in self._actions if command.menu == menu]
            if commands:
                group = _group(tree, title.replace("&", ""))
                rows = []
                for command in commands:
                    row = QTreeWidgetItem(group, [command.title, ""])
                    row.setToolTip(0, command.help)
                    row.setData(0, _NAME, command.name)
                    self._rows[command.name] = row
                    rows.append(row)
                self._groups.append((group, rows))
        for title, lines in fixed_keys():
            group = _group(tree, title)
            rows = [QTreeWidgetItem(group, [does, pressed]) for pressed, does in lines]
            self._groups.append((group, rows))
        tree.expandAll()
        return tree

    def _make_buttons(self) -> QHBoxLayout:
        self.change_button = list_button(
            tr("Change…"), self._change, tr("Press other keys for it (Enter)")
        )
        self.add_button = list_button(tr("Add…"), self._add, tr("Press more keys for it"))
        self.remove_button = list_button(tr("Remove"), self._remove, tr("Leave it without keys"))
        self.reset_button = list_button(tr("Reset"), self._reset, tr("Back to its default keys"))
        self.reset_all_button = list_button(
            tr("Reset all"), self._reset_all, tr("Back to the default keys of all commands")
        )
        self.take_button = list_button(tr("Use them here"), self._take_over, kind="main")
        self.take_button.hide()
        row = QHBoxLayout()
        for button in (self.take_button, *self._row_buttons()):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.reset_all_button)
        row.addWidget(list_button(tr("Close"), self.close))
        return row

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(self._show_choice)
        self.tree.itemActivated.connect(self._change)
        self.capture.captured.connect(self._captured)
        self.capture.left.connect(self._stop_capture)
        self._actions.shortcuts_changed.connect(self._show_keys)

    def _row_buttons(self) -> tuple[QPushButton, ...]:
        return self.change_button, self.add_button, self.remove_button, self.reset_button

    # Showing

    def _show_keys(self) -> None:
        for name, row in self._rows.items():
            row.setText(1, keys.shown(self._actions.keys(name)))
            font = QFont(self.font())
            font.setBold(not self._is_usual(name))
            row.setFont(1, font)
        self.reset_all_button.setEnabled(any(not self._is_usual(name) for name in self._rows))
        self._show_choice()

    def _show_choice(self) -> None:
        name = self._name()
        for button in self._row_buttons():
            button.setEnabled(name is not None)
        self.take_button.hide()
        self._wanted = None
        if name is None:
            self.told.setText(tr("Choose a command to change its keys."))
            return
        self.remove_button.setEnabled(bool(self._actions.keys(name)))
        self.reset_button.setEnabled(not self._is_usual(name))
        command = self._actions.command(name)
        self.told.setText(f"{command.title}: {command.help}" if command.help else command.title)

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for group, rows in self._groups:
            for row in rows:
                text = f"{row.text(0)} {row.text(1)} {row.toolTip(0)}".casefold()
                row.setHidden(not all(word in text for word in wanted))
            group.setHidden(all(row.isHidden() for row in rows))
        self._nothing.setVisible(all(group.isHidden() for group, _ in self._groups))

    # Changing

    def _change(self) -> None:
        self._start_capture(adds=False)

    def _add(self) -> None:
        self._start_capture(adds=True)

    def _start_capture(self, *, adds: bool) -> None:
        if self._name() is not None:
            self._adds = adds
            self.capture.show()
            self.capture.setFocus()

    def _stop_capture(self) -> None:
        if not self.capture.isHidden():
            self.capture.hide()
            self.tree.setFocus()

    def _captured(self, wanted: QKeySequence) -> None:
        self._stop_capture()
        name = self._name()
        if name is None:
            return
        problem = keys.conflict_text(wanted)
        if problem:
            self.told.setText(problem)
            return
        other = keys.holder(self._actions, wanted, but=name)
        if other is None:
            self._give(name, wanted)
            return
        self.told.setText(
            tr("{keys} belong to “{command}”. Used here, they no longer work there.").format(
                keys=keys.shown([wanted]), command=self._actions.command(other).title
            )
        )
        self._wanted = wanted
        self.take_button.show()
        self.take_button.setFocus()

    def _take_over(self) -> None:
        name, wanted = self._name(), self._wanted
        if name is not None and wanted is not None:
            self._give(name, wanted)
            self.tree.setFocus()

    def _give(self, name: str, wanted: QKeySequence) -> None:
        present = self._actions.keys(name) if self._adds else []
        kept = [key for key in present if keys.portable(key) != keys.portable(wanted)]
        changes = {name: [*kept, wanted]}
        other = keys.holder(self._actions, wanted, but=name)
        if other is not None:
            gone = keys.portable(wanted)
            left = [key for key in self._actions.keys(other) if keys.portable(key) != gone]
            changes[other] = left
        self._save(changes)

    def _remove(self) -> None:
        name = self._name()
        if name is not None:
            self._save({name: []})

    def _reset(self) -> None:
        """Give a command its usual keys again, also where they have gone to another one, which
        loses them."""
        name = self._name()
        if name is None:
            return
        usual = [QKeySequence(key) for key in self._actions.command(name).keys]
        changes = {name: usual}
        for key in usual:
            other = keys.holder(self._actions, key, but=name)
            if other is not None:
                before = changes.get(other, self._actions.keys(other))
                changes[other] = [k for k in before if keys.portable(k) != keys.portable(key)]
        self._save(changes)

    def _reset_all(self) -> None:
        self._save(
            {command.name: [QKeySequence(key) for key in command.keys] for command in self._actions}
        )

    def _save(self, changes: dict[str, list[QKeySequence]]) -> None:
        before = self._preferences.now.shortcuts
        self._preferences.change(shortcuts=keys.own_keys(self._actions, before, changes))

    def _name(self) -> str | None:
        row = self.tree.currentItem()
        name = row.data(0, _NAME) if row is not None else None
        return name if isinstance(name, str) else None

    def _is_usual(self, name: str) -> bool:
        usual = [keys.portable(QKeySequence(key)) for key in self._actions.command(name).keys]
        return [keys.portable(key) for key in self._actions.keys(name)] == usual


def _group(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
    group = QTreeWidgetItem(tree, [title])
    group.setFlags(Qt.ItemFlag.ItemIsEnabled)
    group.setFirstColumnSpanned(True)
    font = QFont(tree.font())
    font.setBold(True)
    group.setFont(0, font)
    return group
