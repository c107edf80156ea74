"""Paint the headings of groups in the grid, and put them into words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from PySide6.QtCore import QDate, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette

from photosearch.core.events import EventTitle
from photosearch.core.facets import Title
from photosearch.gui import wording
from photosearch.gui.grid.layout import GridLayout
from photosearch.gui.grid.pixmaps import GridThumbnail
from photosearch.gui.translation import tr
from photosearch.gui.widgets.theme import colors_of
from photosearch.gui.wording import shown_text

PictureOf = Callable[[int], GridThumbnail | None]

_SIDE = 15
"""From the edge of the grid to the words: where the pictures of the first column begin."""


def heading_height(font: QFont) -> int:
    """Return the height in logical pixels."""
    return QFontMetrics(font).height() + 20


def heading_text(title: Title) -> tuple[str, str]:
    """Return what a heading says first, and what stands beside it in grey.

    `title` is a day as 2024-05-17, the whole path of a folder, words that stand for themselves, an
    event, or "" for photos without a day.
    """
    if isinstance(title, EventTitle):
        return wording.event_days(title), wording.event_facts(title)
    if not title:
        return tr("Without a date"), ""
    day = QDate.fromString(title, Qt.DateFormat.ISODate)
    if day.isValid():
        return QLocale().toString(day, QLocale.FormatType.LongFormat), ""
    path = PurePath(title)
    if not path.name or not path.is_absolute():
        return shown_text(title), ""
    return shown_text(path.name), shown_text(str(path.parent))


def heading_speech(title: Title, count: int) -> str:
    """Return what screen readers say of a group."""
    words, facts = heading_text(title)
    told = [words, facts] if isinstance(title, EventTitle) and facts else [words]
    return ", ".join([*told, _counted(count)])


def covers(titles: Sequence[Title], layout: GridLayout, top: int, seen: QRect) -> dict[int, QRect]:
    """Return the photos that stand for the groups whose headings are in sight, and where these are.

    For `top` and `seen` see `places`.
    """
    return {
        title.cover: rect
        for group, rect in places(layout, top, seen)
        if isinstance(title := titles[group], EventTitle)
    }


def places(layout: GridLayout, top: int, dirty: QRect) -> list[tuple[int, QRect]]:
    """Return groups whose headings are seen in `dirty`, and where; the one that sticks first.

    `top` is where in the content the viewport begins; rectangles are in the viewport.
    """
    if not layout.grouped:
        return []
    found: list[tuple[int, QRect]] = []
    stuck, height = layout.group_at(top), layout.heading_height
    if layout.heading(stuck).y < top:
        last = layout.group_rows(stuck).stop == layout.count
        # The next heading pushes the one that sticks out of the way.
        pushed = 0 if last else layout.heading(stuck + 1).y - top - height
        rect = QRect(0, min(0, pushed), layout.width, height)
        if rect.intersects(dirty):
            found.append((stuck, rect))
    for group in layout.headings_between(top + dirty.top(), top + dirty.bottom() + 1):
        heading = layout.heading(group)
        if group != stuck or heading.y >= top:
            found.append((group, QRect(0, heading.y - top, heading.width, height)))
    return found


def _counted(count: int) -> str:
    return tr("%Ln photo(s)", "", count)


class HeadingPainter:
    """Hold fonts and colours."""

    def __init__(self, palette: QPalette, font: QFont, *, mirrored: bool) -> None:
        """Begin at the right if `mirrored`."""
        colors = colors_of(palette)
        self._mirrored = mirrored
        self._font = font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._text = QColor(colors.text)
        self._muted = QColor(colors.muted)
        self._accent = QColor(colors.accent)
        self._line = QColor(colors.line)
        self._ground = palette.color(QPalette.ColorRole.Base)
        self._words: dict[Title, tuple[str, str]] = {}

    def paint(
        self,
        painter: QPainter,
        titles: Sequence[Title],
        layout: GridLayout,
        top: int,
        dirty: QRect,
        picture_of: PictureOf = lambda _photo_id: None,
    ) -> None:
        """Paint those that are seen in `dirty`, the one that sticks last; see `places`.

        `picture_of` returns the thumbnail of a photo that stands for a group, if it is here.
        """
        for group, rect in reversed(places(layout, top, dirty)):
            count, title = len(layout.group_rows(group)), titles[group]
            sticks = layout.heading(group).y < top
            painter.fillRect(rect, self._ground)
            if sticks:
                painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._line)
            inner = rect.adjusted(_SIDE, 4, -_SIDE, 0)
            if isinstance(title, EventTitle):
                inner = self._paint_cover(painter, inner, picture_of(title.cover))
            self._paint_words(painter, inner, title, count)

    def paint_footer(self, painter: QPainter, rect: QRect, text: str, *, hovered: bool) -> None:
        """Paint a line below all photos that can be pressed, as a link."""
        font = QFont(self._font)
        font.setUnderline(hovered)
        inner = rect.adjusted(_SIDE, 4, -_SIDE, 0)
        self._write(painter, inner, font, self._accent, text, inner.width())

    def _paint_cover(self, painter: QPainter, inner: QRect, picture: GridThumbnail | None) -> QRect:
        """Paint the photo that stands for a group at the beginning; return what is left."""
        side = inner.height() - 4
        left = inner.right() + 1 - side if self._mirrored else inner.x()
        square = QRect(left, inner.y() + 1, side, side)
        if picture is None:
            painter.fillRect(square, self._line)
        else:
            whole = QRect(0, 0, picture.width, picture.height)
            least = min(picture.width, picture.height)
            middle = QRect(0, 0, least, least)
            middle.moveCenter(whole.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(square, picture.pixmap, middle)
        taken = side + _SIDE // 2
        return inner.adjusted(0, 0, -taken, 0) if self._mirrored else inner.adjusted(taken, 0, 0, 0)

    def _paint_words(self, painter: QPainter, inner: QRect, title: Title, count: int) -> None:
        words = self._words.get(title)
        if words is None:
            words = self._words[title] = heading_text(title)
        number = _counted(count)
        bold, plain = QFontMetrics(self._bold), QFontMetrics(self._font)
        gap = plain.horizontalAdvance("   ")
        room = inner.width() - plain.horizontalAdvance(number) - gap
        inner = self._write(painter, inner, self._bold, self._text, words[0], room)
        room -= bold.horizontalAdvance(words[0]) + gap
        inner = self._write(painter, inner, self._font, self._muted, number, inner.width())
        if words[1] and room > 8 * gap:
            # Where writing goes to the left, the slash before a path would move behind it.
            path = f"\u2066{words[1]}\u2069"
            self._write(painter, inner, self._font, self._muted, path, room)

    def _write(
        self, painter: QPainter, inner: QRect, font: QFont, color: QColor, words: str, room: int
    ) -> QRect:
        """Write at the beginning of `inner`; what is left of it after a gap."""
        metrics = QFontMetrics(font)
        short = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, max(0, room))
        painter.setFont(font)
        painter.setPen(color)
        flag = Qt.AlignmentFlag
        # Absolute: the words themselves, not the direction of their writing, are to be there.
        side = (flag.AlignRight if self._mirrored else flag.AlignLeft) | flag.AlignAbsolute
        painter.drawText(inner, int(side | flag.AlignVCenter), short)
        taken = metrics.horizontalAdvance(short + "   ")
        return inner.adjusted(0, 0, -taken, 0) if self._mirrored else inner.adjusted(taken, 0, 0, 0)
