"""Say codes in plain English, in the words of the command line."""

from __future__ import annotations

from datetime import datetime

from photosearch.core.error_codes import ErrorCode
from photosearch.message_words.template import GROUPED, PluralForms, Template, Variants
from photosearch.messages import Message, Sentence, Value


def message_text(message: Message) -> Sentence:
    """Return the sentence for a message, with the next step if it is that of an error."""
    # Imported here: most commands have nothing to say.
    from photosearch.message_words.words import ERRORS, MESSAGES

    def filled(template: Template) -> str:
        words = template.command_line if isinstance(template, Variants) else template
        return words.format(**shown)

    code, values = message.code, message.values
    shown = {name: _shown(name, value) for name, value in values.items()}
    if isinstance(code, ErrorCode):
        what, next_step = ERRORS[code]
        return Sentence(filled(what), filled(next_step))
    template = MESSAGES[code]
    if isinstance(template, PluralForms):
        template = template.one if values["count"] == 1 else template.many
    return Sentence(filled(template))


def _shown(name: str, value: Value) -> object:
    """Return a value in the form in which a template takes it."""
    if isinstance(value, Message):
        return message_text(value)
    if isinstance(value, datetime):
        local = value.astimezone()
        today = local.date() == datetime.now(local.tzinfo).date()
        return f"{local:%H:%M}" if today else f"{local:%Y-%m-%d %H:%M}"
    if isinstance(value, tuple):
        return (" or " if name.endswith("senses") else ", ").join(map(str, value)) or "none"
    if isinstance(value, int):
        return f"{value:,}" if name in GROUPED else value
    return str(value).encode("utf-8", "backslashreplace").decode()  # a name may be no valid text


def duration_text(seconds: float) -> str:
    """Return seconds in words: "20 s", "3 min 20 s", "2 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
