"""Capitalized nouns by which a text calls a body, an office or a paper named in full elsewhere: "the Council", "the Facilitator"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Kind
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.grammar import Grammar

__all__ = ["remember_names", "short_names"]

_POINTERS = frozenset({"the", "this", "its", "their", "our", "said"})
_NAMED = frozenset({"actor", "initiative", "treaty"})


@functools.lru_cache(maxsize=4)
def _kinds(lexicon: Lexicon) -> Mapping[str, Kind]:
    """The kind of thing that such a noun calls."""
    words = lexicon.words
    table: dict[str, Kind] = {}
    table |= dict.fromkeys(words.kind_heads["treaty"] - words["tellings"], "treaty")
    table |= dict.fromkeys(words["initiatives_called"], "initiative")
    table |= dict.fromkeys(words["bodies"] | words["organs"] | words["offices"] | words["callings"], "actor")
    return table


def remember_names(antecedents: dict[str, Concept], mentions: Sequence[Mention]) -> None:
    """Keep what a capitalized word of a longer name can call later: after "the Eminent Persons Group", "the Group"."""
    for mention in mentions:
        words = mention.concept.label.split()
        if mention.concept.kind not in _NAMED or len(words) < 2 or mention.end - mention.first < 2:
            continue
        tie = next((at for at, word in enumerate(words) if at and word.islower() and word != "and"), len(words))
        for word in {words[0], words[tie - 1]}:  # the "Charter" of the "Charter of the Organization"
            if word[:1].isupper():
                antecedents[f"name {word.lower()}"] = mention.concept


def short_names(
    grammar: Grammar,
    lexicon: Lexicon,
    mentions: Sequence[Mention],
    target: tuple[int, int],
    antecedents: Mapping[str, Concept],
) -> Iterator[Mention]:
    """Mentions by such nouns where nothing longer is named."""
    kinds = _kinds(lexicon)
    first, end = target
    for at in range(first, end):
        token = grammar.tokens[at]
        if not token.is_capital:
            continue
        begin = _begin(grammar, lexicon, at, first)
        if grammar.low(begin - 1) not in _POINTERS or not _stands_alone(grammar, at, end):
            continue
        base = next((word for word in sorted(token.bases) if word in kinds), None)
        kind = "actor" if begin < at else kinds.get(base or "")
        if kind is None or any(mention.first <= at < mention.end for mention in mentions):
            continue
        meant = antecedents.get(f"name {token.low}") if begin == at else None
        label = " ".join(part.text for part in grammar.tokens[begin : at + 1])
        made = Concept(f"{kind}/{slug(label)}", label, kind, provisional=True)
        yield Mention(meant or made, begin, at + 1)


def _begin(grammar: Grammar, lexicon: Lexicon, at: int, first: int) -> int:
    """Index of the first word of an office of two that ends at `at`: "Director | General", "High | Commissioner"; else `at`."""
    left = at - 1
    if left <= first or not grammar.tokens[left].is_capital or grammar.tokens[left - 1].is_capital:
        return at
    offices = lexicon.words.any_of("offices", "heads_of_offices")
    return at if grammar.bases(left).isdisjoint(offices) and grammar.bases(at).isdisjoint(offices) else left


def _stands_alone(grammar: Grammar, at: int, end: int) -> bool:
    """Whether no name goes on behind the noun: not "the Council of Europe", "the Commission President"."""
    after = grammar.tokens[at + 1] if at + 1 < end else None
    if after is None or not after.is_word:
        return True
    named = after.low in {"of", "on", "for", "to"} and grammar.tokens[min(at + 2, end - 1)].is_capital
    told = after.low in {"of", "on", "for"} and grammar.tokens[min(at + 3, end - 1)].is_capital
    return not (after.is_capital or named or told)
