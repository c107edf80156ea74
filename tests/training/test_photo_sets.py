"""Photo sets from zip files and folders, and what is said of those that cannot teach."""

from __future__ import annotations

import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.training.datasets import DatasetReader, PhotoSet, open_photo_set, require_classes
from tests.message_text import raises_text
from tests.training.recipes.made_up_photos import write_folder


def as_zip(folder: Path, file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return file


@pytest.fixture(params=["folder", "zip"])
def archive(request: pytest.FixtureRequest, tmp_path: Path):
    """From a folder to the same as a folder or a zip file."""
    return lambda root: root if request.param == "folder" else as_zip(root, tmp_path / "set.zip")


def test_photos_and_labels_in_the_order_of_names(tmp_path: Path, archive) -> None:
    root = tmp_path / "photos"
    for number in range(5):
        folder = root / "train" / "ab"[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (8, 6), (number, 0, 0)).save(folder / f"{number}.png")
    photos = open_photo_set(archive(root), "train")
    assert photos.labels == ["a", "a", "a", "b", "b"]
    assert photos.classes == ("a", "b")
    assert len(photos) == 5
    assert [int(rgb[0, 0, 0]) for rgb in photos.photos()] == [0, 2, 4, 1, 3]
    assert [int(rgb[0, 0, 0]) for rgb in photos.take(2, 1).photos()] == [2, 1]
    assert [int(rgb[0, 0, 0]) for rgb in photos.first_of_each(1, 1).photos()] == [2, 3]
    with raises_text(UserError, "nothing in val/"):
        open_photo_set(archive(root), "val")


def test_what_systems_put_beside_photos_is_no_photo(tmp_path: Path, archive) -> None:
    root = write_folder(tmp_path / "photos", classes=2, photos=2)
    for name in (".DS_Store", "class 0/Thumbs.db", "class 1/.hidden.png", "__MACOSX/class 0/x.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"junk")
    photos = open_photo_set(archive(root))
    assert len(photos) == 4
    require_classes(photos)


def test_many_threads_read_at_once(tmp_path: Path, archive) -> None:
    photos = open_photo_set(archive(write_folder(tmp_path / "photos")))
    whole = list(photos.photos())
    with DatasetReader(photos) as reader, ThreadPoolExecutor(8) as pool:
        again = list(pool.map(reader.photo, range(len(photos))))
    assert all(map(np.array_equal, whole, again))


@pytest.mark.parametrize("content", [b"", b"no photo", b"\x89PNG\r\n\x1a\n then nothing"])
def test_an_unreadable_photo_has_a_reason(tmp_path: Path, archive, content: bytes) -> None:
    root = tmp_path / "photos"
    (root / "a").mkdir(parents=True)
    (root / "a" / "1.png").write_bytes(content)
    with DatasetReader(open_photo_set(archive(root))) as reader, pytest.raises(UnreadablePhoto):
        reader.photo(0)


def test_a_photo_that_went_away_is_unreadable(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "photos")
    photos = open_photo_set(root)
    (root / photos.members[0]).unlink()
    with DatasetReader(photos) as reader, raises_text(UnreadablePhoto, "cannot be read"):
        reader.photo(0)


def test_a_set_that_is_missing_or_broken_is_told(tmp_path: Path) -> None:
    with raises_text(UserError, "absent cannot be read"):
        open_photo_set(tmp_path / "absent")
    (tmp_path / "broken.zip").write_bytes(b"PK no zip file")
    with raises_text(UserError, r"broken\.zip cannot be read"):
        open_photo_set(tmp_path / "broken.zip")


def test_an_empty_set_is_told(tmp_path: Path, archive) -> None:
    root = tmp_path / "photos"
    root.mkdir()
    with raises_text(UserError, "has no photos"):
        open_photo_set(archive(root))
    (root / "class a").mkdir()  # labels, but no images at all
    with raises_text(UserError, "has no photos"):
        open_photo_set(archive(root))


def test_one_image_is_told(tmp_path: Path, archive) -> None:
    photos = open_photo_set(archive(write_folder(tmp_path / "p", classes=1, photos=1)))
    with raises_text(UserError, r"only 1 photo.*one folder of photos for each class"):
        require_classes(photos)


def test_one_class_is_told(tmp_path: Path, archive) -> None:
    photos = open_photo_set(archive(write_folder(tmp_path / "p", classes=1, photos=4)))
    with raises_text(UserError, "of one class, 'class 0'"):
        require_classes(photos)


def test_photos_without_folders_are_of_one_class(tmp_path: Path, archive) -> None:
    root = write_folder(tmp_path / "p", classes=1, photos=4)
    for path in (root / "class 0").iterdir():
        path.rename(root / path.name)
    (root / "class 0").rmdir()
    with raises_text(UserError, "one class"):
        require_classes(open_photo_set(archive(root)))


def test_labels_without_images_are_told(tmp_path: Path, archive) -> None:
    root = write_folder(tmp_path / "p", classes=2, photos=4)
    (root / "empty class").mkdir()
    photos = open_photo_set(archive(root))
    assert photos.empty_classes == ("empty class",)
    with raises_text(UserError, "classes without photos: empty class"):
        require_classes(photos)


def test_one_photo_for_each_class_is_told(tmp_path: Path, archive) -> None:
    photos = open_photo_set(archive(write_folder(tmp_path / "p", classes=3, photos=1)))
    require_classes(photos, least=1)
    with raises_text(UserError, r"No class of .* has 2 photos"):
        require_classes(photos, least=2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from("abc"), max_size=40), st.integers(1, 7))
def test_parts_are_disjoint_and_complete(labels: list[str], every: int) -> None:
    members = tuple(sorted(f"{label}/{number:02}" for number, label in enumerate(labels)))
    photos = PhotoSet(Path("set"), members)
    train, held_out = photos.split(every)
    assert sorted(train.members + held_out.members) == sorted(members)
    sizes = Counter(held_out.labels)
    assert all(sizes[label] == count // every for label, count in Counter(photos.labels).items())
    first = photos.first_of_each(every)
    assert first.plus(photos.without(first)).members != () or not members
    assert not set(first.members) & set(photos.without(first).members)
    assert all(count <= every for count in Counter(first.labels).values())


def test_sets_of_two_archives_do_not_mix() -> None:
    with pytest.raises(ValueError, match="is not"):
        PhotoSet(Path("a"), ()).plus(PhotoSet(Path("b"), ()))
