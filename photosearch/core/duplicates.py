"""Say what duplicates are: kinds, how one file relates to another, groups, and what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from photosearch.core.affine import Affine
from photosearch.core.filters import Filters
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.settings import Settings

_MEASURED = 0.96
"""Of what was measured: that is rounded."""


class DuplicateKind(StrEnum):
    """Name the kinds of duplicates, the strictest first. Stored: never rename a value."""

    SAME_FILE = "same-file"
    """Equal bytes."""
    SAME_PICTURE = "same-picture"
    """Equal pixels in another container, with other metadata, or turned without loss."""
    PAIR = "pair"
    """Files of one exposure: RAW and JPEG, and edited versions by their names."""
    EDITED = "edited"
    """One was made of the other: encoded anew, resized, cropped, turned, toned, framed."""
    SERIES = "series"
    """Other frames of a burst, a bracket, a panorama: different shots, never copies."""


COPY_KINDS = (
    DuplicateKind.SAME_FILE,
    DuplicateKind.SAME_PICTURE,
    DuplicateKind.PAIR,
    DuplicateKind.EDITED,
)
"""Kinds of which the files show one shot, so that one of them suffices."""
CLEANED_KINDS = frozenset(COPY_KINDS) - {DuplicateKind.PAIR}
"""What is cleaned up unless it is said: who has RAW and JPEG of a shot wants both."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Describe how a file's picture follows from the picture of its group's representative."""

    kind: DuplicateKind
    level: SimilarityLevel
    """SURELY or PROBABLY."""
    transform: Affine | None = None
    """From the representative's picture to this one, both upright; None if it was not needed."""
    mirrored: bool = False
    residual: float | None = None
    """Mean difference of the aligned pixels of what both show, 0 to 1, contrast evened out; None
    if it was not measured."""


@dataclass(frozen=True, slots=True)
class DuplicateMember:
    """Name a file of a group."""

    photo_id: int
    relation: Relation | None = None
    """To the representative; None of the representative itself."""
    share: float = 1.0
    """Share of its pixels that counts, 0 to 1: without a frame about the picture, bars, what was
    laid over it, and what an enlargement made up."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Hold files of which each matches the first one, the representative, directly.

    The same files give the same groups, whatever their order.
    """

    group_id: str
    """Made of the contents of its files: the same group has the same one after a restart."""
    kind: DuplicateKind
    """The least strict of its relations' kinds."""
    level: SimilarityLevel
    """The least sure of its relations' levels."""
    members: tuple[DuplicateMember, ...]
    """At least two, the representative first."""
    bytes: int = 0
    """Of all files."""
    reclaimable: int = 0
    """Bytes of all files but the largest one; 0 for a series."""
    finished: bool = False
    """The user has decided on it: cleaned up, or all are to be kept."""

    @property
    def photo_ids(self) -> tuple[int, ...]:
        """Return the photos, the representative first."""
        return tuple(member.photo_id for member in self.members)


def own_pixels(pixels: int, share: float) -> float:
    """Return how many pixels of a file count, `share` of them; see `DuplicateMember.share`.

    A share below 1 was measured: a file without a frame is better than an equal one with it.
    """
    return pixels * share * _MEASURED if share < 1 else float(pixels)


class GroupOrder(StrEnum):
    """Name the orders of groups. Stored: never rename a value."""

    SPACE = "space"
    """The most reclaimable bytes first."""
    CERTAINTY = "certainty"
    """The surest first."""
    DATE = "date"
    """The newest shot first."""
    FOLDER = "folder"
    """By the path of the representative."""


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Say which groups are asked for."""

    kinds: frozenset[DuplicateKind] = frozenset(DuplicateKind)
    """Of a group that is less strict the files that relate in one of these kinds are a group."""
    min_level: SimilarityLevel = SimilarityLevel.PROBABLY
    filters: Filters = field(default_factory=Filters)
    """A group passes if one of its photos does."""
    order: GroupOrder = GroupOrder.SPACE
    finished: bool = False
    """Groups that are decided on, in place of those that are not."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """Count the undecided groups of a kind."""

    groups: int = 0
    files: int = 0
    reclaimable: int = 0
    """Bytes."""


@dataclass(frozen=True, slots=True)
class DuplicateStatus:
    """Tell how far the comparison of a library's photos is, and what it found so far."""

    pending: int
    """Photos that are not compared with the others yet."""
    total: int
    """Photos that can be compared."""
    counts: dict[DuplicateKind, KindCount] = field(default_factory=dict)
    """What there is when one kind is asked for alone: a group can count for several."""
    copies: KindCount = KindCount()
    """What there is when CLEANED_KINDS are asked for."""


