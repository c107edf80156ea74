"""Draw light random views of whole batches: shift, scale, mirror, tilt, colours, holes, mixtures.

All chances come from torch's own generator, whose state checkpoints keep. Colours are changed
before the resize, on as few pixels as there are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

_GREY = (0.299, 0.587, 0.114)
_HOLE_VALUE = 127.5
"""About zero after the usual normalisations."""


@dataclass(frozen=True, slots=True)
class BatchViews:
    """Set how far views may differ from their photo. Zeros leave it as it is."""

    shift: float = 0.1
    """Farthest move, as a share of the side; what comes in is mirrored from within."""
    least_area: float = 0.5
    """Smallest part of the photo that a view shows, 0 to 1; 1 never crops."""
    stretch: float = 1.2
    """Largest change of the sides' proportion, at least 1."""
    mirror: bool = True
    """Whether half of all views are mirrored."""
    tilt_degrees: float = 0.0
    """Largest rotation either way."""
    colours: float = 0.3
    """Largest relative change of brightness, contrast and saturation."""
    hole: float = 0.0
    """Side of a grey square that hides a part, as a share of the view's side."""


def random_views(images: Tensor, side: int, views: BatchViews) -> Tensor:
    """Return one random view of each image, on the images' device.

    Args:
        images: (N, H, W, 3) uint8. Where views are much smaller than what they show, they alias:
            give images of about the wanted side.
        side: of the views.
        views: how far they go.

    Returns:
        (N, side, side, 3) float32, 0 to 255.
    """
    pixels = _colours(images.permute(0, 3, 1, 2).float(), views.colours)
    placed = _placed(pixels, side, views)
    if views.hole:
        _dig_holes(placed, views.hole)
    return placed.permute(0, 2, 3, 1).contiguous()


def resized(images: Tensor, side: int) -> Tensor:
    """Return images (N, H, W, 3) uint8 stretched to (N, side, side, 3) float32, as `fit_image`
    does."""
    pixels = images.permute(0, 3, 1, 2).float()
    if pixels.shape[2:] != (side, side):
        pixels = functional.interpolate(
            pixels, (side, side), mode="bilinear", align_corners=False, antialias=True
        )
    return pixels.permute(0, 2, 3, 1)


def mixed(
    images: Tensor, targets: Tensor, *, mixup: float, cutmix: float, chance: float
) -> tuple[Tensor, Tensor]:
    """Return images blended with others of the batch, or with a part of others pasted in.

    H. Zhang et al.: mixup: Beyond Empirical Risk Minimization, ICLR 2018. S. Yun et al.: CutMix:
    Regularization Strategy to Train Strong Classifiers with Localizable Features, ICCV 2019.

    Args:
        images: (N, H, W, 3) float.
        targets: (N, classes), shares of the classes.
        mixup: parameter of the Beta distribution of the blend's shares; 0 never blends.
        cutmix: the same of the pasted part's area; 0 never pastes. With both, a coin decides.
        chance: that a batch is mixed at all.

    Returns:
        Images and targets of the same shapes.
    """
    if (not mixup and not cutmix) or torch.rand(()) >= chance:
        return images, targets
    pastes = bool(cutmix) and (not mixup or bool(torch.rand(()) < 0.5))
    alpha = cutmix if pastes else mixup
    kept = float(torch.distributions.Beta(alpha, alpha).sample())
    order = torch.randperm(len(images), device=images.device)
    if not pastes:
        return images.lerp(images[order], 1 - kept), targets.lerp(targets[order], 1 - kept)
    height, width = images.shape[1:3]
    rows, columns = (round(length * math.sqrt(1 - kept)) for length in (height, width))
    top = int(torch.randint(height - rows + 1, ()))
    left = int(torch.randint(width - columns + 1, ()))
    pasted = images.clone()
    window = (slice(None), slice(top, top + rows), slice(left, left + columns))
    pasted[window] = images[order][window]
    return pasted, targets.lerp(targets[order], rows * columns / (height * width))


def _uniform(count: int, low: float, high: float, device: torch.device) -> Tensor:
    return torch.empty(count, device=device).uniform_(low, high)


def _placed(pixels: Tensor, side: int, views: BatchViews) -> Tensor:
    """Return part, position, proportion, tilt and mirror in one resampling."""
    count, device = len(pixels), pixels.device
    length = _uniform(count, views.least_area, 1, device).sqrt()
    stretch = _uniform(count, -1, 1, device).mul(math.log(views.stretch) / 2).exp()
    across, down = length * stretch, length / stretch
    mirrored = torch.rand(count, device=device) < 0.5 if views.mirror else torch.zeros(count) > 0
    turn = _uniform(count, -1, 1, device) * math.radians(views.tilt_degrees)
    # Coordinates run from -1 to 1. A smaller part may lie anywhere in the photo.
    free_x, free_y = (1 - across).clamp_min(0), (1 - down).clamp_min(0)
    x = _uniform(count, -1, 1, device) * (free_x + 2 * views.shift)
    y = _uniform(count, -1, 1, device) * (free_y + 2 * views.shift)
    sign = torch.where(mirrored.to(device), -1.0, 1.0)
    cosine, sine = turn.cos(), turn.sin()
    rows = [sign * across * cosine, -down * sine, x, sign * across * sine, down * cosine, y]
    grid = functional.affine_grid(
        torch.stack(rows, 1).reshape(count, 2, 3), [count, 3, side, side], align_corners=False
    )
    return functional.grid_sample(
        pixels, grid, mode="bilinear", padding_mode="reflection", align_corners=False
    )


def _colours(pixels: Tensor, most: float) -> Tensor:
    """Return brightness, contrast around the mean grey, and saturation, each by up to `most`."""
    if not most:
        return pixels
    count, device = len(pixels), pixels.device
    brightness, contrast, saturation = (
        _uniform(count, 1 - most, 1 + most, device).reshape(-1, 1, 1, 1) for _ in range(3)
    )
    weights = torch.tensor(_GREY, device=device).reshape(1, 3, 1, 1)
    grey = (pixels * weights).sum(1, keepdim=True)
    coloured = grey.lerp(pixels, saturation)
    mean = grey.mean((2, 3), keepdim=True)
    return (mean.lerp(coloured, contrast) * brightness).clamp_(0, 255)


def _dig_holes(pixels: Tensor, share: float) -> None:
    """Fill squares with grey, in place.

    T. DeVries, G. W. Taylor: Improved Regularization of Convolutional Neural Networks with Cutout,
    arXiv 2017. Centres are anywhere, so that some squares are cut by the border.
    """
    count, _, side, _ = pixels.shape
    half = side * share / 2
    places = torch.arange(side, device=pixels.device) + 0.5
    centres = _uniform(2 * count, 0, side, pixels.device).reshape(2, count, 1)
    rows, columns = ((places - centre).abs() < half for centre in centres)
    hidden = rows[:, None, :, None] & columns[:, None, None, :]
    pixels.masked_fill_(hidden, _HOLE_VALUE)
