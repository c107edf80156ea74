"""Retrieve across domains: photos found by their grey pictures and by drawings.

    python -m photosearch.training.recipes.cross_domain --data PHOTOS --out OUT

PHOTOS is a folder or zip file with one folder of photos for each class. A network as it is gives
the features. The held-out photos, as they are, in grey and as pencil drawings, search the training
photos for those of their class, by the features and by codes of ITQ, which knows photos alone. Then
the features of a domain are aligned with those of photos: the same mean and covariance (CORAL: Sun,
Feng and Saenko, "Return of Frustratingly Easy Domain Adaptation", AAAI 2016), fitted to a part of
the training photos in either domain, without labels. OUT/cross_domain.md has the mean average
precision over the whole ranked list.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter, ImageOps

from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command
from photosearch.training.console import Job
from photosearch.training.fit.batches import load_photos
from photosearch.training.hashing.linear import fit_itq
from photosearch.training.recipe_parts.labelled_features import (
    CodeLength,
    FeatureOptions,
    LabelledFeatures,
    check,
    precision,
)
from photosearch.training.recipe_parts.start import start_backbone
from photosearch.training.recipe_parts.tables import write_table
from photosearch.training.recipe_parts.validation import embed_all

TABLE_FILE = "cross_domain.md"
_ALIGNED_EVERY = 3
"""Each so many-th training photo is seen in the other domain to align it."""
_SHRINKAGE = 0.3
"""Share of the mean variance that is added in every direction: photos are fewer than features."""

Rows = NDArray[np.float32]
Align = Callable[[Rows], Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossDomainConfig(FeatureOptions):
    """Measure how well photos are found by grey pictures and by drawings."""

    bits: CodeLength = 128


class Domain(NamedTuple):
    """Hold how photos look in a domain, as features."""

    queries: LabelledFeatures
    """The held-out photos."""
    examples: Rows
    """(n, d): each `_ALIGNED_EVERY`-th training photo."""


def grey(image: Image.Image) -> Image.Image:
    """Return the picture without its colours."""
    return image.convert("L").convert("RGB")


def drawing(image: Image.Image) -> Image.Image:
    """Return dark lines on white where brightness changes: a pencil drawing by colour dodge."""
    light = image.convert("L")
    blurred = ImageOps.invert(light).filter(ImageFilter.GaussianBlur(max(image.size) / 60))
    # Dodge: light / (1 - blurred inverse).
    below = np.maximum(255 - np.asarray(blurred, np.float32), 1)
    lines = np.clip(np.asarray(light, np.float32) / below * 255, 0, 255).astype(np.uint8)
    line_picture = Image.fromarray(lines)
    return ImageChops.multiply(line_picture, line_picture).convert("RGB")


DOMAINS: Mapping[str, Callable[[Image.Image], Image.Image]] = MappingProxyType(
    {"photo": lambda image: image, "grey": grey, "drawing": drawing}
)


def fit_alignment(source: Rows, target: Rows, shrinkage: float = _SHRINKAGE) -> Align:
    """Return what gives rows of `source` (n, d) the mean and covariance of `target` (m, d).

    Args:
        source: to be aligned.
        target: to be aligned with.
        shrinkage: share of the mean variance that is added to both in every direction.
    """
    away, towards = source.mean(axis=0), target.mean(axis=0)
    whitening = _power(source - away, -0.5, shrinkage)
    colouring = _power(target - towards, 0.5, shrinkage)
    matrix = (whitening @ colouring).astype(np.float32)

    def align(rows: Rows) -> Rows:
        aligned: Rows = (rows - away) @ matrix + towards
        return aligned

    return align


def _power(centred: Rows, exponent: float, shrinkage: float) -> NDArray[np.float64]:
    """Return a power of the covariance of centred rows."""
    rows = centred.astype(np.float64)
    covariance = rows.T @ rows / len(rows)
    size = len(covariance)
    covariance += np.eye(size) * (np.trace(covariance) / size * shrinkage)
    variances, axes = np.linalg.eigh(covariance)
    power: NDArray[np.float64] = axes * np.maximum(variances, 1e-12) ** exponent @ axes.T
    return power


def compare(
    domains: Mapping[str, Domain], searched: LabelledFeatures, bits: int
) -> dict[str, dict[str, float]]:
    """Return mean average precision by method, for each domain.

    Args:
        domains: the first is that of `searched`, others are aligned with it.
        searched: the photos.
        bits: of the codes.
    """
    mean = searched.features.mean(axis=0)
    itq = fit_itq(searched.features - mean, bits, seed=0)
    photos = next(iter(domains.values())).examples

    def measured(asked: LabelledFeatures, *, floats: bool) -> float:
        def values(rows: Rows) -> Rows:
            return rows - mean if floats else itq.values(rows - mean)

        return precision(values, asked, searched, floats=floats)

    table: dict[str, dict[str, float]] = {}
    for name, domain in domains.items():
        align = fit_alignment(domain.examples, photos)
        aligned = LabelledFeatures(align(domain.queries.features), domain.queries.labels)
        for more, asked in (("", domain.queries), (", aligned", aligned)):
            for kind, floats in (("features", True), (f"itq, {bits} bits", False)):
                table.setdefault(kind + more, {})[name] = measured(asked, floats=floats)
    return table


def markdown(table: Mapping[str, Mapping[str, float]]) -> str:
    """Return the table: a line for each method."""
    heads = list(next(iter(table.values())))
    lines = [f"| asked by | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}"]
    for name, row in table.items():
        lines.append(f"| {name} | {' | '.join(f'{row[head]:.3f}' for head in heads)} |")
    return "\n".join(lines) + "\n"


def run(config: CrossDomainConfig, job: Job) -> dict[str, dict[str, float]]:
    """Return the figures, and write the table."""
    parts = check(config)
    network = EmbeddingNetwork(start_backbone(config.backbone, config.weights)).eval()
    train, asked = (load_photos(part, config.side, control=job.control) for part in parts)
    names = [np.array(part.classes)[part.labels.numpy()] for part in (train, asked)]

    def features(images: torch.Tensor, change: Callable[[Image.Image], Image.Image]) -> Rows:
        job.control.checkpoint()
        changed = np.stack([np.asarray(change(Image.fromarray(one))) for one in images.numpy()])
        return embed_all(network, torch.from_numpy(changed), config.side)

    searched = LabelledFeatures(features(train.images, DOMAINS["photo"]), names[0])
    domains = {
        name: Domain(
            LabelledFeatures(features(asked.images, change), names[1]),
            features(train.images[::_ALIGNED_EVERY], change),
        )
        for name, change in DOMAINS.items()
    }
    table = compare(domains, searched, config.bits)
    write_table(config.out / TABLE_FILE, markdown(table))
    return table


run_with_options = command(CrossDomainConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "cross_domain"))
