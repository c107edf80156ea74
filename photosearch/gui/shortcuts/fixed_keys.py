"""Keys that are no commands: those of the part of the window that has the keyboard."""

from __future__ import annotations

from photosearch.gui.translation import tr

Keys = tuple[tuple[str, str], ...]
"""(keys, what they do)"""


def fixed_keys() -> tuple[tuple[str, Keys], ...]:
    """For each part of the window its name and its keys."""
    return (
        (tr("Among the photos (these keys are fixed)"), _grid()),
        (tr("On a picture of the query (fixed)"), _chip()),
        (tr("While a box is drawn on a picture (fixed)"), _box()),
        (tr("In the viewer (fixed)"), _viewer()),
        (tr("On the days of the filters (fixed)"), _days()),
        (tr("Everywhere (fixed)"), _everywhere()),
    )


def _grid() -> Keys:
    return (
        (tr("Arrow keys"), tr("Go to the next photo")),
        (tr("Page up, Page down"), tr("Go one screen further")),
        (tr("Home, End"), tr("Go to the first or last photo")),
        (tr("Alt+Up, Alt+Down"), tr("Go to the next heading, while no query is shown")),
        (tr("Shift with these"), tr("Select all photos on the way")),
        (tr("Ctrl with these"), tr("Go there and leave the selection as it is")),
        (tr("Space, Ctrl+Space"), tr("Add the photo to the selection, or take it out")),
        (tr("Enter"), tr("Open the photo")),
        (tr("Menu, Shift+F10"), tr("What can be done with the photos")),
    )


def _chip() -> Keys:
    return (
        (tr("Left, Right"), tr("Go to the next picture")),
        (tr("+, -"), tr("Give the picture more or less weight")),
        (tr("N"), tr("Turn it into “less like this”, or back")),
        (tr("C"), tr("Search for a part of it")),
        (tr("Enter, Menu"), tr("All that can be done with it")),
        (tr("Delete"), tr("Take it out of the query")),
    )


def _box() -> Keys:
    return (
        (tr("Arrow keys"), tr("Move the box")),
        (tr("Shift+Arrow keys"), tr("Make the box larger or smaller")),
        (tr("Ctrl with these"), tr("In larger steps")),
        (tr("W"), tr("The whole picture again")),
        (tr("Enter"), tr("Keep the box")),
        (tr("Escape"), tr("Leave everything as it was")),
    )


def _viewer() -> Keys:
    return (
        (tr("Arrow keys, Page up, Page down, Space"), tr("Next or previous photo")),
        (tr("Home, End"), tr("First or last photo")),
        (tr("+, -"), tr("Larger or smaller")),
        (tr("Shift+Arrow keys"), tr("Move the picture")),
        (tr("Alt+Arrow keys"), tr("Move only one of those that are compared")),
        (tr("Enter"), tr("Full screen, or back")),
        (tr("Escape"), tr("Back to the photos")),
    )


def _days() -> Keys:
    return (
        (tr("Left, Right, Home, End"), tr("Choose a day or a month")),
        (tr("Shift with these"), tr("Choose all from there on")),
        (tr("+, -"), tr("Finer or coarser")),
        (tr("Delete"), tr("All days again")),
    )


def _everywhere() -> Keys:
    return (
        (tr("Tab, Shift+Tab"), tr("Go to the next part of the window, or back")),
        (tr("F10"), tr("Go to the menus")),
        (tr("Ctrl with the mouse wheel"), tr("Larger or smaller photos")),
    )
