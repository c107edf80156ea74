"""Keep a training on disk: written whole or not at all, read back with a check that it fits."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError

_FORMAT = 1
_ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Set where a training is kept and how often.

    A run that finds the file goes on from it; one that was made with other settings or for
    another network is refused.
    """

    file: Path
    every_s: float = 60.0
    """Seconds between two writings; 0 writes after each step."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What must be the same for a run to go on: the recipe's options, texts and numbers."""


def architecture_of(module: nn.Module) -> dict[str, list[int]]:
    """Return names and shapes of all weights: what a checkpoint must fit."""
    return {name: list(value.shape) for name, value in module.state_dict().items()}


def write(
    checkpoint: Checkpoint, architecture: Mapping[str, list[int]], state: Mapping[str, Any]
) -> None:
    """Write `state` so that a kill at any moment leaves the old file or the new one.

    Raises:
        UserError: the file cannot be written.
    """
    content = {
        "format": _FORMAT,
        "settings": as_texts(checkpoint.settings),
        "architecture": dict(architecture),
        **state,
    }
    temporary = checkpoint.file.with_name(checkpoint.file.name + ".new")
    try:
        checkpoint.file.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as opened:
            torch.save(content, opened)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.replace(checkpoint.file)
    except (OSError, RuntimeError) as error:  # torch wraps a full disk in a RuntimeError
        raise UserError(
            ErrorCode.CHECKPOINT_UNWRITABLE, path=checkpoint.file, cause=str(error)
        ) from error


def read(checkpoint: Checkpoint, architecture: Mapping[str, list[int]]) -> dict[str, Any] | None:
    """Return what was written last, or None if there is no file.

    Raises:
        UserError: the file is no checkpoint, or one of another network or with other settings.
    """
    try:
        state = torch.load(checkpoint.file, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        return None
    except Exception as error:  # the unpickler raises anything when fed with junk
        cause = (str(error).splitlines() or ["empty"])[0]
        raise UserError(
            ErrorCode.CHECKPOINT_UNREADABLE, path=checkpoint.file, cause=cause
        ) from error
    if not isinstance(state, dict) or state.get("format") != _FORMAT:
        raise UserError(ErrorCode.CHECKPOINT_OTHER_VERSION, path=checkpoint.file)
    _check_architecture(checkpoint.file, state["architecture"], architecture)
    _check_settings(checkpoint.file, state["settings"], as_texts(checkpoint.settings))
    return state


def as_texts(settings: Mapping[str, Any]) -> dict[str, str]:
    """Return settings as texts, which compare and store alike whatever their type."""
    return {name: str(value) for name, value in settings.items()}


def _check_architecture(
    file: Path, stored: Mapping[str, list[int]], wanted: Mapping[str, list[int]]
) -> None:
    if stored == wanted:
        return
    name = next(name for name in [*wanted, *stored] if stored.get(name) != wanted.get(name))
    raise UserError(
        ErrorCode.CHECKPOINT_OTHER_NETWORK,
        path=file,
        name=name,
        found=_shape(stored.get(name)),
        expected=_shape(wanted.get(name)),
    )


def _shape(shape: list[int] | None) -> str:
    return _ABSENT if shape is None else " x ".join(map(str, shape)) or "1"


def _check_settings(file: Path, stored: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    if stored == wanted:
        return
    other = [name for name in {**wanted, **stored} if stored.get(name) != wanted.get(name)]
    changes = tuple(
        f"{name} {stored.get(name, _ABSENT)} → {wanted.get(name, _ABSENT)}" for name in other[:3]
    )
    raise UserError(ErrorCode.CHECKPOINT_OTHER_SETTINGS, path=file, names=changes)
