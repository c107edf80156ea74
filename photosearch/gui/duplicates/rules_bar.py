"""Choose which groups are shown, and by which rules files stay."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from photosearch.core.duplicates import KEEP_PRESETS, GroupOrder, KeepRule
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.gui.duplicates.duplicate_text import group_order_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.flow_layout import FlowLayout

_OWN = ""
"""Stands for an order that is none of the presets."""


def preset_text(name: str) -> str:
    """Return what stays by a preset; `name` as in KEEP_PRESETS."""
    return {
        "best": tr("The best picture"),
        "original": tr("The original"),
        "edited": tr("The one worked on"),
        "folder": tr("The one in the better folder"),
    }.get(name, name)


def preset_of(order: tuple[KeepRule, ...]) -> str:
    """Return the preset that an order of rules is; "" for none."""
    return next((name for name, rules in KEEP_PRESETS.items() if rules == order), _OWN)


class RulesBar(QWidget):
    """Show and choose; decide nothing.

    Signals:
        preset_chosen(str): choose by this preset.
        rules_wanted(): change the rules one by one.
        order_chosen(GroupOrder): sort the groups so.
        level_chosen(SimilarityLevel): show groups that are at least so sure.
        ignored_wanted(): show what is remembered as no match.
    """

    preset_chosen = Signal(str)
    rules_wanted = Signal()
    order_chosen = Signal(object)
    level_chosen = Signal(object)
    ignored_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep = QLabel(tr("Keep:"))
        self.presets = _combo(tr("Which file of a group stays"))
        for name in KEEP_PRESETS:
            self.presets.addItem(preset_text(name), name)
        self.presets.addItem(tr("By my own rules"), _OWN)
        keep.setBuddy(self.presets)
        self.rules_button = push_button(
            tr("Rules…"), tr("The order of the rules, and what is never removed")
        )
        self.orders = _combo(tr("Order of the groups"))
        for order in GroupOrder:
            self.orders.addItem(group_order_text(order), order)
        self.levels = _combo(tr("How sure groups are that are shown"))
        self.levels.addItem(tr("Sure ones only"), SimilarityLevel.SURELY)
        self.levels.addItem(tr("Probable ones, too"), SimilarityLevel.PROBABLY)
        self.ignored_button = push_button(
            tr("No matches…"), tr("What you said to be no copies of each other")
        )
        presets = QWidget()
        together = QHBoxLayout(presets)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(8)
        together.addWidget(keep)
        together.addWidget(self.presets)
        row = FlowLayout(self, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self.orders,
            self.levels,
            presets,
            self.rules_button,
            self.ignored_button,
        ):
            row.addWidget(widget)
        self.presets.activated.connect(self._choose_preset)
        self.orders.activated.connect(self._choose_order)
        self.levels.activated.connect(self._choose_level)
        self.rules_button.clicked.connect(self.rules_wanted)
        self.ignored_button.clicked.connect(self.ignored_wanted)

    def show_rules(self, order: tuple[KeepRule, ...]) -> None:
        """Show by which rules is chosen."""
        with QSignalBlocker(self.presets):
            self.presets.setCurrentIndex(self.presets.findData(preset_of(order)))

    def show_order(self, order: GroupOrder) -> None:
        """Show how groups are sorted."""
        with QSignalBlocker(self.orders):
            self.orders.setCurrentIndex(self.orders.findData(order))

    def show_level(self, level: SimilarityLevel) -> None:
        """Show how sure groups are at least."""
        with QSignalBlocker(self.levels):
            self.levels.setCurrentIndex(self.levels.findData(level))

    def _choose_preset(self, place: int) -> None:
        name = self.presets.itemData(place)
        if name == _OWN:
            self.rules_wanted.emit()
        else:
            self.preset_chosen.emit(name)

    def _choose_order(self, place: int) -> None:
        self.order_chosen.emit(GroupOrder(self.orders.itemData(place)))

    def _choose_level(self, place: int) -> None:
        self.level_chosen.emit(SimilarityLevel(self.levels.itemData(place)))


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo
