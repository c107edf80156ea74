"""The two-branch network: its outputs, its export, its windows, its 8-bit form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch
from PIL import Image

from photosearch.core.codes import CodeKind, hamming, pack
from photosearch.core.errors import ModelError
from photosearch.inference.encoder import Encoder
from photosearch.training.backbones import feature_session
from photosearch.training.backbones.backbone import build
from photosearch.training.backbones.default_encoder import DefaultEncoder, SubjectHead
from photosearch.training.backbones.multi_output import BITS
from photosearch.training.default_encoder import layers, model_folder

pytestmark = pytest.mark.train

SIDE = 65


def images(count: int, seed: int = 0) -> np.ndarray:
    """Soft pictures: noise alone would look the same to every filter."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (count, 5, 5, 3), dtype=np.uint8)
    return np.stack(
        [
            np.asarray(Image.fromarray(one).resize((SIDE, SIDE), Image.Resampling.BICUBIC))
            for one in coarse
        ]
    )


def lively(encoder: DefaultEncoder) -> DefaultEncoder:
    """With statistics of its own: otherwise a random network lets almost nothing through."""
    for layer in encoder.modules():
        if isinstance(layer, torch.nn.BatchNorm2d | torch.nn.BatchNorm1d):
            layer.momentum = None
    encoder.train()
    with torch.no_grad():
        for seed in range(3):
            encoder(torch.from_numpy(images(16, seed)))
    return encoder.eval()


@pytest.fixture(scope="module")
def encoder() -> DefaultEncoder:
    torch.manual_seed(3)
    return lively(DefaultEncoder())


@pytest.fixture(scope="module")
def values(encoder: DefaultEncoder) -> dict[str, object]:
    return model_folder.card_values(encoder, "tiny", "1", SIDE)


