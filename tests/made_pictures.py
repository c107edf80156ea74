"""Pictures that codes take for one another: scenes, pages, chats, codes, logos, empty frames."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

_TEXT = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut "
    "labore et dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris"
)
_WORDS = _TEXT.split()
Pixels = np.ndarray


def scene(seed: int, size: tuple[int, int] = (480, 360)) -> Pixels:
    """Like a photo: smooth ground, many shapes of all sizes, a little noise."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(random.integers(60, 200, 3).tolist()))
    draw = ImageDraw.Draw(image)
    for _ in range(70):
        x, y = int(random.integers(0, size[0])), int(random.integers(0, size[1]))
        far = random.integers(6, 70, 2).tolist()
        colour = tuple(random.integers(0, 256, 3).tolist())
        corners = (random.normal(0, 1, (5, 2)) * far + (x, y)).ravel().tolist()
        if random.random() < 0.4:
            draw.ellipse((x, y, x + far[0], y + far[1]), fill=colour)
        else:
            draw.polygon(corners, fill=colour)
    pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), np.float32)
    return (pixels + random.normal(0, 3, pixels.shape)).clip(0, 255).astype(np.uint8)


def sticker(image: Image.Image) -> Image.Image:
    """Draw a face over a scene, in its place."""
    draw = ImageDraw.Draw(image)
    draw.ellipse((200, 120, 280, 200), fill=(255, 205, 40), outline=(120, 80, 0))
    draw.ellipse((220, 145, 228, 157), fill="black")
    draw.ellipse((252, 145, 260, 157), fill="black")
    return image


def page(seed: int, *, letterhead: bool = False) -> Pixels:
    """A page of text; with the same head and foot as all others, or without any."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(image)
    top = 50
    if letterhead:
        draw.ellipse((50, 40, 120, 110), fill=(20, 60, 140))
        draw.polygon([(85, 48), (108, 100), (62, 100)], fill="white")
        draw.text((140, 45), "Muster and Sons Ltd", fill=(20, 60, 140), font_size=32)
        draw.text((140, 88), "Tools since 1921 · 12 High Street", fill="black", font_size=14)
        draw.line((50, 130, 570, 130), fill=(20, 60, 140), width=3)
        draw.text((50, 830), "DE00 1234 5678 9012 · www.example.org", fill="black", font_size=12)
        top = 180
    for y in range(top, 800, 22):
        if random.random() < 0.9:
            words = random.choice(_WORDS, random.integers(2, 11))
            draw.text((55, y), " ".join(words), fill="black", font_size=13)
    return np.asarray(image)


def chat(seed: int) -> Pixels:
    """A conversation on a telephone, with the same bar on top as all others."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (540, 1170), (236, 229, 221))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 540, 100), fill=(7, 94, 84))
    draw.text((60, 40), "Family", fill="white", font_size=24)
    y = 120
    while y < 1050:
        lines, mine = int(random.integers(1, 5)), bool(random.random() < 0.5)
        width, height = int(random.integers(150, 380)), 15 + lines * 20
        x = 530 - width if mine else 10
        colour = (220, 248, 198) if mine else (255, 255, 255)
        draw.rounded_rectangle((x, y, x + width, y + height), 10, fill=colour)
        for line in range(lines):
            words = " ".join(random.choice(_WORDS, random.integers(1, 4)))
            draw.text((x + 10, y + 6 + line * 20), words, fill="black", font_size=14)
        y += height + 10
    return np.asarray(image)


def code(seed: int) -> Pixels:
    """Something like a QR code."""
    cells = np.random.default_rng(seed).integers(0, 2, (29, 29)).astype(np.uint8) * 255
    for y, x in ((0, 0), (0, 22), (22, 0)):
        for inset, value in ((0, 0), (1, 255), (2, 0)):
            cells[y + inset : y + 7 - inset, x + inset : x + 7 - inset] = value
    cells = np.pad(cells, 4, constant_values=255)
    return np.repeat(np.kron(cells, np.ones((12, 12), np.uint8))[:, :, None], 3, axis=2)


def logo(seed: int) -> Pixels:
    """A small shape somewhere on white."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (400, 400), "white")
    x, y, side = (int(each) for each in random.integers((120, 120, 20), (230, 230, 60)))
    colour = tuple(random.integers(0, 200, 3).tolist())
    box = (x, y, x + side, y + side)
    draw = ImageDraw.Draw(image)
    (draw.ellipse if seed % 2 else draw.rectangle)(box, fill=colour)
    return np.asarray(image)


def blank(seed: int) -> Pixels:
    """A frame in which nothing is to be seen."""
    random = np.random.default_rng(seed)
    ground = random.integers(0, 256, 3)
    return (ground + random.normal(0, 2, (300, 400, 3))).clip(0, 255).astype(np.uint8)


def _jpeg(image: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=25)
    return Image.open(buffer).convert("RGB")


def _crop(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop((width // 5, height // 4, width * 9 // 10, height * 9 // 10))


def _band(image: Image.Image) -> Image.Image:
    image = image.copy()
    ImageDraw.Draw(image).rectangle((0, image.height * 4 // 5, *image.size), fill="white")
    return image


EDITS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda image: image,
    "smaller": lambda image: image.resize((image.width * 2 // 5, image.height * 2 // 5)),
    "JPEG": _jpeg,
    "crop": _crop,
    "turned by 10": lambda image: image.rotate(10, Image.Resampling.BICUBIC, expand=True),
    "turned by 90": lambda image: image.transpose(Image.Transpose.ROTATE_90),
    "turned by 180": lambda image: image.transpose(Image.Transpose.ROTATE_180),
    "turned by 270": lambda image: image.transpose(Image.Transpose.ROTATE_270),
    "mirrored": lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "upside down": lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    "mirrored and turned": lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.5),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "band": _band,
    "border": lambda image: ImageOps.expand(image, 40, "white"),
}
"""Copies as people make them."""


def edited(name: str, pixels: Pixels) -> Pixels:
    return np.asarray(EDITS[name](Image.fromarray(pixels)))
