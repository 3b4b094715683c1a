"""`graph`: questions on networks, answered without a server: a table to read, JSON, or a file for a graph tool."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from inspect import Parameter as Signed
from inspect import Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from api.graph_questions import NETWORK_PARAMETERS, QUESTIONS, SIGNS, Parameter, Question
from stancegraph.commands.options import group, run
from stancegraph.terminal import note, print_table

__all__ = ["graphing"]

graphing = group(
    "Ask who stands with whom, what ties two actors, what splits a bloc, how it moved.\n\n"
    "[dim]stancegraph graph paths SCO USA\n"
    "stancegraph graph matrix --kind threat\n"
    'stancegraph graph ego "INF Treaty" --format gexf --out inf-treaty.gexf[/dim]',
    no_args_is_help=True,
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
_STORE = "store"


def _answer(store: str, form: str, out: Path | None, ask: Callable[[Any], Any]) -> None:
    """Open a store, ask it, and print or write the answer."""
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

    from api.networks import to_summary, to_table

    if isinstance(answer, nx.Graph):
        edges = answer.edges(data=True)
        labels = dict(answer.nodes(data="label"))
        rows = [[labels[a], str(d.get("label", "")), labels[b], str(d.get("weight", ""))] for a, b, d in edges]
        print_table(("from", "tie", "to", "weight"), rows)
        return
    columns, rows = to_table(answer)
    print_table(columns, rows)
    summary = to_summary(answer)
    if summary or not rows:
        note(summary or "Nothing in the graph answers this.")


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


def _argument(one: Parameter) -> Signed:
    """A parameter as Typer reads it."""
    kind: Any = list[one.type] if one.many else one.type  # type: ignore[name-defined]
    if one.needed:
        return Signed(
            one.name,
            Signed.KEYWORD_ONLY,
            annotation=Annotated[kind, typer.Argument(help=one.about, metavar=one.name.upper())],
        )
    flag = f"{one.flag}/--no-{one.flag[2:]}" if one.type is bool else one.flag
    kind = kind if one.default is not None else kind | None
    option = typer.Option(flag, help=one.about)
    return Signed(one.name, Signed.KEYWORD_ONLY, default=one.default, annotation=Annotated[kind, option])


_OURS = [
    Signed("store", Signed.KEYWORD_ONLY, default=_STORE, annotation=Store),
    Signed("form", Signed.KEYWORD_ONLY, default="table", annotation=Form),
    Signed("out", Signed.KEYWORD_ONLY, default=None, annotation=Out),
]


def _add(name: str, about: str, parameters: Iterable[Parameter], ask: Callable[..., Any]) -> None:
    """A command with the parameters of a question."""

    def command(store: str, form: str, out: Path | None, **given: Any) -> None:
        given = {one: () if value is None and one in several else value for one, value in given.items()}
        if given.get("polarity"):
            given["polarity"] = SIGNS.get(given["polarity"], given["polarity"])
        run(lambda: _answer(store, form, out, lambda opened: ask(opened, **given)))

    arguments = [*map(_argument, parameters), *_OURS]
    several = {one.name for one in parameters if one.many}
    command.__name__, command.__doc__ = name, about
    command.__signature__ = Signature(arguments)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in arguments}
    graphing.command(name)(command)


def _asks(question: Question) -> Callable[..., Any]:
    def ask(opened: Any, **given: Any) -> Any:
        needed = [given.pop(one.name) for one in question.parameters if one.needed]
        return getattr(opened, question.name)(*needed, **given)

    return ask


def _network(opened: Any, name: str, **given: Any) -> Any:
    from inspect import signature

    from api import networks

    known = signature(networks.network(name)).parameters if name in networks.NETWORKS else {}
    return opened.graph(name, **{one: value for one, value in given.items() if one in known})


_NARROW: dict[str, dict[str, int]] = {"matrix": {"columns": 8}, "centrality": {"limit": 20}}
"""What a terminal has room for."""

for _question in QUESTIONS:
    _given = _NARROW.get(_question.name, {})
    _parameters = [replace(one, default=_given.get(one.name, one.default)) for one in _question.parameters]
    _add(_question.name, _question.about, _parameters, _asks(_question))
_NAME = Parameter("name", "two-mode, positions, agreement, co-mention, membership or knowledge.", needed=True)
_add("network", "A whole network.", (_NAME, *NETWORK_PARAMETERS), _network)
