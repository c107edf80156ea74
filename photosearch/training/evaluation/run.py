"""Run a whole evaluation: make the encoders ready, then take each protocol that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation.copy_protocol import evaluate_copies
from photosearch.training.evaluation.encoding import encode
from photosearch.training.evaluation.feature_extractors import (
    FeatureExtractor,
    ModelFeatureExtractor,
    UntrainedFeatureExtractor,
)
from photosearch.training.evaluation.labelled_protocol import LabelledOptions, evaluate_labelled
from photosearch.training.evaluation.results import Evaluation

_COPY = "copy"
_SUBJECT = "subject"
_COPY_DISTANCES = ("hamming", "asymmetric", "cosine")
"""Those by which copies are told from other photos; all copies share one threshold."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Set the untrained network and the codes made of its features."""

    weights: Path
    methods: tuple[str, ...]
    photos: PhotoSet | None
    """That the codes are fitted to; None means those that are searched."""


@dataclass(frozen=True, slots=True)
class Request:
    """Say what is to be evaluated, and how."""

    models: tuple[Path, ...]
    command: str
    queries: PhotoSet | None
    database: PhotoSet | None
    originals: PhotoSet | None
    distractors: PhotoSet | None
    outputs: tuple[str, ...]
    options: LabelledOptions
    baseline: Baseline | None = None
    threads: int = 1


def run_evaluation(request: Request, job: Job) -> Evaluation:
    """Run the protocols.

    Raises:
        ModelError: a model folder is not sound.
        UserError: a photo set makes no sense for its protocol.
        Cancelled: the job was stopped.
    """
    titles = names_of(request.models)
    known: dict[str, str] = {}
    labelled = copies = None
    if request.queries is not None:
        labelled = evaluate_labelled(
            _extractors(request, request.outputs, job, known),
            request.queries,
            request.database,
            request.options,
            job,
            threads=request.threads,
        )
    if request.originals is not None:
        distances = [name for name in _COPY_DISTANCES if name in request.options.distances]
        copies = evaluate_copies(
            _extractors(request, (_COPY, _SUBJECT), job, known, first_only=True),
            request.originals,
            request.distractors,
            distances or _COPY_DISTANCES,
            job,
            threads=request.threads,
        )
    return Evaluation(" and ".join(titles), request.command, known, labelled, copies)


def names_of(models: Sequence[Path]) -> list[str]:
    """Return what models are called in tables: their folders, with the one above where two are
    alike."""
    names = [folder.absolute().name for folder in models]
    if len(set(names)) == len(names):
        return names
    return [f"{folder.absolute().parent.name}/{folder.absolute().name}" for folder in models]


def _extractors(
    request: Request,
    outputs: tuple[str, ...],
    job: Job,
    known: dict[str, str],
    *,
    first_only: bool = False,
) -> list[FeatureExtractor]:
    """Return the models and the baseline; with `first_only`, of each only the first output that it
    has."""
    made: list[FeatureExtractor] = []
    for folder, title in zip(request.models, names_of(request.models), strict=True):
        model = ModelFeatureExtractor(folder, outputs, title=title, threads=request.threads)
        if first_only:
            model.outputs = model.outputs[:1]
        known[title] = f"{model.card.full_name} ({model.card.model_id})"
        made.append(model)
    if request.baseline is not None:
        methods = request.baseline.methods
        wanted = outputs[:1] if first_only else outputs
        untrained = UntrainedFeatureExtractor(request.baseline.weights, wanted, methods=methods)
        if request.baseline.photos is not None:
            untrained.fitted = encode(
                request.baseline.photos,
                [untrained],
                job,
                stage="Fitting the baseline",
                threads=request.threads,
            ).rows[0]
        made.append(untrained)
    return made
