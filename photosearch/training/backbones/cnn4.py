"""Define a small convolutional network of four layers, to be trained from scratch."""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn

CHANNELS = (32, 64, 128, 256)
"""Of the four layers."""


class Cnn4(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute four times: 3 x 3 convolution, batch norm, ReLU, 2 x 2 maximum; then a linear
    classifier.

    Args:
        num_classes: of the classifier, named as in torchvision.
    """

    def __init__(self, num_classes: int = 1000) -> None:
        super().__init__()
        layers = OrderedDict[str, nn.Module]()
        before = 3
        for number, channels in enumerate(CHANNELS):
            layers[str(number)] = nn.Sequential(
                nn.Conv2d(before, channels, 3, padding=1, bias=False),
                nn.BatchNorm2d(channels),
                nn.ReLU(inplace=True),
                nn.MaxPool2d(2),
            )
            nn.init.kaiming_normal_(layers[str(number)][0].weight, nonlinearity="relu")
            before = channels
        self.features = nn.Sequential(layers)
        self.classifier = nn.Linear(before, num_classes)

    def forward(self, pixels: Tensor) -> Tensor:
        """Return normalised `pixels` (N, 3, H, W), sides of 16 or more, to class logits (N,
        classes)."""
        return self.classifier(self.features(pixels).mean((2, 3)))
