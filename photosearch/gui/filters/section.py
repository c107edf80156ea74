"""A part of the filter panel that folds: its title, what is chosen in it, and a way out of that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photosearch.gui.buttons import tool_button
from photosearch.gui.translation import tr


class Section(QWidget):
    """A title that opens and closes what is below it.

    Signals:
        cleared(): nothing is to be asked here any more.
        toggled(bool): it was opened or closed by the user.
    """

    cleared = Signal()
    toggled = Signal(bool)

    def __init__(
        self, title: str, body: QWidget, *, is_open: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.body = body
        self._header = tool_button(title, tr("Open or close (Enter)"), "section")
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._header.setCheckable(True)
        self._header.setChecked(is_open)
        self._header.toggled.connect(self._show)
        self._header.clicked.connect(self.toggled)
        self._clear = QToolButton()
        self._clear.setText(tr("Clear"))
        self._clear.setProperty("kind", "link")
        self._clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clear.setToolTip(tr("Ask nothing here"))
        self._clear.setAccessibleName(tr("Clear {title}").format(title=title))
        self._clear.clicked.connect(self.cleared)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self._header, 1)
        row.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(body)
        self.set_active(False)
        self._show(is_open)

    @property
    def is_open(self) -> bool:
        """Whether what is below the title is seen."""
        return self._header.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        self._header.setChecked(is_open)

    def set_active(self, active: bool) -> None:
        """Whether something is asked here."""
        # The place is kept, so that nothing moves below the mouse.
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        if not active and self._clear.hasFocus():
            self._header.setFocus()
        self._clear.setVisible(active)
        self._header.setProperty("active", active)
        self._header.style().polish(self._header)

    def _show(self, is_open: bool) -> None:
        closed = (
            Qt.ArrowType.LeftArrow
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            else Qt.ArrowType.RightArrow
        )
        self._header.setArrowType(Qt.ArrowType.DownArrow if is_open else closed)
        self._header.setAccessibleName(self.title)
        self._header.setAccessibleDescription(tr("Open") if is_open else tr("Closed"))
        self.body.setVisible(is_open)
