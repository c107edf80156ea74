"""Hold what the catalog knows of many files, in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, ItemsView, Iterator, Mapping
from typing import Any

from photosearch.core.photo import CatalogFile

_SEPARATOR = b"\0"
"""Which no file's name can hold."""
_FIELDS = len(CatalogFile._fields)
_RETRY = CatalogFile._fields.index("retry")


class CatalogFiles(Mapping[bytes, CatalogFile]):
    """Map relative paths to files; built once and then looked through folder by folder.

    A dict of half a million files takes 150 MB of small objects, and the gaps that they leave stay
    with the process for long. Here a file takes its name and 48 bytes in two blocks per folder, and
    a row is made when it is asked for. Quick as long as one folder is asked about at a time.
    """

    def __init__(self, files: Mapping[bytes, CatalogFile] | None = None) -> None:
        self._names: dict[bytes, bytearray] = {}
        """By folder, with the slash at its end: the names in it, separated."""
        self._values: dict[bytes, array[int]] = {}
        """By folder: the fields of its files one after another."""
        self._count = 0
        self._last_added: tuple[bytes, bytearray, array[int]] | None = None
        """The folder that was added to last."""
        self._loaded_folder: bytes | None = None
        """Whose files are at hand."""
        self._files: dict[bytes, CatalogFile] = {}
        """Those, by name."""
        for rel_path, file in (files or {}).items():
            self.add(rel_path, file)

    def add(self, rel_path: bytes, file: CatalogFile) -> None:
        """Note a file that is not there yet.

        Raises:
            ValueError, TypeError, OverflowError: no file can be called so, or have such numbers.
        """
        if _SEPARATOR in rel_path:
            raise ValueError(f"no file is called {rel_path!r}")
        cut = rel_path.rfind(b"/") + 1
        folder = rel_path[:cut]
        last = self._last_added
        if last is None or last[0] != folder:
            names = self._names.setdefault(folder, bytearray())
            self._last_added = last = folder, names, self._values.setdefault(folder, array("q"))
            self._loaded_folder = None
        _, names, numbers = last
        separated = len(numbers) > 0
        numbers.extend(file)
        if separated:
            names += _SEPARATOR
        names += rel_path[cut:]
        self._count += 1

    def mark_for_retry(self, which: Callable[[bytes, CatalogFile], bool]) -> None:
        """Set `retry` in the files for which which(path, file) is true."""
        for folder, numbers in self._values.items():
            for row, (name, file) in enumerate(self._files_in(folder)):
                if which(folder + name, file):
                    numbers[row * _FIELDS + _RETRY] = True
        self._loaded_folder = None

    def __getitem__(self, rel_path: bytes) -> CatalogFile:
        file: CatalogFile | None = self.get(rel_path)
        if file is None:
            raise KeyError(rel_path)
        return file

    def get(self, rel_path: bytes, default: Any = None) -> Any:
        """Return the file of that path, or `default`, as a dict does."""
        cut = rel_path.rfind(b"/") + 1
        folder = rel_path[:cut]
        if folder != self._loaded_folder:
            self._load_folder(folder)
        return self._files.get(rel_path[cut:], default)

    def __iter__(self) -> Iterator[bytes]:
        for folder, names in self._names.items():
            for name in bytes(names).split(_SEPARATOR):
                yield folder + name

    def __len__(self) -> int:
        return self._count

    def items(self) -> ItemsView[bytes, CatalogFile]:
        """Return paths with their files, one folder after another."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[bytes, CatalogFile]]:
        """Yield what `items` holds."""
        for folder in self._names:
            for name, file in self._files_in(folder):
                yield folder + name, file

    def _load_folder(self, folder: bytes) -> None:
        known = folder in self._names
        self._loaded_folder, self._files = folder, dict(self._files_in(folder)) if known else {}
        self._last_added = None  # what is added next is to be seen

    def _files_in(self, folder: bytes) -> Iterator[tuple[bytes, CatalogFile]]:
        fields = [iter(self._values[folder])] * _FIELDS
        names = bytes(self._names[folder]).split(_SEPARATOR)
        return zip(names, map(CatalogFile._make, zip(*fields, strict=True)), strict=True)


class _Items(ItemsView[bytes, CatalogFile]):
    def __init__(self, files: CatalogFiles) -> None:
        super().__init__(files)
        self._files = files

    def __iter__(self) -> Iterator[tuple[bytes, CatalogFile]]:
        return self._files.pairs()
