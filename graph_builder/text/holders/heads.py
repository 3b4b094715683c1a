"""Of which state or body somebody is the head: of two the one that has such an office, or the one whose text it is ("The President")."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph_builder.reference import Reference
from graph_builder.text.words.grammar import Grammar

__all__ = ["full_office", "headed_body", "is_bare_secretary", "own_heads", "sole_heads"]

_CHIEF = re.compile(r"(.+) Secretary[ -]General")
_HEADS = frozenset({"president", "prime minister", "chancellor", "premier", "king", "queen", "emir", "sultan"})


def full_office(grammar: Grammar, at: int) -> str:
    """The office that ends at an index: "prime minister" of "the Prime | Minister", else the one word."""
    return f"{grammar.low(at - 1)} {grammar.low(at)}" if at > 0 and grammar.low(at - 1) == "prime" else grammar.low(at)


def headed_body(code: str | None) -> str | None:
    """The body for which a chief officer speaks, or who is named: "NATO" for "NATO Secretary General"; that of the UN stands alone."""
    told = _CHIEF.fullmatch(code or "")
    return code if told is None or told[1] == "UN" else told[1]


def sole_heads(reference: Reference, two: Sequence[str]) -> Mapping[str, str]:
    """The offices at the head of a state that one of two states has, whereas the other has another; each with the state."""
    holding = {office: [code for code in two if code in states] for office, states in _heads(reference).items()}
    if len(two) != 2 or len({code for codes in holding.values() for code in codes}) < len(two):
        return {}
    return {office: codes[0] for office, codes in holding.items() if len(codes) == 1}


def own_heads(reference: Reference, issuers: Sequence[str]) -> Mapping[str, str]:
    """The offices at the head of the one state whose text it is, which means its own by them: "The President" of an American text."""
    offices = {office for office, states in _heads(reference).items() if len(issuers) == 1 and issuers[0] in states}
    return dict.fromkeys(offices, issuers[0]) if offices else {}


@functools.lru_cache(maxsize=4)
def _heads(reference: Reference) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in reference.tables["leaders"]:
        if (office := row["role"].lower()) in _HEADS:
            found[office].add(row["state"])
    return {office: frozenset(states) for office, states in found.items()}


def is_bare_secretary(grammar: Grammar, start: int, head: int) -> bool:
    """Whether a secretary of state, or a deputy of one, is named by that office alone: "the Secretary", "the Deputy Secretary"."""
    office = grammar.low(head) == "secretary" and grammar.tokens[head].is_capital
    return office and {grammar.low(at) for at in range(start, head)} <= {"the", "deputy", "under", "assistant"}
