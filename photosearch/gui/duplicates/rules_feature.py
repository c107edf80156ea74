"""Keep the rules by which files stay: those of the settings, the bar that shows them, a dialog."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.core.duplicates import KEEP_PRESETS, KeepRule, KeepRules
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.choice_planner import ChoicePlanner
from photosearch.gui.duplicates.rules_bar import RulesBar
from photosearch.gui.duplicates.rules_dialog import RulesDialog

SETTINGS = frozenset(
    {
        "keep_rules",
        "reference_folders",
        "protected_folders",
        "protected_formats",
        "preferred_folders",
    }
)
"""Which hold the rules."""


class RulesFeature(QObject):
    """Keep a plan and a bar in step with the rules of the settings."""

    def __init__(self, context: AppContext, planner: ChoicePlanner, bar: RulesBar) -> None:
        super().__init__(planner)
        self._context = context
        self._planner = planner
        self._bar = bar
        bar.preset_chosen.connect(self._choose_preset)
        bar.rules_wanted.connect(self.open)
        context.preferences.changed.connect(self._on_preferences)
        planner.set_rules(self.rules)
        self._show()

    @property
    def rules(self) -> KeepRules:
        """Return those that hold now."""
        return KeepRules.of(self._context.preferences.now)

    def open(self) -> None:
        """Let the user change the rules."""
        choose = self._context.desktop.choose_folder
        dialog = RulesDialog(self.rules, choose, self._context.window)
        dialog.rules_chosen.connect(self._use)
        # What was begun and given up is not shown as chosen.
        dialog.finished.connect(self._show)
        dialog.show()

    def _choose_preset(self, name: str) -> None:
        self._use_order(KEEP_PRESETS[name])

    def _use_order(self, order: tuple[KeepRule, ...]) -> None:
        self._context.preferences.change(keep_rules=tuple(rule.value for rule in order))

    def _use(self, rules: KeepRules) -> None:
        self._use_order(rules.order)
        self._context.preferences.change(
            reference_folders=tuple(map(str, rules.reference_folders)),
            protected_folders=tuple(map(str, rules.protected_folders)),
            protected_formats=tuple(sorted(rules.protected_formats)),
            preferred_folders=tuple(map(str, rules.preferred_folders)),
        )

    def _on_preferences(self, names: set[str]) -> None:
        if names & SETTINGS:
            self._planner.set_rules(self.rules)
            self._show()

    def _show(self) -> None:
        self._bar.show_rules(self.rules.order)
