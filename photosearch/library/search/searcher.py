"""Finding photos by example: exact search over the resident codes of the whole library."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Embeddings, unpack_signs
from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import PhotoState
from photosearch.core.preprocess import fit_image
from photosearch.core.query import Answer, Query, QueryExample, RgbImage
from photosearch.core.ranking import ScoreFormula
from photosearch.library.filters.facets import ask_catalog
from photosearch.library.search.code_index import CodeIndex, Ids, Mask, Snapshot, contains
from photosearch.library.search.query_cache import DistanceCache, EmbeddingCache, PictureKey
from photosearch.library.search.region_search import PartQuery, PartSearch
from photosearch.library.search.scoring import QueryScorer
from photosearch.store.catalog import Catalog

log = logging.getLogger(__name__)

_SENSES = {CodeKind.COPY: "shot", CodeKind.LOOK: "look", CodeKind.SUBJECT: "subject"}
# Asking the catalog about more photos one by one takes longer than reading all codes again.
_RELOAD_ABOVE = 20_000


class QueryImages(Protocol):
    """Reads and encodes what a query shows; called in the thread of the search."""

    def load(self, path: Path, *, detailed: bool = False) -> RgbImage:
        """Upright pixels of a file, larger if they are cropped from; raises UnreadablePhoto."""

    def load_bytes(self, data: bytes, *, detailed: bool = False) -> RgbImage:
        """The same for the bytes of one."""

    def encode(self, pixels: NDArray[np.uint8]) -> Mapping[str, Embeddings]:
        """Fitted pixels (N, H, W, 3) to the encoder's outputs by name, (N, ...) each."""


