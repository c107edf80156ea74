"""A catalog in plain dictionaries and an encoder that is a random projection, for searchers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.filters import Filters
from photosearch.core.message_codes import in_words
from photosearch.core.model_card import Calibration, Fit, ModelCard
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState, Root
from photosearch.core.preprocess import fit_image
from photosearch.core.query import CropBox, RgbImage
from photosearch.library.search.code_index import Ids
from photosearch.library.search.searcher import Searcher
from photosearch.library.workers.query_tasks import EncodedImage

BITS = {CodeKind.COPY: 256, CodeKind.LOOK: 128, CodeKind.SUBJECT: 256}
ROOT = Path("/photos").absolute()
OTHER = Path("/other").absolute()
PROJECTIONS = {
    kind: np.random.default_rng(len(kind.value)).normal(size=(8 * 8 * 3, bits))
    for kind, bits in BITS.items()
}


def project(pixels: np.ndarray) -> dict[str, np.ndarray]:
    """(N, 8, 8, 3) uint8 to outputs by name."""
    flat = pixels.reshape(len(pixels), -1) / 255.0 - 0.5
    return {str(kind): (flat @ matrix).astype(np.float32) for kind, matrix in PROJECTIONS.items()}


def picture(seed: int, like: int | None = None, change: float = 0.15) -> RgbImage:
    """An 8 x 8 image; `like` another one if that is given."""
    rgb = np.random.default_rng(seed).integers(0, 256, (8, 8, 3))
    if like is not None:
        rgb = change * rgb + (1 - change) * np.random.default_rng(like).integers(0, 256, (8, 8, 3))
    return rgb.astype(np.uint8)


def make_card(
    kinds: Collection[CodeKind] = tuple(BITS),
    calibration: Mapping[CodeKind, Calibration] | None = None,
) -> ModelCard:
    return ModelCard(
        name="test",
        version="1",
        file="encoder.onnx",
        sha256="0" * 64,
        input_width=8,
        input_height=8,
        fit=Fit.STRETCH,
        bits={kind: BITS[kind] for kind in kinds},
        calibration=calibration or {},
    )


@dataclass
class Shelf:
    """Everything that a searcher asks of a catalog, and of a query worker, as dictionaries."""

    records: dict[int, PhotoRecord] = field(default_factory=dict)
    stored: dict[CodeKind, dict[int, bytes]] = field(default_factory=lambda: {k: {} for k in BITS})
    jpegs: dict[int, bytes] = field(default_factory=dict)
    files: dict[Path, RgbImage] = field(default_factory=dict)
    root_list: list[Root] = field(default_factory=lambda: [Root(1, ROOT, ""), Root(2, OTHER, "")])
    encoded: int = 0
    read_sources: list[Path | bytes] = field(default_factory=list)
    loads: list[CodeKind] = field(default_factory=list)

    def add(self, photo_id: int, rgb: RgbImage, root_id: int = 1, **facts: Any) -> None:
        folder = {1: ROOT, 2: OTHER}[root_id]
        path = folder / str(photo_id % 3) / f"{photo_id}.jpg"
        self.files[path] = rgb
        self.records[photo_id] = PhotoRecord(
            photo_id, root_id, path, PhotoState.INDEXED, 1, 1, b"",
            PhotoMetadata(**{"format": "jpeg", "width": 8, "height": 8, **facts}),
        )  # fmt: skip
        for kind, values in project(rgb[None]).items():
            self.stored[CodeKind(kind)][photo_id] = pack(values)[0].tobytes()

    def remove(self, photo_id: int) -> None:
        del self.records[photo_id]
        for codes in self.stored.values():
            codes.pop(photo_id, None)

    def set_missing(self, photo_id: int, missing: bool) -> None:
        self.records[photo_id] = replace(self.records[photo_id], missing=missing)

    # catalog.codes
    def load(self, model_id: str, kind: CodeKind) -> tuple[Ids, np.ndarray]:
        self.loads.append(kind)
        return self._rows(kind, sorted(self.stored[kind]))

    def get_codes(self, model_id: str, kind: CodeKind, ids: Ids) -> tuple[Ids, np.ndarray]:
        return self._rows(kind, [i for i in ids.tolist() if i in self.stored[kind]])

    def _rows(self, kind: CodeKind, ids: list[int]) -> tuple[Ids, np.ndarray]:
        if not ids:
            return np.empty(0, np.int64), np.empty((0, 0), np.uint8)
        codes = np.frombuffer(b"".join(self.stored[kind][i] for i in ids), np.uint8)
        return np.array(ids, np.int64), codes.reshape(len(ids), -1)

    # catalog.photos
    def get(self, ids: Sequence[int]) -> list[PhotoRecord]:
        return [self.records[i] for i in ids if i in self.records]

    def searchable_ids(self, root_ids: set[int], among: Ids | None = None) -> Ids:
        records = self.records.values() if among is None else self.get(among.tolist())
        seen = [
            each.photo_id
            for each in records
            if each.root_id in root_ids
            and not each.missing
            and (among is None or each.state is PhotoState.INDEXED)
        ]
        return np.array(sorted(seen) if among is None else seen, np.int64)

    def select(self, filters: Filters, places: Sequence[tuple[int, bytes]] = ()) -> Ids:
        known = filters.without("folders", "formats", "min_rating")
        assert known.empty, "what the shelf does not know"
        formats, min_rating = filters.formats, filters.min_rating

        def passes(record: PhotoRecord) -> bool:
            facts = record.metadata
            assert facts is not None
            root = {1: ROOT, 2: OTHER}[record.root_id]
            below = record.path.relative_to(root).as_posix().encode()
            return (
                (not filters.folders or any(
                    root_id == record.root_id and (not prefix or below.startswith(prefix + b"/"))
                    for root_id, prefix in places
                ))
                and (not formats or facts.format in formats)
                and (min_rating is None or (facts.rating or 0) >= min_rating)
            )  # fmt: skip

        return np.array(sorted(i for i, r in self.records.items() if passes(r)), np.int64)

    # the query worker
    def read(self, source: Path | bytes, crop: CropBox | None = None) -> EncodedImage:
        if isinstance(source, bytes):
            if not source.isdigit():
                raise UnreadablePhoto(Reason.DAMAGED, in_words("The thumbnail is damaged."))
            rgb = picture(int(source))
        elif source in self.files:
            rgb = self.files[source]
        else:
            raise UnreadablePhoto(Reason.GONE, in_words("The file does not exist."))
        shown = fit_image(rgb if crop is None else crop.cut(rgb), make_card())
        self.read_sources.append(source)
        return EncodedImage(rgb, self.encode(shown[None]))

    def encode(self, pixels: np.ndarray) -> dict[str, np.ndarray]:
        assert pixels.dtype == np.uint8
        self.encoded += len(pixels)
        return project(pixels)

    def searcher(self, card: ModelCard | None = None) -> Searcher:
        catalog: Any = SimpleNamespace(
            codes=SimpleNamespace(load=self.load, get=self.get_codes),
            photos=SimpleNamespace(
                get=self.get,
                searchable_ids=self.searchable_ids,
                select=self.select,
                contents=lambda _ids: {},
                with_contents=lambda _contents: {},
            ),
            roots=SimpleNamespace(all=lambda: list(self.root_list)),
            thumbnails=SimpleNamespace(
                get=lambda ids: {i: self.jpegs[i] for i in ids if i in self.jpegs}
            ),
        )
        images: Any = SimpleNamespace(read=self.read, encode=self.encode)
        return Searcher(catalog, card or make_card(), images)


def shelf_of(count: int, start: int = 1) -> Shelf:
    shelf = Shelf()
    for photo_id in range(start, start + count):
        shelf.add(photo_id, picture(photo_id))
    return shelf


def ids_of(answer: Any) -> list[int]:
    return answer.photo_ids.tolist()
