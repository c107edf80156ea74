"""Pictures of the window in its main states, taken of the real program:

    python3 dev.py screenshots FOLDER

Photos are painted (made_photos.py), the library is a new one in a temporary folder, the user's own
settings are not touched. The program runs without a screen; each state is what the program shows
when it is asked for the same things as by mouse or keyboard.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from photosearch import __version__
from tests.conftest import isolated_folders
from tests.library.tuning.fake_training import write_python
from tests.photos import make_photo
from tests.screen.made_photos import write_series
from tests.screen.screen import ROOT, Program

SCENES = 36
WIDTH, HEIGHT = 1280, 820
QUIET_S = 0.4
"""After the last change, for hover, focus and timers."""


class NoScreen:
    """Where Qt paints into memory."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **os.environ,
            **isolated_folders(home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        }


class Photographer:
    """Starts the program and saves what its window shows."""

    def __init__(self, folder: Path, work: Path) -> None:
        self._folder = folder
        self._work = work
        self._screen = NoScreen(work / "home")
        self._started = 0

    def visit(
        self,
        library: str,
        shots: Sequence[tuple[str, Sequence[str]]],
        opened: str = "window.photo_area.state.opened",
        **settings: str,
    ) -> None:
        """Start the program with a library of that name and take pictures.

        Args:
            library: of which the folder in the work folder is opened.
            shots: name of the picture, and what to do before: an expression is evaluated in the
                program; one that begins with "?" is waited for.
            settings: further environment variables.
        """
        self._started += 1
        probe = self._work / f"probe{self._started}"
        with Program(self._screen, ["--library", self._work / library], settings, probe) as program:
            program.wait(f"window is not None and {opened}", 60)
            program.ask(f"window.resize({WIDTH}, {HEIGHT})")
            for name, steps in shots:
                for step in steps:
                    if step.startswith("?"):
                        program.wait(step[1:], 60)
                    else:
                        program.ask(f"({step}) and None")
                program.wait(
                    "not window.photo_area.loader._busy and not window.photo_area.loader._wanted"
                )
                time.sleep(QUIET_S)
                path = self._folder / f"{name}.png"
                assert program.ask(f"front_window().grab().save({str(path)!r})"), path
                print(path.name, flush=True)

    def index(self, library: str, photos: Path) -> None:
        """Make a library of a folder."""
        command = [sys.executable, "-m", "photosearch", "--library", str(self._work / library)]
        subprocess.run(
            [*command, "index", str(photos)],
            check=True,
            capture_output=True,
            env=self._screen.environment,
        )


