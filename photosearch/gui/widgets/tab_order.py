"""Keep Tab within a widget that lies over others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_next_within(within: QWidget, *, forwards: bool) -> bool:
    """Give the focus to the next (or previous) child that Tab reaches; False if there is none.

    After the last one comes the first: what lies behind cannot be seen.
    """
    stops = [
        widget
        for widget in within.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    if not stops:
        return False
    now = within.focusWidget()
    place = stops.index(now) if now in stops else (-1 if forwards else 0)
    stops[(place + (1 if forwards else -1)) % len(stops)].setFocus(
        Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
    )
    return True
