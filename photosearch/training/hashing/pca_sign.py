"""Signs of the principal components.

Wang, Kumar and Chang, "Semi-Supervised Hashing for Scalable Image Retrieval", CVPR 2010, without
labels; Gong and Lazebnik, CVPR 2011, call it "PCA-Direct".
"""

from __future__ import annotations

import numpy as np

from photosearch.training.hashing.hasher import Features, Projection, TooFewFeaturesError
from photosearch.training.hashing.principal_components import principal_components


def fit_pca_sign(features: Features, bits: int) -> Projection:
    """A projection on the `bits` strongest components, strongest first; values have zero mean.

    Args:
        features: (n, d), n and d at least `bits`.
        bits: length of the codes.

    Raises:
        TooFewFeaturesError: there are fewer photos or features than bits.
    """
    if min(features.shape) < bits:
        raise TooFewFeaturesError(features, bits)
    mean = features.mean(axis=0, dtype=np.float64)
    _, axes = principal_components(features - mean, bits)
    return Projection(axes.T.astype(np.float32), (-mean @ axes).astype(np.float32))
