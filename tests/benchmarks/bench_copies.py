"""How often the program itself finds the original of an edited copy first.

    python tests/benchmarks/bench_copies.py --data FOLDER [--every N] [--model FOLDER] [--edits A,B]

FOLDER holds clothing.zip, tiny-imagenet-30k.zip, photos.zip, caltech101.zip and
flickr-captions.zip. A library is made of the photos of clothing `validation/`, the readable ones of
photos.zip `camera/`, every third of Caltech-101 `validation/`, those of Flickr8k `validation/`, and
every tenth of Tiny-ImageNet `val/`; every N-th of the first, and of the others so many more as
`EVERY` tells, are edited (protocol "Copies") and searched for with `Library.search` in the sense
"shot", as a dropped image is, then compared with what is found by `Library.verify`. Whatever the
search uses counts, parts of photos included. None of these photos took part in training or
choosing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.jobs import JobControl
from photosearch.core.query import SHOT, Answer
from photosearch.images.decode import decode
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.training.evaluation_edits import EDITS, apply_edit
from tests.queries import item, like

SETS = {
    "clothing": ("clothing.zip", "validation", 1),
    "camera": ("photos.zip", "camera", 1),
    "caltech": ("caltech101.zip", "validation", 3),
    "flickr": ("flickr-captions.zip", "validation", 1),
}
EVERY = {"clothing": 1, "camera": 4, "caltech": 2, "flickr": 4}
LIMIT = 100
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
    """One line for each edit: R@1 of each set, by search alone and after the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--model", default="default")
    parser.add_argument("--edits", default=",".join(EDITS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        photos, data = Path(place) / "photos", arguments.data
        photos.mkdir()
        sets = {
            name: extract(data / archive, folder, photos / name, every)
            for name, (archive, folder, every) in SETS.items()
        }
        extract(data / "tiny-imagenet-30k.zip", "val", photos / "tiny", 10)
        settings = replace(Settings(), model=arguments.model)
        with Library.open(Path(place) / "library", settings) as library:
            library.add_root(photos)
            summary = library.index(control=JobControl(), on_progress=lambda _: None)
            print(f"{library.card.model_id}: {summary.counts['indexed']} photos in the library")
            found: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
            for name, files in sets.items():
                for file in files[:: max(1, arguments.every // EVERY[name])]:
                    try:
                        rgb = decode(
                            file.read_bytes(), short_side=SHORT_SIDE, max_pixels=MAX_PIXELS
                        ).rgb
                    except UnreadablePhoto:
                        continue
                    for edit in arguments.edits.split(","):
                        query = like(item(apply_edit(edit, rgb)), mode=SHOT, limit=LIMIT)
                        answer = library.search(query)
                        found[edit, name].append(
                            (
                                first_of(library, answer) == file,
                                first_of(library, library.verify(query, answer)) == file,
                            )
                        )
    for edit in arguments.edits.split(","):
        rows = {name: np.array(found[edit, name]) for name in sets}
        rows["all"] = np.concatenate(list(rows.values()))
        shares = (
            f"{name} ({len(hits)}) {hits[:, 0].mean():.3f} {hits[:, 1].mean():.3f}"
            for name, hits in rows.items()
        )
        print(f"{edit:16} {', '.join(shares)}")


def first_of(library: Library, answer: Answer) -> Path:
    """Return the file of the first photo of an answer."""
    return library.photos(answer.photo_ids[:1])[0].path


if __name__ == "__main__":
    main()
