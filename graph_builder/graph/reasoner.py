"""Asks HermiT, an OWL 2 DL reasoner, whether an ontology and its data contradict themselves. It needs owlready2 and Java."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph_builder.graph.vocab import OWL, RDF, RDFS, XSD

__all__ = ["Verdict", "consistency", "missing"]

_UNKNOWN_DATATYPES = frozenset(XSD + name for name in ("date", "gYear", "gYearMonth"))
"""Datatypes outside the datatype map of OWL 2: HermiT refuses an ontology that has them."""

_SILENT = frozenset(RDFS + name for name in ("label", "comment", "isDefinedBy", "seeAlso")) | {f"{OWL}imports"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reasoner found: whether there is a model at all, and the classes that can have no instance."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.consistent:
            return "inconsistent"
        found = len(self.unsatisfiable)
        return f"consistent, {found} unsatisfiable class{'' if found == 1 else 'es'}"


def missing() -> str:
    """What is needed for HermiT and is not there; empty if all is."""
    if find_spec("owlready2") is None:
        return "owlready2 is not installed: pip install 'stancegraph[test]'"
    return "" if shutil.which("java") else "there is no Java: install a Java runtime, 8 or newer"


def _logical(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Triples that bear on the question: no annotations, no dates, no imports (which would be fetched)."""
    triples = [*dict.fromkeys(triples)]
    kind = ox.NamedNode(f"{OWL}AnnotationProperty")
    silent = _SILENT | {t.subject.value for t in triples if t.object == kind and t.predicate.value == f"{RDF}type"}  # type: ignore[union-attr]
    for triple in triples:
        value = triple.object
        dated = isinstance(value, ox.Literal) and value.datatype.value in _UNKNOWN_DATATYPES
        if triple.predicate.value not in silent and not dated:
            yield triple


def consistency(triples: Iterable[ox.Triple]) -> Verdict:
    """HermiT's verdict on an ontology with its data. See `missing` for what it needs."""
    import owlready2

    world: Any = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "ontology.nt")
        file.write_bytes(ox.serialize(_logical(triples), format=ox.RdfFormat.N_TRIPLES) or b"")
        loaded = world.get_ontology(file.as_uri()).load()
        try:
            with loaded:
                owlready2.sync_reasoner_hermit(world, debug=0)
            found = {cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing}
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(consistent=False)
        finally:
            world.close()
    return Verdict(True, tuple(sorted(found)))
