"""What a comparison leaves of a probability is counted, on pictures that differ as they do."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.codes import CodeKind
from photosearch.core.errors import Cancelled, ModelError
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import Fit, ModelCard, parse
from photosearch.core.preprocess import resize
from photosearch.core.query import RgbImage
from photosearch.core.verification import Verdict
from photosearch.inference.models import load_card
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.default_encoder import compared_answers, copy_sets, data
from photosearch.training.default_encoder.calibration import JUDGED_EDITS
from photosearch.training.default_encoder.compared_answers import ComparedAnswers
from photosearch.training.default_encoder.small_changes import (
    KINDS,
    make_version,
    write_small_changes,
)
from photosearch.training.export import write_card
from photosearch.training.recipes import verification
from photosearch.training.recipes.verification import VerificationConfig
from tests.made_pictures import blank, page, scene
from tests.message_text import raises_text

pytestmark = pytest.mark.train

BITS = 64
CODES = ((0.0, 0.99), (16.0, 0.8), (24.0, 0.2), (64.0, 0.0))


class Coarse:
    """Codes of eight by eight grey cells: bright or dark."""

    title = "coarse"
    outputs: tuple[str, ...] = ("copy",)
    side = 8
    card: ModelCard

    def fit(self, rgb: RgbImage) -> RgbImage:
        return resize(rgb, 8, 8)

    def extract(self, batch: np.ndarray) -> dict[str, np.ndarray]:
        grey = batch.astype(np.float32).mean(axis=3).reshape(len(batch), -1)
        return {"copy": grey - np.median(grey, axis=1, keepdims=True) + 0.01}


def photo_set(file: Path, pictures: dict[str, np.ndarray]) -> PhotoSet:
    with zipfile.ZipFile(file, "w") as archive:
        for name, pixels in pictures.items():
            with archive.open(f"{name}.png", "w") as member:
                Image.fromarray(pixels).save(member, "PNG")
    return open_photo_set(file)


@pytest.fixture
def photos(tmp_path: Path) -> tuple[PhotoSet, PhotoSet]:
    originals = {f"some/scene{seed}": scene(seed) for seed in range(2)} | {"some/blank": blank(1)}
    others = {f"some/page{seed}": page(seed) for seed in range(3)}
    others |= {f"some/blank{seed}": blank(seed) for seed in range(2, 5)}
    return photo_set(tmp_path / "one.zip", originals), photo_set(tmp_path / "two.zip", others)


@pytest.mark.slow
def test_copies_are_compared_with_what_they_find(
    photos: tuple[PhotoSet, PhotoSet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared_answers, "_KEPT", 2)
    one, two = photos
    found = compared_answers.compare_answers(Coarse(), CODES, [one], [two], Job())
    assert set(found.edits) == set(JUDGED_EDITS)
    assert {bool(each) for each in found.there} == {True, False}
    assert not found.same[~found.there].any(), "what was taken away is not found"
    confirmed = found.of(Verdict.CONFIRMED)
    assert confirmed.same.all(), "nothing else agrees"
    agreeing = compared_answers.share_agreeing(found)
    assert agreeing["JPEG quality 20"] == pytest.approx(2 / 3, abs=1e-4), "scenes do, blanks not"
    little = found.of(Verdict.TOO_LITTLE)
    assert len(little.same) > len(JUDGED_EDITS)
    assert 0 < little.same.mean() < 1


def test_it_can_be_cancelled(photos: tuple[PhotoSet, PhotoSet]) -> None:
    control = JobControl()
    control.cancel()
    one, two = photos
    with pytest.raises(Cancelled):
        compared_answers.compare_answers(Coarse(), CODES, [one], [two], Job(control))


def answers(*rows: tuple[int, bool, Verdict]) -> ComparedAnswers:
    distances, same, verdicts = zip(*rows, strict=True)
    return ComparedAnswers(
        np.array(distances, np.int32),
        np.array(same),
        np.array([verdict.value for verdict in verdicts]),
        np.array(["blur"] * len(rows)),
        np.ones(len(rows), np.bool_),
    )


SAME, OTHER, LITTLE = Verdict.CONFIRMED, Verdict.UNCONFIRMED, Verdict.TOO_LITTLE
FOUND = answers(
    *[(4, True, SAME)] * 90, *[(4, True, OTHER)] * 10, *[(4, False, OTHER)] * 30,
    *[(4, True, LITTLE)] * 10, *[(4, False, LITTLE)] * 8,
    *[(40, False, OTHER)] * 100, *[(40, True, OTHER)] * 1,
)  # fmt: skip


def test_tables_are_shares_that_were_counted() -> None:
    tables = compared_answers.fit_compared(FOUND, BITS)
    assert tables.keys() == {OTHER, LITTLE}
    at = {distance: probability for distance, probability in tables[OTHER]}
    # As if one more each way had been seen.
    assert at[4] == at[0] == pytest.approx((10 + 1) / (40 + 2), abs=1e-4)
    assert at[40] == at[64] == pytest.approx((1 + 1) / (101 + 2), abs=1e-4)
    assert dict(tables[LITTLE])[4] == pytest.approx((10 + 1) / (18 + 2), abs=1e-4)


def test_the_ratio_is_that_of_bayes_rule() -> None:
    ratios = compared_answers.likelihood_ratios(FOUND, CODES)
    assert ratios["unconfirmed"] == pytest.approx((10 / 110) / (30 / 38), abs=1e-4)
    assert ratios["too_little"] == pytest.approx((10 / 110) / (8 / 38), abs=1e-4)
    # What follows from it for as many of both is what was counted.
    before = 110 / (110 + 38)
    odds = before / (1 - before) * ratios["unconfirmed"]
    assert odds / (1 + odds) == pytest.approx(10 / 40, abs=1e-3)


def test_what_is_told_is_judged_by_others() -> None:
    tables = {OTHER: ((0.0, 0.45), (64.0, 0.45))}
    figures = compared_answers.evaluate_compared(FOUND, tables, CODES)
    assert set(figures) == {"unconfirmed", "agrees", "likelihood_ratio"}
    row = figures["unconfirmed"]
    assert row["answers"] == 141
    assert row["same"] == pytest.approx(11 / 141, abs=1e-4)
    # Of those 40 bits away the codes say less than the table, and are believed.
    far = 0.2 * 24 / 40
    assert row["told"] == pytest.approx((40 * 0.45 + 101 * far) / 141, abs=1e-3)
    assert row["perhaps"] == 40
    assert row["perhaps_right"] == pytest.approx(0.25)
    assert row["hardly_right"] == pytest.approx(1 / 101, abs=1e-4)
    assert row["square_error"] < row["square_error_by_codes"]
    assert figures["agrees"] == {"blur": pytest.approx(90 / 111, abs=1e-4)}


def test_columns_are_those_of_the_card() -> None:
    tables = compared_answers.fit_compared(FOUND, BITS)
    distances = [distance for distance, _ in tables[OTHER]]
    codes = tuple((distance, 0.5) for distance in distances)
    columns = compared_answers.as_columns(tables, codes)
    lists = {"distance": distances, "probability": [0.5] * len(distances), **columns}
    text = "\n".join(f"{name} = {numbers}" for name, numbers in lists.items())
    card = parse(
        f'name = "m"\nversion = "1"\nsha256 = "{"0" * 64}"\n[input]\nwidth = 32\nheight = 32\n'
        f'fit = "stretch"\n[bits]\nsubject = 64\ncopy = {BITS}\n[calibration.copy]\n{text}\n'
    )
    assert card.compared == tables
    # A card may tell of other distances.
    at = dict(tables[LITTLE])
    between = compared_answers.as_columns(tables, ((0.0, 0.9), (6.0, 0.5), (64.0, 0.1)))
    expected = [at[0], (at[4] + at[8]) / 2, at[64]]
    assert between["too_little"] == pytest.approx(expected, abs=1e-4)


def test_each_group_is_judged_by_what_was_fitted_to_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seldom = answers(*[(4, True, OTHER)] * 10, *[(4, False, OTHER)] * 288)
    groups = {"often": FOUND, "seldom": seldom}
    monkeypatch.setattr(
        compared_answers, "compare_answers", lambda _extractor, _codes, group, _job: groups[group]
    )
    card = ModelCard("m", "1", "e.onnx", "0" * 64, 8, 8, Fit.STRETCH, {CodeKind.COPY: 64})
    extractor: Any = SimpleNamespace(card=card)
    codes = ((4.0, 0.99), (64.0, 0.99))
    named: Any = (("often",), ("seldom",))
    columns, figures = compared_answers.measure_compared(extractor, codes, named, Job())
    # 10 of 40 and 10 of 298, as if one more each way had been seen.
    assert figures["further_photos"]["unconfirmed"]["told"] == pytest.approx(11 / 42, abs=1e-4)
    assert figures["further_photos"]["unconfirmed"]["same"] == pytest.approx(10 / 298, abs=1e-4)
    near = figures["calibration_photos"]["unconfirmed"]
    assert near["told"] == pytest.approx(11 / 300, abs=1e-4)
    assert columns["unconfirmed"][0] == pytest.approx(21 / 340, abs=1e-4)


def test_scenes_join_the_photos(
    photos: tuple[PhotoSet, PhotoSet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("calibration_set", "evaluation_set"):
        monkeypatch.setattr(copy_sets, name, lambda sets, work: photos)
    monkeypatch.setattr(copy_sets, "_SCENES", 1)
    monkeypatch.setattr(copy_sets, "_VERSIONS", 3)
    fitted, judged = copy_sets.comparison_sets(None, tmp_path / "work")
    (some, scenes), (others, versions) = fitted
    assert (some, others) == photos
    assert len(scenes) == len(KINDS), "one version of each is what is looked for"
    assert len(versions) == 2 * len(KINDS)
    assert not set(scenes.members) & set(versions.members)
    assert scenes.archive != judged[0][1].archive, "other scenes judge"
    assert len(judged[0][0]) == 2, "half of the three"


def test_the_recipe_writes_into_the_card_and_leaves_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = photo_set(tmp_path / "one.zip", {"some/blank": blank(1)})
    two = photo_set(tmp_path / "two.zip", {f"some/blank{seed}": blank(seed) for seed in (2, 3)})
    groups = (one,), (two,)
    model = tmp_path / "model"
    model.mkdir()
    (model / "encoder.onnx").write_bytes(b"network")
    values = {
        "name": "coarse",
        "version": "1",
        "input": {"width": 32, "height": 32, "fit": "stretch"},
        "bits": {"subject": BITS, "copy": BITS},
        "figures": [{"anything": 1}],
        "calibration": {"copy": {"distance": [0.0, 64.0], "probability": [0.9, 0.0]}},
    }
    before = write_card(model, values)
    coarse = Coarse()
    coarse.card = before
    monkeypatch.setattr(verification, "ModelFeatureExtractor", lambda *_, **__: coarse)
    monkeypatch.setattr(data, "open_photo_sets", lambda *_: None)
    monkeypatch.setattr(copy_sets, "comparison_sets", lambda *_: (groups, groups))
    config = VerificationConfig(model, tmp_path, tmp_path / "work")
    figures = verification.run(config, Job())
    assert set(figures) == {"calibration_photos", "further_photos"}
    assert figures["further_photos"]["too_little"]["answers"] > len(JUDGED_EDITS)
    card = load_card(model)
    assert card.compared.keys() == {Verdict.TOO_LITTLE}
    assert card.calibration == before.calibration
    assert card.model_id == before.model_id, "no code changes"
    told = tomllib.loads((model / "model.toml").read_text(encoding="utf-8"))
    assert told["thresholds"]["compared"] == figures
    assert told["figures"] == values["figures"]
    write_card(model, {name: each for name, each in values.items() if name != "calibration"})
    with raises_text(ModelError, "calibration"):
        verification.run(config, Job())


@pytest.mark.parametrize("kind", KINDS)
def test_versions_of_a_scene_differ_in_small_parts_only(kind: str) -> None:
    one, again, other, elsewhere = (
        np.asarray(make_version(kind, name, version), np.int16)
        for name, version in (("1", 0), ("1", 0), ("1", 1), ("2", 0))
    )
    assert np.array_equal(one, again)
    assert one.shape == other.shape
    changed = (np.abs(one - other).max(axis=2) > 24).mean()
    assert 0 < changed < 0.5
    assert one.shape != elsewhere.shape or (np.abs(one - elsewhere).max(axis=2) > 24).mean() > 0.5


def test_they_are_written_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "changes.zip"
    write_small_changes(file, 2, 3, 1)
    members = open_photo_set(file).members
    assert len(members) == 2 * 3 * len(KINDS)
    assert sum(name.endswith("-0.png") for name in members) == 2 * len(KINDS)
    before = file.stat().st_mtime_ns
    write_small_changes(file, 9, 9, 1)
    assert file.stat().st_mtime_ns == before
