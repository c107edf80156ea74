"""Say in plain English what the layers below hand up as codes with values.

`message_text` is the only way from a code to words here; CONTRIBUTING.md tells how to add one.
"""

from __future__ import annotations

from datetime import datetime

from photosearch.core.error_codes import ErrorCode
from photosearch.messages import Message, Sentence, Value


def message_text(message: Message) -> Sentence:
    """Return the sentence for a message, with the next step if it is that of an error."""
    # Imported here: most commands have nothing to say.
    from photosearch.cli.error_text import ERRORS
    from photosearch.cli.note_text import MESSAGES

    code, values = message.code, message.values
    shown = {name: _shown(name, value) for name, value in values.items()}
    if isinstance(code, ErrorCode):
        what, next_step = ERRORS[code]
        return Sentence(what.format(**shown), next_step.format(**shown))
    template = MESSAGES[code]
    if isinstance(template, tuple):
        template = template[values["count"] != 1]
    return Sentence(template.format(**shown))


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
        return value
    return str(value).encode("utf-8", "backslashreplace").decode()  # a name may be no valid text
