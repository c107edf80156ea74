"""Write what the 1,000 ImageNet classes are, from WordNet: `resources/words/hypernyms.txt`.

    python -m photosearch.training.words.hypernyms DICT CLASSES LABELS OUT

DICT is the folder with WordNet's data.noun (3.0 or 3.1), CLASSES a table with the columns index,
wnid and names, LABELS the labels.txt of a model with these classes in their order.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TOO_GENERAL = frozenset(
    {
        "entity", "physical entity", "abstraction", "object", "physical object", "whole", "unit",
        "living thing", "animate thing", "organism", "being", "artifact", "artefact",
        "instrumentality", "instrumentation", "matter", "substance", "causal agent", "cause",
        "causal agency", "thing", "part", "portion", "component part", "component", "constituent",
        "relation", "communication", "psychological feature", "attribute", "state", "group",
        "grouping", "system", "body", "solid", "creation", "product", "production", "way",
        "abstract entity", "natural object", "commodity", "trade good", "good", "consumer goods",
        "cognition", "knowledge", "noesis", "event", "act", "deed", "human action",
        "human activity", "process", "physical process", "location", "point", "extremity",
        "fauna", "beast", "brute", "creature", "animate being", "unwelcome person", "piece",
        "fundament", "support", "restraint", "constraint", "surface", "top", "opening", "gap",
        "signal", "signaling", "sign", "language unit", "means", "agency", "covering", "container",
        "device", "mechanism", "implement", "equipment", "durables", "durable goods", "soul",
        "consumer durables", "mortal", "somebody", "someone", "craniate", "chordate", "eutherian",
        "eutherian mammal", "placental", "placental mammal", "plant part", "plant structure",
        "plant organ", "reproductive structure", "protection", "furnishing",
    }
)  # fmt: skip
"""Hypernyms that nobody searches by, or that nearly every class has."""


_CONCRETE = frozenset({4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 17, 18, 19, 20, 27, 28})
"""Lexicographer files of acts, animals, artifacts, attributes, bodies, thoughts, texts, events,
food, groups, places, natural objects, people, phenomena, plants, substances and times."""


@dataclass(frozen=True, slots=True)
class Synset:
    """Represent one meaning of nouns."""

    words: tuple[str, ...]
    hypernyms: tuple[int, ...]
    """Offsets in the file, as WordNet names meanings."""


def read_nouns(text: str) -> dict[int, Synset]:
    """Return the meanings in the content of WordNet's data.noun, by offset; see wndb(5WN)."""
    synsets = {}
    for line in text.splitlines():
        if line.startswith(" "):
            continue  # the licence
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        words = tuple(fields[4 + 2 * n].replace("_", " ") for n in range(count))
        pointers = fields[5 + 2 * count :]
        hypernyms = tuple(
            int(pointers[n + 1])
            for n in range(0, len(pointers) - 1, 4)
            if pointers[n] in ("@", "@i")
        )
        synsets[int(fields[0])] = Synset(words, hypernyms)
    return synsets


def concrete_words(text: str) -> frozenset[str]:
    """Return the words of what can be seen, from the content of WordNet's data.noun; no names."""
    words = set[str]()
    for line in text.splitlines():
        fields = line.partition(" | ")[0].split()
        if line.startswith(" ") or int(fields[1]) not in _CONCRETE:
            continue
        for place in range(int(fields[3], 16)):
            parts = fields[4 + 2 * place].split("_")
            words.update(part for part in parts if part == part.lower())
    return frozenset(words)


def chain_of(names: Sequence[str], wnid: str, synsets: Mapping[int, Synset]) -> list[str]:
    """Return the synonyms, then the hypernyms of a class, the nearest first; lower case.

    Args:
        names: of the class, all of them; the meaning with most of them in common is taken.
        wnid: its number in WordNet 3.0, such as "n02106030": among equals the nearest is taken, as
            the order of the file has stayed what it was.
        synsets: see `read_nouns`.

    Raises:
        ValueError: no meaning has any of the names.
    """
    wanted = {name.casefold() for name in names}
    best, found = (0.0, 0), None
    for offset, synset in synsets.items():
        own = {word.casefold() for word in synset.words}
        common = len(own & wanted)
        likeness = common / (len(own) + len(wanted) - common), -abs(offset - int(wnid[1:]))
        if common and likeness > best:
            best, found = likeness, offset
    if found is None:
        raise ValueError(f"WordNet has no meaning with the names {', '.join(names)}")
    words = (
        word.casefold() for offset in _upwards(found, synsets) for word in synsets[offset].words
    )
    return [word for word in dict.fromkeys(words) if word not in TOO_GENERAL]


def _upwards(first: int, synsets: Mapping[int, Synset]) -> Iterator[int]:
    level, seen = [first], set[int]()
    while level:
        fresh = [offset for offset in dict.fromkeys(level) if offset not in seen]
        yield from fresh
        seen.update(fresh)
        level = [upper for offset in fresh for upper in synsets[offset].hypernyms]


def main(wordnet: Path, classes: Path, labels: Path, out: Path) -> None:
    """Write a line for each class: its label, a tab, its synonyms and hypernyms with commas."""
    synsets = read_nouns((wordnet / "data.noun").read_text(encoding="utf-8"))
    with classes.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lines = [
        f"{label}\t{', '.join(chain_of(row['names'].split(', '), row['wnid'], synsets))}\n"
        for label, row in zip(labels.read_text(encoding="utf-8").splitlines(), rows, strict=True)
    ]
    out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
