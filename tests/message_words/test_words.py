"""There are words for each code, and the command line says them with all their values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.message_codes import CheckCode, OwnerCode
from photosearch.message_words.command_line import message_text
from photosearch.message_words.words import ERRORS, MESSAGES
from photosearch.messages import Message, MessageCode
from tests.message_samples import ALL_CODES, sample, value_of


def test_there_are_words_for_each_code_and_no_others() -> None:
    assert ERRORS.keys() | MESSAGES.keys() == set(ALL_CODES)
    assert len(ERRORS) + len(MESSAGES) == len(ALL_CODES)


@pytest.mark.parametrize("code", ALL_CODES, ids=str)
def test_words_have_all_values(code: MessageCode) -> None:
    sentence = message_text(sample(code))
    whole = f"{sentence:whole}"
    assert "{" not in whole
    for name in code.names:
        value = value_of(name)
        if isinstance(value, Message):
            said = f"{message_text(value):phrase}"[1:]
        elif isinstance(value, datetime):
            said = "2001-02-03"
        elif isinstance(value, tuple):
            said = str(value[1])
        else:
            said = str(value)
        assert said in whole, name
    if isinstance(code, ErrorCode):
        assert sentence.endswith((".", ">", "?"))
        assert sentence.next_step


def test_one_and_many() -> None:
    one = Message(CheckCode.PHOTOS_WITHOUT_THUMBNAIL, count=1)
    assert message_text(one) == "1 photo has no thumbnail."
    many = Message(CheckCode.PHOTOS_WITHOUT_THUMBNAIL, count=1234)
    assert message_text(many) == "1,234 photos have no thumbnail."


def test_a_moment_of_today_has_no_date() -> None:
    def said(since: datetime) -> str:
        window = Message(OwnerCode.WINDOW)
        code = ErrorCode.LIBRARY_IN_USE_BY
        folder = Path("/a")
        return message_text(Message(code, folder=folder, owner=window, process=7, since=since))

    now = datetime.now(UTC)
    assert said(now).endswith(f"since {now.astimezone():%H:%M}.")
    before = now - timedelta(days=2)
    assert said(before).endswith(f"(process 7) since {before.astimezone():%Y-%m-%d %H:%M}.")
