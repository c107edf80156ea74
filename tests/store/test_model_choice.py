"""Which model answers: one row, switched whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from photosearch.store import maintenance
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.model_choice import KnownModel, ModelSelection
from tests.message_text import text_of
from tests.store.samples import MODEL, OTHER_MODEL, codes_of, photo, python, unreadable

OLD = KnownModel(MODEL, Path("/models/old"), "the card of the old one")
NEW = KnownModel(OTHER_MODEL, Path(os.fsdecode(b"/models/caf\xe9")), "the card of the new one")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(tmp_path / "library") as opened:
        yield opened


def test_from_the_first_model_to_the_second_and_back(catalog: Catalog) -> None:
    models = catalog.models
    assert models.get() == ModelSelection()
    models.adopt(MODEL, OLD)
    models.adopt(OTHER_MODEL, None)  # too late: one answers already
    assert models.get() == ModelSelection(in_use=MODEL)
    models.begin(NEW)
    assert models.get() == ModelSelection(in_use=MODEL, coming=OTHER_MODEL)
    assert models.switch(NEW) == ModelSelection(in_use=OTHER_MODEL, before=MODEL)
    assert models.switch(OLD) == models.get() == ModelSelection(in_use=MODEL, before=OTHER_MODEL)
    assert models.switch(OLD) == ModelSelection(in_use=MODEL, before=OTHER_MODEL)
    assert models.known(MODEL) == OLD
    assert models.known(OTHER_MODEL) == NEW
    models.note(replace(NEW, folder=Path("/moved")))
    assert models.known(OTHER_MODEL) == replace(NEW, folder=Path("/moved"))
    assert models.known("another") is None


def test_what_is_coming_can_be_given_up(catalog: Catalog) -> None:
    catalog.models.adopt(MODEL, OLD)
    catalog.models.begin(NEW)
    catalog.models.abandon()
    assert catalog.models.get() == ModelSelection(in_use=MODEL)


def test_the_choice_is_kept_and_travels_with_a_backup(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "library") as catalog:
        catalog.models.adopt(MODEL, OLD)
        catalog.models.switch(NEW)
    copy = maintenance.backup(tmp_path / "library", tmp_path / "copy")
    shutil.rmtree(tmp_path / "library")
    maintenance.restore(copy, tmp_path / "library")
    assert maintenance.check(tmp_path / "library").sound
    with Catalog.open(tmp_path / "library", read_only=True) as catalog:
        assert catalog.models.get() == ModelSelection(in_use=OTHER_MODEL, before=MODEL)
        assert catalog.models.known(OTHER_MODEL) == NEW


def test_dropping_forgets_model_and_codes_but_never_those_in_use(catalog: Catalog) -> None:
    root_id = catalog.roots.add(Path("/photos")).root_id
    indexed = replace(photo(root_id, b"a.jpg"), other_codes={OTHER_MODEL: codes_of(b"x")})
    catalog.commit_batch(WriteBatch(MODEL, indexed=[indexed]))
    assert catalog.codes.models() == {MODEL: 1, OTHER_MODEL: 1}
    catalog.models.adopt(MODEL, OLD)
    catalog.models.switch(NEW)
    with pytest.raises(ValueError, match="in use"):
        catalog.models.drop([OTHER_MODEL])
    catalog.models.begin(OLD)
    with pytest.raises(ValueError, match="coming"):
        catalog.models.drop([MODEL])
    catalog.models.abandon()
    catalog.models.drop([MODEL])
    assert catalog.codes.models() == {OTHER_MODEL: 1}
    assert catalog.models.get() == ModelSelection(in_use=OTHER_MODEL)
    assert catalog.models.known(MODEL) is None


def test_codes_are_written_only_for_what_the_catalog_still_holds(catalog: Catalog) -> None:
    root_id = catalog.roots.add(Path("/photos")).root_id
    same, changed, gone = catalog.commit_batch(
        WriteBatch(MODEL, indexed=[photo(root_id, name) for name in (b"a.jpg", b"b.jpg", b"c.jpg")])
    ).indexed_ids
    assert catalog.photos.without_codes(OTHER_MODEL).tolist() == [same, changed, gone]
    catalog.commit_batch(
        WriteBatch(
            MODEL,
            indexed=[photo(root_id, b"b.jpg", b"other content")],
            unreadable=[unreadable(root_id, b"c.jpg")],
        )
    )
    written = catalog.commit_codes(
        OTHER_MODEL,
        {
            photo_id: (b"content of " + name, codes_of(b"new"))
            for photo_id, name in ((same, b"a.jpg"), (changed, b"b.jpg"), (gone, b"c.jpg"))
        }
        | {99: (b"content of nothing", codes_of(b"new"))},
    )
    assert written == [same]
    ids, codes = catalog.codes.load(OTHER_MODEL, "copy")
    assert ids.tolist() == [same]
    assert codes[0].tobytes() == codes_of(b"new")["copy"]
    assert catalog.codes.models()[MODEL] == 2
    assert catalog.photos.without_codes(OTHER_MODEL).tolist() == [changed]


def test_changed_content_loses_the_codes_of_all_models(catalog: Catalog) -> None:
    root_id = catalog.roots.add(Path("/photos")).root_id
    both = replace(photo(root_id, b"a.jpg"), other_codes={OTHER_MODEL: codes_of(b"x")})
    catalog.commit_batch(WriteBatch(MODEL, indexed=[both]))
    catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a.jpg", b"other content")]))
    assert catalog.codes.models() == {MODEL: 1, OTHER_MODEL: 0}


@pytest.mark.slow
def test_a_process_killed_while_it_switches_leaves_one_state_or_the_other(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "library") as catalog:
        catalog.models.adopt(MODEL, OLD)
    script = (
        "import sys; from pathlib import Path\n"
        "from photosearch.store.catalog import Catalog\n"
        "from tests.store.test_model_choice import NEW, OLD\n"
        "catalog = Catalog.open(Path(sys.argv[1]))\n"
        "print('ready', flush=True)\n"
        "while True: catalog.models.begin(NEW); catalog.models.switch(NEW);"
        " catalog.models.begin(OLD); catalog.models.switch(OLD)\n"
    )
    possible = {
        ModelSelection(MODEL, None, None),
        ModelSelection(MODEL, None, OTHER_MODEL),
        ModelSelection(MODEL, OTHER_MODEL, None),
        ModelSelection(MODEL, OTHER_MODEL, OTHER_MODEL),
        ModelSelection(OTHER_MODEL, MODEL, None),
        ModelSelection(OTHER_MODEL, MODEL, MODEL),
    }
    for _ in range(2):
        with python("-c", script, tmp_path / "library") as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.kill()
        with Catalog.open(tmp_path / "library") as catalog:
            assert catalog.models.get() in possible


def test_the_check_looks_for_codes_of_the_model_in_use_alone(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "library") as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id
        both = replace(photo(root_id, b"a.jpg"), other_codes={OTHER_MODEL: codes_of(b"x")})
        catalog.commit_batch(WriteBatch(MODEL, indexed=[both, photo(root_id, b"b.jpg")]))
        catalog.models.adopt(MODEL, OLD)
    assert maintenance.check(tmp_path / "library").notes == ()
    with Catalog.open(tmp_path / "library") as catalog:
        catalog.models.switch(NEW)
    report = maintenance.check(tmp_path / "library")
    assert [*map(text_of, report.notes)] == [f"1 photo has no codes of the model {OTHER_MODEL}."]
