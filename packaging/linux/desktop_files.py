"""Write what a Linux desktop asks for: the entry, AppStream metadata, icons, the manual page."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import identity

ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
HERE = Path(__file__).parent
_RELEASE = re.compile(r"^## \[(?P<version>[\d.]+)\](?: - (?P<date>\d{4}-\d\d-\d\d))?", re.MULTILINE)


def write_share(share: Path, epoch: int) -> None:
    """Write the files for a folder `share`, as of the prefix /usr.

    Args:
        share: made if it is not there.
        epoch: date of the release where the changelog has none, in seconds since 1970.
    """
    entry = share / "applications" / "photosearch.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(desktop_entry(), encoding="utf-8")
    metadata = share / "metainfo" / f"{identity.APP_ID}.metainfo.xml"
    metadata.parent.mkdir(parents=True, exist_ok=True)
    metadata.write_text(metainfo(epoch), encoding="utf-8")
    write_icons(share / "icons" / "hicolor")
    manual = share / "man" / "man1"
    manual.mkdir(parents=True, exist_ok=True)
    (manual / "photosearch.1").write_text(manual_page(epoch), encoding="utf-8")
    (manual / "photosearch-window.1").write_text(".so man1/photosearch.1\n", encoding="utf-8")


def desktop_entry() -> str:
    """Return the desktop entry: the menu, and the files that can be opened with the program."""
    text = (HERE / "photosearch.desktop.in").read_text("utf-8")
    return text.replace("@MIME_TYPES@", "".join(f"{kind};" for kind in identity.MIME_TYPES))


def metainfo(epoch: int) -> str:
    """Return the AppStream metadata, for software centres."""
    releases = "\n".join(
        f'    <release version="{version}" date="{date}"/>' for version, date in _releases(epoch)
    )
    address = ""
    if identity.HOMEPAGE:
        home = escape(identity.HOMEPAGE)
        address = (
            f'  <url type="homepage">{home}</url>\n'
            f'  <url type="bugtracker">{home}/issues</url>\n'
            f'  <url type="vcs-browser">{home}</url>\n'
        )
    kinds = "\n".join(f"    <mediatype>{kind}</mediatype>" for kind in identity.MIME_TYPES)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{identity.APP_ID}</id>
  <name>{identity.NAME}</name>
  <summary>{identity.SUMMARY}</summary>
  <summary xml:lang="de">Fotos nach einem Beispiel finden</summary>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>Apache-2.0</project_license>
  <developer id="{identity.APP_ID.rpartition(".")[0]}">
    <name>The PhotoSearch developers</name>
  </developer>
  <description>
    <p>{identity.DESCRIPTION}</p>
  </description>
  <launchable type="desktop-id">photosearch.desktop</launchable>
{address}  <provides>
    <binary>photosearch</binary>
    <binary>photosearch-window</binary>
{kinds}
  </provides>
  <categories>
    <category>Graphics</category>
    <category>Photography</category>
  </categories>
  <content_rating type="oars-1.1"/>
  <releases>
{releases}
  </releases>
</component>
"""


def _releases(epoch: int) -> Iterator[tuple[str, str]]:
    """Yield versions and dates of the changelog, newest first; the present version is among
    them."""
    today = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date().isoformat()
    found = _RELEASE.findall((identity.ROOT / "CHANGELOG.md").read_text("utf-8"))
    if identity.VERSION not in [version for version, _ in found]:
        yield identity.VERSION, today
    for version, date in found:
        yield version, date or today


def write_icons(theme: Path) -> None:
    """Write the icon in all sizes below a folder of an icon theme."""
    from icons import draw

    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(identity.ROOT / "resources" / "icon.svg", scalable / "photosearch.svg")
    for size in ICON_SIZES:
        path = theme / f"{size}x{size}" / "apps" / "photosearch.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        draw(size).save(path)


def manual_page(epoch: int) -> str:
    """Return the manual page, made of the commands' own help."""
    import typer.main

    from photosearch.cli import main

    app = typer.main.get_command(main.make_app(lambda _folder, _files: 0))
    day = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date().isoformat()
    lines = [
        f'.TH PHOTOSEARCH 1 "{day}" "PhotoSearch {identity.VERSION}" "User Commands"',
        ".SH NAME",
        "photosearch, photosearch\\-window \\- find photos by example",
        ".SH SYNOPSIS",
        ".B photosearch",
        "[OPTIONS] COMMAND [ARGS]...",
        ".br",
        ".B photosearch\\-window",
        "[FILE]...",
        ".SH DESCRIPTION",
        _roff(identity.DESCRIPTION),
        ".PP",
        "Without a command the window opens;",
        ".B photosearch\\-window",
        "is the same without a terminal, for the desktop.",
        ".SH COMMANDS",
    ]
    for name, command in _commands(app):
        lines += [".TP", f".B {_roff(name)}", _roff(_sentence(command.help or ""))]
        for parameter in command.params:
            if getattr(parameter, "opts", None) and parameter.param_type_name == "option":
                names = ", ".join(parameter.opts)
                lines += [".RS", ".TP", f".B {_roff(names)}"]
                lines += [_roff(_sentence(getattr(parameter, "help", "") or "")), ".RE"]
    lines += [
        ".SH EXIT STATUS",
        _roff(main.EXIT_CODES.removeprefix("Exit codes: ")),
        ".SH FILES",
        ".TP",
        ".I ~/.config/PhotoSearch/settings.toml",
        "The settings.",
        ".TP",
        ".I ~/.local/share/PhotoSearch/library",
        "The library, unless another one is named.",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield full names and commands, without groups."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(words), command
        return
    for name, each in inner.items():
        yield from _commands(each, (*words, name))


def _sentence(text: str) -> str:
    """Return the first paragraph as one line."""
    return " ".join(text.split("\n\n")[0].split())


def _roff(text: str) -> str:
    """Return text with what roff would take for commands escaped."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
