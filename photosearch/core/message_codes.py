"""Enumerate what is told beside errors: details, notes, findings, stages of long jobs.

The words are in `message_words/`.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any, Self, get_args, get_type_hints

from photosearch.core.error_codes import ErrorCode
from photosearch.messages import Message, MessageCode, Value, Values


class WordsCode(MessageCode):
    """Mark a text that is shown as it stands: of an older version, or of a front end itself."""

    IN_WORDS = "in-words", "text"


class DetailCode(MessageCode):
    """Name what is wrong with one file. Stored: never rename a code or a value."""

    EMPTY_FILE = "empty-file"
    EMPTY_DATA = "empty-data"
    FILE_TOO_LARGE = "file-too-large", "megabytes", "limit"
    FILE_CHANGING = "file-changing"
    FILE_CHANGED = "file-changed"
    FILE_GONE = "file-gone"
    FILE_FORBIDDEN = "file-forbidden"
    SYSTEM_ERROR = "system-error", "cause"
    NOT_REGULAR = "not-regular"
    IS_FOLDER = "is-folder"
    IS_DEVICE = "is-device"
    LINK_BROKEN = "link-broken"
    ONLINE_ONLY = "online-only"
    NOT_AN_IMAGE = "not-an-image"
    ONLY_ZEROS = "only-zeros"
    FORMAT_UNSUPPORTED = "format-unsupported", "kind"
    VARIETY_UNSUPPORTED = "variety-unsupported", "format", "cause"
    VARIETY_NOT_SUPPORTED = "variety-not-supported", "format", "kind"
    COMPRESSION_UNKNOWN = "compression-unknown", "format", "number"
    CHANNELS_MISSING = "channels-missing", "format", "number", "total"
    CHANNELS_TOO_FEW = "channels-too-few", "format"
    CHANNELS_WRONG = "channels-wrong", "format", "number"
    PALETTE_MISSING = "palette-missing", "format"
    PICTURE_CUT_OFF = "picture-cut-off", "format"
    JPEG_UNSUPPORTED = "jpeg-unsupported"
    FILE_DAMAGED = "file-damaged", "format", "cause"
    HEADER_DAMAGED = "header-damaged", "format"
    PARTS_DAMAGED = "parts-damaged", "format"
    JPEG_CUT_OFF = "jpeg-cut-off"
    JPEG_DAMAGED = "jpeg-damaged", "cause"
    JPEG_PART_READABLE = "jpeg-part-readable", "percent", "cause"
    WEBP_HEADER_DAMAGED = "webp-header-damaged"
    RAW_DAMAGED = "raw-damaged", "cause"
    RAW_UNKNOWN = "raw-unknown", "cause"
    SIZE_MISSING = "size-missing"
    TOO_MANY_PIXELS = "too-many-pixels", "width", "height", "limit"
    NO_MEMORY = "no-memory"
    OVER_MEMORY_LIMIT = "over-memory-limit"
    PREVIEW_DAMAGED = "preview-damaged"
    READING_TOO_LONG = "reading-too-long", "seconds"
    WORKER_NOT_READY = "worker-not-ready", "seconds"
    WORKER_KILLED = "worker-killed", "signal"
    WORKER_EXITED = "worker-exited", "status"
    WORKER_ENDED = "worker-ended"


class FileKind(MessageCode):
    """Name kinds of files that are no photos or not supported. Stored: never rename a code."""

    GIMP = "gimp"
    PCX = "pcx"
    PDF = "pdf"
    POSTSCRIPT = "postscript"
    RADIANCE = "radiance"
    TARGA = "targa"
    ICON = "icon"
    TEXTURE = "texture"
    VIDEO = "video"
    OPENEXR = "openexr"
    SVG = "svg"


class VarietyCode(MessageCode):
    """Name varieties of file formats that are not supported. Stored: never rename a code."""

    BITS_PER_CHANNEL = "variety-bits-per-channel", "number"
    CHANNELS = "variety-channels", "number"
    CHANNELS_OF_BITS = "variety-channels-of-bits", "number", "depth"
    CMYK = "variety-cmyk"
    COLOURS_OF_KIND = "variety-colours-of-kind", "number"
    COLOUR_SPACE = "variety-colour-space", "number"
    COMPLEX_NUMBERS = "variety-complex-numbers"
    COMPRESSION = "variety-compression", "name"
    DEPTHS_DIFFER = "variety-depths-differ"
    DEPTH_MAP = "variety-depth-map"
    INKS = "variety-inks"
    ITU_LAB = "variety-itu-lab"
    LAB_OF_BITS = "variety-lab-of-bits", "number"
    LOGLUV = "variety-logluv"
    LOGL = "variety-logl"
    MANY_CHANNELS = "variety-many-channels"
    NOT_FLATTENED = "variety-not-flattened"
    PALETTE = "variety-palette"
    SIGNED_NUMBERS = "variety-signed-numbers"
    SLIDE = "variety-slide"
    SUBSAMPLED = "variety-subsampled"
    VOLUME = "variety-volume"


class DamageCode(MessageCode):
    """Name what is wrong with a file of the library."""

    ONLY_A_COPY = "only-a-copy"
    SQLITE = "sqlite", "cause"
    TEXT = "text"
    NO_DATABASE = "no-database"
    VERSION_MISSING = "version-missing"
    BLOCK_SIZE = "block-size"
    PHOTO_ROW = "photo-row", "cause"
    ROOT_ROW = "root-row", "cause"
    OTHER_LIBRARY = "other-library"


class OwnerCode(MessageCode):
    """Name programs that have a library open; the code stands in the file beside the lock."""

    WINDOW = "another PhotoSearch window"


class NoteCode(MessageCode):
    """Name what is worth knowing of a run, an answer or a model. Stored: see DetailCode."""

    FOLDER_UNREADABLE = "folder-unreadable", "path", "cause"
    ROOT_OFFLINE = "root-offline", "path"
    ROOT_ONLINE = "root-online", "path"
    ROOT_ON_NETWORK = "root-on-network", "path", "minutes"
    ROOT_NOT_WATCHED = "root-not-watched", "path", "cause", "minutes"
    WATCHING_FAILED = "watching-failed", "path", "number", "minutes"
    ROOT_TOO_LARGE = "root-too-large", "path", "minutes"
    SWITCH_DONE = "switch-done", "model"
    SWITCH_GIVEN_UP = "switch-given-up", "model", "reason"
    ENDED_UNEXPECTEDLY = "ended-unexpectedly"
    NO_PHOTO_ENCODED = "no-photo-encoded", "model"
    PHOTOS_NOT_ENCODED = "photos-not-encoded", "count", "model"
    ENCODER_REPLACED = "encoder-replaced", "model", "other"
    ENCODER_REPLACING = "encoder-replacing", "model", "other", "count", "total"
    SENSE_LEFT_OUT = "sense-left-out", "model", "sense"
    CROP_NOT_COMPARED = "crop-not-compared", "model"
    WORDS_ONLY_AS_NAMES = "words-only-as-names", "model"
    WORDS_SAY_NOTHING = "words-say-nothing"
    WORDS_NOT_KNOWN = "words-not-known", "names"
    WORDS_SPELLED_LIKE = "words-spelled-like", "name", "names"
    WORDS_SHOWN_INSTEAD = "words-shown-instead", "name", "names"
    MODEL_FOLDER_GONE = "model-folder-gone"
    MODEL_FILE_GONE = "model-file-gone", "file"
    NEIGHBOURS_DAMAGED = "neighbours-damaged"
    NEIGHBOURS_NOT_KEPT = "neighbours-not-kept", "reason"


class CheckCode(MessageCode):
    """Name what `library check` finds."""

    CATALOG_DAMAGED = "catalog-damaged", "cause"
    CATALOG_FOREIGN = "catalog-foreign"
    CATALOG_NONSENSE = "catalog-nonsense", "cause"
    LOOSE_ROWS = "loose-rows", "number"
    PHOTO_LIST = "photo-list"
    TEXT_INDEX = "text-index"
    LOOSE_CODES = "loose-codes", "model", "count"
    PHOTOS_WITHOUT_CODES = "photos-without-codes", "count", "model"
    PHOTOS_WITHOUT_THUMBNAIL = "photos-without-thumbnail", "count"
    THUMBNAILS_MISSING = "thumbnails-missing"
    THUMBNAILS_DAMAGED = "thumbnails-damaged", "reason"
    NEIGHBOURS_FILE_DAMAGED = "neighbours-file-damaged", "reason"


class StageUnit(Enum):
    """Tell what a long job counts."""

    FILES = auto()
    PHOTOS = auto()
    PAIRS = auto()
    """Of photos."""


class StageCode(MessageCode):
    """Name what a long job is doing, and what it counts while it does."""

    unit: StageUnit

    LOOKING = "looking", StageUnit.FILES
    INDEXING = "indexing", StageUnit.PHOTOS
    ENCODING = "encoding", StageUnit.PHOTOS, "model"
    COMPARING = "comparing", StageUnit.PHOTOS
    COMPARING_PAIRS = "comparing-pairs", StageUnit.PAIRS
    GROUPING = "grouping", StageUnit.PHOTOS
    FINDING_NEIGHBOURS = "finding-neighbours", StageUnit.PHOTOS
    WRITING_SHEET = "writing-sheet", StageUnit.PHOTOS
    RATING = "rating", StageUnit.PHOTOS
    TAGGING = "tagging", StageUnit.PHOTOS
    TRASHING = "trashing", StageUnit.PHOTOS
    MOVING = "moving", StageUnit.PHOTOS
    COPYING = "copying", StageUnit.PHOTOS
    CLEANING = "cleaning", StageUnit.PHOTOS
    UNDOING = "undoing", StageUnit.PHOTOS
    TUNING_LEARNING = "tuning-learning", StageUnit.PHOTOS
    TUNING_CHOOSING = "tuning-choosing", StageUnit.PHOTOS
    TUNING_JUDGING = "tuning-judging", StageUnit.PHOTOS
    TUNING_GENERAL = "tuning-general", StageUnit.PHOTOS
    TRAINING = "training", StageUnit.PHOTOS

    def __new__(cls, code: str, unit: StageUnit, *names: str) -> Self:
        """Make a member: `ENCODING = "encoding", StageUnit.PHOTOS, "model"`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.unit = unit
        member.names = names
        return member


