"""Paint the cells of the grid: thumbnails, captions, selection, focus, badges.

All cells at once, one kind of thing after the other: changing pens, fonts and transforms for each
cell costs more than what is drawn with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QStaticText,
    QTransform,
)

from photosearch.core.photo import PhotoRecord
from photosearch.core.query import CropBox
from photosearch.gui import wording
from photosearch.gui.grid.badges import Badges
from photosearch.gui.grid.pixmaps import BadgePixmap, GridThumbnail
from photosearch.gui.translation import tr
from photosearch.gui.widgets.theme import colors_of
from photosearch.gui.wording import shown_name, stacked_formats

PADDING = 7
"""Between the cell's edge and the box of the thumbnail, logical pixels."""
NAMES_FROM = 96
"""Boxes smaller than this have no room for names."""
_INSET = 2
"""Of a cell's background from its edge: neighbours do not touch."""
_KEPT_TEXTS = 4000

SELECTED, CURRENT, HOVERED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Decide how large a cell is and what stands in it."""

    side: int
    """Box of a thumbnail, logical pixels."""
    names: bool = False
    scores: bool = False

    @property
    def captions(self) -> bool:
        """Tell whether there is a line of text under the thumbnails."""
        return self.scores or self.shows_names

    @property
    def shows_names(self) -> bool:
        """Tell whether file names are wanted and have room."""
        return self.names and self.side >= NAMES_FROM

    def cell_size(self, font: QFont) -> tuple[int, int]:
        """Return least width and height of a cell in logical pixels."""
        caption = QFontMetrics(font).height() + 6 if self.captions else 0
        return self.side + 2 * PADDING, self.side + 2 * PADDING + caption


class Cell(NamedTuple):
    """Describe what is in a cell, and where it is in the viewport (logical pixels)."""

    x: int
    y: int
    width: int
    photo_id: int
    picture: GridThumbnail | None
    record: PhotoRecord | None
    score: str
    flags: int
    """SELECTED, CURRENT (where the keyboard is, in a grid that has the focus), HOVERED."""
    box: CropBox | None
    """The part that made the photo match, where that is to be shown."""
    copies: bool = False
    """There are other files of the same shot."""


class _Name(NamedTuple):
    """Hold a file name laid out."""

    text: QStaticText
    width: float
    tall: str
    """The same as plain words if letters of a taller font are among them, which would push the laid
    out text off the line; else ""."""


class CellPainter:
    """Hold colours, metrics and texts laid out: a cell costs about ten microseconds."""

    def __init__(
        self, palette: QPalette, font: QFont, style: CellStyle, ratio: float, *, mirrored: bool
    ) -> None:
        """Take `ratio` device pixels per logical one; `mirrored` writes scores after names."""
        colors = colors_of(palette)
        self.style = style
        self.ratio = ratio
        self._mirrored = mirrored
        self._font = font
        self._small = QFont(font)
        self._small.setPixelSize(11)
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(font)
        self._gap = self._metrics.horizontalAdvance("  ")
        self._height = style.cell_size(font)[1]
        self._text = QColor(colors.text)
        self._muted = QColor(colors.muted)
        self._selection = QColor(colors.selection)
        self._hover = QColor(colors.hover)
        self._placeholder = QColor(colors.placeholder)
        self._accent = QColor(colors.accent)
        self._badges = Badges(ratio)
        self._names: dict[int, tuple[PhotoRecord, int, _Name]] = {}
        self._scores: dict[str, tuple[QStaticText, float]] = {}

    def paint(self, painter: QPainter, cells: Sequence[Cell]) -> None:
        """Paint these; the ground is painted already."""
        for cell in cells:
            if cell.flags & (SELECTED | HOVERED):
                color = self._selection if cell.flags & SELECTED else self._hover
                self._put(painter, cell, self._badges.block(*self._inner(cell), color))
        self._paint_pictures(painter, cells)
        if self.style.captions:
            self._paint_captions(painter, cells)
        for cell in cells:
            record = cell.record
            if record is not None:
                away = record.missing or not record.online
                if away or (record.metadata is not None and record.metadata.rating):
                    self._paint_badges(painter, cell, record, away=away)
                if record.stacked or record.links or cell.copies:
                    self._paint_stack(painter, cell, record, away=away)
            if cell.box is not None and cell.picture is not None:
                self._paint_part(painter, cell, cell.box)
            if cell.flags & CURRENT:
                self._put(painter, cell, self._badges.frame(*self._inner(cell), self._accent))

    def shown_rect(self, cell: Cell) -> QRectF:
        """Return where the picture of a cell is, or what stands for it, in logical pixels."""
        side = self.style.side
        box = QRectF(cell.x + (cell.width - side) // 2, cell.y + PADDING, side, side)
        if cell.picture is None:
            inset = side // 8
            return box.adjusted(inset, inset, -inset, -inset)
        x, y, width, height = self._device_rect(cell, cell.picture)
        ratio = self.ratio
        return QRectF(x / ratio, y / ratio, width / ratio, height / ratio)

    def _inner(self, cell: Cell) -> tuple[int, int]:
        return cell.width - 2 * _INSET, self._height - 2 * _INSET

    def _put(self, painter: QPainter, cell: Cell, badge: BadgePixmap) -> None:
        painter.drawPixmap(cell.x + _INSET, cell.y + _INSET, badge.pixmap)

    def _device_rect(self, cell: Cell, picture: GridThumbnail) -> tuple[int, int, int, int]:
        """Return left, top, width and height of the picture in device pixels of the viewport."""
        side, ratio = self.style.side, self.ratio
        box = round(side * ratio)
        width, height = picture.width, picture.height
        if picture.side != box:
            # Scaled for another zoom; the right one is on its way.
            scale = box / picture.side
            width, height = max(1, round(width * scale)), max(1, round(height * scale))
        left = round((cell.x + (cell.width - side) // 2) * ratio) + (box - width) // 2
        return left, round((cell.y + PADDING) * ratio) + (box - height) // 2, width, height

    def _paint_pictures(self, painter: QPainter, cells: Sequence[Cell]) -> None:
        # In device pixels, so that pixels are copied as they are whatever the screen's scale is.
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(1 / self.ratio, 1 / self.ratio)
        missing = []
        for cell in cells:
            picture, record = cell.picture, cell.record
            if picture is None:
                missing.append(cell)
                continue
            left, top, width, height = self._device_rect(cell, picture)
            away = record is not None and (record.missing or not record.online)
            if away:
                painter.setOpacity(0.35)
            if width == picture.width:
                painter.drawPixmap(left, top, picture.pixmap)
            else:
                painter.drawPixmap(QRect(left, top, width, height), picture.pixmap)
            if away:
                painter.setOpacity(1)
        painter.restore()
        for cell in missing:
            self._paint_placeholder(painter, cell)

    def _paint_placeholder(self, painter: QPainter, cell: Cell) -> None:
        blank = self.shown_rect(cell).toRect()
        badge = self._badges.block(blank.width(), blank.height(), self._placeholder, 4)
        painter.drawPixmap(blank.topLeft(), badge.pixmap)
        if cell.record is not None and self.style.side >= NAMES_FROM:
            # Known, but without a thumbnail: at least its kind.
            kind = cell.record.path.suffix.removeprefix(".").upper() or tr("Photo")
            painter.setPen(self._muted)
            painter.setFont(self._font)
            painter.drawText(blank, Qt.AlignmentFlag.AlignCenter, kind)

    # Captions

    def _paint_captions(self, painter: QPainter, cells: Sequence[Cell]) -> None:
        offset = self._height - PADDING - self._metrics.height() + 1
        places = [self._caption(cell) for cell in cells]
        painter.setFont(self._bold)
        painter.setPen(self._text)
        for cell, (score, _, left, _) in zip(cells, places, strict=True):
            if score is not None:
                painter.drawStaticText(QPointF(left, cell.y + offset), score)
        painter.setFont(self._font)
        painter.setPen(self._muted)
        for cell, (_, name, _, left) in zip(cells, places, strict=True):
            if name is None:
                continue
            if name.tall:
                baseline = cell.y + offset + self._metrics.ascent()
                painter.drawText(QPointF(left, baseline), name.tall)
            else:
                painter.drawStaticText(QPointF(left, cell.y + offset), name.text)

    def _caption(self, cell: Cell) -> tuple[QStaticText | None, _Name | None, int, int]:
        """Return score and name as they are drawn, and the left edge of each; centred together."""
        score, score_width = self._score(cell.score) if cell.score else (None, 0.0)
        name, name_width = None, 0.0
        if self.style.shows_names and cell.record is not None:
            room = self.style.side - (score_width + self._gap if score is not None else 0)
            name = self._name(cell.photo_id, cell.record, int(room))
            name_width = name.width
        gap = self._gap if score is not None and name is not None else 0
        left = round(cell.x + (cell.width - score_width - gap - name_width) / 2)
        if self._mirrored:
            return score, name, round(left + name_width + gap), left
        return score, name, left, round(left + score_width + gap)

    def _score(self, words: str) -> tuple[QStaticText, float]:
        laid_out = self._scores.get(words)
        if laid_out is None:
            laid_out = self._scores[words] = _lay_out(words, self._bold)
        return laid_out

    def _name(self, photo_id: int, record: PhotoRecord, room: int) -> _Name:
        known = self._names.get(photo_id)
        if known is not None and known[0] is record and known[1] == room:
            return known[2]
        words = shown_name(record.path)
        short = self._metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room)
        text, width = _lay_out(short, self._font)
        if len(self._names) >= _KEPT_TEXTS:
            self._names.clear()
        tall = text.size().height() > self._metrics.height() + 1
        name = _Name(text, width, short if tall else "")
        self._names[photo_id] = record, room, name
        return name

    # What is special about a photo

    def _paint_badges(
        self, painter: QPainter, cell: Cell, record: PhotoRecord, *, away: bool
    ) -> None:
        shown = self.shown_rect(cell).toRect()
        top = shown.top() + 3
        if away:
            badge = self._badge(tr("Gone") if record.missing else tr("Offline"), "away", shown)
            self._put_badge(painter, shown, badge, top)
            top += badge.height + 2
        rating = 0 if record.metadata is None else record.metadata.rating or 0
        if not rating:
            return
        if rating < 0:
            badge = self._badge(tr("Rejected"), "rejected", shown)
        else:
            size = 10 if self.style.side >= 128 else 7
            badge = self._badges.stars(min(5, rating), size, shown.width() - 6)
        # In a flat picture one badge has room: that the photo is away counts more.
        if shown.bottom() - badge.height - 2 >= top or not away:
            self._put_badge(painter, shown, badge, shown.bottom() - badge.height - 2)

    def _paint_stack(
        self, painter: QPainter, cell: Cell, record: PhotoRecord, *, away: bool
    ) -> None:
        """Tell at the other edge which files are behind the one that is shown."""
        shown = self.shown_rect(cell).toRect()
        behind = [f"+ {stacked_formats(record)}"] if record.stacked else []
        behind += [wording.links(record)] if record.links else []
        behind += [tr("copies")] if cell.copies else []
        badge = self._badge(" · ".join(behind), "stack", shown)
        left = shown.left() + 3 if self._mirrored else shown.right() - badge.width - 2
        top = shown.top() + 3
        if away:  # whose badge may reach as far as here
            top += badge.height + 2
        painter.drawPixmap(left, top, badge.pixmap)

    def _badge(self, words: str, kind: str, shown: QRect) -> BadgePixmap:
        """Return the words, or a sign where they have no room."""
        badge = None
        if self.style.side >= NAMES_FROM:
            badge = self._badges.label(words, self._small, shown.width() - 6)
        return badge or self._badges.mark(kind)

    def _put_badge(self, painter: QPainter, shown: QRect, badge: BadgePixmap, top: int) -> None:
        left = shown.right() - badge.width - 2 if self._mirrored else shown.left() + 3
        painter.drawPixmap(left, top, badge.pixmap)

    def _paint_part(self, painter: QPainter, cell: Cell, box: CropBox) -> None:
        """Frame the part that matched; under the mouse the rest steps back."""
        shown = self.shown_rect(cell)
        part = QRectF(
            shown.x() + box.x * shown.width(),
            shown.y() + box.y * shown.height(),
            box.width * shown.width(),
            box.height * shown.height(),
        ).intersected(shown)
        if cell.flags & HOVERED:
            for rest in _around(part, shown):
                painter.fillRect(rest, QColor(0, 0, 0, 120))
        for inset, color in ((0.0, QColor(0, 0, 0, 150)), (1.0, QColor(255, 255, 255))):
            frame = part.adjusted(inset, inset, -inset, -inset)
            width = 1.0 if inset == 0 else 2.0
            for line in _around(frame.adjusted(width, width, -width, -width), frame):
                painter.fillRect(line, color)


def _lay_out(words: str, font: QFont) -> tuple[QStaticText, float]:
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    text.prepare(QTransform(), font)
    return text, text.size().width()


def _around(inner: QRectF, outer: QRectF) -> list[QRectF]:
    """Return what of `outer` is not in `inner`, as four rectangles."""
    return [
        QRectF(outer.left(), outer.top(), outer.width(), inner.top() - outer.top()),
        QRectF(outer.left(), inner.bottom(), outer.width(), outer.bottom() - inner.bottom()),
        QRectF(outer.left(), inner.top(), inner.left() - outer.left(), inner.height()),
        QRectF(inner.right(), inner.top(), outer.right() - inner.right(), inner.height()),
    ]
