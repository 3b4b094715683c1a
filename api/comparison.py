"""Actors side by side: the things on which several of them took a side, who agrees on them and who does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from api import positions
from api.directory import Directory, Thing
from api.models import PositionOut, Sign
from api.positions import SIGNS
from api.reader import Reader, Row, iri, values

__all__ = ["Comparison", "Shared", "Verdict", "compare"]

Verdict = Literal["agree", "disagree", "mixed"]
"""All on one side; on opposite sides; or an actor that is on both."""

_COUNTS = """SELECT ?actor ?thing ?polarity (COUNT(DISTINCT ?position) AS ?n) WHERE {{
  {actors}
  ?position sg:holder ?actor ; sg:attitude ?attitude .
  ?attitude sg:referent ?thing ; sg:polarity ?polarity .
  {about}
}} GROUP BY ?actor ?thing ?polarity"""
_EVIDENCE = """SELECT DISTINCT ?actor ?thing ?polarity ?position ?date WHERE {{
  {actors} {things}
  ?attitude sg:referent ?thing ; sg:polarity ?polarity .
  ?position sg:attitude ?attitude ; sg:holder ?actor ; sg:date ?date .
}} ORDER BY DESC(STR(?date)) STR(?position)"""

_Sides = dict[str, Counter[Sign]]


@dataclass(frozen=True, slots=True)
class Shared:
    """A thing on which at least two of the actors took a side: how many positions each has for, against and neither, by
    actor, and the latest position of each actor on each side.
    """

    thing: str
    verdict: Verdict
    sides: _Sides
    evidence: list[tuple[str, Sign, PositionOut]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often actors agree and disagree, and on what: disagreements first, then what they spoke of most."""

    verdicts: Counter[Verdict]
    things: list[Shared]


async def compare(
    reader: Reader, things: Directory, actors: Sequence[Thing], about: Thing | None, limit: int, offset: int = 0
) -> Comparison:
    """Compare actors over all that they took a side on, or over a thing and what is narrower. Raises a QueryError."""
    held = values("actor", (actor.iri for actor in actors))
    narrowed = f"?thing skos:broader* {iri(about.iri)} ." if about else ""
    sides = _sides(await reader.rows(_COUNTS.format(actors=held, about=narrowed)))
    shared = [Shared(thing, _verdict(taken), taken) for thing, taken in sides.items() if _took_side(taken) > 1]
    shared.sort(key=lambda one: (one.verdict == "agree", -sum(map(Counter.total, one.sides.values())), one.thing))
    page = shared[offset : offset + limit]
    if page:
        rows = await reader.rows(_EVIDENCE.format(actors=held, things=values("thing", (one.thing for one in page))))
        await _add_evidence(reader, things, page, rows)
    return Comparison(Counter(one.verdict for one in shared), page)


def _sides(rows: Sequence[Row]) -> dict[str, _Sides]:
    sides: defaultdict[str, _Sides] = defaultdict(dict)
    for row in rows:
        counted = sides[row["thing"]].setdefault(row["actor"], Counter())
        counted[_sign(row)] += int(row["n"])
    return dict(sides)


def _sign(row: Row) -> Sign:
    return SIGNS[row["polarity"].rpartition("/")[2]]


def _took_side(taken: _Sides) -> int:
    """How many actors are for or against."""
    return sum(bool(counted["+"] or counted["-"]) for counted in taken.values())


def _verdict(taken: _Sides) -> Verdict:
    if any(counted["+"] and counted["-"] for counted in taken.values()):
        return "mixed"
    return "disagree" if len({sign for counted in taken.values() for sign in counted if sign != "0"}) > 1 else "agree"


async def _add_evidence(reader: Reader, things: Directory, page: Sequence[Shared], rows: Sequence[Row]) -> None:
    latest: dict[tuple[str, str, Sign], str] = {}
    for row in rows:
        latest.setdefault((row["thing"], row["actor"], _sign(row)), row["position"])
    loaded = {one.iri: one for one in await positions.load(reader, things, [*dict.fromkeys(latest.values())])}
    for shared in page:
        for (thing, actor, sign), position in latest.items():
            if thing == shared.thing and position in loaded:
                shared.evidence.append((actor, sign, loaded[position]))
