"""Show the about box."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

import photosearch
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.fit_on_screen import fit_on_screen

if TYPE_CHECKING:
    from photosearch.gui.about.program_facts import ProgramFacts

_ICON = 56


class AboutDialog(QDialog):
    """Show the facts, not modal; everything in it can be marked and copied.

    Signals:
        copy_wanted(str): put this text on the clipboard.
    """

    copy_wanted = Signal(str)

    def __init__(self, facts: ProgramFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About PhotoSearch"))
        self.setMinimumSize(420, 360)
        fit_on_screen(self, 600, 600)
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Versions, encoder and licences"))
        self.text.setTabChangesFocus(True)
        self.text.setHtml(_page(facts))
        copy = push_button(tr("Copy all"), tr("Put all of it on the clipboard as text"))
        copy.clicked.connect(self._copy)
        close = push_button(tr("Close"), kind="main")
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._make_head())
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
        close.setFocus()

    def _make_head(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(
            QGuiApplication.windowIcon().pixmap(QSize(_ICON, _ICON), self.devicePixelRatio())
        )
        icon.setAccessibleName("PhotoSearch")
        name = QLabel(f"PhotoSearch {photosearch.__version__}")
        font = QFont(name.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        name.setFont(font)
        words = QLabel(
            tr("Finds photos by example. Everything stays on this computer."), wordWrap=True
        )
        words.setProperty("kind", "muted")
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addStretch(1)
        lines.addWidget(name)
        lines.addWidget(words)
        lines.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(icon)
        row.addLayout(lines, 1)
        return row

    def _copy(self) -> None:
        self.copy_wanted.emit(self.text.toPlainText())


def _page(facts: ProgramFacts) -> str:
    parts = [(f"{part.name} {part.version}", part.licence) for part in facts.parts]
    sections = [
        (tr("Versions"), facts.versions),
        (tr("Encoder of this library"), facts.encoder),
        (tr("Parts and their licences"), parts),
    ]
    own = tr("PhotoSearch itself is free under the Apache License 2.0.")
    texts = tr("The full texts of the licences travel with each package.")
    body = "".join(_section(title, rows) for title, rows in sections if rows)
    return f"{body}<p>{html.escape(own)} {html.escape(texts)}</p>"


def _section(title: str, rows: Iterable[tuple[str, str]]) -> str:
    # A table's cells are copied as lines of their own, paragraphs as one line each.
    lines = "".join(
        f"<p style='margin:2px 0'><b>{html.escape(name)}</b>&nbsp; {html.escape(value)}</p>"
        for name, value in rows
    )
    return f"<h3>{html.escape(title)}</h3>{lines}"
