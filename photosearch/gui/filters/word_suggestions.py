"""Offer below the field for words what was asked lately, to look for what photos show, and words
that photos have."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.flow_layout import FlowLayout

_LONGEST, _LONGEST_RECENT = 40, 22
"""Letters of what is typed, and of what was asked, on a button."""


class WordSuggestions(QWidget):
    """Show a button for what is typed, and one for each word that photos have; before anything is
    typed, one for each of the words that were asked lately.

    Signals:
        words_wanted(str): look for photos that show this.
        text_wanted(str): look for photos with this in name, caption, keywords or labels.
    """

    words_wanted = Signal(str)
    text_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self.show_button = push_button("", tr("Find what it looks like, whatever it is called"))
        self.show_button.clicked.connect(self._want_words)
        self._others = QWidget()
        self._flow = FlowLayout(self._others)
        self._recent = QWidget()
        self._recent.setAccessibleName(tr("Words asked lately"))
        self._recent_flow = FlowLayout(self._recent)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 8, 4)
        column.setSpacing(4)
        column.addWidget(self.show_button)
        for widget in (self._others, self._recent):
            column.addWidget(widget)
        self.show_typed("")

    @property
    def suggested(self) -> list[str]:
        """Return what stands on the buttons of words that photos have."""
        return [button.text() for button in _buttons(self._flow)]

    @property
    def recent(self) -> list[str]:
        """Return what stands on the buttons of words that were asked lately."""
        return [button.text() for button in _buttons(self._recent_flow)]

    def show_typed(self, text: str) -> None:
        """Offer to look for photos that show what is typed; nothing without words."""
        self._typed = text
        words = tr("Photos that show “{words}”").format(words=_short(text))
        self.show_button.setText(words.replace("&", "&&"))
        self.show_button.setAccessibleName(words)
        self.show_button.setVisible(bool(text))
        if text:
            self.show_recent([])
        else:
            self.show_suggestions([])
        self.setVisible(bool(text))

    def show_suggestions(self, words: Sequence[tuple[str, int]]) -> None:
        """Offer words that photos have, each with the number of photos that have it."""
        _remove_buttons(self._flow)
        for word, photos in words:
            label = tr("{word} ({count})").format(word=word, count=wording.number(photos))
            button = push_button(
                label.replace("&", "&&"), tr("Photos with “{word}”").format(word=word)
            )
            button.clicked.connect(lambda _checked=False, word=word: self.text_wanted.emit(word))
            self._flow.addWidget(button)
        self._others.setVisible(bool(words))

    def show_recent(self, texts: Sequence[str]) -> None:
        """Offer words that were asked lately, while nothing is typed."""
        _remove_buttons(self._recent_flow)
        texts = () if self._typed else texts
        for text in texts:
            button = push_button(
                f"↺ {_short(text, _LONGEST_RECENT)}".replace("&", "&&"),
                tr("Photos that show “{words}”").format(words=text),
            )
            button.setAccessibleName(tr("Photos that show “{words}”").format(words=text))
            button.clicked.connect(lambda _checked=False, text=text: self.words_wanted.emit(text))
            self._recent_flow.addWidget(button)
        self._recent.setVisible(bool(texts))
        self.setVisible(bool(texts or self._typed))

    def _want_words(self) -> None:
        self.words_wanted.emit(self._typed)


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _buttons(flow: FlowLayout) -> list[QPushButton]:
    items = (flow.itemAt(place) for place in range(flow.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if isinstance(widget, QPushButton)]


def _remove_buttons(flow: FlowLayout) -> None:
    for button in _buttons(flow):
        flow.removeWidget(button)
        button.hide()
        button.deleteLater()
