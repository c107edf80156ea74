"""Name the metrics on a model's card, and say what they mean to those who take photos."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """Describe a share, 0 to 1, that tells how well a model finds photos."""

    label: str
    meaning: str


METRICS = {
    "copies_uap": Metric(
        "copies recognised",
        "At 100 % every edited copy would be more like its original than any two different photos"
        " are like each other.",
    ),
    "copies_recall_at_90": Metric(
        "copies found with 9 of 10 answers right",
        "Share of the edited copies that are found if 9 of 10 answers shall be right.",
    ),
    "copies_r1": Metric(
        "copies found first",
        "Share of the edited copies for which the original is the first photo found.",
    ),
    "subject_map": Metric(
        "same subject found",
        "At 100 % all photos with the same kind of subject would come before all others.",
    ),
    "subject_r1": Metric(
        "same subject found first",
        "Share of the photos for which the first photo found has the same kind of subject.",
    ),
}
"""By their names on the card. The cards of strangers may have others."""


def metric_text(name: str, value: float) -> str:
    """Return a metric in English, "copies found first 97.7 %"; an unknown one as it stands."""
    known = METRICS.get(name)
    return f"{name} {value:g}" if known is None else f"{known.label} {percent_text(value)}"


def percent_text(share: float) -> str:
    """Return 0.9774 as "97.7 %": models differ little."""
    return f"{share * 100:.1f} %"
