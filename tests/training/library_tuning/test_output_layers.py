"""Last layers of exported encoders, found and replaced whatever form the export gave them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from photosearch.inference.encoder import INPUT, Encoder
from photosearch.training.library_tuning.output_layers import (
    GraphError,
    OutputLayer,
    expose_features,
    find_layer,
    load_graph,
    replace_layers,
)
from photosearch.training.quantise import quantise
from tests.photos import picture
from tests.training.recipes.small_library import BITS, SIDE, write_model

pytestmark = pytest.mark.train

OUTPUTS = ("copy", "look", "subject")
IMAGES = np.stack([picture(seed, (SIDE, SIDE)) for seed in range(8)])
ROOT = Path(__file__).parents[3]


def run(graph: onnx.ModelProto, *names: str) -> list[np.ndarray]:
    session = ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(list(names), {session.get_inputs()[0].name: IMAGES})


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("models") / "small") / "encoder.onnx"


@pytest.fixture(scope="module", params=["float", "output layers in float", "all in 8 bits"])
def graph(request: pytest.FixtureRequest, exported: Path) -> onnx.ModelProto:
    if request.param == "float":
        return load_graph(exported)
    target = exported.with_name(f"{request.param}.onnx")
    keep = ["copy", "look", "subject"] if request.param == "output layers in float" else []
    quantise(exported, target, [IMAGES, IMAGES], keep_float=keep)
    return load_graph(target)


@pytest.mark.parametrize(("large", "very_large", "bytes_each"), [(1, 10**9, 2), (1, 1, 1)])
def test_weights_of_large_linear_layers_are_kept_short(
    exported: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    large: int,
    very_large: int,
    bytes_each: int,
) -> None:
    target = exported.with_name("whole.onnx")
    quantise(exported, target, [IMAGES, IMAGES], keep_float=["copy", "look", "subject"])
    whole = load_graph(target)
    monkeypatch.setattr(f"{quantise.__module__}._LARGE", large)
    monkeypatch.setattr(f"{quantise.__module__}._VERY_LARGE", very_large)
    quantise(exported, target, [IMAGES, IMAGES], keep_float=["copy", "look", "subject"])
    short = load_graph(target)
    stored = {
        tensor.name.removesuffix(".short"): numpy_helper.to_array(tensor)
        for tensor in short.graph.initializer
        if tensor.name.endswith(".short")
    }
    assert len(stored) >= 3
    assert {array.dtype.itemsize for array in stored.values()} == {bytes_each}
    for one, other in zip(run(whole, *OUTPUTS), run(short, *OUTPUTS), strict=True):
        step = 2**-10 if bytes_each == 2 else 1 / 127  # of the largest weight of an output
        assert np.abs(one - other).max() < 4 * step * np.abs(one).max()
        assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.999


@pytest.mark.parametrize("output", ["copy", "subject"])
def test_a_layer_on_its_features_is_the_output(graph: onnx.ModelProto, output: str) -> None:
    layer = find_layer(graph, output)
    assert layer.weight.shape == (BITS, 24)
    (features,) = run(expose_features(graph, [layer]), layer.features)
    (wanted,) = run(graph, output)
    assert features.shape == (8, 24)
    # The scales of what comes behind the layer, if that is rounded to 8 bits.
    scales = {f"/{output}/Gemm_output_0_scale", f"{output}_scale"}
    exact = not scales & {tensor.name for tensor in graph.graph.initializer}
    if exact:
        assert layer.values(features) == pytest.approx(wanted, abs=1e-4)
    else:  # 8 bits round the output, too
        correlation = np.corrcoef(layer.values(features).ravel(), wanted.ravel())[0, 1]
        assert correlation > 0.999


def test_replaced_layers_answer_and_the_rest_is_as_before(graph: onnx.ModelProto) -> None:
    rng = np.random.default_rng(0)
    layers = [
        OutputLayer(
            *(output, find_layer(graph, output).features),
            *(
                rng.normal(size=(BITS, 24)).astype(np.float32),
                rng.normal(size=BITS).astype(np.float32),
            ),
        )
        for output in ("copy", "subject")
    ]
    changed = replace_layers(graph, layers)
    onnx.checker.check_model(changed)
    found = run(changed, "copy", "look", "subject")
    features = run(expose_features(graph, layers), *(layer.features for layer in layers))
    assert found[0] == pytest.approx(layers[0].values(features[0]), abs=1e-4)
    assert found[2] == pytest.approx(layers[1].values(features[1]), abs=1e-4)
    assert np.array_equal(found[1], run(graph, "look")[0])
    # What is not needed any more is gone, and a second time works as well.
    assert len(changed.graph.node) <= len(graph.graph.node)
    again = replace_layers(changed, [find_layer(changed, "copy")])
    assert run(again, "copy")[0] == pytest.approx(found[0], abs=1e-4)


def test_the_default_encoder_can_be_tuned() -> None:
    folder = ROOT / "models" / "default"
    encoder = Encoder(folder)
    side = encoder.card.input_width
    images = np.stack([picture(seed, (side, side)) for seed in range(3)])
    graph = load_graph(folder / encoder.card.file)
    layers = [find_layer(graph, output) for output in ("copy", "subject")]
    opened = expose_features(graph, layers).SerializeToString()
    session = ort.InferenceSession(opened, providers=["CPUExecutionProvider"])
    values = encoder.encode(images)
    for layer in layers:
        (features,) = session.run([layer.features], {INPUT: images})
        wanted = values[layer.output]
        # Graphs that are fused otherwise round otherwise in 8 bits: nearly all signs agree.
        assert np.mean((layer.values(features) > 0) == (wanted > 0)) > 0.97


def small_graph(*nodes: onnx.NodeProto) -> onnx.ModelProto:
    """Images (N, 3) float to the output "copy"."""
    rng = np.random.default_rng(1)
    constants = {
        "weight": rng.normal(size=(3, 8)), "row": rng.normal(size=8), "number": np.array(1.7),
    }  # fmt: skip
    return helper.make_model(
        helper.make_graph(
            list(nodes),
            "small",
            [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["N", 3])],
            [helper.make_tensor_value_info("copy", TensorProto.FLOAT, ["N", 8])],
            [numpy_helper.from_array(v.astype(np.float32), k) for k, v in constants.items()],
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )


@pytest.mark.parametrize("order", ["row last", "row first"])
def test_what_scales_and_shifts_is_part_of_the_layer(order: str) -> None:
    added = ["product", "row"] if order == "row last" else ["row", "product"]
    graph = small_graph(
        helper.make_node("MatMul", ["pixels", "weight"], ["product"]),
        helper.make_node("Add", added, ["sum"]),
        helper.make_node("Div", ["sum", "number"], ["share"]),
        helper.make_node("Sub", ["share", "row"], ["less"]),
        helper.make_node("Mul", ["number", "less"], ["more"]),
        helper.make_node("Identity", ["more"], ["copy"]),
    )
    rows = np.random.default_rng(2).normal(size=(5, 3)).astype(np.float32)
    session = ort.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    (wanted,) = session.run(None, {"pixels": rows})
    layer = find_layer(graph, "copy")
    assert layer.features == "pixels"
    assert layer.values(rows) == pytest.approx(wanted, abs=1e-5)


def test_graphs_that_end_otherwise_are_told() -> None:
    sigmoid = small_graph(
        helper.make_node("MatMul", ["pixels", "weight"], ["product"]),
        helper.make_node("Sigmoid", ["product"], ["copy"]),
    )
    with raises_text(GraphError, "it ends in Sigmoid"):
        find_layer(sigmoid, "copy")
    two = small_graph(helper.make_node("MatMul", ["pixels", "weight"], ["copy"]))
    with raises_text(GraphError, "it has no such output"):
        find_layer(two, "subject")
    raw = small_graph(helper.make_node("Mul", ["pixels", "number"], ["copy"]))
    with raises_text(GraphError, "does not end in a linear layer"):
        find_layer(raw, "copy")
