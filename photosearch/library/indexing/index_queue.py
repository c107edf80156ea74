"""Run the index runs of a library: one at a time, over roots, parts of them, or single files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from photosearch.core.changes import Changes, IndexSummary
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import Root, to_rel_path
from photosearch.core.runs import RunKind, RunRecord
from photosearch.library.indexing.indexer import Indexer
from photosearch.library.indexing.missing_colors import find_missing_colors
from photosearch.library.indexing.run_history import RunHistory
from photosearch.library.roots.roots import RootRegistry
from photosearch.library.roots.scanner import ScanRules, Scope
from photosearch.library.workers.worker_pools import WorkerPools
from photosearch.messages import Message
from photosearch.store.catalog import Catalog

OnProgress = Callable[[Progress], None]
Finish = Callable[[IndexSummary, JobControl, OnProgress], None]
"""Completes a run in the same job; adds to its summary what it did."""


class IndexQueue:
    """Run the indexer and keep a record of each run. All methods block and are for any thread.

    Args:
        catalog: open for writing, if there are to be runs.
        roots: the folders of the library.
        pools: of the library; their throttle is told with the progress.
        history: where records go.
        rules_of: what scans of a root leave out.
        encoders: cards and folders of the models that new photos are encoded with.
        publish: told what each commit touched.
    """

    def __init__(
        self,
        catalog: Catalog,
        roots: RootRegistry,
        pools: WorkerPools,
        history: RunHistory,
        *,
        rules_of: Callable[[Root], ScanRules],
        encoders: Callable[[], Sequence[tuple[ModelCard, Path]]],
        publish: Callable[[Changes], None],
    ) -> None:
        self._catalog = catalog
        self._roots = roots
        self._pools = pools
        self._history = history
        self._rules_of = rules_of
        self._encoders = encoders
        self._publish = publish
        self._lock = threading.Lock()
        self._current_control = JobControl()
        """Of the run in progress, if there is one."""

    @property
    def busy(self) -> bool:
        """Tell whether a run is in progress."""
        return self._lock.locked()

    def history(self) -> list[RunRecord]:
        """Return the last runs, newest first."""
        return self._history.newest_first()

    def run(
        self,
        scopes: Iterable[Scope],
        kind: RunKind,
        control: JobControl | None,
        on_progress: OnProgress,
        finish: Finish | None = None,
    ) -> IndexSummary:
        """Bring parts of roots up to date; waits for the run in progress.

        Args:
            scopes: those of offline roots are left as they are.
            kind: for the record.
            control: of the caller.
            on_progress: see `Library.index`.
            finish: called in the same job unless that is cancelled, e.g. to encode the rest.

        Raises:
            CatalogError, ModelError: as for `Library.index`.
        """
        control = control or JobControl()
        scopes = list(scopes)
        telling = self._pools.throttle.annotating(on_progress)
        started, since = datetime.now(UTC), time.monotonic()
        summary = IndexSummary()
        problem: Message | None = None
        try:
            summary = self._index(scopes, control, telling)
            if finish is not None and not summary.cancelled:
                finish(summary, control, telling)
        except UserError as error:
            problem = error.message
            raise
        except BaseException:
            problem = Message(NoteCode.ENDED_UNEXPECTEDLY)
            raise
        finally:
            away = set(summary.offline)
            self._history.add(
                RunRecord(
                    started,
                    time.monotonic() - since,  # the clock may be set meanwhile
                    kind,
                    tuple(scope.root.root_id for scope in scopes if scope.root.path not in away),
                    {name: count for name, count in summary.counts.items() if count},
                    summary.notes,
                    len(away),
                    summary.cancelled,
                    problem,
                )
            )
        return summary

    def retry(
        self,
        photo_ids: Sequence[int] | None = None,
        *,
        control: JobControl | None = None,
        on_progress: OnProgress = lambda _progress: None,
    ) -> IndexSummary:
        """Read these unreadable files (None: all of them) once more, although they are unchanged.

        Raises:
            CatalogError, ModelError: as for `Library.index`.
        """
        photos = self._catalog.photos
        records = photos.unreadable() if photo_ids is None else photos.get(photo_ids)
        roots = {root.root_id: root for root in self._roots.all()}
        paths: dict[int, list[bytes]] = {}
        for record in records:
            if record.root_id in roots:
                root = roots[record.root_id]
                paths.setdefault(root.root_id, []).append(to_rel_path(root.path, record.path))
        scopes = [Scope(roots[root_id], tuple(only), retry=True) for root_id, only in paths.items()]
        return self.run(scopes, RunKind.RETRY, control, on_progress)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Cancel the run in progress and keep others from starting."""
        while not self._lock.acquire(timeout=0.05):
            self._current_control.cancel()
        try:
            yield
        finally:
            self._lock.release()

    def _index(
        self, scopes: Collection[Scope], control: JobControl, on_progress: OnProgress
    ) -> IndexSummary:
        reachable = [scope for scope in scopes if self._roots.is_online(scope.root)]
        offline = tuple(scope.root.path for scope in scopes if scope not in reachable)
        while not self._lock.acquire(timeout=0.1):
            if control.cancelled:
                return IndexSummary(offline=offline, cancelled=True)
        try:
            self._current_control = control = JobControl(parent=control)
            encoders = self._encoders()
            folders = [folder for _, folder in encoders]
            indexer = Indexer(
                self._catalog,
                encoders[0][0].model_id,
                self._rules_of,
                lambda tasks: self._pools.indexing_pool(folders, tasks),
                self._publish,
                is_still_there=self._roots.is_still_there,
            )
            summary = indexer.run(reachable, control, on_progress)
            if not summary.cancelled:
                with suppress(Cancelled):  # it goes on in the next run
                    find_missing_colors(self._catalog, control, self._publish)
        finally:
            self._lock.release()
        summary.offline += offline
        return summary
