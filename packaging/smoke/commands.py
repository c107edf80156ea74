"""Check the command line: version, indexing, exact answers, exit codes, surroundings."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from smoke.program import WINDOWS, Program, SmokeFailure

SAMPLES = Path(__file__).parent / "photos"
QUERY = Path(__file__).parent / "query.jpg"
"""shapes.jpg, half as large and compressed once more."""
ANSWERS = {
    "camera.dng": ("surely", "confirmed"),
    "chart.tiff": ("surely", "confirmed"),
    "garden.avif": ("surely", "confirmed"),
    "map.tif": ("surely", "confirmed"),
    "shapes.jpg": ("surely", "confirmed"),
    "window.heic": ("surely", None),  # too little in it to compare: by its bytes alone
}
"""What each sample, searched for, finds itself as: the level, and what the comparison of details
says. All formats are decoded and encoded for it, and OpenCV has compared them."""
BROKEN = "broken.jpg"
_USAGE, _OUTSIDE, _LIBRARY = 2, 3, 4


def equal(what: str, found: object, wanted: object) -> None:
    """Raise SmokeFailure unless both are equal."""
    if found != wanted:
        raise SmokeFailure(f"{what}: {found!r}, not {wanted!r}")


def photos_of(program: Program) -> Path:
    """Return the folder with the samples, copied to a place with a hard name."""
    folder = program.surroundings.work / "photos"
    if not folder.exists():
        shutil.copytree(SAMPLES, folder)
    return folder


def version(program: Program, wanted: str) -> None:
    """Check that it starts and tells its version."""
    equal("version", program.run("--version").strip(), f"PhotoSearch {wanted}")


def index(program: Program) -> None:
    """Check that workers read every format, and that a broken file costs only itself."""
    (*_, summary) = program.json("index", photos_of(program))
    counts = summary["counts"]
    equal("indexed", counts["indexed"], len(ANSWERS))
    equal("unreadable", counts["unreadable"], 1)
    (unreadable,) = program.json("unreadable")
    equal("unreadable", Path(unreadable["path"]).name, BROKEN)
    (*_, again) = program.json("index")
    equal("unchanged", again["counts"]["unchanged"], len(ANSWERS) + 1)


def search(program: Program) -> None:
    """Check that answers are exactly the expected ones."""
    photos = photos_of(program)
    for name, wanted in ANSWERS.items():
        first = program.json("search", photos / name)[0]
        found = (Path(first["path"]).name, first["level"], first["verified"])
        equal(f"search {name}", found, (name, *wanted))
    smaller = program.json("search", QUERY)
    equal("all are ranked", len(smaller), len(ANSWERS))
    best = (Path(smaller[0]["path"]).name, smaller[0]["level"])
    equal("search of a smaller copy", best, ("shapes.jpg", "surely"))
    (*_, outside) = program.json("search", QUERY, "--in", photos, "--top", "1")
    equal("search --in", Path(outside["path"]).name, "shapes.jpg")


def duplicates(program: Program) -> None:
    """Check that duplicates are told, in a version that has the command."""
    if "duplicates" not in program.run("--help"):
        return
    copy = photos_of(program) / "shapes again.jpg"
    shutil.copy(SAMPLES / "shapes.jpg", copy)
    program.json("index")
    told = program.run("--library", program.library, "duplicates", "--json")
    for name in ("shapes.jpg", "shapes again.jpg"):
        if name not in told:
            raise SmokeFailure(f"duplicates does not name {name}:\n{told}")
    copy.unlink()
    program.json("index")


def exit_codes(program: Program) -> None:
    """Check the exit codes that scripts rely on."""
    program.run("nonsense", expect=_USAGE)
    program.run("search", "not there.jpg", expect=_OUTSIDE)
    program.run("--library", QUERY, "status", expect=_LIBRARY)


def foreign_umask(program: Program) -> None:
    """Check that the library is private and usable whatever the umask is."""
    if WINDOWS:
        return
    library = program.surroundings.home / "other library"
    for umask in (0o000, 0o077):
        program.run("--library", library, "index", photos_of(program), umask=umask)
        for path in library.rglob("*"):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077 or not mode & 0o600:
                raise SmokeFailure(f"{path.name} has mode {mode:o} after umask {umask:o}")
    shutil.rmtree(library)


def no_home(program: Program) -> None:
    """Check that a home that cannot be written is told with the next step."""
    if WINDOWS:
        return
    elsewhere = program.surroundings.work / "no folder"
    elsewhere.touch()
    homeless = Program(program.folder, program.surroundings, more={"HOME": str(elsewhere)})
    homeless.run("index", photos_of(program), expect=_LIBRARY)


def moved_folder(program: Program) -> None:
    """Check that the program runs from a path with spaces and letters of other alphabets, and there
    as a portable one."""
    place = program.surroundings.work / "moved program"
    try:
        shutil.copytree(program.path().resolve().parent, place, symlinks=True, copy_function=_link)
    except OSError as error:
        raise SmokeFailure(f"the program could not be copied: {error}") from error
    try:
        moved = Program(place, program.surroundings)
        moved.run("--version")
        (*_, summary) = moved.json("index", photos_of(program))
        equal("unchanged", summary["counts"]["unchanged"], len(ANSWERS) + 1)
        moved.json("search", QUERY)
        (place / "portable.txt").touch()
        moved.run("index", photos_of(program))
        if not (place / "PhotoSearch data" / "library" / "catalog.db").exists():
            raise SmokeFailure("a portable program did not keep its library beside it")
    finally:
        shutil.rmtree(place)


def _link(source: str, target: str) -> str:
    """Link a file, or copy it where that cannot be done."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def another_user(program: Program) -> None:
    """Check that somebody else than the one who installed it can run it."""
    if WINDOWS or os.geteuid() != 0:
        return
    surroundings = program.surroundings
    nobody = 65534
    mine = [surroundings.home, surroundings.work, surroundings.run_folder]
    for folder in mine:
        os.chown(folder, nobody, nobody)
    try:
        other = Program(program.folder, surroundings, user=nobody, group=nobody, extra_groups=[])
        other.library = surroundings.home / "library of somebody else"
        (*_, summary) = other.json("index", photos_of(program))
        equal("indexed as another user", summary["counts"]["indexed"], len(ANSWERS))
    finally:
        for folder in mine:
            os.chown(folder, 0, 0)
