"""The bar above the photos: what is searched for, in which sense, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from photosearch.gui.buttons import push_button, tool_button
from photosearch.gui.grid.pixmaps import to_pixmap
from photosearch.gui.query.intake import QueryPicture
from photosearch.gui.query.search_session import Asked
from photosearch.gui.query.sense_control import SenseControl

CHIP_SIDE = 44
_TITLE_WIDTH = 130


class QueryChip(QFrame):
    """One picture of the query: small, with its name while there is room, and removable.

    Signals:
        removed(QueryPicture): the user takes it out.
    """

    removed = Signal(object)

    def __init__(self, picture: QueryPicture, *, titled: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setProperty("kind", "chip")
        self.setToolTip(picture.title)
        self.setAccessibleName(f"Query picture {picture.title}")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 4, 3)
        row.setSpacing(6)
        row.addWidget(self._thumbnail())
        if titled:
            title = QLabel(textFormat=Qt.TextFormat.PlainText)
            metrics = QFontMetrics(title.font())
            title.setText(
                metrics.elidedText(picture.title, Qt.TextElideMode.ElideMiddle, _TITLE_WIDTH)
            )
            row.addWidget(title)
        remove = tool_button("×", "Remove this picture from the query")
        remove.setAccessibleName(f"Remove {picture.title} from the query")
        remove.setFixedSize(QSize(20, 20))
        remove.clicked.connect(self._remove)
        row.addWidget(remove)

    def _thumbnail(self) -> QLabel:
        label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        label.setFixedSize(CHIP_SIDE, CHIP_SIDE)
        if self._picture.preview is None:
            label.setText("?")
            return label
        ratio = self.devicePixelRatioF()
        pixmap = to_pixmap(self._picture.preview).scaled(
            round(CHIP_SIDE * ratio),
            round(CHIP_SIDE * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap.setDevicePixelRatio(ratio)
        label.setPixmap(pixmap)
        return label

    def _remove(self) -> None:
        self.removed.emit(self._picture)


class QueryBar(QFrame):
    """Without a query it invites to one; with one it shows and steers it.

    Signals:
        removed(QueryPicture): take this picture out of the query.
        sense_changed(SenseMix): search in another sense.
        left(): back to the library.
        open_wanted(): choose a picture in a dialog.
        folder_wanted(): choose a folder in a dialog.
    """

    removed = Signal(object)
    sense_changed = Signal(object)
    left = Signal()
    open_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._invites = True
        self._back = push_button("‹ Library", "Back to all photos (Esc)")
        self._back.setAccessibleName("Back to the library")
        self._back.clicked.connect(self.left)
        self._chips = QWidget()
        self._chip_row = QHBoxLayout(self._chips)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(6)
        self._words = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._words.setProperty("kind", "muted")
        # The words give way first when the window is narrow.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.senses = SenseControl()
        self.senses.sense_changed.connect(self.sense_changed)
        self._open = push_button("Open picture…", "Search by a picture from disk (Ctrl+O)")
        self._open.clicked.connect(self.open_wanted)
        self._add = push_button("Add folder…", "Take a folder of photos in (Ctrl+Shift+O)")
        self._add.clicked.connect(self.folder_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        for widget in (self._back, self._chips):
            row.addWidget(widget)
        row.addWidget(self._words, 1)
        for widget in (self.senses, self._open, self._add):
            row.addWidget(widget)
        self.setFixedHeight(CHIP_SIDE + 8 + 18)
        self.show_query(Asked())

    def show_query(self, asked: Asked) -> None:
        """Show what is asked, or the invitation."""
        while (item := self._chip_row.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for picture in asked.pictures:
            chip = QueryChip(picture, titled=len(asked.pictures) == 1, parent=self._chips)
            chip.removed.connect(self.removed)
            self._chip_row.addWidget(chip)
        active = bool(asked.pictures)
        for widget in (self._back, self._chips, self.senses):
            widget.setVisible(active)
        for widget in (self._open, self._add):
            widget.setVisible(not active)
        self.senses.choose(asked.sense)
        self._invites = not active
        self.say("")

    @property
    def words(self) -> str:
        """What stands beside the query."""
        return self._words.text()

    def say(self, words: str) -> None:
        """A few words beside the query: what came of it. Without a query, "" is the invitation."""
        if self._invites and not words:
            words = "Drop or paste a picture to find photos like it"
        self._words.setText(words)
        self._words.setToolTip(words)
