"""How long a photo takes, by stage, against the bare decoders. Run by hand:

    python tests/benchmarks/bench_decode.py [--files FOLDER] [--repeat N] [--short-side PIXELS]

Without --files it makes 9-megapixel JPEGs with the detail and noise of camera photos. All figures
come from one run on one core and are CPU time per photo, the best of the repetitions.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import simplejpeg
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

from photosearch.images import jpeg
from photosearch.images.decode import decode
from photosearch.images.metadata import read_facts
from photosearch.images.thumbnails import make_thumbnail
from tests.images import builders

WIDTH, HEIGHT = 3488, 2616
MAX_PIXELS = 300_000_000


def make_jpeg(seed: int) -> bytes:
    """A photo-like picture: soft shapes over several scales, edges, sensor noise, and EXIF."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    for cells, strength in ((4, 90), (16, 45), (64, 22), (256, 11), (1024, 6)):
        coarse = rng.uniform(-1, 1, (cells * 3 // 4, cells, 3)).astype(np.float32)
        for channel in range(3):
            layer = Image.fromarray(coarse[..., channel])
            grown = layer.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
            picture[..., channel] += strength * np.asarray(grown)
    for _ in range(40):
        x, y = rng.integers(0, WIDTH), rng.integers(0, HEIGHT)
        picture[y : y + rng.integers(20, 600), x : x + rng.integers(20, 600)] += rng.normal(
            0, 40, 3
        )
    picture += 128 + rng.normal(0, 3.5, (HEIGHT, WIDTH, 1))
    photo = [
        (33434, builders.RATIONAL, [(1, 250)]),
        (33437, builders.RATIONAL, [(28, 10)]),
        (36867, builders.ASCII, "2011:05:07 18:19:20"),
        (37500, builders.UNDEFINED, rng.bytes(8000)),  # a maker note
    ]
    camera = [(271, builders.ASCII, "Canon"), (272, builders.ASCII, "Canon EOS 5D")]
    return builders.jpeg(
        picture.clip(0, 255).astype(np.uint8),
        exif=builders.exif([*camera, (274, builders.SHORT, [1 + 5 * (seed % 2)])], photo),
        xmp=builders.xmp("", 'xmp:Rating="3"') + b" " * 2000,
        quality=90,
        subsampling=1 + seed % 2,
    )


def main() -> None:
    """Print a table of milliseconds per photo."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=Path, help="a folder with JPEGs of your own")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--short-side", type=int, default=256)
    options = parser.parse_args()
    side: int = options.short_side
    photos = read_photos(options.files)
    sizes = [jpeg.read_header(data) for data in photos]
    megapixels = sum(size.width * size.height for size in sizes) / len(sizes) / 1e6
    megabytes = sum(map(len, photos)) / len(photos) / 1e6
    print(
        f"{len(photos)} JPEGs, {megapixels:.1f} MP and {megabytes:.1f} MB on average, to {side} px"
    )

    def draft(data: bytes) -> None:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (side, side))
            np.asarray(image.convert("RGB"))

    def bare(data: bytes) -> None:
        simplejpeg.decode_jpeg(data, min_height=side, min_width=side)

    def bare_fast(data: bytes) -> None:
        simplejpeg.decode_jpeg(
            data, min_height=side, min_width=side, fastdct=True, fastupsample=True
        )

    def everything(data: bytes) -> None:
        photo = decode(data, short_side=side, max_pixels=MAX_PIXELS)
        read_facts(data, photo, sidecar=None)
        make_thumbnail(photo.rgb)

    decoded = {id(data): decode(data, short_side=side, max_pixels=MAX_PIXELS) for data in photos}
    stages: dict[str, Callable[[bytes], object]] = {
        "simplejpeg alone (the limit)": bare,
        "simplejpeg, fast DCT and upsampling": bare_fast,
        "Pillow draft alone": draft,
        "decode": lambda data: decode(data, short_side=side, max_pixels=MAX_PIXELS),
        "read_facts": lambda data: read_facts(data, decoded[id(data)], sidecar=None),
        "make_thumbnail": lambda data: make_thumbnail(decoded[id(data)].rgb),
        "decode + read_facts + make_thumbnail": everything,
    }
    # Round by round, so that all stages see the same moods of the machine.
    best = dict.fromkeys(stages, float("inf"))
    for _ in range(options.repeat):
        for name, stage in stages.items():
            start = time.process_time()
            for data in photos:
                stage(data)
            best[name] = min(best[name], (time.process_time() - start) / len(photos) * 1000)
    limit = best["simplejpeg alone (the limit)"]
    for name, ms in best.items():
        print(f"{name:40}{ms:8.2f} ms   {ms / limit:5.2f} x the limit")


def read_photos(folder: Path | None) -> list[bytes]:
    """The JPEGs of `folder`, or made ones."""
    if folder is None:
        return [make_jpeg(seed) for seed in range(8)]
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".jpg", ".jpeg"))
    photos = [data for path in files if jpeg.is_plain(jpeg.read_header(data := path.read_bytes()))]
    if not photos:
        sys.exit(f"There are no JPEGs in {folder}.")
    return photos


if __name__ == "__main__":
    main()
