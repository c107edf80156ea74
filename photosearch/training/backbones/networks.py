"""Map images to embeddings, images to codes: what the recipes train."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.backbones.backbone import Backbone
from photosearch.training.backbones.fusion import ShallowDeepFusion
from photosearch.training.backbones.pooling import HierarchicalAttentionPool, build_pooling

HIERARCHICAL = "hierarchical-attention"
"""The pooling that looks at every stage."""


class EmbeddingNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent backbone, pooling, and a linear layer; rows of unit length, to be compared by
    cosine.

    Args:
        backbone: made by `build`.
        pooling: a name of `POOLINGS`, or `HIERARCHICAL`, which pools all stages.
        fusion: whether early features are joined with the deep ones.
        dim: numbers in an embedding; None leaves the linear layer out.

    Raises:
        UserError: there is no such pooling.
    """

    def __init__(
        self,
        backbone: Backbone,
        pooling: str = "average",
        fusion: bool = False,
        dim: int | None = None,
    ) -> None:
        super().__init__()
        early, _, deep = backbone.channels
        self.backbone = backbone
        self.pool = (
            HierarchicalAttentionPool(backbone.channels, deep)
            if pooling == HIERARCHICAL
            else build_pooling(pooling, deep)
        )
        self.early_pool = build_pooling(pooling, early) if fusion else None
        self.fusion = ShallowDeepFusion() if fusion else None
        size = deep + early if fusion else deep
        self.linear = nn.Identity() if dim is None else nn.Linear(size, dim)
        self.dim = size if dim is None else dim

    def embed(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) uint8 to embeddings of any length, (N, dim)."""
        maps = self.backbone(self.backbone.normalise(images))
        hierarchical = isinstance(self.pool, HierarchicalAttentionPool)
        features = self.pool(maps if hierarchical else maps.deep)
        if self.fusion is not None and self.early_pool is not None:
            features = self.fusion([self.early_pool(maps.early), features])
            # Numbers of about one, as a layer behind expects them, rather than a unit's parts.
            features = features * int(features.shape[1]) ** 0.5
        return self.linear(features)

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) uint8 to embeddings (N, dim) float, rows of unit length."""
        return functional.normalize(self.embed(images))


class HashNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent an embedding network and a hash layer; the signs of its values are the bits.

    Args:
        embedding: the network below.
        bits: length of the codes.
        batch_norm: centre and scale each bit by batch statistics, which keeps bits balanced.
    """

    def __init__(self, embedding: EmbeddingNetwork, bits: int, *, batch_norm: bool = False) -> None:
        super().__init__()
        self.embedding = embedding
        self.hash = nn.Linear(embedding.dim, bits)
        self.norm = nn.BatchNorm1d(bits) if batch_norm else nn.Identity()
        self.bits = bits

    def embed_and_hash(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Return `images` (N, H, W, 3) uint8 to unit-length embeddings (N, dim) and values (N,
        bits)."""
        embedded = self.embedding.embed(images)
        return functional.normalize(embedded), self.norm(self.hash(embedded))

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) uint8 to values (N, bits) float, in front of the sign."""
        return self.embed_and_hash(images)[1]
