"""List what goes into the frozen program beyond what its imports tell, and what stays out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

IMAGECODECS = (
    "avif",
    "brotli",
    "ccitt",
    "cms",
    "deflate",
    "imcd",
    "jpeg2k",
    "jpeg8",
    "jpegsof3",
    "jpegxl",
    "jpegxr",
    "lerc",
    "ljpeg",
    "lzma",
    "png",
    "tiff",
    "webp",
    "zlib",
    "zstd",
)
"""Codecs that the decoders of photosearch.images and tifffile ask imagecodecs for, by the names of
its modules. The others, for scientific data, would be 40 MB."""

HIDDEN_IMPORTS = (
    *(f"imagecodecs._{name}" for name in IMAGECODECS),
    "imagecodecs._shared",
    "imagecodecs._shared_cython",
    "faiss._swigfaiss",
)
"""Modules that are imported by a name put together at run time. Workers and features name
functions of photosearch as text, so all of photosearch is taken."""

EXCLUDED_MODULES = (
    "IPython",
    "PyInstaller",
    "attr",
    "attrs",
    "curses",
    "defusedxml",
    "doctest",
    "faiss.contrib",
    "hypothesis",
    "matplotlib",
    "mypy",
    "numpy.f2py",
    "numpy.testing",
    "onnx",
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
    "photosearch.training",
    "pip",
    "pygments",
    "pydoc",
    "pytest",
    "pytorch_metric_learning",
    "rawpy.enhance",
    "readline",
    "scipy",
    "setuptools",
    "skimage",
    "sklearn",
    "tkinter",
    "torch",
    "torchvision",
    "yaml",
)
"""Modules that the window and the command line never import."""

DISTRIBUTIONS = (
    "faiss-cpu",
    "filelock",
    "imagecodecs",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "photosearch",
    "pi-heif",
    "pillow",
    "platformdirs",
    "psutil",
    "PySide6-Essentials",
    "rawpy",
    "rich",
    "shiboken6",
    "simplejpeg",
    "tifffile",
    "tomli-w",
    "typer",
    "watchdog",
)
"""Packages whose metadata travel with the program: the about box reads versions and licences."""

QT_LANGUAGES = ("de", "en")
"""Languages whose translations of Qt's own words are taken: those that the window speaks."""

_UNUSED_FILES = (
    # onnxruntime's C library: its Python module holds the same code once more.
    r"onnxruntime/capi/(libonnxruntime\.so|onnxruntime\.dll\.lib|libonnxruntime\.\d).*",
    # What only QML, virtual keyboards, databases, screens without a desktop and printers need.
    r"PySide6/(Qt/)?(lib/)?(lib)?Qt6?(Qml|Quick|Labs|Pdf|VirtualKeyboard|Sql|PrintSupport|Designer).*",
    r"PySide6/(Qt/)?qml/.*",
    r"PySide6/(Qt/)?plugins/(egldeviceintegrations|generic|networkinformation|printsupport|qmltooling"
    r"|sqldrivers|tls|vectorimageformats|wayland-graphics-integration-server)/.*",
    r"PySide6/(Qt/)?plugins/wayland-shell-integration/lib(fullscreen|ivi|qt|wl)-shell.*",
    r"PySide6/(Qt/)?plugins/platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)\..*",
    r"PySide6/(Qt/)?plugins/platforminputcontexts/(lib)?qtvirtualkeyboardplugin\..*",
    r"PySide6/(Qt/)?lib/libQt6EglF[sS].*",
    # Pillow draws no text here.
    r"PIL/_imagingft\..*",
    r"pillow\.libs/lib(harfbuzz|freetype|brotli).*",
    # Photos are read by photosearch.images in worker processes; Qt only reads the program's icons.
    r"PySide6/(Qt/)?plugins/imageformats/(lib)?q(pdf|tga|tiff|wbmp|icns|webp)\..*",
    r"models/.*/report\.html",
    r"PySide6/opengl32sw\.dll",
    r"cv2/opencv_videoio_ffmpeg.*",
    r"(.*/)?(py\.typed|.*\.pyi|.*\.pyx|.*\.h)",
    # Where and how a package was installed: the folders of the machine that built it.
    r".*\.dist-info/(direct_url\.json|RECORD|INSTALLER|REQUESTED|uv_cache\.json)",
    # Only numpy's own tests load these.
    r"numpy/_core/_(simd|.*_tests)\..*",
    r"(numpy|tifffile|imagecodecs|onnxruntime|PIL)/.*/?tests?/.*",
)
"""Files of packages that nothing in the program loads, as expressions for the whole path."""