@pytest.fixture(scope="module")
def whole(
    encoder: DefaultEncoder, values: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("float")
    model_folder.export_float(encoder, folder, SIDE, values)
    return folder


def test_torch_and_the_exported_file_agree(encoder: DefaultEncoder, whole: Path) -> None:
    pixels = images(6, seed=9)
    with torch.no_grad():
        wanted = dict(zip(encoder.output_names, encoder(torch.from_numpy(pixels)), strict=True))
    found = Encoder(whole).encode(pixels)
    assert list(found) == encoder.output_names
    for name, tensor in wanted.items():
        scale = float(tensor.std())
        np.testing.assert_allclose(found[name], tensor.numpy(), atol=scale * 1e-3, rtol=1e-3)


def test_the_shapes_are_those_of_the_contract(whole: Path) -> None:
    outputs = Encoder(whole).encode(images(2))
    assert {name: rows.shape[1:] for name, rows in outputs.items()} == {
        "copy": (256,),
        "look": (128,),
        "subject": (256,),
        "regions": (10, 128),
        "tags": (1000,),
    }


def test_the_network_stays_as_it_was(tmp_path: Path) -> None:
    torch.manual_seed(1)
    backbone = build("efficientnet_lite2", classifier=True)
    backbone.save(tmp_path / "w.safetensors")
    encoder = DefaultEncoder(tmp_path / "w.safetensors", concepts=3).eval()
    pixels = torch.from_numpy(images(3))
    with torch.no_grad():
        wanted = backbone(encoder.trunk.normalise(pixels))
        maps = encoder.trunk.maps(encoder.trunk.normalise(pixels))
        for found, stage in zip(maps.stages, wanted, strict=True):
            torch.testing.assert_close(found, stage)
        torch.testing.assert_close(encoder.trunk(pixels), wanted.middle)
        torch.testing.assert_close(encoder.trunk.wide(wanted.middle), maps.wide)
        torch.testing.assert_close(encoder(pixels)[-1], backbone.classify(wanted))


def test_subjects_see_features_and_probabilities() -> None:
    torch.manual_seed(2)
    head = SubjectHead(concepts=4, bits=8)
    means, logits = torch.rand(5, 1280), torch.randn(5, 1000) * 3
    assert head.concepts is not None
    with torch.no_grad():
        rows = head.features(means, logits).numpy()
        concepts = head.concepts(means).numpy().astype(np.float64)
    np.testing.assert_allclose(np.linalg.norm(rows[:, :1280], axis=1), 1, rtol=1e-5)
    for part, scores in ((rows[:, 1280:2280], logits.numpy()), (rows[:, 2280:], concepts)):
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        length = np.linalg.norm(part, axis=1, keepdims=True)
        assert np.ptp(length) < 1e-5
        np.testing.assert_allclose((part / length) ** 2, chances, atol=1e-5)


def test_the_last_window_is_the_whole_picture(encoder: DefaultEncoder) -> None:
    boxes = encoder.region_boxes(SIDE)
    assert len(boxes) == 10
    whole = boxes[-1]
    assert (whole.x, whole.y, whole.width, whole.height) == (0, 0, 1, 1)
    with torch.no_grad():
        features = encoder.features(torch.from_numpy(images(2)))
    torch.testing.assert_close(features.regions[:, -1], features.copy)
    assert (features.regions[:, :-1] - features.copy[:, None]).abs().amax((1, 2)).min() > 0.01


def test_exporting_twice_gives_the_same_bytes(
    encoder: DefaultEncoder, whole: Path, values: dict[str, object], tmp_path: Path
) -> None:
    model_folder.export_float(encoder, tmp_path, SIDE, values)
    for file in whole.iterdir():
        assert file.read_bytes() == (tmp_path / file.name).read_bytes(), file.name


def test_eight_bits_keep_the_contract_and_most_bits(
    encoder: DefaultEncoder, whole: Path, values: dict[str, object], tmp_path: Path
) -> None:
    photos = np.concatenate([images(8, seed) for seed in range(4)])
    made = model_folder.export_int8(whole, tmp_path, photos, values, lambda _: {"copy": 0.9})
    small = made.encoder
    assert made.last_float == 0
    assert (tmp_path / "encoder.onnx").stat().st_size < 0.5 * (
        whole / "encoder.onnx"
    ).stat().st_size
    pixels = images(4, seed=20)
    one, other = Encoder(whole).encode(pixels), small.encode(pixels)
    for kind in (CodeKind.COPY, CodeKind.SUBJECT):
        codes, others = pack(one[kind]), pack(other[kind])
        apart = [hamming(codes[n], others[n][None])[0] for n in range(len(codes))]
        # Of random weights; chance is half of the bits.
        assert np.mean(apart) < 0.35 * BITS[kind], kind
    agreement = model_folder.parity(encoder, Encoder(whole), small, photos)
    assert agreement["copy_fp32"] > 0.995
    assert 0.6 < agreement["copy_int8"] < agreement["copy_fp32"]


def test_an_output_that_loses_too_much_stays_in_float(
    whole: Path,
    values: dict[str, object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried: list[int] = []

    def quantise(source: Path, target: Path, *_: object, last_float: int, **__: object) -> None:
        tried.append(last_float)
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr(model_folder, "quantise", quantise)
    worth = iter([0.8, 0.75, 0.79, 0.795])  # in float, then with more and more in float
    made = model_folder.export_int8(
        whole, tmp_path, images(8), values, lambda _: {"tags_top1": next(worth)}
    )
    assert tried == [0, 6, 16]
    assert (made.last_float, made.before["tags_top1"], made.after["tags_top1"]) == (16, 0.8, 0.795)
    assert "8 bits cost an output 6.2 % of its worth" in caplog.text


def test_where_nothing_suffices_the_least_loss_is_taken(
    whole: Path,
    values: dict[str, object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def quantise(source: Path, target: Path, *_: object, **__: object) -> None:
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr(model_folder, "quantise", quantise)
    worth = iter([0.8, 0.7, 0.75, 0.72])
    made = model_folder.export_int8(
        whole, tmp_path, images(8), values, lambda _: {"tags_top1": next(worth)}
    )
    assert (made.last_float, made.after["tags_top1"]) == (6, 0.75)
    assert len(caplog.records) == 3


def test_a_file_that_computes_something_else_is_refused(
    encoder: DefaultEncoder, whole: Path
) -> None:
    torch.manual_seed(8)
    other = lively(DefaultEncoder())
    good = Encoder(whole)
    with raises_text(ModelError, "differs from the trained one"):
        model_folder.parity(other, good, good, images(16))


def test_a_model_is_replaced_whole(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    model_folder.put_in_place(whole, out)
    assert sorted(file.name for file in out.iterdir()) == [
        "encoder.onnx",
        "labels.txt",
        "model.toml",
    ]
    broken = tmp_path / "broken"
    model_folder.put_in_place(whole, broken)
    (broken / "encoder.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError):
        model_folder.put_in_place(broken, out)
    Encoder(out)  # the good one is still there


def test_look_weights_fit_the_features(encoder: DefaultEncoder) -> None:
    extract = feature_session.feature_session(encoder, SIDE)
    features = extract(images(3))
    assert features["look"].shape == (3, len(layers.look_weights(features["look"])))
    with torch.no_grad():
        wanted = encoder.features(torch.from_numpy(images(3)))
    for name, rows in features.items():
        np.testing.assert_allclose(rows, getattr(wanted, name).numpy(), atol=1e-3, rtol=1e-2)


def test_look_and_regions_are_fitted_to_the_features() -> None:
    torch.manual_seed(5)
    encoder = DefaultEncoder()
    rng = np.random.default_rng(2)
    features = {
        "look": rng.normal(3, 1, (200, 515)).astype(np.float32),
        "regions": rng.normal(3, 1, (40, 10, 1248)).astype(np.float32),
    }
    layers.fit_look(encoder, features, seed=1)
    layers.fit_regions(encoder, features, seed=1)
    for layer, rows in (
        (encoder.look_layer, features["look"]),
        (encoder.regions_layer, features["regions"].reshape(-1, 1248)),
    ):
        with torch.no_grad():
            fitted = layer(torch.from_numpy(rows)).numpy()
        np.testing.assert_allclose(fitted.mean(axis=0), 0, atol=2e-2)
        assert np.mean(fitted**2) == pytest.approx(1, rel=2e-2)
