"""Define `photosearch-train evaluate` and `compare`: how good an encoder is, as table, JSON and
page.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console as Terminal

from photosearch.core.errors import UserError
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.evaluation.distances import DISTANCES
from photosearch.training.evaluation.feature_extractors import KINDS
from photosearch.training.evaluation.labelled_protocol import LabelledOptions
from photosearch.training.evaluation.ranked import RERANKABLE
from photosearch.training.evaluation.reranking import RERANKINGS
from photosearch.training.evaluation.results import as_json, check_writable, write_text
from photosearch.training.evaluation.run import Baseline, Request, run_evaluation
from photosearch.training.evaluation.tables import all_tables, show
from photosearch.training.hashing import METHODS

Distances = Annotated[
    str, option(f"Distances, with commas between: {', '.join(DISTANCES)}; or 'all'.")
]


def open_place(place: Path) -> PhotoSet:
    """Return the photos of `place`: `photos/`, `photos.zip`, or `photos.zip/validation`.

    Raises:
        UserError: there is nothing there, or no photos.
    """
    place = place.expanduser()
    for archive in (place, *place.parents):
        if archive.is_file():
            return open_photo_set(archive, place.relative_to(archive).as_posix().strip("."))
        if archive.is_dir():
            break
    if not place.is_dir():
        raise UserError.in_words(
            f"There is no photo set {place}.",
            "Give a folder with a folder of photos for each class, or a zip file of such folders.",
        )
    return open_photo_set(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationOptions:
    """Declare what is evaluated on, how, and where the figures go."""

    queries: Annotated[
        Path | None,
        option(
            "Labelled photos that ask: a folder or zip file with one folder per class, or a "
            "folder in a zip file (photos.zip/validation). Without --database each of them "
            "searches all the others."
        ),
    ] = None
    database: Annotated[Path | None, option("Labelled photos that are searched.")] = None
    copies: Annotated[
        Path | None, option("Photos that edited copies are made of, to be found again.")
    ] = None
    distractors: Annotated[Path | None, option("Other photos among those of --copies.")] = None
    output: Annotated[
        str,
        option(
            "Outputs of the model that --queries are judged by, with commas between: "
            f"{', '.join(KINDS)}. The copies are judged by 'copy' where the model has it, else by "
            "'subject'."
        ),
    ] = "subject"
    distance: Distances = "all"
    rerank: Annotated[
        str,
        option(f"Re-rankings beside the plain ranking: {', '.join(RERANKINGS)}; or 'all'."),
    ] = ""
    unseen: Annotated[
        str,
        option(
            "Classes that the training did not see, with commas between, or a file with one a "
            "line: they get figures of their own."
        ),
    ] = ""
    bits: Annotated[str, option("Judge the first bits of the codes alone too, like 64,128.")] = ""
    baseline_weights: Annotated[
        Path | None,
        option(
            "Weights of EfficientNet-Lite 2 (.safetensors), which the default model is built on: "
            "its features, and codes made of them without training, are the baseline beside the "
            "model."
        ),
    ] = None
    baseline_codes: Annotated[
        str,
        option(f"How the baseline's codes are made, with commas between: {', '.join(METHODS)}."),
    ] = "itq"
    baseline_photos: Annotated[
        Path | None,
        option(
            "Photos that the baseline's codes are fitted to; without it to those that are "
            "searched, which flatters them."
        ),
    ] = None
    limit: Annotated[int | None, option("Ask at most so many queries, by chance.", min=1)] = None
    seed: Annotated[int, option("Of that chance.")] = 0
    threads: Annotated[int | None, option("Of the processor; default: all.", min=1)] = None
    json: Annotated[Path | None, option("Write the figures to this file.")] = None
    report: Annotated[
        Path | None, option("Write a page with plots and examples to this file (.html).")
    ] = None
    pictures: Annotated[bool, option("Whether that page shows photos, which it then holds.")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateConfig(EvaluationOptions):
    """Tell how well a model finds photos: by what they show, and by edited copies of them.

    Give --queries (labelled photos), --copies, or both.
    """

    model: Annotated[Path, typer.Argument(help="The model folder.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareConfig(EvaluationOptions):
    """Put several models side by side on the same photos, in one table and one page."""

    models: Annotated[list[Path], typer.Argument(help="Two or more model folders.")]
    distance: Distances = "hamming,asymmetric"


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `photosearch-train`."""
    app.command("evaluate")(command(EvaluateConfig, evaluate))
    app.command("compare")(command(CompareConfig, compare))


