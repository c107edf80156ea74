"""Rating, tags, trash and undo by the keyboard, on a real library with real files."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPushButton

from photosearch.core.duplicates import CleanAction
from photosearch.core.errors import UserError
from photosearch.core.file_operations import (
    ErrorReason,
    FileOperation,
    ItemError,
    OperationContext,
    OperationKind,
    OperationResult,
)
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import in_words
from photosearch.gui.file_ops import messages
from photosearch.gui.file_ops.errors_dialog import ErrorsDialog, ErrorsModel
from photosearch.gui.file_ops.export_dialog import Export, ExportDialog
from photosearch.gui.file_ops.keyword_dialog import KeywordDialog, keywords_of, typed_keywords
from photosearch.gui.file_ops.operation_queue import OperationQueue
from photosearch.gui.file_ops.progress_strip import ProgressStrip
from photosearch.gui.runtime.background import BackgroundRunner, Policy
from photosearch.gui.undo import UndoEntry
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.gui.window_kit import Kit, fail
from tests.library.photo_shelf import FolderTrash, assert_as_rescanned, take_in

# Of the offscreen platform, about windows that a window manager would place.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(5):
        shutil.copy2(photo_folder / f"{number:02}.jpg", folder / f"{number:02}.jpg")
    return folder


@pytest.fixture
def real(tmp_path: Path, photos: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        take_in(library, photos)
        yield library


@pytest.fixture
def shown(kit: Kit, real: Library, tmp_path: Path) -> Iterator[Kit]:
    """The window over real files, and a trash that is a folder."""
    kit.window.file_ops._trash = FolderTrash(tmp_path / "trash")
    kit.window.set_library(real)
    kit.until(lambda: len(kit.window.photo_area.photos) == 5)
    kit.window.view.setFocus()
    yield kit
    kit.until(lambda: not kit.window.file_ops.queue.running)
    kit.window.set_library(None)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files that are there; they may come and go meanwhile."""
    found = {}
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            found[path.name] = path.read_bytes()
    return found


def rating(library: Library, photo_id: int) -> int | None:
    (record,) = library.photos([photo_id])
    assert record.metadata is not None
    return record.metadata.rating


def test_delete_and_undo_by_keys(shown: Kit, real: Library, photos: Path) -> None:
    before = files(photos)
    shown.key(Qt.Key.Key_A, CTRL)
    shown.key(Qt.Key.Key_Delete)
    shown.until(
        lambda: len(shown.window.photo_area.photos) == 0 and not shown.window.file_ops.queue.running
    )
    assert files(photos) == {}
    assert "5" in shown.window.banner.text
    undo = shown.window.context.actions.action("undo")
    assert "trash" in undo.text()
    shown.key(Qt.Key.Key_Z, CTRL)
    shown.until(
        lambda: len(shown.window.photo_area.photos) == 5 and not shown.window.file_ops.queue.running
    )
    assert files(photos) == before
    assert_as_rescanned(real)
    assert not undo.isEnabled()
    shown.key(Qt.Key.Key_Z, CTRL | SHIFT)
    shown.until(
        lambda: len(shown.window.photo_area.photos) == 0 and not shown.window.file_ops.queue.running
    )
    assert files(photos) == {}


def test_delete_goes_on_with_the_next_photo(shown: Kit, real: Library, photos: Path) -> None:
    """Delete, Delete, Delete: one after the other, and back at the end of the grid."""
    ids = real.photo_ids().tolist()
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Right)
    for left in (4, 3, 2, 1):
        shown.key(Qt.Key.Key_Delete)
        shown.until(lambda left=left: len(shown.window.photo_area.photos) == left)
        shown.until(lambda: not shown.window.file_ops.queue.running)
    assert shown.window.photo_area.photos.ids.tolist() == ids[:1]
    assert shown.window.context.chosen_ids() == ids[:1]
    shown.key(Qt.Key.Key_Delete)
    shown.until(lambda: files(photos) == {})


def test_photos_that_cannot_leave_stay_chosen(shown: Kit, real: Library, photos: Path) -> None:
    """Else the next key would change another photo than the one that is spoken of."""
    ids = real.photo_ids().tolist()
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Right, SHIFT)
    chosen = shown.window.context.chosen_ids()
    assert len(chosen) == 2
    photos.rename(photos.with_name("unplugged"))
    shown.key(Qt.Key.Key_Delete)
    assert shown.window.context.chosen_ids() == ids[2:3], "at once, for the next key"
    shown.until(lambda: bool(shown.window.banner.text) and not shown.window.file_ops.queue.running)
    assert shown.window.context.chosen_ids() == chosen
    assert shown.window.view.current_id() == chosen[-1]
    shown.key(Qt.Key.Key_Delete)
    shown.key(Qt.Key.Key_End)
    shown.until(lambda: not shown.window.file_ops.queue.running)
    assert shown.window.context.chosen_ids() == ids[-1:], "who has gone on is left alone"


