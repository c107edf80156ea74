"""What the catalog knows of many files, in little memory."""

from __future__ import annotations

from array import array
from collections.abc import ItemsView, Iterator, Mapping

from photosearch.core.photo import KnownFile

_SEPARATOR = b"\0"
"""Which no file's name can hold."""
_FIELDS = 5
"""Numbers of a file: photo id, size, two times, flags."""
_MISSING, _RETRY = 1, 2


class KnownFiles(Mapping[bytes, KnownFile]):
    """Files by their relative path; built once and then looked through folder by folder.

    A dict of half a million files takes 150 MB of small objects, and the gaps that they leave stay
    with the process for long. Here a file takes its name and 40 bytes in two blocks per folder, and
    a row is made when it is asked for. Quick as long as one folder is asked about at a time.
    """

    def __init__(self, files: Mapping[bytes, KnownFile] | None = None) -> None:
        self._names: dict[bytes, bytearray] = {}
        """By folder, with the slash at its end: the names in it, separated."""
        self._numbers: dict[bytes, array[int]] = {}
        self._count = 0
        self._folder: bytes | None = None
        """Of which `_rows` tells where in the folder a name is."""
        self._rows: dict[bytes, int] = {}
        for rel_path, file in (files or {}).items():
            self.add(rel_path, file)

    def add(self, rel_path: bytes, file: KnownFile) -> None:
        """Note a file that is not there yet.

        Raises:
            ValueError, TypeError, OverflowError: no file can be called so, or have such numbers.
        """
        cut = rel_path.rfind(b"/") + 1
        folder, name = rel_path[:cut], rel_path[cut:]
        if _SEPARATOR in rel_path:
            raise ValueError(f"no file is called {rel_path!r}")
        names = self._names.get(folder)
        if names is None:
            names = self._names[folder] = bytearray()
            self._numbers[folder] = array("q")
        else:
            names += _SEPARATOR
        self._numbers[folder].extend(_packed(file))
        names += name
        self._count += 1
        self._folder = None

    def replace(self, rel_path: bytes, file: KnownFile) -> None:
        """Note something else of a file that is there."""
        numbers, row = self._find(rel_path)
        numbers[row * _FIELDS : (row + 1) * _FIELDS] = array("q", _packed(file))

    def __getitem__(self, rel_path: bytes) -> KnownFile:
        numbers, row = self._find(rel_path)
        return _file(*numbers[row * _FIELDS : (row + 1) * _FIELDS])

    def __iter__(self) -> Iterator[bytes]:
        for folder, names in self._names.items():
            for name in bytes(names).split(_SEPARATOR):
                yield folder + name

    def __len__(self) -> int:
        return self._count

    def items(self) -> ItemsView[bytes, KnownFile]:
        """Paths with their files, one folder after another."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[bytes, KnownFile]]:
        """As `items`."""
        for folder, names in self._names.items():
            fields = [iter(self._numbers[folder])] * _FIELDS
            rows = zip(*fields, strict=True)
            for name, row in zip(bytes(names).split(_SEPARATOR), rows, strict=True):
                yield folder + name, _file(*row)

    def _find(self, rel_path: bytes) -> tuple[array[int], int]:
        cut = rel_path.rfind(b"/") + 1
        folder = rel_path[:cut]
        if folder != self._folder:
            names = bytes(self._names[folder]).split(_SEPARATOR)
            self._folder, self._rows = folder, {name: row for row, name in enumerate(names)}
        return self._numbers[folder], self._rows[rel_path[cut:]]


class _Items(ItemsView[bytes, KnownFile]):
    def __init__(self, files: KnownFiles) -> None:
        super().__init__(files)
        self._files = files

    def __iter__(self) -> Iterator[tuple[bytes, KnownFile]]:
        return self._files.pairs()


def _packed(file: KnownFile) -> tuple[int, int, int, int, int]:
    flags = _MISSING * file.missing | _RETRY * file.retry
    return file.photo_id, file.size, file.mtime_ns, file.sidecar_mtime_ns, flags


def _file(photo_id: int, size: int, mtime_ns: int, sidecar_ns: int, flags: int) -> KnownFile:
    return KnownFile(
        photo_id, size, mtime_ns, sidecar_ns, flags & _MISSING != 0, flags & _RETRY != 0
    )
