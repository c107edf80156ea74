"""One picture of the query in the bar: what of it counts, how much, and for or against."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QEnterEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.core.query import LOOK, SHOT, SUBJECT, SimilarityWeights
from photosearch.core.similarity_levels import level_at
from photosearch.gui.grid.pixmaps import to_pixmap
from photosearch.gui.query.query_state import LEAST_WEIGHT, MOST_WEIGHT, QueryItem
from photosearch.gui.query_input.image_loader import QueryPicture
from photosearch.gui.similarity_text import level_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.widgets.screen_readers import announce, announce_value, role

STOPS = (SHOT, LOOK, SUBJECT)
"""The places of the sense control: 0, 1 and 2; between them is everything between."""


def sense_at(place: float) -> SimilarityWeights:
    """The sense at a place of the control, 0 to 2."""
    place = min(2.0, max(0.0, place))
    return SimilarityWeights(max(0.0, 1 - place), 1 - abs(place - 1), max(0.0, place - 1))


def place_of(sense: SimilarityWeights) -> float:
    """Where a sense is on the control; what it cannot show exactly is put at the nearest place."""
    total = sense.shot + sense.look + sense.subject
    return (sense.look + 2 * sense.subject) / total


def stop_names() -> tuple[str, str, str]:
    """The words on the control."""
    return tr("Same shot"), tr("Same look"), tr("Same subject")


def sense_words(sense: SimilarityWeights) -> str:
    """What is looked for now, in a short sentence."""
    place = place_of(sense)
    stop = round(place)
    if abs(place - stop) < 0.005:
        return (
            tr("The same picture: copies, crops, edits, bursts"),
            tr("Alike in colour, texture and composition"),
            tr("Showing the same kind of thing"),
        )[stop]
    near, far = stop_names()[stop], stop_names()[stop + (1 if place > stop else -1)]
    if abs(place - stop) < 0.3:
        return tr("Mostly “{near}”, a little “{far}”").format(near=near, far=far)
    if abs(place - stop) < 0.45:
        return tr("Rather “{near}” than “{far}”").format(near=near, far=far)
    return tr("Half “{near}”, half “{far}”").format(near=near, far=far)


def least_words(least: float, sense: SimilarityWeights, *, calibrated: bool) -> str:
    """What photos are at least, by the cut-off."""
    if least <= 0:
        return tr("All that were found")
    return level_text(level_at(least), sense, calibrated=calibrated)


def weight_words(weight: float) -> str:
    """How much a picture counts, for a chip and its menu."""
    if abs(weight - 1) < 0.01:
        return tr("as much as the others")
    return tr("{times} times as much").format(times=short_weight(weight))


def short_weight(weight: float) -> str:
    """2.828 as "2.8"."""
    return f"{weight:.2g}"


CHIP_SIDE = 44
MANY = 5
"""So many chips are too many for buttons on each; keys and the menu do the same."""
_TITLE_WIDTH = 130
_KEYS = frozenset({
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_N,
    Qt.Key.Key_C,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Equal,
    Qt.Key.Key_Minus,
    Qt.Key.Key_Underscore,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Menu,
})  # fmt: skip
WEIGHT_STEPS = 4
"""A doubling of the weight in so many steps."""


def weight_step(weight: float) -> int:
    """On the scale of the slider and of the keys: 0 is 1, WEIGHT_STEPS is 2."""
    return round(math.log2(weight) * WEIGHT_STEPS)


def weight_at(step: int) -> float:
    """The weight at a step, within the limits."""
    return min(MOST_WEIGHT, max(LEAST_WEIGHT, math.exp2(step / WEIGHT_STEPS)))


@role(QAccessible.Role.Button, press="ask_for_menu")
class QueryChip(QFrame):
    """Small, with a name while there is room; by keyboard as well as by mouse.

    Signals:
        removed(QueryPicture): the user takes it out.
        less_wanted(QueryPicture, bool): photos shall be unlike it, or like it again.
        weight_wanted(QueryPicture, float): it shall count so much.
        crop_wanted(QueryPicture): choose a part of it.
        menu_wanted(QueryPicture): show all that can be done with it.
        step_wanted(int): to the next (1) or the previous (-1) chip.
    """

    removed = Signal(object)
    less_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    menu_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, part: QueryItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(CHIP_SIDE, CHIP_SIDE)
        self._sign = tool_button("", kind="sign")
        self._sign.setFixedSize(QSize(22, 22))
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # N does the same
        self._sign.clicked.connect(self._turn)
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._weight = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._weight.setProperty("kind", "muted")
        self._away = tool_button("×", tr("Remove this picture from the query (Del)"))
        self._away.setAccessibleName(
            tr("Remove {title} from the query").format(title=part.picture.title)
        )
        self._away.setFixedSize(QSize(20, 20))
        self._away.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Del does the same
        self._away.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 4, 3)
        row.setSpacing(5)
        for widget in (self._picture, self._title, self._weight, self._sign, self._away):
            row.addWidget(widget)
        self.show_part(part)

    @property
    def picture(self) -> QueryPicture:
        """Which it stands for."""
        return self.part.picture

    def show_part(self, part: QueryItem, among: int = 1) -> None:
        """What of the picture counts, how much, for or against.

        Args:
            part: of the same picture as before.
            among: how many there are: one alone has its name beside it, many have no buttons.
        """
        self.part = part
        picture = part.picture
        if picture.preview is None:
            self._picture.setText("?")
        else:
            self._show_small(picture.preview)
        metrics = QFontMetrics(self._title.font())
        self._title.setText(
            metrics.elidedText(picture.title, Qt.TextElideMode.ElideMiddle, _TITLE_WIDTH)
        )
        self._title.setVisible(among == 1)
        self._away.setVisible(among < MANY)
        self._sign.setVisible(among < MANY or part.less)
        self._weight.setText(f"×{short_weight(part.weight)}")
        self._weight.setVisible(weight_step(part.weight) != 0)
        self._sign.setText("−" if part.less else "+")
        self._sign.setAccessibleName(tr("Less like this") if part.less else tr("More like this"))
        self._sign.setToolTip(
            tr("Photos unlike this picture are looked for: press for photos like it (N)")
            if part.less
            else tr("Photos like this picture are looked for: press for photos unlike it (N)")
        )
        if self.property("less") != part.less:
            self.setProperty("less", part.less)
            for widget in (self, self._sign):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._describe()

    def _describe(self) -> None:
        part = self.part
        title = part.picture.title
        words = tr("Unlike {title}") if part.less else tr("Like {title}")
        name = words.format(title=title)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            if self.hasFocus():
                announce(self, name)
        facts = [tr("Counts {weight}").format(weight=weight_words(part.weight))]
        if part.crop is not None:
            facts.append(tr("Only the part inside the box counts"))
        announce_value(self, ". ".join(facts))
        keys = tr("N: like or unlike · +, − or wheel: weight · C: box · Del: remove · Enter: menu")
        self.setToolTip("\n".join([title, *facts, keys]))

    def _show_small(self, preview: QImage) -> None:
        """The part that counts, as large as the chip takes."""
        crop = self.part.crop
        if crop is not None:
            width, height = preview.width(), preview.height()
            preview = preview.copy(
                QRect(
                    round(crop.x * width),
                    round(crop.y * height),
                    max(1, round(crop.width * width)),
                    max(1, round(crop.height * height)),
                )
            )
        ratio = self.devicePixelRatioF()
        pixmap = to_pixmap(preview).scaled(
            round(CHIP_SIDE * ratio),
            round(CHIP_SIDE * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)

    def _remove(self) -> None:
        self.removed.emit(self.picture)

    def ask_for_menu(self) -> None:
        """As a click on it does."""
        self.menu_wanted.emit(self.picture)

    def _turn(self) -> None:
        self.less_wanted.emit(self.picture, not self.part.less)

    def _weigh(self, steps: int) -> None:
        wanted = weight_at(weight_step(self.part.weight) + steps)
        if wanted != self.part.weight:
            self.weight_wanted.emit(self.picture, wanted)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """The chip's keys mean the chip while it has the keyboard, whatever they mean elsewhere.

        Above all Del: it must not reach the command that throws photos away.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keypad = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
            if event.key() in _KEYS and not event.modifiers() & ~keypad:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All that the mouse can do."""
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
        elif key == Qt.Key.Key_N:
            self._turn()
        elif key == Qt.Key.Key_C and not event.modifiers():
            self.crop_wanted.emit(self.picture)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up}:
            self._weigh(2)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore, Qt.Key.Key_Down}:
            self._weigh(-2)
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.step_wanted.emit(forward if key == Qt.Key.Key_Right else -forward)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu}:
            self.ask_for_menu()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """More or less weight."""
        turn = event.angleDelta()
        if not turn.y():
            event.ignore()  # sideways: scrolls the chips
            return
        self._weigh(1 if turn.y() > 0 else -1)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click shows what can be done."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.ask_for_menu()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same."""
        self.ask_for_menu()
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """A hand, as it can be pressed."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Sharp on another screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange and self.picture.preview is not None:
            self._show_small(self.picture.preview)
