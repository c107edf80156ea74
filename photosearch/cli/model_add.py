"""Run model add: take a folder as a model of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch import paths, settings_file
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import photos_text, show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.pair_card import PairCard
    from photosearch.library.models.model_install import AddedModel
    from photosearch.library.models.pair_install import AddedPair


def add(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            readable=False, metavar="FOLDER", help="A folder with model.toml and its files."
        ),
    ],
    sample: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=64,
            max=50_000,
            help="Of a pair: to how many of the library's photos its codes are fitted, at most.",
        ),
    ] = 2_000,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Check a model of your own, measure its speed here, and copy it to the models at hand.

    Checked are the files by their sha256, shapes, outputs on made-up pictures, and, where it takes
    words, the text encoder. Of a pair of encoders for pictures and texts the codes are fitted to
    photos of the library. The folder stays as it is; `model use` lets the model answer.
    """
    from photosearch.library.models.model_install import add_model
    from photosearch.library.models.pair_install import pair_at

    session = Session.of(context, library, json)
    source = paths.absolute(folder)
    pair = pair_at(source)
    if pair is not None:
        added_pair = _add_pair(session, source, pair, sample)
        _show(session, added_pair.model, added_pair)
        return
    options = settings_file.load(paths.settings_file())
    added = add_model(source, providers=options.providers, memory_mb=options.worker_memory_mb)
    _show(session, added)


def _add_pair(session: Session, source: Path, pair: PairCard, sample: int) -> AddedPair:
    from photosearch.library.models.pair_install import add_pair, start_vectors
    from photosearch.library.workers.worker_pools import WorkerPools

    options = settings_file.load(paths.settings_file())
    with session.read() as opened:
        tasks = opened.compare_tasks(sample)
    pools = WorkerPools(options)
    control = JobControl()
    with cancelled_by_interrupt(control.cancel), progress_display(None) as display:
        return add_pair(
            source,
            pair,
            tasks,
            lambda folder, card, count: pools.pool(start_vectors, (folder, card, options), count),
            options,
            control=control,
            on_progress=display,
        )


def _show(session: Session, added: AddedModel, pair: AddedPair | None = None) -> None:
    card = added.checked.card
    speed = added.checked.ms_per_photo
    if session.output.json:
        fitted = {} if pair is None else {"bits": pair.bits, "photos": pair.photos}
        session.output.record(
            {
                "model_id": card.model_id,
                "folder": added.folder,
                "ms_per_photo": round(speed, 2),
                "provider": added.checked.provider,
                "words": card.words is not None,
                **fitted,
            }
        )
        return
    rows = [
        ("folder", str(added.folder)),
        ("id", card.model_id),
        ("speed here", f"{speed:.1f} ms per photo ({added.checked.provider})"),
        ("words", "yes" if card.words is not None else "no: photos are found by names"),
    ]
    if pair is not None:
        rows.append(("codes", f"{pair.bits} bits, fitted to {photos_text(pair.photos)}"))
    session.output.table(rows)
    show_message(f"Let it answer: photosearch model use {card.name}")
