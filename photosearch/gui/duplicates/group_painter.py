"""Paint groups of duplicates: headings, and a card for each file with what differs in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPolygonF

from photosearch.core.affine import Point
from photosearch.core.duplicates import DuplicateGroup, Mark, MemberChoice
from photosearch.core.photo import PhotoRecord
from photosearch.gui.duplicates.duplicate_text import (
    Fact,
    group_heading_text,
    mark_text,
    why_text,
)
from photosearch.gui.grid.badges import Badges
from photosearch.gui.grid.pixmaps import GridThumbnail
from photosearch.gui.translation import tr
from photosearch.gui.widgets.theme import colors_of
from photosearch.gui.wording import shown_name

PADDING = 8
"""Inside a card, and between its picture and its words; logical pixels."""
_TEXT_WIDTH = 216
_LINES = 6
"""Of words in a card: the mark, the name, pixels, format, folder, and why."""
_LINE_GAP = 3


@dataclass(frozen=True, slots=True)
class Card:
    """Hold what a card shows, and where it is in the viewport (logical pixels)."""

    rect: QRect
    picture: GridThumbnail | None
    record: PhotoRecord | None
    choice: MemberChoice | None
    facts: Sequence[Fact]
    """Pixels, bytes, format, date, folder; empty while they are not known."""
    relation: str
    """How it follows from the representative, in words; "" for that one."""
    frames: Sequence[Sequence[Point]]
    """Parts of the picture that other files show, as corners in fractions."""
    chosen_frame: int
    """The one of these that is meant now, -1 for none."""
    current: bool
    """The keyboard is here."""
    hovered: bool


class GroupPainter:
    """Hold colours, fonts and metrics."""

    def __init__(
        self, palette: QPalette, font: QFont, side: int, ratio: float, *, mirrored: bool
    ) -> None:
        """Paint pictures in a box of `side` logical pixels, `ratio` device pixels each; from right
        to left if `mirrored`."""
        colors = colors_of(palette)
        self.side = side
        self.ratio = ratio
        self._mirrored = mirrored
        self._font = font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(font)
        self._bold_metrics = QFontMetrics(self._bold)
        self._colors = colors
        self._ground = QColor(colors.surface)
        self._raised = QColor(colors.raised)
        self._hover = QColor(colors.hover)
        self._line = QColor(colors.line)
        self._text = QColor(colors.text)
        self._muted = QColor(colors.muted)
        self._accent = QColor(colors.accent)
        self._placeholder = QColor(colors.placeholder)
        self._badges = Badges(ratio)
        self._elided: dict[tuple[str, int, bool], str] = {}

    @property
    def card_width(self) -> int:
        """Return the least width of a card in logical pixels."""
        return self.side + 3 * PADDING + _TEXT_WIDTH

    @property
    def card_height(self) -> int:
        """Return the height of a card in logical pixels."""
        words = _LINES * (self._metrics.height() + _LINE_GAP) + 6
        return max(self.side, words) + 2 * PADDING

    @property
    def heading_height(self) -> int:
        """Return the height of the line over a group in logical pixels."""
        return self._bold_metrics.height() + 14

    def picture_rect(self, card: Card) -> QRectF:
        """Return where the picture of a card is, or its box while there is none."""
        box = self._box(card.rect)
        if card.picture is None:
            return QRectF(box)
        scale = self.side / card.picture.side
        width, height = card.picture.width * scale, card.picture.height * scale
        return QRectF(
            box.x() + (box.width() - width) / 2,
            box.y() + (box.height() - height) / 2,
            width,
            height,
        )

    def mark_rect(self, card: Card) -> QRect:
        """Return where it stands what becomes of the file."""
        line = self._first_line(card.rect)
        width = self._bold_metrics.horizontalAdvance(mark_text(card.choice)) + 16
        left = line.right() + 1 - width if self._mirrored else line.x()
        return QRect(left, line.y() - 1, width, line.height() + 4)

    def paint_heading(
        self, painter: QPainter, rect: QRect, group: DuplicateGroup, *, current: bool
    ) -> None:
        """Paint the line over a group."""
        title, more = group_heading_text(group)
        if group.finished:
            more = " · ".join((more, tr("decided")))
        inner = rect.adjusted(PADDING + 8, 6, -PADDING - 8, 0)
        painter.setFont(self._bold)
        painter.setPen(self._accent if current else self._text)
        painter.drawText(inner, self._flags(), title)
        taken = self._bold_metrics.horizontalAdvance(title + "   ")
        inner.adjust(*((0, 0, -taken, 0) if self._mirrored else (taken, 0, 0, 0)))
        painter.setFont(self._font)
        painter.setPen(self._muted)
        painter.drawText(inner, self._flags(), self._fit(more, inner.width()))

    def paint(self, painter: QPainter, cards: Sequence[Card]) -> None:
        """Paint cards; the ground is painted already."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for card in cards:
            rect = card.rect
            ground = self._hover if card.hovered else self._raised
            block = self._badges.block(rect.width(), rect.height(), ground)
            painter.drawPixmap(rect.topLeft(), block.pixmap)
            edge = self._accent if card.current else self._line
            frame = self._badges.frame(rect.width(), rect.height(), edge)
            painter.drawPixmap(rect.topLeft(), frame.pixmap)
            self._paint_picture(painter, card)
            self._paint_words(painter, card)

    def _box(self, rect: QRect) -> QRect:
        left = rect.right() + 1 - PADDING - self.side if self._mirrored else rect.x() + PADDING
        top = rect.y() + (rect.height() - self.side) // 2
        return QRect(left, top, self.side, self.side)

    def _paint_picture(self, painter: QPainter, card: Card) -> None:
        shown = self.picture_rect(card)
        if card.picture is None:
            inset = self.side // 8
            blank = shown.toRect().adjusted(inset, inset, -inset, -inset)
            block = self._badges.block(blank.width(), blank.height(), self._placeholder, 4)
            painter.drawPixmap(blank.topLeft(), block.pixmap)
            return
        goes = card.choice is not None and card.choice.mark is Mark.REMOVE
        record = card.record
        away = record is not None and (record.missing or not record.online)
        if goes or away:
            painter.setOpacity(0.4)
        painter.save()
        # In device pixels, so that pixels are copied as they are where no zoom is on its way.
        painter.scale(1 / self.ratio, 1 / self.ratio)
        x, y = round(shown.x() * self.ratio), round(shown.y() * self.ratio)
        if card.picture.side == round(self.side * self.ratio):
            painter.drawPixmap(x, y, card.picture.pixmap)
        else:
            width, height = round(shown.width() * self.ratio), round(shown.height() * self.ratio)
            painter.drawPixmap(QRect(x, y, width, height), card.picture.pixmap)
        painter.restore()
        painter.setOpacity(1)
        for number, corners in enumerate(card.frames):
            self._paint_frame(painter, shown, corners, chosen=number == card.chosen_frame)
        if away:
            words = tr("Gone") if record is not None and record.missing else tr("Offline")
            badge = self._badges.label(words, self._font, int(shown.width()) - 6)
            badge = badge or self._badges.mark("away")
            painter.drawPixmap(int(shown.x()) + 3, int(shown.y()) + 3, badge.pixmap)

    def _paint_frame(
        self, painter: QPainter, shown: QRectF, corners: Sequence[Point], *, chosen: bool
    ) -> None:
        """Frame the part that another file shows; dark and light, seen on any picture."""
        points = QPolygonF(
            [
                QPointF(
                    shown.x() + min(1.0, max(0.0, x)) * shown.width(),
                    shown.y() + min(1.0, max(0.0, y)) * shown.height(),
                )
                for x, y in corners
            ]
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 4 if chosen else 3))
        painter.drawPolygon(points)
        light = self._accent if chosen else QColor(255, 255, 255)
        painter.setPen(QPen(light, 2 if chosen else 1.4))
        painter.drawPolygon(points)
        painter.restore()

    # Words

    def _paint_words(self, painter: QPainter, card: Card) -> None:
        step = self._metrics.height() + _LINE_GAP
        line = self._first_line(card.rect)
        beside = self._paint_mark(painter, line, card)
        # What is too long for the room beside the mark has a line of its own, if there is one.
        last = line.translated(0, 6 * step + 6)
        fits = self._metrics.horizontalAdvance(card.relation) <= beside.width()
        below = not fits and last.bottom() <= card.rect.bottom() - PADDING
        self._write(painter, last if below else beside, card.relation, self._text)
        line.translate(0, step + 6)
        name = shown_name(card.record.path) if card.record is not None else ""
        self._write(painter, line, name, self._text, bold=True, middle=True)
        facts = list(card.facts)
        for pair in (facts[:2], facts[2:4], facts[4:]):
            line.translate(0, step)
            self._paint_facts(painter, line, pair)
        line.translate(0, step)
        self._write(painter, line, why_text(card.choice), self._muted)

    def _first_line(self, rect: QRect) -> QRect:
        """Return where the first line of words of a card is."""
        box, height = self._box(rect), self._metrics.height()
        if self._mirrored:
            left, right = rect.x() + PADDING, box.x() - PADDING
        else:
            left, right = box.right() + 1 + PADDING, rect.right() + 1 - PADDING
        return QRect(left, rect.y() + PADDING, right - left, height)

    def _paint_mark(self, painter: QPainter, line: QRect, card: Card) -> QRect:
        """Paint what becomes of the file: filled if the user said so, framed if a rule proposes
        it; return the room beside it."""
        c, choice = self._colors, card.choice
        words = mark_text(choice)
        kept = choice is not None and choice.mark is Mark.KEEP
        ground, ink = (c.keep, c.on_keep) if kept else (c.error, c.on_error)
        if choice is None:
            ground, ink = c.hover, c.muted
        pill = self.mark_rect(card)
        if choice is not None and choice.by_user:
            block = self._badges.block(pill.width(), pill.height(), QColor(ink), 5)
            painter.drawPixmap(pill.topLeft(), block.pixmap)
            painter.setPen(QColor(ground))
        else:
            block = self._badges.block(pill.width(), pill.height(), QColor(ground), 5)
            painter.drawPixmap(pill.topLeft(), block.pixmap)
            painter.setPen(QColor(ink))
        painter.setFont(self._bold)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        rest = QRect(line)
        taken = pill.width() + PADDING
        rest.adjust(*((0, 0, -taken, 0) if self._mirrored else (taken, 0, 0, 0)))
        return rest.translated(0, 1)

    def _paint_facts(self, painter: QPainter, line: QRect, facts: Sequence[Fact]) -> None:
        """Write facts beside each other, those that differ dark, the others grey."""
        rest = QRect(line)
        for number, fact in enumerate(facts):
            if not fact.text:
                continue
            last = number == len(facts) - 1
            words = fact.text if last else f"{fact.text} · "
            color = self._text if fact.differs else self._muted
            shown = self._fit(words, rest.width(), middle=len(facts) == 1)
            painter.setFont(self._font)
            painter.setPen(color)
            # The slash before a path would else move behind it where one reads from the right.
            painter.drawText(rest, self._flags(), f"\u2066{shown}\u2069")
            taken = self._metrics.horizontalAdvance(shown)
            rest.adjust(*((0, 0, -taken, 0) if self._mirrored else (taken, 0, 0, 0)))

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        words: str,
        color: QColor,
        *,
        bold: bool = False,
        middle: bool = False,
    ) -> None:
        if not words:
            return
        painter.setFont(self._bold if bold else self._font)
        painter.setPen(color)
        painter.drawText(
            rect, self._flags(), self._fit(words, rect.width(), bold=bold, middle=middle)
        )

    def _fit(self, words: str, room: int, *, bold: bool = False, middle: bool = False) -> str:
        key = words, room, bold
        shown = self._elided.get(key)
        if shown is None:
            if len(self._elided) > 4000:
                self._elided.clear()
            metrics = self._bold_metrics if bold else self._metrics
            mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
            shown = self._elided[key] = metrics.elidedText(words, mode, max(0, room))
        return shown

    def _flags(self) -> int:
        flag = Qt.AlignmentFlag
        side = (flag.AlignRight if self._mirrored else flag.AlignLeft) | flag.AlignAbsolute
        return int(side | flag.AlignVCenter | Qt.TextFlag.TextSingleLine)
