"""Put encoders into words."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.changes import ModelInfo, ModelSwitchResult
from photosearch.core.model_card import ModelCard
from photosearch.core.model_metrics import METRICS
from photosearch.gui import wording
from photosearch.gui.translation import tr, tr_known, tr_message


def encoder_name(card: ModelCard | None) -> str:
    """Name and version of an encoder."""
    return "" if card is None else f"{card.name} {card.version}".strip()


def encoder_state(encoder: ModelInfo) -> str:
    """Return what an encoder is in this library, or why it cannot be used."""
    parts = [tr("in use")] if encoder.in_use else []
    if encoder.pending:
        parts.append(tr("being changed to"))
    if encoder.previous:
        parts.append(tr("in use before"))
    if encoder.photos:
        parts.append(tr("%Ln photo(s) encoded", "", encoder.photos))
    return tr_message(encoder.problem) or " · ".join(parts)


def metrics_text(metrics: Mapping[str, float]) -> str:
    """Return how well an encoder finds photos, in one line; names that are not known stay as they
    are."""
    return " · ".join(_metric_text(name, value) for name, value in metrics.items())


def metrics_tip(metrics: Mapping[str, float]) -> str:
    """Describe an encoder with what was measured, a line for each."""
    lines = []
    for name, value in metrics.items():
        known = METRICS.get(name)
        meaning = "" if known is None else f" – {tr_message(known.meaning)}"
        lines.append(f"{_metric_text(name, value)}{meaning}")
    return "\n".join(lines)


def _metric_text(name: str, value: float) -> str:
    known = METRICS.get(name)
    if known is None:
        return f"{name} {wording.short(value)}"
    return f"{tr_known(known.label)} {wording.score(value, calibrated=True)}"


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
