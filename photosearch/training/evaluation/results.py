"""Hold the whole outcome of an evaluation, and write its JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import photosearch
from photosearch.core.errors import UserError
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation.copy_protocol import CopyResult, CopyRow
from photosearch.training.evaluation.labelled_protocol import CodeRow, LabelledResult, LabelledRow
from photosearch.training.evaluation.ranked import RECALL_LEVELS

_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold what was asked and what came out."""

    title: str
    command: str
    models: Mapping[str, str]
    """Titles to what is known of the models: "MobileNetV2 ..., int8"."""
    labelled: LabelledResult | None
    copies: CopyResult | None


def as_json(evaluation: Evaluation) -> str:
    """Return the figures as JSON text; shares are between 0 and 1."""
    values: dict[str, Any] = {
        "photosearch": photosearch.__version__,
        "command": evaluation.command,
        "models": dict(evaluation.models),
    }
    if evaluation.labelled is not None:
        values["labelled"] = _labelled(evaluation.labelled)
    if evaluation.copies is not None:
        values["copies"] = _copies(evaluation.copies)
    return json.dumps(_rounded(values), indent=1, ensure_ascii=False) + "\n"


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` by a temporary file and a replace.

    Raises:
        UserError: the file cannot be written.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UserError.in_words(
            f"{path} cannot be written ({error.strerror}).", "Name a file in another folder."
        ) from error


def check_writable(path: Path, endings: tuple[str, ...]) -> None:
    """Refuse a wrong name before minutes are spent on its content.

    Raises:
        UserError: another kind of file, or no such folder.
    """
    if path.suffix.lower() not in endings:
        raise UserError.in_words(
            f"{path.name} is no name for this file.", f"Let it end in {' or '.join(endings)}."
        )
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UserError.in_words(
            f"{path} cannot be written.", "Name a file in a folder that exists."
        )


def _labelled(result: LabelledResult) -> dict[str, Any]:
    return {
        "queries": _set(result.queries),
        "database": _set(result.database),
        "classes": result.classes,
        "leave_one_out": result.leave_one_out,
        "unreadable": list(result.unreadable),
        "rows": [_row(row) for row in result.rows],
        "codes": [_code_row(row) for row in result.codes],
    }


def _row(row: LabelledRow) -> dict[str, Any]:
    figures = row.figures
    return {
        "encoder": row.encoder,
        "output": row.output,
        "stored": row.stored,
        "distance": row.distance,
        "reranking": row.reranking or None,
        "group": row.group,
        "queries": figures.queries,
        "queries_without_right_answers": figures.unanswerable,
        "map": figures.mean_average_precision,
        "map_at": figures.map_at,
        "precision_at": figures.precision_at,
        "recall_at": figures.recall_at,
        "recall_at_1": figures.recall_at_1,
        "precision_within_2_bits": figures.precision_within_radius,
        "queries_with_nothing_within_2_bits": figures.nothing_within_radius,
        "queries_per_second": row.queries_per_second,
        "precision_recall": {
            "recall": RECALL_LEVELS.tolist(),
            "precision": figures.precision_at_recall.tolist(),
        },
    }


def _code_row(row: CodeRow) -> dict[str, Any]:
    values = row.statistics._asdict()
    values["entropies"] = row.statistics.entropies.tolist()
    values |= {"encoder": row.encoder, "output": row.output}
    if row.histogram is not None:
        values["distances_same_class"] = row.histogram.same.tolist()
        values["distances_other_class"] = row.histogram.different.tolist()
    return values


def _copies(result: CopyResult) -> dict[str, Any]:
    return {
        "originals": _set(result.originals),
        "distractors": _set(result.distractors) if result.distractors is not None else None,
        "unreadable": list(result.unreadable),
        "rows": [_copy_row(row) for row in result.rows],
    }


def _copy_row(row: CopyRow) -> dict[str, Any]:
    return {
        "encoder": row.encoder,
        "output": row.output,
        "stored": row.stored,
        "distance": row.distance,
        "uap": row.figures.micro_ap,
        "recall_at_90_precision": row.figures.recall_at_90,
        "recall_at_1": row.figures.recall_at_1,
        "recall_at_1_by_edit": dict(row.found_first),
    }


def _set(photos: PhotoSet) -> dict[str, Any]:
    return {"set": photos.archive.name, "photos": len(photos)}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, Mapping):
        return {str(name): _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value
