"""All words of the window are translated, and what the program loads is what the files say."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QMainWindow

import photosearch
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError
from photosearch.core.message_codes import DetailCode, FileKind, NoteCode, StageCode
from photosearch.core.runs import RunKind, RunRecord
from photosearch.gui import translation, wording
from photosearch.gui.indexing import index_text
from photosearch.gui.message_text import counted_words, message_text
from photosearch.gui.similarity_text import stop_labels
from photosearch.gui.translation import tr
from photosearch.gui.view_state import ViewState, message_for
from photosearch.message_words.template import PluralForms
from photosearch.message_words.words import MESSAGES
from photosearch.messages import Message, MessageCode
from photosearch.settings_file import SettingsCode
from tests.gui.window_kit import Kit
from tests.message_samples import ALL_CODES, sample, value_of

ROOT = Path(photosearch.__file__).parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCES = [*sorted((ROOT / "photosearch" / "gui").rglob("*.py")), ROOT / "photosearch" / "app.py"]
SHOWING = {
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "in_words",
    "Notice", "push_button", "tool_button", "setText", "setToolTip", "setAccessibleName",
    "setWindowTitle",
    "setAccessibleDescription", "setPlaceholderText", "setTitle", "addMenu", "addAction", "addTab",
    "setStatusTip", "setInformativeText", "setHeaderLabels", "setHorizontalHeaderLabels", "tell",
}  # fmt: skip
"""What puts words on the screen: a literal handed to it is not translated."""


@pytest.fixture(scope="module")
def tools() -> ModuleType:
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(path: Path) -> list[tuple[str, str, list[str], bool]]:
    """Source, comment, translations (one, or one per plural form), whether finished."""
    found = []
    for message in ElementTree.parse(path).iter("message"):
        translated = message.find("translation")
        assert translated is not None
        forms = [form.text or "" for form in translated.findall("numerusform")]
        texts = forms if message.get("numerus") else [translated.text or ""]
        done = translated.get("type") is None and all(texts)
        found.append((message.findtext("source", ""), message.findtext("comment", ""), texts, done))
    return found


def test_the_files_hold_the_words_of_the_program(tools: ModuleType, tmp_path: Path) -> None:
    for path in TRANSLATIONS.glob("*.ts"):
        shutil.copy(path, tmp_path)
    tools.update(tmp_path)
    for path in sorted(TRANSLATIONS.glob("*.ts")):
        here = {(source, comment) for source, comment, _, _ in messages(path)}
        there = {(source, comment) for source, comment, _, _ in messages(tmp_path / path.name)}
        assert here == there, "run: python3 dev.py translations"


def test_what_is_loaded_is_what_was_translated(tools: ModuleType, tmp_path: Path) -> None:
    for path in TRANSLATIONS.glob("*.ts"):
        shutil.copy(path, tmp_path)
    tools.release(tmp_path)
    for path in sorted(tmp_path.glob("*.qm")):
        assert path.read_bytes() == (TRANSLATIONS / path.name).read_bytes(), path.name


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_message_is_translated(language: str) -> None:
    found = messages(TRANSLATIONS / f"photosearch_{language}.ts")
    assert found
    assert [source for source, _, _, done in found if not done] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_translations_take_the_same_values(language: str) -> None:
    """{name} for {name}, one mnemonic for one, dots for dots."""
    for source, _, texts, _ in messages(TRANSLATIONS / f"photosearch_{language}.ts"):
        for text in texts:
            wanted = sorted(re.findall(r"\{[^}]*\}|%Ln", source))
            taken = sorted(re.findall(r"\{[^}]*\}|%Ln", text))
            assert taken in (wanted, [value for value in wanted if value != "%Ln"]), source
            assert bool(re.search(r"&\w", source)) == bool(re.search(r"&\w", text)), source
            assert source.endswith("…") == text.endswith("…"), source


def calls() -> list[tuple[Path, ast.Call, str]]:
    return [
        (path, node, getattr(node.func, "id", getattr(node.func, "attr", "")))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


def test_only_literals_are_translated() -> None:
    """lupdate reads the source: it cannot know what a variable holds, nor look into f-strings."""
    for path, call, name in calls():
        place = f"{path.name}:{call.lineno}"
        if name == "tr":
            assert not call.keywords, place
            for argument in call.args[:2]:
                assert isinstance(argument, ast.Constant), place
            first = call.args[0]
            assert isinstance(first, ast.Constant), place
            assert (len(call.args) == 3) == ("%Ln" in str(first.value)), place
            assert "%n" not in str(first.value), f"{place}: %Ln groups the digits"
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inside = [getattr(each, "id", "") for each in ast.walk(node)]
                assert "tr" not in inside, f"{path.name}:{node.lineno}"


def test_nothing_is_translated_before_the_language_is_known() -> None:
    for path in SOURCES:
        for node in _at_import(ast.parse(path.read_text("utf-8"))):
            called = getattr(node, "func", None)
            assert getattr(called, "id", "") != "tr", f"{path.name}:{getattr(node, 'lineno', 0)}"


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What is carried out when a module is imported: all but the bodies of functions."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in [*child.args.defaults, *child.args.kw_defaults]:
                if default is not None:
                    yield from ast.walk(default)
        elif not isinstance(child, ast.Lambda):
            yield from _at_import(child)


def test_no_words_go_to_the_screen_untranslated() -> None:
    bare = []
    for path, call, name in calls():
        if name not in SHOWING:
            continue
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            words = "".join(
                str(part.value)
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            words = words.replace("PhotoSearch", "")  # the name is the same in all languages
            if re.search(r"[A-Za-z]{3}.* |^[A-Z][a-z]{2}", words):
                bare.append(f"{path.name}:{call.lineno}: {words!r}")
    assert bare == []


def test_errors_and_messages_are_shown_in_words_only() -> None:
    """Their own text is for the log: the words are those of message_text."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FormattedValue | ast.Call):
                shown = node.value if isinstance(node, ast.FormattedValue) else None
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str":
                    shown = node.args[0] if node.args else None
                place = f"{path.name}:{node.lineno}"
                assert getattr(shown, "id", "") not in ("error", "message", "failure"), place


