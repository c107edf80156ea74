"""Run the encoder and the processes it lives in. The only package with onnxruntime."""

import os

# From 1.29 on, the official builds of onnxruntime send usage data to their maker unless this is set
# before they are loaded. Nothing leaves the machine. tests/test_privacy.py watches over it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
