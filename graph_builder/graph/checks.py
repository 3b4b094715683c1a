"""Runs the queries of ontology/checks: each row that one of them finds is a fault."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.graph.derive import header_of
from graph_builder.graph.query import rows, text_of

__all__ = ["SCOPES", "Check", "Violation", "load_checks", "run_checks"]

SCOPES = frozenset({"document", "facts", "graph"})


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A fault: the node that has it, what to do, and the shape or check that objects."""

    node: str
    message: str
    shape: str

    def __str__(self) -> str:
        return f"{self.node}: {self.message} [{self.shape}]"


@dataclass(frozen=True, slots=True)
class Check:
    """A SELECT query kept as a file.

    `message` names variables of the query in braces. What a `document` check finds lies in documents; a `facts` check
    looks at ontology and reference data alone, a `graph` check at the whole graph and at what rules derived.
    """

    name: str
    title: str
    message: str
    scope: str
    sparql: str

    def run(self, store: ox.Store) -> list[Violation]:
        """The faults it finds in all graphs of a store."""
        found = rows(store, self.sparql)
        names = [variable.value for variable in found.variables]
        return [self._violation({name: text_of(row[name]) for name in names if row[name] is not None}) for row in found]

    def _violation(self, shown: dict[str, str]) -> Violation:
        message = re.sub(r"\{(\w+)\}", lambda match: shown.get(match[1], "?"), self.message)
        return Violation(shown["node"], message, self.name)


def load_checks() -> list[Check]:
    """The checks, by name."""
    checks = []
    for file in ontology.files("checks", ".rq"):
        sparql = file.read_text(encoding="utf-8")
        header = header_of(sparql)
        name, scope = file.name.removesuffix(".rq"), header.get("scope", "document")
        checks.append(Check(name, header["title"], header["message"], scope, sparql))
    return checks


def run_checks(store: ox.Store, *, scopes: Set[str] = SCOPES) -> list[Violation]:
    """All faults that the checks of some scopes find, in a fixed order."""
    checks = [check for check in load_checks() if check.scope in scopes]
    return sorted({violation for check in checks for violation in check.run(store)})
