"""Draw the report's plots, as SVG that takes its colours from the page: light and dark alike."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Sequence
from typing import Any

# When it is imported, it warns of the seconds that its list of fonts takes on a new machine.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

import matplotlib as mpl  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from photosearch.training.evaluation.labelled_protocol import CodeRow, LabelledRow  # noqa: E402
from photosearch.training.evaluation.ranked import RECALL_LEVELS  # noqa: E402

INK, FAINT, LINE = "#010203", "#040506", "#070809"
"""Stand-ins, which become the page's own colours."""
SERIES = ("#3b7dd8", "#d9822b", "#2f9e6e", "#c2507f", "#8a63c9", "#7f8c1d", "#1f9fb5", "#b3543c")
"""Told apart by most people with a colour weakness too; dashes tell them apart as well."""
DASHES = ("-", "--", "-.", ":")

_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "photosearch",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "legend.frameon": False,
    "lines.linewidth": 2,
}


def precision_recall(rows: Sequence[LabelledRow], titles: Sequence[str]) -> str:
    """Return precision over recall, a line per way of ranking."""

    def draw(axes: Axes) -> None:
        for place, (row, title) in enumerate(zip(rows, titles, strict=True)):
            axes.plot(RECALL_LEVELS, row.figures.precision_at_recall, label=title, **_look(place))
        axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0, 1.02))
        _legend(axes)

    return _drawn(draw)


def precision_of_answers(rows: Sequence[LabelledRow], titles: Sequence[str]) -> str:
    """Return precision over the number of answers looked at, a line per way of ranking."""

    def draw(axes: Axes) -> None:
        for place, (row, title) in enumerate(zip(rows, titles, strict=True)):
            cuts = list(row.figures.precision_at)
            values = list(row.figures.precision_at.values())
            axes.plot(cuts, values, label=title, marker="o", markersize=4, **_look(place))
        axes.set(xlabel="answers looked at", ylabel="precision", xscale="log", ylim=(0, 1.02))
        cuts = list(rows[0].figures.precision_at)
        axes.set_xticks(cuts, [f"{cut:,}" for cut in cuts])
        axes.minorticks_off()
        _legend(axes)

    return _drawn(draw)


def distances(row: CodeRow) -> str:
    """Return how many bits photos of one class and of different classes are apart."""
    histogram = row.histogram
    if histogram is None:
        raise ValueError("no distances were counted")

    def draw(axes: Axes) -> None:
        bits = np.arange(len(histogram.same))
        for place, (counts, label) in enumerate(
            ((histogram.same, "same class"), (histogram.different, "different class"))
        ):
            shares = counts / max(1, counts.sum())
            colour = SERIES[place]
            axes.fill_between(bits, shares, alpha=0.25, color=colour, linewidth=0)
            axes.plot(bits, shares, label=label, **_look(place))
        seen = np.flatnonzero(histogram.same + histogram.different)
        axes.set(xlabel="bits that differ", ylabel="share of pairs", ylim=(0, None))
        axes.set_xlim(max(0, int(seen[0]) - 2), int(seen[-1]) + 2)
        _legend(axes)

    return _drawn(draw)


def entropies(rows: Sequence[CodeRow], titles: Sequence[str]) -> str:
    """Return the entropy of each bit, the most one-sided bits first."""

    def draw(axes: Axes) -> None:
        for place, (row, title) in enumerate(zip(rows, titles, strict=True)):
            axes.plot(np.sort(row.statistics.entropies), label=title, **_look(place))
        axes.set(xlabel="bits, the most one-sided first", ylabel="entropy", ylim=(0, 1.02))
        axes.set_xlim(left=0)
        _legend(axes)

    return _drawn(draw)


def by_class(names: Sequence[str], values: Sequence[Sequence[float]], titles: Sequence[str]) -> str:
    """Return mAP by class: a row of bars per class, one bar per encoder."""

    def draw(axes: Axes) -> None:
        thickness = 0.8 / len(titles)
        places = np.arange(len(names))
        for place, (one, title) in enumerate(zip(values, titles, strict=True)):
            shift = (place - (len(titles) - 1) / 2) * thickness
            axes.barh(
                places + shift,
                one,
                thickness * 0.9,
                label=title,
                color=SERIES[place % len(SERIES)],
            )
        axes.set_yticks(places, names)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(visible=False, axis="y")
        axes.invert_yaxis()
        axes.set(xlabel="mAP", xlim=(0, 1))
        if len(titles) > 1:
            _legend(axes)

    return _drawn(draw, width=12.6, height=max(2.4, 0.6 + len(names) * (0.2 + 0.14 * len(titles))))


def _legend(axes: Axes) -> None:
    """Put the legend below the plot: nothing is hidden by it."""
    _, labels = axes.get_legend_handles_labels()
    columns = 1 if max(map(len, labels)) > 30 else 2
    axes.figure.legend(loc="outside lower left", fontsize=10, ncols=columns)


def _look(place: int) -> dict[str, Any]:
    return {
        "color": SERIES[place % len(SERIES)],
        "linestyle": DASHES[place % len(DASHES)],
    }


def _drawn(draw: Callable[[Axes], None], *, width: float = 6.0, height: float = 3.8) -> str:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
        axes.set_axisbelow(True)
        draw(axes)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    for stand_in, name in ((INK, "--ink"), (FAINT, "--faint"), (LINE, "--line")):
        svg = svg.replace(stand_in, f"var({name})")
    return svg
