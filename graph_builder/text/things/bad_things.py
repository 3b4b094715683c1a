"""Compounds that are bad: threats, harms, troubles and ill endeavours with what they threaten, harm or aim at."""

from __future__ import annotations

import functools

from graph_builder.lexicon import Lexicon
from graph_builder.text.things.compound_rules import CompoundRules
from graph_builder.text.things.phrases import inverter_nouns
from graph_builder.text.words.grammar import Grammar

__all__ = ["BadThings", "is_posed", "is_to_be_solved", "troubles"]


_QUOTES = frozenset("\"“”‘’'")


@functools.lru_cache(maxsize=4)
def troubles(lexicon: Lexicon) -> frozenset[str]:
    """Bad nouns that do not turn a sign themselves."""
    return lexicon.words["problem_nouns"] - inverter_nouns(lexicon) - lexicon.words.kind_heads["conflict"]


def is_posed(grammar: Grammar, at: int) -> bool:
    """Whether the threat at `at` is only what something else is said to be: "poses one of the gravest threats to"."""
    left = at - 1
    while left >= 0 and (
        grammar.is_in(left, "determiners")
        or grammar.tokens[left].is_adjective
        or grammar.low(left) in {"one", "of", "most", "among", "and", "continuing", "growing"}
    ):
        left -= 1
    describes = grammar.low(left).endswith("ing") and grammar.is_in(left - 1, "determiners")  # "the remaining"
    return left >= 0 and not describes and not grammar.tokens[left].verbs.isdisjoint(grammar.words["posing_verbs"])


def is_to_be_solved(grammar: Grammar, end: int) -> bool:
    """Whether it is said of what ends there that it is to be settled: "outstanding issues | must be settled", "can only be settled"."""
    be = end + 1 + (grammar.is_plain_adverb(end + 1) or grammar.low(end + 1) == "only")
    if not grammar.is_in(end, "modals") or not grammar.is_be(be) or be + 1 >= len(grammar.tokens):
        return False
    return not grammar.tokens[be + 1].verbs.isdisjoint(grammar.words["solving_verbs"])


