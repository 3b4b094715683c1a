"""Whether an ontology stays inside OWL 2 RL, as section 4 of the W3C's OWL 2 Profiles draws the border.

A term of OWL that is not known here is reported, so nothing passes because it was overlooked. What is asked beyond the
profile are conditions of OWL 2 DL that concern what we use: all terms declared, each property of one kind, and no
composite property where only a simple one may stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from graph_builder.graph.checks import Violation
from graph_builder.graph.query import Term, text_of
from graph_builder.graph.vocab import OWL, RDF, RDFS, XSD

__all__ = ["profile_faults"]

_NAME = "owl-2-rl"
_THING = f"{OWL}Thing"
_TYPE = f"{RDF}type"
_KINDS = {f"{OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation")}
_DECLARATIONS = {*_KINDS, f"{OWL}Class", f"{OWL}NamedIndividual", f"{OWL}Ontology"}
_SIMPLE_ONLY = {OWL + name + "Property" for name in ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric")}
_CHARACTERISTICS = {*_SIMPLE_ONLY, f"{OWL}SymmetricProperty", f"{OWL}TransitiveProperty"}
_GROUPS = {f"{OWL}AllDisjointClasses", f"{OWL}AllDisjointProperties", f"{OWL}AllDifferent"}
_EXPRESSIONS = {f"{OWL}Restriction", f"{RDF}List"}
_HEADER = {
    OWL + name for name in ("imports", "versionIRI", "versionInfo", "priorVersion", "deprecated", "incompatibleWith")
} | {f"{OWL}backwardCompatibleWith"}
_ANNOTATIONS = {RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy")}
_OF_EXPRESSIONS = {
    *(OWL + name for name in ("onProperty", "onClass", "onDataRange", "someValuesFrom", "allValuesFrom", "hasValue")),
    *(OWL + name for name in ("maxCardinality", "maxQualifiedCardinality", "complementOf", "unionOf", "oneOf")),
    *(OWL + name for name in ("intersectionOf", "members", "distinctMembers")),
    f"{RDF}first",
    f"{RDF}rest",
}
_BUILT_IN = (OWL, RDF, RDFS, XSD)
_NAMES_OF_DATATYPES = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language
    Name NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
_DATATYPES = frozenset(
    {f"{RDF}PlainLiteral", f"{RDF}XMLLiteral", f"{RDFS}Literal", *(XSD + name for name in _NAMES_OF_DATATYPES.split())}
)

Problems = Iterator[str]


class _Ontology:
    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = [*dict.fromkeys(triples)]
        self.said: dict[Term, dict[str, list[Term]]] = {}
        for triple in self.triples:
            self.said.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)

    def objects(self, subject: Term, predicate: str) -> Sequence[Term]:
        return self.said.get(subject, {}).get(predicate, ())

    def types(self, term: Term) -> set[str]:
        return {text_of(value) for value in self.objects(term, _TYPE)}

    def kind(self, term: Term) -> str:
        """How a property is declared: Object, Datatype or Annotation; empty if it is not."""
        found = {kind for kind in _KINDS if kind in self.types(term)}
        if text_of(term) in _ANNOTATIONS | _HEADER:
            return "Annotation"
        return min(found).removeprefix(OWL).removesuffix("Property") if found else ""

    def items(self, head: Term) -> list[Term]:
        """Members of an RDF list; it ends where the list is broken."""
        found: list[Term] = []
        while text_of(head) != f"{RDF}nil" and (first := self.objects(head, f"{RDF}first")) and len(found) < 10_000:
            found.append(first[0])
            [head, *_] = self.objects(head, f"{RDF}rest") or [ox.NamedNode(f"{RDF}nil")]
        return found

    # ------------------------------------------------------------------ class expressions

    def named(self, term: Term) -> Problems:
        """A class by its name."""
        if text_of(term) == _THING:
            yield "uses owl:Thing, which the profile keeps out of such a place."
        elif text_of(term) != f"{OWL}Nothing" and f"{OWL}Class" not in self.types(term):
            yield f"uses {text_of(term)}, which is not declared as a class."

    def sub(self, term: Term) -> Problems:
        """What may stand on the left of rdfs:subClassOf."""
        return self._expression(term, "left", self.sub)

    def sup(self, term: Term) -> Problems:
        """What may stand on the right of rdfs:subClassOf."""
        return self._expression(term, "right", self.sup)

    def equal(self, term: Term) -> Problems:
        """What may stand in owl:equivalentClass."""
        return self._expression(term, "equivalence", self.equal)

    def _expression(self, term: Term, side: str, again: Callable[[Term], Problems]) -> Problems:
        if isinstance(term, ox.NamedNode):
            yield from self.named(term)
            return
        said = {name: values[0] for name, values in self.said.get(term, {}).items() if name.startswith(OWL)}
        on = said.pop(f"{OWL}onProperty", None)
        data = on is not None and self.kind(on) == "Datatype"
        if on is not None and not self.kind(on):
            yield f"restricts {text_of(on)}, which is not declared as a property."
        match [name.removeprefix(OWL) for name in sorted(said)]:
            case ["intersectionOf"]:
                yield from self._each(said[f"{OWL}intersectionOf"], again)
            case ["hasValue"]:
                pass
            case ["unionOf"] if side == "left":
                yield from self._each(said[f"{OWL}unionOf"], self.sub)
            case ["oneOf"] if side == "left":
                pass
            case ["someValuesFrom"] if side == "left":
                yield from self._filler(said[f"{OWL}someValuesFrom"], data, self.sub)
            case ["complementOf"] if side == "right":
                yield from self.sub(said[f"{OWL}complementOf"])
            case ["allValuesFrom"] if side == "right":
                value = said[f"{OWL}allValuesFrom"]
                yield from self.datatype(value) if data else self.sup(value)
            case ["maxCardinality"] if side == "right":
                yield from _at_most_one(said[f"{OWL}maxCardinality"])
            case ["maxQualifiedCardinality", "onClass"] | ["maxQualifiedCardinality", "onDataRange"] if side == "right":
                yield from _at_most_one(said[f"{OWL}maxQualifiedCardinality"])
                [value] = (said[name] for name in said if not name.endswith("Cardinality"))
                yield from self._filler(value, data, self.sub)
            case other:
                yield f"has a class expression that the profile does not allow there: {' '.join(other) or 'an empty one'}."

    def _each(self, head: Term, again: Callable[[Term], Problems]) -> Problems:
        for item in self.items(head):
            yield from again(item)

    def _filler(self, term: Term, data: bool, again: Callable[[Term], Problems]) -> Problems:
        if data:
            yield from self.datatype(term)
        elif text_of(term) != _THING:
            yield from again(term)

    def datatype(self, term: Term) -> Problems:
        """A data range: one of the datatypes of the profile."""
        if text_of(term) not in _DATATYPES:
            yield f"uses the datatype {text_of(term)}, which the profile does not have."

    # ------------------------------------------------------------------ axioms

    def problems(self, triple: ox.Triple) -> Problems:
        """What is wrong with one triple."""
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        axiom = _AXIOMS.get(predicate)
        if axiom is not None:
            yield from axiom(self, subject, value)
        elif predicate == _TYPE:
            yield from self._typed(subject, value)
        elif predicate in _OF_EXPRESSIONS:
            if isinstance(subject, ox.NamedNode):
                yield f"carries {predicate}, which belongs to a blank node: a class expression or a group."
        elif predicate.startswith(_BUILT_IN) and predicate not in _HEADER | _ANNOTATIONS:
            yield f"uses {predicate}, which the profile does not have or this check does not know."
        else:
            yield from self._asserted(triple.predicate, value)

    def _typed(self, subject: Term, value: Term) -> Problems:
        kind = text_of(value)
        if kind in _KINDS:
            if len(self.types(subject) & _KINDS) > 1:
                yield "is declared as a property of more than one kind."
        elif kind in _CHARACTERISTICS:
            yield from self._characteristic(subject, kind)
        elif kind in _GROUPS:
            yield from self._group(subject, kind)
        elif kind.startswith(_BUILT_IN):
            if kind not in _DECLARATIONS | _EXPRESSIONS:
                yield f"is a {kind}, which the profile does not have or this check does not know."
        else:
            yield from self.sup(value)

    def _characteristic(self, subject: Term, kind: str) -> Problems:
        declared, name = self.kind(subject), kind.removeprefix(OWL)
        if declared != "Object" and (declared, name) != ("Datatype", "FunctionalProperty"):
            yield f"is a {name} and is not declared as an object property."
        if kind in _SIMPLE_ONLY and subject in self.composite():
            yield f"is a {name} and composite (transitive, or made by a chain); OWL 2 DL forbids that."

    def _group(self, subject: Term, kind: str) -> Problems:
        heads = [*self.objects(subject, f"{OWL}members"), *self.objects(subject, f"{OWL}distinctMembers")]
        members = [member for head in heads for member in self.items(head)]
        if len(members) < 2:
            yield f"is a {kind} of fewer than two members."
        for member in members:
            if kind == f"{OWL}AllDisjointClasses":
                yield from self.sub(member)
            elif kind == f"{OWL}AllDisjointProperties" and not self.kind(member):
                yield f"names {text_of(member)}, which is not declared as a property."

    def _asserted(self, predicate: ox.NamedNode, value: Term) -> Problems:
        kind = self.kind(predicate)
        if not kind:
            yield f"uses {predicate.value}, which is not declared as a property."
        elif kind == "Object" and isinstance(value, ox.Literal):
            yield f"has the text {value} for {predicate.value}, which is an object property."
        elif kind == "Datatype" and not isinstance(value, ox.Literal):
            yield f"has the thing {text_of(value)} for {predicate.value}, which is a datatype property."

    def composite(self) -> set[Term]:
        """Properties that are transitive or made by a chain, and those above them."""
        found = {t.subject for t in self.triples if t.predicate.value == f"{OWL}propertyChainAxiom"}
        found |= {t.subject for t in self.triples if text_of(t.object) == f"{OWL}TransitiveProperty"}
        waiting = [*found]
        while waiting:
            above = set(self.objects(waiting.pop(), f"{RDFS}subPropertyOf")) - found
            found |= above  # type: ignore[arg-type]
            waiting += above  # type: ignore[arg-type]
        return {*found}


def _at_most_one(bound: Term) -> Problems:
    if text_of(bound) not in {"0", "1"}:
        yield f"has a maximal cardinality of {text_of(bound)}; the profile allows 0 and 1."


def _sub_class(self: _Ontology, left: Term, right: Term) -> Problems:
    yield from self.sub(left)
    yield from self.sup(right)


def _equivalent(self: _Ontology, left: Term, right: Term) -> Problems:
    yield from self.equal(left)
    yield from self.equal(right)


def _disjoint(self: _Ontology, left: Term, right: Term) -> Problems:
    yield from self.sub(left)
    yield from self.sub(right)


def _key(self: _Ontology, left: Term, right: Term) -> Problems:
    yield from self.sub(left)
    yield from _of_properties(self, right, {"Object", "Datatype"})


def _chain(self: _Ontology, left: Term, right: Term) -> Problems:
    yield from _of_properties(self, right, {"Object"})
    if self.kind(left) != "Object":
        yield "has a property chain and is not declared as an object property."


def _of_properties(self: _Ontology, head: Term, kinds: set[str]) -> Problems:
    for item in self.items(head):
        if self.kind(item) not in kinds:
            yield f"lists {text_of(item)}, which is not declared as a property that may stand there."


def _domain(self: _Ontology, left: Term, right: Term) -> Problems:
    if not self.kind(left):
        yield "has a domain and is not declared as a property."
    yield from self.sup(right)


def _range(self: _Ontology, left: Term, right: Term) -> Problems:
    if not self.kind(left):
        yield "has a range and is not declared as a property."
    yield from self.datatype(right) if self.kind(left) == "Datatype" else self.sup(right)


def _same_kind(self: _Ontology, left: Term, right: Term) -> Problems:
    if not self.kind(left) or self.kind(left) != self.kind(right):
        yield f"and {text_of(right)} are to be properties declared of one kind."


def _inverse(self: _Ontology, left: Term, right: Term) -> Problems:
    if {self.kind(left), self.kind(right)} != {"Object"}:
        yield f"and {text_of(right)} are to be declared as object properties."


def _individuals(_self: _Ontology, _left: Term, right: Term) -> Problems:
    if isinstance(right, ox.Literal):
        yield f"is compared with the text {right}, which is no individual."


_AXIOMS: Mapping[str, Callable[[_Ontology, Term, Term], Problems]] = {
    f"{RDFS}subClassOf": _sub_class,
    f"{RDFS}subPropertyOf": _same_kind,
    f"{RDFS}domain": _domain,
    f"{RDFS}range": _range,
    f"{OWL}equivalentClass": _equivalent,
    f"{OWL}disjointWith": _disjoint,
    f"{OWL}hasKey": _key,
    f"{OWL}propertyChainAxiom": _chain,
    f"{OWL}equivalentProperty": _same_kind,
    f"{OWL}propertyDisjointWith": _same_kind,
    f"{OWL}inverseOf": _inverse,
    f"{OWL}sameAs": _individuals,
    f"{OWL}differentFrom": _individuals,
}


def profile_faults(triples: Iterable[ox.Triple]) -> list[Violation]:
    """What keeps an ontology out of OWL 2 RL, in a fixed order; empty if it is inside.

    >>> open_world = ox.parse("<x:a> <http://www.w3.org/2002/07/owl#disjointUnionOf> ( <x:b> <x:c> ) .",
    ...     format=ox.RdfFormat.TURTLE)
    >>> [fault.node for fault in profile_faults(quad.triple for quad in open_world)]
    ['x:a']
    """
    ontology = _Ontology(triples)
    return sorted(
        {
            Violation(text_of(triple.subject), problem, _NAME)
            for triple in ontology.triples
            for problem in ontology.problems(triple)
        }
    )
