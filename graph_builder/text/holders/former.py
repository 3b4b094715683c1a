"""Persons who are called by an office that they no longer hold: they do not speak for its state or body."""

from __future__ import annotations

from graph_builder.text.holders.introductions import is_former
from graph_builder.text.holders.strangers import Strangers
from graph_builder.text.holders.voices import Voices

__all__ = ["of_former"]


def of_former(strangers: Strangers, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
    """Whom "the former Irish president" or "former President Ana Quispe" means; None if [start, end) names nobody like that.

    "A former Irish envoy" is nobody who was named: ().
    """
    grammar, persons = strangers.g, strangers.persons
    offices = (at for at in range(start, end) if grammar.is_in(at, "persons") and is_former(grammar, at))
    office = next(offices, None)
    if office is None or any(grammar.low(at) in {",", "and"} for at in range(start, end)):
        return None
    if office == end - 1 and grammar.low(start) in {"a", "an", "one", "another"}:
        return ()
    if office == end - 1:
        return (persons.officer.name,) if persons.officer is not None else voices.meant_by("he") or None
    last = strangers.names.end_of_name(office + 1, end)
    words = [grammar.tokens[at].text for at in range(office + 1, last)]
    if len(words) < 2 or last != end:
        return None
    name = " ".join(words)
    known = persons.of_name(name)
    if known is None:
        persons.keep(words, name)
    return (known or name,)