class BadThings:
    """The bad things of one target."""

    def __init__(self, rules: CompoundRules, lexicon: Lexicon) -> None:
        self.r, self.g, self.words = rules, rules.g, rules.words
        self.known, self.end = rules.known, rules.end
        self.troubles = troubles(lexicon)

    def aimed(self, at: int) -> int:
        """End of a bad endeavour with its aim: "attempts to destabilize the region", "failure to protect civilians"; `at` if none."""
        return self._with_aim(at, "failures")

    def decided(self, at: int) -> int:
        """End of what was decided or planned with what it is: "the decision to leave the Union"; `at` if there is none."""
        left = self.g.tokens[at - 1] if at > self.r.first else None
        verb = self.g.tokens[at].verbs and left is not None and (left.low == "," or left.is_capital or left.nouns)
        return at if verb and not self.g.is_in(at - 1, "determiners") else self._with_aim(at, "decisions")

    def _with_aim(self, at: int, nouns: str) -> int:
        if self.g.bases(at).isdisjoint(self.words[nouns]):
            return at
        if self.g.low(at - 1) == "who" and self.g.tokens[at].is_form("base"):
            return at  # "people who | attempt to flee"
        tie = self._after_doer(at + 1)
        if self.g.low(tie) != "to" or tie + 1 >= self.end:
            return at
        verb = tie + 1 + (self.g.is_plain_adverb(tie + 1) and tie + 2 < self.end)  # "attempts to | forcibly displace"
        if not self.g.tokens[verb].is_form("base") or (tie > at + 1 and self.g.is_be(verb)):
            return at
        if any(mention.first == verb for mention in self.known):
            return at  # what is attempted has a name of its own
        start = verb + 1 + self.g.is_in(verb + 1, "prepositions")  # "withdraw | from"
        while start < self.end and self.g.is_in(start, "determiners"):
            start += 1
        whole = max(self.r.complement(start, verb), verb + 1) if start < self.end else verb + 1
        return at if whole == verb + 1 and nouns == "decisions" and self.g.low(start) in _QUOTES else whole

    def _after_doer(self, at: int) -> int:
        """Index after whose endeavour it is, if that is told at `at`: "the refusal | of Peru | to sign"."""
        if self.g.low(at) not in {"of", "by"}:
            return at
        start = at + 1 + self.g.is_in(at + 1, "determiners")
        named = max((m.end for m in self.known if m.first == start and m.concept.kind == "actor"), default=start)
        while named < self.end and self.g.tokens[named].is_capital:
            named += 1
        group = named == start and not self.g.bases(start).isdisjoint(self.words["group_nouns"])
        return named + group if named + group > start else at

    def impact(self, at: int) -> int:
        """End of an effect with the threat or conflict that has it: "adverse effects of the war"; `at` if there is none."""
        head = at
        while (
            head < self.end
            and self.g.tokens[head].is_adjective
            and self.g.bases(head).isdisjoint(self.words["impacts"])
        ):
            head += 1
        if head >= self.end or self.g.bases(head).isdisjoint(self.words["impacts"]) or self.g.low(head + 1) != "of":
            return at
        start = head + 2
        while self.g.is_in(start, "determiners"):
            start += 1
        if any(mention.first < at < mention.end for mention in self.known):
            return at
        ends = [m.end for m in self.known if m.first == start and m.concept.kind in {"threat", "conflict"}]
        bad = start < self.end and not self.g.bases(start).isdisjoint(self.words["problem_nouns"])
        return max([at, *ends, *([start + 1] if bad else [])])

    def trouble(self, at: int) -> int:
        """End of a trouble with what has it: "the volatility of energy prices"; `at` if there is none."""
        bases = self.g.bases(at)
        if bases.isdisjoint(self.troubles) or self.g.low(at + 1) != "of":
            return at
        if any(mention.first <= at < mention.end for mention in self.known):
            return at
        start = at + 2
        while self.g.is_in(start, "determiners"):
            start += 1
        return max([at, *(m.end for m in self.known if m.first == start and m.concept.kind in {"issue", "initiative"})])

    def is_solved(self, at: int) -> bool:
        """Whether what is only called a problem is to be solved: "resolve the differences"."""
        if self.g.bases(at).isdisjoint(self.words["called_problems"]):
            return False
        if is_to_be_solved(self.g, at + 1) and not any(mention.first <= at < mention.end for mention in self.known):
            return True
        if self.g.low(at + 1) in {"of", "in", "between"}:
            return False
        left = at - 1
        while left >= self.r.first and (self.g.is_in(left, "determiners") or self.g.tokens[left].is_adjective):
            left -= 1
        verb = left >= self.r.first and not self.g.tokens[left].verbs.isdisjoint(self.words["solving_verbs"])
        return verb and not any(mention.first <= at < mention.end for mention in self.known)

    def threat(self, at: int) -> int:
        """End of a threat told with what it threatens or comes from: "challenges to the rules-based order"."""
        head = at
        while (
            head < self.end and self.g.tokens[head].is_adjective and not self.g.bases(head) & self.words["threat_nouns"]
        ):
            if self.g.tokens[head].verbs:
                return at
            head += 1
        if head >= self.end or not self.g.bases(head) & self.words["threat_nouns"]:
            return at
        if is_posed(self.g, at):
            return at
        after = head + 1
        if self.g.low(after) == "posed" and self.g.low(after + 1) == "by":
            after += 1
        elif self.g.low(after) not in {"to", "from"}:
            return at
        start = after + 1 + (self.g.low(after + 1) in self.words["determiners"])
        if self.g.low(after) == "by" and not self.r.begins_known_actor(start):
            return at
        if start >= self.end or self.g.tokens[start].verbs - self.g.tokens[start].nouns:
            return at
        if self.g.low(after) == "from" and self.g.tokens[start].is_form("ing") and self.g.low(start).endswith("ing"):
            return at  # "keep terrorists from | acquiring arms"
        if start == after + 1 and self.g.low(after) == "to" and self.g.is_in(start, "rather_verbs"):
            return at  # "challenges to | strengthen security"
        return max(self.r.complement(start, at), at)
