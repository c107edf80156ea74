"""Read the ICC profile of a JPEG XL codestream: commands build it (ISO/IEC 18181-1, annex E)."""

from __future__ import annotations

import struct

from photosearch.images.bit_reader import BitReader
from photosearch.images.jpegxl_entropy import DamagedCode, EntropyDecoder

_MAX_BYTES = 1 << 17
"""Of a profile, packed and unpacked: those of monitors and cameras are far smaller."""
_CONTEXTS = 41
_HEADER_SIZE = 128
_NAMES = (
    b"cprt", b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"rTRC", b"gTRC", b"bTRC",
    b"kTRC", b"chad", b"desc", b"chrm", b"dmnd", b"dmdd", b"lumi",
)  # fmt: skip
_TYPES = (b"XYZ ", b"desc", b"text", b"mluc", b"para", b"curv", b"sf32", b"gbd ")
_TWENTY_BYTES = frozenset((b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"wtpt", b"bkpt", b"lumi"))
_NAMED, _THREE_CURVES, _THREE_COLOURS, _FIRST_NAME = 1, 2, 3, 4
_HAS_OFFSET, _HAS_SIZE = 64, 128
_INSERT, _SHUFFLE_2, _SHUFFLE_4, _PREDICT, _XYZ, _FIRST_TYPE = 1, 2, 3, 4, 10, 16
_HAS_STRIDE = 16
_MAKERS = {b"A": b"APPL", b"M": b"MSFT", b"SG": b"SGI ", b"SU": b"SUNW"}


def read_icc(bits: BitReader) -> bytes:
    """Return the profile that begins at the reader's place.

    Raises:
        DamagedCode, BitsEnded: it cannot be read, or is larger than 128 kB.
    """
    size = _read_size(bits)
    if size > _MAX_BYTES:
        raise DamagedCode
    decoder = EntropyDecoder(bits, _CONTEXTS)
    packed = bytearray()
    for index in range(size):
        context = 0
        if index > _HEADER_SIZE:
            context = 1 + _kind(packed[-1]) + 8 * _kind_before(packed[-2])
        packed.append(decoder.read(context) & 0xFF)
    decoder.check_end()
    try:
        return _Builder(bytes(packed)).build()
    except (IndexError, struct.error) as error:
        raise DamagedCode from error


def _read_size(bits: BitReader) -> int:
    selector = bits.take(2)
    if selector == 0:
        return 0
    if selector == 1:
        return 1 + bits.take(4)
    if selector == 2:
        return 17 + bits.take(8)
    value, shift = bits.take(12), 12
    while bits.flag():
        if shift >= 32:
            raise DamagedCode
        value |= bits.take(8) << shift
        shift += 8
    return value


def _kind(byte: int) -> int:
    if bytes((byte,)).isalpha():
        return 0
    if byte in b"0123456789.,":
        return 1
    if byte < 16:
        return min(byte, 2) + 2
    return {255: 6}.get(byte, 5 if byte > 240 else 7)


def _kind_before(byte: int) -> int:
    if bytes((byte,)).isalpha():
        return 0
    if byte in b"0123456789.,":
        return 1
    return 2 if byte < 16 else 3 if byte > 240 else 4


class _Stream:
    """Read bytes from one end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.data)

    def take(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) < count:
            raise DamagedCode
        self.at += count
        return part

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        """Return a number of seven bits a byte, the lowest first."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
            if shift > 28:
                raise DamagedCode
        if value > 1 << 28:
            raise DamagedCode
        return value


