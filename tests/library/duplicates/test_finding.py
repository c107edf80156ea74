"""Duplicates of real files: indexed, compared, grouped."""

from __future__ import annotations

import io
import itertools
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps

from photosearch.core.changes import Changes
from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateKind,
    GroupFilter,
    KeepRule,
    KeepRules,
)
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.picture_match import VERSION
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.keep_rules import choose
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.made_pictures import blank, page, scene, sticker

pytestmark = pytest.mark.slow

SHOTS = 4


def _exif(captured: datetime, camera: str = "Canon EOS 70D") -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = camera.split()[0], camera
    exif.get_ifd(0x8769)[0x9003] = captured.strftime("%Y:%m:%d %H:%M:%S")
    return exif.tobytes()


def _save(path: Path, rgb: np.ndarray, captured: datetime | None = None, **options: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if captured is not None:
        options["exif"] = _exif(captured)
    Image.fromarray(rgb).save(path, **options)


def make_photos(folder: Path) -> None:
    """Four shots with copies of each kind, a burst, letters, and frames of one colour."""
    for shot in range(SHOTS):
        moment = datetime(2020, 5, 1) + timedelta(days=shot)
        rgb = scene(shot)
        _save(folder / f"{shot}.jpg", rgb, moment, quality=92)
        image = Image.open(folder / f"{shot}.jpg").convert("RGB")
        image.save(folder / f"{shot} pixels.png")
        image.transpose(Image.Transpose.ROTATE_90).save(folder / f"{shot} turned.png")
        _save(folder / "small" / f"s{shot}.jpg", np.asarray(image.resize((240, 180))), moment)
        _save(folder / "crops" / f"c{shot}.jpg", rgb[60:330, 50:420], quality=85)
    shutil.copy(folder / "0.jpg", folder / "crops" / "copied.jpg")
    part = scene(77)[:90, :90]
    for frame in range(3):
        rgb = scene(50).copy()
        rgb[120:210, 60 + frame * 100 : 150 + frame * 100] = part
        moment = datetime(2021, 1, 1) + timedelta(seconds=frame)
        _save(folder / f"burst{frame}.jpg", rgb, moment, quality=92)
    for seed in range(3):
        _save(folder / f"letter{seed}.jpg", page(seed, letterhead=True))
        _save(folder / f"blank{seed}.jpg", blank(seed))
    (folder / "empty.jpg").write_bytes(b"")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library folder, beside its photos, in which nothing is compared yet."""
    folder = tmp_path_factory.mktemp("duplicates")
    make_photos(folder / "photos")
    with Library.open(folder / "library", Settings()) as library:
        library.add_root(folder / "photos")
        library.index()
    return folder


@pytest.fixture
def library(indexed: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(indexed / "library", tmp_path / "library")
    with Library.open(tmp_path / "library", Settings()) as opened:
        yield opened


def names(library: Library, group: DuplicateGroup) -> set[str]:
    return {record.path.name for record in library.photos(group.photo_ids)}


def found(library: Library, *kinds: DuplicateKind) -> list[set[str]]:
    wanted = GroupFilter(kinds=frozenset(kinds or DuplicateKind))
    return [names(library, group) for group in library.duplicates.groups(wanted)]


def test_all_copies_of_a_shot_are_a_group_and_nothing_else_is(library: Library) -> None:
    before = library.duplicates.status()
    library.duplicates.update(JobControl())

    assert before.pending == before.total > 0
    assert library.duplicates.status().pending == 0
    groups = found(library, DuplicateKind.EDITED)
    assert sorted(map(sorted, groups)) == [
        sorted(
            {f"{shot}.jpg", f"{shot} pixels.png", f"{shot} turned.png", f"s{shot}.jpg"}
            | {f"c{shot}.jpg"}
            | ({"copied.jpg"} if shot == 0 else set())
        )
        for shot in range(SHOTS)
    ]
    assert found(library, DuplicateKind.SERIES) == [{"burst0.jpg", "burst1.jpg", "burst2.jpg"}]


def test_relations_tell_what_was_done(library: Library) -> None:
    library.duplicates.update(JobControl())
    kinds = {}
    for group in library.duplicates.groups(GroupFilter(kinds=frozenset({DuplicateKind.EDITED}))):
        paths = {each.photo_id: each.path.name for each in library.photos(group.photo_ids)}
        for member in group.members:
            if member.relation is not None:
                kinds[paths[member.photo_id]] = member.relation.kind
                assert member.relation.level is SimilarityLevel.SURELY
    same = {name for name, kind in kinds.items() if kind is DuplicateKind.SAME_PICTURE}
    assert {"0 turned.png", "1 turned.png"} <= same | {"0.jpg", "1.jpg"}
    assert kinds["c1.jpg"] is kinds["s1.jpg"] is DuplicateKind.EDITED


def test_groups_do_not_depend_on_the_order_of_files(library: Library, tmp_path: Path) -> None:
    library.duplicates.update(JobControl())
    expected = sorted(group.group_id for group in library.duplicates.groups())
    (root,) = library.roots()
    files = sorted(path for path in root.path.rglob("*") if path.is_file())
    with Library.open(tmp_path / "other", Settings()) as other:
        for number, path in enumerate(reversed(files)):
            target = tmp_path / "mixed" / f"{number}" / path.name
            target.parent.mkdir(parents=True)
            shutil.copy(path, target)
        other.add_root(tmp_path / "mixed")
        other.index()
        other.duplicates.update(JobControl())

        assert sorted(group.group_id for group in other.duplicates.groups()) == expected


def test_cancelled_it_goes_on_where_it_was(library: Library) -> None:
    control = JobControl()
    stages: list[Progress] = []

    def stop(progress: Progress) -> None:
        stages.append(progress)
        control.cancel()

    with pytest.raises(Cancelled):
        library.duplicates.update(control, stop)
    library.duplicates.update(JobControl(), stages.append)

    assert library.duplicates.status().pending == 0
    assert len(found(library, DuplicateKind.EDITED)) == SHOTS
    assert all(progress.preemptible for progress in stages)


def test_a_new_copy_joins_and_only_it_is_compared(library: Library, tmp_path: Path) -> None:
    library.duplicates.update(JobControl())
    compared = library._catalog.duplicate_pairs.count_to_compare()
    assert compared == 0
    (tmp_path / "more").mkdir()
    image = Image.open(library.roots()[0].path / "1.jpg").convert("L")
    image.save(tmp_path / "more" / "grey.jpg")
    library.add_root(tmp_path / "more")
    library.compares_photos = True
    told: list[Changes] = []
    unsubscribe = library.subscribe(told.append)

    library.index()

    unsubscribe()
    assert any("grey.jpg" in group and "1.jpg" in group for group in found(library))
    assert any(changes.duplicates_changed for changes in told)


def test_files_that_vanish_leave_their_groups(library: Library, tmp_path: Path) -> None:
    (root,) = library.roots()
    copied = tmp_path / "copy"
    shutil.copytree(root.path, copied)
    library.remove_root(root.path)
    library.add_root(copied)
    library.index()
    library.duplicates.update(JobControl())
    for name in ("1.jpg", "1 pixels.png", "1 turned.png", "crops/c1.jpg"):
        (copied / name).unlink()

    library.index()

    assert not any("s1.jpg" in group for group in found(library, DuplicateKind.EDITED))
    assert len(found(library, DuplicateKind.EDITED)) == SHOTS - 1


def test_groups_of_a_drive_that_is_away_stay(library: Library, indexed: Path) -> None:
    library.duplicates.update(JobControl())
    groups = found(library)
    (root,) = library.roots()
    away = root.path.with_name("away")
    root.path.rename(away)
    try:
        library.refresh_drives()
        library.duplicates.update(JobControl())

        assert found(library) == groups
    finally:
        away.rename(root.path)


def test_thousands_of_equal_files_are_one_group_at_once(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.fromarray(scene(1)).save(buffer, "JPEG")
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.jpg").write_bytes(buffer.getvalue())
    for number in range(500):
        (folder / f"empty{number}.jpg").touch()
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(folder)
        library.index()
        library.duplicates.update(JobControl())

        (group,) = library.duplicates.groups()
        assert len(group.members) == 1500
        assert library._catalog.duplicate_pairs.compared(VERSION).first.size == 0


def test_clocks_that_were_set_and_cameras_of_one_numbering(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    moment = datetime(2020, 5, 1, 12)
    _save(folder / "a" / "IMG_1.jpg", scene(1), moment, quality=92)
    _save(folder / "b" / "IMG_1.jpg", scene(0), moment, quality=92)  # another camera
    _save(folder / "set" / "x.jpg", scene(1), moment.replace(year=2021), quality=80)
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(folder)
        library.index()
        library.duplicates.update(JobControl())

        (group,) = library.duplicates.groups()
        paths = {record.path.parent.name for record in library.photos(group.photo_ids)}
    assert paths == {"a", "set"}
    assert group.kind is DuplicateKind.EDITED


def test_versions_by_name_are_pairs(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    moment = datetime(2020, 5, 1, 12)
    _save(folder / "IMG_1234.jpg", scene(1), moment, quality=92)
    _save(folder / "IMG_E1234.jpg", (scene(1) * 0.7).astype(np.uint8), moment, quality=92)
    later = moment + timedelta(hours=1)
    _save(folder / "IMG_1234-2.jpg", scene(9), later, quality=92)  # only called so
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(folder)
        library.index()
        library.duplicates.update(JobControl())

        (group,) = library.duplicates.groups()
        assert names(library, group) == {"IMG_1234.jpg", "IMG_E1234.jpg"}
    assert group.kind is DuplicateKind.PAIR


def test_all_pairs_within_a_group_of_copies_are_of_one_shot(library: Library) -> None:
    library.duplicates.update(JobControl())
    for group in found(library, DuplicateKind.EDITED, DuplicateKind.SAME_PICTURE):
        for one, other in itertools.combinations(group, 2):
            assert "burst" not in one + other
            assert "blank" not in one + other


def test_what_was_added_to_a_picture_does_not_make_it_stay(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    for shot, seed in enumerate((0, 1, 3)):
        _save(folder / f"{shot}.jpg", scene(seed), quality=90)
    plain = [Image.open(folder / f"{shot}.jpg").convert("RGB") for shot in range(3)]
    ImageOps.expand(plain[0], 40, "white").save(folder / "framed.jpg", quality=95)
    plain[1].resize((1200, 900), Image.Resampling.BICUBIC).save(folder / "large.jpg", quality=95)
    sticker(plain[2]).save(folder / "sticker.jpg", quality=95)
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(folder)
        library.index()
        library.duplicates.update(JobControl())

        groups = library.duplicates.groups()
        ids = [photo_id for group in groups for photo_id in group.photo_ids]
        records = {record.photo_id: record for record in library.photos(ids)}
        kept = [
            {records[photo_id].path.name for photo_id in choice.kept}
            for choice in choose(groups, records, KeepRules((KeepRule.PIXELS, KeepRule.OLDEST)), {})
        ]
    assert sorted(group.kind for group in groups) == [DuplicateKind.EDITED] * 3
    assert sorted(map(sorted, kept)) == [["0.jpg"], ["1.jpg"], ["2.jpg"]]
    levels = {group.level for group in groups}
    assert levels == {SimilarityLevel.SURELY, SimilarityLevel.PROBABLY}


def test_a_jpeg_that_was_turned_without_loss_is_the_same_picture(tmp_path: Path) -> None:
    turned = Path(__file__).parents[1] / "workers" / "turned"
    shutil.copytree(turned, tmp_path / "photos")
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(tmp_path / "photos")
        library.index()
        library.duplicates.update(JobControl())

        (group,) = library.duplicates.groups()
    assert group.kind is DuplicateKind.SAME_PICTURE
    assert len(group.members) == 3


def test_frames_that_differ_by_their_noise_alone_are_no_copies(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    for frame in range(3):
        noisy = scene(3) + random.normal(0, 3, (360, 480, 3))
        _save(tmp_path / "photos" / f"{frame}.jpg", noisy.clip(0, 255).astype(np.uint8), quality=92)
    once = Image.open(tmp_path / "photos" / "0.jpg").convert("RGB")
    once.save(tmp_path / "photos" / "again.jpg", quality=80)
    with Library.open(tmp_path / "library", Settings()) as library:
        library.add_root(tmp_path / "photos")
        library.index()
        library.duplicates.update(JobControl())

        copies = found(library, DuplicateKind.EDITED, DuplicateKind.SAME_PICTURE)
        assert copies == [{"0.jpg", "again.jpg"}]
        assert found(library, DuplicateKind.SERIES) == [{"1.jpg", "2.jpg"}]
