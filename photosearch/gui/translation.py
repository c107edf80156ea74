"""Translate the window's words into the user's language, through Qt Linguist's files.

`tr` is called with literals only, so that lupdate finds them; see tests/gui/test_translations.py.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from photosearch import paths

log = logging.getLogger(__name__)

T = TypeVar("T")

LANGUAGES = ("en", "de")
"""Complete ones. English has a file too: it holds the plural forms."""


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Translate `text` into the user's language.

    Args:
        text: the English words, a literal; `{name}` for what is put in afterwards by format().
        comment: tells apart what is one word in English and two elsewhere.
        n: chooses the plural form and replaces "%Ln", which groups the digits.
    """
    return QCoreApplication.translate("", text, comment or None, n)


def tr_marked(text: str) -> str:
    """Return a text in the user's language that QT_TR_NOOP marks where it is declared."""
    return QCoreApplication.translate("", text) if text else ""


def spoken_language() -> str:
    """Return which of LANGUAGES `tr` translates into, as the translation itself tells."""
    return tr("en", "the code of this language")


def cached_by_language(make: Callable[[], T]) -> Callable[[], T]:
    """Return a function that makes a table of translated words once for each language."""
    made: dict[str, T] = {}

    def cached() -> T:
        language = spoken_language()
        if language not in made:
            made[language] = make()
        return made[language]

    return functools.wraps(make)(cached)


def chosen_language(setting: str) -> str:
    """Return which of LANGUAGES a setting ("system" or one of them) means here."""
    if setting in LANGUAGES:
        return setting
    for wanted in QLocale.system().uiLanguages():
        language = wanted.split("-")[0]
        if language in LANGUAGES:
            return language
    return "en"


def install(app: QApplication, setting: str) -> list[QTranslator]:
    """Speak the language of the setting from now on, Qt's own dialogs included.

    Returns the translators, which are to be kept (and removed before others are installed). Words
    that are on the screen already stay as they are.
    """
    language = chosen_language(setting)
    places = (
        ("photosearch", paths.resources_folder() / "translations"),
        ("qtbase", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))),
    )
    translators = []
    for name, folder in places:
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", str(folder)):
            app.installTranslator(translator)
            translators.append(translator)
        elif language != "en":
            log.warning("There is no %s for the language %s.", name, language)
    QLocale.setDefault(_forms(setting, language))
    return translators


def _forms(setting: str, language: str) -> QLocale:
    """Return how numbers and dates are written: as the system has it, unless a language was chosen.

    A system without a locale ("C") has forms for machines: 1234567, and 21 11 2026.
    """
    system = QLocale.system()
    if setting in LANGUAGES or system.language() is QLocale.Language.C:
        return QLocale(language)
    return system
