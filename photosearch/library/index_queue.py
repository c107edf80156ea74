"""The index runs of a library: one at a time, over whole roots, parts of them, or single files."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from photosearch.core.changes import Changes, IndexSummary, ModelSwitchResult
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.photo import Root, to_rel_path
from photosearch.core.runs import RunKind, RunRecord
from photosearch.library.indexing.indexer import Indexer
from photosearch.library.indexing.missing_colors import find_missing_colors
from photosearch.library.models.model_switch import add_switch_result
from photosearch.library.roots.roots import RootRegistry
from photosearch.library.roots.scanner import ScanRules, Scope
from photosearch.library.run_history import RunHistory
from photosearch.library.search.search_service import Model
from photosearch.library.worker_pools import Pools
from photosearch.store.catalog import Catalog

OnProgress = Callable[[Progress], None]
Finish = Callable[[JobControl, OnProgress], ModelSwitchResult | None]


class IndexQueue:
    """Runs the indexer and keeps a record of it. All methods block and are for any thread.

    Args:
        catalog: open for writing, if there are to be runs.
        folders: of the library.
        pools: of the library; their pace is told with the progress.
        log: where records go.
        rules_of: what scans of a root leave out.
        encoders: what new photos are encoded with.
        publish: told what each commit touched.
    """

    def __init__(
        self,
        catalog: Catalog,
        folders: RootRegistry,
        pools: Pools,
        log: RunHistory,
        *,
        rules_of: Callable[[Root], ScanRules],
        encoders: Callable[[], list[Model]],
        publish: Callable[[Changes], None],
    ) -> None:
        self._catalog = catalog
        self._folders = folders
        self._pools = pools
        self._log = log
        self._rules_of = rules_of
        self._encoders = encoders
        self._publish = publish
        self._one = threading.Lock()
        self._running = JobControl()
        """Of the run in progress, if there is one."""

    @property
    def busy(self) -> bool:
        """Whether a run is in progress."""
        return self._one.locked()

    def history(self) -> list[RunRecord]:
        """The last runs, newest first."""
        return self._log.newest_first()

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
            finish: done in the same job unless that is cancelled, e.g. encoding what lacks codes.

        Raises:
            CatalogError, ModelError: as for `Library.index`.
        """
        control = control or JobControl()
        scopes = list(scopes)
        telling = self._pools.pace.telling(on_progress)
        started = datetime.now(UTC)
        summary, problem = IndexSummary(), ""
        try:
            summary = self._index(scopes, control, telling)
            if finish is not None and not summary.cancelled:
                add_switch_result(summary, finish(control, telling))
        except UserError as error:
            problem = error.what
            raise
        except BaseException:
            problem = "It ended unexpectedly."
            raise
        finally:
            away = set(summary.offline)
            self._log.add(
                RunRecord(
                    started,
                    (datetime.now(UTC) - started).total_seconds(),
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
        roots = {root.root_id: root for root in self._folders.all()}
        paths: dict[int, list[bytes]] = {}
        for record in records:
            if record.root_id in roots:
                root = roots[record.root_id]
                paths.setdefault(root.root_id, []).append(to_rel_path(root.path, record.path))
        scopes = [Scope(roots[root_id], tuple(only), again=True) for root_id, only in paths.items()]
        return self.run(scopes, RunKind.RETRY, control, on_progress)

    @contextmanager
    def none(self) -> Iterator[None]:
        """Cancel the run in progress and keep others from starting."""
        while not self._one.acquire(timeout=0.05):
            self._running.cancel()
        try:
            yield
        finally:
            self._one.release()

    def _index(
        self, scopes: Collection[Scope], control: JobControl, on_progress: OnProgress
    ) -> IndexSummary:
        reachable = [scope for scope in scopes if self._folders.is_online(scope.root)]
        offline = tuple(scope.root.path for scope in scopes if scope not in reachable)
        while not self._one.acquire(timeout=0.1):
            if control.cancelled:
                return IndexSummary(offline=offline, cancelled=True)
        try:
            self._running = control = JobControl(parent=control)
            first, *also = self._encoders()
            indexer = Indexer(
                self._catalog,
                first.card.model_id,
                self._rules_of,
                lambda tasks: self._pools.readers([first, *also], tasks),
                self._publish,
            )
            summary = indexer.run(reachable, control, on_progress)
            if not summary.cancelled:
                with suppress(Cancelled):  # it goes on in the next run
                    find_missing_colors(self._catalog, control, self._publish)
        finally:
            self._one.release()
        summary.offline += offline
        return summary
