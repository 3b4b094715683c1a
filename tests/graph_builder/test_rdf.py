"""Documents and positions as quads."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.graph import iri
from graph_builder.graph.checks import run_checks
from graph_builder.graph.facts import fill
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.rdf import CONTEXT, document_quads
from graph_builder.graph.vocab import ID, OA, PREFIXES, RDFS, SG
from graph_builder.graph.vocab import iri as node
from graph_builder.model import Attitude, Concept, Document, Position, Report, Span
from graph_builder.reference import Reference

BODY = "We met. We regret the termination of the pact. We part."
PACT = Concept("treaty/pact", "the pact", "treaty", provisional=True)


def make_document(body: str = BODY, **changes: object) -> Document:
    document = Document(
        name="summit",
        title="Summit declaration",
        issuers=("SCO",),
        date="2020-11-10",
        language="en",
        kind="declaration",
        source="the organization",
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def make_position(**changes: object) -> Position:
    position = Position(
        quote=Span(8, 46),
        cue=Span(11, 17),
        act="regret",
        holders=("SCO",),
        target=Span(18, 45),
        attitudes=(Attitude(Span(37, 45), PACT, "+", ("-", "termination of", "+")),),
        rule="regret.verb",
    )
    return replace(position, **changes)  # type: ignore[arg-type]


def store_of(*documents: tuple[Document, list[Position]]) -> ox.Store:
    store = ox.Store()
    for document, positions in documents:
        store.extend(document_quads(document, positions))
    return store


def answers(store: ox.Store, pattern: str) -> set[tuple[str, ...]]:
    """Solutions of a pattern, each as the texts of its variables in alphabetical order."""
    prefixes = "".join(f"PREFIX {name}: <{value}> " for name, value in PREFIXES.items())
    found = rows(store, f"{prefixes} SELECT * WHERE {{ {pattern} }}")
    names = sorted(variable.value for variable in found.variables)
    return {tuple(text_of(row[name]) for name in names) for row in found}


def test_position_reads_as_the_model_says() -> None:
    store = store_of((make_document(), [make_position()]))
    pattern = """?a a sg:Position ; rdfs:label ?b ; sg:holder ?c ; sg:act ?d ; sg:targetText ?e ; sg:date ?f ;
        sg:attitude [ sg:referent ?g ; sg:polarity ?h ; sg:signPath ?i ; rdfs:label ?j ]"""
    assert answers(store, pattern) == {
        (
            iri.position(make_document(), make_position()),
            "SCO: regret – the termination of the pact",
            f"{ID}actor/SCO",
            f"{ID}act/regret",
            "the termination of the pact",
            "2020-11-10",
            f"{ID}treaty/pact",
            f"{ID}polarity/for",
            "- → termination of → +",
            "SCO for the pact",
        )
    }


def test_evidence_gives_quotation_offsets_and_words() -> None:
    store = store_of((make_document(), [make_position()]))
    pattern = """?s a sg:Attestation ; sg:attestationKind ?a ; sg:rule ?b ; oa:hasSource ?c ;
        oa:hasSelector [ oa:exact ?d ; oa:prefix ?e ; oa:suffix ?f ] , [ a oa:TextPositionSelector ; oa:start ?g ; oa:end ?h ] ;
        sg:cueSelector/rdfs:label ?i ; sg:targetSelector/rdfs:label ?j ; sg:mention [ rdfs:label ?k ; sg:expresses ?l ]"""
    [(kind, rule, version, exact, prefix, suffix, start, end, cue, target, mention, attitude, _)] = answers(
        store, pattern
    )
    assert (kind, rule, version) == ("verbatim", "regret.verb", iri.version(make_document()))
    assert (exact, prefix, suffix) == ("We regret the termination of the pact.", "We met. ", " We part.")
    assert BODY[int(start) : int(end)] == exact
    assert (cue, target, mention) == ("regret", "the termination of the pact", "the pact")
    assert attitude.startswith(f"{ID}attitude/")


def test_report_hangs_its_positions_on_the_declaration_it_reports() -> None:
    report = make_document(
        kind="news", date="2020-11-23", reports=Report("Moscow  Declaration", ("SCO",), "2020-11-10")
    )
    store = store_of((report, [make_position()]))
    assert answers(
        store,
        "?p a sg:Position ; sg:date ?a . ?d sg:reports ?r ; sg:date ?b . FILTER NOT EXISTS { ?d sg:publishes ?x }",
    )
    assert answers(store, "?s a sg:Position ; sg:date ?date ; sg:declaration/sg:date ?declared") == {
        ("2020-11-10", "2020-11-10", iri.position(report, make_position()))
    }
    assert {kind for kind, _ in answers(store, "?s sg:attestationKind ?kind")} == {"indirect"}


def test_two_reports_of_one_declaration_give_one_position_with_two_attestations() -> None:
    first = make_document(reports=Report("Moscow Declaration", ("SCO",), "2020-11-10"))
    second = make_document(
        body=BODY.upper(), name="other", reports=Report("MOSCOW   declaration", ("SCO",), "2020-11-10")
    )
    store = store_of((first, [make_position()]), (second, [make_position()]))
    assert len(answers(store, "?s a sg:Position")) == 1
    assert len(answers(store, "?s sg:attests ?p")) == 2


def test_a_position_stated_twice_keeps_one_label_and_one_intensity() -> None:
    again = make_position(intensity="strong", cue=Span(8, 17))
    store = store_of((make_document(), [make_position(), again]))
    assert len(answers(store, "?s a sg:Position ; sg:intensity ?i ; rdfs:label ?l")) == 1
    assert len(answers(store, "?s sg:attests ?p")) == 2


def test_a_position_without_target_has_no_target_text() -> None:
    store = store_of((make_document(), [make_position(target=None, attitudes=())]))
    assert not answers(store, "?s sg:targetText|sg:targetSelector ?t")
    assert run_checks(store, scopes={"document"}) == []


def test_unknown_holder_and_new_thing_get_provisional_nodes() -> None:
    store = store_of((make_document(), [make_position(holders=("Contact Group",))]))
    assert answers(store, "?thing sg:provisional true ; a ?kind ; rdfs:label ?label") == {
        (f"{SG}Actor", "Contact Group", f"{ID}actor/contact-group"),
        (f"{SG}Treaty", "the pact", f"{ID}treaty/pact"),
    }


def test_everything_has_one_plain_label_and_an_iri() -> None:
    quads = document_quads(make_document(), [make_position()])
    subjects = {quad.subject for quad in quads}
    labelled = [quad.subject for quad in quads if quad.predicate.value == f"{RDFS}label"]
    assert sorted(map(str, labelled)) == sorted(map(str, subjects))
    assert all(isinstance(term, ox.NamedNode) for quad in quads for term in (quad.subject, quad.graph_name))


@pytest.mark.parametrize(("date", "kind"), [("2020-11-10", "date"), ("2020-11", "gYearMonth"), ("2020", "gYear")])
def test_dates_are_typed_by_their_form(date: str, kind: str) -> None:
    store = store_of((make_document(date=date), []))
    assert {row[0].rpartition("#")[2] for row in answers(store, "?s sg:date ?v BIND (DATATYPE(?v) AS ?a)")} == {kind}


@given(st.text(min_size=3), st.data())
def test_selectors_give_the_quote_back_for_any_text(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    span = Span(start, end)
    position = make_position(quote=span, cue=span, target=span, attitudes=(Attitude(span, PACT, "-", ("-",)),))
    store = store_of((make_document(body), [position]))
    values = {quad.predicate.value: text_of(quad.object) for quad in store if quad.predicate.value.startswith(OA)}
    assert values[f"{OA}exact"] == body[start:end]
    assert values[f"{OA}prefix"] == body[max(0, start - CONTEXT) : start]
    assert body[end:].startswith(values[f"{OA}suffix"])
    faults = {fault.shape for fault in run_checks(store, scopes={"document"})}
    assert faults <= {"attitude-without-edge"}  # the rules have not run


def test_iris_do_not_change_from_release_to_release() -> None:
    # Written down, since links to positions are cited: a change here breaks them.
    assert iri.position(make_document(), make_position()) == f"{ID}position/462b5ca9d833d257"
    assert iri.declaration(iri.occasion(make_document())) == f"{ID}declaration/summit-declaration-d5cde329"


def test_case_and_white_space_of_a_title_do_not_make_another_declaration() -> None:
    one, two = Report("Moscow Declaration", ("SCO",), "2020"), Report("moscow\n declaration", ("SCO",), "2020")
    assert iri.declaration(one) == iri.declaration(two)
    assert iri.declaration(one) != iri.declaration(replace(one, date="2021"))


def test_reference_data_describe_states_memberships_and_names(known: Reference) -> None:
    store = ox.Store()
    fill(store, known)
    state = "?s sg:code 'RUS' ; a sg:State ; rdfs:label ?a ; sg:alpha2 ?b ; sg:numericCode ?c"
    assert answers(store, state) == {("Russia", "RU", "643", f"{ID}actor/RUS")}
    languages = answers(store, "<https://w3id.org/stancegraph/id/actor/FRA> skos:prefLabel ?n BIND (LANG(?n) AS ?l)")
    assert {language for language, _ in languages} == {"ar", "en", "es", "fr", "ru", "zh"}
    member = "?s a sg:Affiliation ; org:member actor:IND ; org:organization actor:SCO ; sg:role ?r ; sg:startDate ?d"
    assert ("2017-06-09", "member") in {(date, role) for date, role, _ in answers(store, member)}


def test_ontology_and_reference_name_everything(known: Reference) -> None:
    store = ox.Store()
    fill(store, known)
    assert [str(fault) for fault in run_checks(store)] == []


def test_an_aspect_of_a_state_is_a_composed_referent_below_the_aspect() -> None:
    made = Concept(
        "principle/sovereignty-of-syr",
        "sovereignty of Syria",
        "principle",
        broader=("principle/sovereignty",),
        provisional=True,
        aspect="principle/sovereignty",
        subject="actor/SYR",
    )
    attitude = Attitude(Span(37, 45), made, "+", ("+",))
    store = store_of((make_document(), [make_position(attitudes=(attitude,))]))
    pattern = "?s a sg:ComposedReferent , sg:Principle ; sg:aspect ?a ; sg:subject ?b ; skos:broader ?c ; rdfs:label ?d"
    sovereignty = f"{ID}principle/sovereignty"
    expected = (sovereignty, f"{ID}actor/SYR", sovereignty, "sovereignty of Syria", f"{ID}principle/sovereignty-of-syr")
    assert answers(store, pattern) == {expected}


def test_nodes_of_a_long_build_are_not_kept_for_ever() -> None:
    most = node.cache_info().maxsize
    assert most is not None
    for number in range(most + 10):
        node(f"{ID}document/made-{number}")
    assert node.cache_info().currsize == most
