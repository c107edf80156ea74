"""Which file of a group stays, why, and that one always does."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.duplicates import (
    COPY_KINDS,
    KEEP_PRESETS,
    RANKING_RULES,
    DuplicateGroup,
    DuplicateKind,
    DuplicateMember,
    GroupChoice,
    KeepRule,
    KeepRules,
    Mark,
    PictureQuality,
)
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.keep_rules import choose
from photosearch.settings import SETTINGS, Settings

PHOTOS = Path("/photos")
BEST = KeepRules()


def photo(
    photo_id: int,
    path: str = "",
    *,
    online=True,
    size=1000,
    mtime_ns=0,
    has_sidecar=False,
    **facts,
):
    values: dict[str, Any] = {"format": "jpeg", "width": 400, "height": 300} | facts
    name = path or f"{photo_id}.jpg"
    return PhotoRecord(
        photo_id,
        1,
        PHOTOS / name,
        PhotoState.INDEXED,
        size,
        mtime_ns,
        bytes([photo_id]),
        PhotoMetadata(**values),
        online=online,
        has_sidecar=has_sidecar,
    )


def group_of(*records: PhotoRecord, kind: DuplicateKind = DuplicateKind.EDITED) -> DuplicateGroup:
    members = tuple(DuplicateMember(record.photo_id) for record in records)
    return DuplicateGroup("g", kind, SimilarityLevel.SURELY, members)


def chosen(*records, rules=BEST, marks=None, kind=DuplicateKind.EDITED, quality=None):
    known = {record.photo_id: record for record in records}
    (choice,) = choose([group_of(*records, kind=kind)], known, rules, marks or {}, quality)
    return choice


def reasons(choice: GroupChoice, photo_id: int) -> tuple[KeepRule, ...]:
    return next(each.reasons for each in choice.choices if each.photo_id == photo_id)


@pytest.mark.parametrize(
    ("rule", "better", "worse"),
    [
        (KeepRule.RATING, {"rating": 3}, {"rating": 2}),
        (KeepRule.RATING, {"rating": None}, {"rating": -1}),
        (KeepRule.RAW, {"format": "nef"}, {"format": "tiff"}),
        (KeepRule.PIXELS, {"width": 401}, {"width": 400}),
        (KeepRule.FORMAT, {"format": "png"}, {"format": "jpeg"}),
        (KeepRule.FORMAT, {"format": "jpeg"}, {"format": "webp"}),
        (KeepRule.BYTES, {"size": 1001}, {"size": 1000}),
        (KeepRule.METADATA, {"latitude": 47.0, "longitude": 8.0}, {"keywords": ()}),
        (KeepRule.METADATA, {"keywords": ("See",)}, {}),
        (KeepRule.METADATA, {"captured": datetime(2020, 1, 1)}, {}),
        (KeepRule.METADATA, {"has_sidecar": True}, {}),
        (KeepRule.OLDEST, {"mtime_ns": 5}, {"mtime_ns": 6}),
        (KeepRule.SHORTEST_NAME, {"path": "deep/er/1.jpg"}, {"path": "1 (2).jpg"}),
    ],
)
def test_each_rule_chooses_alone_and_is_the_reason(rule, better, worse) -> None:
    one, other = photo(1, **({"path": "a.jpg"} | worse)), photo(2, **({"path": "b.jpg"} | better))
    choice = chosen(one, other, rules=KeepRules((rule,)))
    assert (choice.kept, choice.removed) == ((2,), (1,))
    assert reasons(choice, 1) == reasons(choice, 2) == (rule,)


def test_the_first_rule_by_which_they_differ_decides_and_the_others_are_told_too() -> None:
    large = photo(1, width=800, size=5000, latitude=1.0, longitude=1.0)
    rated = photo(2, rating=5, latitude=1.0, longitude=1.0)
    bare = photo(3)
    choice = chosen(large, rated, bare)
    assert choice.kept == (2,)
    assert reasons(choice, 2) == (KeepRule.RATING, KeepRule.METADATA)
    assert reasons(choice, 1) == (KeepRule.RATING,)
    assert reasons(choice, 3) == (KeepRule.RATING, KeepRule.METADATA)
    pixels_first = KeepRules((KeepRule.PIXELS, KeepRule.RATING))
    assert chosen(large, rated, bare, rules=pixels_first).kept == (1,)


@pytest.mark.parametrize("name", ["JPG", ".jpeg", "jpe"])
def test_a_protected_format_has_any_of_its_names(name: str) -> None:
    rules = KeepRules(protected_formats=frozenset({name}))
    assert 2 in chosen(photo(1, format="png", size=9000), photo(2), rules=rules).kept


def test_raw_is_the_format_of_any_camera() -> None:
    rules = KeepRules((KeepRule.SHORTEST_NAME,), protected_formats=frozenset({"raw"}))
    assert 2 in chosen(photo(1), photo(2, "longer name.nef", format="nef"), rules=rules).kept


def test_a_protected_format_that_is_none_is_told() -> None:
    """Or files that the user means to be safe would go."""
    with pytest.raises(UserError) as caught:
        chosen(photo(1), photo(2), rules=KeepRules(protected_formats=frozenset({"jepg"})))
    assert caught.value.message.code is ErrorCode.PROTECTED_FORMAT_UNKNOWN


def test_of_files_of_reference_folders_none_goes_and_their_copies_do() -> None:
    rules = KeepRules(reference_folders=(PHOTOS / "archive",))
    small = photo(1, "archive/small.jpg", width=100)
    other = photo(2, "archive/other.jpg", width=50)
    large = photo(3, "in/large.jpg", width=800, rating=5)
    choice = chosen(large, small, other, rules=rules, marks={1: Mark.REMOVE, 2: Mark.REMOVE})
    assert (set(choice.kept), choice.removed) == ({1, 2}, (3,))
    assert reasons(choice, 1)[0] is KeepRule.REFERENCE
    assert reasons(choice, 2) == (KeepRule.REFERENCE,)
    assert reasons(choice, 3) == (KeepRule.REFERENCE,)


@pytest.mark.parametrize(
    "rules",
    [
        KeepRules(protected_folders=(PHOTOS / "album",)),
        KeepRules(protected_formats=frozenset({"webp"})),
    ],
)
def test_what_is_protected_stays_beside_the_best(rules) -> None:
    small = photo(1, "album/small.webp", width=100, format="webp")
    large, middle = photo(2, width=800), photo(3, width=400)
    choice = chosen(small, large, middle, rules=rules, marks={1: Mark.REMOVE})
    assert (choice.kept, choice.removed) == ((1, 2), (3,))
    assert reasons(choice, 1) == (KeepRule.PROTECTED,)
    without_best = chosen(small, large, middle, rules=rules, marks={2: Mark.REMOVE})
    assert (without_best.kept, without_best.removed) == ((1, 3), (2,))


def test_a_folder_is_known_through_a_link_too(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    held = dataclasses.replace(photo(1, width=50), path=tmp_path / "link" / "a.jpg")
    rules = KeepRules(reference_folders=(tmp_path / "real",))
    assert chosen(held, photo(2), rules=rules).kept == (1,)


def test_the_better_of_preferred_folders_wins() -> None:
    rules = KeepRules((KeepRule.FOLDER,), preferred_folders=(PHOTOS / "a", PHOTOS / "b"))
    assert chosen(photo(1, "c/1.jpg"), photo(2, "b/1.jpg"), rules=rules).kept == (2,)
    assert chosen(photo(1, "b/1.jpg"), photo(2, "a/1.jpg"), rules=rules).kept == (2,)


def test_sharpness_and_exposure_decide_only_where_they_were_measured() -> None:
    sharp, soft = photo(2, "b.jpg"), photo(1, "a.jpg")
    rules = KeepRules((KeepRule.SHARPNESS, KeepRule.EXPOSURE))
    assert chosen(soft, sharp, rules=rules).kept == (1,)
    clear = {1: PictureQuality(0.2, 0.0), 2: PictureQuality(0.4, 0.3)}
    assert chosen(soft, sharp, rules=rules, quality=clear).kept == (2,)
    near = {1: PictureQuality(0.38, 0.3), 2: PictureQuality(0.4, 0.0)}
    choice = chosen(soft, sharp, rules=rules, quality=near)
    assert choice.kept == (2,)
    assert reasons(choice, 2) == (KeepRule.EXPOSURE,)
    same = {1: PictureQuality(0.38, 0.01), 2: PictureQuality(0.4, 0.0)}
    assert chosen(soft, sharp, rules=rules, quality=same).kept == (1,)
    assert chosen(soft, sharp, rules=rules, quality={2: PictureQuality(9, 0)}).kept == (1,)


def test_of_pictures_of_one_size_that_in_colour_stays() -> None:
    grey = photo(1, size=90_000)
    colour = photo(2, size=50_000)
    quality = {1: PictureQuality(0.9, 0.0, colored=False), 2: PictureQuality(0.4, 0.0)}
    choice = chosen(grey, colour, quality=quality)
    assert choice.kept == (2,)
    assert reasons(choice, 2) == (KeepRule.COLOR,)


def test_what_the_camera_wrote_goes_before_a_larger_file() -> None:
    camera = photo(1, camera="Canon", size=50_000)
    saved_anew = photo(2, size=90_000)
    assert chosen(saved_anew, camera).kept == (1,)


def test_a_png_made_of_the_jpeg_of_a_camera_is_no_better() -> None:
    camera = photo(1, camera="Canon", captured=datetime(2020, 1, 1))
    png = photo(2, format="png", size=90_000)
    assert chosen(png, camera, kind=DuplicateKind.SAME_PICTURE).kept == (1,)
    assert chosen(png, photo(1)).kept == (2,), "without a camera it may be the original"


def test_marks_go_before_rules_but_one_stays() -> None:
    best, second, third = photo(1, width=900), photo(2, width=800), photo(3, width=700)
    removed = chosen(best, second, third, marks={1: Mark.REMOVE})
    assert (removed.kept, removed.removed) == ((2,), (1, 3))
    assert [each.by_user for each in removed.choices] == [True, False, False]
    kept = chosen(best, second, third, marks={3: Mark.KEEP})
    assert (kept.kept, kept.removed) == ((1, 3), (2,))
    swapped = chosen(best, second, third, marks={3: Mark.KEEP, 1: Mark.REMOVE})
    assert (swapped.kept, swapped.removed) == ((3,), (1, 2))
    all_gone = chosen(best, second, third, marks=dict.fromkeys((1, 2, 3), Mark.REMOVE))
    assert (all_gone.kept, all_gone.removed) == ((1,), (2, 3))
    assert not all_gone.choices[0].by_user, "that was not asked for"


def test_frames_of_a_series_stay_unless_they_are_marked() -> None:
    frames = photo(1), photo(2), photo(3)
    assert chosen(*frames, kind=DuplicateKind.SERIES).removed == ()
    one = chosen(*frames, kind=DuplicateKind.SERIES, marks={2: Mark.REMOVE})
    assert (one.kept, one.removed) == ((1, 3), (2,))


def test_a_file_that_is_away_neither_goes_nor_stands_for_another() -> None:
    away, here, lost = photo(1, width=900, online=False), photo(2), photo(3)
    lost = dataclasses.replace(lost, missing=True)
    choice = chosen(away, here, lost, marks={1: Mark.REMOVE, 2: Mark.REMOVE})
    assert choice.removed == ()
    assert chosen(away, here, photo(4, width=100)).removed == (4,)


def test_a_photo_that_is_not_known_stays() -> None:
    group = group_of(photo(1), photo(2), photo(3))
    (choice,) = choose([group], {2: photo(2), 3: photo(3, width=900)}, BEST, {1: Mark.REMOVE})
    assert (choice.kept, choice.removed) == ((1, 3), (2,))


def test_rules_come_from_the_settings() -> None:
    assert KeepRules.of(Settings()) == KeepRules()
    assert SETTINGS["keep_rules"].default == tuple(rule.value for rule in KEEP_PRESETS["best"])
    settings = Settings(
        keep_rules=("oldest", "of a newer version", "oldest", "protected"),
        reference_folders=("/a", ""),
        protected_formats=("DNG",),
        preferred_folders=("/c", "/b"),
    )
    assert KeepRules.of(settings) == KeepRules(
        (KeepRule.OLDEST,), (Path("/a"),), (), frozenset({"dng"}), (Path("/c"), Path("/b"))
    )
    assert KeepRules.of(Settings(keep_rules=())).order == KEEP_PRESETS["best"]


@pytest.mark.parametrize(
    "order", [(KeepRule.PROTECTED,), (KeepRule.RAW, KeepRule.RAW)], ids=["no rank", "twice"]
)
def test_an_order_that_is_none_is_refused(order) -> None:
    with pytest.raises(ValueError, match="no order of rules"):
        KeepRules(order)


def test_thousands_of_equal_files_are_one_quick_choice() -> None:
    many = [photo(1, f"{number:04}.jpg") for number in range(5000)]
    many = [dataclasses.replace(each, photo_id=number) for number, each in enumerate(many)]
    assert chosen(*many, kind=DuplicateKind.SAME_FILE).kept == (0,)


FILES = st.builds(
    photo,
    st.just(0),
    st.sampled_from(["a/1.jpg", "a/2.jpg", "ref/1.jpg", "safe/1.jpg", "b/1.jpg"]),
    online=st.booleans(),
    size=st.integers(1, 3),
    mtime_ns=st.integers(1, 3),
    width=st.integers(1, 3),
    format=st.sampled_from(["jpeg", "png", "nef", "gif"]),
    rating=st.sampled_from([None, -1, 0, 5]),
    camera=st.sampled_from([None, "Canon"]),
)


@given(
    st.lists(FILES, min_size=2, max_size=6),
    st.dictionaries(st.integers(1, 6), st.sampled_from(Mark)),
    st.permutations(RANKING_RULES),
    st.sampled_from([*COPY_KINDS, DuplicateKind.SERIES]),
    st.randoms(use_true_random=False),
)
def test_one_file_that_is_there_always_stays(files, marks, order, kind, random) -> None:
    files = [
        dataclasses.replace(each, photo_id=number, path=each.path.with_stem(f"{number}"))
        for number, each in enumerate(files, 1)
    ]
    rules = KeepRules(
        tuple(order),
        reference_folders=(PHOTOS / "ref",),
        protected_folders=(PHOTOS / "safe",),
        protected_formats=frozenset({"gif"}),
    )
    choice = chosen(*files, rules=rules, marks=marks, kind=kind)
    by_id = {each.photo_id: each for each in files}
    assert sorted(choice.kept + choice.removed) == sorted(by_id)
    if any(each.online for each in files):
        assert any(by_id[key].online for key in choice.kept)
    for key in choice.removed:
        record = by_id[key]
        assert record.online
        assert record.path.parent.name not in ("ref", "safe")
        assert record.metadata.format != "gif"
    shuffled = list(files)
    random.shuffle(shuffled)
    again = chosen(*shuffled, rules=rules, marks=marks, kind=kind)
    assert set(again.kept) == set(choice.kept), "whatever their order"


@pytest.mark.parametrize(("width", "stays"), [(520, 1), (1200, 2)])
def test_a_frame_counts_no_pixels(width: int, stays: int) -> None:
    plain, framed = photo(1), photo(2, width=width, height=width * 3 // 4)
    members = (DuplicateMember(2, share=0.6), DuplicateMember(1))
    group = DuplicateGroup("g", DuplicateKind.EDITED, SimilarityLevel.SURELY, members)

    (choice,) = choose([group], {1: plain, 2: framed}, KeepRules((KeepRule.PIXELS,)), {})

    assert choice.kept == (stays,)


@pytest.mark.parametrize(("size", "stays"), [(300, 1), (900, 2)])
def test_a_file_that_is_packed_hard_only_looks_sharper(size: int, stays: int) -> None:
    original, other = photo(1, size=1000, mtime_ns=1), photo(2, size=size, mtime_ns=2)
    quality = {1: PictureQuality(1.0, 0.0), 2: PictureQuality(2.0, 0.0)}

    assert chosen(original, other, quality=quality).kept == (stays,)
