"""Put the fitting of an encoder into words."""

from __future__ import annotations

from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.tuning import TunedLayer, TuningReport, TuningStatus, pictures_to_look_at
from photosearch.gui import wording
from photosearch.gui.encoders import encoder_text
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr

_LEARNING_S = 60.0
"""What learning takes beside looking at pictures, about."""


def purpose_text() -> str:
    """Return what fitting an encoder does and what it does not."""
    return tr(
        "Teaches the encoder what your photos are like, so that it tells them apart better and"
        " finds together what you keep together. It learns from edited views of your photos."
        " Nothing leaves this computer, and photos and library are only read. Some photos are held"
        " out: only if the new encoder finds more among them, and no less in other pictures, it is"
        " offered to you."
    )


def estimate_text(status: TuningStatus, photos: int) -> str:
    """Return how long a fitting to so many photos takes, and what it does to the computer."""
    pictures = pictures_to_look_at(min(photos, status.photos))
    looks = tr("%Ln picture(s) are looked at.", "", pictures)
    seconds = status.seconds_for(photos)
    if seconds is None:
        takes = tr("How long that takes is told as soon as it runs.")
    else:
        takes = tr("That takes about {duration}, going by the speed so far.").format(
            duration=wording.duration(max(_LEARNING_S, seconds + _LEARNING_S))
        )
    goes_on = tr(
        "It runs at the lowest priority; go on working. If the program is closed, it stops, and"
        " goes on later where it stood."
    )
    return f"{looks} {takes} {goes_on}"


def battery_text(status: TuningStatus, battery_percent: int) -> str:
    """Return what the battery means for a fitting; "" on mains power.

    Args:
        status: how things stand.
        battery_percent: as the setting; 0 waits for mains power.
    """
    if not status.on_battery:
        return ""
    if battery_percent == 0:
        return tr(
            "The computer runs on battery. As the settings say, it waits for mains power once it"
            " is started."
        )
    return tr(
        "The computer runs on battery. It would take longer, {percent} % of the worker processes"
        " being used, and empty the battery."
    ).format(percent=battery_percent)


def too_few_text(status: TuningStatus, least: int) -> str:
    """Return that there are too few photos to learn from."""
    return tr("There are {count} photos in this library; at least {low} are needed.").format(
        count=wording.number(status.photos), low=wording.number(least)
    )


def interrupted_text(status: TuningStatus) -> str:
    """Return that a fitting was interrupted, and what can be done."""
    if status.unfinished is None:
        return ""
    return tr(
        "The fitting of “{name}” was interrupted. What is finished is kept: it goes on where it"
        " stood."
    ).format(name=status.unfinished.name)


def progress_text(progress: Progress) -> str:
    """Describe a moment of a fitting in one line."""
    parts = [
        message_text(progress.stage),
        wording.amount(progress),
        wording.time_to_go(progress),
    ]
    if progress.throttle_reason is ThrottleReason.BATTERY:
        waits = progress.worker_share == 0
        parts.append(tr("waiting for mains power") if waits else tr("slower: on battery"))
    return " · ".join(part for part in parts if part)


def silence_text(seconds: float) -> str:
    """Return that the process has said nothing for so long, and what can be done."""
    return tr(
        "Nothing was heard of it for {duration}. You can wait, or cancel it and go on later where"
        " it stood."
    ).format(duration=wording.duration(seconds))


def report_text(report: TuningReport) -> str:
    """Return what came of a fitting, in sentences."""
    judged = tr("%Ln photo(s) that were held out judged it.", "", report.judged)
    if not report.better:
        return tr(
            "Nothing was gained: a new encoder would not find more in your photos and as much in"
            " other pictures, so none was made. {judged} Nothing was changed. With more photos it"
            " may be worth another try."
        ).format(judged=judged)
    gains = "; ".join(_gain_text(layer) for layer in report.layers if layer.kept)
    return tr(
        "The new encoder “{name}” finds more in your photos: {gains}. In other pictures it finds no"
        " less. {judged}"
    ).format(name=report.name, gains=gains, judged=judged)


def report_rows(report: TuningReport) -> list[tuple[str, ...]]:
    """Return the figures in rows: which, in your photos before and after, in other pictures
    before and after. Empty where a figure is not known of other pictures."""
    rows = []
    for layer in report.layers:
        for name in layer.before:
            values: list[float | None]
            general = [layer.general_before.get(name), layer.general_after.get(name)]
            if report.better and not layer.kept:  # the new encoder has the layer of before
                values = [layer.before[name], layer.before[name], general[0], general[0]]
            else:
                values = [layer.before[name], layer.after.get(name), *general]
            shown = ("" if value is None else percent(value) for value in values)
            rows.append((encoder_text.metric_name(name), *shown))
    return rows


def percent(value: float) -> str:
    """Return a share as text, "87.8 %"."""
    return tr("{number} %").format(number=wording.decimal(value * 100))


def _gain_text(layer: TunedLayer) -> str:
    parts = []
    for name, before in layer.before.items():
        after = layer.after.get(name, before)
        parts.append(
            tr("{what} {after} instead of {before}").format(
                what=encoder_text.metric_name(name), after=percent(after), before=percent(before)
            )
        )
    return ", ".join(parts)
