"""Settings: what is right is taken, what is wrong is left out and said, nothing is lost."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch import settings_file
from photosearch.messages import Message
from photosearch.settings import SETTINGS, Setting, Settings
from tests.message_text import text_of

OPTIONS = tuple(SETTINGS.values())


def words(caplog: pytest.LogCaptureFixture) -> str:
    assert all(record.levelno == logging.WARNING for record in caplog.records)
    said = [record.args for record in caplog.records]
    return "\n".join(text_of(args[0]) for args in said if isinstance(args, tuple))


def test_every_option_is_described_and_its_default_is_valid() -> None:
    for option in OPTIONS:
        assert option.label, option.key
        assert option.help.endswith("."), option.key
        if type(option.default) is int:
            assert option.low <= option.default <= option.high
        if option.choices:
            assert option.default in option.choices


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert settings_file.load(tmp_path / "settings.toml") == Settings()
    assert list(tmp_path.iterdir()) == []


def test_values_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('workers = 3\nexcludes = ["*.bak"]\nfollow_folder_links = true\n')
    loaded = settings_file.load(path)
    assert loaded == Settings(workers=3, excludes=("*.bak",), follow_folder_links=True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("workers = -1", "workers"),
        ("workers = 257", "between 0 and 256"),
        ('workers = "many"', "kind int"),
        ("workers = true", "kind int"),
        ("workers = 2.0", "kind int"),
        ("follow_folder_links = 1", "kind bool"),
        ('excludes = "one"', "list of texts"),
        ("excludes = [1]", "list of texts"),
        ("model = 7", "kind str"),
        ("wrokers = 2", "'wrokers' is not known"),
        ("[window]\nwidth = 2", "'window' is not known"),
    ],
)
def test_a_wrong_value_is_left_out_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, line: str, said: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"max_megapixels = 50\n{line}\n")
    assert settings_file.load(path) == Settings(max_megapixels=50)
    assert said in words(caplog)
    assert path.read_text().endswith(f"{line}\n")  # and the file stays as the user wrote it


@pytest.mark.parametrize(
    "content",
    [b"workers = = 3", b"\xff\xfe\x00", b"[", b"workers = 1\x00", b"a = " + b"[" * 3000],
)
def test_a_broken_file_is_set_aside_and_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    assert settings_file.load(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.toml.broken").read_bytes() == content
    assert "set aside" in words(caplog)


def test_what_is_wrong_is_told_to_whoever_asks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The window has no terminal to say it in."""
    path = tmp_path / "settings.toml"
    told: list[Message] = []
    path.write_text("workers = -5\nnonsense = 1\n")
    settings_file.load(path, told.append)
    assert [("workers" in each, "nonsense" in each) for each in map(text_of, told)] == [
        (True, False),
        (False, True),
    ]
    told.clear()
    path.write_text("[[[")
    settings_file.load(path, told.append)
    (sentence,) = map(text_of, told)
    assert "settings.toml.broken" in sentence
    assert sentence in words(caplog)


def test_a_second_broken_file_does_not_replace_the_first(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "settings.toml"
    for content in (b"first = ", b"second = "):
        path.write_bytes(content)
        settings_file.load(path)
    assert sorted(other.read_bytes() for other in tmp_path.iterdir()) == [b"first = ", b"second = "]


def test_a_folder_in_place_of_the_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "settings.toml").mkdir()
    assert settings_file.load(tmp_path / "settings.toml") == Settings()
    assert "cannot be read" in words(caplog)
    assert (tmp_path / "settings.toml").is_dir()


def option_values(option: Setting) -> st.SearchStrategy[Any]:
    if type(option.default) is bool:
        return st.booleans()
    if type(option.default) is int:
        return st.integers(option.low, option.high)
    if option.choices:
        return st.sampled_from(list(option.choices))
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    return text if type(option.default) is str else st.lists(text, max_size=4).map(tuple)


ALL_SETTINGS = st.builds(Settings, **{option.key: option_values(option) for option in OPTIONS})


def test_a_value_that_is_no_choice_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    assert settings_file.from_values({"theme": "pink", "language": "de"}) == Settings(language="de")
    assert "none of system, light, dark" in words(caplog)


@given(wanted=ALL_SETTINGS)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, wanted: Settings
) -> None:
    path = tmp_path_factory.mktemp("settings") / "new" / "settings.toml"
    settings_file.save(wanted, path)
    assert settings_file.load(path) == wanted
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_defaults_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings_file.save(Settings(workers=2), path)
    assert path.read_text() == "workers = 2\n"


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX systems")
def test_a_failed_save_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.toml"
    settings_file.save(Settings(workers=2), path)

    def full(_self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        settings_file.save(Settings(workers=3), path)
    assert settings_file.load(path) == Settings(workers=2)


@given(
    values=st.dictionaries(
        st.sampled_from([option.key for option in OPTIONS]) | st.text(max_size=5),
        st.none() | st.integers() | st.floats() | st.text(max_size=5) | st.lists(st.integers()),
    )
)
def test_whatever_the_values_settings_come_out(values: dict[str, Any]) -> None:
    logging.disable(logging.WARNING)
    try:
        loaded = settings_file.from_values(values)
    finally:
        logging.disable(logging.NOTSET)
    for option in OPTIONS:
        assert type(getattr(loaded, option.key)) is type(option.default)


def test_the_limits_of_reading_in_bytes_and_pixels() -> None:
    limits = Settings(max_file_megabytes=3, max_megapixels=7)
    assert (limits.max_file_bytes, limits.max_pixels) == (3 * 1024**2, 7 * 10**6)
