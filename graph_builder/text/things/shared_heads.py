"""Modifiers that share the head behind the last of them: "food availability and food supply | crisis", "trade and tax | reforms"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.words.grammar import Grammar

__all__ = ["shared_heads"]

_JOINTS = frozenset({"and", "or"})
_SINGLE = frozenset({"customs", "arms", "sports", "logistics", "sanctions", "sales", "goods"})
"""Plurals that modify a noun as a singular does: "customs and border | controls"."""
_LONGEST = 2
"""Words of one modifier at most."""
_MOST = 6
"""Modifiers at most."""


def shared_heads(
    grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], target: tuple[int, int], reader: Chunker
) -> Iterator[tuple[int, int]]:
    """Token ranges of the modifiers with their head.

    Heads are nouns that tell little without what modifies them, or any noun where an adjective stands among the modifiers,
    which can only be said of the head.
    """
    first, end = target
    heads = lexicon.words.any_of("shared_heads", "sharing_heads")
    for at in _joined(grammar, first + 3, end):
        token = grammar.tokens[at]
        if not token.nouns or token.is_capital or reader.is_verb(at) or _goes_on(grammar, reader, at + 1, end):
            continue
        listed = not token.bases.isdisjoint(heads)
        start = _start(grammar, lexicon, reader, known, at, first, listed=listed)
        if start is not None and token.low == "security" and "," in {grammar.low(place) for place in range(start, at)}:
            continue  # "water, energy and food security"
        if start is not None and _are_two(grammar, known, start, at + 1):
            continue
        if start is not None and not any(m.first < start < m.end or m.first < at + 1 < m.end for m in known):
            yield start, at + 1


def _are_two(grammar: Grammar, known: Sequence[Mention], start: int, end: int) -> bool:
    """Whether two known things stand there, the first of several words: "fair trial and due process"."""
    left = (m.end for m in known if m.first == start and m.end - start > 1 and grammar.low(m.end) in _JOINTS)
    return any(m.first == joint + 1 and m.end == end for joint in left for m in known)


def _joined(grammar: Grammar, start: int, end: int) -> Sequence[int]:
    """Indexes before which an "and" or "or" stands so near that the last modifier of the word there may stand between."""
    joints = grammar.places(_JOINTS, start - 3, end - 2)
    return [at for at in sorted({joint + near for joint in joints for near in (2, 3)}) if start <= at < end]


def _goes_on(grammar: Grammar, reader: Chunker, at: int, end: int) -> bool:
    """Whether the noun phrase has another noun at `at`."""
    if at >= end:
        return False
    token = grammar.tokens[at]
    return bool(token.nouns) and not reader.is_verb(at) and not grammar.is_in(at, "prepositions") and token.is_word


def _start(
    grammar: Grammar,
    lexicon: Lexicon,
    reader: Chunker,
    known: Sequence[Mention],
    head: int,
    first: int,
    *,
    listed: bool,
) -> int | None:
    """Index at which the modifiers of the head begin; None if there are no two that are joined.

    A head that is not in the list needs an adjective among those before the last.
    """
    head -= grammar.low(head - 1) == "action" and grammar.low(head).startswith("plan")  # "emergency | action plan"
    sorts = _is_plain_adjective(grammar, head - 1)
    at = _modifier(grammar, lexicon, reader, head, first, adjectives=sorts)
    if at is None or grammar.low(at - 1) not in _JOINTS:
        return None
    joint, last, described, named = at - 1, at, sorts, not sorts
    for _ in range(_MOST):
        joint -= grammar.low(joint - 1) == ","
        before = _modifier(grammar, lexicon, reader, joint, first, adjectives=True)
        if before is not None and (
            wide := [m.first for m in known if m.first < before < m.end <= joint and not reader.is_verb(m.first)]
        ):
            before = min(wide)  # "climate change mitigation | and adaptation policies"
        if before is None:
            told = named and (listed or described) and not (sorts and not _is_plain_adjective(grammar, at))
            return at if at < last and told else None
        if sorts and joint - before > 1 and not _is_plain_adjective(grammar, joint - 1):
            return None  # "social justice and economic | inclusion"
        if grammar.low(before - 1) == "," and joint - before > 1 and grammar.tokens[before].is_adjective:
            return None  # "farming, nutrition, human health | and water resources"
        described = described or _is_plain_adjective(grammar, joint - 1)
        named = named or not _is_plain_adjective(grammar, joint - 1)
        at = before
        if grammar.low(at - 1) != ",":
            break
        joint = at
    field = listed and last - at == 2 and grammar.is_in(at, "fields_of_policy")  # "trade | and economic cooperation"
    if not (named and (listed or described)) or (sorts and not (field or _is_plain_adjective(grammar, at))):
        return None
    opened = grammar.low(at - 1)
    return at if at == first or opened not in {"of", "between"} or described else None


def _is_plain_adjective(grammar: Grammar, at: int) -> bool:
    token = grammar.tokens[at]
    return token.is_adjective and not (token.nouns and token.low.endswith("s")) and token.low.endswith(_SORTS)


_SORTS = ("al", "ic", "ary", "ive", "ian", "itime", "uclear", "urban", "olar")
"""Ends of adjectives that tell a sort."""


def _modifier(
    grammar: Grammar, lexicon: Lexicon, reader: Chunker, end: int, first: int, *, adjectives: bool
) -> int | None:
    """Index of the first word of the noun that modifies what stands at `end`; None if no noun in the singular stands there.

    With `adjectives` one that tells a sort does as well: "economic, trade and labour reforms".
    """
    last = grammar.tokens[end - 1]
    if end - 1 < first or not last.is_word:
        return None
    if adjectives and _is_plain_adjective(grammar, end - 1) and not last.is_capital:
        return end - 1
    if not last.nouns:
        return None
    plural = last.low.endswith("s") and last.low not in last.nouns and last.low not in _SINGLE
    plural = plural and (adjectives or last.low != "communications")
    if plural or last.is_capital or grammar.is_in(end - 1, "prepositions") or reader.is_verb(end - 1):
        return None
    heading = lexicon.words["shared_heads"] | lexicon.words["tie_nouns"]
    if not last.bases.isdisjoint(heading) and last.low not in lexicon.words["modifiers_in_ing"]:
        return None
    at = end - 1
    while at > max(first, end - _LONGEST) and _describes(grammar, reader, at - 1):
        at -= 1
    return at


def _describes(grammar: Grammar, reader: Chunker, at: int) -> bool:
    token = grammar.tokens[at]
    closed = grammar.words.any_of("prepositions", "determiners", "conjunctions", "pronouns", "modals", "adverbs")
    if token.low == "particular" and grammar.low(at - 1) == "in":
        return False
    plain = token.is_word and token.low not in closed and not token.is_capital and not reader.is_verb(at)
    return plain and (token.is_adjective or bool(token.nouns)) and not (token.verbs and token.low.endswith("ing"))
