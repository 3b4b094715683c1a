"""What is due to the actors of one target: their land, a hearing, being set up; and what a thing is said to be good for."""

from __future__ import annotations

from graph_builder.text.polarity.accountability import Accountability
from graph_builder.text.things.things import Thing

__all__ = ["Standing"]


class Standing(Accountability):
    """What the actors of one target are due or of use for."""

    def is_rightful(self, thing: Thing) -> bool:
        """Whether land or something else is said to be its own: "the occupied territories of the island"."""
        tie = self.setting.left(thing)
        if tie <= self.first:
            return False
        land = self.g.low(tie) == "of" and self.g.is_in(tie - 1, "territories")
        belongs = self.g.low(tie) == "to" and "belong" in self.g.tokens[tie - 1].verbs
        return land or belongs or (self.g.low(tie) == "from" and thing.concept.is_country and self._is_left(tie))

    def _is_left(self, preposition: int) -> bool:
        """Whether troops are to leave what stands behind: "withdraw (its forces) | from the country"."""
        back = range(max(self.first, preposition - 8), preposition)
        leaves = any(self.g.bases(at) & self.words["withdrawing"] for at in back)
        itself = self.g.tokens[preposition - 1].verbs | self.g.tokens[preposition - 1].nouns
        return (leaves and any(self.g.is_in(at, "troops") for at in back)) or bool(itself & {"withdraw", "withdrawal"})

    def is_suffering(self, thing: Thing) -> bool:
        """Whether what is done to it is told as its own: "the refugees' plight", "the island's exclusion"."""
        if self.has_died(thing):
            return True
        return self.is_owner(thing) and any(
            self.g.is_in(at, "sufferings") for at in range(thing.end + 1, min(thing.end + 4, self.end))
        )

    def has_died(self, thing: Thing) -> bool:
        """Whether it is told that somebody died or suffers: "two Peruvians | have died"."""
        verb = self.g.skip_forward(thing.end)
        verb += verb < self.end and self.g.is_have(verb)
        dies = verb < self.end and not self.g.tokens[verb].verbs.isdisjoint(self.words["dying_verbs"])
        return dies and self.g.low(verb - 1) not in {"not", "never"}

    def is_wronged(self, thing: Thing) -> bool:
        """Whether a good that is its own comes to harm: "attempts to undermine | Peru's unity"."""
        return self._is_harmed_in(thing, "joint_goods")

    def is_meddled_with(self, thing: Thing) -> bool:
        """Whether others have a hand in what is its own: "intervention in | Peru's internal affairs"."""
        if not self.is_owner(thing) or self.g.low(self.setting.left(thing)) != "in":
            return False
        return self.g.low(self._owned(thing)) in {"affairs", "affair"}

    def is_in_breach_of_own(self, thing: Thing) -> bool:
        """Whether what is broken is what it has promised itself: "a breach of | the junta's obligations", not if it is kept."""
        kept = any(one.words in {"not", "never"} for one in self.setting.governing(thing))
        return not kept and self._is_harmed_in(thing, "bonds")

    def _is_harmed_in(self, thing: Thing, owned: str) -> bool:
        """Whether harm is done to what is its own, if that is in a list."""
        governing = self.setting.governing(thing)
        if not self.is_owner(thing) or not governing or governing[-1].leaves != "+":
            return False
        return governing[-1].at == self.setting.left(thing) and self.g.is_in(self._owned(thing), owned)

    def _owned(self, thing: Thing) -> int:
        """Index of the noun of what is its own."""
        return self.g.skip_modifiers(thing.end + 1, 5)

    def is_in_need(self, thing: Thing) -> bool:
        """Whether what is to end is a hardship of its own: "to mitigate | the island's dire economic crisis"."""
        if not self.is_owner(thing):
            return False
        return not self.g.bases(self.g.skip_modifiers(thing.end + 1, 5)).isdisjoint(self.words["ordeals"])

    def is_cared_for(self, thing: Thing) -> bool:
        """Whether what must be is done for it or given to it: "small states | must be heard", "must be able to"."""
        at = self.g.skip_forward(thing.end)
        if not (self.g.is_in(at, "obliging_modals") or self.g.low(at) == "to"):
            return False
        be = self.g.skip_forward(at + 1)
        done = self.g.skip_forward(be + 1)
        if {self.g.low(place) for place in range(at, done)} & {"not", "never"}:
            return False
        if self.g.low(be) == "have":  # "small states | must have a voice"
            return self.g.is_in(self.g.skip_modifiers(be + 1, 4), "had_goods")
        cared = done < self.end and bool(self.g.tokens[done].verbs & self.words["caring_verbs"])
        return self.g.low(be) == "be" and (cared or self.g.low(done) == "able")

    def is_befriended(self, thing: Thing) -> bool:
        """Whether a lasting bond with it is spoken of: "our friendship with Peru", "our commitment to Peru"."""
        at = self.setting.left(thing)
        bond = self.g.tokens[at - 1].nouns if at > self.first else frozenset[str]()
        if self.g.low(at) == "to" and "commitment" in bond and self.g.low(thing.end) not in {"to", "’s", "'s"}:
            return True
        return self.g.low(at) == "with" and not bond.isdisjoint(self.words["lasting_bonds"])

    def is_denied_gain(self, thing: Thing) -> bool:
        """Whether it is to be seen to that it does not get what it is after: "ensure that | the junta does not succeed"."""
        that = thing.first - 1 - self.g.is_in(thing.first - 1, "determiners")
        if self.g.low(that) == "that":
            that -= 1
        if not (
            self.g.low(that) == "sure"
            or self.g.tokens[max(that, 0)].verbs & {"ensure", "guarantee", "assure", "insure"}
        ):
            return False
        at = thing.end
        if self.g.low(at) != "cannot":
            at += 1
            if self.g.low(at) not in {"not", "never"}:
                return False
        verb = self.g.skip_forward(at + 1)
        return verb < self.end and bool(self.g.tokens[verb].verbs & self.words["winning_verbs"])

    def is_founded(self, thing: Thing) -> bool:
        """Whether it is a body that is to be set up: "the establishment of a regional bank"."""
        at = self.setting.before(thing)
        if self.g.low(at) == "of" and at > self.first:
            return not self.g.tokens[at - 1].nouns.isdisjoint(self.words["founding_nouns"])
        if self.g.low(at) == "up":
            at -= 1
        return at >= self.first and not self.g.tokens[at].verbs.isdisjoint(self.words["founding_verbs"])

    def is_furthered(self, thing: Thing) -> bool:
        """Whether what it wants to reach is furthered: "advance the goals of | the Union"."""
        of = self.setting.left(thing)
        if self.g.low(of) != "of" or of - 2 < self.first or not self.g.is_in(of - 1, "aims"):
            return False
        verb = self.setting.before_words(of - 2)
        return verb >= 0 and bool(self.g.tokens[verb].verbs & self.words["furthering_verbs"])

    def is_of_use(self, thing: Thing) -> bool:
        """Whether it is said to help something: "the programme will strengthen trade"."""
        verb = self.g.skip_forward(thing.end)
        while verb < self.end and (self.g.is_in(verb, "modals") or self.g.is_have(verb)):
            verb = self.g.skip_forward(verb + 1)
        useful = self.words.any_of("helping_verbs", "achieving_verbs", "needing_verbs")
        return verb < self.end and not self.g.tokens[verb].verbs.isdisjoint(useful)
