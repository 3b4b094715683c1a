"""Concepts for noun phrases that are nobody's label, with a kind told by their heads."""

from __future__ import annotations

import functools
import re

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Kind
from graph_builder.text.words.grammar import Grammar

__all__ = ["after_praises", "is_arms_programme", "provisional", "slug"]

_KIND_ORDER: tuple[Kind, ...] = ("threat", "treaty", "initiative", "conflict", "principle", "actor")


_OUTSIDE = re.compile(r"[^a-z0-9]+")
"""What a local name does not have."""
_NO_APOSTROPHES = str.maketrans("", "", "’'‘")
_PLAIN_MARKS = str.maketrans("‑‐", "--", "*_`¹²³⁰⁴⁵⁶⁷⁸⁹")
"""Hyphens as they are typed, and no emphasis, nor what marks a footnote."""
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_ACRONYM = re.compile(r" \((?![IVXL]+\))[A-Z][\w+-]*\)$| \((?![IVXL]+\))[A-Z][A-Za-z+-]*\)(?= \w)")


def slug(text: str) -> str:
    """Local name made of a label: lower case, hyphens, at most 80 characters.

    >>> slug("Israel’s settlements (1967)")
    'israels-settlements-1967'
    """
    return _OUTSIDE.sub("-", text.casefold().translate(_NO_APOSTROPHES)).strip("-")[:80].strip("-")


def is_arms_programme(grammar: Grammar, first: int, head: int) -> bool:
    """Whether the word at `head` is a programme, and of arms by the words from `first` on: "the nuclear and missile programmes"."""
    programme = not grammar.tokens[head].bases.isdisjoint(grammar.words["programmes"])
    return programme and any(grammar.is_in(at, "arms") for at in range(first, head))


@functools.lru_cache(maxsize=65536)
def _kind_of_head(lexicon: Lexicon, lemmas: frozenset[str]) -> Kind | None:
    """The kind of thing that a noun tells by itself."""
    heads = lexicon.words.kind_heads
    return next((kind for kind in _KIND_ORDER if not lemmas.isdisjoint(heads.get(kind, frozenset()))), None)


