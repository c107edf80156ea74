"""A training that does as it is told: `python fake_training.py DEED...`, in the order of the deeds.

It speaks the lines of `core.job_lines`, written out by hand, so that these do not change unnoticed.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import sys
import threading
import time
from pathlib import Path
from typing import Any

FAKE = Path(__file__)
told_to_end = threading.Event()
LAYER: dict[str, Any] = {
    "output": "copy", "kept": True, "before": {"copies_uap": 0.86},
    "after": {"copies_uap": 0.88}, "general_before": {"copies_uap": 0.99},
    "general_after": {"copies_uap": 0.99},
}  # fmt: skip
REPORT: dict[str, Any] = {
    "name": "my-photos", "started_from": "default", "learned": 80, "judged": 20, "layers": [LAYER],
}  # fmt: skip


def write_python(path: Path, *deeds: str, version: str, missing: tuple[str, ...] = ()) -> Path:
    """Write a program that answers as a Python that can train (unless something is `missing`), and
    then does `deeds`. What it was told lies beside it in `arguments`."""
    found = {"python": [3, 11], "version": version, "missing": missing}
    path.write_text(
        f"""#!/bin/sh
if [ "$1" = -c ]; then echo 'photosearch-probe {json.dumps(found)}'; exit; fi
echo "$@" > {shlex.quote(str(path.with_name("arguments")))}
while [ $# -gt 0 ]; do [ "$1" = --models ] && export FAKE_MODELS="$2"; shift; done
exec {shlex.quote(sys.executable)} {shlex.quote(str(FAKE))} {shlex.join(deeds)}
"""
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def tell(**values: Any) -> None:
    print(json.dumps({"photosearch": 1, **values}), flush=True)


def progress(done: int, stage: str = "tuning-learning", per_second: float = 2.5) -> None:
    tell(progress={
        "stage": {"code": stage}, "done": done, "total": 80, "per_second": per_second,
        "eta_s": 80 - done, "current": "", "throttle_reason": None, "worker_share": 1.0,
    })  # fmt: skip


def garbage() -> None:
    print("Downloading: 100%|####| 1/1", flush=True)
    print('{"photosearch": 2, "progress": {}}', flush=True)
    print('{"photosearch": 1, "progress": {"stage": 5}}', flush=True)
    print('{"photosearch": 1, "report": 7}', flush=True)
    print("[" * 100_000, flush=True)
    sys.stdout.buffer.write(b"\xff\xfe half a line")
    sys.stdout.buffer.flush()
    print(flush=True)


def listen() -> None:
    for line in sys.stdin:
        if line.strip() == "cancel":
            break
    told_to_end.set()


def wait_for_cancel(then_s: float = 0.0) -> None:
    told_to_end.wait()
    time.sleep(then_s)
    sys.exit(130)


def main(deeds: list[str]) -> None:
    threading.Thread(target=listen, daemon=True).start()
    for deed in deeds:
        name, _, value = deed.partition("=")
        if name == "progress":
            progress(int(value))
        elif name == "garbage":
            garbage()
        elif name == "report":
            tell(report=REPORT)
        elif name == "odd-report":
            tell(report={"name": "x"})
        elif name == "model":
            folder = Path(os.environ["FAKE_MODELS"]) / value
            folder.mkdir(parents=True, exist_ok=True)
        elif name == "report-of":
            tell(report=json.loads(value))
        elif name == "not-better":
            layers = [dict(LAYER, kept=False)]
            tell(report=dict(REPORT, layers=layers))
        elif name == "error":
            tell(error={"code": "disk-full", "path": "/full"})
        elif name == "say":
            print(value, file=sys.stderr, flush=True)
        elif name == "exit":
            sys.exit(int(value))
        elif name == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif name == "wait":
            wait_for_cancel(float(value or 0))
        elif name == "hang":
            time.sleep(600)
        elif name == "note":
            facts = {"nice": os.nice(0), "threads": os.environ.get("OMP_NUM_THREADS"),
                     "cwd": str(Path.cwd()), "pid": os.getpid()}  # fmt: skip
            Path(value).write_text(json.dumps(facts))
        elif name == "close":
            os.close(1)


if __name__ == "__main__":
    main(sys.argv[1:])
