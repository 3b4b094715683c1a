"""`import-skos`: thesauri of others in a store."""

from __future__ import annotations

from pathlib import Path

from graph_builder import KINDS, InputError, import_skos, list_thesauri, remove_thesaurus
from stancegraph.terminal import note, print_table, say

__all__ = ["bring", "remove", "show"]


def bring(file: Path, store: Path, name: str | None, kind: str, language: str) -> None:
    """Import and say what came of it. Raises InputError or StoreError."""
    known = [one for one in KINDS if one not in {"actor", "treaty"}]
    chosen = next((one for one in known if one == kind), None)
    if chosen is None:
        raise InputError("--kind", f"'{kind}' is no kind of concept.", f"One of {', '.join(known)}.")
    report = import_skos(file, store, name=name, kind=chosen, language=language)
    say(f"thesaurus   {report.name}: {report.concepts} concepts, {report.labels} labels in all languages")
    say(
        f"offered     {report.offered} concepts to read texts with; the labels of the others are ours, shared or too common"
    )
    if report.deprecated or report.without_label:
        say(f"left out    {report.deprecated} deprecated, {report.without_label} without a label in '{language}'")
    say(f"release     {report.release} in {store}")


def show(store: Path) -> None:
    """Print the thesauri of a store as a table."""
    found = list_thesauri(store)
    columns = ("kind", "language", "concepts", "offered", "imported", "file")
    rows = [(name, *(str(about[column]) for column in columns)) for name, about in found.items()]
    print_table(("name", *columns), rows)
    if not rows:
        note("No thesaurus was imported.")


def remove(store: Path, name: str) -> None:
    """Take a thesaurus out and say so."""
    say(f"release     {remove_thesaurus(store, name)} without {name}")
