"""`graph`: questions on networks, answered without a server: a table to read, JSON, or a file for a graph tool."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from stancegraph.terminal import guarded, note, print_table

__all__ = ["graphing"]

graphing = typer.Typer(
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
    help="Ask who stands with whom, what ties two actors, what splits a bloc, how it moved.\n\n"
    "[dim]stancegraph graph paths SCO USA\n"
    "stancegraph graph matrix --kind threat\n"
    'stancegraph graph ego "INF Treaty" --format gexf --out inf-treaty.gexf[/dim]',
)

Store = Annotated[
    str, typer.Option("--store", envvar="STANCEGRAPH_STORE", help="Folder of the store, or the address of a service.")
]
Form = Annotated[
    str,
    typer.Option(
        "--format",
        help="table, json, csv; or cytoscape, graphology, node-link, d3, jgf, cx2, graphml, gexf, dot, pajek, csv-zip.",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="File to write, instead of standard output.")]
Holders = Annotated[list[str] | None, typer.Option("--holder", help="An actor; again for more.")]
Things = Annotated[list[str] | None, typer.Option("--thing", help="A thing; again for more.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="threat, treaty, issue …; again for more.")]
Ties = Annotated[list[str] | None, typer.Option("--tie", help="stance, bound, member, party …; again for more.")]
From = Annotated[str | None, typer.Option("--from", help="First day, month or year.")]
To = Annotated[str | None, typer.Option("--to", help="Last day, month or year.")]
Hierarchy = Annotated[bool, typer.Option("--hierarchy/--no-hierarchy", help="Narrower things count for broader ones.")]
Limit = Annotated[int, typer.Option("--limit", help="How many.")]
Minimum = Annotated[int, typer.Option("--minimum", help="Fewest things on which both took a side.")]
_STORE = "store"


def _answer(store: str, form: str, out: Path | None, ask: Callable[[Any], Any]) -> None:
    """Open a store, ask it, and print or write the answer."""
    code = guarded(lambda: _told(store, form, out, ask))
    if code:
        raise typer.Exit(code)


def _told(store: str, form: str, out: Path | None, ask: Callable[[Any], Any]) -> None:
    from api.export import FORMATS
    from graph_builder import InputError
    from stancegraph.library import open_store

    known = ("table", "json", "csv", "csv-zip", *(name for name in FORMATS if name != "csv"))
    if form not in known:
        raise InputError("--format", f"there is no format '{form}'.", f"One of {', '.join(known)}.")
    with open_store(store) as opened:
        answer = ask(opened)
    if form == "table":
        _print(answer)
        return
    body = _written(answer, form)
    if out is None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(body)
    except OSError as error:
        raise InputError(out, f"cannot be written: {error.strerror}.", "Name another file.") from error
    note(f"wrote {out}")


def _print(answer: Any) -> None:
    import networkx as nx

    from api.networks import to_table

    if isinstance(answer, nx.Graph):
        edges = answer.edges(data=True)
        labels = dict(answer.nodes(data="label"))
        rows = [[labels[a], str(d.get("label", "")), labels[b], str(d.get("weight", ""))] for a, b, d in edges]
        print_table(("from", "tie", "to", "weight"), rows)
        return
    columns, rows = to_table(answer)
    print_table(columns, rows)
    reason = getattr(answer, "reason", None)
    if reason or not rows:
        note(reason or "Nothing in the graph answers this.")


def _written(answer: Any, form: str) -> bytes:
    import networkx as nx

    from api.answers import as_json, as_table
    from api.export import write
    from api.networks import to_graph
    from api.networks.drawn import place

    if form == "json" and not isinstance(answer, nx.Graph):
        return as_json(answer) + b"\n"
    if form == "csv" and not isinstance(answer, nx.Graph):
        return as_table(answer)
    graph = answer if isinstance(answer, nx.Graph) else to_graph(answer)
    if not all("x" in data for _, data in graph.nodes(data=True)):
        place(graph, graph.graph.get("centre"))
    return write(graph, {"csv-zip": "csv", "json": "cytoscape"}.get(form, form))[0]


@graphing.command()
def ego(
    entity: Annotated[str, typer.Argument(metavar="THING", help="A code, a name or an id: SCO, inf-treaty.")],
    depth: Annotated[int, typer.Option("--depth", help="How far, 1 to 3.")] = 1,
    kind: Kinds = None,
    tie: Ties = None,
    date_from: From = None,
    date_to: To = None,
    limit: Limit = 200,
    offset: Annotated[int, typer.Option("--offset", help="How many neighbours to pass over.")] = 0,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """What a thing is tied to, and what that is tied to; the heaviest first."""
    given = {"depth": depth, "kinds": kind or (), "ties": tie or (), "date_from": date_from, "date_to": date_to}
    _answer(store, form, out, lambda opened: opened.ego(entity, limit=limit, offset=offset, **given))


@graphing.command()
def counts(
    entity: Annotated[str, typer.Argument(metavar="THING", help="A code, a name or an id.")],
    date_from: From = None,
    date_to: To = None,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """How much there is around a thing: ties and neighbours by kind."""
    _answer(store, form, out, lambda opened: opened.counts(entity, date_from=date_from, date_to=date_to))


@graphing.command()
def paths(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A code, a name or an id.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Another.")],
    mode: Annotated[str, typer.Option("--mode", help="shortest, or all.")] = "shortest",
    longest: Annotated[int, typer.Option("--longest", help="Most steps, 1 to 6.")] = 4,
    tie: Ties = None,
    date_from: From = None,
    date_to: To = None,
    limit: Limit = 20,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """What ties two things, with the sentence behind each step."""
    given = {"longest": longest, "ties": tie or (), "limit": limit, "date_from": date_from, "date_to": date_to}
    _answer(store, form, out, lambda opened: opened.paths(start, end, mode=mode, **given))


@graphing.command()
def matrix(
    holder: Holders = None,
    thing: Things = None,
    kind: Kinds = None,
    hierarchy: Hierarchy = True,
    rows: Annotated[int, typer.Option("--rows", help="Most rows.")] = 20,
    columns: Annotated[int, typer.Option("--columns", help="Most columns.")] = 8,
    date_from: From = None,
    date_to: To = None,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Actors as rows, things as columns; in each cell the sign and how many positions."""
    given = {"holders": holder or (), "things": thing or (), "kinds": kind or (), "hierarchy": hierarchy}
    dated = {"rows": rows, "columns": columns, "date_from": date_from, "date_to": date_to}
    _answer(store, form, out, lambda opened: opened.matrix(**given, **dated))