FAULT = CatalogError(ErrorCode.DISK_FULL, path=Path("/a/b"))


def test_a_library_that_cannot_be_opened_says_so_in_german(german: None) -> None:
    message = message_for(ViewState(failure=FAULT))
    assert message is not None
    assert "Das Laufwerk mit /a/b ist voll.\nSchaffen Sie" in message.text


def test_runs_speak_german(german: None) -> None:
    assert message_text(Message(StageCode.INDEXING)) == "Indizierung"
    encoding = Message(StageCode.ENCODING, model="default 2")
    assert message_text(encoding) == "Kodiere mit default 2"
    record = RunRecord(datetime.now(tz=UTC), 1.0, RunKind.ALL, (), problem=FAULT.message)
    assert "Das Laufwerk mit /a/b ist voll." in index_text.run_outcome(record)


def test_notes_speak_german(german: None, kit: Kit) -> None:
    window = kit.open()
    window.context.notices.show_error(FAULT)
    assert window.banner.text.startswith("Das Laufwerk mit /a/b ist voll. Schaffen Sie")
    window.context.notices.show_message(
        message_text(Message(NoteCode.ROOT_OFFLINE, path=Path("/a/b")))
    )
    assert window.banner.text.startswith("/a/b ist nicht verbunden. ")


def test_numbers_and_moments_are_written_as_in_german(german: None) -> None:
    assert wording.number(12345) == "12.345"
    assert wording.decimal(1234.56) == "1.234,6"
    assert wording.short(2.8) == "2,8"
    assert wording.short(8.0) == "8"
    assert wording.when_exactly(datetime(2022, 9, 5, 12, 14, 7)) == "05.09.2022 12:14:07"
    assert wording.photos(1) == "1 Foto"
    assert wording.found(20, 124) == "Die 20 ähnlichsten von 124 Fotos"


def test_sentences_follow_the_language(qapp: QApplication) -> None:
    said = Message(StageCode.INDEXING)
    assert message_text(said) == "Indexing"
    translators = translation.install(qapp, "de")
    try:
        assert message_text(said) == "Indizierung"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
    assert message_text(said) == "Indexing"


def test_values_that_are_words_are_translated_too(german: None) -> None:
    said = Message(DetailCode.FORMAT_UNSUPPORTED, kind=Message(FileKind.VIDEO))
    assert message_text(said) == "Die Datei ist ein Video; dieses Format wird nicht unterstützt."
    empty = Message(DetailCode.EMPTY_DATA)
    said = Message(ErrorCode.IMAGE_UNREADABLE, name="/a.jpg", reason=empty)
    assert message_text(said) == "Das Bild /a.jpg lässt sich nicht lesen: die Datei ist leer."
    name, code = "workers", SettingsCode.SETTING_OUT_OF_RANGE
    said = Message(code, option=name, found="5000", low=0, high=256)
    assert message_text(said) == (
        "Die Einstellung workers = 5000 liegt nicht zwischen 0 und 256; es gilt die Voreinstellung."
    )
    said = Message(ErrorCode.LIBRARY_IN_USE, folder=Path("/a"))
    assert message_text(said) == "Die Bibliothek in /a wird von einem anderen Prozess benutzt."


def test_the_mnemonics_of_a_german_menu_are_unique(german: None, kit: Kit) -> None:
    _check_mnemonics(kit.open())


