"""Find, lay open and replace the last linear layers of an exported encoder in its ONNX graph.

All in front of them, which is nearly all of the encoder, stays bit for bit what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError

Floats = NDArray[np.float64]


class GraphError(UserError):
    """Tell that the encoder's graph does not end in a linear layer that could be trained."""

    def __init__(self, output: str, why: str) -> None:
        super().__init__(ErrorCode.TUNING_LAYER_FIXED, output=output, cause=why)


@dataclass(frozen=True, slots=True, eq=False)
class OutputLayer:
    """Hold `output` = `features` @ `weight`.T + `bias`, whatever the graph makes of it."""

    output: str
    features: str
    """The tensor (N, d) in front of the layer."""
    weight: NDArray[np.float32]
    """(bits, d)."""
    bias: NDArray[np.float32]
    """(bits,)."""

    def values(self, features: NDArray[Any]) -> NDArray[np.float32]:
        """Return (n, d) to (n, bits), in front of the sign."""
        values: NDArray[np.float32] = features.astype(np.float32) @ self.weight.T + self.bias
        return values


def load_graph(file: Path) -> ModelProto:
    """Return the graph of a model folder whose card and checksum were verified."""
    return onnx.load(file)


def find_layer(model: ModelProto, output: str) -> OutputLayer:
    """Return the linear layer that gives `output`, with what scales and shifts its values behind
    it.

    Weights in 8 bits are taken for what they stand for.

    Raises:
        GraphError: there is no such output, or no such layer.
    """
    graph = _Graph(model)
    if output not in {one.name for one in model.graph.output}:
        raise GraphError(output, "it has no such output")
    name, scale, shift = output, np.ones(1), np.zeros(1)
    while True:
        node = graph.makers.get(name)
        if node is None:
            raise GraphError(output, "it does not end in a linear layer")
        linear = graph.linear(node)
        if linear is not None:
            features, weight, bias = linear
            bits = len(weight)
            if any(len(part) not in (1, bits) for part in (scale, shift)):
                raise GraphError(output, "what follows its last layer is not by bit")
            weight = weight * np.broadcast_to(scale, bits)[:, None]
            return OutputLayer(
                output,
                features,
                weight.astype(np.float32),
                (bias * scale + shift + np.zeros(bits)).astype(np.float32),
            )
        step = graph.scaling(node)
        if step is None:
            raise GraphError(output, f"it ends in {node.op_type}, not in a linear layer")
        name, factor, offset = step
        scale, shift = scale * factor, scale * offset + shift


def expose_features(model: ModelProto, layers: Iterable[OutputLayer]) -> ModelProto:
    """Return the part of `model` that makes the layers' inputs, as a model with these as
    outputs."""
    opened = ModelProto()
    opened.CopyFrom(model)
    sizes = {layer.features: layer.weight.shape[1] for layer in layers}
    del opened.graph.output[:]
    opened.graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", size])
        for name, size in sizes.items()
    )
    _prune(opened)
    return opened


def replace_layers(model: ModelProto, layers: Iterable[OutputLayer]) -> ModelProto:
    """Return `model` with `layers` in the place of what gives their outputs.

    Raises:
        GraphError: the rest of the graph needs what would be replaced.
    """
    changed = ModelProto()
    changed.CopyFrom(model)
    graph = changed.graph
    for layer in layers:
        if any(layer.output in node.input for node in graph.node):
            raise GraphError(layer.output, "other parts of the network build on it")
        graph.node.remove(_Graph(changed).makers[layer.output])
        names = [f"{layer.output}.finetuned.{part}" for part in ("weight", "bias")]
        known = {tensor.name for tensor in graph.initializer}
        while known & set(names):  # trained further a second time
            names = [f"{name}+" for name in names]
        for name, values in zip(names, (layer.weight, layer.bias), strict=True):
            graph.initializer.append(numpy_helper.from_array(values, name))
        graph.node.append(
            helper.make_node("Gemm", [layer.features, *names], [layer.output], names[0], transB=1)
        )
    _prune(changed)
    return changed


