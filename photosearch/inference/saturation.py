"""Tell whether this processor multiplies 8-bit numbers exactly.

x86 processors before VNNI (most made before 2019, many later) add products of unsigned and signed
bytes in 16 bits, which overflow; onnxruntime uses that instruction, and bits of codes would differ
from those of another machine. It has an exact way that takes twice as long, to be asked for only
where it is needed. No system tells portably which processor has VNNI, so a product is tried.
"""

from __future__ import annotations

import base64
from functools import cache

import numpy as np
import onnxruntime as ort

EXACT_PRODUCTS = "session.x64quantprecision"
"""Option of a session, "1": take the exact way (onnxruntime_session_options_config_keys.h)."""

SIZE = 64
LARGEST = 255 * 127

# `a` (1, 64) uint8 times 64 x 64 weights of 127 int8, the operator MatMulInteger; the weights come
# from one number, by Expand. tests/inference/test_saturation.py makes the same bytes with onnx.
PROBE = base64.b64decode(
    "CAg6iwEKFQoBdwoFc2hhcGUSAWIiBkV4cGFuZAoYCgFhCgFiEgFjIg1NYXRNdWxJbnRlZ2VyEgVwcm9i"
    "ZSoIEANCAXdKAX8qHQgCEAdCBXNoYXBlShBAAAAAAAAAAEAAAAAAAAAAWhMKAWESDgoMCAISCAoCCAEK"
    "AghAYhMKAWMSDgoMCAYSCAoCCAEKAghAQgQKABAR"
)


@cache
def products_overflow() -> bool:
    """Tell whether sums of products come out too small without the exact way."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(PROBE, options, providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"a": np.full((1, SIZE), 255, np.uint8)})
    return bool((found != SIZE * LARGEST).any())
