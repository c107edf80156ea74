"""Train a network until held-out photos find no better, as several recipes do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from torch import nn

from photosearch.core.codes import CodeKind
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import option
from photosearch.training.console import Job
from photosearch.training.fit.batches import LoadedPhotos, load_photos
from photosearch.training.fit.loop import Batches, Step, TrainResult, Validate, fit
from photosearch.training.recipe_parts.checks import check_bits, check_labelled_recipe
from photosearch.training.recipe_parts.data import Splits
from photosearch.training.recipe_parts.encoding import encode_images
from photosearch.training.recipe_parts.model_folder import export_model, notes, record
from photosearch.training.recipe_parts.options import (
    BackboneName,
    BackboneRate,
    Bits,
    Dim,
    LabelledData,
    LoopOptions,
    Pooling,
    Side,
    Weights,
)
from photosearch.training.recipe_parts.projected import ProjectedNetwork
from photosearch.training.recipe_parts.start import origin_of, start_backbone
from photosearch.training.recipe_parts.validation import embed_all, retrieval_metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class FineTuningOptions(LoopOptions):
    """Declare what these recipes let choose."""

    weights: Weights = "pretrained"
    backbone: BackboneName = "mobilenet_v2"
    bits: Bits = 256
    side: Side = 161
    epochs: Annotated[int, option("At most.", min=1)] = 20
    patience: Annotated[int, option("Epochs without progress after which to stop.", min=0)] = 5
    learning_rate: Annotated[float, option("Of the new layers, at its highest.")] = 1e-3
    backbone_rate: BackboneRate = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingOptions(FineTuningOptions):
    """Declare what those let choose that learn embeddings of classes."""

    data: LabelledData
    pooling: Pooling = "gem"
    fusion: Annotated[bool, option("Join early features with the deep ones.")] = False
    dim: Dim = 256

    def embedding(self) -> EmbeddingNetwork:
        """Return backbone, pooling and a linear layer to the embedding."""
        backbone = start_backbone(self.backbone, self.weights)
        return EmbeddingNetwork(backbone, self.pooling, self.fusion, self.dim)


def fine_tune(
    config: FineTuningOptions,
    module: nn.Module,
    batches: Batches,
    step: Step,
    validate: Validate,
    job: Job,
    *,
    backbone: str,
    free: tuple[str, ...] = (),
) -> TrainResult:
    """Train `module` in place until `validate` finds it no better.

    Args:
        config: how.
        module: with a backbone, and layers that are new.
        batches: see `fit`.
        step: see `fit`.
        validate: see `fit`.
        job: who may cancel.
        backbone: how the names of the backbone's parameters begin.
        free: options that do not change the training, besides those of the loop.
    """
    return fit(
        module,
        batches,
        step,
        config.fit_config(
            epochs=config.epochs,
            learning_rate=config.learning_rate,
            rate_factors={backbone: config.backbone_rate},
            patience=config.patience,
        ),
        validate=validate,
        checkpoint=config.checkpoint(*free),
        on_progress=job.on_progress,
        control=job.control,
    )


def check_embedding_recipe(config: EmbeddingOptions) -> Splits:
    """Return the photos, if all is there that the training and its export need.

    Raises:
        UserError: something is missing; says what.
    """
    parts = check_labelled_recipe(config.data, config.out, config.weights)
    check_bits(config.bits, photos=len(parts.train), features=config.dim)
    return parts


def export_embedding(
    config: EmbeddingOptions,
    embedding: EmbeddingNetwork,
    parts: Splits,
    held_out: LoadedPhotos,
    fitted: TrainResult,
    job: Job,
    *,
    recipe: str,
    name: str,
) -> dict[str, float]:
    """Write the model folder, whose codes are embeddings by ITQ, and the backbone alone.

    Args:
        config: of the recipe.
        embedding: trained.
        parts: the photos; ITQ is fitted to those that were trained on.
        held_out: photos that search each other.
        fitted: how the training went.
        job: who may cancel.
        recipe: module of the recipe.
        name: of the model.

    Returns:
        The figures, which `out` and the model folder have, too: embeddings by cosine, the exported
        codes by Hamming distance.
    """
    embedding = embedding.cpu()
    known = load_photos(parts.train, config.side, control=job.control).images
    known_rows = embed_all(embedding, known, config.side)
    folder = config.out / "model"
    encoder = export_model(
        ProjectedNetwork(embedding, "itq", known_rows, config.bits, config.seed),
        folder,
        name=name,
        side=config.side,
        bits={CodeKind.SUBJECT.value: config.bits},
        origin=origin_of(config.weights),
        training=notes(recipe, config, parts, fitted),
    )
    embedding.backbone.save(config.out / "backbone.safetensors")
    measured = retrieval_metrics(
        embed_all(embedding, held_out.images, config.side),
        encode_images(encoder, held_out.images.numpy(), job),
        held_out.labels.numpy(),
    )
    record(config.out, folder, measured)
    return measured
