"""Define the colours, light and dark, and the style sheet made of them. Follows the system or the
settings.

PHOTOSEARCH_THEME=light or dark overrides both.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from photosearch import paths


@dataclass(frozen=True, slots=True)
class Colors:
    """Hold quiet neutral greys, so that the photos have the colours, and one accent."""

    window: str
    surface: str
    """Behind the photos."""
    raised: str
    """Buttons and chips."""
    hover: str
    line: str
    handle: str
    """Of a scroll bar."""
    field: str
    """Frame of what is typed or ticked into; contrast at least 3 to 1 on `window`."""
    text: str
    muted: str
    """Second-rank text; contrast at least 4.5 to 1 on `window` and `surface`."""
    accent: str
    on_accent: str
    selection: str
    """Behind a selected photo."""
    stage: str
    """Around a photo that is shown large."""
    placeholder: str
    """Where a thumbnail is yet to come."""
    error: str
    on_error: str
    info: str
    on_info: str
    keep: str
    """Behind what is said of a file that stays, as `error` behind that of one that goes."""
    on_keep: str


LIGHT = Colors(
    window="#f3f3f2",
    surface="#fbfbfa",
    raised="#ffffff",
    hover="#e9e9e7",
    line="#d9d9d6",
    handle="#bdbdb9",
    field="#8a8a86",
    text="#232322",
    muted="#686865",
    accent="#2a63c4",
    on_accent="#ffffff",
    selection="#cfdef7",
    stage="#dededc",
    placeholder="#ececea",
    error="#fae3df",
    on_error="#7a2317",
    info="#e4ebf7",
    on_info="#23406f",
    keep="#d9eeda",
    on_keep="#1d5a2b",
)
DARK = Colors(
    window="#262627",
    surface="#1c1c1d",
    raised="#333335",
    hover="#3d3d40",
    line="#404043",
    handle="#58585c",
    field="#7b7b80",
    text="#e6e6e4",
    muted="#a3a3a0",
    accent="#86aff5",
    on_accent="#14233d",
    selection="#33476b",
    stage="#121213",
    placeholder="#2a2a2c",
    error="#4a2823",
    on_error="#f6c9c1",
    info="#28364d",
    on_info="#cbdcf8",
    keep="#24432b",
    on_keep="#bfe6c6",
)


def colors_of(palette: QPalette) -> Colors:
    """Return the set that a widget with this palette is to paint with."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(colors: Colors) -> QPalette:
    """Return a complete palette: text disabled and enabled, selection, links, tips."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colors.window))
    for which, color in {
        role.Window: colors.window,
        role.Base: colors.surface,
        role.AlternateBase: colors.window,
        role.Button: colors.raised,
        role.WindowText: colors.text,
        role.Text: colors.text,
        role.ButtonText: colors.text,
        role.PlaceholderText: colors.muted,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Link: colors.accent,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.Mid: colors.line,
        role.Accent: colors.accent,
    }.items():
        palette.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colors.muted))
    return palette


def style_sheet(colors: Colors) -> str:
    """Return the style sheet of the widgets that are not painted by hand. Kinds are told by the
    property `kind`."""
    c = colors
    scheme = "dark" if colors is DARK else "light"
    icons = (paths.resources_folder() / "style").as_posix()
    return f"""
    QToolTip {{
        color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    QFrame[kind="bar"] {{
        background: {c.window}; border: none; border-bottom: 1px solid {c.line}; }}
    QFrame[kind="panel"] {{
        background: {c.window}; border: none; border-top: 1px solid {c.line}; }}
    QFrame[kind="side"] {{
        background: {c.window}; border: none; border-left: 1px solid {c.line}; }}
    QLabel[kind="hint"] {{
        color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; border-radius: 5px;
        padding: 3px 8px; }}
    QLabel[kind="muted"] {{ color: {c.muted}; }}
    QLabel[kind="headline"] {{ color: {c.text}; }}
    QLabel[kind="heading"] {{ font-weight: 600; }}
    QLabel[kind="step"] {{
        color: {c.text}; background: {c.hover}; border-radius: 13px; font-weight: bold; }}

    QPushButton, QToolButton[kind="plain"] {{
        color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; border-radius: 6px;
        padding: 5px 12px; }}
    QPushButton, QToolButton {{ outline: none; }}
    QPushButton:hover, QToolButton[kind="plain"]:hover {{ background: {c.hover}; }}
    QPushButton:pressed, QToolButton[kind="plain"]:pressed {{ background: {c.line}; }}
    QPushButton:disabled {{ color: {c.muted}; background: {c.window}; }}
    QToolButton[kind="plain"]:checked {{
        color: {c.on_accent}; background: {c.accent}; border-color: {c.accent}; }}
    QToolButton[kind="plain"]:disabled {{ color: {c.muted}; background: {c.window}; }}
    QToolButton[kind="plain"]:checked:focus {{ border: 2px solid {c.text}; padding: 4px 11px; }}
    QPushButton:focus, QToolButton[kind="plain"]:focus {{ border: 1px solid {c.accent}; }}
    QPushButton[kind="main"] {{
        color: {c.on_accent}; background: {c.accent}; border: 1px solid {c.accent}; }}
    QPushButton[kind="main"]:focus {{ border: 2px solid {c.text}; padding: 4px 11px; }}
    QPushButton[kind="main"]:disabled {{
        color: {c.muted}; background: {c.window}; border-color: {c.line}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QPushButton[kind="small"] {{ padding: 1px 9px; border-radius: 5px; }}

    QToolButton[kind="flat"] {{
        color: {c.muted}; background: transparent; border: 1px solid transparent;
        border-radius: 5px; padding: 1px 7px; }}
    QToolButton[kind="flat"]:hover, QToolButton[kind="flat"]:checked {{
        color: {c.text}; background: {c.hover}; }}
    QToolButton[kind="flat"]:focus {{ border: 1px solid {c.accent}; }}

    QToolButton[kind="segment"] {{
        color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; border-left-width: 0;
        padding: 5px 13px; }}
    QToolButton[kind="segment"][place="first"] {{
        border-left-width: 1px; border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
    QToolButton[kind="segment"][place="last"] {{
        border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}
    QToolButton[kind="segment"]:hover {{ background: {c.hover}; }}
    QToolButton[kind="segment"]:checked {{
        color: {c.on_accent}; background: {c.accent}; border-color: {c.accent}; }}
    QToolButton[kind="segment"]:focus {{ border: 2px solid {c.text}; padding: 4px 12px; }}

    QFrame[kind="chip"] {{
        background: {c.raised}; border: 1px solid {c.line}; border-radius: 8px; }}
    QFrame[kind="chip"] QToolButton {{
        color: {c.muted}; background: transparent; border: none; border-radius: 9px; }}
    QFrame[kind="chip"] QToolButton:hover {{ color: {c.text}; background: {c.hover}; }}
    QFrame[kind="chip"] QToolButton:focus {{ color: {c.text}; border: 1px solid {c.accent}; }}
    QFrame[kind="chip"]:focus {{ border: 2px solid {c.accent}; }}
    QFrame[kind="chip"][active="true"] {{ border: 2px solid {c.accent}; }}
    QLabel[mark="keep"] {{
        color: {c.on_keep}; background: {c.keep}; border-radius: 5px; }}
    QLabel[mark="remove"] {{
        color: {c.on_error}; background: {c.error}; border-radius: 5px; }}
    QFrame[kind="chip"][less="true"] {{
        background: {c.error}; border: 1px dashed {c.on_error}; }}
    QFrame[kind="chip"][less="true"]:focus {{ border: 2px solid {c.on_error}; }}
    QFrame[kind="chip"][less="true"] QLabel, QFrame[kind="chip"][less="true"] QToolButton {{
        color: {c.on_error}; }}
    QFrame[kind="popover"] {{
        background: {c.window}; border: 1px solid {c.handle}; border-radius: 8px; }}
    QScrollArea[kind="clear"], QWidget[kind="clear"] {{ background: transparent; }}

    QFrame[kind="error"] {{ background: {c.error}; border: none; }}
    QFrame[kind="error"] QLabel {{ color: {c.on_error}; }}
    QFrame[kind="info"] {{ background: {c.info}; border: none; }}
    QFrame[kind="info"] QLabel {{ color: {c.on_info}; }}

    QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
        color: {c.text}; background: {c.surface}; border: 1px solid {c.field}; border-radius: 6px;
        padding: 4px 7px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
        border: 1px solid {c.accent}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
        color: {c.muted}; background: {c.window}; border-color: {c.line}; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{
        border: none; padding: 0 5px; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{icons}/down-{scheme}.svg"); width: 14px; height: 14px; }}
    QComboBox QAbstractItemView {{
        color: {c.text}; background: {c.raised}; border: 1px solid {c.line};
        selection-background-color: {c.selection}; selection-color: {c.text}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 20px; }}
    QAbstractSpinBox::up-arrow {{
        image: url("{icons}/up-{scheme}.svg"); width: 12px; height: 12px; }}
    QAbstractSpinBox::down-arrow {{
        image: url("{icons}/down-{scheme}.svg"); width: 12px; height: 12px; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator {{
        width: 15px; height: 15px; border: 1px solid {c.field}; border-radius: 4px;
        background: {c.surface}; }}
    QCheckBox::indicator:hover {{ border-color: {c.muted}; }}
    QCheckBox::indicator:focus {{ border: 2px solid {c.accent}; width: 13px; height: 13px; }}
    QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent};
        image: url("{icons}/check-{scheme}.svg"); }}
    QCheckBox::indicator:checked:focus {{ border: 2px solid {c.text}; }}
    QCheckBox::indicator:disabled {{ border-color: {c.line}; background: {c.window}; }}
    QRadioButton {{ spacing: 8px; }}
    QRadioButton::indicator {{
        width: 15px; height: 15px; border: 1px solid {c.field}; border-radius: 8px;
        background: {c.surface}; }}
    QRadioButton::indicator:hover {{ border-color: {c.muted}; }}
    QRadioButton::indicator:focus {{ border: 2px solid {c.accent}; width: 13px; height: 13px; }}
    QRadioButton::indicator:checked {{
        border: 5px solid {c.accent}; width: 7px; height: 7px; background: {c.on_accent}; }}
    QRadioButton::indicator:checked:focus {{ border-color: {c.text}; }}
    QListWidget[kind="list"]::indicator {{
        width: 15px; height: 15px; border: 1px solid {c.field}; border-radius: 4px;
        background: {c.surface}; }}
    QListWidget[kind="list"]::indicator:checked {{
        background: {c.accent}; border-color: {c.accent};
        image: url("{icons}/check-{scheme}.svg"); }}
    QListWidget[kind="list"]::indicator:indeterminate {{
        background: {c.accent}; border-color: {c.accent};
        image: url("{icons}/some-{scheme}.svg"); }}
    QTabBar[kind="counts"] {{ background: {c.window}; border: none; }}
    QTabBar[kind="counts"]::tab {{
        color: {c.muted}; background: transparent; border: none; border-radius: 6px;
        padding: 4px 11px; margin: 0 3px 4px 0; }}
    QTabBar[kind="counts"]::tab:hover {{ color: {c.text}; background: {c.hover}; }}
    QTabBar[kind="counts"]::tab:selected {{ color: {c.text}; background: {c.selection}; }}
    QTabBar[kind="counts"]::tab:selected:focus {{
        border: 2px solid {c.accent}; padding: 2px 9px; }}

    QTreeView, QTableView {{
        color: {c.text}; background: {c.surface}; alternate-background-color: {c.window};
        border: 1px solid {c.line}; border-radius: 6px; outline: none;
        selection-background-color: {c.selection}; selection-color: {c.text}; }}
    QTreeView:focus, QTableView:focus {{ border-color: {c.accent}; }}
    QTreeView::item, QTableView::item {{ padding: 3px 5px; }}
    QTreeView::item:hover, QTableView::item:hover {{ background: {c.hover}; }}
    QTreeView::item:selected, QTableView::item:selected {{
        color: {c.text}; background: {c.selection}; }}
    QHeaderView {{ background: {c.surface}; border: none; }}
    QHeaderView::section {{
        color: {c.muted}; background: {c.surface}; border: none;
        border-bottom: 1px solid {c.line}; padding: 5px 7px; }}
    QListWidget[kind="list"] {{
        color: {c.text}; background: {c.surface}; border: 1px solid {c.line}; border-radius: 6px;
        outline: none; padding: 2px; }}
    QListWidget[kind="list"]:focus {{ border-color: {c.accent}; }}
    QListWidget[kind="list"]::item {{ padding: 3px 5px; }}
    QListWidget[kind="list"]::item:selected {{ color: {c.text}; background: {c.selection}; }}
    QListWidget[kind="pages"] {{ background: transparent; border: none; outline: none; }}
    QListWidget[kind="pages"]::item {{
        color: {c.text}; padding: 7px 10px; border-radius: 6px; border: 1px solid transparent; }}
    QListWidget[kind="pages"]::item:hover {{ background: {c.hover}; }}
    QListWidget[kind="pages"]::item:selected {{ background: {c.selection}; }}
    QListWidget[kind="pages"]::item:selected:focus {{ border-color: {c.accent}; }}
    QListWidget[kind="pages"]::item:disabled {{ color: {c.muted}; background: transparent; }}

    QScrollBar:horizontal {{ background: transparent; height: 13px; margin: 0; }}
    QScrollBar::handle:horizontal {{
        background: {c.handle}; border-radius: 4px; min-width: 36px; margin: 3px 2px 2px 2px; }}
    QScrollBar::handle:horizontal:hover {{ background: {c.muted}; }}
    QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
    QScrollBar::add-page:horizontal, QScrollBar::sub-page:horizontal {{
        background: {c.surface}; }}
    QFrame[kind="side"] {{ background: {c.window}; border: none; }}
    QSplitter::handle {{ background: {c.line}; }}
    QAbstractItemView[kind="values"] {{ background: {c.window}; border: none; }}
    QFrame[kind="side"] QScrollBar::add-page:vertical,
    QFrame[kind="side"] QScrollBar::sub-page:vertical {{ background: {c.window}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QToolButton[kind="link"] {{
        color: {c.accent}; background: transparent; border: 1px solid transparent;
        border-radius: 4px; padding: 2px 6px; }}
    QToolButton[kind="link"]:hover {{ background: {c.hover}; }}
    QToolButton[kind="link"]:focus {{ border-color: {c.accent}; }}
    QToolButton[kind="link"]:disabled {{ color: {c.muted}; }}

    QScrollBar:vertical {{ background: transparent; width: 13px; margin: 0; }}
    QScrollBar::handle:vertical {{
        background: {c.handle}; border-radius: 4px; min-height: 36px; margin: 2px 2px 2px 3px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.muted}; }}
    QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
    QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: {c.surface}; }}

    QSlider[kind="zoom"]::groove:horizontal {{
        background: {c.line}; height: 4px; border-radius: 2px; }}
    QSlider[kind="zoom"]::handle:horizontal {{
        background: {c.muted}; width: 12px; height: 12px; margin: -4px 0; border-radius: 6px; }}
    QSlider[kind="zoom"]::handle:horizontal:hover {{ background: {c.text}; }}
    QSlider[kind="zoom"]::handle:horizontal:focus {{ background: {c.accent}; }}

    QProgressBar {{
        background: {c.line}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    """


CHECK_INDENT = 25
"""Pixels from the left of a check box to its words: the mark, its frame and the space."""
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def wanted(scheme: Qt.ColorScheme, forced: str) -> Colors:
    """Return the colours for the system's scheme, unless one is `forced` ("light" or "dark")."""
    if forced in {"light", "dark"}:
        return DARK if forced == "dark" else LIGHT
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, setting: str = "system") -> None:
    """Dress the program; call it again when the system's colour scheme or the setting changes.

    Args:
        app: all of its windows change at once.
        setting: "system", "light" or "dark".
    """
    forced = os.environ.get("PHOTOSEARCH_THEME", "") or setting
    # So that frames and dialogs that the system draws change as well, where it can.
    app.styleHints().setColorScheme(_SCHEMES.get(forced, Qt.ColorScheme.Unknown))
    colors = wanted(app.styleHints().colorScheme(), forced)
    if app.style().name().lower() != "fusion":
        # One look on all systems: native styles mix badly with painted cells in dark mode.
        fusion = QStyleFactory.create("Fusion")
        if fusion is not None:
            app.setStyle(fusion)
    app.setPalette(palette_of(colors))
    app.setStyleSheet(style_sheet(colors))
