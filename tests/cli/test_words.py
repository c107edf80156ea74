"""Search by words on a real library, with the model that comes with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from photosearch.core.errors import ExitCode
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow


@pytest.fixture
def library(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(indexed))
    return indexed


def test_words_alone_rank_the_photos(photosearch: Command, library: Path) -> None:
    ended = photosearch("search", "--words", "a red car", "--top", "4", "--json")
    assert ended.code == 0
    rows = ended.rows
    assert [row["rank"] for row in rows] == [1, 2, 3, 4]
    assert all(0 <= row["score"] <= 1 and row["because"] for row in rows)
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_a_name_comes_first_and_says_so(photosearch: Command, library: Path) -> None:
    name = Path(
        photosearch("search", "--sort", "name", "--top", "1", "--json").rows[0]["path"]
    ).stem
    ended = photosearch("search", "--words", name)
    assert name in ended.out.splitlines()[0]
    assert "surely, because: its name, caption or keywords" in ended.out.splitlines()[0]


def test_a_picture_and_words(photosearch: Command, library: Path) -> None:
    photo = photosearch("search", "--sort", "name", "--top", "1", "--json").rows[0]["path"]
    ended = photosearch("search", photo, "--words", "at night", "--balance", "0", "--json")
    assert ended.code == 0
    assert ended.rows[0]["path"] == photo


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--words", ""), "--words needs words."),
        (("--words", " "), "--words needs words."),
        (("--not-words", "dog"), "--not-words goes with --words or an IMAGE."),
        (("--words", "dog", "--balance", "0.5"), "--balance goes with IMAGEs and --words."),
        (("--words", "dog", "--crop", "0,0,1,1"), "--crop is given more often"),
    ],
)
def test_options_that_do_not_go_together(
    photosearch: Command, library: Path, options: tuple[str, ...], told: str
) -> None:
    ended = photosearch("search", *options)
    assert ended.code == ExitCode.USAGE
    assert told in ended.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the of", "say nothing of what a photo shows"),
        ("🐶", "say nothing of what a photo shows"),
        ("chien", "Perhaps not understood: chien."),
        ("собака", "Perhaps not understood: собака."),
        ("dog " * 10_000, ""),
        ("zqx" * 10_000, f"Perhaps not understood: {'zqx' * 13}…."),
    ],
)
def test_words_that_help_little_are_told(
    photosearch: Command, library: Path, text: str, told: str
) -> None:
    ended = photosearch("search", "--words", text, "--top", "3")
    assert ended.code == 0
    assert told in ended.err


def test_the_contact_sheet_tells_the_words(
    photosearch: Command, library: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.html"
    ended = photosearch(
        "search", "--words", "<b>red</b> car", "--not-words", "people", "--sheet", sheet
    )
    assert ended.code == 0
    page = sheet.read_text(encoding="utf-8")
    assert "Showing “&lt;b&gt;red&lt;/b&gt; car”" in page
    assert "Not showing “people”" in page
