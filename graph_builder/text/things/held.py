"""Those who are to be held to account, where no thing tells them yet: "hold | the perpetrators | accountable"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.target_words import TargetWords

__all__ = ["held_to_account"]

_ACCOUNTABLE = frozenset({"accountable", "responsible", "liable"})
_LONGEST = 7
"""Words between the verb and what they are held to at most."""


def held_to_account(words: TargetWords, things: Sequence[Mention]) -> Iterator[Mention]:
    """The last of those who are held accountable, if it is no thing of its own yet."""
    grammar = words.grammar
    for end in grammar.places(_ACCOUNTABLE, words.first + 1, words.end):
        verb = end - 1
        while verb > end - _LONGEST and grammar.tokens[verb].is_word and "hold" not in grammar.tokens[verb].verbs:
            verb -= 1
        if verb <= end - _LONGEST or "hold" not in grammar.tokens[verb].verbs or verb < words.first - 1:
            continue
        joint = max((at for at in range(verb + 1, end) if grammar.low(at) == "and"), default=verb)
        first = joint + 1
        while first < end and (grammar.is_in(first, "determiners") or grammar.is_in(first, "possessives")):
            first += 1
        if first >= end or not _ends_name(words, end - 1):
            continue
        if any(thing.first < end <= thing.end for thing in things):
            continue
        if (made := words.made(first, end, "actor")) is not None:
            yield made


def _ends_name(words: TargetWords, at: int) -> bool:
    """Whether a noun or name stands there, or a word that can be nothing else."""
    token = words.grammar.tokens[at]
    closed = token.verbs or token.is_adjective or token.is_adverb or words.grammar.is_in(at, "pronouns")
    return bool(token.nouns) or token.is_capital or not (closed or token.low.endswith("selves"))
