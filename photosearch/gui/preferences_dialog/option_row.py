"""Show one option in the dialog: label, what it means, editor, the way back to the default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from photosearch.gui.preferences_dialog.editors import make_editor
from photosearch.gui.preferences_dialog.options import Option, OptionKind
from photosearch.gui.translation import tr
from photosearch.gui.widgets import theme
from photosearch.gui.widgets.buttons import push_button


class OptionRow(QWidget):
    """Show an option and its value.

    Signals:
        changed(str, object): the user wants the option of this name to have this value.
    """

    changed = Signal(str, object)

    def __init__(self, option: Option, page: str, choose_file: Callable[[], str]) -> None:
        """Make the row; `page` is searched as well, `choose_file` asks the user for a file."""
        super().__init__()
        self.option = option
        self.editor = make_editor(option, choose_file)
        self.editor.edited.connect(self._change)
        self._reset = push_button(tr("Reset"), kind="small")
        self._reset.setAccessibleName(tr("Reset: {option}").format(option=option.label))
        self._reset.setToolTip(tr("Back to the default"))
        self._reset.clicked.connect(self._go_back)
        # Its place is kept free, or the rows would jump.
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        words = option.help
        if option.setting.needs_restart:
            when = tr("Takes effect when PhotoSearch is started again.")
            words = f"{words} {when}"
        help_label = QLabel(words, wordWrap=True)
        help_label.setProperty("kind", "muted")
        help_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 9, 0, 9)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        if option.kind is OptionKind.SWITCH:
            grid.addWidget(self.editor, 0, 0, 1, 2)
            indented = QHBoxLayout()  # a layout is turned round where one writes from the right
            indented.addSpacing(theme.CHECK_INDENT)
            indented.addWidget(help_label)
            grid.addLayout(indented, 1, 0, 1, 2)
        else:
            label = QLabel(option.label)
            label.setBuddy(self.editor.control)
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, 0, 0, top)
            grid.addWidget(self.editor, 0, 1, 2, 1, top)
            grid.addWidget(help_label, 1, 0, top)
        grid.addWidget(self._reset, 0, 2, 2, 1, top)
        words_of_choices = [text for _, text in option.choices]
        self._searched = " ".join(
            [page, option.label, option.help, option.name, *words_of_choices]
        ).casefold()

    def matches(self, words: str) -> bool:
        """Tell whether all of the words stand somewhere in what is written here."""
        return all(word in self._searched for word in words.casefold().split())

    def show_value(self, value: Any) -> None:
        """Show this value, and the way back if it is not the default."""
        self.editor.show_value(value)
        self._reset.setVisible(value != self.option.default)

    def _change(self, value: Any) -> None:
        self._reset.setVisible(value != self.option.default)
        self.changed.emit(self.option.name, value)

    def _go_back(self) -> None:
        self.editor.setFocus()
        self.show_value(self.option.default)
        self.changed.emit(self.option.name, self.option.default)
