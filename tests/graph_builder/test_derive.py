"""What the rules infer."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph_builder.graph.derive import DERIVED, derive, load_rules, rule_quads
from graph_builder.graph.vocab import PREFIXES, PROV, RDFS, SH

PREFIX_LINES = "".join(f"PREFIX {name}: <{value}> " for name, value in PREFIXES.items())


def derived(data: str, rule: str) -> set[str]:
    """Triples that one rule derives from data, as "subject predicate object" of local names."""
    store = ox.Store()
    store.update(f"{PREFIX_LINES} INSERT DATA {{ GRAPH graph:test {{ {data} }} }}")
    quads = [quad for quad in derive(store) if quad.graph_name.value == DERIVED + rule]
    shown = [quad for quad in quads if not quad.predicate.value.startswith((RDFS, PROV, SH, PREFIXES["rdf"]))]
    return {" ".join(term.value.rpartition("/")[2].rpartition("#")[2] for term in quad.triple) for quad in shown}


@pytest.mark.parametrize(("polarity", "edge"), [("for", "supports"), ("against", "opposes"), ("neutral", "addresses")])
def test_every_holder_gets_a_direct_edge_by_the_sign(polarity: str, edge: str) -> None:
    data = f"""<x:p> sg:holder actor:RUS , actor:CHN ; sg:attitude <x:a> .
        <x:a> sg:referent treaty:inf ; sg:polarity polarity:{polarity} ."""
    assert derived(data, "attitude-edge") == {f"RUS {edge} inf", f"CHN {edge} inf"}


MEMBERSHIP = """<x:p> sg:holder actor:SCO ; sg:date {date} .
    actor:IND a sg:State . <x:m> org:organization actor:SCO ; org:member actor:IND ; sg:role "{role}" {period} ."""


@pytest.mark.parametrize(
    ("date", "start", "end", "bound"),
    [
        ("2017-06-09", "2017-06-09", None, True),
        ("2017-06-08", "2017-06-09", None, False),
        ("2023-07-04", "2023-07", None, True),
        ("2023-06-30", "2023-07", None, False),
        ("2023", "2023-07-04", None, True),
        ("2022-12", "2023", None, False),
        ("2016-12-31", "2015-01-01", "2016-12-31", True),
        ("2017-01-01", "2015-01-01", "2016-12-31", False),
        ("2016-05-01", "2015", "2016", True),
        ("2017", "2015", "2016-12", False),
        ("2016", "2015", "2016-03-01", True),
        ("1900-01-01", None, None, True),
    ],
)
def test_a_position_binds_who_was_a_member_on_that_day(
    date: str, start: str | None, end: str | None, bound: bool
) -> None:
    def typed(value: str) -> str:
        return f'"{value}"^^xsd:{ {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)] }'

    period = (f"; sg:startDate {typed(start)}" if start else "") + (f"; sg:endDate {typed(end)}" if end else "")
    data = MEMBERSHIP.format(date=typed(date), role="member", period=period)
    assert derived(data, "binds-members") == ({"x:p binds IND"} if bound else set())


def test_observers_and_organizations_are_not_bound() -> None:
    assert derived(MEMBERSHIP.format(date="'2020'", role="observer", period=""), "binds-members") == set()
    data = MEMBERSHIP.format(date="'2020'", role="member", period="").replace("sg:State", "sg:Organization")
    assert derived(data, "binds-members") == set()


def test_an_attitude_counts_toward_all_that_is_broader() -> None:
    data = """<x:a> sg:referent threat:bio . threat:bio skos:broader threat:terrorism . threat:terrorism skos:broader threat:violence ."""
    assert derived(data, "broader-threat") == {"x:a countsToward terrorism", "x:a countsToward violence"}


def test_rules_read_asserted_graphs_only() -> None:
    store = ox.Store()
    store.update(
        f"{PREFIX_LINES} INSERT DATA {{ GRAPH <{DERIVED}attitude-edge> "
        "{ <x:p> sg:holder actor:RUS ; sg:attitude <x:a> . <x:a> sg:referent treaty:inf ; sg:polarity polarity:for } }"
    )
    size = len(store)
    assert not [quad for quad in derive(store) if quad.predicate.value.endswith("#supports")]
    assert len(store) == size


def test_each_derived_graph_names_its_rule_and_the_query() -> None:
    quads = rule_quads()
    for rule in load_rules():
        about = [quad for quad in quads if quad.subject.value == rule.graph]  # type: ignore[union-attr]
        [origin] = [quad.object for quad in about if quad.predicate.value == f"{PROV}wasDerivedFrom"]
        assert origin == ox.NamedNode(f"https://w3id.org/stancegraph/id/rule/{rule.name}")
        [sparql] = [quad.object for quad in quads if (quad.subject, quad.predicate.value) == (origin, f"{SH}construct")]
        assert sparql == ox.Literal(rule.sparql)
