"""Read numbers of any number of bits."""

from __future__ import annotations


class BitsEnded(ValueError):
    """Tell that there are fewer bits than were asked for."""

    def __init__(self) -> None:
        super().__init__("it ends early")


class BitReader:
    """Read bits, the lowest of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 8 * len(data)
        self.position = 0
        """Bits that were read."""

    def peek(self, count: int) -> int:
        """Return the next bits (32 at most) as a number and stay; beyond the end they are 0."""
        start = self.position >> 3
        ahead = int.from_bytes(self._data[start : start + 5], "little")
        return ahead >> (self.position & 7) & ((1 << count) - 1)

    def skip(self, count: int) -> None:
        """Go on by so many bits.

        Raises:
            BitsEnded: there are not so many.
        """
        self.position += count
        if self.position > self._size:
            raise BitsEnded

    def take(self, count: int) -> int:
        """Return the next bits (32 at most) as a number.

        Raises:
            BitsEnded: there are not so many.
        """
        value = self.peek(count)
        self.skip(count)
        return value

    def flag(self) -> bool:
        """Return the next bit."""
        return bool(self.take(1))

    def choose(self, *options: tuple[int, int]) -> int:
        """Return a number whose first two bits choose a base and how many bits are added to it."""
        base, extra = options[self.take(2)]
        return base + self.take(extra)
