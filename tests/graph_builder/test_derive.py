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
    store.extend(derive(store, [rule for rule in load_rules() if rule.scope != "corpus"]))
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


def attitudes(*said: tuple[str, str, str, str]) -> str:
    """Holder, sign, thing and date of each attitude, as data; the labels that the rules need beside them."""
    lines = [
        f"""<x:p{n}> sg:holder actor:{holder} ; sg:date {typed(date)} ; sg:attitude <x:a{n}> .
        <x:a{n}> sg:polarity polarity:{sign} ; sg:referent issue:{thing} .
        actor:{holder} rdfs:label "{holder}" . issue:{thing} rdfs:label "{thing}" ."""
        for n, (holder, sign, thing, date) in enumerate(said)
    ]
    signs = 'polarity:for rdfs:label "for" . polarity:against rdfs:label "against" . polarity:neutral rdfs:label "neutral" .'
    return " ".join([*lines, signs])


def typed(value: str) -> str:
    return f'"{value}"^^xsd:{ {4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)] }'


def turns(*said: tuple[str, str, str, str]) -> set[tuple[str, str]]:
    """Numbers of the attitudes before and after each change of position."""
    triples = [line.split() for line in derived(attitudes(*said), "change-of-position") if line.count(" ") == 2]
    before = {(subject, thing) for subject, edge, thing in triples if edge == "from"}
    after = {(subject, thing) for subject, edge, thing in triples if edge == "to"}
    return {(old[3:], new[3:]) for change, old in before for other, new in after if change == other}


A, B = ("RUS", "against", "x"), ("RUS", "for", "x")


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ([(*A, "2015"), (*B, "2018")], {("0", "1")}),
        ([(*A, "2018"), (*A, "2015"), (*B, "2020"), (*B, "2021")], {("0", "2")}),
        ([(*A, "2015"), (*B, "2016"), (*A, "2017")], {("0", "1"), ("1", "2")}),
        ([(*A, "2015-01-01"), (*B, "2015")], set()),
        ([(*A, "2014-12"), (*B, "2015")], {("0", "1")}),
        ([(*A, "2015"), (*B, "2015"), (*B, "2016")], set()),
        ([(*A, "2015"), ("RUS", "neutral", "x", "2016"), (*B, "2017")], {("0", "2")}),
        ([(*A, "2015"), ("CHN", "for", "x", "2018")], set()),
        ([(*A, "2015"), ("RUS", "for", "y", "2018")], set()),
        ([(*A, "2015"), (*A, "2015"), (*B, "2018")], {("0", "2")}),
        # A mixed date in between is passed over: the turn is from the last clear word to the next.
        ([(*A, "2015-05-01"), (*A, "2015-06-01"), (*B, "2015-06-01"), (*B, "2015-07-01")], {("0", "3")}),
        ([(*A, "2015"), (*A, "2016"), (*B, "2016"), (*A, "2017")], set()),
        # A year says nothing on which of its days came first.
        ([(*B, "2020"), (*A, "2020-05-03"), (*A, "2021")], set()),
        ([(*B, "2019"), (*A, "2020"), (*B, "2020-05-03"), (*A, "2021")], {("0", "1"), ("2", "3")}),
        ([(*A, "2015-03-09"), (*B, "2015-03-10")], {("0", "1")}),
        ([(*A, "2015-02"), (*B, "2015-02-10"), (*A, "2015-03-01")], {("1", "2")}),
    ],
)
def test_a_change_is_a_turn_between_two_dates_with_nothing_in_between(
    said: list[tuple[str, str, str, str]], changes: set[tuple[str, str]]
) -> None:
    assert turns(*said) == changes


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ([(*A, "2015"), ("CHN", "for", "x", "2018")], {"proponent CHN", "opponent RUS"}),
        ([(*A, "2015"), (*B, "2018")], set()),
        ([(*A, "2015"), ("CHN", "against", "x", "2018")], set()),
        ([(*A, "2015"), ("CHN", "neutral", "x", "2018")], set()),
        ([(*A, "2015"), ("CHN", "for", "y", "2018")], set()),
        ([(*A, "2015"), (*B, "2016"), ("CHN", "for", "x", "2018")], {"proponent CHN", "proponent RUS", "opponent RUS"}),
        # Both hold both sides of one joint declaration: they agree, whatever that is.
        ([(*A, "2015"), (*B, "2015"), ("CHN", "for", "x", "2015"), ("CHN", "against", "x", "2015")], set()),
        ([(*A, "2015"), (*B, "2015"), ("CHN", "for", "x", "2016")], set()),
    ],
)
def test_a_disagreement_names_who_is_for_and_who_is_against(
    said: list[tuple[str, str, str, str]], sides: set[str]
) -> None:
    found = derived(attitudes(*said), "disagreement")
    assert {line.partition(" ")[2] for line in found if "ponent" in line} == sides
    assert all("issue-x" in line for line in found)


def test_a_position_that_many_reports_tell_of_counts_once() -> None:
    store = ox.Store()
    data = attitudes((*A, "2015"), (*B, "2018"), ("CHN", "for", "x", "2018"))
    for number in range(30):
        store.update(f"{PREFIX_LINES} INSERT DATA {{ GRAPH graph:document-{number} {{ {data} }} }}")
    store.extend(derive(store, [rule for rule in load_rules() if rule.scope != "corpus"]))
    found = {(quad.graph_name.value, quad.subject) for quad in derive(store) if "ChangeOf" in str(quad.object)}
    assert len(found) == 1


def test_sides_do_not_grow_with_the_pairs_of_holders() -> None:
    said = [(f"H{n}", "for" if n % 2 else "against", "x", "2020") for n in range(60)]
    assert len(derived(attitudes(*said), "disagreement")) <= 60 + 3
