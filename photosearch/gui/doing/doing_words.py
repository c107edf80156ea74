"""Steps and troubles in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from photosearch.core.file_steps import Outcome, Step, StepKind, Trouble, Why
from photosearch.gui import wording
from photosearch.gui.translation import tr


def undoable(step: Step) -> str:
    """What a step was, to stand behind "Undo"."""
    count = step.photos
    match step.kind:
        case StepKind.RATE:
            return tr("rating %Ln photo(s)", "", count)
        case StepKind.TAG:
            return tr("tagging %Ln photo(s)", "", count)
        case StepKind.TRASH:
            return tr("moving %Ln photo(s) to the trash", "", count)
        case StepKind.MOVE:
            return tr("moving %Ln photo(s) to “{folder}”", "", count).format(folder=_folder(step))
        case StepKind.COPY:
            return tr("copying %Ln photo(s) to “{folder}”", "", count).format(folder=_folder(step))


def done(step: Step, count: int) -> str:
    """That a step is done."""
    match step.kind:
        case StepKind.RATE:
            return _rated(step, count)
        case StepKind.TAG:
            return tr("Tagged %Ln photo(s).", "", count)
        case StepKind.TRASH:
            return tr("Moved %Ln photo(s) to the trash.", "", count)
        case StepKind.MOVE:
            return tr("Moved %Ln photo(s) to “{folder}”.", "", count).format(folder=_folder(step))
        case StepKind.COPY:
            return tr("Copied %Ln photo(s) to “{folder}”.", "", count).format(folder=_folder(step))


def undone(count: int) -> str:
    """That a step was taken back."""
    return tr("Undone; %Ln photo(s) are as they were.", "", count)


def interrupted(step: Step) -> str:
    """That the program ended in the middle of a step."""
    what = {
        StepKind.RATE: tr("Rating photos was interrupted when the program ended."),
        StepKind.TAG: tr("Tagging photos was interrupted when the program ended."),
        StepKind.TRASH: tr("Moving photos to the trash was interrupted when the program ended."),
        StepKind.MOVE: tr("Moving photos to “{folder}” was interrupted when the program ended."),
        StepKind.COPY: tr("Copying photos to “{folder}” was interrupted when the program ended."),
    }[step.kind].format(folder=_folder(step))
    done = tr("%Ln photo(s) were done; nothing is lost.", "", step.photos) if step.photos else ""
    rest = tr("%Ln photo(s) are still to come.", "", step.rest)
    return " ".join(part for part in (what, done, rest) if part)


def undoing_interrupted(step: Step) -> str:
    """That the program ended while a step was taken back."""
    what = tr("Undoing was interrupted when the program ended; nothing is lost.")
    rest = tr("%Ln photo(s) are still to come.", "", step.photos)
    return f"{what} {rest}"


def outcome(result: Outcome, words: str) -> str:
    """What came of a step in one or two sentences; `words` say what was done."""
    parts = [words] if words else []
    if result.cancelled:
        parts.append(tr("The rest was cancelled."))
    parts += troubles(result.troubles)
    return " ".join(parts)


def troubles(found: Sequence[Trouble]) -> list[str]:
    """One sentence for each kind of trouble, the most frequent first."""
    kinds = Counter(trouble.why for trouble in found).most_common()
    sentences = []
    for why, count in kinds:
        first = next(trouble for trouble in found if trouble.why is why)
        name = wording.shown_name(first.path)
        if count == 1:
            sentences.append(
                tr("“{name}” was left as it is: {why}").format(name=name, why=_of(first))
            )
        else:
            left = tr("%Ln photo(s) were left as they are: {why}", "", count)
            sentences.append(left.format(why=_of(first)))
    return sentences


def why(trouble: Trouble) -> str:
    """Why one file was left as it is, with the next step, as a sentence."""
    reason = _of(trouble)
    return reason[:1].upper() + reason[1:]


def _of(trouble: Trouble) -> str:
    """The reason as the end of a sentence, and the next step."""
    match trouble.why:
        case Why.OFFLINE:
            return tr("the drive is not connected. Connect it and try again.")
        case Why.GONE:
            return tr("the file is no longer where it was. Look for changes to update the library.")
        case Why.CHANGED:
            return tr("the file has changed since. Look for changes, then try again.")
        case Why.READ_ONLY:
            return tr("the system does not allow it. Check the permissions of file and folder.")
        case Why.DISK_FULL:
            return tr("the disk is full. Make room on it and try again.")
        case Why.BROKEN_SIDECAR:
            return tr(
                "the XMP file beside it is damaged and is never overwritten."
                " Repair it or move it away, then try again."
            )
        case Why.NO_TRASH:
            return tr("there is no trash for that drive. Nothing was deleted.")
        case Why.TAKEN:
            return tr("another file has taken the place. Rename that one and undo again.")
        case Why.NOT_IN_TRASH:
            return tr("not found in the trash. Look there and put back by hand what is missing.")
        case Why.LINK:
            return tr("this is only a link to a file elsewhere. Move that file instead.")
        case Why.SAME_FOLDER:
            return tr("already in that folder.")
        case Why.FAILED:
            return tr("the system reports: {detail}.").format(
                detail=wording.shown_text(trouble.detail)
            )


def _rated(step: Step, count: int) -> str:
    stars = step.rating or 0
    if stars < 0:
        return tr("Rejected %Ln photo(s).", "", count)
    if stars == 0:
        return tr("Took the rating of %Ln photo(s) away.", "", count)
    return tr("Rated %Ln photo(s) {stars}.", "", count).format(stars="★" * stars)


def _folder(step: Step) -> str:
    return wording.shown_name(step.folder) if step.folder is not None else ""
