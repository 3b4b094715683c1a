"""Who begins to speak at the head of a paragraph: "Mr. Wood (United States):", "The representative of Chile:", "PRESIDENT DUDA:"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph_builder.lexicon import Lexicon
from graph_builder.reference import Reference

__all__ = ["Speaker", "speaker_at"]

_CAPITALS = r"[^\Wa-z\d_]"
"""A letter of a name in capitals."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom the words that follow speak for, as codes (none where that is nobody known), and where they begin."""

    holders: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class _Heads:
    """How a language's records name a speaker: with whom in brackets, by an office and whose it is, or with a name in capitals."""

    in_brackets: re.Pattern[str]
    chair: re.Pattern[str]
    by_office: re.Pattern[str]
    before_name: re.Pattern[str]
    in_capitals: re.Pattern[str]


@functools.lru_cache(maxsize=4)
def _heads(lexicon: Lexicon) -> _Heads:
    words = lexicon.words
    titles, chairs = _any_of(words["titles"]), _any_of(words["chairs_of_records"])
    heads = "|".join(re.escape(word.upper()) for word in sorted(words["heads_of_transcripts"], key=len, reverse=True))
    offices, links = _any_of(words["offices_of_records"]), _any_of(words["links_to_names"])
    tongue = rf"(?:\({_any_of(words['tongues_told'])}[^)]*\)\s*)?"
    return _Heads(
        re.compile(
            rf"(?=[A-Z])(?:{chairs}|{titles}\.?\s[^():\n]{{1,60}}?)\s*{tongue}\((?P<who>[^)]{{2,80}})\)\s*{tongue}:\s*"
        ),
        re.compile(rf"(?=[A-Z]){chairs}\s*{tongue}:\s*"),
        re.compile(rf"(?P<head>[^():;!?\n]{{0,64}}?\b{offices}\b[^():;!?\n]{{2,90}}?)\s*{tongue}:\s+"),
        re.compile(rf"(?:,|\b{links})\s+(?:{_any_of(words['articles'])}\s+)?"),
        re.compile(
            rf"(?:Q\s(?=\s*[A-Z])|(?P<title>(?:THE )?(?:{heads}))\.?"
            rf"(?:\s(?P<name>[A-Z]{_CAPITALS}*(?:[ '’-]{_CAPITALS}+){{0,3}}))?\s?:\s)\s*"
        ),
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first, in capitals or not."""
    return f"(?i:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"


def speaker_at(body: str, start: int, end: int, reference: Reference, lexicon: Lexicon) -> Speaker | None:
    """The speaker named at the head of a piece of text, as verbatim records and transcripts do; None if none is.

    >>> from graph_builder import lexicon, reference
    >>> speaker_at("The representative of Chile: We regret this.", 0, 44, reference.load(), lexicon.load())
    Speaker(holders=('CHL',), start=29)
    """
    heads = _heads(lexicon)
    if match := heads.in_brackets.match(body, start, end):
        actor = reference.resolve_actor(match["who"])
        return Speaker((actor.code,) if actor is not None and actor.code else (), match.end())
    if match := heads.chair.match(body, start, end):
        return Speaker((), match.end())
    match = heads.in_capitals.match(body, body.rfind("\n", 0, start) + 1, end)
    if match and (match.end() == start or match.start() == start):  # the label may have been cut off before
        name, title = (match["name"] or "").title(), (match["title"] or "").title()
        code = reference.leaders.get(f"{title} {name}") or reference.leaders.get(name)
        return Speaker((code,) if code else (), max(start, match.end()))
    if match := heads.by_office.match(body, start, end):
        for cut in heads.before_name.finditer(match["head"]):
            actor = reference.resolve_actor(match["head"][cut.end() :].strip())
            if actor is not None and actor.code:
                return Speaker((actor.code,), match.end())
    return None
