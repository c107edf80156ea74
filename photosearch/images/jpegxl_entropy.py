"""Decode the entropy coding of JPEG XL (ISO/IEC 18181-1, annex C), as far as a profile needs.

libjxl's bindings hand out pixels without their profile, so it is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from photosearch.images.bit_reader import BitReader

_STATE_BITS = 12
_RANGE = 1 << _STATE_BITS
_FINAL_STATE = 0x130000
_PREFIX_BITS = 15
_REPEATED = 13
"""Among the logarithms of frequencies: "the last one again, so many times"."""
_LOG_CODE = {
    (3, 0): 10, (3, 2): 7, (3, 4): 6, (3, 5): 8, (3, 6): 9, (4, 3): 3, (4, 7): 5, (4, 9): 4,
    (4, 11): 1, (4, 15): 2, (5, 17): 0, (6, 33): 11, (7, 1): 12, (7, 65): 13,
}  # fmt: skip
"""Length and bits of the code for the logarithms of frequencies."""
_LENGTH_CODE = {(2, 0): 0, (2, 1): 4, (2, 2): 3, (3, 3): 2, (4, 7): 1, (4, 15): 5}
"""The same for the lengths of the code for lengths."""
_LENGTH_ORDER = (1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15)


class DamagedCode(ValueError):
    """Tell that the tables or the coded numbers make no sense."""

    def __init__(self) -> None:
        super().__init__("its colour profile cannot be unpacked")


class _Symbols(Protocol):
    """Represent a distribution of symbols."""

    def read(self, bits: BitReader, state: int) -> tuple[int, int]:
        """Return the next symbol and the state behind it."""


@dataclass(frozen=True, slots=True)
class _Number:
    """Tell how a symbol and the bits behind it make a number."""

    split: int
    high: int
    low: int

    def read(self, bits: BitReader, symbol: int) -> int:
        if symbol < 1 << self.split:
            return symbol
        inside = self.high + self.low
        extra = self.split - inside + ((symbol - (1 << self.split)) >> inside)
        if extra > 32:
            raise DamagedCode
        low = symbol & ((1 << self.low) - 1)
        high = 1 << self.high | symbol >> self.low & ((1 << self.high) - 1)
        return (high << extra | bits.take(extra)) << self.low | low


class EntropyDecoder:
    """Read numbers, each in a context that chooses its distribution.

    Raises:
        DamagedCode, BitsEnded: the stream cannot be read; from all methods.
    """

    def __init__(self, bits: BitReader, contexts: int) -> None:
        self._bits = bits
        self._copies = bits.flag()
        if self._copies:
            self._first_length = bits.choose((224, 0), (512, 0), (4096, 0), (8, 15))
            self._least = bits.choose((3, 0), (4, 0), (5, 2), (9, 8))
            self._lengths = _read_number(bits, 8)
            contexts += 1  # the last one is of distances
        self._map = _read_context_map(bits, contexts) if contexts > 1 else [0]
        count = max(self._map) + 1
        prefix = bits.flag()
        alphabet_bits = _PREFIX_BITS if prefix else bits.take(2) + 5
        self._numbers = [_read_number(bits, alphabet_bits) for _ in range(count)]
        self._symbols: Sequence[_Symbols]
        if prefix:
            sizes = [_read_length(bits, 4) + 1 for _ in range(count)]
            self._symbols = [_PrefixCode.from_bits(bits, size) for size in sizes]
        else:
            self._symbols = [_Alias.from_bits(bits, alphabet_bits) for _ in range(count)]
        self._state = _FINAL_STATE if prefix else bits.take(32)
        self._told: list[int] = []
        self._copy_from = self._copy_left = 0

    def read(self, context: int) -> int:
        """Return the next number."""
        if self._copy_left == 0:
            index = self._map[context]
            symbol = self._symbol(index)
            if not self._copies or symbol < self._first_length:
                value = self._numbers[index].read(self._bits, symbol)
                self._told.append(value)
                return value
            self._copy_left = self._least + self._lengths.read(
                self._bits, symbol - self._first_length
            )
            index = self._map[-1]
            distance = 1 + self._numbers[index].read(self._bits, self._symbol(index))
            if not self._told:
                raise DamagedCode
            self._copy_from = len(self._told) - min(distance, len(self._told))
        value = self._told[self._copy_from]
        self._copy_from += 1
        self._copy_left -= 1
        self._told.append(value)
        return value

    def check_end(self) -> None:
        """Check that all was read as it was written."""
        if self._state != _FINAL_STATE:
            raise DamagedCode

    def _symbol(self, index: int) -> int:
        symbol, self._state = self._symbols[index].read(self._bits, self._state)
        return symbol


class _Alias:
    """Hold frequencies of symbols for asymmetric numeral systems, as an alias table."""

    def __init__(self, frequencies: list[int], alphabet_bits: int) -> None:
        while frequencies and frequencies[-1] == 0:
            frequencies.pop()
        size = 1 << alphabet_bits
        if not frequencies or len(frequencies) > size or sum(frequencies) != _RANGE:
            raise DamagedCode
        self._frequencies = frequencies + [0] * (size - len(frequencies))
        self._shift = _STATE_BITS - alphabet_bits
        room = 1 << self._shift
        self._cut = list(self._frequencies)
        self._other = list(range(size))
        self._offset = [0] * size
        if _RANGE in frequencies:
            only = frequencies.index(_RANGE)
            self._cut = [0] * size
            self._other = [only] * size
            self._offset = [room * n for n in range(size)]
            return
        # Buckets with too many slots give some to those with too few, the last ones first.
        over = [n for n in range(size) if self._cut[n] > room]
        under = [n for n in range(size) if self._cut[n] < room]
        while over:
            giver, taker = over.pop(), under.pop()
            self._cut[giver] -= room - self._cut[taker]
            self._other[taker] = giver
            self._offset[taker] = self._cut[giver] - self._cut[taker]
            if self._cut[giver] < room:
                under.append(giver)
            elif self._cut[giver] > room:
                over.append(giver)

    def read(self, bits: BitReader, state: int) -> tuple[int, int]:
        slot = state & (_RANGE - 1)
        bucket, inside = slot >> self._shift, slot & ((1 << self._shift) - 1)
        symbol, offset = bucket, inside
        if inside >= self._cut[bucket]:
            symbol, offset = self._other[bucket], self._offset[bucket] + inside
        state = (state >> _STATE_BITS) * self._frequencies[symbol] + offset
        if state < 1 << 16:
            state = state << 16 | bits.take(16)
        return symbol, state

    @classmethod
    def from_bits(cls, bits: BitReader, alphabet_bits: int) -> _Alias:
        return cls(_read_frequencies(bits), alphabet_bits)


class _PrefixCode:
    """Represent a Huffman code, as in Brotli."""

    def __init__(self, lengths: list[int]) -> None:
        self._codes: dict[tuple[int, int], int] = {}
        used = [n for n, length in enumerate(lengths) if length]
        self._only = used[0] if len(used) == 1 else None
        code = 0
        for length in range(1, max(lengths, default=0) + 1):
            code <<= 1
            for symbol in used:
                if lengths[symbol] == length:
                    self._codes[length, code] = symbol
                    code += 1

    def read(self, bits: BitReader, state: int) -> tuple[int, int]:
        if self._only is not None:
            return self._only, state
        code = 0
        for length in range(1, _PREFIX_BITS + 1):
            code = code << 1 | bits.take(1)
            symbol = self._codes.get((length, code))
            if symbol is not None:
                return symbol, state
        raise DamagedCode

    @classmethod
    def from_bits(cls, bits: BitReader, size: int) -> _PrefixCode:
        lengths = [0] * size
        if size == 1:
            return cls([1])
        skipped = bits.take(2)
        if skipped == 1:
            cls._read_few(bits, lengths)
            return cls(lengths)
        code_lengths = [0] * len(_LENGTH_ORDER)
        room = 32
        for index in _LENGTH_ORDER[skipped:]:
            if room <= 0:
                break
            code_lengths[index] = _read_coded(bits, _LENGTH_CODE)
            if code_lengths[index]:
                room -= 32 >> code_lengths[index]
        _read_lengths(bits, cls(code_lengths), lengths)
        return cls(lengths)

    @staticmethod
    def _read_few(bits: BitReader, lengths: list[int]) -> None:
        """Read a code of one to four symbols."""
        count = bits.take(2) + 1
        symbols = [bits.take((len(lengths) - 1).bit_length()) for _ in range(count)]
        if len(set(symbols)) < count or max(symbols) >= len(lengths):
            raise DamagedCode
        told = {1: (1,), 2: (1, 1), 3: (1, 2, 2), 4: (2, 2, 2, 2)}[count]
        if count == 4 and bits.flag():
            told = (1, 2, 3, 3)
        for symbol, length in zip(symbols, told, strict=True):
            lengths[symbol] = length


def _read_lengths(bits: BitReader, code: _PrefixCode, lengths: list[int]) -> None:
    """Read code lengths; 16 repeats the last one, 17 zero."""
    at, room, last = 0, 1 << _PREFIX_BITS, 8
    repeated, times = -1, 0
    while at < len(lengths) and room > 0:
        length, _ = code.read(bits, 0)
        if length < 16:
            times = 0
            lengths[at] = length
            at += 1
            if length:
                last = length
                room -= 1 << _PREFIX_BITS >> length
            continue
        value = last if length == 16 else 0
        if value != repeated:
            repeated, times = value, 0
        before, width = times, length - 14
        times = ((times - 2) << width if times else 0) + bits.take(width) + 3
        if at + times - before > len(lengths):
            raise DamagedCode
        for _ in range(times - before):
            lengths[at] = value
            at += 1
        if value:
            room -= (times - before) << (_PREFIX_BITS - value)
    if room != 0:
        raise DamagedCode


def _read_context_map(bits: BitReader, size: int) -> list[int]:
    if bits.flag():
        width = bits.take(2)
        return [bits.take(width) for _ in range(size)]
    moved = bits.flag()
    decoder = EntropyDecoder(bits, 1)
    indices = [decoder.read(0) for _ in range(size)]
    decoder.check_end()
    if max(indices) > 255:
        raise DamagedCode
    if moved:
        order = list(range(256))
        for at, index in enumerate(indices):
            indices[at] = order.pop(index)
            order.insert(0, indices[at])
    return indices


def _read_number(bits: BitReader, alphabet_bits: int) -> _Number:
    split = bits.take(alphabet_bits.bit_length())
    if split == alphabet_bits:
        return _Number(split, 0, 0)
    high = bits.take(split.bit_length())
    if high > split:
        raise DamagedCode
    low = bits.take((split - high).bit_length())
    if high + low > split:
        raise DamagedCode
    return _Number(split, high, low)


def _read_length(bits: BitReader, width: int) -> int:
    """Read a number that is told with how many bits it has."""
    if not bits.flag():
        return 0
    count = bits.take(width)
    return (1 << count) + bits.take(count)


def _read_coded(bits: BitReader, code: dict[tuple[int, int], int]) -> int:
    for length in range(2, 8):
        value = code.get((length, bits.peek(length)))
        if value is not None:
            bits.skip(length)
            return value
    raise DamagedCode


def _read_frequencies(bits: BitReader) -> list[int]:
    """Read how often each symbol occurs, of 4096."""
    if bits.flag():
        symbols = [_read_length(bits, 3) for _ in range(bits.take(1) + 1)]
        frequencies = [0] * (max(symbols) + 1)
        if len(symbols) == 1:
            frequencies[symbols[0]] = _RANGE
            return frequencies
        frequencies[symbols[0]] = bits.take(_STATE_BITS)
        frequencies[symbols[1]] = _RANGE - frequencies[symbols[0]]
        return frequencies
    if bits.flag():
        size = _read_length(bits, 3) + 1
        return [_RANGE // size + (n < _RANGE % size) for n in range(size)]
    return _read_logarithms(bits)


def _read_logarithms(bits: BitReader) -> list[int]:
    """Read frequencies as logarithms with some further bits; the largest is what is left."""
    width = 0
    while width < 3 and bits.flag():
        width += 1
    precision = (1 << width | bits.take(width)) - 1
    size = _read_length(bits, 3) + 3
    logarithms = [0] * size
    repeats: dict[int, int] = {}
    at = 0
    while at < size:
        logarithms[at] = _read_coded(bits, _LOG_CODE)
        if logarithms[at] == _REPEATED:
            repeats[at] = _read_length(bits, 3) + 4
            at += repeats[at]
        else:
            at += 1
    told = [-1 if value == _REPEATED else value for value in logarithms]
    skipped = {n for start, times in repeats.items() for n in range(start, start + times)}
    largest = max((n for n in range(size) if n not in skipped), key=lambda n: (told[n], -n))
    frequencies = [0] * size
    at = 0
    while at < size:
        if at in repeats:
            last = frequencies[at - 1] if at else 0
            for n in range(at, min(at + repeats[at], size)):
                frequencies[n] = last
            at += repeats[at]
            continue
        power = logarithms[at] - 1
        if at != largest and power >= 0:
            extra = max(0, min(power, precision - ((_STATE_BITS - power) >> 1))) if power else 0
            frequencies[at] = (1 << power) + (bits.take(extra) << (power - extra))
        at += 1
    frequencies[largest] = _RANGE - sum(frequencies)
    if frequencies[largest] <= 0:
        raise DamagedCode
    return frequencies
