"""Bring the catalog up to date: scan, compare, read in workers, write in batches.

What a crash may cost: files read since the last batch (a second's work) are read again. Whatever
happens, no row is lost: files that are gone are marked missing at the very end, after moves have
been recognised, and nothing is deleted here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set
from functools import partial

from photosearch.core.changes import Changes, IndexSummary
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, Progress, RateLimiter
from photosearch.core.message_codes import StageCode
from photosearch.core.photo import CatalogFile, Root
from photosearch.images.decoder_versions import CHANGED_IN
from photosearch.inference.pool import Workers
from photosearch.library.indexing.run_state import IndexRunState
from photosearch.library.roots.scanner import ScanRules, Scope, scan
from photosearch.library.workers.photo_worker import PhotoResult, PhotoTask
from photosearch.messages import Message
from photosearch.store.catalog import Catalog

_READ = ("indexed", "redecoded", "moved", "copied", "linked", "unreadable")
"""Outcomes of files that were read."""
PoolMaker = Callable[[int], Workers[PhotoTask, PhotoResult]]
"""Makes a pool for so many tasks; called only if there is one."""


class Indexer:
    """Run one index run at a time.

    Args:
        catalog: open for writing.
        model_id: of the codes that the workers make.
        rules_of: what scans of a root leave out.
        make_pool: see `PoolMaker`.
        is_still_there: tells whether a root is what it was when the run was asked for; hours may
            lie between.
        on_commit: told what each commit touched, in the indexing thread.
    """

    def __init__(
        self,
        catalog: Catalog,
        model_id: str,
        rules_of: Callable[[Root], ScanRules],
        make_pool: PoolMaker,
        on_commit: Callable[[Changes], None] = lambda _changes: None,
        *,
        is_still_there: Callable[[Root], bool] = lambda _root: True,
    ) -> None:
        self._catalog = catalog
        self._model_id = model_id
        self._rules_of = rules_of
        self._make_pool = make_pool
        self._on_commit = on_commit
        self._is_still_there = is_still_there

    def run(
        self,
        scopes: Sequence[Scope],
        control: JobControl,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        """Bring `scopes` up to date. Cancelling keeps what is finished and is told in the summary.

        Raises:
            CatalogError: the catalog cannot be written.
            ModelError: the model folder is damaged.
        """
        report = RateLimiter(on_progress)
        run = IndexRunState(self._catalog, self._model_id, self._on_commit, control, report)
        started = time.monotonic()
        try:
            self._scan(scopes, run, control, report)
            run.prepare()
            if run.tasks:
                run.read_all(self._make_pool(len(run.tasks)))
            run.finish()
        except Cancelled:
            run.flush()
            run.summary.cancelled = True
        summary = run.summary
        summary.seconds = time.monotonic() - started
        read = sum(summary.counts[name] for name in _READ)
        summary.photos_per_second = read / summary.seconds if summary.seconds else 0.0
        report.flush()
        return summary

    def _scan(
        self,
        scopes: Sequence[Scope],
        run: IndexRunState,
        control: JobControl,
        report: RateLimiter[Progress],
    ) -> None:
        seen = 0
        whole = any(scope.only is None for scope in scopes)
        again = set[int]()
        if whole:
            run.outdated.update(self._catalog.photos.ids_of_older_decoders(CHANGED_IN).tolist())
            # If thumbnails.db was lost or damaged: it can be made again.
            again = {*run.outdated, *self._catalog.without_thumbnail().tolist()}
        for scope in scopes:
            root = scope.root
            before = seen

            def count(files: int, before: int = before, root: Root = root) -> None:
                control.checkpoint()
                report(
                    Progress(
                        Message(StageCode.LOOKING), before + files, None, current=str(root.path)
                    )
                )

            control.checkpoint()
            known = self._catalog.photos.catalog_files(root.root_id, self._model_id, scope.only)
            if again:
                known.mark_for_retry(lambda _path, file: file.photo_id in again)
            if scope.retry:
                known.mark_for_retry(partial(_is_one_of, frozenset(scope.only or known)))
            rules = self._rules_of(root)
            difference = scan(root.path, rules, known, only=scope.only, report=count)
            if difference.missing and not self._is_still_there(root):
                difference.partial = True
            seen += difference.unchanged + len(difference.to_read)
            run.add_scan(root, known, difference)


def _is_one_of(paths: Set[bytes], path: bytes, _file: CatalogFile) -> bool:
    return path in paths
