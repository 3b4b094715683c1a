"""Who does a harm, and by which verb something comes to harm."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["CLAUSE_ENDS", "Doers"]

CLAUSE_ENDS = frozenset({";", ":", "that", "which", "who"})
"""Words and marks at which a clause inside a target begins or ends."""


class Doers:
    """The verbs of harm of a target that begins at `first`, with who does it."""

    def __init__(self, grammar: Grammar, first: int) -> None:
        self.g, self.first = grammar, first

    def putting(self, at: int) -> int | None:
        """Index of the verb by which something is brought into what stands at `at`: "puts the harvest | at risk"."""
        for verb in range(at - 1, max(self.first, at - 9) - 1, -1):
            if not self.g.tokens[verb + 1].is_word or self.g.low(verb) in CLAUSE_ENDS:
                return None
            if self.g.tokens[verb].verbs & self.g.words["putting_verbs"]:
                return verb
        return None

    def posed(self, noun: int) -> int:
        """Index of the verb that a noun of harm is the object of: "poses a serious threat to"; of the noun if there is none."""
        at = noun - 1
        while at >= self.first and (
            self.g.is_in(at, "determiners")
            or (self.g.tokens[at].is_adjective and self.g.tokens[at].verbs.isdisjoint(self.g.words["posing_verbs"]))
            or (self.g.low(at) == "and" and self.g.tokens[at + 1].is_adjective)
        ):
            at -= 1
        return at if at >= self.first and self.g.tokens[at].verbs & self.g.words["posing_verbs"] else noun

    def doer(self, verb: int) -> int | None:
        """Index of the last word of a verb's subject, or of the noun whose infinitive it is: "attempts to undermine"."""
        at = verb - 1 - (self.g.low(verb - 2) == "to" and self.g.is_plain_adverb(verb - 1))
        harms = not self.g.tokens[verb].verbs.isdisjoint(self.g.words.any_of("harming_verbs", "wrongdoing"))
        if harms and self.g.low(at) in {"to", "at"} and self.g.is_in(at - 1, "purposed"):
            meant = self.g.back_over_adverbs(at - 1)[0]  # "the plan is aimed at | undermining"
            meant -= self.g.is_be(meant)
            return meant if meant >= self.first and self.g.tokens[meant].is_word else None
        if self.g.low(at) == "to":
            seeking = self.g.tokens[at - 1]
            plainly = not seeking.nouns or seeking.is_form("s")
            if at - 1 > self.first and plainly and seeking.verbs & self.g.words["seeking_verbs"]:
                return self.doer(at - 1)  # "the junta | continues to endanger"
            has = at - 3 if self.g.is_in(at - 2, "articles") else at - 2
            if has > self.first and (
                (self.g.is_have(has) and self.g.low(at - 1) in {"potential", "power", "capacity", "ability"})
                or (self.g.is_be(has) and self.g.low(at - 1) in {"likely", "bound", "set", "liable"})
            ):
                return self.doer(has)  # "the bill | has the potential to weaken"
            return at - 1 if self.g.tokens[at - 1].nouns & self.g.words["infinitive_nouns"] else None
        before = self.g.back_over_adverbs(verb)[0]
        progressive = self.g.is_be(before)
        if self._is_told_of(verb, before):
            return None  # "the nurses | killed in the raid"
        if self.g.low(verb - 1) == "that" and self.g.is_in(verb - 2, "prepositions"):
            return None  # "the recovery of that | devastated island"
        while at >= self.first and (
            self.g.is_plain_adverb(at)
            or self.g.is_have(at)
            or (progressive and self.g.is_be(at))
            or self.g.is_in(at, "modals")
            or self.g.is_in(at, "relatives")
        ):
            at -= 1
        finite = (
            progressive or self.g.tokens[verb].form(min(self.g.tokens[verb].verbs, default="")) != "ing"
            if self.g.tokens[verb].verbs
            else False
        )
        return at if at >= self.first and finite and self.g.tokens[at].is_word else None

    def head(self, verb: int) -> int | None:
        """Index of the noun that a verb's subject is about: "the | size of the farms makes"."""
        doer = self.doer(verb)
        at = doer if doer is not None else self.first
        while at > self.first and self.g.tokens[at].is_word and self.g.low(at) not in CLAUSE_ENDS:
            if self.g.low(at) == "of" and self.g.tokens[at - 1].nouns:
                doer = at - 1
            at -= 1
        return doer

    def _is_told_of(self, verb: int, before: int) -> bool:
        """Whether the participle at `verb` only tells what was done to those before it."""
        if not self.g.tokens[verb].is_form("past") or self.g.tokens[verb].is_form("base") or self.g.is_have(before):
            return False
        return self.g.low(verb + 1) in {"in", "during", "at", "while", "by"}

    def is_forbidden(self, at: int) -> bool:
        """Whether what stands before the "not" at `at` is not to be let be: "drilling must | not be allowed"."""
        if not self.g.is_in(at - 1, "modals") or at - 1 <= self.first or self.g.low(at + 1) != "be":
            return False
        done = self.g.skip_forward(at + 2)
        let = done < len(self.g.tokens) and self.g.tokens[done].verbs & {"allow", "permit"}
        if self.g.low(done + 1) in {"for", "as", "to"} and not let:
            return False  # "sports must not be used for politics": what is misused is none the worse
        return done < len(self.g.tokens) and bool(
            self.g.tokens[done].is_form("past") and self.g.tokens[done].verbs & self.g.words["letting_be"]
        )

    def is_named(self, verb: int) -> bool:
        """Whether a name is all that stands before a verb: "that Peru | end its embargo"."""
        if self.g.low(self.first - 1) != "that" or not self.first < verb < self.first + 3:
            return False
        start = self.first + self.g.is_in(self.first, "determiners")
        return start < verb and all(self.g.tokens[at].is_capital for at in range(start, verb))
