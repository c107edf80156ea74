"""Show words of the query in the bar: what they say, for or against."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.core.query import QueryWords
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.widgets.screen_readers import announce, role

_TEXT_WIDTH = 220
_KEYS = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_N})


@role(QAccessible.Role.Button, press="toggle_negative")
class WordsChip(QFrame):
    """Show words, for keyboard and mouse.

    Signals:
        removed(QueryWords): the user takes them out.
        negative_wanted(QueryWords, bool): photos shall not show it, or show it again.
    """

    removed = Signal(object)
    negative_wanted = Signal(object, bool)

    def __init__(self, words: QueryWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.setProperty("kind", "chip")
        self.setProperty("less", words.negative)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text = QLabel(textFormat=Qt.TextFormat.PlainText)
        metrics = QFontMetrics(text.font())
        text.setText(metrics.elidedText(words.text, Qt.TextElideMode.ElideRight, _TEXT_WIDTH))
        self._sign = tool_button("−" if words.negative else "+", kind="sign")
        self._sign.setFixedSize(QSize(22, 22))
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # N does the same
        self._sign.setAccessibleName(
            tr("Not showing this") if words.negative else tr("Showing this")
        )
        self._sign.clicked.connect(self.toggle_negative)
        self._away = tool_button("×", tr("Remove these words from the query (Del)"))
        self._away.setAccessibleName(tr("Remove {title} from the query").format(title=words.text))
        self._away.setFixedSize(QSize(20, 20))
        self._away.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Del does the same
        self._away.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(5)
        for widget in (text, self._sign, self._away):
            row.addWidget(widget)
        said = tr("Not showing “{words}”") if words.negative else tr("Showing “{words}”")
        self.setAccessibleName(said.format(words=words.text))
        keys = tr("N: showing or not showing · Del: remove")
        self.setToolTip(f"{said.format(words=words.text)}\n{keys}")

    def toggle_negative(self) -> None:
        """Ask for the opposite."""
        self.negative_wanted.emit(self.words, not self.words.negative)

    def _remove(self) -> None:
        self.removed.emit(self.words)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Let the chip's keys mean the chip while it has the keyboard."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _KEYS
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys all that the mouse can do."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
        elif event.key() == Qt.Key.Key_N:
            self.toggle_negative()
        else:
            super().keyPressEvent(event)


class WordsRow(QWidget):
    """Show a chip for each of the query's words.

    Signals: as those of WordsChip.
    """

    removed = Signal(object)
    negative_wanted = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Words that are searched by"))
        self._shown: tuple[QueryWords, ...] = ()
        self.chips: list[WordsChip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def show_words(self, words: Sequence[QueryWords]) -> None:
        """Show these; the keyboard stays at its place."""
        if tuple(words) == self._shown:
            return
        self._shown = tuple(words)
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [WordsChip(each, self) for each in words]
        for chip in self.chips:
            chip.removed.connect(self.removed)
            chip.negative_wanted.connect(self.negative_wanted)
            self._row.addWidget(chip)
            chip.show()
        if focused is not None and self.chips:
            chip = self.chips[min(focused, len(self.chips) - 1)]
            chip.setFocus(Qt.FocusReason.TabFocusReason)
            announce(chip, chip.accessibleName())
