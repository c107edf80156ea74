"""Put encoders into words."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.changes import ModelInfo, ModelSwitchResult
from photosearch.core.model_card import ModelCard
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr, tr_marked
from photosearch.message_words.metric_words import METRICS


def encoder_name(card: ModelCard | None) -> str:
    """Name and version of an encoder."""
    return "" if card is None else card.full_name


def encoder_state(encoder: ModelInfo) -> str:
    """Return what an encoder is in this library, or why it cannot be used."""
    parts = [tr("in use")] if encoder.in_use else []
    if encoder.pending:
        parts.append(tr("being changed to"))
    if encoder.previous:
        parts.append(tr("in use before"))
    if encoder.photos:
        parts.append(tr("%Ln photo(s) encoded", "", encoder.photos))
    if encoder.problem is not None:
        return message_text(encoder.problem)
    return " · ".join(parts)


def metrics_text(metrics: Mapping[str, float]) -> str:
    """Return how well an encoder finds photos, in one line; names that are not known stay as they
    are."""
    return " · ".join(_metric_text(name, value) for name, value in metrics.items())


def metrics_tip(metrics: Mapping[str, float]) -> str:
    """Describe an encoder with what was measured, a line for each."""
    lines = []
    for name, value in metrics.items():
        meaning = tr_marked(METRICS.get(name, ("", ""))[1])
        lines.append(" – ".join(part for part in (_metric_text(name, value), meaning) if part))
    return "\n".join(lines)


def _metric_text(name: str, value: float) -> str:
    if name not in METRICS:
        return f"{name} {wording.short(value)}"
    return f"{metric_name(name)} {wording.score(value, calibrated=True)}"


def metric_name(name: str) -> str:
    """Return what a figure of a card is called; one that is not known keeps its name."""
    return tr_marked(METRICS[name][0]) if name in METRICS else name


def encoder_undone(switched: ModelSwitchResult) -> str:
    """Return what going back came to."""
    name = encoder_name(switched.card)
    if switched.abandoned is not None:
        return tr("The change is cancelled; {name} goes on answering.").format(name=name)
    if switched.without_codes:
        words = tr(
            "{name} answers again. %Ln photo(s) are not found yet; look for changes to encode"
            " them.",
            "",
            switched.without_codes,
        )
        return words.format(name=name)
    return tr("{name} answers again.").format(name=name)
