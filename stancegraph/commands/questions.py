"""`ask`, `query` and `search`: answers without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from stancegraph.commands.options import DEFAULT_STORE, AnyStore, app, run


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def ask(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A question by its name; see --list.")
    ] = None,
    holder: Annotated[str | None, typer.Option(help="Whose stance: a code, a name or an IRI.")] = None,
    thing: Annotated[str | None, typer.Option(help="On what: a name, an id or an IRI.")] = None,
    store: AnyStore = DEFAULT_STORE,
    columns: Annotated[str | None, typer.Option(help="Columns to print, with commas between; all without it.")] = None,
    form: Annotated[
        Literal["table", "json", "csv"], typer.Option("--format", help="How to print the answer.")
    ] = "table",
    show: Annotated[bool, typer.Option("--list", help="List the questions with their parameters.")] = False,
) -> None:
    """Ask the graph one of its questions; no server is needed. Further parameters of a question are options too.

    [dim]stancegraph ask stance-on --holder SCO --thing "INF Treaty"[/dim]
    """
    from stancegraph import asking

    if show:
        run(asking.list_questions)
        return
    if question is None:
        raise typer.BadParameter("name one; see stancegraph ask --list", param_hint="QUESTION")
    given = {"holder": holder, "thing": thing, **_extra(context.args)}
    values = {name: value for name, value in given.items() if value is not None}
    run(lambda: asking.ask(store, question, values, form, columns.split(",") if columns else ()))


def _extra(words: list[str]) -> dict[str, str]:
    """Options beyond the declared ones, as pairs."""
    pairs: dict[str, str] = {}
    at = 0
    while at < len(words):
        name, joined, value = words[at].partition("=")
        if not name.startswith("--"):
            raise typer.BadParameter(f"{words[at]!r} is no option. Write --name VALUE.")
        if not joined:
            if at + 1 == len(words):
                raise typer.BadParameter(f"{name} has no value.")
            value, at = words[at + 1], at + 1
        pairs[name.removeprefix("--").replace("-", "_")] = value
        at += 1
    return pairs


@app.command()
def query(
    sparql: Annotated[
        str | None, typer.Argument(metavar="SPARQL", help="The query; the default graph is the union of all.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="File with the query.")] = None,
    store: AnyStore = DEFAULT_STORE,
    form: Annotated[
        Literal["table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld", "rdfxml"] | None,
        typer.Option("--format", help="How to print it; if not said, rows as a table and a graph as Turtle."),
    ] = None,
) -> None:
    """Put a SPARQL query to a store, without a server.

    [dim]stancegraph query 'SELECT (COUNT(*) AS ?positions) { ?p a sg:Position }'[/dim]
    """
    from stancegraph import asking

    if (sparql is None) == (file is None):
        raise typer.BadParameter("give a query, or --file with one.", param_hint="SPARQL")
    run(lambda: asking.query(store, sparql or asking.read_query(file or Path("-")), form))


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS…", help='Words; a "phrase"; begin*; -unwanted after --.')
    ],
    store: AnyStore = DEFAULT_STORE,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="threat, treaty, actor …, position or document; may be repeated.")
    ] = None,
    holder: Annotated[str | None, typer.Option(help="Only positions of this holder.")] = None,
    about: Annotated[str | None, typer.Option(help="Only positions about this thing, or narrower ones.")] = None,
    act: Annotated[str | None, typer.Option(help="Only positions of this act.")] = None,
    polarity: Annotated[Literal["for", "against", "neutral"] | None, typer.Option(help="Only positions so.")] = None,
    date_from: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Not before: 2020, 2020-11 …")] = None,
    date_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Not after.")] = None,
    document: Annotated[str | None, typer.Option(help="Only this document and its positions.")] = None,
    language: Annotated[str, typer.Option(help="Language of labels.")] = "en",
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most things, positions and documents of each.")] = 10,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Search names, quotations and documents by words, in any language of the labels; typos are forgiven.

    [dim]stancegraph search drug traficking --holder SCO[/dim]
    """
    from stancegraph import searching

    told = {"holder": holder, "about": about, "act": act, "polarity": polarity, "document": document}
    dates = {"date_from": date_from, "date_to": date_to}
    given = {name: value for name, value in {**told, **dates}.items() if value is not None}
    asked = " ".join(f'"{word}"' if " " in word else word for word in words)
    run(lambda: searching.search(store, asked, given, tuple(kind or ()), language, limit, form))
