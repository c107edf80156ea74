"""A pair of encoders becomes a model: codes fitted to the library's photos, found by words."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photosearch import paths
from photosearch.core.errors import ExitCode
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import load_card
from tests.cli.conftest import Command, start
from tests.inference import tiny_models, tiny_pairs

pytestmark = pytest.mark.slow

PHOTOS = 72


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos of about one colour each; a dozen each are green, red and blue."""
    folder = tmp_path_factory.mktemp("coloured")
    random = np.random.default_rng(6)
    colours = list(tiny_pairs.COLOURS.values())
    for number in range(PHOTOS):
        colour = random.integers(0, 256, 3)
        if number < 36:
            colour = np.asarray(colours[number // 12]) + random.integers(-15, 16, 3)
        pixels = colour + random.normal(0, 12, (48, 64, 3))
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(folder / f"{number:03}.png")
    return folder


@pytest.fixture(scope="module")
def made_library(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("pair") / "library"
    with start("--library", library, "index", photos) as process:
        out, err = process.communicate()
    assert process.returncode == 0, out + err
    return library


@pytest.fixture
def library(made_library: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path) -> Path:
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(made_library))
    return made_library


def names(rows: list[dict[str, object]]) -> list[str]:
    return [Path(str(row["path"])).stem for row in rows]


@pytest.mark.parametrize("inside", [False, True])
def test_a_pair_is_added_used_and_searched_by_words_and_picture(
    photosearch: Command, library: Path, photos: Path, tmp_path: Path, inside: bool
) -> None:
    folder = tiny_pairs.write_pair(tmp_path / "export", inside=inside, name=f"pair{inside}")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ended = photosearch("model", "add", folder, "--json")
    assert ended.code == 0, ended.err
    (row,) = ended.rows
    assert (row["bits"], row["photos"], row["words"]) == (tiny_pairs.WIDTH, PHOTOS, True)
    assert row["ms_per_photo"] >= 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    card = load_card(paths.user_models_folder() / f"pair{inside}")
    assert row["model_id"] == card.model_id
    assert card.licence == "MIT"
    assert photosearch("model", "use", card.name).code == 0
    for number, word in enumerate(tiny_pairs.COLOURS):
        found = photosearch("search", "--words", f"a {word} thing", "--top", "12", "--json")
        assert found.code == 0, found.err
        wanted = {f"{12 * number + each:03}" for each in range(12)}
        assert len(wanted & set(names(found.rows))) >= 10, word
    picture = photosearch(
        "search", photos / "000.png", "--sense", "subject", "--top", "12", "--json"
    )
    # Codes are short: others may have the same one, and were perhaps indexed before.
    first = [row for row in picture.rows if row["score"] == picture.rows[0]["score"]]
    assert "000" in names(first)
    assert len({f"{each:03}" for each in range(12)} & set(names(picture.rows))) >= 10
    both = photosearch(
        "search", photos / "000.png", "--words", "blue", "--balance", "1", "--top", "8", "--json"
    )
    assert {int(name) // 12 for name in names(both.rows)} == {2}
    assert photosearch("model", "undo").code == 0


def test_codes_are_signs_of_the_fitted_vectors(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    assert photosearch("model", "add", tiny_pairs.write_pair(tmp_path / "export")).code == 0
    folder = paths.user_models_folder() / "pair"
    matrix = np.load(folder / "codes.npy")
    pixels = np.full((1, tiny_pairs.SIDE, tiny_pairs.SIDE, 3), tiny_pairs.COLOURS["red"], np.uint8)
    vector = tiny_pairs.vector_of(tiny_pairs.COLOURS["red"])
    wanted = matrix[:, :-1] @ (vector / np.linalg.norm(vector)) + matrix[:, -1]
    found = Encoder(folder).encode(pixels)["subject"][0]
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-4)
    # Rows of one length, at right angles: distances of vectors are kept.
    weight = matrix[:, :-1] / np.linalg.norm(matrix[0, :-1])
    np.testing.assert_allclose(weight @ weight.T, np.eye(len(weight)), atol=1e-4)


def test_the_tokenizer_may_be_in_two_files(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    merges = "#version: 0.2\n" + "\n".join(map(" ".join, tiny_pairs.MERGES))
    changes = {
        "vocab.json": json.dumps(tiny_pairs.VOCABULARY).encode(), "merges.txt": merges.encode()
    }  # fmt: skip
    ended = photosearch("model", "add", tiny_pairs.write_pair(tmp_path / "export", changes))
    assert ended.code == 0, ended.err
    assert "24 bits, fitted to 72 photos" in ended.out
    entries = tomllib.loads((paths.user_models_folder() / "pair" / "model.toml").read_text())
    assert entries["words"]["tokenizer"] == "tokenizer.json"
    assert "pair" not in entries


def test_a_text_encoder_of_one_length_is_taken(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    changes = {"text.onnx": tiny_pairs.text_network(length=20)}
    ended = photosearch("model", "add", tiny_pairs.write_pair(tmp_path / "export", changes))
    assert ended.code == 0, ended.err


WRONG: dict[str, tuple[Any, Any, str]] = {
    "other width": (
        {"text.onnx": tiny_pairs.text_network(width=16)}, {}, "pictures become 24 numbers, texts 16"
    ),
    "no network": ({"image.onnx": b"no network"}, {}, "is no ONNX model"),
    "no network of texts": ({"text.onnx": b"no network"}, {}, "cannot be loaded"),
    "one picture only": ({"image.onnx": tiny_pairs.image_network(batch=1)}, {}, "instead of (N,"),
    "pixels as they are": (
        {"image.onnx": tiny_pairs.image_network(inside=True)}, {}, "instead of one input of the"
    ),
    "tokens of another name": (
        {"text.onnx": tiny_pairs.text_network(name="numbers")}, {}, "takes numbers instead of ids"
    ),
    "broken tokenizer": ({"tokenizer.json": b"{"}, {}, "tokenizer.json"),
    "another tokenizer": (
        {"tokenizer.json": b'{"model": {"type": "Unigram"}}'}, {}, "of the kind Unigram"
    ),
    "wrong mean": (
        {}, {"input": {"width": 16, "height": 16, "fit": "crop", "mean": [1, 2], "std": [1, 1, 1]}},
        "three numbers each for 'mean' and 'std'",
    ),
    "wrong sha256": ({}, {"sha256": "0" * 64}, "is damaged or not the one"),
    "a name that is taken": ({}, {"name": "default"}, "There is a model called default already."),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_pair_is_refused_and_the_old_model_answers(
    photosearch: Command, library: Path, tmp_path: Path, case: str
) -> None:
    changes, entries, told = WRONG[case]
    ended = photosearch(
        "model", "add", tiny_pairs.write_pair(tmp_path / "export", changes, **entries)
    )
    assert ended.code == ExitCode.MODEL
    assert told in " ".join(ended.err.split())
    assert ".new-" not in ended.err
    home = paths.user_models_folder()
    assert not home.exists() or not list(home.iterdir())
    found = photosearch("search", "--words", "red", "--top", "3", "--json")
    assert (found.code, len(found.rows)) == (0, 3)


@pytest.mark.parametrize("name", ["image.onnx", "text.onnx", "tokenizer.json"])
def test_a_file_that_is_missing_is_told(
    photosearch: Command, library: Path, tmp_path: Path, name: str
) -> None:
    folder = tiny_pairs.write_pair(tmp_path / "export")
    (folder / name).unlink()
    ended = photosearch("model", "add", folder)
    assert ended.code == ExitCode.MODEL
    assert f"{name} is missing" in " ".join(ended.err.split())


def test_too_few_photos_are_told(
    photosearch: Command, indexed: Path, own_home: Path, tmp_path: Path
) -> None:
    folder = tiny_pairs.write_pair(tmp_path / "export")
    ended = photosearch("--library", indexed, "model", "add", folder)
    assert ended.code == ExitCode.MODEL
    assert "at least 64; 12 can be read" in " ".join(ended.err.split())


def test_without_a_library_that_is_told(
    photosearch: Command, own_home: Path, tmp_path: Path
) -> None:
    ended = photosearch("model", "add", tiny_pairs.write_pair(tmp_path / "export"))
    assert ended.code not in (0, 1)
    assert "library" in ended.err


def test_a_pair_that_was_not_added_is_no_model(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    ended = photosearch("model", "use", tiny_pairs.write_pair(tmp_path / "export"))
    assert ended.code == ExitCode.MODEL
    assert "photosearch model add" in ended.err


def test_a_model_is_not_fitted(photosearch: Command, library: Path, tmp_path: Path) -> None:
    (row,) = photosearch("model", "add", tiny_models.write_model(tmp_path / "m"), "--json").rows
    assert "photos" not in row
