"""Stancegraph in a notebook: open a store or an endpoint, and ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from api import networks
from api.networks import LocalSource, RemoteSource, Snapshot
from api.reader import PROLOGUE, local_id
from graph_builder import InputError

if TYPE_CHECKING:
    import networkx as nx
    import pandas
    import polars
    import pyoxigraph as ox

__all__ = ["Store", "open_store"]

_COLUMNS = (
    "position", "holder", "holder_label", "act", "thing", "thing_label", "kind", "polarity", "date", "quote", "document",
    "title", "target",
)  # fmt: skip


def open_store(place: Path | str = "store", release: str | None = None) -> Store:
    """A store's folder, or the address of a service or of another SPARQL endpoint whose default graph is all of it.

    Raises StoreError if there is none, or none can be reached.
    """
    if str(place).startswith(("http://", "https://")):
        if release is not None:
            raise InputError("release", "is of a folder.", "An address has its current release.")
        return Store(RemoteSource(str(place).partition(",")[0]))  # as --store names it, with an address for updates
    return Store(LocalSource(place, release))


class Store:
    """Positions to ask. Questions are methods: what they take and give is told by the functions of `api.networks`.

    >>> store = stancegraph.open("store")                     # doctest: +SKIP
    >>> store.matrix(holders=["SCO"], kinds=["threat"])       # doctest: +SKIP
    >>> store.graph("agreement", minimum=3)                   # doctest: +SKIP
    """

    def __init__(self, source: LocalSource | RemoteSource) -> None:
        self._source = source
        self._snapshot: Snapshot | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The positions as columns, read once; `refresh` reads them anew."""
        if self._snapshot is None:
            self._snapshot = networks.load(self._source)
        return self._snapshot

    def refresh(self) -> None:
        """Forget what was read of another's endpoint. A folder is opened anew to see its new release."""
        self._snapshot = None

    def close(self) -> None:
        """End connections, if there are any; `with stancegraph.open(…) as store:` does so too."""
        if isinstance(self._source, RemoteSource):
            self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self._source.version!r})"

    # ------------------------------------------------------------------ questions

    def ego(self, entity: str, **given: Any) -> networks.Ego:
        """The network around a thing."""
        return networks.ego(self.snapshot, entity, **given)

    def counts(self, entity: str, **given: Any) -> networks.EgoCounts:
        """How much there is around a thing."""
        return networks.ego_counts(self.snapshot, entity, **given)

    def paths(self, start: str, end: str, **given: Any) -> networks.Paths:
        """What ties two things."""
        return networks.paths(self.snapshot, start, end, **given)

    def matrix(self, **given: Any) -> networks.Matrix:
        """Actors and things, and where each stands on each."""
        return networks.matrix(self.snapshot, **given)

    def agreement(self, **given: Any) -> networks.Agreement:
        """Who stands with whom."""
        return networks.agreement(self.snapshot, **given)

    def disagreements(self, **given: Any) -> networks.Disagreements:
        """On what actors stand on opposite sides."""
        return networks.disagreements(self.snapshot, **given)

    def blocs(self, **given: Any) -> networks.Blocs:
        """What splits actors into blocs."""
        return networks.blocs(self.snapshot, **given)

    def centrality(self, **given: Any) -> networks.Centrality:
        """Who stands in the middle."""
        return networks.centrality(self.snapshot, **given)

    def timeline(self, holder: str, thing: str, **given: Any) -> networks.Timeline:
        """How an actor stood on a thing over time."""
        return networks.timeline(self.snapshot, holder, thing, **given)

    def change(self, before: str, after: str, **given: Any) -> networks.Change:
        """How stances moved between two dates, or two documents or declarations."""
        return networks.change(self.snapshot, before, after, **given)

    def edge(self, start: str, end: str, **given: Any) -> networks.Edge:
        """All positions that an edge rests on."""
        return networks.edge(self.snapshot, start, end, **given)

    def similarity(self, a: str, b: str) -> networks.Similarity:
        """How alike two documents or declarations are."""
        return networks.similarity(self.snapshot, a, b)

    def members(self, body: str, **given: Any) -> networks.Members:
        """Who of a body's members spoke apart from it."""
        return networks.members(self.snapshot, body, **given)

    # ------------------------------------------------------------------ graphs, frames, SPARQL

    def graph(self, network: str = "two-mode", **given: Any) -> nx.Graph:
        """A whole network as networkx: two-mode, positions, agreement, co-mention, membership or knowledge.

        Raises InputError for another name.
        """
        if network not in networks.NETWORKS:
            raise InputError("graph", f"there is no network '{network}'.", f"One of {', '.join(networks.NETWORKS)}.")
        return networks.network(network)(self.snapshot, **given)

    @staticmethod
    def drawn(answer: object) -> nx.Graph:
        """The answer to a question as networkx, with places for its nodes."""
        from api.networks.drawn import place

        graph = networks.to_graph(answer)
        return place(graph, graph.graph.get("centre"))

    @staticmethod
    def frame(answer: object) -> pandas.DataFrame:
        """The answer to a question as a table."""
        import pandas

        columns, rows = networks.to_table(answer)
        return pandas.DataFrame(rows, columns=list(columns))

    @overload
    def positions(self, *, frame: Literal["pandas"] = "pandas", **given: Any) -> pandas.DataFrame: ...
    @overload
    def positions(self, *, frame: Literal["polars"], **given: Any) -> polars.DataFrame: ...
    def positions(self, *, frame: str = "pandas", **given: Any) -> Any:
        """Positions as a frame of pandas or Polars, a row for each holder, thing and sign, with its sentence.

        Filters are those of the questions: holders, things, kinds, polarity, date_from, date_to, hierarchy. Raises
        UnknownEntity, BadParameter; InputError for a frame that is none.
        """
        if frame not in {"pandas", "polars"}:
            raise InputError("frame", f"'{frame}' is no kind of frame.", "One of pandas, polars.")
        columns = self._columns(**given)
        if frame == "polars":
            import polars

            return polars.DataFrame(columns, schema=dict.fromkeys(columns, polars.String))
        import pandas

        return pandas.DataFrame(columns)

    def _columns(
        self, *, holders: Iterable[str] = (), things: Iterable[str] = (), **given: Any
    ) -> dict[str, list[str]]:
        from api.networks.evidence import SIGNS, read_words
        from api.networks.selection import select

        snapshot = self.snapshot
        rows = select(snapshot, holders=snapshot.need_all(holders), things=snapshot.need_all(things), **given)
        words = read_words(snapshot, rows.position.tolist())
        table = []
        for at in range(len(rows)):
            holder, thing = snapshot.nodes[rows.holder[at]], snapshot.nodes[rows.thing[at]]
            said = words[int(rows.position[at])]
            table.append(
                (snapshot.positions[rows.position[at]], holder.id, holder.label, snapshot.acts[rows.act[at]], thing.id,
                 thing.label, thing.kind, SIGNS[int(rows.sign[at])], snapshot.dates[rows.date[at]], said.quote,
                 said.document, said.title, said.target)
            )  # fmt: skip
        return {name: [row[at] for row in table] for at, name in enumerate(_COLUMNS)}

    def sparql(self, query: str) -> Any:
        """The answer to a SPARQL query: a pandas frame of a SELECT, a truth value of an ASK, an rdflib Graph otherwise.

        The usual prefixes need no declaration. Raises a QueryError where the query is wrong.
        """
        if isinstance(self._source, RemoteSource):
            return _answer_of(*self._source.ask(PROLOGUE + query, _ACCEPT))
        return _answer(self._source.ask(PROLOGUE + query))