class Mark(StrEnum):
    """Name what the user, or a rule, decided for a file. Stored: never rename a value."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class NotAMatch:
    """Remember that files are no copies of each other, whatever the comparison says."""

    decision_id: int
    photo_ids: tuple[int, ...]
    """As far as they are still in the library; by content, so moved and renamed ones as well."""


class KeepRule(StrEnum):
    """Name the rules by which the file that stays is chosen. Stored: never rename a value."""

    REFERENCE = "reference"
    """It lies in a reference folder, of which nothing is ever removed."""
    PROTECTED = "protected"
    """Its format or folder is protected."""
    RATING = "rating"
    RAW = "raw"
    PIXELS = "pixels"
    """Without frames, what was laid over the picture, and what an enlargement made up."""
    COLOR = "color"
    """It is in colour, where others of the group are grey."""
    SHARPNESS = "sharpness"
    """Of the part of the picture that all of the group show."""
    EXPOSURE = "exposure"
    FORMAT = "format"
    METADATA = "metadata"
    """It has more of place, keywords, caption and of what the camera wrote."""
    BYTES = "bytes"
    """After METADATA: a file that a program saved anew can be larger than the camera's."""
    FOLDER = "folder"
    """It lies in a preferred folder."""
    OLDEST = "oldest"
    SHORTEST_NAME = "shortest-name"


RANKING_RULES = tuple(rule for rule in KeepRule if rule is not KeepRule.PROTECTED)
"""Rules that can be put in an order. What is protected stays, but makes no other file go."""

KEEP_PRESETS: dict[str, tuple[KeepRule, ...]] = {
    "best": RANKING_RULES,
    "original": (
        KeepRule.REFERENCE,
        KeepRule.RAW,
        KeepRule.PIXELS,
        KeepRule.METADATA,
        KeepRule.OLDEST,
        KeepRule.COLOR,
        KeepRule.SHARPNESS,
        KeepRule.FORMAT,
        KeepRule.BYTES,
        KeepRule.SHORTEST_NAME,
    ),
    "edited": (
        KeepRule.REFERENCE,
        KeepRule.RATING,
        KeepRule.METADATA,
        KeepRule.PIXELS,
        KeepRule.SHARPNESS,
        KeepRule.EXPOSURE,
        KeepRule.BYTES,
        KeepRule.SHORTEST_NAME,
    ),
    "folder": (
        KeepRule.REFERENCE,
        KeepRule.FOLDER,
        *(rule for rule in RANKING_RULES if rule not in (KeepRule.REFERENCE, KeepRule.FOLDER)),
    ),
}
"""Orders of rules by name: the best picture; the file nearest to the camera; the one with which
people worked most; the one in the folder that is preferred."""

MEASURED_RULES = frozenset({KeepRule.COLOR, KeepRule.SHARPNESS, KeepRule.EXPOSURE})
"""Rules that need the pictures themselves to be measured, see `PictureQuality`."""


