"""Make a folder of files with known duplicates: edits of 40 kinds, bursts, and what is only alike.

    python -m tests.benchmarks.duplicate_set --data FOLDER --to FOLDER

FOLDER holds clothing.zip, caltech101.zip, flickr-captions.zip, fashion-products.zip and photos.zip.
`truth.json` there tells of each file its shot, its series, by which edit it was made and of which
half its shot is: files of one shot are duplicates of each other, all others are not. Thresholds are
chosen on half 0 and reported on half 1; no file of one half is related to one of the other.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from tests import made_pictures

Edit = Callable[[Image.Image, np.random.Generator], Image.Image]

SETS = {
    "photos.zip": ("camera/", 1),
    "flickr-captions.zip": ("", 2),
    "caltech101.zip": ("validation/", 3),
    "clothing.zip": ("validation/", 2),
    "fashion-products.zip": ("validation/", 8),
}
"""By archive: the folder, and of every how many photos one is taken."""
EDITS_EACH = 4
BURSTS_EACH = 4
"""Of every so many photos that are large enough one is the first of a burst, in place of edits."""
FRAMES = 5
MAX_SIDE = 1600


@dataclass(frozen=True, slots=True)
class Truth:
    """Tell what a file of the set is."""

    path: str
    shot: str
    family: str
    """original, bytes, pixels, encoding, tone, view, burst or alike."""
    edit: str
    half: int
    series: str = ""


def _resized(share: float) -> Edit:
    return lambda image, _random: image.resize(
        (max(16, round(image.width * share)), max(16, round(image.height * share))),
        Image.Resampling.LANCZOS,
    )


def _curve(function: Callable[[np.ndarray], np.ndarray]) -> Edit:
    def edit(image: Image.Image, _random: np.random.Generator) -> Image.Image:
        pixels = np.asarray(image, np.float32) / 255
        return Image.fromarray((function(pixels).clip(0, 1) * 255).astype(np.uint8))

    return edit


def _vignette(image: Image.Image, _random: np.random.Generator) -> Image.Image:
    y, x = np.mgrid[-1 : 1 : image.height * 1j, -1 : 1 : image.width * 1j]
    shade = 1 - 0.35 * (x**2 + y**2)
    return Image.fromarray((np.asarray(image) * shade[:, :, None]).clip(0, 255).astype(np.uint8))


def _noisy(image: Image.Image, random: np.random.Generator) -> Image.Image:
    pixels = np.asarray(image) + random.normal(0, 14, (image.height, image.width, 3))
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _sepia(image: Image.Image, _random: np.random.Generator) -> Image.Image:
    grey = image.convert("L")
    return ImageOps.colorize(grey, (20, 10, 0), (255, 240, 205))


def _crop(share: float) -> Edit:
    """A part with this share of both sides, anywhere."""

    def edit(image: Image.Image, random: np.random.Generator) -> Image.Image:
        width, height = round(image.width * share), round(image.height * share)
        left = int(random.integers(0, image.width - width + 1))
        top = int(random.integers(0, image.height - height + 1))
        return image.crop((left, top, left + width, top + height))

    return edit


def _square(image: Image.Image, _random: np.random.Generator) -> Image.Image:
    return ImageOps.fit(image, (min(image.size),) * 2)


def _straightened(degrees: float) -> Edit:
    """Turned by a little and cropped to what is whole."""

    def edit(image: Image.Image, random: np.random.Generator) -> Image.Image:
        turned = image.rotate(degrees * random.choice([-1, 1]), Image.Resampling.BICUBIC)
        share = 1 - abs(degrees) / 25
        width, height = image.width * share / 2, image.height * share / 2
        x, y = image.width / 2, image.height / 2
        return turned.crop(
            (round(x - width), round(y - height), round(x + width), round(y + height))
        )

    return edit


def _turned(way: Image.Transpose) -> Edit:
    return lambda image, _random: image.transpose(way)


def _framed(image: Image.Image, random: np.random.Generator) -> Image.Image:
    colour = ["white", "black", "#b08d57"][int(random.integers(3))]
    return ImageOps.expand(image, max(4, min(image.size) // int(random.integers(8, 20))), colour)


def _padded(image: Image.Image, random: np.random.Generator) -> Image.Image:
    return ImageOps.pad(image, (max(image.size),) * 2, color=["white", "black"][random.integers(2)])


def _screenshot(image: Image.Image, random: np.random.Generator) -> Image.Image:
    width, height = round(image.width * 1.4), round(image.height * 1.35)
    screen = Image.new("RGB", (width, height), (32, 32, 36))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, width, height // 14), fill=(225, 225, 225))
    for at in range(4):
        draw.text((10 + at * 60, 4), ["File", "Edit", "View", "Help"][at], fill="black")
    for at in range(12):
        tone = int(random.integers(40, 200))
        draw.rectangle((6, height // 8 + at * 26, 40, height // 8 + at * 26 + 20), fill=(tone,) * 3)
    screen.paste(image, ((width - image.width) // 2, height // 7))
    return screen


def _telephone(image: Image.Image, _random: np.random.Generator) -> Image.Image:
    """Full width on the black screen of a telephone, with its bars."""
    height = round(image.width * 2.0)
    screen = Image.new("RGB", (image.width, height), "black")
    draw = ImageDraw.Draw(screen)
    draw.text((12, 6), "12:41", fill="white", font_size=max(10, height // 50))
    draw.rectangle((0, height - height // 20, image.width, height), fill=(28, 28, 30))
    fitted = image if image.height < height * 0.8 else image.resize((image.width, height * 4 // 5))
    screen.paste(fitted, (0, (height - fitted.height) // 2))
    return screen


def _watermark(image: Image.Image, _random: np.random.Generator) -> Image.Image:
    layer = Image.new("RGBA", image.size)
    size = max(10, image.width // 9)
    ImageDraw.Draw(layer).text(
        (image.width * 0.12, image.height * 0.45),
        "© Sample Photo",
        (255, 255, 255, 130),
        font_size=size,
    )
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _date_stamp(image: Image.Image, random: np.random.Generator) -> Image.Image:
    stamped = image.copy()
    text = f"{random.integers(1, 28)}.{random.integers(1, 13)}.2019"
    size = max(10, image.height // 16)
    place = (image.width * 0.62, image.height * 0.88)
    ImageDraw.Draw(stamped).text(place, text, (255, 140, 30), font_size=size)
    return stamped


def _caption(image: Image.Image, _random: np.random.Generator) -> Image.Image:
    captioned = image.copy()
    draw = ImageDraw.Draw(captioned)
    draw.rectangle((0, image.height * 0.84, image.width, image.height), fill="white")
    draw.text(
        (image.width * 0.05, image.height * 0.86),
        "When you see it",
        "black",
        font_size=max(8, image.height // 11),
    )
    return captioned


def _sticker(image: Image.Image, random: np.random.Generator) -> Image.Image:
    stuck = image.copy()
    side = min(image.size) // 5
    x = int(random.integers(0, image.width - side))
    y = int(random.integers(0, image.height - side))
    draw = ImageDraw.Draw(stuck)
    draw.ellipse((x, y, x + side, y + side), fill=(255, 205, 40), outline=(120, 80, 0))
    draw.ellipse((x + side * 0.25, y + side * 0.3, x + side * 0.35, y + side * 0.45), fill="black")
    draw.ellipse((x + side * 0.65, y + side * 0.3, x + side * 0.75, y + side * 0.45), fill="black")
    draw.arc((x + side * 0.2, y + side * 0.3, x + side * 0.8, y + side * 0.85), 20, 160, "black", 3)
    return stuck


TONE: Mapping[str, Edit] = {
    "brighter": _curve(lambda p: p * 1.45),
    "darker": _curve(lambda p: p * 0.55),
    "contrast": lambda image, _random: ImageEnhance.Contrast(image).enhance(1.7),
    "flat": lambda image, _random: ImageEnhance.Contrast(image).enhance(0.55),
    "gamma": _curve(lambda p: p**0.6),
    "s-curve": _curve(lambda p: 3 * p**2 - 2 * p**3),
    "saturated": lambda image, _random: ImageEnhance.Color(image).enhance(1.9),
    "grey": lambda image, _random: image.convert("L").convert("RGB"),
    "sepia": _sepia,
    "warm": _curve(lambda p: p * np.array([1.18, 1.0, 0.78], np.float32)),
    "cold": _curve(lambda p: p * np.array([0.8, 1.0, 1.2], np.float32)),
    "autocontrast": lambda image, _random: ImageOps.autocontrast(image, cutoff=2),
    "equalised": lambda image, _random: ImageOps.equalize(image),
    "vignette": _vignette,
    "blurred": lambda image, _random: image.filter(ImageFilter.GaussianBlur(max(image.size) / 200)),
    "sharpened": lambda image, _random: image.filter(ImageFilter.UnsharpMask(3, 180, 2)),
    "noisy": _noisy,
    "posterised": lambda image, _random: ImageOps.posterize(image, 3),
}
VIEW: Mapping[str, Edit] = {
    "crop 90 %": _crop(0.9),
    "crop 75 %": _crop(0.75),
    "crop 60 %": _crop(0.6),
    "crop 45 %": _crop(0.45),
    "square": _square,
    "straightened 2": _straightened(2),
    "straightened 6": _straightened(6),
    "rotated 10": lambda image, _random: image.rotate(10, Image.Resampling.BICUBIC, expand=True),
    "rotated 90": _turned(Image.Transpose.ROTATE_90),
    "rotated 180": _turned(Image.Transpose.ROTATE_180),
    "rotated 270": _turned(Image.Transpose.ROTATE_270),
    "mirrored": _turned(Image.Transpose.FLIP_LEFT_RIGHT),
    "mirrored, turned": _turned(Image.Transpose.TRANSPOSE),
    "stretched": lambda image, _random: image.resize((image.width, round(image.height * 0.75))),
    "framed": _framed,
    "padded": _padded,
    "screenshot": _screenshot,
    "telephone": _telephone,
    "watermark": _watermark,
    "date stamp": _date_stamp,
    "caption": _caption,
    "sticker": _sticker,
}
ENCODING = (
    "jpeg 85",
    "jpeg 50",
    "jpeg 20",
    "webp",
    "webp 30",
    "75 %",
    "50 %",
    "25 %",
    "130 %",
    "messenger",
    "twice",
    "gif",
)
PIXELS = ("png", "tiff", "bmp", "stripped", "commented", "flagged", "png turned")


def write_jpeg(image: Image.Image, quality: int = 90, exif: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    options = {"exif": exif} if exif else {}
    image.save(buffer, "JPEG", quality=quality, **options)
    return buffer.getvalue()


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def encoded(name: str, image: Image.Image) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a picture encoded otherwise."""
    if name.startswith("jpeg"):
        return "jpg", write_jpeg(image, int(name.split()[1]))
    if name.startswith("webp"):
        return "webp", _saved(image, "WEBP", quality=30 if "30" in name else 80)
    if name.endswith("%"):
        share = int(name.split()[0]) / 100
        return "jpg", write_jpeg(_resized(share)(image, np.random.default_rng(0)), 88)
    if name == "messenger":
        small = image.copy()
        small.thumbnail((640, 640))
        return "jpg", write_jpeg(small, 62)
    if name == "twice":
        once = Image.open(io.BytesIO(write_jpeg(image, 60)))
        return "jpg", write_jpeg(once.crop((3, 5, once.width, once.height)), 75)
    return "gif", _saved(image.quantize(64), "GIF")


