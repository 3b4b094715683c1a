"""Which cues of a segment are positions of their own, whose they are, and where their targets end.

The rule of the annotation manual: a cue inside another's target is not coded again, unless it is an adjunct participle,
a verb coordinated with the outer one, or has a subject of its own in a new main clause.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.charged import charged
from graph_builder.text.stances.contacts import is_inverted, tells_which
from graph_builder.text.stances.finite_clauses import FiniteClauses
from graph_builder.text.stances.heading_participles import HeadingParticiples
from graph_builder.text.stances.held import held, is_owned, owned
from graph_builder.text.stances.inner_stances import InnerStances
from graph_builder.text.stances.opinions import OPINION, opinion
from graph_builder.text.stances.participles import Participles
from graph_builder.text.stances.passives import Passives
from graph_builder.text.stances.procedures import Procedures
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.shared_targets import share_targets
from graph_builder.text.stances.side_clauses import SideClauses
from graph_builder.text.stances.side_relatives import SideRelatives
from graph_builder.text.stances.spoken_of import name_subject
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.stances.stance_nouns import StanceNouns
from graph_builder.text.stances.tails import Tails
from graph_builder.text.stances.trimming import trimmed
from graph_builder.text.stances.turns import Turns
from graph_builder.text.words.parted_verbs import leads_participle

__all__ = ["read_stances"]


class _Reader:
    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.procedures = Procedures(sentence)
        self.participles = Participles(sentence)
        self.leads = HeadingParticiples(sentence, self.participles.besides)
        self.nouns = StanceNouns(sentence)
        self.turns, self.tails = Turns(sentence), Tails(sentence)
        self.inner = InnerStances(sentence)
        self.sides, self.relatives = SideClauses(sentence), SideRelatives(sentence)
        self.finite = FiniteClauses(sentence, self.turns)
        self.passives = Passives(sentence)
        self.opinion: Cue | None = None
        self.held: Cue | None = None
        self.owned: Cue | None = None

    def read(self) -> list[Stance]:
        for cue in self.s.cues:
            if cue.row.id == OPINION:
                self.opinion = cue
                continue
            if cue.form == "held":
                self.held = cue
                continue
            if self.owned is None and is_owned(cue):
                self.owned = cue
            if cue.end > self.s.end or any(
                cue.first < opening.cue.end and opening.cue.first < cue.end for opening in self.s.open
            ):
                continue
            if self.sides.take(cue) or tells_which(self.s, cue) or is_inverted(self.s, cue):
                continue
            opening = None if self.inner.goes_on(cue) else self._accept(cue)
            if opening is not None and not self.procedures.is_procedure(opening):
                self.s.open = [kept for kept in self.s.open if not self._is_swallowed(kept, opening)]
                self.s.open.append(opening)
            elif opening is None:
                if not self.relatives.take(cue):
                    self.inner.take(cue)
            elif cue.shape in {"verb", "modal"}:
                self.s.passed = opening
        self.s.open = self.turns.without_told()
        if not self.s.open:
            name_subject(self.s)
        self.s.keep_teller()
        self.s.open = [self.leads.as_led(opening, n) for n, opening in enumerate(self.s.open)]
        stances = [
            self.s.targets.close(opening, min(following.begins if following else self.s.end, self._end_of(opening)))
            for opening, following in zip(self.s.open, [*self.s.open[1:], None], strict=False)
        ]
        stances = self._resumed(stances)
        stances = [stance for stance in share_targets(self.s, stances) if not self.procedures.only_announces(stance)]
        stances += self.turns.claims()
        stances += self.tails.added()
        stances += self.inner.stances()
        stances += [*self._side_stances(), *self.relatives.stances()]
        if not stances and self.opinion is not None and (believed := opinion(self.s, self.opinion)) is not None:
            stances = [believed]
        if not stances and self.held is not None and (told := held(self.s, self.held)) is not None:
            stances = [told]
        if not stances and self.owned is not None and (told := owned(self.s, self.owned)) is not None:
            stances = [told]
        if not stances and self.s.passed is None and (told := charged(self.s)) is not None:
            stances = [told]
        stances = [stance for stance in stances if stance.holders]
        return [stance for stance in stances if stance.target or not self._says_nothing(stance)]

    def _side_stances(self) -> Iterator[Stance]:
        """What the side clauses tell, each up to the next of them or to the main clause."""
        begins = [opening.begins for opening in (*self.s.open, *self.sides.found)]
        begins += [self.s.parted, *(place for place, _ in self.turns.begun)]
        for opening in self.sides.found:
            end = min((at for at in begins if at >= opening.cue.end), default=self.s.end)
            opening = self.finite.others.as_stated(opening)
            if self.procedures.is_procedure(opening):
                continue
            yield self.s.targets.close(opening, self.sides.end_of(opening, end))

    def _resumed(self, stances: list[Stance]) -> list[Stance]:
        """What a verb governs behind an aside with a stance of its own: "Underlines, bearing in mind A, | that B"."""
        if len(stances) < 2 or stances[0].target is not None or stances[1].target is None:
            return stances
        verb, aside, (first, end) = stances[0], stances[1], stances[1].target
        if self.g.low(verb.cue.end) != "," or aside.cue.first != verb.cue.end + 1:
            return stances
        comma = next((at for at in range(first, end) if self.g.low(at) == "," and self.g.low(at + 1) == "that"), None)
        if comma is None or comma == first:
            return stances
        closed = replace(aside, target=(first, comma))
        return [replace(verb, target=trimmed(self.g, (comma + 2, end))), closed, *stances[2:]]

    def _says_nothing(self, stance: Stance) -> bool:
        """Whether a cue with no target is none: "We hereby declare:", "we will:", "to what end, I ask?"."""
        return (
            stance.cue.act == "affirm"
            or stance.cue.shape == "modal"
            or stance.cue.phrase in stance.cue.row.weak
            or stance.cue.phrase == ("announce",)
        )

    def _end_of(self, opening: Opening) -> int:
        """Where the target of an opening must end: before the clause of who tells it or tells something else."""
        if self.g.low(opening.subject - 1) in {"who", "which", "whose"} and self.g.low(opening.subject - 2) == ",":
            closes = (at for at in range(opening.cue.end, self.s.end) if self.g.low(at) == ",")
            return next(closes, self.s.end)  # "the minister, who backs the reform, | met"
        turns = [self.s.parted, *(place for place, _ in self.turns.begun)]
        if self.turns.main is not None:
            turns.append(self.turns.main)
        if self.g.low(opening.cue.end - 1) != "that":
            turns += (side.begins for side in self.sides.found)
            turns += self.relatives.closes()
        if (closing := self.participles.end_of_aside(opening.cue)) is not None:
            turns.append(closing)
        verb = self.s.head.verb
        behind = self.g.low(opening.subject - 1) == "as" or self.g.low(0) == "saying"
        if verb is not None and opening.cue.end <= verb and behind:
            turns.append(self.s.holders.subjects.start_of(verb) - 1)  # "As members condemned A, | the envoy said that"
        if verb is not None and self.s.teller and opening.cue.end <= verb and self.turns.is_joined(verb):
            turns.insert(0, self.s.series.joint(verb))  # "reiterated its opposition to A | and said that B"
        elif verb is not None and self.s.teller and opening.cue.end <= verb:
            subject = self.s.holders.subjects.start_of(verb)
            subject += self.g.low(subject) == "and"
            if self.g.low(subject - 1) == "and" and subject > opening.cue.end:
                turns.insert(0, self.s.series.joint(subject))  # "the minister stressed A | , and the envoy said that B"
        if self.s.teller and self.g.low(opening.cue.end - 1) != "that":
            turns += (at for at in range(opening.cue.end, self.s.end) if self._tells_also(at))
        turn = min((place for place in turns if place >= opening.cue.end), default=self.s.end)
        return min(turn, self._end_before_teller(opening))

    def _tells_also(self, at: int) -> bool:
        """Whether the teller goes on there with a second clause: "said that it backs A | and that it has no plans"."""
        return self.g.low(at) in {"and", "but", ","} and self.finite.nesting.is_told_also(at + 2)

    def _end_before_teller(self, opening: Opening) -> int:
        if (turned := self.participles.besides.inverted(opening.cue)) is not None:
            return turned[0]
        verb = self.s.telling.verb if self.s.head.verb is None else self.s.head.verb
        if verb is None or not self.s.told or not opening.cue.end <= verb < self.s.end or opening.cue.form != "ing":
            led = leads_participle(self.g, self.g.back_over_adverbs(opening.cue.first)[0])
            heading = self.leads.is_leading(opening)
            alone = heading and len(self.s.open) == 1
            found = self.leads.main_clause(opening) if alone or self._closes_heads(opening) else None
            if led and found is None and heading:  # "In welcoming A, | the hall rose"
                return next(
                    (at for at in range(self.s.end - 1, opening.cue.end, -1) if self.g.low(at) == ","), self.s.end
                )
            return self.s.end if found is None else found[0]
        subject = self.s.holders.subjects.start_of(verb)
        if subject <= opening.cue.first:  # "the minister, welcoming A, | said that B"
            subject = self.g.back_over_adverbs(verb)[0] + 1
        return max(subject - 1, opening.cue.end)

    def _closes_heads(self, opening: Opening) -> bool:
        """Whether only participles take stances, and this is the last: "Stressing A and | urging B, the leaders met"."""
        if opening is not self.s.open[-1] or opening.cue.form != "ing":
            return False
        first = self.s.open[0].cue.group
        uses = (opened.cue.group.use if opened.cue.group else "" for opened in self.s.open[1:])
        return first is not None and first.use == "heading" and set(uses) == {"participle"}

    def _is_swallowed(self, earlier: Opening, later: Opening) -> bool:
        """A subject-including cue ("X is vital") swallows what was opened inside its subject."""
        return (
            later.cue.shape in {"predicate", "modal", "assessment"}
            and later.subject < earlier.cue.first
            and later.begins <= earlier.begins
            and earlier.cue.shape in {"noun"}
        )

    def _goes_on_with_infinitive(self, first: int) -> bool:
        """Whether a copula goes on with what others are urged to do: "urged both sides to keep the truce and | remain committed to it"."""
        last = self.s.open[-1].cue if self.s.open else None
        asked = last is not None and last.act in {"urge", "commit"} and last.form in {"s", "past"}
        if last is None or not asked or self.g.low(first - 1) not in {"and", "or"}:
            return False
        bare = self.g.low(first) in {"be", "remain", "stay", "become"}
        return bare and (self.g.low(last.end - 1) == "to" or self.s.series.has_infinitive(last.end, first))

    def _accept(self, cue: Cue) -> Opening | None:
        if cue.shape == "noun":
            return self.nouns.accepted(cue)
        if cue.row.id.endswith(".undimmed") and self.s.open and self.s.open[-1].cue.shape == "noun":
            return None  # "Our support for peace | is unwavering"
        if cue.carrier is not None and self.finite.others.is_only_noted(cue):
            cue = cue.carrier
        group = cue.group
        if cue.shape == "telling" and group is not None:
            turned = len(self.turns.begun)
            self.turns.take(cue, group)
            return self.participles.added(cue) if len(self.turns.begun) == turned else None
        if (
            group is None
            or group.use == "described"
            or (self.s.open and self.s.open[-1].cue.group is not None and self.s.open[-1].cue.group.use == "reported")
        ):
            return None
        if cue.shape in {"adjective", "predicate"} and self._goes_on_with_infinitive(group.first):
            return None
        led = self.s.led is not None and cue.first in {0, self.g.begin}
        led = led and cue.form == "base" and cue.shape != "assessment"
        if cue.row.form == "own" and (led or group.use != "finite"):
            return None
        if group.use == "heading" or led:
            narrated = self.s.holders.strangers is not None and "continue" in self.g.tokens[cue.keyword].verbs
            if (
                self.s.open
                or cue.shape == "assessment"
                or (cue.form == "ing" and self.participles.describes_subject(cue))
                or narrated  # "Continuing to take up the matter, speakers …"
                or (cue.form == "ing" and self.participles.is_label(cue))
                or (cue.form == "ing" and not led and self.participles.is_gerund_subject(cue))
                or self.participles.is_of_others(cue)
            ):
                return None
            voicer = self.nouns.told.voicer(cue) or self.s.issuer()
            return self.finite.others.as_stated(self.s.opening(cue, voicer, cue.first))
        if group.use == "reported":
            agent = self.s.agent(cue.keyword + 1)
            return self.s.opening(cue, agent, cue.first) if agent and not self.s.open else None
        if group.use == "infinitive":
            headed = self.s.led is not None and cue.first == 0  # "RESOLVES: 1. To request …"
            fits = not self.s.open and (headed or self._heads_item(cue) or (cue.shape == "wrapped" and cue.reaffirmed))
            told = self.s.series.is_strong_verb(cue) or cue.shape == "wrapped" or self.g.low(cue.end - 1) == "that"
            asides = all(opened.cue.group and opened.cue.group.use == "participle" for opened in self.s.open)
            if asides and told and self.participles.is_gathered(cue.first):
                return self.s.opening(cue, self.participles.gathered(cue.first), cue.first)
            if self.s.open and self._is_second_infinitive(self.s.open[-1].cue, cue):
                return self.s.opening(replace(cue, first=cue.first + 1), self.s.open[-1].holders, cue.first)
            return self.s.opening(cue, self.s.issuer(), cue.first) if fits else None
        if group.use in {"participle", "adjunct"} and self.finite.nesting.is_of_claimed(group.first):
            return None
        if group.use == "participle":
            accepted = self.participles.accepted(cue)
            if accepted is None and not self.s.open and (shown := self.finite.others.shown(cue)):
                return self.s.opening(cue, shown, cue.first)
            return accepted and self.finite.others.as_stated(accepted)
        if group.use == "adjunct":
            return self.participles.besides.adjunct(cue)
        if group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            passive = self.passives.accepted(cue)
            promised = passive is not None and self.finite.others.promises(passive.cue, passive.holders)
            return replace(passive, cue=replace(passive.cue, act="commit")) if passive and promised else passive
        relied = cue.row.id == "support.counted" or cue.phrase == ("count", "on")
        if relied and ((given := self.finite.others.counted_on(cue)) is not None or cue.row.id == "support.counted"):
            return given
        opening = self.finite.active(cue)
        if opening is not None and self.finite.others.is_told_of_others(opening):
            return None
        if opening is not None and (whose := self.finite.others.felt_by(opening.cue)):
            opening = replace(opening, holders=whose)
        if opening is not None and self.finite.others.hopes_of_others(opening.cue, opening.holders):
            return replace(opening, cue=replace(opening.cue, act="urge"))
        if opening is not None and (stated := self.finite.others.as_stated(opening)) is not opening:
            return stated
        if opening is not None and self.finite.others.blames(opening):
            blamed = replace(opening.cue, act="affirm", row=replace(opening.cue.row, sign="-"))
            if opening.cue.act == "support":
                blamed = replace(blamed, shape="assessment")
            return replace(opening, cue=blamed, holders=self.s.voices.own)
        if opening is not None and (promised := self.finite.others.promises(opening.cue, opening.holders)) is not None:
            return replace(opening, cue=replace(opening.cue, act="commit" if promised else "affirm"))
        return opening

    def _heads_item(self, cue: Cue) -> bool:
        """Whether an infinitive heads a point of a list that no sentence opens: "1. To condemn the coup", "2. To further request"."""
        takes = cue.shape in {"verb", "wrapped"} and cue.act not in {"commit", "affirm"}
        if not self.s.is_item or cue.first or not (takes or self.s.series.is_strong_verb(cue)):
            return False
        return not self._leads_to_clause(cue)

    def _leads_to_clause(self, cue: Cue) -> bool:
        """Whether a main clause follows for which an infinitive only tells the purpose: "To support growth | , the bank lends more"."""
        for comma in range(cue.end, self.s.end - 2):
            subject = self.g.is_in(comma + 1, "determiners") or self.g.is_in(comma + 1, "pronouns")
            if self.g.low(comma) != "," or not subject:
                continue
            words = itertools.takewhile(lambda at: self.g.tokens[at].is_word, range(comma + 1, self.s.end))
            if any(
                self.g.is_copula(at) or self.g.is_have(at) or self.g.is_in(at, "modals") or self._is_told(at)
                for at in itertools.takewhile(lambda at: not self.g.is_in(at, "subordinators"), words)
            ):
                return True
        return False

    def _is_told(self, at: int) -> bool:
        """Whether a word stands there that can only be a verb with its subject before it."""
        token = self.g.tokens[at]
        told = token.verbs and not token.nouns and not token.is_capital and not token.is_adjective
        return bool(told) and token.form(min(token.verbs)) in {"s", "past"}

    def _is_second_infinitive(self, last: Cue, cue: Cue) -> bool:
        """Whether an infinitive goes on with the one before it: "I wish to thank A and | to stress B"."""
        led = last.group is not None and last.group.use in {"finite", "heading"} and last.group.first < last.keyword
        led = led or (last.group is not None and last.group.use == "infinitive" and last.shape in {"verb", "wrapped"})
        to = self.g.back_over_adverbs(last.keyword)[0]
        joined = self.g.low(to) == "to" and self.g.low(cue.first - 1) == "and"
        wishes = last.act == "welcome" and self.g.tokens[cue.keyword].verbs & {
            "assure",
            "wish",
            "pledge",
            "promise",
            "offer",
        }
        return led and joined and (bool(wishes) or self.s.series.is_strong_verb(cue))


def read_stances(sentence: Sentence) -> list[Stance]:
    """The positions that a segment takes, in reading order. The sentence's voices tell then whom it named last."""
    return _Reader(sentence).read()
