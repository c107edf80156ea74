"""How often "surely the same shot" is right: by codes alone, and after details were compared.

    python -m tests.benchmarks.bench_verification --data FOLDER [--alike FOLDER] [--every N]

FOLDER holds clothing.zip, caltech101.zip, flickr-captions.zip, fashion-products.zip and photos.zip.
A library is made of photos of their parts that no model was trained on, and of made pages, letters
with one letterhead, chats, codes, logos, empty frames and painted scenes (and of the pictures of
the other FOLDER).
Searched for is: every N-th of them, edited as by the protocol "Copies" and turned or mirrored in
other ways, where its original is to be found; and as many that are not in the library, of which
nothing is to be found. Right is the original alone.

Queries are divided by a digest of their name: what `core/verification.py` decides by was chosen on
the first half, the second tells how far it holds. What is told of photos that were compared in vain
was fitted to other photos: `photosearch-train train verification`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UnreadablePhoto
from photosearch.core.jobs import JobControl
from photosearch.core.query import Answer, RgbImage
from photosearch.core.ranking import probability_of_distance
from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel
from photosearch.core.verification import Verdict
from photosearch.images.decode import decode
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.training.evaluation_edits import EDITS
from tests.made_pictures import blank, chat, code, logo, page
from tests.queries import like
from tests.screen.made_photos import scene

SETS = {
    "clothing.zip": ("validation/", 3),
    "caltech101.zip": ("validation/", 5),
    "flickr-captions.zip": ("validation/", 1),
    "fashion-products.zip": ("validation/", 9),
    "photos.zip": ("camera/", 1),
}
SIDE = 480
MADE: Mapping[str, Callable[[int], RgbImage]] = {
    "page": page,
    "letter": lambda seed: page(seed + 1000, letterhead=True),
    "chat": chat,
    "code": code,
    "logo": logo,
    "frame": blank,
    "painted": lambda seed: np.asarray(scene(seed, size=(SIDE, SIDE * 2 // 3))),
}
MADE_EACH = 24
SURE = LEVEL_THRESHOLDS[SimilarityLevel.SURELY]
LOOKED_AT = 10
Edit = Callable[[Image.Image], Image.Image]
TURNS: Mapping[str, Edit] = {
    "rotate 180": lambda image: image.transpose(Image.Transpose.ROTATE_180),
    "rotate 270": lambda image: image.transpose(Image.Transpose.ROTATE_270),
    "mirror, rotate 90": lambda image: image.transpose(Image.Transpose.TRANSPOSE),
}
LITTLE = {"logo", "frame"}
"""Kinds with too little in them: nothing is to be said of them."""


@dataclass(frozen=True, slots=True)
class Source:
    kind: str
    name: str
    rgb: RgbImage

    @property
    def half(self) -> int:
        return hashlib.blake2b(self.name.encode(), digest_size=1).digest()[0] % 2

    @property
    def is_made(self) -> bool:
        return self.kind in MADE or self.kind == "alike"


@dataclass(frozen=True, slots=True)
class Claim:
    """One photo among the first of an answer."""

    source: Source
    edit: str
    right: bool
    by_codes: float
    verified: float
    verdict: Verdict | None


def sources(data: Path, alike: Path | None) -> Iterator[Source]:
    for archive, (folder, step) in SETS.items():
        with zipfile.ZipFile(data / archive) as opened:
            names = [name for name in sorted(opened.namelist()) if name.startswith(folder)]
            for name in [each for each in names if each.lower().endswith("jpg")][::step]:
                try:
                    rgb = decode(opened.read(name), short_side=SIDE, max_pixels=300_000_000).rgb
                except UnreadablePhoto:
                    continue
                yield Source(archive.removesuffix(".zip"), f"{archive}_{name}", rgb)
    for kind, make in MADE.items():
        yield from (Source(kind, f"{kind}{seed}", make(seed)) for seed in range(MADE_EACH))
    for path in sorted(alike.glob("*.png")) if alike else ():
        yield Source("alike", f"alike_{path.stem}", np.asarray(Image.open(path).convert("RGB")))


def write(folder: Path, source: Source) -> str:
    name = source.name.replace("/", "_") + ".jpg"
    buffer = io.BytesIO()
    Image.fromarray(source.rgb).save(buffer, "JPEG", quality=92)
    (folder / name).write_bytes(buffer.getvalue())
    return name


def claims_of(
    library: Library, source: Source, edit: str, rgb: RgbImage, original: str, times: list[float]
) -> Iterator[Claim]:
    query = like(rgb, limit=LOOKED_AT)
    answer = library.search(query)
    started = time.perf_counter()
    found = library.verify(query, answer)
    times.append(time.perf_counter() - started)
    before = by_codes(library, answer)
    records = {record.photo_id: record.path.name for record in library.photos(found.photo_ids)}
    for row, photo_id in enumerate(found.photo_ids.tolist()):
        match = found.matches[row]
        yield Claim(
            source,
            edit,
            records[photo_id] == original,
            before.get(photo_id, 0.0),
            float(found.scores[row]),
            match.verdict if match else None,
        )


def by_codes(library: Library, answer: Answer) -> dict[int, float]:
    """The probabilities without a cap, of whole photos."""
    table = library.card.calibration[CodeKind.COPY]
    distances = np.rint(answer.distances).astype(np.int32)
    values = probability_of_distance(distances, table).tolist()
    return dict(zip(answer.photo_ids.tolist(), values, strict=True))


def report(claims: list[Claim], half: int) -> None:
    chosen = [claim for claim in claims if claim.source.half == half]
    title = "the half that was chosen on" if half == 0 else "the other half"
    print(f"\n{title}")
    for name, kinds in (("photos", False), ("made", True)):
        some = [claim for claim in chosen if claim.source.is_made == kinds]
        for way in ("by_codes", "verified"):
            sure = [claim for claim in some if getattr(claim, way) >= SURE]
            right = sum(claim.right for claim in sure)
            print(
                f"  {name:8} {way:9} surely: {len(sure):5}, right {right / max(1, len(sure)):.4f}"
            )
    copies = defaultdict(list)
    for claim in chosen:
        if claim.right and claim.source.kind not in LITTLE:
            copies[claim.edit].append(claim)
    total = {edit: sum(1 for c in chosen if c.edit == edit and c.right) for edit in copies}
    print("  originals among the first ten that are called surely the same, by codes and verified:")
    for edit, some in copies.items():
        shares = (
            sum(getattr(claim, way) >= SURE for claim in some) / len(some)
            for way in ("by_codes", "verified")
        )
        print(f"    {edit:18} {total[edit]:4}  " + "  ".join(f"{share:.3f}" for share in shares))
    print("  what codes call surely, by verdict: how many, right")
    for verdict in Verdict:
        some = [c for c in chosen if c.by_codes >= SURE and c.verdict is verdict]
        photos = [claim for claim in some if not claim.source.is_made]
        for name, part in (("all", some), ("photos", photos)):
            right = sum(claim.right for claim in part)
            print(f"    {verdict:18} {name:7} {len(part):5}  {right / max(1, len(part)):.3f}")
    print("  what is told of photos that were compared and do not agree: how many, told, right")
    for verdict in (Verdict.UNCONFIRMED, Verdict.TOO_LITTLE):
        for least, most in pairwise((0.0, 0.05, 0.2, 0.4, 0.7, 1.0)):
            some = [c for c in chosen if c.verdict is verdict and least <= c.verified < most]
            if some:
                told = sum(claim.verified for claim in some) / len(some)
                share = sum(claim.right for claim in some) / len(some)
                span = f"{least:.2f} to {most:.2f}"
                print(f"    {verdict:18} {span} {len(some):5}  {told:.3f} {share:.3f}")
    wrong = [claim for claim in chosen if claim.verified >= SURE and not claim.right]
    for claim in wrong[:20]:
        print("  wrong:", claim.source.name, claim.edit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--alike", type=Path)
    parser.add_argument("--every", type=int, default=4)
    arguments = parser.parse_args()
    everything = list(sources(arguments.data, arguments.alike))
    # Every fourth one is not in the library: of it nothing is to be found.
    outside, inside = everything[3::4], [s for n, s in enumerate(everything) if n % 4 != 3]
    edits = {**EDITS, **TURNS}
    claims: list[Claim] = []
    copy_times: list[float] = []
    other_times: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        photos = Path(place) / "photos"
        photos.mkdir()
        names = {source.name: write(photos, source) for source in inside}
        with Library.open(Path(place) / "library", Settings()) as library:
            library.add_root(photos)
            library.index(control=JobControl(), on_progress=lambda _: None)
            print(f"{len(inside)} photos in the library", flush=True)
            for source in inside[:: arguments.every]:
                for edit, change in edits.items():
                    rgb = np.asarray(change(Image.fromarray(source.rgb)).convert("RGB"))
                    name = names[source.name]
                    claims += claims_of(library, source, edit, rgb, name, copy_times)
            for source in outside[:: max(1, arguments.every // 4)]:
                claims += claims_of(library, source, "not there", source.rgb, "", other_times)
    for half in (0, 1):
        report(claims, half)
    for title, times in (("a copy is there", copy_times), ("nothing is", other_times)):
        middle, high = np.percentile(np.array(times) * 1000, (50, 95))
        print(f"verifying where {title}: {middle:.0f} ms, 95th percentile {high:.0f}")


if __name__ == "__main__":
    main()
