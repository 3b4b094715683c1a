"""Whether a clause is inside another: part of an open target or a relative clause, so that its cue is not coded again."""

from __future__ import annotations

import itertools

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.clefts import Clefts
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.clause_bounds import clause_start, opens_sentence
from graph_builder.text.words.finite_verbs import has_own_verb
from graph_builder.text.words.marks import DASHES

__all__ = ["Nesting"]

_REASONS = frozenset({"because", "since", "as"})
_CONTRASTS = frozenset({"while", "whereas"})
_GRANTING = frozenset({"although", "though"})
_SUBJECTS = frozenset({"we", "i", "they", "he", "she", "it", "this", "that"})
_TAKEN = frozenset({"condemn", "oppose", "regret", "welcome", "support"})
"""Acts of verbs by which a report tells a stance that somebody took besides."""
_POINTING = frozenset({"which", "that", "this"})
_ASKING = frozenset({"how", "why", "whether"})
_BEFORE_RESULT = frozenset({",", ";", "and"}) | DASHES
"""What "so" follows where it begins what comes of the clause before."""
_CLAUSAL = frozenset({"since", "as", "until", "before", "after"})
"""Prepositions that, before a pronoun, open a clause."""


class Nesting:
    """The clauses of one sentence, and which of them stand by themselves."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.clefts = Clefts(sentence)

    def is_new_clause(self, first: int, end: int) -> bool:
        """Whether a set phrase before `end` begins a clause of its own at `first`."""
        leads = self.g.is_in(first - 1, "subordinators") or self.g.low(first - 1) in {"as", "since"}
        if leads and first - 1 == self.g.lead and self.g.low(end) == ",":
            return False  # "Because the stakes are high, the minister urged all to"
        if self.s.open and self.follows_opening(self.s.open[-1], first):
            return False
        if not self.s.open or self.s.series.joint(first) < first or first == self.s.told:
            return True
        start, bound = clause_start(self.g, first)
        contrasted = bound == "," and self.g.low(start) in {"and", "but", "while", "yet"}
        return contrasted and (self.g.is_in(start + 1, "prepositions") or start + 1 == first)

    def is_inside(self, start: int, bound: str, cue: Cue | None = None) -> bool:
        """Whether a clause whose subject begins at `start` belongs to the target of an open cue or to a relative clause."""
        start = start if bound else self.g.behind_opening(start, len(self.g.tokens))
        if self.s.told and start == self.s.told and all(opening.cue.first < start for opening in self.s.open):
            return False  # "…, saying | the talks must resume"
        if cue is not None and self.is_said_meanwhile(start, cue):
            return False
        if self.is_told_also(start):
            return False
        if cue is not None and cue.group is not None and self._is_behind_event(start, cue.group.first):
            return True
        if self._is_loose_relative(start, bound, cue):
            return False
        if bound == "so" and (start == 1 or self.g.low(start - 2) in _BEFORE_RESULT):
            if not self.s.open:
                return False  # "the need is great, so | we call on all to give"
            bound = ","
        if bound == "why" and self.before_reason(start) < start:
            return False
        if bound == "what" and cue is not None and cue.shape == "modal" and self._is_identified(cue):
            return False
        if bound == "as" and cue is not None and self._is_said_in_passing(cue):
            return True
        if bound in _REASONS and self.g.low(start) in {"we", "i"}:
            # "we support this, since we believe that …", but not "As we celebrate the anniversary, …"
            heads = start == self.g.lead + 1 or self.g.low(start - 2) in DASHES
            return heads and cue is not None and self._only_goes_on(cue)
        if bound in _REASONS and self.g.low(start) in {"it", "they"} and start > 1 and self._is_belief(cue):
            return False  # "backs the ban because it | is convinced that mines kill"
        told = cue is not None and cue.shape in {"verb", "wrapped", "modal"}
        if self.g.low(start) == "as" and told and cue is not None and self.g.low(cue.first - 1) not in _SUBJECTS:
            return True  # "as Peru and Chile are going to meet, …"
        if bound == "which" and self._is_story(start, cue):
            return False
        if bound == "whereas" and start == self.g.lead + 1 and cue is not None and self._is_considered(cue):
            return False
        if bound in _CONTRASTS and cue is not None and cue.row.form == "own":
            return True  # "While we implement the law, we …"
        heads = start == self.g.lead + 1 + (self.g.low(self.g.lead) == "even")
        felt = cue is not None and (cue.shape == "adjective" or (told and cue.act in _TAKEN))
        if bound in _CONTRASTS | _GRANTING and heads and self._is_weighed(cue):
            return False  # "Although dialogue is vital, we …"
        if (bound in _CONTRASTS or (bound in _GRANTING and felt)) and self.g.low(start) in {"we", "i"} and heads:
            return False  # "While we thank our hosts, we …", "Although we support the plan, we …"
        reported = self.s.holders.strangers is not None and cue is not None and cue.shape in {"verb", "wrapped"}
        strong = reported and cue is not None and self.s.series.is_strong_verb(cue)
        if strong and bound in _CONTRASTS and start == self.g.lead + 1:
            return False  # a report sets two against each other: "While Peru welcomed the plan, Chile …"
        if bound in _CONTRASTS and self._is_contrast(start, cue):
            return False
        if reported and cue is not None and self._is_told_besides(start, bound, cue):
            return False
        if bound == "when" and start > 1 and cue is not None and cue.act == "condemn" and self.s.holders.strangers:
            return False  # a report tells its climax so: "tension peaked when Peru accused Chile"
        if bound in _CLAUSAL or bound in self.g.words["relatives"] or bound in self.g.words["subordinators"]:
            return not self.clefts.is_cleft(start) and not (self.s.told and start == self.s.told)
        if not self.s.open:
            return False
        if self._is_asked(self.s.open[-1].cue.end, start) or self.follows_opening(self.s.open[-1], start):
            return True
        if bound in DASHES | {":", "…"} and (
            self.g.low(start) in _SUBJECTS
            or self.g.tokens[start].is_capital
            or (cue is not None and cue.shape == "modal" and self.g.is_in(start, "determiners"))
        ):
            return False
        if start < self.s.open[-1].cue.first:
            return not self._closes_aside(cue)
        if bound == "," and cue is not None and self._follows_heading(start, cue):
            return False
        if self.awaits_verb(self.s.open[-1], start) or (bound == "," and self._ends_list(start)):
            return True
        if start and opens_sentence(self.g, start):
            return False
        joint = self.s.series.clause_joint(start)
        if (
            joint < start
            and self.g.low(start) in {"we", "i"}
            and start == (cue.first - 1 if cue is not None else start)
        ):
            return False  # "we encourage and | we support all efforts"
        return joint == start or not self._can_end(self.s.open[-1], joint)

    def before_reason(self, start: int) -> int:
        """`start`, or where the clause begins that tells what follows from another: "the need is great | , which is why we"."""
        be = self.g.back_over_adverbs(start - 1)[0]
        reason = self.g.low(start - 1) == "why" and (self.g.is_be(be) or self.g.low(be) in {"'s", "’s"})
        if not reason or self.g.low(be - 1) not in _POINTING:
            return start
        joint = self.s.series.joint(be - 1)
        return joint if joint < be - 1 or self.g.low(joint - 1) in DASHES else start

    def _follows_heading(self, start: int, cue: Cue) -> bool:
        """Whether those go on behind a comma whose stance heads the sentence: "Noting that trade matters, | the leaders urge"."""
        opening, group = self.s.open[-1], self.s.open[-1].cue.group
        heads = group is not None and group.use == "heading" and opening.cue.form == "ing"
        if not heads or cue.group is None or self.g.low(opening.cue.end - 1) != "that":
            return False
        sure = cue.shape == "wrapped" or (cue.shape == "verb" and self.s.series.is_strong_verb(cue))
        told = any(self.g.tokens[at].verbs for at in range(opening.cue.end + 1, start))
        if not told or not (sure or self.g.low(start) == "we"):
            return False
        return self.s.holders.resolve(start, cue.group.first, self.s.voices, documents=False) == opening.holders

    def follows_opening(self, opening: Opening, at: int) -> bool:
        """Whether behind the "that" or comma of an open cue only what tells when, how or why stands before an index.

        "Believe that, in order to grow, | trade must be free", "Sadly, in many places, | women must fight".
        """
        begin = opening.cue.end + (self.g.low(opening.cue.end) == ",")
        if self.g.low(opening.cue.end - 1) not in {"that", ","} or self.g.low(at - 1) != "," or at - 2 <= begin:
            return False
        if self._opens_condition(begin):
            return all(self.g.is_in(n + 1, "relatives") for n in range(begin, at - 1) if self.g.low(n) == ",")
        if not self.g.is_in(begin, "prepositions") and self.g.low(begin) not in {"to", "given"}:
            return False
        inner = False
        for place in range(begin + 1, at - 1):
            inner = inner or self.g.is_in(place, "relatives")
            finite = self.g.is_copula(place) or self.g.is_have(place) or self.g.is_in(place, "modals")
            if not inner and finite and self.g.low(place - 1) != "to":
                return False  # "recalls that in Lima all were heard, | it"
            if self.g.low(place) == "," and not inner and self.g.low(place + 1) in {"we", "they", "it", "there"}:
                return False
        return True

    def is_of_claimed(self, first: int) -> bool:
        """Whether a verb or participle behind a comma has the subject of the clause that an open cue claims.

        "Hope that Peru, our old friend, | will help", "trust that the leaders, | mindful of the risks, will act".
        """
        comma = self.g.back_over_adverbs(first)[0]
        if not self.s.open or self.g.low(comma) != ",":
            return False
        cue = self.s.open[-1].cue
        informs = not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["informing_verbs"])
        told = range(cue.end - 1, cue.end + 8 if informs else cue.end)  # "assure the members | that"
        begin = next((n + 1 for n in told if self.g.low(n) == "that"), comma)
        parts = [n for n in range(begin, comma + 1) if self.g.low(n) == ","]
        if (
            not parts
            or parts[0] - begin < 1
            or not self.s.has_noun(begin, parts[0])
            or has_own_verb(self.g, begin, parts[0])
        ):
            return False
        if self.g.is_in(begin, "prepositions") or self._opens_condition(begin):
            return False
        return not any(has_own_verb(self.g, n + 1, after) for n, after in itertools.pairwise(parts))

    def _is_asked(self, first: int, start: int) -> bool:
        """Whether a stance asks or supposes what ends not before an index: "show how trade and | art help", "think if A is due, | B is"."""
        if self.g.low(first) in {"if", "unless"} and "," not in map(self.g.low, range(first, start - 1)):
            return True
        asked = self.g.places(_ASKING, first, start)
        return bool(asked) and not self.g.has_verb(asked[-1] + 1, start)

    def _only_goes_on(self, cue: Cue) -> bool:
        """Whether it is told during what something else is so: "As we celebrate the day, …", "As we embark on reforms, …"."""
        if self.g.is_in(cue.keyword, "observances"):
            return True
        plain = cue.shape == "verb" and cue.act in {"commit", "affirm", "urge"} and self.g.low(cue.end - 1) != "that"
        return plain and not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["ways_of_going_on"])

    def _is_belief(self, cue: Cue | None) -> bool:
        """Whether a cue tells what its subject believes, in a clause of its own."""
        told = self.s.open and self.g.low(self.s.open[-1].cue.end - 1) == "that"
        return (
            cue is not None
            and not told
            and cue.act == "affirm"
            and cue.shape in {"verb", "wrapped", "adjective"}
            and self.g.low(cue.end - 1) == "that"
        )

    def _is_considered(self, cue: Cue) -> bool:
        """Whether a resolution tells its own view in a clause that "Whereas" opens: "Whereas the raids | threaten peace;"."""
        closed = self.g.low(len(self.g.tokens) - 1) in {";", ",", "and"} and cue.group is not None
        if not closed or cue.group is None or cue.shape in {"assessment", "predicate"}:
            return closed
        return self.s.holders.resolve(1, cue.group.first, self.s.voices) == self.s.voices.own

    def is_said_meanwhile(self, start: int, cue: Cue) -> bool:
        """Whether a report adds what the members of a body say: "the talks went on, as | speakers underlined the need for"."""
        at = start if self.g.low(start) == "as" else start - 1
        if self.s.holders.strangers is None or self.g.low(at) != "as":
            return False
        strong = cue.shape == "wrapped" or self.s.series.is_strong_verb(cue)
        if cue.form != "past" or cue.shape not in {"verb", "wrapped"} or not strong:
            return False
        if self.g.low(at + 1) in {"he", "she"}:
            return cue.first <= at + 3 and bool(
                self.s.open
            )  # "backed the plan as | he reiterated support for the truce"
        if self.g.low(at - 1) != "," and at != self.g.lead:
            return False
        members = range(at + 1, min(at + 4, cue.first))
        return any(self.s.holders.groups.is_group(n) or self.g.is_in(n, "some_of_all") for n in members)

    def _is_behind_event(self, start: int, first: int) -> bool:
        """Whether the verb at `first` tells after what something else was done: "voiced anger after ships | blocked the strait"."""
        now = self.g.is_in(first, "modals") or self.g.tokens[first].is_form("base") or self.g.tokens[first].is_form("s")
        if self.g.low(first - 1) in {"and", "but", "or", ","} or now:
            return False  # "steps taken before the talks | undermine trust"
        behind = next((at for at in range(first - 2, start + 1, -1) if self.g.low(at) in {"after", "before"}), None)
        return behind is not None and any(
            token.verbs and not token.nouns and not token.is_capital and token.form(min(token.verbs)) in {"s", "past"}
            for token in self.g.tokens[start + 1 : behind]
        )

    def is_told_also(self, start: int) -> bool:
        """Whether a clause is the second that somebody tells: "said that it backs A and that | it has no plans"."""
        if not 1 < self.s.told < start or self.g.low(start - 1) != "that":
            return False
        joint = self.g.low(start - 2)
        if self.g.low(self.s.told - 1) == "that":
            return joint in {"and", "but", ","}
        governed = bool(self.s.open) and self.g.has_clause(self.s.open[-1].cue.end - 1, start - 2)
        return joint in {"and", "but"} and self.s.head.verb is not None and not governed

    def _is_identified(self, cue: Cue) -> bool:
        """Whether what must be done is said behind a form of be: "what we must never accept | is the use of force"."""
        return not self.s.open and any(
            self.g.low(at) in {"is", "are"} for at in range(cue.end, min(cue.end + 6, self.s.end))
        )

    def _is_said_in_passing(self, cue: Cue) -> bool:
        """Whether nothing is told that the speaker does not say elsewhere: "as I announced", "as we should be"."""
        if cue.shape == "modal":
            return True
        telling = self.g.words.any_of("told_at_once", "attribution")
        return self.g.low(cue.end - 1) != "that" and not self.g.tokens[cue.keyword].verbs.isdisjoint(telling)

    def _is_story(self, start: int, cue: Cue | None) -> bool:
        """Whether a relative clause goes on with the story: "held talks, in which he | voiced concern", "gave a speech in which"."""
        told = cue is not None and cue.shape in {"verb", "wrapped"} and not self.s.open
        if not told or self.g.low(start - 2) not in {"in", "during", "at"}:
            return False
        return self.g.low(start - 3) == "," or self.s.holders.clauses.is_said_in(start)

    def _is_contrast(self, start: int, cue: Cue | None) -> bool:
        """Whether another actor's own stance is set against the one before: "was backed by A, while B | voted against it"."""
        if (
            cue is None
            or cue.shape not in {"verb", "wrapped", "adjective", "modal", "assessment"}
            or (self.g.low(start - 2) != "," and not self._names_other(start, cue))
        ):
            return False
        return not self.s.open or self.g.low(self.s.open[-1].cue.end - 1) != "that"

    def _is_told_besides(self, start: int, bound: str, cue: Cue) -> bool:
        """Whether a report tells another stance of somebody in passing: "left after he | rejected A", "Although he | welcomed A, …"."""
        took = cue.form == "past" and cue.phrase not in cue.row.weak
        took = took and (cue.shape == "wrapped" or self.s.series.is_strong_verb(cue) or cue.act in _TAKEN)
        if bound in {"after", "before"}:
            return took and self.g.is_in(start, "pronouns") and self.g.low(start) not in {"this", "that"}
        return took and bound in {"although", "though"} and start == self.g.lead + 1

    def _names_other(self, start: int, cue: Cue) -> bool:
        """Whether a report sets an actor, by name, against another without a comma: "condemned A while | Chile welcomed it"."""
        named = any(actor.first == start and actor.end <= cue.first for actor in self.s.holders.actors)
        return named and self.s.holders.strangers is not None and cue.shape in {"verb", "wrapped"}

    def _closes_aside(self, cue: Cue | None) -> bool:
        """Whether participles or a relative clause between commas part the subject from its verb: "Peru, recalling A, | demands C"."""
        asides = list(itertools.takewhile(self._is_in_aside, reversed(self.s.open)))
        if not asides or cue is None or cue.group is None:
            return False
        if self.g.low(self.g.back_over_adverbs(cue.group.first)[0]) != ",":
            return False
        before = self.g.back_over_adverbs(asides[-1].cue.first)[0]
        before -= self.g.low(before) == "while" or self.g.is_in(before, "relatives")
        return self.g.low(before) == ","

    def _is_in_aside(self, opening: Opening) -> bool:
        """Whether a stance is taken by a participle, or by the verb of a relative clause: "Peru, which | supports A, demands B"."""
        group = opening.cue.group
        if group is None:
            return False
        return group.use == "participle" or self.g.is_in(self.g.back_over_adverbs(group.first)[0], "relatives")

    def _is_weighed(self, cue: Cue | None) -> bool:
        """Whether who speaks judges something outright: "is vital", but not "may be vital"."""
        if cue is None or cue.shape not in {"predicate", "assessment"} or self.s.holders.strangers is not None:
            return False
        return cue.group is None or cue.group.modal is None

    def _is_loose_relative(self, start: int, bound: str, cue: Cue | None) -> bool:
        """Whether a relative clause behind a comma goes on with the story: "met in Paris, where they agreed to"."""
        told = cue is not None and cue.shape in {"verb", "wrapped", "adjective"}
        return bound == "where" and self.g.low(start - 2) == "," and not self.s.open and told

    def _ends_list(self, start: int) -> bool:
        """Whether only the first items of a list part what begins there from a relative: "where trade, order, and | peace are shared"."""
        for at in range(start - 2, max(start - 16, self.s.open[-1].cue.end - 1), -1):
            token = self.g.tokens[at]
            if token.low == "that" and self.g.is_in(at - 1, "prepositions"):
                return False  # "backs the truce, and in that spirit, | they"
            if token.low in self.g.words["relatives"] or token.low == "where":
                return self.g.low(at + 1) != "," and at != self.g.lead + 1  # "Echoing | that view, Peru"
            nominal = token.nouns or token.is_adjective or token.low in {",", "and", "or", "of", "'s", "’s"}
            if not (nominal or self.g.is_in(at, "articles") or self.g.is_in(at, "possessives")):
                return False
        return False

    def awaits_verb(self, opening: Opening, at: int) -> bool:
        """Whether the clause after the "that" of an open cue has no verb yet: "underlined that A, B and C | remain vital"."""
        end = opening.cue.end
        if self.g.low(end - 1) != "that":
            return False
        again = (n for n in range(at - 1, end, -1) if self.g.low(n) == "that" and self.g.low(n - 1) == "and")
        end = next(again, end - 1) + 1  # "stressed that A must end and that B, C and | D must begin"
        aside = next((n + 1 for n in range(end + 2, at) if self.g.low(n) == ","), end)
        if self.g.low(end) == "," and self.g.is_in(end + 1, "prepositions"):
            end = aside  # "recalled that, after the vote, | his party …"
        begin = end + (self.g.low(end) == ",")
        begin = begin if self._opens_condition(begin) else self.g.skip_forward(begin)
        if self._opens_condition(begin):
            comma = next((place for place in range(begin, at) if self.g.low(place) == ","), None)
            if comma is None or comma >= at - 1:
                return True  # "warning that, unless it changes, | prices must rise"
            end = comma + 1
        begun = (
            self.g.is_in(end, "determiners") and self.g.low(at) in {"it", "we", "they"} and self.g.low(at - 1) == ","
        )
        return not begun and not any(  # "that this work matters to all, | it …"
            self.g.is_copula(place)
            or self.g.is_have(place)
            or self.g.is_in(place, "modals")
            or (self.g.tokens[place].verbs and not (self.g.tokens[place].nouns or self.g.tokens[place].is_adjective))
            for place in range(end, at)
            if self.g.low(place - 1) not in {"to", "having", "being", "been"}
            and not (
                self.g.low(place) in {"'s", "’s"} and self.g.low(place - 1) not in _SUBJECTS
            )  # "that Peru's unity"
            and not self.g.low(place).endswith("ing")  # "that to be fair | it must"
        )

    def _opens_condition(self, at: int) -> bool:
        """Whether a clause that its main clause follows begins at `at`: "unless", "although", "just as"."""
        low = self.g.low(at)
        return low in {"as", "since", "after", "before", "until", "despite"} or (
            low in self.g.words["subordinators"] and low not in self.g.words.any_of("relatives")
            and low not in {"how", "why", "what", "whether"}
        )  # fmt: skip

    def _can_end(self, opening: Opening, at: int) -> bool:
        """Whether the clause of `opening` can end at `at`: not right behind its cue."""
        passive = opening.cue.group is not None and opening.cue.group.use == "passive"
        return at > opening.cue.end or passive or opening.cue.shape in {"predicate", "modal", "assessment"}
