"""Offer above the pictures that are compared what can be done with them, with its keys."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.widgets.elided_label import ElidedLabel


class CompareAction(StrEnum):
    """Name what the user may want while files are compared."""

    LEAVE = "leave"
    PREVIOUS_GROUP = "previous-group"
    NEXT_GROUP = "next-group"
    KEEP = "keep"
    REMOVE = "remove"
    UNDECIDED = "undecided"
    CONFIRM = "confirm"
    """Agree with what is proposed, and go on."""
    ALIGN = "align"
    DIFFERENCE = "difference"
    HISTOGRAMS = "histograms"
    ACTUAL_SIZE = "actual-size"
    FLICKER = "flicker"
    """Another file in the same place, while the key is held."""


CHECKED = (
    CompareAction.ALIGN,
    CompareAction.DIFFERENCE,
    CompareAction.HISTOGRAMS,
    CompareAction.ACTUAL_SIZE,
)
"""What is on or off."""


class CompareBar(QFrame):
    """Show buttons and the title of the group; decide nothing.

    Signals:
        action_wanted(CompareAction): a button was pressed.
        flicker_held(bool): the button for flickering was pressed, or let go.
    """

    action_wanted = Signal(object)
    flicker_held = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._title = ElidedLabel()
        self.buttons: dict[CompareAction, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        for action, words, tip in _buttons():
            button = tool_button(words, tip, kind="plain")
            button.setAccessibleName(tip)
            button.setCheckable(action in CHECKED)
            button.setProperty("action", action)
            if action is CompareAction.FLICKER:
                button.pressed.connect(self._on_held)
                button.released.connect(self._on_let_go)
            else:
                button.clicked.connect(self._on_clicked)
            self.buttons[action] = button
            row.addWidget(button)
            if action is CompareAction.LEAVE:
                row.addWidget(self._title, 1)

    @property
    def title(self) -> str:
        """Return what stands beside the way back."""
        return self._title.text()

    def show_title(self, words: str) -> None:
        """Tell which group it is."""
        self._title.setText(words)

    def show_checked(self, **states: bool) -> None:
        """Show what is on, by the names of CHECKED in lower case."""
        for name, on in states.items():
            self.buttons[CompareAction[name.upper()]].setChecked(on)

    def _on_clicked(self) -> None:
        self.action_wanted.emit(CompareAction(self.sender().property("action")))

    def _on_held(self) -> None:
        self.flicker_held.emit(True)

    def _on_let_go(self) -> None:
        self.flicker_held.emit(False)


def _buttons() -> list[tuple[CompareAction, str, str]]:
    return [
        (CompareAction.LEAVE, tr("Back"), tr("Back to the duplicates (Esc)")),
        (CompareAction.PREVIOUS_GROUP, "‹", tr("Group before (Page up)")),
        (CompareAction.NEXT_GROUP, "›", tr("Next group (Page down)")),
        (CompareAction.KEEP, tr("Keep"), tr("Keep this file (K)")),
        (CompareAction.REMOVE, tr("Remove"), tr("Remove this file (X)")),
        (CompareAction.FLICKER, tr("Flicker"), tr("Another file in the same place, held (F)")),
        (
            CompareAction.DIFFERENCE,
            tr("Difference"),
            tr("How far it is from the first file, bright where they differ (D)"),
        ),
        (CompareAction.ALIGN, tr("Align"), tr("Lay the same places on each other (A)")),
        (CompareAction.HISTOGRAMS, tr("Histograms"), tr("How often each brightness occurs (H)")),
        (CompareAction.ACTUAL_SIZE, tr("1:1"), tr("One pixel of the photo on one pixel (Z)")),
    ]
