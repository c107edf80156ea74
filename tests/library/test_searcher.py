"""The searcher over a catalog in plain dictionaries and an encoder that is a random projection."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import Kind, pack
from photosearch.core.errors import Cancelled, Reason, UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import Calibration, ModelCard
from photosearch.core.photo import Facts, PhotoRecord, PhotoState, Root
from photosearch.core.preprocess import Fit
from photosearch.core.query import (
    LOOK,
    SHOT,
    SUBJECT,
    CropBox,
    Example,
    Filters,
    Query,
    RgbImage,
    SenseMix,
)
from photosearch.library import searcher as searcher_module
from photosearch.library.resident_codes import Ids
from photosearch.library.searcher import Searcher, places_of

BITS = {Kind.COPY: 256, Kind.LOOK: 128, Kind.SUBJECT: 256}
ROOT = Path("/photos").absolute()
OTHER = Path("/other").absolute()
PROJECTIONS = {
    kind: np.random.default_rng(len(kind.value)).normal(size=(8 * 8 * 3, bits))
    for kind, bits in BITS.items()
}


def project(pixels: np.ndarray) -> dict[str, np.ndarray]:
    """(N, 8, 8, 3) uint8 to outputs by name."""
    flat = pixels.reshape(len(pixels), -1) / 255.0 - 0.5
    return {str(kind): (flat @ matrix).astype(np.float32) for kind, matrix in PROJECTIONS.items()}


def picture(seed: int, like: int | None = None, change: float = 0.15) -> RgbImage:
    """An 8 x 8 image; `like` another one if that is given."""
    rgb = np.random.default_rng(seed).integers(0, 256, (8, 8, 3))
    if like is not None:
        rgb = change * rgb + (1 - change) * np.random.default_rng(like).integers(0, 256, (8, 8, 3))
    return rgb.astype(np.uint8)


def make_card(
    kinds: Collection[Kind] = tuple(BITS), calibration: Mapping[Kind, Calibration] | None = None
) -> ModelCard:
    return ModelCard(
        name="test",
        version="1",
        file="encoder.onnx",
        sha256="0" * 64,
        input_width=8,
        input_height=8,
        fit=Fit.STRETCH,
        bits={kind: BITS[kind] for kind in kinds},
        calibration=calibration or {},
    )


@dataclass
class Shelf:
    """Everything that a searcher asks of a catalog, and of a query worker, as dictionaries."""

    records: dict[int, PhotoRecord] = field(default_factory=dict)
    stored: dict[Kind, dict[int, bytes]] = field(default_factory=lambda: {k: {} for k in BITS})
    jpegs: dict[int, bytes] = field(default_factory=dict)
    files: dict[Path, RgbImage] = field(default_factory=dict)
    root_list: list[Root] = field(default_factory=lambda: [Root(1, ROOT, ""), Root(2, OTHER, "")])
    encoded: int = 0
    loads: list[Kind] = field(default_factory=list)

    def add(self, photo_id: int, rgb: RgbImage, root_id: int = 1, **facts: Any) -> None:
        folder = {1: ROOT, 2: OTHER}[root_id]
        path = folder / str(photo_id % 3) / f"{photo_id}.jpg"
        self.files[path] = rgb
        self.records[photo_id] = PhotoRecord(
            photo_id, root_id, path, PhotoState.INDEXED, 1, 1, b"",
            Facts(**{"format": "jpeg", "width": 8, "height": 8, **facts}),
        )  # fmt: skip
        for kind, values in project(rgb[None]).items():
            self.stored[Kind(kind)][photo_id] = pack(values)[0].tobytes()

    def remove(self, photo_id: int) -> None:
        del self.records[photo_id]
        for codes in self.stored.values():
            codes.pop(photo_id, None)

    def set_missing(self, photo_id: int, missing: bool) -> None:
        self.records[photo_id] = replace(self.records[photo_id], missing=missing)

    # catalog.codes
    def load(self, model_id: str, kind: Kind) -> tuple[Ids, np.ndarray]:
        self.loads.append(kind)
        return self._rows(kind, sorted(self.stored[kind]))

    def get_codes(self, model_id: str, kind: Kind, ids: Ids) -> tuple[Ids, np.ndarray]:
        return self._rows(kind, [i for i in ids.tolist() if i in self.stored[kind]])

    def _rows(self, kind: Kind, ids: list[int]) -> tuple[Ids, np.ndarray]:
        if not ids:
            return np.empty(0, np.int64), np.empty((0, 0), np.uint8)
        codes = np.frombuffer(b"".join(self.stored[kind][i] for i in ids), np.uint8)
        return np.array(ids, np.int64), codes.reshape(len(ids), -1)

    # catalog.photos
    def get(self, ids: Sequence[int]) -> list[PhotoRecord]:
        return [self.records[i] for i in ids if i in self.records]

    def searchable_ids(self, root_ids: set[int]) -> Ids:
        return np.array(
            sorted(i for i, r in self.records.items() if r.root_id in root_ids and not r.missing),
            np.int64,
        )

    def select(
        self,
        *,
        folders: list[tuple[int, bytes]] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        cameras: Sequence[str] = (),
        lenses: Sequence[str] = (),
        formats: Sequence[str] = (),
        min_rating: int | None = None,
    ) -> Ids:
        def passes(record: PhotoRecord) -> bool:
            facts = record.facts
            assert facts is not None
            root = {1: ROOT, 2: OTHER}[record.root_id]
            below = record.path.relative_to(root).as_posix().encode()
            return (
                (folders is None or any(
                    root_id == record.root_id and (not prefix or below.startswith(prefix + b"/"))
                    for root_id, prefix in folders
                ))
                and (not formats or facts.format in formats)
                and (min_rating is None or (facts.rating or 0) >= min_rating)
            )  # fmt: skip

        return np.array(sorted(i for i, r in self.records.items() if passes(r)), np.int64)

    # the query worker
    def load_file(self, path: Path) -> RgbImage:
        if path not in self.files:
            raise UnreadablePhoto(Reason.GONE, "the file does not exist.")
        return self.files[path]

    def load_bytes(self, data: bytes) -> RgbImage:
        if not data.isdigit():
            raise UnreadablePhoto(Reason.DAMAGED, "The thumbnail is damaged.")
        return picture(int(data))

    def encode(self, pixels: np.ndarray) -> dict[str, np.ndarray]:
        assert pixels.dtype == np.uint8
        self.encoded += len(pixels)
        return project(pixels)

    def searcher(self, card: ModelCard | None = None) -> Searcher:
        catalog: Any = SimpleNamespace(
            codes=SimpleNamespace(load=self.load, get=self.get_codes),
            photos=SimpleNamespace(
                get=self.get, searchable_ids=self.searchable_ids, select=self.select
            ),
            roots=SimpleNamespace(all=lambda: list(self.root_list)),
            thumbnails=SimpleNamespace(
                get=lambda ids: {i: self.jpegs[i] for i in ids if i in self.jpegs}
            ),
        )
        images: Any = SimpleNamespace(
            load=self.load_file, load_bytes=self.load_bytes, encode=self.encode
        )
        return Searcher(catalog, card or make_card(), images)


def shelf_of(count: int, start: int = 1) -> Shelf:
    shelf = Shelf()
    for photo_id in range(start, start + count):
        shelf.add(photo_id, picture(photo_id))
    return shelf


def ids_of(answer: Any) -> list[int]:
    return answer.photo_ids.tolist()  # type: ignore[no-any-return]


def like(*sources: Any, **options: Any) -> Query:
    return Query(tuple(Example(source) for source in sources), **options)


# ---- an independent version: one photo at a time, floats of bits, no numpy in the formula ----


def reference(
    shelf: Shelf, query: Query, vectors: Mapping[int, np.ndarray], allowed: Collection[int]
) -> list[tuple[int, float]]:
    """The whole answer (photo id, value) by the documented rules."""
    examples = [*query.positives, *query.negatives]
    outputs = [
        {Kind(k): v[0] for k, v in project(vectors[number][None]).items()}
        for number in range(len(examples))
    ]
    signs = {
        (kind, i): np.where(
            np.unpackbits(np.frombuffer(shelf.stored[kind][i], np.uint8)), 1.0, -1.0
        )
        for kind in query.sense.by_kind()
        for i in allowed
    }

    def value(photo_id: int, asymmetric: bool) -> float:
        def similarity(number: int, kind: Kind) -> float:
            q = outputs[number][kind].astype(float)
            q = q if asymmetric else np.where(q > 0, 1.0, -1.0)
            return 0.5 + float(q @ signs[kind, photo_id]) / float(np.abs(q).sum()) / 2

        total = 0.0
        for kind, share in query.sense.by_kind().items():
            each = [(e.weight, similarity(n, kind)) for n, e in enumerate(query.positives)]
            top, all_weights = max(w for w, _ in each), sum(w for w, _ in each)
            if kind is Kind.COPY:
                total += share * max(0.5 + (s - 0.5) * w / top for w, s in each)
            else:
                total += share * sum(w * s for w, s in each) / all_weights
        worst = 0.0
        for number, example in enumerate(query.negatives, start=len(query.positives)):
            mixed = sum(w * similarity(number, k) for k, w in query.sense.by_kind().items())
            worst = max(worst, example.weight * (mixed - 0.5))
        return total - worst

    short = sorted(allowed, key=lambda i: (-round(value(i, False), 5), i))
    short = short[: max(2 * query.limit, 200)]
    ranked = sorted(((i, value(i, True)) for i in short), key=lambda pair: (-pair[1], pair[0]))
    return ranked[: query.limit]


class TestAgainstTheSlowVersion:
    @settings(deadline=None, max_examples=60)
    @given(
        st.integers(1, 320),
        st.integers(0, 2**20),
        st.sampled_from([SHOT, LOOK, SUBJECT, SenseMix(1, 2, 0), SenseMix(1, 1, 1)]),
        st.lists(st.sampled_from([0.5, 1.0, 3.0]), min_size=1, max_size=3),
        st.lists(st.sampled_from([0.5, 1.0, 2.0]), max_size=2),
        st.sampled_from([None, (ROOT / "1",), (ROOT / "1", ROOT / "2"), (Path("/nowhere"),)]),
        st.sampled_from([1, 7, 150]),
    )
    def test_answers_are_the_same(
        self,
        count: int,
        seed: int,
        sense: SenseMix,
        positives: list[float],
        negatives: list[float],
        folders: tuple[Path, ...] | None,
        limit: int,
    ) -> None:
        rng = np.random.default_rng(seed)
        shelf = Shelf()
        for photo_id in range(1, count + 1):
            shelf.add(photo_id, picture(seed + photo_id, seed + int(rng.integers(1, 20)), 0.5))
        pixels = [
            picture(seed + 5000 + number, seed + int(rng.integers(1, 20)), 0.5)
            for number in range(len(positives) + len(negatives))
        ]
        examples = [
            Example(rgb, weight=weight)
            for rgb, weight in zip(pixels, [*positives, *negatives], strict=True)
        ]
        query = Query(
            tuple(examples[: len(positives)]),
            tuple(examples[len(positives) :]),
            sense,
            Filters(folders=folders or ()),
            limit,
        )
        allowed = [
            i
            for i, record in shelf.records.items()
            if folders is None or any(folder in record.path.parents for folder in folders)
        ]
        answer = shelf.searcher().search(query)
        expected = reference(shelf, query, dict(enumerate(pixels)), allowed)
        assert answer.searched == len(allowed)
        assert len(answer.photo_ids) == len(expected)
        assert len(set(ids_of(answer))) == len(expected)
        assert answer.scores == pytest.approx(
            [min(1, max(0, value)) for _, value in expected], abs=2e-4
        )
        # Photos may only change places where their values are equal but for rounding.
        values = dict(expected)
        for found, (wanted, value) in zip(ids_of(answer), expected, strict=True):
            assert found == wanted or values.get(found, value) == pytest.approx(value, abs=2e-4)

    @settings(deadline=None, max_examples=30)
    @given(st.integers(0, 2**20), st.integers(1, 60), st.sampled_from([SHOT, LOOK, SUBJECT]))
    def test_invariants_of_any_answer(self, seed: int, limit: int, sense: SenseMix) -> None:
        shelf = Shelf()
        for photo_id in range(1, 121):
            shelf.add(photo_id, picture(seed + photo_id % 40))  # each picture three times
        searcher = shelf.searcher()
        wanted = int(np.random.default_rng(seed).integers(1, 121))
        answer = searcher.search(like(wanted, sense=sense, limit=limit))
        assert len(answer.photo_ids) == min(limit, 120)
        assert answer.photo_ids[0] == wanted
        assert answer.distances[0] == 0
        assert answer.scores[0] == 1
        assert (np.diff(answer.scores) <= 0).all()
        assert answer.scores.min() >= 0
        assert answer.scores.max() <= 1
        assert not answer.calibrated
        again = searcher.search(like(wanted, sense=sense, limit=limit))
        assert ids_of(again) == ids_of(answer)
        # Equal photos come by id, whatever the limit.
        copies = [i for i in range(1, 121) if i % 40 == wanted % 40 and i != wanted]
        assert ids_of(answer)[1:3] == copies[: limit - 1]

    def test_distances_are_hamming_distances_in_bits(self) -> None:
        shelf = shelf_of(40)
        searcher = shelf.searcher()

        def bits(kind: Kind, a: int, b: int) -> int:
            x, y = (int.from_bytes(shelf.stored[kind][i]) for i in (a, b))
            return (x ^ y).bit_count()

        for sense, kind in ((SHOT, Kind.COPY), (LOOK, Kind.LOOK), (SUBJECT, Kind.SUBJECT)):
            answer = searcher.search(like(3, sense=sense))
            assert answer.distances.tolist() == [bits(kind, 3, i) for i in ids_of(answer)]
        answer = searcher.search(like(3, 4, sense=SenseMix(1, 3, 0)))
        assert answer.distances == pytest.approx([
            min(
                256 * (0.25 * bits(Kind.COPY, e, i) / 256 + 0.75 * bits(Kind.LOOK, e, i) / 128)
                for e in (3, 4)
            )
            for i in ids_of(answer)
        ])  # fmt: skip


class TestExamples:
    def test_a_file_of_the_library_finds_itself(self) -> None:
        shelf = shelf_of(50)
        answer = shelf.searcher().search(like(shelf.records[7].path))
        assert (ids_of(answer)[0], answer.distances[0], answer.scores[0]) == (7, 0, 1)

    def test_pixels_and_files_are_the_same_to_it(self) -> None:
        shelf = shelf_of(50)
        by_file = shelf.searcher().search(like(shelf.records[7].path))
        by_pixels = shelf.searcher().search(like(picture(7)))
        assert ids_of(by_file) == ids_of(by_pixels)
        assert np.array_equal(by_file.scores, by_pixels.scores)

    @pytest.mark.parametrize("as_type", [int, np.int64, np.int32])
    def test_a_photo_of_the_library_needs_no_encoder(self, as_type: type) -> None:
        shelf = shelf_of(50)
        shelf.files.clear()
        answer = shelf.searcher().search(like(as_type(7)))
        assert ids_of(answer)[0] == 7
        assert shelf.encoded == 0

    def test_all_that_must_be_encoded_goes_in_one_batch(self) -> None:
        shelf = shelf_of(5)
        batches: list[int] = []
        searcher = shelf.searcher()
        encode = shelf.encode
        searcher._images.encode = lambda pixels: batches.append(len(pixels)) or encode(pixels)  # type: ignore[method-assign,func-returns-value]
        searcher.search(
            Query((Example(1), Example(picture(2)), Example(picture(3))), (Example(picture(4)),))
        )
        assert batches == [3]

    def test_a_crop_is_searched_as_if_it_were_an_image(self) -> None:
        shelf = shelf_of(30)
        big = np.random.default_rng(0).integers(0, 256, (32, 48, 3)).astype(np.uint8)
        shelf.add(100, big[8:16, 24:32])
        shelf.files[Path("/big.jpg")] = big
        box = CropBox(24 / 48, 8 / 32, 8 / 48, 8 / 32)
        for source in (big, Path("/big.jpg")):
            answer = shelf.searcher().search(Query((Example(source, box),)))
            assert (ids_of(answer)[0], answer.distances[0]) == (100, 0)

    def test_a_crop_of_a_photo_of_the_library_is_encoded_anew(self) -> None:
        shelf = shelf_of(30)
        shelf.files[shelf.records[5].path] = np.tile(picture(9), (1, 2, 1))
        answer = shelf.searcher().search(Query((Example(5, CropBox(0, 0, 0.5, 1)),)))
        assert ids_of(answer)[0] == 9

    def test_a_photo_out_of_reach_is_cropped_from_its_thumbnail(self) -> None:
        shelf = shelf_of(30)
        del shelf.files[shelf.records[5].path]
        shelf.jpegs[5] = b"12"
        answer = shelf.searcher().search(Query((Example(5, CropBox(0, 0, 1, 1)),)))
        assert ids_of(answer)[0] == 12

    def test_a_damaged_thumbnail_tells_of_the_file(self) -> None:
        shelf = shelf_of(30)
        del shelf.files[shelf.records[5].path]
        shelf.jpegs[5] = b"no number"
        with pytest.raises(UserError, match=r"5\.jpg cannot be read: the file does not exist\. "):
            shelf.searcher().search(Query((Example(5, CropBox(0, 0, 1, 1)),)))

    def test_a_photo_without_codes_is_encoded(self) -> None:
        shelf = shelf_of(30)
        del shelf.stored[Kind.COPY][5]
        answer = shelf.searcher().search(like(5))
        assert shelf.encoded == 1
        assert 5 not in ids_of(answer)
        assert len(ids_of(answer)) == 29

    def test_a_photo_is_found_behind_hundreds_of_copies_with_lower_ids(self) -> None:
        shelf = Shelf()
        for photo_id in range(1, 402):
            shelf.add(photo_id, picture(1))
        answer = shelf.searcher().search(like(401, limit=3))
        assert ids_of(answer) == [401, 1, 2]

    def test_a_filtered_out_example_stays_out_of_the_answer(self) -> None:
        shelf = Shelf()
        for photo_id in range(1, 402):
            shelf.add(photo_id, picture(1), rating=5 if photo_id < 401 else 0)
        answer = shelf.searcher().search(like(401, limit=3, filters=Filters(min_rating=5)))
        assert ids_of(answer) == [1, 2, 3]

    def test_what_cannot_be_read_is_told_by_name(self) -> None:
        shelf = shelf_of(3)
        with pytest.raises(UserError) as told:
            shelf.searcher().search(like(Path("/gone.jpg")))
        assert str(told.value) == (
            f"The image {Path('/gone.jpg')} cannot be read: the file does not exist. "
            "Choose another image."
        )
        del shelf.files[shelf.records[2].path]
        with pytest.raises(UserError, match=r"2\.jpg cannot be read"):
            shelf.searcher().search(Query((Example(2, CropBox(0, 0, 1, 1)),)))

    def test_an_unknown_photo_is_told(self) -> None:
        with pytest.raises(UserError, match="number 99 is not in the library"):
            shelf_of(3).searcher().search(like(99))

    def test_a_name_that_is_no_text_is_told_all_the_same(self) -> None:
        with pytest.raises(UserError) as told:
            shelf_of(1).searcher().search(like(Path("/bad\udcff.jpg")))
        str(told.value).encode()


class TestMixtures:
    def test_a_shot_is_like_any_of_the_examples(self) -> None:
        shelf = shelf_of(60)
        answer = shelf.searcher().search(like(7, 31, limit=10))
        assert set(ids_of(answer)[:2]) == {7, 31}
        assert answer.scores[:2].tolist() == [1, 1]

    def test_a_subject_is_like_all_of_them(self) -> None:
        shelf = shelf_of(60)
        between = (picture(7).astype(int) + picture(31)) // 2
        shelf.add(100, between.astype(np.uint8))
        sources = (shelf.records[7].path, shelf.records[31].path)
        assert ids_of(shelf.searcher().search(like(*sources, sense=SUBJECT)))[0] == 100
        assert ids_of(shelf.searcher().search(like(*sources, sense=SHOT)))[0] != 100

    def test_a_heavier_example_counts_more(self) -> None:
        shelf = shelf_of(60)
        for heavy, light in ((7, 31), (31, 7)):
            query = Query((Example(heavy, weight=3), Example(light)), sense=SUBJECT)
            assert ids_of(shelf.searcher().search(query))[:2] == [heavy, light]

    @pytest.mark.parametrize("sense", [SHOT, SUBJECT, SenseMix(1, 1, 1)])
    def test_a_negative_sends_its_like_down_and_raises_none(self, sense: SenseMix) -> None:
        shelf = shelf_of(60)
        for photo_id in range(100, 110):
            shelf.add(photo_id, picture(photo_id, 7, 0.3))
        plain = shelf.searcher().search(like(7, sense=sense, limit=200))
        assert set(ids_of(plain)[:11]) == {7, *range(100, 110)}
        less = shelf.searcher().search(
            Query((Example(7),), (Example(104),), sense=sense, limit=200)
        )
        assert ids_of(less).index(104) > 10
        before = dict(zip(ids_of(plain), plain.scores.tolist(), strict=True))
        after = dict(zip(ids_of(less), less.scores.tolist(), strict=True))
        assert before.keys() == after.keys()
        assert all(after[i] <= before[i] + 1e-6 for i in before)


class TestSenses:
    def test_a_sense_that_the_model_lacks_is_left_out_and_said_so(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher(make_card([Kind.SUBJECT]))
        answer = searcher.search(like(3, sense=SenseMix(1, 1, 1)))
        assert answer.notes == (
            "The model test cannot compare photos in the sense shot; it was left out.",
            "The model test cannot compare photos in the sense look; it was left out.",
        )
        alone = searcher.search(like(3, sense=SUBJECT))
        assert alone.notes == ()
        assert np.array_equal(answer.scores, alone.scores)
        assert np.array_equal(answer.distances, alone.distances)

    def test_no_sense_left_is_an_error_that_tells_what_there_is(self) -> None:
        searcher = shelf_of(20).searcher(make_card([Kind.SUBJECT]))
        with pytest.raises(UserError) as told:
            searcher.search(like(3, sense=SenseMix(1, 1, 0)))
        assert str(told.value) == (
            "The model test cannot compare photos in the sense shot or look. "
            "Choose subject or another model."
        )

    def test_only_the_kinds_asked_for_are_loaded(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        assert shelf.loads == []
        searcher.search(like(3))
        assert shelf.loads == [Kind.COPY]
        searcher.search(like(3, sense=SenseMix(1, 1, 0)))
        assert shelf.loads == [Kind.COPY, Kind.LOOK]


class TestCalibration:
    TABLE = ((0, 1.0), (60, 0.9), (110, 0.2), (256, 0.0))

    def test_scores_are_the_probabilities_of_the_distances(self) -> None:
        shelf = shelf_of(60)
        card = make_card(calibration={Kind.COPY: self.TABLE})
        for photo_id in range(100, 110):
            shelf.add(photo_id, picture(photo_id, 7, photo_id / 200 - 0.4))
        answer = shelf.searcher(card).search(like(7))  # a stored code: no bit is surer than another
        assert answer.calibrated
        table = np.array(self.TABLE)
        assert answer.scores == pytest.approx(
            np.interp(answer.distances, table[:, 0], table[:, 1]), abs=1e-6
        )

    def test_they_fall_also_where_the_order_is_not_that_of_the_distances(self) -> None:
        shelf = shelf_of(300)
        card = make_card(calibration={Kind.COPY: self.TABLE})
        answer = shelf.searcher(card).search(like(picture(1000, 5, 0.7), limit=200))
        assert (np.diff(answer.distances) < 0).any()
        assert (np.diff(answer.scores) <= 0).all()
        uncalibrated = shelf.searcher().search(like(picture(1000, 5, 0.7), limit=200))
        assert ids_of(answer) == ids_of(uncalibrated)

    def test_a_mixture_is_calibrated_only_if_all_its_senses_are(self) -> None:
        shelf = shelf_of(20)
        card = make_card(calibration={Kind.COPY: self.TABLE})
        assert shelf.searcher(card).search(like(1)).calibrated
        assert not shelf.searcher(card).search(like(1, sense=LOOK)).calibrated
        assert not shelf.searcher(card).search(like(1, sense=SenseMix(1, 0, 1))).calibrated


class TestWhatIsFound:
    def test_an_empty_library_gives_an_empty_answer(self) -> None:
        answer = Shelf().searcher().search(like(picture(1), sense=SenseMix(1, 1, 1)))
        assert ids_of(answer) == []
        assert answer.scores.shape == answer.distances.shape == (0,)
        assert answer.searched == 0
        assert (answer.photo_ids.dtype, answer.scores.dtype, answer.distances.dtype) == (
            np.int64, np.float32, np.float32
        )  # fmt: skip

    def test_new_photos_are_found_without_loading_all_again(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.add(21, picture(3))
        searcher.update([21])
        answer = searcher.search(like(3))
        assert ids_of(answer)[:2] == [3, 21]
        assert answer.searched == 21
        assert shelf.loads == [Kind.COPY]

    def test_changed_removed_missing_and_returned_photos(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.add(4, picture(3))
        shelf.remove(5)
        shelf.set_missing(6, True)
        searcher.update([4, 5, 6])
        answer = searcher.search(like(3))
        assert ids_of(answer)[:2] == [3, 4]
        assert set(ids_of(answer)) == set(range(1, 21)) - {5, 6}
        shelf.set_missing(6, False)
        searcher.update((6,))
        assert 6 in ids_of(searcher.search(like(3)))

    def test_a_photo_that_became_unreadable_vanishes(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.records[4] = replace(shelf.records[4], state=PhotoState.UNREADABLE)
        searcher.update([4])
        assert 4 not in ids_of(searcher.search(like(3)))

    def test_photos_of_offline_roots_are_hidden_until_they_are_back(self) -> None:
        shelf = shelf_of(10)
        for photo_id in range(11, 21):
            shelf.add(photo_id, picture(photo_id), root_id=2)
        searcher = shelf.searcher()
        assert len(ids_of(searcher.search(like(3)))) == 20
        searcher.set_online({1})
        answer = searcher.search(like(12))  # as an example it serves all the same
        assert set(ids_of(answer)) == set(range(1, 11))
        assert answer.searched == 10
        shelf.add(21, picture(21), root_id=2)
        searcher.update([21])
        assert set(ids_of(searcher.search(like(3)))) == set(range(1, 11))
        searcher.set_online({1, 2})
        assert set(ids_of(searcher.search(like(3)))) == set(range(1, 22))

    def test_a_flood_of_changes_is_met_by_loading_anew(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searcher_module, "_RELOAD_ABOVE", 5)
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        searcher.search(like(3))
        for photo_id in range(5, 15):
            shelf.remove(photo_id)
        searcher.update(range(5, 15))
        assert set(ids_of(searcher.search(like(3)))) == {*range(1, 5), *range(15, 21)}
        assert shelf.loads == [Kind.COPY, Kind.COPY]

    def test_refresh_reads_all_anew(self) -> None:
        shelf = shelf_of(5)
        searcher = shelf.searcher()
        searcher.search(like(3))
        shelf.add(6, picture(6))
        searcher.refresh()
        assert len(ids_of(searcher.search(like(3)))) == 6

    def test_filters_search_exactly_what_they_leave(self) -> None:
        """The few that pass are found although hundreds of others are nearer."""
        shelf = Shelf()
        for photo_id in range(1, 600):
            shelf.add(photo_id, picture(photo_id, 1, 0.1))
        for photo_id in (600, 601):
            shelf.add(photo_id, picture(photo_id), format="heic", rating=4)
        shelf.set_missing(601, True)
        for filters in (Filters(formats=("heic",)), Filters(min_rating=3)):
            answer = shelf.searcher().search(like(1, filters=filters, limit=10))
            assert ids_of(answer) == [600]
            assert answer.searched == 1

    def test_all_filters_reach_the_catalog(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shelf = shelf_of(3)
        asked: dict[str, Any] = {}
        monkeypatch.setattr(
            shelf, "select", lambda **options: asked.update(options) or np.empty(0, np.int64)
        )
        since, until = datetime(2020, 1, 1), datetime(2021, 1, 1)
        filters = Filters((ROOT / "a",), since, until, ("canon",), ("50mm",), ("jpeg",), 3)
        answer = shelf.searcher().search(like(1, filters=filters))
        assert ids_of(answer) == []
        assert asked == {
            "folders": [(1, b"a")], "since": since, "until": until, "cameras": ("canon",),
            "lenses": ("50mm",), "formats": ("jpeg",), "min_rating": 3,
        }  # fmt: skip


class TestJobs:
    def test_a_cancelled_search_stops(self) -> None:
        control = JobControl()
        control.cancel()
        with pytest.raises(Cancelled):
            shelf_of(5).searcher().search(like(1), control)

    def test_a_search_stops_between_the_examples(self) -> None:
        class Watched(JobControl):
            calls = 0

            def checkpoint(self) -> None:
                self.calls += 1
                super().checkpoint()

        few, many = Watched(), Watched()
        searcher = shelf_of(5).searcher()
        searcher.search(like(1), few)
        searcher.search(like(1, 2, 3, 4, sense=SenseMix(1, 1, 1)), many)
        assert many.calls >= few.calls + 11

    def test_searches_beside_updates_see_whole_states(self) -> None:
        shelf = shelf_of(40)
        searcher = shelf.searcher()
        target = picture(1)
        problems: list[str] = []
        stop = threading.Event()

        def search() -> None:
            while not stop.is_set():
                answer = searcher.search(like(target, limit=60))
                found = ids_of(answer)
                if len(set(found)) != len(found) or not set(range(1, 31)) <= set(found):
                    problems.append(f"lost or doubled: {sorted(found)}")
                if found[0] != 1 or answer.distances[0] != 0:
                    problems.append(f"not found: {found[:3]}")

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for turn in range(60):
                for photo_id in range(31, 41):
                    if turn % 3 == 0:
                        shelf.remove(photo_id)
                    else:
                        shelf.add(photo_id, picture(1000 * turn + photo_id))
                searcher.update(range(31, 41))
        finally:
            stop.set()
            for thread in threads:
                thread.join(30)
        assert problems == []
        assert set(ids_of(searcher.search(like(target, limit=60)))) == set(range(1, 41))


class TestPlaces:
    def test_roots_folders_parents_and_strangers(self, tmp_path: Path) -> None:
        roots = [Root(1, tmp_path / "a", ""), Root(2, tmp_path / "b" / "c", "")]
        assert places_of([tmp_path / "a"], roots) == [(1, b"")]
        assert places_of([tmp_path / "a" / "x" / "y"], roots) == [(1, b"x/y")]
        assert places_of([tmp_path], roots) == [(1, b""), (2, b"")]
        assert places_of([tmp_path / "b"], roots) == [(2, b"")]
        assert places_of([tmp_path / "ab"], roots) == []
        assert places_of([tmp_path / "q" / ".." / "a" / "x"], roots) == [(1, b"x")]

    def test_a_link_to_a_root(self, tmp_path: Path) -> None:
        (tmp_path / "real" / "x").mkdir(parents=True)
        link = tmp_path / "link"
        try:
            link.symlink_to(tmp_path / "real", target_is_directory=True)
        except OSError:
            pytest.skip("no symbolic links here")
        for root in (tmp_path / "real", link):
            roots = [Root(1, root, "")]
            for folder in (tmp_path / "real", link):
                assert places_of([folder / "x"], roots) == [(1, b"x")]

    def test_relative_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        roots = [Root(1, tmp_path / "a", "")]
        assert places_of([Path("a/x")], roots) == [(1, b"x")]
        assert places_of([Path()], roots) == [(1, b"")]

    def test_names_that_are_no_text(self, tmp_path: Path) -> None:
        roots = [Root(1, tmp_path, "")]
        assert places_of([tmp_path / "\udcff"], roots) == [(1, b"\xff")]
