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
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMainWindow

import photosearch
from photosearch.core.errors import UserError
from photosearch.core.runs import RunKind, RunRecord
from photosearch.gui import translation, wording
from photosearch.gui.indexing import index_text
from photosearch.gui.library_messages import TEMPLATES
from photosearch.gui.translation import tr, tr_message
from photosearch.gui.widgets.message_page import ViewState, message_for
from tests.gui.window_kit import Kit

ROOT = Path(photosearch.__file__).parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCES = [*sorted((ROOT / "photosearch" / "gui").rglob("*.py")), ROOT / "photosearch" / "app.py"]
SHOWING = {
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "UserError",
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


@pytest.fixture
def german(qapp: QApplication):
    before = QLocale()
    translators = translation.install(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)
    assert isinstance(translators[0], QTranslator)


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
    assert sorted(TEMPLATES) == tools.library_templates(), "run: python3 dev.py translations"


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
            wanted = sorted(re.findall(r"\{\w*\}|%Ln", source))
            taken = sorted(re.findall(r"\{\w*\}|%Ln", text))
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


WRONGED = ("error", "problem", "failure", "fault")


def test_what_the_library_says_is_translated_wherever_it_is_shown() -> None:
    """Faults of the layers below go through tr_message, or to what does that (Notices, the log)."""
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        covered = {
            id(part)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and _takes_english(call)
            for part in ast.walk(call)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("what", "next_step"):
                owner = node.value
                name = getattr(owner, "id", getattr(owner, "attr", ""))
                # What the viewer calls a problem has been translated when it was made.
                if name in WRONGED and "viewer" not in path.parts:
                    assert id(node) in covered, f"{path.name}:{node.lineno}"


def _takes_english(call: ast.Call) -> bool:
    name = getattr(call.func, "id", "")
    owner = getattr(getattr(call.func, "value", None), "id", "")
    return name == "tr_message" or owner == "log"


FAULT = UserError(
    "The disk that holds /a/b is full.", "Check the disk and its connection, then try again."
)


def test_a_library_that_cannot_be_opened_says_so_in_german(german: None) -> None:
    message = message_for(ViewState(failure=FAULT))
    assert message is not None
    assert "Das Laufwerk mit /a/b ist voll.\nPrüfen Sie" in message.text


def test_runs_speak_german(german: None) -> None:
    assert tr_message("Indexing") == "Indizierung"
    assert tr_message("Encoding with default 2") == "Kodiere mit default 2"
    problem = "The disk that holds /a/b is full."
    record = RunRecord(datetime.now(tz=UTC), 1.0, RunKind.ALL, (), problem=problem)
    assert "Das Laufwerk mit /a/b ist voll." in index_text.run_outcome(record)


def test_notes_speak_german(german: None, kit: Kit) -> None:
    window = kit.open()
    window.shell.notices.show_error(FAULT)
    assert window.banner.text.startswith("Das Laufwerk mit /a/b ist voll. Prüfen Sie")
    window.shell.notices.show_message(
        "/a/b is not connected. Its photos are kept, shown faded, and left out of searches until it"
        " is back."
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


def test_values_that_are_words_are_translated_too(german: None) -> None:
    said = "The file is a video, which is not supported."
    assert tr_message(said) == "Die Datei ist ein Video; dieses Format wird nicht unterstützt."
    said = "The image /a.jpg cannot be read: the file is empty."
    assert tr_message(said) == "Das Bild /a.jpg lässt sich nicht lesen: die Datei ist leer."
    said = "The setting workers = 5000 is not between 0 and 256; the default is used."
    assert tr_message(said) == (
        "Die Einstellung workers = 5000 liegt nicht zwischen 0 und 256; es gilt die Voreinstellung."
    )
    said = "The library in /a is in use by another process."
    assert tr_message(said) == "Die Bibliothek in /a wird von einem anderen Prozess benutzt."


def test_words_put_into_sentences_are_said_somewhere(tools: ModuleType) -> None:
    """Those that translations.py lists by hand."""
    said = ""
    for layer in ("core", "images", "inference", "library", "store"):
        for path in sorted((ROOT / "photosearch" / layer).rglob("*.py")):
            said += path.read_text("utf-8")
    for name in ("app.py", "settings.py"):
        said += (ROOT / "photosearch" / name).read_text("utf-8")
    for fragment in tools._FRAGMENTS:
        longest = max(re.split(r"\{\d\}", fragment), key=len)
        assert longest in said, fragment


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


def test_sentences_of_the_library_are_translated_with_their_values(german: None) -> None:
    assert tr_message("The disk that holds /a/b is full.") != "The disk that holds /a/b is full."
    assert "/a/b" in tr_message("The disk that holds /a/b is full.")
    assert tr_message("Add it first.") != "Add it first."
    assert tr_message("Nobody ever said this.") == "Nobody ever said this."


def test_every_template_is_recognised_with_values_in_it(german: None) -> None:
    for template in TEMPLATES:
        count = len(re.findall(r"\{\d+\}", template))
        said = template.format(*(f"<{number}>" for number in range(count)))
        translated = tr_message(said)
        for number in range(count):
            assert f"<{number}>" in translated, (template, translated)


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
