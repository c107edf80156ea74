"""From a network to a model folder: the exported file computes what torch computes."""

from __future__ import annotations

import logging
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra 'train'")
safetensors_torch = pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

from PIL import Image  # noqa: E402

from photosearch.core.codes import Kind, hamming, pack  # noqa: E402
from photosearch.core.errors import UserError  # noqa: E402
from photosearch.core.preprocess import Fit  # noqa: E402
from photosearch.inference import models  # noqa: E402
from photosearch.inference.encoder import Encoder  # noqa: E402
from photosearch.training import export, heads, photo_sets  # noqa: E402
from photosearch.training.backbone import Backbone, load_backbone  # noqa: E402
from photosearch.training.heads import HashEncoder  # noqa: E402
from photosearch.training.quantise import quantise  # noqa: E402

pytestmark = pytest.mark.train

SIDE = 65


def images(count: int, seed: int = 0) -> np.ndarray:
    """Soft pictures: noise alone would look the same to every filter."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (count, 5, 5, 3), dtype=np.uint8)
    return np.stack(
        [np.asarray(Image.fromarray(one).resize((SIDE, SIDE), Image.BICUBIC)) for one in coarse]
    )


@pytest.fixture(scope="module")
def backbone() -> Backbone:
    torch.manual_seed(3)
    made = Backbone()
    # Statistics of its own: otherwise a random network lets almost nothing through.
    for layer in made.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = None
    made.train()
    with torch.no_grad():
        for seed in range(3):
            made(torch.from_numpy(images(16, seed)))
    return made.eval()


@pytest.fixture(scope="module")
def encoder(backbone: Backbone) -> HashEncoder:
    torch.manual_seed(4)
    return HashEncoder(backbone, heads.descriptor_sizes(backbone, SIDE)).eval()


@pytest.fixture(scope="module")
def model(encoder: HashEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    export.export_onnx(encoder, encoder.output_names, SIDE, folder / export.MODEL_FILE)
    export.write_card(folder, export.card_values("tiny", "1", SIDE, Fit.STRETCH))
    return folder


def test_torch_and_the_exported_file_agree(encoder: HashEncoder, model: Path) -> None:
    pixels = images(6, seed=9)
    with torch.no_grad():
        wanted = dict(zip(encoder.output_names, encoder(torch.from_numpy(pixels)), strict=True))
    found = Encoder(model).encode(pixels)
    assert list(found) == encoder.output_names
    for name, values in wanted.items():
        scale = float(values.std())
        np.testing.assert_allclose(found[name], values.numpy(), atol=scale * 1e-3, rtol=1e-3)
        sure = np.abs(values.numpy()) > scale * 1e-3
        assert sure.mean() > 0.95
        np.testing.assert_array_equal((found[name] > 0)[sure], (values.numpy() > 0)[sure])


def test_the_shapes_are_those_of_the_contract(model: Path) -> None:
    outputs = Encoder(model).encode(images(2))
    assert {name: values.shape[1:] for name, values in outputs.items()} == {
        "copy": (256,),
        "look": (128,),
        "subject": (256,),
        "regions": (9, 128),
        "tags": (1000,),
    }


def test_exporting_twice_gives_the_same_bytes(
    encoder: HashEncoder, model: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.onnx"
    export.export_onnx(encoder, encoder.output_names, SIDE, again)
    assert again.read_bytes() == (model / export.MODEL_FILE).read_bytes()


def test_a_quantised_model_keeps_the_contract_and_most_bits(model: Path, tmp_path: Path) -> None:
    quantise(
        model / export.MODEL_FILE,
        tmp_path / export.MODEL_FILE,
        [images(8, seed) for seed in range(4)],
        keep_float=[kind.value for kind in heads.BITS],
    )
    export.write_card(tmp_path, export.card_values("tiny", "1", SIDE, Fit.STRETCH))
    small, whole = tmp_path / export.MODEL_FILE, model / export.MODEL_FILE
    assert small.stat().st_size < 0.5 * whole.stat().st_size
    pixels = images(4, seed=20)
    one, other = Encoder(model).encode(pixels), Encoder(tmp_path).encode(pixels)
    for kind in (Kind.COPY, Kind.SUBJECT):
        codes, others = pack(one[kind]), pack(other[kind])
        apart = [hamming(codes[n], others[n][None])[0] for n in range(len(codes))]
        assert max(apart) < 0.2 * heads.BITS[kind], kind


def test_heads_are_fitted_to_what_they_see(
    backbone: Backbone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(heads, "BITS", {kind: 16 for kind in Kind})
    rng = np.random.default_rng(2)
    sizes = heads.descriptor_sizes(backbone, SIDE)
    described = [
        {
            kind: rng.normal(3, 1, (12, *([9] if kind is Kind.REGIONS else []), size))
            for kind, size in sizes.items()
        }
        for _ in range(4)
    ]
    weights = []
    for _ in range(2):
        encoder = HashEncoder(backbone, sizes, heads.BITS)
        means = export.fit_heads(encoder, described, seed=1)
        weights.append(encoder.heads["copy"].weight.detach().numpy())
    np.testing.assert_array_equal(*weights)
    copies = np.concatenate([rows[Kind.COPY] for rows in described])
    np.testing.assert_allclose(means[Kind.COPY], copies.mean(axis=0), atol=1e-6)
    with torch.no_grad():
        values = encoder.heads["copy"](torch.from_numpy(copies).float()).numpy()
    np.testing.assert_allclose(values.mean(axis=0), 0, atol=1e-2)
    assert np.mean(values**2) == pytest.approx(1, rel=1e-2)


@pytest.mark.parametrize("side", [65, 129, 161, 193, 225, 257])
def test_region_boxes_are_the_windows_that_are_averaged(side: int) -> None:
    cells = (side - 1) // 32 + 1
    maps = heads.FeatureMaps(
        *[torch.zeros(1)] * 3, top=torch.rand(1, 7, cells, cells, generator=torch.manual_seed(0))
    )
    rows = heads.region_descriptors(maps)[0].numpy()
    boxes = heads.region_boxes(side)
    assert len(rows) == len(boxes) == 9
    assert {box.x for box in boxes} == {box.y for box in boxes}
    assert max(box.x + box.width for box in boxes) == pytest.approx(1)
    for row, box in zip(rows, boxes, strict=True):
        top, left = round(box.y * cells), round(box.x * cells)
        bottom, right = (round((edge + box.width) * cells) for edge in (box.y, box.x))
        mean = maps.top[0, :, top:bottom, left:right].numpy().mean(axis=(1, 2))
        np.testing.assert_allclose(row, mean / np.linalg.norm(mean), rtol=1e-4)


def test_look_weights_fit_the_descriptor(backbone: Backbone) -> None:
    sizes = heads.descriptor_sizes(backbone, SIDE)
    assert len(heads.look_weights()) == sizes[Kind.LOOK]


def test_weights_are_loaded(backbone: Backbone, tmp_path: Path) -> None:
    network = {name: value.contiguous() for name, value in backbone.state_dict().items()}
    safetensors_torch.save_file(network, tmp_path / "whole.safetensors")
    loaded = load_backbone(tmp_path / "whole.safetensors")
    for name, value in loaded.state_dict().items():
        assert torch.equal(value, network[name]), name
    network.popitem()
    safetensors_torch.save_file(network, tmp_path / "part.safetensors")
    (tmp_path / "junk.safetensors").write_bytes(b"junk")
    for name in ("part", "junk", "absent"):
        with pytest.raises(UserError, match=name):
            load_backbone(tmp_path / f"{name}.safetensors")


def write_photo_sets(folder: Path) -> None:
    """The photo sets' zip files with a few pictures each."""
    parts = {
        "clothing.zip": {"train": 40, "validation": 8},
        "tiny-imagenet-30k.zip": {"train": 40, "val": 20},
    }
    for file, counts in parts.items():
        with zipfile.ZipFile(folder / file, "w") as archive:
            for seed, (part, count) in enumerate(counts.items()):
                for number, pixels in enumerate(images(count, seed + len(file))):
                    with archive.open(f"{part}/{'ab'[number % 2]}/{number}.png", "w") as member:
                        Image.fromarray(pixels).save(member, "PNG")


