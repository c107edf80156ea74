"""Choose of which kind duplicates are shown; each tab tells how many there are, and their space."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from photosearch.core.duplicates import (
    CLEANED_KINDS,
    DuplicateGroup,
    DuplicateKind,
    DuplicateStatus,
    KindCount,
)
from photosearch.gui import wording
from photosearch.gui.duplicates.duplicate_text import kind_help, kind_title
from photosearch.gui.translation import tr

TABS = ("copies", *(kind.value for kind in DuplicateKind), "decided")
"""Names of the tabs, in their order: all copies, each kind, and groups that are decided on."""


def kinds_of(tab: str) -> frozenset[DuplicateKind]:
    """Return what a tab shows."""
    if tab == "copies":
        return CLEANED_KINDS
    if tab == "decided":
        return frozenset(DuplicateKind)
    return frozenset({DuplicateKind(tab)})


def tab_with(group: DuplicateGroup, photo_id: int) -> str:
    """Return the tab in which a photo of a group is shown."""
    if group.finished:
        return "decided"
    relations = {each.photo_id: each.relation for each in group.members}
    relation = relations.get(photo_id)
    if relation is not None and relation.kind is DuplicateKind.PAIR:
        return DuplicateKind.PAIR.value
    return "copies" if group.kind in CLEANED_KINDS else group.kind.value


class KindTabs(QTabBar):
    """Show the tabs of TABS.

    Signals:
        tab_chosen(str): the user wants this one.
    """

    tab_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "counts")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(tr("Kind of duplicates"))
        for name in TABS:
            self.addTab(name)
        self.show_counts(DuplicateStatus(0, 0))
        self.currentChanged.connect(self._choose)

    @property
    def tab(self) -> str:
        """Return the name of the tab that is shown."""
        return TABS[max(0, self.currentIndex())]

    def set_tab(self, name: str) -> None:
        """Show this one; nothing is emitted."""
        with QSignalBlocker(self):
            self.setCurrentIndex(TABS.index(name))

    def show_counts(self, status: DuplicateStatus) -> None:
        """Show how many groups there are of each kind, and what they would free."""
        for place, name in enumerate(TABS):
            if name == "decided":
                self.setTabText(place, tr("Decided"))
                self.setTabToolTip(
                    place, tr("Groups that were cleaned up, or of which you keep all files.")
                )
                continue
            kind = None if name == "copies" else DuplicateKind(name)
            found = status.copies if kind is None else status.counts.get(kind, KindCount())
            groups, space = found.groups, found.reclaimable
            parts = [wording.number(groups)] + ([wording.size(space)] if space else [])
            self.setTabText(place, f"{kind_title(kind)}\n{' · '.join(parts)}")
            spoken = ", ".join([tr("%Ln group(s)", "", groups), *parts[1:]])
            self.setAccessibleTabName(place, f"{kind_title(kind)}, {spoken}")
            self.setTabToolTip(place, kind_help(kind))

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.tab_chosen.emit(TABS[place])

    # Qt overrides

    def tabSizeHint(self, index: int) -> QSize:
        """Return room for two lines of words."""
        return QSize(super().tabSizeHint(index).width(), 2 * self.fontMetrics().height() + 14)
