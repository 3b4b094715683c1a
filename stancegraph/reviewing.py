"""`review`: the things that no label names, and what is decided on them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stancegraph.commands.options import DEFAULT_STORE, Store, group, run
from stancegraph.terminal import note, print_table, progress, say

if TYPE_CHECKING:
    from graph_builder import BuildReport, Decision, ProvisionalThing, Review

__all__ = ["reviewing"]

reviewing = group(
    "List the things that no label names, and decide on them: adopt, merge or drop.\n\n"
    "Decisions are kept in the store, and all its documents are read with them, now and in later builds.\n\n"
    '[dim]stancegraph review --kind issue\nstancegraph review merge "ready forces" --into issue/peacekeeping[/dim]',
    invoke_without_command=True,
)
Thing = Annotated[str, typer.Argument(metavar="THING", help="Its id (issue/ready-forces) or its label.")]
Things = Annotated[list[str], typer.Argument(metavar="THING…", help="Ids (issue/ready-forces) or labels.")]
Note = Annotated[str, typer.Option("--note", help="Why; kept with the decision.")]


def _review(store: Path) -> Review:
    from graph_builder import Review

    return Review(store)


@reviewing.callback()
def listing(
    context: typer.Context,
    store: Store = DEFAULT_STORE,
    kind: Annotated[str | None, typer.Option("--kind", help="Only these: issue, threat, treaty …")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, the most frequent first.")] = 20,
    form: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How to print them.")] = "table",
) -> None:
    """List the things that no label names, the most frequent first, with a quotation and what they may be."""
    if context.invoked_subcommand is None:
        run(lambda: _list(_review(store), kind, limit, form))


def _list(review: Review, kind: str | None, limit: int, form: str) -> None:
    from graph_builder import KINDS, InputError

    if kind is not None and kind not in KINDS:
        raise InputError("--kind", f"'{kind}' is no kind of thing.", f"One of {', '.join(KINDS)}.")
    things = [thing for thing in review.things() if kind in {None, thing.kind}]
    shown = things[:limit]
    if form == "json":
        found = [{**asdict(thing), "near": [item.id for item in review.near(thing.label)]} for thing in shown]
        say(json.dumps(found, ensure_ascii=False, indent=1))
        return
    rows = [_row(review, thing) for thing in shown]
    columns = ("thing", "label", "positions", "documents", "near", "context")
    if form == "csv":
        import csv

        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
        return
    print_table(columns, rows)
    if len(things) > limit:
        note(f"{len(things) - limit} more; see --limit.")


def _row(review: Review, thing: ProvisionalThing) -> tuple[str, ...]:
    from graph_builder import snippet

    near = ", ".join(item.id for item in review.near(thing.label))
    context = snippet(thing.label, thing.contexts[0])
    return thing.id, thing.label, str(thing.positions), str(thing.documents), near, context


@reviewing.command()
def show(thing: Thing, store: Store = DEFAULT_STORE) -> None:
    """Show all quotations that a thing is in, and what it may be."""

    def work() -> None:
        review = _review(store)
        found = review.find(thing)
        say(f"thing       {found.id}: {found.label}")
        say(f"found in    {found.positions} positions of {found.documents} documents")
        for item in review.near(found.label, 5):
            say(f"near        {item.id}: {item.label}")
        for context in found.contexts:
            say(f"“{' '.join(context.split())}”")

    run(work)


@reviewing.command()
def adopt(
    things: Things,
    store: Store = DEFAULT_STORE,
    label: Annotated[str | None, typer.Option("--label", help="Its name, if the phrase found is not the best.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Its kind, if the one found is wrong.")] = None,
    broader: Annotated[str | None, typer.Option("--broader", metavar="ID", help="The concept above it.")] = None,
    why: Note = "",
) -> None:
    """Make things concepts of their own, whose labels texts are read with."""

    def work() -> None:
        from graph_builder import KINDS, InputError

        if label is not None and len(things) > 1:
            raise InputError("--label", "names one thing, and several are given.", "Adopt them one by one.")
        chosen = next((one for one in KINDS if one == kind), None)
        if kind is not None and chosen is None:
            raise InputError("--kind", f"'{kind}' is no kind of thing.", f"One of {', '.join(KINDS)}.")
        review = _review(store)
        _decide(review, [review.adopt(name, label=label, kind=chosen, broader=broader, note=why) for name in things])

    run(work)


@reviewing.command()
def merge(
    things: Things,
    into: Annotated[
        str, typer.Option("--into", metavar="CONCEPT", help="The known concept: its id or one of its names.")
    ],
    store: Store = DEFAULT_STORE,
    why: Note = "",
) -> None:
    """Say that things are a known concept, which then has their labels too."""

    def work() -> None:
        review = _review(store)
        _decide(review, [review.merge(name, into, note=why) for name in things])

    run(work)


@reviewing.command()
def drop(things: Things, store: Store = DEFAULT_STORE, why: Note = "") -> None:
    """Say that phrases name nothing that one can take a stance on; positions no longer list them."""

    def work() -> None:
        review = _review(store)
        _decide(review, [review.drop(name, note=why) for name in things])

    run(work)


@reviewing.command()
def undo(things: Things, store: Store = DEFAULT_STORE) -> None:
    """Take decisions back; what they were on is provisional again."""

    def work() -> None:
        with progress() as tell:
            _report(_review(store).undo(things, progress=tell))

    run(work)


@reviewing.command()
def decisions(
    store: Store = DEFAULT_STORE,
    form: Annotated[Literal["table", "csv"], typer.Option("--format", help="csv is what `apply` reads.")] = "table",
) -> None:
    """List what was decided; as CSV it can be kept beside the documents."""

    def work() -> None:
        from graph_builder import decisions_csv

        found = _review(store).decisions
        if form == "csv":
            sys.stdout.write(decisions_csv(found))
            return
        print_table(("thing", "outcome", "into", "date", "note"), [_told(item) for item in found])
        if not found:
            note("Nothing was decided.")

    run(work)


@reviewing.command("apply")
def apply_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV: thing, outcome, into, and more.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Take the decisions of a CSV file into a store; those on the same things are replaced."""

    def work() -> None:
        from graph_builder import decisions_of_csv

        _decide(_review(store), decisions_of_csv(file))

    run(work)


def _told(item: Decision) -> tuple[str, ...]:
    return item.thing, item.outcome, item.into, item.date, item.note


def _decide(review: Review, found: list[Decision]) -> None:
    with progress() as tell:
        report = review.decide(found, progress=tell)
    for item in found:
        into = f" as {item.into}" if item.outcome == "adopt" else f" into {item.into}" if item.into else ""
        say(f"{item.outcome:<11} {item.thing}{into}")
    _report(report)


def _report(report: BuildReport) -> None:
    say(f"documents   {report.documents} read again")
    say(f"positions   {report.positions}")
    say(f"release     {report.release} ({report.seconds:.2f} s)")
