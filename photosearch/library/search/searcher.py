"""Find photos by example: exact search over the resident codes of the whole library."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import SENSES, CodeKind, Codes, unpack_signs
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError, UserError
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.learned_map import LearnedMap
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import Calibration, ModelCard
from photosearch.core.photo_labels import PhotoLabels
from photosearch.core.query import Answer, Query
from photosearch.core.ranking import ScoreFormula
from photosearch.core.recalibration import Recalibration
from photosearch.library.filters.facets import ask_catalog
from photosearch.library.search.code_index import CodeIndex, Ids, Mask, Snapshot, contains
from photosearch.library.search.expansion import FIRST, Expansion
from photosearch.library.search.german_words import in_english
from photosearch.library.search.query_cache import DistanceCache
from photosearch.library.search.query_encoder import ImageReader, QueryEncoder
from photosearch.library.search.region_search import PartQuery, PartSearch
from photosearch.library.search.scoring import QueryScorer
from photosearch.library.search.verification import (
    AnswerVerifier,
    ImageComparer,
    without_promises,
)
from photosearch.library.search.words_search import WordEncoder, WordsSearch
from photosearch.library.workers.query_tasks import EncodedImage
from photosearch.messages import Message
from photosearch.store.catalog import Catalog

# Asking the catalog about more photos one by one takes longer than reading all codes again.
_RELOAD_ABOVE = 20_000


class Searcher:
    """Answer queries over the photos of one library with the codes of one model.

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
        images: ImageReader,
        select: Callable[[Filters], Ids] | None = None,
        shown: Callable[[Ids], Ids] = lambda ids: ids,
        words: WordEncoder | None = None,
        labels: Callable[[], PhotoLabels] | None = None,
    ) -> None:
        """Read nothing before the first query.

        Args:
            catalog: of the library.
            card: of the encoder behind `images`; its codes are searched.
            images: reads and encodes what a query shows.
            select: returns the photos (n,) that pass filters, sooner than the catalog would.
            shown: returns photos (n,) without those for which another one stands.
            words: encodes words for the same model; None: it is not asked.
            labels: returns those of all photos, sooner than the catalog would.
        """
        self._words = None
        if words is not None:
            labels = labels or catalog.labels.read_all
            self._words = WordsSearch(catalog, card, words, labels, translated=in_english)
        self._select = select or (lambda filters: ask_catalog(catalog, filters))
        self._shown = shown
        self._catalog = catalog
        self._card = card
        self._online: frozenset[int] | None = None
        self._learned: Mapping[CodeKind, LearnedMap] = {}
        self._corrected: Mapping[CodeKind, Calibration] = {}
        self._encoder = QueryEncoder(catalog, card, images, self._fetch)
        self._distances = DistanceCache()
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

    def set_learned(
        self,
        maps: Mapping[CodeKind, LearnedMap],
        words: Mapping[CodeKind, Recalibration] = MappingProxyType({}),
    ) -> None:
        """Take over what was learned of the user's answers, from the next query on.

        Args:
            maps: order what is found, each in place of its sense.
            words: correct the model's probabilities by sense.
        """
        self._learned = dict(maps)
        self._corrected = {
            kind: words[kind].table(table)
            for kind, table in self._card.calibration.items()
            if kind in words
        }

    @property
    def learned_kinds(self) -> frozenset[CodeKind]:
        """Return the kinds of code in whose place photos are ordered by what was learned."""
        return frozenset(self._learned)

    def set_online(self, root_ids: set[int]) -> None:
        """Show the photos of these roots only. Until the first call all roots count as online."""
        self._online = frozenset(root_ids)
        self._codes.update_visible()

    def verify(
        self, query: Query, answer: Answer, comparer: ImageComparer, control: JobControl | None
    ) -> Answer:
        """Return an answer with what geometry finds; see `library.search.verification`.

        Args:
            query: that was answered.
            answer: of `search`.
            comparer: compares images.
            control: cancels.

        Raises:
            Cancelled: by `control`.
        """
        if not query.can_verify(answer):
            return answer
        pictures = (self._encoder.small_image(item) for item in query.positives)
        # Only then are the answer's distances those that the tables were measured by.
        by_copies = query.mode.by_kind().keys() == {CodeKind.COPY}
        verifier = AnswerVerifier(
            comparer,
            self._catalog.thumbnails.get,
            lambda turned, job: self.search(turned, job, parts=False),
            self._card.compared if by_copies else {},
        )
        images = [each for each in pictures if each is not None]
        contents = self._encoder.content_ids(query.positives)
        contents -= self._encoder.content_ids(query.negatives)
        equal = chain.from_iterable(self._catalog.photos.with_contents(contents).values())
        return verifier.verify(query, answer, images, control or JobControl(), [*equal])

    def remember(self, image: EncodedImage) -> None:
        """Keep what the encoder says of an image that was read for a query."""
        self._encoder.remember(image)

    def search(
        self, query: Query, control: JobControl | None = None, *, parts: bool = True
    ) -> Answer:
        """Return the photos most like the query's positives and unlike its negatives, best first.

        The Hamming distances of all photos that pass the filters decide on a short list of twice
        the limit (at least 200), the asymmetric similarity on the order within it; how images and
        modes are mixed is told at `core.ranking.ScoreFormula`. Equal photos are ordered by id, so
        the same query on the same library always gives the same answer. Where something was learned
        of the user's answers (`set_learned`), the short list is longer and its order is by that.

        Parts: a photo may also match by a part of it, or as a part of the query's image, as told at
        `core.parts`. That is looked at, with the codes of regions, for a positive that is a crop
        (by copy and subject codes), and by copy codes for one that no photo is clearly a copy of: a
        second look at all photos costs many times the first. Without `parts` none are.

        Scores: if the model is calibrated for all kinds of codes, the probability that the photo is
        alike in that mode, from the Hamming distance. Otherwise the similarity that the photos are
        ordered by: the share of the query's confidence that a photo's code agrees with, 1 for the
        same code, about 0.5 for an unrelated photo, less where negatives count, never below 0. A
        probability that photos are the same shot stays below "surely" until the answer is verified;
        see `library.search.verification`.

        Expanded: the first photos are put into another order by what is like them, and their
        neighbours are part of the answer; see `library.search.expansion`.

        A photo given by its id is itself part of the answer, at distance 0 and before its copies,
        if it passes the filters. A photo of the library whose file cannot be reached is cropped
        from its thumbnail.

        Raises:
            ValueError: the query is not answerable.
            UserError: an image cannot be read, or the model has no code that the mode asks for.
            Cancelled: by `control`.
        """
        started = time.perf_counter()
        if not query.answerable:
            raise ValueError("a query that is answered has at least one positive image")
        control = control or JobControl()
        if query.words:
            return self._search_words(query, control)
        kinds, notes = self._resolve_kinds(query)
        control.checkpoint()
        scorer = self._scorer(query, kinds, control)
        rows = scorer.short_list(query.limit)
        if parts and (part_queries := self._part_queries(query, scorer, rows)):
            control.checkpoint()
            scorer = self._with_parts(query, scorer, part_queries)
            rows = scorer.short_list(query.limit)
        control.checkpoint()
        ranked = self._expanded if query.expanded else _ranked
        answer = ranked(query, scorer, rows)
        if not answer.searched and query.filters.empty and len(self._searchable(None)):
            notes += (Message(NoteCode.NO_PHOTO_ENCODED, model=self._card.model_id),)
        answer = replace(answer, notes=notes, seconds=time.perf_counter() - started)
        return without_promises(answer, query.own_ids) if query.can_verify(answer) else answer

    def _scorer(
        self, query: Query, kinds: Mapping[CodeKind, float], control: JobControl
    ) -> QueryScorer:
        """Return what scores a query, by whole photos, in the photos that pass its filters."""
        learned = {kind: each for kind, each in self._learned.items() if kind in kinds}
        looked_at = dict.fromkeys(
            [*kinds, *(kind for each in learned.values() for kind in each.kinds)], 1.0
        )
        embeddings = self._encoder.encode([*query.positives, *query.negatives], looked_at)
        control.checkpoint()
        weights = [
            tuple(item.weight for item in part) for part in (query.positives, query.negatives)
        ]
        snapshot, allowed = self._state(kinds, query.filters, *looked_at)
        control.checkpoint()
        self._distances.keep_only(snapshot.kinds.values())
        return QueryScorer(
            self._card,
            ScoreFormula(kinds, *weights),
            embeddings,
            snapshot,
            allowed,
            query.own_ids,
            control,
            self._distances,
            learned=learned,
            corrected=self._corrected,
        )

    def _with_parts(
        self, query: Query, scorer: QueryScorer, part_queries: dict[int, PartQuery]
    ) -> QueryScorer:
        """Return what scores a query by parts of photos as well."""
        kinds = scorer.formula.kinds
        snapshot, allowed = self._state(
            kinds, query.filters, *scorer.snapshot.kinds, CodeKind.REGIONS
        )
        regions = snapshot.kinds[CodeKind.REGIONS]
        parts = PartSearch(self._card, part_queries, regions, self._distances)
        return replace(scorer, snapshot=snapshot, allowed=allowed, parts=parts)

    def _expanded(self, query: Query, scorer: QueryScorer, rows: NDArray[np.intp]) -> Answer:
        """Return the answer in an order by what is like its first photos, these included."""
        expansion = Expansion(self._catalog, self._card, scorer.formula.kinds)
        reached = expansion.reached(scorer.rank(rows, FIRST).photo_ids)
        rows = np.union1d(rows, scorer.allowed_rows(reached))
        likeness = scorer.likeness(rows)
        scorer.control.checkpoint()
        answer = scorer.rank(rows, len(rows))
        photo_ids = scorer.snapshot.photo_ids[rows]
        by_id = np.argsort(photo_ids)
        places = np.searchsorted(photo_ids[by_id], answer.photo_ids)
        continued = expansion.continued(answer, likeness[by_id][places], reached, scorer.own_ids)
        return continued.rows(np.arange(min(query.limit, len(answer.photo_ids))))

    def _search_words(self, query: Query, control: JobControl) -> Answer:
        started = time.perf_counter()
        if self._words is None:
            raise ModelError(ErrorCode.MODEL_WITHOUT_WORDS, model=self._card.name)
        kind = CodeKind.SUBJECT
        encoded = self._encoder.encode([*query.positives, *query.negatives], {kind: 1.0})
        control.checkpoint()
        snapshot, allowed = self._state([kind], query.filters)
        control.checkpoint()
        found = self._words.search(query, [each[kind] for each in encoded], snapshot, allowed)
        return Answer(
            photo_ids=found.photo_ids,
            scores=found.scores,
            distances=found.distances,
            calibrated=found.calibrated,
            searched=len(snapshot.photo_ids) if allowed is None else int(np.sum(allowed)),
            seconds=time.perf_counter() - started,
            notes=found.notes,
            words=found.matches,
        )

    def _state(
        self, kinds: Collection[CodeKind], filters: Filters, *beside: CodeKind
    ) -> tuple[Snapshot, Mask | None]:
        """Return the codes as they are, and which rows have `kinds` and pass the filters."""
        snapshot = self._codes.snapshot([*kinds, *beside])
        allowed = snapshot.searchable(kinds)
        if not filters.empty:
            passing = contains(self._select(filters), snapshot.photo_ids)
            allowed = passing if allowed is None else passing & allowed
        return snapshot, allowed

    def _part_queries(
        self, query: Query, scorer: QueryScorer, rows: NDArray[np.intp]
    ) -> dict[int, PartQuery]:
        """Return the positives, by number, whose parts are compared.

        Args:
            query: that is answered.
            scorer: of whole photos.
            rows: of the photos that are nearest as a whole.
        """
        kinds = scorer.formula.kinds
        uncopied = scorer.without_copies(rows) if CodeKind.COPY in kinds else set()
        queries = {}
        for number, item in enumerate(query.positives):
            wanted = ({CodeKind.COPY} & kinds.keys()) if item.crop or number in uncopied else set()
            if item.crop:
                wanted |= {CodeKind.SUBJECT} & kinds.keys()
            if not wanted or self._card.whole_region is None:
                continue
            windows = scorer.embeddings[number].get(CodeKind.REGIONS)
            if windows is None:  # a photo of the library, whose codes of `kinds` were enough so far
                own = np.asarray([item.image.photo_id], np.int64)
                _, codes = self._fetch(CodeKind.REGIONS, own)
                if not len(codes):
                    continue
                windows = unpack_signs(codes[0].reshape(len(self._card.region_boxes), -1))
            queries[number] = PartQuery(windows, frozenset(wanted), item.crop)
        return queries

    def _resolve_kinds(self, query: Query) -> tuple[dict[CodeKind, float], tuple[Message, ...]]:
        """Return the weights of the codes that the model has, and notes on those that it lacks."""
        wanted = query.mode.by_kind()
        kinds = {kind: weight for kind, weight in wanted.items() if kind in self._card.bits}
        if not kinds:
            raise UserError(
                ErrorCode.SENSES_NOT_KNOWN,
                model=self._card.name,
                senses=tuple(SENSES[kind] for kind in wanted),
                known_senses=tuple(
                    name for kind, name in SENSES.items() if kind in self._card.bits
                ),
            )
        total = sum(kinds.values())
        notes = tuple(
            Message(NoteCode.SENSE_LEFT_OUT, model=self._card.name, sense=SENSES[kind])
            for kind in wanted
            if kind not in kinds
        )
        cropped = any(item.crop for item in query.positives)
        if (
            cropped
            and kinds.keys() & {CodeKind.COPY, CodeKind.SUBJECT}
            and self._card.whole_region is None
        ):
            notes += (Message(NoteCode.CROP_NOT_COMPARED, model=self._card.name),)
        return {kind: weight / total for kind, weight in kinds.items()}, notes

    def _online_roots(self) -> set[int]:
        if self._online is None:
            return {root.root_id for root in self._catalog.roots.all()}
        return set(self._online)

    def _searchable(self, among: Ids | None) -> Ids:
        return self._shown(self._catalog.photos.searchable_ids(self._online_roots(), among))

    def _load(self, kind: CodeKind) -> tuple[Ids, Codes]:
        photo_ids, codes = self._catalog.codes.load(self._card.model_id, kind)
        return photo_ids, codes.reshape(len(photo_ids), self._card.code_bytes(kind))

    def _fetch(self, kind: CodeKind, photo_ids: Ids) -> tuple[Ids, Codes]:
        found, codes = self._catalog.codes.get(self._card.model_id, kind, photo_ids)
        return found, codes.reshape(len(found), self._card.code_bytes(kind))


def _ranked(query: Query, scorer: QueryScorer, rows: NDArray[np.intp]) -> Answer:
    return scorer.rank(rows, query.limit)
