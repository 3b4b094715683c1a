"""Review of provisional things: which there are, what they may be, and what an analyst decides on them."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from graph_builder import reference
from graph_builder.build import FACTS, REVIEW, BuildReport, Progress, rebuild
from graph_builder.errors import InputError, nearest
from graph_builder.graph.decisions import (
    ADOPTABLE,
    OUTCOMES,
    Decision,
    Outcome,
    decision_quads,
    kind_of,
    read_decisions,
    with_decisions,
)
from graph_builder.graph.parts import load_quads, part_of, unpack
from graph_builder.graph.quads import shorten
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.thesaurus import with_thesauri
from graph_builder.graph.validate import check_facts
from graph_builder.graph.vocab import ID, OA, RDF, RDFS, SG
from graph_builder.model import Concept, Kind
from graph_builder.reference import Reference
from graph_builder.text.mentions.provisional import slug

__all__ = ["Decision", "ProvisionalThing", "Review", "decisions_csv", "decisions_of_csv", "snippet"]

_NEAR = 70
"""How alike, of 100, a label must look to be offered as what a thing may be."""
_STEM = 6
_COLUMNS = tuple(field.name for field in fields(Decision))


@dataclass(frozen=True, slots=True)
class ProvisionalThing:
    """A thing that no label names: its concept id, in how many positions and documents it is, and their quotations."""

    id: str
    label: str
    kind: Kind
    positions: int
    documents: int
    contexts: tuple[str, ...]


_FOUND = f"""SELECT ?graph ?thing ?label ?position ?quote WHERE {{ GRAPH ?graph {{
  ?thing <{SG}provisional> true ; <{RDFS}label> ?label .
  ?attitude <{SG}referent> ?thing .
  ?position <{SG}attitude> ?attitude .
  ?attestation <{SG}attests> ?position ; <{OA}hasSelector> ?selector .
  ?selector <{RDF}type> <{OA}TextQuoteSelector> ; <{OA}exact> ?quote
}} }} ORDER BY STR(?thing) STR(?graph) STR(?position)"""


class Review:
    """The provisional things of a store and the decisions on them. Raises StoreError if there is no store."""

    def __init__(self, store: Path) -> None:
        self.path = store
        self._releases = ReleaseStore(store)
        self._graph = self._releases.load()
        self._base = with_thesauri(reference.load(), self._graph)
        self.known: Reference = with_decisions(self._base, self._graph)
        self.decisions: tuple[Decision, ...] = read_decisions(self._graph)

    @cache  # noqa: B019 – a review lives as long as a command
    def things(self) -> tuple[ProvisionalThing, ...]:
        """What no label names, the most frequent first."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in rows(self._graph, _FOUND):
            thing = text_of(row["thing"]).removeprefix(ID)
            found[thing].append(tuple(text_of(row[name]) for name in ("label", "position", "graph", "quote")))
        things = [_thing(id_, kind, said) for id_, said in found.items() if (kind := kind_of(id_)) is not None]
        return tuple(sorted(things, key=lambda thing: (-thing.positions, -thing.documents, thing.id)))

    def near(self, label: str, count: int = 3) -> list[Concept]:
        """Known concepts with a name that looks like a label and shares a word with it, the most alike first."""
        names, owners = self._names()
        best = process.extract(label.casefold(), names, scorer=fuzz.token_sort_ratio, limit=None, score_cutoff=_NEAR)
        stems = _stems(label)
        found = dict.fromkeys(owners[index].id for name, _score, index in best if not stems.isdisjoint(_stems(name)))
        return [self.known.by_id[id_] for id_ in [*found][:count]]

    @cache  # noqa: B019
    def _names(self) -> tuple[list[str], list[Concept]]:
        pairs = [(name.casefold(), item) for item in self.known.concepts for name in (item.label, *item.names)]
        return [name for name, _ in pairs], [item for _, item in pairs]

    def find(self, name: str) -> ProvisionalThing:
        """A provisional thing by its id, IRI or label. Raises InputError with those that look like it."""
        wanted = name.removeprefix(ID)
        for thing in self.things():
            if thing.id == wanted or thing.label.casefold() == wanted.casefold():
                return thing
        near = nearest(wanted, [known for thing in self.things() for known in (thing.id, thing.label)])
        hint = f"Did you mean {', '.join(near)}?" if near else "List them: stancegraph review."
        decided = next(
            (item for item in self.decisions if wanted.casefold() in {item.thing, item.label.casefold()}), None
        )
        if decided is not None:
            hint = f"It was decided on already ({decided.outcome}); see stancegraph review decisions."
        raise InputError(name, "is no provisional thing of this store.", hint)

    def concept(self, name: str) -> Concept:
        """A known concept by its id, IRI or one of its names. Raises InputError with those that look like it."""
        wanted = name.removeprefix(ID)
        if wanted in self.known.by_id:
            return self.known.by_id[wanted]
        fold = wanted.casefold()
        owners = {
            item.id: item
            for item in self.known.concepts
            if fold in {known.casefold() for known in (item.label, *item.names)}
        }
        if len(owners) == 1:
            return next(iter(owners.values()))
        if owners:
            raise InputError(name, "names more than one concept.", f"Write the id: {', '.join(sorted(owners))}.")
        near = ", ".join(item.id for item in self.near(wanted))
        raise InputError(
            name, "is no concept.", f"Did you mean {near}?" if near else "Write an id such as threat/terrorism."
        )

    # ------------------------------------------------------------------ deciding

    def adopt(
        self,
        name: str,
        *,
        label: str | None = None,
        kind: Kind | None = None,
        broader: str | None = None,
        note: str = "",
    ) -> Decision:
        """The decision that a thing is a concept of its own. Raises InputError."""
        thing = self.find(name)
        kind = kind or thing.kind
        if kind not in ADOPTABLE:
            table = "treaties.tsv" if kind == "treaty" else "organizations.tsv"
            remedy = f"Add a row to ontology/reference/{table} (see ontology/CONTRIBUTING.md), or adopt it with another kind."
            raise InputError(thing.id, f"is a kind of thing ({kind}) that needs more than a name.", remedy)
        label = " ".join((label or thing.label).split())
        taken = [
            item
            for item in self.known.concepts
            if label.casefold() in {n.casefold() for n in (item.label, *item.names)}
        ]
        if taken:
            raise InputError(
                label,
                f"is a name of {taken[0].id}.",
                f"Merge it: stancegraph review merge {thing.id} --into {taken[0].id}.",
            )
        into = thing.id if (kind, label) == (thing.kind, thing.label) else f"{kind}/{slug(label)}"
        above = self.concept(broader) if broader else None
        if above is not None and above.kind != kind:
            raise InputError(
                above.id, f"is no {kind}.", "What is above a thing is of its kind; --kind adopts it with another."
            )
        return Decision(thing.id, thing.label, "adopt", into, label, above.id if above else "", note)

    def merge(self, name: str, into: str, *, note: str = "") -> Decision:
        """The decision that a thing is a known concept. Raises InputError."""
        thing = self.find(name)
        return Decision(thing.id, thing.label, "merge", self.concept(into).id, note=note)

    def drop(self, name: str, *, note: str = "") -> Decision:
        """The decision that a thing is none. Raises InputError."""
        thing = self.find(name)
        return Decision(thing.id, thing.label, "drop", note=note)

    def decide(self, decisions: Sequence[Decision], *, progress: Progress | None = None) -> BuildReport:
        """Keep decisions, which replace earlier ones on the same things, and read all documents with them.

        Raises InputError, BuildError or StoreError; then nothing is changed.
        """
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        merged = {item.thing: item for item in self.decisions}
        merged |= {item.thing: item if item.date else replace(item, date=today) for item in decisions}
        return self._keep(merged, progress)

    def undo(self, names: Sequence[str], *, progress: Progress | None = None) -> BuildReport:
        """Take decisions back, and read all documents without them. Raises InputError if there is none on a thing."""
        left = {item.thing: item for item in self.decisions}
        by_name = {key: item.thing for item in self.decisions for key in (item.thing, ID + item.thing, item.label)}
        for name in names:
            if name not in by_name:
                near = nearest(name, by_name)
                hint = f"Did you mean {', '.join(near)}?" if near else "See stancegraph review decisions."
                raise InputError(name, "nothing was decided on it.", hint)
            left.pop(by_name[name], None)
        return self._keep(left, progress)

    def _keep(self, decisions: Mapping[str, Decision], progress: Progress | None) -> BuildReport:
        self._check(decisions)
        quads = decision_quads(decisions.values())
        facts = ox.Store()
        part = self._releases.part(self._releases.current(), FACTS)
        load_quads(facts, unpack(part.packed, part.sha256))
        facts.extend(quads)
        check_facts(facts)
        return rebuild(self.path, REVIEW, part_of(quads) if quads else None, progress=progress)

    def _check(self, decisions: Mapping[str, Decision]) -> None:
        """Every concept that a decision names must exist: known before, or adopted by one of them."""
        adopted = {item.into for item in decisions.values() if item.outcome == "adopt"}
        for item in decisions.values():
            for id_ in (item.into if item.outcome == "merge" else "", item.broader):
                if id_ and id_ not in self._base.by_id and id_ not in adopted:
                    near = ", ".join(nearest(id_, [*self._base.by_id, *adopted]))
                    raise InputError(
                        item.thing, f"its decision names {id_}, which is no concept.", f"Near: {near}." if near else ""
                    )


