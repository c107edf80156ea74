"""Which files are versions of each other by their names."""

from __future__ import annotations

import pytest

from photosearch.library.duplicates.names import are_versions, named_pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a/IMG_1234.HEIC", b"a/IMG_1234.JPG"),
        (b"a/IMG_1234.HEIC", b"a/IMG_E1234.JPG"),
        (b"a/DSC1.jpg", b"a/DSC1-Edit.tif"),
        (b"a/DSC1.jpg", b"a/dsc1-edit-2.tif"),
        (b"a/DSC1.jpg", b"a/DSC1-2.jpg"),
        (b"DSC1.jpg", b"DSC1 (1).jpg"),
        (b"DSC1.jpg", b"DSC1 - Kopie.jpg"),
        (b"DSC1.NEF", b"DSC1~2.jpg"),
        (b"b\xff\xfe.jpg", b"b\xff\xfe-edit.jpg"),
    ],
)
def test_versions(one: bytes, other: bytes) -> None:
    assert are_versions(one, other)
    assert are_versions(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"a/DSC1.jpg", b"b/DSC1.jpg"),  # two cameras count from one
        (b"a/DSC1.jpg", b"a/DSC2.jpg"),
        (b"a/holiday-1.jpg", b"a/holiday-2.jpg"),  # without a holiday.jpg
        (b"a/IMG_1234.jpg", b"a/IMG_E1235.jpg"),
    ],
)
def test_no_versions(one: bytes, other: bytes) -> None:
    assert not are_versions(one, other)


def test_pairs_of_folders() -> None:
    photos = [
        (1, b"a/x-edit.jpg"),
        (2, b"a/x.jpg"),
        (3, b"a/x.nef"),
        (4, b"b/x.jpg"),
        (5, b"b/y.jpg"),
    ]

    assert {frozenset(pair) for pair in named_pairs(photos)} == {
        frozenset({1, 2}),
        frozenset({1, 3}),
        frozenset({2, 3}),
    }


def test_names_that_all_count_up_make_no_pairs_of_all() -> None:
    photos = [(number, b"a/x (%d).jpg" % number) for number in range(1, 5000)]

    assert len(list(named_pairs([*photos, (5000, b"a/x.jpg")]))) == 0
