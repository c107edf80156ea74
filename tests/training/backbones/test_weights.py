"""Weights from files and from torchvision's sets, and what they say about their input."""

from __future__ import annotations

import json
import logging
import urllib.error
from pathlib import Path

import pytest

from tests.message_text import raises_text, text_of

pytest.importorskip("torch", reason="needs the extra 'train'")
safetensors_torch = pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

import torch  # noqa: E402

from photosearch.core.errors import UserError  # noqa: E402
from photosearch.training.backbones import build  # noqa: E402
from photosearch.training.backbones.architectures import architecture  # noqa: E402
from photosearch.training.backbones.weights import WeightsError  # noqa: E402

pytestmark = pytest.mark.train

IMAGENET_MEAN = [0.485, 0.456, 0.406]


def tensors_of(name: str) -> dict[str, torch.Tensor]:
    torch.manual_seed(2)
    state = architecture(name).create().state_dict()
    return {key: value.contiguous() for key, value in state.items()}


@pytest.fixture(scope="module")
def small() -> dict[str, torch.Tensor]:
    return tensors_of("mobilenet_v3_small")


def write(file: Path, tensors: dict[str, torch.Tensor], **metadata: str) -> Path:
    safetensors_torch.save_file(tensors, file, metadata or None)
    return file


@pytest.mark.parametrize("classifier", [False, True])
def test_every_tensor_of_a_file_is_used(
    small: dict[str, torch.Tensor], tmp_path: Path, classifier: bool
) -> None:
    file = write(tmp_path / "w.safetensors", small)
    backbone = build("mobilenet_v3_small", weights=file, classifier=classifier)
    found = backbone.network.state_dict()
    wanted = {
        name: value
        for name, value in small.items()
        if classifier or not name.startswith("classifier.")
    }
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        assert torch.equal(found[name], value), name
    assert not backbone.training
    assert all(parameter.requires_grad for parameter in backbone.parameters())


def test_what_is_saved_is_loaded_with_its_normalisation(tmp_path: Path) -> None:
    torch.manual_seed(3)
    saved = build("cnn4", mean=(0.1, 0.2, 0.3), std=(0.4, 0.5, 0.6), classifier=True)
    saved.save(tmp_path / "w.safetensors")
    loaded = build("cnn4", weights=tmp_path / "w.safetensors", classifier=True)
    for name, value in saved.state_dict().items():
        torch.testing.assert_close(loaded.state_dict()[name], value, rtol=0, atol=0)
    assert loaded.side == saved.side
    assert [file.name for file in tmp_path.iterdir()] == ["w.safetensors"]


@pytest.mark.parametrize(
    ("metadata", "mean", "std", "side"),
    [
        ({}, IMAGENET_MEAN, [0.229, 0.224, 0.225], 224),
        ({"mean": "[0.1, 0.2, 0.3]", "std": "[1, 1, 1]"}, [0.1, 0.2, 0.3], [1, 1, 1], 224),
        ({"std": "[1, 1, 1]", "side": "192"}, IMAGENET_MEAN, [1, 1, 1], 192),
        ({"input": "RGB / 127.5 - 1; sides 32k+1"}, [0.5] * 3, [0.5] * 3, 225),
        (
            {"input": "RGB / 127.5 - 1", "mean": "[0, 0, 0]", "std": "[1, 1, 1]"},
            [0] * 3,
            [1] * 3,
            224,
        ),
    ],
)
def test_the_file_says_what_it_wants_to_see(
    small: dict[str, torch.Tensor],
    tmp_path: Path,
    metadata: dict[str, str],
    mean: list[float],
    std: list[float],
    side: int,
) -> None:
    file = write(tmp_path / "w.safetensors", small, **metadata)
    backbone = build("mobilenet_v3_small", weights=file)
    torch.testing.assert_close(backbone.mean, torch.tensor(mean, dtype=torch.float32))
    torch.testing.assert_close(backbone.std, torch.tensor(std, dtype=torch.float32))
    assert backbone.side == side
    own = build("mobilenet_v3_small", weights=file, mean=(0.0, 0.0, 0.0), std=(2.0, 2.0, 2.0))
    assert own.mean.tolist() == [0] * 3
    assert own.std.tolist() == [2] * 3


