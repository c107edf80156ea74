"""Hold what the window says of each error: what happened, and the next step."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode
from photosearch.gui.translation import cached_by_language, tr


@cached_by_language
def error_templates() -> Mapping[ErrorCode, tuple[str, str]]:
    """Return what happened and the next step for each code, in the user's language."""
    with_photos = tr("Name a folder that holds photos.")
    make_one = tr("Open another library, or make one by adding a folder of photos.")
    close_it = tr("Close it, or open another library.")
    other_backup = tr("Choose another backup; the library was not changed.")
    copy_instead = tr("Copy the picture in the browser (“Copy image”) and paste it here.")
    choice = tr("Choose one of: {names}.")
    reinstall = tr("Install the model again, or choose another one with Library > Encoder.")
    export = tr("Export the model again, or choose another one with Library > Encoder.")
    add_photos = tr("Add more photos first.")
    less_memory = tr(
        "Close other programs, or learn from fewer photos; then try again: it goes on where it"
        " stood."
    )
    return {
        # In the words of a front end, which raises it itself.
        ErrorCode.IN_WORDS: ("{what}", "{next_step}"),
        # The user's folders.
        ErrorCode.FOLDER_MISSING: (tr("{path} does not exist."), with_photos),
        ErrorCode.NOT_A_FOLDER: (tr("{path} is not a folder."), with_photos),
        ErrorCode.FOLDER_UNUSABLE: (tr("{path} cannot be used ({cause})."), with_photos),
        ErrorCode.FOLDER_UNLISTABLE: (
            tr("{path} cannot be listed."),
            tr("Check that you may read it and that it is connected."),
        ),
        ErrorCode.NOT_A_ROOT: (
            tr("{path} is not a folder of this library."),
            tr("Name one of its folders: {folders}."),
        ),
        ErrorCode.FOLDER_OUTSIDE: (tr("{path} is not part of the library."), tr("Add it first.")),
        ErrorCode.EXCLUDE_OUTSIDE: (
            tr("{path} is not part of the library."),
            tr("Choose a folder inside one that is."),
        ),
        ErrorCode.EXCLUDE_WHOLE_ROOT: (
            tr("{path} is a whole folder of the library."),
            tr("Remove it from the library instead."),
        ),
        ErrorCode.ROOT_REMOVED: (
            tr("This folder is not part of the library any more."),
            tr("Add it again."),
        ),
        # The library's files.
        ErrorCode.LIBRARY_MISSING: (tr("There is no library in {folder}."), make_one),
        ErrorCode.LIBRARY_NOT_A_FOLDER: (
            tr("{path} is a file, not the folder of a library."),
            tr("Open another library."),
        ),
        ErrorCode.LIBRARY_UNFINISHED: (
            tr("There is no library in {folder} yet, only the beginning of one."),
            make_one,
        ),
        ErrorCode.LIBRARY_FILE_LOST: (
            tr(
                "The library's file {path} is lost or empty, but other files of it are still there."
            ),
            tr("Bring back a backup, or move the folder away to start anew."),
        ),
        ErrorCode.LIBRARY_DAMAGED: (
            tr("The library file {path} is damaged ({reason:phrase})."),
            tr("Bring back a backup, or move its folder away to start anew."),
        ),
        ErrorCode.LIBRARY_CLOSED: (tr("The library in {folder} is closed."), tr("Open it again.")),
        ErrorCode.LIBRARY_READ_ONLY: (
            tr("The library in {folder} was opened for reading only."),
            tr("Open it for writing first."),
        ),
        ErrorCode.LIBRARY_IN_USE: (
            tr("The library in {folder} is in use by another process."),
            close_it,
        ),
        ErrorCode.LIBRARY_IN_USE_BY: (
            tr("The library in {folder} is in use by {owner} (process {process}) since {since}."),
            close_it,
        ),
        ErrorCode.LIBRARY_IN_USE_ON: (
            tr(
                "The library in {folder} is in use by {owner} (process {process} on {host}) "
                "since {since}."
            ),
            close_it,
        ),
        ErrorCode.LIBRARY_TOO_OLD: (
            tr("The library in {folder} was made by an older version of PhotoSearch."),
            tr("Open it once for writing; that updates it."),
        ),
        ErrorCode.LIBRARY_TOO_NEW: (
            tr(
                "The library in {folder} was made by a newer version of PhotoSearch (its "
                "format is {version}, this program knows {known})."
            ),
            tr("Update PhotoSearch, or open another library."),
        ),
        ErrorCode.LIBRARY_FOREIGN: (
            tr("{path} is a database of another program."),
            tr("Open another library."),
        ),
        ErrorCode.LIBRARY_UNUSABLE: (
            tr("{path} cannot be used ({cause})."),
            tr(
                "Check that the folder exists and that you may read and write it, or open "
                "another library."
            ),
        ),
        ErrorCode.CATALOG_BUSY: (
            tr("The library file {path} is in use by another program."),
            tr("Close that program and try again."),
        ),
        ErrorCode.CATALOG_UNWRITABLE: (
            tr("The library file {path} cannot be written."),
            tr("Allow writing to its folder, or open another library."),
        ),
        ErrorCode.CATALOG_UNOPENABLE: (
            tr("The library file {path} cannot be opened."),
            tr("Check that its folder exists and that you may read and write it."),
        ),
        ErrorCode.CATALOG_UNMERGED: (
            tr(
                "The library file {path} holds unfinished changes and cannot be read in a "
                "folder that does not allow writing."
            ),
            tr("Open the library once where its folder can be written, or copy the folder."),
        ),
        ErrorCode.NOT_MADE_PRIVATE: (
            tr("The folder {folder} could not be made yours alone ({cause})."),
            tr("Change who may read it in the system's file manager."),
        ),
        ErrorCode.DISK_FULL: (
            tr("The disk that holds {path} is full."),
            tr("Make room on it and try again; what was saved before is kept."),
        ),
        ErrorCode.DISK_ERROR: (
            tr("The disk that holds {path} reported an error ({cause})."),
            tr("Check the disk and its connection, then try again."),
        ),
        ErrorCode.DISK_WITHOUT_LARGE_FILES: (
            tr("The disk that holds {path} does not allow files of this size."),
            tr("Keep the library on another disk: open a library there."),
        ),
        # Backups.
        ErrorCode.BACKUP_EXISTS: (
            tr("{path} exists already."),
            tr("Choose another name for the backup."),
        ),
        ErrorCode.BACKUP_MISSING: (tr("There is no backup {path}."), other_backup),
        ErrorCode.BACKUP_IS_LIBRARY: (
            tr("{path} is the library itself, not a backup."),
            other_backup,
        ),
        ErrorCode.BACKUP_UNSOUND: (tr("{path} is no sound backup."), other_backup),
        ErrorCode.BACKUP_UNREADABLE: (
            tr("The backup {path} cannot be used: {reason:phrase}."),
            other_backup,
        ),
        # Saved searches.
        ErrorCode.SEARCH_NAME_EMPTY: (
            tr("A saved search needs a name."),
            tr("Type a few words and save it again."),
        ),
        ErrorCode.SEARCH_NAME_TAKEN: (
            tr("There is a saved search called “{name}” already."),
            tr("Choose another name."),
        ),
        # Fitting an encoder to photos.
        ErrorCode.TUNING_NO_PHOTOS: (tr("The library in {folder} has no photos yet."), add_photos),
        ErrorCode.TUNING_TOO_FEW_PHOTOS: (
            tr(
                "The library in {folder} has too few different photos to learn from: {count}, and"
                " at least {low} are needed."
            ),
            add_photos,
        ),
        ErrorCode.TUNING_NAME_WRONG: (
            tr("An encoder cannot be called “{name}”."),
            tr("Take letters, digits, dots, dashes and underscores, 64 at most."),
        ),
        ErrorCode.TUNING_NAME_TAKEN: (
            tr("There is an encoder called “{name}” already."),
            tr("Choose another name, for example {name}-2."),
        ),
        ErrorCode.TUNING_ENCODER_GONE: (
            tr("The encoder that made this library's codes is gone."),
            tr("Use another encoder of the list first."),
        ),
        ErrorCode.TUNING_NONE_READABLE: (
            tr("None of {count} photos of the library can be read."),
            tr("Connect the drive that holds them, or look for changes; then try again."),
        ),
        ErrorCode.TUNING_UNDER_WAY: (
            tr("An encoder is being fitted already, in {folder}."),
            tr("Wait until that has ended, then try again."),
        ),
        ErrorCode.TUNING_NEEDS_MEMORY: (
            tr("Fitting the encoder needs more memory than there is."),
            less_memory,
        ),
        ErrorCode.TUNING_KILLED: (
            tr(
                "The process that fits the encoder was stopped from outside ({signal}), mostly for"
                " want of memory."
            ),
            less_memory,
        ),
        ErrorCode.TUNING_FAILED: (
            tr("The process that fits the encoder ended unexpectedly (code {status})."),
            tr("Try again: it goes on where it stood. What it said is in {path}."),
        ),
        ErrorCode.TUNING_NOT_IN_PACKAGE: (
            tr(
                "The installed program does not bring what this needs, some gigabytes of tools for"
                " training."
            ),
            tr(
                "With Python 3.11 or newer make an environment of its own, in a terminal:"
                " python3 -m venv photosearch-train, then photosearch-train/bin/pip (on Windows"
                ' photosearch-train\\Scripts\\pip) install "photosearch[train]=={expected}".'
                " Then choose its Python here."
            ),
        ),
        ErrorCode.TUNING_TOOLS_MISSING: (
            tr("The Python {path} lacks what this needs ({names})."),
            tr(
                'Install it, in a terminal: "{path}" -m pip install'
                ' "photosearch[train]=={expected}". Then look again; or choose a Python that has'
                " it."
            ),
        ),
        ErrorCode.TUNING_PYTHON_UNUSABLE: (
            tr("The Python {path} cannot be used ({cause})."),
            tr("Choose the Python, 3.11 or newer, of an environment with photosearch[train]."),
        ),
        ErrorCode.TUNING_OTHER_VERSION: (
            tr("The Python {path} has PhotoSearch {found}, and this is {expected}."),
            tr(
                'Install the same there, in a terminal: "{path}" -m pip install'
                ' "photosearch[train]=={expected}". Then look again.'
            ),
        ),
        ErrorCode.OUT_FOLDER_UNWRITABLE: (
            tr("Nothing can be written to {folder} ({cause})."),
            tr("See to it that you may write there."),
        ),
        ErrorCode.OUT_FOLDER_FULL: (
            tr("The disk of {folder} has {megabytes} MB left; up to {limit} MB are needed."),
            tr("Make room there, then try again."),
        ),
        ErrorCode.CHECKPOINT_UNWRITABLE: (
            tr("{path} cannot be written ({cause})."),
            tr("Make room there, then try again: it goes on where it stood."),
        ),
        # Photos, and searching by them.
        ErrorCode.PHOTO_REMOVED: (
            tr("This photo is no longer in the library."),
            tr("Go back to the photos; the list is up to date there."),
        ),
        ErrorCode.PHOTO_OFFLINE: (
            tr("The drive with this photo is not connected."),
            tr("Connect it and try again."),
        ),
        ErrorCode.PHOTO_UNKNOWN: (
            tr("The photo number {number} is not in the library."),
            tr("Choose another photo."),
        ),
        ErrorCode.IMAGE_UNREADABLE: (
            tr("The image {name} cannot be read: {reason:phrase}."),
            tr("Choose another image."),
        ),
        ErrorCode.QUERY_NOT_ENCODED: (
            tr("The query cannot be encoded: {reason:phrase}."),
            tr("Try it again."),
        ),
        ErrorCode.MODEL_WITHOUT_WORDS: (
            tr("The model {model} does not know what words mean."),
            tr("Search by an image or by names, or choose another encoder."),
        ),
        ErrorCode.SENSES_NOT_KNOWN: (
            tr("The model {model} cannot compare photos by “{senses}”."),
            tr("Choose “{known_senses}”, or another model."),
        ),
        ErrorCode.ENCODER_GONE: (
            tr("The encoder {model}, whose codes this library has, is no longer there."),
            tr("Choose one of those that are with Library > Encoder."),
        ),
        # Processes that read photos.
        ErrorCode.WORKERS_NEED_MEMORY: (
            tr("The processes that read photos need more than {megabytes} MB to start."),
            tr("Raise the limit in the settings, or free memory and try again."),
        ),
        ErrorCode.WORKERS_NOT_STARTING: (
            tr("The processes that read photos do not start. {reason}"),
            tr(
                "Close other programs to free memory and try again; if that does not help, "
                "install PhotoSearch anew."
            ),
        ),
        # Changes of the user's files, and lists of them.
        ErrorCode.TARGET_NOT_A_FOLDER: (
            tr("{path} is not a folder."),
            tr("Choose a folder that exists."),
        ),
        ErrorCode.CHANGES_READ_ONLY: (
            tr("The library was opened for reading only, so that nothing is changed."),
            tr("Open it for writing first."),
        ),
        ErrorCode.CHANGES_NOT_NOTED: (
            tr("Changes cannot be noted in {folder} ({cause}), so that nothing more is changed."),
            tr("Make room on that disk, or allow writing to the folder, and try again."),
        ),
        ErrorCode.UNDO_EXPIRED: (
            tr("This can no longer be undone."),
            tr("Only the last hundred changes are remembered."),
        ),
        ErrorCode.SHEET_NAME_WRONG: (
            tr("{file} is no name of an HTML file."),
            tr("Name it like sheet.html."),
        ),
        ErrorCode.SHEET_IS_FOLDER: (
            tr("{path} is a folder."),
            tr("Name a file in it, like sheet.html."),
        ),
        ErrorCode.SHEET_FOLDER_MISSING: (
            tr("{path} cannot be written: there is no folder {folder}."),
            tr("Name a file in a folder that exists."),
        ),
        ErrorCode.SHEET_UNWRITABLE: (
            tr("{path} cannot be written ({cause})."),
            tr("Name a file in another folder."),
        ),
        ErrorCode.ANSWERS_UNREADABLE: (
            tr("The answers in {path} cannot be read: {cause}."),
            tr("Choose another file."),
        ),
        ErrorCode.ANSWER_NOT_VALID: (
            tr("Answer {number} in {path} is not valid: {cause}."),
            tr("Nothing was taken over. Correct it or leave it out, and try again."),
        ),
        ErrorCode.TABLE_NAME_WRONG: (
            tr("{file} is no name of a table."),
            tr("Name it like photos.csv."),
        ),
        ErrorCode.TABLE_EXISTS: (
            tr("There is a file {file} already."),
            tr("Name another one, or choose this one in the file dialog to replace it."),
        ),
        ErrorCode.TABLE_UNWRITABLE: (
            tr("{path} cannot be written ({cause})."),
            tr("Make room there, or name a file in another folder."),
        ),
        # Pictures in the web.
        ErrorCode.ADDRESS_NOT_WEB: (tr("This is no address of the web."), copy_instead),
        ErrorCode.ADDRESS_TOO_LONG: (
            tr("This address is too long to be one of a picture."),
            copy_instead,
        ),
        ErrorCode.ADDRESS_NOT_VALID: (tr("This address is not valid."), copy_instead),
        ErrorCode.ADDRESS_WITH_PASSWORD: (
            tr("This address has a user name or password in it."),
            copy_instead,
        ),
        ErrorCode.ADDRESS_WITH_PORT: (
            tr("This address has a port ({number}) that is not for pictures."),
            copy_instead,
        ),
        ErrorCode.SITE_LEADS_AWAY: (
            tr("{site} sends on to something that is not in the web."),
            copy_instead,
        ),
        ErrorCode.SITE_LEADS_NOWHERE: (
            tr("{site} sends on and on without a picture."),
            copy_instead,
        ),
        ErrorCode.SITE_TOO_SLOW: (tr("{site} takes too long to send it."), copy_instead),
        ErrorCode.SITE_NOT_PROVEN: (
            tr("{site} cannot prove that it is that site ({cause})."),
            copy_instead,
        ),
        ErrorCode.SITE_SILENT: (tr("{site} does not answer."), copy_instead),
        ErrorCode.SITE_NOT_UNDERSTOOD: (
            tr("What {site} sent is incomplete or not understood."),
            copy_instead,
        ),
        ErrorCode.SITE_CONNECTION_FAILED: (
            tr("The connection to {site} failed ({cause})."),
            copy_instead,
        ),
        ErrorCode.SITE_CONNECTION_CLOSED: (
            tr("The connection to {site} failed (it was closed)."),
            copy_instead,
        ),
        ErrorCode.SITE_SENT_PACKED: (
            tr("{site} sends it packed, though not asked to."),
            copy_instead,
        ),
        ErrorCode.SITE_SENT_NOTHING: (tr("{site} sent nothing."), copy_instead),
        ErrorCode.SITE_FORBIDS: (
            tr("{site} does not show this picture to everybody ({status})."),
            copy_instead,
        ),
        ErrorCode.SITE_REFUSES: (tr("{site} did not send the picture ({status})."), copy_instead),
        ErrorCode.SITE_NOT_FOUND: (
            tr("The site {site} is not found."),
            tr(
                "Check the connection to the internet, or copy the picture in the browser "
                "and paste it here."
            ),
        ),
        ErrorCode.SITE_NOT_PUBLIC: (
            tr("{site} is an address of this computer or its network, not of the web."),
            tr("If it is a picture of yours, save it and drop the file here."),
        ),
        ErrorCode.SITE_SENT_PART: (
            tr("Only a part of the picture came from {site}."),
            tr("Try again, or copy it."),
        ),
        ErrorCode.SITE_SENT_PAGE: (
            tr("This is a page of {site}, not a picture."),
            tr("Open it in the browser, and drag or copy the picture itself."),
        ),
        ErrorCode.SITE_BUSY: (
            tr("{site} cannot send the picture now ({status})."),
            tr("Try again later, or copy the picture in the browser and paste it here."),
        ),
        ErrorCode.WEB_PICTURE_GONE: (
            tr("There is no picture at this address of {site} any more ({status})."),
            tr("Look for it in the browser, copy it there and paste it here."),
        ),
        ErrorCode.WEB_PICTURE_TOO_LARGE: (
            tr("The picture is larger than {megabytes} MB."),
            tr(
                "Raise the limit in the settings, or copy the picture in the browser and "
                "paste it here."
            ),
        ),
        # Choosing a model, and switching to it.
        ErrorCode.MODELS_MISSING: (
            tr("There is no model called {name!r} in {folder} or {user_folder}."),
            tr("Install PhotoSearch again."),
        ),
        ErrorCode.MODEL_NOT_AT_HAND: (
            tr("There is no model called {name!r} in {folder} or {user_folder}."),
            choice,
        ),
        ErrorCode.MODEL_NOT_FOUND: (
            tr("There is no model called {name!r}, and no such folder."),
            choice,
        ),
        ErrorCode.MODEL_FOLDER_WITHOUT_CARD: (
            tr("{path} is no model folder: it has no model.toml."),
            choice,
        ),
        ErrorCode.MODEL_NAME_TAKEN: (
            tr("There is a model called {name} already."),
            tr("Give this one another name in its model.toml, or remove the other one first."),
        ),
        ErrorCode.MODEL_IS_PAIR: (
            tr("{model} is a pair of encoders and no model yet."),
            tr("Add it on the command line, which fits codes to your photos."),
        ),
        ErrorCode.PAIR_WIDTHS_DIFFER: (
            tr(
                "The encoders of {model} do not share one space: pictures become {number} "
                "numbers, texts {count}."
            ),
            tr("Export both from the same model, with the projections that it ends with."),
        ),
        ErrorCode.PAIR_TOO_FEW_PHOTOS: (
            tr(
                "The codes of {model} are fitted to your photos, at least {low}; {number} can be "
                "read."
            ),
            tr("Index more photos, then add it again."),
        ),
        ErrorCode.MODEL_NOT_ADDED: (
            tr("The model cannot be copied to {folder}: {cause}."),
            tr("Make room or get the right to write there, then add it again."),
        ),
        ErrorCode.MODEL_BEFORE_MISSING: (
            tr("No other model has answered in this library before."),
            tr("Choose one with Library > Encoder."),
        ),
        ErrorCode.MODEL_BEFORE_GONE: (
            tr("The model {model}, which answered before, is no longer there."),
            tr("Put its folder back, or choose another one with Library > Encoder."),
        ),
        ErrorCode.MODEL_COMING_GONE: (
            tr("It is no longer there."),
            tr("Choose it again when it is back."),
        ),
        ErrorCode.LIBRARY_WITHOUT_ENCODER: (
            tr("This library has no encoder."),
            tr("Choose one with Library > Encoder."),
        ),
        ErrorCode.SWITCH_UNDER_WAY: (
            tr("The library is being switched to another model already."),
            tr("Wait until that is done, or cancel it first."),
        ),
        ErrorCode.SENSE_WITHOUT_CODES: (
            tr("The model {model} has no codes for “{sense}”."),
            tr("Compare by another likeness; every model knows subjects."),
        ),
        ErrorCode.TOO_FEW_TO_COMPARE: (
            tr("Only {number} photos can be read; a comparison needs {low}."),
            tr("Name a folder with more photos."),
        ),
        # The files of a model.
        ErrorCode.MODEL_FILE_MISSING: (tr("The model's file {path} is missing."), reinstall),
        ErrorCode.MODEL_FILE_TOO_LARGE: (
            tr("The model's file {path} has more than {limit} MiB, too much for an encoder."),
            reinstall,
        ),
        ErrorCode.MODEL_FILE_NOT_THE_ONE: (
            tr(
                "The model file {path} is damaged or not the one that its model.toml "
                "describes (sha256 {found}…, expected {expected}…)."
            ),
            reinstall,
        ),
        ErrorCode.MODEL_NOT_ONNX: (
            tr("The model file {path} is no ONNX model ({cause})."),
            reinstall,
        ),
        ErrorCode.LABELS_NOT_TEXT: (tr("{path} is not text."), reinstall),
        ErrorCode.LABELS_TOO_FEW_OR_MANY: (
            tr("{path} names {number} classes, the model has {count}."),
            reinstall,
        ),
        ErrorCode.INPUT_NOT_THE_ONE: (
            tr(
                "The model does not match its model.toml: it takes {found} instead of one "
                "input {name!r} of type uint8."
            ),
            reinstall,
        ),
        ErrorCode.INPUT_MISSING: (
            tr(
                "The model does not match its model.toml: it takes nothing instead of one "
                "input {name!r} of type uint8."
            ),
            reinstall,
        ),
        ErrorCode.PICTURES_NOT_TAKEN: (
            tr(
                "The encoder of pictures takes {found} instead of one input of the type {expected}."
            ),
            reinstall,
        ),
        ErrorCode.TEXTS_NOT_TAKEN: (
            tr("The encoder of texts takes {found} instead of {names}."),
            reinstall,
        ),
        ErrorCode.CARD_NORMALISATION_WRONG: (
            tr(
                "The model's model.toml needs three numbers each for 'mean' and 'std' of the "
                "input, those of 'std' above zero."
            ),
            reinstall,
        ),
        ErrorCode.INPUT_SHAPE: (
            tr(
                "The model does not match its model.toml: it takes {name!r} as {found} "
                "instead of {expected}."
            ),
            reinstall,
        ),
        ErrorCode.OUTPUT_MISSING: (
            tr("The model does not match its model.toml: it has no output {output!r}."),
            reinstall,
        ),
        ErrorCode.OUTPUT_TYPE: (
            tr(
                "The model does not match its model.toml: it gives {output!r} as {found} "
                "instead of float32."
            ),
            reinstall,
        ),
        ErrorCode.OUTPUT_SHAPE: (
            tr(
                "The model does not match its model.toml: it gives {output!r} as {found}, "
                "the card says {expected}."
            ),
            reinstall,
        ),
        ErrorCode.CARD_NOT_TEXT: (tr("The model's model.toml in {folder} is not text."), reinstall),
        ErrorCode.CARD_NOT_TOML: (
            tr("The model's model.toml is not valid TOML: {cause}."),
            reinstall,
        ),
        ErrorCode.CARD_SECTION_MISSING: (
            tr("The model's model.toml has no section [{section}]."),
            reinstall,
        ),
        ErrorCode.CARD_SECTION_IS_VALUE: (
            tr(
                "The model's model.toml has {section!r} as a value, where a section "
                "[{section}] belongs."
            ),
            reinstall,
        ),
        ErrorCode.CARD_TEXT_MISSING: (
            tr("The model's model.toml has no text for {entry!r}."),
            reinstall,
        ),
        ErrorCode.CARD_TEXT_WRONG: (
            tr("The model's model.toml has {found} for {entry!r}, which cannot be right."),
            reinstall,
        ),
        ErrorCode.CARD_NUMBER_WRONG: (
            tr(
                "The model's model.toml needs a whole number from {low} to {high} for "
                "{entry!r}, not {found}."
            ),
            reinstall,
        ),
        ErrorCode.CARD_FILE_WRONG: (
            tr(
                "The model's model.toml needs the name of a file in the same folder for "
                "{entry!r}, not {found}."
            ),
            reinstall,
        ),
        ErrorCode.CARD_CHOICE_WRONG: (
            tr("The model's model.toml needs one of {names} for {entry!r}, not {found}."),
            reinstall,
        ),
        ErrorCode.CARD_BITS_WRONG: (
            tr(
                "The model's model.toml needs a multiple of 8 for the bits of {output!r}, "
                "not {number}."
            ),
            reinstall,
        ),
        ErrorCode.CARD_SUBJECT_MISSING: (
            tr(
                "The model's model.toml gives no bits for 'subject', the one output that "
                "every model has."
            ),
            reinstall,
        ),
        ErrorCode.CARD_REGIONS_WRONG: (
            tr("The model's model.toml needs 1 to {high} boxes for the regions."),
            reinstall,
        ),
        ErrorCode.CARD_BOX_WRONG: (
            tr(
                "The model's model.toml has a region box that is not [x, y, width, height] "
                "in fractions."
            ),
            reinstall,
        ),
        ErrorCode.CARD_WORDS_CALIBRATION_WRONG: (
            tr(
                "The calibration of “words” in the model's model.toml does not fit: deviation and "
                "probability are as many numbers, which rise, and label_weight is not negative."
            ),
            reinstall,
        ),
        ErrorCode.CARD_CALIBRATION_WRONG: (
            tr(
                "The model's model.toml has a calibration of {output!r} whose probabilities "
                "do not fall, within 1 and 0, over rising distances."
            ),
            reinstall,
        ),
        ErrorCode.CARD_CALIBRATION_SHORT: (
            tr(
                "The model's model.toml needs lists of at least two numbers for the "
                "calibration of {output!r}."
            ),
            reinstall,
        ),
        ErrorCode.CARD_CALIBRATION_NO_NUMBERS: (
            tr(
                "The model's model.toml has something other than numbers in the calibration "
                "of {output!r}."
            ),
            reinstall,
        ),
        ErrorCode.MODEL_FILE_UNREADABLE: (
            tr("The model's file {path} cannot be read ({cause})."),
            tr("Check the permissions of the file, or install the model again."),
        ),
        ErrorCode.MODEL_OPERATORS_OLD: (
            tr("The model file {path} uses ONNX operator set {version}, older than {known}."),
            tr("Export the model again with a newer operator set, or choose another model."),
        ),
        ErrorCode.MODEL_NOT_LOADED: (
            tr("The model file {path} cannot be loaded: {cause}."),
            tr(
                "Install a newer version of PhotoSearch, or choose another model with "
                "Library > Encoder."
            ),
        ),
        # What a model shows when it is tried.
        ErrorCode.MODEL_NOT_TRIED: (tr("The model {model} cannot be tried. {reason}"), export),
        ErrorCode.MODEL_TOO_SLOW: (
            tr("The model {model} did not encode a few pictures within {seconds} seconds."),
            export,
        ),
        ErrorCode.MODEL_CRASHED: (
            tr("The model {model} ended the process that ran it ({reason:phrase})."),
            export,
        ),
        ErrorCode.MODEL_FAILS: (tr("The model {model} fails when it runs ({cause})."), export),
        ErrorCode.MODEL_SHAPE: (
            tr("The model {model} gives {output!r} as {found} instead of {expected}."),
            export,
        ),
        ErrorCode.MODEL_NO_NUMBERS: (
            tr(
                "The model {model} gives values that are no numbers (NaN or infinite) in "
                "{output!r}."
            ),
            export,
        ),
        ErrorCode.MODEL_UNSTEADY: (
            tr("The model {model} gives the same picture another code each time in {output!r}."),
            export,
        ),
        ErrorCode.MODEL_DEPENDS_ON_OTHERS: (
            tr(
                "The model {model} gives a picture another code beside other pictures than "
                "alone in {output!r}."
            ),
            export,
        ),
        ErrorCode.MODEL_TELLS_FEW_APART: (
            tr(
                "The model {model} gives {total} different pictures too few different codes in "
                "{output!r} ({number})."
            ),
            export,
        ),
    }
