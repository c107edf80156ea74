"""Hold the words for notes of runs, findings of a check, stages of long jobs and settings."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.message_codes import (
    CheckCode,
    DamageCode,
    NoteCode,
    OwnerCode,
    StageCode,
    WordsCode,
)
from photosearch.message_words.template import PluralForms, Template, Variants
from photosearch.messages import QT_TR_NOOP, MessageCode
from photosearch.settings_file import SettingsCode

NOTES: Mapping[MessageCode, Template | PluralForms] = {
    WordsCode.IN_WORDS: "{text}",
    DamageCode.ONLY_A_COPY: QT_TR_NOOP("A copy of it would be of no use."),
    DamageCode.SQLITE: "{cause}",
    DamageCode.TEXT: QT_TR_NOOP("A text in it is not valid."),
    DamageCode.NO_DATABASE: QT_TR_NOOP("It is not a database."),
    DamageCode.VERSION_MISSING: QT_TR_NOOP("Its version is missing."),
    DamageCode.BLOCK_SIZE: QT_TR_NOOP("A block of codes has a wrong size."),
    DamageCode.PHOTO_ROW: QT_TR_NOOP("A photo's row is wrong: {cause}"),
    DamageCode.ROOT_ROW: QT_TR_NOOP("A folder's row is wrong: {cause}"),
    DamageCode.OTHER_LIBRARY: QT_TR_NOOP("It belongs to another library."),
    OwnerCode.WINDOW: QT_TR_NOOP("another PhotoSearch window"),
    NoteCode.PHOTOS_NOT_ENCODED: PluralForms(
        one=(
            "1 photo is left out, not being encoded with {model} yet; photosearch index encodes "
            "what is missing."
        ),
        many=(
            "{count} photos are left out, not being encoded with {model} yet; photosearch index "
            "encodes what is missing."
        ),
    ),
    NoteCode.FOLDER_UNREADABLE: QT_TR_NOOP(
        "The folder {path} could not be read ({cause}); its photos stay."
    ),
    NoteCode.ROOT_OFFLINE: QT_TR_NOOP(
        "{path} is not connected. Its photos are kept, shown faded, and left out of searches until "
        "it is back."
    ),
    NoteCode.ROOT_ONLINE: QT_TR_NOOP("{path} is connected again."),
    NoteCode.ROOT_ON_NETWORK: QT_TR_NOOP(
        "{path} lies on a network share, where not every change is announced; it is looked through "
        "every {minutes} minutes instead."
    ),
    NoteCode.ROOT_NOT_WATCHED: QT_TR_NOOP(
        "{path} cannot be watched ({cause}); it is looked through every {minutes} minutes instead."
    ),
    NoteCode.WATCHING_FAILED: QT_TR_NOOP(
        "{path} cannot be watched (it failed {number} times); it is looked through every {minutes} "
        "minutes instead."
    ),
    NoteCode.ROOT_TOO_LARGE: QT_TR_NOOP(
        "{path} has more folders than the system can watch; it is looked through every {minutes} "
        "minutes instead."
    ),
    NoteCode.SWITCH_DONE: QT_TR_NOOP(
        "All photos are encoded with {model}, which answers from now on."
    ),
    NoteCode.SWITCH_GIVEN_UP: QT_TR_NOOP(
        "The switch to the model {model} was given up. {reason:whole}"
    ),
    NoteCode.ENDED_UNEXPECTEDLY: QT_TR_NOOP("It ended unexpectedly."),
    NoteCode.NO_PHOTO_ENCODED: Variants(
        window=QT_TR_NOOP(
            "No photo is encoded with the model {model} yet; choose Library > Look for changes "
            "first."
        ),
        command_line=(
            "No photo is encoded with the model {model} yet; bring the library up to date first "
            "(photosearch index)."
        ),
    ),
    NoteCode.ENCODER_REPLACED: Variants(
        window=QT_TR_NOOP(
            "The encoder {model} of this library is no longer there; {other} has encoded all "
            "photos and takes over with Library > Look for changes."
        ),
        command_line=(
            "The encoder {model} of this library is no longer there; {other} has encoded all "
            "photos and takes over with photosearch index."
        ),
    ),
    NoteCode.ENCODER_REPLACING: Variants(
        window=QT_TR_NOOP(
            "The encoder {model} of this library was replaced by {other}, which has encoded "
            "{count} of {total} photos so far; images from outside are looked for among those. "
            "Library > Look for changes encodes the others."
        ),
        command_line=(
            "The encoder {model} of this library was replaced by {other}, which has encoded "
            "{count} of {total} photos so far; images from outside are looked for among those. "
            "photosearch index encodes the others."
        ),
    ),
    NoteCode.SENSE_LEFT_OUT: Variants(
        window=QT_TR_NOOP("The model {model} cannot compare photos by “{sense}”; it was left out."),
        command_line=(
            "The model {model} cannot compare photos in the sense {sense}; it was left out."
        ),
    ),
    NoteCode.CROP_NOT_COMPARED: QT_TR_NOOP(
        "The model {model} cannot compare a crop with parts of photos; it was compared with whole "
        "photos."
    ),
    NoteCode.WORDS_ONLY_AS_NAMES: QT_TR_NOOP(
        "The model {model} does not know what words mean; they were looked for in names, captions, "
        "keywords and labels."
    ),
    NoteCode.WORDS_SAY_NOTHING: QT_TR_NOOP(
        "These words say nothing of what a photo shows; name a thing, a place or a colour."
    ),
    NoteCode.WORDS_NOT_KNOWN: QT_TR_NOOP(
        "Perhaps not understood: {names}. Words are understood in English, and common ones in "
        "German."
    ),
    NoteCode.WORDS_SPELLED_LIKE: QT_TR_NOOP("Near {name}: {names}."),
    NoteCode.WORDS_SHOWN_INSTEAD: QT_TR_NOOP(
        "No photo has the label {name}, or is called so. Near it there are: {names}."
    ),
    NoteCode.MODEL_FOLDER_GONE: QT_TR_NOOP("Its folder is gone; only its codes are left."),
    NoteCode.MODEL_FILE_GONE: QT_TR_NOOP("Its file {file} is missing."),
    NoteCode.NEIGHBOURS_DAMAGED: QT_TR_NOOP(
        "What was known of photos that are alike was damaged on the disk; it was found anew."
    ),
    NoteCode.NEIGHBOURS_NOT_KEPT: QT_TR_NOOP(
        "Which photos are alike could not be noted; searches and all else work without. "
        "{reason:whole}"
    ),
    CheckCode.LOOSE_CODES: PluralForms(
        one="There are codes of {model} for 1 photo that does not exist.",
        many="There are codes of {model} for {count} photos that do not exist.",
    ),
    CheckCode.PHOTOS_WITHOUT_CODES: PluralForms(
        one="1 photo has no codes of the model {model}.",
        many="{count} photos have no codes of the model {model}.",
    ),
    CheckCode.PHOTOS_WITHOUT_THUMBNAIL: PluralForms(
        one="1 photo has no thumbnail.",
        many="{count} photos have no thumbnail.",
    ),
    CheckCode.CATALOG_DAMAGED: QT_TR_NOOP("The catalog is damaged: {cause}"),
    CheckCode.CATALOG_FOREIGN: QT_TR_NOOP("The catalog holds what this program never wrote."),
    CheckCode.CATALOG_NONSENSE: QT_TR_NOOP("The catalog holds what was never written ({cause})."),
    CheckCode.LOOSE_ROWS: QT_TR_NOOP("Rows of the catalog refer to what is not there ({number})."),
    CheckCode.PHOTO_LIST: QT_TR_NOOP(
        "The list of photos that a search looks at does not match the photos."
    ),
    CheckCode.TEXT_INDEX: QT_TR_NOOP(
        "The words by which photos are found do not match the photos."
    ),
    CheckCode.THUMBNAILS_MISSING: QT_TR_NOOP(
        "There are no thumbnails; they are made anew by indexing."
    ),
    CheckCode.THUMBNAILS_DAMAGED: QT_TR_NOOP(
        "The thumbnails are damaged ({reason:phrase}); they are made anew."
    ),
    CheckCode.NEIGHBOURS_FILE_DAMAGED: QT_TR_NOOP(
        "What is known of photos that are alike is damaged ({reason:phrase}); it is found anew."
    ),
    StageCode.LOOKING: QT_TR_NOOP("Looking for photos"),
    StageCode.INDEXING: QT_TR_NOOP("Indexing"),
    StageCode.ENCODING: QT_TR_NOOP("Encoding with {model}"),
    StageCode.COMPARING: QT_TR_NOOP("Comparing"),
    StageCode.COMPARING_PAIRS: QT_TR_NOOP("Comparing"),
    StageCode.GROUPING: QT_TR_NOOP("Making groups of what was compared"),
    StageCode.FINDING_NEIGHBOURS: QT_TR_NOOP("Finding neighbours"),
    StageCode.WRITING_SHEET: QT_TR_NOOP("Writing the contact sheet"),
    StageCode.RATING: QT_TR_NOOP("Rating"),
    StageCode.TAGGING: QT_TR_NOOP("Changing keywords"),
    StageCode.TRASHING: QT_TR_NOOP("Moving to the trash"),
    StageCode.CLEANING: QT_TR_NOOP("Cleaning up"),
    StageCode.MOVING: QT_TR_NOOP("Moving"),
    StageCode.COPYING: QT_TR_NOOP("Copying"),
    StageCode.UNDOING: QT_TR_NOOP("Undoing"),
    StageCode.TUNING_LEARNING: QT_TR_NOOP("Looking at photos to learn from"),
    StageCode.TUNING_CHOOSING: QT_TR_NOOP("Looking at photos to choose by"),
    StageCode.TUNING_JUDGING: QT_TR_NOOP("Looking at photos to judge by"),
    StageCode.TUNING_GENERAL: QT_TR_NOOP("Looking at pictures of no library"),
    StageCode.TRAINING: QT_TR_NOOP("Training"),
    SettingsCode.SETTINGS_FILE_UNREADABLE: QT_TR_NOOP(
        "The settings file {path} cannot be read ({cause}). Defaults are used."
    ),
    SettingsCode.SETTINGS_FILE_SET_ASIDE: QT_TR_NOOP(
        "The settings file {path} is broken ({cause}). It was set aside as {file}. Defaults are "
        "used."
    ),
    SettingsCode.SETTINGS_FILE_BROKEN: QT_TR_NOOP(
        "The settings file {path} is broken ({cause}). It was left as it is. Defaults are used."
    ),
    SettingsCode.SETTING_UNKNOWN: QT_TR_NOOP(
        "The setting {option!r} is not known and was left out."
    ),
    SettingsCode.SETTING_NOT_A_LIST: QT_TR_NOOP(
        "The setting {option} = {found} is not a list of texts; the default is used."
    ),
    SettingsCode.SETTING_WRONG_TYPE: QT_TR_NOOP(
        "The setting {option} = {found} is not of the kind {expected}; the default is used."
    ),
    SettingsCode.SETTING_NO_CHOICE: QT_TR_NOOP(
        "The setting {option} = {found} is none of {names}; the default is used."
    ),
    SettingsCode.SETTING_OUT_OF_RANGE: QT_TR_NOOP(
        "The setting {option} = {found} is not between {low} and {high}; the default is used."
    ),
}
