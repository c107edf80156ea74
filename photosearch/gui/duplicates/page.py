"""Put the page with duplicates together: tabs, rules, the groups, or words in their place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from photosearch.gui.duplicates.clean_bar import CleanBar
from photosearch.gui.duplicates.comparison_strip import ComparisonStrip
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.duplicates.group_view import GroupView
from photosearch.gui.duplicates.kind_tabs import KindTabs
from photosearch.gui.duplicates.page_message import PageAction, PageState, message_for
from photosearch.gui.duplicates.rules_bar import RulesBar
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.message_page import MessagePage


class DuplicatesPage(QWidget):
    """Hold the parts; what they ask for, others do.

    Signals:
        action_wanted(PageAction): a button of the words that stand in place of the groups.
        leave_wanted(): back to the library.
    """

    action_wanted = Signal(object)
    leave_wanted = Signal()

    def __init__(
        self, groups: GroupList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Duplicates"))
        self.tabs = KindTabs()
        self.rules = RulesBar()
        self.strip = ComparisonStrip()
        self.cleaning = CleanBar()
        self.view = GroupView(groups, loader)
        self.message = MessagePage()
        back = push_button(tr("‹ Library"), tr("Back to all photos (Esc)"))
        back.setAccessibleName(tr("Back to the library"))
        back.clicked.connect(self.leave_wanted)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(back)
        upper.addWidget(self.tabs, 1)
        bar = QFrame()
        bar.setProperty("kind", "bar")
        rows = QVBoxLayout(bar)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(8)
        rows.addLayout(upper)
        rows.addWidget(self.rules)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        column.addWidget(self.cleaning)
        self.message.offer_chosen.connect(self._choose)
        self.cleaning.left.connect(self.take_keyboard)
        self.show_state(PageState())

    @property
    def shows_groups(self) -> bool:
        """Tell whether groups are seen, not words in their place."""
        return self._stack.currentWidget() is self.view

    def show_state(self, state: PageState) -> None:
        """Show groups, or what is told in their place."""
        message = message_for(state)
        focus = self.window().focusWidget() or self
        had_keyboard = any(part.isAncestorOf(focus) for part in (self._stack, self.cleaning))
        if message is not None:
            self.message.show_message(message)
        self.cleaning.setVisible(message is None)
        shown = self.view if message is None else self.message
        if self._stack.currentWidget() is not shown:
            self._stack.setCurrentWidget(shown)
            if had_keyboard:
                self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the groups, or to the button of the words in their place."""
        if self.shows_groups:
            self.view.setFocus()
        else:
            # Words without a button have it until there is more to see.
            self.message.setFocus()
            self.message.focus_main()

    def _choose(self, action: object) -> None:
        self.action_wanted.emit(PageAction(str(action)))
