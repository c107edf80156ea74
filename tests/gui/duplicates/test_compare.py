"""Comparing the files of a group, laid on each other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.core.affine import IDENTITY, Affine
from photosearch.core.duplicates import DuplicateKind, Mark
from photosearch.gui.duplicates.compare.aligned_pane import AlignedPane
from photosearch.gui.duplicates.compare.compare_bar import CompareAction
from photosearch.gui.duplicates.compare.compare_view import CompareView
from photosearch.gui.duplicates.compare.compared import shown_members, transform_of
from photosearch.gui.viewer.levels import Levels
from photosearch.gui.viewer.pictures import ViewerPhoto
from photosearch.gui.viewer.zoom import Extent, Zoom
from tests.gui.duplicates.conftest import DuplicatesKit
from tests.gui.fake_duplicates import group

KEY = Qt.Key


def scene(width: int = 400, height: int = 400) -> QImage:
    """A picture with a red square right above its middle, on grey."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 90, 90))
    painter = QPainter(image)
    painter.fillRect(220, 140, 40, 40, QColor(255, 0, 0))
    painter.end()
    return image


def photo(photo_id: int, image: QImage) -> ViewerPhoto:
    return ViewerPhoto(photo_id, True, None, None, Levels((image,)), 5000)


def red_at(pane: AlignedPane) -> tuple[float, float]:
    """The middle of what is red in a pane, in its logical pixels."""
    image = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8)
    pixels = pixels.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]
    blue, red = pixels[..., 0].astype(int), pixels[..., 2].astype(int)
    rows, columns = np.nonzero(red - blue > 120)
    ratio = pane.devicePixelRatioF()
    return float(columns.mean()) / ratio, float(rows.mean()) / ratio


@pytest.fixture
def pane(qtbot) -> AlignedPane:
    pane = AlignedPane()
    qtbot.addWidget(pane)
    pane.resize(300, 300)
    return pane


CROP: Affine = (2.0, 0.0, -0.5, 0.0, 2.0, -0.5)
TURNED: Affine = (0.0, -1.0, 1.0, 1.0, 0.0, 0.0)
MIRRORED: Affine = (-1.0, 0.0, 1.0, 0.0, 1.0, 0.0)


def made(transform: Affine) -> QImage:
    base = scene()
    if transform is CROP:
        return base.copy(100, 100, 200, 200).scaled(120, 120)
    if transform is MIRRORED:
        return base.flipped(Qt.Orientation.Horizontal)
    turned = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(turned)
    painter.translate(400, 0)
    painter.rotate(90)
    painter.drawImage(0, 0, base)
    painter.end()
    return turned


@pytest.mark.parametrize("transform", [IDENTITY, CROP, TURNED, MIRRORED])
@pytest.mark.parametrize("zoom", [Zoom(), Zoom(900.0, 0.6, 0.45)])
def test_the_same_place_is_at_the_same_place(
    pane: AlignedPane, transform: Affine, zoom: Zoom
) -> None:
    base = photo(1, scene())
    pane.set_zoom(zoom)
    pane.show_picture(base)
    pane.set_alignment(base, IDENTITY)
    wanted = red_at(pane)
    other = photo(2, scene() if transform is IDENTITY else made(transform))
    pane.show_picture(other)
    pane.set_alignment(base, transform)
    assert pane.aligned
    assert red_at(pane) == pytest.approx(wanted, abs=2.0)


