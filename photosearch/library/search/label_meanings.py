"""Find the labels that are what a word says: "dog" is said by Collie and Beagle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from photosearch import paths
from photosearch.store.near_words import edit_distance

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
FILLERS = frozenset(
    """
    a an the of on in at by with and or to from for into near my your our his her its their this
    that these those some any is are was were be being there it as photo photos picture pictures
    image images show shows showing
    """.split()  # noqa: SIM905 - to be read
)
"""Words that say nothing of what is shown."""
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "mice": "mouse",
    "geese": "goose", "feet": "foot", "teeth": "tooth", "oxen": "ox", "sheep": "sheep",
    "fish": "fish", "wolves": "wolf", "leaves": "leaf", "knives": "knife", "loaves": "loaf",
    "shelves": "shelf", "calves": "calf", "wives": "wife", "buses": "bus", "kids": "kid",
}  # fmt: skip
_LONGEST = 5
"""Words of a name at most."""
_MOST_KIN = 60
"""Labels that share what they are: more than these are alike in little."""


@dataclass(frozen=True, slots=True)
class Said:
    """Represent what labels tell of a text."""

    labels: Mapping[str, str]
    """The labels that are what the text says, each with the word of the text that it is."""
    whole: bool
    """The text says nothing else."""


class LabelMeanings:
    """Know of labels what they are: their synonyms and hypernyms. Immutable, for any thread."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """Take over the words that each label is."""
        self._labels: dict[tuple[str, ...], list[str]] = {}
        self._words = words
        for label, names in words.items():
            for name in dict.fromkeys(tuple(_singular(words_of(each))) for each in (label, *names)):
                if name:
                    self._labels.setdefault(name, []).append(label)

    @classmethod
    def read(cls, path: Path) -> LabelMeanings:
        """Read a file with a line for each label: the label, a tab, its words with commas.

        Raises:
            OSError, ValueError: it cannot be read, or is no such file.
        """
        lines = path.read_text(encoding="utf-8").splitlines()
        split = (line.partition("\t") for line in lines)
        return cls({label: names.split(", ") for label, _, names in split})

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for name in self._labels for part in name)

    def said_by(self, text: str) -> Said:
        """Return the labels that are one of the things which a text names.

        Of several things in one text the longest names count: in "sports car at night" that is
        "sports car".
        """
        words = words_of(text)
        singular = _singular(words)
        labels: dict[str, str] = {}
        named = [word in FILLERS for word in words]
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST, len(words) - place), 0, -1):
                found = self._labels.get(tuple(singular[place : place + length]))
                if found is not None and not all(named[place : place + length]):
                    said = " ".join(words[place : place + length])
                    labels |= {label: said for label in found if label not in labels}
                    named[place : place + length] = [True] * length
                    place += length - 1
                    break
            place += 1
        things = len(set(labels.values()))
        return Said(labels, all(named) and things == 1)

    def knows(self, word: str) -> bool:
        """Tell whether a word is, or is part of, what some label is."""
        (single,) = _singular([word.casefold()])
        return single in self._parts

    def near(self, word: str, most: int) -> list[str]:
        """Return words that labels are, and that are spelled nearly like one that none is."""
        wanted = word.casefold()
        allowed = 1 if len(wanted) < 6 else 2
        candidates = sorted(
            (distance, part)
            for part in self._parts
            if part[:1] in wanted[:2] and abs(len(part) - len(wanted)) <= allowed and len(part) > 2
            if (distance := edit_distance(wanted, part, allowed)) <= allowed
        )
        return [part for _, part in candidates][:most]

    def kin(self, labels: Iterable[str]) -> Iterator[frozenset[str]]:
        """Yield the labels that share something with one of these, the nearest kin first.

        Of a zebra: first what else is an equine, then what else has hooves; never so many that they
        have nothing in common but being things.
        """
        own = frozenset(labels)
        told: set[str] = set(own)
        shared = sorted(
            {
                (len(found), tuple(sorted(found)))
                for label in own
                for name in self._words[label]
                if len(found := self._labels.get(tuple(_singular(words_of(name))), [])) <= _MOST_KIN
            }
        )
        for _, kin in shared:
            others = frozenset(kin) - told
            if others:
                told |= others
                yield others

    def names(self) -> Iterator[str]:
        """Yield all words that labels are, each once."""
        for name in self._labels:
            yield " ".join(name)


@cache
def bundled_meanings() -> LabelMeanings:
    """Return what the labels of ImageNet are, which the bundled models have; read once."""
    return LabelMeanings.read(paths.resources_folder() / "words" / "hypernyms.txt")


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _WORD.findall(kept)


def _singular(words: Iterable[str]) -> list[str]:
    return [_singular_of(word) for word in words]


def _singular_of(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word.removesuffix("s")
