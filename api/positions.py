"""Positions with all that belongs to them: found by filters, read in a few queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.directory import Directory, Thing
from api.models import AttitudeOut, EvidenceOut, MentionOut, PositionOut, Ref, Sign, SpanOut, ThingRef
from api.reader import ID, Reader, Row, iri, local_id, text, values

__all__ = ["Filters", "count", "load", "page", "patterns", "thing_ref"]

SIGNS: Mapping[str, Sign] = {"for": "+", "against": "-", "neutral": "0"}
_POLARITIES = {sign: name for name, sign in SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What positions are wanted; what is None does not matter. Things are IRIs; `about` counts narrower things too."""

    holder: str | None = None
    act: str | None = None
    about: str | None = None
    polarity: Sign | None = None
    date_from: str | None = None
    date_to: str | None = None
    document: str | None = None
    words: str | None = None
    things: tuple[str, ...] = ()
    """Things that go by `words`: positions of or about them are found as well."""

    position: str | None = None


def patterns(filters: Filters) -> str:
    """The patterns that pick out ?position, the most selective ones first."""
    parts = []
    if filters.position:
        parts.append(f"VALUES ?position {{ {iri(filters.position)} }}")
    if filters.about:
        parts.append(f"{iri(filters.about)} ^skos:broader* ?referent . ?attitude sg:referent ?referent .")
    if filters.polarity:
        parts.append(f"?attitude sg:polarity {iri(f'{ID}polarity/{_POLARITIES[filters.polarity]}')} .")
    if filters.about or filters.polarity:
        parts.append("?position sg:attitude ?attitude .")
    if filters.document:
        parts.append(f"?of sg:versionOf {iri(filters.document)} . ?there oa:hasSource ?of ; sg:attests ?position .")
    if filters.words:
        parts.append(_search(filters.words, filters.things))
    if filters.holder:
        parts.append(f"?position sg:holder {iri(filters.holder)} .")
    if filters.act:
        parts.append(f"?position sg:act {iri(f'{ID}act/{filters.act}')} .")
    parts.append("?position a sg:Position ; sg:date ?date .")
    # A date that is less exact than the limit counts as inside: 2020 is not before 2020-11-10.
    if filters.date_from:
        parts.append(f"FILTER(SUBSTR({text(filters.date_from)}, 1, STRLEN(STR(?date))) <= STR(?date))")
    if filters.date_to:
        parts.append(f"FILTER(SUBSTR(STR(?date), 1, {len(filters.date_to)}) <= {text(filters.date_to)})")
    return "\n  ".join(parts)


def _search(words: str, things: Sequence[str]) -> str:
    tests = " && ".join(f"CONTAINS(LCASE(?exact), {text(word.lower())})" for word in words.split())
    ways = [f"{{ ?selector oa:exact ?exact . FILTER({tests}) ?said oa:hasSelector ?selector ; sg:attests ?position }}"]
    if things:
        ways.append(f"{{ {values('named', things)} ?on sg:referent ?named . ?position sg:attitude ?on }}")
        ways.append(f"{{ {values('named', things)} ?position sg:holder ?named }}")
    return " UNION ".join(ways)


async def count(reader: Reader, filters: Filters) -> int:
    """How many positions there are."""
    rows = await reader.rows(f"SELECT (COUNT(DISTINCT ?position) AS ?n) WHERE {{\n  {patterns(filters)}\n}}")
    return int(rows[0]["n"])


async def page(reader: Reader, things: Directory, filters: Filters, limit: int, offset: int) -> list[PositionOut]:
    """Some positions, the latest declarations first, then in the order of the text."""
    rows = await reader.rows(f"""SELECT ?position (MIN(STR(?date)) AS ?when) (MIN(STR(?document)) AS ?where) (MIN(?start) AS ?at) WHERE {{
  {patterns(filters)}
  ?attestation sg:attests ?position ; oa:hasSource/sg:versionOf ?document ; oa:hasSelector/oa:start ?start .
}} GROUP BY ?position
ORDER BY DESC(?when) ?where ?at STR(?position) LIMIT {limit} OFFSET {offset}""")
    return await load(reader, things, [row["position"] for row in rows])


async def load(reader: Reader, things: Directory, iris: Sequence[str]) -> list[PositionOut]:
    """Positions by their IRIs, in that order. One that does not exist is left out."""
    if not iris:
        return []
    given = values("position", iris)
    heads = {row["position"]: row for row in await reader.rows(_HEADS.format(given=given))}
    holders = _grouped(await reader.rows(_HOLDERS.format(given=given)))
    issuers = _grouped(await reader.rows(_ISSUERS.format(given=given)))
    attitudes = _grouped(await reader.rows(_ATTITUDES.format(given=given)))
    evidence = _grouped(await reader.rows(_EVIDENCE.format(given=given)))
    mentions = _grouped(await reader.rows(_MENTIONS.format(given=given)), "attestation")
    return [
        _position(heads[one], things, holders[one], issuers[one], attitudes[one], evidence[one], mentions)
        for one in iris
        if one in heads
    ]


