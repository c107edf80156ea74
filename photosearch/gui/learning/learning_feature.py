"""Take what the user does as answers, with leave; have the library learn from them; tell of it."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, QTimer

from photosearch.core.codes import CodeKind
from photosearch.core.judged_pairs import JudgedAct, PhotoAnswer, RecordedPairs
from photosearch.core.learning import LearningOutcome, LearningState, LearningStatus
from photosearch.core.query import Query
from photosearch.gui import wording
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.learning.learning_text import outcomes_text, status_text
from photosearch.gui.library_menu.library_commands import LibraryCommands
from photosearch.gui.library_port import LearningPort, LibraryPort
from photosearch.gui.notices import Notice
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.widgets.question_bar import Question, QuestionBar, QuestionChoice

LOOKED_AT_MS = 3000
"""Who leaves a query as it is for so long looks at what it found: its examples are meant."""
LEARN_EVERY = 20
"""After so many new answers the library learns by itself."""


class LearningFeature(QObject):
    """Put `bar` into the window. Settings: learn_from_answers."""

    def __init__(
        self, context: AppContext, session: SearchSession, commands: LibraryCommands
    ) -> None:
        super().__init__(context)
        self._context = context
        self._session = session
        self._answers = context.background.derive(policy=Policy.QUEUE)
        self._waiting: list[PhotoAnswer] = []
        """Until the user has said whether they may be kept."""
        self._put_off = False
        self._new = 0
        self._notice: Notice | None = None
        self._panel_of: EncoderDialog | None = None
        self._told: set[PhotoAnswer] = set()
        self.bar = QuestionBar(context.window)
        self.bar.chosen.connect(self._on_chosen)
        self._looked_at = QTimer(self, singleShot=True, interval=LOOKED_AT_MS)
        self._looked_at.timeout.connect(self._on_looked_at)
        context.judged.connect(self._on_judged)
        context.library_changed.connect(self._on_library_changed)
        commands.encoders_listed.connect(self.fill)
        session.results_ready.connect(self._on_results)
        session.query_changed.connect(self._looked_at.stop)
        add = context.actions.add
        add(
            Command(
                "found_right",
                tr("&This is what I look for"),
                self.judge_right,
                ("Ctrl+Shift+Y",),
                menu="search",
                section=4,
                needs=Needs.QUERY,
                context=True,
                help=tr("Say that the chosen photos are right: later searches learn from it"),
            )
        )
        add(
            Command(
                "found_wrong",
                tr("&Not what I look for"),
                self.judge_wrong,
                ("Ctrl+Shift+U",),
                menu="search",
                section=4,
                needs=Needs.QUERY,
                context=True,
                help=tr("Take the chosen photos out of those found; later searches learn from it"),
            )
        )

    # What the user says

    def judge_right(self) -> None:
        """Say that the chosen photos belong to those of the query."""
        query, chosen = self._session.answered_query, self._context.chosen_ids()
        if chosen and query.own_ids:
            self._context.judged.emit(_answer(query, chosen, alike=True, act=JudgedAct.FITS))
        self._context.notices.show_message(
            tr("Noted.") if query.own_ids else tr("Only searches by photos of the library teach.")
        )

    def judge_wrong(self) -> None:
        """Take the chosen photos out of those found, and say that they do not belong there."""
        session, chosen = self._session, self._context.chosen_ids()
        query = session.answered_query
        chosen = [photo_id for photo_id in chosen if photo_id not in query.own_ids]
        if not chosen:
            return
        session.take_out(chosen)
        self._context.notices.shown.emit(
            Notice(
                tr("%Ln photo(s) taken out of those found.", "", len(chosen)),
                is_error=False,
                action=tr("Undo"),
                do=lambda: session.put_back(chosen),
            )
        )
        if query.own_ids:
            self._context.judged.emit(_answer(query, chosen, alike=False, act=JudgedAct.REMOVED))

    def _on_results(self, _answer_: object) -> None:
        query = self._session.answered_query
        for item in query.negatives:
            if item.image.photo_id is not None and query.own_ids and item.crop is None:
                self._tell_once(
                    _answer(query, [item.image.photo_id], alike=False, act=JudgedAct.LESS_LIKE)
                )
        self._looked_at.start()

    def _on_looked_at(self) -> None:
        """Take examples of one query as put together by hand. By shot they are several shots."""
        query = self._session.answered_query
        sense = _sense_of(query)
        if len(query.own_ids) > 1 and sense is not CodeKind.COPY:
            self._tell_once(_answer(query, query.own_ids, alike=True, act=JudgedAct.TOGETHER))

    def _tell_once(self, answer: PhotoAnswer) -> None:
        """Tell an answer unless it was told: a query is answered whenever a control moves."""
        if answer not in self._told:
            self._told.add(answer)
            self._context.judged.emit(answer)

    # Whether it may be kept

    def _on_judged(self, answer: PhotoAnswer) -> None:
        setting = self._context.preferences.now.learn_from_answers
        if setting == "always":
            self._keep(answer)
        elif setting == "ask" and not self._put_off:
            self._waiting.append(answer)
            if not self.bar.text:
                self._ask()

    def _ask(self) -> None:
        choices = (
            QuestionChoice(
                "always",
                tr("&Learn from it"),
                tr("Now and later. Library > Encoder… shows what was learned, and erases it."),
            ),
            QuestionChoice("never", tr("Ne&ver"), tr("The settings can change that.")),
            QuestionChoice("nothing", tr("&Not now"), tr("Ask again another day.")),
        )
        self.bar.ask(
            Question(
                tr(
                    "May PhotoSearch learn from what you say of photos? It is noted in the library,"
                    " on this computer only."
                ),
                choices,
                aside=True,
            )
        )

    def _on_chosen(self, key: str) -> None:
        waiting, self._waiting = self._waiting, []
        if key in ("always", "never"):
            self._context.preferences.change(learn_from_answers=key)
        else:
            self._put_off = True
        if key == "always":
            for answer in waiting:
                self._keep(answer)

    def _keep(self, answer: PhotoAnswer) -> None:
        library = self._context.library
        if library is None:
            return
        learning = library.learning
        self._answers.run(
            lambda: learning.judge(
                answer.anchors,
                answer.others,
                answer.sense,
                alike=answer.alike,
                act=answer.act,
            ),
            self._on_kept,
        )

    def _on_kept(self, recorded: RecordedPairs) -> None:
        if recorded.changed:
            self._context.notices.show_message(
                tr("That contradicts what you said before: from now on the last answer counts.")
            )
        self._new += recorded.added + recorded.changed
        if self._new >= LEARN_EVERY:
            self._new = 0
            self._learn(asked=False)

    # Learning

    def _learn_now(self) -> None:
        self._learn(asked=True)

    def _learn(self, *, asked: bool) -> None:
        library = self._context.library
        if library is None:
            return
        learning = library.learning

        def learned(outcomes: list[LearningOutcome]) -> None:
            used = any(
                outcome.state is LearningState.USED or outcome.recalibrated for outcome in outcomes
            )
            if used or asked:
                self._context.notices.dismiss(self._notice)
                self._notice = Notice(
                    outcomes_text(outcomes),
                    is_error=False,
                    action=tr("Undo") if used else "",
                    do=self._undo if used else None,
                )
                self._context.notices.shown.emit(self._notice)
            if used:
                self._session.search_again()
            self._show_status()

        self._answers.run(learning.learn, learned)

    def _undo(self) -> None:
        library = self._context.library
        if library is None:
            return

        def undone(was_any: bool) -> None:
            if was_any:
                self._context.notices.show_message(tr("What was learned last is taken back."))
                self._session.search_again()
            self._show_status()

        self._answers.run(library.learning.undo, undone)

    # The page of encoders

    def fill(self, dialog: EncoderDialog) -> None:
        """Show in a dialog what was learned, and do what is wanted there."""
        self._panel_of = dialog
        panel = dialog.learned
        panel.learn_wanted.connect(self._learn_now)
        panel.undo_wanted.connect(self._undo)
        panel.erase_wanted.connect(self._erase)
        panel.export_wanted.connect(self._export)
        self._show_status()

    def _show_status(self) -> None:
        library, dialog = self._context.library, self._panel_of
        if library is None or dialog is None or not shiboken6.isValid(dialog):
            return

        def show(status: LearningStatus) -> None:
            if shiboken6.isValid(dialog):
                dialog.learned.show_words(
                    status_text(status), answers=status.total, steps=status.steps
                )

        self._answers.run(library.learning.status, show)

    def _erase(self) -> None:
        library = self._context.library
        if library is None:
            return

        def erased(count: int) -> None:
            self._context.notices.show_message(tr("%Ln answer(s) erased.", "", count))
            self._told.clear()
            self._session.search_again()
            self._show_status()

        self._answers.run(library.learning.erase, erased)

    def _export(self) -> None:
        library, dialog = self._context.library, self._panel_of
        if library is None or dialog is None:
            return
        kinds = tr("Tables (*.csv);;For scripts (*.json)")
        path = self._context.desktop.choose_new_file(
            dialog, tr("Export answers"), "answers.csv", kinds
        )
        if path is None:
            return
        learning: LearningPort = library.learning

        def written(count: int) -> None:
            words = tr("Wrote %Ln answer(s) to “{name}”.", "", count)
            self._context.notices.show_message(words.format(name=wording.shown_name(path)))

        self._answers.run(lambda: learning.export(path, replace=True), written)

    def _on_library_changed(self, _library: LibraryPort | None) -> None:
        self._waiting.clear()
        self._told.clear()
        self._new = 0
        self._looked_at.stop()
        self.bar.end()


def _sense_of(query: Query) -> CodeKind:
    """Return the kind of code that counts most in a query."""
    weights = query.compared_mode.by_kind()
    return max(weights, key=lambda kind: weights[kind])


def _answer(query: Query, photo_ids: Sequence[int], *, alike: bool, act: JudgedAct) -> PhotoAnswer:
    others = tuple(map(int, photo_ids))
    return PhotoAnswer(query.own_ids, others, _sense_of(query), alike, act)
