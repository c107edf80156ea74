"""How long the window's thread is busy while one scrolls through 50,000 groups of duplicates.

    python -m tests.benchmarks.bench_duplicates_page [--groups 50000] [--platform offscreen]

The library is made up, as that of bench_window, and so are its groups: two to four files each. A
turn is all that the window's thread does for one step: layout, painting, taking in thumbnails and
what is proposed for the groups in sight, which is worked out in the background meanwhile.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.benchmarks.bench_window import STEPS, Run, best, environment, resident_mb


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--groups", type=int, default=50_000)
    parser.add_argument("--platform", choices=("offscreen", "xvfb"), default="offscreen")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.groups)))
        return
    with environment(options.platform) as env:
        command = [sys.executable, "-m", "tests.benchmarks.bench_duplicates_page", "--measure"]
        command += ["--groups", str(options.groups)]
        ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(ended.stderr)
    for what, told in json.loads(ended.stdout.splitlines()[-1]).items():
        print(f"| {what} | {told} |")


class PageRun(Run):
    """The page on so many groups."""

    view: Any

    def __init__(self, groups: int) -> None:
        super().__init__(4 * groups)
        from photosearch.core.duplicates import DuplicateKind
        from tests.gui.fake_duplicates import CROP, group

        kinds = [DuplicateKind.SAME_FILE, DuplicateKind.EDITED, DuplicateKind.SAME_PICTURE]
        duplicates = self.library.duplicates
        duplicates.passing = lambda _filters: _Everything()
        duplicates.all = [
            group(
                tuple(range(4 * i + 1, 4 * i + 3 + i % 3)),
                kinds[i % 3],
                transform=CROP if i % 3 == 1 else None,
            )
            for i in range(groups)
        ]
        feature = self.window.duplicates
        begin, used = time.perf_counter(), time.process_time()
        feature.show_page()
        self.wait_until(lambda: len(feature.groups) == groups)
        self.view = feature.page.view
        self.view.grab()
        self.opened_s = time.perf_counter() - begin
        self.opened_used_s = time.process_time() - used

    def here(self, row: int) -> bool:
        loader = self.window.photo_area.loader
        return all(
            loader.picture(photo_id) is not None
            for photo_id in self.view.groups.groups[row].photo_ids
        )

    def turns(self, act: Callable[[], None], steps: int = STEPS) -> str:
        """Of processor time as well: on a shared machine the clock tells of others, too."""
        taken: list[float] = []

        def measured() -> None:
            begin = time.thread_time()
            act()
            self.app.processEvents()
            taken.append((time.thread_time() - begin) * 1000)

        words = super().turns(measured, steps)
        return f"{words}; of processor time {np.percentile(taken, 95):.1f} ms"

    def planned(self) -> bool:
        return not self.window.duplicates.planner.total.pending


class _Everything(set[int]):
    """What every photo is in."""

    def intersection(self, *_others: object) -> set[int]:
        return {1}


def measure(groups: int) -> dict[str, str]:
    run = PageRun(groups)
    bar = run.view.verticalScrollBar()
    opened, used = run.opened_s * 1000, run.opened_used_s * 1000
    table = {"page opened, first groups painted": f"{opened:.0f} ms; of processor time {used:.0f}"}
    table["line by line while what stays is worked out, p95 of turns"] = run.turns(
        run.scroll_by(60)
    )
    begin = time.perf_counter()
    run.wait_until(run.planned)
    table["what stays of all groups known, from then on"] = f"{time.perf_counter() - begin:.1f} s"
    bar.setValue(bar.maximum() // 2)
    run.settle()
    viewport = run.view.viewport()
    count = len(run.view.visible_rows())
    table["a whole screen painted"] = f"{best(viewport.repaint):.1f} ms ({count} groups)"
    table["scrolling line by line, p95 of turns"] = run.turns(run.scroll_by(60))
    table["page by page"] = run.turns(run.scroll_by(run.view.viewport().height()))
    table["memory then"] = f"{resident_mb():.0f} MB"
    run.end()
    return table


if __name__ == "__main__":
    main()
