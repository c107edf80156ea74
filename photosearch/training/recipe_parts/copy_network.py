"""Define the network of the recipe `copy_detection.py`."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.backbones.backbone import Backbone
from photosearch.training.backbones.pooling import evened_out


class CopyNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute evened-out means of the last feature map, one layer, balanced bits.

    The square root lets weak features count too: what makes a picture itself is seldom what is
    strongest in it. The normalisation behind the layer makes each bit as often one as zero.
    """

    def __init__(self, backbone: Backbone, bits: int) -> None:
        super().__init__()
        size = backbone.channels[-1]
        self.backbone = backbone
        self.layer = nn.Linear(size, bits)
        self.balance = nn.BatchNorm1d(bits, affine=False)

    def means(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) to the means of the last feature map, (N, d)."""
        maps = self.backbone(self.backbone.normalise(images))
        return maps.deep.float().mean((2, 3))

    def features(self, means: Tensor) -> Tensor:
        """Return what the layer is applied to, from means (N, d); rows of equal length."""
        return evened_out(means.clamp_min(0))

    def forward(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) to values (N, bits)."""
        return self.balance(self.layer(self.features(self.means(images))))


class ExportedNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent the trained network as the program wants it: `copy`, and `subject` by ITQ without
    training, as no model goes without.
    """

    def __init__(self, network: CopyNetwork, subject: nn.Linear) -> None:
        super().__init__()
        self.network, self.subject = network, subject

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Return `images` (N, side, side, 3) uint8 to `copy` and `subject` values, (N, bits)
        each."""
        means = self.network.means(images)
        copy = self.network.balance(self.network.layer(self.network.features(means)))
        return copy, self.subject(functional.normalize(means))
