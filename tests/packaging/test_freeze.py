"""What is done to the files of a frozen program, on small made libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import freeze
from linux import elf, unused_libraries

needs_compiler = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("cc", "strip", "readelf", "nm"))),
    reason="needs Linux, cc and binutils",
)


def library(path: Path, source: str, *options: str) -> Path:
    """Compile a shared library."""
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "cc",
        "-shared",
        "-fPIC",
        "-g",
        "-x",
        "c",
        "-",
        "-x",
        "none",
        "-o",
        str(path),
        *options,
    ]
    subprocess.run(command, input=source, text=True, check=True)
    return path


def told(path: Path) -> str:
    """What readelf tells of the dynamic section."""
    command = ["readelf", "-dW", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_date_is_that_of_the_variable_else_of_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert freeze.source_date(tmp_path) == 1_700_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    project = tmp_path / "pyproject.toml"
    project.write_text("")
    os.utime(project, (1_600_000_000, 1_600_000_000))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert freeze.source_date(tmp_path) == 1_600_000_000
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    date = {**os.environ, "GIT_COMMITTER_DATE": "1650000000 +0000"}
    commit = [*git, "commit", "-q", "--allow-empty", "-m", "x"]
    subprocess.run(commit, check=True, env=date)
    assert freeze.source_date(tmp_path) == 1_650_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_all_files_get_one_time_and_rights_for_everybody(tmp_path: Path) -> None:
    program = tmp_path / "photosearch"
    data = tmp_path / "inner" / "data.txt"
    data.parent.mkdir(mode=0o700)
    for path in (program, data):
        path.write_text("x")
    program.chmod(0o700)
    data.chmod(0o600)
    (tmp_path / "link").symlink_to("photosearch")
    freeze.set_times(tmp_path, 1_700_000_000)
    assert {path.lstat().st_mtime for path in tmp_path.rglob("*")} == {1_700_000_000}
    assert program.stat().st_mode & 0o777 == 0o755
    assert data.stat().st_mode & 0o777 == 0o644
    assert data.parent.stat().st_mode & 0o777 == 0o755


@needs_compiler
def test_symbols_are_stripped_but_never_so_that_a_library_cannot_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = library(tmp_path / "liba.so", "int a(void) { return 1; }")
    before = made.stat().st_size
    assert elf.is_loadable(made.read_bytes())
    with monkeypatch.context() as wrong:
        wrong.setattr(elf, "is_loadable", lambda _elf: False)
        assert elf.strip_symbols(tmp_path) == 0
    assert made.stat().st_size == before
    assert elf.strip_symbols(tmp_path) > 0
    assert made.stat().st_size < before
    assert [path.name for path in tmp_path.iterdir()] == ["liba.so"]


@needs_compiler
def test_a_segment_out_of_place_is_seen(tmp_path: Path) -> None:
    content = bytearray(library(tmp_path / "liba.so", "int a;").read_bytes())
    table = int.from_bytes(content[32:40], "little")
    content[table + 8] = 7  # the offset of the first segment, no longer that of its address
    assert not elf.is_loadable(bytes(content))


@needs_compiler
def test_places_of_the_build_machine_are_emptied_and_those_beside_the_library_stay(
    tmp_path: Path,
) -> None:
    away = library(tmp_path / "away.so", "int a;", "-Wl,-rpath,/opt/builder/lib")
    beside = library(tmp_path / "beside.so", "int a;", "-Wl,-rpath,$ORIGIN/../x.libs")
    for path in (away, beside):
        elf.remove_search_paths(path)
    assert "/opt/builder" not in told(away)
    assert b"/opt/builder" not in away.read_bytes()
    assert "$ORIGIN/../x.libs" in told(beside)


@needs_compiler
def test_one_library_in_two_packages_is_there_once(tmp_path: Path) -> None:
    first = library(tmp_path / "a.libs" / "libgomp-1.so", "int a;")
    for folder in ("b.libs", "c.libs"):
        (tmp_path / folder).mkdir()
        shutil.copy(first, tmp_path / folder / "libgomp-1.so")
    other = library(tmp_path / "c.libs" / "libgomp-1.so", "int b;")
    elf.link_identical(tmp_path)
    assert (tmp_path / "b.libs" / "libgomp-1.so").readlink() == Path("../a.libs/libgomp-1.so")
    assert not other.is_symlink()


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program with a stand-in for OpenCV, linked with a stand-in for FFmpeg and two BLAS."""
    inside = tmp_path / "_internal"
    video = inside / "opencv_python_headless.libs" / "libavcodec-0a1b.so.62.1.1"
    names = inside / "names"
    inside.mkdir()
    names.write_text("LIBAVCODEC_62 { global: av_open; av_other; };")
    script = f"-Wl,--version-script={names}"
    soname = f"-Wl,-soname,{video.name}"
    library(video, "int av_open(void) { return 1; } int av_other(void) { return 2; }",
            script, soname)  # fmt: skip
    names.unlink()
    blas = []
    for folder, name in (
        ("faiss_cpu.libs", "libopenblaso-r0-11.3.15.so"),
        ("opencv_python_headless.libs", "libopenblasp-r0-22.3.15.so"),
    ):
        blas.append(library(inside / folder / name, "int sgemm(void) { return 3; }",
                            f"-Wl,-soname,{name}"))  # fmt: skip
    source = "int av_open(void), sgemm(void); int cv(void) { return sgemm() ? 5 : av_open(); }"
    places = ["-Wl,-rpath,$ORIGIN/../opencv_python_headless.libs", "-Wl,--no-as-needed"]
    library(inside / "cv2" / "cv2.abi3.so", source, str(video), str(blas[1]), *places)
    library(inside / "faiss" / "_swig.so", "int sgemm(void); int f(void) { return sgemm(); }",
            str(blas[0]))  # fmt: skip
    (inside / "libavcodec-0a1b.so.62.1.1").symlink_to(Path("opencv_python_headless.libs/gone"))
    return tmp_path


@needs_compiler
def test_video_is_left_out_and_one_blas_serves_both(program: Path) -> None:
    inside = program / "_internal"
    video = inside / "opencv_python_headless.libs" / "libavcodec-0a1b.so.62.1.1"
    unused_libraries.leave_out_video(program)
    assert unused_libraries.is_empty(video)
    defined = unused_libraries.symbols(video, "--defined-only")
    assert defined["av_open"][1] == "LIBAVCODEC_62"
    assert "av_other" not in defined
    unused_libraries.share_blas(program)
    replaced = inside / "opencv_python_headless.libs" / "libopenblasp-r0-22.3.15.so"
    assert replaced.resolve() == inside / "faiss_cpu.libs" / "libopenblaso-r0-11.3.15.so"
    assert not (inside / "libavcodec-0a1b.so.62.1.1").is_symlink()
    code = f"import ctypes; print(ctypes.CDLL({str(inside / 'cv2/cv2.abi3.so')!r}).cv())"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "5"


@needs_compiler
def test_a_blas_of_another_version_is_not_shared(program: Path) -> None:
    folder = program / "_internal" / "faiss_cpu.libs"
    (folder / "libopenblaso-r0-11.3.15.so").rename(folder / "libopenblaso-r0-11.3.29.so")
    unused_libraries.share_blas(program)
    other = program / "_internal/opencv_python_headless.libs/libopenblasp-r0-22.3.15.so"
    assert not other.is_symlink()