def test_the_whole_command_makes_the_same_model_twice(
    backbone: Backbone,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(heads, "BITS", {kind: 8 for kind in Kind})
    write_photo_sets(tmp_path)
    network = {name: value.contiguous() for name, value in backbone.state_dict().items()}
    safetensors_torch.save_file(network, tmp_path / "w.safetensors")
    made = [tmp_path / "one", tmp_path / "two"]
    for out in made:
        command = ["--weights", tmp_path / "w.safetensors", "--data", tmp_path, "--out", out]
        options = ["--side", str(SIDE), "--name", "tiny", "--calibrate"]
        assert export.main([*map(str, command), *options]) == 0
    encoder = Encoder(made[0])
    assert encoder.card.bits == heads.BITS
    assert encoder.card.calibration.keys() == {Kind.COPY}
    assert len(models.load_labels(made[0], encoder.card)) == encoder.card.tags == 1000
    for file in made[0].iterdir():
        assert file.read_bytes() == (made[1] / file.name).read_bytes(), file.name
    card = tomllib.loads((made[0] / "model.toml").read_text(encoding="utf-8"))
    assert [row["encoder"] for row in card["figures"]] == [
        "float descriptors, cosine",
        "codes, fp32",
        "codes, int8",
    ]
    assert str(tmp_path) not in card["training"]["command"]


def test_missing_photo_sets_are_told(
    backbone: Backbone, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    command = ["--weights", "w", "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    assert export.main(command) == 3
    assert "cannot be read" in caplog.text
    assert not (tmp_path / "out").exists()


def test_photo_sets_are_read_in_place(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for number in range(5):
            with archive.open(f"train/{'ab'[number % 2]}/{number}.png", "w") as member:
                Image.new("RGB", (8, 6), (number, 0, 0)).save(member, "PNG")
    photos = photo_sets.open_photo_set(tmp_path / "set.zip", "train")
    assert photos.labels == ["a", "a", "a", "b", "b"]
    assert [int(rgb[0, 0, 0]) for rgb in photos.photos()] == [0, 2, 4, 1, 3]
    assert [int(rgb[0, 0, 0]) for rgb in photos.take(2, 1).photos()] == [2, 1]
    with pytest.raises(UserError, match="nothing in"):
        photo_sets.open_photo_set(tmp_path / "set.zip", "val")
    with pytest.raises(UserError, match="cannot be read"):
        photo_sets.open_photo_set(tmp_path / "absent.zip", "train")
