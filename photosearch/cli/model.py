"""Define model list|info|add|use|undo|clean|compare: the encoders, and which of them answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch import paths, settings_file
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.model_add import add
from photosearch.cli.output import photos_text, show_message, size_text
from photosearch.cli.progress import progress_display
from photosearch.cli.session import JsonOption, LibraryOption, ReplaceOption, Session
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.message_words.command_line import duration_text, message_text
from photosearch.message_words.metric_words import METRICS

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.changes import ModelInfo, ModelSwitchResult
    from photosearch.library.models.model_comparison import ModelComparison

app = typer.Typer(
    help="The encoders: list, information, add, use, undo, compare.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(add)

NameArgument = Annotated[
    str,
    typer.Argument(metavar="MODEL", help="A name from `model list`, or the path of a folder."),
]


@app.command("list")
def list_(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the models at hand, and which one answers in this library."""
    from photosearch.library.models.model_list import list_models

    session = Session.of(context, library, json)
    if session.has_library:
        with session.read() as opened:
            models = opened.models()
    else:
        models = list_models()
    if json:
        for model in models:
            session.output.record(_model_record(model))
        return
    rows = [_model_row(model) for model in models]
    session.output.table([("", "MODEL", "VERSION", "SIZE", "BITS", "FIGURES", "HERE"), *rows])
    if not session.has_library:
        default = settings_file.load(paths.settings_file()).model
        show_message(f"There is no library in {session.folder} yet; a new one takes {default!r}.")
    show_message(f"Models of your own belong in {paths.user_models_folder()}.")


