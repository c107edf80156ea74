"""Where files are written that the user names."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.library.file_ops.output_files import check_output, unwritable

WRONG_NAME = UserError(ErrorCode.TABLE_NAME_WRONG, file="x")


def code_of(path: Path, *, replace: bool = False) -> ErrorCode:
    with pytest.raises(UserError) as caught:
        check_output(path, (".csv",), WRONG_NAME, replace=replace)
    return caught.value.code


def test_what_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "there.csv").touch()
    assert code_of(tmp_path / "photo.jpg") is ErrorCode.TABLE_NAME_WRONG
    assert code_of(tmp_path / "folder.csv", replace=True) is ErrorCode.FILE_IS_FOLDER
    assert code_of(tmp_path / "none" / "a.csv") is ErrorCode.FILE_FOLDER_MISSING
    assert code_of(tmp_path / "there.csv" / "a.csv") is ErrorCode.FILE_FOLDER_MISSING
    assert code_of(tmp_path / "there.csv") is ErrorCode.FILE_EXISTS


def test_a_link_that_leads_nowhere_is_there_too(tmp_path: Path) -> None:
    try:
        (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    except OSError:
        pytest.skip("no symbolic links here")
    assert code_of(tmp_path / "link.csv") is ErrorCode.FILE_EXISTS


def test_what_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.CSV").touch()
    for name, replace in (("new.csv", False), ("there.CSV", True), ("no/../new.csv", False)):
        found = check_output(Path(name), (".csv",), WRONG_NAME, replace=replace)
        assert found == tmp_path / name.removeprefix("no/../")


@pytest.mark.parametrize("code", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_why_nothing_is_written_is_said(tmp_path: Path, code: int) -> None:
    error = unwritable(tmp_path / "a.csv", OSError(code, os.strerror(code)))
    assert error.code is ErrorCode.FILE_UNWRITABLE
    assert error.message.values == {"path": tmp_path / "a.csv", "cause": os.strerror(code)}
