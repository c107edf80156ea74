"""Say in the user's language what the layers below hand up as codes with values.

`message_text` is the only way from a code to words here; CONTRIBUTING.md tells how to add one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from photosearch.core.codes import SENSES
from photosearch.core.error_codes import ErrorCode
from photosearch.core.message_codes import (
    CheckCode,
    DamageCode,
    DetailCode,
    FileKind,
    NoteCode,
    OwnerCode,
    StageCode,
    VarietyCode,
    WordsCode,
)
from photosearch.gui import wording
from photosearch.gui.error_text import error_templates
from photosearch.gui.similarity_text import stop_labels
from photosearch.gui.translation import cached_by_language, tr
from photosearch.messages import Message, MessageCode, Sentence, Value
from photosearch.settings_file import SettingsCode


def message_text(message: Message) -> Sentence:
    """Return the sentence for a message, with the next step if it is that of an error."""
    code, values = message.code, message.values
    shown = {name: _shown(name, value) for name, value in values.items()}
    if isinstance(code, ErrorCode):
        what, next_step = error_templates()[code]
        return Sentence(what.format(**shown), next_step.format(**shown))
    template = _plain_templates().get(code)
    if template is None:
        count = values.get("count")
        template = _counted_templates(count if isinstance(count, int) else -1)[code]
    return Sentence(template.format(**shown))


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
            return wording.number(value) if name in _COUNTED else value
        case _:
            return wording.shown_text(str(value))


def _sense(name: str) -> str:
    """Return what the window calls a kind of likeness that the command line calls `name`."""
    names = dict(zip(SENSES.values(), stop_labels(), strict=True))
    return names.get(name, name)


_COUNTED = frozenset({"count", "total", "height", "width", "megabytes", "limit"})
"""Numbers whose digits are grouped; others are codes and versions."""


def message_templates(count: int = -1) -> Mapping[MessageCode, str]:
    """Return the sentences in the user's language for all codes but errors.

    Args:
        count: chooses between singular and plural.
    """
    return {**_plain_templates(), **_counted_templates(count)}


def _counted_templates(count: int) -> Mapping[MessageCode, str]:
    """Return those sentences that are others for one and for many."""
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


@cached_by_language
def _plain_templates() -> Mapping[MessageCode, str]:
    """Return all other sentences."""
    return {
        WordsCode.IN_WORDS: "{text}",
        DetailCode.EMPTY_FILE: tr("The file is empty (0 bytes)."),
        DetailCode.EMPTY_DATA: tr("The file is empty."),
        DetailCode.FILE_TOO_LARGE: tr(
            "The file has {megabytes} MB; the settings allow {limit} MB."
        ),
        DetailCode.FILE_CHANGING: tr("The file changed while it was read."),
        DetailCode.FILE_CHANGED: tr("The file has changed."),
        DetailCode.FILE_GONE: tr("There is no such file."),
        DetailCode.FILE_FORBIDDEN: tr("The system does not allow reading it."),
        DetailCode.SYSTEM_ERROR: tr("The system reports: {cause}."),
        DetailCode.NOT_REGULAR: tr("This is not a regular file."),
        DetailCode.IS_FOLDER: tr("This is a folder, not a file."),
        DetailCode.IS_DEVICE: tr("This is a device, pipe or socket, not a file."),
        DetailCode.LINK_BROKEN: tr("This link leads to nothing."),
        DetailCode.ONLINE_ONLY: tr(
            "The file is only in the cloud. “Try unreadable files again” downloads and reads it; "
            "or keep it on this computer, then it is read by itself."
        ),
        DetailCode.NOT_AN_IMAGE: tr("The file is no image of a known format."),
        DetailCode.ONLY_ZEROS: tr("The file holds nothing but zeros."),
        DetailCode.FORMAT_UNSUPPORTED: tr("The file is {kind}, which is not supported."),
        DetailCode.VARIETY_UNSUPPORTED: tr(
            "This kind of {format} file is not supported ({cause})."
        ),
        DetailCode.VARIETY_NOT_SUPPORTED: tr(
            "This kind of {format} file ({kind}) is not supported."
        ),
        DetailCode.COMPRESSION_UNKNOWN: tr(
            "The {format} file is damaged (there is no compression of number {number})."
        ),
        DetailCode.CHANNELS_MISSING: tr("The {format} file has {number} of {total} channels."),
        DetailCode.CHANNELS_TOO_FEW: tr("The {format} file is damaged (it has too few channels)."),
        DetailCode.CHANNELS_WRONG: tr(
            "The {format} file is damaged ({number} channels are too few or many)."
        ),
        DetailCode.PALETTE_MISSING: tr("The {format} file lacks its palette."),
        DetailCode.PICTURE_CUT_OFF: tr("The {format} file ends before its picture does."),
        DetailCode.JPEG_UNSUPPORTED: tr(
            "This kind of JPEG file (hierarchical, or lossless with arithmetic coding) is "
            "not supported."
        ),
        DetailCode.FILE_DAMAGED: tr("The {format} file is damaged ({cause})."),
        DetailCode.HEADER_DAMAGED: tr("The {format} file is damaged (its header cannot be read)."),
        DetailCode.PARTS_DAMAGED: tr(
            "The {format} file is damaged (its parts do not fit together)."
        ),
        DetailCode.JPEG_CUT_OFF: tr("The JPEG file ends before its picture begins."),
        DetailCode.JPEG_DAMAGED: tr("The JPEG data is damaged ({cause})."),
        DetailCode.JPEG_PART_READABLE: tr(
            "Only the upper {percent} % of the photo can be read ({cause})."
        ),
        DetailCode.WEBP_HEADER_DAMAGED: tr("The WebP header is damaged."),
        DetailCode.RAW_DAMAGED: tr("The RAW file is damaged ({cause})."),
        DetailCode.RAW_UNKNOWN: tr("The RAW file is of a kind that is not known ({cause})."),
        DetailCode.SIZE_MISSING: tr("The file's header tells no size."),
        DetailCode.TOO_MANY_PIXELS: tr(
            "The photo has {width} × {height} pixels, more than the limit of {limit} megapixels."
        ),
        DetailCode.NO_MEMORY: tr("There is not enough memory to decode the photo."),
        DetailCode.OVER_MEMORY_LIMIT: tr("It takes more memory than a worker may use."),
        DetailCode.PREVIEW_DAMAGED: tr("Its preview is damaged."),
        DetailCode.READING_TOO_LONG: tr("Reading it took longer than {seconds} seconds."),
        DetailCode.WORKER_NOT_READY: tr("It was not ready after {seconds} seconds."),
        DetailCode.WORKER_KILLED: tr("The process that read it was stopped by {signal}."),
        DetailCode.WORKER_EXITED: tr(
            "The process that read it ended unexpectedly (code {status})."
        ),
        DetailCode.WORKER_ENDED: tr("The process that read it ended unexpectedly."),
        FileKind.GIMP: tr("a GIMP document"),
        FileKind.PCX: tr("a PCX image"),
        FileKind.PDF: tr("a PDF document"),
        FileKind.POSTSCRIPT: tr("a PostScript drawing"),
        FileKind.RADIANCE: tr("a Radiance image"),
        FileKind.TARGA: tr("a Targa image"),
        FileKind.ICON: tr("a Windows icon"),
        FileKind.TEXTURE: tr("a texture"),
        FileKind.VIDEO: tr("a video"),
        FileKind.OPENEXR: tr("an OpenEXR image"),
        FileKind.SVG: tr("an SVG drawing"),
        VarietyCode.BITS_PER_CHANNEL: tr("{number} bits"),
        VarietyCode.CHANNELS: tr("{number} channels"),
        VarietyCode.CHANNELS_OF_BITS: tr("{number} channels of {depth} bits"),
        VarietyCode.CMYK: tr("CMYK"),
        VarietyCode.COLOURS_OF_KIND: tr("colours of kind {number}"),
        VarietyCode.COLOUR_SPACE: tr("colour space {number}"),
        VarietyCode.COMPLEX_NUMBERS: tr("complex numbers"),
        VarietyCode.COMPRESSION: tr("compression {name}"),
        VarietyCode.DEPTHS_DIFFER: tr("channels of different depths"),
        VarietyCode.DEPTH_MAP: tr("a depth map"),
        VarietyCode.INKS: tr("inks other than CMYK"),
        VarietyCode.ITU_LAB: tr("ITU Lab colours"),
        VarietyCode.LAB_OF_BITS: tr("Lab colours with {number} bits"),
        VarietyCode.LOGLUV: tr("LogLuv colours"),
        VarietyCode.LOGL: tr("LogL light"),
        VarietyCode.MANY_CHANNELS: tr("a document of many channels"),
        VarietyCode.NOT_FLATTENED: tr(
            "saved without a flattened picture; save it with “Maximize compatibility”"
        ),
        VarietyCode.PALETTE: tr("a palette other than RGB of 8 bits"),
        VarietyCode.SIGNED_NUMBERS: tr("signed numbers"),
        VarietyCode.SLIDE: tr("a microscope slide in YCbCr"),
        VarietyCode.SUBSAMPLED: tr("subsampled colours"),
        VarietyCode.VOLUME: tr("a volume of several layers"),
        DamageCode.ONLY_A_COPY: tr("A copy of it would be of no use."),
        DamageCode.SQLITE: "{cause}",
        DamageCode.TEXT: tr("A text in it is not valid."),
        DamageCode.NO_DATABASE: tr("It is not a database."),
        DamageCode.VERSION_MISSING: tr("Its version is missing."),
        DamageCode.BLOCK_SIZE: tr("A block of codes has a wrong size."),
        DamageCode.PHOTO_ROW: tr("A photo's row is wrong: {cause}"),
        DamageCode.ROOT_ROW: tr("A folder's row is wrong: {cause}"),
        DamageCode.OTHER_LIBRARY: tr("It belongs to another library."),
        OwnerCode.WINDOW: tr("another PhotoSearch window"),
        NoteCode.FOLDER_UNREADABLE: tr(
            "The folder {path} could not be read ({cause}); its photos stay."
        ),
        NoteCode.ROOT_OFFLINE: tr(
            "{path} is not connected. Its photos are kept, shown faded, and left out of "
            "searches until it is back."
        ),
        NoteCode.ROOT_ONLINE: tr("{path} is connected again."),
        NoteCode.ROOT_ON_NETWORK: tr(
            "{path} lies on a network share, where not every change is announced; it is "
            "looked through every {minutes} minutes instead."
        ),
        NoteCode.ROOT_NOT_WATCHED: tr(
            "{path} cannot be watched ({cause}); it is looked through every {minutes} "
            "minutes instead."
        ),
        NoteCode.WATCHING_FAILED: tr(
            "{path} cannot be watched (it failed {number} times); it is looked through every "
            "{minutes} minutes instead."
        ),
        NoteCode.ROOT_TOO_LARGE: tr(
            "{path} has more folders than the system can watch; it is looked through every "
            "{minutes} minutes instead."
        ),
        NoteCode.SWITCH_DONE: tr("All photos are encoded with {model}, which answers from now on."),
        NoteCode.SWITCH_GIVEN_UP: tr(
            "The switch to the model {model} was given up. {reason:whole}"
        ),
        NoteCode.ENDED_UNEXPECTEDLY: tr("It ended unexpectedly."),
        NoteCode.NO_PHOTO_ENCODED: tr(
            "No photo is encoded with the model {model} yet; choose Library > Look for "
            "changes first."
        ),
        NoteCode.ENCODER_REPLACED: tr(
            "The encoder {model} of this library is no longer there; {other} has encoded all "
            "photos and takes over with Library > Look for changes."
        ),
        NoteCode.ENCODER_REPLACING: tr(
            "The encoder {model} of this library was replaced by {other}, which has encoded "
            "{count} of {total} photos so far; images from outside are looked for among "
            "those. Library > Look for changes encodes the others."
        ),
        NoteCode.SENSE_LEFT_OUT: tr(
            "The model {model} cannot compare photos by “{sense}”; it was left out."
        ),
        NoteCode.CROP_NOT_COMPARED: tr(
            "The model {model} cannot compare a crop with parts of photos; it was compared "
            "with whole photos."
        ),
        NoteCode.WORDS_ONLY_AS_NAMES: tr(
            "The model {model} does not know what words mean; they were looked for in names, "
            "captions, keywords and labels."
        ),
        NoteCode.WORDS_SAY_NOTHING: tr(
            "These words say nothing of what a photo shows; name a thing, a place or a colour."
        ),
        NoteCode.WORDS_NOT_KNOWN: tr(
            "Perhaps not understood: {names}. Words are understood in English, and common ones in "
            "German."
        ),
        NoteCode.WORDS_SPELLED_LIKE: tr("Near {name}: {names}."),
        NoteCode.WORDS_SHOWN_INSTEAD: tr(
            "No photo has the label {name}, or is called so. Near it there are: {names}."
        ),
        NoteCode.MODEL_FOLDER_GONE: tr("Its folder is gone; only its codes are left."),
        NoteCode.MODEL_FILE_GONE: tr("Its file {file} is missing."),
        NoteCode.NEIGHBOURS_DAMAGED: tr(
            "What was known of photos that are alike was damaged on the disk; it was found anew."
        ),
        NoteCode.NEIGHBOURS_NOT_KEPT: tr(
            "Which photos are alike could not be noted; searches and all else work without. "
            "{reason:whole}"
        ),
        CheckCode.CATALOG_DAMAGED: tr("The catalog is damaged: {cause}"),
        CheckCode.CATALOG_FOREIGN: tr("The catalog holds what this program never wrote."),
        CheckCode.CATALOG_NONSENSE: tr("The catalog holds what was never written ({cause})."),
        CheckCode.LOOSE_ROWS: tr("Rows of the catalog refer to what is not there ({number})."),
        CheckCode.PHOTO_LIST: tr(
            "The list of photos that a search looks at does not match the photos."
        ),
        CheckCode.TEXT_INDEX: tr("The words by which photos are found do not match the photos."),
        CheckCode.THUMBNAILS_MISSING: tr(
            "There are no thumbnails; they are made anew by indexing."
        ),
        CheckCode.THUMBNAILS_DAMAGED: tr(
            "The thumbnails are damaged ({reason:phrase}); they are made anew."
        ),
        CheckCode.NEIGHBOURS_FILE_DAMAGED: tr(
            "What is known of photos that are alike is damaged ({reason:phrase}); it is found anew."
        ),
        StageCode.LOOKING: tr("Looking for photos"),
        StageCode.INDEXING: tr("Indexing"),
        StageCode.ENCODING: tr("Encoding with {model}"),
        StageCode.COMPARING: tr("Comparing"),
        StageCode.COMPARING_PAIRS: tr("Comparing"),
        StageCode.FINDING_NEIGHBOURS: tr("Finding neighbours"),
        StageCode.WRITING_SHEET: tr("Writing the contact sheet"),
        StageCode.RATING: tr("Rating"),
        StageCode.TAGGING: tr("Tagging"),
        StageCode.TRASHING: tr("Moving to the trash"),
        StageCode.CLEANING: tr("Cleaning up"),
        StageCode.MOVING: tr("Moving"),
        StageCode.COPYING: tr("Copying"),
        StageCode.UNDOING: tr("Undoing"),
        SettingsCode.SETTINGS_FILE_UNREADABLE: tr(
            "The settings file {path} cannot be read ({cause}). Defaults are used."
        ),
        SettingsCode.SETTINGS_FILE_SET_ASIDE: tr(
            "The settings file {path} is broken ({cause}). It was set aside as {file}. "
            "Defaults are used."
        ),
        SettingsCode.SETTINGS_FILE_BROKEN: tr(
            "The settings file {path} is broken ({cause}). It was left as it is. Defaults are used."
        ),
        SettingsCode.SETTING_UNKNOWN: tr("The setting {option!r} is not known and was left out."),
        SettingsCode.SETTING_NOT_A_LIST: tr(
            "The setting {option} = {found} is not a list of texts; the default is used."
        ),
        SettingsCode.SETTING_WRONG_TYPE: tr(
            "The setting {option} = {found} is not of the kind {expected}; the default is used."
        ),
        SettingsCode.SETTING_NO_CHOICE: tr(
            "The setting {option} = {found} is none of {names}; the default is used."
        ),
        SettingsCode.SETTING_OUT_OF_RANGE: tr(
            "The setting {option} = {found} is not between {low} and {high}; the default is used."
        ),
    }
