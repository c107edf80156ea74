"""Losses of metric learning and of learning to hash, one to a file.

All are modules whose call returns one number to be made small. What they are computed from:

- embeddings (N, D) and labels (N,);
- values (N, bits), the network's output in front of the sign, with labels, or alone where a loss
  says how codes should be spread.
"""

from __future__ import annotations

from photosearch.training.losses.bit_balance import BitBalanceLoss
from photosearch.training.losses.csq import CSQLoss
from photosearch.training.losses.decorrelation import DecorrelationLoss
from photosearch.training.losses.differential_entropy import DifferentialEntropyLoss
from photosearch.training.losses.errors import NoNegativesError, NoPositivesError
from photosearch.training.losses.greedy_hash import GreedyHashLoss
from photosearch.training.losses.nt_xent import NTXentLoss
from photosearch.training.losses.quantisation import QuantisationLoss
from photosearch.training.losses.similarity_distillation import SimilarityDistillationLoss
from photosearch.training.losses.straight_through import sign_straight_through

__all__ = [
    "BitBalanceLoss",
    "CSQLoss",
    "DecorrelationLoss",
    "DifferentialEntropyLoss",
    "GreedyHashLoss",
    "NTXentLoss",
    "NoNegativesError",
    "NoPositivesError",
    "QuantisationLoss",
    "SimilarityDistillationLoss",
    "sign_straight_through",
]
