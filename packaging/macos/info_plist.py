"""Tell macOS what the program is: which files it opens, and why it asks for what it asks for."""

from __future__ import annotations

from typing import Any

import identity

DOCUMENTS = (
    ("JPEG picture", ("public.jpeg",)),
    ("HEIF picture", ("public.heic", "public.heif", "public.avif")),
    ("PNG picture", ("public.png",)),
    ("TIFF picture", ("public.tiff",)),
    ("WebP picture", ("org.webmproject.webp",)),
    ("JPEG XL picture", ("public.jpegxl",)),
    ("JPEG 2000 picture", ("public.jpeg-2000",)),
    ("GIF picture", ("com.compuserve.gif",)),
    ("BMP picture", ("com.microsoft.bmp",)),
    ("Photoshop document", ("com.adobe.photoshop-image",)),
    ("Camera RAW picture", ("public.camera-raw-image",)),
)
"""Names and types (UTI) of files that the Finder offers to open with the program."""
_LANGUAGES = ("en", "de")
_USE = "PhotoSearch reads the photos in the folders that you add, to find similar ones. "
_NOTHING_SENT = "Nothing is sent anywhere."


def info_plist() -> dict[str, Any]:
    """Return what PyInstaller adds to the Info.plist that it writes.

    Nothing here asks for the screen or for the photo library: macOS asks the user at the moment
    when the program takes a part of the screen, or opens the folder that holds the library.
    """
    return {
        "CFBundleName": identity.NAME,
        "CFBundleDisplayName": identity.NAME,
        "CFBundleShortVersionString": identity.VERSION,
        "CFBundleVersion": identity.VERSION,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(_LANGUAGES),
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": list(types),
            }
            for name, types in DOCUMENTS
        ],
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSHumanReadableCopyright": "The PhotoSearch developers, Apache License 2.0",
        "NSPhotoLibraryUsageDescription": _USE + _NOTHING_SENT,
        "NSDesktopFolderUsageDescription": _USE + _NOTHING_SENT,
        "NSDocumentsFolderUsageDescription": _USE + _NOTHING_SENT,
        "NSDownloadsFolderUsageDescription": _USE + _NOTHING_SENT,
        "NSRemovableVolumesUsageDescription": _USE + _NOTHING_SENT,
        "NSNetworkVolumesUsageDescription": _USE + _NOTHING_SENT,
    }
