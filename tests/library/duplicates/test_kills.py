"""The search for duplicates goes on after a kill, and finds what it would have found."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from photosearch.core.jobs import JobControl
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.library.duplicates.test_finding import make_photos
from tests.store.samples import python

_COMPARE = """
import sys
from pathlib import Path
from photosearch.core.jobs import JobControl
from photosearch.library.library import Library
from photosearch.settings import Settings

if __name__ == "__main__":
    with Library.open(Path(sys.argv[1]), Settings()) as library:
        print("open", flush=True)
        library.duplicates.update(JobControl(), lambda progress: print(progress.done, flush=True))
"""


def _group_ids(folder: Path) -> list[str]:
    with Library.open(folder, Settings()) as library:
        library.duplicates.update(JobControl())
        assert library.duplicates.status().pending == 0
        return sorted(group.group_id for group in library.duplicates.groups())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_killed_at_any_moment_it_goes_on(tmp_path: Path) -> None:
    make_photos(tmp_path / "photos")
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(tmp_path / "photos")
        library.index()
    shutil.copytree(tmp_path / "library", tmp_path / "undisturbed")
    script = tmp_path / "compare.py"
    script.write_text(_COMPARE)
    for delay_s in (0.0, 0.5, 1.0, 2.0):
        process = python(script, tmp_path / "library")
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(delay_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

    assert _group_ids(tmp_path / "library") == _group_ids(tmp_path / "undisturbed") != []
