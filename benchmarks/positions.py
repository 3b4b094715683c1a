"""Position graphs of any size, in the vocabulary of the builder: made documents with positions, written as a build writes them.

States, organizations, memberships, threats, treaties and issues are those of the reference data. Who speaks and what of
is drawn with a long tail (a few speak often, of a few things; most rarely), documents differ in length, a third of
them are news of a declaration made before, dates grow denser toward the present, and some things are known to no
reference data. The same seed gives the same graph.
"""

from __future__ import annotations

import bisect
import datetime
import hashlib
import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph_builder import Attitude, Concept, Document, Position, Reference, ReleaseStore, Span, load_reference
from graph_builder.graph.derive import DERIVED, derive, load_rules
from graph_builder.graph.facts import fill
from graph_builder.graph.parts import Part, part_of
from graph_builder.graph.rdf import document_quads
from graph_builder.model import Act, Polarity, Report

__all__ = ["make_store", "speeches"]

_ACTS: dict[Act, tuple[str, Polarity, int]] = {
    "condemn": ("condemned", "-", 8), "oppose": ("opposed", "-", 6), "regret": ("regretted", "-", 4),
    "concern": ("expressed concern over", "-", 10), "welcome": ("welcomed", "+", 16), "support": ("supported", "+", 16),
    "commit": ("committed itself to", "+", 8), "urge": ("urged progress on", "+", 10),
    "emphasize": ("emphasized", "+", 10), "affirm": ("affirmed", "+", 8), "note": ("noted", "0", 4),
}  # fmt: skip
"""Cue, sign and frequency of each act."""
_OTHER: dict[Polarity, Polarity] = {"+": "-", "-": "+", "0": "0"}
_TURNED, _UNKNOWN, _NEWS = 0.15, 0.2, 0.33
"""How often a word turns a sign, a thing is known to no reference data, and a document is news of a declaration."""
_RECENT = 200
"""News report one of so many last declarations."""
_BATCH, _SHARE = 100, 20_000
"""Documents of one part of the release, at most, and one more for each so many triples of the whole."""
_FIRST, _DAYS = datetime.date(1990, 1, 1), 13_000


