"""Hold the words for errors of the library, its folders, photos and files."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.core.error_codes import ErrorCode
from photosearch.message_words.template import Template, Variants
from photosearch.messages import QT_TR_NOOP

_WITH_PHOTOS = QT_TR_NOOP("Name a folder that holds photos.")
_MAKE_ONE = Variants(
    window=QT_TR_NOOP("Open another library, or make one by adding a folder of photos."),
    command_line="Make one with `photosearch add FOLDER`, or choose another folder with --library.",
)
_CLOSE_IT = Variants(
    window=QT_TR_NOOP("Close it, or open another library."),
    command_line="Close it, or choose another library with --library.",
)
_OTHER_BACKUP = QT_TR_NOOP("Choose another backup; the library was not changed.")

LIBRARY_ERRORS: Mapping[ErrorCode, tuple[Template, Template]] = {
    # In the words of a front end, which raises it itself.
    ErrorCode.IN_WORDS: ("{what}", "{next_step}"),
    # The user's folders.
    ErrorCode.FOLDER_MISSING: (QT_TR_NOOP("{path} does not exist."), _WITH_PHOTOS),
    ErrorCode.NOT_A_FOLDER: (QT_TR_NOOP("{path} is not a folder."), _WITH_PHOTOS),
    ErrorCode.FOLDER_UNUSABLE: (QT_TR_NOOP("{path} cannot be used ({cause})."), _WITH_PHOTOS),
    ErrorCode.FOLDER_UNLISTABLE: (
        QT_TR_NOOP("{path} cannot be listed."),
        QT_TR_NOOP("Check that you may read it and that it is connected."),
    ),
    ErrorCode.NOT_A_ROOT: (
        QT_TR_NOOP("{path} is not a folder of this library."),
        QT_TR_NOOP("Name one of its folders: {folders}."),
    ),
    ErrorCode.FOLDER_OUTSIDE: (
        QT_TR_NOOP("{path} is not part of the library."),
        QT_TR_NOOP("Add it first."),
    ),
    ErrorCode.FOLDER_HOLDS_AWAY: (
        QT_TR_NOOP("{path} was not added: in it lies {folders}, which is not connected."),
        QT_TR_NOOP("Connect it first, or remove it from the library."),
    ),
    ErrorCode.EXCLUDE_OUTSIDE: (
        QT_TR_NOOP("{path} is not part of the library."),
        QT_TR_NOOP("Choose a folder inside one that is."),
    ),
    ErrorCode.EXCLUDE_WHOLE_ROOT: (
        QT_TR_NOOP("{path} is a whole folder of the library."),
        QT_TR_NOOP("Remove it from the library instead."),
    ),
    ErrorCode.ROOT_REMOVED: (
        QT_TR_NOOP("This folder is not part of the library any more."),
        QT_TR_NOOP("Add it again."),
    ),
    # The library's files.
    ErrorCode.LIBRARY_MISSING: (QT_TR_NOOP("There is no library in {folder}."), _MAKE_ONE),
    ErrorCode.LIBRARY_NOT_A_FOLDER: (
        QT_TR_NOOP("{path} is a file, not the folder of a library."),
        Variants(
            window=QT_TR_NOOP("Open another library."),
            command_line="Choose a folder with --library.",
        ),
    ),
    ErrorCode.LIBRARY_UNFINISHED: (
        QT_TR_NOOP("There is no library in {folder} yet, only the beginning of one."),
        _MAKE_ONE,
    ),
    ErrorCode.LIBRARY_FILE_LOST: (
        QT_TR_NOOP(
            "The library's file {path} is lost or empty, but other files of it are still there."
        ),
        Variants(
            window=QT_TR_NOOP("Bring back a backup, or move the folder away to start anew."),
            command_line=(
                "Bring back a backup with `photosearch library restore`, or move the folder away "
                "to start anew."
            ),
        ),
    ),
    ErrorCode.LIBRARY_DAMAGED: (
        QT_TR_NOOP("The library file {path} is damaged ({reason:phrase})."),
        Variants(
            window=QT_TR_NOOP("Bring back a backup, or move its folder away to start anew."),
            command_line=(
                "Bring back a backup with `photosearch library restore`, or move its folder away "
                "to start anew."
            ),
        ),
    ),
    ErrorCode.LIBRARY_CLOSED: (
        QT_TR_NOOP("The library in {folder} is closed."),
        QT_TR_NOOP("Open it again."),
    ),
    ErrorCode.LIBRARY_READ_ONLY: (
        QT_TR_NOOP("The library in {folder} was opened for reading only."),
        QT_TR_NOOP("Open it for writing first."),
    ),
    ErrorCode.LIBRARY_IN_USE: (
        QT_TR_NOOP("The library in {folder} is in use by another process."),
        _CLOSE_IT,
    ),
    ErrorCode.LIBRARY_IN_USE_BY: (
        QT_TR_NOOP(
            "The library in {folder} is in use by {owner} (process {process}) since {since}."
        ),
        _CLOSE_IT,
    ),
    ErrorCode.LIBRARY_IN_USE_ON: (
        QT_TR_NOOP(
            "The library in {folder} is in use by {owner} (process {process} on {host}) since "
            "{since}."
        ),
        _CLOSE_IT,
    ),
    ErrorCode.LIBRARY_NOT_UPDATED: (
        QT_TR_NOOP(
            "The library file {path} is of an older version and cannot be brought up to date "
            "({cause}). It is as it was."
        ),
        Variants(
            window=QT_TR_NOOP(
                "Bring back a backup, go on with the version before, or move its folder away to "
                "start anew."
            ),
            command_line=(
                "Bring back a backup with `photosearch library restore`, go on with the version "
                "before, or move its folder away to start anew."
            ),
        ),
    ),
    ErrorCode.LIBRARY_TOO_OLD: (
        QT_TR_NOOP("The library in {folder} was made by an older version of PhotoSearch."),
        Variants(
            window=QT_TR_NOOP("Open it once for writing; that updates it."),
            command_line=(
                "Open it once for writing, for instance with `photosearch index`; that updates it."
            ),
        ),
    ),
    ErrorCode.LIBRARY_TOO_NEW: (
        QT_TR_NOOP(
            "The library in {folder} was made by a newer version of PhotoSearch (its format is "
            "{version}, this program knows {known})."
        ),
        Variants(
            window=QT_TR_NOOP("Update PhotoSearch, or open another library."),
            command_line="Update PhotoSearch, or choose another folder with --library.",
        ),
    ),
    ErrorCode.LIBRARY_FOREIGN: (
        QT_TR_NOOP("{path} is a database of another program."),
        Variants(
            window=QT_TR_NOOP("Open another library."),
            command_line="Choose another folder with --library.",
        ),
    ),
    ErrorCode.LIBRARY_UNUSABLE: (
        QT_TR_NOOP("{path} cannot be used ({cause})."),
        Variants(
            window=QT_TR_NOOP(
                "Check that the folder exists and that you may read and write it, or open another "
                "library."
            ),
            command_line=(
                "Check that the folder exists and that you may read and write it, or choose "
                "another folder with --library."
            ),
        ),
    ),
    ErrorCode.CATALOG_BUSY: (
        QT_TR_NOOP("The library file {path} is in use by another program."),
        QT_TR_NOOP("Close that program and try again."),
    ),
    ErrorCode.CATALOG_UNWRITABLE: (
        QT_TR_NOOP("The library file {path} cannot be written."),
        Variants(
            window=QT_TR_NOOP("Allow writing to its folder, or open another library."),
            command_line="Allow writing to its folder, or choose another folder with --library.",
        ),
    ),
    ErrorCode.CATALOG_UNOPENABLE: (
        QT_TR_NOOP("The library file {path} cannot be opened."),
        QT_TR_NOOP("Check that its folder exists and that you may read and write it."),
    ),
    ErrorCode.CATALOG_UNMERGED: (
        QT_TR_NOOP(
            "The library file {path} holds unfinished changes and cannot be read in a folder that "
            "does not allow writing."
        ),
        QT_TR_NOOP("Open the library once where its folder can be written, or copy the folder."),
    ),
    ErrorCode.NOT_MADE_PRIVATE: (
        QT_TR_NOOP("The folder {folder} could not be made yours alone ({cause})."),
        Variants(
            window=QT_TR_NOOP("Change who may read it in the system's file manager."),
            command_line=(
                "Do it as the owner of the folder, or choose another library with --library."
            ),
        ),
    ),
    ErrorCode.DISK_FULL: (
        QT_TR_NOOP("The disk that holds {path} is full."),
        QT_TR_NOOP("Make room on it and try again; what was saved before is kept."),
    ),
    ErrorCode.DISK_ERROR: (
        QT_TR_NOOP("The disk that holds {path} reported an error ({cause})."),
        QT_TR_NOOP("Check the disk and its connection, then try again."),
    ),
    ErrorCode.DISK_WITHOUT_LARGE_FILES: (
        QT_TR_NOOP("The disk that holds {path} does not allow files of this size."),
        Variants(
            window=QT_TR_NOOP("Keep the library on another disk: open a library there."),
            command_line="Keep the library on another disk: choose a folder with --library.",
        ),
    ),
    # Backups.
    ErrorCode.BACKUP_OVER_LIBRARY: (
        QT_TR_NOOP("{path} is the library itself."),
        QT_TR_NOOP("Choose another name for the backup."),
    ),
    ErrorCode.BACKUP_MISSING: (QT_TR_NOOP("There is no backup {path}."), _OTHER_BACKUP),
    ErrorCode.BACKUP_IS_LIBRARY: (
        QT_TR_NOOP("{path} is the library itself, not a backup."),
        _OTHER_BACKUP,
    ),
    ErrorCode.BACKUP_UNSOUND: (QT_TR_NOOP("{path} is no sound backup."), _OTHER_BACKUP),
    ErrorCode.BACKUP_UNREADABLE: (
        QT_TR_NOOP("The backup {path} cannot be used: {reason:phrase}."),
        _OTHER_BACKUP,
    ),
    # Saved searches.
    ErrorCode.SEARCH_NAME_EMPTY: (
        QT_TR_NOOP("A saved search needs a name."),
        QT_TR_NOOP("Type a few words and save it again."),
    ),
    ErrorCode.SEARCH_NAME_TAKEN: (
        QT_TR_NOOP("There is a saved search called “{name}” already."),
        QT_TR_NOOP("Choose another name."),
    ),
    # Photos, and searching by them.
    ErrorCode.PHOTO_REMOVED: (
        QT_TR_NOOP("This photo is no longer in the library."),
        QT_TR_NOOP("Go back to the photos; the list is up to date there."),
    ),
    ErrorCode.PHOTO_OFFLINE: (
        QT_TR_NOOP("The drive with this photo is not connected."),
        QT_TR_NOOP("Connect it and try again."),
    ),
    ErrorCode.PHOTO_UNKNOWN: (
        QT_TR_NOOP("The photo number {number} is not in the library."),
        QT_TR_NOOP("Choose another photo."),
    ),
    ErrorCode.IMAGE_UNREADABLE: (
        QT_TR_NOOP("The image {name} cannot be read: {reason:phrase}."),
        QT_TR_NOOP("Choose another image."),
    ),
    ErrorCode.QUERY_NOT_ENCODED: (
        QT_TR_NOOP("The query cannot be encoded: {reason:phrase}."),
        QT_TR_NOOP("Try it again."),
    ),
    ErrorCode.MODEL_WITHOUT_WORDS: (
        QT_TR_NOOP("The model {model} does not know what words mean."),
        Variants(
            window=QT_TR_NOOP("Search by an image or by names, or choose another encoder."),
            command_line=(
                "Search by an image, or by names: --text. Or choose another model: photosearch "
                "model list"
            ),
        ),
    ),
    ErrorCode.SENSES_NOT_KNOWN: (
        Variants(
            window=QT_TR_NOOP("The model {model} cannot compare photos by “{senses}”."),
            command_line="The model {model} cannot compare photos in the sense {senses}.",
        ),
        Variants(
            window=QT_TR_NOOP("Choose “{known_senses}”, or another model."),
            command_line="Choose {known_senses} or another model.",
        ),
    ),
    ErrorCode.ENCODER_GONE: (
        QT_TR_NOOP("The encoder {model}, whose codes this library has, is no longer there."),
        Variants(
            window=QT_TR_NOOP("Choose one of those that are with Library > Encoder."),
            command_line="Choose one of those that are: photosearch model list",
        ),
    ),
    # Processes that read photos.
    ErrorCode.WORKERS_NEED_MEMORY: (
        QT_TR_NOOP("The processes that read photos need more than {megabytes} MB to start."),
        Variants(
            window=QT_TR_NOOP("Raise the limit in the settings, or free memory and try again."),
            command_line="Raise the setting worker_memory_mb, or free memory and try again.",
        ),
    ),
    ErrorCode.WORKERS_NOT_STARTING: (
        QT_TR_NOOP("The processes that read photos do not start. {reason}"),
        QT_TR_NOOP(
            "Close other programs to free memory and try again; if that does not help, install "
            "PhotoSearch anew."
        ),
    ),
    # Changes of the user's files, and lists of them.
    ErrorCode.TARGET_NOT_A_FOLDER: (
        QT_TR_NOOP("{path} is not a folder."),
        QT_TR_NOOP("Choose a folder that exists."),
    ),
    ErrorCode.TARGET_IN_LIBRARY: (
        QT_TR_NOOP("{path} is in the library: copies in it would be found as copies again."),
        QT_TR_NOOP("Choose a folder outside, or leave this one out of the library first."),
    ),
    ErrorCode.PROTECTED_FORMAT_UNKNOWN: (
        QT_TR_NOOP("{name} is no format of photos: files that you mean are not protected."),
        QT_TR_NOOP("Correct the protected formats: names such as dng, jpeg, heic or raw."),
    ),
    ErrorCode.CHANGES_NOT_NOTED: (
        QT_TR_NOOP(
            "Changes cannot be noted in {folder} ({cause}), so that nothing more is changed."
        ),
        QT_TR_NOOP("Make room on that disk, or allow writing to the folder, and try again."),
    ),
    ErrorCode.STOPPED_AFTER_CHANGES: (
        QT_TR_NOOP("{reason:whole} By then the files of photos had been changed: {count}."),
        Variants(
            window=QT_TR_NOOP("Edit > Undo takes these changes back."),
            command_line="To take these changes back: photosearch undo",
        ),
    ),
    ErrorCode.UNDO_EXPIRED: (
        QT_TR_NOOP("This can no longer be undone."),
        QT_TR_NOOP("Only the last hundred changes are remembered."),
    ),
    ErrorCode.SHEET_NAME_WRONG: (
        QT_TR_NOOP("{file} is no name of an HTML file."),
        QT_TR_NOOP("Name it like sheet.html."),
    ),
    ErrorCode.REPORT_NAME_WRONG: (
        QT_TR_NOOP("{file} is no name of an HTML file or a table."),
        QT_TR_NOOP("Name it like copies.html or copies.csv."),
    ),
    ErrorCode.ANSWERS_UNREADABLE: (
        QT_TR_NOOP("The answers in {path} cannot be read: {cause}."),
        Variants(
            window=QT_TR_NOOP("Choose another file."),
            command_line="Name a file that `photosearch learn export` wrote, or one like it.",
        ),
    ),
    ErrorCode.ANSWER_NOT_VALID: (
        QT_TR_NOOP("Answer {number} in {path} is not valid: {cause}."),
        QT_TR_NOOP("Nothing was taken over. Correct it or leave it out, and try again."),
    ),
    ErrorCode.TABLE_NAME_WRONG: (
        QT_TR_NOOP("{file} is no name of a table."),
        QT_TR_NOOP("Name it like photos.csv."),
    ),
    ErrorCode.FILE_IS_FOLDER: (
        QT_TR_NOOP("{path} is a folder."),
        QT_TR_NOOP("Name a file in it."),
    ),
    ErrorCode.FILE_FOLDER_MISSING: (
        QT_TR_NOOP("{path} cannot be written: there is no folder {folder}."),
        QT_TR_NOOP("Name a file in a folder that exists."),
    ),
    ErrorCode.FILE_EXISTS: (
        QT_TR_NOOP("There is a file {file} already."),
        Variants(
            window=QT_TR_NOOP(
                "Name another one, or choose this one in the file dialog to replace it."
            ),
            command_line="Name another one, or replace this one with --replace.",
        ),
    ),
    ErrorCode.FILE_UNWRITABLE: (
        QT_TR_NOOP("{path} cannot be written ({cause})."),
        QT_TR_NOOP("Name a file in another folder, or on another disk."),
    ),
}
