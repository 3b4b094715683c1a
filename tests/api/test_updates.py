"""What an update changes, told quad by quad, is what the engine itself would have made of it."""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from api.workers.errors import Refused
from api.workers.updates import evaluate_update
from graph_builder import DEFAULT_GRAPH, apply_change, merge_into_default

BASE = "http://example.org/sparql"
START = """
<urn:a> <urn:p> "1" . <urn:a> <urn:p> "2"@en . <urn:b> <urn:q> <urn:a> .
<urn:g> { <urn:a> <urn:p> "1" . <urn:c> <urn:p> 3 . <urn:c> <urn:in> <urn:h> }
<urn:h> { <urn:a> <urn:p> "1" . _:x <urn:p> _:y . _:y <urn:q> ( 1 2 ) }
"""
STARTED = list(ox.parse(START, format=ox.RdfFormat.TRIG))
UPDATES = {
    "insert data": "INSERT DATA { <urn:n> <urn:p> 'x;}' , 4 ; <urn:q> [ <urn:p> ( 1 ) ] . GRAPH <urn:new> { <urn:n> <urn:p> '''}''' } }",
    "insert what is there": "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> '1' } }",
    "insert nothing": "INSERT DATA { }",
    "delete data": "DELETE DATA { <urn:a> <urn:p> '1' . GRAPH <urn:g> { <urn:c> <urn:p> 3 } GRAPH <urn:none> { <urn:c> <urn:p> 3 } }",
    "delete where": "DELETE WHERE { ?s <urn:p> ?o . GRAPH <urn:g> { ?s ?p ?o } }",
    "delete a graph's all": "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "modify": "DELETE { ?s <urn:p> ?o } INSERT { ?s <urn:was> ?o . GRAPH <urn:log> { ?s <urn:p> [] } } WHERE { ?s <urn:p> ?o }",
    "the same removed and added": "DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "with": "WITH <urn:g> DELETE { ?s <urn:p> ?o } INSERT { ?s <urn:new> ?o . GRAPH <urn:z> { ?s <urn:new> ?o } } WHERE { ?s <urn:p> ?o }",
    "with, where another graph": "WITH <urn:g> INSERT { ?s ?p ?o } WHERE { GRAPH <urn:h> { ?s ?p ?o } }",
    "using": "INSERT { <urn:r> <urn:p> ?s } USING <urn:g> USING NAMED <urn:h> WHERE { ?s <urn:p> ?o . GRAPH ?g { ?s ?x ?o2 } }",
    "graph by variable": "INSERT { GRAPH ?g { <urn:n> <urn:p> ?n } } "
    "WHERE { SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g }",
    "graph that is a literal": "INSERT { GRAPH ?o { ?s <urn:p> 1 } } WHERE { ?s <urn:p> ?o }",
    "graph that is unbound": "INSERT { GRAPH ?no { ?s <urn:p> 1 } <urn:k> <urn:p> ?s } WHERE { ?s <urn:p> ?o }",
    "relative and prefixed": "PREFIX e: <urn:> BASE <http://b.org/> INSERT DATA { GRAPH e:g { <x> e:p <y> } } ; "
    "WITH e:g DELETE { ?s e:p ?o } INSERT { GRAPH <here> { ?s e:p ?o } } WHERE { ?s e:p ?o }",
    "a filter with less and greater": "DELETE { GRAPH <urn:g> { ?s ?p ?o } } WHERE { GRAPH <urn:g> { ?s ?p ?o } FILTER(?o<4&&?o>2) }",
    "several": "INSERT DATA { <urn:1> <urn:p> 1 }; "
    "INSERT { <urn:2> <urn:p> ?o } WHERE { <urn:1> <urn:p> ?o }; DELETE DATA { <urn:1> <urn:p> 1 };",
    "added, then removed": "INSERT DATA { GRAPH <urn:new> { <urn:1> <urn:p> 1 } }; DELETE DATA { GRAPH <urn:new> { <urn:1> <urn:p> 1 } }",
    "blank nodes of the store": "DELETE { GRAPH <urn:h> { ?s ?p ?o } } WHERE { GRAPH <urn:h> { ?s ?p ?o FILTER(isBlank(?s)) } }",
    "clear default": "CLEAR DEFAULT",
    "clear graph": "CLEAR GRAPH <urn:g>",
    "clear silent": "CLEAR SILENT GRAPH <urn:none>",
    "clear named": "CLEAR NAMED",
    "clear all": "CLEAR ALL",
    "drop graph": "DROP GRAPH <urn:g>",
    "drop default": "DROP DEFAULT",
    "drop all": "DROP ALL; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> '1' } }",
    "create": "CREATE GRAPH <urn:new>; CREATE SILENT GRAPH <urn:g>",
    "add": "ADD <urn:g> TO <urn:h>",
    "add default": "ADD DEFAULT TO GRAPH <urn:new>",
    "add to default": "ADD <urn:h> TO DEFAULT",
    "copy": "COPY <urn:g> TO <urn:h>",
    "copy to default": "COPY GRAPH <urn:g> TO DEFAULT",
    "copy itself": "COPY <urn:g> TO <urn:g>",
    "move": "MOVE <urn:g> TO <urn:h>",
    "move default": "MOVE DEFAULT TO <urn:new>",
    "move silent": "MOVE SILENT <urn:none> TO <urn:new>",
    "escapes in strings": r"INSERT DATA { <urn:a> <urn:p> '\u007D \u0022 ;' }",
    "keywords in names": "PREFIX graph: <urn:> PREFIX where: <urn:> INSERT { graph:x where:p ?data } WHERE { ?data graph:p '1' }",
    "a comment": "INSERT DATA { # } ; DROP ALL\n <urn:n> <urn:p> 1 }",
    "a prefix behind a semicolon": "INSERT DATA { <urn:n> <urn:p> 1 }; PREFIX e: <urn:> DELETE WHERE { e:n e:p ?o }; BASE <urn:> DROP ALL",
    "load silent": "LOAD SILENT <http://127.0.0.1:1/>; INSERT DATA { <urn:n> <urn:p> 1 }",
    "nothing": "PREFIX a: <urn:a>",
}  # fmt: skip


