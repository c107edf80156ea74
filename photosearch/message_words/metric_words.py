"""Hold the words for the figures of an encoder by their names on the card."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.messages import QT_TR_NOOP

METRICS: Mapping[str, tuple[str, str]] = {
    "copies_uap": (
        QT_TR_NOOP("copies recognised"),
        QT_TR_NOOP(
            "At 100 % every edited copy would be more like its original than any two different"
            " photos are like each other."
        ),
    ),
    "copies_recall_at_90": (
        QT_TR_NOOP("copies found with 9 of 10 answers right"),
        QT_TR_NOOP("Share of the edited copies that are found if 9 of 10 answers shall be right."),
    ),
    "copies_r1": (
        QT_TR_NOOP("copies found first"),
        QT_TR_NOOP("Share of the edited copies for which the original is the first photo found."),
    ),
    "subject_map": (
        QT_TR_NOOP("same subject found"),
        QT_TR_NOOP(
            "At 100 % all photos with the same kind of subject would come before all others."
        ),
    ),
    "subject_r1": (
        QT_TR_NOOP("same subject found first"),
        QT_TR_NOOP(
            "Share of the photos for which the first photo found has the same kind of subject."
        ),
    ),
    "neighbours_kept": (
        QT_TR_NOOP("most alike photos found"),
        QT_TR_NOOP("Share of the ten photos most alike in full detail that the short codes find."),
    ),
    "neighbours_alike": (
        QT_TR_NOOP("of the same folder or keyword"),
        QT_TR_NOOP("Share of the ten photos found first that share a folder or keyword."),
    ),
}
"""What it is called, and what it means. The cards of strangers may have others."""
