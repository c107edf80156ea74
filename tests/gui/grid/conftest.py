"""A grid of 100 photos of the fake library, on its own."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.gui.grid.accessible_grid import accessible
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import PhotoList
from photosearch.gui.grid.pixmaps import PixmapCache
from photosearch.gui.grid.view import GridView
from photosearch.gui.runtime.background import BackgroundRunner


class Faults(list):
    def __call__(self, error) -> None:
        self.append(error)


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def photos(qapp) -> PhotoList:
    return PhotoList()


@pytest.fixture
def loader(bridge, threads, library, faults) -> ThumbnailLoader:
    loader = ThumbnailLoader(BackgroundRunner(bridge, threads.thumbnails, faults), PixmapCache())
    loader.set_library(library)
    return loader


@pytest.fixture
def view(qtbot, photos, loader) -> GridView:
    view = GridView(photos, loader)
    accessible(view)
    qtbot.addWidget(view)
    view.resize(800, 600)
    photos.set_photos(np.arange(100, 0, -1, dtype=np.int64))
    with qtbot.waitExposed(view):
        view.show()
    return view