class _Builder:
    """Run the commands."""

    def __init__(self, packed: bytes) -> None:
        head = _Stream(packed)
        self._size = head.number()
        count = head.number()
        if self._size > _MAX_BYTES:
            raise DamagedCode
        self._commands = _Stream(head.take(count))
        self._data = _Stream(packed[head.at :])
        self._out = bytearray()

    def build(self) -> bytes:
        self._build_header()
        if len(self._out) < self._size:
            self._build_tags()
        while not self._commands.ended:
            self._build_part(self._commands.byte())
            if len(self._out) > self._size:
                raise DamagedCode
        if len(self._out) != self._size or not self._data.ended:
            raise DamagedCode
        return bytes(self._out)

    def _build_header(self) -> None:
        guess = bytearray(_HEADER_SIZE)
        guess[:4] = struct.pack(">I", self._size)
        guess[8] = 4
        guess[12:24] = b"mntrRGB XYZ "
        guess[36:40] = b"acsp"
        guess[68:80] = bytes.fromhex("0000f6d6000100000000d32d")
        for index in range(min(_HEADER_SIZE, self._size)):
            if index == 8:
                guess[80:84] = self._out[4:8]
            elif index in (41, 42):
                maker = _MAKERS.get(bytes(self._out[40:index]))
                if maker is not None:
                    guess[index:44] = maker[index - 40 :]
            self._out.append((self._data.byte() + guess[index]) & 0xFF)

    def _build_tags(self) -> None:
        count = self._commands.number()
        if count == 0:
            return
        self._out += struct.pack(">I", count - 1)
        start, size = _HEADER_SIZE + 12 * (count - 1), 0
        while not self._commands.ended:
            command = self._commands.byte()
            code = command & 63
            if code == 0:
                return
            name = self._tag_name(code)
            start += size
            if name in _TWENTY_BYTES:
                size = 20
            if command & _HAS_OFFSET:
                start = self._commands.number()
            if command & _HAS_SIZE:
                size = self._commands.number()
            self._add_tag(name, start, size)
            if code == _THREE_CURVES:
                self._add_tag(b"gTRC", start, size)
                self._add_tag(b"bTRC", start, size)
            elif code == _THREE_COLOURS:
                self._add_tag(b"gXYZ", start + size, size)
                self._add_tag(b"bXYZ", start + 2 * size, size)
            if len(self._out) > self._size:
                raise DamagedCode

    def _tag_name(self, code: int) -> bytes:
        if code == _NAMED:
            return self._data.take(4)
        if code in (_THREE_CURVES, _THREE_COLOURS):
            return b"rTRC" if code == _THREE_CURVES else b"rXYZ"
        return _NAMES[code - _FIRST_NAME]

    def _add_tag(self, name: bytes, start: int, size: int) -> None:
        self._out += name + struct.pack(">II", start, size)

    def _build_part(self, command: int) -> None:
        if command == _INSERT:
            self._out += self._data.take(self._commands.number())
        elif command in (_SHUFFLE_2, _SHUFFLE_4):
            width = 2 if command == _SHUFFLE_2 else 4
            self._out += _unshuffle(self._data.take(self._commands.number()), width)
        elif command == _PREDICT:
            self._predict()
        elif command == _XYZ:
            self._out += b"XYZ " + bytes(4) + self._data.take(12)
        elif _FIRST_TYPE <= command < _FIRST_TYPE + len(_TYPES):
            self._out += _TYPES[command - _FIRST_TYPE] + bytes(4)
        else:
            raise DamagedCode

    def _predict(self) -> None:
        """Add what differs from a line or curve through the numbers before."""
        flags = self._commands.byte()
        width, order = (flags & 3) + 1, flags >> 2 & 3
        stride = self._commands.number() if flags & _HAS_STRIDE else width
        count = self._commands.number()
        out = self._out
        if width == 3 or order == 3 or stride < width or 4 * stride >= len(out):
            raise DamagedCode
        differences = self._data.take(count)
        if width > 1:
            differences = _unshuffle(differences, width)
        for index, difference in enumerate(differences):
            place = len(out) - index % width
            first, second, third = (
                int.from_bytes(out[place - n * stride : place - n * stride + width], "big")
                for n in (1, 2, 3)
            )
            value = (first, 2 * first - second, 3 * (first - second) + third)[order]
            shift = 8 * (width - 1 - index % width)
            out.append(((value >> shift) + difference) & 0xFF)


def _unshuffle(data: bytes, width: int) -> bytes:
    """Return "AaBbCcDd" of "ABCDabcd": the bytes of numbers were put apart."""
    rows = -(-len(data) // width)
    out = bytearray()
    for start in range(rows):
        out += data[start::rows]
    return bytes(out)
