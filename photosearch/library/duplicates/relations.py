"""Decide how one file relates to another: by pixels, metadata and names together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from photosearch.core.duplicates import DuplicateKind, Relation
from photosearch.core.photo import PhotoRecord
from photosearch.core.picture_match import PictureMatch, PictureVerdict
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.images.formats import RAW_FORMATS
from photosearch.library.duplicates.names import are_versions
from photosearch.store.duplicate_pairs import UNKNOWN_FILE, FileFacts

SERIES_S = 60
"""Exposures of one camera that are no further apart may be a series."""
BURST_S = 5
"""Exposures that are alike by their codes and no further apart are a series, whatever moved."""
CLOCK_SET_S = 600
"""Times that are further apart may be of one exposure whose clock was set right afterwards."""
_ROUNDED = 0.02
"""Of a value: programs round them differently."""
MAX_TONED = 0.03
"""Frames of a burst differ by no more in their brightness."""
NOISE_RESIDUAL = 0.0015
"""What is encoded anew with its own tables differs by less, other exposures by more."""
_AS_IT_WAS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_SHAKEN = 0.05
"""Of a side: frames that were taken by hand are shifted by no more."""
SAME_RESIDUAL = 0.008
"""Two exposures differ by more than this, if only by their noise."""


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """Hold what is known of a content, and of the files that have it."""

    key: int
    format: str
    width: int
    height: int
    size: int
    captured: datetime | None
    camera: str | None
    exposure: tuple[float | int | None, ...]
    """Time, aperture, ISO and focal length."""
    photo_ids: tuple[int, ...]
    """Rising."""
    paths: tuple[bytes, ...] = field(default=(), repr=False)
    """With the root; parts divided by "/"."""
    file: FileFacts = UNKNOWN_FILE

    @property
    def is_raw(self) -> bool:
        """Tell whether it is a camera's RAW file."""
        return self.format in RAW_FORMATS

    @property
    def pixels(self) -> int:
        """Return how many it has."""
        return self.width * self.height


def facts_of(
    key: int, records: Sequence[PhotoRecord], file: FileFacts | None = None
) -> ContentFacts:
    """Return what the rows of all files of a content tell; at least one, by rising id."""
    first = records[0]
    metadata = first.metadata
    assert metadata is not None  # it has a content, so it was read
    return ContentFacts(
        key,
        metadata.format,
        metadata.width,
        metadata.height,
        first.size,
        None if metadata.captured_is_change else metadata.captured,
        metadata.camera,
        (metadata.exposure_s, metadata.aperture, metadata.iso, metadata.focal_length_mm),
        tuple(record.photo_id for record in records),
        tuple(os.fsencode(record.path.as_posix()) for record in records),
        file or UNKNOWN_FILE,
    )


def relate(
    one: ContentFacts,
    other: ContentFacts,
    match: PictureMatch | None,
    *,
    raw_pair: bool = False,
    near_in_time: bool = False,
) -> Relation | None:
    """Return how the second content relates to the first one; None for not at all.

    Args:
        one: what is known of the first.
        other: of the second.
        match: what the comparison of their pictures found.
        raw_pair: they are RAW file and picture of one name and time.
        near_in_time: they are alike by their codes and of the same seconds; see `near_in_time`.
    """
    hashes = one.file.pixel_hash, other.file.pixel_hash
    if (hashes[0] and hashes[0] == hashes[1]) or (match is not None and match.equal):
        return _relation(DuplicateKind.SAME_PICTURE, SimilarityLevel.SURELY, match)
    verdict = PictureVerdict.OTHER if match is None else match.verdict
    apart = are_other_exposures(one, other)
    if raw_pair and not apart and (match is None or verdict is not PictureVerdict.MOVED):
        return _relation(DuplicateKind.PAIR, SimilarityLevel.SURELY, match)
    if near_in_time:
        return Relation(DuplicateKind.SERIES, SimilarityLevel.PROBABLY)
    if match is None or verdict is PictureVerdict.OTHER:
        return None
    if apart and not _clock_was_set(one, other, match):
        near = _seconds_between(one, other)
        if near is not None and near <= SERIES_S:
            return _relation(DuplicateKind.SERIES, SimilarityLevel.SURELY, match)
        return None
    if verdict is PictureVerdict.MOVED:
        return _relation(DuplicateKind.SERIES, SimilarityLevel.PROBABLY, match)
    level = SimilarityLevel.SURELY if verdict is PictureVerdict.COPY else SimilarityLevel.PROBABLY
    versions = any(are_versions(mine, theirs) for mine in one.paths for theirs in other.paths)
    if not versions and _of_one_camera(one, other, match):
        return _relation(DuplicateKind.SERIES, SimilarityLevel.PROBABLY, match)
    kind = DuplicateKind.PAIR if versions else DuplicateKind.EDITED
    return _relation(kind, level, match)


