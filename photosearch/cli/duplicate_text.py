"""Put into words why a file of a group of duplicates stays or goes."""

from __future__ import annotations

from photosearch.core.duplicates import KeepRule, Mark, MemberChoice

_STAYS = {
    KeepRule.REFERENCE: "in a reference folder",
    KeepRule.PROTECTED: "protected",
    KeepRule.RATING: "rated higher",
    KeepRule.RAW: "RAW",
    KeepRule.PIXELS: "more pixels",
    KeepRule.COLOR: "in colour",
    KeepRule.SHARPNESS: "sharper",
    KeepRule.EXPOSURE: "better exposed",
    KeepRule.FORMAT: "better format",
    KeepRule.BYTES: "larger file",
    KeepRule.METADATA: "more metadata",
    KeepRule.FOLDER: "preferred folder",
    KeepRule.OLDEST: "older",
    KeepRule.SHORTEST_NAME: "shorter name",
}
_GOES = {
    KeepRule.REFERENCE: "not in a reference folder",
    KeepRule.PROTECTED: "not protected",
    KeepRule.RATING: "rated lower",
    KeepRule.RAW: "not RAW",
    KeepRule.PIXELS: "fewer pixels",
    KeepRule.COLOR: "without colour",
    KeepRule.SHARPNESS: "less sharp",
    KeepRule.EXPOSURE: "less well exposed",
    KeepRule.FORMAT: "lesser format",
    KeepRule.BYTES: "smaller file",
    KeepRule.METADATA: "less metadata",
    KeepRule.FOLDER: "other folder",
    KeepRule.OLDEST: "newer",
    KeepRule.SHORTEST_NAME: "longer name",
}


def why_text(choice: MemberChoice) -> str:
    """Return why a file stays or goes: "RAW; more pixels"; "" if nothing tells it apart."""
    words = _STAYS if choice.mark is Mark.KEEP else _GOES
    told = ["marked"] if choice.by_user else []
    return "; ".join([*told, *(words[rule] for rule in choice.reasons)])
