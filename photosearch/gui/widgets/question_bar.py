"""Ask a question in its place, with its answers as buttons; never modal, nothing waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import claims_escape, push_button
from photosearch.gui.widgets.elided_label import ElidedLabel


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """Hold one answer to a question."""

    key: str
    words: str
    """Of the button, with its mnemonic (&)."""
    help: str = ""
    """What it comes to: tool tip, and for screen readers."""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked. The first choice is what is to be done, the last changes nothing."""

    text: str
    choices: tuple[QuestionChoice, ...]
    detail: str = ""
    """One line, cut in its middle where it is too long; whole in the tool tip."""
    careful: bool = False
    """Nobody should come to the first choice by a key too many: the keyboard is at the last."""
    aside: bool = False
    """It is about something that the user goes on with: the keyboard stays where it is."""


class QuestionBar(QFrame):
    """Show one question, or one piece of work that goes on because of its answer.

    The keyboard is at one of the choices while it asks, and goes back to where it was afterwards.
    Escape is the last choice.

    Signals:
        chosen(str): the key of the choice; the bar is hidden.
        cancelled(): of the work; the bar is hidden.
    """

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._before: QWidget | None = None
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._detail = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._progress = QProgressBar(textVisible=False)
        self._buttons: list[QPushButton] = []
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self._text, self._detail, self._progress):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(16)
        row.addLayout(words, 1)
        self._button_row = QHBoxLayout()
        self._button_row.setSpacing(8)
        row.addLayout(self._button_row)
        self.setProperty("kind", "info")
        self.hide()

    @property
    def text(self) -> str:
        """Return what is asked or told, "" if nothing is."""
        return "" if self.isHidden() else self._text.text()

    def ask(self, question: Question) -> None:
        """Ask this, instead of whatever is asked or going on."""
        self._question = question
        self._show(question.text, question.detail, question.choices, careful=question.careful)
        if not question.aside:
            self._buttons[-1 if question.careful else 0].setFocus()
        self._progress.hide()
        self._announce()

    def show_work(self, text: str, detail: str = "") -> None:
        """Tell what goes on, with a button to cancel it."""
        self._question = None
        stop = QuestionChoice("", tr("&Cancel"), tr("Cancel; nothing changes."))
        self._show(text, detail, (stop,))
        self._buttons[0].setFocus()
        self._progress.setRange(0, 0)
        self._progress.show()
        self._announce()

    def show_progress(self, done_bytes: int, total_bytes: int | None) -> None:
        """Show how far the work is; without a total only that it goes on."""
        locale = QLocale()
        done = locale.formattedDataSize(done_bytes, 1)
        if total_bytes:
            whole = locale.formattedDataSize(total_bytes, 1)
            self._progress.setRange(0, 1000)
            self._progress.setValue(min(1000, done_bytes * 1000 // total_bytes))
            done = tr("{done} of {total}").format(done=done, total=whole)
        else:
            self._progress.setRange(0, 0)
        self._progress.setToolTip(done)
        self._progress.setAccessibleDescription(done)

    def end(self) -> None:
        """Go away: nothing is asked or going on any more."""
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._question = None
        self.hide()
        before, self._before = self._before, None
        gone = before is None or not shiboken6.isValid(before)
        if had_focus and before is not None and not gone and before.isVisible():
            before.setFocus()

    def button(self, key: str) -> QPushButton:
        """Return the button of a choice that can be made now; raise KeyError if there is none."""
        return {button.objectName(): button for button in self._buttons}[key]

    def _show(
        self, text: str, detail: str, choices: Sequence[QuestionChoice], *, careful: bool = False
    ) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self._text.setText(text)
        # Paths and addresses run from left to right in every language.
        self._detail.setText(f"\u2066{detail}\u2069")
        self._detail.setToolTip(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(choice) for choice in choices]
        if len(self._buttons) > 1 and not careful:
            self._buttons[0].setProperty("kind", "main")
        self.show()
        for button in self._buttons:
            button.show()  # the layout would do it, but only later, and what is hidden has no focus

    def _button(self, choice: QuestionChoice) -> QPushButton:
        button = push_button(choice.words, choice.help)
        button.setObjectName(choice.key)
        button.setAccessibleDescription(choice.help)
        button.setAutoDefault(True)  # Enter presses it, not only the space bar
        button.clicked.connect(self._on_clicked)
        self._button_row.addWidget(button)
        return button

    def _on_clicked(self) -> None:
        self._choose(self.sender().objectName())

    def _choose(self, key: str) -> None:
        asked = self._question is not None
        self.end()
        if asked:
            self.chosen.emit(key)
        else:
            self.cancelled.emit()

    def _announce(self) -> None:
        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(event)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Keep Escape here while the keyboard is here: the window has a use for it as well."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, as if it had not been asked."""
        if event.key() == Qt.Key.Key_Escape:
            self._choose(self._question.choices[-1].key if self._question else "")
        else:
            super().keyPressEvent(event)
