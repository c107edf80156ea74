"""Give a command an option for each filter, made from the declaration in `core.filters`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from photosearch.cli import values
from photosearch.core.filters import FILTERS, Filter, FilterKind, Filters


@dataclass(frozen=True, slots=True)
class FilterOption:
    """Describe the option of a filter."""

    flag: str
    metavar: str
    help: str
    parse: Callable[[Any], Any] = lambda given: given
    """Return the value of the field, or one or several of its values, for what was given; raise
    typer.BadParameter if it is wrong. Not called where the declaration has the choices."""


OPTIONS = {
    "folders": FilterOption(
        "--in",
        "FOLDER",
        "Only photos in this folder; it need not be in the library.",
        values.parse_folder,
    ),
    "since": FilterOption(
        "--since",
        "DATE",
        "Taken then or later: 2024, 2024-05, 2024-05-17, 30d, 12w, 6m, 2y.",
        values.parse_since,
    ),
    "until": FilterOption(
        "--until",
        "DATE",
        "Taken then or earlier: that year, month, day or minute included to its end.",
        values.parse_until,
    ),
    "date_errors": FilterOption(
        "--date-error",
        "KIND",
        "missing, future, before-1900, or epoch: dates that a wrong clock gave.",
    ),
    "area": FilterOption(
        "--area",
        "S,W,N,E",
        "Taken between these degrees of latitude and longitude, the date line crossed if W > E: "
        "47.9,11.3,48.3,11.8.",
        values.parse_area,
    ),
    "cameras": FilterOption("--camera", "NAME", "Part of the camera's name."),
    "lenses": FilterOption("--lens", "NAME", "Part of the lens's name."),
    "formats": FilterOption(
        "--format", "NAME", "jpeg, png, heic, ..., or raw for any camera's.", values.parse_format
    ),
    "min_rating": FilterOption("--min-rating", "STARS", "At least so many stars."),
    "text": FilterOption(
        "--text",
        "WORDS",
        "Words in the file's name, its folder, caption, keywords, camera, lens or the encoder's "
        "labels.",
        values.parse_text,
    ),
    "keywords": FilterOption("--keyword", "WORD", "Has this keyword."),
    "copies": FilterOption("--copies", "yes", "yes: there are copies of it in the library."),
    "orientations": FilterOption("--orientation", "SHAPE", "landscape, portrait or square."),
}
"""By the name of the field of `Filters`, in the order of `--help`."""

_FILTER_OF = {field: each for each in FILTERS.values() for field in each.fields}


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` an option for each filter, in place of its parameter `filters`.

    What is wrong with a value is raised as typer.BadParameter before the command runs.
    """

    @functools.wraps(command)
    def run(**arguments: Any) -> None:
        given = {name: arguments.pop(_parameter(option)) for name, option in OPTIONS.items()}
        command(**arguments, filters=_filters_of(given))

    hints = get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name != "filters":
            parameters.append(parameter.replace(annotation=hints[parameter.name]))
            continue
        parameters += [_option(_FILTER_OF[field], option) for field, option in OPTIONS.items()]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": None}
    return run


def _filters_of(given: dict[str, Any]) -> Filters:
    """Return the filters of what was given for each field, None or empty where nothing was."""
    fields: dict[str, Any] = {}
    for field, value in given.items():
        option = OPTIONS[field]
        if isinstance(value, list):
            fields[field] = _values_of(_FILTER_OF[field], option, value)
        elif value is not None:
            fields[field] = _parsed(option, value)
    return Filters(**fields)


def _values_of(each: Filter, option: FilterOption, given: list[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for one in given:
        if isinstance(one, str) and not one.strip():  # a part of every name
            raise typer.BadParameter(f"{option.flag} needs something to look for.")
        value = _parsed(option, one, each.choices)
        found += value if isinstance(value, tuple) else [value]
    return tuple(found)


def _parsed(option: FilterOption, given: Any, choices: Sequence[str] = ()) -> Any:
    try:
        if choices:
            return values.parse_choice(given, option.flag.strip("-").replace("-", " "), choices)
        return option.parse(given)
    except typer.BadParameter as error:
        raise typer.BadParameter(f"{option.flag}: {error.message}") from None


def _option(each: Filter, option: FilterOption) -> inspect.Parameter:
    kind: Any
    help_text = option.help
    limits: dict[str, Any] = {}
    match each.kind:
        case FilterKind.FOLDER:
            kind, limits = list[Path] | None, {"readable": False}
        case FilterKind.NAME | FilterKind.VALUE:
            kind = list[str] | None
        case FilterKind.MINIMUM:
            kind, limits = int | None, {"min": each.low, "max": each.high}
        case _:
            kind = str | None
    if each.kind in (FilterKind.FOLDER, FilterKind.NAME, FilterKind.VALUE):
        help_text += " May be repeated: any of them."
    return inspect.Parameter(
        _parameter(option),
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            kind, typer.Option(option.flag, metavar=option.metavar, help=help_text, **limits)
        ],
    )


def _parameter(option: FilterOption) -> str:
    return f"filter_{option.flag.strip('-').replace('-', '_')}"