def evaluate(config: EvaluateConfig, job: Job) -> None:
    """Evaluate one model; see `EvaluateConfig`."""
    _run([config.model], config, job)


def compare(config: CompareConfig, job: Job) -> None:
    """Evaluate several models; see `CompareConfig`.

    Raises:
        UserError: there is only one.
    """
    if len(config.models) < 2:
        raise UserError.in_words(
            "One model alone cannot be compared.", "Give two model folders, or use 'evaluate'."
        )
    _run(config.models, config, job)


def _run(models: Sequence[Path], config: EvaluationOptions, job: Job) -> None:
    outputs = _choices(config.output, tuple(KINDS), "--output")
    options = _options(config)
    methods = _choices(config.baseline_codes, tuple(METHODS), "--baseline-codes")
    _check_sets(config)
    for path, endings in ((config.json, (".json",)), (config.report, (".html", ".htm"))):
        if path is not None:
            check_writable(path, endings)
    asked, searched, originals, others, fitted = (
        None if place is None else open_place(place)
        for place in (
            config.queries,
            config.database,
            config.copies,
            config.distractors,
            config.baseline_photos,
        )
    )
    weights = config.baseline_weights
    request = Request(
        models=tuple(models),
        command=shlex.join(["photosearch-train", *sys.argv[1:]]),
        queries=asked,
        database=searched,
        originals=originals,
        distractors=others,
        outputs=outputs,
        options=options,
        baseline=None if weights is None else Baseline(weights, methods, fitted),
        threads=config.threads or os.cpu_count() or 1,
    )
    evaluation = run_evaluation(request, job)
    terminal = Terminal()
    # A pipe has no width of its own: the columns shall not be squeezed.
    show(all_tables(evaluation), terminal if terminal.is_terminal else Terminal(width=160))
    if config.json is not None:
        write_text(config.json, as_json(evaluation))
    if config.report is not None:
        from photosearch.training.evaluation.report import report_html  # matplotlib takes a second

        write_text(config.report, report_html(evaluation, pictures=config.pictures))


def _check_sets(config: EvaluationOptions) -> None:
    if config.queries is None and config.database is not None:
        raise UserError.in_words("--database alone has nothing that asks.", "Add --queries.")
    if config.copies is None and config.distractors is not None:
        raise UserError.in_words("--distractors alone have nothing that asks.", "Add --copies.")
    if config.queries is None and config.copies is None:
        raise UserError.in_words(
            "There is nothing to evaluate on.",
            "Give labelled photos with --queries, or photos to be found again with --copies.",
        )


def _options(config: EvaluationOptions) -> LabelledOptions:
    distances = _choices(config.distance, tuple(DISTANCES), "--distance")
    rerank = config.rerank
    if rerank and not set(distances) & set(RERANKABLE):
        raise UserError.in_words(
            "--rerank builds on angles between values, which no chosen distance is.",
            f"Choose one of these with --distance, too: {', '.join(RERANKABLE)}.",
        )
    return LabelledOptions(
        distances=distances,
        rerankings=_choices(rerank, RERANKINGS, "--rerank") if rerank else (),
        unseen=frozenset(_names(config.unseen)),
        prefixes=_lengths(config.bits),
        queries_at_most=config.limit,
        seed=config.seed,
    )


def _choices(text: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return names with commas between, in the order of `known`; "all" is all of them."""
    wanted = set(_names(text))
    if wanted == {"all"}:
        return tuple(map(str, known))
    wrong = sorted(wanted - set(known))
    if wrong or not wanted:
        raise UserError.in_words(
            f"{option} does not know {wrong[0] if wrong else text!r}.",
            f"Choose from: {', '.join(known)}.",
        )
    return tuple(str(name) for name in known if name in wanted)


def _names(text: str) -> list[str]:
    """Return names with commas between, or the lines of a file of that name."""
    file = Path(text)
    if text and "," not in text and file.is_file():
        try:
            text = ",".join(file.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise UserError.in_words(
                f"The list of names {file} cannot be read ({error}).", "Write one name a line."
            ) from error
    return [name.strip() for name in text.split(",") if name.strip()]


def _lengths(text: str) -> tuple[int, ...]:
    try:
        lengths = tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        lengths = (0,)
    if any(length < 8 or length % 8 for length in lengths):
        raise UserError.in_words(
            f"--bits does not understand {text!r}.", "Give multiples of 8 like 64,128."
        )
    return lengths
