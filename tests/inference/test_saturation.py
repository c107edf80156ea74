"""The probe for processors that overflow on 8-bit products."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from photosearch.inference import encoder as encoder_module
from photosearch.inference import saturation
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import find_model
from tests.inference.tiny_models import write_model


def probe() -> bytes:
    size = saturation.SIZE
    graph = helper.make_graph(
        [
            helper.make_node("Expand", ["w", "shape"], ["b"]),
            helper.make_node("MatMulInteger", ["a", "b"], ["c"]),
        ],
        "probe",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [1, size])],
        [helper.make_tensor_value_info("c", TensorProto.INT32, [1, size])],
        [
            numpy_helper.from_array(np.array(127, np.int8), "w"),
            numpy_helper.from_array(np.array([size, size], np.int64), "shape"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return model.SerializeToString()


def test_the_probe_is_what_it_is_said_to_be() -> None:
    assert onnx.load_model_from_string(saturation.PROBE) == onnx.load_model_from_string(probe())


@pytest.mark.parametrize(("share", "overflows"), [(1.0, False), (0.51, True)])
def test_too_small_sums_are_an_overflow(
    share: float, overflows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Processor:
        def __init__(self, *_: object, **__: object) -> None: ...

        def run(self, _: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            sums = given["a"].astype(np.int32) @ np.full((saturation.SIZE,) * 2, 127, np.int32)
            return [(sums * share).astype(np.int32)]

    monkeypatch.setattr(ort, "InferenceSession", Processor)
    assert saturation.products_overflow.__wrapped__() is overflows


@pytest.mark.parametrize("overflows", [False, True])
def test_the_exact_way_is_asked_for_where_it_is_needed(
    overflows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Options(ort.SessionOptions):
        def add_session_config_entry(self, name: str, value: str) -> None:
            asked.append((name, value))
            super().add_session_config_entry(name, value)

    monkeypatch.setattr(ort, "SessionOptions", Options)
    monkeypatch.setattr(encoder_module, "products_overflow", lambda: overflows)
    Encoder(write_model(tmp_path))
    assert ((saturation.EXACT_PRODUCTS, "1") in asked) is overflows


def test_the_exact_way_gives_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    if saturation.products_overflow():
        pytest.skip("this processor is one of those that overflow")
    found = []
    for overflows in (False, True):
        monkeypatch.setattr(encoder_module, "products_overflow", lambda answer=overflows: answer)
        encoder = Encoder(find_model("default"))
        side = encoder.card.input_width
        pixels = np.random.default_rng(1).integers(0, 256, (1, side, side, 3), dtype=np.uint8)
        found.append(encoder.encode(pixels)["copy"] > 0)
    assert (found[0] != found[1]).sum() <= 2