@app.command()
def info(
    context: typer.Context,
    name: NameArgument,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Tell everything a model says of itself, whether it works here and how fast it is."""
    from photosearch.inference.model_check import check_model
    from photosearch.inference.models import load_card, locate_model
    from photosearch.library.models.model_list import read_entries

    session = Session.of(context, library, json)
    folder = locate_model(name)
    card = load_card(folder)
    entries = read_entries(folder)
    photos = 0
    in_use = False
    if session.has_library:
        with session.read() as opened:
            in_use = opened.card.model_id == card.model_id
            photos = next(
                (
                    model.photos
                    for model in opened.models()
                    if model.card is not None and model.card.model_id == card.model_id
                ),
                0,
            )
    options = settings_file.load(paths.settings_file())
    checked = check_model(folder, providers=options.providers, memory_mb=options.worker_memory_mb)
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    if json:
        record = {"model_id": card.model_id, "folder": folder, "bytes": size, "in_use": in_use}
        record |= {"photos": photos, "ms_per_photo": round(checked.ms_per_photo, 2)}
        session.output.record({**record, "provider": checked.provider, "card": entries})
        return
    here = f"{photos_text(photos)} encoded" + (", in use" if in_use else "")
    session.output.table(
        [
            ("folder", str(folder)),
            ("id", card.model_id),
            ("size", size_text(size)),
            ("in this library", here),
            ("speed here", f"{checked.ms_per_photo:.1f} ms per photo ({checked.provider})"),
            *_flat(entries),
        ]
    )


@app.command()
def use(
    context: typer.Context,
    name: NameArgument,
    drop_old: Annotated[
        bool,
        typer.Option(
            "--drop-old", help="Forget the codes of former models then; no `undo` after that."
        ),
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Encode all photos with another model, then let it answer.

    Until all are encoded the present model answers. Ctrl-C changes nothing and keeps what is
    encoded: the same command goes on there.
    """
    session = Session.of(context, library, json)
    control = JobControl()
    with (
        session.open() as opened,
        cancelled_by_interrupt(control.cancel),
        progress_display(session.output) as display,
    ):
        result = opened.use_model(name, control=control, on_progress=display, drop_old=drop_old)
    _show_switch_result(session, result)
    if result.cancelled:
        raise Cancelled


@app.command()
def undo(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Go back to the model that answered before, at once; or give up an unfinished switch."""
    session = Session.of(context, library, json)
    with session.open() as opened:
        result = opened.undo_model()
    _show_switch_result(session, result)


@app.command()
def clean(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Forget the codes of models that do not answer any more; there is no `undo` after that."""
    session = Session.of(context, library, json)
    with session.open() as opened:
        dropped = opened.drop_old_codes()
    if json:
        session.output.record({"dropped": dropped})
    else:
        session.output.line(_dropped_text(dropped) or "There are no codes of other models.")


@app.command()
def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="As for `use`.")],
    second: Annotated[str, typer.Argument(metavar="B", help="As for `use`.")],
    folder: Annotated[
        Path | None,
        typer.Argument(
            readable=False, metavar="FOLDER", help="With these photos instead of the library's."
        ),
    ] = None,
    sample: Annotated[
        int, typer.Option(metavar="N", min=3, max=5000, help="So many photos at most.")
    ] = 300,
    sense: Annotated[
        str,
        typer.Option(
            metavar="SENSE",
            help="shot, look or subject: in which examples of disagreement are chosen.",
        ),
    ] = "subject",
    sheet: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            metavar="FILE.html",
            help="Also write the photos on which they disagree most to this file.",
        ),
    ] = None,
    replace: ReplaceOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Compare two models: speed, size, figures, and where they see things differently."""
    from photosearch.cli.model_sheet import write_comparison
    from photosearch.core.neighbours import KIND_OF_SENSE
    from photosearch.inference.models import locate_model
    from photosearch.library.file_ops.contact_sheet import check_sheet_path
    from photosearch.library.models import model_comparison
    from photosearch.library.workers.worker_pools import WorkerPools

    sense = sense.lower()
    if sense not in KIND_OF_SENSE:
        raise typer.BadParameter(f"{sense!r} is no sense. Give shot, look or subject.")
    if replace and sheet is None:
        raise typer.BadParameter("--replace goes with --sheet.")
    session = Session.of(context, library, json)
    sheet_path = None if sheet is None else check_sheet_path(sheet, replace=replace)
    folders = (locate_model(first), locate_model(second))
    if folder is not None:
        tasks = model_comparison.tasks_of_folder(paths.absolute(folder), sample)
    else:
        with session.read() as opened:
            tasks = opened.compare_tasks(sample)
    if not tasks:
        raise UserError.in_words(
            "There are no photos to compare with.", "Name a folder with photos."
        )
    user_settings = settings_file.load(paths.settings_file())
    pools = WorkerPools(user_settings)
    control = JobControl()
    with cancelled_by_interrupt(control.cancel), progress_display(None) as display:
        found = model_comparison.compare(
            folders,
            tasks,
            lambda count: pools.pool(
                model_comparison.start_model_comparer, (folders, user_settings), count
            ),
            kind=KIND_OF_SENSE[sense],
            control=control,
            on_progress=display,
        )
    _show_comparison(session, found, folders)
    if sheet_path is not None:
        write_comparison(sheet_path, found)
        show_message(f"The photos on which they disagree most are in {sheet_path}.")


def _model_record(model: ModelInfo) -> dict[str, Any]:
    card = model.card
    return {
        "name": model.name,
        "version": None if card is None else card.version,
        "model_id": None if card is None else card.model_id,
        "folder": model.folder,
        "bundled": model.bundled,
        "bytes": model.bytes,
        "bits": {} if card is None else {str(kind): bits for kind, bits in card.bits.items()},
        "figures": dict(model.metrics),
        "in_use": model.in_use,
        "before": model.previous,
        "coming": model.pending,
        "photos": model.photos,
        "problem": "" if model.problem is None else message_text(model.problem),
    }


def _model_row(model: ModelInfo) -> tuple[str, ...]:
    bits = {} if model.card is None else model.card.bits
    here = [photos_text(model.photos)] if model.photos else []
    states = {"in use": model.in_use, "coming": model.pending, "before": model.previous}
    here += [state for state, holds in states.items() if holds]
    here += [] if model.problem is None else [message_text(model.problem)]
    return (
        "*" if model.in_use else "",
        model.name,
        model.card.version if model.card else "",
        size_text(model.bytes) if model.folder else "",
        " ".join(f"{kind}:{number}" for kind, number in bits.items()),
        " · ".join(
            f"{_metric(name)} {_share(name, value)}" for name, value in model.metrics.items()
        ),
        ", ".join(here).replace("in_use", "in use"),
    )


def _metric(name: str) -> str:
    return METRICS[name][0] if name in METRICS else name


def _share(name: str, value: float) -> str:
    """Return 0.9774 as "97.7 %", as models differ little; what is not known as it stands."""
    return f"{value * 100:.1f} %" if name in METRICS else f"{value:g}"


def _flat(entries: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return everything in a card as rows of name and text."""
    rows: list[tuple[str, str]] = []
    for name, value in entries.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{before}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, part in enumerate(value, start=1):
                rows += _flat(part, f"{before}{name}.{number}.")
        else:
            rows.append((f"{before}{name}", str(value)))
    return rows


