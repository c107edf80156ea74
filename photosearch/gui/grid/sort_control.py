"""Choose the order of the photos, for the status bar beside the zoom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from photosearch.core.sorting import SortKey
from photosearch.gui.translation import tr, tr_marked
from photosearch.gui.widgets.buttons import tool_button
from photosearch.settings import BY_LIKENESS, SETTINGS

_DESCENDING = frozenset({SortKey.TAKEN, SortKey.ADDED, SortKey.SIZE, SortKey.RATING, BY_LIKENESS})
"""Keys by which the largest comes first unless the order is reversed."""


def key_text(key: str) -> str:
    """Return by what photos are sorted, in a word or two."""
    return tr_marked(SETTINGS["sort_results_by"].choices[key])


def sort_order_text(key: str, *, is_reversed: bool) -> str:
    """Return which photos come first."""
    first, other = {
        BY_LIKENESS: (tr("Most alike first"), tr("Least alike first")),
        SortKey.TAKEN: (tr("Newest first"), tr("Oldest first")),
        SortKey.ADDED: (tr("Added last first"), tr("Added first first")),
        SortKey.NAME: (tr("From A to Z"), tr("From Z to A")),
        SortKey.SIZE: (tr("Largest first"), tr("Smallest first")),
        SortKey.RATING: (tr("Best rated first"), tr("Least rated first")),
        SortKey.COLOR: (
            tr("Red to violet, greys last"),
            tr("Greys first, violet to red"),
        ),
        SortKey.ALIKE: (
            tr("What looks alike side by side"),
            tr("What looks alike side by side, from the other end"),
        ),
    }[key]
    return other if is_reversed else first


class SortControl(QWidget):
    """Show by what photos are sorted and in which direction, and let the user choose.

    Signals:
        order_chosen(str, bool): the user wants them sorted by this key, reversed or not.
    """

    order_chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: str = SortKey.TAKEN
        self._reversed = False
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._group = QActionGroup(self._menu)
        self._menu.triggered.connect(self._choose)
        self.key_button = tool_button("", kind="link")
        self.key_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.key_button.setMenu(self._menu)
        self.direction_button = tool_button("", kind="link")
        self.direction_button.clicked.connect(self.reverse)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.key_button)
        row.addWidget(self.direction_button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def actions_by_key(self) -> dict[str, QAction]:
        """Return what the menu offers."""
        return {str(action.data()): action for action in self._menu.actions()}

    def show_order(self, keys: Sequence[str], key: str, *, is_reversed: bool) -> None:
        """Show what holds, and offer these keys; nothing is emitted."""
        if list(keys) != list(self.actions_by_key):
            self._menu.clear()
            for each in keys:
                action = self._group.addAction(self._menu.addAction(key_text(each)))
                action.setCheckable(True)
                action.setData(each)
                action.setToolTip(sort_order_text(each, is_reversed=False))
        self._key, self._reversed = key, is_reversed
        self.actions_by_key[key].setChecked(True)
        order = sort_order_text(key, is_reversed=is_reversed)
        self.key_button.setText(f"{key_text(key)} ▾")
        self.key_button.setToolTip(
            tr("Order of the photos (Ctrl+Alt+S): {order}").format(order=order)
        )
        self.key_button.setAccessibleName(
            tr("Order of the photos: {key}").format(key=key_text(key))
        )
        falls = (key in _DESCENDING) is not is_reversed
        self.direction_button.setText("↓" if falls else "↑")
        turned = sort_order_text(key, is_reversed=not is_reversed)
        self.direction_button.setToolTip(
            tr("{order}. Click for: {other} (Ctrl+Alt+R)").format(order=order, other=turned)
        )
        self.direction_button.setAccessibleName(order)

    def open_menu(self) -> None:
        """Offer the keys, as a click does."""
        self.key_button.setFocus()
        self.key_button.showMenu()

    def reverse(self) -> None:
        """Ask for the other direction."""
        self.order_chosen.emit(self._key, not self._reversed)

    def _choose(self, action: QAction) -> None:
        self.order_chosen.emit(str(action.data()), False)
