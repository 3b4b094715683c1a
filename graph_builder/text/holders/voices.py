"""Who can be meant by "we", "he", "it", "they" and "both sides" at one place of a text."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

__all__ = ["ANYONE", "Referent", "Voices"]

ANYONE = frozenset({"he", "she", "it", "they"})
"""The pronouns of which each means another sort of actor: persons, bodies and texts, several."""
_PERSONS = frozenset({"he", "she"})
_ONE = frozenset({"it"})
"""What several are not, but by whom a text is issued."""
_KEPT = 6
"""How many actors are kept that a pronoun may mean."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who was named: whose the stances are, and by which pronouns it can be meant."""

    holders: tuple[str, ...]
    pronouns: Set[str]


@dataclass(frozen=True, slots=True)
class Voices:
    """Who can be meant in a segment: `own` speaks in the first person, `recent` were named, the last one first."""

    own: tuple[str, ...]
    recent: tuple[Referent, ...] = ()
    group: tuple[str, ...] = ()
    """The several holders that were last named together: "both sides"."""
    teller: tuple[str, ...] = ()
    """Who told the segment, where somebody did."""
    issuer: tuple[str, ...] = ()
    """Whose the document is of which is told, whoever speaks."""
    untold: tuple[str, ...] = ()
    """Who goes on to speak where nobody tells the segment."""
    spoken_of: tuple[str, ...] = ()
    """Who was named last as one who did something and took no stance."""

    @property
    def last(self) -> tuple[str, ...]:
        """Who was named last, if anybody was."""
        return self.recent[0].holders if self.recent else ()

    @property
    def last_taker(self) -> tuple[str, ...]:
        """Who was named last by more than what was told of him."""
        return next((item.holders for item in self.recent if item.holders != self.spoken_of), self.last)

    def named(self, holders: tuple[str, ...], pronouns: Set[str] = frozenset()) -> Voices:
        """The same after somebody was named who can be meant by the pronouns: a person, a body, or both."""
        if not holders:
            return self
        barred = frozenset[str]() if len(holders) == 1 else _PERSONS if holders == self.issuer else _PERSONS | _ONE
        anyone, pronouns = ANYONE - barred, pronouns - barred
        known = next((item.pronouns for item in self.recent if item.holders == holders), anyone)
        sorts = [sort for sort in (pronouns & _PERSONS, pronouns - _PERSONS) if sort] or [known]
        named = tuple(Referent(holders, sort) for sort in sorts)
        others = (item for item in self.recent if item.holders != holders or not any(item.pronouns & s for s in sorts))
        group = holders if len(holders) > 1 else self.group
        recent = (*named, *others)[:_KEPT]
        spoken_of = () if holders == self.spoken_of else self.spoken_of
        same = (recent, group, spoken_of) == (self.recent, self.group, self.spoken_of)
        return self if same else replace(self, recent=recent, group=group, spoken_of=spoken_of)

    def mentioned(self, holders: tuple[str, ...], pronouns: Set[str]) -> Voices:
        """The same after somebody was named in passing, who is meant where the last named cannot be."""
        if any(item.holders == holders for item in self.recent):
            return self
        first, rest = self.recent[:1], self.recent[1:]
        return replace(self, recent=(*first, Referent(holders, pronouns), *rest)[:_KEPT])

    def told_by(self, holders: tuple[str, ...]) -> Voices:
        """The same where somebody else has the word."""
        return replace(self, own=holders, untold=())

    def meant_by(self, pronoun: str) -> tuple[str, ...]:
        """Whom "he", "she" or "it" means: the last named of that sort, else the last named at all, else who speaks."""
        fitting = (item.holders for item in self.recent if pronoun in item.pronouns)
        alone = pronoun in _PERSONS | _ONE and len(self.last) > 1 == len(self.own)
        return next(fitting, self.own if alone else self.last or self.own)

    def is_untold(self, pronoun: str) -> bool:
        """Whether "it" means nobody who was named: who speaks was told last, and only as "we"."""
        if pronoun not in _ONE or not self.recent or "we" not in self.recent[0].pronouns:
            return False
        return not any(pronoun in item.pronouns for item in self.recent)

    def may_be(self, holders: tuple[str, ...], pronoun: str) -> bool:
        """Whether holders can be meant by a word: no body or woman by "he"."""
        known = [item.pronouns for item in self.recent if item.holders == holders] or [ANYONE]
        return pronoun not in _PERSONS or any(pronoun in pronouns for pronouns in known)

    @property
    def several(self) -> tuple[str, ...]:
        """Whom "they" means: several where several were named last or speak, else who was named last, an organization."""
        return self.own if len(self.own) > 1 >= len(self.last) else self.meant_by("they")

    @property
    def both(self) -> tuple[str, ...]:
        """Whom "both sides" means: several who speak or were named last, else the two whose document it is."""
        two = self.issuer if len(self.issuer) == 2 and set(self.several) < set(self.issuer) else ()
        return self.several if len(self.several) > 1 else self.group or two or self.several
