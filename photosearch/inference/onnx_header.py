"""Read the operator set version of a model, the one thing that onnxruntime does not tell.

Reads the top level of the protobuf message `ModelProto` (onnx.proto of the ONNX project); the whole
`onnx` package would be a heavy dependency for one number.
"""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_OPSET_IMPORT = 8
_DOMAIN, _VERSION = 1, 2


def opset_version(model: bytes) -> int:
    """Return the default operator set version that a serialised ONNX `model` asks for.

    0 if it asks for none.

    Raises:
        ValueError: the bytes are no such message.
    """
    view = memoryview(model)
    for number, wanted in _fields(view):
        if number == _OPSET_IMPORT and isinstance(wanted, memoryview):
            entry = dict(_fields(wanted))
            version = entry.get(_VERSION)
            if not entry.get(_DOMAIN) and isinstance(version, int):
                return version
    return 0


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if wire_type == _BYTES:
            size, at = _varint(message, at)
        elif wire_type in (_FIXED64, _FIXED32):
            size = 8 if wire_type == _FIXED64 else 4
        else:
            raise ValueError(f"wire type {wire_type}")
        if at + size > len(message):
            raise ValueError("cut off")
        yield number, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("cut off")
