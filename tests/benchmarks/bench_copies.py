"""How often the program itself finds the original of an edited copy first.

    python tests/benchmarks/bench_copies.py --data FOLDER [--every N] [--model FOLDER]

FOLDER holds clothing.zip, tiny-imagenet-30k.zip and photos.zip. A library is made of the photos of
clothing `validation/`, the readable ones of photos.zip `camera/`, and every tenth of Tiny-ImageNet
`val/`; every N-th of the first and all of the second are edited (protocol "Copies") and searched
for with `Library.search` in the sense "shot", as a dropped image is. Whatever the search uses
counts, parts of photos included. None of these photos took part in training or choosing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.jobs import JobControl
from photosearch.core.query import SHOT
from photosearch.images.decode import decode
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.training.evaluation_edits import EDITS, apply_edit
from tests.queries import item, like

MAX_PIXELS = 300_000_000
SHORT_SIDE = 480


def extract(archive: Path, folder: str, target: Path, every: int = 1) -> list[Path]:
    """Write every so-many-th member below `folder` to `target`; the files."""
    target.mkdir()
    files = []
    with zipfile.ZipFile(archive) as opened:
        names = sorted(
            name for name in opened.namelist() if name.startswith(f"{folder}/") and name[-1] != "/"
        )
        for name in names[::every]:
            files.append(target / name.replace("/", "_"))
            files[-1].write_bytes(opened.read(name))
    return files


def main() -> None:
    """One line for each edit: R@1 of clothing and of camera photos."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=2)
    parser.add_argument("--model", default="default")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        photos, data = Path(place) / "photos", arguments.data
        photos.mkdir()
        clothing = extract(data / "clothing.zip", "validation", photos / "clothing")
        camera = extract(data / "photos.zip", "camera", photos / "camera")
        extract(data / "tiny-imagenet-30k.zip", "val", photos / "tiny", 10)
        settings = replace(Settings(), model=arguments.model)
        with Library.open(Path(place) / "library", settings) as library:
            library.add_root(photos)
            summary = library.index(control=JobControl(), on_progress=lambda _: None)
            print(f"{library.card.model_id}: {summary.counts['indexed']} photos in the library")
            found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
            for name, files in (("clothing", clothing[:: arguments.every]), ("camera", camera)):
                for file in files:
                    try:
                        rgb = decode(
                            file.read_bytes(), short_side=SHORT_SIDE, max_pixels=MAX_PIXELS
                        ).rgb
                    except UnreadablePhoto:
                        continue
                    for edit in EDITS:
                        query = like(item(apply_edit(edit, rgb)), mode=SHOT, limit=1)
                        best = library.photos(library.search(query).photo_ids)[0]
                        found[edit][name].append(best.path == file)
    for edit, by_set in found.items():
        shares = (f"{name} {sum(hits) / len(hits):.3f}" for name, hits in by_set.items())
        print(f"{edit:16} {', '.join(shares)}")


if __name__ == "__main__":
    main()
