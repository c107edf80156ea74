"""Define the command line of the training: what `photosearch-train ARGS` does."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

import typer

from photosearch.core.errors import ExitCode
from photosearch.core.tuning import TOOLS
from photosearch.training.console import listen, run_app
from photosearch.training.lines import listener_of_this_process

_RECIPES: Mapping[str, str] = MappingProxyType(
    {
        "features-only": "features_only",
        "metric": "metric",
        "classification": "classification",
        "end-to-end-hash": "end_to_end_hash",
        "copy-detection": "copy_detection",
        "finetune-library": "finetune_library",
        "three-stages": "three_stages",
        "compare-hashing": "compare_hashing",
        "few-labels": "few_labels",
        "co-clustering": "co_clustering",
        "cross-domain": "cross_domain",
        "cifar10": "cifar10",
        "default-model": "default_model",
        "verification": "verification",
        "words": "words",
        "products": "products",
    }
)
"""Commands of `train`, in the order in which a newcomer tries them, and their modules."""
_FOR_USERS = "finetune-library"
"""Wants no data set, only a library: a command of its own, too."""


def main(args: Sequence[str] | None = None) -> int:
    """Do what `args` (those of the process unless given) say; the exit code."""
    missing = [name for name in TOOLS if importlib.util.find_spec(name) is None]
    if missing:
        sys.stderr.write(
            f"Training needs more than is installed ({missing[0]} is missing).\n"
            'Install the extra "train": pip install "photosearch[train]"\n'
        )
        return int(ExitCode.USER_ERROR)
    return run_app(make_app(), args, name="photosearch-train")


def make_app() -> typer.Typer:
    """Return the commands. Imports torch: call it only where the extra "train" is installed."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        help="Train, evaluate and export encoders for PhotoSearch.",
    )
    app.callback()(_tell_in)
    train = typer.Typer(no_args_is_help=True, help="Train with a ready recipe.")
    for name, module in _RECIPES.items():
        recipe = importlib.import_module(f"photosearch.training.recipes.{module}")
        train.command(name)(recipe.run_with_options)
        if name == _FOR_USERS:
            app.command(name)(recipe.run_with_options)
    app.add_typer(train, name="train")
    importlib.import_module("photosearch.training.evaluation.commands").register(app)
    return app


class ProgressForm(StrEnum):
    """Name how progress is told."""

    TEXT = "text"
    JSON = "json"


def _tell_in(
    progress: Annotated[
        ProgressForm,
        typer.Option(
            help="json: in JSON lines on standard output, for a program that runs this; "
            "`cancel` or the end of standard input cancels."
        ),
    ] = ProgressForm.TEXT,
) -> None:
    if progress is ProgressForm.JSON:
        listen(listener_of_this_process())


if __name__ == "__main__":
    sys.exit(main())
