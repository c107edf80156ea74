"""What is asked before it is done: pictures of the web, dropped folders. In place, never modal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl
from photosearch.gui.context import AppContext
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.notices import Notice, NoticeBanner
from photosearch.gui.query.import_prompt import ImportPrompt
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.query_input.image_loader import find_images
from photosearch.gui.query_input.mime_reader import DropPayload, parse_mime
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.gui.widgets.question_bar import Question, QuestionBar, QuestionChoice
from photosearch.settings import Settings
from tests.gui import drags
from tests.gui.fake_library import FakeLibrary, jpeg, picture

# Seen with tool tips and focus: the offscreen platform has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@dataclass
class Asked:
    qtbot: QtBot
    context: AppContext
    session: SearchSession
    feature: ImportPrompt
    library: FakeLibrary
    field: QLineEdit
    told: list[Notice]
    folders: list[list[Path]]

    @property
    def bar(self) -> QuestionBar:
        return self.feature.bar

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=5000)

    def offer(self, mime, *, add: bool = False) -> None:
        self.session.load(parse_mime(mime), add=add)

    def click(self, key: str) -> None:
        self.bar.findChild(QPushButton, key).click()

    def set(self, **values) -> None:
        self.context.preferences.change(**values)

    @property
    def banner(self) -> NoticeBanner:
        return self.context.window.findChild(NoticeBanner)

    @property
    def titles(self) -> list[str]:
        return [each.title for each in self.session.query.images]


@pytest.fixture
def asked(qtbot, bridge: Bridge, threads: ThreadPools, library: FakeLibrary) -> Iterator[Asked]:
    window = QMainWindow()
    qtbot.addWidget(window)
    context = AppContext(window, bridge, threads, Desktop(), Settings(), None)
    background = context.background
    session = SearchSession(
        background.derive(threads.queries),
        background.derive(threads.verification),
        context.notices,
        window,
    )
    context.library_changed.connect(session.set_library)
    feature = ImportPrompt(context, session)
    middle = QWidget()
    column = QVBoxLayout(middle)
    field = QLineEdit()
    for widget in (field, feature.bar, NoticeBanner(context.notices)):
        column.addWidget(widget)
    window.setCentralWidget(middle)
    told: list[Notice] = []
    folders: list[list[Path]] = []
    context.notices.shown.connect(told.append)
    feature.folders_wanted.connect(folders.append)
    window.resize(900, 300)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    context.set_library(library)
    yield Asked(qtbot, context, session, feature, library, field, told, folders)
    if library.web.gate is not None:
        library.web.gate.set()
    context.set_library(None)


# The web


def test_nothing_is_fetched_before_the_user_says_so(asked: Asked) -> None:
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text == "Fetch the picture from example.org?")
    assert asked.library.web.fetched == []
    assert asked.bar.findChild(QPushButton, "fetch").hasFocus()
    asked.click("fetch")
    asked.until(lambda: asked.titles == ["cat.jpg"])
    assert asked.library.web.fetched == [drags.CAT]
    assert asked.library.web.max_bytes == [50 * 1024 * 1024]
    assert asked.bar.text == ""
    asked.until(lambda: asked.field.hasFocus())
    assert asked.context.preferences.now.web_pictures == "ask"


def test_the_keyboard_answers(asked: Asked) -> None:
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text != "")
    asked.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    asked.until(lambda: asked.titles == ["cat.jpg"])


def test_escape_is_no_and_stays_in_the_bar(asked: Asked) -> None:
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text != "")
    button = QApplication.focusWidget()
    override = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
    )
    override.ignore()
    QApplication.sendEvent(button, override)
    assert override.isAccepted(), "the window's Escape would leave the query"
    asked.qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert asked.bar.text == ""
    assert asked.library.web.fetched == []
    assert asked.field.hasFocus()


def test_not_now_fetches_nothing_and_asks_again_next_time(asked: Asked) -> None:
    for _ in range(2):
        asked.offer(drags.firefox_linux())
        asked.until(lambda: asked.bar.text != "")
        asked.click("nothing")
    assert asked.library.web.fetched == []


def test_always_is_remembered(asked: Asked) -> None:
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text != "")
    asked.click("always")
    asked.until(lambda: asked.titles == ["cat.jpg"])
    assert asked.context.preferences.now.web_pictures == "always"
    asked.offer(drags.firefox_linux("https://example.net/dog.jpg"))
    asked.until(lambda: asked.titles == ["dog.jpg"])


def test_never_is_remembered_and_can_be_taken_back(asked: Asked) -> None:
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text != "")
    asked.click("never")
    assert asked.context.preferences.now.web_pictures == "never"
    asked.told.clear()
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.told != [])
    notice = asked.told[0]
    assert "not fetched from the web" in notice.what
    assert "Copy image" in notice.next_step
    assert asked.bar.text == ""
    notice.do()
    assert asked.bar.text == "Fetch the picture from example.org?"
    assert asked.library.web.fetched == []


def test_several_pictures_are_asked_about_once(asked: Asked) -> None:
    page = "".join(f'<img src="https://{site}.example/{site}.jpg">' for site in "abca")
    asked.offer(drags.mime({"text/html": page.encode()}))
    asked.until(lambda: "a.example, b.example, …?" in asked.bar.text)
    asked.library.web.content["https://b.example/b.jpg"] = UserError.in_words(
        "It is gone.", "Try another."
    )
    asked.click("fetch")
    asked.until(lambda: asked.titles == ["a.jpg", "c.jpg"])
    assert [notice.what for notice in asked.told] == ["It is gone."]


def test_a_fetch_that_fails_says_so_and_leaves_the_query(asked: Asked, tmp_path: Path) -> None:
    asked.offer(drags.nautilus_drag(photo(tmp_path / "mine.png")))
    asked.until(lambda: asked.titles == ["mine.png"])
    asked.library.web.content[drags.CAT] = UserError.in_words(
        "example.org does not answer.", "Copy it."
    )
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text != "")
    asked.click("fetch")
    asked.until(lambda: [notice.what for notice in asked.told] == ["example.org does not answer."])
    assert asked.bar.text == ""
    assert asked.titles == ["mine.png"]


def test_what_was_told_of_a_fetch_goes_when_something_else_is_searched_by(
    asked: Asked, tmp_path: Path
) -> None:
    asked.library.web.content[drags.CAT] = UserError.in_words(
        "example.org does not answer.", "Copy it."
    )
    asked.set(web_pictures="always")
    asked.offer(drags.firefox_linux())
    asked.until(lambda: "does not answer" in asked.banner.text)
    asked.offer(drags.nautilus_drag(photo(tmp_path / "mine.png")))
    asked.until(lambda: asked.titles == ["mine.png"])
    assert asked.banner.text == ""
    asked.set(web_pictures="never")
    asked.offer(drags.firefox_linux())
    asked.until(lambda: "as you chose" in asked.banner.text)
    asked.session.find_similar([3])
    asked.until(lambda: asked.titles == ["IMG_00003.jpg"])
    assert asked.banner.text == ""


def test_what_came_and_is_no_picture_is_told_by_its_name(asked: Asked) -> None:
    asked.library.web.content[drags.CAT] = b"<svg/>"
    asked.set(web_pictures="always")
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.told != [])
    assert asked.told[0].what == "cat.jpg cannot be searched for. Not a picture."


def test_a_fetch_tells_how_far_it_is_and_can_be_cancelled(asked: Asked) -> None:
    asked.library.web.gate = threading.Event()
    asked.set(web_pictures="always", web_max_megabytes=3)
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text == "Fetching from example.org…")
    asked.until(lambda: "of" in asked.bar._progress.toolTip())
    assert asked.bar._progress.value() == 250
    assert asked.library.web.max_bytes == [3 * 1024 * 1024]
    asked.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert asked.library.web.cancelled.wait(2)
    assert asked.bar.text == ""
    assert asked.told == []


@pytest.mark.parametrize("running", [False, True])
def test_another_query_meanwhile_ends_the_question_and_the_fetch(
    asked: Asked, tmp_path: Path, running: bool
) -> None:
    asked.library.web.gate = threading.Event()
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.bar.text != "")
    if running:
        asked.click("fetch")
    asked.offer(drags.nautilus_drag(photo(tmp_path / "mine.png")))
    asked.until(lambda: asked.titles == ["mine.png"])
    assert asked.bar.text == ""
    assert not running or asked.library.web.cancelled.wait(2)


def test_something_else_that_is_no_picture_ends_the_question_too(
    asked: Asked, tmp_path: Path
) -> None:
    (tmp_path / "Holiday").mkdir()
    notes = tmp_path / "notes.txt"
    notes.write_text("no picture")
    asked.offer(drags.nautilus_drag(tmp_path / "Holiday"))
    asked.until(lambda: asked.bar.text != "")
    asked.offer(drags.nautilus_drag(notes))
    asked.until(lambda: asked.banner.text != "")
    assert asked.bar.text == ""


def test_a_fetched_picture_joins_the_query_when_it_was_dropped_on_the_bar(
    asked: Asked, tmp_path: Path
) -> None:
    asked.offer(drags.nautilus_drag(photo(tmp_path / "mine.png")))
    asked.until(lambda: asked.titles == ["mine.png"])
    asked.offer(drags.firefox_linux(), add=True)
    asked.until(lambda: asked.bar.text != "")
    asked.click("fetch")
    asked.until(lambda: asked.titles == ["mine.png", "cat.jpg"])


def test_closing_the_library_ends_a_fetch(asked: Asked) -> None:
    asked.library.web.gate = threading.Event()
    asked.set(web_pictures="always")
    asked.offer(drags.firefox_linux())
    asked.until(lambda: asked.library.web.fetched != [])
    asked.context.set_library(None)
    assert asked.library.web.cancelled.wait(2)
    assert asked.bar.text == ""


@pytest.mark.parametrize("address", ["http://user:secret@example.org/", "https://example.org:25/x"])
def test_an_address_that_is_not_asked_is_told_so(asked: Asked, address: str) -> None:
    asked.offer(drags.mime({"text/uri-list": address.encode()}))
    asked.until(lambda: asked.told != [])
    assert asked.told[0].what.startswith("This address has a")
    assert asked.bar.text == ""


def test_the_site_that_is_named_is_the_one_that_is_asked(asked: Asked) -> None:
    asked.offer(drags.mime({"text/html": b'<img src="https://bank.example\\.evil.example/x">'}))
    asked.until(lambda: bool(asked.told) or asked.bar.text != "")
    assert asked.bar.text == ""


# Folders


def photo(path: Path, kind: int = 1) -> Path:
    Image.fromarray(picture(kind)).save(path)
    return path


def test_a_folder_is_asked_about_and_added(asked: Asked, tmp_path: Path) -> None:
    folder = tmp_path / "Holiday"
    folder.mkdir()
    asked.offer(drags.nautilus_drag(folder))
    asked.until(lambda: "“Holiday” is a folder." in asked.bar.text)
    assert asked.folders == []
    asked.click("add")
    assert asked.folders == [[folder]]
    assert asked.bar.text == ""


def test_a_folder_is_searched_by_its_pictures(asked: Asked, tmp_path: Path) -> None:
    folder = tmp_path / "Holiday"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.png", "A.PNG", "sub/c.png"):
        photo(folder / name)
    (folder / "notes.txt").write_text("no picture")
    asked.offer(drags.finder_drag(folder))
    asked.until(lambda: asked.bar.text != "")
    asked.click("search")
    asked.until(lambda: asked.titles == ["A.PNG", "b.png", "c.png"])
    assert asked.folders == []
    assert asked.told == []


def test_a_folder_without_pictures_says_so(asked: Asked, tmp_path: Path) -> None:
    asked.offer(drags.explorer_drag(tmp_path))
    asked.until(lambda: asked.bar.text != "")
    asked.click("search")
    asked.until(lambda: [n.what for n in asked.told] == ["There is no picture in this folder."])


def test_neither_does_nothing(asked: Asked, tmp_path: Path) -> None:
    asked.offer(drags.dolphin_drag(tmp_path))
    asked.until(lambda: asked.bar.text != "")
    asked.click("nothing")
    assert (asked.folders, asked.told, asked.titles) == ([], [], [])


def test_an_empty_library_takes_a_folder_at_once(asked: Asked, tmp_path: Path) -> None:
    asked.library._roots.clear()
    asked.offer(drags.nautilus_drag(tmp_path))
    asked.until(lambda: asked.folders == [[tmp_path]])
    assert asked.bar.text == ""


def test_pictures_beside_a_folder_are_searched_for_and_the_question_stays(
    asked: Asked, tmp_path: Path
) -> None:
    (tmp_path / "Holiday").mkdir()
    mine = photo(tmp_path / "mine.png")
    asked.offer(drags.nautilus_drag(tmp_path / "Holiday", mine))
    asked.until(lambda: asked.titles == ["mine.png"] and asked.bar.text != "")


def test_the_first_pictures_of_folders_are_found_level_by_level(tmp_path: Path) -> None:
    for name in ("z/1.jpg", "b.jpg", "a/x/deep.jpg", "a/2.jpg", ".hidden/3.jpg", "c.txt", ".4.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    names = [str(path.relative_to(tmp_path)) for path in find_images([tmp_path], JobControl())]
    assert names == ["b.jpg", str(Path("a/2.jpg")), str(Path("z/1.jpg")), str(Path("a/x/deep.jpg"))]
    assert len(find_images([tmp_path], JobControl(), most=2)) == 2
    assert find_images([tmp_path / "absent"], JobControl()) == []


# Much and bad


def test_many_files_that_are_no_pictures_make_one_message(asked: Asked, tmp_path: Path) -> None:
    paths = [tmp_path / f"notes{number:03}.txt" for number in range(300)]
    for path in paths:
        path.write_text("no picture")
    asked.offer(drags.nautilus_drag(*paths))
    asked.until(lambda: asked.told != [])
    (notice,) = asked.told
    assert notice.next_step.startswith("notes000.txt: Not a picture · notes001.txt")
    assert notice.next_step.endswith("…")
    assert asked.titles == []


def test_of_many_pictures_the_first_twelve_are_used(asked: Asked, tmp_path: Path) -> None:
    data = jpeg(1)
    paths = [tmp_path / f"{number:03}.jpg" for number in range(60)]
    for path in paths:
        path.write_bytes(data)
    asked.offer(drags.nautilus_drag(*paths))
    asked.until(lambda: len(asked.titles) == 12)
    assert [notice.what for notice in asked.told] == ["Only the first 12 pictures are used."]


def test_a_picture_that_stands_in_the_page_is_used_without_asking(asked: Asked) -> None:
    import base64

    inline = "data:image/jpeg;base64," + base64.b64encode(jpeg(2)).decode()
    asked.offer(drags.mime({"text/html": f'<img src="{inline}">'.encode()}))
    asked.until(lambda: asked.titles == ["Picture from a page"])
    assert asked.bar.text == ""


@pytest.mark.parametrize("text", ["data:image/png;base64,%%%", "data:image/png;base64,AAAA"])
def test_a_broken_picture_in_a_page_is_told_so(asked: Asked, text: str) -> None:
    asked.offer(drags.mime({"text/plain": text.encode()}))
    asked.until(lambda: asked.told != [])
    assert asked.told[0].next_step


def test_an_encoded_picture_that_cannot_be_read_leaves_the_address(asked: Asked) -> None:
    asked.offer(drags.chrome_copy_image(b"\x89PNG broken"))
    asked.until(lambda: asked.bar.text == "Fetch the picture from example.org?")
    assert asked.told == []


def test_photos_of_the_grid_are_searched_by_what_is_known_of_them(asked: Asked) -> None:
    asked.session.load(DropPayload(paths=(Path("gone.jpg"),), photo_ids=(7, 9)))
    asked.until(lambda: len(asked.titles) == 2)
    assert [each.photo_id for each in asked.session.query.images] == [7, 9]


# The bar by itself


def test_a_newer_question_takes_the_place_of_the_older(qtbot) -> None:
    bar = QuestionBar()
    qtbot.addWidget(bar)
    no = QuestionChoice("no", "No")
    bar.ask(Question("First?", (QuestionChoice("yes", "Yes"), QuestionChoice("more", "More"), no)))
    bar.ask(Question("Second?", (QuestionChoice("yes", "Yes", "It will be so."), no)))
    visible = [button for button in bar.findChildren(QPushButton) if not button.isHidden()]
    assert [button.text() for button in visible] == ["Yes", "No"]
    assert visible[0].toolTip() == visible[0].accessibleDescription() == "It will be so."
    assert bar.accessibleName() == "Second?"
    with qtbot.waitSignal(bar.chosen) as chosen:
        visible[1].click()
    assert chosen.args == ["no"]
    bar.show_work("Working…")
    bar.show_progress(500_000, None)
    assert bar._progress.maximum() == 0
    bar.show_progress(3, 2)
    assert bar._progress.value() == 1000
    with qtbot.waitSignal(bar.cancelled):
        bar._buttons[0].click()


def test_a_dropped_picture_is_read_once(asked: Asked, tmp_path: Path) -> None:
    """Reading encodes it as well; the search is by the very pixels that were read."""
    path = photo(tmp_path / "mine.png")
    asked.offer(drags.nautilus_drag(path))
    asked.until(lambda: len(asked.library.queries) == 1)
    (item,) = asked.library.queries[0].items
    assert asked.library.read_sources == [path]
    assert item.image.file == path
    assert item.pixels is item.image.pixels
    assert not item.image.pixels.flags.writeable
    assert max(item.image.preview.shape) <= 128
