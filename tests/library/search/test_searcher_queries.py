"""Examples, mixtures, senses and scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.query import (
    LOOK,
    SHOT,
    SUBJECT,
    CropBox,
    Query,
    SimilarityWeights,
)
from photosearch.core.verification import UNVERIFIED_PROBABILITY
from tests.library.shelf import (
    Shelf,
    ids_of,
    make_card,
    picture,
    shelf_of,
)
from tests.message_text import raises_text, text_of
from tests.queries import item, like


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
        searcher._encoder._images.encode = lambda pixels: (
            batches.append(len(pixels)) or encode(pixels)
        )
        searcher.search(
            like(item(1), item(picture(2)), item(picture(3)), item(picture(4), negative=True))
        )
        assert batches == [3]

    def test_a_crop_is_searched_as_if_it_were_an_image(self) -> None:
        shelf = shelf_of(30)
        big = np.random.default_rng(0).integers(0, 256, (32, 48, 3)).astype(np.uint8)
        shelf.add(100, big[8:16, 24:32])
        shelf.files[Path("/big.jpg")] = big
        box = CropBox(24 / 48, 8 / 32, 8 / 48, 8 / 32)
        for source in (big, Path("/big.jpg")):
            answer = shelf.searcher().search(like(item(source, box)))
            assert (ids_of(answer)[0], answer.distances[0]) == (100, 0)

    def test_a_crop_of_a_photo_of_the_library_is_encoded_anew(self) -> None:
        shelf = shelf_of(30)
        shelf.files[shelf.records[5].path] = np.tile(picture(9), (1, 2, 1))
        answer = shelf.searcher().search(like(item(5, CropBox(0, 0, 0.5, 1))))
        assert ids_of(answer)[0] == 9

    def test_a_photo_out_of_reach_is_cropped_from_its_thumbnail(self) -> None:
        shelf = shelf_of(30)
        del shelf.files[shelf.records[5].path]
        shelf.jpegs[5] = b"12"
        answer = shelf.searcher().search(like(item(5, CropBox(0, 0, 1, 1))))
        assert ids_of(answer)[0] == 12

    def test_a_damaged_thumbnail_tells_of_the_file(self) -> None:
        shelf = shelf_of(30)
        del shelf.files[shelf.records[5].path]
        shelf.jpegs[5] = b"no number"
        with raises_text(UserError, r"5\.jpg cannot be read: the file does not exist\. "):
            shelf.searcher().search(like(item(5, CropBox(0, 0, 1, 1))))

    def test_a_photo_without_codes_is_encoded(self) -> None:
        shelf = shelf_of(30)
        del shelf.stored[CodeKind.COPY][5]
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
        assert f"{text_of(told.value):whole}" == (
            f"The image {Path('/gone.jpg')} cannot be read: the file does not exist. "
            "Choose another image."
        )
        del shelf.files[shelf.records[2].path]
        with raises_text(UserError, r"2\.jpg cannot be read"):
            shelf.searcher().search(like(item(2, CropBox(0, 0, 1, 1))))

    @pytest.mark.parametrize("query", [like(), like(item(1, negative=True))])
    def test_a_query_without_a_positive_is_refused(self, query: Query) -> None:
        with pytest.raises(ValueError, match="positive"):
            shelf_of(3).searcher().search(query)

    def test_what_was_read_for_a_query_is_not_encoded_again(self) -> None:
        shelf = shelf_of(30)
        searcher = shelf.searcher()
        image = shelf.read(shelf.records[7].path)
        searcher.remember(image)
        assert ids_of(searcher.search(like(image.pixels)))[0] == 7
        assert shelf.encoded == 1

    def test_a_file_and_a_part_of_it_are_read_and_encoded_in_one_call_each(self) -> None:
        shelf = shelf_of(30)
        path = shelf.records[7].path
        searcher = shelf.searcher()
        for query in (like(path), like(item(path, CropBox(0, 0, 1, 1)))):
            assert ids_of(searcher.search(query))[0] == 7
        assert shelf.read_sources == [path, path]
        assert shelf.encoded == 2

    def test_an_unknown_photo_is_told(self) -> None:
        with raises_text(UserError, "number 99 is not in the library"):
            shelf_of(3).searcher().search(like(99))

    def test_a_name_that_is_no_text_is_told_all_the_same(self) -> None:
        with pytest.raises(UserError) as told:
            shelf_of(1).searcher().search(like(Path("/bad\udcff.jpg")))
        text_of(told.value).encode()


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
        assert ids_of(shelf.searcher().search(like(*sources, mode=SUBJECT)))[0] == 100
        assert ids_of(shelf.searcher().search(like(*sources, mode=SHOT)))[0] != 100

    def test_a_heavier_example_counts_more(self) -> None:
        shelf = shelf_of(60)
        for heavy, light in ((7, 31), (31, 7)):
            query = like(item(heavy, weight=3), item(light), mode=SUBJECT)
            assert ids_of(shelf.searcher().search(query))[:2] == [heavy, light]

    @pytest.mark.parametrize("mode", [SHOT, SUBJECT, SimilarityWeights(1, 1, 1)])
    def test_a_negative_sends_its_like_down_and_raises_none(self, mode: SimilarityWeights) -> None:
        shelf = shelf_of(60)
        for photo_id in range(100, 110):
            shelf.add(photo_id, picture(photo_id, 7, 0.3))
        plain = shelf.searcher().search(like(7, mode=mode, limit=200))
        assert set(ids_of(plain)[:11]) == {7, *range(100, 110)}
        less = shelf.searcher().search(
            like(item(7), item(104, negative=True), mode=mode, limit=200)
        )
        assert ids_of(less).index(104) > 10
        before = dict(zip(ids_of(plain), plain.scores.tolist(), strict=True))
        after = dict(zip(ids_of(less), less.scores.tolist(), strict=True))
        assert before.keys() == after.keys()
        assert all(after[i] <= before[i] + 1e-6 for i in before)


class TestSenses:
    def test_a_sense_that_the_model_lacks_is_left_out_and_said_so(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher(make_card([CodeKind.SUBJECT]))
        answer = searcher.search(like(3, mode=SimilarityWeights(1, 1, 1)))
        assert [*map(text_of, answer.notes)] == [
            "The model test cannot compare photos in the sense shot; it was left out.",
            "The model test cannot compare photos in the sense look; it was left out.",
        ]
        alone = searcher.search(like(3, mode=SUBJECT))
        assert alone.notes == ()
        assert np.array_equal(answer.scores, alone.scores)
        assert np.array_equal(answer.distances, alone.distances)

    def test_no_sense_left_is_an_error_that_tells_what_there_is(self) -> None:
        searcher = shelf_of(20).searcher(make_card([CodeKind.SUBJECT]))
        with pytest.raises(UserError) as told:
            searcher.search(like(3, mode=SimilarityWeights(1, 1, 0)))
        assert f"{text_of(told.value):whole}" == (
            "The model test cannot compare photos in the sense shot or look. "
            "Choose subject or another model."
        )

    def test_only_the_kinds_asked_for_are_loaded(self) -> None:
        shelf = shelf_of(20)
        searcher = shelf.searcher()
        assert shelf.loads == []
        searcher.search(like(3))
        assert shelf.loads == [CodeKind.COPY]
        searcher.search(like(3, mode=SimilarityWeights(1, 1, 0)))
        assert shelf.loads == [CodeKind.COPY, CodeKind.LOOK]


class TestCalibration:
    TABLE = ((0, 1.0), (60, 0.9), (110, 0.2), (256, 0.0))

    def test_scores_are_the_probabilities_of_the_distances(self) -> None:
        shelf = shelf_of(60)
        card = make_card(calibration={CodeKind.COPY: self.TABLE})
        for photo_id in range(100, 110):
            shelf.add(photo_id, picture(photo_id, 7, photo_id / 200 - 0.4))
        answer = shelf.searcher(card).search(like(7))  # a stored code: no bit is surer than another
        assert answer.calibrated
        table = np.array(self.TABLE)
        probabilities = np.interp(answer.distances, table[:, 0], table[:, 1])
        # Of others than the photo itself nothing is sure before it is verified.
        probabilities[1:] = np.minimum(probabilities[1:], UNVERIFIED_PROBABILITY)
        assert answer.scores == pytest.approx(probabilities, abs=1e-6)
        assert (answer.scores[1:] == UNVERIFIED_PROBABILITY).any()

    def test_they_fall_also_where_the_order_is_not_that_of_the_distances(self) -> None:
        shelf = shelf_of(300)
        card = make_card(calibration={CodeKind.COPY: self.TABLE})
        answer = shelf.searcher(card).search(like(picture(1000, 5, 0.7), limit=200))
        assert (np.diff(answer.distances) < 0).any()
        assert (np.diff(answer.scores) <= 0).all()
        uncalibrated = shelf.searcher().search(like(picture(1000, 5, 0.7), limit=200))
        assert ids_of(answer) == ids_of(uncalibrated)

    def test_a_mixture_is_calibrated_only_if_all_its_senses_are(self) -> None:
        shelf = shelf_of(20)
        card = make_card(calibration={CodeKind.COPY: self.TABLE})
        assert shelf.searcher(card).search(like(1)).calibrated
        assert not shelf.searcher(card).search(like(1, mode=LOOK)).calibrated
        assert not shelf.searcher(card).search(like(1, mode=SimilarityWeights(1, 0, 1))).calibrated
