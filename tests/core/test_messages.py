"""Messages: a code with its values, made, compared, sent to other processes and stored."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary, UserError
from photosearch.core.message_codes import (
    DamageCode,
    DetailCode,
    FileKind,
    NoteCode,
    OwnerCode,
    VarietyCode,
    WordsCode,
    from_stored,
    in_words,
    owner_message,
    to_stored,
)
from photosearch.messages import Message, Sentence
from tests.message_samples import ALL_CODES, sample


@pytest.mark.parametrize("values", [{}, {"folder": Path("/a")}, {"path": Path("/a"), "name": "a"}])
def test_values_are_those_of_the_code(values: dict) -> None:
    with pytest.raises(TypeError, match="folder-missing"):
        UserError(ErrorCode.FOLDER_MISSING, **values)


def test_codes_are_unique() -> None:
    """A stored message is found again by its code, whatever enumeration it is of."""
    codes = [code.value for code in ALL_CODES]
    assert sorted(codes) == sorted(set(codes))


def test_a_message_is_a_value() -> None:
    message = Message(ErrorCode.FOLDER_MISSING, path=Path("/a"))
    same = Message(ErrorCode.FOLDER_MISSING, path=Path("/a"))
    assert message == same
    assert len({message, same, Message(ErrorCode.NOT_A_FOLDER, path=Path("/a"))}) == 2
    assert message != Message(ErrorCode.FOLDER_MISSING, path=Path("/b"))
    assert message != "folder-missing"
    with pytest.raises(AttributeError):
        message.code = ErrorCode.NOT_A_FOLDER


def test_the_log_has_code_and_values() -> None:
    error = CatalogError(ErrorCode.DISK_ERROR, path=Path("/a b"), cause="I/O error")
    assert str(error) == f"disk-error path={Path('/a b')} cause=I/O error"
    assert repr(error.message) == f"<Message {error}>"


def test_errors_come_whole_from_other_processes() -> None:
    class Odd(UserError):
        def __init__(self) -> None:
            super().__init__(ErrorCode.UNDO_EXPIRED)

    reason = Message(DetailCode.WORKER_KILLED, signal="SIGKILL")
    error = DamagedLibrary(ErrorCode.LIBRARY_DAMAGED, path=Path("/a"), reason=reason)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is DamagedLibrary
    assert again.message == error.message
    assert again.exit_code is error.exit_code
    make, arguments = Odd().__reduce__()  # also one whose own making takes other values
    assert make(*arguments).message == Odd().message


def test_an_error_is_made_of_what_another_process_told() -> None:
    told = from_stored(json.loads(json.dumps(to_stored(sample(ErrorCode.DISK_ERROR)))))
    assert UserError.of(told).message == sample(ErrorCode.DISK_ERROR)
    with pytest.raises(TypeError, match="tells no error"):
        UserError.of(sample(DetailCode.EMPTY_FILE))


@pytest.mark.parametrize("message", [sample(code) for code in ALL_CODES], ids=str)
def test_what_is_stored_comes_back(message: Message) -> None:
    stored = json.loads(json.dumps(to_stored(message)))
    kinds = (ErrorCode, DetailCode, FileKind, VarietyCode, DamageCode, NoteCode, WordsCode)
    if isinstance(message.code, kinds):
        assert from_stored(stored) == message


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("The file is empty.", "The file is empty."),
        ({"code": "code-of-2050", "x": 1}, "code-of-2050, 1"),
        ({"code": "file-forbidden-not", "path": "/a"}, "file-forbidden-not, /a"),
        ({"code": "folder-missing"}, "folder-missing"),
        ({"code": "worker-exited", "status": "odd"}, "worker-exited, odd"),
        ({}, ""),
        (5, "5"),
    ],
)
def test_what_other_versions_stored_is_shown_as_it_stands(stored: object, text: str) -> None:
    assert from_stored(stored) == in_words(text)


def test_names_that_are_no_text_are_stored() -> None:
    message = Message(ErrorCode.FOLDER_MISSING, path=Path("/a\udcff"))
    assert from_stored(json.loads(json.dumps(to_stored(message)))) == message


def test_who_has_a_library_open_is_known_by_what_older_versions_wrote() -> None:
    assert owner_message("another PhotoSearch window") == Message(OwnerCode.WINDOW)
    assert owner_message("photosearch watch") == in_words("photosearch watch")


def test_a_sentence_fits_into_another() -> None:
    sentence = Sentence("The file is empty.", "Choose another.")
    assert f"{sentence}" == "The file is empty."
    assert f"({sentence:phrase})" == "(the file is empty)"
    assert f"{sentence:whole}" == "The file is empty. Choose another."
    assert f"{Sentence('RAW is odd.'):phrase}" == "RAW is odd"
    assert f"{Sentence('A text is odd.'):phrase}" == "a text is odd"
    assert f"{Sentence(''):phrase}{Sentence(''):whole}" == ""


def test_times_are_stored_with_their_place() -> None:
    since = datetime(2026, 5, 1, 12, tzinfo=UTC)
    message = Message(
        ErrorCode.LIBRARY_IN_USE_BY,
        folder=Path("/a"),
        owner=in_words("photosearch watch"),
        process=7,
        since=since,
    )
    assert from_stored(to_stored(message)) == message
