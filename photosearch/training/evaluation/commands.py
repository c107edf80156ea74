"""`photosearch-train evaluate` and `compare`: how good an encoder is, as table, JSON and page."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console as Terminal

from photosearch.core.errors import UserError
from photosearch.training import console
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


_SUBJECT = "subject"

Queries = Annotated[
    Path | None,
    typer.Option(
        help="Labelled photos that ask: a folder or zip file with one folder per class, or a "
        "folder in a zip file (photos.zip/validation). Without --database each of them searches "
        "all the others."
    ),
]
Database = Annotated[Path | None, typer.Option(help="Labelled photos that are searched.")]
Copies = Annotated[
    Path | None, typer.Option(help="Photos that edited copies are made of, to be found again.")
]
Distractors = Annotated[Path | None, typer.Option(help="Other photos among those of --copies.")]
Output = Annotated[
    str,
    typer.Option(
        help="Outputs of the model that --queries are judged by, with commas between: "
        f"{', '.join(KINDS)}. The copies are judged by 'copy' where the model has it, else by "
        "'subject'."
    ),
]
Distance = Annotated[
    str, typer.Option(help=f"Distances, with commas between: {', '.join(DISTANCES)}; or 'all'.")
]
Rerank = Annotated[
    str,
    typer.Option(help=f"Re-rankings beside the plain ranking: {', '.join(RERANKINGS)}; or 'all'."),
]
Unseen = Annotated[
    str,
    typer.Option(
        help="Classes that the training did not see, with commas between, or a file with one a "
        "line: they get figures of their own."
    ),
]
Prefixes = Annotated[
    str, typer.Option(help="Judge the first bits of the codes alone too, like 64,128.")
]
Weights = Annotated[
    Path | None,
    typer.Option(
        help="Weights of EfficientNet-Lite 2 (.safetensors), which the default model is built on: "
        "its features, and codes made of them without training, are the baseline beside the model."
    ),
]
Methods = Annotated[
    str,
    typer.Option(
        help=f"How the baseline's codes are made, with commas between: {', '.join(METHODS)}."
    ),
]
Fitted = Annotated[
    Path | None,
    typer.Option(
        help="Photos that the baseline's codes are fitted to; without it to those that are "
        "searched, which flatters them."
    ),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Ask at most so many queries, by chance.")]
Seed = Annotated[int, typer.Option(help="Of that chance.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Of the processor; default: all.")]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")]
Report = Annotated[
    Path | None,
    typer.Option(help="Write a page with plots and examples to this file (.html)."),
]
Pictures = Annotated[
    bool,
    typer.Option(
        "--pictures/--no-pictures", help="Whether that page shows photos, which it then holds."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `photosearch-train`."""
    app.command()(evaluate)
    app.command()(compare)


def evaluate(
    model: Annotated[Path, typer.Argument(help="The model folder.")],
    queries: Queries = None,
    database: Database = None,
    copies: Copies = None,
    distractors: Distractors = None,
    output: Output = _SUBJECT,
    distance: Distance = "all",
    rerank: Rerank = "",
    unseen: Unseen = "",
    bits: Prefixes = "",
    baseline_weights: Weights = None,
    baseline_codes: Methods = "itq",
    baseline_photos: Fitted = None,
    limit: Limit = None,
    seed: Seed = 0,
    threads: Threads = None,
    json_file: JsonFile = None,
    report: Report = None,
    pictures: Pictures = True,
) -> None:
    """Tell how well a model finds photos: by what they show, and by edited copies of them.

    Give --queries (labelled photos), --copies, or both.
    """
    _run(
        [model],
        queries=queries,
        database=database,
        copies=copies,
        distractors=distractors,
        outputs=_choices(output, tuple(KINDS), "--output"),
        options=_options(distance, rerank, unseen, bits, limit, seed),
        weights=baseline_weights,
        methods=_choices(baseline_codes, tuple(METHODS), "--baseline-codes"),
        baseline_photos=baseline_photos,
        threads=threads,
        json_file=json_file,
        report=report,
        pictures=pictures,
    )


