"""Define learn show|list|apply|undo|export|add|erase: what is kept of your answers about photos."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import count_text, show_message
from photosearch.cli.questions import confirm
from photosearch.cli.session import JsonOption, LibraryOption, ReplaceOption, Session
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl
from photosearch.paths import absolute

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.codes import CodeKind
    from photosearch.core.learning import LearningOutcome

app = typer.Typer(
    help="What is learned from your answers about photos: show, apply, undo, export, erase.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FileArgument = Annotated[
    Path, typer.Argument(readable=False, metavar="FILE", help="Named like answers.csv or .json.")
]


@app.command()
def show(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Tell how many answers are kept, and what was learned of them."""
    from photosearch.core.codes import SENSES

    session = Session.of(context, library, json)
    with session.read() as opened:
        status = opened.learning.status()
    if json:
        session.output.record(
            {
                "answers": status.total,
                "by_sense": {SENSES[kind]: count for kind, count in status.pairs.items()},
                "contradictions": status.contradictions,
                "without_photos": status.without_photos,
                "learned": [_outcome_record(outcome) for outcome in status.learned],
                "words_follow": [SENSES[kind] for kind in status.recalibrated],
                "other_models": status.other_models,
                "steps": status.steps,
            }
        )
        return
    by_sense = ", ".join(f"{SENSES[kind]} {count}" for kind, count in status.pairs.items())
    session.output.line(f"Answers kept: {status.total}" + (f" ({by_sense})" if by_sense else ""))
    for outcome in status.learned:
        session.output.line(outcome_text(outcome))
    for kind in status.recalibrated:
        session.output.line(_words_text(kind))
    if not status.learned and not status.recalibrated:
        session.output.line("Nothing is learned yet: photos are compared by their codes alone.")
    if status.contradictions:
        show_message(f"{status.contradictions} contradict an earlier answer: the last one counts.")
    if status.without_photos:
        show_message(
            f"{status.without_photos} are about photos that are not in the library now; they count"
            " again when these are back."
        )
    if status.other_models:
        show_message(
            "What was learned with another encoder is not used. To learn for this one: "
            "photosearch learn apply"
        )


