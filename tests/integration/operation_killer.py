"""A process that runs file operations in forked children and kills each at a line of the program.

Started once, so that a kill costs no start of the program. Reads one JSON object per line from
stdin and answers with one: which line the child came to, and whether it was killed there.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

import photosearch.library.file_ops as file_ops
from photosearch.core.duplicates import CleanAction, CleanOptions, GroupChoice, Mark, MemberChoice
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.library.file_ops import atomic_files
from photosearch.library.library import Library
from photosearch.settings import Settings

WATCHED = str(Path(file_ops.__file__).parent)


class DiskTrash:
    """A trash that is a folder; where a file came from is told by its name, also after a kill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def put(self, path: Path) -> Path | None:
        place = self.folder / f"{len(list(self.folder.iterdir()))}-{quote(str(path), safe='')}"
        path.rename(place)
        return place

    def find(self, path: Path) -> Path | None:
        found = sorted(self.folder.glob(f"*-{quote(str(path), safe='')}"))
        return found[-1] if found else None

    def forget(self, place: Path) -> None:
        del place


def operate(library: Library, kind: str, target: Path, trash: DiskTrash) -> None:
    """Do one operation over all photos, or undo or redo the last one."""
    ids = library.photo_ids(SortOrder(SortKey.NAME)).tolist()
    files = library.files
    match kind:
        case "rate":
            files.rate(ids, 4)
        case "keywords":
            files.edit_keywords(ids, ["See"], ["Berg"])
        case "trash":
            files.trash(ids, trash)
        case "move":
            files.move(ids, target)
        case "copy":
            files.copy(ids, target)
        case "undo":
            files.undo(files.operations()[-1].operation_id, trash)
        case "redo":
            files.redo(files.operations()[-1].operation_id, trash)
        case _ if kind.startswith("clean-"):
            action = CleanAction(kind.removeprefix("clean-"))
            folder = target if action is CleanAction.MOVE else None
            files.clean(equal_files(library), CleanOptions(action, folder=folder), trash)
        case _:
            raise AssertionError(kind)


def equal_files(library: Library) -> list[GroupChoice]:
    """Choose for each content the file that is named first; the others go."""
    contents: dict[bytes, list[int]] = {}
    records = library.photos(library.photo_ids())
    for record in sorted(records, key=lambda each: (len(each.path.parts), each.path)):
        assert record.content_id is not None
        contents.setdefault(record.content_id, []).append(record.photo_id)
    return [
        GroupChoice(
            "g",
            tuple(
                MemberChoice(key, Mark.REMOVE if place else Mark.KEEP, content_id=content_id)
                for place, key in enumerate(keys)
            ),
        )
        for content_id, keys in contents.items()
    ]


def far_drives() -> None:
    """Let each folder be a drive of its own: files are copied, compared and removed."""
    rename = atomic_files._rename_if_free

    def far(source: Path, target: Path) -> None:
        if source.parent != target.parent:
            raise OSError(errno.EXDEV, "another drive", str(source))
        rename(source, target)

    atomic_files._rename_if_free = far


def kill_at(last: int) -> list[int]:
    """Kill this process when it comes to that line in `file_ops`; returns the count, in a list."""
    count = [0]

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(WATCHED):
            return None
        if event == "line":
            count[0] += 1
            if count[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    return count


def child(order: dict[str, Any], answer: int) -> None:
    if order["far"]:
        far_drives()
    library = Library.open(Path(order["library"]), Settings(workers=1))
    target, trash = Path(order["target"]), DiskTrash(Path(order["trash"]))
    if order["kind"] == "redo":  # what was undone is forgotten by the next start
        operate(library, "undo", target, trash)
    count = kill_at(order["line"])
    operate(library, order["kind"], target, trash)
    sys.settrace(None)
    os.write(answer, str(count[0]).encode())
    library.close()


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                child(order, write)
                os._exit(0)
            finally:
                os._exit(1)
        os.close(write)
        with os.fdopen(read) as told:
            lines = told.read()
        _, status = os.waitpid(pid, 0)
        killed = os.WIFSIGNALED(status)
        sound = killed or os.waitstatus_to_exitcode(status) == 0
        answer = {"killed": killed, "sound": sound, "lines": int(lines or 0)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