def _show_switch_result(session: Session, result: ModelSwitchResult) -> None:
    card, counts = result.card, result.reencode_result.counts
    if session.output.json:
        session.output.record(
            {
                "event": "switched",
                "model": card.model_id,
                "before": result.previous_model_id,
                "encoded": counts["encoded"],
                "from_previews": counts["from previews"],
                "failed": counts["failed"],
                "lacking": result.without_codes,
                "seconds": round(result.reencode_result.seconds, 3),
                "cancelled": result.cancelled,
                "given_up": result.abandoned,
                "dropped": result.dropped_codes,
            }
        )
        return
    if counts["encoded"]:
        how = duration_text(result.reencode_result.seconds)
        show_message(f"Encoded: {photos_text(counts['encoded'])} in {how}.")
    if counts["from previews"]:
        show_message(
            f"{photos_text(counts['from previews'])} of those from previews: no file at hand."
        )
    if result.abandoned is not None:
        show_message(f"The switch to {result.abandoned} is given up; its codes are kept.")
    if result.cancelled:
        show_message(f"Nothing is changed: {card.full_name} goes on answering.")
        return
    session.output.line(f"{card.full_name} answers in this library.")
    if result.without_codes:
        show_message(
            f"Not encoded with it yet: {photos_text(result.without_codes)}. See: photosearch index"
        )
    if result.dropped_codes:
        show_message(_dropped_text(result.dropped_codes))
    elif result.previous_model_id is not None:
        show_message(
            "The codes of the former one are kept: photosearch model undo goes back to it."
        )


def _dropped_text(dropped: Mapping[str, int]) -> str:
    if not dropped:
        return ""
    listed = ", ".join(f"{name} ({photos_text(count)})" for name, count in dropped.items())
    return f"Forgotten: the codes of {listed}."


def _show_comparison(session: Session, found: ModelComparison, folders: tuple[Path, Path]) -> None:
    from photosearch.library.models.model_list import headline_metrics, read_entries

    sizes = [
        (folder / card.file).stat().st_size
        for folder, card in zip(folders, found.cards, strict=True)
    ]
    figures = [headline_metrics(read_entries(folder)) for folder in folders]
    ratio = found.ms[1] / found.ms[0] if found.ms[0] else 0.0
    if session.output.json:
        session.output.record(
            {
                "models": [card.model_id for card in found.cards],
                "photos": len(found.photos),
                "unreadable": found.unreadable,
                "ms_per_photo": [round(ms, 2) for ms in found.ms],
                "ms_ratio": round(ratio, 3),
                "bytes": sizes,
                "figures": figures,
                "agreement": {str(kind): round(v, 4) for kind, v in found.agreement.items()},
                "agreement_by_chance": round(found.chance, 4),
                "disagreements": [
                    {
                        "path": found.photos[each.photo].path,
                        "agreement": round(each.agreement, 4),
                        "nearest": [
                            [str(found.photos[photo].path) for photo in side]
                            for side in each.nearest
                        ],
                    }
                    for each in found.disagreements
                ],
            }
        )
        return
    rows = [("", *(card.full_name for card in found.cards))]
    rows.append(("ms per photo", *(f"{ms:.1f}" for ms in found.ms)))
    rows.append(("size", *(size_text(size) for size in sizes)))
    for name in dict.fromkeys([*figures[0], *figures[1]]):
        shares = (_share(name, row[name]) if name in row else "" for row in figures)
        rows.append((_metric(name), *shares))
    session.output.table(rows)
    session.output.line(f"{found.cards[1].full_name} takes {ratio:.2f} x the time.")
    for kind, value in found.agreement.items():
        session.output.line(
            f"Of the ten nearest by {kind} they share {value:.0%} "
            f"(by chance {found.chance:.0%}), over {photos_text(len(found.photos))}."
        )
    for each in found.disagreements:
        path = found.photos[each.photo].path
        session.output.line(f"They share {each.agreement:.0%} for {path}")
    if found.unreadable:
        show_message(f"Left out, as they cannot be read: {photos_text(found.unreadable)}.")