@app.command("list")
def list_(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the answers, the oldest first, with the numbers by which they can be erased."""
    from photosearch.library.learning.pair_file import pair_record

    session = Session.of(context, library, json)
    with session.read() as opened:
        pairs = opened.learning.pairs()
        paths = opened.learning.paths_of(pairs)
    records = [pair_record(pair, paths) for pair in pairs]
    if json:
        for record in records:
            session.output.record(record)
        return
    session.output.table(
        [
            (
                str(record["number"]),
                record["sense"],
                "alike" if record["alike"] else "not alike",
                record["first_path"] or "(not in the library)",
                record["second_path"] or "(not in the library)",
            )
            for record in records
        ],
        frozenset({0}),
    )
    if not pairs:
        show_message("No answers are kept.")


@app.command()
def apply(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Learn from the answers; use what finds more of those that were held out.

    Takes seconds. What does not find more is not used, and nothing changes.
    """
    session = Session.of(context, library, json)
    control = JobControl()
    with session.open() as opened, cancelled_by_interrupt(control.cancel):
        outcomes = opened.learning.learn(control)
    for outcome in outcomes:
        if json:
            session.output.record(_outcome_record(outcome))
            continue
        session.output.line(outcome_text(outcome))
        if outcome.recalibrated:
            session.output.line(_words_text(outcome.sense))
    if not outcomes and not json:
        session.output.line("There are no answers to learn from.")


@app.command()
def undo(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Take back what was learned last, at once. The answers stay."""
    session = Session.of(context, library, json)
    with session.open() as opened:
        undone = opened.learning.undo()
        left = len(opened.learning.status().learned)
    if not undone:
        raise UserError.in_words(
            "There is nothing to undo: nothing is learned.", "To learn: photosearch learn apply"
        )
    if json:
        session.output.record({"event": "undone", "learned": left})
    else:
        session.output.line(
            "What was learned before counts again."
            if left
            else "Photos are compared by their codes alone again."
        )


@app.command()
def export(
    context: typer.Context,
    file: FileArgument,
    *,
    replace: ReplaceOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Write all answers to a table (.csv) or for scripts (.json)."""
    session = Session.of(context, library, json)
    file = absolute(file)
    with session.read() as opened:
        count = opened.learning.export(file, replace=replace)
    if json:
        session.output.record({"path": file, "answers": count})
    else:
        session.output.line(f"{file} holds {_answers_text(count)}.")


@app.command()
def add(
    context: typer.Context,
    file: FileArgument,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take over the answers of a file, such as `learn export` writes.

    Columns sense (shot, look, subject) and alike (yes, no), and first and second or first_path and
    second_path: content ids, or paths of photos of the library.
    """
    from photosearch.library.learning.pair_file import read_pairs

    session = Session.of(context, library, json)
    file = absolute(file)
    with session.open() as opened:

        def content_at(path: Path) -> bytes | None:
            photo_id = opened.photo_at(absolute(path))
            if photo_id is None:
                return None
            return opened.learning.contents_of([photo_id]).get(photo_id)

        recorded = opened.learning.record(read_pairs(file, content_at))
    if json:
        session.output.record(
            {
                "added": recorded.added,
                "repeated": recorded.repeated,
                "changed": recorded.changed,
            }
        )
        return
    session.output.line(f"Added: {_answers_text(recorded.added)}.")
    if recorded.repeated:
        show_message(f"Known before: {_answers_text(recorded.repeated)}.")
    if recorded.changed:
        show_message(
            f"{_answers_text(recorded.changed)} contradict earlier ones: the last one counts."
        )


@app.command()
def erase(
    context: typer.Context,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(metavar="NUMBER", help="As `learn list` has them.", show_default=False),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="All answers, and all that was learned of them.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Erase answers for good."""
    session = Session.of(context, library, json)
    if bool(numbers) == all_:
        raise typer.BadParameter("Give numbers of answers, or --all.")
    with session.open() as opened:
        known = {pair.number for pair in opened.learning.pairs()}
        unknown = [number for number in numbers or () if number not in known]
        if unknown:
            raise UserError.in_words(
                f"There is no answer {unknown[0]}.", "See: photosearch learn list"
            )
        if all_ and not yes:
            confirm(f"Erase {_answers_text(len(known))}, and what was learned of them?")
        erased = opened.learning.erase(None if all_ else numbers)
        learned = bool(opened.learning.status().learned)
    if json:
        session.output.record({"erased": erased})
        return
    session.output.line(f"Erased: {_answers_text(erased)}.")
    if learned:
        show_message("What was learned of it is used until: photosearch learn apply")


def outcome_text(outcome: LearningOutcome) -> str:
    """Return what came of the answers in one sense."""
    from photosearch.core.codes import SENSES
    from photosearch.core.learning import LEAST_OF_EACH, LEAST_PAIRS, LearningState

    sense = SENSES[outcome.sense]
    if outcome.state is LearningState.USED:
        gain = max(1, round(outcome.gain * 100))
        return f"{sense}: learned from {outcome.pairs} of your answers: finds {gain} % more."
    if outcome.state is LearningState.TOO_FEW:
        return (
            f"{sense}: {_answers_text(outcome.pairs)}, {outcome.alike} of them that photos are "
            f"alike: too few. {LEAST_PAIRS} are needed at least, {LEAST_OF_EACH} of each sort."
        )
    if outcome.state is LearningState.PHOTOS_GONE:
        return (
            f"{sense}: most answers are about photos that are not in the library now, or not "
            f"encoded yet; {outcome.pairs} count, which is too few."
        )
    return (
        f"{sense}: {_answers_text(outcome.pairs)} did not help to find more of those that were "
        "held out: photos are compared as before."
    )


def _words_text(sense: CodeKind) -> str:
    from photosearch.core.codes import SENSES

    return f"{SENSES[sense]}: the words for how sure it is follow your answers, too."


def _outcome_record(outcome: LearningOutcome) -> dict[str, Any]:
    from photosearch.core.codes import SENSES

    return {
        "sense": SENSES[outcome.sense],
        "state": outcome.state.value,
        "answers": outcome.pairs,
        "found_before": round(outcome.found_before, 4),
        "found_after": round(outcome.found_after, 4),
        "gain": round(outcome.gain, 4),
        "words_follow": outcome.recalibrated,
    }


def _answers_text(count: int) -> str:
    return count_text(count, "answer")
