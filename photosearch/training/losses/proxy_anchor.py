"""Learn a proxy for each class, to which all rows of the batch are pulled or from which pushed.

Kim, Kim, Cho and Kwak, "Proxy Anchor Loss for Deep Metric Learning", CVPR 2020; the computation is
that of pytorch-metric-learning.
"""

from __future__ import annotations

from pytorch_metric_learning import losses
from torch import Tensor, nn

from photosearch.training.losses.base import in_full_precision


class ProxyAnchorLoss(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Compute soft maxima of the cosines' shortfall for positives, and of their excess for
    negatives.

    The mean over the proxies with positives in the batch of
    log(1 + sum over positives of exp(-alpha (cos - margin))), plus the mean over all proxies of
    log(1 + sum over negatives of exp(alpha (cos + margin))).

    The proxies are learned: give the loss's parameters to the optimiser, too, with a learning rate
    far (the authors: 100 times) above the network's.

    Args:
        classes: number of labels.
        dim: numbers in an embedding.
        margin: of the cosine.
        alpha: the larger, the more the worst rows count.
    """

    def __init__(self, classes: int, dim: int, *, margin: float = 0.1, alpha: float = 32.0) -> None:
        super().__init__()
        self.loss = losses.ProxyAnchorLoss(classes, dim, margin=margin, alpha=alpha)

    @in_full_precision
    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Return the loss, at least 0.

        Args:
            embeddings: (N, dim) float, of any length.
            labels: (N,) int64 below `classes`.
        """
        loss: Tensor = self.loss(embeddings, labels)
        return loss
