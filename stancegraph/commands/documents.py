"""`extract`, `explain`, `build` and `score`: documents in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from stancegraph.commands.graph import publish
from stancegraph.commands.options import DEFAULT_STORE, AnyStore, Files, Record, app, run

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

    run(lambda: reading.extract_files(files, out, form, _given(title, issuer, date, language, kind, source)))


@app.command()
def explain(
    files: Files,
    find: Annotated[
        str | None,
        typer.Option("--find", metavar="WORDS", help="Only sentences that have these words, letter case aside."),
    ] = None,
    form: Annotated[
        Literal["text", "jsonl"], typer.Option("--format", help="A page to read, or JSON Lines, one a sentence.")
    ] = "text",
    title: Title = None,
    issuer: Issuer = None,
    date: Date = None,
    language: Language = None,
    kind: Kind = None,
    source: SourceOption = None,
) -> None:
    """Show how each sentence is read: the things that labels name in it, words that may express an act, each with its rule
    and whether it became a position, and the positions with the words that turned each sign.

    [dim]stancegraph explain declarations/*.md --find "arms race"
    echo "We oppose the arms race." | stancegraph explain - --issuer SCO --date 2020 --title Test[/dim]
    """
    from stancegraph import explaining

    run(lambda: explaining.explain_files(files, find, form, _given(title, issuer, date, language, kind, source)))


@app.command()
def build(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Documents, folders, patterns or manifests; without any, declarations/."),
    ] = None,
    store: AnyStore = DEFAULT_STORE,
    record: Record = DEFAULT_STORE,
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

    A build that fails leaves the graph before it as it was. Building twice adds nothing. With a store elsewhere, the releases
    are kept in the folder of --record, and the new one is published to the store.

    [dim]stancegraph build declarations/*.md --store store
    stancegraph build communique.pdf --title "Summit communiqué" --issuer NATO --date 2024-07-10
    stancegraph build corpus.csv[/dim]
    """
    from stancegraph import reading

    paths = files or [path for path in [Path("declarations")] if path.is_dir()]
    if not paths:
        raise typer.BadParameter("no documents. Name some: stancegraph build FILE…", param_hint="FILE…")
    given = _given(title, issuer, date, language, kind, source)
    folder = store if isinstance(store, Path) else record
    run(lambda: reading.build_store(paths, folder, given=given, fresh=fresh, infer=infer, jobs=jobs, dask=dask))
    if not isinstance(store, Path):
        publish(store, record)


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

    run(lambda: scoring.score(files, gold, pred, misses))
