"""Reading a file that is not what the scan saw."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil
import pytest

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.library.photo_task import read_stable

STAMP = FileStamp(b"a.jpg", 5, 1, "")


def reason_of(path: Path, max_bytes: int = 100) -> Reason:
    with pytest.raises(UnreadablePhoto) as caught:
        read_stable(os.fsencode(path), STAMP, max_bytes)
    return caught.value.reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens no folder")
def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").mkdir()
    before = psutil.Process().num_fds()
    assert {reason_of(tmp_path / "a.jpg") for _ in range(5)} == {Reason.NOT_A_FILE}
    assert psutil.Process().num_fds() == before


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    assert reason_of(tmp_path / "a.jpg") is Reason.NOT_A_FILE


def test_the_limit_is_told_in_the_unit_of_the_setting(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(bytes(3 * 1024 * 1024))
    with pytest.raises(UnreadablePhoto, match="has 3 MB; the limit is 2 MB"):
        read_stable(os.fsencode(tmp_path / "a.jpg"), STAMP, 2 * 1024 * 1024)
