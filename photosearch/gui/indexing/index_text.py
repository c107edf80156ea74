"""Index runs in words: how far, how fast, why slowly, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.message_codes import StageUnit, unit_of
from photosearch.core.runs import RunKind, RunRecord
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.wording import amount, decimal, number, time_to_go


def outcomes(counts: Mapping[str, int]) -> str:
    """Put {"indexed": 3, "unreadable": 1} as "3 new, 1 unreadable"; zeros are left out."""
    words = {
        "indexed": tr("{count} new", "photos"),
        "redecoded": tr("{count} read anew", "photos"),
        "moved": tr("{count} moved", "photos"),
        "copied": tr("{count} copies", "photos"),
        "linked": tr("{count} links", "photos"),
        "found": tr("{count} back again", "photos"),
        "unchanged": tr("{count} unchanged", "photos"),
        "missing": tr("{count} gone", "photos"),
        "excluded": tr("{count} left out", "photos"),
        "vanished": tr("{count} gone while being read", "photos"),
        "unreadable": tr("{count} unreadable", "photos"),
        "encoded": tr("{count} encoded", "photos"),
    }
    known = [(key, counts.get(key, 0)) for key in words]
    other = [(key, count) for key, count in counts.items() if key not in words]
    return ", ".join(
        words.get(key, f"{{count}} {key}").format(count=number(count))
        for key, count in known + other
        if count
    )


def news(counts: Mapping[str, int]) -> str:
    """Put counts into words without what stayed as it was."""
    return outcomes({key: count for key, count in counts.items() if key != "unchanged"})


def speed(progress: Progress) -> str:
    """Return photos per second, or what else the stage counts; "" while there is none to tell."""
    per_second = progress.per_second
    if per_second < 0.05:
        return ""
    words = {
        StageUnit.FILES: tr("{speed} files/s"),
        StageUnit.PHOTOS: tr("{speed} photos/s"),
        StageUnit.PAIRS: tr("{speed} pairs/s"),
    }
    shown = number(round(per_second)) if per_second >= 10 else decimal(per_second)
    return words[unit_of(progress.stage)].format(speed=shown)


def slow(progress: Progress) -> str:
    """Return why a run goes slower than it could, in a few words; "" if it does not."""
    if progress.throttle_reason is None:
        return ""
    if progress.throttle_reason is ThrottleReason.BATTERY:
        if progress.worker_share == 0:
            return tr("waiting for mains power")
        return tr("slower: on battery")
    if progress.worker_share == 0:
        return tr("waiting while you work")
    return tr("slower while you work")


def slow_sentence(progress: Progress) -> str:
    """Tell why a run goes slower as whole sentences."""
    if progress.throttle_reason is None:
        return ""
    percent = round(progress.worker_share * 100)
    if progress.throttle_reason is ThrottleReason.BATTERY:
        if percent == 0:
            return tr("The computer runs on battery. Indexing goes on with mains power.")
        words = tr("The computer runs on battery: {percent} % of the worker processes are in use.")
    elif percent == 0:
        return tr("You are working. Indexing goes on when you pause.")
    else:
        words = tr("You are working: {percent} % of the worker processes are in use.")
    return words.format(percent=percent)


def progress_parts(progress: Progress) -> list[str]:
    """Describe a moment of a job in short parts, most important first."""
    parts = (
        message_text(progress.stage),
        amount(progress),
        news(progress.counts),
        speed(progress),
        time_to_go(progress),
        slow(progress),
    )
    return [part for part in parts if part]


def run_kind(record: RunRecord) -> str:
    """Return what a run looked at."""
    folders = len(record.root_ids)
    if record.kind is RunKind.RETRY:
        return tr("Unreadable files tried again")
    if record.kind is RunKind.CHANGES:
        return tr("Changes noticed")
    if record.kind is RunKind.PART:
        return tr("Looked through some folders")
    return tr("Looked through %Ln folder(s)", "", folders)


def run_outcome(record: RunRecord) -> str:
    """Return what came of a run."""
    done = news(record.counts)
    if record.problem is not None:
        parts: list[str] = [message_text(record.problem), done]
    elif record.cancelled:
        parts = [tr("Cancelled"), done]
    else:
        parts = [done or tr("Nothing new")]
    if record.offline:
        parts.append(tr("%Ln folder(s) not connected", "", record.offline))
    return " · ".join(part for part in parts if part)
