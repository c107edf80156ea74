"""Have the library fit an encoder to its photos, and show how that goes on the page of encoders."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject

from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.core.tuning import TuningOptions, TuningReport, TuningStatus
from photosearch.gui.context import AppContext
from photosearch.gui.encoders import tuning_text
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.encoders.tuning_panel import TuningPanel
from photosearch.gui.indexing.index_controller import IndexController
from photosearch.gui.library_menu.library_commands import LibraryCommands
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.message_text import message_text
from photosearch.gui.notices import Notice
from photosearch.gui.runtime.background import BackgroundJob, Policy
from photosearch.gui.translation import tr


class TuningFeature(QObject):
    """Fill `EncoderDialog.tuning`; the work goes on when that is closed. Settings: training_python.

    It runs in a process of its own, which ends with the program; the next start says that it can be
    gone on with.
    """

    def __init__(
        self, context: AppContext, commands: LibraryCommands, indexing: IndexController
    ) -> None:
        super().__init__(context)
        self._context, self._commands, self._indexing = context, commands, indexing
        self._runner = context.background.derive(context.threads.tuning)
        self._questions = context.background.derive(context.threads.tuning, Policy.QUEUE)
        self._library: LibraryPort | None = None
        self._dialog: EncoderDialog | None = None
        self._progress: Progress | None = None
        self._stopping = False
        self._failure: UserError | None = None
        """Of the last run, until it is told in the dialog."""
        self._notice: Notice | None = None
        context.library_changed.connect(self._on_library_changed)
        context.preferences.changed.connect(self._on_preferences)
        commands.encoders_listed.connect(self.fill)

    @property
    def running(self) -> bool:
        """Tell whether an encoder is being fitted."""
        return self._runner.running

    def fill(self, dialog: EncoderDialog) -> None:
        """Show in a dialog how things stand, and do what is wanted there."""
        self._dialog = dialog
        panel = dialog.tuning
        panel.start_wanted.connect(self._start)
        panel.cancel_wanted.connect(self._cancel)
        panel.forget_wanted.connect(self._forget)
        panel.use_wanted.connect(self._use)
        panel.python_wanted.connect(self._choose_python)
        panel.own_python_wanted.connect(self._choose_own_python)
        panel.look_wanted.connect(self._look)
        self._context.notices.dismiss(self._notice)
        if not self.running:
            self._look()
            return
        panel.show_running()
        if self._progress is not None:
            panel.show_progress(self._progress)
        if self._stopping:
            panel.show_stopping()

    # How things stand

    @property
    def _panel(self) -> TuningPanel | None:
        dialog = self._dialog
        return dialog.tuning if dialog is not None and shiboken6.isValid(dialog) else None

    @property
    def _python(self) -> Path | None:
        chosen = self._context.preferences.now.training_python
        return Path(chosen) if chosen else None

    def _look(self) -> None:
        library, panel = self._context.library, self._panel
        if library is None or panel is None or self.running:
            return
        tuning, python = library.tuning, self._python
        panel.show_looking()

        def show(status: TuningStatus) -> None:
            panel = self._panel
            if panel is not None and not self.running:
                panel.show_status(
                    status,
                    own_python=python is None,
                    battery_percent=self._context.preferences.now.battery_percent,
                )
                if self._failure is not None:
                    panel.show_failure(self._failure)
                    self._failure = None

        self._questions.run(lambda: tuning.status(python), show)

    def _on_preferences(self, names: set[str]) -> None:
        if names & {"training_python", "battery_percent"}:
            self._look()

    def _choose_python(self) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        chosen = self._context.desktop.choose_program(dialog, tr("Which Python fits encoders?"))
        if chosen is not None:
            self._context.preferences.change(training_python=str(chosen))
            self._look()

    def _choose_own_python(self) -> None:
        self._context.preferences.change(training_python="")

    # Fitting

    def _start(self, options: TuningOptions) -> None:
        library = self._context.library
        if library is None or self.running:
            return
        tuning, python = library.tuning, self._python
        self._progress, self._stopping, self._failure = None, False, None

        def work(job: BackgroundJob) -> TuningReport:
            return tuning.run(options, python, control=job, on_progress=job.report)

        self._runner.run_job(
            work, self._finish, self._fail, on_progress=self._show_progress, on_end=self._look
        )
        if self._panel is not None:
            self._panel.show_running()

    def _cancel(self) -> None:
        self._stopping = True
        self._runner.cancel()
        if self._panel is not None:
            self._panel.show_stopping()

    def _show_progress(self, progress: Progress) -> None:
        self._progress = progress
        if self._panel is not None and not self._stopping:
            self._panel.show_progress(progress)

    def _finish(self, report: TuningReport) -> None:
        self._list_encoders()
        if self._panel is None:
            self._tell(tuning_text.report_text(report), tr("Show"))

    def _fail(self, error: UserError) -> None:
        self._failure = error
        if self._panel is None:
            words = message_text(error.message)
            self._tell(f"{words:whole}", tr("Show"), is_error=True)

    def _list_encoders(self) -> None:
        library, dialog = self._context.library, self._dialog
        if library is not None and self._panel is not None and dialog is not None:
            self._context.background.run(library.models, dialog.show_encoders)

    # What becomes of it

    def _use(self, name: str) -> None:
        self._forget_all()
        self._indexing.change_model(name)
        if self._panel is not None and self._dialog is not None:
            self._dialog.close()

    def _forget(self) -> None:
        self._forget_all()
        self._look()

    def _forget_all(self) -> None:
        library = self._context.library
        if library is not None:
            self._questions.run(library.tuning.forget)

    # Programs begin and end

    def _on_library_changed(self, library: LibraryPort | None) -> None:
        if self._library is not None:
            self._library.tuning.leave()
            self._runner.cancel()
            self._questions.discard()
        self._library = library
        self._failure = None
        if library is not None:
            self._context.background.run(library.tuning.interrupted, self._tell_interrupted)

    def _tell_interrupted(self, unfinished: TuningOptions | None) -> None:
        if unfinished is not None and self._panel is None:
            words = tr(
                "The fitting of the encoder “{name}” was interrupted; it can go on where it stood."
            )
            self._tell(words.format(name=unfinished.name), tr("Show"))

    def _tell(self, words: str, action: str, *, is_error: bool = False) -> None:
        self._notice = Notice(
            words, is_error=is_error, action=action, do=self._commands.show_encoders
        )
        self._context.notices.shown.emit(self._notice)
