"""The command as its user meets it: a real process, real files, a real store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import command

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "declarations" / "sco-moscow-2020-news.md"
SHARED = ROOT.parent / "shared"
FIELDS = {"quote", "cue", "act", "holders", "target", "about", "start", "end", "iri"}
QUESTIONS = sorted(path.stem for path in (ROOT / "ontology" / "questions").glob("*.rq"))


def run(*words: object, code: int = 0, given: bytes | None = None) -> str:
    """Output of `stancegraph WORDS`, which must end with the exit code."""
    done = command(*words, given=given or b"")
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode()


def run_for_errors(*words: object) -> str:
    """What `stancegraph WORDS`, which must fail, says on standard error."""
    done = command(*words)
    assert done.returncode == 1
    return done.stderr.decode()


def test_extract_writes_records_whose_offsets_give_the_quotation_back() -> None:
    body = REPORT.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    records = [json.loads(line) for line in run("extract", REPORT).splitlines()]
    assert len(records) == 21
    for record in records:
        assert record.keys() >= FIELDS
        assert body[record["start"] : record["end"]] == record["quote"]
        assert body[record["cue_start"] : record["cue_end"]] == record["cue"]
        assert all(body[thing["start"] : thing["end"]] == thing["text"] for thing in record["about"])


def test_extract_reads_standard_input_and_writes_one_file_a_document(tmp_path: Path) -> None:
    run("extract", REPORT, "--out", tmp_path)
    assert (tmp_path / f"{REPORT.stem}.jsonl").read_text(encoding="utf-8") == run("extract", REPORT)
    assert run("extract", "-", given=REPORT.read_bytes()) == run("extract", REPORT)


def test_table_of_positions_is_for_people() -> None:
    table = run("extract", REPORT, "--format", "table")
    assert "SCO\tregret\tthe termination of the 1987 Treaty" in table
    assert "+ INF Treaty" in table


def test_explain_shows_what_each_step_finds_in_a_sentence() -> None:
    said = run("explain", REPORT, "--find", "termination  of the 1987 treaty")
    assert "names     1987 Treaty between the USSR and the United States" in said
    assert "cue       regret over: regret (rule regret.noun)" in said
    assert "→ termination of → +" in said
    assert "no sentence has the words 'zebra'" in run_for_errors("explain", REPORT, "--find", "zebra").casefold()


def test_explain_accounts_for_every_position_and_every_cue() -> None:
    body = REPORT.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    sentences = [json.loads(line) for line in run("explain", REPORT, "--format", "jsonl").splitlines()]
    assert [position for told in sentences for position in told["positions"]] == [
        json.loads(line) for line in run("extract", REPORT).splitlines()
    ]
    for told in sentences:
        assert all(
            body[part["start"] : part["end"]] == part["text"] for part in (told, *told["mentions"], *told["cues"])
        )
        assert sum(cue["position"] for cue in told["cues"]) >= bool(told["positions"])
    assert any(not cue["position"] for told in sentences for cue in told["cues"])


def test_building_twice_adds_nothing_and_exports_the_same_bytes(tmp_path: Path) -> None:
    run("build", REPORT, "--store", tmp_path / "one")
    first = run("export", "--store", tmp_path / "one")
    run("build", REPORT, "--store", tmp_path / "one")
    run("build", REPORT, "--store", tmp_path / "two")
    assert run("export", "--store", tmp_path / "one") == first
    assert run("export", "--store", tmp_path / "two") == first


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld"])
def test_export_is_read_back_by_rdflib_or_oxigraph(built_store: Path, tmp_path: Path, form: str) -> None:
    import pyoxigraph as ox

    file = tmp_path / "graph"
    run("export", "--store", built_store, "--format", form, "--out", file)
    formats = {
        "nquads": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "turtle": ox.RdfFormat.TURTLE,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    triples = {quad.triple for quad in ox.parse(path=str(file), format=formats[form])}
    whole = {
        quad.triple
        for quad in ox.parse(input=run("export", "--store", built_store).encode(), format=ox.RdfFormat.N_QUADS)
    }
    assert {triple.subject for triple in whole} == {triple.subject for triple in triples}


@pytest.mark.parametrize("name", ["stance-on", "threats-named", "bound-states"])
def test_question_is_answered_with_quotations(built_store: Path, name: str) -> None:
    rows = json.loads(run("ask", name, "--store", built_store, "--format", "json"))
    assert rows
    text = REPORT.read_text(encoding="utf-8")
    assert all(row["quote"] in text for row in rows)


def test_all_questions_are_listed(built_store: Path) -> None:
    listed = run("ask", "--list")
    assert all(name in listed for name in QUESTIONS)


@pytest.mark.parametrize(
    "holder", ["SCO", "Shanghai Cooperation Organisation", "https://w3id.org/stancegraph/id/actor/SCO"]
)
def test_holder_is_named_by_code_name_or_iri(built_store: Path, holder: str) -> None:
    rows = json.loads(
        run("ask", "stance-on", "--holder", holder, "--thing", "INF Treaty", "--store", built_store, "--format", "json")
    )
    assert [(row["stance"], row["act"], row["why"]) for row in rows] == [("for", "regret", "- → termination of → +")]
    assert "regret over the termination" in rows[0]["quote"]


def test_the_position_on_the_inf_treaty_binds_the_eight_members_of_that_day(built_store: Path) -> None:
    rows = run("ask", "bound-states", "--store", built_store, "--columns", "state", "--format", "csv").splitlines()
    assert rows[1:] == ["China", "India", "Kazakhstan", "Kyrgyzstan", "Pakistan", "Russia", "Tajikistan", "Uzbekistan"]


def test_offsets_of_every_position_give_its_quotation_back(built_store: Path) -> None:
    rows = json.loads(run("ask", "evidence", "--store", built_store, "--format", "json"))
    assert len(rows) == 21
    assert {row["exact"] for row in rows} == {"true"}


def test_query_needs_no_prefixes_and_prints_what_is_asked(built_store: Path) -> None:
    count = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a sg:Position }"
    assert run("query", count, "--store", built_store) == "n\n21\n"
    assert run("query", count, "--store", built_store, "--format", "csv").split() == ["n", "21"]
    assert run("query", "ASK { ?p sg:act act:regret }", "--store", built_store).strip() == "yes"
    assert "ontology#Position" in run(
        "query", "CONSTRUCT { ?p a sg:Position } { ?p a sg:Position }", "--store", built_store
    )


def test_validate_tells_a_good_graph_from_a_broken_one(built_store: Path, tmp_path: Path) -> None:
    import pyoxigraph as ox

    from graph_builder import ReleaseStore
    from graph_builder.graph.parts import part_of

    assert "satisfies its shapes" in run("validate", "--store", built_store)
    invalid = (ROOT / "ontology" / "examples" / "invalid" / "Treaty.ttl").read_bytes()
    graph = ox.NamedNode("https://w3id.org/stancegraph/graph/document/broken")
    quads = [ox.Quad(*quad.triple, graph) for quad in ox.parse(invalid, format=ox.RdfFormat.TURTLE)]
    ReleaseStore(tmp_path / "broken").write({"all": part_of(quads)}, inputs={})
    node = next(iter(quads)).subject.value
    table = run_for_errors("validate", "--store", tmp_path / "broken")
    assert node in table
    for form, rdf in (("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        report = run("validate", "--store", tmp_path / "broken", "--format", form, code=1).encode()
        named = {quad.object for quad in ox.parse(report, format=rdf) if quad.predicate.value.endswith("#focusNode")}
        assert ox.NamedNode(node) in named


@pytest.mark.skipif(not SHARED.exists(), reason="the gold positions lie in ../shared")
def test_score_agrees_with_the_owners_scorer_and_reaches_the_aim_on_the_bundled_report(tmp_path: Path) -> None:
    documents = sorted((SHARED / "declarations").glob("*.md"))
    run("extract", *documents, "--out", tmp_path)
    scorer = [
        sys.executable,
        SHARED / "score.py",
        "--docs",
        SHARED / "declarations",
        "--gold",
        SHARED / "gold",
        "--pred",
        tmp_path,
    ]
    owners = subprocess.run([*map(str, scorer)], capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in run("score", "--gold", SHARED / "gold", *documents).splitlines()]
    ours = {row[0]: row for row in rows}
    for line in owners.splitlines():
        name, position, attitude = (
            line.split()[0],
            line.split("POSITION")[1].split("|")[0],
            line.split("ATTITUDE")[1].split("|")[0],
        )
        assert ours[name][7:10] == position.split()[1::2]
        assert ours[name][10:13] == attitude.split()[1::2]
    report = ours[REPORT.stem]
    assert float(report[9]) >= 0.90
    assert float(report[12]) >= 0.85


def test_help_teaches_and_version_is_told() -> None:
    assert run("--version").startswith("stancegraph ")
    for name in ("extract", "explain", "build", "ask", "query", "score"):
        assert f"stancegraph {name}" in run(name, "--help")


def test_reader_that_has_enough_ends_the_command_quietly() -> None:
    done = subprocess.run(
        f"{sys.executable} -m stancegraph extract {REPORT} | head -n 1", shell=True, capture_output=True, check=True
    )
    assert done.stdout.startswith(b"{")
    assert done.stderr == b""


def test_releases_are_listed_rolled_back_backed_up_and_restored(built_store: Path, tmp_path: Path) -> None:
    backup, store = tmp_path / "backup", tmp_path / "store"
    assert "statements" in run("backup", backup, "--store", built_store)
    run("restore", backup, "--store", store)
    heading, row = run("releases", "--store", store).splitlines()
    assert heading.startswith("release\tcreated")
    assert row.split("\t")[0] in run("releases", "--store", built_store)
    run("restore", backup, "--store", store, code=1)
    run("rollback", "--store", store, code=1)
    assert "the journal was empty" in run("compact", "--store", store)
    run("rollback", "x", "--store", store, code=1)


def test_every_setting_is_shown_with_its_value() -> None:
    environment = {**os.environ, "STANCEGRAPH_QUERY_SECONDS": "7", "STANCEGRAPH_WRITE_TOKEN": "0123456789abcdef"}
    done = command("serve", "--show-config", "--store", "elsewhere", environment=environment, afresh=True)
    assert done.returncode == 0
    shown = done.stdout.decode()
    assert "STANCEGRAPH_QUERY_SECONDS\t7.0\t" in shown
    assert "STANCEGRAPH_STORE\telsewhere\t" in shown
    assert "STANCEGRAPH_WRITE_TOKEN\t***" in shown
    assert "0123456789abcdef" not in shown
