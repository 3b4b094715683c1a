"""Evaluates the SHACL shapes as SPARQL queries on the engine that holds the graph.

pySHACL is the reference, and tests hold the two to the same findings. It takes some ten seconds for the reference data,
this a fraction of one, and a build must not wait. What this module does not know it refuses (`UnknownConstraintError`);
`validate` then leaves the work to pySHACL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph_builder import ontology
from graph_builder.graph.checks import Violation
from graph_builder.graph.query import Term, rows, text_of
from graph_builder.graph.vocab import RDF, RDFS, SH, XSD, iri

__all__ = ["SHAPES", "UnknownConstraintError", "find_violations"]

SHAPES = "https://w3id.org/stancegraph/shape/"
_CAST = frozenset(XSD + name for name in ("date", "gYear", "gYearMonth", "integer", "boolean", "decimal"))
_NOT_CONSTRAINTS = frozenset({f"{RDF}type", *(SH + name for name in ("path", "message", "targetClass", "property"))})
_COUNTED = frozenset({f"{SH}minCount", f"{SH}maxCount", f"{SH}lessThan", f"{SH}uniqueLang"})


_AT_ONCE = 1000
"""So many nodes are looked at by one query."""


class UnknownConstraintError(Exception):
    """A shape uses a part of SHACL that is not evaluated here."""


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes as subject → predicate → objects, and the classes below each class of the data."""

    terms: Mapping[Term, Mapping[str, Sequence[Term]]]
    below: Callable[[str], Sequence[str]]

    def one(self, shape: Term, name: str) -> Term | None:
        values = self.terms.get(shape, {}).get(SH + name, ())
        return values[0] if values else None

    def path(self, shape: Term) -> str:
        path = self.one(shape, "path")
        if isinstance(path, ox.NamedNode):
            return str(path)
        inverse = self.one(path, "inversePath") if path is not None else None
        if not isinstance(inverse, ox.NamedNode):
            raise UnknownConstraintError(f"path of {shape}")
        return f"^{inverse}"

    def items(self, head: Term) -> Iterator[Term]:
        """Members of an RDF list."""
        while head != iri(f"{RDF}nil"):
            yield self.terms[head][f"{RDF}first"][0]
            head = self.terms[head][f"{RDF}rest"][0]

    def fits(self, shape: Term, variable: str = "?value") -> list[str]:
        """SPARQL conditions, one a constraint, that hold where a value satisfies a shape."""
        return [
            self._condition(predicate, value, variable)
            for predicate, values in self.terms[shape].items()
            if predicate not in _NOT_CONSTRAINTS | _COUNTED
            for value in values
        ]

    def _condition(self, predicate: str, value: Term, variable: str) -> str:
        text = value.value if isinstance(value, ox.NamedNode | ox.Literal) else ""
        match predicate.removeprefix(SH):
            case "datatype":
                typed = f"isLiteral({variable}) && DATATYPE({variable}) = {value}"
                exists = f" && COALESCE(isLiteral({value}(STR({variable}))), false)" if text in _CAST else ""
                return f"({typed}{exists})"
            case "class":
                classes = " ".join(f"<{name}>" for name in self.below(text))
                return f"EXISTS {{ VALUES ?_class {{ {classes} }} {variable} a ?_class }}"
            case "nodeKind" if text == f"{SH}IRI":
                return f"isIRI({variable})"
            case "in":
                return f"COALESCE({variable} IN ({', '.join(map(str, self.items(value)))}), false)"
            case "pattern":
                return f"REGEX(STR({variable}), {value})"
            case "minLength":
                return f"(STRLEN(STR({variable})) >= {text})"
            case "minInclusive":
                return f"COALESCE({variable} >= {text}, false)"
            case "or":
                choices = (" && ".join(self.fits(choice, variable)) for choice in self.items(value))
                return f"({' || '.join(f'({choice})' for choice in choices)})"
        raise UnknownConstraintError(predicate)

    def faults(self, shape: Term) -> Iterator[str]:
        """SPARQL patterns that hold for a ?node that breaks a property shape."""
        path = self.path(shape)
        fits = self.fits(shape)
        if fits:
            yield f"?node {path} ?value . FILTER (!({' && '.join(fits)}))"
        for name in ("minCount", "maxCount"):
            if isinstance(bound := self.one(shape, name), ox.Literal):
                yield _count(path, name, int(bound.value))
        if (other := self.one(shape, "lessThan")) is not None:
            yield f"?node {path} ?value ; {other} ?other . FILTER (!COALESCE(?value < ?other, false))"
        if self.one(shape, "uniqueLang") is not None:
            same = "LANG(?value) != '' && LANG(?value) = LANG(?other)"
            yield f"?node {path} ?value , ?other . FILTER (STR(?value) < STR(?other) && {same})"