def unit_of(stage: Message) -> StageUnit:
    """Return what a stage counts; photos if it is one that a front end put into words."""
    return stage.code.unit if isinstance(stage.code, StageCode) else StageUnit.PHOTOS


def in_words(text: str) -> Message:
    """Return a message that is `text` as it stands."""
    return Message(WordsCode.IN_WORDS, text=text)


def owner_message(command: str) -> Message:
    """Return which program has a library open, by what stands beside its lock."""
    if command == OwnerCode.WINDOW.value:
        return Message(OwnerCode.WINDOW)
    return in_words(command)


def to_stored(message: Message) -> str | dict[str, Any]:
    """Return a message in a form for JSON that `from_stored` understands."""
    if message.code is WordsCode.IN_WORDS:
        return str(message.values["text"])
    return {"code": message.code.value} | {
        name: _plain(value) for name, value in message.values.items()
    }


def from_stored(stored: object) -> Message:
    """Return a message that was stored; a text, which older versions stored, as it stands.

    What this version does not know (a code of a newer one) becomes a text as well.
    """
    if not isinstance(stored, dict):
        return in_words(str(stored))
    code = _stored_codes().get(str(stored.get("code")))
    try:
        if code is not None:
            return Message(code, **{name: _typed(name, stored[name]) for name in code.names})
    except (KeyError, TypeError, ValueError):
        pass
    return in_words(", ".join(map(str, stored.values())))


def _plain(value: Value) -> Any:
    match value:
        case Message():
            return to_stored(value)
        case tuple():
            return [str(each) for each in value]
        case datetime():
            return value.isoformat()
        case int():
            return value
        case _:
            return str(value)


def _typed(name: str, value: Any) -> Any:
    """Return a stored value as a message has it; raises TypeError or ValueError if it is none."""
    kind = _value_types()[name]
    if kind is Message:
        return from_stored(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind in (str, int, Path):
        return kind(value)
    (item, _) = get_args(kind)
    return tuple(item(each) for each in value)


@cache
def _value_types() -> dict[str, Any]:
    return get_type_hints(Values)


@cache
def _stored_codes() -> dict[str, MessageCode]:
    kinds: tuple[type[MessageCode], ...] = (
        ErrorCode,
        DetailCode,
        FileKind,
        VarietyCode,
        DamageCode,
        NoteCode,
        StageCode,  # not stored, but told by other processes in the same form
    )
    return {code.value: code for kind in kinds for code in kind}
