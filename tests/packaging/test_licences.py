"""Nothing goes into an installer whose licence is not known and allowed."""

from __future__ import annotations

import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("license_expression", reason="the package license-expression is not installed")
pytest.importorskip("cyclonedx", reason="the package cyclonedx-python-lib is not installed")

import inventory
import sbom
import third_party
from inventory import Part

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-2.0-or-later WITH Bootloader-exception", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("whatever the maker says", False),
        ("", False),
    ],
)
def test_the_gate(licence: str, allowed: bool) -> None:
    assert inventory.is_allowed(licence) is allowed


def test_every_licence_of_the_table_and_of_the_dependencies_is_allowed() -> None:
    table = inventory.table()
    for entry in table["library"]:
        if "LicenseRef" not in entry["licence"]:
            assert inventory.is_allowed(entry["licence"]), entry["name"]
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for requirement in pyproject["project"]["dependencies"]:
        name = re.split(r"[<>=\[; ]", requirement)[0].lower()
        assert importlib.metadata.version(name)
        assert inventory.is_allowed(inventory.licence_of(name)), name


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("faiss_cpu.libs/libopenblaso-r0-d77a1985.3.15.so", "OpenBLAS, with LAPACK"),
        ("libcrypto.so.3", "OpenSSL"),
        ("opencv_python_headless.libs/libcrypto-5409cd36.so.1.1.1k", "OpenSSL 1.1"),
        ("opencv_python_headless.libs/libavcodec-c4204469.so.62.28.101", "FFmpeg"),
        ("pi_heif.libs/libde265-90fb0ce1.so.0.2.0", "libde265"),
        ("PySide6/Qt6Core.dll", "Qt"),
        ("PySide6/Qt/lib/libicudata.so.73", "Qt"),
        ("libz.so.1", "zlib"),
        ("VCRUNTIME140.dll".lower(), "Microsoft's C and C++ runtime"),
        ("python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "CPython"),
        ("encodings/utf_8.pyc", "CPython"),
        ("numpy/__init__.py", "numpy"),
        ("models/default/encoder.onnx", "PhotoSearch"),
    ],
)
def test_files_are_known_by_name(file: str, part: str) -> None:
    found = inventory.part_of(file, {"numpy/__init__.py": "numpy"})
    assert found is not None
    assert found.name == part


@pytest.mark.parametrize("file", ["libx264.so.164", "something/new.dat", "x265.dll"])
def test_what_nobody_knows_stops_the_build(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "_internal" / file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    monkeypatch.setattr(inventory, "package_files", dict)
    with pytest.raises(inventory.UnknownPart, match=re.escape(file)):
        inventory.parts_of(tmp_path)


def parts() -> list[Part]:
    return [
        Part("numpy", importlib.metadata.version("numpy"), inventory.licence_of("numpy"), bytes=9),
        Part("Qt", "", "LGPL-3.0-only AND Unicode-3.0", "Unmodified."),
        Part("PhotoSearch", "0.1.0", "Apache-2.0"),
    ]


def test_notices_name_all_parts_and_hold_the_texts() -> None:
    text = third_party.notices(parts())
    for words in (
        "Qt\n    LGPL-3.0-only",
        "numpy",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "Apache License",
        "patents",
        "Copyright (c) 2005-",
    ):
        assert words in text
    assert len(third_party.summary(parts())) < len(text) / 3


def test_the_bill_of_materials_is_valid_and_the_same_each_time() -> None:
    text = sbom.sbom(parts(), 1_700_000_000)
    assert text == sbom.sbom(parts(), 1_700_000_000)
    told = json.loads(text)
    assert told["bomFormat"] == "CycloneDX"
    assert told["metadata"]["component"]["name"] == "PhotoSearch"
    found = {component["name"]: component for component in told["components"]}
    assert found["numpy"]["purl"].startswith("pkg:pypi/numpy@")
    assert "purl" not in found["Qt"]
