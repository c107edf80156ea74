"""`photosearch-train evaluate` and `compare`, from the command line to the files they write."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typer

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("matplotlib", reason="needs the extra 'train'")

from photosearch.core.errors import ExitCode
from photosearch.training.console import run_app
from photosearch.training.evaluation import commands
from tests.inference.tiny_models import write_model
from tests.training.evaluation.coloured_photos import make_set

pytestmark = pytest.mark.train

VOID = {"meta", "img", "br", "path", "use", "rect", "stop", "link"}


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosearch.training.evaluation.speed.AT_LEAST_S", 0.001)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return make_set(tmp_path / "photos")


def run(*args: object) -> int:
    app = typer.Typer(add_completion=False)
    commands.register(app)
    return run_app(app, [str(arg) for arg in args], name="photosearch-train")


class Page(HTMLParser):
    """Collects tags and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_evaluate_writes_a_table_json_and_a_page(
    tmp_path: Path, model: Path, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, report = tmp_path / "figures.json", tmp_path / "report.html"
    others = make_set(tmp_path / "others <b>", seed=90)
    code = run(
        *("evaluate", model, "--queries", photos, "--copies", photos, "--distractors", others),
        *("--rerank", "all", "--unseen", "red", "--json", data, "--report", report),
    )
    assert code == 0
    shown = capsys.readouterr().out
    assert "hamming + diffusion" in shown
    assert "Copies: 156 edited copies search 24 photos" in shown
    figures = json.loads(data.read_text(encoding="utf-8"))
    rows = figures["labelled"]["rows"]
    assert len(rows) == (6 + 3 * 2) * 2
    first = rows[0]
    assert f"{first['map']:.3f}" in shown
    assert first["map_at"].keys() == first["precision_at"].keys() == {"1", "5", "10"}
    assert first["queries_per_second"] > 0
    assert len(figures["copies"]["rows"][0]["recall_at_1_by_edit"]) == 13
    page = Page()
    text = report.read_text(encoding="utf-8")
    page.feed(text)
    assert page.open == []
    assert f"{first['map']:.3f}" in text
    assert "others &lt;b&gt;" in text
    signs = re.findall(r'class="sign" aria-hidden="true">(.)<', text)
    rights = len(re.findall(r'class="picture right"', text))
    assert signs.count("✓") == rights > 0
    assert signs.count("✗") == len(re.findall(r'class="picture wrong"', text)) > 0


def test_the_page_needs_nothing_but_itself(tmp_path: Path, model: Path, photos: Path) -> None:
    report = tmp_path / "report.html"
    other = write_model(tmp_path / "x")
    assert run("compare", model, other, "--queries", photos, "--report", report) == 0
    text = report.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    fetching = [
        value
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in ("src", "href", "xlink:href", "srcset", "data")
    ]
    assert fetching
    assert all(value.startswith(("data:image/jpeg;base64,", "#")) for value in fetching)
    assert not re.search(r"@import|url\((?!#)", text)
    assert "prefers-color-scheme: dark" in text
    assert not re.search(r"#01020?3|#040506|#070809", text)
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    plots = [tag for tag, _ in page.tags if tag == "svg"]
    assert len(plots) >= 5
    assert len(names) == len(set(names))


def test_compare_puts_models_side_by_side(
    tmp_path: Path, model: Path, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write_model(tmp_path / "elsewhere" / "tiny")
    assert run("compare", model, other, "--queries", photos) == 0
    shown = capsys.readouterr().out
    assert "elsewhere/tiny" in shown
    assert f"{tmp_path.name}/tiny" in shown


def refused(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert run(*args) in (ExitCode.USER_ERROR, ExitCode.MODEL)
    told = capsys.readouterr().err
    assert len(told.strip().splitlines()) == 2  # what happened, and the next step
    return told


def test_wrong_words_get_one_sentence_and_a_next_step(
    tmp_path: Path, model: Path, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("evaluate", model, "--queries", photos)
    assert "nothing to evaluate on" in refused(capsys, "evaluate", model)
    assert "does not know 'cubic'" in refused(capsys, *asked, "--distance", "cubic")
    assert "angles" in refused(capsys, *asked, "--distance", "euclidean", "--rerank", "all")
    assert "'9'" in refused(capsys, *asked, "--bits", "9")
    assert "figures.txt" in refused(capsys, *asked, "--json", tmp_path / "figures.txt")
    assert "cannot be written" in refused(capsys, *asked, "--report", tmp_path / "no" / "a.html")
    assert "Add --queries" in refused(capsys, "evaluate", model, "--database", photos)
    assert "Add --copies" in refused(capsys, *asked, "--distractors", photos)
    assert "no photo set" in refused(capsys, "evaluate", model, "--queries", tmp_path / "none")
    assert "missing" in refused(capsys, "evaluate", tmp_path / "none", "--queries", photos)
    assert "One model alone" in refused(capsys, "compare", model, "--queries", photos)


def test_classes_may_be_listed_in_a_file(
    tmp_path: Path, model: Path, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tmp_path / "unseen.txt"
    names.write_text("red\n\nblue\n", encoding="utf-8")
    asked = ("evaluate", model, "--queries", photos, "--distance", "hamming")
    assert run(*asked, "--unseen", names) == 0
    assert "Unseen classes, among themselves: 8 queries" in capsys.readouterr().out


@pytest.mark.parametrize("pictures", [True, False])
def test_a_page_to_hand_on_can_leave_the_photos_out(
    tmp_path: Path, model: Path, photos: Path, pictures: bool
) -> None:
    report = tmp_path / "report.html"
    switch = "--pictures" if pictures else "--no-pictures"
    asked = ("--queries", photos, "--copies", photos, "--distance", "hamming")
    assert run("evaluate", model, *asked, "--report", report, switch) == 0
    text = report.read_text(encoding="utf-8")
    assert ("data:image" in text) is pictures
    assert "uAP" in text