def started() -> ox.Store:
    store = ox.Store()
    store.extend(STARTED)
    return store


def shape(store: ox.Store) -> list[str]:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
def test_what_changes_is_what_the_engine_would_have_made(update: str) -> None:
    ours, theirs, copy = started(), started(), started()
    change = evaluate_update(copy, update, merged=False, base=BASE)
    theirs.update(
        re.sub(r"; (?:PREFIX e:|BASE) <urn:>", ";", update).replace("e:n e:p", "<urn:n> <urn:p>"), base_iri=BASE
    )
    assert shape(copy) == shape(theirs)
    assert not [quad for quad in change.added if quad in ours], "added quads were not there"
    assert all(quad in ours for quad in change.removed), "removed quads were there"
    apply_change(ours, change, merged=False)
    assert shape(ours) == shape(theirs)
    assert {name for name in ours.named_graphs() if not held(ours, name)} == {
        name for name in theirs.named_graphs() if not held(theirs, name)
    } | ({ox.NamedNode("urn:new")} if "MOVE SILENT" in update else set()) - {ox.NamedNode("urn:new")}


def held(store: ox.Store, name: object) -> int:
    return len(list(store.quads_for_pattern(None, None, None, name)))  # type: ignore[arg-type]


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
def test_the_default_graph_stays_the_merge_of_the_others(update: str) -> None:
    store = ox.Store()
    store.extend(quad for quad in started() if quad.graph_name != ox.DefaultGraph())
    merge_into_default(store)
    change = evaluate_update(store, update, merged=True, base=BASE)
    default = Counter(quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert set(default) == {quad.triple for quad in store if quad.graph_name != ox.DefaultGraph()}
    assert all(quad.graph_name != ox.DefaultGraph() for quad in change.added | change.removed)


def merged(update: str, *start: str) -> set[str]:
    store = ox.Store()
    for data in start:
        store.extend(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    merge_into_default(store)
    evaluate_update(store, update, merged=True, base=BASE)
    return {str(quad) for quad in store if quad.graph_name != ox.DefaultGraph()}


ONE, TWO = "<urn:s> <urn:p> <urn:o> <urn:g>", "<urn:s> <urn:p> <urn:o> <urn:h>"
OWN = f"<urn:s> <urn:p> <urn:o> <{DEFAULT_GRAPH}>"


def test_a_triple_without_a_graph_is_written_to_a_graph_of_its_own_and_removed_from_all() -> None:
    assert merged("INSERT DATA { <urn:s> <urn:p> <urn:o> }") == {OWN}
    assert merged("DELETE DATA { <urn:s> <urn:p> <urn:o> }", f"{ONE} .", f"{TWO} .", f"{OWN} .") == set()
    assert merged("DELETE { ?s <urn:p> ?o } INSERT { ?s <urn:p> ?o } WHERE { ?s ?p ?o }", f"{ONE} .") == {OWN}


@pytest.mark.parametrize("update", ["CLEAR DEFAULT", "DROP DEFAULT", "MOVE DEFAULT TO <urn:h>"])
def test_to_clear_the_default_graph_harms_no_other(update: str) -> None:
    assert merged(update, f"{ONE} .", f"{OWN} .") - {TWO} == {ONE}


def test_protocol_datasets_hold_for_every_pattern() -> None:
    store = started()
    update = "INSERT { GRAPH <urn:r> { ?s <urn:p> 'd' } } WHERE { ?s <urn:p> 3 }; DELETE WHERE { ?s <urn:in> <urn:h> }"
    assert not evaluate_update(started(), update, merged=False, base=BASE)
    change = evaluate_update(store, update, merged=False, base=BASE, default=["urn:g"])
    assert {str(quad) for quad in change.added} == {'<urn:c> <urn:p> "d" <urn:r>'}
    named = "INSERT { GRAPH <urn:r> { ?s <urn:p> ?g } } WHERE { GRAPH ?g { ?s <urn:p> '1' } }"
    change = evaluate_update(started(), named, merged=False, base=BASE, named=["urn:h"])
    assert {str(quad) for quad in change.added} == {"<urn:a> <urn:p> <urn:h> <urn:r>"}


@pytest.mark.parametrize(
    "update", ["WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "INSERT { } USING <urn:g> WHERE { }"]
)
def test_two_datasets_at_once_are_refused(update: str) -> None:
    with pytest.raises(Refused, match="using-graph-uri"):
        evaluate_update(started(), update, merged=False, base=BASE, default=["urn:g"])


@pytest.mark.parametrize(
    "update",
    ["LOAD <http://127.0.0.1:1/x>", "LOAD <file:///etc/passwd> INTO GRAPH <urn:x>", r"L\u004FAD <http://127.0.0.1:1/x>",
     "DELETE { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "INSERT DATA { }; LOAD <x>",
     f"INSERT {{ }} WHERE {'{' * 300}{'}' * 300}"],
)  # fmt: skip
def test_what_reaches_out_or_nests_too_deep_is_refused(update: str) -> None:
    with pytest.raises((Refused, SyntaxError)):
        evaluate_update(started(), update, merged=False, base=BASE)


@pytest.mark.parametrize(
    "update",
    [
        "INSERTDATA { <urn:a> <urn:b> 1 }",
        "CLEARALL",
        "DROPDEFAULT",
        "LOADSILENT <urn:x>",
        "PREFIX x: <urn:> CLEAR GRAPHx:g",
    ],
)
def test_words_run_together_are_understood_or_refused_but_never_misread(update: str) -> None:
    theirs, ours = started(), started()
    try:
        theirs.update(update, base_iri=BASE)
        evaluate_update(ours, update, merged=False, base=BASE)
    except (SyntaxError, Refused):
        return
    assert shape(ours) == shape(theirs)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { ?s <urn:p> 1 }",
        "DELETE DATA { _:b <urn:p> 1 }",
        "CLEAR XYZ",
        "SELECT * { }",
        "DELETE { } ; INSERT",
        "INSERT { } USING",
        "LOAD <a> INTO <b>",
        "INSERT DATA { } }",
        "{",
    ],
)
def test_what_is_no_update_is_told_by_the_parser(update: str) -> None:
    with pytest.raises(SyntaxError):
        evaluate_update(started(), update, merged=False, base=BASE)


@pytest.mark.parametrize("update", ["CLEAR GRAPH <urn:none>", "CREATE GRAPH <urn:g>", "COPY <urn:none> TO <urn:g>"])
def test_a_graph_that_is_not_there_or_is_already_fails_the_update(update: str) -> None:
    with pytest.raises(RuntimeError, match="graph"):
        evaluate_update(started(), f"INSERT DATA {{ <urn:x> <urn:p> 1 }}; {update}", merged=False, base=BASE)
