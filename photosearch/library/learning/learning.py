"""Keep the user's answers about photos, learn from them, and undo it: the use cases."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes
from photosearch.core.jobs import JobControl
from photosearch.core.judged_pairs import (
    JUDGED_KINDS,
    JudgedAct,
    JudgedPair,
    RecordedPairs,
    judged_pairs,
    with_implied,
)
from photosearch.core.learning import (
    LEAST_OF_EACH,
    LEAST_PAIRS,
    LearningOutcome,
    LearningState,
    LearningStatus,
    words_key,
)
from photosearch.core.model_card import ModelCard
from photosearch.core.ranking import probability_of_distance
from photosearch.library.learning.map_fitting import SAMPLE, PairCodes
from photosearch.library.learning.map_trial import learn_map, photo_groups
from photosearch.library.learning.recalibration_fitting import try_recalibration
from photosearch.store.catalog import Catalog
from photosearch.store.learned_maps import StoredMap

log = logging.getLogger(__name__)

Said = tuple[bytes, bytes, bool]
"""Two contents and whether they are alike."""


class Learning:
    """Learn from what the user says of the photos of one library. For any thread; methods block.

    What changes something raises CatalogError if the catalog cannot be written.
    """

    def __init__(
        self,
        catalog: Catalog,
        card: Callable[[], ModelCard],
        on_learned: Callable[[], None] = lambda: None,
    ) -> None:
        """Read nothing yet.

        Args:
            catalog: of the library.
            card: returns that of the model that answers.
            on_learned: told when other maps count than before.
        """
        self._catalog = catalog
        self._pairs = catalog.judged_pairs
        self._maps = catalog.learned_maps
        self._card = card
        self._on_learned = on_learned

    # ---- answers ----

    def judge(
        self,
        anchors: Sequence[int],
        others: Sequence[int],
        sense: CodeKind,
        *,
        alike: bool,
        act: JudgedAct,
    ) -> RecordedPairs:
        """Keep that each of some photos and each of others belong together, or do not.

        Photos whose content is not known are passed over.
        """
        contents = self._catalog.photos.contents({*anchors, *others})
        return self._pairs.record(
            judged_pairs(
                [contents[photo_id] for photo_id in anchors if photo_id in contents],
                [contents[photo_id] for photo_id in others if photo_id in contents],
                sense,
                alike=alike,
                act=act,
            )
        )

    def record(self, pairs: Sequence[JudgedPair]) -> RecordedPairs:
        """Keep answers that come from elsewhere."""
        return self._pairs.record(pairs)

    def pairs(self) -> list[JudgedPair]:
        """Return all answers, the oldest first."""
        return self._pairs.all()

    def photos_of(self, pairs: Sequence[JudgedPair]) -> dict[bytes, int]:
        """Return a photo for each content in answers; what is not in the library is left out."""
        contents = {each for pair in pairs for each in (pair.first, pair.second)}
        found = self._catalog.photos.with_contents(contents)
        return {content: photo_ids[0] for content, photo_ids in found.items()}

    def contents_of(self, photo_ids: Collection[int]) -> dict[int, bytes]:
        """Return the content ids of photos, by id."""
        return self._catalog.photos.contents(photo_ids)

    def erase(self, numbers: Collection[int] | None = None) -> int:
        """Forget some answers; None: all, and all that was learned of them. Return how many."""
        erased = self._pairs.erase(numbers)
        if numbers is None and self._maps.steps():
            self._maps.forget()
            self._on_learned()
        return erased

    def paths_of(self, pairs: Sequence[JudgedPair]) -> dict[bytes, Path]:
        """Return the path of a photo for each content in answers, as far as there is one."""
        photos = self.photos_of(pairs)
        records = self._catalog.photos.get(sorted(set(photos.values())))
        paths = {record.photo_id: record.path for record in records}
        return {content: paths[each] for content, each in photos.items() if each in paths}

    def export(self, path: Path, *, replace: bool = False) -> int:
        """Write all answers to a .csv or .json file; return how many.

        Raises:
            UserError: the file cannot be written, is named otherwise, or is there and not to be
                replaced.
        """
        # Here: a search does not write files, and its start must not load what does.
        from photosearch.library.learning.pair_file import check_pairs_path, write_pairs

        path = check_pairs_path(path, replace=replace)
        pairs = self._pairs.all()
        write_pairs(path, pairs, self.paths_of(pairs))
        return len(pairs)

    # ---- what is learned ----

    def status(self) -> LearningStatus:
        """Return what is kept, and what counts of it."""
        pairs = self._pairs.all()
        known = self.photos_of(pairs)
        card = self._card()
        return LearningStatus(
            pairs=Counter(pair.sense for pair in pairs),
            contradictions=sum(pair.changed > 0 for pair in pairs),
            without_photos=sum(
                pair.first not in known or pair.second not in known for pair in pairs
            ),
            learned=tuple(
                LearningOutcome(
                    sense,
                    LearningState.USED,
                    stored.pairs,
                    0,
                    stored.found_before,
                    stored.found_after,
                )
                for sense, stored in self._maps.current(card.model_id).items()
                if stored.content is not None
            ),
            recalibrated=tuple(
                sense
                for sense, stored in self._maps.current(words_key(card.model_id)).items()
                if stored.content is not None
            ),
            other_models=self._maps.others(card.model_id),
            steps=self._maps.steps(),
        )

    def learn(self, control: JobControl | None = None) -> list[LearningOutcome]:
        """Learn from all answers, sense by sense; use what is better on answers held out.

        What was learned before and is not borne out by the answers any more does not count either.
        Nothing changes where there are too few answers.

        Raises:
            Cancelled: by `control`; nothing changed.
        """
        control = control or JobControl()
        card = self._card()
        current = self._maps.current(card.model_id)
        words_before = {
            sense: stored.content
            for sense, stored in self._maps.current(words_key(card.model_id)).items()
        }
        outcomes: list[LearningOutcome] = []
        step: list[StoredMap] = []
        pairs = self._pairs.all()
        for sense in JUDGED_KINDS:
            control.checkpoint()
            about = [pair for pair in pairs if pair.sense is sense]
            if not about or sense not in card.bits:
                continue
            outcome, content, words = self._learn(sense, about, card)
            outcomes.append(outcome)
            had_words = words_before.get(sense)
            if words is not None or (had_words is not None and outcome.tried):
                step.append(StoredMap(words_key(card.model_id), sense, words, outcome.pairs, 0, 0))
            was_used = sense in current and current[sense].content is not None
            if outcome.state is LearningState.USED or (
                was_used and outcome.state is LearningState.NOT_BETTER
            ):
                step.append(
                    StoredMap(
                        card.model_id,
                        sense,
                        content,
                        outcome.pairs,
                        outcome.found_before,
                        outcome.found_after,
                    )
                )
        control.checkpoint()
        if step:
            self._maps.add_step(step)
            self._on_learned()
        return outcomes

    def undo(self) -> bool:
        """Take back what was learned last; what counted before it counts again.

        Returns:
            Whether there was anything.
        """
        undone = self._maps.undo_step()
        if undone:
            self._on_learned()
        return undone

    def _learn(
        self, sense: CodeKind, about: Sequence[JudgedPair], card: ModelCard
    ) -> tuple[LearningOutcome, bytes | None, bytes | None]:
        """Return what came of it, the map if it is used, the correction of the words if it is."""
        kinds = [kind for kind in JUDGED_KINDS if kind in card.bits]
        codes = self._codes_of(self.photos_of(about), kinds, card)
        said: list[Said] = [
            (pair.first, pair.second, pair.alike)
            for pair in about
            if pair.first in codes and pair.second in codes
        ]
        alike = sum(each for _, _, each in said)

        def outcome(state: LearningState, before: float = 0, after: float = 0) -> LearningOutcome:
            return LearningOutcome(sense, state, len(said), alike, before, after)

        if not _suffices(len(said), alike):
            enough = _suffices(len(about), sum(pair.alike for pair in about))
            state = LearningState.PHOTOS_GONE if enough else LearningState.TOO_FEW
            return outcome(state), None, None
        trial = learn_map(sense, _pair_codes(with_implied(said), codes), self._sample(kinds, card))
        state = LearningState.USED if trial.better else LearningState.NOT_BETTER
        log.info(
            "Learned from %d answers by %s: %.3f before, %.3f after; %s.",
            *(len(said), sense, trial.before, trial.after, state),
        )
        content = trial.learned.to_bytes() if trial.better else None
        words = _corrected_words(sense, _pair_codes(said, codes), card)
        found = outcome(state, trial.before, trial.after)
        return replace(found, recalibrated=words is not None), content, words

    def _codes_of(
        self, photos: Mapping[bytes, int], kinds: Sequence[CodeKind], card: ModelCard
    ) -> dict[bytes, dict[CodeKind, Codes]]:
        """Return the codes (bytes,) of contents by kind; those that lack a kind are left out."""
        photo_ids = sorted(set(photos.values()))
        by_photo: dict[int, dict[CodeKind, Codes]] = {photo_id: {} for photo_id in photo_ids}
        for kind in kinds:
            found, codes = self._catalog.codes.get(card.model_id, kind, photo_ids)
            for photo_id, code in zip(found.tolist(), codes, strict=True):
                by_photo[photo_id][kind] = code
        return {
            content: by_photo[photo_id]
            for content, photo_id in photos.items()
            if len(by_photo[photo_id]) == len(kinds)
        }

    def _sample(self, kinds: Sequence[CodeKind], card: ModelCard) -> dict[CodeKind, Codes]:
        """Return the codes of photos spread over the library: the same for the same library."""
        ids: NDArray[np.int64] | None = None
        for kind in kinds:
            of_kind = self._catalog.codes.ids(card.model_id, kind)
            ids = of_kind if ids is None else np.intersect1d(ids, of_kind, assume_unique=True)
        assert ids is not None
        places = np.linspace(0, len(ids) - 1, min(SAMPLE, len(ids))).astype(np.intp)
        chosen = ids[np.unique(places)].tolist()
        return {kind: self._catalog.codes.get(card.model_id, kind, chosen)[1] for kind in kinds}


def _corrected_words(sense: CodeKind, pairs: PairCodes, card: ModelCard) -> bytes | None:
    """Return the correction of a sense's probabilities by what was said outright, if it holds."""
    table = card.calibration.get(sense)
    if not table:
        return None
    distances = np.bitwise_count(pairs.first[sense] ^ pairs.second[sense]).sum(
        axis=1, dtype=np.int32
    )
    found = try_recalibration(
        probability_of_distance(distances, table), pairs.alike, photo_groups(pairs, sense)
    )
    return None if found is None else found.to_bytes()


def _suffices(pairs: int, alike: int) -> bool:
    return pairs >= LEAST_PAIRS and min(alike, pairs - alike) >= LEAST_OF_EACH


def _pair_codes(said: Sequence[Said], codes: Mapping[bytes, Mapping[CodeKind, Codes]]) -> PairCodes:
    kinds = list(next(iter(codes.values())))
    return PairCodes(
        {kind: np.stack([codes[first][kind] for first, _, _ in said]) for kind in kinds},
        {kind: np.stack([codes[second][kind] for _, second, _ in said]) for kind in kinds},
        np.array([alike for _, _, alike in said], np.bool_),
    )
