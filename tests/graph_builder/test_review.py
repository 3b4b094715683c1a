"""Review of provisional things: listed with counts and contexts; decisions are kept, and read with."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import command

from graph_builder import Review, build, decisions_csv, decisions_of_csv, import_skos, snippet
from graph_builder.errors import InputError, StoreError
from graph_builder.graph.query import rows, text_of
from graph_builder.graph.store import ReleaseStore
from graph_builder.graph.validate import validate
from graph_builder.graph.vocab import ID, SG

Write = Callable[..., Path]
ONE = "The SCO member States support the caravan route of Samarkand. They condemn terrorism."
TWO = "The SCO member States welcome the caravan route of Samarkand and the lantern festival."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    header = "---\ntitle: {}\nissuer: SCO\ndate: 2020-11-10\nlanguage: en\nkind: declaration\nsource: x\n---\n{}\n"
    for name, text in (("one", ONE), ("two", TWO)):
        (folder / f"{name}.md").write_text(header.format(name, text), encoding="utf-8")
    build([folder / "one.md", folder / "two.md"], folder / "store")
    return folder


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built / "store", tmp_path / "store"))


def referents(store: Path) -> set[str]:
    found = rows(ReleaseStore(store).load(), f"SELECT ?thing {{ ?a <{SG}referent> ?thing }}")
    return {text_of(row["thing"]).removeprefix(ID) for row in found}


def route(review: Review) -> str:
    return next(thing.id for thing in review.things() if "caravan" in thing.label)


def test_things_are_listed_with_counts_and_contexts(store: Path) -> None:
    first, *_others = Review(store).things()
    assert (first.positions, first.documents) == (2, 2)
    assert "caravan route" in first.label
    assert set(first.contexts) == {ONE.partition(". ")[0] + ".", TWO}
    assert "threat/terrorism" not in {thing.id for thing in Review(store).things()}


def test_an_adopted_thing_is_a_concept_under_its_own_iri_and_its_label_is_read(
    store: Path, write_document: Write
) -> None:
    review = Review(store)
    thing = route(review)
    review.decide([review.adopt(thing, broader=None)])
    after = Review(store)
    assert after.known.by_id[thing].provisional is False
    assert thing in referents(store)
    assert thing not in {left.id for left in after.things()}
    label = after.known.by_id[thing].label
    build([write_document(f"The SCO member States reject the {label.upper()}.", name="three")], store)
    assert thing in referents(store)
    assert not validate(ReleaseStore(store).load())


def test_a_thing_may_be_adopted_under_another_name_and_kind(store: Path) -> None:
    review = Review(store)
    thing = route(review)
    above = next(item for item in review.known.concepts if item.kind == "initiative")
    review.decide([review.adopt(thing, label="Samarkand caravan", kind="initiative", broader=above.id)])
    assert "initiative/samarkand-caravan" in referents(store)
    assert thing not in referents(store)
    [decision] = Review(store).decisions
    assert (decision.into, decision.name, decision.broader) == (
        "initiative/samarkand-caravan",
        "Samarkand caravan",
        above.id,
    )
    assert not validate(ReleaseStore(store).load())


def test_a_merged_thing_is_the_known_one(store: Path) -> None:
    review = Review(store)
    thing = route(review)
    review.decide([review.merge(thing, "tourism", note="They mean the same.")])
    assert thing not in referents(store)
    assert Review(store).concept("tourism").id in referents(store)
    assert Review(store).decisions[0].note == "They mean the same."


def test_a_dropped_thing_is_in_no_position_and_the_positions_stay(store: Path) -> None:
    review = Review(store)
    thing = route(review)
    report = review.decide([review.drop(thing)])
    assert thing not in referents(store)
    assert report.positions == 3


def test_what_is_undone_leaves_the_release_as_it_was(store: Path) -> None:
    before = ReleaseStore(store).current().name
    review = Review(store)
    thing = route(review)
    assert review.decide([review.drop(thing)]).release != before
    assert Review(store).undo([thing]).release == before


def test_decisions_are_data_that_make_the_same_graph_elsewhere(store: Path, tmp_path: Path) -> None:
    fresh = Path(shutil.copytree(store, tmp_path / "fresh"))
    review = Review(store)
    done = review.decide([review.adopt(route(review), note='say "yes", once')])
    (tmp_path / "decisions.csv").write_text(decisions_csv(Review(store).decisions), encoding="utf-8")
    assert Review(fresh).decide(decisions_of_csv(tmp_path / "decisions.csv")).release == done.release


def test_later_builds_and_imports_keep_the_decisions(store: Path, built: Path, tmp_path: Path) -> None:
    review = Review(store)
    thing = route(review)
    review.decide([review.drop(thing)])
    build([built / "one.md"], store, fresh=True)
    assert thing not in referents(store)
    (tmp_path / "t.ttl").write_text(
        '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <http://x.example/1> a skos:Concept ; skos:prefLabel "glaciers"@en .',
        encoding="utf-8",
    )
    import_skos(tmp_path / "t.ttl", store)
    assert Review(store).decisions[0].thing == thing


def test_a_decision_that_cannot_be_kept_changes_nothing(store: Path) -> None:
    review = Review(store)
    before, thing = ReleaseStore(store).current().name, route(review)
    with pytest.raises(InputError, match=r"is no provisional thing.*Did you mean"):
        review.drop("the caravan rout of Samarkand")
    with pytest.raises(InputError, match="is no concept"):
        review.merge(thing, "qwertyuiop")
    with pytest.raises(InputError, match=r"is a name of threat/terrorism.*Merge it"):
        review.adopt(thing, label="terrorism", kind="threat")
    with pytest.raises(InputError, match=r"needs more than a name.*treaties.tsv"):
        review.adopt(thing, kind="treaty")
    with pytest.raises(InputError, match="nothing was decided on it"):
        review.undo([thing])
    assert ReleaseStore(store).current().name == before
    review.decide([review.drop(thing)])
    with pytest.raises(InputError, match="decided on already"):
        Review(store).drop(thing)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("thing,verdict\nissue/a,drop\n", r"line 1: has no column 'outcome'"),
        ("thing,outcome,wy\nissue/a,drop,\n", r"unknown column 'wy'"),
        ("thing,outcome\nissue/a,keep\n", r"line 2: the outcome is 'keep'. One of adopt, merge, drop"),
        ("thing,outcome\na,drop\n", r"line 2: 'a' is no id"),
        ("thing,outcome\nissue/a,merge\n", r"line 2: issue/a is merged into nothing"),
        ("thing,outcome\ntreaty/a,adopt\n", r"line 2: treaty/a cannot be adopted"),
        ("thing,outcome,date\nissue/a,drop,yesterday\n", r"line 2: the date is 'yesterday'"),
    ],
)
def test_a_wrong_file_of_decisions_is_named_with_its_line(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "decisions.csv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        decisions_of_csv(tmp_path / "decisions.csv")


def test_a_decision_of_a_file_names_concepts_that_exist(store: Path, tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_text("thing,outcome,into\nissue/a,merge,threat/terorism\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"threat/terorism, which is no concept. Near: threat/terrorism"):
        Review(store).decide(decisions_of_csv(tmp_path / "decisions.csv"))


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        Review(tmp_path / "nowhere")


def test_known_things_that_share_a_word_are_offered(store: Path) -> None:
    near = [concept.id for concept in Review(store).near("international terrorists")]
    assert near[0].startswith("threat/")


def test_a_snippet_shows_the_label_among_its_words() -> None:
    text = "a " * 100 + "lantern festival" + " b" * 100
    assert "lantern festival" in snippet("Lantern festival", text, 10)
    assert len(snippet("lantern festival", text, 10)) < 50


def test_the_command_lists_decides_and_tells_what_it_did(store: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = command("review", *words, "--store", store)
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    [first, *_] = json.loads(run("--format", "json").stdout)
    assert first["positions"] == 2
    assert first["id"] in run("--limit", "1").stdout
    dropped = run("drop", first["label"], "--note", "a place")
    assert (dropped.returncode, "2 read again" in dropped.stdout) == (0, True)
    assert "a place" in run("decisions").stdout
    wrong = run("merge", first["id"], "--into", "terrorism")
    assert wrong.returncode == 1
    assert "decided on already" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert run("undo", first["id"]).returncode == 0
    assert "2 positions" in run("show", first["id"]).stdout
