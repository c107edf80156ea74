"""Write the report: one page that says how good encoders are and shows where they fail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import numpy as np

import photosearch
from photosearch.training.evaluation import example_images, page, plots, tables
from photosearch.training.evaluation.copy_protocol import CopyResult, CopyRow
from photosearch.training.evaluation.labelled_protocol import (
    EVERYTHING,
    LabelledResult,
    LabelledRow,
)
from photosearch.training.evaluation.metric_texts import DISTANCES, RERANKINGS
from photosearch.training.evaluation.results import Evaluation

_Row = TypeVar("_Row", LabelledRow, CopyRow)

_LINES = 8
"""In one plot."""
_ENCODERS = 4
"""Below one query."""
_QUERIES = 6
_CLASSES = 30


def report_html(evaluation: Evaluation, *, pictures: bool = True) -> str:
    """Return the whole page as text; without `pictures` it holds none of the judged photos."""
    title = (
        f"How well {evaluation.title} {'find' if len(evaluation.models) > 1 else 'finds'} photos"
    )
    parts = [f"<h1>{page.text(title)}</h1>", *_about(evaluation)]
    if evaluation.labelled is not None:
        parts += _labelled(evaluation.labelled, pictures)
    if evaluation.copies is not None:
        parts += _copies(evaluation.copies, pictures)
    parts += [
        "<h2>How this page was made</h2>",
        f"<p class='faint'>PhotoSearch {photosearch.__version__}, "
        f"{datetime.now():%Y-%m-%d %H:%M}. "
        "Figures are expected values over all orders of equal distances.</p>",
        f"<p><code>{page.text(evaluation.command)}</code></p>",
    ]
    return page.page(title, parts)


def _about(evaluation: Evaluation) -> list[str]:
    models = "; ".join(f"{name}: {words}" for name, words in evaluation.models.items())
    return [f"<p class='faint'>{page.text(models)}</p>"]


def _labelled(result: LabelledResult, pictures: bool) -> list[str]:
    rows = [row for row in result.rows if row.group == EVERYTHING]
    lines = _lines(rows)
    titles = _titles(lines)
    mains = _one_each(rows)[:_ENCODERS]
    main_titles = _titles(mains)
    parts = ["<h2>Photos of the same kind</h2>", *_labelled_words(result)]
    carded: set[tuple[str, str]] = set()
    for main, title in zip(mains, main_titles, strict=True):
        if not main.trained or (main.encoder, main.output) in carded:
            continue
        carded.add((main.encoder, main.output))
        parts.append(_labelled_cards(main, result, title if len(mains) > 1 else ""))
    shown = tables.labelled_tables(result)
    parts += [page.table(table, explained=table is shown[0]) for table in shown]
    parts.append(_ways(rows))
    drawn = [
        page.plot(
            plots.precision_recall(lines, titles),
            "Precision and recall",
            "How pure the answers stay while more and more of the right photos are found: the "
            "higher the line, the better.",
        ),
        page.plot(
            plots.precision_of_answers(lines, titles),
            "Looking further down",
            "Share of right photos among the first 1, 5, 10, ... answers.",
        ),
        _by_class(result, mains, main_titles),
    ]
    parts += [page.plots(drawn), *_codes(result)]
    if pictures:
        parts += _labelled_examples(result, mains, main_titles)
    return parts


def _labelled_words(result: LabelledResult) -> list[str]:
    kinds = f"{result.classes} classes"
    if result.leave_one_out:
        some = "" if len(result.queries) == len(result.database) else f"{len(result.queries):,} of "
        asked = f"Each of {some}{example_images.places_of(result.database)} searches all the others"
    else:
        asked = (
            f"The photos of {example_images.places_of(result.queries)} search "
            f"{example_images.places_of(result.database)}"
        )
    words = f"{asked}; an answer is right if it is of the query's class ({kinds})."
    if result.unreadable:
        words += f" {len(result.unreadable):,} files could not be read and are left out."
    return [f"<p>{page.text(words)}</p>"]


def _labelled_cards(row: LabelledRow, result: LabelledResult, title: str) -> str:
    figures = row.figures
    cut = max(cut for cut in figures.precision_at if cut <= 10)
    first = round(100 * figures.recall_at_1)
    heading = f"<h3>{page.text(title)}</h3>" if title else ""
    made = [
        page.card(
            f"{figures.mean_average_precision:.3f}",
            "mAP",
            "1 would be every right photo before every wrong one; by chance it would be about "
            f"{_chance(result):.2f}.",
        ),
        page.card(f"{first} %", "first answer right", "R@1: what you see first."),
        page.card(
            f"{figures.precision_at[cut] * cut:.1f} of {cut}",
            f"right among the first {cut}",
            f"P@{cut} is {figures.precision_at[cut]:.3f}.",
        ),
        page.card(
            f"{row.queries_per_second:,.0f}",
            "queries a second",
            f"Among {len(result.database):,} photos, {row.stored} each, on one thread.",
        ),
    ]
    return heading + page.cards(made)


def _chance(result: LabelledResult) -> float:
    """Return about the mAP of a random order: how frequent the query's class is, mean over the
    queries."""
    names, counts = np.unique(result.database.labels, return_counts=True)
    shares = dict(zip(names.tolist(), (counts / counts.sum()).tolist(), strict=True))
    return float(np.mean([shares.get(label, 0.0) for label in result.queries.labels]))


def _ways(rows: Sequence[LabelledRow]) -> str:
    """Return what the distances and re-rankings of the table are."""
    told = {row.distance: DISTANCES[row.distance] for row in rows}
    told |= {row.reranking: RERANKINGS[row.reranking] for row in rows if row.reranking}
    terms = "".join(f"<dt>{name}</dt><dd>{page.text(words)}</dd>" for name, words in told.items())
    return f"<h3>Ranked by</h3><dl>{terms}</dl>"


def _by_class(result: LabelledResult, rows: Sequence[LabelledRow], titles: Sequence[str]) -> str:
    labels = np.array(result.queries.labels)
    names = [
        name
        for name in np.unique(labels).tolist()
        if not np.isnan(rows[0].figures.average_precisions[labels == name]).all()
    ]
    means = [
        [float(np.nanmean(row.figures.average_precisions[labels == name])) for name in names]
        for row in rows
    ]
    order = np.argsort(means[0], kind="stable")[:_CLASSES]
    shown = "Hardest class on top" + ("." if len(names) <= _CLASSES else f"; {_CLASSES} of them.")
    return page.plot(
        plots.by_class(
            [names[place] for place in order],
            [[one[place] for place in order] for one in means],
            titles,
        ),
        "mAP by class",
        shown,
        wide=True,
    )


def _codes(result: LabelledResult) -> list[str]:
    if not result.codes:
        return []
    codes = result.codes[:_LINES]
    titles = [f"{row.encoder}, {row.output}, {row.statistics.bits} bits" for row in codes]
    drawn = [
        page.plot(
            plots.entropies(codes, titles),
            "Do all bits work?",
            "A bit that half of the photos have set says most (entropy 1); one that never changes "
            "says nothing (0).",
        )
    ]
    for row, title in zip(codes[:_ENCODERS], titles, strict=False):
        if row.histogram is not None:
            drawn.append(
                page.plot(
                    plots.distances(row),
                    f"How far apart: {title}",
                    "The less the two hills overlap, the better a threshold tells the same class "
                    "from another one.",
                )
            )
    return ["<h2>The codes</h2>", page.table(tables.codes_table(result)), page.plots(drawn)]


def _labelled_examples(
    result: LabelledResult, rows: Sequence[LabelledRow], titles: Sequence[str]
) -> list[str]:
    random = example_images.at_random(rows[0], _QUERIES)
    worst = example_images.worst(rows[0], result.queries.labels, _QUERIES)
    return [
        "<h2>What it looks like</h2>",
        "<p>Queries picked by chance, with their best answers from left to right. ✓ and a solid "
        "border: right; ✗ and a dashed border: wrong.</p>",
        page.examples(example_images.labelled_examples(result, rows, titles, random)),
        "<h2>The worst queries</h2>",
        f"<p>Those with the lowest average precision by {page.text(titles[0])}, at most two of a "
        "class: is the photo odd, the label wrong, or the encoder?</p>",
        page.examples(example_images.labelled_examples(result, rows, titles, worst)),
    ]


def _copies(result: CopyResult, pictures: bool) -> list[str]:
    mains = _one_each(result.rows)[:_ENCODERS]
    titles = _titles(mains)
    searched = len(result.originals) + len(result.distractors or ())
    others = "alone"
    if result.distractors is not None:
        others = f"and the distractors of {example_images.places_of(result.distractors)}"
    parts = [
        "<h2>Edited copies</h2>",
        f"<p>Each of {page.text(example_images.places_of(result.originals))} was edited in "
        f"{len(result.edits)} ways; each copy searches for its original among these "
        f"{page.text(others)}: {searched:,} photos.</p>",
    ]
    for row, title in zip(mains, titles, strict=True):
        if not row.trained:
            continue
        figures = row.figures
        heading = f"<h3>{page.text(title)}</h3>" if len(mains) > 1 else ""
        made = [
            page.card(
                f"{figures.micro_ap:.3f}", "uAP", "1 if one threshold tells all originals apart."
            ),
            page.card(
                f"{100 * figures.recall_at_90:.0f} %",
                "found at 90 % precision",
                "Copies found with a threshold that is right nine times in ten.",
            ),
            page.card(
                f"{100 * figures.recall_at_1:.0f} %",
                "original comes first",
                f"Hardest edit: {min(row.found_first, key=lambda edit: row.found_first[edit])}, "
                f"{100 * min(row.found_first.values()):.0f} %.",
            ),
        ]
        parts.append(heading + page.cards(made))
    parts += [page.table(table) for table in tables.copies_tables(result)]
    if not pictures:
        return parts
    lost = example_images.lost_copies(mains[0], _QUERIES)
    parts += [
        "<h3>Copies picked by chance</h3>",
        page.examples(
            example_images.copy_examples(
                result, mains, titles, example_images.copies_at_random(mains[0], _QUERIES // 2)
            )
        ),
    ]
    if lost:
        parts += [
            f"<h3>Copies that {page.text(titles[0])} lost</h3>",
            page.examples(example_images.copy_examples(result, mains, titles, lost)),
        ]
    return parts


def _lines(rows: Sequence[LabelledRow]) -> list[LabelledRow]:
    """Return what to draw: one line per encoder, or, of a single one, one line per way of
    ranking."""
    mains = _one_each(rows)
    if len(mains) > 1:
        return mains[:_LINES]
    return [row for row in rows if not row.reranking or row.distance == rows[0].distance][:_LINES]


def _one_each(rows: Sequence[_Row]) -> list[_Row]:
    """Return the first way of ranking of each encoder, output and length."""
    first: dict[tuple[str, str, str], _Row] = {}
    for row in rows:
        first.setdefault((row.encoder, row.output, row.stored), row)
    return list(first.values())


def _titles(rows: Sequence[LabelledRow] | Sequence[CopyRow]) -> list[str]:
    """Return what tells the rows apart; of a single one its encoder and how it ranks."""
    parts = [(row.encoder, row.output, row.stored, row.ranked_by) for row in rows]
    if len(parts) == 1:
        return [f"{parts[0][0]}, {parts[0][3]}"]
    differing = [place for place, said in enumerate(zip(*parts, strict=True)) if len({*said}) > 1]
    return [", ".join(part[place] for place in differing) for part in parts]
