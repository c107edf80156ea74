"""Views of whole batches against one image at a time, and within their limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.core.preprocess import resize
from photosearch.training.fit.batch_views import (
    BatchViews,
    mixed,
    random_views,
    resized,
)

pytestmark = pytest.mark.train

STILL = BatchViews(shift=0, least_area=1, stretch=1, mirror=False, colours=0)


def images(count: int = 4, side: int = 12, seed: int = 0) -> torch.Tensor:
    rng = np.random.default_rng(seed)
    return torch.from_numpy(rng.integers(0, 256, (count, side, side, 3), dtype=np.uint8))


@pytest.mark.parametrize(("side", "wanted"), [(12, 12), (12, 31), (30, 11), (12, 24)])
def test_resized_is_what_the_encoder_is_fed_with(side: int, wanted: int) -> None:
    pixels = images(3, side)
    slow = np.stack([resize(one, wanted, wanted) for one in pixels.numpy()])
    # The program rounds to whole levels.
    np.testing.assert_allclose(resized(pixels, wanted).numpy(), slow, atol=0.51)


@pytest.mark.parametrize("side", [12, 24])
def test_views_that_change_nothing_are_a_resize(side: int) -> None:
    pixels = images()
    np.testing.assert_allclose(
        random_views(pixels, side, STILL).numpy(), resized(pixels, side).numpy(), atol=1e-2
    )


def test_half_of_the_views_are_mirrored() -> None:
    torch.manual_seed(0)
    pixels = images(1).expand(64, -1, -1, -1)
    views = random_views(pixels, 12, replace(STILL, mirror=True)).round()
    same = (views == pixels).flatten(1).all(1)
    turned = (views == pixels.flip(2)).flatten(1).all(1)
    assert bool((same ^ turned).all())
    assert 16 < int(turned.sum()) < 48


def test_shifted_views_are_parts_of_the_mirrored_surroundings() -> None:
    torch.manual_seed(0)
    ramp = (torch.arange(32) * 4).to(torch.uint8).reshape(1, 1, 32, 1).expand(200, 32, 32, 3)
    views = random_views(ramp, 32, replace(STILL, shift=0.25))
    moved = (views[:, 16, 16, 0] - ramp[0, 0, 16, 0]) / 4
    # A quarter of the side, 8 pixels, either way.
    assert float(moved.abs().max()) <= 8.01
    assert float(moved.max()) > 7
    assert float(moved.min()) < -7


def test_crops_show_at_least_their_area() -> None:
    torch.manual_seed(0)
    ramp = (torch.arange(64) * 2).to(torch.uint8).reshape(1, 1, 64, 1).expand(200, 64, 64, 3)
    views = random_views(ramp, 64, replace(STILL, least_area=0.25))
    widths = (views[:, 32, 48, 0] - views[:, 32, 16, 0]) / (2 * 32)
    assert float(widths.min()) > 0.49
    assert float(widths.min()) < 0.6
    assert float(widths.max()) <= 1.01


def test_colours_stay_colours_and_grey_stays_grey() -> None:
    torch.manual_seed(0)
    grey = images(40)[..., :1].expand(-1, -1, -1, 3)
    views = random_views(grey, 12, replace(STILL, colours=0.4))
    assert 0 <= float(views.min()) <= float(views.max()) <= 255
    torch.testing.assert_close(views[..., 0], views[..., 2], atol=1e-3, rtol=1e-4)
    assert float((views.mean((1, 2, 3)) - grey.float().mean((1, 2, 3))).abs().max()) > 10


def test_holes_are_grey_squares() -> None:
    torch.manual_seed(0)
    white = torch.full((50, 20, 20, 3), 255, dtype=torch.uint8)
    views = random_views(white, 20, replace(STILL, hole=0.5))
    hidden = (views[..., 0] == 127.5).float()
    shares = hidden.mean((1, 2))
    assert float(shares.max()) <= 0.26
    assert float(shares.min()) >= 0.05  # a corner's quarter at least
    assert set(views.unique().tolist()) == {127.5, 255.0}


def test_a_seed_gives_the_same_views() -> None:
    torch.manual_seed(7)
    one = random_views(images(), 16, BatchViews(hole=0.2, tilt_degrees=20))
    torch.manual_seed(7)
    assert torch.equal(one, random_views(images(), 16, BatchViews(hole=0.2, tilt_degrees=20)))
    assert not torch.equal(one, random_views(images(), 16, BatchViews(hole=0.2, tilt_degrees=20)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1000), st.sampled_from([(0.4, 0.0), (0.0, 1.0), (0.3, 0.8)]))
def test_mixtures_are_what_their_targets_say(seed: int, alphas: tuple[float, float]) -> None:
    """Images of one colour each tell by their mean how much of which there is."""
    torch.manual_seed(seed)
    colours = torch.tensor([0.0, 50.0, 110.0, 255.0])
    pixels = colours.reshape(4, 1, 1, 1).expand(4, 9, 7, 3)
    made, targets = mixed(pixels, torch.eye(4), mixup=alphas[0], cutmix=alphas[1], chance=1)
    torch.testing.assert_close(targets.sum(1), torch.ones(4))
    torch.testing.assert_close(made.mean((1, 2, 3)), targets @ colours, atol=1e-2, rtol=1e-4)
    if not alphas[0]:  # pasted: nothing is blended
        assert set(made.unique().tolist()) <= set(colours.tolist())


def test_without_chance_nothing_is_mixed() -> None:
    pixels = images().float()
    for options in ({"mixup": 1, "cutmix": 1, "chance": 0}, {"mixup": 0, "cutmix": 0, "chance": 1}):
        made, targets = mixed(pixels, torch.eye(4), **options)
        assert made is pixels
        assert torch.equal(targets, torch.eye(4))