def take_all(folder: Path) -> None:
    """Write all pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="photosearch-screenshots-") as temporary:
        work = Path(temporary)
        photos = work / "Pictures"
        print(f"painting {SCENES} scenes ...", file=sys.stderr)
        write_series(photos, SCENES)
        camera = Photographer(folder.resolve(), work)
        camera.index("library", photos)
        similar = ["window.photo_area.view.set_current(2)", "act('find_similar')", FOUND]
        camera.visit("empty", [("first-start", ["?window.photo_area.state.folders == 0"])])
        adding = f"window.library_commands.add_folders([Path({str(photos)!r})])"
        camera.visit(
            "fresh",
            [
                (
                    "indexing",
                    [
                        adding,
                        "?window.indexing.running and len(window.photo_area.photos) > 20",
                        "window.indexing.toggle_pause()",
                        "act('index_panel')",
                    ],
                )
            ],
        )
        camera.visit(
            "library",
            [
                ("library", [LIBRARY]),
                ("filters", ["window.filters.show_panel(True)"]),
                ("events", ["window.filters.show_panel(False)", "act('group_event')"]),
                ("map", ["act('group_none')", "act('map')", "?window.map.panel.isVisible()"]),
                ("results", ["act('map')", *similar]),
                ("subject", ["window.session.set_mode(SimilarityWeights(0, 0, 1))", FOUND]),
                (
                    "crop",
                    [
                        "window.session.set_mode(SimilarityWeights(1, 0, 0))",
                        FOUND,
                        "window.session.clear()",
                        LIBRARY,
                        "window.photo_area.view.set_current(12)",  # flowers
                        "act('find_similar')",
                        FOUND,
                        "act('search_in_box')",
                        "?bool(find('CropView'))",
                        "crop(0.12, 0.2, 0.62, 0.62)",
                        FOUND,
                    ],
                ),
            ],
        )
        fresh = [LIBRARY, "?not searching()", "window.session.clear()", LIBRARY]
        night = next(photos.rglob("IMG_4007.jpg"))  # a town
        found = f"window.context.library.photo_at(Path({str(night)!r}))"
        town = f"window.session.find_similar([{found}])"
        camera.visit(
            "library",
            [
                ("words", [*fresh, "window.session.add_words('flowers')", FOUND]),
                (
                    "words_picture",
                    [*fresh, town, FOUND, "window.session.add_words('sunset')", FOUND],
                ),
            ],
        )
        grid = "window.photo_area.view.selection"
        two = f"[{grid}.select_only(1), {grid}.extend_to(2)]"
        fresh = [*fresh, *similar]
        look = ["act('view_photo')", "act('view_details')", SHARP]
        camera.visit("library", [("viewer", [*fresh, *look])])
        camera.visit(
            "library",
            [("compare", [*fresh, two, "act('view_compare')", "act('view_details')", SHARP])],
        )
        walk = ["window.photo_area.view.set_current(2)", "act('walk')", "?window.walk.shown"]
        walk += ["?window.walk.view.middle.photo_id is not None"]
        camera.visit("library", [("walk", [*fresh[:4], *walk])])
        panel = ["window.filters.show_panel(True)"]
        for name, more, settings in (
            ("dark", [], {"PHOTOSEARCH_THEME": "dark"}),
            ("200-percent", panel, {"QT_SCALE_FACTOR": "2"}),
            ("german", panel, {"LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}),
        ):
            camera.visit("library", [(name, [LIBRARY, *similar, *more])], **settings)
        camera.visit(
            "library",
            [
                ("settings", [LIBRARY, "act('preferences')", "?bool(dialogs())"]),
                ("shortcuts", ["close_dialogs()", "act('shortcuts')", "?bool(dialogs())"]),
                ("folders", ["close_dialogs()", "act('folders')", "?bool(dialogs())"]),
                ("encoder", ["close_dialogs()", "act('encoder')", "?bool(dialogs())"]),
                ("about", ["close_dialogs()", "act('about')", "?bool(dialogs())"]),
            ],
        )
        take_tuning(camera, work)
        broken = work / "no-picture.txt"
        broken.write_text("not a picture")
        offer = f"window.session.load(DropPayload((Path({str(broken)!r}),)))"
        camera.visit("library", [("error", [LIBRARY, offer, "?window.banner.isVisible()"])])
        (work / "damaged").mkdir()
        (work / "damaged" / "catalog.db").write_bytes(b"no database at all " * 400)
        camera.visit(
            "damaged",
            [("library-error", ["?bool(window.photo_area.state.failure)"])],
            opened="window.isVisible()",
        )


def take_tuning(camera: Photographer, work: Path) -> None:
    """Take the states in which an encoder is fitted, by a training that is a fake.

    In light and dark, at 200 %, and in German in a narrow window.
    """
    if sys.platform == "win32":
        return  # a script stands for a Python
    for number in range(80):
        make_photo(work / "small" / f"{number:02}.png", number, (64, 48))
    camera.index("small-library", work / "small")
    panel = "dialogs()[0].tuning"
    begin = [f"{panel}.start_button.click()"]
    figures = [*begin, f"?not {panel}.figures.isHidden()"]
    states = {
        "idle": ([], []),
        "missing": ([], []),
        "better": (["model=my-photos", _report(kept=True)], figures),
        "not-better": ([_report(kept=False)], figures),
        "failing": (["progress=31", "error", "exit=3"],
                    [*begin, f"?{panel}._note.property('kind') == 'error'"]),
        "running": (["progress=31", "wait"], [*begin, f"?{panel}.bar.value() == 31"]),
    }  # fmt: skip
    pythons = {
        name: write_python(
            work / f"python-{name}", *deeds, version=__version__,
            missing=("torch", "torchvision", "safetensors") if name == "missing" else (),
        )
        for name, (deeds, _) in states.items()
    }  # fmt: skip
    german = {"LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
    for look, (width, height), settings in (
        ("light", (860, 700), {}),
        ("dark", (860, 700), {"PHOTOSEARCH_THEME": "dark"}),
        ("200-percent", (640, 360), {"QT_SCALE_FACTOR": "2"}),
        ("narrow-german", (680, 620), german),
    ):
        shots = []
        for name, (_, steps) in states.items():
            chosen = f"window.context.preferences.change(training_python={str(pythons[name])!r})"
            shots.append(
                (
                    f"tuning-{name}-{look}",
                    [
                        *("close_dialogs()", "window.context.library.tuning.forget()", chosen),
                        *("act('encoder')", "?bool(dialogs())"),
                        f"dialogs()[0].resize({width}, {height})",
                        f"?any(b.isVisible() for b in {panel}._buttons.children() "
                        "if hasattr(b, 'isVisible'))",
                        *steps,
                        f"dialogs()[0].show_part({panel})",
                    ],
                )
            )
        camera.visit("small-library", shots, **settings)


def _report(*, kept: bool) -> str:
    """Return what the fake training is told to report."""
    copies = {"copies_uap": 0.8612, "copies_r1": 0.901}
    better = {"copies_uap": 0.8781, "copies_r1": 0.918}
    same = {"copies_uap": 0.8615, "copies_r1": 0.9005}
    layer = {
        "output": "copy", "kept": kept, "before": copies, "after": better if kept else same,
        "general_before": {"copies_uap": 0.991, "copies_r1": 1.0},
        "general_after": {"copies_uap": 0.992, "copies_r1": 1.0},
    }  # fmt: skip
    values = {"started_from": "default", "learned": 780, "judged": 240, "layers": [layer]}
    return "report-of=" + json.dumps({"name": "my-photos", **values})


LIBRARY = "?window.photo_area.state.photos and window.photo_area.shows_photos"
SHARP = "?bool(panes()) and not any(pane._picture.loading for pane in panes())"
FOUND = (
    "?window.photo_area.state.results and not searching()"
    " and not window.photo_area.results.unverified"
)


if __name__ == "__main__":
    take_all(Path(sys.argv[1]))
