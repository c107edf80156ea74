"""Errors in the words of the command line, so that tests can look for what a user reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.message_words.command_line import message_text
from photosearch.messages import Message, Sentence

Error = TypeVar("Error", bound=UserError | UnreadablePhoto)


def text_of(error: object) -> Sentence:
    """Return what the command line says of an error or a message; "" for None."""
    match error:
        case None:
            return Sentence("")
        case Message():
            return message_text(error)
        case UnreadablePhoto():
            return message_text(error.detail)
        case UserError():
            return message_text(error.message)
        case _:
            raise TypeError(f"{error!r} is no error")


@contextmanager
def raises_text(kind: type[Error], words: str) -> Iterator[pytest.ExceptionInfo[Error]]:
    """See that an error is raised of which is told what the regular expression `words` finds."""
    with pytest.raises(kind) as caught:
        yield caught
    sentence = f"{text_of(caught.value):whole}"
    assert re.search(words, sentence), sentence
