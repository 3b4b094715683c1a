"""The command `stancegraph`: documents in, graph out, questions answered.

Each command imports what it needs when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from stancegraph import __version__
from stancegraph.reviewing import reviewing
from stancegraph.terminal import guarded

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
    help="Who stands where in world politics, and which sentence says so.\n\n"
    "[dim]Begin with:[/dim]  stancegraph build declarations/*.md   [dim]then[/dim]   stancegraph ask threats-named --holder SCO",
)

Store = Annotated[
    Path, typer.Option("--store", envvar="STANCEGRAPH_STORE", help="Folder of the store.", show_default=True)
]
Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="Documents, folders, patterns or manifests; - is standard input.")
]
_HEADER = "What files say of themselves"
Title = Annotated[str | None, typer.Option("--title", rich_help_panel=_HEADER, help="Title of the document.")]
Issuer = Annotated[
    list[str] | None,
    typer.Option("--issuer", rich_help_panel=_HEADER, help="Who speaks: SCO, KAZ; again for a joint text."),
]
Date = Annotated[str | None, typer.Option("--date", rich_help_panel=_HEADER, help="Day, month or year: 2020-11-10.")]
Language = Annotated[str | None, typer.Option("--language", rich_help_panel=_HEADER, help="Language; only en is read.")]
Kind = Annotated[
    str | None, typer.Option("--kind", rich_help_panel=_HEADER, help="declaration, news, resolution or speech.")
]
SourceOption = Annotated[str | None, typer.Option("--source", rich_help_panel=_HEADER, help="Where it was published.")]
DEFAULT_STORE = Path("store")


def _version(asked: bool) -> None:
    if asked:
        print(f"stancegraph {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


def _run(command: Callable[[], None]) -> None:
    code = guarded(command)
    if code:
        raise typer.Exit(code)


@app.command()
def extract(
    files: Files,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for one NAME.jsonl a document, instead of standard output.")
    ] = None,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", help="JSON Lines, or a table to read.")
    ] = "jsonl",
    title: Title = None,
    issuer: Issuer = None,
    date: Date = None,
    language: Language = None,
    kind: Kind = None,
    source: SourceOption = None,
) -> None:
    """Read positions out of documents, without making a graph. For files, folders and manifests see `build`.

    [dim]stancegraph extract declarations/*.md --format table
    cat speech.md | stancegraph extract - | jq .act[/dim]
    """
    from stancegraph import reading

    _run(lambda: reading.extract_files(files, out, form, _given(title, issuer, date, language, kind, source)))


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
        _run(lambda: thesauri.show(store))
    elif remove is not None:
        _run(lambda: thesauri.remove(store, remove))
    elif file is None:
        raise typer.BadParameter("name a file, or give --list or --remove NAME.", param_hint="FILE")
    else:
        _run(lambda: thesauri.bring(file, store, name, kind, language))


@app.command()
def docs(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write.")] = Path("build/ontology"),
) -> None:
    """Write the ontology's handbook (HTML) and the diagram of the model (SVG).

    [dim]stancegraph docs --out build/ontology[/dim]
    """
    from stancegraph import graphs

    _run(lambda: graphs.write_handbook(out))


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

    _run(lambda: quality.report(folder))


@app.command()
def build(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Documents, folders, patterns or manifests; without any, declarations/."),
    ] = None,
    store: Store = DEFAULT_STORE,
    fresh: Annotated[bool, typer.Option("--fresh", help="Leave out what an earlier build put in.")] = False,
    infer: Annotated[
        bool, typer.Option("--infer", help="Add what OWL 2 RL entails, in a graph of its own (extra: infer).")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read documents; by default one a core.")
    ] = None,
    dask: Annotated[
        str | None, typer.Option("--dask", metavar="tcp://HOST:PORT", help="Scheduler of a Dask cluster that reads.")
    ] = None,
    title: Title = None,
    issuer: Issuer = None,
    date: Date = None,
    language: Language = None,
    kind: Kind = None,
    source: SourceOption = None,
) -> None:
    """Build the graph: add documents to a store, or replace those that have changed.

    Documents are text and Markdown with a header, HTML, PDF and Word (.docx). What a file does not tell of itself is given by
    --title, --issuer, --date, --language, --kind and --source, or by a manifest: a CSV or YAML file with a row for each document,
    its column "file" and columns of the same names.

    A build that fails leaves the graph before it as it was. Building twice adds nothing.

    [dim]stancegraph build declarations/*.md --store store
    stancegraph build communique.pdf --title "Summit communiqué" --issuer NATO --date 2024-07-10
    stancegraph build corpus.csv[/dim]
    """
    from stancegraph import reading

    paths = files or [path for path in [Path("declarations")] if path.is_dir()]
    if not paths:
        raise typer.BadParameter("no documents. Name some: stancegraph build FILE…", param_hint="FILE…")
    given = _given(title, issuer, date, language, kind, source)
    _run(lambda: reading.build_store(paths, store, given=given, fresh=fresh, infer=infer, jobs=jobs, dask=dask))


def _given(
    title: str | None,
    issuer: list[str] | None,
    date: str | None,
    language: str | None,
    kind: str | None,
    source: str | None,
) -> dict[str, Any]:
    """Header fields that were given as options."""
    told = {"title": title, "date": date, "language": language, "kind": kind, "source": source}
    several = {"issuer": issuer} if issuer else {}
    return {**{name: value for name, value in told.items() if value}, **several}


app.add_typer(reviewing, name="review")


@app.command()
def validate(
    store: Store = DEFAULT_STORE,
    form: Annotated[
        Literal["table", "turtle", "jsonld", "ntriples", "rdfxml"],
        typer.Option("--format", help="A table, or the standard SHACL report as RDF."),
    ] = "table",
) -> None:
    """Hold the graph against its SHACL shapes and checks; exit code 1 if it breaks one."""
    from stancegraph import graphs

    _run(lambda: graphs.validate_store(store, form))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def ask(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A question by its name; see --list.")
    ] = None,
    holder: Annotated[str | None, typer.Option(help="Whose stance: a code, a name or an IRI.")] = None,
    thing: Annotated[str | None, typer.Option(help="On what: a name, an id or an IRI.")] = None,
    store: Store = DEFAULT_STORE,
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
        _run(asking.list_questions)
        return
    if question is None:
        raise typer.BadParameter("name one; see stancegraph ask --list", param_hint="QUESTION")
    given = {"holder": holder, "thing": thing, **_extra(context.args)}
    values = {name: value for name, value in given.items() if value is not None}
    _run(lambda: asking.ask(store, question, values, form, columns.split(",") if columns else ()))


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
    store: Store = DEFAULT_STORE,
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
    _run(lambda: asking.query(store, sparql or asking.read_query(file or Path("-")), form))


@app.command()
def export(
    store: Store = DEFAULT_STORE,
    form: Annotated[
        Literal["nquads", "trig", "turtle", "jsonld"], typer.Option("--format", help="RDF format.")
    ] = "nquads",
    out: Annotated[Path | None, typer.Option("--out", help="File to write, instead of standard output.")] = None,
) -> None:
    """Write the whole graph in an RDF format. The same graph gives the same N-Quads, byte for byte."""
    from stancegraph import graphs

    _run(lambda: graphs.export(store, form, out))


@app.command()
def releases(store: Store = DEFAULT_STORE) -> None:
    """List the releases that a store keeps, and how many updates were written to the current one since."""
    from stancegraph import keeping

    _run(lambda: keeping.show_releases(store))


@app.command()
def compact(store: Store = DEFAULT_STORE) -> None:
    """Fold what was written through the service into a new release, and empty the journal; while it is served.

    [dim]stancegraph compact --store store[/dim]
    """
    from stancegraph import keeping

    _run(lambda: keeping.compact(store))


@app.command()
def rollback(
    release: Annotated[
        str | None, typer.Argument(metavar="RELEASE", help="Where to; by default the one before the current.")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Go back to an earlier release; a running server takes it up within a second.

    What was written through the service since is kept as a release of its own first: rollback to that undoes it.

    [dim]stancegraph rollback
    stancegraph rollback de1bd7400f4a5d99[/dim]
    """
    from stancegraph import keeping

    _run(lambda: keeping.roll_back(store, release))


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; it must not exist.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Copy the current release, with its documents and the journal, into a folder, while it is served. Checksums are verified.

    [dim]stancegraph backup /mnt/backups/2026-11-24[/dim]
    """
    from stancegraph import keeping

    _run(lambda: keeping.backup(store, folder))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `backup` wrote.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Make a store of a backup; the store must not exist."""
    from stancegraph import keeping

    _run(lambda: keeping.restore(folder, store))


@app.command()
def serve(
    store: Store = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="Address to listen on.", envvar="STANCEGRAPH_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", envvar="STANCEGRAPH_PORT", min=0, max=65535)] = 8000,
    show_config: Annotated[
        bool, typer.Option("--show-config", help="Print every setting with its value and what it does, and stop.")
    ] = False,
) -> None:
    """Serve the explorer, the SPARQL endpoint and the API.

    Settings are environment variables; --show-config lists them.
    """
    from stancegraph import serving

    _run(lambda: serving.show_config(store, host, port) if show_config else serving.serve(store, host, port))


@app.command()
def score(
    gold: Annotated[Path, typer.Option("--gold", help="Folder of gold files, one NAME.jsonl a document.")],
    files: Files,
    pred: Annotated[
        Path | None, typer.Option("--pred", help="Folder of positions to score, instead of extracting them now.")
    ] = None,
    misses: Annotated[
        Path | None, typer.Option("--errors", help="File for every disagreement, by cause (tab-separated).")
    ] = None,
) -> None:
    """Score extracted positions against gold ones: find, act, holder, target, POSITION, ATTITUDE, label.

    [dim]stancegraph score --gold gold declarations/*.md --errors errors.tsv[/dim]
    """
    from stancegraph import scoring

    _run(lambda: scoring.score(files, gold, pred, misses))


def main() -> None:
    """Entry point of the command."""
    try:
        app(prog_name="stancegraph")
    except BrokenPipeError:
        sys.exit(0)