_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Any:
    """The engine's answer in the terms of notebooks."""
    import pyoxigraph as ox

    if isinstance(found, ox.QueryTriples):
        return _answer_of("application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
    return _answer_of("application/sparql-results+json", found.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def _answer_of(media_type: str, body: bytes) -> Any:
    if media_type != "application/sparql-results+json":
        import rdflib

        return rdflib.Graph().parse(data=body, format="nt")
    import json

    import pandas

    document = json.loads(body)
    if "boolean" in document:
        return bool(document["boolean"])
    names = document["head"]["vars"]
    rows = [[_value(row.get(name)) for name in names] for row in document["results"]["bindings"]]
    return pandas.DataFrame(rows, columns=names)


_NUMBERS: dict[str, Callable[[str], Any]] = {
    "integer": int, "int": int, "long": int, "decimal": float, "double": float, "float": float,
    "boolean": lambda text: text in {"true", "1"},
}  # fmt: skip


def _value(term: dict[str, str] | None) -> Any:
    """A term as Python has it: numbers and truth values by their type, our IRIs as ids, the rest as text."""
    if term is None:
        return None
    if term["type"] == "uri":
        return local_id(term["value"])
    convert = _NUMBERS.get(term.get("datatype", "").rpartition("#")[2], str)
    try:
        return convert(term["value"])
    except ValueError:
        return term["value"]
