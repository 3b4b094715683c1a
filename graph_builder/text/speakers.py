"""Who begins to speak at the head of a paragraph: "Mr. Wood (United States of America):", "The representative of Chile:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_builder.reference import Reference

__all__ = ["Speaker", "speaker_at"]

_LANGUAGE = r"(?:\((?:spoke|speaking|interpretation)[^)]*\)\s*)?"
_IN_BRACKETS = re.compile(
    r"(?:The President|(?:Mr|Ms|Mrs|Dr|Sir|Archbishop|Sheikh|Prince|Princess)\.?\s[^():\n]{1,60}?)\s*"
    rf"{_LANGUAGE}\((?P<who>[^)]{{2,80}})\)\s*{_LANGUAGE}:\s*"
)
_BY_OFFICE = re.compile(
    r"(?:The\s|His\s|Her\s)?(?P<head>[^():;!?\n]{0,60}?"
    r"\b(?:[Rr]epresentative|[Dd]elegate|[Dd]elegation|[Oo]bserver|[Aa]mbassador|[Mm]inister|[Pp]resident|[Cc]hancellor)\b"
    rf"[^():;!?\n]{{2,90}}?)\s*{_LANGUAGE}:\s+"
)
_BEFORE_NAME = re.compile(r"(?:,|\b(?:of|for|from))\s+(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom the words that follow speak for, as codes (none where that is nobody known), and where they begin."""

    holders: tuple[str, ...]
    start: int


def speaker_at(body: str, start: int, end: int, reference: Reference) -> Speaker | None:
    """The speaker named at the head of a piece of text, as verbatim records and transcripts do; None if none is.

    >>> from graph_builder.reference import load
    >>> speaker_at("The representative of Chile: We regret this.", 0, 44, load())
    Speaker(holders=('CHL',), start=29)
    """
    if match := _IN_BRACKETS.match(body, start, end):
        actor = reference.resolve_actor(match["who"])
        return Speaker((actor.code,) if actor is not None and actor.code else (), match.end())
    if match := _BY_OFFICE.match(body, start, end):
        for cut in _BEFORE_NAME.finditer(match["head"]):
            actor = reference.resolve_actor(match["head"][cut.end() :].strip())
            if actor is not None and actor.code:
                return Speaker((actor.code,), match.end())
    return None
