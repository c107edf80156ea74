"""Define the options by which the file of a group of duplicates that stays is chosen."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch import paths, settings_file
from photosearch.cli.output import show_message
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.duplicates import DuplicateGroup, GroupChoice, GroupFilter, KeepRules
    from photosearch.library.reader import LibraryReader

KeepOption = Annotated[
    str | None,
    typer.Option(
        metavar="RULES",
        help="Which copy stays: best, original, edited, folder, or rules in their order, such as "
        "rating,raw,pixels,oldest. As in the settings unless given.",
    ),
]
ReferenceOption = Annotated[
    list[Path] | None,
    typer.Option(
        readable=False,
        metavar="FOLDER",
        help="Nothing in it ever goes, copies elsewhere do. May be repeated.",
    ),
]
PreferOption = Annotated[
    list[Path] | None,
    typer.Option(
        readable=False,
        metavar="FOLDER",
        help="Of equally good copies the one in it stays. Repeated: the best first.",
    ),
]


def rules_of(
    keep: str | None, reference: Sequence[Path] | None, prefer: Sequence[Path] | None
) -> KeepRules:
    """Return the rules of the settings with what the options say."""
    from photosearch.core.duplicates import KEEP_PRESETS, RANKING_RULES, KeepRule, KeepRules

    rules = KeepRules.of(settings_file.load(paths.settings_file()))
    if keep is not None:
        known = {rule.value: rule for rule in RANKING_RULES}
        names = [name.strip().lower() for name in keep.split(",") if name.strip()]
        if len(names) == 1 and names[0] in KEEP_PRESETS:
            order = KEEP_PRESETS[names[0]]
        else:
            wrong = [name for name in names if name not in known] or ([] if names else [keep])
            if wrong:
                raise typer.BadParameter(
                    f"--keep: {wrong[0]!r} is no rule. Give {', '.join(KEEP_PRESETS)}, or some of "
                    f"{', '.join(known)} with commas."
                )
            order = tuple(known[name] for name in dict.fromkeys(names))
        rules = dataclasses.replace(rules, order=order)
    folders = tuple(paths.absolute(path) for path in reference or ())
    if folders:
        # What is said here decides, whatever the order is.
        others = (rule for rule in rules.order if rule is not KeepRule.REFERENCE)
        order = (KeepRule.REFERENCE, *others)
        rules = dataclasses.replace(
            rules, order=order, reference_folders=(*folders, *rules.reference_folders)
        )
    preferred = tuple(paths.absolute(path) for path in prefer or ())
    return dataclasses.replace(rules, preferred_folders=(*preferred, *rules.preferred_folders))


def chosen_groups(
    opened: LibraryReader, rules: KeepRules, wanted: GroupFilter, control: JobControl
) -> tuple[list[DuplicateGroup], list[GroupChoice]]:
    """Return the groups that are asked for, and what is proposed for each.

    Raises:
        UserError: there is no folder that an option names.
        Cancelled: through `control`.
    """
    _check_folders(opened, rules)
    groups = opened.duplicates.groups(wanted)
    marks = opened.duplicates.marks()
    return groups, opened.choose_duplicates(groups, rules, marks, control)


def _check_folders(opened: LibraryReader, rules: KeepRules) -> None:
    """See that the folders of the rules are there: in a misspelt one nothing would be protected.

    Of those in the settings it is only told: a folder may be gone that was meant for long.

    Raises:
        UserError: one that an option names is not there.
    """
    from photosearch.core.duplicates import KeepRules
    from photosearch.library.roots.drives import require_folder

    lasting = KeepRules.of(settings_file.load(paths.settings_file()))
    for name in ("reference_folders", "protected_folders", "preferred_folders"):
        for folder in dict.fromkeys(getattr(rules, name)):
            if _may_hold_photos(opened, folder):
                continue
            if folder not in getattr(lasting, name):
                require_folder(folder)
            show_message(
                f"The setting {name} names {folder}, which is no folder: it has no effect. "
                f"Correct it in {paths.settings_file()}."
            )


def _may_hold_photos(opened: LibraryReader, folder: Path) -> bool:
    """Tell whether a folder is there, or belongs to a drive of the library that is away."""
    from photosearch.library.roots.roots import is_within

    root = opened.root_of(folder)
    away = [each for each in opened.roots() if not each.online]
    return (
        folder.is_dir()
        or (root is not None and not root.online)
        or any(is_within(each.path, folder) for each in away)
    )
