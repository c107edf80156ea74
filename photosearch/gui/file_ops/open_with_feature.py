"""Hand photos to other programs: open, open with, show in the file manager, copy."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMenu

from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord
from photosearch.gui import wording
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.desktop.programs import program_name
from photosearch.gui.file_ops.show_in_folder import show_in_folder
from photosearch.gui.translation import tr
from photosearch.gui.widgets import pixels
from photosearch.gui.widgets.mime import put_photo_ids

MOST_OPENED = 10
"""At once; a selection of a thousand must not start a thousand programs."""
MOST_COPIED = 10_000
COPIED_SIDE = 4096
"""Longer side in pixels of a picture on the clipboard: enough for any screen."""
MOST_PROGRAMS = 8


@dataclass(frozen=True, slots=True)
class _Files:
    """Hold photos whose files are there, and what stands in the way of the others."""

    ids: list[int]
    paths: list[Path]
    problems: list[UserError]


class OpenWithFeature(QObject):
    """Look photos up in a job thread and acts in the GUI thread."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        commands = [
            ("open_photo", tr("Open in its &program"), self.open_chosen, "Ctrl+Shift+Return"),
            ("open_with", tr("Open &with…"), self.open_with, ""),
            ("show_in_folder", tr("&Show in folder"), self.show_in_folder, "Ctrl+Return"),
        ]
        for name, text, act, key in commands:
            keys = (key,) if key else ()
            command = Command(
                name, text, act, keys, "photo", 10, Needs.PHOTOS, context=True, help=""
            )
            context.actions.add(command)
        copies = [
            ("copy_file", tr("&Copy"), self.copy_files, "Ctrl+C", "photo"),
            ("copy_path", tr("Copy p&ath"), self.copy_paths, "Ctrl+Shift+C", "photo"),
            ("copy_image", tr("Copy p&icture"), self.copy_image, "Ctrl+Alt+C", "photo"),
        ]
        for name, text, act, key, menu in copies:
            context.actions.add(
                Command(name, text, act, (key,), menu, 20, Needs.PHOTOS, context=True)
            )

    # Opening

    def open_chosen(self) -> None:
        """Open the chosen photos with the programs that the system has for them."""
        self.open(self._context.chosen_ids(MOST_OPENED))

    def open(self, photo_ids: Sequence[int]) -> None:
        """Open photos with the programs that the system has for them; ten at most."""
        self._files(photo_ids[:MOST_OPENED], self._open_each)

    def open_with(self) -> None:
        """Open the chosen photos with a program that was chosen before, or is chosen now."""
        programs = self._context.preferences.now.open_with
        if not programs:
            self.choose_program()
            return
        menu = QMenu(self._context.window)
        menu.setAccessibleName(tr("Programs"))
        for program in programs:
            action = menu.addAction(program_name(Path(program)))
            action.setData(program)
            action.setToolTip(program)
        menu.addSeparator()
        menu.addAction(tr("Choose a program…"))
        menu.triggered.connect(self._open_by_menu)
        menu.aboutToHide.connect(menu.deleteLater)
        view = self._context.view
        menu.popup(view.mapToGlobal(view.rect().center()))
        menu.setActiveAction(menu.actions()[0])

    def choose_program(self) -> None:
        """Ask for a program, open the photos with it, and offer it from now on."""
        program = self._context.desktop.choose_program(
            self._context.window, tr("Open the photos with…")
        )
        if program is not None:
            self.open_in(program)

    def open_in(self, program: Path) -> None:
        """Open the chosen photos with this program."""
        desktop = self._context.desktop

        def start(found: _Files) -> None:
            if not found.paths:
                return
            self._context.background.run(lambda: desktop.launch(program, found.paths), started)

        def started(_nothing: None) -> None:
            name = str(program)
            others = [each for each in self._context.preferences.now.open_with if each != name]
            self._context.preferences.change(open_with=(name, *others)[:MOST_PROGRAMS])

        self._files(self._context.chosen_ids(MOST_OPENED), start)

    def show_in_folder(self) -> None:
        """Show the first of the chosen photos in the file manager."""

        def show(found: _Files) -> None:
            if found.paths:
                show_in_folder(self._context, found.paths[0])

        self._files(self._context.chosen_ids(1), show)

    # Copying

    def copy_files(self) -> None:
        """Copy photos as a file manager does: to be pasted as files, or as their paths."""
        self._files(self._context.chosen_ids(MOST_COPIED), self._copy_files, whole_stacks=True)

    def copy_paths(self) -> None:
        """Copy paths, one per line, also of files that are not there now."""
        library, ids = self._context.library, self._context.chosen_ids(MOST_COPIED)
        if library is not None and ids:
            self._context.background.run(
                lambda: library.photos(library.stack_members(ids)), self._copy_paths
            )

    def copy_image(self) -> None:
        """Copy the pixels of the first of the chosen photos."""
        library, ids = self._context.library, self._context.chosen_ids(1)
        if library is None or not ids:
            return
        previews = library.previews

        def read() -> QImage:
            return pixels.from_rgb(previews.read(ids[0], COPIED_SIDE))

        self._context.background.run(read, self._copy_image)

    # Inside

    def _open_each(self, found: _Files) -> None:
        for path in found.paths:
            try:
                self._context.desktop.open_file(path)
            except UserError as error:
                self._context.notices.show_error(error)

    def _open_by_menu(self, action: QAction) -> None:
        program = action.data()
        if program:
            self.open_in(Path(program))
        else:
            self.choose_program()

    def _copy_files(self, found: _Files) -> None:
        if not found.paths:
            return
        mime = QMimeData()
        urls = [QUrl.fromLocalFile(str(path)) for path in found.paths]
        mime.setUrls(urls)
        mime.setText("\n".join(str(path) for path in found.paths))
        encoded = [url.toEncoded().data() for url in urls]
        mime.setData("x-special/gnome-copied-files", b"\n".join([b"copy", *encoded]))
        put_photo_ids(mime, found.ids)
        self._context.desktop.copy_data(mime)
        self._context.notices.show_message(tr("Copied %Ln photo(s).", "", len(found.ids)))

    def _copy_paths(self, records: list[PhotoRecord]) -> None:
        text = "\n".join(wording.plain_text(str(record.path)) for record in records)
        self._context.desktop.copy_text(text)
        self._context.notices.show_message(tr("Copied %Ln path(s).", "", len(records)))

    def _copy_image(self, image: QImage) -> None:
        mime = QMimeData()
        mime.setImageData(image)
        self._context.desktop.copy_data(mime)
        self._context.notices.show_message(
            tr("Copied the picture, {width} × {height} pixels.").format(
                width=image.width(), height=image.height()
            )
        )

    def _files(
        self,
        photo_ids: Sequence[int],
        then: Callable[[_Files], None],
        *,
        whole_stacks: bool = False,
    ) -> None:
        """Look which files are there, then act on those; what is missing is told.

        With `whole_stacks` the files for which a photo is shown come with it.
        """
        library, ids = self._context.library, list(photo_ids)
        if library is None or not ids:
            return
        chosen = frozenset(ids)

        def look() -> _Files:
            found = _Files([], [], [])
            for record in library.photos(library.stack_members(ids) if whole_stacks else ids):
                problem = _problem(record)
                if problem is not None:
                    found.problems.append(problem)
                    continue
                found.paths.append(record.path)
                if record.photo_id in chosen:
                    found.ids.append(record.photo_id)
            return found

        def looked(found: _Files) -> None:
            if found.problems:
                self._context.notices.show_error(found.problems[0])
            then(found)

        self._context.background.run(look, looked)


def _problem(record: PhotoRecord) -> UserError | None:
    """Return why a photo's file cannot be handed to other programs; for job threads."""
    name = wording.shown_name(record.path)
    if not record.online:
        return UserError.in_words(
            tr("{name} is on a drive that is not connected.").format(name=name),
            tr("Connect the drive and try again."),
        )
    if not os.path.lexists(record.path):
        return UserError.in_words(
            tr("{name} is no longer in {folder}.").format(
                name=name, folder=wording.shown_path(record.path.parent)
            ),
            tr("It was moved or deleted; choose Library > Look for changes to update the list."),
        )
    try:
        str(record.path).encode()
    except UnicodeEncodeError:
        return UserError.in_words(
            tr("The name {name} is not valid text, so it cannot be passed on.").format(name=name),
            tr("Rename the file in the file manager."),
        )
    return None
