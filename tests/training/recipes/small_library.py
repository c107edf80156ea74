"""A library of small photos, and a small encoder with all kinds of last layers, for tuning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch import paths
from photosearch.core.jobs import JobControl
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.training.export import MODEL_FILE, export_onnx, write_card
from tests.photos import make_photo

SIDE = 32
BITS = 32
NAMES = ("copy", "look", "subject")
NAME = "small-one"


class SmallEncoder(nn.Module):
    """One convolution; `copy` ends in a normalisation, `subject` in a linear layer."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.conv = nn.Conv2d(3, 24, 5, 3)
        self.copy, self.look, self.subject = (nn.Linear(24, BITS) for _ in range(3))
        self.balance = nn.BatchNorm1d(BITS, affine=True)
        self.balance.running_mean.normal_(0, 0.1)
        self.balance.running_var.uniform_(0.5, 2)
        nn.init.uniform_(self.balance.weight, 0.5, 2)

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        maps = self.conv(images.permute(0, 3, 1, 2).float() / 127.5 - 1).relu()
        means = maps.mean((2, 3))
        rows = functional.normalize(means)
        return self.balance(self.copy(means)), self.look(rows), self.subject(rows)


def write_model(folder: Path, seed: int = 0, **card: Any) -> Path:
    folder.mkdir(parents=True)
    export_onnx(SmallEncoder(seed).eval(), NAMES, SIDE, folder / MODEL_FILE)
    entries = {
        "name": folder.name,
        "version": "1",
        "input": {"width": SIDE, "height": SIDE, "fit": "stretch"},
        "bits": dict.fromkeys(NAMES, BITS),
    }
    write_card(folder, entries | card)
    return folder


def make_library(root: Path, photos: int = 90, folders: int = 3) -> Path:
    """root/photos/N/NN.png and root/library, which is returned; its encoder is `NAME`."""
    for number in range(photos):
        make_photo(root / "photos" / str(number % folders) / f"{number:02}.png", number, (64, 48))
    if not (paths.user_models_folder() / NAME).exists():
        write_model(paths.user_models_folder() / NAME)
    library = root / "library"
    with Library.open(library, Settings(model=NAME)) as opened:
        opened.add_root(root / "photos")
        opened.index(control=JobControl())
    return library
