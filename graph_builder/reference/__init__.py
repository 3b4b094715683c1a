"""Actors, treaties and topics that texts name, with memberships as of a date: the reference data, read and checked.

`tables` reads rows, `topics` reads concepts, `names` says whose a name is. Nothing is read before `load` is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from graph_builder import ontology
from graph_builder.errors import nearest
from graph_builder.model import Concept, Membership
from graph_builder.reference.mappings import Alignment, read_mappings
from graph_builder.reference.names import Claim, fold, settle
from graph_builder.reference.tables import COLUMNS, Row, read_table
from graph_builder.reference.topics import TopicFile, read_topics

__all__ = ["Participation", "Reference", "Row", "covers", "load", "read"]


@dataclass(frozen=True, slots=True)
class Participation:
    """A dated part of an actor in a treaty; `actor` and `treaty` are concept ids."""

    actor: str
    treaty: str
    kind: str
    start: str | None
    end: str | None
    source: str


@dataclass(frozen=True, eq=False)
class Reference:
    """All reference data.

    `topics` are Turtle texts; `leaders` maps a phrase for a person to the code of the actor that the person speaks for.
    """

    concepts: tuple[Concept, ...]
    by_id: Mapping[str, Concept]
    actor_by_code: Mapping[str, Concept]
    memberships: tuple[Membership, ...]
    participations: tuple[Participation, ...]
    leaders: Mapping[str, str]
    alignments: tuple[Alignment, ...] = field(repr=False)
    tables: Mapping[str, tuple[Row, ...]] = field(repr=False)
    topics: tuple[str, ...] = field(repr=False)
    _by_name: Mapping[str, Concept] = field(repr=False)
    decided: Mapping[str, Concept | None] = field(default_factory=dict, repr=False)
    """What an analyst decided on provisional things, by their ids: what they are, or None for nothing."""

    def resolve_actor(self, name: str) -> Concept | None:
        """The actor with this code, label or other name, whatever the letter case; None if no actor has it."""
        return self.actor_by_code.get(name) or self._by_name.get(fold(name))

    def members(self, code: str, date: str) -> list[str]:
        """Alpha-3 codes of the states that were members of an organization on a date, sorted. See `covers`."""
        states = {row["alpha3"] for row in self.tables["states"]}
        return sorted(
            {
                entry.member
                for entry in self.memberships
                if entry.organization == code
                and entry.role == "member"
                and entry.member in states
                and covers(entry.start, entry.end, date)
            }
        )


def covers(start: str | None, end: str | None, date: str) -> bool:
    """Whether a date lies in a period, by as many digits as both tell.

    A date that is a month or a year stands for all its days: it is covered if a day of it may be. `end` is the last
    day, month or year of the period; a bound that is not known does not exclude.

    >>> covers("2023-07", None, "2023-07-04"), covers("2017-06-09", None, "2016"), covers(None, "2019", "2019-05")
    (True, False, True)
    """
    return (not start or start[: len(date)] <= date) and (not end or date[: len(end)] <= end)


def _state(row: Row, country: Any) -> Concept:
    given = (getattr(country, name, "") for name in ("name", "common_name", "official_name"))
    # "Bolivia, Plurinational State of" is an entry for sorting, not a name that texts use.
    usual = (name for name in given if name and "," not in name)
    return _actor(row, row["alpha3"], row["alpha3"], *usual, variety="State")


def _actor(row: Row, local: str, code: str, *more_names: str, variety: str) -> Concept:
    names = tuple(dict.fromkeys((*row.many("names"), *more_names)))
    adjectives = row.many("adjectives")
    return Concept(f"actor/{local}", row["label"], "actor", names, code=code, variety=variety, adjectives=adjectives)


def _treaty(row: Row) -> Concept:
    names = tuple(dict.fromkeys((*row.many("official_name"), *row.many("names"))))
    return Concept(f"treaty/{row['id']}", row["label"], "treaty", names)


def _states(rows: Iterable[Row]) -> Iterator[tuple[Row, Concept]]:
    import pycountry

    for row in rows:
        country = pycountry.countries.get(alpha_3=row["alpha3"])
        if country is None:
            row.fail(f'"{row["alpha3"]}" is no ISO 3166-1 alpha-3 code.', "A former state goes to historic_states.tsv.")
        yield row, _state(row, country)


def _claims(tables: Mapping[str, tuple[Row, ...]], files: Iterable[TopicFile]) -> Iterator[Claim]:
    """Every concept with the names that its own file gives it and the place where it stands."""
    rows = [
        *_states(tables["states"]),
        *((row, _actor(row, row["id"], row["code"], variety="HistoricState")) for row in tables["historic_states"]),
        *((row, _actor(row, row["id"], row["label"], variety="Polity")) for row in tables["polities"]),
        *(
            (row, _actor(row, row["id"], row["code"], row["code"], variety=row["class"]))
            for row in tables["organizations"]
        ),
        *((row, _treaty(row)) for row in tables["treaties"]),
    ]
    for row, concept in rows:
        own = {*row.many("names"), row.cells.get("official_name", ""), row.cells.get("code", "")}
        yield Claim(concept, frozenset(own), row.fail)
    for file in files:
        for concept in file.concepts():
            yield Claim(concept, frozenset(concept.names), partial(file.fail, concept.id))


def _by_id(claims: Iterable[Claim]) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.concept.id in found:
            claim.fail(f"{claim.concept.id} stands twice.", "Join the two, or give one another id.")
        found[claim.concept.id] = claim
    return found


def _known(row: Row, column: str, value: str, known: Mapping[str, Concept]) -> Concept:
    if value not in known:
        near = ", ".join(nearest(value, known))
        row.fail(f'{column} "{value}" is not known.', f"Near: {near}." if near else "Add it to its table first.")
    return known[value]


def _memberships(rows: Iterable[Row], actors: Mapping[str, Concept]) -> Iterator[Membership]:
    for row in rows:
        _known(row, "member", row["member"], actors)
        _known(row, "organization", row["organization"], actors)
        start, end = row["start"] or None, row["end"] or None
        yield Membership(row["member"], row["organization"], row["role"], start, end, row["source"])


def _participations(rows: Iterable[Row], reference: Mapping[str, Concept]) -> Iterator[Participation]:
    actors = {concept.code: concept for concept in reference.values() if concept.code is not None}
    treaties = {id_.removeprefix("treaty/"): concept for id_, concept in reference.items() if concept.kind == "treaty"}
    for row in rows:
        actor = _known(row, "actor", row["actor"], actors)
        treaty = _known(row, "treaty", row["treaty"], treaties)
        yield Participation(actor.id, treaty.id, row["kind"], row["start"] or None, row["end"] or None, row["source"])


def _leaders(rows: Iterable[Row], actors: Mapping[str, Concept]) -> dict[str, str]:
    leaders: dict[str, str] = {}
    for row in rows:
        _known(row, "state", row["state"], actors)
        for phrase in row.many("name"):
            if leaders.setdefault(phrase, row["state"]) != row["state"]:
                row.fail(f'"{phrase}" speaks for {leaders[phrase]} too.', "Use a longer name for one of the two.")
    return leaders


def _check_links(
    tables: Mapping[str, tuple[Row, ...]], by_id: Mapping[str, Concept], actors: Mapping[str, Concept]
) -> None:
    organizations = {id_.removeprefix("actor/"): concept for id_, concept in by_id.items() if concept.kind == "actor"}
    links = (
        ("organizations", "part_of", organizations),
        ("historic_states", "successors", actors),
        ("treaties", "regulates", by_id),
        ("events", "concept", by_id),
    )
    for table, column, known in links:
        for row in tables[table]:
            for value in row.many(column):
                _known(row, column, value, known)


def _check_broader(claims: Mapping[str, Claim]) -> None:
    for claim in claims.values():
        for broader in claim.concept.broader:
            if broader not in claims:
                claim.fail(f"broader {broader} is not known.", "Name a concept that exists.")


def read(folder: Traversable) -> Reference:
    """Read and check the reference data of an ontology folder. Raises ReferenceDataError."""
    tables = {name: read_table(folder, name) for name in COLUMNS}
    files = read_topics(folder)
    claims = _by_id(_claims(tables, files))
    _check_broader(claims)
    concepts, owners = settle(claims.values())
    by_id = {concept.id: concept for concept in concepts}
    actors = {concept.code: concept for concept in concepts if concept.code is not None}
    _check_links(tables, by_id, actors)
    by_name = {fold(code): concept for code, concept in actors.items()}
    by_name |= {name: by_id[owner] for name, owner in owners.items() if by_id[owner].kind == "actor"}
    return Reference(
        concepts=concepts,
        by_id=MappingProxyType(by_id),
        actor_by_code=MappingProxyType(actors),
        memberships=tuple(_memberships(tables["memberships"], actors)),
        participations=tuple(_participations(tables["participations"], by_id)),
        leaders=MappingProxyType(_leaders(tables["leaders"], actors)),
        alignments=read_mappings(folder, by_id),
        tables=MappingProxyType(tables),
        topics=tuple(file.text for file in files),
        _by_name=MappingProxyType(by_name),
    )


@cache
def load() -> Reference:
    """The reference data that come with the package, read once."""
    return read(ontology.folder())
