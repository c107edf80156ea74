"""Show between the encoders and what was learned how an encoder is fitted to the photos."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.core.tuning import (
    LEAST_PHOTOS,
    MOST_PHOTOS,
    TuningOptions,
    TuningReport,
    TuningStatus,
)
from photosearch.gui.encoders import tuning_text
from photosearch.gui.encoders.figures_table import FiguresTable
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.flow_layout import FlowLayout
from photosearch.gui.widgets.progress import show_on_bar
from photosearch.gui.widgets.screen_readers import announce
from photosearch.messages import Message

SILENT_S = 120.0
"""After so long without news it is told that there is none."""
_LOOK_EVERY_MS = 5000
_NAME_WIDTH = 190


class TuningPanel(QFrame):
    """Show one state: what can be begun or why not, how far it is, what came of it.

    Signals:
        start_wanted(TuningOptions): begin, or go on.
        cancel_wanted(): end what runs.
        forget_wanted(): begin anew some time, or keep the present encoder.
        use_wanted(str): let the new encoder of this name answer.
        python_wanted(): choose the Python that does it.
        own_python_wanted(): let that of the program do it.
        look_wanted(): look again how things stand.
    """

    start_wanted = Signal(object)
    cancel_wanted = Signal()
    forget_wanted = Signal()
    use_wanted = Signal(str)
    python_wanted = Signal()
    own_python_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, silent_s: float = SILENT_S) -> None:
        super().__init__(parent)
        self._silent_s = silent_s
        self._status: TuningStatus | None = None
        self._report: TuningReport | None = None
        self._filled = False
        """The options stand at something that was chosen for, or by, the user."""
        self._had_keyboard = False
        """A button had it that is gone; the next one that comes has it."""
        self._heard_at = 0.0
        title = QLabel(tr("Fit the encoder to my photos"))
        title.setProperty("kind", "heading")
        self._purpose = QLabel(tuning_text.purpose_text(), wordWrap=True)
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._note = QFrame()
        note = QVBoxLayout(self._note)
        note.setContentsMargins(10, 6, 10, 6)
        note.addWidget(self._words)
        self._make_options()
        self._estimate = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._estimate.setProperty("kind", "muted")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(tr("Fitting the encoder"))
        self._facts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.figures = FiguresTable()
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (title, self._purpose, self._note, self._options, self._estimate, self.bar,
                       self._facts, self.figures, self._buttons):  # fmt: skip
            column.addWidget(widget)
        self._watch = QTimer(self, interval=_LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look_for_silence)
        self._show((), "")

    def _make_options(self) -> None:
        self.photos = QSpinBox(minimum=LEAST_PHOTOS, singleStep=500)
        self.photos.setGroupSeparatorShown(True)
        # The line inside is what has the keyboard; style sheets give it no padding.
        for widget in (self.photos, self.photos.lineEdit()):
            widget.setAccessibleName(tr("Learn from at most so many photos"))
        self.photos.lineEdit().setTextMargins(5, 0, 5, 0)
        self.photos.valueChanged.connect(self._show_estimate)
        self.labels = QCheckBox(tr("Learn from folders, keywords and your answers, too"))
        self.labels.setChecked(True)
        self.name = QLineEdit(maxLength=64)
        self.name.setAccessibleName(tr("Name of the new encoder"))
        self.name.setFixedWidth(_NAME_WIDTH)
        self.name.textChanged.connect(self._enable_start)
        self._options = QWidget()
        flow = FlowLayout(self._options, spacing=10)
        flow.setContentsMargins(0, 0, 0, 0)
        for words, field in ((tr("Photos, at most:"), self.photos), (tr("Name:"), self.name)):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            label = QLabel(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            flow.addWidget(pair)
        flow.addWidget(self.labels)

    def _make_buttons(self) -> None:
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, spacing=8)
        flow.setContentsMargins(0, 0, 0, 0)

        def button(words: str, tip: str, act: Callable[[], None], kind: str = "") -> QPushButton:
            made = push_button(words, tip, kind)
            made.clicked.connect(act)
            flow.addWidget(made)
            return made

        self.start_button = button(
            tr("Start fitting"),
            tr("In a process of its own; you can go on working"),
            self._start,
            "main",
        )
        self.go_on_button = button(tr("Go on"), tr("From where it stood"), self._go_on, "main")
        self.use_button = button(
            tr("Use it"),
            tr("All photos are encoded anew in the background; Undo goes back at once"),
            self._use,
            "main",
        )
        self.keep_button = button(
            tr("Keep the present one"),
            tr("The new encoder stays in the list, to be used some other time"),
            self._forget,
        )
        self.close_button = button(
            tr("Put away"), tr("These figures; nothing changes"), self._forget
        )
        self.afresh_button = button(
            tr("Give it up"), tr("What is finished of it is deleted"), self._forget
        )
        self.cancel_button = button(
            tr("Cancel"), tr("What is finished is kept; it can be gone on with"), self._cancel
        )
        self.python_button = button(
            tr("Choose a Python…"), tr("Of an environment with photosearch[train]"), self._python
        )
        self.own_button = button(tr("Use the program's own Python"), "", self._own_python)
        self.look_button = button(tr("Look again"), "", self._look)

    @property
    def text(self) -> str:
        """Return what is told, without what is always there."""
        told = (
            (self._note, self._words),
            (self._estimate, self._estimate),
            (self._facts, self._facts),
        )
        return "\n".join(label.text() for part, label in told if not part.isHidden())

    # What is shown

    def show_looking(self) -> None:
        """Tell that it is being found out how things stand."""
        self._show((), tr("Looking whether it can be done here…"))

    def show_status(
        self, status: TuningStatus, *, own_python: bool, battery_percent: int = 100
    ) -> None:
        """Show what can be begun, what was interrupted or what came of it; or why nothing can be.

        Args:
            status: how things stand.
            own_python: whether the Python is that of the program.
            battery_percent: share of the workers on battery, as the setting is now.
        """
        self._status = status
        battery = tuning_text.battery_text(status, battery_percent)
        if status.report is not None:
            self.show_report(status.report)
        elif status.problem is not None:
            self._show_problem(status.problem, own_python=own_python)
        elif status.photos < LEAST_PHOTOS:
            self._show((self.look_button,), tuning_text.too_few_text(status, LEAST_PHOTOS))
        elif status.unfinished is not None:
            words = [tuning_text.interrupted_text(status), battery]
            self._show((self.go_on_button, self.afresh_button), "\n".join(filter(None, words)))
        else:
            self._fill_options(status)
            self._show((self.start_button,), battery, options=True)
            self._show_estimate()

    def show_running(self) -> None:
        """Show that it begins; until the first news comes nothing is known of how far it is."""
        self._heard_at = time.monotonic()
        self.bar.setRange(0, 0)
        self._facts.setText(tr("It starts…"))
        self._show((self.cancel_button,), "", running=True)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self._heard_at = time.monotonic()
        if self.bar.isHidden():
            self._show((self.cancel_button,), "", running=True)
        show_on_bar(self.bar, progress)
        self._facts.setText(tuning_text.progress_text(progress))
        self.bar.setAccessibleDescription(self._facts.text())

    def show_stopping(self) -> None:
        """Tell that it is about to end. The button stays: with it the keyboard would go."""
        self.bar.setRange(0, 0)
        self._facts.setText(tr("Stopping after this step…"))

    def show_failure(self, error: UserError) -> None:
        """Tell what went wrong, with the next step."""
        told = f"{message_text(error.message):whole}"
        status = self._status
        if status is not None and status.unfinished is not None:
            self._show((self.go_on_button, self.afresh_button), told, kind="error")
        elif status is not None and status.problem is None and status.photos >= LEAST_PHOTOS:
            self._fill_options(status)
            self._show((self.start_button,), told, kind="error", options=True)
            self._show_estimate()
        else:
            self._show((self.python_button, self.look_button), told, kind="error")
        announce(self, told)

    def show_report(self, report: TuningReport) -> None:
        """Tell what came of it; offer the new encoder, if there is one."""
        self._report = report
        buttons = (self.use_button, self.keep_button) if report.better else (self.close_button,)
        words = tuning_text.report_text(report)
        self.figures.show_rows(tuning_text.report_rows(report))
        self._show(buttons, words, figures=True)

    def _show_problem(self, problem: Message, *, own_python: bool) -> None:
        buttons = [self.python_button, self.look_button]
        if not own_python:
            buttons.append(self.own_button)
        self._show(buttons, f"{message_text(problem):whole}")

    def _show(
        self,
        buttons: Iterable[QPushButton],
        words: str,
        *,
        kind: str = "info",
        options: bool = False,
        running: bool = False,
        figures: bool = False,
    ) -> None:
        """Show these parts and no others."""
        shown = set(buttons)
        self._had_keyboard |= self._buttons.isAncestorOf(QApplication.focusWidget() or self)
        for button in self._buttons.findChildren(QPushButton):
            button.setVisible(button in shown)
        self._words.setText(words)
        self._note.setVisible(bool(words))
        if self._note.property("kind") != kind:
            self._note.setProperty("kind", kind)
            for widget in (self._note, self._words):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._options.setVisible(options)
        self._estimate.setVisible(options)
        self.bar.setVisible(running)
        self._facts.setVisible(running)
        self.figures.setVisible(figures)
        self._buttons.setVisible(bool(shown))
        if running:
            self._watch.start()
        else:
            self._watch.stop()
        if self._had_keyboard and shown:
            self._had_keyboard = False
            buttons = self._buttons.findChildren(QPushButton)
            next(each for each in buttons if each in shown).setFocus()

    def _fill_options(self, status: TuningStatus) -> None:
        most = max(LEAST_PHOTOS, status.photos)
        self.photos.setMaximum(most)
        if not self._filled:
            self.photos.setValue(min(MOST_PHOTOS, most))
        self._filled = True
        if not self.name.isModified() or not self.name.text():
            self.name.setText(status.free_name)

    def _show_estimate(self) -> None:
        if self._status is not None:
            words = tuning_text.estimate_text(self._status, self.photos.value())
            self._estimate.setText(words)

    def _enable_start(self, name: str) -> None:
        self.start_button.setEnabled(bool(name.strip()))

    def _look_for_silence(self) -> None:
        silent_s = time.monotonic() - self._heard_at
        if silent_s >= self._silent_s and self.cancel_button.isEnabled():
            self._facts.setText(tuning_text.silence_text(silent_s))

    # What is wanted

    def _start(self) -> None:
        name = self.name.text().strip()
        self.start_wanted.emit(TuningOptions(name, self.photos.value(), self.labels.isChecked()))

    def _go_on(self) -> None:
        if self._status is not None and self._status.unfinished is not None:
            self.start_wanted.emit(self._status.unfinished)

    def _use(self) -> None:
        if self._report is not None:
            self.use_wanted.emit(self._report.name)

    def _cancel(self) -> None:
        self.cancel_wanted.emit()

    def _forget(self) -> None:
        self.forget_wanted.emit()

    def _python(self) -> None:
        self.python_wanted.emit()

    def _own_python(self) -> None:
        self.own_python_wanted.emit()

    def _look(self) -> None:
        self.look_wanted.emit()
