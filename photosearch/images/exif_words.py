"""Name what the numbers of EXIF mean, in the words of the standard."""

from __future__ import annotations

WORDS: dict[str, dict[int, str]] = {
    "Orientation": {
        1: "Upright",
        2: "Mirrored",
        3: "Turned by 180°",
        4: "Mirrored, upside down",
        5: "Mirrored, turned left",
        6: "Turned right",
        7: "Mirrored, turned right",
        8: "Turned left",
    },
    "ResolutionUnit": {1: "None", 2: "Per inch", 3: "Per centimetre"},
    "FocalPlaneResolutionUnit": {1: "None", 2: "Per inch", 3: "Per centimetre"},
    "ExposureProgram": {
        1: "Manual",
        2: "Normal",
        3: "Aperture priority",
        4: "Shutter priority",
        5: "Creative (depth of field)",
        6: "Action (short exposure)",
        7: "Portrait",
        8: "Landscape",
    },
    "MeteringMode": {
        1: "Average",
        2: "Centre-weighted",
        3: "Spot",
        4: "Several spots",
        5: "Pattern",
        6: "Partial",
        255: "Other",
    },
    "LightSource": {
        1: "Daylight",
        2: "Fluorescent",
        3: "Tungsten",
        4: "Flash",
        9: "Fine weather",
        10: "Cloudy",
        11: "Shade",
        12: "Daylight fluorescent",
        13: "Day white fluorescent",
        14: "Cool white fluorescent",
        15: "White fluorescent",
        17: "Standard light A",
        18: "Standard light B",
        19: "Standard light C",
        20: "D55",
        21: "D65",
        22: "D75",
        23: "D50",
        24: "Studio tungsten",
        255: "Other",
    },
    "ColorSpace": {1: "sRGB", 2: "Adobe RGB", 65535: "Uncalibrated"},
    "SensingMethod": {
        2: "One-chip colour sensor",
        3: "Two-chip colour sensor",
        4: "Three-chip colour sensor",
        5: "Colour sequential sensor",
        7: "Trilinear sensor",
        8: "Colour sequential linear sensor",
    },
    "SensitivityType": {
        1: "Standard output sensitivity",
        2: "Recommended exposure index",
        3: "ISO speed",
    },
    "CustomRendered": {0: "Normal", 1: "Custom"},
    "ExposureMode": {0: "Automatic", 1: "Manual", 2: "Bracketing"},
    "WhiteBalance": {0: "Automatic", 1: "Manual"},
    "SceneCaptureType": {0: "Standard", 1: "Landscape", 2: "Portrait", 3: "Night"},
    "GainControl": {0: "None", 1: "Low up", 2: "High up", 3: "Low down", 4: "High down"},
    "Contrast": {0: "Normal", 1: "Soft", 2: "Hard"},
    "Saturation": {0: "Normal", 1: "Low", 2: "High"},
    "Sharpness": {0: "Normal", 1: "Soft", 2: "Hard"},
    "SubjectDistanceRange": {1: "Macro", 2: "Close", 3: "Distant"},
    "CompositeImage": {1: "No", 2: "General", 3: "Taken in one shot"},
    "GPSAltitudeRef": {0: "Above sea level", 1: "Below sea level"},
    "GPSDifferential": {0: "Without correction", 1: "Corrected"},
}
"""By the tag's name, the meaning of each value."""


def flash_words(value: int) -> str:
    """Return the bit field of the tag Flash: "Fired, automatic, red-eye reduction"."""
    if value & 0x20:
        return "None on the camera"
    words = ["Fired" if value & 0x01 else "Did not fire"]
    mode = value >> 3 & 0x03
    if mode:
        words.append(("forced on", "forced off", "automatic")[mode - 1])
    if value & 0x40:
        words.append("red-eye reduction")
    returned = value >> 1 & 0x03
    if returned >= 2:
        words.append("return light not found" if returned == 2 else "return light found")
    return ", ".join(words)
