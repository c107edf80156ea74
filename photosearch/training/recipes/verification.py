"""Tell in a model's card what a comparison of details leaves of a probability.

    python -m photosearch.training.recipes.verification --model models/default --data DATA \
        --work WORK

The encoder and its codes stay as they are. DATA is what `default_model.py` takes. The tables are
fitted to the photos that the model's calibration was fitted to and to further ones; tables that are
fitted to either of these groups are judged by the other one.
"""

from __future__ import annotations

import logging
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.inference.models import load_card, read_card_text
from photosearch.training import console
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.default_encoder import compared_answers, copy_sets, data
from photosearch.training.evaluation.feature_extractors import ModelFeatureExtractor
from photosearch.training.export import write_card

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VerificationConfig:
    """Measure what a comparison of details leaves of a probability, and write it into the card of a
    model; the encoder in it stays as it is."""

    model: Annotated[Path, option("Folder of the model, calibrated for copies.")]
    data: Annotated[Path, option("Folder with the photo sets, as zip files.")]
    work: Annotated[Path, option("Folder for what is gathered on the way.")]
    seed: Annotated[int, option("Of the pictures that are made.")] = 0


def run(config: VerificationConfig, job: Job) -> dict[str, Any]:
    """Return how well what is written into the card holds.

    Raises:
        ModelError: the model is not calibrated for copies.
    """
    card = load_card(config.model)
    codes = card.calibration.get(CodeKind.COPY)
    if codes is None:
        raise ModelError(ErrorCode.CARD_CALIBRATION_WRONG, output=CodeKind.COPY.value)
    sets = data.open_photo_sets(config.data, config.work, config.seed)
    extractor = ModelFeatureExtractor(config.model, (CodeKind.COPY.value,), title=card.name)
    photos = copy_sets.comparison_sets(sets, config.work)
    columns, figures = compared_answers.measure_compared(extractor, codes, photos, job)
    values = tomllib.loads(read_card_text(config.model))
    values["calibration"][CodeKind.COPY.value] |= columns
    values.setdefault("thresholds", {})["compared"] = figures
    write_card(config.model, values)
    log.info("%s", figures)
    return figures


run_with_options = command(VerificationConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "verification"))
