"""Compute with one backbone all outputs of the model folder's contract."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.codes import CodeKind
from photosearch.core.query import CropBox
from photosearch.training.backbones.backbone import Backbone
from photosearch.training.backbones.look import EvenedOut, look_features, look_size
from photosearch.training.backbones.pooling import build_pooling
from photosearch.training.backbones.regions import region_boxes, region_means

BITS: Mapping[CodeKind, int] = MappingProxyType(
    {CodeKind.COPY: 256, CodeKind.LOOK: 128, CodeKind.SUBJECT: 256, CodeKind.REGIONS: 128}
)
"""Of the contract."""
TAGS = "tags"


class MultiOutputNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Map images to signed values of every kind, and to class logits where the backbone has them.

    - copy: the deep map, pooled in a way of its own (GeM by default: what is small counts too);
    - look: colour and texture of the pixels and of the early and middle maps;
    - subject: the deep map, pooled;
    - regions: means of 3 x 3 windows of the deep map, all through the same layer;
    - tags: the backbone's own classifier (`build(..., classifier=True)`).

    `export.export_onnx(network, network.output_names, side, file)` writes it.

    Args:
        backbone: made by `build`.
        bits: of each kind; a kind that is missing is no output. `subject` is never missing.
        pooling: a name of `POOLINGS`, for subject.
        copy_pooling: likewise, for copy.

    Raises:
        UserError: there is no such pooling.
        ValueError: there is no subject among `bits`.
    """

    def __init__(
        self,
        backbone: Backbone,
        bits: Mapping[CodeKind, int] = BITS,
        *,
        pooling: str = "average",
        copy_pooling: str = "gem",
    ) -> None:
        super().__init__()
        if CodeKind.SUBJECT not in bits:
            raise ValueError("an encoder without the output 'subject' is none")
        deep = backbone.channels[-1]
        self.backbone = backbone
        self.bits = {kind: bits[kind] for kind in CodeKind if kind in bits}
        self.subject_pool = build_pooling(pooling, deep)
        self.copy_pool = build_pooling(copy_pooling, deep) if CodeKind.COPY in bits else None
        look = look_size(backbone.channels)
        # Statistics of pixels and of maps differ in scale; here all are made to vary alike.
        self.look_norm = EvenedOut(look) if CodeKind.LOOK in bits else None
        sizes = {kind: look if kind is CodeKind.LOOK else deep for kind in CodeKind}
        self.heads = nn.ModuleDict(
            {kind.value: nn.Linear(sizes[kind], number) for kind, number in self.bits.items()}
        )

    @property
    def output_names(self) -> list[str]:
        """Return the names of what `forward` gives, in that order."""
        tags = [TAGS] if self.backbone.has_classifier else []
        return [*(kind.value for kind in self.bits), *tags]

    def region_boxes(self, side: int) -> list[CropBox]:
        """Return the windows of `regions` for an input of `side` pixels, in its fractions.

        Raises:
            UserError: the side is too small.
        """
        return region_boxes(self.backbone.architecture, side)

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """Return `images` (N, H, W, 3) uint8 to the outputs of `output_names`.

        Each is (N, bits) float, but regions (N, 9, bits) and tags (N, 1000).
        """
        pixels = self.backbone.normalise(images)
        maps = self.backbone(pixels)
        features = {CodeKind.SUBJECT: _scaled(self.subject_pool(maps.deep))}
        if self.copy_pool is not None:
            features[CodeKind.COPY] = _scaled(self.copy_pool(maps.deep))
        if self.look_norm is not None:
            features[CodeKind.LOOK] = self.look_norm(look_features(pixels, maps))
        if CodeKind.REGIONS in self.bits:
            features[CodeKind.REGIONS] = _scaled(region_means(maps.deep))
        outputs = [self.heads[kind.value](features[kind]) for kind in self.bits]
        if self.backbone.has_classifier:
            outputs.append(self.backbone.classify(maps))
        return tuple(outputs)


def _scaled(features: Tensor) -> Tensor:
    """Return rows (..., C) made equally long, so that a faint picture is as sure of its bits as
    any.

    The length is that of numbers of about one, as a linear layer expects them.
    """
    return functional.normalize(features, dim=-1) * int(features.shape[-1]) ** 0.5