def test_the_button_of_the_notice_undoes(shown: Kit, photos: Path) -> None:
    before = files(photos)
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Delete)
    shown.until(lambda: bool(shown.window.banner.text))
    (button,) = [b for b in shown.window.banner.findChildren(QPushButton) if b.text() == "Undo"]
    button.click()
    shown.until(lambda: files(photos) == before)


def test_the_button_of_a_notice_undoes_no_later_step(
    shown: Kit, real: Library, photos: Path
) -> None:
    """A rating is told in the status bar; "Undo" beside "Moved to the trash" would undo it."""
    shown.key(Qt.Key.Key_Home)
    shown.key(Qt.Key.Key_Delete)
    shown.until(lambda: bool(shown.window.banner.text))
    shown.key(Qt.Key.Key_3)
    shown.until(lambda: len(list(photos.glob("*.xmp"))) == 1)
    shown.until(lambda: shown.window.banner.text == "")


def test_stars_by_digits_only_in_the_grid(shown: Kit, real: Library, photos: Path) -> None:
    shown.key(Qt.Key.Key_Right)
    (photo_id,) = shown.window.context.chosen_ids()
    shown.key(Qt.Key.Key_4)
    shown.until(lambda: rating(real, photo_id) == 4)
    assert shown.window.banner.text == ""
    shown.until(lambda: "★★★★" in shown.window.file_ops.status_message.text())
    assert shown.window.file_ops.status_message.isVisible()
    assert len(list(photos.glob("*.xmp"))) == 1
    field = QLineEdit(shown.window)
    field.show()
    field.setFocus()
    shown.qtbot.keyClicks(field, "25")
    shown.qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.text() == "25"
    assert rating(real, photo_id) == 4
    shown.window.view.setFocus()
    shown.key(Qt.Key.Key_0)
    shown.until(lambda: rating(real, photo_id) == 0 and not shown.window.file_ops.queue.running)
    shown.window.file_ops.history.undo()
    shown.until(lambda: rating(real, photo_id) == 4 and not shown.window.file_ops.queue.running)


def test_tags_by_the_dialog(shown: Kit, real: Library) -> None:
    shown.key(Qt.Key.Key_A, CTRL)
    ids = shown.window.context.chosen_ids()
    real.files.edit_keywords(ids[:2], ["See"])
    real.files.edit_keywords(ids, ["Alle"])
    shown.key(Qt.Key.Key_T, CTRL)
    shown.until(lambda: bool(shown.window.findChildren(KeywordDialog)))
    (dialog,) = shown.window.findChildren(KeywordDialog)
    states = {item.text(): item.checkState() for item in dialog._items()}
    assert states == {
        "Alle": Qt.CheckState.Checked,
        "See": Qt.CheckState.PartiallyChecked,
    }
    shown.qtbot.keyClicks(dialog._entry, "Berg, see")
    shown.qtbot.keyClick(dialog._entry, Qt.Key.Key_Return)
    next(item for item in dialog._items() if item.text() == "Alle").setCheckState(
        Qt.CheckState.Unchecked
    )
    assert (dialog.added, dialog.removed) == (["Berg", "See"], ["Alle"])
    shown.qtbot.keyClick(dialog._entry, Qt.Key.Key_Return, CTRL)
    shown.until(lambda: dict(real.files.keywords()) == {"Berg": 5, "See": 5})
    shown.until(lambda: "5" in shown.window.banner.text)


def test_without_a_change_nothing_is_written(shown: Kit, real: Library) -> None:
    shown.key(Qt.Key.Key_Right)
    shown.window.file_ops.show_keywords()
    shown.until(lambda: bool(shown.window.findChildren(KeywordDialog)))
    (dialog,) = shown.window.findChildren(KeywordDialog)
    dialog.accept()
    assert not shown.window.file_ops.queue.running
    assert real.files.operations() == []


