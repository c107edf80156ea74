"""Show histogram, facts and EXIF entries beside a photo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from photosearch.core.details import PhotoDetails, exposure_text
from photosearch.core.photo import PhotoMetadata, PhotoRecord
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.viewer.bar import rating_text
from photosearch.gui.viewer.entry_list import EntryList
from photosearch.gui.viewer.histogram import HistogramView, ImageHistogram


def facts_rows(details: PhotoDetails) -> list[tuple[str, str]]:
    """Name and value of what matters most; what is not known is left out."""
    record, facts = details.record, details.record.metadata
    rows = [
        (tr("Name"), wording.shown_name(record.path)),
        (tr("Folder"), wording.shown_path(record.path.parent)),
    ]
    if facts is not None:
        rows += [
            (tr("Taken"), wording.taken(facts, exactly=True)),
            (tr("Camera"), facts.camera or ""),
            (tr("Lens"), facts.lens or ""),
            (tr("Exposure"), exposure(facts)),
            (tr("Size"), _size(facts)),
        ]
    rows.append((tr("File"), _file(details)))
    rows.append((tr("Together with"), ", ".join(map(wording.shown_name, record.stacked))))
    rows.append((tr("Also at"), "\n".join(map(wording.shown_path, record.links))))
    if facts is not None:
        rows += [
            (tr("Place"), _place(facts)),
            (tr("Rating"), rating_text(facts.rating)),
            (tr("Caption"), facts.caption or ""),
            (tr("Keywords"), ", ".join(facts.keywords)),
        ]
    return [(name, value) for name, value in rows if value]


def exposure(facts: PhotoMetadata) -> str:
    """Return "1/125 s · f/2.8 · ISO 400 · 50 mm", as far as it is known."""
    parts = [
        exposure_text(facts.exposure_s) if facts.exposure_s is not None else "",
        f"f/{wording.short(facts.aperture)}" if facts.aperture is not None else "",
        f"ISO {facts.iso}" if facts.iso is not None else "",
        f"{wording.short(facts.focal_length_mm)} mm" if facts.focal_length_mm is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def _size(facts: PhotoMetadata) -> str:
    pixels = f"{wording.number(facts.width)} × {wording.number(facts.height)}"
    return f"{pixels} · {wording.decimal(facts.width * facts.height / 1e6)} MP"


def _file(details: PhotoDetails) -> str:
    count = details.record.size
    large = count >= 1e5
    size = f"{wording.decimal(count / 1e6)} MB" if large else f"{wording.decimal(count / 1e3)} kB"
    facts = details.record.metadata
    return f"{facts.format.upper()} · {size}" if facts is not None else size


def _place(facts: PhotoMetadata) -> str:
    if facts.latitude is None or facts.longitude is None:
        return ""
    north, east = ("N", "S"), ("E", "W")
    words = (
        f"{abs(facts.latitude):.5f}° {north[facts.latitude < 0]}, "
        f"{abs(facts.longitude):.5f}° {east[facts.longitude < 0]}"
    )
    return words if facts.altitude_m is None else f"{words} · {facts.altitude_m:.0f} m"


WIDTH = 344
_VALUE_WIDTH = 218
_MAX_VALUE = 400


class DetailsPanel(QFrame):
    """Show PhotoDetails and a Histogram; everything in it can be selected and copied.

    Signals:
        copy_wanted(str): put this on the clipboard.
    """

    copy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Details of the photo"))
        self.histogram = HistogramView()
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._problem.setProperty("kind", "muted")
        self.entries = EntryList()
        self.entries.copy_wanted.connect(self.copy_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        column.addWidget(self.histogram)
        column.addWidget(self._facts)
        column.addWidget(self._problem)
        column.addWidget(self.entries, 1)
        column.addStretch(0)
        self.show_record(None)

    @property
    def facts(self) -> dict[str, str]:
        """Return what is told of the photo, by name."""
        told = {}
        for row in range(self._grid.rowCount()):
            name, value = (self._grid.itemAtPosition(row, column) for column in (0, 1))
            if name is not None and value is not None:
                labels = name.widget(), value.widget()
                if isinstance(labels[0], QLabel) and isinstance(labels[1], QLabel):
                    told[labels[0].text()] = labels[1].text()
        return told

    def show_histogram(self, histogram: ImageHistogram | None) -> None:
        """Show a histogram; None while there is none."""
        self.histogram.show_histogram(histogram)

    def show_record(self, record: PhotoRecord | None) -> None:
        """Show what the catalog has, until the file itself has told; None while nothing is
        known."""
        self._show_facts(None if record is None else PhotoDetails(record))
        for widget in (self._problem, self.entries):
            widget.hide()

    def show_details(self, details: PhotoDetails) -> None:
        """Show everything that the file tells."""
        self._show_facts(details)
        problem = "" if details.problem is None else message_text(details.problem)
        if not details.rows and not problem:
            problem = tr("The file has no EXIF entries.")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.entries.setVisible(bool(details.rows))
        self.entries.show_rows(details.rows)

    def _show_facts(self, details: PhotoDetails | None) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, (name, value) in enumerate(facts_rows(details) if details is not None else []):
            self._add_fact(row, name, value)

    def _add_fact(self, row: int, name: str, value: str) -> None:
        label = QLabel(name)
        label.setProperty("kind", "muted")
        shown = self._fitted(value)
        text = QLabel(shown, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        text.setToolTip(value if shown != value else "")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{name}: {value}")
        text.setMinimumWidth(60)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label, row, 0, top)
        self._grid.addWidget(text, row, 1, top)

    def _fitted(self, value: str) -> str:
        """Shorten a text where it cannot be broken into lines (paths), or would take too many."""
        metrics = self.fontMetrics()
        words = [
            metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, _VALUE_WIDTH)
            for word in value[:_MAX_VALUE].split(" ")
        ]
        return " ".join(words) + ("…" if len(value) > _MAX_VALUE else "")
