"""Change the rules by which files stay: their order, and what is never removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.duplicates import KEEP_PRESETS, RANKING_RULES, KeepRule, KeepRules
from photosearch.gui.duplicates.duplicate_text import rule_title
from photosearch.gui.duplicates.folder_list import ChooseFolder, FolderList
from photosearch.gui.duplicates.rules_bar import preset_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button, named_list, on_key

_ROLE = Qt.ItemDataRole.UserRole


class RulesDialog(QDialog):
    """Edit KeepRules; nothing holds before the user says so. Not modal.

    Signals:
        rules_chosen(KeepRules): these shall hold from now on.
    """

    rules_chosen = Signal(object)

    def __init__(
        self, rules: KeepRules, choose: ChooseFolder, parent: QWidget | None = None
    ) -> None:
        """Ask for folders by `choose`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Which copy stays"))
        self.resize(720, 620)
        self._make_order()
        self.references = FolderList(
            tr("Reference folders"),
            tr("Nothing in them is ever removed; copies elsewhere go instead."),
            choose,
        )
        self.protected = FolderList(
            tr("Protected folders"),
            tr("Nothing in them is ever removed, but copies elsewhere may stay as well."),
            choose,
        )
        self.preferred = FolderList(
            tr("Preferred folders"),
            tr("The best first. They decide among copies that are equally good."),
            choose,
        )
        self.formats = QLineEdit()
        self.formats.setPlaceholderText(tr("For example dng, tiff"))
        self.formats.setAccessibleName(tr("Protected formats"))
        formats = QLabel(tr("Protected &formats"))
        formats.setBuddy(self.formats)
        right = QVBoxLayout()
        right.setSpacing(12)
        for widget in (self.references, self.protected, self.preferred):
            right.addWidget(widget)
        right.addWidget(formats)
        right.addWidget(self.formats)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addLayout(self._left, 1)
        both.addLayout(right, 1)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(tr("Use these rules"))
        ok.setProperty("kind", "main")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(14)
        column.addLayout(both, 1)
        column.addWidget(self._buttons)
        self.show_rules(rules)
        self.order.setFocus()

    def _make_order(self) -> None:
        title = QLabel(tr("The first rule by which two copies differ decides:"), wordWrap=True)
        self.order = named_list(tr("Rules, the first one decides"))
        self.order.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.order.currentRowChanged.connect(self._show_choice)
        self.up_button = list_button(tr("&Up"), self._move_up, tr("Before the rule above (Alt+Up)"))
        self.down_button = list_button(
            tr("&Down"), self._move_down, tr("Behind the rule below (Alt+Down)")
        )
        on_key(self.order, "Alt+Up", self._move_up)
        on_key(self.order, "Alt+Down", self._move_down)
        row = QHBoxLayout()
        row.addWidget(self.up_button)
        row.addWidget(self.down_button)
        row.addStretch(1)
        self.preset_buttons = {}
        for name in KEEP_PRESETS:
            button = list_button(
                preset_text(name), self._take_preset, tr("Take the rules of this choice"), "small"
            )
            button.setProperty("preset", name)
            self.preset_buttons[name] = button
        self._left = QVBoxLayout()
        self._left.setSpacing(8)
        self._left.addWidget(title)
        self._left.addWidget(self.order, 1)
        self._left.addLayout(row)
        for number, button in enumerate(self.preset_buttons.values()):
            if number % 2 == 0:
                presets = QHBoxLayout()
                presets.setSpacing(6)
                self._left.addLayout(presets)
            presets.addWidget(button, 1)

    @property
    def rules(self) -> KeepRules:
        """Return what is chosen."""
        items = [self.order.item(row) for row in range(self.order.count())]
        chosen = tuple(
            KeepRule(item.data(_ROLE))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )
        formats = self.formats.text().replace(",", " ").replace(";", " ").split()
        return KeepRules(
            chosen or KEEP_PRESETS["best"],
            self.references.folders,
            self.protected.folders,
            frozenset(name.removeprefix(".").lower() for name in formats),
            self.preferred.folders,
        )

    def show_rules(self, rules: KeepRules) -> None:
        """Show these."""
        self._show_order(rules.order)
        self.references.show_folders(rules.reference_folders)
        self.protected.show_folders(rules.protected_folders)
        self.preferred.show_folders(rules.preferred_folders)
        self.formats.setText(", ".join(sorted(rules.protected_formats)))

    def _show_order(self, order: tuple[KeepRule, ...]) -> None:
        self.order.clear()
        rest = (rule for rule in RANKING_RULES if rule not in order)
        for rule in (*order, *rest):
            item = QListWidgetItem(rule_title(rule))
            item.setData(_ROLE, rule.value)
            # Nothing is dropped on a rule, only between two of them.
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~_DROP)
            item.setCheckState(Qt.CheckState.Checked if rule in order else Qt.CheckState.Unchecked)
            self.order.addItem(item)
        self.order.setCurrentRow(0)

    def _take_preset(self) -> None:
        self._show_order(KEEP_PRESETS[self.sender().property("preset")])

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.order.currentRow()
        if 0 <= row + step < self.order.count():
            item = self.order.takeItem(row)
            self.order.insertItem(row + step, item)
            self.order.setCurrentRow(row + step)

    def _show_choice(self) -> None:
        row = self.order.currentRow()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < self.order.count() - 1)

    # Qt overrides

    def accept(self) -> None:
        """Hand on what was chosen."""
        self.rules_chosen.emit(self.rules)
        super().accept()


_DROP = Qt.ItemFlag.ItemIsDropEnabled
