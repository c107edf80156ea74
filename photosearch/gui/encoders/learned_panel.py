"""Show below the encoders what was learned of the user's answers, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.flow_layout import FlowLayout
from photosearch.gui.widgets.question_bar import Question, QuestionBar, QuestionChoice


class LearnedPanel(QFrame):
    """Show words and buttons.

    Signals:
        learn_wanted(): learn from the answers now.
        undo_wanted(): take back what was learned last.
        export_wanted(): write the answers to a file.
        erase_wanted(): erase all answers; the user was asked.
    """

    learn_wanted = Signal()
    undo_wanted = Signal()
    export_wanted = Signal()
    erase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(tr("Learned from your answers"))
        title.setProperty("kind", "heading")
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.learn_button = push_button(tr("Learn now"), tr("Takes seconds"))
        self.undo_button = push_button(tr("Undo learning"), tr("As it was before, at once"))
        self.export_button = push_button(tr("Export answers…"), tr("As a table, or for scripts"))
        self.erase_button = push_button(
            tr("Erase answers…"), tr("And all that was learned of them")
        )
        self.learn_button.clicked.connect(self.learn_wanted)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.export_button.clicked.connect(self.export_wanted)
        self.erase_button.clicked.connect(self._ask)
        self.question = QuestionBar()
        self.question.chosen.connect(self._on_chosen)
        buttons = FlowLayout(spacing=8)
        for button in (self.learn_button, self.undo_button, self.export_button, self.erase_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addWidget(self.question)
        self.show_words("", answers=0, steps=0)

    @property
    def text(self) -> str:
        """Return what is told."""
        return self._words.text()

    def show_words(self, words: str, *, answers: int, steps: int) -> None:
        """Tell what is kept and learned.

        Args:
            words: a line for each.
            answers: that are kept.
            steps: of learning that can be undone.
        """
        self._words.setText(words)
        self._words.setVisible(bool(words))
        for button in (self.learn_button, self.export_button, self.erase_button):
            button.setEnabled(answers > 0)
        self.undo_button.setEnabled(steps > 0)

    def _ask(self) -> None:
        choices = (
            QuestionChoice("erase", tr("&Erase"), tr("There is no undo.")),
            QuestionChoice("keep", tr("&Keep"), tr("Change nothing.")),
        )
        text = tr("Erase all answers, and all that was learned of them?")
        self.question.ask(Question(text, choices, careful=True))

    def _on_chosen(self, key: str) -> None:
        if key == "erase":
            self.erase_wanted.emit()
