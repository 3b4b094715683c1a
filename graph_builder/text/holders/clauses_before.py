"""Who is the subject of a clause that only tells what happened: whom a pronoun in the clause behind it means.

"Peru released a statement in which | it", "Although Peru is small, | it", "Chile left after Peru sent a letter in which | it".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from graph_builder.text.holders.pronouns import SUBJECT_OF, Pronouns
from graph_builder.text.holders.subjects import Subjects
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_or_noun import governs

__all__ = ["ClausesBefore"]

_BOUNDS = frozenset({",", ";", "but", "and", "where", "when", "as", "because", "before", "after", "since", "while"})
"""What stands between a clause and a pronoun that is the subject of the next."""
_IN_WHICH = frozenset({"which", "whom"})
_PARTICLES = frozenset({"up", "off", "out", "down", "aside", "back", "together"})
_FAR = 40
"""Words before a pronoun at most in which the verb of the clause before stands."""
_NEAR = 4
"""Verbs that are tried, the nearest first."""


class ClausesBefore:
    """The clauses of one sentence whose verbs take no stance."""

    def __init__(self, grammar: Grammar, actors: Sequence[Mention], subjects: Subjects, pronouns: Pronouns) -> None:
        self.g, self.actors, self.subjects, self.pronouns = grammar, actors, subjects, pronouns

    def verb_behind(self, start: int, end: int) -> int | None:
        """Index of the first verb that tells something behind a subject at `start`: "Peru, which is small, | left the room"."""
        at = start + 1
        while at < end:
            if self.g.low(at) in {"which", "who", "whose"}:
                if self.g.low(at - 1) != ",":
                    return at
                at = next((comma for comma in range(at, end) if self.g.low(comma) == ","), end)
            elif self._tells(at):
                return at
            at += 1
        return None

    def subject_of(
        self, pronoun: int, resolve: Callable[[int, int], tuple[str, ...] | None], states: Set[str | None]
    ) -> tuple[str, ...] | None:
        """Who is the subject of the nearest clause before a pronoun that this can mean; None if nobody is."""
        bound = pronoun - 1
        if self.g.low(bound) in _IN_WHICH and self.g.is_in(bound - 1, "prepositions"):
            bound -= 1
        elif self.g.low(bound) not in _BOUNDS:
            return None
        told = [at for at in range(bound - 1, max(bound - _FAR, 0), -1) if self._tells(at)]
        for verb in told[:_NEAR]:
            start = self._start(verb, told)
            if start >= verb:
                continue
            if verb - start == 1 and self.g.is_in(start, "pronouns"):
                return None  # whom it means, the other means too
            if self.g.low(bound) == "," and not self._depends(start):
                return None  # "The war is over, | she said"
            found = resolve(start, verb)
            if found and self._fits(found, start, verb, pronoun, states):
                return found
        return None

    def is_said_in(self, start: int) -> bool:
        """Whether a relative clause whose subject begins at an index tells what is said in a text: "sent a letter in which | it"."""
        if self.g.low(start - 1) not in _IN_WHICH or self.g.low(start - 2) not in {"in", "during", "at"}:
            return False
        spoken = self.g.words.any_of("occasions", "stated_in", "posted")
        return any(not self.g.bases(at).isdisjoint(spoken) for at in range(max(start - 8, 0), start - 2))

    def _start(self, verb: int, told: Sequence[int]) -> int:
        """Where the subject of a verb begins, behind the clauses whose verbs are `told`, too: "Chile left after | Peru sent"."""
        start = self.subjects.start_of(verb)
        start += self.g.low(start) in _BOUNDS and start < verb
        earlier = next((at for at in told if start < at < verb), verb)
        joints = (at for at in range(verb - 1, earlier, -1) if self.g.low(at) in _BOUNDS)
        lists = {actor.end for actor in self.actors}  # "Norway | and Peru sent"
        return next((at for at in joints if at not in lists or self.g.low(at) not in {"and", ","}), start - 1) + 1

    def _depends(self, start: int) -> bool:
        """Whether a clause whose subject begins at an index hangs on the next: "When | Peru left the room, it"."""
        left = start - 1 if start else 0
        return any(self.g.is_in(at, "subordinators") or self.g.low(at) in _BOUNDS for at in {left, start} if at >= 0)

    def _fits(self, found: tuple[str, ...], start: int, end: int, pronoun: int, states: Set[str | None]) -> bool:
        """Whether those named by the phrase [start, end) can be meant by a pronoun: several by "they", a body by "it"."""
        low = SUBJECT_OF.get(self.g.low(pronoun), self.g.low(pronoun))
        if low == "they":
            return len(found) > 1 or states.isdisjoint(found)
        return len(found) == 1 and low in self.pronouns.of_phrase(found, start, end)

    def _tells(self, at: int) -> bool:
        """Whether a finite verb stands there, or one that its subject beside it tells from a noun: "Peru | left the room"."""
        token = self.g.tokens[at]
        if token.is_capital or (token.low in {"'s", "’s"} and not self.g.is_in(at - 1, "pronouns")):
            return False
        if self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
            return token.low not in {"being", "been", "be", "having"}
        if not token.verbs or token.is_form("ing") or self.g.low(at + 1) == "by":
            return False
        left = self.g.back_over_adverbs(at)[0]
        if left < 0 or self.g.is_in(left, "determiners") or self.g.is_in(left, "prepositions"):
            return False
        unchanged = not token.verbs.isdisjoint(self.g.words["unchanged"])
        if not (token.is_form("past") or token.is_form("s") or unchanged):
            return False
        return (not token.nouns and not unchanged) or (
            self._is_subject(left) and (governs(self.g, at) or self.g.low(at + 1) in _PARTICLES)
        )

    def _is_subject(self, last: int) -> bool:
        """Whether a subject that acts ends with a word: an actor, a name, a person or a body."""
        token = self.g.tokens[last]
        if token.low == ",":
            return self.g.is_in(last + 2, "determiners")  # "Peru, a small state | , left the room"
        acting = self.g.words.any_of("persons", "group_nouns", "state_bodies", "governing_bodies")
        return token.is_capital or not token.bases.isdisjoint(acting) or any(a.end == last + 1 for a in self.actors)
