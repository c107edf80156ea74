"""With the real encoder and worker: "surely" is said of copies, turned or not, and of no other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.query import CropBox, Query, QueryItem
from photosearch.core.similarity_levels import SimilarityLevel, level_of
from photosearch.core.verification import Verdict
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.made_pictures import blank, chat, code, edited, logo, page, scene
from tests.queries import item, like
from tests.screen.made_photos import scene as painted

pytestmark = pytest.mark.slow

KINDS = {
    "page": page,
    "letter": lambda seed: page(seed + 50, letterhead=True),
    "chat": chat,
    "code": code,
    "logo": logo,
    "blank": blank,
    "scene": scene,
    # One plain or one row of hills, and what is above it is another.
    "balloons": lambda seed: np.asarray(painted(6 * seed + 5, size=(480, 320))),
    "hills": lambda seed: np.asarray(painted(6 * seed, size=(480, 320))),
}
SEEDS = range(4)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("alike")
    photos = folder / "photos"
    photos.mkdir()
    for kind, make in KINDS.items():
        for seed in SEEDS:
            Image.fromarray(make(seed)).save(photos / f"{kind}{seed}.png")
    with Library.open(folder / "library", Settings(workers=1, worker_memory_mb=1024)) as opened:
        opened.add_root(photos)
        opened.index()
        yield opened


def told(library: Library, query: Query) -> dict[str, tuple[SimilarityLevel, Verdict | None]]:
    answer = library.verify(query, library.search(query))
    names = [record.path.stem for record in library.photos(answer.photo_ids)]
    levels = [level_of(score, calibrated=answer.calibrated) for score in answer.scores.tolist()]
    verdicts = [match.verdict if match else None for match in answer.matches]
    return dict(zip(names, zip(levels, verdicts, strict=True), strict=True))


def sure(found: dict[str, tuple[SimilarityLevel, Verdict | None]]) -> list[str]:
    return [name for name, (level, _) in found.items() if level is SimilarityLevel.SURELY]


@pytest.mark.parametrize("kind", ["page", "letter", "chat", "code", "scene"])
@pytest.mark.parametrize("edit", ["as it is", "turned by 90", "turned by 180", "mirrored"])
def test_of_its_copy_alone(library: Library, kind: str, edit: str) -> None:
    found = told(library, like(edited(edit, KINDS[kind](1)), limit=30))
    assert sure(found) == [f"{kind}1"]
    assert next(iter(found)) == f"{kind}1", "it comes first"


@pytest.mark.parametrize("kind", ["logo", "blank"])
def test_where_there_is_too_little_to_see_of_none(library: Library, kind: str) -> None:
    found = told(library, like(KINDS[kind](1), limit=30))
    assert sure(found) == []
    level, verdict = found[f"{kind}1"]
    assert level is SimilarityLevel.PERHAPS
    assert verdict is Verdict.TOO_LITTLE


def test_a_stranger_is_sure_of_nothing(library: Library) -> None:
    for kind, make in KINDS.items():
        if kind not in {"logo", "blank"}:
            found = told(library, like(make(77), limit=30))
            assert sure(found) == []
            for name, (level, verdict) in found.items():
                if verdict is Verdict.UNCONFIRMED:
                    assert level is SimilarityLevel.HARDLY, (kind, name)
                if verdict is Verdict.TOO_LITTLE:
                    assert level >= SimilarityLevel.PERHAPS, (kind, name)


def test_what_does_not_agree_is_hardly_the_same_shot_beside_what_does(library: Library) -> None:
    for kind in ("page", "letter", "balloons", "scene"):
        query = like(KINDS[kind](1), limit=30)
        before = library.search(query)
        found = told(library, query)
        assert sure(found) == [f"{kind}1"]
        others = {level for name, (level, _) in found.items() if name != f"{kind}1"}
        assert others == {SimilarityLevel.HARDLY}, kind
        assert np.count_nonzero(before.scores >= 0.4) >= 1


def test_a_photo_of_the_library_is_itself(library: Library) -> None:
    ids = {record.path.stem: record.photo_id for record in library.photos(library.photo_ids())}
    for name in ("blank2", "page2"):
        assert sure(told(library, like(ids[name], limit=30))) == [name]


def test_the_very_file_is_sure_however_little_is_in_it(library: Library, tmp_path: Path) -> None:
    """Also under another name, by its content, or by a part of it; and each file that holds it."""
    (root,) = library.roots()
    for kind in ("blank", "logo"):
        copy = tmp_path / f"{kind}.png"
        shutil.copy(root.path / f"{kind}1.png", copy)
        part = CropBox(0.1, 0.1, 0.8, 0.8)
        for query in (
            like(copy, limit=30),
            Query((QueryItem(library.read_query_image(copy)),), limit=30),
            like(copy.read_bytes(), limit=30),
            like(item(copy, crop=part), limit=30),
        ):
            assert sure(told(library, query)) == [f"{kind}1"]
    copy = tmp_path / "saved anew.png"
    Image.fromarray(blank(1)).save(copy, compress_level=1)
    assert sure(told(library, like(copy, limit=30))) == [], "other bytes, and nothing to compare"


def test_nothing_is_sure_before(library: Library) -> None:
    answer = library.search(like(page(1), limit=30))
    assert max(answer.scores) < 0.95
    assert answer.matches == ()