def brightest(pane: AlignedPane) -> int:
    """In the middle half of a pane."""
    image = pane.grab().toImage()
    w, h = image.width(), image.height()
    return max(
        QColor(image.pixel(x, y)).value()
        for x in range(w // 4 + 4, 3 * w // 4 - 4, 5)
        for y in range(h // 4 + 4, 3 * h // 4 - 4, 5)
    )


def test_the_difference_is_dark_where_pictures_agree_and_bright_where_not(
    pane: AlignedPane,
) -> None:
    base = photo(1, scene())
    same = photo(2, scene())
    pane.show_picture(same)
    pane.set_alignment(base, IDENTITY)
    pane.show_difference(True)
    assert brightest(pane) < 10
    spotted = scene()
    painter = QPainter(spotted)
    painter.fillRect(180, 180, 60, 60, QColor(140, 140, 140))
    painter.end()
    pane.show_picture(photo(3, spotted))
    assert brightest(pane) > 150
    pane.show_picture(base)
    assert red_at(pane), "the first file is shown as it is"


def test_what_only_one_of_them_shows_is_no_difference(pane: AlignedPane) -> None:
    base = photo(1, scene())
    pane.show_picture(photo(2, made(CROP)))
    pane.set_alignment(base, CROP)
    pane.show_difference(True)
    image = pane.grab().toImage()
    stage = QColor(image.pixel(2, 2)).getRgb()
    outside = round(30 * pane.devicePixelRatioF())
    assert QColor(image.pixel(outside, outside)).getRgb() == stage
    assert brightest(pane) < 150


def test_a_picture_that_cannot_be_laid_on_another_stands_by_itself(pane: AlignedPane) -> None:
    base = photo(1, scene(800, 200))
    other = photo(2, scene())
    pane.show_picture(other)
    pane.set_alignment(base, None)
    assert not pane.aligned
    assert pane.picture_extent == Extent(400, 400)
    pane.set_alignment(base, (0, 0, 0, 0, 0, 0))
    assert not pane.aligned


def test_alignment_without_a_stored_transform() -> None:
    same, pair = DuplicateKind.SAME_FILE, DuplicateKind.PAIR
    wide, wider, tall = Extent(400, 300), Extent(804, 600), Extent(300, 400)
    assert transform_of(group((1, 2), same).members[1], wide, None) == IDENTITY
    assert transform_of(group((1, 2), pair).members[1], wide, wider) == IDENTITY
    assert transform_of(group((1, 2), pair).members[1], wide, tall) is None
    assert transform_of(group((1, 2), transform=CROP).members[1], wide, tall) == CROP
    assert transform_of(group((1, 2), pair).members[0], None, None) == IDENTITY


@pytest.mark.parametrize(
    ("count", "member", "before", "shown"),
    [
        (2, 1, (), (0, 1)),
        (4, 3, (), (0, 1, 2, 3)),
        (9, 0, (), (0, 1, 2, 3)),
        (9, 4, (0, 1, 2, 3), (0, 4, 5, 6)),
        (9, 5, (0, 4, 5, 6), (0, 4, 5, 6)),
        (9, 8, (), (0, 6, 7, 8)),
        (9, 0, (0, 6, 7, 8), (0, 6, 7, 8)),
    ],
)
def test_the_representative_is_always_among_those_that_are_shown(
    count: int, member: int, before: tuple[int, ...], shown: tuple[int, ...]
) -> None:
    assert shown_members(group(tuple(range(1, count + 1))), member, before) == shown


def opened(duplicates: DuplicatesKit, row: int = 0, member: int = 0) -> CompareView:
    duplicates.open()
    duplicates.view.set_current(row, member)
    duplicates.key(KEY.Key_C)
    compare = duplicates.feature.comparing.compare
    duplicates.until(lambda: compare.isVisible())
    duplicates.until(lambda: all(pane.picture.screen is not None for pane in compare.panes.shown))
    return compare


def press(duplicates: DuplicatesKit, compare: CompareView, key: Qt.Key) -> None:
    duplicates.kit.qtbot.keyClick(compare.panes.active_pane, key)


def test_the_files_of_a_group_are_beside_each_other(duplicates: DuplicatesKit) -> None:
    compare = opened(duplicates, 0, 1)
    assert [pane.picture.photo_id for pane in compare.panes.shown] == [100, 60, 20]
    assert compare.member == 1
    assert compare.bar.title.startswith("Edited copies · 3 files")
    assert "IMG_00060.jpg" in compare.cards[1].text
    assert "cropped to 39 %" in compare.cards[1].text
    press(duplicates, compare, KEY.Key_Escape)
    assert not compare.isVisible()
    duplicates.until(duplicates.view.hasFocus)
    assert duplicates.view.current_id == 60


def test_deciding_while_comparing(duplicates: DuplicatesKit) -> None:
    compare = opened(duplicates)
    press(duplicates, compare, KEY.Key_Right)
    assert compare.member == 1
    press(duplicates, compare, KEY.Key_X)
    duplicates.until(lambda: duplicates.duplicates.saved_marks == {60: Mark.REMOVE})
    duplicates.chosen()
    assert "Remove" in compare.cards[1].text
    press(duplicates, compare, KEY.Key_K)
    duplicates.until(lambda: "You keep it" in compare.cards[1].text)
    press(duplicates, compare, KEY.Key_Return)
    duplicates.until(lambda: compare.bar.title.startswith("Same file"))
    assert duplicates.view.current_row == 1
    assert compare.isVisible()
    press(duplicates, compare, KEY.Key_PageUp)
    assert compare.bar.title.startswith("Edited copies")


def test_flickering_shows_another_file_while_the_key_is_held(duplicates: DuplicatesKit) -> None:
    compare = opened(duplicates, 0, 1)
    pane = compare.panes.active_pane
    duplicates.kit.qtbot.keyPress(pane, KEY.Key_F)
    assert [each.picture.photo_id for each in compare.panes.shown] == [100, 100, 20]
    duplicates.kit.qtbot.keyRelease(pane, KEY.Key_F)
    assert [each.picture.photo_id for each in compare.panes.shown] == [100, 60, 20]
    press(duplicates, compare, KEY.Key_Left)
    compare.flicker(True)
    assert [each.picture.photo_id for each in compare.panes.shown] == [60, 60, 20]
    compare.flicker(False)


def shapes(compare: CompareView) -> set[float]:
    """Width by height of what the panes zoom about."""
    placements = [pane.placement for pane in compare.panes.shown]
    return {round(each.width / each.height, 2) for each in placements if each is not None}


def test_panes_are_enlarged_and_moved_together(duplicates: DuplicatesKit) -> None:
    duplicates.duplicates.set_groups([group((100, 61, 23), transform=CROP)])
    compare = opened(duplicates)
    press(duplicates, compare, KEY.Key_Plus)
    press(duplicates, compare, KEY.Key_Plus)
    assert len(shapes(compare)) == 1, "all zoom about the first picture"
    assert all(pane.aligned for pane in compare.panes.shown if isinstance(pane, AlignedPane))
    compare.act(CompareAction.ALIGN)
    assert not compare.bar.buttons[CompareAction.ALIGN].isChecked()
    assert not any(pane.aligned for pane in compare.panes.shown if isinstance(pane, AlignedPane))


def test_difference_and_histograms_are_switched_by_keys(duplicates: DuplicatesKit) -> None:
    compare = opened(duplicates)
    press(duplicates, compare, KEY.Key_D)
    assert compare.bar.buttons[CompareAction.DIFFERENCE].isChecked()
    press(duplicates, compare, KEY.Key_H)
    assert compare.cards[0].histogram.isVisible()
    assert compare.cards[0].histogram.text
    press(duplicates, compare, KEY.Key_H)
    assert not compare.cards[0].histogram.isVisible()


def test_a_large_group_is_walked_through(duplicates: DuplicatesKit) -> None:
    duplicates.duplicates.set_groups([group((9, 8, 7, 6, 5, 4, 3), DuplicateKind.SAME_FILE)])
    compare = opened(duplicates)
    for _ in range(6):
        press(duplicates, compare, KEY.Key_Right)
    assert compare.member == 6
    assert compare.members == (0, 4, 5, 6)
    assert duplicates.view.current_id == 3


def test_a_group_that_is_gone_makes_room_for_the_next(duplicates: DuplicatesKit) -> None:
    compare = opened(duplicates)
    duplicates.duplicates.set_groups(duplicates.duplicates.all[1:])
    duplicates.until(lambda: compare.bar.title.startswith("Same file"))
    duplicates.duplicates.set_groups([])
    duplicates.until(lambda: not compare.isVisible())


def test_tab_stays_within_the_comparison(duplicates: DuplicatesKit) -> None:
    compare = opened(duplicates)
    duplicates.kit.window.activateWindow()
    seen = set()
    for _ in range(30):
        widget = duplicates.kit.window.focusWidget()
        assert widget is not None
        assert compare.isAncestorOf(widget)
        seen.add(widget)
        duplicates.kit.qtbot.keyClick(widget, KEY.Key_Tab)
    assert set(compare.bar.buttons.values()) <= seen
