"""Define a recipe's config, declared once: its fields are the options of the command line too."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

from photosearch.training.console import Job, present_job

_Config = TypeVar("_Config")


def option(help: str, **limits: Any) -> Any:
    """Return what the command line says about a field, to stand in its `Annotated` type.

    Args:
        help: what it is.
        limits: `min` and `max` of a number.
    """
    return typer.Option(help=help, **limits)


def command(config: type[_Config], run: Callable[[_Config, Job], object]) -> Callable[..., None]:
    """Return a function that Typer takes: one option per field of `config`, then `run` with the
    config and the job of the command that runs.

    A field without a default must be given; a tuple of numbers is given with commas between. One
    declared with `typer.Argument` is given without a name.

    Raises:
        TypeError: a field was not declared with `option`.
    """
    hints = get_type_hints(config, include_extras=True)
    parameters = []
    for field in _in_order(config):
        hint = hints[field.name]
        kind, *extras = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        if not extras or not isinstance(extras[0], OptionInfo | ArgumentInfo):
            raise TypeError(f"{config.__name__}.{field.name} has no option(...) with a help text")
        choice, default = copy(extras[0]), field.default
        if isinstance(choice, OptionInfo):
            name = field.name.replace("_", "-")
            choice.param_decls = (f"--{name}/--no-{name}",) if kind is bool else (f"--{name}",)
        if isinstance(default, tuple):
            choice.parser, choice.metavar = numbers, "NUMBER,..."
            kind, default = tuple, ",".join(map(str, default))
        parameters.append(
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if default is dataclasses.MISSING else default,
                annotation=Annotated[kind, choice],
            )
        )

    def run_with_options(**values: Any) -> None:
        run(config(**values), present_job())

    run_with_options.__doc__ = config.__doc__
    # Typer reads the options from here.
    run_with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run_with_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return run_with_options


def _in_order(config: type) -> list[dataclasses.Field[Any]]:
    """Return the fields: those that must be given, then the config's own, then inherited ones."""
    nearest_first = [name for each in config.__mro__ for name in inspect.get_annotations(each)]
    return sorted(
        dataclasses.fields(config),
        key=lambda each: (
            each.default is not dataclasses.MISSING,
            nearest_first.index(each.name),
        ),
    )


def numbers(text: str | tuple[int, ...]) -> tuple[int, ...]:
    """Return whole numbers with commas between, as on the command line."""
    if isinstance(text, tuple):
        return text
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a list of whole numbers like 97,129") from error


def settings_of(config: Any, *, besides: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the config's values for a checkpoint: all but paths and `besides`, which change no
    result."""
    return {
        field.name: value
        for field in dataclasses.fields(config)
        if not isinstance(value := getattr(config, field.name), Path) and field.name not in besides
    }
