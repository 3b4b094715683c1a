"""Which actors of a target are to answer for a wrong, or to end it: ruling 6 of the annotation manual."""

from __future__ import annotations

from graph_builder.text.polarity.wrongdoing import Wrongdoing
from graph_builder.text.things.things import Thing

__all__ = ["Accountability"]

_OWN_CLAUSE = 20
"""Words behind an actor in which is told what it is to do."""


class Accountability(Wrongdoing):
    """What the actors of one target are called to account for."""

    def is_accused(self, thing: Thing) -> bool:
        """Whether it is to answer for something: "X must be held accountable"."""
        reach = 24 if "responsible" in {self.g.low(thing.end), self.g.low(thing.end - 1)} else 4
        words = [self.g.low(at) for at in range(thing.end, min(thing.end + reach, self.end))]
        return ("held" in words and words[:1] != ["to"]) or self._is_punished(thing)

    def _is_punished(self, thing: Thing) -> bool:
        """Whether it is to be punished: "those who break the law must be | prosecuted"."""
        be = thing.end + 1
        if not self.g.is_in(thing.end, "modals") or be + 1 >= self.end or not self.g.is_be(be):
            return False
        verb = self.g.skip_forward(be + 1)
        return verb < self.end and not self.g.tokens[verb].verbs.isdisjoint(self.words["punishing_verbs"])

    def is_kept_from(self, thing: Thing) -> bool:
        """Whether somebody is to keep it from something: "prevent the regime from finding new ways"."""
        at = self.setting.before(thing)
        kept = at >= self.first and not self.g.tokens[at].verbs.isdisjoint(self.words["hindering_verbs"])
        return kept and self.g.low(thing.end) == "from"

    def is_answerable(self, thing: Thing) -> bool:
        """Whether it is said to be responsible and is to answer for it: "those individuals responsible … must be held accountable"."""
        of = self.setting.left(thing)
        if self.g.low(of) == "of" and self.g.low(of - 1) == "responsibility" and self.g.low(thing.end) == "for":
            return self._has_bad(thing.end + 1)
        if self.g.low(of) == "with" and not self.g.tokens[of - 1].verbs.isdisjoint({"lie", "rest"}):
            # "the blame for the war lies | with"
            blame = range(max(self.first, of - 12), of)
            named = next((at for at in blame if self.g.low(at) in {"responsibility", "blame", "fault", "guilt"}), None)
            return named is not None and self.g.low(named + 1) == "for" and self._has_bad(named + 2)
        return "responsible" in {self.g.low(thing.end), self.g.low(thing.end - 1)} and self.is_accused(thing)

    def _has_bad(self, start: int) -> bool:
        bad = self.words.any_of("problem_nouns", "wrong_deeds")
        return any(not self.g.bases(at).isdisjoint(bad) for at in range(start, min(start + 5, self.end)))

    def is_held_to_account(self, thing: Thing) -> bool:
        """Whether somebody is to call it to account: "hold the regime accountable"."""
        before, end = self.setting.before(thing), thing.end
        while self.g.low(end) in {"and", "or", ","} or self.g.is_in(end, "possessives"):
            end = self.g.skip_modifiers(end + 1, 4) + 1  # "hold the regime | and its proxies accountable"
        words = [self.g.low(at) for at in range(end, min(end + 2, self.end))]
        left = thing.first - 1 - self.g.is_in(thing.first - 1, "determiners")
        if before >= 0 and self.g.tokens[before].verbs & {"call", "bring"}:
            return words[:1] == ["to"] and self.g.low(end + 1) in {"account", "justice", "book"}
        if left > 0 and self.g.low(left) in {"accountable", "responsible", "liable"}:
            return "hold" in self.g.tokens[left - 1].verbs  # "hold accountable | the regime"
        holds = before >= 0 and "hold" in self.g.tokens[before].verbs
        return holds and (words[:1] in (["accountable"], ["responsible"], ["liable"]) or words[:2] == ["to", "account"])

    def is_forced(self, thing: Thing) -> bool:
        """Whether somebody is to make it do something: "compel the occupier to leave"."""
        at = self.setting.before(thing)
        forced = at >= self.first and not self.g.tokens[at].verbs.isdisjoint(self.words["forcing_verbs"])
        return forced and self.g.low(thing.end) in {"to", "into"}

    def is_told_to_undo(self, thing: Thing) -> bool:
        """Whether the addressee is told to undo a wrong of its own, as ruling 6 of the annotation manual has it."""
        words = {self.g.low(at) for at in (thing.first - 1, thing.first)}
        alone = thing.end - thing.first == 1
        told = thing.end + 1 if self.g.low(thing.end) == "to" and thing.end + 1 < self.end else None
        if told is not None and not self.g.tokens[told].verbs.isdisjoint(self.words["causing_verbs"]):
            return False  # "to compel the occupier to end": another's wrong
        if words & {"all", "both"} or (alone and self.g.tokens[thing.first].bases & self.words["group_nouns"]):
            return False  # everybody is told to keep to a rule
        if self._is_asked_for(thing) or self.is_kept_off(thing):
            return True
        return any(self._undoes(thing, at) for at in range(thing.end, self.end)) or any(
            self.g.low(at) == "its" and self.g.is_in(at + 1, "problem_adjectives")
            for at in range(thing.end, self.end - 1)
        )

    def is_kept_off(self, thing: Thing) -> bool:
        """Whether it is not to do a wrong: "X must never acquire a weapon", "not to interfere with"."""
        words = [self.g.low(at) for at in range(thing.end, min(thing.end + 3, self.end))]
        told = next((n for n, word in enumerate(words) if word in {"not", "never", "cannot"}), None)
        if told is None or not (words[0] in {"not", "cannot", "never"} or self.g.is_in(thing.end, "modals")):
            return False
        start = thing.end + told + 1
        if self.g.is_be(start) and self.g.tokens[min(start + 1, self.end - 1)].is_adjective:
            return False  # "must not be | indifferent to"
        if any(one.leaves == "+" and start <= one.at < start + 4 for one in self.setting.inverters):
            return True
        bad = self.words.any_of("problem_nouns", "wrong_deeds", "weapons")
        reach = range(start, min(start + 9, self.end))
        does = any(self.g.tokens[at].verbs & self.words["acquiring_verbs"] for at in reach[:4])
        return does and any(not self.g.bases(at).isdisjoint(bad) for at in reach)

    def is_told_to_cease(self, thing: Thing) -> bool:
        """Whether a group is told to cease a wrong that it does now: "all parties must cease attacks on"."""
        told = thing.end + (self.g.low(thing.end) == "to")
        if told < self.end and self.g.tokens[told].verbs & self.words["causing_verbs"]:
            return False  # "to press the occupier to stop": another's wrong
        for at in range(thing.end, min(thing.end + _OWN_CLAUSE, self.end)):
            if self.g.tokens[at].verbs.isdisjoint(self.words["ceasing_verbs"]):
                continue
            end = self.g.tokens[at].verbs & {"put", "bring"}
            reach = range(at + 1, min(at + 9, self.end))
            if end and not any(self.g.low(place) == "end" for place in reach[:3]):
                continue
            if any(not self.g.bases(place).isdisjoint(self.words["wrong_deeds"]) for place in reach):
                return True
        return False

    def _is_asked_for(self, thing: Thing) -> bool:
        """Whether what is asked for is its own ending of a wrong: "demand the junta's full withdrawal"."""
        ahead = range(thing.end + 1, min(thing.end + 6, self.end)) if self.is_owner(thing) else range(0)
        noun = next((at for at in ahead if self.g.is_in(at + 1, "prepositions") or at + 1 == self.end), None)
        return noun is not None and not self.g.tokens[noun].nouns.isdisjoint(self.words["undoing_nouns"])

    def _undoes(self, thing: Thing, at: int) -> bool:
        """Whether a verb of ending something, or of lifting what is one's own, is asked for at `at`."""
        joined = (
            self.g.low(at - 1) in {"to", "and", ",", ":", ";", "by", "must", "should", "shall"}
            or self.g.is_plain_adverb(at - 1)
            or self.g.low(at) == "cease"
            or (at == thing.end and self.g.low(self.first - 1) == "that")  # "demands that Peru | end its raids"
        )
        to = at - 1
        while to > thing.end and self.g.is_plain_adverb(to):
            to -= 1
        inner = self.g.low(to) == "to" and to > thing.end and self.g.low(to - 1) not in {"and", ",", ";", "or", ":"}
        if inner and any(self.g.low(n) == "to" for n in range(thing.end, to)):
            return False  # "to use its influence | to end the war"
        verbs = self.g.tokens[at].verbs
        held = (
            range(at + 1, min(at + 7, self.end)) if joined and verbs & {"leave", "vacate", "evacuate", "quit"} else ()
        )
        if any(self.g.low(n) in {"occupied", "territory", "territories"} for n in held):
            return True  # "must leave the occupied islands"
        if not joined:
            return False
        own = not verbs.isdisjoint(self.words["own_wrongs"])
        if not verbs.isdisjoint(self.words["undoing_verbs"]) or self._returns(at, thing) or self._brings_to_end(at):
            return True
        if not own:
            return False
        start = self.g.skip_forward(at + 1)
        while self.g.low(start) == "and" and self.g.is_plain_adverb(start + 1):
            start = self.g.skip_forward(start + 1)  # "release immediately and unconditionally | all prisoners"
        noun = self.setting.g.skip_modifiers(start, 4)
        if verbs & {"release", "free"}:
            held = range(start, min(start + 5, self.end))
            last = next((n for n in held if self.g.is_in(n, "prepositions")), held.stop)
            if any(not self.g.bases(n).isdisjoint(self.words["captives"]) for n in range(start, last)):
                return True
        return self.g.low(start) in {"its", "their", "his", "all"} or self.g.is_in(noun, "imposed")

    def _brings_to_end(self, at: int) -> bool:
        """Whether the verb only says that something is to end: "put an end to", "ensure the immediate cessation of"."""
        if self.g.tokens[at].verbs.isdisjoint(self.words["bringing_verbs"]):
            return False
        ended = range(at + 1, min(at + 5, self.end))
        noun = next((n for n in ended if self.g.is_in(n + 1, "prepositions")), None)
        nouns = self.words["undoing_nouns"] | {"end", "stop", "halt"}
        return noun is not None and not self.g.tokens[noun].nouns.isdisjoint(nouns)

    def _returns(self, at: int, thing: Thing) -> bool:
        """Whether it alone is to go back to what it left, or is to take another course: "X to return to the talks"."""
        if self.g.tokens[at].verbs & {"change", "alter", "reverse"} and self.g.low(at + 1) in {"its", "their"}:
            return self.g.is_in(self.g.skip_modifiers(at + 2, 3), "courses")  # "to change its behaviour"
        back = not self.g.tokens[at].verbs.isdisjoint({"return", "revert"}) and self.g.low(at + 1) == "to"
        alone = self.g.low(thing.first - 1) != "and" and self.g.low(self.g.skip_forward(thing.end)) == "to"
        return back and (
            alone or any(self.g.is_in(place, "abandoned") for place in range(at + 2, min(at + 6, self.end)))
        )
