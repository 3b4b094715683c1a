"""What the first page tells of a release: figures, documents, questions that have answers, and the network of the latest."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from api import documents, networks
from api.directory import Directory
from api.graphs import Graphs
from api.models import ThingRef
from api.positions import thing_ref
from api.questions import Question, load_questions
from api.reader import Reader, local_id

__all__ = ["Overview", "Overviews"]

_EDGES = 2000
_FIRST = (
    "threats-named", "disagreements", "changes-of-position", "stance-on", "commitments", "bound-states",
    "ended-treaties", "treaties-in-force", "acts",
)  # fmt: skip
"""Questions to begin with, in this order; the page shows the first three that have an answer."""
_HOLDERS = "SELECT DISTINCT ?thing WHERE { ?position sg:holder ?thing }"
_BROADER = "SELECT ?narrow ?broad WHERE { ?narrow skos:broader ?broad } ORDER BY STR(?narrow) STR(?broad)"


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page's facts."""

    figures: documents.Figures
    documents: list[documents.Listed]
    questions: Sequence[tuple[Question, int]]
    """Each with the number of its answers."""

    network: nx.MultiDiGraph
    holders: Sequence[ThingRef]
    """Actors that hold positions, by label."""

    broader: Mapping[str, Sequence[str]]
    """Ids of the things that are directly broader, by id."""


class Overviews:
    """Reads the overview of the release that is served, once."""

    def __init__(self, reader: Reader, graphs: Graphs) -> None:
        self._reader, self._graphs = reader, graphs
        self._release = ""
        self._overview: Overview | None = None
        self._reading = asyncio.Lock()

    async def current(self, things: Directory) -> Overview:
        """The overview of the release that is served."""
        async with self._reading:
            release = self._reader.release
            if self._overview is None or self._release != release:
                self._overview = await self._read(things)
                self._release = release
        return self._overview

    async def _read(self, things: Directory) -> Overview:
        return Overview(
            figures=await documents.figures(self._reader),
            documents=await documents.documents(self._reader),
            questions=await self._questions(),
            network=await self._graphs.answer(networks.positions, limit=_EDGES),
            holders=sorted(
                (thing_ref(things, row["thing"]) for row in await self._reader.rows(_HOLDERS)),
                key=lambda ref: ref.label.casefold(),
            ),
            broader=await self._broader(),
        )

    async def _broader(self) -> dict[str, list[str]]:
        broader: defaultdict[str, list[str]] = defaultdict(list)
        for row in await self._reader.rows(_BROADER):
            broader[local_id(row["narrow"])].append(local_id(row["broad"]))
        return dict(broader)

    async def _questions(self) -> list[tuple[Question, int]]:
        found: list[tuple[Question, int]] = []
        for name in _FIRST:
            question = load_questions().get(name)
            if question is not None and (answers := len((await self._reader.results(question.sparql))["rows"])):
                found.append((question, answers))
            if len(found) == 3:
                break
        return found
