"""Model folders of a few hundred bytes, right or wrong in one respect, for tests."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import tomli_w
from onnx import TensorProto, helper, numpy_helper

SIDE = 16
BITS = {"copy": 16, "subject": 8, "regions": 8}
BOXES = [[0.0, 0.0, 0.5, 1.0], [0.5, 0.0, 0.5, 1.0]]
TAGS = 5


def card_entries(**changes: Any) -> dict[str, Any]:
    """Entries of a model.toml that fits `network()`, without the hash."""
    entries = {
        "name": "tiny",
        "version": "1",
        "input": {"width": SIDE, "height": SIDE, "fit": "stretch"},
        "bits": BITS,
        "regions": {"boxes": BOXES},
        "tags": {"count": TAGS},
    }
    return {name: value for name, value in (entries | changes).items() if value is not None}


def network(
    *,
    input_name: str = "pixels",
    input_type: int = TensorProto.UINT8,
    batch: int | str = "N",
    side: int = SIDE,
    bits: dict[str, int] | None = None,
    regions: int = len(BOXES),
    half: str = "",
    lacking: str = "",
    opset: int = 17,
    seed: int = 5,
    constant: str = "",
    nan: str = "",
) -> bytes:
    """A network that multiplies the mean colour with random numbers; the rest can be made wrong."""
    widths = {"copy": (16,), "subject": (8,), "regions": (regions, 8), "tags": (TAGS,)}
    for name, number in (bits or {}).items():
        widths[name] = (*widths[name][:-1], number)
    widths.pop(lacking, None)
    rng = np.random.default_rng(seed)
    nodes = [
        helper.make_node("Cast", [input_name], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["floats"], ["means"], axes=[1, 2], keepdims=0),
        helper.make_node("Sub", ["means", "middle"], ["centred"]),
    ]
    constants = [numpy_helper.from_array(np.float32(100), "middle")]
    outputs = []
    for name, shape in widths.items():
        weights = rng.normal(size=(3, int(np.prod(shape)))).astype(np.float32)
        if name == constant:
            weights[:] = 0
        if name == nan:
            weights[:] = np.nan
        constants += [
            numpy_helper.from_array(weights, f"{name} weights"),
            numpy_helper.from_array(np.array([-1, *shape], np.int64), f"{name} shape"),
        ]
        last = f"{name} float" if name == half else name
        nodes += [
            helper.make_node("MatMul", ["centred", f"{name} weights"], [f"{name} flat"]),
            helper.make_node("Reshape", [f"{name} flat", f"{name} shape"], [last]),
        ]
        if name == half:
            nodes.append(helper.make_node("Cast", [last], [name], to=TensorProto.FLOAT16))
        kind = TensorProto.FLOAT16 if name == half else TensorProto.FLOAT
        outputs.append(helper.make_tensor_value_info(name, kind, [batch, *shape]))
    taken = helper.make_tensor_value_info(input_name, input_type, [batch, side, side, 3])
    graph = helper.make_graph(nodes, "tiny", [taken], outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    content: bytes = model.SerializeToString()
    return content


def write_model(folder: Path, model: bytes | None = None, **changes: Any) -> Path:
    """A model folder with `model` (a right one by default) and its hash on the card."""
    model = network() if model is None else model
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "encoder.onnx").write_bytes(model)
    entries = card_entries(**{"sha256": hashlib.sha256(model).hexdigest(), **changes})
    (folder / "model.toml").write_text(tomli_w.dumps(entries), encoding="utf-8")
    return folder


def default_opset(model: bytes) -> int:
    """What the onnx package says about the operator set."""
    loaded = onnx.load_model_from_string(model)
    return next(entry.version for entry in loaded.opset_import if not entry.domain)