def test_moving_by_the_export_dialog(shown: Kit, photos: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    shown.desktop.folder = target
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_M, CTRL | SHIFT)
    (dialog,) = shown.window.findChildren(ExportDialog)
    assert dialog.way is Export.MOVE
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog._browse.click()
    ok.click()
    shown.until(lambda: len(shown.window.photo_area.photos) == 4)
    assert len(files(target)) == 1
    shown.until(lambda: "target" in shown.window.banner.text)
    shown.until(lambda: not shown.window.file_ops.queue.running)
    shown.window.file_ops.history.undo()
    shown.until(lambda: len(shown.window.photo_area.photos) == 5 and files(target) == {})


def test_what_fails_is_told_with_details(shown: Kit, photos: Path) -> None:
    shown.key(Qt.Key.Key_A, CTRL)
    for name in ("00.jpg", "01.jpg"):
        (photos / f"{name}.xmp").write_text("no xmp")
    shown.key(Qt.Key.Key_3)
    shown.until(lambda: "damaged" in shown.window.banner.text)
    (button,) = [b for b in shown.window.banner.findChildren(QPushButton) if "Details" in b.text()]
    button.click()
    (dialog,) = shown.window.findChildren(ErrorsDialog)
    assert "2" in dialog.findChild(QLabel).text()
    assert (photos / "00.jpg.xmp").read_text() == "no xmp"


def test_an_interrupted_step_is_told_at_the_next_start(kit: Kit, library) -> None:
    now = datetime.now(UTC)
    library.files.known = [
        FileOperation("a", OperationKind.TRASH, 3, now, interrupted=True, remaining=5)
    ]
    kit.open()
    kit.until(lambda: "interrupted" in kit.window.banner.text)
    assert "3 photos were done; nothing is lost. 5 photos are still to come." in (
        kit.window.banner.text
    )
    kit.key(Qt.Key.Key_Z, CTRL)
    kit.until(lambda: library.files.asked == [("undo", [], "a")])


def test_an_interrupted_undo_is_told_and_gone_on_with(kit: Kit, library) -> None:
    library.files.known = [
        FileOperation("a", OperationKind.MOVE, 3, datetime.now(UTC), undo_interrupted=True)
    ]
    kit.open()
    kit.until(lambda: "Undoing was interrupted" in kit.window.banner.text)
    assert kit.window.banner.text.endswith("3 photos are still to come.")
    kit.window.banner._action.click()
    kit.until(lambda: library.files.asked == [("undo", [], "a")])


def test_interrupted_steps_are_gone_on_with(kit: Kit, library) -> None:
    now, there = datetime.now(UTC), Path("/to/here")
    library.files.known = [
        FileOperation("a", OperationKind.COPY, 3, now, folder=there, interrupted=True, remaining=5),
        FileOperation("b", OperationKind.RATE, 0, now, 4, interrupted=True, remaining=1),
        FileOperation("c", OperationKind.TRASH, 1, now),
    ]
    window = kit.open()
    kit.until(lambda: "interrupted" in window.banner.text)
    assert window.banner.text.count("interrupted") == 2
    assert window.context.actions.action("undo").text().endswith("1 photo to the trash")
    window.banner._action.click()
    kit.until(lambda: [asked[0] for asked in library.files.asked] == ["copy", "rate"])
    kit.until(lambda: window.file_ops.history.next_undo is not None)
    assert window.file_ops.history.next_undo.text == "rating 1 photo"


def test_what_is_done_before_the_journal_is_read_can_be_undone_first(kit: Kit, library) -> None:
    now, read = datetime.now(UTC), threading.Event()
    library.files.known = [FileOperation("a", OperationKind.TRASH, 1, now)]
    operations = library.files.operations

    def read_late() -> list[FileOperation]:
        read.wait(30)
        return operations()

    library.files.operations = read_late
    history = kit.open().file_ops.history
    history.add(UndoEntry("rating", lambda: None, lambda: None, "newer"))
    read.set()
    kit.until(lambda: len(history._done) == 2)
    assert history.next_undo is not None
    assert history.next_undo.text == "rating"
    history.on_undone("newer")
    assert history.next_undo.key == "a"


def test_what_is_under_way_or_waits_when_the_library_goes_is_noted(bridge, threads) -> None:
    job = OperationQueue(BackgroundRunner(bridge, threads.files, fail, Policy.QUEUE))
    begun = threading.Event()
    seen: list[Any] = []

    def long(work: OperationContext) -> None:
        begun.set()
        while not work.control.cancelled:
            time.sleep(0.005)
        seen.append(("long", work.quitting.is_set()))
        work.control.checkpoint()

    def waiting(work: OperationContext) -> None:
        seen.append(("waiting", work.quitting.is_set()))
        work.control.checkpoint()

    job.run("Copying", long, fail)
    job.run("Rating", waiting, fail)
    assert begun.wait(5)
    job.leave()
    assert threads.stop(5) == []
    assert seen == [("long", True), ("waiting", True)]