def near_in_time(one: ContentFacts, other: ContentFacts) -> bool:
    """Tell whether one camera took both within seconds of each other."""
    seconds = _seconds_between(one, other)
    same = one.camera is not None and one.camera == other.camera
    return same and seconds is not None and seconds <= BURST_S


def are_other_exposures(one: ContentFacts, other: ContentFacts) -> bool:
    """Tell whether the metadata say that two files are of different exposures."""
    if one.camera and other.camera and one.camera != other.camera:
        return True
    seconds = _seconds_between(one, other)
    if seconds is not None and seconds > 0:
        return True
    if not (one.camera and other.camera):
        return False
    return any(
        mine is not None and theirs is not None and abs(mine - theirs) > _ROUNDED * abs(mine)
        for mine, theirs in zip(one.exposure, other.exposure, strict=True)
    )


def _of_one_camera(one: ContentFacts, other: ContentFacts, match: PictureMatch) -> bool:
    """Tell whether two files are of other exposures, as one program would have written both.

    They were quantized alike, are of one size, and nothing was done to the picture; yet they differ
    by more than a picture does that is encoded anew with its own tables. That is noise.
    """
    codings = one.file.coding, other.file.coding
    return (
        codings[0] != b""
        and codings[0] == codings[1]
        and (one.width, one.height) == (other.width, other.height)
        and match.toned <= MAX_TONED
        and match.strongest > 0  # looked for where neither tones nor colours were changed
        and match.residual >= NOISE_RESIDUAL
        and max(abs(is_ - was) for is_, was in zip(match.transform, _AS_IT_WAS, strict=True))
        <= _SHAKEN
    )


def _clock_was_set(one: ContentFacts, other: ContentFacts, match: PictureMatch) -> bool:
    """Tell whether only the time of one of two files was changed, by hours, days or years."""
    seconds = _seconds_between(one, other)
    return (
        seconds is not None
        and seconds >= CLOCK_SET_S
        and one.camera == other.camera
        and one.exposure == other.exposure
        and match.verdict is PictureVerdict.COPY
        and match.residual <= SAME_RESIDUAL
    )


def _seconds_between(one: ContentFacts, other: ContentFacts) -> float | None:
    """Return how far apart the clocks at the camera were; None if one is not known."""
    if one.captured is None or other.captured is None:
        return None
    # Offsets from UTC are left out: an edited copy may have lost its own.
    apart = abs(one.captured.replace(tzinfo=None) - other.captured.replace(tzinfo=None))
    if one.captured.microsecond == 0 or other.captured.microsecond == 0:
        apart -= timedelta(microseconds=apart.microseconds)  # a program may drop the fraction
    return apart.total_seconds()


def _relation(kind: DuplicateKind, level: SimilarityLevel, match: PictureMatch | None) -> Relation:
    if match is None:
        return Relation(kind, level)
    return Relation(kind, level, match.transform, match.mirrored, match.residual)
