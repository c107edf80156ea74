"""The searcher over a real catalog: what is committed is found, what is filtered is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.core.codes import CodeKind, Embeddings, pack
from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.filters import Filters
from photosearch.core.message_codes import in_words
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata, UnreadableFile
from photosearch.core.query import CropBox, RgbImage, SimilarityWeights
from photosearch.library.search.searcher import Searcher
from photosearch.library.workers.query_tasks import EncodedImage
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.message_text import text_of
from tests.queries import item, like

CARD = ModelCard(
    name="test", version="1", file="encoder.onnx", sha256="0" * 64, input_width=16, input_height=16,
    fit=Fit.STRETCH, bits={CodeKind.COPY: 256, CodeKind.LOOK: 128, CodeKind.SUBJECT: 256},
)  # fmt: skip
MATRIX = np.random.default_rng(0).normal(size=(16 * 16 * 3, 256)).astype(np.float32)
FOLDERS = (b"2019", b"2020", b"2020/winter", b"2020 copy", "Öl".encode(), b"\xff")
COUNT = 400


def picture(seed: int) -> RgbImage:
    return np.random.default_rng(seed).integers(0, 256, (16, 16, 3)).astype(np.uint8)


def outputs(pixels: np.ndarray) -> dict[str, Embeddings]:
    flat = (pixels.reshape(len(pixels), -1) / 127.5 - 1).astype(np.float32) @ MATRIX
    return {str(kind): flat[:, :bits] for kind, bits in CARD.bits.items()}


def indexed(root_id: int, number: int, seed: int | None = None) -> IndexedPhoto:
    rel_path = FOLDERS[number % len(FOLDERS)] + b"/%05d.jpg" % number
    codes = outputs(picture(number if seed is None else seed)[None])
    return IndexedPhoto(
        root_id,
        FileStamp(rel_path, 1000 + number, number, f"1:{number}"),
        number.to_bytes(16),
        PhotoMetadata(
            "heic" if number % 5 == 0 else "jpeg", 4000, 3000,
            captured=None if number % 11 == 0 else datetime(2020, 1, 1) + timedelta(days=number),
            camera=["Canon EOS 5D", "NIKON D750", None][number % 3],
            lens=["EF50mm f/1.8", None][number % 2],
            rating=[None, 0, 3, 5][number % 4],
        ),
        str(number).encode(),
        {kind: pack(values)[0].tobytes() for kind, values in codes.items()},
    )  # fmt: skip


class Images:
    """Pictures by number: no file exists, thumbnails hold the number."""

    def read(self, source: Path | bytes, crop: CropBox | None = None) -> EncodedImage:
        if isinstance(source, Path):
            raise UnreadablePhoto(Reason.GONE, in_words("The file does not exist."))
        return EncodedImage(picture(int(source)), outputs(picture(int(source))[None]))

    def encode(self, pixels: np.ndarray) -> dict[str, Embeddings]:
        return outputs(pixels)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(tmp_path / "library") as catalog:
        catalog.roots.add(tmp_path / "a", "", ())
        catalog.roots.add(tmp_path / "b", "", ())
        photos = [indexed(1 if n <= 300 else 2, n) for n in range(1, COUNT + 1)]
        result = catalog.commit_batch(WriteBatch(CARD.model_id, indexed=photos))
        assert result.indexed_ids == list(range(1, COUNT + 1))
        yield catalog


@pytest.fixture
def searcher(catalog: Catalog) -> Searcher:
    return Searcher(catalog, CARD, Images())


def find(searcher: Searcher, number: int, **options: Any) -> list[int]:
    query = like(item(picture(number)), **options)
    return searcher.search(query).photo_ids.tolist()


def test_each_photo_finds_itself_by_pixels_and_by_id(searcher: Searcher) -> None:
    for number in (1, 77, 300, 301, COUNT):
        for source in (picture(number), number):
            answer = searcher.search(like(item(source), mode=SimilarityWeights(1, 1, 1)))
            assert answer.photo_ids[0] == number
            assert answer.distances[0] == 0
            assert answer.scores[0] == 1
            assert answer.searched == COUNT


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (lambda tmp: Filters(folders=(tmp / "a" / "2020",)),
         lambda n: n <= 300 and n % 6 in (1, 2)),
        (lambda tmp: Filters(folders=(tmp / "a" / "\udcff", tmp / "b" / "Öl")),
         lambda n: (n <= 300 and n % 6 == 5) or (n > 300 and n % 6 == 4)),
        (lambda tmp: Filters(folders=(tmp / "b",)), lambda n: n > 300),
        (lambda tmp: Filters(folders=(tmp,)), lambda _: True),
        (lambda tmp: Filters(folders=(tmp / "c",)), lambda _: False),
        (lambda _: Filters(since=datetime(2020, 2, 1), until=datetime(2020, 3, 1)),
         lambda n: n % 11 and 31 <= n < 60),
        (lambda _: Filters(cameras=("canon",), lenses=("50MM",)),
         lambda n: n % 3 == 0 and n % 2 == 0),
        (lambda _: Filters(formats=("heic",), min_rating=3),
         lambda n: n % 5 == 0 and n % 4 in (2, 3)),
    ],
)  # fmt: skip
def test_filters_leave_exactly_what_passes(
    searcher: Searcher,
    tmp_path: Path,
    filters: Callable[[Path], Filters],
    passes: Callable[[int], bool],
) -> None:
    everything = find(searcher, 9, limit=COUNT)
    answer = searcher.search(like(item(picture(9)), filters=filters(tmp_path), limit=COUNT))
    assert answer.photo_ids.tolist() == [n for n in everything if passes(n)]
    assert answer.searched == len(answer.photo_ids)
    few = find(searcher, 9, filters=filters(tmp_path), limit=3)
    assert few == answer.photo_ids.tolist()[:3]


def test_commits_become_searchable(catalog: Catalog, searcher: Searcher) -> None:
    assert find(searcher, 5)[0] == 5
    new = [indexed(1, 1000), indexed(1, 1001, seed=5)]
    ids = catalog.commit_batch(WriteBatch(CARD.model_id, indexed=new)).indexed_ids
    assert ids[1] not in find(searcher, 5, limit=9999)
    searcher.update(ids)
    assert find(searcher, 5)[:2] == [5, ids[1]]
    assert find(searcher, 1000)[0] == ids[0]
    # Changed: another picture in the same file.
    catalog.commit_batch(WriteBatch(CARD.model_id, indexed=[indexed(1, 7, seed=2000)]))
    searcher.update([7])
    assert find(searcher, 2000)[0] == 7
    assert len(find(searcher, 7, limit=9999)) == COUNT + 2
    # Gone, found again, moved to the other root, and no longer readable.
    catalog.commit_batch(WriteBatch(missing=[8, 9]))
    searcher.update([8, 9])
    assert not {8, 9} & set(find(searcher, 8, limit=9999))
    catalog.commit_batch(
        WriteBatch(found=[8], moved=[(9, 2, FileStamp(b"moved.jpg", 1009, 9, "1:9"))])
    )
    unreadable = UnreadableFile(
        1, indexed(1, 10).stamp, Reason.DAMAGED, in_words("The file is damaged.")
    )
    catalog.commit_batch(WriteBatch(unreadable=[unreadable]))
    searcher.update([8, 9, 10])
    assert find(searcher, 8)[0] == 8
    assert find(searcher, 9)[0] == 9
    assert 10 not in find(searcher, 10, limit=9999)
    # The state that was reached step by step is the one that a new start finds.
    fresh = Searcher(catalog, CARD, Images())
    assert find(fresh, 3, limit=9999) == find(searcher, 3, limit=9999)


def test_an_update_of_nothing_and_of_the_unknown_changes_nothing(searcher: Searcher) -> None:
    before = find(searcher, 3, limit=9999)
    searcher.update([])
    searcher.update([999_999])
    assert find(searcher, 3, limit=9999) == before


def test_offline_roots_are_hidden_and_come_back(catalog: Catalog, searcher: Searcher) -> None:
    assert find(searcher, 350)[0] == 350
    searcher.set_online({1})
    assert set(find(searcher, 350, limit=9999)) == set(range(1, 301))
    searcher.set_online(set())
    assert find(searcher, 350) == []
    searcher.set_online({1, 2})
    assert find(searcher, 350)[0] == 350


def test_a_removed_root_takes_its_photos_along(catalog: Catalog, searcher: Searcher) -> None:
    assert find(searcher, 350)[0] == 350
    catalog.roots.remove(2)
    searcher.refresh()
    assert set(find(searcher, 350, limit=9999)) == set(range(1, 301))


def test_a_photo_out_of_reach_is_cropped_from_its_thumbnail(searcher: Searcher) -> None:
    answer = searcher.search(like(item(42, CropBox(0, 0, 1, 1))))
    assert answer.photo_ids[0] == 42
    assert answer.distances[0] == 0


def test_another_models_codes_are_not_searched(catalog: Catalog) -> None:
    other = Searcher(catalog, replace(CARD, name="other"), Images())
    answer = other.search(like(item(picture(5))))
    assert answer.photo_ids.tolist() == []
    assert "No photo is encoded with the model other" in text_of(answer.notes[0])


def test_a_library_that_only_reads_is_searched(catalog: Catalog) -> None:
    with Catalog.open(catalog.folder, read_only=True) as reading:
        assert find(Searcher(reading, CARD, Images()), 5)[0] == 5
