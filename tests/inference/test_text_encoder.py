"""Words to values in the space of the subject codes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.words import moments_of
from photosearch.inference.model_check import check_model
from photosearch.inference.models import load_card
from photosearch.inference.text_encoder import TextEncoder
from photosearch.training.words.words_folder import array_bytes, projection_onnx, write_words
from tests.inference import tiny_models, tiny_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_words.write_model(tmp_path / "model")


class TestEncode:
    def test_is_the_projected_mean_of_the_tokens(self, folder: Path) -> None:
        table, matrix = tiny_words.table(), tiny_words.matrix()
        wanted = np.stack([table[4], (table[1] + table[4] + table[5]) / 3]) @ matrix
        found = TextEncoder(folder).encode(["dog", "red dogs"]).subject
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, wanted, rtol=1e-5)

    def test_company_does_not_change_a_text(self, folder: Path) -> None:
        encoder = TextEncoder(folder)
        together = encoder.encode(["dog", "red green blue dog"]).subject
        np.testing.assert_allclose(encoder.encode(["dog"]).subject[0], together[0], rtol=1e-5)

    @pytest.mark.parametrize(
        ("text", "known"),
        [("dog", 1.0), ("dogs", 0.0), ("red dogs", 3 / 7), ("", 0.0), ("狗", 0.0), ("🐶", 0.0)],
    )
    def test_known_are_words_of_one_token(self, folder: Path, text: str, known: float) -> None:
        assert TextEncoder(folder).encode([text]).known[0] == pytest.approx(known)

    @pytest.mark.parametrize(
        "text", ["", "dog " * 10_000, "x" * 100_000, "狗 в сад", "🐶", "\ud800", "\0", "the of"]
    )
    def test_any_text_gives_numbers(self, folder: Path, text: str) -> None:
        values = TextEncoder(folder).encode([text]).subject
        assert values.shape == (1, tiny_words.BITS)
        assert np.isfinite(values).all()

    def test_chance_is_mean_and_deviation_of_products_with_codes(self, tmp_path: Path) -> None:
        random = np.random.default_rng(3)
        signs = np.where(random.normal(size=(500, 8)) @ random.normal(size=(8, 8)) > 0.3, 1.0, -1.0)
        moments = moments_of(signs.astype(np.float32))
        buffer = tmp_path / "moments.npy"
        np.save(buffer, moments)
        folder = tiny_words.write_model(tmp_path / "model", {"moments": buffer.read_bytes()})
        values = random.normal(size=(3, 8)).astype(np.float32)
        products = signs @ values.T
        wanted = np.stack([products.mean(axis=0), products.std(axis=0)], axis=1)
        np.testing.assert_allclose(TextEncoder(folder).chance(values), wanted, rtol=1e-3, atol=1e-5)


class TestAnchors:
    """Of the labels that a text names, in a model whose classes have some."""

    LABELS = ("collie", "beagle", "tower", "pizza", "boat")

    def model(self, tmp_path: Path, anchors: np.ndarray, **values: float) -> Path:
        folder = tiny_models.write_model(
            tmp_path / "model", tags={"count": len(self.LABELS), "labels": "labels.txt"}
        )
        (folder / "labels.txt").write_text("\n".join(self.LABELS), encoding="utf-8")
        write_words(folder, tiny_words.files(anchors=array_bytes(anchors)), values)
        return folder

    def test_are_added_at_one_length_with_their_weight(self, tmp_path: Path) -> None:
        anchors = np.random.default_rng(8).normal(size=(5, tiny_words.BITS)).astype(np.float32)
        encoder = TextEncoder(self.model(tmp_path, anchors, anchor_weight=0.25))
        (plain,) = encoder.encode(["dog"]).subject
        (found,) = encoder.encode(["dog"], [("beagle", "collie")]).subject
        together = anchors[0] + anchors[1]
        wanted = plain / np.linalg.norm(plain) + 0.25 * together / np.linalg.norm(together)
        wanted *= np.linalg.norm(plain) / np.linalg.norm(wanted)
        np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-5)

    def test_texts_that_name_none_stay(self, tmp_path: Path, folder: Path) -> None:
        encoder = TextEncoder(self.model(tmp_path / "other", np.ones((5, 8), np.float32)))
        texts, labels = ["red", "dog"], [(), ("no label of this model",)]
        wanted = encoder.encode(texts).subject
        assert np.array_equal(encoder.encode(texts, labels).subject, wanted)
        without = TextEncoder(folder)
        assert np.array_equal(
            without.encode(texts, [("collie",), ()]).subject, without.encode(texts).subject
        )

    @pytest.mark.parametrize("shape", [(4, 8), (5, 16), (5,)])
    def test_anchors_of_another_shape_are_refused(
        self, tmp_path: Path, shape: tuple[int, ...]
    ) -> None:
        with pytest.raises(ModelError) as caught:
            self.model(tmp_path, np.ones(shape, np.float32))
        assert caught.value.code is ErrorCode.OUTPUT_SHAPE


class TestFolder:
    def test_a_model_without_words_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError) as caught:
            TextEncoder(tiny_models.write_model(tmp_path / "model"))
        assert caught.value.code is ErrorCode.MODEL_WITHOUT_WORDS

    @pytest.mark.parametrize(
        "name", ["words.onnx", "words_tokenizer.json", "words_projection.onnx", "words_moments.npy"]
    )
    def test_a_file_that_changed_or_is_gone_is_refused(self, folder: Path, name: str) -> None:
        (folder / name).write_bytes((folder / name).read_bytes() + b" ")
        with pytest.raises(ModelError) as caught:
            TextEncoder(folder)
        assert caught.value.code is ErrorCode.MODEL_FILE_NOT_THE_ONE
        (folder / name).unlink()
        with pytest.raises(ModelError) as caught:
            TextEncoder(folder)
        assert caught.value.code is ErrorCode.MODEL_FILE_MISSING

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"encoder": b"no network"}, ErrorCode.MODEL_NOT_LOADED),
            ({"tokenizer": b"{}"}, ErrorCode.MODEL_NOT_LOADED),
            ({"tokenizer": b"\xff\xfe"}, ErrorCode.MODEL_NOT_LOADED),
            ({"projection": b""}, ErrorCode.MODEL_NOT_LOADED),
            ({"moments": b"\x93NUMPY"}, ErrorCode.MODEL_NOT_LOADED),
            ({"moments": tiny_words.moments(16)}, ErrorCode.MODEL_NOT_LOADED),
            ({"projection": projection_onnx(tiny_words.matrix(16))}, ErrorCode.MODEL_NOT_LOADED),
            (
                {"encoder": tiny_words.encoder(np.full_like(tiny_words.table(), np.nan))},
                ErrorCode.MODEL_NO_NUMBERS,
            ),
        ],
    )
    def test_what_breaks_the_contract_is_refused(
        self, tmp_path: Path, changes: dict[str, bytes], code: ErrorCode
    ) -> None:
        with pytest.raises(ModelError) as caught:
            tiny_words.write_model(tmp_path / "model", changes)
        assert caught.value.code is code

    def test_the_only_output_may_have_any_name(self, tmp_path: Path) -> None:
        changes = {"encoder": tiny_words.encoder(output="other")}
        folder = tiny_words.write_model(tmp_path / "model", changes)
        assert TextEncoder(folder).encode(["dog"]).subject.shape == (1, tiny_words.BITS)

    def test_the_shape_of_the_projection_is_that_of_the_codes(self, tmp_path: Path) -> None:
        changes = {
            "projection": projection_onnx(tiny_words.matrix(16)), "moments": tiny_words.moments(16)
        }  # fmt: skip
        with pytest.raises(ModelError) as caught:
            tiny_words.write_model(tmp_path / "model", changes)
        assert caught.value.code is ErrorCode.OUTPUT_SHAPE

    def test_a_damaged_tokenizer_fails_the_check_before_a_model_is_used(self, folder: Path) -> None:
        assert check_model(folder).card.words is not None
        (folder / "words_tokenizer.json").write_text(json.dumps({"model": 1}))
        with pytest.raises(ModelError) as caught:
            check_model(folder)
        assert caught.value.code is ErrorCode.MODEL_FILE_NOT_THE_ONE


class TestWrite:
    def test_an_older_table_is_replaced_and_the_rest_stays(self, folder: Path) -> None:
        before = (folder / "model.toml").read_text()
        write_words(folder, tiny_words.files(), {"deviation": [0, 1], "probability": [0, 1]})
        write_words(folder, {}, {"deviation": [0, 2], "probability": [0.0, 0.5]})
        after = (folder / "model.toml").read_text()
        assert after.count("[words]") == 1
        assert after.startswith(before.partition("[words]")[0].rstrip())
        card = load_card(folder)
        assert card.words is not None
        assert card.words.calibration == ((0, 0), (2, 0.5))
        assert card.words.fusion is None
