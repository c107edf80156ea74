"""Write the metrics as tables of text, for the terminal and for the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from photosearch.training.evaluation.copy_protocol import CopyResult
from photosearch.training.evaluation.labelled_protocol import LabelledResult
from photosearch.training.evaluation.metric_texts import FIGURES, count, share
from photosearch.training.evaluation.results import Evaluation

_NAMES = 3
"""Columns that name the encoder, its output and what is stored."""
_MAP_CUT, _PRECISION_CUT, _RECALL_CUT = 100, 10, 100


class Column(NamedTuple):
    """Hold a column's name and, of a metric, what it says."""

    name: str
    meaning: str = ""
    key: str = ""
    """Of a figure: where it stands among others the largest is the best."""


class Table(NamedTuple):
    """Hold cells as text, with the numbers behind them for marking the best."""

    title: str
    columns: list[Column]
    rows: list[list[str]]
    values: list[list[float | None]]
    """As `rows`; None where a cell is text."""
    trained: list[bool]
    """By row: False is the baseline."""

    def best(self, column: int) -> set[int]:
        """Return rows with the largest value of a column, if there is a choice."""
        known = [(row[column], place) for place, row in enumerate(self.values)]
        numbers = [value for value, _ in known if value is not None]
        if len(numbers) < 2 or not self.columns[column].key or max(numbers) == min(numbers):
            return set()
        return {place for value, place in known if value == max(numbers)}


def labelled_tables(result: LabelledResult) -> list[Table]:
    """Return one table per group of classes."""
    groups = list(dict.fromkeys(row.group for row in result.rows))
    return [_labelled_table(result, group) for group in groups]


def _labelled_table(result: LabelledResult, group: str) -> Table:
    rows = [row for row in result.rows if row.group == group]
    cuts = [
        max((cut for cut in rows[0].figures.precision_at if cut <= wanted), default=1)
        for wanted in (_MAP_CUT, _PRECISION_CUT, _RECALL_CUT)
    ]
    map_cut, precision_cut, recall_cut = cuts
    columns = [
        *(Column(name) for name in ("encoder", "output", "stored", "ranked by")),
        _figure("map"),
        _figure("map_at", map_cut),
        _figure("recall_at_1"),
        _figure("precision_at", precision_cut),
        _figure("recall_at", recall_cut),
        _figure("radius"),
        _figure("per_second")._replace(key=""),
    ]
    cells: list[list[str]] = []
    values: list[list[float | None]] = []
    for row in rows:
        figures = row.figures
        numbers = [
            figures.mean_average_precision,
            figures.map_at[map_cut],
            figures.recall_at_1,
            figures.precision_at[precision_cut],
            figures.recall_at[recall_cut],
            figures.precision_within_radius,
        ]
        names = [row.encoder, row.output, row.stored, row.ranked_by]
        cells.append([*names, *map(share, numbers), count(row.queries_per_second)])
        values.append([None] * len(names) + numbers + [row.queries_per_second])
    title = f"{group[0].upper()}{group[1:]}: {rows[0].figures.queries:,} queries"
    return Table(title, columns, cells, values, [row.trained for row in rows])


def codes_table(result: LabelledResult) -> Table:
    """Return what the codes are like."""
    columns = [
        Column("encoder"),
        Column("output"),
        Column("stored"),
        _figure("entropy"),
        _figure("correlation"),
        _figure("unique"),
        _figure("collisions"),
    ]
    rows = []
    for row in result.codes:
        told = row.statistics
        rows.append(
            [
                row.encoder,
                row.output,
                f"{told.bits} bits",
                f"{told.mean_entropy:.3f} ({told.lowest_entropy:.3f})",
                f"{told.mean_correlation:.3f} ({told.highest_correlation:.3f})",
                f"{told.unique_codes:,} of {told.photos:,}",
                f"{told.colliding_photos:,}",
            ]
        )
    nothing: list[list[float | None]] = [[None] * len(columns) for _ in rows]
    return Table("What the codes are like", columns, rows, nothing, [True] * len(rows))


def copies_tables(result: CopyResult) -> list[Table]:
    """Return all copies together, and the share found first by edit: edits down, encoders
    across."""
    columns = [
        *(Column(name) for name in ("encoder", "output", "stored", "ranked by")),
        _figure("uap"),
        _figure("recall_at_90"),
        _figure("copies_recall_at_1"),
    ]
    rows, values = [], []
    for row in result.rows:
        names = [row.encoder, row.output, row.stored, row.distance]
        numbers = [row.figures.micro_ap, row.figures.recall_at_90, row.figures.recall_at_1]
        rows.append(names + [share(number) for number in numbers])
        values.append([*[None] * len(names), *numbers])
    searched = len(result.originals) + len(result.distractors or ())
    copies = len(result.originals) * len(result.edits)
    title = f"Copies: {copies:,} edited copies search {searched:,} photos"
    trained = [row.trained for row in result.rows]
    return [Table(title, columns, rows, values, trained), _by_edit(result)]


def _by_edit(result: CopyResult) -> Table:
    edits = [*result.edits]
    columns = [Column("R@1 by edit")]
    columns += [Column(f"{row.encoder}\n{row.distance}") for row in result.rows]
    rows = [[edit, *(share(row.found_first[edit]) for row in result.rows)] for edit in edits]
    values: list[list[float | None]] = [
        [None, *(row.found_first[edit] for row in result.rows)] for edit in edits
    ]
    return Table("Copies, by edit", columns, rows, values, [True] * len(rows))


def all_tables(evaluation: Evaluation) -> list[Table]:
    """Return every table, in reading order."""
    tables: list[Table] = []
    if evaluation.labelled is not None:
        tables += [*labelled_tables(evaluation.labelled), codes_table(evaluation.labelled)]
    if evaluation.copies is not None:
        tables += copies_tables(evaluation.copies)
    return [table for table in tables if table.rows]


def without_repetition(table: Table) -> Table:
    """Return the table without the columns of names that say the same in every row, which its
    title says.

    A column that nothing is known in, as of bits where floats are compared, goes as well.
    """
    said: list[str] = []
    kept: list[int] = []
    for place, column in enumerate(table.columns):
        cells = {row[place] for row in table.rows}
        if len(cells) == 1 and not column.key and len(table.rows) > 1 and place < _NAMES:
            said += cells
        elif cells != {"–"}:
            kept.append(place)
    return Table(
        ", ".join([table.title, *said]),
        [table.columns[place] for place in kept],
        [[row[place] for place in kept] for row in table.rows],
        [[row[place] for place in kept] for row in table.values],
        table.trained,
    )


def show(tables: Sequence[Table], console: Console) -> None:
    """Write the tables to a terminal or a pipe; the best of each column in bold."""
    for table in map(without_repetition, tables):
        shown = RichTable(
            title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD
        )
        for column, cells in zip(table.columns, zip(*table.values, strict=True), strict=True):
            number = any(value is not None for value in cells)
            shown.add_column(column.name, justify="right" if number else "left", no_wrap=number)
        marked = [table.best(column) for column in range(len(table.columns))]
        for place, row in enumerate(table.rows):
            shown.add_row(
                *(
                    f"[bold]{cell}[/bold]" if place in marked[column] else cell
                    for column, cell in enumerate(row)
                ),
                style="" if table.trained[place] else "dim",
            )
        console.print(shown)


def _figure(key: str, cut: int = 0) -> Column:
    words = FIGURES[key]
    return Column(words.name.format(k=cut), words.meaning.format(k=f"{cut:,}"), key)
