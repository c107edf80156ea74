"""Switch to another encoder: try it, encode in the background, switch at once; and back.

Until the switch, which is one transaction, the old codes answer; they stay after it, so that going
back takes no time. Whatever ends the encoding (a cancel, a kill, a full disk), its codes stay and
the next try goes on there. A model that fails its own checks never comes so far.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from photosearch.core.changes import IndexSummary, ModelSwitchResult, ReencodeResult
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import NoteCode
from photosearch.inference.model_check import check_model
from photosearch.inference.models import locate_model
from photosearch.inference.pool import Workers
from photosearch.library.models.reencoder import Reencoder
from photosearch.library.search.search_service import Model, SearchService, model_at, model_known_as
from photosearch.library.workers.reencode_worker import ReencodedPhoto, ReencodeTask
from photosearch.messages import Message
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog

OnProgress = Callable[[Progress], None]


def add_switch_result(summary: IndexSummary, result: ModelSwitchResult | None) -> None:
    """Tell in the summary of an index run what it did for a switch of models."""
    if result is None:
        return
    counts = result.reencode_result.counts
    if counts["encoded"]:
        summary.counts["encoded"] += counts["encoded"]
    summary.cancelled = result.reencode_result.cancelled
    if result.problem is not None and result.abandoned is not None:
        model, problem = result.abandoned, result.problem
        summary.notes += (Message(NoteCode.SWITCH_GIVEN_UP, model=model, reason=problem),)
    if result.previous_model_id is not None:
        model = result.card.full_name
        summary.notes += (Message(NoteCode.SWITCH_DONE, model=model),)


class ModelSwitch:
    """Change the model of one library. One change at a time, for any thread.

    Args:
        catalog: open for writing.
        search_service: told when another model answers.
        settings: of the user.
        make_pool: of workers that encode with the model in a folder, for so many tasks.
        online: ids of the roots whose files can be read now.
        indexing: whether an index run is going on: new photos come first.
        on_switched: told after another model began to answer.
    """

    def __init__(
        self,
        catalog: Catalog,
        search_service: SearchService,
        settings: Settings,
        make_pool: Callable[[Path, int], Workers[ReencodeTask, ReencodedPhoto]],
        *,
        online: Callable[[], Collection[int]],
        indexing: Callable[[], bool],
        on_switched: Callable[[], None],
    ) -> None:
        self._catalog = catalog
        self._search_service = search_service
        self._settings = settings
        self._make_pool = make_pool
        self._online = online
        self._indexing = indexing
        self._on_switched = on_switched
        self._working = threading.Lock()

    def use(
        self,
        name: str,
        control: JobControl,
        on_progress: OnProgress,
        *,
        drop_old: bool = False,
    ) -> ModelSwitchResult:
        """Let the model `name` (or in that folder) answer, after all photos are encoded with it.

        Photos whose files are out of reach are encoded from their thumbnails.

        Raises:
            ModelError: there is no such model, or it fails its checks; nothing was changed.
            UserError: another switch is under way.
            CatalogError: the catalog cannot be written.
        """
        with self._exclusive():
            model = self._checked(model_at(locate_model(name)))
            in_use = self._search_service.model
            if in_use.card.model_id == model.card.model_id:
                return self._keep_current(model, drop_old=drop_old)
            self._catalog.models.begin(model.known())
            reencode_result = self._encode(model, control, on_progress)
            if reencode_result.cancelled:
                self._catalog.models.abandon()
                return ModelSwitchResult(
                    in_use.card, reencode_result=reencode_result, cancelled=True
                )
            return self._switch(model, reencode_result, drop_old=drop_old)

    def begin(self, name: str) -> None:
        """Note the model `name` as coming, once it has passed its checks: `complete` does the rest.

        For programs that go on working meanwhile: photos that come in get codes of both models.

        Raises:
            ModelError: there is no such model, or it fails its checks; nothing was changed.
            UserError: another switch is under way.
            CatalogError: the catalog cannot be written.
        """
        with self._exclusive():
            model = self._checked(model_at(locate_model(name)))
            if self._search_service.model.card.model_id == model.card.model_id:
                self._keep_current(model, drop_old=False)
            else:
                self._catalog.models.begin(model.known())

    def undo(self) -> ModelSwitchResult:
        """Give up an unfinished switch; or let the model answer that did before, at once.

        Raises:
            UserError: there is nothing to be undone, or a switch is under way.
            ModelError: the former model is gone or damaged; nothing was changed.
        """
        with self._exclusive():
            choice = self._catalog.models.get()
            if choice.coming is not None:
                self._catalog.models.abandon()
                return ModelSwitchResult(self._search_service.model.card, abandoned=choice.coming)
            if choice.before is None:
                raise UserError(ErrorCode.MODEL_BEFORE_MISSING)
            model = model_known_as(self._catalog, choice.before)
            if model.folder is None:
                raise ModelError(ErrorCode.MODEL_BEFORE_GONE, model=model.card.model_id)
            return self._switch(self._checked(model), ReencodeResult())

    def complete(self, control: JobControl, on_progress: OnProgress) -> ModelSwitchResult | None:
        """Encode what lacks codes after an index run, and end a switch that was interrupted.

        A coming model that is gone or damaged by now is given up.

        Returns:
            None if there was nothing to do, or another thread does it.

        Raises:
            ModelError: the model in use is damaged.
            CatalogError: the catalog cannot be written.
        """
        if not self._working.acquire(blocking=False):
            return None
        try:
            return self._complete(control, on_progress)
        finally:
            self._working.release()

    def prepare_successor(self) -> Model:
        """Return the model that new photos are encoded with while the one in use is gone.

        It is coming from now on.

        Raises:
            ModelError: there is none, or it fails its checks.
        """
        successor = self._search_service.successor
        if successor is None:
            model_at(locate_model(self._settings.model))  # says what is missing
            raise ModelError(ErrorCode.LIBRARY_WITHOUT_ENCODER)
        if self._catalog.models.get().coming != successor.card.model_id:
            self._catalog.models.begin(self._checked(successor).known())
        return successor

    def coming(self) -> Model | None:
        """Return the model that the library is being switched to, if its folder is there."""
        coming = self._catalog.models.get().coming
        model = None if coming is None else model_known_as(self._catalog, coming)
        return model if model is not None and model.folder is not None else None

    def drop_old(self) -> dict[str, int]:
        """Forget the codes of all models but the one in use and the one coming; photos by model.

        Raises:
            UserError: a switch is under way.
        """
        with self._exclusive():
            return self._drop_old()

    def _complete(self, control: JobControl, on_progress: OnProgress) -> ModelSwitchResult | None:
        present = self._search_service.model
        reencode_result = ReencodeResult()
        if present.folder is not None:
            if len(self._without_codes(present)):
                reencode_result = self._encode(present, control, on_progress)
            reencoder = self._reencoder(present)
            if not reencode_result.cancelled and len(reencoder.previews_at_hand()):
                redone = reencoder.reencode_previews(control, on_progress)
                reencode_result.counts.update(redone.counts)
                reencode_result.cancelled = redone.cancelled
        coming = self._catalog.models.get().coming
        if coming is None or reencode_result.cancelled:
            return (
                ModelSwitchResult(present.card, reencode_result=reencode_result)
                if reencode_result.counts["encoded"]
                else None
            )
        try:
            model = self.coming()
            if model is None:
                raise ModelError(ErrorCode.MODEL_COMING_GONE)
            reencode_result = self._encode(self._checked(model), control, on_progress)
        except ModelError as error:
            self._catalog.models.abandon()
            return ModelSwitchResult(present.card, abandoned=coming, problem=error.message)
        if reencode_result.cancelled:
            return ModelSwitchResult(present.card, reencode_result=reencode_result, cancelled=True)
        return self._switch(model, reencode_result)

    def _checked(self, model: Model) -> Model:
        assert model.folder is not None
        check_model(
            model.folder,
            providers=self._settings.providers,
            memory_mb=self._settings.worker_memory_mb,
        )
        return model

    def _keep_current(self, model: Model, *, drop_old: bool) -> ModelSwitchResult:
        """Keep the model that is in use already; what was coming is abandoned."""
        coming = self._catalog.models.get().coming
        if coming is not None:
            self._catalog.models.abandon()
        self._catalog.models.note(model.known())
        if self._search_service.model.folder is None:  # it is back
            self._search_service.switch_model(model)
        dropped = self._drop_old() if drop_old else {}
        without_codes = len(self._without_codes(model))
        return ModelSwitchResult(
            model.card, abandoned=coming, without_codes=without_codes, dropped_codes=dropped
        )

    def _encode(self, model: Model, control: JobControl, on_progress: OnProgress) -> ReencodeResult:
        return self._reencoder(model).run(control, on_progress)

    def _reencoder(self, model: Model) -> Reencoder:
        folder = model.folder
        assert folder is not None
        return Reencoder(
            self._catalog,
            model.card,
            lambda tasks: self._make_pool(folder, tasks),
            online=self._online,
            busy=self._indexing,
            on_commit=lambda photo_ids: self._search_service.on_codes_added(model.card, photo_ids),
        )

    def _switch(
        self, model: Model, reencode_result: ReencodeResult, *, drop_old: bool = False
    ) -> ModelSwitchResult:
        choice = self._catalog.models.switch(model.known())
        self._search_service.switch_model(model)
        dropped = self._drop_old() if drop_old else {}
        without_codes = len(self._without_codes(model))
        self._on_switched()
        return ModelSwitchResult(
            model.card,
            choice.before,
            reencode_result,
            without_codes=without_codes,
            dropped_codes=dropped,
        )

    def _drop_old(self) -> dict[str, int]:
        choice = self._catalog.models.get()
        old = {
            model_id: count
            for model_id, count in self._catalog.codes.models().items()
            if model_id not in (choice.in_use, choice.coming)
        }
        self._catalog.models.drop([*old, *([choice.before] if choice.before else [])])
        return {model_id: count for model_id, count in old.items() if count}

    def _without_codes(self, model: Model) -> Collection[int]:
        without_codes: list[int] = self._catalog.photos.without_codes(model.card.model_id).tolist()
        return without_codes

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        if not self._working.acquire(blocking=False):
            raise UserError(ErrorCode.SWITCH_UNDER_WAY)
        try:
            yield
        finally:
            self._working.release()
