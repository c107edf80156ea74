"""Choose which files of a group of duplicates stay, by rules in an order, and tell why.

Each rule leaves those of the files that are best by it; the next one decides among them. Files that
are no match for being kept, such as those of a drive that is not connected, stay where they are but
never stand for another one.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from photosearch.core.duplicates import (
    MEASURED_RULES,
    DuplicateGroup,
    DuplicateKind,
    GroupChoice,
    KeepRule,
    KeepRules,
    Mark,
    MemberChoice,
    PictureQuality,
    own_pixels,
)
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState
from photosearch.images.formats import FORMATS, RAW_FORMATS, formats_called
from photosearch.library.roots.roots import is_within

_SHARPNESS_SHARE = 0.85
"""So much of the greatest sharpness counts as equally sharp: small pictures are measured."""
_PACKED_SHARE = 0.8
"""A file of fewer bytes for each pixel, beside others of its format, is packed hard: the blocks and
fringes of that look sharp, and what was nearly white or black is a little less so."""
_CLIPPED_MORE = 0.02
"""Pictures that differ by less of their area count as equally well exposed."""
_FORMAT_RANKS = {"gif": 0, "bmp": 1, "webp": 1, "jpeg": 2, "heic": 2, "avif": 2}
_LOSSLESS_RANK = 3
"""Of all other formats: TIFF, PNG, PSD, JPEG XL, JPEG 2000 and RAW."""
_UNKNOWN = PhotoMetadata("", 0, 0)
_LOSSLESS = frozenset({"png", "tiff", "psd", "bmp"})

_Files = Sequence[PhotoRecord]
_Best = Callable[[_Files], Sequence[float] | None]
"""Give each of some files a number, the best the greatest; None if they cannot be compared."""


def choose(
    groups: Iterable[DuplicateGroup],
    records: Mapping[int, PhotoRecord],
    rules: KeepRules,
    marks: Mapping[int, Mark],
    quality: Mapping[int, PictureQuality] | None = None,
) -> list[GroupChoice]:
    """Return for each group which of its files stay and which may go.

    At least one file of each group stays that can be reached. Files of reference folders and
    protected ones stay whatever the marks say, and so do those of drives that are not connected.
    Frames of a series stay unless they are marked.

    Args:
        groups: whose files are chosen from.
        records: of their photos, by id; of one that is not there nothing is decided: it stays.
        rules: of the user.
        marks: of the user, by photo id; they go before the rules.
        quality: what was measured, by photo id; without it the MEASURED_RULES decide nothing.

    Raises:
        UserError: a format that is to be protected is none.
    """
    groups = list(groups)
    ranking = _Ranking(rules, quality or {}, _shares(groups))
    return [_choose(group, records, ranking, marks) for group in groups]


def tied(
    group: DuplicateGroup, records: Mapping[int, PhotoRecord], rules: KeepRules
) -> list[PhotoRecord]:
    """Return the files of a group that are equally good by all rules before the measured ones."""
    members = [records[key] for key in group.photo_ids if key in records]
    before = itertools.takewhile(lambda rule: rule not in MEASURED_RULES, rules.order)
    files = [each for each in members if _is_there(each)]
    return _Ranking(rules, {}, _shares([group])).among_best(files, tuple(before))


def _shares(groups: Iterable[DuplicateGroup]) -> dict[int, float]:
    """Return the shares of the photos of some groups whose pixels do not all count."""
    shares: dict[int, float] = {}
    for group in groups:
        for member in group.members:
            if member.share < 1:
                shares[member.photo_id] = min(member.share, shares.get(member.photo_id, 1.0))
    return shares


def _choose(
    group: DuplicateGroup,
    records: Mapping[int, PhotoRecord],
    ranking: _Ranking,
    marks: Mapping[int, Mark],
) -> GroupChoice:
    members = [records[key] for key in group.photo_ids if key in records]
    files = [each for each in members if _is_there(each)]
    held = {each.photo_id: ranking.hold(each) for each in files}
    wanted = {
        each.photo_id: marks[each.photo_id]
        for each in files
        if each.photo_id in marks and held[each.photo_id] is None
    }
    proposed = files if group.kind is DuplicateKind.SERIES else ranking.best(files)[:1]
    kept = {each.photo_id for each in proposed if wanted.get(each.photo_id) is not Mark.REMOVE}
    kept |= {key for key, mark in wanted.items() if mark is Mark.KEEP}
    kept |= {key for key, rule in held.items() if rule is KeepRule.REFERENCE}
    if not kept:
        left = [each for each in files if wanted.get(each.photo_id) is not Mark.REMOVE]
        kept = {each.photo_id for each in ranking.best(left or files)[:1]}
    kept |= {key for key, rule in held.items() if rule is KeepRule.PROTECTED}
    staying = [each for each in files if each.photo_id in kept]
    going = [each for each in files if each.photo_id not in kept]
    stays = ranking.best(staying)[0] if staying else None
    own_reasons: tuple[KeepRule, ...] = ()
    reasons_of: list[tuple[KeepRule, ...]] = []
    if stays is not None and going:
        own_reasons, reasons_of = ranking.reasons(stays, going)
    told = {each.photo_id: why for each, why in zip(going, reasons_of, strict=True)}

    def choice(photo_id: int) -> MemberChoice:
        record = records.get(photo_id)
        if record is None or not _is_there(record) or stays is None:
            return MemberChoice(photo_id, Mark.KEEP)
        content = record.content_id or b""
        by_user = photo_id in wanted and (photo_id in kept) == (wanted[photo_id] is Mark.KEEP)
        if photo_id not in kept:
            reasons = () if by_user else told[photo_id]
            return MemberChoice(photo_id, Mark.REMOVE, reasons, by_user, content)
        hold = held[photo_id]
        reasons = (hold,) if hold is not None else ()
        if record is stays and not by_user and group.kind is not DuplicateKind.SERIES:
            reasons = tuple(dict.fromkeys((*reasons, *own_reasons)))
        return MemberChoice(photo_id, Mark.KEEP, reasons, by_user, content)

    return GroupChoice(group.group_id, tuple(choice(key) for key in group.photo_ids))


def _is_there(record: PhotoRecord) -> bool:
    """Tell whether a file can be removed, or stand for others that are."""
    return record.online and not record.missing and record.state is PhotoState.INDEXED


def _formats(names: Iterable[str]) -> frozenset[str]:
    """Return the formats that a user calls so.

    Raises:
        UserError: one is none.
    """
    formats: set[str] = set()
    for name in names:
        called = formats_called(name)
        if not called <= FORMATS:
            raise UserError(ErrorCode.PROTECTED_FORMAT_UNKNOWN, name=name)
        formats |= called
    return frozenset(formats)


class _Ranking:
    """Compare files by the rules."""

    def __init__(
        self,
        rules: KeepRules,
        quality: Mapping[int, PictureQuality],
        shares: Mapping[int, float],
    ) -> None:
        self._rules = rules
        self._quality = quality
        self._protected_formats = _formats(rules.protected_formats)
        self._within: dict[tuple[str, Path], bool] = {}
        self._own: dict[KeepRule, Callable[[PhotoRecord], float]] = {
            KeepRule.REFERENCE: lambda file: self._below(file, rules.reference_folders),
            KeepRule.RATING: lambda file: _metadata(file).rating or 0,
            KeepRule.RAW: lambda file: _metadata(file).format in RAW_FORMATS,
            KeepRule.PIXELS: lambda file: own_pixels(
                _metadata(file).width * _metadata(file).height, shares.get(file.photo_id, 1.0)
            ),
            KeepRule.METADATA: _richness,
            KeepRule.FOLDER: self._folder_rank,
            KeepRule.OLDEST: lambda file: -file.mtime_ns,
            KeepRule.SHORTEST_NAME: lambda file: -len(file.path.name),
        }
        """Values that a file has whatever it is compared with."""
        self._compared: dict[KeepRule, _Best] = {
            KeepRule.COLOR: self._color,
            KeepRule.SHARPNESS: self._sharpness,
            KeepRule.EXPOSURE: self._exposure,
            KeepRule.FORMAT: _format_ranks,
            KeepRule.BYTES: _bytes,
        }
        idle = {
            KeepRule.REFERENCE: not rules.reference_folders,
            KeepRule.FOLDER: not rules.preferred_folders,
            **dict.fromkeys(MEASURED_RULES, not quality),
        }
        self.order = tuple(rule for rule in rules.order if not idle.get(rule))
        """The rules that can decide anything."""

    def hold(self, file: PhotoRecord) -> KeepRule | None:
        """Return the rule by which a file is never removed; None if it may be."""
        if self._below(file, self._rules.reference_folders):
            return KeepRule.REFERENCE
        protected = self._below(file, self._rules.protected_folders)
        if protected or _metadata(file).format in self._protected_formats:
            return KeepRule.PROTECTED
        return None

    def best(self, files: _Files) -> list[PhotoRecord]:
        """Return the files, the one that is best by the rules first, the others as they come.

        What no rule tells apart is told apart by the path: the same whatever their order.
        """
        left = self.among_best(files, self.order)
        first = min(left, key=_depth_and_path, default=None)
        return [] if first is None else [first, *(file for file in files if file is not first)]

    def among_best(self, files: _Files, order: Sequence[KeepRule]) -> list[PhotoRecord]:
        """Return the files that none of the rules of an order puts behind another one."""
        left = list(files)
        for rule in order:
            values = self._values(rule, left) if len(left) > 1 else None
            if values is not None:
                most = max(values)
                left = [file for file, value in zip(left, values, strict=True) if value == most]
        return left

    def reasons(
        self, stays: PhotoRecord, going: _Files
    ) -> tuple[tuple[KeepRule, ...], list[tuple[KeepRule, ...]]]:
        """Return the rules, in their order, by which a file is better than those that go.

        Returns:
            Those by which it is better than one of them and worse than none; and for each of them
            those by which it is better than that one.
        """
        own = []
        each_: list[list[KeepRule]] = [[] for _ in going]
        for rule in self.order:
            better = self._better(rule, stays, going)
            for place, sign in enumerate(better):
                if sign > 0:
                    each_[place].append(rule)
            if max(better) > 0 and min(better) >= 0:
                own.append(rule)
        return tuple(own), [tuple(found) for found in each_]

    def _better(self, rule: KeepRule, stays: PhotoRecord, going: _Files) -> list[float]:
        """Return by how much a file is better than each of others: 0 for no difference."""
        value = self._own.get(rule)
        if value is not None:
            ours = value(stays)
            return [ours - value(other) for other in going]
        pairs = [self._compared[rule]([stays, other]) for other in going]
        return [0 if pair is None else pair[0] - pair[1] for pair in pairs]

    def _values(self, rule: KeepRule, files: _Files) -> Sequence[float] | None:
        value = self._own.get(rule)
        return [value(file) for file in files] if value else self._compared[rule](files)

    def _color(self, files: _Files) -> Sequence[float] | None:
        found = self._measured(files)
        return None if found is None else [each.colored for each in found]

    def _sharpness(self, files: _Files) -> Sequence[float] | None:
        found = self._measured(files)
        if found is None:
            return None
        packed = _are_packed_hard(files)
        least = _SHARPNESS_SHARE * max(
            each.sharpness for each, hard in zip(found, packed, strict=True) if not hard
        )
        return [each.sharpness >= least for each in found]

    def _exposure(self, files: _Files) -> Sequence[float] | None:
        found = self._measured(files)
        if found is None:
            return None
        packed = _are_packed_hard(files)
        most = _CLIPPED_MORE + min(
            each.clipped for each, hard in zip(found, packed, strict=True) if not hard
        )
        return [each.clipped <= most for each in found]

    def _measured(self, files: _Files) -> list[PictureQuality] | None:
        found = [self._quality.get(file.photo_id) for file in files]
        known = [each for each in found if each is not None]
        return known if len(known) == len(found) else None

    def _below(self, file: PhotoRecord, folders: Sequence[Path]) -> bool:
        """Tell whether a file lies below one of some folders, also by way of links."""
        if not folders:
            return False
        parent = os.path.dirname(file.path)  # noqa: PTH120 - thrice as fast
        return any(self._is_within(parent, folder) for folder in folders)

    def _is_within(self, parent: str, folder: Path) -> bool:
        key = parent, folder
        if key not in self._within:
            self._within[key] = is_within(Path(parent), folder)
        return self._within[key]

    def _folder_rank(self, file: PhotoRecord) -> float:
        folders = self._rules.preferred_folders
        places = [place for place, folder in enumerate(folders) if self._below(file, [folder])]
        return -min(places, default=len(folders))


def _depth_and_path(file: PhotoRecord) -> tuple[int, bytes]:
    return len(file.path.parts), os.fsencode(file.path)


def _metadata(file: PhotoRecord) -> PhotoMetadata:
    return file.metadata or _UNKNOWN


def _format_ranks(files: _Files) -> Sequence[float]:
    """Rank formats by what they lose; a conversion that lost what the camera wrote gains nothing.

    A PNG that was made of a camera's JPEG is no better than that.
    """
    found = [_metadata(file) for file in files]
    from_camera = any(each.camera for each in found)
    return [
        _FORMAT_RANKS["jpeg"] - 0.5
        if from_camera and not each.camera and each.format in _LOSSLESS
        else _FORMAT_RANKS.get(each.format, _LOSSLESS_RANK)
        for each in found
    ]


def _are_packed_hard(files: _Files) -> list[bool]:
    """Return which files have far fewer bytes for each pixel than another one of their format."""
    known = [_metadata(file) for file in files]
    densities = [
        file.size / max(1, each.width * each.height)
        for file, each in zip(files, known, strict=True)
    ]
    most: dict[str, float] = {}
    for each, density in zip(known, densities, strict=True):
        most[each.format] = max(density, most.get(each.format, 0.0))
    return [
        density < _PACKED_SHARE * most[each.format]
        for each, density in zip(known, densities, strict=True)
    ]


def _bytes(files: _Files) -> Sequence[float] | None:
    """Compare the sizes of files of one format: another one packs the same picture otherwise."""
    if len({_metadata(file).format for file in files}) > 1:
        return None
    return [file.size for file in files]


def _richness(file: PhotoRecord) -> float:
    """Count what is known beside the picture: place, keywords, caption, camera, edits, ..."""
    found = _metadata(file)
    told = (found.latitude, found.caption, found.camera, found.captured, found.lens)
    return sum(each is not None for each in told) + bool(found.keywords) + file.has_sidecar