class _Graph:
    """Know which node makes which tensor, and which tensors are constant."""

    def __init__(self, model: ModelProto) -> None:
        self.makers: dict[str, NodeProto] = {
            name: node for node in model.graph.node for name in node.output
        }
        self._constants = {tensor.name: tensor for tensor in model.graph.initializer}

    def constant(self, name: str) -> Floats | None:
        """Return the value of a tensor that does not depend on the image."""
        if name in self._constants:
            return np.asarray(numpy_helper.to_array(self._constants[name]), np.float64)
        node = self.makers.get(name)
        if node is None:
            return None
        if node.op_type == "Constant":
            value = _attributes(node).get("value")
            return None if value is None else np.asarray(numpy_helper.to_array(value), np.float64)
        if node.op_type in ("Identity", "Cast"):
            return self.constant(node.input[0])
        if node.op_type == "Transpose":
            inner = self.constant(node.input[0])
            return None if inner is None else inner.transpose(_attributes(node).get("perm"))
        if node.op_type == "DequantizeLinear":
            return self._dequantised(node)
        return None

    def linear(self, node: NodeProto) -> tuple[str, Floats, Floats] | None:
        """Return input, weights (bits, d) and biases (bits,) of a linear layer, else None."""
        if node.op_type not in ("Gemm", "MatMul"):
            return None
        weight = self.constant(node.input[1])
        if weight is None or weight.ndim != 2:
            return None
        told = _attributes(node)
        if told.get("transA"):
            return None
        weight = weight if told.get("transB") else weight.T
        bias = np.zeros(len(weight))
        if len(node.input) > 2 and node.input[2]:
            added = self.constant(node.input[2])
            if added is None:
                return None
            bias = bias + float(told.get("beta", 1)) * added.reshape(-1)
        return node.input[0], weight * float(told.get("alpha", 1)), bias

    def scaling(self, node: NodeProto) -> tuple[str, Floats, Floats] | None:
        """Return what a node scales and shifts by bit: its input, factors and offsets; else
        None."""
        one, zero = np.ones(1), np.zeros(1)
        if node.op_type == "Identity":
            return node.input[0], one, zero
        if node.op_type == "DequantizeLinear":
            inner = self.makers.get(node.input[0])
            if inner is not None and inner.op_type == "QuantizeLinear":
                return inner.input[0], one, zero  # rounding only
            return None
        if node.op_type == "BatchNormalization":
            parts = [self.constant(name) for name in node.input[1:5]]
            if any(part is None for part in parts):
                return None
            gain, offset, mean, variance = (part for part in parts if part is not None)
            factor = gain / np.sqrt(variance + float(_attributes(node).get("epsilon", 1e-5)))
            return node.input[0], factor, offset - mean * factor
        if node.op_type in _BY_NUMBER:
            return self._by_number(node)
        return None

    def _by_number(self, node: NodeProto) -> tuple[str, Floats, Floats] | None:
        first, second = (self.constant(name) for name in node.input[:2])
        if (first is None) == (second is None):
            return None
        if second is not None:
            factor, offset = _BY_NUMBER[node.op_type](second.reshape(-1))
            return node.input[0], factor, offset
        if first is None or node.op_type not in ("Add", "Mul"):
            return None
        factor, offset = _BY_NUMBER[node.op_type](first.reshape(-1))
        return node.input[1], factor, offset

    def _dequantised(self, node: NodeProto) -> Floats | None:
        values, scale = self.constant(node.input[0]), self.constant(node.input[1])
        has_zero = len(node.input) > 2 and bool(node.input[2])
        zero = self.constant(node.input[2]) if has_zero else np.zeros(1)
        if values is None or scale is None or zero is None:
            return None
        if scale.size > 1:
            shape = [1] * values.ndim
            shape[int(_attributes(node).get("axis", 1))] = -1
            scale = scale.reshape(shape)
            zero = zero.reshape(shape) if zero.size > 1 else zero
        return (values - zero) * scale


_BY_NUMBER: Mapping[str, Callable[[Floats], tuple[Floats, Floats]]] = {
    "Add": lambda number: (np.ones(1), number),
    "Sub": lambda number: (np.ones(1), -number),
    "Mul": lambda number: (number, np.zeros(1)),
    "Div": lambda number: (1 / number, np.zeros(1)),
}


def _attributes(node: NodeProto) -> dict[str, Any]:
    return {one.name: helper.get_attribute_value(one) for one in node.attribute}


def _prune(model: ModelProto) -> None:
    """Leave out what no output needs."""
    graph = model.graph
    if any(one.type == onnx.AttributeProto.GRAPH for node in graph.node for one in node.attribute):
        return  # inner graphs may need anything
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed & set(node.output):
            needed.update(node.input)
            kept.append(node)
    constants = [tensor for tensor in graph.initializer if tensor.name in needed]
    for field, members in ((graph.node, kept[::-1]), (graph.initializer, constants)):
        copies = [type(member)() for member in members]
        for copy, member in zip(copies, members, strict=True):
            copy.CopyFrom(member)
        del field[:]
        field.extend(copies)