def _stems(label: str) -> set[str]:
    """Beginnings of its words, by which two forms of a word are one: "resolution" and "resolutions"."""
    return {word[:_STEM] for word in re.findall(r"\w+", label.casefold()) if len(word) > 2}


def snippet(label: str, context: str, around: int = 60) -> str:
    """A label within a quotation, with some characters before and after it."""
    line = " ".join(context.split())
    found = re.search(re.escape(label), line, re.IGNORECASE)
    if found is None:
        return shorten(line, 2 * around + len(label))
    first, end = max(0, found.start() - around), found.end() + around
    return ("…" if first else "") + line[first:end] + ("…" if end < len(line) else "")


def _thing(id_: str, kind: Kind, said: Sequence[tuple[str, ...]]) -> ProvisionalThing:
    labels, positions, graphs, quotes = zip(*said, strict=True)
    contexts = tuple(dict.fromkeys(quotes))
    return ProvisionalThing(id_, min(labels), kind, len(set(positions)), len(set(graphs)), contexts)


# ------------------------------------------------------------------ decisions as a file


def decisions_csv(decisions: Iterable[Decision]) -> str:
    """The decisions as CSV, one row each, sorted by thing, to keep beside the documents."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in sorted(decisions, key=lambda item: item.thing):
        writer.writerow([getattr(item, column) for column in _COLUMNS])
    return out.getvalue()


def decisions_of_csv(path: Path) -> list[Decision]:
    """Read what `decisions_csv` wrote, or what a person wrote in its columns. Raises InputError naming line and column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read: {error}.", "Give a CSV file in UTF-8.") from error
    table = csv.DictReader(io.StringIO(text))
    columns = table.fieldnames or []
    missing = [column for column in ("thing", "outcome") if column not in columns]
    unknown = [column for column in columns if column not in _COLUMNS]
    if missing or unknown:
        problem = f"has no column '{missing[0]}'." if missing else f"has an unknown column '{unknown[0]}'."
        raise InputError(path, problem, f"Its columns are {', '.join(_COLUMNS)}.", 1)
    return [_decision(path, table.line_num, row) for row in table]


