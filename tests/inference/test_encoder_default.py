"""The model that travels with the program."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from photosearch.core.codes import CodeKind, hamming, pack
from photosearch.core.preprocess import fit_image
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import find_model
from tests.made_pictures import chat, code, logo, page


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(find_model("default"))


def scene(seed: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A landscape of soft blobs and a few sharp shapes; another one for each seed."""
    rng = np.random.default_rng(seed)
    image = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
    image = image.resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = rng.uniform(0, size[0]), rng.uniform(0, size[1])
        radius = rng.uniform(0.02, 0.15) * size[0]
        colour = tuple(int(value) for value in rng.integers(0, 256, 3))
        shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return image


def other_subjects() -> list[Image.Image]:
    """Pages, chats, codes and logos."""
    return [
        Image.fromarray(make(seed)) for make in (page, chat, code, logo) for seed in range(80, 84)
    ]


def encode(encoder: Encoder, *images: Image.Image) -> dict[str, np.ndarray]:
    return encoder.encode(
        np.stack([fit_image(np.asarray(image.convert("RGB")), encoder.card) for image in images])
    )


def bits_apart(outputs: dict[str, np.ndarray], kind: str) -> np.ndarray:
    """From the first image to each of the others, as a share of the bits."""
    codes = pack(outputs[kind])
    return hamming(codes[0], codes[1:]) / outputs[kind].shape[1]


def test_the_contract(encoder: Encoder) -> None:
    outputs = encode(encoder, scene(1), scene(2))
    windows = len(encoder.card.region_boxes)
    assert windows == 10
    whole = encoder.card.region_boxes[-1]
    assert (whole.x, whole.y, whole.width, whole.height) == (0, 0, 1, 1)
    assert {name: values.shape for name, values in outputs.items()} == {
        "copy": (2, 256),
        "look": (2, 128),
        "subject": (2, 256),
        "regions": (2, windows, 128),
        "tags": (2, 1000),
    }
    assert all(np.isfinite(values).all() for values in outputs.values())
    assert encoder.card.licence == "Apache-2.0"
    assert "EfficientNet-Lite 2" in encoder.card.origin


def test_the_file_is_small_enough_for_the_repository() -> None:
    sizes = {file.name: file.stat().st_size for file in find_model("default").iterdir()}
    of_words = {name: size for name, size in sizes.items() if name.startswith("words")}
    assert sum(sizes.values()) - sum(of_words.values()) <= 12e6
    assert sum(of_words.values()) <= 21e6


def test_the_same_picture_in_another_size_has_nearly_the_same_bits(encoder: Encoder) -> None:
    image = scene(3)
    outputs = encode(encoder, image, image.resize((400, 300), Image.Resampling.LANCZOS))
    for kind in ("copy", "look", "subject"):
        assert bits_apart(outputs, kind)[0] < 0.12, kind


@pytest.mark.parametrize("kind", ["copy", "look", "subject"])
def test_an_edited_copy_is_nearer_than_other_pictures(encoder: Encoder, kind: str) -> None:
    image = scene(4)
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=20)
    copies = [Image.open(jpeg), image.filter(ImageFilter.GaussianBlur(3))]
    # Coloured shapes are all the same subject, more or less.
    others = other_subjects() if kind == "subject" else [scene(seed) for seed in range(5, 20)]
    apart = bits_apart(encode(encoder, image, *copies, *others), kind)
    assert apart[:2].max() < apart[2:].min()


def test_a_window_sees_its_part_of_the_picture(encoder: Encoder) -> None:
    left, right = scene(21), scene(22)
    changed = left.copy()
    changed.paste(right.crop((400, 0, 800, 600)), (400, 0))
    codes = pack(encode(encoder, left, changed)["regions"])
    apart = np.array([hamming(codes[0, n], codes[1, n][None])[0] for n in range(codes.shape[1])])
    x = np.array([box.x + box.width / 2 for box in encoder.card.region_boxes])
    assert apart[x < 0.4].max() < apart[x > 0.6].min()


def test_bits_are_used_evenly(encoder: Encoder) -> None:
    scenes = [scene(seed) for seed in range(30, 62)]
    outputs = encode(encoder, *scenes, *other_subjects())
    for kind in ("copy", "look", "subject"):
        ones = (outputs[kind] > 0).mean(axis=0)
        assert ((ones > 0) & (ones < 1)).mean() > 0.5, kind


def test_the_bits_do_not_depend_on_the_batch(encoder: Encoder) -> None:
    images = [scene(seed) for seed in range(70, 74)]
    together = encode(encoder, *images)
    for number, image in enumerate(images):
        alone = encode(encoder, image)
        for kind in (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT):
            apart = hamming(pack(alone[kind])[0], pack(together[kind])[number][None])[0]
            assert apart <= 1, kind
