"""Ask the user before something is done."""

from __future__ import annotations

import sys

import typer

from photosearch.core.errors import Cancelled, UserError


def confirm(question: str) -> None:
    """Go on only if the user says yes.

    Raises:
        UserError: nobody is there to answer.
        Cancelled: the answer is no.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError.in_words(f"{question} Nobody is there to answer.", "Say --yes to do it.")
    try:
        agreed = typer.confirm(question, err=True)
    except typer.Abort:  # end of input
        agreed = False
    if not agreed:
        raise Cancelled
