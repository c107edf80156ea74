"""All outputs of the contract from one backbone, in torch and in onnxruntime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

import onnxruntime as ort
import torch

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UserError
from photosearch.training.backbones import MultiOutputNetwork, StageMaps, build
from photosearch.training.backbones.architectures import architecture
from photosearch.training.backbones.look import EvenedOut, look_features, look_size
from photosearch.training.backbones.regions import region_boxes, region_means
from photosearch.training.export import export_onnx

pytestmark = pytest.mark.train


def images(count: int, side: int, seed: int = 0) -> torch.Tensor:
    return torch.randint(
        0, 256, (count, side, side, 3), dtype=torch.uint8, generator=torch.manual_seed(seed)
    )


def network(name: str, *, classifier: bool = True, **options) -> MultiOutputNetwork:
    """With batch statistics of its own: a random network else lets almost nothing through."""
    torch.manual_seed(1)
    made = MultiOutputNetwork(build(name, classifier=classifier), **options)
    for layer in made.modules():
        if isinstance(layer, torch.nn.BatchNorm2d | torch.nn.BatchNorm1d):
            layer.momentum = None
    with torch.no_grad():
        made.train()(images(8, 97, seed=7))
    return made.eval()


@pytest.mark.parametrize("name", ["mobilenet_v2", "shufflenet_v2", "cnn4"])
def test_the_exported_file_gives_what_torch_gives(name: str, tmp_path: Path) -> None:
    made = network(name)
    export_onnx(made, made.output_names, 97, tmp_path / "encoder.onnx")
    session = ort.InferenceSession(tmp_path / "encoder.onnx", providers=["CPUExecutionProvider"])
    assert [output.name for output in session.get_outputs()] == made.output_names
    shapes = {
        "copy": (256,),
        "look": (128,),
        "subject": (256,),
        "regions": (9, 128),
        "tags": (1000,),
    }
    for count in (1, 3):
        pixels = images(count, 97, seed=count)
        with torch.no_grad():
            wanted = made(pixels)
        found = session.run(None, {"pixels": pixels.numpy()})
        for output, values, truth in zip(made.output_names, found, wanted, strict=True):
            assert values.shape == (count, *shapes[output])
            scale = float(truth.std())
            np.testing.assert_allclose(values, truth.numpy(), rtol=1e-3, atol=1e-3 * scale)


def test_kinds_may_be_missing() -> None:
    made = network("cnn4", classifier=False, bits={CodeKind.SUBJECT: 16, CodeKind.COPY: 8})
    assert made.output_names == ["copy", "subject"]
    assert [tuple(values.shape) for values in made(images(2, 64))] == [(2, 8), (2, 16)]
    with pytest.raises(ValueError, match="subject"):
        MultiOutputNetwork(build("cnn4"), {CodeKind.COPY: 8})


def test_gradients_reach_every_weight_and_are_finite() -> None:
    made = network("cnn4", pooling="attention").train()
    sum(values.square().sum() for values in made(images(4, 64))).backward()
    for name, parameter in made.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.isfinite().all(), name


def test_subject_and_tags_are_read_off_the_last_map() -> None:
    made = network("mobilenet_v2")
    pixels = images(2, 97)
    with torch.no_grad():
        maps = made.backbone(made.backbone.normalise(pixels))
        outputs = dict(zip(made.output_names, made(pixels), strict=True))
        tags = made.backbone.network(made.backbone.normalise(pixels))
    means = maps.deep.numpy().mean(axis=(2, 3))
    means *= means.shape[1] ** 0.5 / np.linalg.norm(means, axis=1, keepdims=True)
    layer = made.heads["subject"]
    wanted = means @ layer.weight.detach().numpy().T + layer.bias.detach().numpy()
    np.testing.assert_allclose(outputs["subject"], wanted, atol=1e-4)
    torch.testing.assert_close(outputs["tags"], tags, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", ["mobilenet_v2", "inception_v3", "alexnet", "cnn4"])
@pytest.mark.parametrize("side", [161, 225])
def test_region_boxes_are_the_windows_that_are_averaged(name: str, side: int) -> None:
    with torch.device("meta"):
        cells = build(name)(torch.empty(1, 3, side, side)).deep.shape[-1]
    maps = torch.rand(1, 5, cells, cells, generator=torch.manual_seed(0))
    rows = region_means(maps)[0].numpy()
    boxes = region_boxes(architecture(name), side)
    assert len(rows) == len(boxes) == 9
    assert max(box.x + box.width for box in boxes) == pytest.approx(1)
    for row, box in zip(rows, boxes, strict=True):
        top, left = round(box.y * cells), round(box.x * cells)
        bottom, right = (round((edge + box.width) * cells) for edge in (box.y, box.x))
        wanted = maps[0, :, top:bottom, left:right].numpy().mean(axis=(1, 2))
        np.testing.assert_allclose(row, wanted, rtol=1e-4)


def test_wide_maps_have_windows_too() -> None:
    maps = torch.rand(1, 2, 3, 6, generator=torch.manual_seed(0))
    rows = region_means(maps)[0].numpy()
    wanted = [
        maps[0, :, y : y + 1, x : x + 4].numpy().mean(axis=(1, 2))
        for y in range(3)
        for x in range(3)
    ]
    np.testing.assert_allclose(rows, wanted, rtol=1e-5)


def test_a_side_too_small_for_regions_is_told() -> None:
    assert len(region_boxes(architecture("resnet18"), 65)) == 9
    with raises_text(UserError, "at least 65"):
        region_boxes(architecture("resnet18"), 64)
    with pytest.raises(ValueError, match="three cells"):
        region_means(torch.zeros(1, 1, 2, 5))


@pytest.mark.parametrize("shape", [(8, 8), (9, 14)])
def test_look_features_are_means_deviations_and_a_grid(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    pixels = rng.normal(size=(2, 3, *shape)).astype(np.float32)
    early, middle = (rng.normal(size=(2, size, 3, 4)).astype(np.float32) for size in (5, 7))
    maps = StageMaps(*map(torch.from_numpy, (early, middle, middle)))
    found = look_features(torch.from_numpy(pixels), maps).numpy()
    assert found.shape == (2, look_size((5, 7, 11)))
    for row in range(2):
        wanted = [*statistics(pixels[row])]
        kernels = [-(-side // 4) for side in shape]
        steps = [(side - kernel) // 3 for side, kernel in zip(shape, kernels, strict=True)]
        for channel, down, right in np.ndindex(3, 4, 4):
            top, left = down * steps[0], right * steps[1]
            window = pixels[row, channel, top : top + kernels[0], left : left + kernels[1]]
            wanted.append(window.mean())
        wanted += [*statistics(early[row]), *statistics(middle[row])]
        np.testing.assert_allclose(found[row], wanted, rtol=1e-4, atol=1e-5)


def statistics(channels: np.ndarray) -> list[float]:
    return [one.mean() for one in channels] + [one.std() for one in channels]


def test_features_are_evened_out_as_a_batch_norm_would() -> None:
    ours, theirs = EvenedOut(5), torch.nn.BatchNorm1d(5, affine=False)
    for seed in range(3):
        features = torch.randn(6, 5, generator=torch.manual_seed(seed)) * 3 + 7
        torch.testing.assert_close(ours(features), theirs(features))
    torch.testing.assert_close(ours.eval()(features), theirs.eval()(features))
    even = ours.train()(features).numpy()
    np.testing.assert_allclose(even.std(axis=0), 1, rtol=1e-3)


def test_look_is_as_exact_in_mixed_precision() -> None:
    rng = np.random.default_rng(0)
    early = torch.from_numpy(rng.normal(1000, 1, (1, 4, 8, 8)).astype(np.float32)).bfloat16()
    maps = StageMaps(early, early, early)
    found = look_features(torch.zeros(1, 3, 8, 8), maps)[0, 54:58].numpy()
    np.testing.assert_allclose(found, early.double().mean((2, 3))[0].numpy(), rtol=1e-6)


def test_flat_pictures_have_a_look() -> None:
    made = network("cnn4", classifier=False)
    for values in made(torch.zeros(2, 64, 64, 3, dtype=torch.uint8)):
        assert values.isfinite().all()