def _decision(path: Path, line: int, row: Mapping[str, str | None]) -> Decision:
    cells = {column: (row.get(column) or "").strip() for column in _COLUMNS}
    outcome: Outcome | None = next((one for one in OUTCOMES if one == cells["outcome"]), None)
    if outcome is None:
        raise InputError(path, f"the outcome is '{cells['outcome']}'.", f"One of {', '.join(OUTCOMES)}.", line)
    kind = kind_of(cells["thing"])
    if kind is None or not cells["thing"].partition("/")[2]:
        raise InputError(path, f"'{cells['thing']}' is no id of a thing.", "Write it as issue/ready-forces.", line)
    label = cells["label"] or cells["thing"].partition("/")[2].replace("-", " ")
    if outcome == "merge" and not cells["into"]:
        raise InputError(path, f"{cells['thing']} is merged into nothing.", "Fill the column 'into'.", line)
    into = cells["into"] or (cells["thing"] if outcome == "adopt" else "")
    if outcome == "adopt" and kind_of(into) not in ADOPTABLE:
        raise InputError(path, f"{into} cannot be adopted.", f"Kinds: {', '.join(ADOPTABLE)}.", line)
    try:
        date = datetime.date.fromisoformat(cells["date"]).isoformat() if cells["date"] else ""
    except ValueError as error:
        raise InputError(path, f"the date is '{cells['date']}'.", "Write it as 2026-11-24.", line) from error
    name = (cells["name"] or label) if outcome == "adopt" else ""
    return Decision(cells["thing"], label, outcome, into, name, cells["broader"], cells["note"], date)
