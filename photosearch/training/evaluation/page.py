"""Build the parts of the report: one HTML file with everything in it, light and dark."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Sequence

from photosearch.core.encodable import encodable
from photosearch.training.evaluation.example_images import ReportExample, ReportImage
from photosearch.training.evaluation.tables import Table, without_repetition

_STYLE = """\
:root { color-scheme: light dark; --paper: #f6f6f4; --card: #ffffff; --ink: #1d1f23;
  --faint: #63666d; --line: #dfe0e3; --accent: #2563b8; --right: #1c7f4f; --wrong: #b3402e;
  --bar: #cfe0f6; --best: #eaf2fc; }
@media (prefers-color-scheme: dark) { :root { --paper: #15171a; --card: #1e2125; --ink: #e9eaed;
  --faint: #a2a6ae; --line: #363a41; --accent: #84b3f3; --right: #56c48d; --wrong: #ee8672;
  --bar: #28466b; --best: #22344d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 3rem 0 .4rem; }
h3 { font-size: 1.02rem; margin: 1.6rem 0 .4rem; }
p { margin: .3rem 0; max-width: 62rem; } .faint { color: var(--faint); }
code { font: .85em ui-monospace, "Cascadia Mono", Menlo, monospace; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 1rem;
  margin: 1rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: 1rem 1.15rem; }
.card b { display: block; font-size: 2.1rem; line-height: 1.15; font-weight: 650;
  font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.card span { display: block; font-weight: 600; }
.card small { color: var(--faint); display: block; margin-top: .25rem; line-height: 1.4; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; margin: .7rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem;
  font-variant-numeric: tabular-nums; }
th, td { padding: .42rem .8rem; text-align: left; border-bottom: 1px solid var(--line);
  white-space: nowrap; }
thead th { font-weight: 600; color: var(--faint); vertical-align: bottom; white-space: pre-line; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; } tr.baseline td { color: var(--faint); font-style: italic; }
td.best { background: var(--best); font-weight: 700; }
td.share { background: linear-gradient(90deg, var(--bar) var(--part), transparent var(--part));
  background-size: calc(100% - 1.2rem) 3px; background-position: right .6rem bottom 3px;
  background-repeat: no-repeat; }
td.share.best { background-color: var(--best); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; font-size: .92rem;
  margin: .6rem 0; } dt { font-weight: 600; } dd { margin: 0; color: var(--faint); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(25rem, 1fr)); gap: 1rem; }
figure.plot { margin: 0; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; padding: 1rem; }
figure.wide { grid-column: 1 / -1; }
figure.plot svg { width: 100%; height: auto; display: block; }
figure.plot svg text { font-family: inherit !important; }
figure.plot figcaption { font-size: .92rem; color: var(--faint); margin-bottom: .5rem; }
figure.plot figcaption b { color: var(--ink); display: block; font-size: 1rem; }
.example { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: .9rem 1rem; margin: .7rem 0; display: grid; gap: 1.2rem;
  grid-template-columns: 8.6rem minmax(0, 1fr); }
.example h4 { margin: 0 0 .3rem; font-size: .85rem; font-weight: 600; color: var(--faint); }
.answers { display: flex; flex-wrap: wrap; gap: .55rem; margin-bottom: .6rem; }
.picture { margin: 0; width: 7.1rem; position: relative; } .query .picture { width: 8.4rem; }
.picture img, .picture .gone { display: block; width: 100%; aspect-ratio: 1; object-fit: contain;
  background: var(--paper); border: 3px solid var(--line); border-radius: 8px; }
.picture.right img { border-color: var(--right); border-style: solid; }
.picture.wrong img { border-color: var(--wrong); border-style: dashed; }
.picture .sign { position: absolute; top: .3rem; left: .3rem; width: 1.45rem; height: 1.45rem;
  border-radius: 50%; display: grid; place-items: center; font-size: .85rem; font-weight: 700;
  color: var(--card); }
.right .sign { background: var(--right); } .wrong .sign { background: var(--wrong); }
.picture figcaption { font-size: .78rem; color: var(--faint); margin-top: .15rem;
  overflow-wrap: anywhere; line-height: 1.3; }
@media (max-width: 40rem) { .example { grid-template-columns: 1fr; }
  .plots { grid-template-columns: 1fr; } .picture { width: 5.4rem; } }
@media print { body { background: none; } .example, figure.plot, .card { break-inside: avoid; } }
"""


def page(title: str, parts: Sequence[str]) -> str:
    """Return the whole file. Nothing is ever fetched: the policy forbids it."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "img-src data:; style-src 'unsafe-inline'\">",
            f"<title>{text(title)}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *parts,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def text(words: str) -> str:
    """Return words as HTML; what is not valid Unicode in a file name becomes U+FFFD."""
    return html.escape(encodable(words))


def card(number: str, name: str, words: str) -> str:
    """Return a figure in large type with what it says."""
    return (
        f'<div class="card"><span>{text(name)}</span><b>{text(number)}</b>'
        f"<small>{text(words)}</small></div>"
    )


def cards(parts: Sequence[str]) -> str:
    """Return cards side by side."""
    return f'<div class="cards">{"".join(parts)}</div>'


def table(content: Table, *, explained: bool = True) -> str:
    """Return a table with the best of each column marked; its figures are explained below it."""
    shown = without_repetition(content)
    numbers = [any(row[place] is not None for row in shown.values) for place in _range(shown)]
    best = [shown.best(place) for place in _range(shown)]
    head = "".join(
        f'<th{_class(["number"] if number else [])} scope="col">{text(column.name)}</th>'
        for column, number in zip(shown.columns, numbers, strict=True)
    )
    rows = []
    for at, row in enumerate(shown.rows):
        cells = [
            _cell(cell, shown.values[at][place], numbers[place], at in best[place])
            for place, cell in enumerate(row)
        ]
        baseline = "" if shown.trained[at] else ' class="baseline"'
        rows.append(f"<tr{baseline}>{''.join(cells)}</tr>")
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    below = meanings(shown) if explained else ""
    return f'<h3>{text(shown.title)}</h3><div class="scroll"><table>{body}</table></div>{below}'


def meanings(content: Table) -> str:
    """Return what the figures of a table say, one sentence each."""
    told = [(column.name, column.meaning) for column in content.columns if column.meaning]
    terms = "".join(f"<dt>{text(name)}</dt><dd>{text(words)}</dd>" for name, words in told)
    return f"<dl>{terms}</dl>" if told else ""


def plot(svg: str, title: str, words: str, *, wide: bool = False) -> str:
    """Return a plot with one sentence on how to read it."""
    caption = f"<figcaption><b>{text(title)}</b>{text(words)}</figcaption>"
    width = " wide" if wide else ""
    # Several plots stand in one page, and each calls its parts by the same names.
    prefix = f"p{zlib.crc32((title + svg).encode()):08x}-"
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}", svg)
    return f'<figure class="plot{width}">{caption}{svg}</figure>'


def plots(parts: Sequence[str]) -> str:
    """Return plots side by side."""
    return f'<div class="plots">{"".join(parts)}</div>'


def examples(content: Sequence[ReportExample]) -> str:
    """Return queries on the left, answers on the right."""
    return "".join(_example(one) for one in content)


def _example(one: ReportExample) -> str:
    rows = []
    for answers in one.answers:
        heading = f"<h4>{text(answers.title)}</h4>"
        pictures = "".join(_picture(picture) for picture in answers.pictures)
        rows.append(f'{heading}<div class="answers">{pictures}</div>')
    query = f'<div class="query"><h4>query</h4>{_picture(one.query)}</div>'
    return f'<div class="example">{query}<div>{"".join(rows)}</div></div>'


def _picture(picture: ReportImage) -> str:
    kind, sign, words = "", "", f"query: {picture.caption}"
    if picture.right is not None:
        kind, mark = (" right", "✓") if picture.right else (" wrong", "✗")
        words = f"{'right' if picture.right else 'wrong'} answer: {picture.caption}"
        sign = f'<span class="sign" aria-hidden="true">{mark}</span>'
    image = f'<img alt="{text(words)}" src="{picture.uri}">'
    if not picture.uri:
        image = '<div class="gone"></div>'
    caption = f"<figcaption>{text(picture.caption)}</figcaption>"
    return f'<figure class="picture{kind}">{image}{sign}{caption}</figure>'


def _cell(cell: str, value: float | None, number: bool, best: bool) -> str:
    names = (["number"] if number else []) + (["best"] if best else [])
    style = ""
    if value is not None and 0 <= value <= 1:
        names.append("share")
        style = f' style="--part: {value:.1%}"'
    return f"<td{_class(names)}{style}>{text(cell)}</td>"


def _class(names: Sequence[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _range(content: Table) -> range:
    return range(len(content.columns))