def test_the_mnemonics_of_an_english_menu_are_unique(kit: Kit) -> None:
    _check_mnemonics(kit.open())


def _check_mnemonics(window: QMainWindow) -> None:
    menus: list[Any] = [action.menu() for action in window.menuBar().actions()]
    texts = [[action.text() for action in window.menuBar().actions()]]
    texts += [[action.text() for action in menu.actions()] for menu in menus if menu is not None]
    for menu in texts:
        keys = [found[1].lower() for text in menu if (found := re.search(r"&(\w)", text))]
        assert len(keys) > 1
        assert sorted(keys) == sorted(set(keys)), menu


def test_german_is_spoken(german: None) -> None:
    assert tr("&Quit") == "&Beenden"
    assert tr("%Ln photo(s)", "", 1) == "1 Foto"
    assert tr("%Ln photo(s)", "", 3) == "3 Fotos"
    assert tr("%Ln photo(s)", "", 12345) == "12.345 Fotos"
    assert tr("no such words") == "no such words"


@pytest.mark.parametrize("language", translation.LANGUAGES)
def test_the_window_has_words_for_each_code(request: pytest.FixtureRequest, language: str) -> None:
    in_english = {code: str(message_text(sample(code))) for code in ALL_CODES}
    if language == "de":
        request.getfixturevalue("german")
    for code in ALL_CODES:
        sentence = message_text(sample(code))
        _check_words(code, f"{sentence:whole}")
        if language == "de" and not str(code).endswith(("in-words", "sqlite")):
            assert str(sentence) != in_english[code]
        if isinstance(code, ErrorCode):
            assert sentence.next_step, code


def _check_words(code: MessageCode, words: str) -> None:
    assert "{" not in words, code
    assert "photosearch " not in words, f"{code} names a command of the command line"
    assert " --" not in words, f"{code} names an option of it"
    for name in code.names:
        value = value_of(name)
        if isinstance(value, Message):
            said = f"{message_text(value):phrase}"[1:]
        elif isinstance(value, datetime):
            said = wording.when(value.astimezone())
        else:
            said = str(value[1] if isinstance(value, tuple) else value)
        assert said in words, (code, name)


def test_what_is_counted_has_plural_forms() -> None:
    counted = {code for code, template in MESSAGES.items() if isinstance(template, PluralForms)}
    assert counted_words(1).keys() == counted


def test_likenesses_are_called_as_on_the_slider(german: None) -> None:
    code, senses = ErrorCode.SENSES_NOT_KNOWN, ("look", "subject")
    lacking = Message(code, model="a", senses=senses, known_senses=("shot",))
    sentence = message_text(lacking)
    _, look, subject = stop_labels()
    assert f"„{look} oder {subject}“" in sentence
    assert "shot" not in sentence.next_step


def test_one_and_many(german: None) -> None:
    one = Message(NoteCode.PHOTOS_NOT_ENCODED, count=1, model="b 2")
    assert message_text(one).startswith("1 Foto ist noch nicht mit b 2 kodiert")
    many = Message(NoteCode.PHOTOS_NOT_ENCODED, count=1234, model="b 2")
    assert message_text(many).startswith("1.234 Fotos sind noch nicht mit b 2 kodiert")


@pytest.mark.parametrize(
    ("setting", "languages", "chosen"),
    [
        ("de", ["en-GB"], "de"),
        ("en", ["de-DE"], "en"),
        ("system", ["de-AT", "en-US"], "de"),
        ("system", ["fr-FR", "de-DE"], "de"),
        ("system", ["ja-JP"], "en"),
        ("klingon", ["ja-JP"], "en"),
    ],
)
def test_the_language_is_that_of_the_system_unless_chosen(
    monkeypatch: pytest.MonkeyPatch, setting: str, languages: list[str], chosen: str
) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return languages

    class Locale:
        @staticmethod
        def system() -> System:
            return System()

    monkeypatch.setattr(translation, "QLocale", Locale)
    assert translation.chosen_language(setting) == chosen


@pytest.mark.parametrize(
    ("setting", "system", "number"),
    [
        ("system", "C", "1,234,567"),
        ("system", "de_DE", "1.234.567"),
        ("de", "C", "1.234.567"),
        ("en", "de_DE", "1,234,567"),
    ],
)
def test_numbers_are_written_for_people_even_where_the_system_has_no_locale(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, setting: str, system: str, number: str
) -> None:
    class Locale(QLocale):
        @staticmethod
        def system() -> QLocale:
            return QLocale(system)

    before = QLocale()
    monkeypatch.setattr(translation, "QLocale", Locale)
    translators = translation.install(qapp, setting)
    try:
        assert QLocale().toString(1_234_567) == number
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
        QLocale.setDefault(before)
