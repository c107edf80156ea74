"""Adding a filter is an exercise of four entries: this does it in a copy of the program.

The entries are those that `core/filters.py` lists; all else is derived, which is what is looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import photosearch

PACKAGE = Path(photosearch.__file__).parent
ENTRIES = {
    "core/filters.py": (
        r"    cameras: tuple\[str",
        "    min_iso: int | None = _filter(\n"
        '        FilterKind.MINIMUM, "iso", choices=(3200, 800), low=1, high=10_000_000\n'
        "    )\n",
    ),
    "store/filters.py": (
        r'    "rating": FilterColumn',
        '    "iso": FilterColumn("iso", read=int),\n',
    ),
    "cli/filter_options.py": (
        r'    "min_rating": FilterOption',
        '    "min_iso": FilterOption("--min-iso", "ISO", "At least so sensitive."),\n',
    ),
    "gui/filters/filter_text.py": (
        r'        "min_rating": FilterText',
        '        "min_iso": FilterText(tr("Sensitivity"), tr("At least so sensitive"), str),\n',
    ),
}
LOOK = """
import sys
from pathlib import Path
import typer.main
from PySide6.QtWidgets import QApplication
from photosearch.cli.main import make_app
from photosearch.core.changes import Subscribers
from photosearch.core.filters import Filters
from photosearch.core.query import SHOT
from photosearch.gui.filters.conditions import conditions
from photosearch.gui.filters.filter_panel import FilterPanel
from photosearch.gui.filters.values import COUNT_ROLE
from photosearch.library.filters.facets import LibraryFacets, ask_catalog
from photosearch.store import searches
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo

import photosearch
assert Path(photosearch.__file__).is_relative_to(sys.argv[1])
wanted = Filters(min_iso=800)
with Catalog.open(Path(sys.argv[1]) / "library") as catalog:
    root = catalog.roots.add(Path("/photos").absolute()).root_id
    made = [photo(root, b"%d.jpg" % n, iso=iso) for n, iso in enumerate((None, 100, 800, 6400))]
    ids = list(catalog.commit_batch(WriteBatch(MODEL, indexed=made)).indexed_ids)
    assert ask_catalog(catalog, wanted).tolist() == ids[2:]                   # its SQL
    facets = LibraryFacets(catalog, Subscribers())
    counted = facets.count(None, wanted)
    assert (counted.total, counted.at_least("min_iso", 100)) == (2, 3)        # its counts
    assert facets.passing(wanted).tolist() == ids[2:]                         # its mask
search = typer.main.get_command(make_app(lambda _folder, _files: 0)).commands["search"]
assert ["--min-iso"] in [parameter.opts for parameter in search.params]       # its option
app = QApplication([])
panel = FilterPanel()
panel.show_facets(counted)
panel.show_filters(wanted)
assert panel.sections["min_iso"].title == "Sensitivity"                       # its section
model = panel.lists["min_iso"].view.model()
assert [model.index(row).data(COUNT_ROLE) for row in range(2)] == [1, 2]
assert [each.label for each in conditions(wanted)] == ["800"]                 # its chip
values = {name: searches._plain(getattr(wanted, name)) for name in wanted.__dataclass_fields__}
assert searches._filters_of(values) == wanted                                 # a saved search
print("all derived")
"""


def test_a_new_filter_touches_four_files(tmp_path: Path) -> None:
    copy = tmp_path / "photosearch"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "training"))
    for name, (before, entry) in ENTRIES.items():
        text = (copy / name).read_text("utf-8")
        changed, times = re.subn(rf"^(?={before})", entry, text, count=1, flags=re.MULTILINE)
        assert times == 1, f"where the entry goes is gone: {name}, {before}"
        (copy / name).write_text(changed, "utf-8")
    assert len(ENTRIES) <= 4
    shutil.copytree(PACKAGE.parent / "tests" / "store", tmp_path / "tests" / "store")
    ended = subprocess.run(
        [sys.executable, "-c", LOOK, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout == "all derived\n", ended.stderr
