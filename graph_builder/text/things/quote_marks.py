"""Things end where quotation marks of which they hold only one begin or end: "trips | ” with Chile", "the pact | “null and void”"."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords

__all__ = ["without_open_quotes"]

_OPENING, _CLOSING, _PLAIN = "“", "”", '"'


def without_open_quotes(words: TargetWords, things: Sequence[Mention]) -> list[Mention]:
    """The things, those with half a quotation cut at its mark; what is left of one is left out where it is a part of another."""
    cuts = {id(thing): _cut(words, thing) for thing in things if thing.concept.provisional}
    if all(cut is None for cut in cuts.values()):
        return list(things)
    found: list[Mention] = []
    for thing in things:
        cut = cuts.get(id(thing))
        if cut is None:
            found.append(thing)
            continue
        inside = any(other is not thing and other.first <= thing.first and cut <= other.end for other in things)
        made = None if inside or cut == thing.first else words.made(thing.first, cut)
        found += [] if made is None else [made]
    return found


def _cut(words: TargetWords, thing: Mention) -> int | None:
    """Index of the token before which a thing is cut; None if it holds no mark or both."""
    tokens = words.grammar.tokens
    marks: list[tuple[int, str]] = []
    for at in range(thing.first, thing.end - 1):
        between = words.body[tokens[at].end : tokens[at + 1].start]
        marks += [(at + 1, mark) for mark in between if mark in (_OPENING, _CLOSING, _PLAIN)]
    depth = 0
    for number, (at, mark) in enumerate(marks):
        if mark == _OPENING or (mark == _PLAIN and number % 2 == 0):
            depth += 1
        elif depth == 0:
            return at
        else:
            depth -= 1
    return marks[-1][0] if depth > 0 else None
