"""Words that turn the attitude to what they govern ("termination of", "combat"), and how far each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import InverterRow, Lexicon
from graph_builder.model import Polarity
from graph_builder.text.polarity.denials import Denials
from graph_builder.text.polarity.doers import CLAUSE_ENDS, Doers
from graph_builder.text.polarity.inverters import Inverter, Row, rows_of
from graph_builder.text.polarity.reach import Reach
from graph_builder.text.polarity.usage import Usage
from graph_builder.text.polarity.verdicts import Verdicts
from graph_builder.text.words.grammar import Grammar

__all__ = ["Scopes"]

_ENDING = frozenset({"stop", "end", "cease", "halt"})
_OFTEN_ALONE = frozenset({"fail", "stall"})
_LOSING = frozenset({"lose", "forfeit", "lack", "run", "fall", "go"})
_TO = frozenset({"to"})
_MET = frozenset({"response", "resistance", "opposition"})
_FIGHTING = frozenset({"fight", "battle", "combat"})
_MEETING = frozenset({"respond", "response", "adapt"})
_TYING = frozenset({"from", "no", "by", "on", "upon"})
_SHUT_OUT = frozenset({"exclude", "exclusion", "absent", "absence"})
"""What is taken from whoever it is done to: "the exclusion of women | from the talks"."""
_DONE_TO = frozenset({"in", "on", "against", "upon"})
"""What ties a deed to whom it is done to, behind whose it is."""
_PARTED = 9
"""Words between a verb and the rest of its phrase at most: "keep | … | at bay"."""
_ALSO_TURNING = _TYING | {"not", "never"}
"""Words that turn signs by what stands beside them."""
_CLAUSE_OPENERS = CLAUSE_ENDS | {"because", "although", "though", "while", "whereas", "unless", "if"}


class Scopes:
    """The inverters of one target with how far each reaches."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, target: tuple[int, int]) -> None:
        self.g = grammar
        self.lexicon = lexicon
        self.first, self.end = target
        self.reach = Reach(grammar, target)
        self.doers = Doers(grammar, self.first)
        self.denials = Denials(grammar, target)
        self.verdicts = Verdicts(grammar, target)
        self.usage = Usage(grammar, target, self.reach, self.doers)

    def find(self) -> list[Inverter]:
        found: list[Inverter] = []
        at = self.first
        while at < self.end:
            low = self.g.low(at)
            rows = rows_of(self.lexicon, low)
            inverter = self._at(at, rows) if rows or low in _ALSO_TURNING else None
            if low in {"that", "which"} and (on := self.usage.borne_in_clause(at)) is not None:
                found.append(Inverter(self._text(on, on + 1), on, self.reach.end_of(on + 1, verbal=False), "+"))
            if inverter is not None and self._is_judged_again(inverter, at, found):
                inverter = None  # "is illegal and an obstacle to …": one judgement
            if (
                inverter is not None
                and inverter.leaves == "-"
                and (on := self.usage.borne(at, inverter.at)) is not None
            ):
                inverter = replace(inverter, end=min(inverter.end, on))
                found.append(Inverter(self._text(on, on + 1), on, self.reach.end_of(on + 1, verbal=False), "+"))
            if inverter is not None:
                found.append(inverter)
                if (
                    at in {inverter.at, inverter.end} and inverter.leaves == "+" and self.g.low(at + 1) == "by"
                ):  # "were killed | by mines"
                    found.append(Inverter("by", at + 1, self.reach.end_of(at + 2, verbal=False), "-"))
                at = max(at, inverter.at)  # the "against" of "fight against" is no second one
            at += 1
        return self._with_verdicts(found)

    def turns(self, at: int) -> bool:
        """Whether the word at `at` may turn signs as a verb."""
        return any(row.pos == "verb" for _, row, _ in rows_of(self.lexicon, self.g.low(at)))

    def _with_verdicts(self, found: list[Inverter]) -> list[Inverter]:
        """The words that turn signs, outermost first, with what clauses say of their subjects by a bad noun."""
        places = (at for at in range(self.first, self.end) if self.g.tokens[at].verbs or self.g.low(at) == "as")
        said = [verdict for at in places if (verdict := self._verdict(at)) is not None]
        said = [one for one in said if not any(other.at == one.at and other.end < one.at for other in found)]
        return sorted([*found, *said], key=lambda one: one.at)

    def _verdict(self, at: int) -> Inverter | None:
        """What a clause says of its subject by a bad noun: "is a betrayal", "has led to chaos"."""
        if self.g.low(at) == "as" and (use := self.verdicts.misused(at)) is not None:
            start = use if self.g.low(use + 1) not in {"as"} else self._clause_start(use) - 1
            return Inverter(self._text(use, at + 1), start, at, "+")
        if not self.g.tokens[at].verbs or (noun := self.verdicts.noun(at)) is None:
            return None
        verb = at
        while verb - 1 > self.first and (
            self.g.is_have(verb - 1)
            or self.g.is_be(verb - 1)
            or self.g.is_in(verb - 1, "modals")
            or self.g.is_plain_adverb(verb - 1)
            or self.g.low(verb - 1) == "to"
        ):
            verb -= 1
        if any(self.g.low(n) in {"not", "never", "no", "cannot"} for n in range(verb - 1, noun)):
            return None
        start = self._clause_start(verb)
        aside = self.g.low(verb - 1) == "," and any(self.g.low(n) == "," for n in range(start, verb - 1))
        if not aside and (self.g.low(verb - 1) in {"and", "but", ","} or self.g.is_in(verb - 1, "relatives")):
            return None
        if self.g.is_in(start, "prepositions"):  # "By testing missiles, the junta has caused"
            start = next((n + 1 for n in range(verb - 1, start, -1) if self.g.low(n) == ","), start)
        return Inverter(self._text(at, noun + 1), start - 1, verb, "-", verdict=True, outright=True)

    def _is_judged_again(self, inverter: Inverter, at: int, found: list[Inverter]) -> bool:
        """Whether a judgement on what stands before `at` follows another on the same."""
        earlier = (other for other in found if other.end <= inverter.end)
        return inverter.end < at and any(other.end < at and other.at == inverter.at for other in earlier)

    def _tied(self, at: int, low: str) -> Inverter | None:
        """The inverter that a preposition or a "no" is by what stands before it."""
        if low == "from" and self._protects(at):
            return Inverter("from", at, self.reach.end_of(at + 1, verbal=False), "-")
        if low == "from" and (self.g.tokens[at - 1].verbs | self.g.tokens[at - 1].nouns) & _SHUT_OUT:
            return Inverter(self._text(at - 1, at + 1), at, self.reach.end_of(at + 1, verbal=False), "+")
        if low == "no" and self.denials.denies(at):
            leaves: Polarity | None = "-" if self.denials.lacks_title(at) else None
            after = (n for n in range(at + 1, self.end) if self.g.low(n) == "no")
            end = min(self.reach.end_of(at + 1, verbal=False), next(after, self.end))
            return Inverter("no", at - 1, end, leaves)
        if low == "by" and self.usage.is_inflicted(at):
            return Inverter(self._text(at - 1, at + 1), at, self.reach.end_of(at + 1, verbal=False), "-")
        if low in {"on", "upon"} and self.usage.is_imposed(at):
            return Inverter(self._text(at - 1, at + 1), at, self.reach.end_of(at + 1, verbal=False))
        if low in {"on", "upon"} and (verb := self.usage.laying(at, "dire_results", "burdens")) is not None:
            ends = self.reach.end_of(at + 1, verbal=False, harm=True)
            told = (n for n in range(at + 2, ends) if self.g.is_in(n, "relatives"))  # "on states | that sell arms"
            ends = next(told, ends)
            return Inverter(self._text(verb, at + 1), at, ends, "+", willing=self.usage.is_willed(verb))
        return None

    def _at(self, at: int, rows: Sequence[Row]) -> Inverter | None:
        if self.g.low(at) in _TYING and (tie := self._tied(at, self.g.low(at))) is not None:
            return tie
        if rows and self.g.low(at) == "not" and self.g.low(at + 1) in {"only", "just", "merely", "simply", "least"}:
            return None
        if rows and self.g.low(at) == "not" and self.usage.is_neglect(at + 1 + (self.g.low(at + 1) == "to")):
            return None
        if self.g.low(at) in {"not", "never"} and self.doers.is_forbidden(at):
            return Inverter(self._text(at, at + 3), self._clause_start(at) - 1, self.reach.end_of(at + 3, verbal=True))
        if rows and self.g.parenthetical(at) > at:
            return None  # "without delay"
        if rows and (self.denials.is_needed(at) or (self.g.low(at) == "not" and self.g.low(at + 1) == "yet")):
            return None
        for word, row, phrase in rows:
            if "…" in phrase:
                if (tail := self._tail(at, word, phrase)) is not None:
                    if row.leaves == "+" and self.usage.is_bad(range(at + 1, tail)):
                        continue  # "make | smuggling harder"
                    doer = self.doers.head(at) if row.leaves == "+" else None
                    return Inverter(self._text(at, at + 1), at, tail, row.leaves, doer)
                continue
            end = at + len(phrase)
            if len(phrase) > 1 and any(self.g.low(at + n) != part for n, part in enumerate(phrase) if n):
                continue
            if (inverter := self._governs(row, word, at, end)) is not None:
                return inverter
        return None

    def _gapped(self, at: int, end: int) -> int | None:
        """Index of the "and" before the subject of a participle whose "be" is not said again: "must be cut and bases | closed"."""
        if end < self.end or not self.g.tokens[at].is_form("past") or self.g.is_be(self.g.back_over_adverbs(at)[0]):
            return None
        joints = (n for n in range(at - 1, self.first, -1) if self.g.low(n) == "and")
        for joint in joints:
            done = self.g.tokens[joint - 1]
            if done.is_form("past") and self.g.is_be(self.g.back_over_adverbs(joint - 1)[0]):
                return joint
        return None

    def _tail(self, at: int, verb: str, phrase: tuple[str, ...]) -> int | None:
        """Index where the rest of a parted phrase begins, behind its object: "keep | drugs | at bay"."""
        rest = phrase[phrase.index("…") + 1 :]
        if verb not in self.g.tokens[at].verbs or self.g.tokens[at].is_capital:
            return None
        if self.g.is_in(at + 1, "prepositions") or self.g.is_plain_adverb(at + 1):
            return None  # "push | ahead with A after scaling back B"
        for place in range(at + 2, min(at + _PARTED, self.end)):
            if self.g.low(place) in CLAUSE_ENDS or self.g.low(place) == ",":
                return None
            if all(self.g.low(place + n) == part for n, part in enumerate(rest)):
                return place
        return None

    def _governs(self, row: InverterRow, word: str, at: int, end: int) -> Inverter | None:
        token = self.g.tokens[at]
        if word in _MEETING and self._meets_wants(end, row.pos):
            return None  # "respond to | the needs of the islands"
        if row.pos == "verb":
            named = token.is_capital and at > self.first  # "the Loss and Damage Fund"
            if named or word not in token.verbs:
                return None
            if token.form(word) == "ing" and self.g.low(end) == "of":  # "the scrapping of tariffs"
                return Inverter(self._text(at, end + 1), end, self.reach.end_of(end + 1, verbal=False), row.leaves)
            if word in _OFTEN_ALONE and not (end > at + 1 or self.reach.has_object(end) or self._is_name(end)):
                return None
            if row.id == "inv.dearer" and not self.usage.is_made_dear(at, end):
                return None
            if word == "contain" and not self.usage.is_held_back(at, end):
                return None
            if word == "occupy" and self.g.is_in(self.g.skip_modifiers(end, 4), "places_held"):
                return None  # "occupy | a central place"
            if word == "close" and end == at + 1 and not self.usage.is_shut(at, end):
                return None
            if word in _FIGHTING and self.g.low(end) in {"for", "alongside"}:
                return None
            if token.form(word) == "ing" and end < self.end and self.usage.is_deed_alone(at, end):
                return None
            if not self.usage.is_verbal(at, word, end):
                return None
            if row.leaves is None and (doer := self._harmful_doer(at, end)) is not None:
                return Inverter(self._text(at, end), end - 1, self.reach.end_of(end, verbal=True), "+", doer)
            if word in {"confront", "beset"} and self.g.bases(at - 1) & self.g.words["problem_nouns"]:
                return Inverter(self._text(at, end), end - 1, self.reach.end_of(end, verbal=False), "+")
            doer = self.doers.doer(at) if row.leaves is not None and word not in _LOSING else None
            if doer is not None and any(self.g.low(n) in {"not", "never", "cannot"} for n in range(doer + 1, at)):
                doer = None  # "the tests | do not violate the deal"
            if word in _ENDING and self.usage.is_without_object(at, end):
                return Inverter(self._text(at, end), self._clause_start(at) - 1, at, row.leaves)
            if self.usage.is_suffered(at, end, word):
                if row.leaves is None and self.usage.is_spared(at):
                    return None  # "access will not be restricted"
                start = self._clause_start(at)
                if (
                    self.g.low(self.g.back_over_adverbs(at)[0] - 1) == "to"
                ):  # "a trial and for | sanctions to be lifted"
                    start = next((n + 1 for n in range(at - 3, start, -1) if self.g.low(n) == "for"), start)
                return Inverter(self._text(at, end), start - 1, at, row.leaves)
            if row.leaves is None and (gap := self._gapped(at, end)) is not None:
                return Inverter(self._text(at, end), gap, at)
            if self.g.low(end) == "by" and token.form(word) == "past":  # "a region plagued by hunger"
                harm = Inverter(self._text(at, end + 1), end, self.reach.end_of(end + 1, verbal=False), "-")
                return harm if row.leaves == "+" else None
            told = token.form(word) == "past"  # "support | marginalized groups"
            willing = row.leaves == "+" and doer is None and not told and word not in self.g.words["unwilled"]
            willing = willing and self.usage.is_willed(at)
            ends = self.reach.end_of(end, verbal=True)
            return Inverter(self._text(at, end), end - 1, ends, row.leaves, doer, willing=willing)
        if row.pos == "noun":
            if word not in token.nouns | {token.low}:
                return None
            if self.denials.is_denied(at) and not (word == "interference" and self.g.low(self.first - 1) == "be"):
                return None
            if token.verbs and self.g.is_in(self.g.back_over_adverbs(at)[0], "modals"):
                return None  # "must | end in 2019"
            follow = self.g.skip_forward(end)
            if self.g.low(follow) in {"caused", "done", "inflicted", "posed"}:
                follow += 1
            if row.leaves == "+" and (
                self.g.low(follow) == "by" or (self.g.low(follow) == "of" and "of" not in row.after)
            ):  # "attacks | by the group | on"
                follow = next(
                    (place for place in range(follow, min(follow + 13, self.end)) if self.g.low(place) in row.after),
                    follow,
                )
            if row.leaves is None and self.g.low(follow) == "by" and "of" in row.after:  # "the closure by Peru | of"
                near = range(follow + 2, min(follow + 9, self.end))
                follow = next((place for place in near if self.g.low(place) == "of"), follow)
            owned = self.g.low(follow) == "of" and word in _MET
            if self.g.low(follow) in {"of", "by"} and (row.after == _TO or owned):  # "the refusal of the junta | to"
                near = range(follow + 2, min(follow + 9, self.end))
                follow = next((place for place in near if self.g.low(place) == "to"), follow)
            if self.g.low(follow) not in row.after or (word == "end" and self._dates(at)):
                return None
            if word == "burden" and self.g.tokens[min(follow + 1, self.end - 1)].is_form("ing"):
                return None  # "the burden of | hosting refugees"
            if row.leaves == "+" and self.g.low(follow) == "of" and word in self.g.words["own_deeds"]:
                near = range(follow + 2, min(follow + 7, self.end))
                on = next((n for n in near if self.g.low(n) in _DONE_TO or not self.g.tokens[n].is_word), None)
                if on is None or self.g.low(on) not in _DONE_TO:
                    return None  # whose they are: "the incursions of foreign forces"
                follow = on  # "the interference of foreign powers | in"
            if self.g.low(follow) == "to" and word not in self.g.words["failures"] and self._is_infinitive(follow):
                return None  # "interdiction | to dismantle networks"
            if self.g.low(follow) == "in" and self.g.is_in(follow + 1, "adverbial_nouns"):
                return None  # "backsliding | in partnership with"
            if word == "resolution" and (token.low != word or self.g.low(follow + 1)[:1].isdigit()):
                return None  # texts: "its resolutions of May"
            posed = self.doers.posed(at)
            doer = self.doers.doer(posed) if row.leaves == "+" and posed < at else None
            leaves = row.leaves
            if leaves == "+" and self.usage.laying(follow, "penalties") is not None:
                leaves, doer = None, None  # "impose severe consequences | on the junta"
            if word == "war" and self.usage.is_war_of_others(at, follow):
                leaves = "+"
            ends = self.reach.end_of(follow + 1, verbal=False, harm=leaves == "+")
            return Inverter(self._text(at, follow + 1), follow, ends, leaves, doer)
        if token.low != word:
            return None
        if row.pos == "predicate":
            return self._judged(at, end, row.leaves)
        if row.pos == "adjective":
            return (
                Inverter(self._text(at, end + 1), end, self.reach.end_of(end + 1, verbal=False))
                if self.g.low(end) in row.after
                else None
            )
        if "difficulty" in token.nouns and not self.g.tokens[min(end, self.end - 1)].is_form("ing"):
            return None  # "difficulties in | the north"
        if row.leaves is None and self.g.low(end - 1) == "to" and token.nouns and self._is_infinitive(end - 1):
            return None  # "solutions to | accelerate the harvest"
        leaves = "+" if word == "against" and self.usage.is_deed_against(at) else row.leaves
        ends = self.reach.end_of(end, verbal=False, harm=leaves == "+")
        return Inverter(self._text(at, end), end - 1, ends, leaves)

    def _dates(self, at: int) -> bool:
        """Whether the end of something only tells when: "by the | end of the summit"."""
        return self.g.low(at - 1) == "the" and self.g.low(at - 2) in {"by", "at", "until", "till", "towards", "toward"}

    def _meets_wants(self, end: int, pos: str) -> bool:
        """Whether what is met is something wanted, by the noun behind the "to" of a verb or noun that ends at `end`."""
        start = end if pos == "verb" else self.g.skip_forward(end) + 1
        return not self.g.bases(self.g.skip_modifiers(start, 5)).isdisjoint(self.g.words["wants"])

    def _harmful_doer(self, at: int, end: int) -> int | None:
        """Index of the bad thing that ends or hinders what is behind the verb at `at`: "the war | has reduced trade"."""
        if not self.reach.has_object(end) or self.g.is_in(end, "prepositions"):
            return None
        doer = self.doers.doer(at)
        if doer is None or any(self.g.low(n) in {"not", "never", "cannot"} for n in range(doer + 1, at)):
            return None
        bad = self.g.words.any_of("problem_nouns", "wrong_deeds")
        return doer if self.g.tokens[doer].nouns & bad else None

    def _is_infinitive(self, to: int) -> bool:
        verb = self.g.tokens[min(to + 1, self.end - 1)]
        return verb.is_form("base") and not verb.nouns and not verb.is_adjective and to + 2 < self.end

    def _is_name(self, at: int) -> bool:
        return at < self.end and self.g.tokens[at].is_capital

    def _protects(self, preposition: int) -> bool:
        """Whether something is kept away by what stands before: "shield the economy | from shocks"."""
        for at in range(preposition - 1, max(self.first, preposition - 8) - 1, -1):
            if self.g.low(at) in CLAUSE_ENDS or self.g.low(at) in {",", "from"}:
                return False
            token = self.g.tokens[at]
            if not (token.verbs | token.nouns).isdisjoint(self.g.words["protecting"]):
                return True
        return False

    def _judged(self, at: int, end: int, leaves: Polarity | None) -> Inverter | None:
        """A judgement on what stands before it: "such tariffs are illegal"; it reaches back to the clause's beginning."""
        verb, _ = self.g.back_over_adverbs(at)
        put = self.doers.putting(at) if leaves == "+" else None
        if put is not None and self.g.is_be(self.g.back_over_adverbs(put)[0]):
            return Inverter(self._text(at, end), self._clause_start(put) - 1, put, leaves)
        if put is not None:
            return Inverter(self._text(at, end), put, at, leaves, self.doers.doer(put))
        if self.g.is_in(verb, "possessives") or not (
            self.g.is_copula(verb)
            or self.g.is_have(verb)
            or (self.g.is_in(verb, "modals") and self.g.is_be(at + 1))  # "will | not be helpful"
            or (verb >= 0 and "constitute" in self.g.tokens[verb].verbs)
        ):
            return None
        if any(self.g.low(n) in {"not", "never", "no"} for n in range(verb + 1, at)):
            return None
        if self.g.low(verb - 1) == "and" and self.g.low(verb) != "and":
            return None  # of the subject of the verb before: "undermines trust and is illegal"
        start = self._clause_start(verb)
        return Inverter(self._text(at, end), start - 1, verb, leaves, verdict=leaves == "-")

    def _clause_start(self, at: int) -> int:
        """Index where the clause of the verb at `at` begins."""
        start = at
        while start > self.first and self.g.low(start - 1) not in _CLAUSE_OPENERS:
            start -= 1
        if self.g.is_in(start, "prepositions"):  # "With their help, | the mines will be destroyed"
            commas = (n + 1 for n in range(start + 1, at) if self.g.low(n) == ",")
            start = next((n for n in commas if self.g.low(n) not in {"and", "or"}), start)
        return start

    def _text(self, first: int, end: int) -> str:
        return " ".join(self.g.tokens[at].text for at in range(first, min(end, self.end)))
