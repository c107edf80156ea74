"""Pictures and words together, held against independent computations."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.metrics import average_precision_score
from torch.nn.functional import normalize, scaled_dot_product_attention

from photosearch.training.words.composition import (
    AttributedPhotos,
    Compositions,
    FusionConfig,
    compositions,
    fused,
    mean_average_precision,
    train_fusion,
)
from photosearch.training.words.fusion import (
    AttentionFusion,
    EarlyFusion,
    FusionKind,
    LateFusion,
    make_fusion,
)

BITS = 16
RANDOM = np.random.default_rng(6)


def units(number: int) -> torch.Tensor:
    made = torch.tensor(RANDOM.normal(size=(number, BITS)).astype(np.float32))
    return normalize(made, dim=1)


def randomised(fusion: torch.nn.Module) -> torch.nn.Module:
    torch.manual_seed(5)
    for parameter in fusion.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return fusion


IMAGE, WORDS = units(5), units(5)


def test_late_fusion_mixes_scores() -> None:
    fusion = LateFusion()
    with torch.no_grad():
        fusion.weights.copy_(torch.tensor([0.3, -1.2]))
        made = fusion(IMAGE, WORDS)
    codes = units(40)
    image_weight, words_weight = (math.log1p(math.exp(weight)) for weight in (0.3, -1.2))
    scores = image_weight * (IMAGE @ codes.T) + words_weight * (WORDS @ codes.T)
    order = torch.argsort(made @ codes.T, dim=1)
    assert torch.equal(order, torch.argsort(scores, dim=1))


def test_early_fusion_projects_both() -> None:
    fusion = randomised(EarlyFusion(BITS))
    with torch.no_grad():
        made = fusion(IMAGE, WORDS).numpy()
    weight = fusion.project.weight.detach().numpy()
    wanted = IMAGE.numpy() @ weight[:, :BITS].T + WORDS.numpy() @ weight[:, BITS:].T
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    np.testing.assert_allclose(made, wanted, atol=1e-5)


@pytest.mark.parametrize("heads", [1, 4])
def test_attention_is_that_of_torch(heads: int) -> None:
    fusion = randomised(AttentionFusion(BITS, width=8, heads=heads))
    tokens = torch.stack([IMAGE, WORDS], dim=1)
    with torch.no_grad():
        parts = [
            layer(tokens).view(5, 2, heads, -1).transpose(1, 2)
            for layer in (fusion.query, fusion.key, fusion.value)
        ]
        wanted = scaled_dot_product_attention(*parts).transpose(1, 2).reshape(5, 2, 8)
        np.testing.assert_allclose(fusion.attend(tokens), wanted, atol=1e-5)


def test_the_gate_mixes_value_by_value() -> None:
    fusion = randomised(AttentionFusion(BITS, width=8, heads=2))
    with torch.no_grad():
        made = fusion(IMAGE, WORDS).numpy()
        seen = fusion.attend(torch.stack([IMAGE, WORDS], dim=1) + fusion.kinds)
        added = fusion.out(seen).numpy().mean(axis=1)
        weight, bias = fusion.gate.weight.numpy(), fusion.gate.bias.numpy()
    image, words = IMAGE.numpy(), WORDS.numpy()
    share = 1 / (1 + np.exp(-(np.concatenate([image, words], axis=1) @ weight.T + bias)))
    wanted = (1 - share) * image + share * words + added
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    np.testing.assert_allclose(made, wanted, atol=1e-5)


@pytest.mark.parametrize("kind", FusionKind)
def test_all_begin_as_the_mean_of_both(kind: FusionKind) -> None:
    with torch.no_grad():
        made = make_fusion(kind, BITS)(IMAGE, WORDS)
    np.testing.assert_allclose(made, normalize(IMAGE + WORDS, dim=1), atol=1e-5)


def attributed(number: int) -> AttributedPhotos:
    random = np.random.default_rng(9)
    kinds, looks, noise = 4, 3, 0.5
    of_kind, of_look = random.normal(size=(kinds, BITS)), random.normal(size=(looks, BITS))
    kind, look = random.integers(0, kinds, number), random.integers(0, looks, number)
    codes = of_kind[kind] + of_look[look] + noise * random.normal(size=(number, BITS))
    signs = np.where(codes > 0, 1.0, -1.0).astype(np.float32)
    # The words lie in a space that is turned: the plain sum does not do.
    turn = np.linalg.qr(random.normal(size=(BITS, BITS)))[0]
    words = [(each @ turn).astype(np.float32) for each in (of_kind, of_look)]
    return AttributedPhotos(signs, kind, look, *words)


def test_compositions_lead_to_photos_that_there_are() -> None:
    photos = attributed(30)
    there = set(zip(photos.kinds.tolist(), photos.looks.tolist(), strict=True))
    wanted = {
        (row, (kind, other))
        for row, (kind, look) in enumerate(zip(photos.kinds, photos.looks, strict=True))
        for other in (0, 2)
        if other != look and kind in (1, 3) and (kind, other) in there
    }
    made = compositions(photos, other_look=True, kinds=[1, 3], looks=[0, 2])
    goals = zip(made.kinds.tolist(), made.looks.tolist(), strict=True)
    assert set(zip(made.images.tolist(), goals, strict=True)) == wanted
    np.testing.assert_array_equal(made.words, photos.look_words[made.looks])
    other = compositions(photos, other_look=False, kinds=[1], looks=[0])
    assert set(other.looks) <= {0}
    assert set(photos.looks[other.images]) <= {0}
    np.testing.assert_array_equal(other.words, photos.kind_words[other.kinds])


def test_mean_average_precision_is_that_of_scikit_learn() -> None:
    photos = attributed(60)
    # No two alike: how equal ones are ordered is not what is looked at.
    signs = photos.signs + 1e-3 * RANDOM.normal(size=photos.signs.shape).astype(np.float32)
    photos = replace(photos, signs=signs)
    queries = compositions(photos, other_look=True, kinds=range(4), looks=range(3))
    vectors = RANDOM.normal(size=(len(queries.images), BITS)).astype(np.float32)
    total = []
    for row, vector in enumerate(vectors):
        others = np.arange(60) != queries.images[row]
        right = (photos.kinds == queries.kinds[row]) & (photos.looks == queries.looks[row])
        total.append(average_precision_score(right[others], (photos.signs @ vector)[others]))
    assert mean_average_precision(vectors, queries, photos) == pytest.approx(
        np.mean(total), abs=1e-6
    )


def test_training_beats_the_plain_sum() -> None:
    photos = attributed(400)
    queries = compositions(photos, other_look=True, kinds=range(4), looks=range(3))
    config = FusionConfig(steps=80, queries=64, photos=200, rate=5e-3)
    plain = mean_average_precision(fused(None, photos, queries), queries, photos)
    for kind in (FusionKind.EARLY, FusionKind.ATTENTION):
        made = fused(train_fusion(kind, photos, config), photos, queries)
        assert mean_average_precision(made, queries, photos) > plain + 0.04


def test_some_are_drawn_once() -> None:
    rows = np.arange(50)
    whole = Compositions(rows, np.eye(50, dtype=np.float32), rows, rows)
    some = whole.some(20, np.random.default_rng(0))
    assert len(set(some.images.tolist())) == 20
    np.testing.assert_array_equal(some.images, some.kinds)
    assert whole.some(50, np.random.default_rng(0)) is whole