def test_cancelling_is_not_leaving(bridge, threads) -> None:
    job = OperationQueue(BackgroundRunner(bridge, threads.files, fail, Policy.QUEUE))
    begun = threading.Event()
    seen: list[Any] = []

    def long(work: OperationContext) -> None:
        begun.set()
        while not work.control.cancelled:
            time.sleep(0.005)
        seen.append(work.quitting.is_set())

    job.run("Copying", long, lambda _nothing: None)
    job.run("Rating", lambda work: seen.append(work), fail)
    assert begun.wait(5)
    job.cancel()
    assert threads.stop(5) == []
    assert seen == [False]


def test_a_failed_step_is_told_and_the_history_read_anew(kit: Kit, library) -> None:
    kit.open()
    library.files.error = UserError.in_words("The disk with the library is full.", "Make room.")
    kit.key(Qt.Key.Key_Right)
    kit.key(Qt.Key.Key_Delete)
    kit.until(lambda: "is full" in kit.window.banner.text)
    kit.until(lambda: not kit.window.file_ops.queue.running)


@pytest.mark.parametrize("way", [Export.LIST, Export.SHEET])
def test_a_list_is_only_replaced_if_agreed(kit: Kit, library, tmp_path: Path, way: Export) -> None:
    kit.open()
    kit.key(Qt.Key.Key_A, CTRL)
    exporting = kit.window.file_ops.exporting
    exporting._open(way)
    (dialog,) = kit.window.findChildren(ExportDialog)
    dialog.set_place(tmp_path / "typed")
    dialog.accept()
    kit.until(lambda: len(library.files.asked) == 1)
    assert library.files.asked[0][2] == (tmp_path / f"typed{way.suffix}", False)
    kit.until(lambda: f"typed{way.suffix}" in kit.window.banner.text)
    kit.desktop.new_file = tmp_path / "chosen.x"
    exporting._open(way)
    dialog = kit.window.findChildren(ExportDialog)[-1]
    dialog._browse.click()
    dialog.accept()
    kit.until(lambda: len(library.files.asked) == 2)
    assert library.files.asked[1][2] == (tmp_path / "chosen.x", True)


def test_closing_in_the_middle_ends_after_the_file_at_hand(
    shown: Kit, real: Library, photos: Path
) -> None:
    before = files(photos)
    trash = shown.window.file_ops._trash
    put, begun, gate = trash.put, threading.Event(), threading.Event()

    def slow(path: Path) -> Path | None:
        begun.set()
        assert gate.wait(5)
        return put(path)

    trash.put = slow
    shown.key(Qt.Key.Key_A, CTRL)
    shown.key(Qt.Key.Key_Delete)
    shown.until(begun.is_set)
    shown.window.set_library(None)
    gate.set()
    shown.until(lambda: not shown.window.file_ops.queue.running)
    (step,) = real.files.operations()
    assert (step.photo_count, step.interrupted, step.remaining) == (1, True, 4)
    assert real.files.undo(step.operation_id, trash).errors == ()
    assert files(photos) == before


def test_keys_can_be_told_apart(kit: Kit) -> None:
    """No two commands of the window have the same key."""
    kit.open()
    actions = kit.window.context.actions
    keys = [
        (key.toString(QKeySequence.SequenceFormat.PortableText), command.name)
        for command in actions
        for key in actions.keys(command.name)
    ]
    ours = {"undo", "redo", "tags", "export", "move_to_folder", "trash", "open_photo"}
    for key, name in keys:
        clash = [other for other_key, other in keys if other_key == key and other != name]
        assert not clash or name not in ours, f"{key}: {name} and {clash}"


