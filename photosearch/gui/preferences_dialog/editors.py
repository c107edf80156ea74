"""Edit options, each kind in its way. Editors know values, not where those are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from photosearch.gui.preferences_dialog.options import Option, OptionKind
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button

TYPING_MS = 700
"""A text counts as typed when the keyboard has rested for so long."""
_WIDTH = 230


class Editor(QWidget):
    """Show and change one value.

    Signals:
        edited(object): the user has chosen another value.
    """

    edited = Signal(object)

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    @property
    def control(self) -> QWidget:
        """Return what takes the keyboard."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show this value; emits nothing."""
        raise NotImplementedError

    def flush(self) -> None:
        """Take what is typed but not taken yet: the dialog closes."""

    def _tell(self, value: bool | int) -> None:
        self.edited.emit(value)

    def _put(self, control: QWidget) -> None:
        control.setAccessibleName(self.option.label)
        control.setAccessibleDescription(self.option.help)
        control.setToolTip(self.option.help)
        self._row.addWidget(control)
        self.setFocusProxy(control)


class SwitchEditor(Editor):
    """Switch on or off."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._box = QCheckBox(option.label.replace("&", "&&"))
        self._put(self._box)
        self._box.toggled.connect(self._tell)

    @property
    def control(self) -> QCheckBox:
        """Return the box, with the label."""
        return self._box

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self._box.blockSignals(True)
        self._box.setChecked(bool(value))
        self._box.blockSignals(False)


class ChoiceEditor(Editor):
    """Choose one of a few."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._list = QComboBox()
        for value, words in option.choices:
            self._list.addItem(words, value)
        self._list.setMinimumWidth(_WIDTH)
        _leave_the_wheel_alone(self._list)
        self._put(self._list)
        self._list.activated.connect(self._choose)

    @property
    def control(self) -> QComboBox:
        """Return the list."""
        return self._list

    def show_value(self, value: Any) -> None:
        """Choose the words of the value."""
        self._list.setCurrentIndex(self._list.findData(value))

    def _choose(self, index: int) -> None:
        self.edited.emit(self._list.itemData(index))


class NumberEditor(Editor):
    """Edit a whole number within its range."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._box = QSpinBox()
        # Style sheets give the line inside no padding.
        self._box.lineEdit().setTextMargins(5, 0, 5, 0)
        self._box.setRange(*option.limits)
        self._box.setGroupSeparatorShown(True)
        self._box.setKeyboardTracking(False)  # 30 on the way to 300 is not meant
        if option.unit:
            self._box.setSuffix(f" {option.unit}")
        if option.low_label:
            self._box.setSpecialValueText(option.low_label)
        self._box.setMinimumWidth(_WIDTH)
        _leave_the_wheel_alone(self._box)
        self._put(self._box)
        self._box.valueChanged.connect(self._tell)

    @property
    def control(self) -> QSpinBox:
        """Return the field."""
        return self._box

    def show_value(self, value: Any) -> None:
        """Show the number."""
        self._box.blockSignals(True)
        self._box.setValue(int(value))
        self._box.blockSignals(False)

    def flush(self) -> None:
        """Take the digits that are in the field."""
        self._box.interpretText()


class TextEditor(Editor):
    """Edit one line. An empty one means the default."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._line = QLineEdit()
        self._line.setMinimumWidth(_WIDTH)
        self._line.setPlaceholderText(str(option.default))
        self._put(self._line)
        self._line.editingFinished.connect(self.flush)
        self._shown = ""

    @property
    def control(self) -> QLineEdit:
        """Return the field."""
        return self._line

    def show_value(self, value: Any) -> None:
        """Show the text."""
        self._shown = str(value)
        self._line.setText(self._shown)

    def flush(self) -> None:
        """Take the text that is in the field."""
        text = self._line.text().strip() or str(self.option.default)
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)


class ListEditor(Editor):
    """Edit texts, one per line; blank lines count for nothing."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedSize(_WIDTH, self._text.fontMetrics().height() * 5 + 14)
        self._put(self._text)
        self._shown: tuple[str, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._pause.timeout.connect(self.flush)
        self._text.textChanged.connect(self._pause.start)
        self._text.installEventFilter(self)

    @property
    def control(self) -> QPlainTextEdit:
        """Return the field."""
        return self._text

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        self._shown = tuple(value)
        self._text.blockSignals(True)
        self._text.setPlainText("\n".join(self._shown))
        self._text.blockSignals(False)

    def flush(self) -> None:
        """Take the lines that are in the field."""
        self._pause.stop()
        lines = tuple(
            line for each in self._text.toPlainText().splitlines() if (line := each.strip())
        )
        if lines != self._shown:
            self._shown = lines
            self.edited.emit(lines)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the typing when the field is left."""
        if watched is self._text and event.type() is QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)


class FileEditor(Editor):
    """Show the path of a file, chosen in a dialog.

    Args:
        option: what is edited.
        choose: asks the user for a file; "" if none was chosen.
    """

    def __init__(self, option: Option, choose: Callable[[], str]) -> None:
        super().__init__(option)
        self._choose = choose
        self._line = QLineEdit(readOnly=True)
        self._line.setMinimumWidth(_WIDTH - 60)
        self._line.setPlaceholderText(tr("None", "profile"))
        self._put(self._line)
        button = push_button(tr("Choose…"), kind="small")
        button.setAccessibleName(tr("Choose: {option}").format(option=option.label))
        button.clicked.connect(self._ask)
        self._row.addWidget(button)

    @property
    def control(self) -> QLineEdit:
        """Return the field that shows the path."""
        return self._line

    def show_value(self, value: Any) -> None:
        """Show the path, its end first: that is what tells files apart."""
        self._line.setText(str(value))
        self._line.setToolTip(str(value) or self.option.help)
        self._line.end(False)

    def _ask(self) -> None:
        path = self._choose()
        if path:
            self.show_value(path)
            self.edited.emit(path)


class _WheelGuard(QObject):
    """Keep scrolling over a field from changing it, unless the keyboard is in it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page behind, unless the field has the focus."""
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if watched.hasFocus():
            return False
        event.ignore()
        return True


def _leave_the_wheel_alone(widget: QWidget) -> None:
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_WheelGuard(widget))


def make_editor(option: Option, choose_file: Callable[[], str]) -> Editor:
    """Return the editor for an option.

    Args:
        option: a row of the table.
        choose_file: asks the user for a file, where one is wanted.
    """
    if option.kind is OptionKind.FILE:
        return FileEditor(option, choose_file)
    kinds: dict[OptionKind, Callable[[Option], Editor]] = {
        OptionKind.SWITCH: SwitchEditor,
        OptionKind.CHOICE: ChoiceEditor,
        OptionKind.NUMBER: NumberEditor,
        OptionKind.TEXT: TextEditor,
        OptionKind.LIST: ListEditor,
    }
    return kinds[option.kind](option)
