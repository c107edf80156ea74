"""Grey pictures and drawings as queries: what alignment makes of their features."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.training.recipe_parts.labelled_features import LabelledFeatures
from photosearch.training.recipes import cross_domain
from photosearch.training.recipes.cross_domain import DOMAINS, Domain

pytestmark = pytest.mark.train

SIZE = 12


def test_alignment_gives_the_mean_and_covariance_of_photos() -> None:
    rng = np.random.default_rng(0)
    mixing = rng.normal(size=(2, SIZE, SIZE))
    source = (rng.normal(size=(4000, SIZE)) @ mixing[0] + 3).astype(np.float32)
    target = (rng.normal(size=(3000, SIZE)) @ mixing[1] - 1).astype(np.float32)
    aligned = cross_domain.fit_alignment(source, target, shrinkage=0.0)(source)
    assert aligned.mean(axis=0) == pytest.approx(target.mean(axis=0), abs=1e-2)
    wanted = np.cov(target, rowvar=False)
    assert np.abs(np.cov(aligned, rowvar=False) - wanted).max() < 1e-2 * np.abs(wanted).max()


def test_what_a_domain_does_to_all_features_is_undone() -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(6, SIZE)) * 2

    def rows(per_class: int) -> LabelledFeatures:
        features = np.repeat(centres, per_class, axis=0) + rng.normal(size=(6 * per_class, SIZE))
        names = np.repeat([f"class {number}" for number in range(6)], per_class)
        return LabelledFeatures(features.astype(np.float32), names)

    bent = rng.uniform(0.1, 3, SIZE)
    shift = rng.normal(size=SIZE) * 4

    def other(one: np.ndarray) -> np.ndarray:
        return (one * bent + shift).astype(np.float32)

    searched, asked, examples = rows(40), rows(10), rows(60).features
    domains = {
        "photo": Domain(asked, examples),
        "grey": Domain(LabelledFeatures(other(asked.features), asked.labels), other(examples)),
    }
    table = cross_domain.compare(domains, searched, 8)
    assert table["features, aligned"]["grey"] > table["features"]["grey"] + 0.2
    assert table["features, aligned"]["photo"] == pytest.approx(
        table["features"]["photo"], abs=0.02
    )
    assert table["itq, 8 bits, aligned"]["grey"] > table["itq, 8 bits"]["grey"]
    lines = cross_domain.markdown(table).splitlines()
    assert lines[0] == "| asked by | photo | grey |"
    assert len(lines) == 2 + 4


def test_drawings_are_dark_lines_on_white() -> None:
    image = Image.new("RGB", (120, 90), (200, 60, 40))
    ImageDraw.Draw(image).rectangle((30, 20, 90, 70), fill=(20, 40, 90))
    drawn = np.asarray(DOMAINS["drawing"](image))
    assert drawn.shape == (90, 120, 3)
    assert (drawn[..., 0] == drawn[..., 2]).all()
    assert drawn[5, 5].min() > 240
    assert drawn[45, 60].min() > 240
    assert drawn[20:71, 30:33].min() < 150
    grey = np.asarray(DOMAINS["grey"](image))
    assert (grey[..., 0] == grey[..., 1]).all()
    assert np.asarray(DOMAINS["photo"](image)).tolist() == np.asarray(image).tolist()