def test_a_strip_tells_of_long_work(qtbot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.start("Copying")
    assert strip.isHidden()
    qtbot.waitUntil(strip.isVisible)
    strip.resize(900, 40)
    strip.show_progress(Progress(in_words(""), 30, 1200, {}, 10.0, 117.0, "IMG_1.jpg"))
    assert "30" in strip.text
    assert "IMG_1.jpg" in strip.text
    strip.activateWindow()
    strip._cancel.setFocus()
    qtbot.waitUntil(strip._cancel.hasFocus)  # a window becomes the active one a little later
    with qtbot.waitSignal(strip.cancel_wanted):
        strip._cancel.click()
    assert "Stopping" in strip.text
    strip.show_progress(Progress(in_words(""), 31, 1200, {}, 10.0, 117.0, "IMG_2.jpg"))
    assert "Stopping" in strip.text
    assert strip._cancel.hasFocus()
    with qtbot.waitSignal(strip.left):
        strip.end()
    assert strip.isHidden()
    strip.start("Copying")
    assert "Stopping" not in strip.text


def test_a_model_of_troubles(qtmodeltester) -> None:
    troubles = [ItemError(Path("/photos/a.jpg"), why, "detail") for why in ErrorReason]
    model = ErrorsModel(troubles)
    qtmodeltester.check(model)
    for row in range(len(troubles)):
        assert model.data(model.index(row, 2)).endswith(".")


def test_damaged_notes_are_told_at_the_start(kit: Kit, library) -> None:
    library.files.damaged = Path("/library/file-steps.jsonl.broken")
    kit.open()
    kit.until(lambda: str(library.files.damaged) in kit.window.banner.text)


def test_a_photo_that_is_half_done_is_still_to_come() -> None:
    now = datetime.now(UTC)
    step = FileOperation(
        "a", OperationKind.TRASH, 3, now, interrupted=True, remaining=5, half_done=True
    )
    assert "2 photos were done; nothing is lost. 5 photos" in messages.interrupted_text(step)
    assert "moving 3 photos to the trash" in messages.undo_text(step), "all three come back"


def test_a_step_that_cannot_be_undone_keeps_no_other_from_it(shown: Kit, photos: Path) -> None:
    feature = shown.window.file_ops
    trash = feature._trash
    assert isinstance(trash, FolderTrash)
    ids = shown.window.photo_area.photos.ids.tolist()
    for number, photo_id in enumerate(ids[:2], 1):
        feature.trash([photo_id])
        shown.until(lambda n=number: len(files(photos)) == 5 - n and not feature.queue.running)
    last = trash.places.popitem()[1]
    last.rename(last.with_name("elsewhere"))
    blocked = feature.history.next_undo
    feature.history.undo()
    shown.until(lambda: not feature.queue.running and feature.history.next_undo is not None)
    assert feature.history.next_undo.key != blocked.key
    feature.history.undo()
    shown.until(lambda: len(files(photos)) == 4 and not feature.queue.running)
    assert feature.history.next_undo.key == blocked.key, "it can be tried again"


@pytest.mark.parametrize("kind", list(OperationKind))
def test_every_kind_of_step_has_words(kind: OperationKind) -> None:
    step = FileOperation("a", kind, 2, datetime.now(UTC), 3, ("x",), (), Path("/to/here"))
    for words in (messages.undo_text(step), messages.done_text(step, 2)):
        assert "2" in words
    assert "nothing is lost" in messages.interrupted_text(step)


@pytest.mark.parametrize("action", list(CleanAction))
def test_every_way_of_cleaning_up_has_words(action: CleanAction) -> None:
    at, folder = datetime.now(UTC), Path("/to/here")
    step = FileOperation("a", OperationKind.CLEAN, 2, at, folder=folder, action=action)
    words = messages.done_text(step, 2)
    assert "2" in words
    assert ("here" in words) == (action is CleanAction.MOVE)
    assert ("trash" in words) == (action is CleanAction.TRASH)


def test_troubles_are_summed_up() -> None:
    found = [ItemError(Path(f"{n}.jpg"), ErrorReason.GONE) for n in range(3)]
    found.append(ItemError(Path("x.jpg"), ErrorReason.DISK_FULL))
    words = messages.result_text(OperationResult(None, 0, tuple(found), cancelled=True), "Done.")
    assert words.startswith("Done. The rest was cancelled. 3")
    assert "“x.jpg” was left as it is: the disk is full." in words


def test_tags_of_photos(real: Library) -> None:
    ids = real.photo_ids().tolist()
    real.files.edit_keywords(ids, ["See"])
    real.files.edit_keywords(ids[:1], ["Berg"])
    tags = keywords_of(real.photos(ids), real.files.keywords())
    assert (tags.in_all, tags.in_some, tags.known) == (("See",), ("Berg",), ("See", "Berg"))
    assert typed_keywords(" a,  b c ;A,, ") == ["A", "b c"]