@graphing.command()
def agreement(
    holder: Holders = None,
    kind: Kinds = None,
    minimum: Minimum = 1,
    hierarchy: Hierarchy = False,
    order: Annotated[str, typer.Option("--order", help="agreement, conflict or shared.")] = "agreement",
    date_from: From = None,
    date_to: To = None,
    limit: Limit = 50,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Who stands with whom, on how many things, with a 95 % interval."""
    given = {"holders": holder or (), "kinds": kind or (), "minimum": minimum, "hierarchy": hierarchy, "order": order}
    _answer(
        store, form, out, lambda opened: opened.agreement(limit=limit, date_from=date_from, date_to=date_to, **given)
    )


@graphing.command()
def disagreements(
    holder: Holders = None,
    thing: Things = None,
    kind: Kinds = None,
    hierarchy: Hierarchy = False,
    date_from: From = None,
    date_to: To = None,
    limit: Limit = 50,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """On what actors stand on opposite sides, in the words of both."""
    given = {"holders": holder or (), "things": thing or (), "kinds": kind or (), "hierarchy": hierarchy}
    _answer(
        store,
        form,
        out,
        lambda opened: opened.disagreements(limit=limit, date_from=date_from, date_to=date_to, **given),
    )


@graphing.command()
def blocs(
    of: Annotated[str, typer.Option("--of", help="actors, or two-mode.")] = "actors",
    kind: Kinds = None,
    minimum: Minimum = 1,
    resolution: Annotated[float, typer.Option("--resolution", help="Higher for closer blocs.")] = 0.0,
    date_from: From = None,
    date_to: To = None,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """What splits actors into blocs, and how many triangles of them are tense."""

    def ask(opened: Any) -> Any:
        answer = opened.blocs(
            of=of, kinds=kind or (), minimum=minimum, resolution=resolution, date_from=date_from, date_to=date_to
        )
        balance = answer.balance
        note(
            f"{answer.actors} actors, {answer.ties} ties; frustration {answer.frustration:g} of {answer.strength:g}; "
            f"{balance.tense} of {balance.triangles} triangles are tense"
        )
        return answer

    _answer(store, form, out, ask)


@graphing.command()
def centrality(
    of: Annotated[str, typer.Option("--of", help="two-mode, agreement or knowledge.")] = "two-mode",
    by: Annotated[str, typer.Option("--by", help="pagerank, degree, betweenness or positions.")] = "pagerank",
    kind: Kinds = None,
    date_from: From = None,
    date_to: To = None,
    limit: Limit = 20,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Who stands in the middle."""
    given = {"of": of, "by": by, "kinds": kind or (), "date_from": date_from, "date_to": date_to}
    _answer(store, form, out, lambda opened: opened.centrality(limit=limit, **given))


@graphing.command()
def timeline(
    holder: Annotated[str, typer.Argument(metavar="ACTOR", help="A code, a name or an id.")],
    thing: Annotated[str, typer.Argument(metavar="THING", help="On what.")],
    hierarchy: Hierarchy = True,
    date_from: From = None,
    date_to: To = None,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """How an actor stood on a thing over time."""
    given = {"hierarchy": hierarchy, "date_from": date_from, "date_to": date_to}
    _answer(store, form, out, lambda opened: opened.timeline(holder, thing, **given))


@graphing.command()
def change(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A date, or a document or declaration.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="A later date, or another text.")],
    holder: Holders = None,
    thing: Things = None,
    kind: Kinds = None,
    limit: Limit = 500,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """What is reversed, raised, lowered, new, dropped, reworded and repeated between two dates or two texts."""
    given = {"holders": holder or (), "things": thing or (), "kinds": kind or (), "limit": limit}
    _answer(store, form, out, lambda opened: opened.change(before, after, **given))


@graphing.command()
def similarity(
    a: Annotated[str, typer.Argument(metavar="TEXT", help="A document or declaration.")],
    b: Annotated[str, typer.Argument(metavar="OTHER", help="Another.")],
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """How alike two texts are: on what they take sides, and which."""

    def ask(opened: Any) -> Any:
        answer = opened.similarity(a, b)
        note(
            f"{answer.shared} things in both, {answer.agree} on the same side, {answer.conflict} on opposite ones; "
            f"{answer.only_a} and {answer.only_b} in one alone; {len(answer.repeated)} word for word"
        )
        return answer

    _answer(store, form, out, ask)


@graphing.command()
def members(
    body: Annotated[str, typer.Argument(metavar="BODY", help="An organization.")],
    thing: Things = None,
    date: Annotated[str | None, typer.Option("--date", help="Who was a member on this day; ever, without.")] = None,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """Who of a body's members spoke apart from it."""
    _answer(store, form, out, lambda opened: opened.members(body, things=thing or (), date=date))


@graphing.command()
def network(
    name: Annotated[
        str,
        typer.Argument(metavar="NETWORK", help="two-mode, positions, agreement, co-mention, membership or knowledge."),
    ],
    kind: Kinds = None,
    date: Annotated[str | None, typer.Option("--date", help="Of membership: a day.")] = None,
    store: Store = _STORE,
    form: Form = "table",
    out: Out = None,
) -> None:
    """A whole network."""
    given: dict[str, Any] = {"date": date} if name == "membership" else {"kinds": kind or ()}
    _answer(store, form, out, lambda opened: opened.graph(name, **given))
