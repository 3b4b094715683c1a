"""`validate`, `export`, `publish`, `import-skos`, `docs` and `ontology-report`: the graph as a whole, and what it is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from stancegraph.commands.options import DEFAULT_STORE, AnyStore, Record, Store, app, run


@app.command()
def validate(
    store: AnyStore = DEFAULT_STORE,
    form: Annotated[
        Literal["table", "turtle", "jsonld", "ntriples", "rdfxml"],
        typer.Option("--format", help="A table, or the standard SHACL report as RDF."),
    ] = "table",
) -> None:
    """Hold the graph against its SHACL shapes and checks; exit code 1 if it breaks one."""
    from stancegraph import graphs

    run(lambda: graphs.validate_store(store, form))


@app.command()
def export(
    store: AnyStore = DEFAULT_STORE,
    form: Annotated[
        Literal["nquads", "trig", "turtle", "jsonld"], typer.Option("--format", help="RDF format.")
    ] = "nquads",
    out: Annotated[Path | None, typer.Option("--out", help="File to write, instead of standard output.")] = None,
) -> None:
    """Write the whole graph in an RDF format. The same graph gives the same N-Quads, byte for byte."""
    from stancegraph import graphs

    run(lambda: graphs.export(store, form, out))


@app.command()
def publish(store: AnyStore = DEFAULT_STORE, record: Record = DEFAULT_STORE) -> None:
    """Put the current release into a SPARQL 1.1 store elsewhere; only what changed is sent. `build` does it by itself.

    [dim]stancegraph publish --record store --store http://localhost:3030/ds/query,http://localhost:3030/ds/update[/dim]
    """
    from stancegraph import places

    run(lambda: places.publish_release(record, store))


@app.command("import-skos")
def import_skos(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="SKOS in any RDF format, also .gz or .zst.")
    ] = None,
    store: Store = DEFAULT_STORE,
    name: Annotated[str | None, typer.Option("--name", help="What to call it; by default the file's name.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="What its concepts are: issue, threat, principle …")] = "issue",
    language: Annotated[str, typer.Option("--language", help="Language of the labels to read texts with.")] = "en",
    listed: Annotated[bool, typer.Option("--list", help="List the thesauri of the store.")] = False,
    remove: Annotated[str | None, typer.Option("--remove", metavar="NAME", help="Take a thesaurus out.")] = None,
) -> None:
    """Bring a SKOS thesaurus (UNBIS, EuroVoc, UNESCO …) into a graph of its own; builds then read texts with its labels.

    Our own labels come first. Documents that are in the store already are read with it when they are built again.

    [dim]stancegraph import-skos eurovoc.rdf.gz --name eurovoc[/dim]
    """
    from stancegraph import thesauri

    if listed:
        run(lambda: thesauri.show(store))
    elif remove is not None:
        run(lambda: thesauri.remove(store, remove))
    elif file is None:
        raise typer.BadParameter("name a file, or give --list or --remove NAME.", param_hint="FILE")
    else:
        run(lambda: thesauri.bring(file, store, name, kind, language))


@app.command()
def docs(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write.")] = Path("build/ontology"),
) -> None:
    """Write the ontology's handbook (HTML) and the diagram of the model (SVG).

    [dim]stancegraph docs --out build/ontology[/dim]
    """
    from stancegraph import graphs

    run(lambda: graphs.write_handbook(out))


@app.command("ontology-report")
def ontology_report(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A changed copy of ontology/; by default our own.")
    ] = None,
) -> None:
    """Measure an ontology and its reference data, and name each fault with its place; exit code 1 if there is one.

    [dim]stancegraph ontology-report
    stancegraph ontology-report my-ontology/[/dim]
    """
    from stancegraph import quality

    run(lambda: quality.report(folder))