_HEADS = """SELECT * WHERE {{ {given}
  ?position rdfs:label ?label ; sg:act ?act ; sg:date ?date ; sg:declaration ?declaration .
  ?declaration dcterms:title ?title .
  OPTIONAL {{ ?position sg:targetText ?target }}
  OPTIONAL {{ ?position sg:negated ?negated }} OPTIONAL {{ ?position sg:modality ?modality }}
  OPTIONAL {{ ?position sg:intensity ?intensity }} OPTIONAL {{ ?position sg:reaffirmed ?reaffirmed }}
}}"""
_HOLDERS = "SELECT ?position ?thing WHERE {{ {given} ?position sg:holder ?thing }} ORDER BY STR(?thing)"
_ISSUERS = "SELECT ?position ?thing WHERE {{ {given} ?position sg:declaration/sg:issuer ?thing }} ORDER BY STR(?thing)"
_ATTITUDES = """SELECT ?position ?attitude ?thing ?polarity ?path (MIN(?start) AS ?first) WHERE {{ {given}
  ?position sg:attitude ?attitude .
  ?attitude sg:referent ?thing ; sg:polarity ?polarity .
  OPTIONAL {{ ?attitude sg:signPath ?path }}
  OPTIONAL {{ ?mention sg:expresses ?attitude ; oa:start ?start }}
}} GROUP BY ?position ?attitude ?thing ?polarity ?path ORDER BY ?first STR(?thing)"""
_EVIDENCE = """SELECT * WHERE {{ {given}
  ?attestation sg:attests ?position ; sg:attestationKind ?kind ; sg:rule ?rule ; oa:hasSource ?version .
  ?version sg:versionOf ?document . ?document dcterms:title ?title ; sg:date ?dated .
  ?attestation oa:hasSelector ?quotation . ?quotation oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  ?attestation oa:hasSelector ?place . ?place a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
  ?attestation sg:cueSelector ?cue . ?cue oa:start ?cueStart ; oa:end ?cueEnd .
  FILTER(?place != ?cue)
  OPTIONAL {{ ?attestation sg:page ?page }}
  OPTIONAL {{ ?attestation sg:targetSelector ?target . ?target oa:start ?targetStart ; oa:end ?targetEnd }}
  FILTER(!BOUND(?target) || ?place != ?target)
}} ORDER BY STR(?document) ?start ?cueStart"""
_MENTIONS = """SELECT ?attestation ?thing ?start ?end WHERE {{ {given}
  ?attestation sg:attests ?position ; sg:mention ?mention .
  ?mention oa:start ?start ; oa:end ?end ; sg:expresses/sg:referent ?thing .
}} ORDER BY ?start ?end"""


def _grouped(rows: Iterable[Row], key: str = "position") -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def thing_ref(things: Directory, value: str) -> ThingRef:
    """How a thing is shown; one that the directory lacks goes by its id."""
    thing = things.by_iri.get(value) or Thing(value, local_id(value), "actor", "Actor")
    return ThingRef(id=thing.id, iri=thing.iri, label=thing.label, kind=thing.kind)


def _ref(value: str, label: str) -> Ref:
    return Ref(id=local_id(value), iri=value, label=label)


def _position(
    head: Row,
    things: Directory,
    holders: Iterable[Row],
    issuers: Iterable[Row],
    attitudes: Iterable[Row],
    evidence: Sequence[Row],
    mentions: Mapping[str, Sequence[Row]],
) -> PositionOut:
    places = [_evidence(row, mentions.get(row["attestation"], ())) for row in evidence]
    first = places[0]
    return PositionOut(
        id=local_id(head["position"]),
        iri=head["position"],
        label=head["label"],
        holders=[thing_ref(things, row["thing"]) for row in holders],
        act=head["act"].rpartition("/")[2],
        target=head.get("target"),
        attitudes=[_attitude(row, things) for row in attitudes],
        date=head["date"],
        declaration=_ref(head["declaration"], head["title"]),
        issuers=[thing_ref(things, row["thing"]) for row in issuers],
        negated=head.get("negated") == "true",
        modality=head.get("modality", "asserted"),
        intensity=head.get("intensity", "plain"),
        reaffirmed=head.get("reaffirmed") == "true",
        quote=first.quote,
        start=first.start,
        end=first.end,
        prefix=first.prefix,
        suffix=first.suffix,
        cue=first.cue.text,
        document=first.document,
        rule=first.rule,
        attested=first.attested,
        evidence=places,
    )


def _attitude(row: Row, things: Directory) -> AttitudeOut:
    return AttitudeOut(
        **thing_ref(things, row["thing"]).model_dump(),
        attitude=row["attitude"],
        polarity=SIGNS[row["polarity"].rpartition("/")[2]],
        sign_path=row.get("path", ""),
    )


def _evidence(row: Row, mentions: Iterable[Row]) -> EvidenceOut:
    quote, start = row["exact"], int(row["start"])

    def span(first: str, last: str) -> SpanOut:
        at, to = int(first), int(last)
        return SpanOut(start=at, end=to, text=quote[at - start : to - start])

    return EvidenceOut(
        iri=row["attestation"],
        attested=row["kind"],
        document=_ref(row["document"], row["title"]),
        document_date=row["dated"],
        quote=quote,
        start=start,
        end=int(row["end"]),
        prefix=row["prefix"],
        suffix=row["suffix"],
        cue=span(row["cueStart"], row["cueEnd"]),
        target=span(row["targetStart"], row["targetEnd"]) if "targetStart" in row else None,
        mentions=[
            MentionOut(thing=local_id(one["thing"]), **span(one["start"], one["end"]).model_dump()) for one in mentions
        ],
        rule=row["rule"],
        page=int(row["page"]) if "page" in row else None,
    )
