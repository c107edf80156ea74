"""What the encoder costs per photo, on one thread, beside bare MobileNetV2 in float.

    python tests/benchmarks/bench_encoder.py [--bare FILE.onnx]

`--bare` is MobileNetV2 in float, made by `photosearch.training` (see `export_bare`); without it the
ratio is left out. Also told: what a process takes in memory that holds nothing but the encoder.
"""

from __future__ import annotations

import os
from functools import partial

# Before numpy is loaded: workers have one thread each.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime as ort

sys.path.insert(0, str(Path(__file__).parents[2]))

from photosearch.core.preprocess import fit_image
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import find_model

ROUNDS = 60
BARE_SIDE = 225
"""Pixels that MobileNetV2 sees, whatever the encoder does: so models of other sides compare."""
PHOTO = (327, 436)
"""What a photo of 9 megapixels decodes to at an eighth of its size."""


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Fastest and median of many runs, of the thread's processor time: others may work beside."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        work()
        times.append((time.thread_time() - start) * 1e3)
    return min(times), statistics.median(times)


def export_bare(target: Path, side: int) -> None:
    """MobileNetV2 with random weights, its class output alone; needs the extra 'train'."""
    import torch

    from photosearch.training import export
    from photosearch.training.backbones.backbone import build

    class Bare(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.backbone = build("mobilenet_v2", classifier=True)

        def forward(self, images: torch.Tensor) -> tuple[torch.Tensor]:
            return (self.backbone.classify(self.backbone(self.backbone.normalise(images))),)

    export.export_onnx(Bare(), ["tags"], side, target)


def resident_megabytes() -> float:
    """Of a fresh process that has encoded one photo."""
    program = (
        "import psutil, numpy as np;"
        "from photosearch.inference.encoder import Encoder;"
        "from photosearch.inference.models import find_model;"
        "encoder = Encoder(find_model('default')); card = encoder.card;"
        "pixels = np.zeros((1, card.input_height, card.input_width, 3), np.uint8);"
        "[encoder.encode(pixels) for _ in range(5)];"
        "print(psutil.Process().memory_info().rss / 1e6)"
    )
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=root
    )
    return float(ended.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bare", type=Path, help="MobileNetV2 in float; made if it is not there")
    bare: Path | None = parser.parse_args().bare
    encoder = Encoder(find_model("default"), threads=1)
    card = encoder.card
    rng = np.random.default_rng(0)
    photo = rng.integers(0, 256, (*PHOTO, 3), dtype=np.uint8)
    fitting, median = milliseconds(lambda: fit_image(photo, card))
    print(f"fit_image: ms per photo: fastest {fitting:.2f}, median {median:.2f}")
    fastest = {}
    for count in (1, 4, 8):
        shape = (count, card.input_height, card.input_width, 3)
        pixels = rng.integers(0, 256, shape, dtype=np.uint8)
        times = milliseconds(partial(encoder.encode, pixels))
        fastest[count], median = (ms / count for ms in times)
        print(f"batch {count}: ms per photo: fastest {fastest[count]:.2f}, median {median:.2f}")
    if bare:
        if not bare.exists():
            export_bare(bare, BARE_SIDE)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        session = ort.InferenceSession(bare, options, providers=["CPUExecutionProvider"])
        pixels = rng.integers(0, 256, (1, BARE_SIDE, BARE_SIDE, 3), dtype=np.uint8)
        time_of_bare, _ = milliseconds(lambda: session.run(None, {"pixels": pixels}))
        print(f"bare MobileNetV2 in float: {time_of_bare:.2f} ms; ", end="")
        print(f"the encoder takes {fastest[1] / time_of_bare:.2f} of it")
    print(f"a process with the encoder: {resident_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
