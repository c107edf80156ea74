"""Choose which photos teach what words mean, and which are only evaluated on."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from photosearch.core.errors import UserError
from photosearch.training.datasets import PhotoSet, open_photo_set

HELD_OUT_CAPTIONED = 294
"""Of the captioned photos for training, those that are left out beside those for validation when
the words are judged on more photos: 398 in all."""

CAPTIONS, CALTECH, TINY = "flickr-captions.zip", "caltech101.zip", "tiny-imagenet-30k.zip"
CLOTHING, PRODUCTS = "clothing.zip", "fashion-products.zip"

_OTHER_NAMES = {
    "airplanes": "airplane", "motorbikes": "motorcycle", "car side": "car",
    "cougar body": "cougar", "cougar face": "cougar", "crocodile head": "crocodile",
    "flamingo head": "flamingo", "inline skate": "skate", "joshua tree": "tree",
    "stop sign": "street sign", "water lilly": "water lily", "bonsai": "tree", "lotus": "flower",
    "sunflower": "flower", "mandolin": "guitar", "ketch": "sailboat", "ceiling fan": "fan",
    "chandelier": "lamp", "cellphone": "telephone", "sea horse": "fish", "bass": "fish",
    "mayfly": "insect", "gerenuk": "antelope", "ibis": "bird", "leopards": "leopard",
    "panda": "giant panda", "saxophone": "sax", "rooster": "cock", "wild cat": "wildcat",
    "menorah": "candle", "hawksbill": "turtle", "rhino": "animal", "octopus": "animal",
}  # fmt: skip
"""Classes of Caltech-101 by the words of ImageNet's labels that say what they are."""
_CAPTION_WEIGHT, _CLASS_WEIGHT, _PRODUCT_WEIGHT = 1.0, 0.2, 0.1


@dataclass(frozen=True, slots=True)
class DescribedPhotos:
    """Represent photos of one set, each with texts that are true of it."""

    photos: PhotoSet
    texts: tuple[tuple[str, ...], ...]
    """By photo, in the order of `photos`."""
    weight: float
    """How much each photo counts in training."""
    captioned: bool = False
    """Each text is of one photo alone."""


@dataclass(frozen=True, slots=True)
class WordSets:
    """Hold the photo sets by part."""

    train: tuple[DescribedPhotos, ...]
    captions: DescribedPhotos
    """Judged by: caption to photo, and words that captions have."""
    classes: tuple[DescribedPhotos, ...]
    """Judged by: words that classes are."""
    attributes: tuple[tuple[str, str], ...]
    """(article, colour) of each photo of the last set of `train`, the products."""


def open_word_sets(
    folder: Path, hypernyms: Mapping[str, Sequence[str]], wnids: Mapping[str, str], *, held_out: int
) -> WordSets:
    """Return the sets in `folder`.

    Args:
        folder: with the five zip files.
        hypernyms: by label: its synonyms and hypernyms.
        wnids: labels by their numbers in WordNet, which are the classes of Tiny-ImageNet.
        held_out: captioned photos of the training part that are left out and judged by, too.

    Raises:
        UserError: one is missing.
    """
    captions = _captions(folder / CAPTIONS)
    captioned = open_photo_set(folder / CAPTIONS, "train")
    kept = captioned.members[held_out:]
    judged = open_photo_set(folder / CAPTIONS, "validation").members + captioned.members[:held_out]

    def with_captions(members: Sequence[str]) -> DescribedPhotos:
        photos = PhotoSet(folder / CAPTIONS, tuple(members))
        texts = tuple(tuple(captions[member]) for member in members)
        return DescribedPhotos(photos, texts, _CAPTION_WEIGHT, captioned=True)

    def of_classes(name: str, part: str, most: int | None = None) -> DescribedPhotos:
        photos = open_photo_set(folder / name, part)
        photos = photos if most is None else photos.first_of_each(most)
        texts = tuple(_class_texts(name, label, hypernyms, wnids) for label in photos.labels)
        return DescribedPhotos(photos, texts, _CLASS_WEIGHT)

    products = open_photo_set(folder / PRODUCTS, "train")
    rows = _rows(folder / PRODUCTS, "products.csv")
    about = product_texts(rows)
    attributes = {
        row["image"]: (row["articleType"].lower(), row["baseColour"].lower()) for row in rows
    }
    return WordSets(
        train=(
            with_captions(kept),
            of_classes(CALTECH, "train"),
            of_classes(TINY, "train", 30),
            of_classes(CLOTHING, "train", 60),
            DescribedPhotos(
                products, tuple(about[each] for each in products.members), _PRODUCT_WEIGHT
            ),
        ),
        captions=with_captions(judged),
        classes=(
            of_classes(CALTECH, "validation"),
            of_classes(TINY, "val", 20),
            of_classes(CLOTHING, "validation"),
        ),
        attributes=tuple(attributes[each] for each in products.members),
    )


def product_texts(rows: Sequence[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return what is true of each product of the fashion set, by its image."""
    found = {}
    for row in rows:
        article, colour = row["articleType"].lower(), row["baseColour"].lower()
        texts = (
            article,
            f"{colour} {article}",
            f"{row['gender'].lower()} {article}",
            row["subCategory"].lower(),
            row["masterCategory"].lower(),
            colour,
            row["title"].lower(),
        )
        found[row["image"]] = tuple(text for text in texts if text)
    return found


def read_hypernyms(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the synonyms and hypernyms by label of resources/words/hypernyms.txt."""
    lines = path.read_text(encoding="utf-8").splitlines()
    split = (line.partition("\t") for line in lines)
    return {label: tuple(words.split(", ")) for label, _, words in split}


def read_wnids(path: Path, labels: Sequence[str]) -> dict[str, str]:
    """Return the labels by WordNet's numbers, from a table with the columns index and wnid."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["wnid"]: labels[int(row["index"])] for row in rows}


def _class_texts(
    name: str, label: str, hypernyms: Mapping[str, Sequence[str]], wnids: Mapping[str, str]
) -> tuple[str, ...]:
    if name == TINY:
        known = wnids.get(label)
        return () if known is None else tuple(dict.fromkeys((known, *hypernyms[known])))
    if name == CLOTHING:
        return label, "clothing"
    plain = label.replace("_", " ").lower()
    return tuple(dict.fromkeys((plain, *_chain(_OTHER_NAMES.get(plain, plain), hypernyms))))


def _chain(word: str, hypernyms: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return a word and what everything is that is it: what its labels have in common."""
    for label, words in hypernyms.items():
        if label.casefold() == word:
            return (word, *words)
    having = [words for words in hypernyms.values() if word in words]
    if not having:
        return (word,)
    common = set(having[0]).intersection(*having[1:])
    return (word, *(each for each in having[0] if each in common))


def _captions(archive: Path) -> dict[str, list[str]]:
    captions = defaultdict(list)
    for row in _rows(archive, "captions.csv"):
        captions[row["image"]].append(row["caption"].strip())
    return captions


def _rows(archive: Path, member: str) -> list[dict[str, str]]:
    """Return the rows of a table within a zip file.

    Raises:
        UserError: it is not there.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            text = opened.read(str(PurePosixPath(member))).decode()
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise UserError.in_words(
            f"The photo set {archive} has no readable {member} ({error}).",
            "Give the folder that holds the photo sets with --data.",
        ) from error
    return list(csv.DictReader(io.StringIO(text)))
