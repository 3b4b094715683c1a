"""The holder's attitude to each thing: the act's sign, turned by each word that governs the thing, and what its kind tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act, Polarity
from graph_builder.text.cue import Cue
from graph_builder.text.grammar import Grammar
from graph_builder.text.scopes import Scopes
from graph_builder.text.things import Thing

__all__ = ["START", "attitudes", "turn"]

START: Mapping[Act, Polarity] = {
    "condemn": "-", "oppose": "-", "regret": "-", "concern": "-", "welcome": "+", "support": "+",
    "commit": "+", "urge": "+", "emphasize": "+", "affirm": "+", "note": "0",
}  # fmt: skip
"""The sign that each act gives to what it is about, before any word turns it."""

_OPPOSITE: Mapping[Polarity, Polarity] = {"+": "-", "-": "+", "0": "0"}
_UNDOING = frozenset({
    "stop", "end", "cease", "halt", "withdraw", "refrain", "desist", "abandon", "reverse", "renounce", "recommit", "alleviate",
})  # fmt: skip
_DOERS = frozenset({"ArmedGroup"})
_BLAMING_ACTS = frozenset({"condemn", "oppose", "regret", "concern"})
_PRAISING_ACTS = frozenset({"welcome", "support"})


def turn(start: Polarity, words: Sequence[str | tuple[str, Polarity | None]]) -> tuple[Polarity, tuple[str, ...]]:
    """Turn a sign round once for each word that governs a thing, outermost first.

    A word may come with the sign that it leaves whatever the sign before: what is undermined is valued. The path returned
    starts with the act's sign and lists the words with the sign after each; a start of 0 stays 0 under words that turn.
    Method: contextual valence shifters (Polanyi and Zaenen 2006).

    >>> turn("-", ["termination of"])
    ('+', ('-', 'termination of', '+'))
    >>> turn("+", [("undermine", "+")])
    ('+', ('+', 'undermine', '+'))
    """
    sign, path = start, [str(start)]
    for item in words:
        word, leaves = (item, None) if isinstance(item, str) else item
        sign = leaves or _OPPOSITE[sign]
        path += [word, str(sign)]
    return sign, tuple(path)


class _Judge:
    def __init__(self, grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int]) -> None:
        self.g, self.words, self.act = grammar, lexicon.words, cue.act
        words = (grammar.tokens[at].nouns for at in range(cue.first, cue.end))
        self.consoles = cue.act == "regret" and any(nouns & {"condolence", "sympathy"} for nouns in words)
        """Whether the regret is told to somebody: "our condolences to"."""
        self.warns = cue.act == "concern" and "warn" in grammar.tokens[cue.keyword].verbs
        self.start = cue.row.sign or START[cue.act]
        self.partners = grammar.low(cue.end - 1) in {"with", "from", "between"}
        """Whether the cue itself has partners: "will work with"."""
        self.first, self.end = target
        self.inverters = Scopes(grammar, lexicon, target).find()

    def judge(self, thing: Thing, before: tuple[Thing, Polarity] | None) -> tuple[Polarity, tuple[str, ...]]:
        """The sign of a thing and its path; `before` is the thing before it with its sign."""
        governing = [inverter for inverter in self.inverters if inverter.governs(thing)]
        kind = thing.concept.kind
        if self.g.low(self._left(thing)) == "of" and self.g.low(self._left(thing) - 1) == "seized":
            return "0", ("0",)  # a body says that a matter stays on its agenda
        if self.act == "note" and before is None and not governing and kind not in {"threat", "actor"}:
            return "0", ("0",)
        if self.act == "note" and not governing and self._is_topic(thing):
            return "0", ("0",)
        start = "+" if self.start == "0" and governing and kind != "actor" else self.start
        sign, path = turn(start, [(inverter.words, inverter.leaves) for inverter in governing])
        if kind == "actor":
            felt, why = self._actor(thing, sign, path, before)
            return felt, why if why[-1] == felt else (*why, kind, felt)
        told = self._told_by_kind(thing, sign)
        return (sign, path) if told is None or told == sign else (told, (*path, kind, told))

    def _is_topic(self, thing: Thing) -> bool:
        """Whether it is only what a text noted is about: "its resolution on the situation in the country"."""
        left = self._left(thing)
        if self.g.low(left) == "to" and self.g.low(left - 1) in {"relating", "pertaining", "related"}:
            return True
        before = self.g.tokens[max(left - 1, 0)]
        text = before.low in {")", "report"} or not before.bases.isdisjoint(self.words.kind_heads["treaty"])
        return self.g.low(left) in {"on", "concerning", "regarding", "entitled"} and text

    def _told_by_kind(self, thing: Thing, sign: Polarity) -> Polarity | None:
        kind = thing.concept.kind
        if kind in {"threat", "conflict"}:
            return "-"
        if kind == "treaty" and self.act == "note" and self.g.low(self.first - 1) != "that":
            return None
        if kind == "treaty" and self.g.low(self._left(thing) - 1) == "pursuant":
            return "0"
        if kind in {"principle", "treaty"}:
            return "+"
        harmed = any(inverter.leaves == "+" and inverter.governs(thing) for inverter in self.inverters)
        if kind == "issue" and (harmed or self._is_kept(thing)):
            return "+" if harmed else None
        if self._is_problem(thing) or any(
            inverter.doer is not None and thing.first <= inverter.doer < thing.end for inverter in self.inverters
        ):
            return "-"
        if kind == "issue" and self._is_valued(thing) and (self.act not in _BLAMING_ACTS or sign == "+"):
            return "+"
        if kind in {"initiative", "issue"} and self._is_venue(thing):
            return "0"
        if kind == "initiative" and self.start == "+":
            return "+"
        return "+" if sign == "0" and kind != "initiative" else None

    def _is_valued(self, thing: Thing) -> bool:
        """Whether a thing is good by its name, whatever is done to it: "restrict the rights of women"."""
        head = self.g.tokens[self._head(thing)]
        return not head.bases.isdisjoint(self.words["valued"])

    def _is_kept(self, thing: Thing) -> bool:
        """Whether somebody is to keep to a thing, hard as it is: "comply with the arms embargo"."""
        left = self._left(thing)
        left -= self.g.low(left) in {"with", "of"}
        return left >= self.first and not (self.g.tokens[left].verbs | self.g.tokens[left].nouns).isdisjoint(
            self.words["keeping_words"]
        )

    def _is_venue(self, thing: Thing) -> bool:
        """Whether a thing is only where or on which occasion something is done: "at the summit", "in the context of the conference"."""
        left = self._left(thing)
        if self.g.low(left) == "of":
            return self.g.is_in(left - 1, "settings")
        there = self.g.low(left) in {"at", "during"} and left >= self.first and thing.concept.kind != "issue"
        return there or self.g.low(left - 1) == "pursuant"

    def _head(self, thing: Thing) -> int:
        """Index of the head noun of a thing's first noun phrase."""
        ends = self.words["prepositions"] | (self.words["possessives"] - {"’s", "'s", "’", "'"})
        return next((at - 1 for at in range(thing.first + 1, thing.end) if self.g.low(at) in ends), thing.end - 1)

    def _is_problem(self, thing: Thing) -> bool:
        head_at = self._head(thing)
        head = self.g.tokens[head_at]
        if not (head.nouns | {head.low}).isdisjoint(self.words["problem_nouns"]):
            return True
        if not head.nouns.isdisjoint({"issue", "question", "matter"}) and self._is_solved(thing):
            return True
        return any(self.g.is_in(at, "problem_adjectives") for at in range(thing.first, head_at + 1))

    def _is_solved(self, thing: Thing) -> bool:
        """Whether somebody is to settle it: "address the outstanding issues"."""
        left = self._left(thing)
        return left >= 0 and not self.g.tokens[left].verbs.isdisjoint(self.words["solving_verbs"])

    def _actor(
        self, thing: Thing, sign: Polarity, path: tuple[str, ...], before: tuple[Thing, Polarity] | None
    ) -> tuple[Polarity, tuple[str, ...]]:
        direct = before is None and thing.first - self.first <= 3
        possessive = self.g.low(thing.end) in {"'s", "'", "’"}
        if self._is_wrongdoer(thing) or (thing.concept.variety == "ArmedGroup" and self._by(thing)):
            return "-", (*path, "wrongdoer", "-")
        if thing.concept.variety == "ArmedGroup" and self.act in _BLAMING_ACTS and not self._is_helped(thing):
            return "-", path if path[-1] == "-" else (*path, "wrongdoer", "-")
        spoken_to = direct and self.act in {"urge", "welcome", "support"}
        if thing.concept.variety == "ArmedGroup" and not spoken_to and not self._is_helped(thing):
            return "-", path if path[-1] == "-" else (*path, "wrongdoer", "-")
        if self._does_wrong(thing):
            return "-", path if path[-1] == "-" else (*path, "does it", "-")
        if before is not None and before[0].concept.kind == "actor" and self._is_joined(before[0], thing):
            if before[1] == "0" or path[-1] == before[1]:
                return before[1], path if path[-1] == before[1] else ("0",)
            return before[1], (*path, f"as {before[0].concept.label}", before[1])
        turned = next(
            (inverter for inverter in self.inverters if inverter.at == self._left(thing) and inverter.leaves != "+"),
            None,
        )
        if turned is not None and self._is_withdrawn(turned.at):
            return "-", path if path[-1] == "-" else (*path, "withdrawn", "-")
        if self._is_helped(thing):
            return "+", path if path[-1] == "+" else (*path, "helped", "+")
        governing = [inverter for inverter in self.inverters if inverter.governs(thing)]
        if governing and governing[-1].leaves == "+" and not self._by(thing) and not possessive:
            return "+", path
        if self._is_told(thing):
            return "0", ("0",)
        if self.warns and (direct or (before is not None and before[1] == "0")) and thing.first - self.first < 10:
            return "0", ("0",)
        if self.consoles and direct:
            return "+", (*path, "consoled", "+")
        if self.act in {"emphasize", "affirm", "note"} and direct and self._is_obliged(thing):
            blamed = self._told_to_undo(thing) or self._is_accused(thing)
            return ("-", ("0", "told to undo", "-")) if blamed else ("0", ("0",))
        if self.act not in _BLAMING_ACTS and (self._is_whose_office(thing) or self._is_between(thing)):
            return "0", ("0",)
        against = turned is not None and turned.words.endswith("against")
        if against and thing.concept.variety == "ArmedGroup" and sign == "0":
            return "-", (*path, "fought", "-")
        if against:
            return sign, path
        if self.act == "urge" and not direct and sign == "+" and self._is_credited(thing):
            return "+", path
        if self.act == "urge":
            blamed = direct and (self._told_to_undo(thing) or self._is_accused(thing))
            return ("-", (*path, "told to undo", "-")) if blamed else ("0", ("0",))
        if self.act in _BLAMING_ACTS and (direct or possessive or self._by(thing)):
            return "-", path
        partner = self.g.low(self._left(thing)) if self._left(thing) >= self.first else ""
        # A preposition of the cue itself ("support for") is no tie.
        if self.act in _PRAISING_ACTS and partner not in self.words["neutral_partners"]:
            return "+", path
        if self.act == "emphasize" and partner == "of":
            return "+", path
        if self._is_credited(thing) and sign == "+":
            return "+", path
        if before is not None and before[1] == "+" and partner == "of" and self._is_aspect_of(before[0], thing):
            return "+", path if path[-1] == "+" else (*path, f"as {before[0].concept.label}", "+")
        if (
            self.act in {"emphasize", "affirm", "commit"}
            and direct
            and not self.partners
            and partner not in self.words["neutral_partners"]
        ):
            return "+", path
        if len(path) > 1 and sign == "-" and (possessive or turned is not None or partner in {"by", "from"}):
            return "-", path
        return "0", ("0",)

    def _is_whose_office(self, thing: Thing) -> bool:
        """Whether it only tells whose office somebody holds: "her election as President of the Assembly", "President Lee of Korea"."""
        of = self._left(thing)
        if self.g.low(of) != "of" or of <= self.first:
            return False
        heads = self.g.tokens[of - 1].bases & (self.words["offices"] - {"people", "peoples", "population", "leader"})
        named = self.g.tokens[of - 1].is_capital and any(
            self.g.tokens[at].is_capital and self.g.tokens[at].bases & self.words["personal_titles"]
            for at in range(max(self.first, of - 4), of)
        )
        return bool(heads) or named

    def _is_obliged(self, thing: Thing) -> bool:
        """Whether it is said what an actor must do."""
        return self.g.low(self.g.skip_forward(thing.end)) in {"must", "should", "shall", "ought"}

    def _is_credited(self, thing: Thing) -> bool:
        """Whether its work or well-being is what is spoken of: "the efforts of the Union", "the reconstruction of the country"."""
        of = self._left(thing)
        return self.g.low(of) == "of" and of > self.first and self.g.is_in(of - 1, "credits")

    def _is_aspect_of(self, whole: Thing, thing: Thing) -> bool:
        """Whether the thing before is an aspect of this actor, or values of it: "the unity and stability of the country"."""
        covers = whole.first < thing.first and thing.end <= whole.end and whole.concept.kind == "principle"
        return covers or whole.concept.aspect is not None

    def _is_told(self, thing: Thing) -> bool:
        """Whether it is only told or asked something inside the target: "to instruct the ministers to …"."""
        at = thing.first - 1
        while at >= self.first and (self.g.is_in(at, "determiners") or self.g.tokens[at].is_adjective):
            at -= 1
        return at >= self.first and not self.g.tokens[at].verbs.isdisjoint(self.words["telling_verbs"])

    def _is_between(self, thing: Thing) -> bool:
        """Whether it is one of two that something is between."""
        for at in range(thing.first - 1, max(self.first, thing.first - 12) - 1, -1):
            if self.g.low(at) == "between":
                return True
            token = self.g.tokens[at]
            if not token.is_word or (token.verbs and not token.nouns):
                return False
        return False

    def _does_wrong(self, thing: Thing) -> bool:
        """Whether it is who does a harm: the subject of "undermine", or whose attacks they are ("attacks by the group")."""
        if any(inverter.doer == self._head(thing) and inverter.leaves == "+" for inverter in self.inverters):
            return True
        by = self._left(thing)
        return self._by(thing) and by > 0 and not self.g.tokens[by - 1].bases.isdisjoint(self.words["problem_nouns"])

    def _by(self, thing: Thing) -> bool:
        return self.g.low(self._left(thing)) == "by"

    def _left(self, thing: Thing) -> int:
        """Index of the word before a thing, its article left out."""
        return thing.first - 2 if self.g.is_in(thing.first - 1, "determiners") else thing.first - 1

    def _is_wrongdoer(self, thing: Thing) -> bool:
        words = [self.g.low(at) for at in range(thing.first, thing.end)]
        if " ".join(words[:2]) in self.words["wrongdoers"]:
            return True
        ends = self.words["prepositions"] | self.words["pronouns"]
        head = next((at - 1 for at in range(thing.first + 1, thing.end) if self.g.low(at) in ends), thing.end - 1)
        lemmas = self.g.tokens[head].nouns | {self.g.low(head)}
        pairs = {f"{self.g.low(head - 1)} {lemma}" for lemma in lemmas}
        return not (lemmas | pairs).isdisjoint(self.words["wrongdoers"])

    def _is_joined(self, left: Thing, right: Thing) -> bool:
        """Whether nothing but a comma, "and" or an article stands between two actors."""
        between = [self.g.low(at) for at in range(left.end, right.first)]
        return (
            bool(between)
            and ("and" in between or between == [","])
            and all(low in {",", "and", "or"} or low in self.words["determiners"] for low in between)
        )

    def _is_withdrawn(self, at: int) -> bool:
        while self.g.is_in(at, "prepositions"):
            at -= 1
        return not (self.g.tokens[at].verbs | self.g.tokens[at].nouns).isdisjoint(
            {"withdraw", "withdrawal", "expel", "removal"}
        )

    def _is_helped(self, thing: Thing) -> bool:
        """Whether somebody is told to be helped: the object of a verb of help, or who help is for."""
        at = thing.first - 1
        if self.g.low(at) == "of" and self.g.low(at - 1) in {
            "people",
            "peoples",
            "population",
            "citizens",
            "government",
            "states",
        }:
            at -= 2  # "the people of Afghanistan"
        while at >= self.first and (
            self.g.is_in(at, "determiners") or (self.g.tokens[at].is_adjective and not self.g.tokens[at].verbs)
        ):
            at -= 1
        if at < self.first:
            return False
        if self.g.low(thing.end) == "with" and "provide" in self.g.tokens[at].verbs:
            return True
        if self.g.low(at) == "with" and self.g.low(thing.end) == "at" and self.g.is_in(thing.end + 2, "centres"):
            return True  # "with the Union at its core"
        if self.g.low(at) in {"with", "by"} and any(
            "stand" in self.g.tokens[place].verbs for place in range(max(self.first, at - 4), at)
        ):
            return True  # "stand shoulder to shoulder with"
        if self.g.low(at) in {"to", "for"} and self._is_given(at):
            return True
        if self.g.is_in(at, "prepositions"):
            noun = at - 1
            if self.g.low(at) in {"of", "against"} and noun >= self.first and thing.concept.variety not in _DOERS:
                suffers = self.g.tokens[noun].bases
                if not suffers.isdisjoint(self.words["victim_nouns"]):
                    return True
            if self.g.low(at) == "of" and noun >= self.first and self.g.is_in(noun, "relational_nouns"):
                return self.start == "+"
            helps = self.g.is_in(at, "helping_prepositions") and noun >= self.first
            return helps and not self.g.tokens[noun].nouns.isdisjoint(self.words["helping_nouns"])
        return not self.g.tokens[at].verbs.isdisjoint(self.words["helping_verbs"])

    def _is_given(self, to: int) -> bool:
        """Whether the "to" tells whom something is given: "providing green technologies to developing countries"."""
        for at in range(to - 1, max(self.first, to - 9) - 1, -1):
            if self.g.low(at) in {",", ";", "to", "for", "that"}:
                return False
            if self.g.tokens[at].verbs & self.words["giving_verbs"] and not self.g.is_in(at - 1, "determiners"):
                return True
        return False

    def _is_accused(self, thing: Thing) -> bool:
        """Whether it is to answer for something: "X must be held accountable"."""
        words = [self.g.low(at) for at in range(thing.end, min(thing.end + 4, self.end))]
        return "held" in words and words[:1] != ["to"]

    def _told_to_undo(self, thing: Thing) -> bool:
        """Whether the addressee is told to undo a wrong of its own, as ruling 6 of the annotation manual has it."""
        generic = self.words["group_nouns"]
        words = {self.g.low(at) for at in (thing.first - 1, thing.first)}
        if words & {"all", "both"} or (thing.end - thing.first == 1 and self.g.tokens[thing.first].bases & generic):
            return False  # everybody is told to keep to a rule
        for at in range(thing.end, self.end):
            joined = (
                self.g.low(at - 1) in {"to", "and", ",", ":", ";", "must", "should", "shall"}
                or self.g.is_plain_adverb(at - 1)
                or self.g.low(at) == "cease"
            )
            if joined and self.g.tokens[at].verbs & _UNDOING:
                return True
            if (
                joined
                and self.g.tokens[at].verbs & self.words["own_wrongs"]
                and self.g.low(at + 1) in {"its", "their", "his", "all"}
            ):
                return True
        return any(
            self.g.low(at) == "its" and self.g.is_in(at + 1, "problem_adjectives")
            for at in range(thing.end, self.end - 1)
        )


def attitudes(
    grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int], things: Sequence[Thing]
) -> list[tuple[Thing, Polarity, tuple[str, ...]]]:
    """For each thing of a target the holder's sign and the path of words by which it came about."""
    judge = _Judge(grammar, lexicon, cue, target)
    found: list[tuple[Thing, Polarity, tuple[str, ...]]] = []
    for thing in things:
        before = (found[-1][0], found[-1][1]) if found else None
        found.append((thing, *judge.judge(thing, before)))
    return found
