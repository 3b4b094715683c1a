"""Things that hold half a quotation: "trips | ” with Chile" ends at the mark, "the idea of a | “common home”" goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords

__all__ = ["without_open_quotes"]

_OPENING, _CLOSING, _PLAIN = "“", "”", '"'
_LONGEST = 5
"""Words of a quotation that a thing goes on with at most."""


def without_open_quotes(words: TargetWords, things: Sequence[Mention]) -> list[Mention]:
    """The things, those with half a quotation cut or made longer; one that is then a part of another is left out."""
    ends = {id(thing): _end(words, thing) for thing in things if thing.concept.provisional}
    found: list[Mention] = []
    for thing in things:
        end = ends.get(id(thing), thing.end)
        if end == thing.end:
            found.append(thing)
            continue
        inside = any(other is not thing and other.first <= thing.first and end <= other.end for other in things)
        made = None if inside or end == thing.first else words.made(thing.first, end)
        found += [] if made is None else [made]
    return found


def _end(words: TargetWords, thing: Mention) -> int:
    """Index after a thing with no half of a quotation, or with one that only describes: "“free” | trade zones"."""
    depth, opened = 0, thing.end
    for at in range(thing.first + 1, thing.end):
        for mark in _marks(words, at):
            if mark == _OPENING or (mark == _PLAIN and (depth == 0 and not _closes(words, at))):
                depth, opened = depth + 1, at
            elif depth == 0:
                return at if words.grammar.low(at) in words.reader.closed else thing.end
            else:
                depth -= 1
    if depth == 0 or opened == thing.end:
        return thing.end
    return _with_quoted(words, opened, thing.end)


def _with_quoted(words: TargetWords, opened: int, end: int) -> int:
    """Index behind the quotation that begins at `opened` if what stands before leads to it, else its beginning."""
    before = words.grammar.tokens[opened - 1]
    leads = words.grammar.is_in(opened - 1, "determiners") or words.grammar.is_in(opened - 1, "prepositions")
    if not (leads or before.is_adjective or not before.nouns):
        return opened
    for at in range(end, min(end + _LONGEST, words.end) + 1):
        if any(mark in {_CLOSING, _PLAIN} for mark in _marks(words, at)):
            return at
    return opened - leads


def _closes(words: TargetWords, at: int) -> bool:
    """Whether a plain mark before the token at `at` stands close behind the token before it."""
    start = words.grammar.tokens[at - 1].end
    return words.body[start : start + 1] == _PLAIN


def _marks(words: TargetWords, at: int) -> list[str]:
    """The quotation marks before the token at `at`."""
    tokens = words.grammar.tokens
    stop = tokens[at].start if at < len(tokens) else tokens[at - 1].end + 2
    return [mark for mark in words.body[tokens[at - 1].end : stop] if mark in (_OPENING, _CLOSING, _PLAIN)]