def _count(path: str, name: str, bound: int) -> str:
    """Too few or too many different values."""
    if (name, bound) == ("minCount", 1):
        return f"FILTER NOT EXISTS {{ ?node {path} ?value }}"
    if (name, bound) == ("maxCount", 1):
        return f"?node {path} ?value , ?other . FILTER (!sameTerm(?value, ?other))"
    compare = "<" if name == "minCount" else ">"
    counted = f"SELECT ?node (COUNT(DISTINCT ?value) AS ?count) WHERE {{ ?node {path} ?value }} GROUP BY ?node"
    return f"OPTIONAL {{ {{ {counted} }} }} FILTER (COALESCE(?count, 0) {compare} {bound})"


def _load() -> dict[Term, dict[str, list[Term]]]:
    terms: dict[Term, dict[str, list[Term]]] = {}
    for quad in ox.parse(ontology.read_bytes("shapes", "data.ttl"), format=ox.RdfFormat.TURTLE):
        terms.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return terms


def _subclasses(store: ox.Store) -> Callable[[str], Sequence[str]]:
    children: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, iri(f"{RDFS}subClassOf"), None, None):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            children.setdefault(quad.object.value, set()).add(quad.subject.value)

    def below(top: str) -> Sequence[str]:
        found, waiting = {top}, [top]
        while waiting:
            more = children.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        return sorted(found)

    return below


def find_violations(store: ox.Store, graphs: Sequence[str] | None = None) -> list[Violation]:
    """Faults that the shapes find in the nodes of the named `graphs`, or of all; in a fixed order.

    Raises UnknownConstraintError where a shape uses what is not evaluated here.
    """
    shapes = _Shapes(_load(), _subclasses(store))
    found: set[Violation] = set()
    for shape, properties in shapes.terms.items():
        for target in properties.get(f"{SH}targetClass", ()):
            for nodes in _nodes(store, _targets(shapes.below(text_of(target)), graphs)):
                found |= set(_broken(store, shapes, shape, nodes))
    return sorted(found)


def _nodes(store: ox.Store, targets: str) -> Iterator[str]:
    """Patterns of the nodes that a pattern has. They are named: the engine then looks at what these have, and not at what all have."""
    found = [row["node"] for row in rows(store, f"SELECT DISTINCT ?node {{ {targets} }}")]
    if not all(isinstance(node, ox.NamedNode) for node in found):
        yield targets  # a blank node cannot be named
        return
    named = sorted(map(str, found))
    for start in range(0, len(named), _AT_ONCE):
        yield f"VALUES ?node {{ {' '.join(named[start : start + _AT_ONCE])} }}"


def _targets(classes: Sequence[str], graphs: Sequence[str] | None) -> str:
    """Pattern of the nodes of some classes, in some graphs."""
    kinds = f"VALUES ?_kind {{ {' '.join(f'<{name}>' for name in classes)} }}"
    if graphs is None:
        return f"{kinds} ?node a ?_kind ."
    return f"{kinds} VALUES ?_graph {{ {' '.join(f'<{name}>' for name in graphs)} }} GRAPH ?_graph {{ ?node a ?_kind }}"


def _broken(store: ox.Store, shapes: _Shapes, shape: Term, nodes: str) -> Iterator[Violation]:
    own = shapes.fits(shape, "?node")
    patterns = [(shape, f"FILTER (!({' && '.join(own)}))")] if own else []
    for part in shapes.terms[shape].get(f"{SH}property", ()):
        patterns += [(part, pattern) for pattern in shapes.faults(part)]
    for part, pattern in patterns:
        message = shapes.one(part, "message")
        for row in rows(store, f"SELECT DISTINCT ?node {{ {nodes} {pattern} }}"):
            name = text_of(part).removeprefix(SHAPES)
            yield Violation(text_of(row["node"]), text_of(message) if message else "", name)
