"""Keep how a fitting stands in a small file beside the catalog, so that it can be gone on with.

Losing it costs no photo and no encoder; so a failure to write it is only logged.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from photosearch.core.tuning import TuningOptions, TuningReport, report_of
from photosearch.private_files import replace_file

log = logging.getLogger(__name__)

FILE_NAME = "tuning.json"


@dataclass(frozen=True, slots=True)
class TuningRecord:
    """Hold how a fitting stands."""

    unfinished: TuningOptions | None = None
    """One that was begun and has not come to its end."""
    report: TuningReport | None = None
    """What came of the last one; None once the user has decided on it."""
    pictures_per_second: float = 0.0
    """How fast pictures went through the network the last time; 0 if that is not known."""

    def save(self, folder: Path) -> None:
        """Write it into the folder of a library."""
        path = folder / FILE_NAME
        stored = {
            "unfinished": None if self.unfinished is None else asdict(self.unfinished),
            "report": None if self.report is None else self.report.to_values(),
            "pictures_per_second": self.pictures_per_second,
        }
        try:
            replace_file(path, json.dumps(stored).encode())
        except OSError as error:
            log.warning("How the fitting of an encoder stands cannot be written: %s", error)


def load_record(folder: Path) -> TuningRecord:
    """Return what is kept in the folder of a library; an empty record if that makes no sense."""
    try:
        stored = json.loads((folder / FILE_NAME).read_bytes())
        record = TuningRecord(pictures_per_second=max(0.0, float(stored["pictures_per_second"])))
        if stored["unfinished"] is not None:
            record = replace(record, unfinished=_options_of(stored["unfinished"]))
        if stored["report"] is not None:
            record = replace(record, report=report_of(stored["report"]))
    except FileNotFoundError:
        return TuningRecord()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        log.warning("How the fitting of an encoder stands cannot be read: %s", error)
        return TuningRecord()
    return record


def _options_of(values: Mapping[str, Any]) -> TuningOptions:
    return TuningOptions(str(values["name"]), int(values["photos"]), bool(values["labels"]))
