"""Compare photos by what was learned from the user's answers: weighted codes, a low-rank map.

The codes of one or more kinds are each brought to directions (the bits themselves, or the few in
which a library varies most: principal components), weighted, put side by side and turned and
stretched by one small matrix. Of what comes out the cosine counts. A query may be values instead of
bits: sure ones count for more.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Embeddings, unpack_signs

Floats = NDArray[np.float32]

_FORMAT = 1
_LEAST_NORM = 1e-6
_ROWS_AT_ONCE = 4096
_DECIMALS = 6
"""Similarities are rounded: equal codes get equal values wherever they stand."""


@dataclass(frozen=True, slots=True, eq=False)
class CodeBlock:
    """Bring the codes of one kind to a few directions."""

    kind: CodeKind
    mean: Floats
    """(bits,) of the library's bits as -1 and +1."""
    projection: Floats | None
    """(bits, directions); None: each bit is a direction."""
    weight: float
    """How much a likeness in these codes counts beside the others; above 0."""

    @property
    def count(self) -> int:
        """Return the number of directions."""
        return len(self.mean) if self.projection is None else self.projection.shape[1]

    def directions(self, signs: Embeddings) -> Floats:
        """Return (m, bits) signs, or values of mean size 1, as rows (m, directions) of length 1."""
        if self.projection is None:
            return _unit(signs - self.mean)
        return _unit(signs @ self.projection - self.mean @ self.projection)


@dataclass(frozen=True, slots=True, eq=False)
class LearnedMap:
    """Compare photos in one sense."""

    sense: CodeKind
    blocks: tuple[CodeBlock, ...]
    turn: Floats | None = None
    """(all directions, n) after the blocks; None: nothing."""

    @property
    def kinds(self) -> tuple[CodeKind, ...]:
        """Return the kinds of code that are looked at."""
        return tuple(block.kind for block in self.blocks)

    @property
    def shares(self) -> dict[CodeKind, float]:
        """Return how much each kind of code counts, summing to 1."""
        total = sum(block.weight for block in self.blocks)
        return {block.kind: block.weight / total for block in self.blocks}

    def vectors(self, signs: Mapping[CodeKind, Embeddings]) -> Floats:
        """Return rows (m, n) of length 1 for signs (m, bits) by kind."""
        parts = [
            block.directions(signs[block.kind]) * np.float32(np.sqrt(block.weight))
            for block in self.blocks
        ]
        joined = np.concatenate(parts, axis=1)
        return _unit(joined if self.turn is None else joined @ self.turn)

    def similarity(
        self, query: Mapping[CodeKind, Embeddings], codes: Mapping[CodeKind, Codes]
    ) -> NDArray[np.float64]:
        """Return how alike photos are to a query: (m,), 0 to 1, 0.5 for what has nothing in common.

        Args:
            query: (bits,) by kind, the encoder's outputs.
            codes: (m, bits / 8) by kind.
        """
        asked = self.vectors({kind: _sized(query[kind])[None] for kind in self.kinds})[0]
        count = len(codes[self.kinds[0]])
        similarity = np.empty(count, np.float64)
        for start in range(0, count, _ROWS_AT_ONCE):
            part = slice(start, start + _ROWS_AT_ONCE)
            rows = self.vectors({kind: unpack_signs(codes[kind][part]) for kind in self.kinds})
            similarity[part] = rows @ asked
        return np.round((1 + np.clip(similarity, -1, 1)) / 2, _DECIMALS)

    def to_bytes(self) -> bytes:
        """Return what `from_bytes` makes the same map of."""
        content: dict[str, NDArray[np.generic]] = {
            "format": np.array(_FORMAT),
            "sense": np.array(self.sense.value),
            "kinds": np.array([block.kind.value for block in self.blocks]),
            "weights": np.array([block.weight for block in self.blocks], np.float64),
        }
        for number, block in enumerate(self.blocks):
            content[f"mean{number}"] = block.mean
            if block.projection is not None:
                content[f"projection{number}"] = block.projection
        if self.turn is not None:
            content["turn"] = self.turn
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **content)  # type: ignore[arg-type] # any arrays
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes, bits: Mapping[CodeKind, int]) -> LearnedMap:
        """Return the map that `to_bytes` was called for.

        Args:
            data: as it is stored.
            bits: of the model's codes by kind.

        Raises:
            ValueError: it is damaged, of another version, or does not fit the codes.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as content:
                if int(content["format"]) != _FORMAT:
                    raise ValueError("it is of another version")
                blocks = tuple(
                    CodeBlock(
                        CodeKind(str(kind)),
                        content[f"mean{number}"].astype(np.float32),
                        content[f"projection{number}"].astype(np.float32)
                        if f"projection{number}" in content.files
                        else None,
                        float(weight),
                    )
                    for number, (kind, weight) in enumerate(
                        zip(content["kinds"], content["weights"], strict=True)
                    )
                )
                turn = content["turn"].astype(np.float32) if "turn" in content.files else None
                learned = cls(CodeKind(str(content["sense"])), blocks, turn)
        except ValueError:
            raise
        except Exception as error:  # numpy and zipfile raise anything for damaged content
            raise ValueError(f"it cannot be read: {error!r}") from error
        learned._check(bits)
        return learned

    def _check(self, bits: Mapping[CodeKind, int]) -> None:
        directions = 0
        for block in self.blocks:
            size = bits.get(block.kind)
            numbers = block.mean if block.projection is None else block.projection
            if block.mean.shape != (size,) or numbers.shape[:1] != (size,):
                raise ValueError(f"it is not for {block.kind} codes of {size} bits")
            directions += block.count
            if not (np.isfinite(numbers).all() and block.weight > 0):
                raise ValueError("it holds numbers that are none")
        if not self.blocks or (self.turn is not None and len(self.turn) != directions):
            raise ValueError("its parts do not fit each other")
        if self.turn is not None and not np.isfinite(self.turn).all():
            raise ValueError("it holds numbers that are none")


def _sized(values: Embeddings) -> Embeddings:
    """Return values of mean size 1, as signs are."""
    size = float(np.abs(values).mean())
    sized: Embeddings = (values / size if size > 0 else values).astype(np.float32)
    return sized


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = (rows / np.maximum(norms, _LEAST_NORM)).astype(np.float32)
    return unit
