"""Say in the user's language what the values of EXIF entries mean that the standard fixes."""

from __future__ import annotations

from collections.abc import Mapping

from photosearch.gui.translation import cached_by_language, tr

_CHANGE = " (the file's date of change)"


def entry_value(name: str, value: str) -> str:
    """Return the value of an entry as it is shown.

    Args:
        name: of the entry, as `images.exif_rows` tells it.
        value: in English, likewise.
    """
    if name == "Date time" and value.endswith(_CHANGE):
        moment = value.removesuffix(_CHANGE)
        return tr("{moment} (the file's date of change)").format(moment=moment)
    if name == "Flash":
        return ", ".join(flash_part_labels().get(part, part) for part in value.split(", "))
    return fixed_values().get(name, {}).get(value, value)


@cached_by_language
def flash_part_labels() -> Mapping[str, str]:
    """Return translations of what is told of the flash, part by part."""
    return {
        "None on the camera": tr("None on the camera", "flash"),
        "Fired": tr("Fired", "flash"),
        "Did not fire": tr("Did not fire", "flash"),
        "forced on": tr("forced on", "flash"),
        "forced off": tr("forced off", "flash"),
        "automatic": tr("automatic", "flash"),
        "red-eye reduction": tr("red-eye reduction", "flash"),
        "return light not found": tr("return light not found", "flash"),
        "return light found": tr("return light found", "flash"),
    }


@cached_by_language
def fixed_values() -> Mapping[str, Mapping[str, str]]:
    """Return translations of values by the name of their entry, and by what they are in English."""
    resolution = {
        "None": tr("None", "unit"),
        "Per inch": tr("Per inch"),
        "Per centimetre": tr("Per centimetre"),
    }
    strength = {
        "Normal": tr("Normal", "strength"),
        "Soft": tr("Soft", "strength"),
        "Hard": tr("Hard", "strength"),
    }
    return {
        "Orientation": {
            "Upright": tr("Upright"),
            "Mirrored": tr("Mirrored"),
            "Turned by 180°": tr("Turned by 180°"),
            "Mirrored, upside down": tr("Mirrored, upside down"),
            "Mirrored, turned left": tr("Mirrored, turned left"),
            "Turned right": tr("Turned right"),
            "Mirrored, turned right": tr("Mirrored, turned right"),
            "Turned left": tr("Turned left"),
        },
        "Resolution unit": resolution,
        "Focal plane resolution unit": resolution,
        "Exposure program": {
            "Manual": tr("Manual", "exposure"),
            "Normal": tr("Normal", "exposure program"),
            "Aperture priority": tr("Aperture priority"),
            "Shutter priority": tr("Shutter priority"),
            "Creative (depth of field)": tr("Creative (depth of field)"),
            "Action (short exposure)": tr("Action (short exposure)"),
            "Portrait": tr("Portrait", "exposure program"),
            "Landscape": tr("Landscape", "exposure program"),
        },
        "Metering mode": {
            "Average": tr("Average", "metering"),
            "Centre-weighted": tr("Centre-weighted"),
            "Spot": tr("Spot", "metering"),
            "Several spots": tr("Several spots", "metering"),
            "Pattern": tr("Pattern", "metering"),
            "Partial": tr("Partial", "metering"),
            "Other": tr("Other", "metering"),
        },
        "Light source": {
            "Daylight": tr("Daylight"),
            "Fluorescent": tr("Fluorescent"),
            "Tungsten": tr("Tungsten"),
            "Flash": tr("Flash"),
            "Fine weather": tr("Fine weather"),
            "Cloudy": tr("Cloudy"),
            "Shade": tr("Shade", "light"),
            "Daylight fluorescent": tr("Daylight fluorescent"),
            "Day white fluorescent": tr("Day white fluorescent"),
            "Cool white fluorescent": tr("Cool white fluorescent"),
            "White fluorescent": tr("White fluorescent"),
            "Standard light A": tr("Standard light A"),
            "Standard light B": tr("Standard light B"),
            "Standard light C": tr("Standard light C"),
            "Studio tungsten": tr("Studio tungsten"),
            "Other": tr("Other", "light"),
        },
        "Color space": {"Uncalibrated": tr("Uncalibrated")},
        "Sensing method": {
            "One-chip colour sensor": tr("One-chip colour sensor"),
            "Two-chip colour sensor": tr("Two-chip colour sensor"),
            "Three-chip colour sensor": tr("Three-chip colour sensor"),
            "Colour sequential sensor": tr("Colour sequential sensor"),
            "Trilinear sensor": tr("Trilinear sensor"),
            "Colour sequential linear sensor": tr("Colour sequential linear sensor"),
        },
        "Sensitivity type": {
            "Standard output sensitivity": tr("Standard output sensitivity"),
            "Recommended exposure index": tr("Recommended exposure index"),
            "ISO speed": tr("ISO speed"),
        },
        "Custom rendered": {
            "Normal": tr("Normal", "processing"),
            "Custom": tr("Custom", "processing"),
        },
        "Exposure mode": {
            "Automatic": tr("Automatic", "exposure"),
            "Manual": tr("Manual", "exposure"),
            "Bracketing": tr("Bracketing"),
        },
        "White balance": {
            "Automatic": tr("Automatic", "white balance"),
            "Manual": tr("Manual", "white balance"),
        },
        "Scene capture type": {
            "Standard": tr("Standard", "scene"),
            "Landscape": tr("Landscape", "scene"),
            "Portrait": tr("Portrait", "scene"),
            "Night": tr("Night", "scene"),
        },
        "Gain control": {
            "None": tr("None", "gain"),
            "Low up": tr("Low up", "gain"),
            "High up": tr("High up", "gain"),
            "Low down": tr("Low down", "gain"),
            "High down": tr("High down", "gain"),
        },
        "Contrast": strength,
        "Saturation": {
            "Normal": tr("Normal", "strength"),
            "Low": tr("Low", "strength"),
            "High": tr("High", "strength"),
        },
        "Sharpness": strength,
        "Subject distance range": {
            "Macro": tr("Macro", "distance"),
            "Close": tr("Close", "distance"),
            "Distant": tr("Distant", "distance"),
        },
        "Composite image": {
            "No": tr("No", "composite image"),
            "General": tr("General", "composite image"),
            "Taken in one shot": tr("Taken in one shot"),
        },
        "GPS differential": {
            "Without correction": tr("Without correction", "position"),
            "Corrected": tr("Corrected", "position"),
        },
    }
