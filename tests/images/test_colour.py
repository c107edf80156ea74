from __future__ import annotations

import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from photosearch.images import colour
from photosearch.images.decode import decode
from tests.images import builders

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """sRGB with its red and green primaries exchanged: pixels in it show red as green."""
    data = bytearray(SRGB)
    (count,) = struct.unpack_from(">I", data, 128)
    entries = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    data[entries[b"rXYZ"] : entries[b"rXYZ"] + 4] = b"gXYZ"
    data[entries[b"gXYZ"] : entries[b"gXYZ"] + 4] = b"rXYZ"
    return bytes(data)


def pixels(data: bytes, short_side: int | None = None) -> np.ndarray:
    return decode(data, short_side=short_side, max_pixels=10**7).rgb


@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("short_side", [None, 20])
def test_profiles_are_converted(pillow_format: str, short_side: int | None) -> None:
    scene = builders.scene()
    data = builders.encode(scene, pillow_format, icc_profile=swapped_profile(), quality=95)
    plain = pixels(builders.encode(scene, pillow_format, quality=95), short_side)
    converted = pixels(data, short_side)
    assert np.abs(converted.astype(int) - plain[..., [1, 0, 2]]).mean() < 3
    assert np.abs(converted.astype(int) - plain).mean() > 20


def test_srgb_costs_nothing() -> None:
    scene = builders.scene()
    assert colour.rgb_array_to_srgb(scene, SRGB) is scene
    assert colour.rgb_array_to_srgb(scene, None) is scene


@pytest.mark.parametrize("profile", [b"", b"junk" * 50, SRGB[:200], bytes(3000)])
def test_a_broken_profile_is_ignored(profile: bytes) -> None:
    scene = builders.scene()
    assert colour.rgb_array_to_srgb(scene, profile) is scene
    data = builders.encode(scene, "JPEG", quality=95, icc_profile=profile)
    np.testing.assert_array_equal(pixels(data), pixels(builders.jpeg(scene)))


def test_a_profile_for_another_colour_space_is_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    scene = builders.scene()
    assert colour.rgb_array_to_srgb(scene, lab) is scene
    grey = builders.encode(Image.fromarray(scene).convert("L"), "JPEG", icc_profile=SRGB)
    assert pixels(grey).shape == (48, 64, 3)


def test_a_profile_in_several_parts_is_put_together() -> None:
    profile = swapped_profile()
    parts = (profile[:1000], profile[1000:])
    segments = [
        builders.segment(0xE2, b"ICC_PROFILE\0" + bytes((n + 1, 2)) + part)
        for n, part in enumerate(parts)
    ]
    plain = builders.jpeg()
    # The parts may come in any order.
    split = plain[:2] + segments[1] + segments[0] + plain[2:]
    whole = builders.encode(builders.scene(), "JPEG", quality=95, icc_profile=profile)
    np.testing.assert_array_equal(pixels(split), pixels(whole))


def test_lab_becomes_srgb() -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    lab = ImageCms.applyTransform(Image.fromarray(builders.scene()), to_lab)
    assert lab is not None
    difference = pixels(builders.encode(lab, "TIFF")).astype(int) - builders.scene()
    assert np.abs(difference).mean() < 3


def test_transforms_are_kept() -> None:
    profile = swapped_profile()
    assert colour._transform(profile, "RGB") is colour._transform(bytes(profile), "RGB")
