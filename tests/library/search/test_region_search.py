"""Photos found by a part of them, and as a part of the query's picture."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind, hamming, pack
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.parts import estimate_null, raise_by_parts, spread_ratio, window_closeness
from photosearch.core.query import (
    LOOK,
    SHOT,
    SUBJECT,
    CropBox,
    RgbImage,
    SimilarityWeights,
)
from photosearch.core.ranking import asymmetric_similarity
from photosearch.library.search import code_index
from photosearch.library.search.code_index import CodeRows
from tests.library.shelf import BITS, Shelf, ids_of, make_card, picture, project
from tests.message_text import text_of
from tests.queries import item, like

WHOLE = CropBox(0, 0, 1, 1)
QUARTERS = tuple(CropBox(x, y, 0.5, 0.5) for y in (0, 0.5) for x in (0, 0.5))
MATRIX = np.random.default_rng(9).normal(size=(8 * 8 * 3, 128))


def card_of(boxes: tuple[CropBox, ...] = (*QUARTERS, WHOLE), **changes: object) -> ModelCard:
    card = replace(make_card(), bits={**BITS, CodeKind.REGIONS: 128}, region_boxes=boxes)
    return replace(card, **changes)  # type: ignore[arg-type]


def enlarged(rgb: RgbImage, box: CropBox) -> RgbImage:
    """A quarter of an 8 x 8 image, or all of it, as 8 x 8: what a crop becomes for the encoder."""
    part = box.cut(rgb)
    times = 8 // len(part)
    return part.repeat(times, axis=0).repeat(times, axis=1)


def of_windows(pixels: np.ndarray, boxes: tuple[CropBox, ...]) -> np.ndarray:
    parts = np.stack([[enlarged(rgb, box) for box in boxes] for rgb in pixels])
    flat = parts.reshape(*parts.shape[:2], -1) / 255.0 - 0.5
    return (flat @ MATRIX).astype(np.float32)


@dataclass
class RegionShelf(Shelf):
    boxes: tuple[CropBox, ...] = (*QUARTERS, WHOLE)
    stored: dict[CodeKind, dict[int, bytes]] = field(
        default_factory=lambda: {k: {} for k in CodeKind}
    )

    def add(self, photo_id: int, rgb: RgbImage, root_id: int = 1, **facts: object) -> None:
        super().add(photo_id, rgb, root_id, **facts)
        codes = pack(of_windows(rgb[None], self.boxes))[0]
        self.stored[CodeKind.REGIONS][photo_id] = codes.tobytes()

    def encode(self, pixels: np.ndarray) -> dict[str, np.ndarray]:
        return {**super().encode(pixels), "regions": of_windows(pixels, self.boxes)}


def region_shelf(count: int, boxes: tuple[CropBox, ...] = (*QUARTERS, WHOLE)) -> RegionShelf:
    shelf = RegionShelf(boxes=boxes)
    for photo_id in range(1, count + 1):
        shelf.add(photo_id, picture(photo_id))
    return shelf


def collage(*seeds: int) -> RgbImage:
    """Four pictures, each at half its size; sizes halve without loss, as `blocks` are 2 x 2."""
    quarters = [blocks(seed)[::2, ::2] for seed in seeds]
    return np.block([[[quarters[0]], [quarters[1]]], [[quarters[2]], [quarters[3]]]])


def blocks(seed: int) -> RgbImage:
    return enlarged(picture(seed), QUARTERS[0])


class TestPartsOfPhotos:
    @settings(deadline=None, max_examples=12)
    @given(st.integers(1, 80), st.sampled_from(QUARTERS))
    def test_a_photo_is_found_by_its_quarter(self, photo_id: int, box: CropBox) -> None:
        shelf = region_shelf(80)
        part = enlarged(picture(photo_id), box)
        answer = shelf.searcher(card_of()).search(like(part))
        assert ids_of(answer)[0] == photo_id
        match = answer.parts[0]
        assert match is not None
        assert (match.box, match.item, match.in_query) == (box, 0, False)
        assert len(answer.parts) == len(answer.photo_ids)
        assert len(set(ids_of(answer))) == 80

    @pytest.mark.parametrize("mode", [SHOT, SUBJECT, SimilarityWeights(1, 1, 1)])
    def test_a_crop_of_the_query_is_found_in_its_photo(self, mode: SimilarityWeights) -> None:
        shelf = region_shelf(60)
        crop = item(shelf.records[33].path, crop=QUARTERS[2])
        answer = shelf.searcher(card_of()).search(like(crop, mode=mode))
        assert ids_of(answer)[0] == 33
        assert answer.parts[0] is not None
        assert answer.parts[0].box == QUARTERS[2]
        assert answer.notes == ()

    def test_photos_are_found_as_parts_of_the_query(self) -> None:
        shelf = region_shelf(60)
        for photo_id in (70, 80, 90):
            shelf.add(photo_id, blocks(photo_id))
        answer = shelf.searcher(card_of()).search(like(collage(70, 99, 90, 80)))
        assert set(ids_of(answer)[:3]) == {70, 80, 90}
        told = dict(zip(ids_of(answer), answer.parts, strict=True))
        for photo_id, number in ((70, 0), (90, 2), (80, 3)):
            match = told[photo_id]
            assert match is not None
            assert (match.box, match.in_query) == (QUARTERS[number], True)

    def test_a_part_of_a_crop_is_told_in_fractions_of_the_whole_picture(self) -> None:
        shelf = region_shelf(60)
        shelf.add(70, blocks(70))
        sheet = np.concatenate([picture(500), collage(70, 501, 502, 503)], axis=1)
        crop = CropBox(0.5, 0, 0.5, 1)
        answer = shelf.searcher(card_of()).search(like(item(sheet, crop=crop)))
        assert ids_of(answer)[0] == 70
        assert answer.parts[0] is not None
        assert answer.parts[0].box == CropBox(0.5, 0, 0.25, 0.5)

    def test_a_stored_photo_finds_its_quarters_without_the_encoder(self) -> None:
        shelf = region_shelf(60)
        shelf.add(70, enlarged(picture(12), QUARTERS[1]))
        answer = shelf.searcher(card_of()).search(like(12))
        assert ids_of(answer)[:2] == [12, 70]
        assert answer.parts[0] is None
        assert answer.parts[1] is not None
        assert (answer.parts[1].box, answer.parts[1].in_query) == (QUARTERS[1], True)
        assert shelf.encoded == 0

    def test_no_part_is_told_of_photos_that_have_none_in_common(self) -> None:
        answer = region_shelf(80).searcher(card_of()).search(like(picture(1000)))
        assert len(answer.parts) == 80
        assert sum(match is not None for match in answer.parts) <= 4


class TestTheWholeAnswer:
    @settings(deadline=None, max_examples=15)
    @given(st.integers(1, 230), st.integers(0, 2**20), st.integers(0, 4), st.booleans())
    def test_is_that_of_the_slow_version(
        self, count: int, seed: int, whole: int, cropped: bool
    ) -> None:
        boxes = (*QUARTERS[:whole], WHOLE, *QUARTERS[whole:])
        shelf = RegionShelf(boxes=boxes)
        rng = np.random.default_rng(seed)
        for photo_id in range(1, count + 1):
            shelf.add(photo_id, picture(seed + photo_id, seed + int(rng.integers(1, 9)), 0.5))
            if rng.random() < 0.1:
                del shelf.stored[CodeKind.REGIONS][photo_id]
        query_image = picture(seed + 7000, seed + 1, 0.5)
        if cropped:
            sheet = np.concatenate([picture(1), query_image], axis=1)
            query = like(item(sheet, crop=CropBox(0.5, 0, 0.5, 1)), limit=1000)
        else:
            query = like(item(query_image), limit=1000)
        answer = shelf.searcher(card_of(boxes)).search(query)

        copy, windows = project(query_image[None])["copy"][0], of_windows(query_image[None], boxes)
        values, wholes, nearest = {}, {}, {}
        for photo_id, code in shelf.stored[CodeKind.COPY].items():
            stored = np.frombuffer(code, np.uint8)[None]
            values[photo_id] = float(asymmetric_similarity(copy, stored)[0])
            wholes[photo_id] = int(hamming(pack(copy), stored)[0])
            if photo_id in shelf.stored[CodeKind.REGIONS]:
                theirs = np.frombuffer(shelf.stored[CodeKind.REGIONS][photo_id], np.uint8)
                theirs, mine = theirs.reshape(5, -1), pack(windows[0])
                pairs = [(whole, n) for n in range(5)] + [(n, whole) for n in range(5)]
                nearest[photo_id] = min(int(hamming(mine[a], theirs[b])) for a, b in pairs)
        looked = cropped or min(wholes.values()) > 64
        assert bool(answer.parts) == looked
        if looked:
            chance = estimate_null(np.array(list(nearest.values()), np.int32), 128)
            spread = estimate_null(np.array(list(wholes.values()), np.int32), 256).spread
            for photo_id in nearest:
                codes = np.frombuffer(shelf.stored[CodeKind.REGIONS][photo_id], np.uint8)[None]
                best = window_closeness(windows[0], codes, whole).max(axis=0)
                plain = np.array([values[photo_id]])
                values[photo_id] = float(
                    raise_by_parts(plain, spread, spread_ratio(copy), best, chance)[0]
                )
        expected = sorted(values, key=lambda i: (-values[i], i))
        assert [values[i] for i in ids_of(answer)] == pytest.approx([values[i] for i in expected])
        assert answer.scores == pytest.approx([min(1, values[i]) for i in expected], abs=1e-6)

    @settings(deadline=None, max_examples=12)
    @given(st.integers(0, 2**20), st.integers(1, 60))
    def test_windows_never_push_the_photo_itself_from_its_place(
        self, seed: int, wanted: int
    ) -> None:
        shelf = RegionShelf()
        for photo_id in range(1, 61):  # similar pictures, each of them twice
            shelf.add(photo_id, picture(seed + photo_id % 30, seed + 5, 0.4))
        path = shelf.records[wanted].path
        query = like(item(path, crop=WHOLE), limit=60)
        answer = shelf.searcher(card_of()).search(query)
        assert answer.distances[0] == 0
        assert answer.scores[0] == 1
        assert wanted in ids_of(answer)[:2]
        assert (np.diff(answer.scores) <= 0).all()


class TestWhenPartsAreLookedAt:
    def test_not_where_a_copy_is_found(self) -> None:
        shelf = region_shelf(30)
        answer = shelf.searcher(card_of()).search(like(picture(7)))
        assert ids_of(answer)[0] == 7
        assert answer.parts == ()
        assert shelf.loads == [CodeKind.COPY]

    def test_not_in_the_sense_look_nor_for_a_whole_subject(self) -> None:
        shelf = region_shelf(30)
        searcher = shelf.searcher(card_of())
        crop = item(picture(7), crop=QUARTERS[0])
        assert searcher.search(like(crop, mode=LOOK)).parts == ()
        assert searcher.search(like(picture(500), mode=SUBJECT)).parts == ()
        assert CodeKind.REGIONS not in shelf.loads

    @pytest.mark.parametrize("boxes", [QUARTERS, QUARTERS[:1]])
    def test_a_model_without_the_whole_window_says_so_for_a_crop(
        self, boxes: tuple[CropBox, ...]
    ) -> None:
        shelf = region_shelf(30, boxes)
        searcher = shelf.searcher(card_of(boxes))
        crop = item(shelf.records[7].path, crop=QUARTERS[0])
        answer = searcher.search(like(crop))
        assert answer.parts == ()
        assert "cannot compare a crop with parts of photos" in text_of(answer.notes[0])
        assert searcher.search(like(picture(500))).notes == ()
        assert CodeKind.REGIONS not in shelf.loads

    def test_a_model_with_nothing_but_the_whole_window(self) -> None:
        shelf = region_shelf(30, (WHOLE,))
        answer = shelf.searcher(card_of((WHOLE,))).search(like(picture(700)))
        assert answer.parts == (None,) * 30

    def test_windows_of_an_input_that_is_not_the_photo_are_not_told(self) -> None:
        shelf = region_shelf(60)
        part = enlarged(picture(7), QUARTERS[3])
        answer = shelf.searcher(card_of(fit=Fit.CROP)).search(like(part))
        assert ids_of(answer)[0] == 7
        assert answer.parts == (None,) * 60

    def test_an_empty_library(self) -> None:
        answer = RegionShelf().searcher(card_of()).search(like(picture(1)))
        assert ids_of(answer) == []
        assert answer.parts == ()

    def test_an_example_without_region_codes_is_compared_as_a_whole(self) -> None:
        shelf = region_shelf(30)
        del shelf.stored[CodeKind.REGIONS][12]
        answer = shelf.searcher(card_of()).search(like(12))
        assert ids_of(answer)[0] == 12
        assert answer.parts == ()

    def test_probabilities_of_parts_where_the_model_has_them(self) -> None:
        shelf = region_shelf(60)
        part = enlarged(picture(7), QUARTERS[3])
        whole = {CodeKind.COPY: ((0.0, 1.0), (64.0, 0.0))}
        parts = {CodeKind.REGIONS: ((0.0, 0.9), (40.0, 0.0))}
        answer = shelf.searcher(card_of(calibration={**whole, **parts})).search(like(part))
        assert (ids_of(answer)[0], answer.calibrated) == (7, True)
        assert answer.scores[0] == pytest.approx(0.9)
        answer = shelf.searcher(card_of(calibration=whole)).search(like(part))
        assert (ids_of(answer)[0], answer.scores[0]) == (7, 0)


class TestChanges:
    def test_photos_that_come_change_and_go(self) -> None:
        shelf = region_shelf(60)
        searcher = shelf.searcher(card_of())
        part = enlarged(picture(1001), QUARTERS[1])
        before = searcher.search(like(part))
        shelf.add(200, picture(1001))
        searcher.update([200])
        found = searcher.search(like(part))
        assert ids_of(found)[0] == 200
        assert found.parts[0] is not None
        fresh = shelf.searcher(card_of()).search(like(part))
        assert ids_of(fresh) == ids_of(found)
        assert np.array_equal(fresh.scores, found.scores)
        del shelf.stored[CodeKind.REGIONS][200]
        searcher.update([200])
        without = searcher.search(like(part))
        assert 200 in ids_of(without)
        assert without.parts[ids_of(without).index(200)] is None
        shelf.remove(200)
        searcher.update([200])
        assert ids_of(searcher.search(like(part))) == ids_of(before)


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 4),
    st.sampled_from([8, 16, 32]),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.integers(0, 2**20),
)
def test_part_distances_are_those_of_loops(
    count: int, width: int, sizes: list[int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    whole = int(rng.integers(count))
    blocks = [rng.integers(0, 256, (size, count * width), dtype=np.uint8) for size in sizes]
    mine = rng.integers(0, 256, (count, width), dtype=np.uint8)
    starts = np.cumsum([0, *sizes[:-1]], dtype=np.intp)
    codes = CodeRows(tuple(blocks), starts, np.empty(0, np.intp))
    expected = []
    for row in np.concatenate(blocks).reshape(-1, count, width):
        pairs = [(mine[whole], theirs) for theirs in row] + [(own, row[whole]) for own in mine]
        expected.append(
            min(sum(int(a ^ b).bit_count() for a, b in zip(*p, strict=True)) for p in pairs)
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(code_index, "_PORTION", 4)
        assert codes.part_distances(mine, whole).tolist() == expected
