"""What goes into the frozen program: all that is needed, and nothing that is not used."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import frozen_parts
from photosearch.gui.about.program_facts import PARTS

ROOT = Path(__file__).parents[2]


def imagecodecs_module(function: str) -> str:
    """The module of imagecodecs that holds a function."""
    import imagecodecs.imagecodecs as whole

    found = [name for name, inside in whole._MODULES.items() if function in inside]
    assert found, function
    return found[0]


def test_every_codec_that_decoders_ask_for_is_taken() -> None:
    ours = "".join(path.read_text("utf-8") for path in (ROOT / "photosearch").rglob("*.py"))
    asked = set(re.findall(r"imagecodecs\.(\w+_(?:decode|transform)\w*)", ours))
    assert {"avif_decode", "jpegxl_decode", "tiff_decode"} <= asked
    modules = {imagecodecs_module(function) for function in asked}
    assert modules - {""} <= {f"_{name}" for name in frozen_parts.IMAGECODECS}


def test_every_compression_of_tiff_that_imagecodecs_can_do_is_taken() -> None:
    spec = importlib.util.find_spec("tifffile")
    assert spec is not None
    (place,) = spec.submodule_search_locations
    text = (Path(place) / "tifffile.py").read_text("utf-8")
    asked = set(re.findall(r"imagecodecs\.(\w+_decode)\b", text)) - {"jetraw_decode"}
    modules = {imagecodecs_module(function) for function in asked}
    assert modules - {""} <= {f"_{name}" for name in frozen_parts.IMAGECODECS}


def test_the_about_box_finds_the_versions_of_all_parts() -> None:
    assert set(frozen_parts.DISTRIBUTIONS) >= set(PARTS)
    for name in frozen_parts.DISTRIBUTIONS:
        assert importlib.metadata.version(name)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "onnxruntime/capi/onnxruntime_pybind11_state.cpython-311-x86_64-linux-gnu.so",
        "onnxruntime/capi/onnxruntime.dll",
        "cv2/cv2.abi3.so",
        "numpy-2.4.6.dist-info/METADATA",
        "numpy-2.4.6.dist-info/licenses/LICENSE.txt",
        "PIL/_imaging.cpython-311-x86_64-linux-gnu.so",
        "PIL/_imagingcms.cpython-311-x86_64-linux-gnu.so",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_is_needed_stays(path: str) -> None:
    assert frozen_parts.is_wanted(path)
    assert frozen_parts.is_wanted(path.replace("/", "\\"))


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "photosearch-0.1.0.dist-info/direct_url.json",
        "numpy-2.4.6.dist-info/RECORD",
        "PIL/_imagingft.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/qt_de.qm",
        "onnxruntime/capi/libonnxruntime.so.1.32.0",
        "cv2/opencv_videoio_ffmpeg500_64.dll",
        "numpy/_core/_simd.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_nothing_loads_is_left_out(path: str) -> None:
    assert not frozen_parts.is_wanted(path)


def test_libraries_of_the_system_are_left_to_it_but_those_of_packages_are_not() -> None:
    system = "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0"
    assert frozen_parts.is_left_to_system("libglib-2.0.so.0", system)
    # GTK's, which are collected where GTK 3 is installed as a whole
    assert frozen_parts.is_left_to_system("libXcursor.so.1", "/usr/lib/libXcursor.so.1")
    assert not frozen_parts.is_left_to_system("libxcb-cursor.so.0", "/usr/lib/libxcb-cursor.so.0")
    own = "/venv/lib/python3.11/site-packages/pillow.libs/libfreetype.so.6"
    assert not frozen_parts.is_left_to_system("pillow.libs/libfreetype.so.6", own)


def test_what_is_excluded_is_not_imported_by_the_program() -> None:
    """Neither by its own modules, nor while the packages are loaded that they use."""
    left_out = [name for name in frozen_parts.EXCLUDED_MODULES if name != "photosearch.training"]
    code = (
        "import sys\n"
        f"for name in {left_out}: sys.modules[name] = None\n"
        "import photosearch.app, photosearch.library.library, photosearch.cli.main\n"
        "import cv2, faiss, imagecodecs, onnxruntime, pi_heif, rawpy, simplejpeg, tifffile\n"
        "import numpy as np\n"
        "cv2.SIFT_create().detectAndCompute(np.eye(64, dtype=np.uint8) * 255, None)\n"
        "index = faiss.IndexBinaryFlat(256)\n"
        "index.add(np.zeros((3, 32), np.uint8))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_what_is_excluded_is_named_nowhere_in_the_program() -> None:
    """Imports inside functions, and parts of numpy that it loads when they are asked for, fail only
    when somebody comes there."""
    left_out = frozen_parts.EXCLUDED_MODULES
    program = ROOT / "photosearch"
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in program.rglob("*.py")
        if program / "training" not in path.parents
        for name in named_modules(ast.parse(path.read_text("utf-8")))
        if any(f"{name}.".startswith(f"{each}.") for each in left_out)
    ]
    assert found == []


def named_modules(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that are imported anywhere, and `numpy.x` for each `np.x`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "np":
            yield f"numpy.{node.attr}"


def test_the_same_files_come_in_the_same_order() -> None:
    files = [("b.so", "/b", "BINARY"), ("PySide6/Qt/qml/x", "/x", "DATA"), ("a.so", "/a", "BINARY")]
    assert frozen_parts.wanted_files(files, on_linux=True) == [files[2], files[0]]
