"""Show one image of the query in the bar: what of it counts, how much, for or against."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.core.query import MAX_WEIGHT, MIN_WEIGHT, QueryImage, QueryItem, RgbImage
from photosearch.gui.grid.pixmaps import to_pixmap
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.widgets.pixels import from_rgb
from photosearch.gui.widgets.screen_readers import announce, announce_value, role


def weight_text(weight: float) -> str:
    """Return how much an image counts, for a chip and its menu."""
    if abs(weight - 1) < 0.01:
        return tr("as much as the others")
    return tr("{times} times as much").format(times=weight_label(weight))


def weight_label(weight: float) -> str:
    """Return 2.828 as "2.8"."""
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
    """Return a weight on the scale of slider and keys: 0 is 1, WEIGHT_STEPS is 2."""
    return round(math.log2(weight) * WEIGHT_STEPS)


def weight_at(step: int) -> float:
    """Return the weight at a step, within the limits."""
    return min(MAX_WEIGHT, max(MIN_WEIGHT, math.exp2(step / WEIGHT_STEPS)))


@role(QAccessible.Role.Button, press="ask_for_menu")
class QueryChip(QFrame):
    """Show an image small, with a name while there is room; for keyboard and mouse.

    Signals:
        removed(QueryImage): the user takes it out.
        negative_wanted(QueryImage, bool): photos shall be unlike it, or like it again.
        weight_wanted(QueryImage, float): it shall count so much.
        crop_wanted(QueryImage): choose a part of it.
        menu_wanted(QueryImage): show all that can be done with it.
        step_wanted(int): to the next (1) or the previous (-1) chip.
    """

    removed = Signal(object)
    negative_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    menu_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, item: QueryItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(CHIP_SIDE, CHIP_SIDE)
        self._sign = tool_button("", kind="sign")
        self._sign.setFixedSize(QSize(22, 22))
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # N does the same
        self._sign.clicked.connect(self._toggle_negative)
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._weight = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._weight.setProperty("kind", "muted")
        self._away = tool_button("×", tr("Remove this picture from the query (Del)"))
        self._away.setAccessibleName(
            tr("Remove {title} from the query").format(title=item.image.title)
        )
        self._away.setFixedSize(QSize(20, 20))
        self._away.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Del does the same
        self._away.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 4, 3)
        row.setSpacing(5)
        for widget in (self._picture, self._title, self._weight, self._sign, self._away):
            row.addWidget(widget)
        self.show_item(item)

    @property
    def image(self) -> QueryImage:
        """Return the image that it stands for."""
        return self.item.image

    def show_item(self, item: QueryItem, among: int = 1) -> None:
        """Show what of the image counts, how much, for or against.

        Args:
            item: of the same image as before.
            among: how many there are: one alone has its name beside it, many have no buttons.
        """
        self.item = item
        if item.image.preview is None:
            self._picture.setText("?")
        else:
            self._show_small(item.image.preview)
        metrics = QFontMetrics(self._title.font())
        self._title.setText(
            metrics.elidedText(item.image.title, Qt.TextElideMode.ElideMiddle, _TITLE_WIDTH)
        )
        self._title.setVisible(among == 1)
        self._away.setVisible(among < MANY)
        self._sign.setVisible(among < MANY or item.negative)
        self._weight.setText(f"×{weight_label(item.weight)}")
        self._weight.setVisible(weight_step(item.weight) != 0)
        self._sign.setText("−" if item.negative else "+")
        self._sign.setAccessibleName(
            tr("Less like this") if item.negative else tr("More like this")
        )
        self._sign.setToolTip(
            tr("Photos unlike this picture are looked for: press for photos like it (N)")
            if item.negative
            else tr("Photos like this picture are looked for: press for photos unlike it (N)")
        )
        if self.property("less") != item.negative:
            self.setProperty("less", item.negative)
            for widget in (self, self._sign):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._describe()

    def _describe(self) -> None:
        item = self.item
        title = item.image.title
        words = tr("Unlike {title}") if item.negative else tr("Like {title}")
        name = words.format(title=title)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            if self.hasFocus():
                announce(self, name)
        facts = [tr("Counts {weight}").format(weight=weight_text(item.weight))]
        if item.crop is not None:
            facts.append(tr("Only the part inside the box counts"))
        announce_value(self, ". ".join(facts))
        keys = tr("N: like or unlike · +, − or wheel: weight · C: box · Del: remove · Enter: menu")
        self.setToolTip("\n".join([title, *facts, keys]))

    def _show_small(self, preview: RgbImage) -> None:
        """Show the part that counts, as large as the chip takes."""
        crop = self.item.crop
        shown = preview if crop is None else crop.cut(preview)
        ratio = self.devicePixelRatioF()
        pixmap = to_pixmap(from_rgb(shown)).scaled(
            round(CHIP_SIDE * ratio),
            round(CHIP_SIDE * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)

    def _remove(self) -> None:
        self.removed.emit(self.image)

    def ask_for_menu(self) -> None:
        """Ask for the menu, as a click does."""
        self.menu_wanted.emit(self.image)

    def _toggle_negative(self) -> None:
        self.negative_wanted.emit(self.image, not self.item.negative)

    def _change_weight(self, steps: int) -> None:
        wanted = weight_at(weight_step(self.item.weight) + steps)
        if wanted != self.item.weight:
            self.weight_wanted.emit(self.image, wanted)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Let the chip's keys mean the chip while it has the keyboard.

        Above all Del: it must not reach the command that throws photos away.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keypad = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
            if event.key() in _KEYS and not event.modifiers() & ~keypad:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys all that the mouse can do."""
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove()
        elif key == Qt.Key.Key_N:
            self._toggle_negative()
        elif key == Qt.Key.Key_C and not event.modifiers():
            self.crop_wanted.emit(self.image)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up}:
            self._change_weight(2)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore, Qt.Key.Key_Down}:
            self._change_weight(-2)
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.step_wanted.emit(forward if key == Qt.Key.Key_Right else -forward)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu}:
            self.ask_for_menu()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Give it more or less weight."""
        turn = event.angleDelta()
        if not turn.y():
            event.ignore()  # sideways: scrolls the chips
            return
        self._change_weight(1 if turn.y() > 0 else -1)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show what can be done after a click."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.ask_for_menu()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the same."""
        self.ask_for_menu()
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show a hand, as it can be pressed."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint it sharp on another screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange and self.image.preview is not None:
            self._show_small(self.image.preview)