_SYSTEM_LIBRARIES = (
    r"libstdc\+\+\.so\..*",
    r"libgcc_s\.so\..*",
    r"lib(glib|gobject|gio|gmodule|gthread)-2\.0\.so\..*",
    r"lib(X11|X11-xcb|Xau|Xdmcp|Xext|Xrender|Xi|Xfixes|ICE|SM)\.so\..*",
    r"libX(composite|cursor|damage|inerama|randr)\.so\..*",
    r"lib(fontconfig|freetype|expat|png16|brotli.*|dbus-1|systemd|cap|gcrypt|gpg-error)\.so\..*",
    r"lib(gssapi_krb5|krb5|krb5support|k5crypto|com_err|keyutils)\.so\..*",
    r"lib(gtk-3|gdk-3|gdk_pixbuf-2\.0|cairo|cairo-gobject|pango.*|atk.*|atspi|harfbuzz|epoxy)\.so\..*",
    r"lib(graphite2|fribidi|thai|datrie|pixman-1|jpeg|mount|blkid|selinux|pcre2-8|bsd|md)\.so\..*",
    r"libxcb-(render|shm|shape|sync|xfixes|randr|xkb|glx|present)\.so\..*",
    # These two know each other's insides: of different versions they crash.
    r"libxkbcommon(-x11)?\.so\..*",
    r"lib(EGL|GL|GLX|OpenGL|GLdispatch|gbm|drm|vulkan|wayland-.*)\.so\..*",
    # Security updates of these come from the system.
    r"lib(ssl|crypto)\.so\.3",
)
"""Libraries that a Linux system must bring, because others of its own are loaded beside them or
because they read its configuration. packaging/linux/deb.py turns them into dependencies."""

_unused = re.compile("|".join(f"(?:{each})" for each in _UNUSED_FILES))
_system = re.compile("|".join(f"(?:{each})" for each in _SYSTEM_LIBRARIES))
_qt_words = re.compile(r"PySide6/(?:Qt/)?translations/(?P<name>\w+?)_(?P<language>\w+)\.qm")


def is_wanted(path: str) -> bool:
    """Tell whether a collected file belongs into the frozen program.

    Args:
        path: relative to the program's folder, as PyInstaller has it on this system.
    """
    name = PurePosixPath(path.replace("\\", "/"))
    words = _qt_words.fullmatch(str(name))
    if words is not None:
        return words["name"] == "qtbase" and words["language"] in QT_LANGUAGES
    return _unused.fullmatch(str(name)) is None


def is_left_to_system(path: str, source: str) -> bool:
    """Tell whether a library is one that the Linux system must bring.

    Args:
        path: relative to the program's folder.
        source: where it was found; those that a Python package brings are its own.
    """
    in_package = "site-packages" in source
    return not in_package and _system.fullmatch(PurePosixPath(path).name) is not None


def icon(build: Path) -> str | None:
    """Return the icon of the program's file, where files have one and it was drawn."""
    for name in ("photosearch.ico", "photosearch.icns"):
        if (build / name).is_file():
            return str(build / name)
    return None


def version_resource(build: Path) -> str | None:
    """Return the description of the program that Windows shows of its file; None elsewhere."""
    return str(build / "version.txt") if sys.platform == "win32" else None


def manifest(root: Path) -> str | None:
    """Return what the program tells Windows of itself; None elsewhere."""
    path = root / "packaging" / "windows" / "photosearch.manifest"
    return path.read_text("utf-8") if sys.platform == "win32" else None


def wanted_files(
    files: Iterable[tuple[str, str, str]], on_linux: bool
) -> list[tuple[str, str, str]]:
    """Return those entries of PyInstaller's table of contents that are shipped, in order of name.

    Args:
        files: path in the program, path of the source, kind.
        on_linux: leave out what the system brings.
    """
    return sorted(
        entry
        for entry in files
        if is_wanted(entry[0]) and not (on_linux and is_left_to_system(entry[0], entry[1]))
    )
