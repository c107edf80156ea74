"""Light, dark or as the system has it: at once, in every widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from photosearch import app, paths
from photosearch.gui.widgets import theme
from photosearch.settings import Settings
from tests.gui.test_states import contrast


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication):
    yield
    theme.apply(qapp)


@pytest.mark.parametrize(("setting", "colors"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_the_setting_decides(qapp: QApplication, setting: str, colors: theme.Colors) -> None:
    theme.apply(qapp, setting)
    assert theme.colors_of(qapp.palette()) is colors


def test_the_environment_has_the_last_word(qapp: QApplication, monkeypatch) -> None:
    monkeypatch.setenv("PHOTOSEARCH_THEME", "dark")
    theme.apply(qapp, "light")
    assert theme.colors_of(qapp.palette()) is theme.DARK


def test_back_to_the_systems(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    theme.apply(qapp, "system")
    wanted = theme.wanted(qapp.styleHints().colorScheme(), "system")
    assert theme.colors_of(qapp.palette()) is wanted


def test_a_change_in_the_settings_is_seen_at_once(qapp, tmp_path) -> None:
    path = tmp_path / "settings.toml"
    program = app.Program(qapp, Settings(theme="light"), lambda folder, settings: None, path)
    label = QLabel("words", program.window)
    program.window.show()
    assert theme.colors_of(label.palette()) is theme.LIGHT
    program.window.context.preferences.change(theme="dark")
    assert theme.colors_of(label.palette()) is theme.DARK
    assert theme.colors_of(program.window.palette()) is theme.DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colors_of(label.palette()) is theme.DARK, "the system changes, the setting stays"
    assert program.stop() == []
    assert 'theme = "dark"' in path.read_text("utf-8")


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_fields_and_marks_are_seen(colors: theme.Colors) -> None:
    """3 to 1 for what is not text (WCAG 2, 1.4.11)."""
    assert contrast(colors.field, colors.window) >= 3
    assert contrast(colors.field, colors.surface) >= 3
    assert contrast(colors.accent, colors.window) >= 3
    for ground in (colors.hover, colors.selection, colors.raised):
        assert contrast(colors.text, ground) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawn_marks_have_the_colours_of_the_theme(scheme: str) -> None:
    colors = theme.DARK if scheme == "dark" else theme.LIGHT
    folder = paths.resources_folder() / "style"
    marks = {"check": colors.on_accent, "down": colors.muted, "up": colors.muted}
    for name, color in marks.items():
        path = folder / f"{name}-{scheme}.svg"
        assert f'stroke="{color}"' in path.read_text("utf-8")
        assert path.as_posix() in theme.style_sheet(colors)
        assert not QImage(str(path)).isNull()
