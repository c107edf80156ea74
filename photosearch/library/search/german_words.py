"""Put the German words of a search into English, by a list of common ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from photosearch import paths

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class BilingualList:
    """Hold German words, case folded, and what they are in English."""

    clear: Mapping[str, str]
    """Words that are no English ones."""
    doubtful: Mapping[str, str]
    """Words that are English ones too, of another meaning: "see", "die"."""

    @classmethod
    def read(cls, path: Path) -> BilingualList:
        """Read a list; its format is told in its first lines.

        Raises:
            OSError, ValueError: it cannot be read, or a line is none of a list.
        """
        clear, doubtful = dict[str, str](), dict[str, str]()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            word, sign, english = line.removeprefix("?").partition("=")
            if not sign:
                raise ValueError(f"{path} has no = in {line!r}")
            words = doubtful if line.startswith("?") else clear
            words[word.strip().casefold()] = english.strip()
        return cls(clear, doubtful)

    def translated(self, text: str) -> str:
        """Return a text with its German words in English.

        A text without any word that is German alone is returned as it is.
        """
        composed = unicodedata.normalize("NFC", text)
        if not any(word in self.clear for word in _WORD.findall(composed.casefold())):
            return text

        def in_english(match: re.Match[str]) -> str:
            word = match[0].casefold()
            return self.clear.get(word) or self.doubtful.get(word) or match[0]

        return _WORD.sub(in_english, composed)


@cache
def bundled_german() -> BilingualList:
    """Return the list that comes with the program; read once."""
    return BilingualList.read(paths.resources_folder() / "words" / "german.txt")


def in_english(text: str) -> str:
    """Return a text with its German words in English."""
    return bundled_german().translated(text)