def compare(
    models: Annotated[list[Path], typer.Argument(help="Two or more model folders.")],
    queries: Queries = None,
    database: Database = None,
    copies: Copies = None,
    distractors: Distractors = None,
    output: Output = _SUBJECT,
    distance: Distance = "hamming,asymmetric",
    rerank: Rerank = "",
    unseen: Unseen = "",
    bits: Prefixes = "",
    baseline_weights: Weights = None,
    baseline_codes: Methods = "itq",
    baseline_photos: Fitted = None,
    limit: Limit = None,
    seed: Seed = 0,
    threads: Threads = None,
    json_file: JsonFile = None,
    report: Report = None,
    pictures: Pictures = True,
) -> None:
    """Put several models side by side on the same photos, in one table and one page."""
    if len(models) < 2:
        raise UserError.in_words(
            "One model alone cannot be compared.", "Give two model folders, or use 'evaluate'."
        )
    _run(
        models,
        queries=queries,
        database=database,
        copies=copies,
        distractors=distractors,
        outputs=_choices(output, tuple(KINDS), "--output"),
        options=_options(distance, rerank, unseen, bits, limit, seed),
        weights=baseline_weights,
        methods=_choices(baseline_codes, tuple(METHODS), "--baseline-codes"),
        baseline_photos=baseline_photos,
        threads=threads,
        json_file=json_file,
        report=report,
        pictures=pictures,
    )


def _run(
    models: Sequence[Path],
    *,
    queries: Path | None,
    database: Path | None,
    copies: Path | None,
    distractors: Path | None,
    outputs: tuple[str, ...],
    options: LabelledOptions,
    weights: Path | None,
    methods: tuple[str, ...],
    baseline_photos: Path | None,
    threads: int | None,
    json_file: Path | None,
    report: Path | None,
    pictures: bool,
) -> None:
    _check_sets(queries, database, copies, distractors)
    for path, endings in ((json_file, (".json",)), (report, (".html", ".htm"))):
        if path is not None:
            check_writable(path, endings)
    asked, searched, originals, others, fitted = (
        None if place is None else open_place(place)
        for place in (queries, database, copies, distractors, baseline_photos)
    )
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
        threads=threads or os.cpu_count() or 1,
    )
    evaluation = run_evaluation(request, console.present_job())
    terminal = Terminal()
    # A pipe has no width of its own: the columns shall not be squeezed.
    show(all_tables(evaluation), terminal if terminal.is_terminal else Terminal(width=160))
    if json_file is not None:
        write_text(json_file, as_json(evaluation))
    if report is not None:
        from photosearch.training.evaluation.report import report_html  # matplotlib takes a second

        write_text(report, report_html(evaluation, pictures=pictures))


def _check_sets(
    queries: Path | None, database: Path | None, copies: Path | None, distractors: Path | None
) -> None:
    if queries is None and database is not None:
        raise UserError.in_words("--database alone has nothing that asks.", "Add --queries.")
    if copies is None and distractors is not None:
        raise UserError.in_words("--distractors alone have nothing that asks.", "Add --copies.")
    if queries is None and copies is None:
        raise UserError.in_words(
            "There is nothing to evaluate on.",
            "Give labelled photos with --queries, or photos to be found again with --copies.",
        )


def _options(
    distance: str, rerank: str, unseen: str, bits: str, limit: int | None, seed: int
) -> LabelledOptions:
    distances = _choices(distance, tuple(DISTANCES), "--distance")
    if rerank and not set(distances) & set(RERANKABLE):
        raise UserError.in_words(
            "--rerank builds on angles between values, which no chosen distance is.",
            f"Choose one of these with --distance, too: {', '.join(RERANKABLE)}.",
        )
    return LabelledOptions(
        distances=distances,
        rerankings=_choices(rerank, RERANKINGS, "--rerank") if rerank else (),
        unseen=frozenset(_names(unseen)),
        prefixes=_lengths(bits),
        queries_at_most=limit,
        seed=seed,
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
