"""Index runs in words: how far, how fast, why slowly, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.runs import RunKind, RunRecord
from photosearch.gui.translation import tr, tr_message
from photosearch.gui.wording import decimal, number, shown_text


def time_left(seconds: float) -> str:
    """Roughly, as one says it: nobody wants to see seconds jump."""
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 60:
        return tr("about {seconds} s left").format(seconds=round(seconds / 10) * 10)
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("about {minutes} min left").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return tr("about {hours} h {minutes} min left").format(
        hours=number(hours), minutes=f"{minutes:02d}"
    )


def took(seconds: float) -> str:
    """A duration: "0.4 s", "12 s", "3 min", "2 h 05 min"."""
    if seconds < 60:
        shown = decimal(seconds) if seconds < 10 else decimal(seconds, 0)
        return tr("{seconds} s").format(seconds=shown)
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes} min").format(hours=number(hours), minutes=f"{minutes:02d}")


def outcomes(counts: Mapping[str, int]) -> str:
    """{"indexed": 3, "unreadable": 1} as "3 new, 1 unreadable"; zeros are left out."""
    words = {
        "indexed": tr("{count} new", "photos"),
        "moved": tr("{count} moved", "photos"),
        "copied": tr("{count} copies", "photos"),
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
    """The same without what stayed as it was."""
    return outcomes({key: count for key, count in counts.items() if key != "unchanged"})


def amount(progress: Progress) -> str:
    """How many of how many, as far as it is known."""
    if progress.total:
        return tr("{done} of {total}").format(
            done=number(progress.done), total=number(progress.total)
        )
    return number(progress.done) if progress.done else ""


def speed(per_second: float) -> str:
    """Photos per second; "" while there is none to tell."""
    if per_second < 0.05:
        return ""
    shown = number(round(per_second)) if per_second >= 10 else decimal(per_second)
    return tr("{speed} photos/s").format(speed=shown)


def slow(progress: Progress) -> str:
    """Why a run goes slower than it could, in a few words; "" if it does not."""
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
    """The same as whole sentences."""
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


def time_to_go(progress: Progress) -> str:
    """How long still; "" while it is not known."""
    return "" if progress.eta_s is None else time_left(progress.eta_s)


def progress_parts(progress: Progress) -> list[str]:
    """A moment of a job in short parts, most important first."""
    parts = (
        tr_message(progress.stage),
        amount(progress),
        news(progress.counts),
        speed(progress.per_second),
        time_to_go(progress),
        slow(progress),
    )
    return [part for part in parts if part]


def run_kind(record: RunRecord) -> str:
    """What a run looked at."""
    folders = len(record.root_ids)
    if record.kind is RunKind.RETRY:
        return tr("Unreadable files tried again")
    if record.kind is RunKind.CHANGES:
        return tr("Changes noticed")
    if record.kind is RunKind.PART:
        return tr("Looked through some folders")
    return tr("Looked through %Ln folder(s)", "", folders)


def run_outcome(record: RunRecord) -> str:
    """What came of a run."""
    done = news(record.counts)
    if record.problem:
        parts = [tr_message(shown_text(record.problem)), done]
    elif record.cancelled:
        parts = [tr("Cancelled"), done]
    else:
        parts = [done or tr("Nothing new")]
    if record.offline:
        parts.append(tr("%Ln folder(s) not connected", "", record.offline))
    return " · ".join(part for part in parts if part)