class Searcher:
    """Answers queries over the photos of one library with the codes of one model.

    Any thread may call any method, `update` beside running searches: a search sees one consistent
    state, that of its beginning, and holds no lock while it compares.

    A photo is found if it is indexed, not missing and below a root that is online. Codes are
    loaded by `warm_up`, or when the first query needs their kind; 1,000,000 photos take 32 MB for
    256 bits.
    """

    def __init__(
        self,
        catalog: Catalog,
        card: ModelCard,
        images: QueryImages,
        select: Callable[[Filters], Ids] | None = None,
    ) -> None:
        """Nothing is read before the first query.

        Args:
            card: of the encoder behind `images`; its codes are searched.
            select: the photos (n,) that pass filters, if somebody knows sooner than the catalog.
        """
        self._select = select or (lambda filters: ask_catalog(catalog, filters))
        self._catalog = catalog
        self._card = card
        self._images = images
        self._online: frozenset[int] | None = None
        self._encodings, self._distances = EmbeddingCache(), DistanceCache()
        self._codes = CodeIndex(self._load, self._fetch, self._searchable)

    def warm_up(self) -> None:
        """Read all codes now, half a second for 500,000 photos, and not in the first search."""
        self._codes.warm_up(self._card.bits)

    def refresh(self) -> None:
        """Forget the resident codes; the next search reads them anew."""
        self._codes.forget()

    def update(self, changed_ids: Sequence[int]) -> None:
        """Take over what happened to some photos: new, changed, missing, back or removed."""
        if len(changed_ids) > _RELOAD_ABOVE:
            self._codes.forget()
            return
        self._codes.update(np.asarray(changed_ids, np.int64))

    def set_online(self, root_ids: set[int]) -> None:
        """Show the photos of these roots only. Until the first call all roots count as online."""
        self._online = frozenset(root_ids)
        self._codes.update_visible()

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """The photos most like the query's positives and unlike its negatives, best first.

        The Hamming distances of all photos that pass the filters decide on a short list of twice
        the limit (at least 200), the asymmetric similarity on the order within it; how examples
        and senses are mixed is told at `core.ranking.Formula`. Equal photos are ordered by id,
        so the same query on the same library always gives the same answer.

        Parts: a photo may also match by a part of it, or as a part of the example's picture, as
        told at `core.parts`. That is looked at, with the codes of regions, for a positive that is a
        crop (in the senses "shot" and "subject"), and in the sense "shot" for one that no photo is
        clearly a copy of: a second look at all photos costs many times the first.

        Scores: if the model is calibrated in all senses asked, the probability that the photo is
        alike in that sense, from the Hamming distance. Otherwise the similarity that the photos are
        ordered by: the share of the query's confidence that a photo's code agrees with, 1 for the
        same code, about 0.5 for an unrelated photo, less where negatives count, never below 0.

        A photo given by its id is itself part of the answer, at distance 0 and before its copies,
        if it passes the filters. A photo of the library whose file cannot be reached is cropped
        from its thumbnail.

        Raises:
            UserError: an example cannot be read, or the model knows none of the senses asked.
            Cancelled: by `control`.
        """
        started = time.perf_counter()
        control = control or JobControl()
        kinds, notes = self._kinds(query)
        control.checkpoint()
        examples = self._examples([*query.positives, *query.negatives], kinds)
        control.checkpoint()
        weights = [tuple(e.weight for e in part) for part in (query.positives, query.negatives)]
        formula = ScoreFormula(kinds, *weights)
        snapshot, allowed = self._state(kinds, query.filters)
        control.checkpoint()
        self._distances.keep_only(snapshot.kinds.values())
        comparison = QueryScorer(self._card, formula, examples, snapshot, control, self._distances)
        own = [
            photo_id
            for example in query.positives
            if (photo_id := _photo_id(example)) is not None and example.crop is None
        ]
        rows = comparison.short_list(query.limit, allowed, own)
        weak = comparison.weak(rows, own) if CodeKind.COPY in kinds else set()
        asked = self._part_queries(query, kinds, examples, weak)
        if asked:
            control.checkpoint()
            snapshot, allowed = self._state(kinds, query.filters, CodeKind.REGIONS)
            parts = PartSearch(self._card, asked, snapshot.kinds[CodeKind.REGIONS], self._distances)
            comparison = replace(comparison, snapshot=snapshot, parts=parts)
            rows = comparison.short_list(query.limit, allowed, own)
        control.checkpoint()
        photo_ids, scores, distances, told = comparison.ranked(rows, query.limit, own)
        searched = len(snapshot.photo_ids) if allowed is None else int(np.sum(allowed))
        if not searched and query.filters.empty and len(self._searchable(None)):
            notes += (
                f"No photo is encoded with the model {self._card.model_id} yet; "
                "bring the library up to date first (photosearch index).",
            )
        return Answer(
            photo_ids=photo_ids,
            scores=scores,
            distances=distances,
            calibrated=comparison.calibrated,
            searched=searched,
            seconds=time.perf_counter() - started,
            notes=notes,
            parts=told,
        )

    def _state(
        self, kinds: Collection[CodeKind], filters: Filters, *beside: CodeKind
    ) -> tuple[Snapshot, Mask | None]:
        """The codes as they are now, and which rows have codes of `kinds` and pass the filters."""
        snapshot = self._codes.snapshot([*kinds, *beside])
        allowed = snapshot.searchable(kinds)
        if not filters.empty:
            passing = contains(self._select(filters), snapshot.photo_ids)
            allowed = passing if allowed is None else passing & allowed
        return snapshot, allowed

    def _part_queries(
        self,
        query: Query,
        kinds: Mapping[CodeKind, float],
        examples: Sequence[Mapping[CodeKind, Embeddings]],
        weak: set[int],
    ) -> dict[int, PartQuery]:
        """The positives whose parts, and to which parts of photos, are compared."""
        asked = {}
        for number, example in enumerate(query.positives):
            senses = ({CodeKind.COPY} & kinds.keys()) if example.crop or number in weak else set()
            if example.crop:
                senses |= {CodeKind.SUBJECT} & kinds.keys()
            if not senses or self._card.whole_region is None:
                continue
            windows = examples[number].get(CodeKind.REGIONS)
            if windows is None:  # a photo of the library, whose codes of `kinds` were enough so far
                photo_id = np.asarray([_photo_id(example)], np.int64)
                codes = self._fetch(CodeKind.REGIONS, photo_id)[1]
                if not len(codes):
                    continue
                windows = unpack_signs(codes[0].reshape(len(self._card.region_boxes), -1))
            asked[number] = PartQuery(windows, frozenset(senses), example.crop)
        return asked

    def _kinds(self, query: Query) -> tuple[dict[CodeKind, float], tuple[str, ...]]:
        asked = query.sense.by_kind()
        kinds = {kind: weight for kind, weight in asked.items() if kind in self._card.bits}
        if not kinds:
            known = [name for kind, name in _SENSES.items() if kind in self._card.bits]
            raise UserError(
                f"The model {self._card.name} cannot compare photos in the sense "
                f"{_listed([_SENSES[kind] for kind in asked])}.",
                f"Choose {_listed(known)} or another model.",
            )
        total = sum(kinds.values())
        notes = tuple(
            f"The model {self._card.name} cannot compare photos in the sense "
            f"{_SENSES[kind]}; it was left out."
            for kind in asked
            if kind not in kinds
        )
        cropped = any(example.crop for example in query.positives)
        if (
            cropped
            and kinds.keys() & {CodeKind.COPY, CodeKind.SUBJECT}
            and self._card.whole_region is None
        ):
            notes += (
                f"The model {self._card.name} cannot compare a crop with parts of photos; "
                "it was compared with whole photos.",
            )
        return {kind: weight / total for kind, weight in kinds.items()}, notes

    def _examples(
        self, examples: Sequence[QueryExample], kinds: Mapping[CodeKind, float]
    ) -> list[Mapping[CodeKind, Embeddings]]:
        """The encoder's outputs (bits,) of each example by kind."""
        encoded: list[Mapping[CodeKind, Embeddings]] = []
        keys: dict[int, PictureKey] = {}
        for number, example in enumerate(examples):
            if isinstance(example.source, np.ndarray):
                keys[number] = self._encodings.key(example.source, example.crop)
                encoded.append(self._encodings.get(keys[number]) or {})
            else:
                encoded.append(self._stored(example, kinds))
        unknown = [number for number, vectors in enumerate(encoded) if not vectors]
        if unknown:
            fitted = [fit_image(self._pixels(examples[number]), self._card) for number in unknown]
            try:
                outputs = self._images.encode(np.stack(fitted))
            except UnreadablePhoto as error:
                raise UserError(
                    f"The query cannot be encoded: {_phrase(error)}.", "Try it again."
                ) from error
            for place, number in enumerate(unknown):
                encoded[number] = {kind: outputs[kind][place] for kind in self._card.bits}
                if number in keys:
                    self._encodings.put(keys[number], encoded[number])
        return encoded

    def _stored(
        self, example: QueryExample, kinds: Mapping[CodeKind, float]
    ) -> dict[CodeKind, Embeddings]:
        """The signs that are stored for a photo of the library; empty if it must be encoded."""
        photo_id = _photo_id(example)
        if photo_id is None or example.crop is not None:
            return {}
        wanted = np.asarray([photo_id], np.int64)
        found = {kind: self._fetch(kind, wanted)[1] for kind in kinds}
        if not all(len(codes) for codes in found.values()):
            return {}
        return {kind: unpack_signs(codes[0]) for kind, codes in found.items()}

    def _pixels(self, example: QueryExample) -> RgbImage:
        source, photo_id, detailed = example.source, _photo_id(example), example.crop is not None
        if photo_id is not None:
            rgb = self._photo(photo_id, detailed)
        elif isinstance(source, Path):
            rgb = self._file(source, detailed)
        else:
            rgb = cast(RgbImage, source)
        return rgb if example.crop is None else example.crop.cut(rgb)

    def _file(self, path: Path, detailed: bool) -> RgbImage:
        try:
            return self._images.load(path, detailed=detailed)
        except UnreadablePhoto as error:
            name = os.fsencode(path).decode(errors="replace")
            raise UserError(
                f"The image {name} cannot be read: {_phrase(error)}.", "Choose another image."
            ) from error

    def _photo(self, photo_id: int, detailed: bool) -> RgbImage:
        records = self._catalog.photos.get([photo_id])
        if not records:
            raise UserError(
                f"The photo number {photo_id} is not in the library.", "Choose another photo."
            )
        try:
            return self._file(records[0].path, detailed)
        except UserError:
            jpeg = self._catalog.thumbnails.get([photo_id]).get(photo_id)
            if jpeg is None:
                raise
            log.debug("the file of photo %d is out of reach; its thumbnail is used", photo_id)
            try:
                return self._images.load_bytes(jpeg, detailed=detailed)
            except UnreadablePhoto:
                log.debug("the thumbnail of photo %d is damaged", photo_id)
            raise

    def _online_roots(self) -> set[int]:
        if self._online is None:
            return {root.root_id for root in self._catalog.roots.all()}
        return set(self._online)

    def _searchable(self, among: Ids | None) -> Ids:
        online = self._online_roots()
        if among is None:
            return self._catalog.photos.searchable_ids(online)
        seen = [
            record.photo_id
            for record in self._catalog.photos.get(among.tolist())
            if record.state is PhotoState.INDEXED
            and not record.missing
            and record.root_id in online
        ]
        return np.asarray(seen, np.int64)

    def _load(self, kind: CodeKind) -> tuple[Ids, Codes]:
        photo_ids, codes = self._catalog.codes.load(self._card.model_id, kind)
        return photo_ids, codes.reshape(len(photo_ids), self._card.code_bytes(kind))

    def _fetch(self, kind: CodeKind, photo_ids: Ids) -> tuple[Ids, Codes]:
        found, codes = self._catalog.codes.get(self._card.model_id, kind, photo_ids)
        return found, codes.reshape(len(found), self._card.code_bytes(kind))


def _phrase(error: Exception) -> str:
    """A sentence to stand after a colon."""
    sentence = str(error).rstrip(".")
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _photo_id(example: QueryExample) -> int | None:
    # An id out of an array of ids is a numpy integer.
    return int(example.source) if isinstance(example.source, int | np.integer) else None


def _listed(names: Sequence[str]) -> str:
    return " or ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} or {names[-1]}"
