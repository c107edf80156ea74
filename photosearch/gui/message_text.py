"""Say in the user's language what the layers below hand up as codes with values.

`message_text` is the only way from a code to words here; CONTRIBUTING.md tells how to add one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from photosearch.core.codes import SENSES
from photosearch.core.error_codes import ErrorCode
from photosearch.core.message_codes import CheckCode, NoteCode
from photosearch.gui import wording
from photosearch.gui.similarity_text import stop_labels
from photosearch.gui.translation import tr, tr_marked
from photosearch.message_words.template import GROUPED, PluralForms, Template, Variants
from photosearch.message_words.words import ERRORS, MESSAGES
from photosearch.messages import Message, MessageCode, Sentence, Value


def message_text(message: Message) -> Sentence:
    """Return the sentence for a message, with the next step if it is that of an error."""
    code, values = message.code, message.values
    shown = {name: _shown(name, value) for name, value in values.items()}
    if isinstance(code, ErrorCode):
        what, next_step = ERRORS[code]
        return Sentence(_words(what).format(**shown), _words(next_step).format(**shown))
    template = MESSAGES[code]
    if isinstance(template, PluralForms):
        count = values["count"]
        assert isinstance(count, int)
        return Sentence(counted_words(count)[code].format(**shown))
    return Sentence(_words(template).format(**shown))


def _words(template: Template) -> str:
    """Return the window's words in the user's language."""
    return tr_marked(template.window if isinstance(template, Variants) else template)


def _shown(name: str, value: Value) -> object:
    """Return a value in the form in which a template takes it."""
    match value:
        case Message():
            return message_text(value)
        case datetime():
            local = value.astimezone()
            today = local.date() == datetime.now(local.tzinfo).date()
            return f"{local:%H:%M}" if today else wording.when(local)
        case tuple() if name.endswith("senses"):
            return tr(" or ").join(_sense(str(each)) for each in value)
        case tuple():
            return ", ".join(wording.shown_text(str(each)) for each in value) or tr("none")
        case str() if name == "sense":
            return _sense(value)
        case int():
            return wording.number(value) if name in GROUPED else value
        case _:
            return wording.shown_text(str(value))


def _sense(name: str) -> str:
    """Return what the window calls a kind of likeness that the command line calls `name`."""
    names = dict(zip(SENSES.values(), stop_labels(), strict=True))
    return names.get(name, name)


def counted_words(count: int) -> Mapping[MessageCode, str]:
    """Return the sentences of those codes that have others for one and for many."""
    return {
        NoteCode.PHOTOS_NOT_ENCODED: tr(
            "%Ln photo(s) left out, not being encoded with {model} yet; Library > Look for "
            "changes encodes what is missing.",
            "",
            count,
        ),
        CheckCode.LOOSE_CODES: tr(
            "There are codes of {model} for photos that do not exist: %Ln photo(s).", "", count
        ),
        CheckCode.PHOTOS_WITHOUT_CODES: tr(
            "No codes of the model {model}: %Ln photo(s).", "", count
        ),
        CheckCode.PHOTOS_WITHOUT_THUMBNAIL: tr("Without a thumbnail: %Ln photo(s).", "", count),
    }
