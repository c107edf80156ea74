"""Write the description of a program that Windows shows in the properties of its file."""

from __future__ import annotations

import identity


def version_resource() -> str:
    """Return the file that PyInstaller makes the resource from; see its `--version-file`."""
    numbers = (*(int(part) for part in identity.VERSION.split(".")[:3]), 0)
    strings = {
        "CompanyName": "The PhotoSearch developers",
        "FileDescription": f"{identity.NAME}: {identity.SUMMARY.lower()}",
        "FileVersion": identity.VERSION,
        "LegalCopyright": "The PhotoSearch developers, Apache License 2.0",
        "ProductName": identity.NAME,
        "ProductVersion": identity.VERSION,
    }
    table = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
