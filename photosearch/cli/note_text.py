"""Hold what the command line says beside errors: details, notes, findings, stages of long jobs."""

from __future__ import annotations

from collections.abc import Mapping

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
from photosearch.messages import MessageCode
from photosearch.settings_file import SettingsCode

MESSAGES: Mapping[MessageCode, str | tuple[str, str]] = {
    WordsCode.IN_WORDS: "{text}",
    DetailCode.EMPTY_FILE: "The file is empty (0 bytes).",
    DetailCode.EMPTY_DATA: "The file is empty.",
    DetailCode.FILE_TOO_LARGE: (
        "The file has {megabytes:,} MB; the limit is {limit:,} MB (setting max_file_megabytes)."
    ),
    DetailCode.FILE_CHANGING: "The file changed while it was read.",
    DetailCode.FILE_CHANGED: "The file has changed.",
    DetailCode.FILE_GONE: "There is no such file.",
    DetailCode.FILE_FORBIDDEN: "The system does not allow reading it.",
    DetailCode.SYSTEM_ERROR: "The system reports: {cause}.",
    DetailCode.NOT_REGULAR: "This is not a regular file.",
    DetailCode.IS_FOLDER: "This is a folder, not a file.",
    DetailCode.IS_DEVICE: "This is a device, pipe or socket, not a file.",
    DetailCode.LINK_BROKEN: "This link leads to nothing.",
    DetailCode.ONLINE_ONLY: (
        "The file is only in the cloud. Keep it on this computer, then it is read by itself."
    ),
    DetailCode.NOT_AN_IMAGE: "The file is no image of a known format.",
    DetailCode.ONLY_ZEROS: "The file holds nothing but zeros.",
    DetailCode.FORMAT_UNSUPPORTED: "The file is {kind}, which is not supported.",
    DetailCode.VARIETY_UNSUPPORTED: "This kind of {format} file is not supported ({cause}).",
    DetailCode.VARIETY_NOT_SUPPORTED: "This kind of {format} file ({kind}) is not supported.",
    DetailCode.COMPRESSION_UNKNOWN: (
        "The {format} file is damaged (there is no compression of number {number})."
    ),
    DetailCode.CHANNELS_MISSING: "The {format} file has {number} of {total} channels.",
    DetailCode.CHANNELS_TOO_FEW: "The {format} file is damaged (it has too few channels).",
    DetailCode.CHANNELS_WRONG: (
        "The {format} file is damaged ({number} channels are too few or many)."
    ),
    DetailCode.PALETTE_MISSING: "The {format} file lacks its palette.",
    DetailCode.PICTURE_CUT_OFF: "The {format} file ends before its picture does.",
    DetailCode.JPEG_UNSUPPORTED: (
        "This kind of JPEG file (hierarchical, or lossless with arithmetic coding) is not "
        "supported."
    ),
    DetailCode.FILE_DAMAGED: "The {format} file is damaged ({cause}).",
    DetailCode.HEADER_DAMAGED: "The {format} file is damaged (its header cannot be read).",
    DetailCode.PARTS_DAMAGED: "The {format} file is damaged (its parts do not fit together).",
    DetailCode.JPEG_CUT_OFF: "The JPEG file ends before its picture begins.",
    DetailCode.JPEG_DAMAGED: "The JPEG data is damaged ({cause}).",
    DetailCode.JPEG_PART_READABLE: "Only the upper {percent}% of the photo can be read ({cause}).",
    DetailCode.WEBP_HEADER_DAMAGED: "The WebP header is damaged.",
    DetailCode.RAW_DAMAGED: "The RAW file is damaged ({cause}).",
    DetailCode.RAW_UNKNOWN: "The RAW file is of a kind that is not known ({cause}).",
    DetailCode.SIZE_MISSING: "The file's header tells no size.",
    DetailCode.TOO_MANY_PIXELS: (
        "The photo has {width} x {height} pixels, more than the limit of {limit} megapixels."
    ),
    DetailCode.NO_MEMORY: "There is not enough memory to decode the photo.",
    DetailCode.OVER_MEMORY_LIMIT: "It takes more memory than a worker may use.",
    DetailCode.PREVIEW_DAMAGED: "Its preview is damaged.",
    DetailCode.READING_TOO_LONG: "Reading it took longer than {seconds} seconds.",
    DetailCode.WORKER_NOT_READY: "It was not ready after {seconds} seconds.",
    DetailCode.WORKER_KILLED: "The process that read it was stopped by {signal}.",
    DetailCode.WORKER_EXITED: "The process that read it ended unexpectedly (code {status}).",
    DetailCode.WORKER_ENDED: "The process that read it ended unexpectedly.",
    FileKind.GIMP: "a GIMP document",
    FileKind.PCX: "a PCX image",
    FileKind.PDF: "a PDF document",
    FileKind.POSTSCRIPT: "a PostScript drawing",
    FileKind.RADIANCE: "a Radiance image",
    FileKind.TARGA: "a Targa image",
    FileKind.ICON: "a Windows icon",
    FileKind.TEXTURE: "a texture",
    FileKind.VIDEO: "a video",
    FileKind.OPENEXR: "an OpenEXR image",
    FileKind.SVG: "an SVG drawing",
    VarietyCode.BITS_PER_CHANNEL: "{number} bits",
    VarietyCode.CHANNELS: "{number} channels",
    VarietyCode.CHANNELS_OF_BITS: "{number} channels of {depth} bits",
    VarietyCode.CMYK: "CMYK",
    VarietyCode.COLOURS_OF_KIND: "colours of kind {number}",
    VarietyCode.COLOUR_SPACE: "colour space {number}",
    VarietyCode.COMPLEX_NUMBERS: "complex numbers",
    VarietyCode.COMPRESSION: "compression {name}",
    VarietyCode.DEPTHS_DIFFER: "channels of different depths",
    VarietyCode.DEPTH_MAP: "a depth map",
    VarietyCode.INKS: "inks other than CMYK",
    VarietyCode.ITU_LAB: "ITU Lab colours",
    VarietyCode.LAB_OF_BITS: "Lab colours with {number} bits",
    VarietyCode.LOGLUV: "LogLuv colours",
    VarietyCode.LOGL: "LogL light",
    VarietyCode.MANY_CHANNELS: "a document of many channels",
    VarietyCode.NOT_FLATTENED: (
        "saved without a flattened picture; save it with “Maximize compatibility”"
    ),
    VarietyCode.PALETTE: "a palette other than RGB of 8 bits",
    VarietyCode.SIGNED_NUMBERS: "signed numbers",
    VarietyCode.SLIDE: "a microscope slide in YCbCr",
    VarietyCode.SUBSAMPLED: "subsampled colours",
    VarietyCode.VOLUME: "a volume of several layers",
    DamageCode.ONLY_A_COPY: "A copy of it would be of no use.",
    DamageCode.SQLITE: "{cause}",
    DamageCode.TEXT: "A text in it is not valid.",
    DamageCode.NO_DATABASE: "It is not a database.",
    DamageCode.VERSION_MISSING: "Its version is missing.",
    DamageCode.BLOCK_SIZE: "A block of codes has a wrong size.",
    DamageCode.PHOTO_ROW: "A photo's row is wrong: {cause}",
    DamageCode.ROOT_ROW: "A root's row is wrong: {cause}",
    DamageCode.OTHER_LIBRARY: "It belongs to another library.",
    OwnerCode.WINDOW: "another PhotoSearch window",
    NoteCode.FOLDER_UNREADABLE: "The folder {path} could not be read ({cause}); its photos stay.",
    NoteCode.ROOT_OFFLINE: (
        "{path} is not connected. Its photos are kept, shown faded, and left out of searches "
        "until it is back."
    ),
    NoteCode.ROOT_ONLINE: "{path} is connected again.",
    NoteCode.ROOT_ON_NETWORK: (
        "{path} lies on a network share, where not every change is announced; it is looked "
        "through every {minutes} minutes instead."
    ),
    NoteCode.ROOT_NOT_WATCHED: (
        "{path} cannot be watched ({cause}); it is looked through every {minutes} minutes instead."
    ),
    NoteCode.WATCHING_FAILED: (
        "{path} cannot be watched (it failed {number} times); it is looked through every {minutes} "
        "minutes instead."
    ),
    NoteCode.ROOT_TOO_LARGE: (
        "{path} has more folders than the system can watch; it is looked through every "
        "{minutes} minutes instead."
    ),
    NoteCode.SWITCH_DONE: "All photos are encoded with {model}, which answers from now on.",
    NoteCode.SWITCH_GIVEN_UP: "The switch to the model {model} was given up. {reason:whole}",
    NoteCode.ENDED_UNEXPECTEDLY: "It ended unexpectedly.",
    NoteCode.NO_PHOTO_ENCODED: (
        "No photo is encoded with the model {model} yet; bring the library up to date first "
        "(photosearch index)."
    ),
    NoteCode.PHOTOS_NOT_ENCODED: (
        (
            "1 photo is left out, not being encoded with {model} yet; photosearch index encodes "
            "what is missing."
        ),
        (
            "{count:,} photos are left out, not being encoded with {model} yet; photosearch "
            "index encodes what is missing."
        ),
    ),
    NoteCode.ENCODER_REPLACED: (
        "The encoder {model} of this library is no longer there; {other} has encoded all photos "
        "and takes over with photosearch index."
    ),
    NoteCode.ENCODER_REPLACING: (
        "The encoder {model} of this library was replaced by {other}, which has encoded "
        "{count:,} of {total:,} photos so far; images from outside are looked for among those. "
        "photosearch index encodes the others."
    ),
    NoteCode.SENSE_LEFT_OUT: (
        "The model {model} cannot compare photos in the sense {sense}; it was left out."
    ),
    NoteCode.CROP_NOT_COMPARED: (
        "The model {model} cannot compare a crop with parts of photos; it was compared with "
        "whole photos."
    ),
    NoteCode.WORDS_ONLY_AS_NAMES: (
        "The model {model} does not know what words mean; they were looked for in names, captions, "
        "keywords and labels."
    ),
    NoteCode.WORDS_SAY_NOTHING: (
        "These words say nothing of what a photo shows; name a thing, a place or a colour."
    ),
    NoteCode.WORDS_NOT_KNOWN: (
        "Perhaps not understood: {names}. Words are understood in English, and common ones in "
        "German."
    ),
    NoteCode.WORDS_SPELLED_LIKE: "Near {name}: {names}.",
    NoteCode.WORDS_SHOWN_INSTEAD: (
        "No photo has the label {name}, or is called so. Near it there are: {names}."
    ),
    NoteCode.MODEL_FOLDER_GONE: "Its folder is gone; only its codes are left.",
    NoteCode.MODEL_FILE_GONE: "Its file {file} is missing.",
    NoteCode.NEIGHBOURS_DAMAGED: (
        "What was known of photos that are alike was damaged on the disk; it was found anew."
    ),
    NoteCode.NEIGHBOURS_NOT_KEPT: (
        "Which photos are alike could not be noted; searches and all else work without. "
        "{reason:whole}"
    ),
    CheckCode.CATALOG_DAMAGED: "The catalog is damaged: {cause}",
    CheckCode.CATALOG_FOREIGN: "The catalog holds what this program never wrote.",
    CheckCode.CATALOG_NONSENSE: "The catalog holds what was never written ({cause}).",
    CheckCode.LOOSE_ROWS: "Rows of the catalog refer to what is not there ({number}).",
    CheckCode.PHOTO_LIST: "The list of photos that a search looks at does not match the photos.",
    CheckCode.TEXT_INDEX: "The words by which photos are found do not match the photos.",
    CheckCode.LOOSE_CODES: (
        "There are codes of {model} for 1 photo that does not exist.",
        "There are codes of {model} for {count:,} photos that do not exist.",
    ),
    CheckCode.PHOTOS_WITHOUT_CODES: (
        "1 photo has no codes of the model {model}.",
        "{count:,} photos have no codes of the model {model}.",
    ),
    CheckCode.PHOTOS_WITHOUT_THUMBNAIL: (
        "1 photo has no thumbnail.",
        "{count:,} photos have no thumbnail.",
    ),
    CheckCode.THUMBNAILS_MISSING: "There are no thumbnails; they are made anew by indexing.",
    CheckCode.THUMBNAILS_DAMAGED: (
        "The thumbnails are damaged ({reason:phrase}); they are made anew."
    ),
    CheckCode.NEIGHBOURS_FILE_DAMAGED: (
        "What is known of photos that are alike is damaged ({reason:phrase}); it is found anew."
    ),
    StageCode.LOOKING: "Looking for photos",
    StageCode.INDEXING: "Indexing",
    StageCode.ENCODING: "Encoding with {model}",
    StageCode.COMPARING: "Comparing",
    StageCode.COMPARING_PAIRS: "Comparing",
    StageCode.FINDING_NEIGHBOURS: "Finding neighbours",
    StageCode.WRITING_SHEET: "Writing the contact sheet",
    StageCode.RATING: "Rating",
    StageCode.TAGGING: "Tagging",
    StageCode.TRASHING: "Moving to the trash",
    StageCode.MOVING: "Moving",
    StageCode.CLEANING: "Cleaning up",
    StageCode.COPYING: "Copying",
    StageCode.UNDOING: "Undoing",
    SettingsCode.SETTINGS_FILE_UNREADABLE: (
        "The settings file {path} cannot be read ({cause}). Defaults are used."
    ),
    SettingsCode.SETTINGS_FILE_SET_ASIDE: (
        "The settings file {path} is broken ({cause}). It was set aside as {file}. Defaults are "
        "used."
    ),
    SettingsCode.SETTINGS_FILE_BROKEN: (
        "The settings file {path} is broken ({cause}). It was left as it is. Defaults are used."
    ),
    SettingsCode.SETTING_UNKNOWN: "The setting {option!r} is not known and was left out.",
    SettingsCode.SETTING_NOT_A_LIST: (
        "The setting {option} = {found} is not a list of texts; the default is used."
    ),
    SettingsCode.SETTING_WRONG_TYPE: (
        "The setting {option} = {found} is not of the kind {expected}; the default is used."
    ),
    SettingsCode.SETTING_NO_CHOICE: (
        "The setting {option} = {found} is none of {names}; the default is used."
    ),
    SettingsCode.SETTING_OUT_OF_RANGE: (
        "The setting {option} = {found} is not between {low} and {high}; the default is used."
    ),
}
"""Templates; two where the value `count` tells singular from plural."""
