"""Tell of a job in another process: a JSON object a line, through a pipe.

What is no such line (a library that prints, half a line of a process that was killed) is nobody's
message: `parse` returns None for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.message_codes import from_stored, to_stored
from photosearch.messages import Message

CANCEL = "cancel"
"""What the process is told on its standard input, a line, to end. The end of that input, when
whoever started it is gone, means the same."""

_MARK, _FORMAT = "photosearch", 1


@dataclass(frozen=True, slots=True)
class JobLine:
    """Hold what one line tells: exactly one of these."""

    progress: Progress | None = None
    error: Message | None = None
    """What ended the job."""
    report: Mapping[str, Any] | None = None
    """What came of it, in plain values."""


def progress_line(progress: Progress) -> str:
    """Return a moment of a job as a line, without its end."""
    reason = progress.throttle_reason
    return _line(
        "progress",
        {
            "stage": to_stored(progress.stage),
            "done": progress.done,
            "total": progress.total,
            "per_second": progress.per_second,
            "eta_s": progress.eta_s,
            "current": progress.current,
            "throttle_reason": None if reason is None else reason.value,
            "worker_share": progress.worker_share,
        },
    )


def error_line(message: Message) -> str:
    """Return what ended a job as a line."""
    return _line("error", to_stored(message))


def report_line(report: Mapping[str, Any]) -> str:
    """Return what came of a job as a line."""
    return _line("report", dict(report))


def parse(line: str | bytes) -> JobLine | None:
    """Return what a line tells; None for one that tells nothing that this version knows."""
    try:
        values = json.loads(line)
        if not isinstance(values, dict) or values.get(_MARK) != _FORMAT:
            return None
        if "progress" in values:
            return JobLine(progress=_progress_of(values["progress"]))
        if "error" in values:
            return JobLine(error=from_stored(values["error"]))
        if isinstance(report := values.get("report"), dict):
            return JobLine(report=report)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        pass
    return None


def _line(kind: str, value: Any) -> str:
    # Names of files that are no valid text become escapes of lone surrogates, and come back.
    return json.dumps({_MARK: _FORMAT, kind: value})


def _progress_of(values: Mapping[str, Any]) -> Progress:
    total, reason = values["total"], values["throttle_reason"]
    eta_s = None if values["eta_s"] is None else float(values["eta_s"])
    return Progress(
        from_stored(values["stage"]),
        max(0, int(values["done"])),
        None if total is None else max(0, int(total)),
        {},
        float(values["per_second"]),
        eta_s if eta_s is not None and math.isfinite(eta_s) and eta_s >= 0 else None,
        str(values["current"]),
        throttle_reason=None if reason is None else ThrottleReason(reason),
        worker_share=float(values["worker_share"]),
    )
