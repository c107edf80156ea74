"""Hold what the command line says of each error: what happened, and the next step."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode

_COPY_INSTEAD = "Copy the picture in the browser (“Copy image”) and paste it here."
_REINSTALL = "Install the model again, or choose another one: photosearch model list"
_EXPORT = "Export the model again, or choose another one: photosearch model list"
_OTHER_BACKUP = "Choose another backup; the library was not changed."
_WITH_PHOTOS = "Name a folder that holds photos."
_CHOICE = "Choose one of: {names}."
_MAKE_ONE = "Make one with `photosearch add FOLDER`, or choose another folder with --library."
_CLOSE_IT = "Close it, or choose another library with --library."
_LESS_MEMORY = (
    "Close other programs, or learn from fewer photos with --photos; then try again: it goes on "
    "where it stood."
)

ERRORS: Mapping[ErrorCode, tuple[str, str]] = {
    # In the words of a front end, which raises it itself.
    ErrorCode.IN_WORDS: ("{what}", "{next_step}"),
    # The user's folders.
    ErrorCode.FOLDER_MISSING: ("{path} does not exist.", _WITH_PHOTOS),
    ErrorCode.NOT_A_FOLDER: ("{path} is not a folder.", _WITH_PHOTOS),
    ErrorCode.FOLDER_UNUSABLE: ("{path} cannot be used ({cause}).", _WITH_PHOTOS),
    ErrorCode.FOLDER_UNLISTABLE: (
        "{path} cannot be listed.",
        "Check that you may read it and that it is connected.",
    ),
    ErrorCode.NOT_A_ROOT: (
        "{path} is not a folder of this library.",
        "Name one of its folders: {folders}.",
    ),
    ErrorCode.FOLDER_OUTSIDE: ("{path} is not part of the library.", "Add it first."),
    ErrorCode.EXCLUDE_OUTSIDE: (
        "{path} is not part of the library.",
        "Choose a folder inside one that is.",
    ),
    ErrorCode.EXCLUDE_WHOLE_ROOT: (
        "{path} is a whole folder of the library.",
        "Remove it from the library instead.",
    ),
    ErrorCode.ROOT_REMOVED: ("This folder is not part of the library any more.", "Add it again."),
    # The library's files.
    ErrorCode.LIBRARY_MISSING: ("There is no library in {folder}.", _MAKE_ONE),
    ErrorCode.LIBRARY_NOT_A_FOLDER: (
        "{path} is a file, not the folder of a library.",
        "Choose a folder with --library.",
    ),
    ErrorCode.LIBRARY_UNFINISHED: (
        "There is no library in {folder} yet, only the beginning of one.",
        _MAKE_ONE,
    ),
    ErrorCode.LIBRARY_FILE_LOST: (
        "The library's file {path} is lost or empty, but other files of it are still there.",
        (
            "Bring back a backup with `photosearch library restore`, or move the folder away to "
            "start anew."
        ),
    ),
    ErrorCode.LIBRARY_DAMAGED: (
        "The library file {path} is damaged ({reason:phrase}).",
        (
            "Bring back a backup with `photosearch library restore`, or move its folder away to "
            "start anew."
        ),
    ),
    ErrorCode.LIBRARY_CLOSED: ("The library in {folder} is closed.", "Open it again."),
    ErrorCode.LIBRARY_READ_ONLY: (
        "The library in {folder} was opened for reading only.",
        "Open it for writing first.",
    ),
    ErrorCode.LIBRARY_IN_USE: ("The library in {folder} is in use by another process.", _CLOSE_IT),
    ErrorCode.LIBRARY_IN_USE_BY: (
        "The library in {folder} is in use by {owner} (process {process}) since {since}.",
        _CLOSE_IT,
    ),
    ErrorCode.LIBRARY_IN_USE_ON: (
        "The library in {folder} is in use by {owner} (process {process} on {host}) since {since}.",
        _CLOSE_IT,
    ),
    ErrorCode.LIBRARY_TOO_OLD: (
        "The library in {folder} was made by an older version of PhotoSearch.",
        "Open it once for writing, for instance with `photosearch index`; that updates it.",
    ),
    ErrorCode.LIBRARY_TOO_NEW: (
        (
            "The library in {folder} was made by a newer version of PhotoSearch (its format is "
            "{version}, this program knows {known})."
        ),
        "Update PhotoSearch, or choose another folder with --library.",
    ),
    ErrorCode.LIBRARY_FOREIGN: (
        "{path} is a database of another program.",
        "Choose another folder with --library.",
    ),
    ErrorCode.LIBRARY_UNUSABLE: (
        "{path} cannot be used ({cause}).",
        (
            "Check that the folder exists and that you may read and write it, or choose another "
            "folder with --library."
        ),
    ),
    ErrorCode.CATALOG_BUSY: (
        "The library file {path} is in use by another program.",
        "Close that program and try again.",
    ),
    ErrorCode.CATALOG_UNWRITABLE: (
        "The library file {path} cannot be written.",
        "Allow writing to its folder, or choose another folder with --library.",
    ),
    ErrorCode.CATALOG_UNOPENABLE: (
        "The library file {path} cannot be opened.",
        "Check that its folder exists and that you may read and write it.",
    ),
    ErrorCode.CATALOG_UNMERGED: (
        (
            "The library file {path} holds unfinished changes and cannot be read in a folder "
            "that does not allow writing."
        ),
        "Open the library once where its folder can be written, or copy the folder.",
    ),
    ErrorCode.NOT_MADE_PRIVATE: (
        "The folder {folder} could not be made yours alone ({cause}).",
        "Do it as the owner of the folder, or choose another library with --library.",
    ),
    ErrorCode.DISK_FULL: (
        "The disk that holds {path} is full.",
        "Make room on it and try again; what was saved before is kept.",
    ),
    ErrorCode.DISK_ERROR: (
        "The disk that holds {path} reported an error ({cause}).",
        "Check the disk and its connection, then try again.",
    ),
    ErrorCode.DISK_WITHOUT_LARGE_FILES: (
        "The disk that holds {path} does not allow files of this size.",
        "Keep the library on another disk: choose a folder with --library.",
    ),
    # Backups.
    ErrorCode.BACKUP_EXISTS: ("{path} exists already.", "Choose another name for the backup."),
    ErrorCode.BACKUP_MISSING: ("There is no backup {path}.", _OTHER_BACKUP),
    ErrorCode.BACKUP_IS_LIBRARY: ("{path} is the library itself, not a backup.", _OTHER_BACKUP),
    ErrorCode.BACKUP_UNSOUND: ("{path} is no sound backup.", _OTHER_BACKUP),
    ErrorCode.BACKUP_UNREADABLE: (
        "The backup {path} cannot be used: {reason:phrase}.",
        _OTHER_BACKUP,
    ),
    # Saved searches.
    ErrorCode.SEARCH_NAME_EMPTY: (
        "A saved search needs a name.",
        "Type a few words and save it again.",
    ),
    ErrorCode.SEARCH_NAME_TAKEN: (
        "There is a saved search called “{name}” already.",
        "Choose another name.",
    ),
    # Fitting an encoder to photos.
    ErrorCode.TUNING_NO_PHOTOS: (
        "The library in {folder} has no photos yet.",
        "Take your photos in with `photosearch index FOLDER`, then train.",
    ),
    ErrorCode.TUNING_TOO_FEW_PHOTOS: (
        "The library in {folder} has {count} different photos, too few to learn from: at least "
        "{low} are needed.",
        "Take more photos in with `photosearch index FOLDER`, then train.",
    ),
    ErrorCode.TUNING_NAME_WRONG: (
        "A model cannot be called {name!r}.",
        "Give --name letters, digits, dots, dashes and underscores, 64 at most.",
    ),
    ErrorCode.TUNING_NAME_TAKEN: (
        "There is a model called {name!r} already; the library may be using it.",
        "Choose another --name, for example {name}-2.",
    ),
    ErrorCode.TUNING_ENCODER_GONE: (
        "The encoder that made this library's codes is gone.",
        "Name a model to start from with --start-from, for example default.",
    ),
    ErrorCode.TUNING_NONE_READABLE: (
        "None of {count} photos of the library can be read.",
        (
            "Connect the drive that holds them, or bring the library up to date with "
            "`photosearch index`; then train."
        ),
    ),
    ErrorCode.TUNING_UNDER_WAY: (
        "Another training works in {folder}.",
        "Wait until it has ended, or end it; then try again.",
    ),
    ErrorCode.TUNING_NEEDS_MEMORY: (
        "The training needs more memory than there is.",
        _LESS_MEMORY,
    ),
    ErrorCode.TUNING_KILLED: (
        "The training was stopped from outside ({signal}), mostly for want of memory.",
        _LESS_MEMORY,
    ),
    ErrorCode.TUNING_FAILED: (
        "The training ended unexpectedly (code {status}).",
        "What it said is in {path}; please report it.",
    ),
    ErrorCode.TUNING_NOT_IN_PACKAGE: (
        "The installed program does not bring what training needs.",
        'Make a Python environment with `pip install "photosearch[train]=={expected}"`.',
    ),
    ErrorCode.TUNING_TOOLS_MISSING: (
        "The Python {path} lacks what training needs ({names}).",
        'Install it there: pip install "photosearch[train]=={expected}"',
    ),
    ErrorCode.TUNING_PYTHON_UNUSABLE: (
        "The Python {path} cannot be used ({cause}).",
        "Name the python of an environment with photosearch[train] in it, Python 3.11 or newer.",
    ),
    ErrorCode.TUNING_OTHER_VERSION: (
        "The Python {path} has PhotoSearch {found}, and this is {expected}.",
        'Install the same there: pip install "photosearch[train]=={expected}"',
    ),
    ErrorCode.OUT_FOLDER_UNWRITABLE: (
        "Nothing can be written to {folder} ({cause}).",
        "Choose another folder, or see to it that you may write there.",
    ),
    ErrorCode.OUT_FOLDER_FULL: (
        "The disk of {folder} has {megabytes} MB left; up to {limit} MB are needed.",
        "Make room there, or choose a folder on another disk.",
    ),
    ErrorCode.CHECKPOINT_UNWRITABLE: (
        "The checkpoint {path} cannot be written ({cause}).",
        "Make room there, or choose another output folder; then run the same command again.",
    ),
    # Photos, and searching by them.
    ErrorCode.PHOTO_REMOVED: (
        "This photo is no longer in the library.",
        "Go back to the photos; the list is up to date there.",
    ),
    ErrorCode.PHOTO_OFFLINE: (
        "The drive with this photo is not connected.",
        "Connect it and try again.",
    ),
    ErrorCode.PHOTO_UNKNOWN: (
        "The photo number {number} is not in the library.",
        "Choose another photo.",
    ),
    ErrorCode.IMAGE_UNREADABLE: (
        "The image {name} cannot be read: {reason:phrase}.",
        "Choose another image.",
    ),
    ErrorCode.QUERY_NOT_ENCODED: ("The query cannot be encoded: {reason:phrase}.", "Try it again."),
    ErrorCode.MODEL_WITHOUT_WORDS: (
        "The model {model} does not know what words mean.",
        "Search by an image, or by names: --text. Or choose another model: photosearch model list",
    ),
    ErrorCode.SENSES_NOT_KNOWN: (
        "The model {model} cannot compare photos in the sense {senses}.",
        "Choose {known_senses} or another model.",
    ),
    ErrorCode.ENCODER_GONE: (
        "The encoder {model}, whose codes this library has, is no longer there.",
        "Choose one of those that are: photosearch model list",
    ),
    # Processes that read photos.
    ErrorCode.WORKERS_NEED_MEMORY: (
        "The processes that read photos need more than {megabytes} MB to start.",
        "Raise the setting worker_memory_mb, or free memory and try again.",
    ),
    ErrorCode.WORKERS_NOT_STARTING: (
        "The processes that read photos do not start. {reason}",
        (
            "Close other programs to free memory and try again; if that does not help, install "
            "PhotoSearch anew."
        ),
    ),
    # Changes of the user's files, and lists of them.
    ErrorCode.TARGET_NOT_A_FOLDER: ("{path} is not a folder.", "Choose a folder that exists."),
    ErrorCode.CHANGES_READ_ONLY: (
        "The library was opened for reading only, so that nothing is changed.",
        "Open it for writing first.",
    ),
    ErrorCode.CHANGES_NOT_NOTED: (
        "Changes cannot be noted in {folder} ({cause}), so that nothing more is changed.",
        "Make room on that disk, or allow writing to the folder, and try again.",
    ),
    ErrorCode.UNDO_EXPIRED: (
        "This can no longer be undone.",
        "Only the last hundred changes are remembered.",
    ),
    ErrorCode.SHEET_NAME_WRONG: ("{file} is no name of an HTML file.", "Name it like sheet.html."),
    ErrorCode.SHEET_IS_FOLDER: ("{path} is a folder.", "Name a file in it, like sheet.html."),
    ErrorCode.SHEET_FOLDER_MISSING: (
        "{path} cannot be written: there is no folder {folder}.",
        "Name a file in a folder that exists.",
    ),
    ErrorCode.SHEET_UNWRITABLE: (
        "{path} cannot be written ({cause}).",
        "Name a file in another folder.",
    ),
    ErrorCode.ANSWERS_UNREADABLE: (
        "The answers in {path} cannot be read: {cause}.",
        "Name a file that `photosearch learn export` wrote, or one like it.",
    ),
    ErrorCode.ANSWER_NOT_VALID: (
        "Answer {number} in {path} is not valid: {cause}.",
        "Nothing was taken over. Correct it or leave it out, and try again.",
    ),
    ErrorCode.TABLE_NAME_WRONG: ("{file} is no name of a table.", "Name it like photos.csv."),
    ErrorCode.TABLE_EXISTS: (
        "There is a file {file} already.",
        "Name another one, or choose this one in the file dialog to replace it.",
    ),
    ErrorCode.TABLE_UNWRITABLE: (
        "{path} cannot be written ({cause}).",
        "Make room there, or name a file in another folder.",
    ),
    # Pictures in the web.
    ErrorCode.ADDRESS_NOT_WEB: ("This is no address of the web.", _COPY_INSTEAD),
    ErrorCode.ADDRESS_TOO_LONG: ("This address is too long to be one of a picture.", _COPY_INSTEAD),
    ErrorCode.ADDRESS_NOT_VALID: ("This address is not valid.", _COPY_INSTEAD),
    ErrorCode.ADDRESS_WITH_PASSWORD: (
        "This address has a user name or password in it.",
        _COPY_INSTEAD,
    ),
    ErrorCode.ADDRESS_WITH_PORT: (
        "This address has a port ({number}) that is not for pictures.",
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_LEADS_AWAY: (
        "{site} sends on to something that is not in the web.",
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_LEADS_NOWHERE: ("{site} sends on and on without a picture.", _COPY_INSTEAD),
    ErrorCode.SITE_TOO_SLOW: ("{site} takes too long to send it.", _COPY_INSTEAD),
    ErrorCode.SITE_NOT_PROVEN: (
        "{site} cannot prove that it is that site ({cause}).",
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_SILENT: ("{site} does not answer.", _COPY_INSTEAD),
    ErrorCode.SITE_NOT_UNDERSTOOD: (
        "What {site} sent is incomplete or not understood.",
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_CONNECTION_FAILED: ("The connection to {site} failed ({cause}).", _COPY_INSTEAD),
    ErrorCode.SITE_CONNECTION_CLOSED: (
        "The connection to {site} failed (it was closed).",
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_SENT_PACKED: ("{site} sends it packed, though not asked to.", _COPY_INSTEAD),
    ErrorCode.SITE_SENT_NOTHING: ("{site} sent nothing.", _COPY_INSTEAD),
    ErrorCode.SITE_FORBIDS: (
        "{site} does not show this picture to everybody ({status}).",
        _COPY_INSTEAD,
    ),
    ErrorCode.SITE_REFUSES: ("{site} did not send the picture ({status}).", _COPY_INSTEAD),
    ErrorCode.SITE_NOT_FOUND: (
        "The site {site} is not found.",
        (
            "Check the connection to the internet, or copy the picture in the browser and paste "
            "it here."
        ),
    ),
    ErrorCode.SITE_NOT_PUBLIC: (
        "{site} is an address of this computer or its network, not of the web.",
        "If it is a picture of yours, save it and drop the file here.",
    ),
    ErrorCode.SITE_SENT_PART: (
        "Only a part of the picture came from {site}.",
        "Try again, or copy it.",
    ),
    ErrorCode.SITE_SENT_PAGE: (
        "This is a page of {site}, not a picture.",
        "Open it in the browser, and drag or copy the picture itself.",
    ),
    ErrorCode.SITE_BUSY: (
        "{site} cannot send the picture now ({status}).",
        "Try again later, or copy the picture in the browser and paste it here.",
    ),
    ErrorCode.WEB_PICTURE_GONE: (
        "There is no picture at this address of {site} any more ({status}).",
        "Look for it in the browser, copy it there and paste it here.",
    ),
    ErrorCode.WEB_PICTURE_TOO_LARGE: (
        "The picture is larger than {megabytes} MB.",
        "Raise the limit in the settings, or copy the picture in the browser and paste it here.",
    ),
    # Choosing a model, and switching to it.
    ErrorCode.MODELS_MISSING: (
        "There is no model called {name!r} in {folder} or {user_folder}.",
        "Install PhotoSearch again.",
    ),
    ErrorCode.MODEL_NOT_AT_HAND: (
        "There is no model called {name!r} in {folder} or {user_folder}.",
        _CHOICE,
    ),
    ErrorCode.MODEL_NOT_FOUND: ("There is no model called {name!r}, and no such folder.", _CHOICE),
    ErrorCode.MODEL_FOLDER_WITHOUT_CARD: (
        "{path} is no model folder: it has no model.toml.",
        _CHOICE,
    ),
    ErrorCode.MODEL_NAME_TAKEN: (
        "There is a model called {name} already.",
        "Give this one another name in its model.toml, or remove the other one's folder first: "
        "photosearch model info {name} tells where it is.",
    ),
    ErrorCode.MODEL_IS_PAIR: (
        "{model} is a pair of encoders and no model yet.",
        "Add it, which fits codes to your photos: photosearch model add FOLDER",
    ),
    ErrorCode.PAIR_WIDTHS_DIFFER: (
        (
            "The encoders of {model} do not share one space: pictures become {number} "
            "numbers, texts {count}."
        ),
        "Export both from the same model, with the projections that it ends with.",
    ),
    ErrorCode.PAIR_TOO_FEW_PHOTOS: (
        "The codes of {model} are fitted to your photos, at least {low}; {number} can be read.",
        "Index more photos, then add it again.",
    ),
    ErrorCode.MODEL_NOT_ADDED: (
        "The model cannot be copied to {folder}: {cause}.",
        "Make room or get the right to write there, then add it again.",
    ),
    ErrorCode.MODEL_BEFORE_MISSING: (
        "No other model has answered in this library before.",
        "Choose one: photosearch model list",
    ),
    ErrorCode.MODEL_BEFORE_GONE: (
        "The model {model}, which answered before, is no longer there.",
        "Put its folder back, or choose another one: photosearch model list",
    ),
    ErrorCode.MODEL_COMING_GONE: ("It is no longer there.", "Choose it again when it is back."),
    ErrorCode.LIBRARY_WITHOUT_ENCODER: (
        "This library has no encoder.",
        "Choose one: photosearch model list",
    ),
    ErrorCode.SWITCH_UNDER_WAY: (
        "The library is being switched to another model already.",
        "Wait until that is done, or cancel it first.",
    ),
    ErrorCode.SENSE_WITHOUT_CODES: (
        "The model {model} has no codes of the sense {sense}.",
        "Compare in another sense; every model has subject.",
    ),
    ErrorCode.TOO_FEW_TO_COMPARE: (
        "Only {number} photos can be read; a comparison needs {low}.",
        "Name a folder with more photos.",
    ),
    # The files of a model.
    ErrorCode.MODEL_FILE_MISSING: ("The model's file {path} is missing.", _REINSTALL),
    ErrorCode.MODEL_FILE_TOO_LARGE: (
        "The model's file {path} has more than {limit} MiB, too much for an encoder.",
        _REINSTALL,
    ),
    ErrorCode.MODEL_FILE_NOT_THE_ONE: (
        (
            "The model file {path} is damaged or not the one that its model.toml describes "
            "(sha256 {found}…, expected {expected}…)."
        ),
        _REINSTALL,
    ),
    ErrorCode.MODEL_NOT_ONNX: ("The model file {path} is no ONNX model ({cause}).", _REINSTALL),
    ErrorCode.LABELS_NOT_TEXT: ("{path} is not text.", _REINSTALL),
    ErrorCode.LABELS_TOO_FEW_OR_MANY: (
        "{path} names {number} classes, the model has {count}.",
        _REINSTALL,
    ),
    ErrorCode.INPUT_NOT_THE_ONE: (
        (
            "The model does not match its model.toml: it takes {found} instead of one input "
            "{name!r} of type uint8."
        ),
        _REINSTALL,
    ),
    ErrorCode.INPUT_MISSING: (
        (
            "The model does not match its model.toml: it takes nothing instead of one input "
            "{name!r} of type uint8."
        ),
        _REINSTALL,
    ),
    ErrorCode.PICTURES_NOT_TAKEN: (
        "The encoder of pictures takes {found} instead of one input of the type {expected}.",
        _REINSTALL,
    ),
    ErrorCode.TEXTS_NOT_TAKEN: (
        "The encoder of texts takes {found} instead of {names}.",
        _REINSTALL,
    ),
    ErrorCode.CARD_NORMALISATION_WRONG: (
        (
            "The model's model.toml needs three numbers each for 'mean' and 'std' of the "
            "input, those of 'std' above zero."
        ),
        _REINSTALL,
    ),
    ErrorCode.INPUT_SHAPE: (
        (
            "The model does not match its model.toml: it takes {name!r} as {found} instead of "
            "{expected}."
        ),
        _REINSTALL,
    ),
    ErrorCode.OUTPUT_MISSING: (
        "The model does not match its model.toml: it has no output {output!r}.",
        _REINSTALL,
    ),
    ErrorCode.OUTPUT_TYPE: (
        (
            "The model does not match its model.toml: it gives {output!r} as {found} instead of "
            "float32."
        ),
        _REINSTALL,
    ),
    ErrorCode.OUTPUT_SHAPE: (
        (
            "The model does not match its model.toml: it gives {output!r} as {found}, the card "
            "says {expected}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_NOT_TEXT: ("The model's model.toml in {folder} is not text.", _REINSTALL),
    ErrorCode.CARD_NOT_TOML: ("The model's model.toml is not valid TOML: {cause}.", _REINSTALL),
    ErrorCode.CARD_SECTION_MISSING: (
        "The model's model.toml has no section [{section}].",
        _REINSTALL,
    ),
    ErrorCode.CARD_SECTION_IS_VALUE: (
        "The model's model.toml has {section!r} as a value, where a section [{section}] belongs.",
        _REINSTALL,
    ),
    ErrorCode.CARD_TEXT_MISSING: ("The model's model.toml has no text for {entry!r}.", _REINSTALL),
    ErrorCode.CARD_TEXT_WRONG: (
        "The model's model.toml has {found} for {entry!r}, which cannot be right.",
        _REINSTALL,
    ),
    ErrorCode.CARD_NUMBER_WRONG: (
        (
            "The model's model.toml needs a whole number from {low} to {high} for {entry!r}, "
            "not {found}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_FILE_WRONG: (
        (
            "The model's model.toml needs the name of a file in the same folder for {entry!r}, "
            "not {found}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CHOICE_WRONG: (
        "The model's model.toml needs one of {names} for {entry!r}, not {found}.",
        _REINSTALL,
    ),
    ErrorCode.CARD_BITS_WRONG: (
        "The model's model.toml needs a multiple of 8 for the bits of {output!r}, not {number}.",
        _REINSTALL,
    ),
    ErrorCode.CARD_SUBJECT_MISSING: (
        "The model's model.toml gives no bits for 'subject', the one output that every model has.",
        _REINSTALL,
    ),
    ErrorCode.CARD_REGIONS_WRONG: (
        "The model's model.toml needs 1 to {high} boxes for the regions.",
        _REINSTALL,
    ),
    ErrorCode.CARD_BOX_WRONG: (
        "The model's model.toml has a region box that is not [x, y, width, height] in fractions.",
        _REINSTALL,
    ),
    ErrorCode.CARD_WORDS_CALIBRATION_WRONG: (
        (
            "The calibration of 'words' in the model's model.toml does not fit: deviation and "
            "probability are as many numbers, which rise, and label_weight is not negative."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CALIBRATION_WRONG: (
        (
            "The model's model.toml has a calibration of {output!r} whose probabilities do not "
            "fall, within 1 and 0, over rising distances."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CALIBRATION_SHORT: (
        (
            "The model's model.toml needs lists of at least two numbers for the calibration of "
            "{output!r}."
        ),
        _REINSTALL,
    ),
    ErrorCode.CARD_CALIBRATION_NO_NUMBERS: (
        "The model's model.toml has something other than numbers in the calibration of {output!r}.",
        _REINSTALL,
    ),
    ErrorCode.MODEL_FILE_UNREADABLE: (
        "The model's file {path} cannot be read ({cause}).",
        "Check the permissions of the file, or install the model again.",
    ),
    ErrorCode.MODEL_OPERATORS_OLD: (
        "The model file {path} uses ONNX operator set {version}, older than {known}.",
        "Export the model again with a newer operator set, or choose another model.",
    ),
    ErrorCode.MODEL_NOT_LOADED: (
        "The model file {path} cannot be loaded: {cause}.",
        "Install a newer version of PhotoSearch, or choose another model: photosearch model list",
    ),
    # What a model shows when it is tried.
    ErrorCode.MODEL_NOT_TRIED: ("The model {model} cannot be tried. {reason}", _EXPORT),
    ErrorCode.MODEL_TOO_SLOW: (
        "The model {model} did not encode a few pictures within {seconds} seconds.",
        _EXPORT,
    ),
    ErrorCode.MODEL_CRASHED: (
        "The model {model} ended the process that ran it ({reason:phrase}).",
        _EXPORT,
    ),
    ErrorCode.MODEL_FAILS: ("The model {model} fails when it runs ({cause}).", _EXPORT),
    ErrorCode.MODEL_SHAPE: (
        "The model {model} gives {output!r} as {found} instead of {expected}.",
        _EXPORT,
    ),
    ErrorCode.MODEL_NO_NUMBERS: (
        "The model {model} gives values that are no numbers (NaN or infinite) in {output!r}.",
        _EXPORT,
    ),
    ErrorCode.MODEL_UNSTEADY: (
        "The model {model} gives the same picture another code each time in {output!r}.",
        _EXPORT,
    ),
    ErrorCode.MODEL_DEPENDS_ON_OTHERS: (
        (
            "The model {model} gives a picture another code beside other pictures than alone in "
            "{output!r}."
        ),
        _EXPORT,
    ),
    ErrorCode.MODEL_TELLS_FEW_APART: (
        (
            "The model {model} gives {total} different pictures too few different codes in "
            "{output!r} ({number})."
        ),
        _EXPORT,
    ),
}