@dataclass(frozen=True, slots=True)
class KeepRules:
    """Say by which rules the file of a group that stays is chosen, and what never goes."""

    order: tuple[KeepRule, ...] = KEEP_PRESETS["best"]
    """Of RANKING_RULES, the first one decides; each at most once."""
    reference_folders: tuple[Path, ...] = ()
    """Nothing below them is ever removed; with REFERENCE in the order, their copies stay."""
    protected_folders: tuple[Path, ...] = ()
    """Nothing below them is ever removed, but other copies may stay beside."""
    protected_formats: frozenset[str] = frozenset()
    """As `PhotoMetadata.format`; none of their files is ever removed."""
    preferred_folders: tuple[Path, ...] = ()
    """The best first, for FOLDER."""

    def __post_init__(self) -> None:
        """Refuse an order with a rule that ranks nothing, or one that is there twice."""
        if len(set(self.order)) < len(self.order) or not set(self.order) <= set(RANKING_RULES):
            raise ValueError(f"no order of rules: {', '.join(self.order)}")

    @classmethod
    def of(cls, settings: Settings) -> KeepRules:
        """Return the rules of the user's settings; names that are no rule are left out."""
        known = {rule.value: rule for rule in RANKING_RULES}
        order = dict.fromkeys(known[name] for name in settings.keep_rules if name in known)
        return cls(
            tuple(order) or KEEP_PRESETS["best"],
            _folders(settings.reference_folders),
            _folders(settings.protected_folders),
            frozenset(name.lower() for name in settings.protected_formats),
            _folders(settings.preferred_folders),
        )


def _folders(names: Sequence[str]) -> tuple[Path, ...]:
    return tuple(Path(name).expanduser() for name in names if name)


@dataclass(frozen=True, slots=True)
class PictureQuality:
    """Hold what was measured of one picture of a group, over the part that all of it show."""

    sharpness: float
    """Variance of the Laplacian over the variance of the grey values, 0 or more: how fine its
    details are, whatever its contrast."""
    clipped: float
    """Share of pixels without any drawing, black or white, 0 to 1."""
    colored: bool = True
    """It is not grey, nor grey with one tint such as sepia."""


@dataclass(frozen=True, slots=True)
class MemberChoice:
    """Say what is proposed for one file of a group, and why."""

    photo_id: int
    mark: Mark
    reasons: tuple[KeepRule, ...] = ()
    """The rules by which it stays; of one that goes, those by which another one stays."""
    by_user: bool = False
    """The user marked it."""
    content_id: bytes = b""
    """Of what was compared: a file that holds something else by now is left as it is."""


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """Say what is proposed for a group: at least one file of it stays."""

    group_id: str
    choices: tuple[MemberChoice, ...]
    """In the order of the group's members."""

    @property
    def kept(self) -> tuple[int, ...]:
        """Return the photos that stay."""
        return self._marked(Mark.KEEP)

    @property
    def removed(self) -> tuple[int, ...]:
        """Return the photos that go."""
        return self._marked(Mark.REMOVE)

    def _marked(self, mark: Mark) -> tuple[int, ...]:
        return tuple(each.photo_id for each in self.choices if each.mark is mark)


class CleanAction(StrEnum):
    """Name what is done with the files that go. Stored: never rename a value."""

    TRASH = "trash"
    MOVE = "move"
    """Into a folder, below which the tree of folders is kept."""
    HARD_LINK = "hardlink"
    """Its name leads to the file that stays; of equal bytes only."""
    SYMBOLIC_LINK = "symlink"
    REFLINK = "reflink"
    """It shares its blocks with the file that stays, where the file system can."""

    @property
    def needs_equal_bytes(self) -> bool:
        """Tell whether it can be done with equal files only."""
        return self not in (CleanAction.TRASH, CleanAction.MOVE)


class MergeField(StrEnum):
    """Name what is brought from a file that goes to the one that stays. Stored, as above."""

    RATING = "rating"
    """The highest."""
    KEYWORDS = "keywords"
    """All of them."""
    CAPTION = "caption"
    """If the one that stays has none."""
    POSITION = "position"
    """Likewise."""


ALL_FIELDS = frozenset(MergeField)


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """Say what is done with the files of groups that go."""

    action: CleanAction
    folder: Path | None = None
    """Of CleanAction.MOVE; below it the folders of each root are kept."""
    merge: frozenset[MergeField] = ALL_FIELDS
    """What is brought to the photos that stay, of what only a photo that goes has."""
    with_raw: bool = False
    """RAW files of the name of a picture that goes, go along; into the trash only if what stays has
    an equal one."""
    device: int | None = None
    """The number of the file system that the folder was on when it was chosen (`os.stat`): its
    drive may go, and leave an empty folder in its place. None: as it is when files begin to go."""
