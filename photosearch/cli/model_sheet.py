"""Show the photos on which two models disagree most, as one HTML file."""

from __future__ import annotations

import html
from pathlib import Path

from photosearch.library.file_ops.contact_sheet import HEAD, figure_html, link_html, write_page
from photosearch.library.models.model_comparison import ModelComparison

_SHOWN = 6


def write_comparison(path: Path, found: ModelComparison) -> None:
    """Write the page.

    Raises:
        UserError: the file cannot be written.
    """
    write_page(path, comparison_html(found))


def comparison_html(found: ModelComparison) -> str:
    """Return each photo with its nearest by either model; those that both have are marked."""
    names = [card.full_name for card in found.cards]
    if names[0] == names[1]:
        names = [card.model_id for card in found.cards]
    parts = [HEAD.format(title=html.escape(f"{names[0]} and {names[1]}"))]
    parts.append(
        f"<h1>{html.escape(names[0])}: {found.ms[0]:.1f} ms per photo; "
        f"{html.escape(names[1])}: {found.ms[1]:.1f} ms per photo</h1>\n"
    )
    for kind, value in found.agreement.items():
        parts.append(
            f"<p>Of the ten nearest by {kind} they share {value:.0%}"
            f" (by chance {found.chance:.0%}), over {len(found.photos):,} photos.</p>\n"
        )
    for each in found.disagreements:
        photo = found.photos[each.photo]
        parts.append(f"<h1>They share {each.agreement:.0%} of the nearest to</h1>\n<section>\n")
        parts += [figure_html(photo.thumbnail, link_html(photo.path), ""), "</section>\n"]
        for name, nearest, others in zip(names, each.nearest, each.nearest[::-1], strict=True):
            parts.append(f"<h1>{html.escape(name)}</h1>\n<section>\n")
            for rank, number in enumerate(nearest[:_SHOWN], start=1):
                shown = found.photos[number]
                facts = f"{rank}." + ("  ·  both" if number in others else "")
                parts.append(figure_html(shown.thumbnail, link_html(shown.path), facts))
            parts.append("</section>\n")
    parts.append("</body>\n</html>\n")
    return "".join(parts)