def _kind_of(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> Kind:
    words = lexicon.words
    if grammar.low(end - 1) == ")" and end - 3 > first:
        end -= 3  # an acronym
    head_at = next((at - 1 for at in range(first + 1, end) if grammar.is_in(at, "prepositions")), end - 1)
    while head_at > first and not grammar.tokens[head_at].nouns and grammar.tokens[head_at - 1].nouns:
        head_at -= 1  # "the agreement | reached between"
    head = grammar.tokens[head_at]
    lemmas = head.bases
    if head.is_capital and not lemmas.isdisjoint(words.any_of("organs", "offices")):
        return "actor"
    if head.is_capital and _is_people_or_continent(lexicon, head.low):
        return "actor"
    if is_arms_programme(grammar, first, head_at):
        return "threat"
    if not head.bases.isdisjoint(words["campaigns"]) and any(
        not grammar.bases(at).isdisjoint(words["problem_nouns"]) for at in range(first, head_at)
    ):
        return "threat"  # "disinformation campaigns"
    if (kind := _kind_of_head(lexicon, lemmas)) is not None:
        if head.low == "regime" and head_at > first and grammar.is_in(head_at - 1, "rules_of_regimes"):
            return "issue"  # a legal regime governs nobody
        if head.low == "bodies" and grammar.is_in(head_at - 1, "bodies_in_space"):
            return "issue"
        if head.low == "authority" and _is_power(grammar, first, head_at):
            return "issue"
        named = kind == "principle" and head.is_capital and head_at > first and grammar.tokens[head_at - 1].is_capital
        return "initiative" if named else kind
    capitals = sum(grammar.tokens[at].is_capital for at in range(first, end))
    named = head.is_capital and capitals >= 2 and capitals >= (end - first) / 2
    if named and any(grammar.bases(at) & words["leaders_called"] for at in range(first, end - 1)):
        return "actor"  # "ANC Chairman Nelson Mandela"
    return "initiative" if named else "issue"


def _is_power(grammar: Grammar, first: int, authority: int) -> bool:
    """Whether "authority" is what somebody has: "its | authority throughout the country", "the authority of"."""
    own = grammar.is_in(first - 1, "possessives") and first == authority
    return own or grammar.low(authority + 1) in {"of", "over", "to", "throughout"}


def _after_titles(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> int:
    """Index of the name of a person behind the titles: a person is the same whoever names the office."""
    if not grammar.bases(end - 1).isdisjoint(lexicon.words.any_of("bodies", "organs")):
        return first  # "the General Border Committee"
    if grammar.low(end - 1) == "general" or not grammar.bases(end - 1).isdisjoint(lexicon.words["offices"]):
        return first  # "the Secretary General"
    at = first
    while (
        at < end - 1
        and grammar.tokens[at].is_capital
        and (
            grammar.low(at) in {"prime", "foreign", "deputy", "vice"}
            or not grammar.tokens[at].bases.isdisjoint(lexicon.words["personal_titles"])
        )
    ):
        at += 1
    called = [n for n in range(first, end - 1) if grammar.bases(n) & lexicon.words["leaders_called"]]
    at = max([at, *(n + 1 for n in called)])  # "UN Special Representative | Ghassan Salamé"
    named = all(grammar.tokens[place].is_capital or grammar.low(place) == "." for place in range(at, end))
    return at if named and at > first else first


def after_praises(grammar: Grammar, first: int, end: int, most: int) -> int:
    """Index after a list of at least `most` adjectives: "secure, resilient, sustainable, and open | supply chains"."""
    at, praises = first, 1 + _praises_before(grammar, first)
    while at < end and (_praises(grammar, at) or grammar.low(at) in {",", "and"}):
        praises += grammar.low(at) in {",", "and"} and _praises(grammar, at - 1)
        at += 1
    return at if praises >= most and at < end else first


def _after_company(grammar: Grammar, first: int, end: int) -> int:
    """Index after two praises or more of what is told by what stands behind it: "just and lasting | peace in Mali"."""
    at, praises = first, 0
    while at < end and (grammar.low(at) in {",", "and"} or _is_company(grammar, at)):
        praises += grammar.low(at) not in {",", "and"}
        at += 1
    if praises < 2 or at >= end or not grammar.tokens[at].nouns or grammar.tokens[at].is_capital:
        return first
    return at if any(grammar.is_in(place, "prepositions") for place in range(at + 1, end)) else first


def _is_company(grammar: Grammar, at: int) -> bool:
    return grammar.is_in(at, "praises_in_company") or grammar.is_in(at, "uncalled_modifiers")


def _praises(grammar: Grammar, at: int) -> bool:
    token = grammar.tokens[at]
    if token.is_capital:
        return False
    return token.is_adjective or (token.low.endswith("ed") and bool(token.verbs) and not token.nouns)


def _praises_before(grammar: Grammar, first: int) -> int:
    """How many adjectives of the list stand before the first that is spoken of."""
    at, count = first, 0
    while at > 1 and grammar.low(at - 1) in {",", "and"}:
        before = at - 2 - (grammar.low(at - 2) == ",")
        if before < 0 or not _praises(grammar, before):
            break
        at, count = before, count + 1
    return count


_OF_ALL = re.compile(r"\b(of|for|by|to|on|from|with|against) all (?!of\b|forms\b)")
_PROCESS = re.compile(r"\b([\w-]*(?:i[sz]ation|building)) process(?:es)?\b")
_REGION = re.compile(r"\b(?!Lakes)([A-Z][\w-]*)(?<!an) region$")


def _short_names(label: str) -> str:
    """The label with names as labels have them, and without "all" of whom: "UN sanctions", "peace in the Indo-Pacific".

    >>> _short_names("reform of the United Nations Security Council"), _short_names("peace in the Indo-Pacific region")
    ('reform of the UN Security Council', 'peace in the Indo-Pacific')
    """
    if " all " in label:
        label = _OF_ALL.sub(r"\1 ", label)
    if " process" in label:
        label = _PROCESS.sub(r"\1", label)
    label = label.replace("’", "'").replace("United Nations ", "UN ")
    return _REGION.sub(r"\1", label) if label.endswith(" region") else label


_PEOPLES = ("ians", "cans", "eans", "ghans", "qis", "elis", "anis", "miris", "menis", "alis")
"""Ends of the names of peoples: "Iranians", "Kashmiris"."""


def _is_people_or_continent(lexicon: Lexicon, low: str) -> bool:
    return low in lexicon.words["continents"] or low.endswith(_PEOPLES)


def provisional(
    grammar: Grammar, lexicon: Lexicon, body: str, first: int, end: int, kind: Kind | None = None
) -> Concept | None:
    while end - first > 1 and grammar.low(first) in {",", "and", "or"}:
        first += 1
    first = after_praises(grammar, first, end, 4)
    first = _after_company(grammar, first, end)
    first += grammar.low(first) == "all" and end - first > 1 and not grammar.is_in(first + 1, "determiners")
    while (
        end - first > 1
        and not grammar.tokens[first].is_capital
        and (grammar.is_in(first, "uncalled_modifiers") or grammar.is_in(first, "cardinals"))
        and grammar.low(first + 1) not in {",", "and", "or"}
    ):
        first += 1
    if grammar.is_in(first, "called_without") and grammar.low(first + 1) == "of" and first + 2 < end:
        kind = kind or _kind_of(grammar, lexicon, first, end)
        first += 2 + (grammar.is_in(first + 2, "determiners") and first + 3 < end)
    kind = kind or _kind_of(grammar, lexicon, first, end)
    if kind == "actor":
        first = _after_titles(grammar, lexicon, first, end)
    text = body[grammar.tokens[first].start : grammar.tokens[end - 1].end].translate(_PLAIN_MARKS)
    text = _FOOTNOTE.sub("", text) if "[" in text else text
    label = " ".join(text.split())
    label = _ACRONYM.sub("", label) if ")" in label else label
    head = grammar.tokens[first]
    named = head.is_capital and (first > 0 or label[:2].isupper() or _is_people_or_continent(lexicon, head.low))
    if not named and not any(grammar.tokens[at].is_capital for at in range(first + 1, end)):
        label = label[0].lower() + label[1:]
    label = _short_names(label)
    name = slug(label)
    return Concept(f"{kind}/{name}", label, kind, provisional=True) if name else None
