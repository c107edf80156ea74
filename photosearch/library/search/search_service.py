"""Choose the model that answers in an open library, also while its encoder is gone.

The library itself remembers whose codes answer. Their encoder may be gone: a new version of the
program brings another default model, a folder of the user's own was removed. Then the old codes go
on answering queries by photos of the library, which need no encoder; images from outside are looked
for among the photos that the successor has encoded so far, and the answer says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photosearch.core import model_card
from photosearch.core.codes import CodeKind, Embeddings
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError, UnreadablePhoto, UserError
from photosearch.core.facets import Ids
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.learned_map import LearnedMap
from photosearch.core.learning import words_key
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.query import Answer, CropBox, Query, QueryImage, RgbImage
from photosearch.core.recalibration import Recalibration
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.core.words import EncodedWords
from photosearch.inference.models import find_folder_by_id, find_model, load_card, read_card_text
from photosearch.library.labels import LibraryLabels
from photosearch.library.search.searcher import Searcher
from photosearch.library.workers.query_tasks import EncodedImage
from photosearch.library.workers.query_worker import QueryWorker
from photosearch.messages import Message, Values
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog
from photosearch.store.learned_maps import StoredMap
from photosearch.store.model_choice import KnownModel

log = logging.getLogger(__name__)

Learned = TypeVar("Learned")


@dataclass(frozen=True, slots=True)
class Model:
    """Represent a model as this library knows it."""

    card: ModelCard
    folder: Path | None
    """None if it is gone: its codes can be compared, but nothing can be encoded."""

    def known(self) -> KnownModel:
        """Return what the catalog notes of it.

        Raises:
            ModelError: its folder cannot be read any more.
        """
        assert self.folder is not None
        return KnownModel(self.card.model_id, self.folder, read_card_text(self.folder))


class MissingEncoderError(UserError):
    """Tell that an image was to be encoded by a model that is no longer there."""


class SearchService:
    """Answer the queries of one library, with whatever models it takes. For any thread."""

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        *,
        read_only: bool,
        select: Callable[[Filters], Ids] | None = None,
        shown: Callable[[Ids], Ids] = lambda ids: ids,
        labels: LibraryLabels,
    ) -> None:
        """Start nothing yet.

        Args:
            catalog: of the library.
            settings: of the user.
            read_only: the catalog cannot be written.
            select: see `Searcher`.
            shown: see `Searcher`.
            labels: of the library.

        Raises:
            ModelError: the library is new, and the model of the settings is absent or damaged.
        """
        self._catalog = catalog
        self._settings = settings
        self._select, self._shown = select, shown
        self._labels = labels
        self._online: set[int] | None = None
        self._retired: list[QueryWorker] = []
        self._model = _model_in_use(catalog, settings, read_only=read_only)
        self._successor = None if self._model.folder else _successor(catalog, settings)
        self._start()

    def _start(self) -> None:
        """Make searchers for the present models."""
        model, successor = self._model, self._successor
        folder = model.folder or (successor.folder if successor else None)
        # Without any encoder left, the first image to be read tells so.
        self._worker = QueryWorker(folder or Path(self._settings.model), self._settings)
        missing = None if model.folder else _MissingEncoder(model.card)
        self._searcher = self._searcher_of(model.card, missing or self._worker)
        self._next_searcher = (
            self._searcher_of(successor.card, self._worker) if successor is not None else None
        )
        choice = self._catalog.models.get()
        # Only then can there be photos that others found and this model does not know.
        self._incomplete = choice.before is not None or choice.coming is not None

    def _searcher_of(self, card: ModelCard, images: QueryWorker | _MissingEncoder) -> Searcher:
        searcher = Searcher(
            self._catalog,
            card,
            images,
            self._select,
            self._shown,
            words=images,
            labels=self._labels.current,
        )
        if self._online is not None:
            searcher.set_online(self._online)
        self._teach(searcher, card)
        return searcher

    @property
    def model(self) -> Model:
        """Return the model whose codes answer."""
        return self._model

    @property
    def successor(self) -> Model | None:
        """Return what takes the place of a model whose encoder is gone."""
        return self._successor

    def load(self, source: Path | bytes, *, detailed: bool = False) -> RgbImage:
        """Return the pixels of an image; see `QueryWorker.load`."""
        return self._worker.load(source, detailed=detailed)

    def read(self, source: Path | bytes, title: str = "") -> QueryImage:
        """Return a file, or the content of one, as an image to search by.

        It is decoded and encoded in one call to the worker; a search by it needs none.

        Raises:
            UnreadablePhoto: with the reason in plain words.
            ModelError: there is no working encoder.
        """
        worker, searcher = self._worker, self._next_searcher or self._searcher
        image = worker.read(source)
        searcher.remember(image)
        return QueryImage(
            pixels=image.pixels, file=source, title=title, content_id=image.content_id
        )

    def warm_up(self) -> None:
        """Start and read what the first query needs; it waits for it otherwise."""
        self._worker.start()
        self._searcher.warm_up()

    def switch_model(self, model: Model) -> None:
        """Let another model answer from the next query on; running queries end as they began."""
        self._retired.append(self._worker)
        self._model, self._successor = model, None
        self._start()
        self._retired[-1].close()

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """Answer a query; see `Searcher.search`."""
        model, searcher, following = self._model, self._searcher, self._next_searcher
        try:
            return self._with_coverage(searcher.search(query, control), model.card)
        except MissingEncoderError:
            successor = self._successor
            if following is None or successor is None:
                raise
        answer = following.search(query, control)
        card = successor.card
        visible = len(self._catalog.photos.ids(SortOrder(SortKey.ADDED)))
        encoded = visible - len(self._catalog.photos.without_codes(card.model_id))
        values: Values = {"model": model.card.full_name, "other": card.full_name}
        code = NoteCode.ENCODER_REPLACED
        if encoded < visible:
            code = NoteCode.ENCODER_REPLACING
            values |= {"count": encoded, "total": visible}
        note = Message(code, **values)
        return replace(answer, notes=(note, *answer.notes))

    def verify(self, query: Query, answer: Answer, control: JobControl | None = None) -> Answer:
        """Return an answer with what geometry finds; see `Searcher.verify`.

        Where that fails the answer is returned as it is: it promises nothing.
        """
        worker, searchers = self._worker, self._searchers()
        for searcher in searchers:
            try:
                return searcher.verify(query, answer, worker, control)
            except MissingEncoderError:
                continue  # the query's image was encoded by the successor
            except (UserError, UnreadablePhoto) as error:
                log.warning("An answer could not be verified. %s", error)
                break
        return answer

    def update(self, photo_ids: Sequence[int]) -> None:
        """Take over what happened to some photos."""
        for searcher in self._searchers():
            searcher.update(photo_ids)

    def on_codes_added(self, card: ModelCard, photo_ids: Sequence[int]) -> None:
        """Take over that some photos have got codes of a model, if it answers, and its labels."""
        self._labels.update(photo_ids)
        if card.model_id == self._model.card.model_id:
            self._searcher.update(photo_ids)
        elif self._next_searcher is not None:
            self._next_searcher.update(photo_ids)

    def refresh_learned(self) -> None:
        """Take over what is learned by now, from the next query on."""
        self._teach(self._searcher, self._model.card)
        if self._next_searcher is not None and self._successor is not None:
            self._teach(self._next_searcher, self._successor.card)

    def learned_kinds(self) -> frozenset[CodeKind]:
        """Return the senses in which answers are ordered by what was learned."""
        return self._searcher.learned_kinds

    def _teach(self, searcher: Searcher, card: ModelCard) -> None:
        """Hand a searcher what was learned for its model; what is damaged is left out."""
        learned = self._catalog.learned_maps
        maps, words = learned.current(card.model_id), learned.current(words_key(card.model_id))
        searcher.set_learned(
            _readable(maps, lambda data: LearnedMap.from_bytes(data, card.bits)),
            _readable(words, Recalibration.from_bytes),
        )

    def refresh(self) -> None:
        """Forget what is in memory."""
        for searcher in self._searchers():
            searcher.refresh()

    def set_online(self, root_ids: set[int]) -> None:
        """Show the photos of these roots only."""
        self._online = set(root_ids)
        for searcher in self._searchers():
            searcher.set_online(root_ids)

    def close(self) -> None:
        """End the processes."""
        for worker in (self._worker, *self._retired):
            worker.close()

    def _searchers(self) -> list[Searcher]:
        return [each for each in (self._searcher, self._next_searcher) if each is not None]

    def _with_coverage(self, answer: Answer, card: ModelCard) -> Answer:
        """Say so if there are photos that this model does not know."""
        if not self._incomplete:
            return answer
        lacking = len(self._catalog.photos.without_codes(card.model_id))
        if not lacking:
            self._incomplete = self._catalog.models.get().coming is not None
            return answer
        note = Message(NoteCode.PHOTOS_NOT_ENCODED, count=lacking, model=card.full_name)
        return replace(answer, notes=(*answer.notes, note))


class _MissingEncoder:
    """Stand for an encoder that is no longer there."""

    def __init__(self, card: ModelCard) -> None:
        self._card = card

    def read(self, source: Path | bytes, crop: CropBox | None = None) -> EncodedImage:
        """Raise MissingEncoderError."""
        raise self._error()

    def encode(self, pixels: NDArray[np.uint8]) -> Mapping[str, Embeddings]:
        """Raise MissingEncoderError."""
        raise self._error()

    def encode_words(
        self, texts: Sequence[str], labels: Sequence[Sequence[str]] | None = None
    ) -> EncodedWords:
        """Raise MissingEncoderError."""
        raise self._error()

    def fuse(self, image: Embeddings, words: Embeddings) -> Embeddings:
        """Raise MissingEncoderError."""
        raise self._error()

    def chance(self, values: Embeddings) -> Embeddings:
        """Raise MissingEncoderError."""
        raise self._error()

    def _error(self) -> MissingEncoderError:
        return MissingEncoderError(ErrorCode.ENCODER_GONE, model=self._card.full_name)


def model_at(folder: Path) -> Model:
    """Return the model in a folder.

    Raises:
        ModelError: there is no readable, sensible model.toml.
    """
    return Model(load_card(folder), folder)


def model_known_as(catalog: Catalog, model_id: str) -> Model:
    """Return a model that this library knows, with its folder if that is still there."""
    known = catalog.models.known(model_id)
    folder = find_folder_by_id(model_id, known.folder if known else None)
    if folder is not None:
        return model_at(folder)
    if known is not None:
        try:
            return Model(model_card.parse(known.card), None)
        except ModelError as error:
            log.warning("What the library notes of %s cannot be read: %s", model_id, error)
    return Model(_card_of_codes(model_id, catalog.codes.kinds(model_id)), None)


def _model_in_use(catalog: Catalog, settings: Settings, *, read_only: bool) -> Model:
    in_use = catalog.models.get().in_use
    if in_use is not None:
        return model_known_as(catalog, in_use)
    # A new library, or one made before libraries remembered their model.
    model = model_at(find_model(settings.model))
    coded = {model_id: count for model_id, count in catalog.codes.models().items() if count}
    if coded and model.card.model_id not in coded:
        model = model_known_as(catalog, max(coded, key=lambda model_id: coded[model_id]))
    if not read_only:
        catalog.models.adopt(model.card.model_id, model.known() if model.folder else None)
    return model


def _readable(
    stored: Mapping[CodeKind, StoredMap], read: Callable[[bytes], Learned]
) -> dict[CodeKind, Learned]:
    found = {}
    for sense, each in stored.items():
        try:
            if each.content is not None:
                found[sense] = read(each.content)
        except ValueError as error:
            log.warning("What was learned by %s is not used: %s.", sense, error)
    return found


def _successor(catalog: Catalog, settings: Settings) -> Model | None:
    """Return what replaces a model that is gone: what is coming, else that of the settings."""
    coming = catalog.models.get().coming
    if coming is not None:
        model = model_known_as(catalog, coming)
        if model.folder is not None:
            return model
    try:
        return model_at(find_model(settings.model))
    except ModelError as error:
        log.warning("There is no encoder for this library: %s", error)
        return None


def _card_of_codes(model_id: str, widths: Mapping[str, int]) -> ModelCard:
    """Return what the codes in a catalog tell of a model of which nothing else is known.

    The codes of regions are left out: which parts of a photo they are of is not known.
    """
    name, _, digest = model_id.rpartition("-")
    bits = {
        kind: widths[kind] * 8
        for kind in (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT)
        if kind in widths
    }
    return ModelCard(
        name=name or model_id,
        version="",
        file="",
        sha256=digest.ljust(64, "0"),
        input_width=16,
        input_height=16,
        fit=Fit.STRETCH,
        bits=bits,
    )