class _Tail:
    """Draws from things by rank: the first often, the last rarely (a Zipf distribution)."""

    def __init__(self, things: Sequence[Concept], draw: random.Random) -> None:
        self._things = [*things]
        draw.shuffle(self._things)
        self._sums = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self._things))))

    def one(self, draw: random.Random) -> Concept:
        return self._things[bisect.bisect(self._sums, draw.random() * self._sums[-1])]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence: an act, and the things that it bears on, each with whether a word turns its sign."""

    act: Act
    things: tuple[tuple[Concept, bool], ...]


class _Text:
    """The body of a document, and where in it each position stands."""

    def __init__(self, holders: tuple[str, ...]) -> None:
        self._holders, self.body = holders, ""
        self.positions: list[Position] = []

    def _write(self, words: str) -> Span:
        start = len(self.body)
        self.body += words
        return Span(start, len(self.body))

    def say(self, said: _Said) -> None:
        """One more sentence."""
        verb, sign, _ = _ACTS[said.act]
        start = self._write(f"{' and '.join(self._holders)} ").start
        cue = self._write(verb)
        begin, attitudes = self._write(" ").end, []
        for number, (concept, turned) in enumerate(said.things):
            self._write(" and " * (number > 0) + "the end of " * turned)
            polarity = _OTHER[sign] if turned else sign
            path = (sign, "end of", polarity) if turned else (sign,)
            attitudes.append(Attitude(self._write(concept.label), concept, polarity, path))
        target = Span(begin, len(self.body))
        quote = Span(start, self._write(".").end)
        self._write("\n\n")
        rule = f"cue.{said.act}.made"
        self.positions.append(Position(quote, cue, said.act, self._holders, target, tuple(attitudes), rule))


class _Speakers:
    """Writes speeches. What is drawn depends on the seed alone."""

    def __init__(self, known: Reference, seed: int) -> None:
        self._draw = random.Random(seed)
        actors = [concept for concept in known.concepts if concept.code]
        states, bodies = ([one for one in actors if one.variety == kind] for kind in ("State", "Organization"))
        self._states, self._bodies = _Tail(states, self._draw), _Tail(bodies, self._draw)
        things = [concept for concept in known.concepts if concept.kind != "actor" or concept.variety == "State"]
        self._things = _Tail(things, self._draw)
        self._recent: list[tuple[Report, list[_Said]]] = []

    def speech(self, number: int) -> tuple[Document, list[Position]]:
        """A declaration, or news of one."""
        draw = self._draw
        if self._recent and draw.random() < _NEWS:
            told, all_of_it = draw.choice(self._recent)
            return self._document(number, told, draw.sample(all_of_it, draw.randint(1, len(all_of_it))), told)
        date = _FIRST + datetime.timedelta(days=int(_DAYS * draw.random() ** 0.6))
        occasion = Report(f"Statement {number}", self._holders(), date.isoformat())
        sentences = [self._sentence() for _ in range(min(200, 1 + int(draw.lognormvariate(2.2, 0.9))))]
        self._recent = [*self._recent[1 - _RECENT :], (occasion, sentences)]
        return self._document(number, occasion, sentences, None)

    def _holders(self) -> tuple[str, ...]:
        several = self._draw.choices((1, 2, 3), (90, 8, 2))[0]
        drawn = [self._bodies if self._draw.random() < 0.25 else self._states for _ in range(several)]
        return tuple(sorted({str(tail.one(self._draw).code) for tail in drawn}))

    def _sentence(self) -> _Said:
        draw = self._draw
        [act] = draw.choices([*_ACTS], [often for *_, often in _ACTS.values()])
        things = {one.id: one for one in (self._thing() for _ in range(draw.choices((1, 2, 3), (60, 30, 10))[0]))}
        return _Said(act, tuple((one, draw.random() < _TURNED) for one in things.values()))

    def _thing(self) -> Concept:
        if self._draw.random() > _UNKNOWN:
            return self._things.one(self._draw)
        number = int(self._draw.paretovariate(0.5))  # ever new ones, as in real texts
        return Concept(f"issue/matter-{number}", f"matter {number}", "issue", provisional=True)

    def _document(
        self, number: int, occasion: Report, sentences: Iterable[_Said], reports: Report | None
    ) -> tuple[Document, list[Position]]:
        text = _Text(occasion.issuers)
        for said in sentences:
            text.say(said)
        document = Document(
            name=f"made-{number}",
            title=f"News of {occasion.title}, {number}" if reports else occasion.title,
            issuers=occasion.issuers,
            date=occasion.date,
            language="en",
            kind="news" if reports else "declaration",
            source="the benchmark",
            body=text.body,
            sha256=hashlib.sha256(f"{number}\n{text.body}".encode()).hexdigest(),
            reports=reports,
        )
        return document, text.positions


def speeches(known: Reference, seed: int = 0) -> Iterator[tuple[Document, list[Position]]]:
    """Documents without end, each with its positions."""
    speakers = _Speakers(known, seed)
    return (speakers.speech(number) for number in itertools.count())


def make_store(path: Path, triples: int, seed: int = 0) -> ReleaseStore:
    """A store with the reference data and so many made documents that there are about so many quads."""
    known, facts = load_reference(), ox.Store()
    fill(facts, known)
    store = ReleaseStore(path)
    with store.writing():
        parts = {"facts": part_of(facts)}
        for graph in [graph for graph in facts.named_graphs() if str(graph).startswith(f"<{DERIVED}")]:
            facts.remove_graph(graph)  # rules read asserted graphs alone
        made, many = speeches(known, seed), min(_BATCH, 1 + triples // _SHARE)
        while sum(part.quads for part in parts.values()) < triples:
            batch = list(itertools.islice(made, many))
            [parts[f"documents/{len(parts):06}"]] = store.keep([_part(batch, known, facts)], {})
        store.write(parts, inputs={})
    return store


def _part(batch: Iterable[tuple[Document, list[Position]]], known: Reference, facts: ox.Store) -> Part:
    """What a build writes of the documents: what they say, and what the rules derive from that."""
    rules = [rule for rule in load_rules() if rule.scope == "document"]
    quads = [quad for document, positions in batch for quad in document_quads(document, positions, known)]
    graphs = {quad.graph_name for quad in quads}
    facts.extend(quads)
    try:
        return part_of([*quads, *derive(facts, rules)])
    finally:
        for graph in graphs:
            facts.remove_graph(graph)
