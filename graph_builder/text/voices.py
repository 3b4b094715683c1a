"""Who can be meant by "we", "they" and "both sides" at one place of a text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Voices"]


@dataclass(frozen=True, slots=True)
class Voices:
    """Who can be meant in a segment: `own` speaks in the first person, `last` was the last holder named, if any."""

    own: tuple[str, ...]
    last: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    """The several holders that were last named together: "both sides"."""
    teller: tuple[str, ...] = ()
    """Who told the segment, where somebody did."""

    def named(self, holders: tuple[str, ...]) -> Voices:
        """The same after somebody was named."""
        return Voices(self.own, holders or self.last, holders if len(holders) > 1 else self.group, self.teller)

    def told_by(self, holders: tuple[str, ...]) -> Voices:
        """The same where somebody else has the word."""
        return Voices(holders, self.last, self.group, self.teller)

    @property
    def several(self) -> tuple[str, ...]:
        """Whom "they" means: several where several were named last or speak, else who was named last, an organization."""
        return self.own if len(self.own) > 1 >= len(self.last) else self.last or self.own

    @property
    def both(self) -> tuple[str, ...]:
        """Whom "both sides" means."""
        return self.several if len(self.several) > 1 else self.group or self.several
