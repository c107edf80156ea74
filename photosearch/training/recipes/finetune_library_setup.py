"""Make ready what `finetune-library` works on, by what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from onnx import ModelProto

from photosearch import paths, settings_file
from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.model_card import ModelCard
from photosearch.core.tuning import LEAST_PHOTOS, MOST_PHOTOS, VIEWS
from photosearch.inference.models import load_card, locate_model, verify
from photosearch.settings import Settings
from photosearch.training.config_options import option
from photosearch.training.library_tuning import tuned_model
from photosearch.training.library_tuning.features import FeatureTable
from photosearch.training.library_tuning.library_photos import LibraryPhoto, read_library
from photosearch.training.library_tuning.output_layers import OutputLayer, find_layer, load_graph
from photosearch.training.recipe_parts.checks import check_out_folder
from photosearch.training.recipe_parts.options import Seed

_ROOM = 200_000_000
"""Bytes that the features of thousands of photos and the new model take."""
FREE = ("library", "name", "start_from", "work", "models", "workers")
"""Options that change no result: a run goes on with others."""


@dataclass(frozen=True, slots=True)
class FinetuneLibraryConfig:
    """Fit an encoder to the photos of your library, as a new model to switch to."""

    library: Annotated[
        Path | None,
        option("Folder of the library; your own unless given.", envvar="PHOTOSEARCH_LIBRARY"),
    ] = None
    name: Annotated[str, option("Of the new model.")] = "my-photos"
    start_from: Annotated[
        str | None, option("Name or folder of a model; the one that the library uses unless given.")
    ] = None
    photos: Annotated[int, option("Learn from so many photos at most.", min=LEAST_PHOTOS)] = (
        MOST_PHOTOS
    )
    views: Annotated[int, option("Edited views of each photo.", min=1, max=20)] = VIEWS
    labels: Annotated[bool, option("Learn from folders, keywords and your answers, too.")] = True
    epochs: Annotated[int, option("Rounds over the photos at most.", min=1)] = 40
    patience: Annotated[int, option("Rounds without progress after which to stop.", min=0)] = 8
    learning_rate: Annotated[float, option("As a share of the weights' size.")] = 0.02
    batch: Annotated[int, option("Photos in a batch.", min=2)] = 128
    models: Annotated[
        Path | None, option("Folder to put the model into; where yours belong unless given.")
    ] = None
    work: Annotated[
        Path | None, option("Folder for what is kept to go on after an interruption.")
    ] = None
    workers: Annotated[
        int | None, option("Worker processes; as the settings say unless given.", min=1)
    ] = None
    seed: Seed = 0


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """Hold what one run works on."""

    settings: Settings
    library: Path
    start: Path
    """Folder of the model that is started from."""
    card: ModelCard
    graph: ModelProto
    layers: Mapping[str, OutputLayer]
    """By output, those that will learn."""
    work: Path
    target: Path


@dataclass(frozen=True, slots=True, eq=False)
class TuningPhotos:
    """Hold a part of the library's photos, with their features."""

    known: tuple[LibraryPhoto, ...]
    features: FeatureTable


def setup(config: FinetuneLibraryConfig) -> tuple[Tuning, tuple[LibraryPhoto, ...]]:
    """Return the library's photos, and the layers of the model to start from."""
    target = (config.models or paths.user_models_folder()) / config.name
    tuned_model.require_free(config.name, target)
    work = config.work or paths.user_models_folder().parent / "training" / config.name
    for folder in (target.parent, work):
        check_out_folder(folder, _ROOM)
    settings = settings_file.load(paths.settings_file())
    library = paths.absolute(config.library or paths.default_library())
    source = read_library(library, settings, config.photos, config.seed)
    start = locate_model(config.start_from) if config.start_from else source.model
    if start is None:
        raise UserError(ErrorCode.TUNING_ENCODER_GONE)
    card = load_card(start)
    verify(start, card)
    graph = load_graph(start / card.file)
    kinds = [kind.value for kind in (CodeKind.COPY, CodeKind.SUBJECT) if kind in card.bits]
    layers = {kind: find_layer(graph, kind) for kind in kinds}
    return Tuning(settings, library, start, card, graph, layers, work, target), source.photos
