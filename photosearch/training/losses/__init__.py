"""Define losses of metric learning and of learning to hash, one to a file.

All are modules whose call returns one number to be made small. What they are computed from:

- embeddings (N, D) and labels (N,);
- values (N, bits), the network's output in front of the sign, with labels, or alone where a loss
  says how codes should be spread.
"""

from __future__ import annotations

from photosearch.training.losses.base import (
    NoNegativesError,
    NoPositivesError,
    sign_straight_through,
)
from photosearch.training.losses.centres import CSQLoss, OrthogonalCentresLoss
from photosearch.training.losses.contrastive import ContrastiveLoss
from photosearch.training.losses.copies import CopyLoss
from photosearch.training.losses.dpsh import DPSHLoss
from photosearch.training.losses.fast_ap import FastAPLoss
from photosearch.training.losses.greedy_hash import GreedyHashLoss
from photosearch.training.losses.hashnet import HashNetLoss
from photosearch.training.losses.n_pair import NPairLoss
from photosearch.training.losses.nested import NestedLoss
from photosearch.training.losses.nt_xent import NTXentLoss
from photosearch.training.losses.proxy_anchor import ProxyAnchorLoss
from photosearch.training.losses.regularisers import (
    BitBalanceLoss,
    CodeDistanceLoss,
    DecorrelationLoss,
    DifferentialEntropyLoss,
    QuantisationLoss,
    SimilarityDistillationLoss,
)
from photosearch.training.losses.triplet import TripletLoss
from photosearch.training.losses.weighted_sum import WeightedSum

__all__ = [
    "BitBalanceLoss",
    "CSQLoss",
    "CodeDistanceLoss",
    "ContrastiveLoss",
    "CopyLoss",
    "DPSHLoss",
    "DecorrelationLoss",
    "DifferentialEntropyLoss",
    "FastAPLoss",
    "GreedyHashLoss",
    "HashNetLoss",
    "NPairLoss",
    "NTXentLoss",
    "NestedLoss",
    "NoNegativesError",
    "NoPositivesError",
    "OrthogonalCentresLoss",
    "ProxyAnchorLoss",
    "QuantisationLoss",
    "SimilarityDistillationLoss",
    "TripletLoss",
    "WeightedSum",
    "sign_straight_through",
]
