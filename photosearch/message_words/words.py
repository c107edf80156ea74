"""Find the words for a code, as templates that take its values."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode
from photosearch.message_words.library_errors import LIBRARY_ERRORS
from photosearch.message_words.model_errors import MODEL_ERRORS
from photosearch.message_words.notes import NOTES
from photosearch.message_words.photo_problems import PHOTO_PROBLEMS
from photosearch.message_words.template import PluralForms, Template
from photosearch.message_words.training_errors import TRAINING_ERRORS
from photosearch.message_words.web_errors import WEB_ERRORS
from photosearch.messages import MessageCode

ERRORS: Mapping[ErrorCode, tuple[Template, Template]] = {
    **LIBRARY_ERRORS,
    **MODEL_ERRORS,
    **TRAINING_ERRORS,
    **WEB_ERRORS,
}
"""What happened, and the next step."""

MESSAGES: Mapping[MessageCode, Template | PluralForms] = {**PHOTO_PROBLEMS, **NOTES}
"""The sentence, for all codes but errors."""
