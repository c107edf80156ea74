"""Show the query's image large beside the photos, to choose what of it is searched for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from photosearch.core.query import CropBox
from photosearch.gui.query.crop_view import CropView
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel

_WIDTH = 380


class CropPanel(QFrame):
    """Show an image and its box; hidden until then. Results follow while the box is dragged.

    Signals:
        box_changed(CropBox or None): another box, or the whole picture.
        done(): the box is as wanted.
        cancelled(): back to what was before.
    """

    box_changed = Signal(object)
    done = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setAccessibleName(tr("Search inside a box"))
        headline = QLabel(tr("Search inside a box"), textFormat=Qt.TextFormat.PlainText)
        headline.setProperty("kind", "headline")
        self._title = ElidedLabel()
        self._title.setProperty("kind", "muted")
        self.view = CropView()
        self.view.box_changed.connect(self._on_box_changed)
        self.view.box_changed.connect(self.box_changed)
        self._hint = QStackedWidget()  # as high as the longer one: the picture stays where it is
        for words in (
            tr("Drag a box over what you look for. Arrow keys begin one, too."),
            tr("Arrow keys move the box, with Shift they resize it."),
        ):
            label = QLabel(words, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
            label.setProperty("kind", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            self._hint.addWidget(label)
        self._whole = push_button(tr("Whole picture"), tr("Remove the box (W)"))
        self._whole.clicked.connect(self.view.clear_box)
        back = push_button(tr("Cancel"), tr("Back to what was searched for before (Esc)"))
        back.clicked.connect(self.cancelled)
        done = push_button(tr("Done"), tr("Keep the box (Enter)"), kind="main")
        done.clicked.connect(self.done)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._whole)
        buttons.addStretch()
        buttons.addWidget(back)
        buttons.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addWidget(headline)
        column.addWidget(self._title)
        column.addWidget(self.view, 1)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        self.setMaximumWidth(_WIDTH)
        self.setMinimumWidth(280)
        self.hide()

    def show_picture(self, title: str, image: QImage | None, box: CropBox | None) -> None:
        """Open with a picture (a small one until the large one is there) and its box."""
        self._title.setText(title)
        self.view.set_image(image)
        self.view.set_box(box)
        self._on_box_changed(box)
        self.show()
        self.view.setFocus()

    def _on_box_changed(self, box: CropBox | None) -> None:
        self._whole.setEnabled(box is not None)
        self._hint.setCurrentIndex(int(box is not None))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Return claim Escape and Enter while the keyboard is in the panel."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            arrows = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
            ours = {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_W} | arrows
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() in ours and not alt:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape, keep the box on Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        else:
            super().keyPressEvent(event)
