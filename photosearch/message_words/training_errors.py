"""Hold the words for errors of training: fitting an encoder to the user's photos."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode
from photosearch.message_words.template import Template, Variants
from photosearch.messages import QT_TR_NOOP

_ADD_PHOTOS = Variants(
    window=QT_TR_NOOP("Add more photos first."),
    command_line="Take more photos in with `photosearch index FOLDER`, then train.",
)
_LESS_MEMORY = Variants(
    window=QT_TR_NOOP(
        "Close other programs, or learn from fewer photos; then try again: it goes on where it "
        "stood."
    ),
    command_line=(
        "Close other programs, or learn from fewer photos with --photos; then try again: it goes "
        "on where it stood."
    ),
)
_START_FROM_ANOTHER = Variants(
    window=QT_TR_NOOP("Use another encoder of the list first; if this repeats, please report it."),
    command_line=(
        "Start from another model with --start-from, for example default; if this repeats, please "
        "report it."
    ),
)
_BEGIN_AGAIN = Variants(
    window=QT_TR_NOOP("Delete it to begin again."),
    command_line="Delete it to begin again, or choose another folder with --out.",
)

TRAINING_ERRORS: Mapping[ErrorCode, tuple[Template, Template]] = {
    # Fitting an encoder to photos.
    ErrorCode.TUNING_NO_PHOTOS: (
        QT_TR_NOOP("The library in {folder} has no photos yet."),
        _ADD_PHOTOS,
    ),
    ErrorCode.TUNING_TOO_FEW_PHOTOS: (
        QT_TR_NOOP(
            "The library in {folder} has too few different photos to learn from: {count}, and at "
            "least {low} are needed."
        ),
        _ADD_PHOTOS,
    ),
    ErrorCode.TUNING_NAME_WRONG: (
        QT_TR_NOOP("An encoder cannot be called “{name}”."),
        Variants(
            window=QT_TR_NOOP("Take letters, digits, dots, dashes and underscores, 64 at most."),
            command_line="Give --name letters, digits, dots, dashes and underscores, 64 at most.",
        ),
    ),
    ErrorCode.TUNING_NAME_TAKEN: (
        QT_TR_NOOP("There is an encoder called “{name}” already."),
        Variants(
            window=QT_TR_NOOP("Choose another name, for example {name}-2."),
            command_line="Choose another --name, for example {name}-2.",
        ),
    ),
    ErrorCode.TUNING_ENCODER_GONE: (
        QT_TR_NOOP("The encoder that made this library's codes is gone."),
        Variants(
            window=QT_TR_NOOP("Use another encoder of the list first."),
            command_line="Name a model to start from with --start-from, for example default.",
        ),
    ),
    ErrorCode.TUNING_NONE_READABLE: (
        QT_TR_NOOP("None of {count} photos of the library can be read."),
        Variants(
            window=QT_TR_NOOP(
                "Connect the drive that holds them, or look for changes; then try again."
            ),
            command_line=(
                "Connect the drive that holds them, or bring the library up to date with "
                "`photosearch index`; then train."
            ),
        ),
    ),
    ErrorCode.TUNING_UNDER_WAY: (
        QT_TR_NOOP("An encoder is being fitted already, in {folder}."),
        QT_TR_NOOP("Wait until that has ended, then try again."),
    ),
    ErrorCode.TUNING_LAYER_FIXED: (
        QT_TR_NOOP("The output {output!r} of this encoder cannot be trained further: {cause}."),
        _START_FROM_ANOTHER,
    ),
    ErrorCode.TUNING_NO_BETTER: (
        QT_TR_NOOP(
            "Training did not make the encoder {model} better on photos of this library that it "
            "had not seen, and no worse elsewhere, so no new one was written."
        ),
        QT_TR_NOOP(
            "Nothing was changed: keep the encoder you have, or try again when the library has "
            "more photos."
        ),
    ),
    ErrorCode.TUNING_OTHER_CHANGED: (
        QT_TR_NOOP(
            "The new encoder gives another {output!r} than the one it was made from, so it was not "
            "kept."
        ),
        _START_FROM_ANOTHER,
    ),
    # Any training, and the process that one runs in.
    ErrorCode.TUNING_NEEDS_MEMORY: (
        QT_TR_NOOP("Training needs more memory than there is."),
        _LESS_MEMORY,
    ),
    ErrorCode.TUNING_KILLED: (
        QT_TR_NOOP(
            "The process that fits the encoder was stopped from outside ({signal}), mostly for "
            "want of memory."
        ),
        _LESS_MEMORY,
    ),
    ErrorCode.TUNING_FAILED: (
        QT_TR_NOOP("The process that fits the encoder ended unexpectedly (code {status})."),
        QT_TR_NOOP("Try again: it goes on where it stood. What it said is in {path}."),
    ),
    ErrorCode.TRAINING_DIVERGED: (
        QT_TR_NOOP(
            "The loss or its gradient became infinite at step {number}, with the learning rate "
            "{found}."
        ),
        Variants(
            window=QT_TR_NOOP("Keep the encoder you have; if this repeats, please report it."),
            command_line="Lower the learning rate, and train again.",
        ),
    ),
    # Where it can run.
    ErrorCode.TUNING_NOT_IN_PACKAGE: (
        QT_TR_NOOP(
            "The installed program does not bring what this needs, some gigabytes of tools for "
            "training."
        ),
        QT_TR_NOOP(
            "With Python 3.11 or newer make an environment of its own, in a terminal: python3 -m "
            "venv photosearch-train, then photosearch-train/bin/pip (on Windows "
            r'photosearch-train\Scripts\pip) install "photosearch[train]=={expected}". Then choose '
            "its Python here."
        ),
    ),
    ErrorCode.TUNING_TOOLS_MISSING: (
        QT_TR_NOOP("The Python {path} lacks what this needs ({names})."),
        QT_TR_NOOP(
            'Install it, in a terminal: "{path}" -m pip install "photosearch[train]=={expected}". '
            "Then look again; or choose a Python that has it."
        ),
    ),
    ErrorCode.TUNING_PYTHON_UNUSABLE: (
        QT_TR_NOOP("The Python {path} cannot be used ({cause})."),
        QT_TR_NOOP("Choose the Python, 3.11 or newer, of an environment with photosearch[train]."),
    ),
    ErrorCode.TUNING_OTHER_VERSION: (
        QT_TR_NOOP("The Python {path} has PhotoSearch {found}, and this is {expected}."),
        QT_TR_NOOP(
            'Install the same there, in a terminal: "{path}" -m pip install '
            '"photosearch[train]=={expected}". Then look again.'
        ),
    ),
    # What it reads and writes.
    ErrorCode.OUT_FOLDER_UNWRITABLE: (
        QT_TR_NOOP("Nothing can be written to {folder} ({cause})."),
        QT_TR_NOOP("See to it that you may write there."),
    ),
    ErrorCode.OUT_FOLDER_FULL: (
        QT_TR_NOOP("The disk of {folder} has {megabytes} MB left; up to {limit} MB are needed."),
        QT_TR_NOOP("Make room there, then try again."),
    ),
    ErrorCode.CHECKPOINT_UNWRITABLE: (
        QT_TR_NOOP("{path} cannot be written ({cause})."),
        QT_TR_NOOP("Make room there, then try again: it goes on where it stood."),
    ),
    ErrorCode.CHECKPOINT_UNREADABLE: (
        QT_TR_NOOP("The checkpoint {path} cannot be read ({cause})."),
        _BEGIN_AGAIN,
    ),
    ErrorCode.CHECKPOINT_OTHER_VERSION: (
        QT_TR_NOOP("{path} is no checkpoint of this version."),
        _BEGIN_AGAIN,
    ),
    ErrorCode.CHECKPOINT_OTHER_NETWORK: (
        QT_TR_NOOP(
            "The checkpoint {path} is of another network: its {name!r} is {found}, that of this "
            "one {expected}."
        ),
        _BEGIN_AGAIN,
    ),
    ErrorCode.CHECKPOINT_OTHER_SETTINGS: (
        QT_TR_NOOP("The checkpoint {path} was made with other settings (then → now): {names}."),
        Variants(
            window=QT_TR_NOOP("Delete it to begin again."),
            command_line=(
                "Use the settings of then to go on, delete it to begin again, or choose another "
                "folder with --out."
            ),
        ),
    ),
    ErrorCode.PATH_UNUSABLE: (
        QT_TR_NOOP("{path} cannot be used ({cause})."),
        QT_TR_NOOP("Check that the path is right and that you may read and write there."),
    ),
}
