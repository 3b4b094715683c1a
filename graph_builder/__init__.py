"""Text in, store out: reads declarations, finds who takes which position on what, and keeps it as a graph.

This is the face: what `api`, the command and users import. Nothing is loaded before it is used.

>>> import graph_builder
>>> report = graph_builder.build(["declaration.md"], "store")    # doctest: +SKIP
>>> graph = graph_builder.dataset("store")                       # doctest: +SKIP
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph_builder import ontology as ontology
    from graph_builder.build import BuildReport as BuildReport
    from graph_builder.build import build as build
    from graph_builder.errors import BuildError as BuildError
    from graph_builder.errors import DocumentError as DocumentError
    from graph_builder.errors import InputError as InputError
    from graph_builder.errors import LexiconError as LexiconError
    from graph_builder.errors import QueryError as QueryError
    from graph_builder.errors import QuerySyntaxError as QuerySyntaxError
    from graph_builder.errors import QueryTimeout as QueryTimeout
    from graph_builder.errors import ReferenceDataError as ReferenceDataError
    from graph_builder.errors import ShapeError as ShapeError
    from graph_builder.errors import StancegraphError as StancegraphError
    from graph_builder.errors import StoreError as StoreError
    from graph_builder.errors import UnknownEntity as UnknownEntity
    from graph_builder.errors import UnknownRelease as UnknownRelease
    from graph_builder.errors import nearest as nearest
    from graph_builder.graph.address import RemoteStore as RemoteStore
    from graph_builder.graph.changes import DEFAULT_GRAPH as DEFAULT_GRAPH
    from graph_builder.graph.changes import NOTHING as NOTHING
    from graph_builder.graph.changes import Change as Change
    from graph_builder.graph.changes import Packed as Packed
    from graph_builder.graph.changes import apply_change as apply_change
    from graph_builder.graph.changes import combine_changes as combine_changes
    from graph_builder.graph.changes import merge_into_default as merge_into_default
    from graph_builder.graph.changes import pack_change as pack_change
    from graph_builder.graph.changes import unpack_change as unpack_change
    from graph_builder.graph.journal import Transaction as Transaction
    from graph_builder.graph.journal import Version as Version
    from graph_builder.graph.notebook import dataset as dataset
    from graph_builder.graph.quality import Figure as Figure
    from graph_builder.graph.quality import figures as ontology_figures
    from graph_builder.graph.remote import auth_of as auth_of
    from graph_builder.graph.remote import fetch as fetch
    from graph_builder.graph.remote import publish as publish
    from graph_builder.graph.remote import release_of as release_of
    from graph_builder.graph.store import Release as Release
    from graph_builder.graph.store import ReleaseStore as ReleaseStore
    from graph_builder.graph.validate import Violation as Violation
    from graph_builder.graph.validate import report_graph as report_graph
    from graph_builder.graph.validate import validate as validate
    from graph_builder.graph.vocab import PREFIXES as PREFIXES
    from graph_builder.inputs import Input as Input
    from graph_builder.inputs import find_inputs as find_inputs
    from graph_builder.model import ACTS as ACTS
    from graph_builder.model import KINDS as KINDS
    from graph_builder.model import Attitude as Attitude
    from graph_builder.model import Concept as Concept
    from graph_builder.model import Document as Document
    from graph_builder.model import Position as Position
    from graph_builder.model import Span as Span
    from graph_builder.records import explain as explain
    from graph_builder.records import to_record as to_record
    from graph_builder.reference import Reference as Reference
    from graph_builder.reference import load as load_reference
    from graph_builder.review import Decision as Decision
    from graph_builder.review import ProvisionalThing as ProvisionalThing
    from graph_builder.review import Review as Review
    from graph_builder.review import decisions_csv as decisions_csv
    from graph_builder.review import decisions_of_csv as decisions_of_csv
    from graph_builder.review import snippet as snippet
    from graph_builder.scoring import Tally as Tally
    from graph_builder.scoring import evaluate as evaluate
    from graph_builder.scoring import parse_rows as parse_rows
    from graph_builder.text.document import decode_document as decode_document
    from graph_builder.text.document import read_document as read_document
    from graph_builder.text.extract import extract as extract
    from graph_builder.text.formats import SUFFIXES as SUFFIXES
    from graph_builder.thesauri import ImportReport as ImportReport
    from graph_builder.thesauri import import_skos as import_skos
    from graph_builder.thesauri import list_thesauri as list_thesauri
    from graph_builder.thesauri import remove_thesaurus as remove_thesaurus

__all__ = [
    "ACTS",
    "DEFAULT_GRAPH",
    "KINDS",
    "NOTHING",
    "PREFIXES",
    "SUFFIXES",
    "Attitude",
    "BuildError",
    "BuildReport",
    "Change",
    "Concept",
    "Decision",
    "Document",
    "DocumentError",
    "Figure",
    "ImportReport",
    "Input",
    "InputError",
    "LexiconError",
    "Packed",
    "Position",
    "ProvisionalThing",
    "QueryError",
    "QuerySyntaxError",
    "QueryTimeout",
    "Reference",
    "ReferenceDataError",
    "Release",
    "ReleaseStore",
    "RemoteStore",
    "Review",
    "ShapeError",
    "Span",
    "StancegraphError",
    "StoreError",
    "Tally",
    "Transaction",
    "UnknownEntity",
    "UnknownRelease",
    "Version",
    "Violation",
    "apply_change",
    "auth_of",
    "build",
    "combine_changes",
    "dataset",
    "decisions_csv",
    "decisions_of_csv",
    "decode_document",
    "evaluate",
    "explain",
    "extract",
    "fetch",
    "find_inputs",
    "import_skos",
    "list_thesauri",
    "load_reference",
    "merge_into_default",
    "nearest",
    "ontology",
    "ontology_figures",
    "pack_change",
    "parse_rows",
    "publish",
    "read_document",
    "release_of",
    "remove_thesaurus",
    "report_graph",
    "snippet",
    "to_record",
    "unpack_change",
    "validate",
]

_MODULES = {
    "build": ("BuildReport", "build"),
    "errors": (
        "BuildError", "DocumentError", "InputError", "LexiconError", "QueryError", "QuerySyntaxError", "QueryTimeout",
        "ReferenceDataError", "ShapeError", "StancegraphError", "StoreError", "UnknownEntity", "UnknownRelease", "nearest",
    ),
    "scoring": ("Tally", "evaluate", "parse_rows"),
    "graph.address": ("RemoteStore",),
    "graph.changes": (
        "DEFAULT_GRAPH", "NOTHING", "Change", "Packed", "apply_change", "combine_changes", "merge_into_default", "pack_change",
        "unpack_change",
    ),
    "graph.journal": ("Transaction", "Version"),
    "graph.notebook": ("dataset",),
    "graph.quality": ("Figure", "figures"),
    "graph.remote": ("auth_of", "fetch", "publish", "release_of"),
    "graph.store": ("Release", "ReleaseStore"),
    "graph.validate": ("Violation", "report_graph", "validate"),
    "graph.vocab": ("PREFIXES",),
    "inputs": ("Input", "find_inputs"),
    "model": ("ACTS", "KINDS", "Attitude", "Concept", "Document", "Position", "Span"),
    "records": ("explain", "to_record"),
    "reference": ("Reference",),
    "review": ("Decision", "ProvisionalThing", "Review", "decisions_csv", "decisions_of_csv", "snippet"),
    "thesauri": ("ImportReport", "import_skos", "list_thesauri", "remove_thesaurus"),
    "text.document": ("decode_document", "read_document"),
    "text.extract": ("extract",),
    "text.formats": ("SUFFIXES",),
}  # fmt: skip
_HOME = {name: (module, name) for module, names in _MODULES.items() for name in names}
_HOME["ontology_figures"] = _HOME.pop("figures")
_HOME["load_reference"] = ("reference", "load")


def __getattr__(name: str) -> Any:
    if name == "ontology":
        return importlib.import_module("graph_builder.ontology")
    if name not in _HOME:
        raise AttributeError(f"module 'graph_builder' has no attribute '{name}'")
    module, inside = _HOME[name]
    value = getattr(importlib.import_module(f"graph_builder.{module}"), inside)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Face(ModuleType):
    """Keeps `graph_builder.build` the function: importing the module of that name would put the module in its place."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "build" and isinstance(value, ModuleType):
            value = value.build
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
