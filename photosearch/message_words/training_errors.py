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

TRAINING_ERRORS: Mapping[ErrorCode, tuple[Template, Template]] = {
    # Fitting an encoder to photos.
    ErrorCode.TUNING_NO_PHOTOS: (
        QT_TR_NOOP("The library in {folder} has no photos yet."),
        _ADD_PHOTOS,
    ),
    ErrorCode.TUNING_TOO_FEW_PHOTOS: (
        Variants(
            window=QT_TR_NOOP(
                "The library in {folder} has too few different photos to learn from: {count}, and "
                "at least {low} are needed."
            ),
            command_line=(
                "The library in {folder} has {count} different photos, too few to learn from: at "
                "least {low} are needed."
            ),
        ),
        _ADD_PHOTOS,
    ),
    ErrorCode.TUNING_NAME_WRONG: (
        Variants(
            window=QT_TR_NOOP("An encoder cannot be called “{name}”."),
            command_line="A model cannot be called {name!r}.",
        ),
        Variants(
            window=QT_TR_NOOP("Take letters, digits, dots, dashes and underscores, 64 at most."),
            command_line="Give --name letters, digits, dots, dashes and underscores, 64 at most.",
        ),
    ),
    ErrorCode.TUNING_NAME_TAKEN: (
        Variants(
            window=QT_TR_NOOP("There is an encoder called “{name}” already."),
            command_line="There is a model called {name!r} already; the library may be using it.",
        ),
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
        Variants(
            window=QT_TR_NOOP("An encoder is being fitted already, in {folder}."),
            command_line="Another training works in {folder}.",
        ),
        Variants(
            window=QT_TR_NOOP("Wait until that has ended, then try again."),
            command_line="Wait until it has ended, or end it; then try again.",
        ),
    ),
    ErrorCode.TUNING_NEEDS_MEMORY: (
        Variants(
            window=QT_TR_NOOP("Fitting the encoder needs more memory than there is."),
            command_line="The training needs more memory than there is.",
        ),
        _LESS_MEMORY,
    ),
    ErrorCode.TUNING_KILLED: (
        Variants(
            window=QT_TR_NOOP(
                "The process that fits the encoder was stopped from outside ({signal}), mostly for "
                "want of memory."
            ),
            command_line=(
                "The training was stopped from outside ({signal}), mostly for want of memory."
            ),
        ),
        _LESS_MEMORY,
    ),
    ErrorCode.TUNING_FAILED: (
        Variants(
            window=QT_TR_NOOP(
                "The process that fits the encoder ended unexpectedly (code {status})."
            ),
            command_line="The training ended unexpectedly (code {status}).",
        ),
        Variants(
            window=QT_TR_NOOP("Try again: it goes on where it stood. What it said is in {path}."),
            command_line="What it said is in {path}; please report it.",
        ),
    ),
    ErrorCode.TUNING_NOT_IN_PACKAGE: (
        Variants(
            window=QT_TR_NOOP(
                "The installed program does not bring what this needs, some gigabytes of tools for "
                "training."
            ),
            command_line="The installed program does not bring what training needs.",
        ),
        Variants(
            window=QT_TR_NOOP(
                "With Python 3.11 or newer make an environment of its own, in a terminal: python3 "
                "-m venv photosearch-train, then photosearch-train/bin/pip (on Windows "
                r'photosearch-train\Scripts\pip) install "photosearch[train]=={expected}". Then '
                "choose its Python here."
            ),
            command_line=(
                'Make a Python environment with `pip install "photosearch[train]=={expected}"`.'
            ),
        ),
    ),
    ErrorCode.TUNING_TOOLS_MISSING: (
        Variants(
            window=QT_TR_NOOP("The Python {path} lacks what this needs ({names})."),
            command_line="The Python {path} lacks what training needs ({names}).",
        ),
        Variants(
            window=QT_TR_NOOP(
                'Install it, in a terminal: "{path}" -m pip install '
                '"photosearch[train]=={expected}". Then look again; or choose a Python that has it.'
            ),
            command_line='Install it there: pip install "photosearch[train]=={expected}"',
        ),
    ),
    ErrorCode.TUNING_PYTHON_UNUSABLE: (
        QT_TR_NOOP("The Python {path} cannot be used ({cause})."),
        Variants(
            window=QT_TR_NOOP(
                "Choose the Python, 3.11 or newer, of an environment with photosearch[train]."
            ),
            command_line=(
                "Name the python of an environment with photosearch[train] in it, Python 3.11 or "
                "newer."
            ),
        ),
    ),
    ErrorCode.TUNING_OTHER_VERSION: (
        QT_TR_NOOP("The Python {path} has PhotoSearch {found}, and this is {expected}."),
        Variants(
            window=QT_TR_NOOP(
                'Install the same there, in a terminal: "{path}" -m pip install '
                '"photosearch[train]=={expected}". Then look again.'
            ),
            command_line='Install the same there: pip install "photosearch[train]=={expected}"',
        ),
    ),
    ErrorCode.OUT_FOLDER_UNWRITABLE: (
        QT_TR_NOOP("Nothing can be written to {folder} ({cause})."),
        Variants(
            window=QT_TR_NOOP("See to it that you may write there."),
            command_line="Choose another folder, or see to it that you may write there.",
        ),
    ),
    ErrorCode.OUT_FOLDER_FULL: (
        QT_TR_NOOP("The disk of {folder} has {megabytes} MB left; up to {limit} MB are needed."),
        Variants(
            window=QT_TR_NOOP("Make room there, then try again."),
            command_line="Make room there, or choose a folder on another disk.",
        ),
    ),
    ErrorCode.CHECKPOINT_UNWRITABLE: (
        Variants(
            window=QT_TR_NOOP("{path} cannot be written ({cause})."),
            command_line="The checkpoint {path} cannot be written ({cause}).",
        ),
        Variants(
            window=QT_TR_NOOP("Make room there, then try again: it goes on where it stood."),
            command_line=(
                "Make room there, or choose another output folder; then run the same command again."
            ),
        ),
    ),
}
