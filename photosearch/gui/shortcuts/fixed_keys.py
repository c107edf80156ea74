"""Keys that are no commands: those of the part of the window that has the keyboard."""

from __future__ import annotations

from photosearch.gui.translation import tr


def fixed_keys() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """For each part of the window: its name, and (keys, what they do)."""
    return (
        (
            tr("Among the photos (these keys are fixed)"),
            (
                (tr("Arrow keys"), tr("Go to the next photo")),
                (tr("Page up, Page down"), tr("Go one screen further")),
                (tr("Home, End"), tr("Go to the first or last photo")),
                (tr("Shift with these"), tr("Select all photos on the way")),
                (tr("Ctrl with these"), tr("Go there and leave the selection as it is")),
                (tr("Space"), tr("Select the photo")),
                (tr("Ctrl+Space"), tr("Add the photo to the selection, or take it out")),
                (tr("Enter"), tr("Open the photo")),
                (tr("Menu, Shift+F10"), tr("What can be done with the photos")),
            ),
        ),
        (
            tr("Everywhere (these keys are fixed)"),
            (
                (tr("Tab, Shift+Tab"), tr("Go to the next part of the window, or back")),
                (tr("F10"), tr("Go to the menus")),
                (tr("Ctrl with the mouse wheel"), tr("Larger or smaller photos")),
            ),
        ),
    )
