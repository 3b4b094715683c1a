"""Where a list item tells what is done: behind "to", an adverb, a label or a phrase at its head, in the form that its lead awaits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from graph_builder.text.stances.stance import Stance
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS

__all__ = ["Awaited", "awaited_by", "behind_verb", "deed_of", "is_deed", "is_label", "is_purpose", "opens_text"]

Awaited = Literal["base", "ing", ""]
"""In what form the items of a list begin with a verb, if its lead tells."""
_BEFORE_BASES = frozenset({"to", "will", "shall", "should", "must", "would", "can", "could"})
_BEFORE_GERUNDS = frozenset({"by", "at", "in", "of", "on", "through", "for", "include", "includes", "including"})
_PARTICLES = frozenset({"together", "up", "out", "down", "back", "forward", "about"})
_GOVERNED = frozenset({"from", "to", "on", "with", "toward", "towards"})
_GOVERNING = frozenset({"and", "on", "with", "to", "together"})
"""What stands behind a gerund that tells a deed: "working | with Peru"."""
_CLOSING = frozenset({",", ";", ":", "ensure", "ensuring", "that", "there"})
"""Behind which a verb is none of the deed itself: "working to ensure | all is well"."""
_LABEL = 9
"""Words of the longest label before what an item tells: "Clean energy: expand solar power"."""
_PHRASE = 14
"""Words of the longest phrase before it: "In close cooperation with Peru, build a bridge"."""


def awaited_by(grammar: Grammar) -> Awaited:
    """With what form of a verb the items begin by the last word of their lead: "will:", "agreed to:" or "will do so by:"."""
    last = len(grammar.tokens) - 1
    while last > 0 and grammar.low(last) in CLOSERS:
        last -= 1
    if grammar.low(last) in _BEFORE_BASES:
        return "base"
    return "ing" if grammar.low(last) in _BEFORE_GERUNDS else ""


def deed_of(grammar: Grammar, awaited: Awaited) -> int:
    """Index of the verb that tells what is done, if one does."""
    at = _behind_label(grammar)
    at = _behind_phrase(grammar, at, awaited)
    while at + 2 < len(grammar.tokens) and (grammar.is_plain_adverb(at) or _is_degree(grammar, at)):
        at += 1
    if grammar.low(at) != "to" or len(grammar.tokens) <= at + 2:
        return at
    verb = grammar.after_adverbs(at + 1)
    told = verb + 1 < len(grammar.tokens) and grammar.tokens[verb].is_form("base")
    return verb if told else at + 1  # "to | fully implement the plan"


def _is_degree(grammar: Grammar, at: int) -> bool:
    """Whether a word that may be a verb only tells how the next one is done: "| better prepare for floods"."""
    return grammar.low(at) in {"better", "further"} and grammar.tokens[at + 1].is_form("base")


def _behind_label(grammar: Grammar) -> int:
    """Index behind a label that tells nothing itself: "Clean energy: | expand solar power"; 0 if none stands there."""
    for at in range(1, min(_LABEL, len(grammar.tokens) - 3)):
        if grammar.low(at) == ":":
            deed = grammar.tokens[at + 1]
            return at + 1 if not deed.is_capital and (deed.is_form("base") or deed.is_form("ing")) else 0
        if grammar.is_copula(at) or grammar.is_have(at) or grammar.is_in(at, "modals"):
            return 0
    return 0


def _behind_phrase(grammar: Grammar, start: int, awaited: Awaited) -> int:
    """Index behind a phrase before the verb: "In close cooperation with Peru, | build a bridge"; `start` if there is none."""
    adverbs = grammar.is_plain_adverb(start) or grammar.low(start) in {
        "where",
        "if",
    }  # "Where appropriate, | lend help"
    if not (adverbs or grammar.is_in(start, "prepositions")):
        return start
    for at in range(start + 1, min(start + _PHRASE, len(grammar.tokens) - 3)):
        if grammar.low(at) != ",":
            continue
        deed = grammar.skip_forward(at + 1)
        token = grammar.tokens[deed] if deed + 2 < len(grammar.tokens) else None
        sure = token is not None and token.is_form("base") and not token.nouns and not token.is_adjective
        object_ = grammar.is_in(deed + 1, "determiners") or (
            token is not None and grammar.tokens[deed + 1].is_adjective
        )
        doing = token is not None and token.is_form("ing") and object_ and not grammar.is_in(deed, "prepositions")
        object_ = object_ or (awaited == "base" and token is not None and bool(grammar.tokens[deed + 1].nouns))
        if sure or doing or (token is not None and token.is_form("base") and object_):
            return deed
    return start


def is_purpose(grammar: Grammar, verb: int) -> bool:
    """Whether a clause follows for which an infinitive only tells the purpose: "To end hunger, | the two States will"."""
    size = len(grammar.tokens)
    for comma in grammar.places(frozenset({","}), verb + 2, size - 3):
        named = grammar.is_in(comma + 1, "determiners") or grammar.tokens[comma + 1].is_capital
        told = range(comma + 2, min(comma + 10, size)) if named or grammar.low(comma + 1) == "we" else ()
        if any(grammar.is_in(at, "modals") or grammar.is_have(at) or grammar.is_be(at) for at in told):
            return True
    return False


def behind_verb(grammar: Grammar, verb: int) -> int:
    """Index behind the verb at an index with the words that belong to it: "work with |", "bring together |", "build and keep |"."""
    end = verb + 1
    if grammar.low(end) == "and" and len(grammar.tokens) > end + 1 and grammar.tokens[end + 1].verbs:
        end += 2
    end += grammar.low(end) in _PARTICLES
    return end + (grammar.low(end) in _GOVERNED)


def is_label(grammar: Grammar) -> bool:
    """Whether a line that ends in a colon only names what the items below are about: "Digital Economy:"."""
    words = [at for at in range(len(grammar.tokens)) if grammar.tokens[at].is_word]
    if not words or len(words) > _LABEL or grammar.low(len(grammar.tokens) - 1) != ":":
        return False
    small = grammar.words.any_of("prepositions") | {"and", "or", "&"}
    named = all(
        grammar.tokens[at].is_capital or grammar.tokens[at].text[0].isdigit() or grammar.low(at) in small
        for at in words
    )
    return named and not grammar.is_in(words[0], "determiners") and not grammar.is_in(words[0], "pronouns")


def is_deed(grammar: Grammar, stances: Sequence[Stance] = (), start: int = 0) -> bool:
    """Whether a list item is the gerund of a deed with its object: "Building a bridge to Peru", but no heading and no subject."""
    token, follows = grammar.tokens[start], grammar.tokens[start + 1] if len(grammar.tokens) > start + 2 else None
    if follows is None or not token.low.endswith("ing") or not token.verbs or grammar.is_in(start, "prepositions"):
        return False
    governs = follows.is_word and (
        bool(follows.nouns) or follows.is_adjective or "-" in follows.low or follows.low in _GOVERNING
    )
    governs = governs or (
        follows.is_capital and len(grammar.tokens) > start + 3 and bool(grammar.tokens[start + 2].nouns)
    )
    governs = governs or grammar.is_in(start + 1, "determiners") or grammar.is_in(start + 1, "possessives")
    governs = governs or follows.text[0].isdigit()
    if not governs or any(stance.cue.shape in {"predicate", "assessment", "modal"} for stance in stances):
        return False
    if any(_is_main(grammar, stance) for stance in stances):
        return False  # "Referring to the talks, the Council | regrets"
    closed = next(
        (
            at
            for at in range(start + 1, len(grammar.tokens))
            if grammar.low(at) in _CLOSING or grammar.is_in(at, "relatives")
        ),
        len(grammar.tokens),
    )
    told = any(
        (grammar.is_be(at) and grammar.low(at) not in {"'s", "’s"})
        or grammar.is_have(at)
        or grammar.is_in(at, "modals")
        for at in range(start + 1, closed)
    )
    return not told and not any(opens_text(grammar, at) for at in range(start + 1, len(grammar.tokens)))


def _is_main(grammar: Grammar, stance: Stance) -> bool:
    """Whether a stance is taken by the verb of a clause behind a comma, with a subject of its own."""
    group = stance.cue.group
    told = group is not None and group.use == "finite" and stance.cue.form in {"s", "past"}
    commas = (at for at in range(stance.cue.first - 1, 0, -1) if grammar.low(at) == ",")
    comma = next(commas, stance.cue.first) if told else stance.cue.first
    return comma < stance.cue.first - 1 and not grammar.is_in(comma + 1, "relatives")


def opens_text(grammar: Grammar, at: int) -> bool:
    """Whether a colon stands at an index behind which a sentence begins: "Build a fund for peace: | We will"."""
    return grammar.low(at) == ":" and at + 2 < len(grammar.tokens) and grammar.tokens[at + 1].is_capital
