"""Which name belongs to which thing; a name that two things claim is an error that says where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import NoReturn

from graph_builder.model import Concept

__all__ = ["Claim", "fold", "settle"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A concept, the names that its own file gives it, and how to report a problem at the place where it stands.

    What ISO 3166 adds to a state's names is not in `own`: such a name yields to whoever claims it in a file.
    """

    concept: Concept
    own: frozenset[str]
    fail: Callable[[str, str], NoReturn]


@cache
def fold(name: str) -> str:
    """A name without the differences that do not count: letter case, hyphens, apostrophes, a leading article."""
    folded = " ".join(name.replace("-", " ").replace("’", "'").casefold().split())
    return folded.removeprefix("the ")


def settle(claims: Iterable[Claim]) -> tuple[tuple[Concept, ...], dict[str, str]]:
    """The concepts with the names that are theirs alone, and the id of the owner of each folded name.

    A label goes before a name, and a name in a file before one that ISO 3166 adds. Former states may share a name
    ("Yugoslavia"): it stays with the first, and is a weak name of the other. An acronym may be like another's name but for
    its capitals ("GUAM", "Guam"). Any other name claimed twice is an error.
    """
    claims = list(claims)
    owners: dict[str, str] = {}
    for claim in claims:
        other = owners.setdefault(fold(claim.concept.label), claim.concept.id)
        if other != claim.concept.id:
            claim.fail(f'label "{claim.concept.label}" is claimed by {other} too.', "Give one another label.")
    for claim in claims:
        for name in claim.concept.names:
            if name in claim.own:
                owners.setdefault(fold(name), claim.concept.id)
    by_id = {claim.concept.id: claim.concept for claim in claims}
    return tuple(_with_own_names(claim, owners, by_id) for claim in claims), owners


def _with_own_names(claim: Claim, owners: dict[str, str], by_id: dict[str, Concept]) -> Concept:
    concept = claim.concept
    sure: list[str] = []
    shared: list[str] = []
    for name in concept.names:
        other = owners.setdefault(fold(name), concept.id)
        if other == concept.id or (_is_acronym(name) and name not in (by_id[other].label, *by_id[other].names)):
            sure.append(name)
        elif name in claim.own:
            if not concept.variety == by_id[other].variety == "HistoricState":
                claim.fail(f'name "{name}" is claimed by {other} too.', "Take it from one of the two.")
            shared.append(name)
    if len(sure) == len(concept.names):
        return concept
    return replace(concept, names=tuple(sure), weak_names=tuple(shared))


def _is_acronym(name: str) -> bool:
    return name.isupper() and " " not in name