def test_words_that_nobody_understands_are_told(
    small: dict[str, torch.Tensor], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = write(tmp_path / "w.safetensors", small, input="BGR")
    with caplog.at_level(logging.WARNING):
        backbone = build("mobilenet_v3_small", weights=file)
    assert "'BGR', which is not understood" in caplog.text
    torch.testing.assert_close(backbone.mean, torch.tensor(IMAGENET_MEAN))


@pytest.mark.parametrize(
    "metadata",
    [
        {"mean": "0.5"},
        {"mean": "[0.5, 0.5]"},
        {"mean": "half"},
        {"mean": '[0.5, 0.5, "x"]'},
        {"mean": "[0.5, 0.5, null]"},
        {"mean": "[0.5, 0.5, NaN]"},
        {"std": "[1, 1, 0]"},
        {"std": "[1, 1, Infinity]"},
        {"side": "large"},
        {"side": "0"},
    ],
)
def test_metadata_that_makes_no_sense_is_told(
    small: dict[str, torch.Tensor], tmp_path: Path, metadata: dict[str, str]
) -> None:
    file = write(tmp_path / "w.safetensors", small, **metadata)
    with raises_text(WeightsError, "do not say clearly"):
        build("mobilenet_v3_small", weights=file)


def test_files_of_another_kind_are_told(small: dict[str, torch.Tensor], tmp_path: Path) -> None:
    file = write(tmp_path / "w.safetensors", small)
    with raises_text(WeightsError, "are of mobilenet_v3_small: ") as caught:
        build("mobilenet_v3_large", weights=file)
    assert "mobilenet_v3_large with --weights" in text_of(caught.value).next_step
    (tmp_path / "junk.safetensors").write_bytes(b"junk")
    (tmp_path / "folder").mkdir()
    for name in ("junk.safetensors", "absent.safetensors", "folder"):
        with raises_text(WeightsError, f"{name} cannot be read"):
            build("mobilenet_v3_small", weights=tmp_path / name)


def test_one_wrong_tensor_is_named(small: dict[str, torch.Tensor], tmp_path: Path) -> None:
    name = "features.12.0.weight"
    changes = {
        "missing": {key: value for key, value in small.items() if key != name},
        "is 3 x 2, not 576 x 96 x 1 x 1": {**small, name: torch.zeros(3, 2)},
        "not finite": {**small, name: torch.full_like(small[name], torch.nan)},
    }
    for words, tensors in changes.items():
        with raises_text(WeightsError, f"{name}.* {words}"):
            build("mobilenet_v3_small", weights=write(tmp_path / "w.safetensors", tensors))
    more = write(tmp_path / "w.safetensors", {**small, "extra": torch.zeros(1)})
    with raises_text(WeightsError, "extra is too many"):
        build("mobilenet_v3_small", weights=more)


def test_files_without_classifier_or_in_half_precision_will_do(
    small: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    bare = {
        name: value.half() if value.is_floating_point() else value
        for name, value in small.items()
        if not name.startswith("classifier.") and not name.endswith("num_batches_tracked")
    }
    file = write(tmp_path / "w.safetensors", bare)
    backbone = build("mobilenet_v3_small", weights=file)
    for name, value in backbone.network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            assert value == 0
        else:
            assert value.dtype == torch.float32
            assert torch.equal(value, bare[name].float()), name
    with raises_text(WeightsError, r"classifier\.0\.weight is missing"):
        build("mobilenet_v3_small", weights=file, classifier=True)


def pretrained_file(home: Path, name: str) -> Path:
    file = home / "hub" / "checkpoints" / name
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of torchvision's weights, and no network."""
    monkeypatch.setattr(torch.hub, "_hub_dir", None)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))

    def refuse(*_arguments, **_options) -> None:
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(torch.hub, "download_url_to_file", refuse)
    return tmp_path


def test_pretrained_weights_come_from_the_cache(small: dict[str, torch.Tensor], hub: Path) -> None:
    torch.save(small, pretrained_file(hub, "mobilenet_v3_small-047dcff4.pth"))
    backbone = build("mobilenet_v3_small", weights="pretrained")
    for name, value in backbone.network.state_dict().items():
        assert torch.equal(value, small[name]), name


def test_inception_leaves_its_second_classifier_out(hub: Path) -> None:
    # All numbers of a tensor are one number: nothing here looks at them.
    with torch.device("meta"):
        shapes = architecture("inception_v3").create().state_dict()
    tensors = {name: torch.zeros(()).expand(value.shape) for name, value in shapes.items()}
    tensors["AuxLogits.conv0.conv.weight"] = torch.zeros(3)
    torch.save(tensors, pretrained_file(hub, "inception_v3_google-0cc3c7bd.pth"))
    backbone = build("inception_v3", weights="pretrained")
    assert backbone.mean.tolist() == [0.5] * 3


def test_without_a_network_the_way_out_is_told(hub: Path, capfd: pytest.CaptureFixture) -> None:
    with raises_text(UserError, "no network") as caught:
        build("mobilenet_v3_small", weights="pretrained")
    assert "mobilenet_v3_small-047dcff4.pth" in text_of(caught.value).next_step
    assert "--weights" in text_of(caught.value).next_step


@pytest.mark.parametrize("content", [b"", b"junk", b"\x80\x02}q\x00X", b"PK\x03\x04 no zip"])
def test_a_damaged_download_is_told(hub: Path, content: bytes) -> None:
    pretrained_file(hub, "mobilenet_v3_small-047dcff4.pth").write_bytes(content)
    with raises_text(UserError, "cannot be had"):
        build("mobilenet_v3_small", weights="pretrained")


@pytest.mark.parametrize("content", [["a list"], {"epoch": 3}])
def test_a_download_of_something_else_is_told(hub: Path, content: object) -> None:
    torch.save(content, pretrained_file(hub, "mobilenet_v3_small-047dcff4.pth"))
    with raises_text(UserError, "cannot be had"):
        build("mobilenet_v3_small", weights="pretrained")


def test_a_pretrained_set_of_another_network_is_told(hub: Path) -> None:
    torch.save({"weight": torch.zeros(1)}, pretrained_file(hub, "mobilenet_v3_small-047dcff4.pth"))
    with raises_text(WeightsError, "torchvision's pretrained set are not of mobilenet_v3"):
        build("mobilenet_v3_small", weights="pretrained")


def test_cnn4_is_trained_from_scratch() -> None:
    with raises_text(UserError, "from scratch"):
        build("cnn4", weights="pretrained")


def test_metadata_is_plain_json(tmp_path: Path) -> None:
    build("cnn4").save(tmp_path / "w.safetensors")
    with safetensors_torch.safe_open(tmp_path / "w.safetensors", framework="pt") as opened:
        metadata = opened.metadata()
    assert json.loads(metadata["mean"]) == json.loads(metadata["std"]) == [0.5] * 3
    assert metadata["arch"] == "cnn4"
