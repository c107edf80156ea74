"""Hold the words for errors of models: choosing one, its files, and how it runs."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode
from photosearch.message_words.template import Template, Variants
from photosearch.messages import QT_TR_NOOP

_CHOICE = QT_TR_NOOP("Choose one of: {names}.")
_REINSTALL = Variants(
    window=QT_TR_NOOP("Install the model again, or choose another one with Library > Encoder."),
    command_line="Install the model again, or choose another one: photosearch model list",
)
_EXPORT = Variants(
    window=QT_TR_NOOP("Export the model again, or choose another one with Library > Encoder."),
    command_line="Export the model again, or choose another one: photosearch model list",
)

MODEL_ERRORS: Mapping[ErrorCode, tuple[Template, Template]] = {
    # Choosing a model, and switching to it.
    ErrorCode.MODELS_MISSING: (
        QT_TR_NOOP("There is no model called {name!r} in {folder} or {user_folder}."),
        QT_TR_NOOP("Install PhotoSearch again."),
    ),
    ErrorCode.MODEL_NOT_AT_HAND: (
        QT_TR_NOOP("There is no model called {name!r} in {folder} or {user_folder}."),
        _CHOICE,
    ),
    ErrorCode.MODEL_NOT_FOUND: (
        QT_TR_NOOP("There is no model called {name!r}, and no such folder."),
        _CHOICE,
    ),
    ErrorCode.MODEL_FOLDER_WITHOUT_CARD: (
        QT_TR_NOOP("{path} is no model folder: it has no model.toml."),
        _CHOICE,
    ),
    ErrorCode.MODEL_NAME_TAKEN: (
        QT_TR_NOOP("There is a model called {name} already."),
        Variants(
            window=QT_TR_NOOP(
                "Give this one another name in its model.toml, or remove the other one first."
            ),
            command_line=(
                "Give this one another name in its model.toml, or remove the other one's folder "
                "first: photosearch model info {name} tells where it is."
            ),
        ),
    ),
    ErrorCode.MODEL_IS_PAIR: (
        QT_TR_NOOP("{model} is a pair of encoders and no model yet."),
        Variants(
            window=QT_TR_NOOP("Add it on the command line, which fits codes to your photos."),
            command_line="Add it, which fits codes to your photos: photosearch model add FOLDER",
        ),
    ),
    ErrorCode.PAIR_WIDTHS_DIFFER: (
        QT_TR_NOOP(
            "The encoders of {model} do not share one space: pictures become {number} numbers, "
            "texts {count}."
        ),
        QT_TR_NOOP("Export both from the same model, with the projections that it ends with."),
    ),
    ErrorCode.PAIR_TOO_FEW_PHOTOS: (
        QT_TR_NOOP(
            "The codes of {model} are fitted to your photos, at least {low}; {number} can be read."
        ),
        QT_TR_NOOP("Index more photos, then add it again."),
    ),
    ErrorCode.MODEL_NOT_ADDED: (
        QT_TR_NOOP("The model cannot be copied to {folder}: {cause}."),
        QT_TR_NOOP("Make room or get the right to write there, then add it again."),
    ),
    ErrorCode.MODEL_BEFORE_MISSING: (
        QT_TR_NOOP("No other model has answered in this library before."),
        Variants(
            window=QT_TR_NOOP("Choose one with Library > Encoder."),
            command_line="Choose one: photosearch model list",
        ),
    ),
    ErrorCode.MODEL_BEFORE_GONE: (
        QT_TR_NOOP("The model {model}, which answered before, is no longer there."),
        Variants(
            window=QT_TR_NOOP("Put its folder back, or choose another one with Library > Encoder."),
            command_line="Put its folder back, or choose another one: photosearch model list",
        ),
    ),
    ErrorCode.MODEL_COMING_GONE: (
        QT_TR_NOOP("It is no longer there."),
        QT_TR_NOOP("Choose it again when it is back."),
    ),
    ErrorCode.LIBRARY_WITHOUT_ENCODER: (
        QT_TR_NOOP("This library has no encoder."),
        Variants(
            window=QT_TR_NOOP("Choose one with Library > Encoder."),
            command_line="Choose one: photosearch model list",
        ),
    ),
    ErrorCode.SWITCH_UNDER_WAY: (
        QT_TR_NOOP("The library is being switched to another model already."),
        QT_TR_NOOP("Wait until that is done, or cancel it first."),
    ),
    ErrorCode.SENSE_WITHOUT_CODES: (
        Variants(
            window=QT_TR_NOOP("The model {model} has no codes for “{sense}”."),
            command_line="The model {model} has no codes of the sense {sense}.",
        ),
        Variants(
            window=QT_TR_NOOP("Compare by another likeness; every model knows subjects."),
            command_line="Compare in another sense; every model has subject.",
        ),
    ),
    ErrorCode.TOO_FEW_TO_COMPARE: (
        QT_TR_NOOP("Only {number} photos can be read; a comparison needs {low}."),
        QT_TR_NOOP("Name a folder with more photos."),
    ),
    # The files of a model.
    ErrorCode.MODEL_FILE_MISSING: (QT_TR_NOOP("The model's file {path} is missing."), _REINSTALL),
    ErrorCode.MODEL_FILE_TOO_LARGE: (
        QT_TR_NOOP("The model's file {path} has more than {limit} MiB, too much for an encoder."),
        _REINSTALL,
    ),
    ErrorCode.MODEL_FILE_NOT_THE_ONE: (
        QT_TR_NOOP(
            "The model file {path} is damaged or not the one that its model.toml describes (sha256 "
            "{found}…, expected {expected}…)."
        ),
        _REINSTALL,
    ),
    ErrorCode.MODEL_NOT_ONNX: (
        QT_TR_NOOP("The model file {path} is no ONNX model ({cause})."),
        _REINSTALL,
    ),
    ErrorCode.LABELS_NOT_TEXT: (QT_TR_NOOP("{path} is not text."), _REINSTALL),
    ErrorCode.LABELS_TOO_FEW_OR_MANY: (
        QT_TR_NOOP("{path} names {number} classes, the model has {count}."),
        _REINSTALL,
    ),
    ErrorCode.INPUT_NOT_THE_ONE: (
        QT_TR_NOOP(
            "The model does not match its model.toml: it takes {found} instead of one input "
            "{name!r} of type uint8."
        ),
        _REINSTALL,
    ),
    ErrorCode.INPUT_MISSING: (
        QT_TR_NOOP(
            "The model does not match its model.toml: it takes nothing instead of one input "
            "{name!r} of type uint8."
        ),
        _REINSTALL,
    ),
    ErrorCode.PICTURES_NOT_TAKEN: (
        QT_TR_NOOP(
            "The encoder of pictures takes {found} instead of one input of the type {expected}."
        ),
        _REINSTALL,
    ),
    ErrorCode.TEXTS_NOT_TAKEN: (
        QT_TR_NOOP("The encoder of texts takes {found} instead of {names}."),
        _REINSTALL,
    ),
    ErrorCode.CARD_NORMALISATION_WRONG: (
        QT_TR_NOOP(
            "The model's model.toml needs three numbers each for 'mean' and 'std' of the input, "
            "those of 'std' above zero."
        ),
        _REINSTALL,
    ),
    ErrorCode.INPUT_SHAPE: (
        QT_TR_NOOP(
            "The model does not match its model.toml: it takes {name!r} as {found} instead of "
            "{expected}."
        ),
        _REINSTALL,
    ),
    ErrorCode.OUTPUT_MISSING: (
        QT_TR_NOOP("The model does not match its model.toml: it has no output {output!r}."),
        _REINSTALL,
    ),
    ErrorCode.OUTPUT_TYPE: (
        QT_TR_NOOP(
            "The model does not match its model.toml: it gives {output!r} as {found} instead of "
            "float32."
        ),
        _REINSTALL,
    ),
    ErrorCode.OUTPUT_SHAPE: (
        QT_TR_NOOP(
            "The model does not match its model.toml: it gives {output!r} as {found}, the card "
            "says {expected}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_NOT_TEXT: (
        QT_TR_NOOP("The model's model.toml in {folder} is not text."),
        _REINSTALL,
    ),
    ErrorCode.CARD_NOT_TOML: (
        QT_TR_NOOP("The model's model.toml is not valid TOML: {cause}."),
        _REINSTALL,
    ),
    ErrorCode.CARD_SECTION_MISSING: (
        QT_TR_NOOP("The model's model.toml has no section [{section}]."),
        _REINSTALL,
    ),
    ErrorCode.CARD_SECTION_IS_VALUE: (
        QT_TR_NOOP(
            "The model's model.toml has {section!r} as a value, where a section [{section}] "
            "belongs."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_TEXT_MISSING: (
        QT_TR_NOOP("The model's model.toml has no text for {entry!r}."),
        _REINSTALL,
    ),
    ErrorCode.CARD_TEXT_WRONG: (
        QT_TR_NOOP("The model's model.toml has {found} for {entry!r}, which cannot be right."),
        _REINSTALL,
    ),
    ErrorCode.CARD_NUMBER_WRONG: (
        QT_TR_NOOP(
            "The model's model.toml needs a whole number from {low} to {high} for {entry!r}, not "
            "{found}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_FILE_WRONG: (
        QT_TR_NOOP(
            "The model's model.toml needs the name of a file in the same folder for {entry!r}, not "
            "{found}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CHOICE_WRONG: (
        QT_TR_NOOP("The model's model.toml needs one of {names} for {entry!r}, not {found}."),
        _REINSTALL,
    ),
    ErrorCode.CARD_BITS_WRONG: (
        QT_TR_NOOP(
            "The model's model.toml needs a multiple of 8 for the bits of {output!r}, not {number}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_SUBJECT_MISSING: (
        QT_TR_NOOP(
            "The model's model.toml gives no bits for 'subject', the one output that every model "
            "has."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_REGIONS_WRONG: (
        QT_TR_NOOP("The model's model.toml needs 1 to {high} boxes for the regions."),
        _REINSTALL,
    ),
    ErrorCode.CARD_BOX_WRONG: (
        QT_TR_NOOP(
            "The model's model.toml has a region box that is not [x, y, width, height] in "
            "fractions."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_WORDS_CALIBRATION_WRONG: (
        QT_TR_NOOP(
            "The calibration of “words” in the model's model.toml does not fit: deviation and "
            "probability are as many numbers, which rise, and label_weight is not negative."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CALIBRATION_WRONG: (
        QT_TR_NOOP(
            "The model's model.toml has a calibration of {output!r} whose probabilities do not "
            "fall, within 1 and 0, over rising distances."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CALIBRATION_SHORT: (
        QT_TR_NOOP(
            "The model's model.toml needs lists of at least two numbers for the calibration of "
            "{output!r}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CALIBRATION_NO_NUMBERS: (
        QT_TR_NOOP(
            "The model's model.toml has something other than numbers in the calibration of "
            "{output!r}."
        ),
        _REINSTALL,
    ),
    ErrorCode.MODEL_FILE_UNREADABLE: (
        QT_TR_NOOP("The model's file {path} cannot be read ({cause})."),
        QT_TR_NOOP("Check the permissions of the file, or install the model again."),
    ),
    ErrorCode.MODEL_OPERATORS_OLD: (
        QT_TR_NOOP("The model file {path} uses ONNX operator set {version}, older than {known}."),
        QT_TR_NOOP("Export the model again with a newer operator set, or choose another model."),
    ),
    ErrorCode.MODEL_NOT_LOADED: (
        QT_TR_NOOP("The model file {path} cannot be loaded: {cause}."),
        Variants(
            window=QT_TR_NOOP(
                "Install a newer version of PhotoSearch, or choose another model with Library > "
                "Encoder."
            ),
            command_line=(
                "Install a newer version of PhotoSearch, or choose another model: photosearch "
                "model list"
            ),
        ),
    ),
    # What a model shows when it is tried.
    ErrorCode.MODEL_NOT_TRIED: (QT_TR_NOOP("The model {model} cannot be tried. {reason}"), _EXPORT),
    ErrorCode.MODEL_TOO_SLOW: (
        QT_TR_NOOP("The model {model} did not encode a few pictures within {seconds} seconds."),
        _EXPORT,
    ),
    ErrorCode.MODEL_CRASHED: (
        QT_TR_NOOP("The model {model} ended the process that ran it ({reason:phrase})."),
        _EXPORT,
    ),
    ErrorCode.MODEL_FAILS: (QT_TR_NOOP("The model {model} fails when it runs ({cause})."), _EXPORT),
    ErrorCode.MODEL_SHAPE: (
        QT_TR_NOOP("The model {model} gives {output!r} as {found} instead of {expected}."),
        _EXPORT,
    ),
    ErrorCode.MODEL_NO_NUMBERS: (
        QT_TR_NOOP(
            "The model {model} gives values that are no numbers (NaN or infinite) in {output!r}."
        ),
        _EXPORT,
    ),
    ErrorCode.MODEL_UNSTEADY: (
        QT_TR_NOOP(
            "The model {model} gives the same picture another code each time in {output!r}."
        ),
        _EXPORT,
    ),
    ErrorCode.MODEL_DEPENDS_ON_OTHERS: (
        QT_TR_NOOP(
            "The model {model} gives a picture another code beside other pictures than alone in "
            "{output!r}."
        ),
        _EXPORT,
    ),
    ErrorCode.MODEL_TELLS_FEW_APART: (
        QT_TR_NOOP(
            "The model {model} gives {total} different pictures too few different codes in "
            "{output!r} ({number})."
        ),
        _EXPORT,
    ),
}
