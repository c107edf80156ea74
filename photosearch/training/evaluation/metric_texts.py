"""Say what each metric is called and what it tells, in one sentence: the same in every output."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class MetricText(NamedTuple):
    """Hold a metric's name and its meaning."""

    name: str
    meaning: str


FIGURES: Mapping[str, MetricText] = MappingProxyType(
    {
        "map": MetricText(
            "mAP",
            "Mean average precision over the whole ranked database: 1 if every photo of the "
            "query's class comes before every other photo, for all queries.",
        ),
        "map_at": MetricText(
            "mAP@{k}",
            "The same for the first {k} answers only: how early the right ones among them come.",
        ),
        "recall_at_1": MetricText("R@1", "Share of the queries whose very first answer is right."),
        "precision_at": MetricText("P@{k}", "Share of right photos among the first {k} answers."),
        "recall_at": MetricText(
            "recall@{k}",
            "Share of all photos of the query's class that the first {k} answers hold.",
        ),
        "radius": MetricText(
            "P r≤2",
            "Share of right photos among those whose code differs in at most 2 bits; a query "
            "without any such photo counts as 0.",
        ),
        "per_second": MetricText(
            "queries/s",
            "Queries a second, one at a time, all in memory: exact search for the 100 best on one "
            "thread; with re-ranking, ranking the whole database.",
        ),
        "uap": MetricText(
            "uAP",
            "All copies' ten best answers in one list by distance: 1 if a single threshold tells "
            "every original from every other photo.",
        ),
        "recall_at_90": MetricText(
            "recall at 90 %",
            "Share of the copies found with the loosest threshold that is right nine times in ten.",
        ),
        "copies_recall_at_1": MetricText(
            "R@1", "Share of the edited copies whose first answer is their original."
        ),
        "entropy": MetricText(
            "bit entropy",
            "1 if a bit is a one for half of the photos, 0 if it never changes; mean over the bits "
            "(lowest in brackets).",
        ),
        "correlation": MetricText(
            "correlation",
            "How much two bits say the same, 0 to 1; mean over all pairs (highest in brackets).",
        ),
        "unique": MetricText("different codes", "Number of different codes that the photos have."),
        "collisions": MetricText("sharing", "Photos whose code another photo has, too."),
    }
)

DISTANCES: Mapping[str, str] = MappingProxyType(
    {
        "hamming": "number of different bits: what the program searches by",
        "asymmetric": "the query's values against stored bits: sure bits count more",
        "cosine": "angle between the values",
        "euclidean": "straight line between the values (L2)",
        "manhattan": "sum of the differences (L1)",
        "chebyshev": "largest difference",
    }
)
"""What each distance compares."""

RERANKINGS: Mapping[str, str] = MappingProxyType(
    {
        "expansion": "the query is moved towards its ten nearest photos and asked again",
        "diffusion": "similarity flows on from photo to photo through near neighbours",
    }
)
"""What each re-ranking does."""


def share(value: float | None) -> str:
    """Return a figure between 0 and 1 with three digits; a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def count(value: float) -> str:
    """Return a number of things: "1,200"; small ones with a digit behind the point."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