def same_pixels(name: str, data: bytes) -> tuple[str, bytes]:
    """Return the suffix and the bytes of the very pixels of a JPEG file in another container."""
    image = Image.open(io.BytesIO(data))
    if name == "stripped":
        return "jpg", _without_metadata(data)
    if name == "commented":
        comment = b"edited by nobody"
        segment = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
        return "jpg", data[:2] + segment + data[2:]
    if name == "flagged":  # turned by its flag: the same pixels, shown otherwise
        exif = Image.Exif()
        exif[0x0112] = 6
        body = exif.tobytes()
        segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
        plain = _without_metadata(data)
        return "jpg", plain[:2] + segment + plain[2:]
    upright = ImageOps.exif_transpose(image).convert("RGB")
    if name == "png turned":
        return "png", _saved(upright.transpose(Image.Transpose.ROTATE_90), "PNG")
    return name, _saved(upright, name.upper())


def _without_metadata(data: bytes) -> bytes:
    """Return a JPEG file without its APP1 to APP15 segments."""
    kept, at = [data[:2]], 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big") + 2
        if not 0xE1 <= data[at + 1] <= 0xEF:
            kept.append(data[at : at + length])
        at += length
    return b"".join([*kept, data[at:]])


def exif_of(camera: str, captured: datetime, exposure: float = 0.01) -> bytes:
    """Return the metadata of a camera's file."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = camera.split()[0], camera
    details = exif.get_ifd(0x8769)
    details[0x9003] = captured.strftime("%Y:%m:%d %H:%M:%S")
    details[0x829A] = exposure
    return exif.tobytes()


class SetMaker:
    """Write the files of a set."""

    def __init__(self, data: Path, folder: Path) -> None:
        self._data = data
        self._folder = folder
        self._truth: list[Truth] = []
        self._count = 0

    def make(self) -> list[Truth]:
        large = 0
        for number, (name, image, original) in enumerate(self._sources()):
            random = np.random.default_rng(_digest(name))
            half = _digest(name) % 2
            is_large = min(image.size) >= 240 and not name.startswith("fashion")
            large += is_large
            if is_large and large % BURSTS_EACH == 0:
                self._burst(name, image, half, random, large // BURSTS_EACH)
            else:
                self._edited(name, image, original, half, random, number)
        self._alike()
        (self._folder / "truth.json").write_text(
            json.dumps([asdict(each) for each in self._truth], indent=0)
        )
        return self._truth

    def _sources(self) -> Iterator[tuple[str, Image.Image, bytes | None]]:
        for archive, (folder, step) in SETS.items():
            with zipfile.ZipFile(self._data / archive) as opened:
                names = [
                    each
                    for each in sorted(opened.namelist())
                    if each.startswith(folder) and each.lower().endswith("jpg")
                ]
                for name in names[::step]:
                    data = opened.read(name)
                    try:
                        opened_image = Image.open(io.BytesIO(data))
                        image = ImageOps.exif_transpose(opened_image).convert("RGB")
                    except (OSError, SyntaxError, ValueError):
                        continue
                    if min(image.size) < 96:
                        continue
                    whole = data if archive == "photos.zip" else None
                    if max(image.size) > MAX_SIDE:
                        image.thumbnail((MAX_SIDE, MAX_SIDE))
                        whole = None
                    yield f"{archive.removesuffix('.zip')}_{name}", image, whole

    def _edited(
        self,
        name: str,
        image: Image.Image,
        original: bytes | None,
        half: int,
        random: np.random.Generator,
        number: int,
    ) -> None:
        moment = datetime(2020, 1, 1) + timedelta(hours=number * 7)
        with_exif = number % 2 == 0
        exif = exif_of("Canon EOS 70D", moment) if with_exif else b""
        if original is not None:  # copies have what the camera wrote
            found = Image.open(io.BytesIO(original)).getexif()
            found.pop(0x0112, None)  # the pixels are upright
            exif = found.tobytes()
        data = original or write_jpeg(image, 92, exif)
        base = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
        self._write(name, data, "jpg", "original", "", half)
        if number % 4 == 3:
            return  # without any copy
        edits = random.permutation(
            [("bytes", "copied")]
            + [("pixels", each) for each in random.choice(PIXELS, 2, replace=False)]
            + [("encoding", each) for each in random.choice(ENCODING, 4, replace=False)]
            + [("tone", each) for each in random.choice(list(TONE), 5, replace=False)]
            + [("view", each) for each in random.choice(list(VIEW), 6, replace=False)]
        )
        for family, edit in edits[:EDITS_EACH].tolist():
            suffix = "jpg"
            if family == "bytes":
                made = data
            elif family == "pixels":
                suffix, made = same_pixels(edit, data)
            elif family == "encoding":
                suffix, made = encoded(edit, base)
            else:
                picture = {**TONE, **VIEW}[edit](base, random)
                made = write_jpeg(
                    picture, int(random.integers(75, 95)), exif if number % 3 else b""
                )
            self._write(name, made, suffix, family, edit, half)

    def _burst(
        self, name: str, image: Image.Image, half: int, random: np.random.Generator, number: int
    ) -> None:
        """Write frames with a moving part, by hand or from a tripod, with and without EXIF."""
        moment = datetime(2021, 1, 1) + timedelta(hours=number * 5)
        by_hand, with_exif = number % 2 == 0, number % 3 != 0
        width, height = image.size
        side = int(min(width, height) * random.uniform(0.14, 0.3))
        x, y = int(random.integers(0, width - side)), int(random.integers(0, height - side))
        patch = image.crop((x, y, x + side, y + side)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        patch = ImageEnhance.Color(patch).enhance(0.6)
        mask = Image.new("L", (side, side))
        ImageDraw.Draw(mask).ellipse((2, 2, side - 2, side - 2), fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(2))
        start = random.uniform(0.1, 0.5, 2)
        way = random.uniform(-0.1, 0.1, 2)
        way += np.sign(way) * 0.03
        for frame in range(FRAMES):
            picture = image.copy()
            at = (start + way * frame).clip(0, 0.85) * (width - side / 2, height - side / 2)
            picture.paste(patch, (int(at[0]), int(at[1])), mask)
            if by_hand:
                shake = random.normal(0, 0.004, 8) * width
                corners = np.array([0, 0, 0, height, width, height, width, 0]) + shake / 4
                corners += np.tile(random.normal(0, 0.008, 2) * width, 4)
                inner = (width // 40, height // 40, width - width // 40, height - height // 40)
                picture = picture.transform(
                    image.size, Image.Transform.QUAD, corners.tolist(), Image.Resampling.BICUBIC
                ).crop(inner)
            pixels = np.asarray(picture, np.float32) * random.uniform(0.97, 1.03)
            pixels += random.normal(0, 2.5, pixels.shape)
            picture = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
            exif = b""
            if with_exif:
                exif = exif_of("Nikon D750", moment + timedelta(seconds=frame // 2), 0.01)
            data = write_jpeg(picture, 92, exif)
            kind = ("hand" if by_hand else "tripod") + (" exif" if with_exif else "")
            shot = f"{name}#{frame}"
            self._write(shot, data, "jpg", "burst", kind, half, series=name)
            if frame == 1:
                small = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3))
                self._write(
                    shot, write_jpeg(small, 80, exif), "jpg", "encoding", "of a burst", half, name
                )

    def _alike(self) -> None:
        """Write pictures of which no two are the same, and that are much alike."""
        makers: Mapping[str, Callable[[int], np.ndarray]] = {
            "page": made_pictures.page,
            "letter": lambda seed: made_pictures.page(seed + 1000, letterhead=True),
            "chat": made_pictures.chat,
            "code": made_pictures.code,
            "logo": made_pictures.logo,
            "blank": made_pictures.blank,
            "window": program_window,
            "product": product,
        }
        for kind, make in makers.items():
            for seed in range(40):
                data = write_jpeg(Image.fromarray(make(seed)), 90)
                name = f"made_{kind}{seed}"
                self._write(name, data, "jpg", "alike", kind, _digest(name) % 2)
                if seed % 10 == 0 and kind not in ("blank", "logo"):
                    copy = write_jpeg(Image.fromarray(make(seed)), 60)
                    self._write(name, copy, "jpg", "encoding", f"of a {kind}", _digest(name) % 2)

    def _write(
        self,
        shot: str,
        data: bytes,
        suffix: str,
        family: str,
        edit: str,
        half: int,
        series: str = "",
    ) -> None:
        # Neither names nor folders tell what belongs together.
        self._count += 1
        number = _digest(f"{self._count} {shot}") % 10**8
        path = Path(f"{number % 7}") / f"{number:08}-{self._count}.{suffix}"
        (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self._folder / path).write_bytes(data)
        self._truth.append(Truth(path.as_posix(), shot, family, edit, half, series))


def program_window(seed: int) -> np.ndarray:
    """A program's window: the same bars and buttons each time, another text inside."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (1000, 700), (240, 240, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1000, 34), fill=(43, 87, 154))
    draw.text((12, 8), "Document - Writer", fill="white", font_size=15)
    for at in range(14):
        draw.rounded_rectangle((10 + at * 68, 44, 66 + at * 68, 84), 5, fill=(220, 224, 230))
        draw.text((18 + at * 68, 56), ["Save", "Copy", "Find", "Bold"][at % 4], fill=(60, 60, 60))
    for at in range(20):
        draw.text((14, 110 + at * 27), f"Chapter {at + 1}", fill=(40, 40, 90), font_size=13)
    draw.rectangle((160, 96, 990, 690), fill="white")
    for y in range(110, 670, 19):
        words = random.choice(
            ["alpha", "river", "window", "seven", "green", "to", "of", "market"], 11
        )
        if random.random() < 0.85:
            draw.text(
                (180, y), " ".join(words[: random.integers(3, 11)]), fill="black", font_size=13
            )
    return np.asarray(image)


def product(seed: int) -> np.ndarray:
    """A shirt on white: of one cut, in another colour or with another print."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (480, 560), "white")
    draw = ImageDraw.Draw(image)
    colour = tuple(random.integers(20, 230, 3).tolist())
    draw.polygon(
        [(150, 80), (200, 60), (280, 60), (330, 80), (430, 190), (370, 230), (335, 190),
         (335, 500), (145, 500), (145, 190), (110, 230), (50, 190)], fill=colour
    )  # fmt: skip
    draw.arc((200, 35, 280, 95), 0, 180, fill=(90, 90, 90), width=4)
    for _ in range(int(random.integers(0, 4))):
        x, y = (int(each) for each in random.integers((180, 170), (290, 400)))
        print_colour = tuple(random.integers(0, 256, 3).tolist())
        draw.ellipse((x - 25, y - 25, x + 25, y + 25), fill=print_colour)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.7)))


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.to, ignore_errors=True)
    arguments.to.mkdir(parents=True)
    truth = SetMaker(arguments.data, arguments.to).make()
    shots = {each.shot for each in truth}
    print(f"{len(truth)} files of {len(shots)} shots in {arguments.to}")


if __name__ == "__main__":
    main()
