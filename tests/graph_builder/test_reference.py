# ruff: noqa: E501  (a case is one line)
"""Reference data: what is looked up, and that wrong data are named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_builder import reference
from graph_builder.errors import ReferenceDataError
from graph_builder.reference import Reference, covers
from graph_builder.reference.tables import COLUMNS

TABLES = {
    "states": ["RUS|Russia|Russian Federation|Russian|||ISO", "CHN|China||Chinese|||ISO"],
    "organizations": ["SCO|SCO|Shanghai Cooperation Organisation|Organization||||||||||charter"],
    "memberships": ["RUS|SCO|member|2001-06-15||charter"],
    "leaders": ["President Putin|RUS|president|2012||general knowledge"],
    "treaties": ["pact|Pact|The Great Pact||2001||||in force|threat/piracy|||general knowledge"],
    "participations": ["RUS|pact|party|2002|||general knowledge"],
    "polities": ["somaliland|Somaliland|||1991-05-18||Few recognise it.||||||general knowledge"],
    "historic_states": ["soviet-union|SUN|Soviet Union|USSR|Soviet|1922-12-30|1991-12-25|RUS|||general knowledge"],
    "events": ["raids|threat/piracy|2008|2012|general knowledge"],
}
CONCEPTS = """@prefix threat: <https://w3id.org/stancegraph/id/threat/> .
@prefix sg: <https://w3id.org/stancegraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

threat:piracy a sg:Threat ; skos:inScheme sg:threats ; rdfs:label "piracy" ; skos:prefLabel "piracy"@en , "пиратство"@ru ;
    skos:altLabel "acts of piracy"@en ; skos:hiddenLabel "pirate attacks"@en .

threat:armed-robbery a sg:Threat ; skos:inScheme sg:threats ; rdfs:label "armed robbery" ; skos:prefLabel "armed robbery"@en ;
    skos:broader threat:piracy .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small ontology folder that is right."""
    for part in ("reference", "concepts"):
        (tmp_path / part).mkdir()
    for name, rows in TABLES.items():
        lines = ["\t".join(COLUMNS[name]), *(row.replace("|", "\t") for row in rows)]
        (tmp_path / "reference" / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "concepts" / "threats.ttl").write_text(CONCEPTS, encoding="utf-8")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    old, new = (part.replace("|", "\t") if file.endswith(".tsv") else part for part in (old, new))
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_small_folder_reads(folder: Path) -> None:
    found = reference.read(folder)
    assert [concept.id for concept in found.concepts] == [
        "actor/RUS", "actor/CHN", "actor/soviet-union", "actor/somaliland", "actor/SCO", "treaty/pact", "threat/piracy", "threat/armed-robbery",
    ]  # fmt: skip
    assert found.by_id["threat/piracy"].names == ("acts of piracy", "pirate attacks")
    assert found.by_id["threat/armed-robbery"].broader == ("threat/piracy",)
    assert found.by_id["treaty/pact"].names == ("The Great Pact",)
    assert found.participations[0].actor == "actor/RUS"
    assert found.leaders == {"President Putin": "RUS"}


@pytest.mark.parametrize("name", ["RUS", "rus", "Russia", "russian  federation", "the Russian Federation"])
def test_an_actor_is_found_by_code_label_or_name(folder: Path, name: str) -> None:
    actor = reference.read(folder).resolve_actor(name)
    assert actor is not None
    assert actor.code == "RUS"


def test_an_unknown_actor_and_a_thing_that_is_none_are_not_found(folder: Path) -> None:
    found = reference.read(folder)
    assert found.resolve_actor("Ruritania") is None
    assert found.resolve_actor("piracy") is None


WRONG = [
    ("reference/states.tsv", "label|names", "label|aliases", r"states\.tsv, line 1: unknown column 'aliases'\. The header is: alpha3"),
    ("reference/states.tsv", "names|adjectives", "adjectives|names", r"line 1: columns are missing or in another order"),
    ("reference/states.tsv", "CHN|", "XYZ|", r'states\.tsv, line 3: "XYZ" is no ISO 3166-1 alpha-3 code'),
    ("reference/states.tsv", "|ISO\nCHN", "\nCHN", r"states\.tsv, line 2: 6 cells\. It needs 7"),
    ("reference/states.tsv", "ISO\nCHN", "\nCHN", r"states\.tsv, line 2: 'source' is empty"),
    ("reference/organizations.tsv", "|Organization|", "|Club|", r'line 2: class "Club" is not known\. Allowed: ArmedGroup, Body, Coalition, Organization'),
    ("reference/organizations.tsv", "Organization|||", "Organization|||UNO", r'line 2: part_of "UNO" is not known'),
    ("reference/memberships.tsv", "2001-06-15", "2001-15-06", r'memberships\.tsv, line 2: start "2001-15-06" is not a date\. Write 2001-06-15'),
    ("reference/memberships.tsv", "2001-06-15|", "2001-06-15|2000", r"line 2: it ends \(2000\) before it starts \(2001-06-15\)"),
    ("reference/memberships.tsv", "RUS|SCO", "RUS|SCOO", r'line 2: organization "SCOO" is not known\. Near: SCO'),
    ("reference/memberships.tsv", "RUS|", "RUZ|", r'line 2: member "RUZ" is not known\. Near: RUS'),
    ("reference/memberships.tsv", "|member|2", "|friend|2", r'line 2: role "friend" is not known'),
    ("reference/leaders.tsv", "|RUS|", "|XXX|", r'leaders\.tsv, line 2: state "XXX" is not known'),
    ("reference/participations.tsv", "|pact|", "|pacts|", r'participations\.tsv, line 2: treaty "pacts" is not known\. Near: pact'),
    ("reference/participations.tsv", "|party|", "|guest|", r'line 2: kind "guest" is not known'),
    ("reference/treaties.tsv", "threat/piracy", "threat/x", r'treaties\.tsv, line 2: regulates "threat/x" is not known'),
    ("reference/treaties.tsv", "|Pact|", "|Piracy|", r'concepts/threats\.ttl, line 6: threat/piracy: label "piracy" is claimed by treaty/pact'),
    ("reference/events.tsv", "threat/piracy", "threat/x", r'events\.tsv, line 2: concept "threat/x" is not known'),
    ("reference/historic_states.tsv", "|RUS|", "|XXX|", r'historic_states\.tsv, line 2: successors "XXX" is not known'),
    ("reference/historic_states.tsv", "soviet-union|SUN", "RUS|SUN", r"historic_states\.tsv, line 2: actor/RUS stands twice"),
    ("concepts/threats.ttl", "threat:piracy ;", "threat:piracy", None),
    ("concepts/threats.ttl", '"armed robbery"@en', '"robbery"@en', r"threats\.ttl, line 9: threat/armed-robbery: .*prefLabel differ"),
    ("concepts/threats.ttl", "broader threat:piracy", "broader threat:x", r"line 9: threat/armed-robbery: broader threat/x is not known"),
    ("concepts/threats.ttl", "armed-robbery a sg:Threat", "armed-robbery a sg:Issue", r"line 9: threat/armed-robbery: its class does not fit"),
    ("concepts/threats.ttl", "skos:inScheme sg:threats ; rdfs:label \"armed", "rdfs:label x:y ; rdfs:label \"armed", r"threats\.ttl, line 9: is not Turtle"),
    ("concepts/threats.ttl", "broader threat:piracy", 'altLabel "acts of Piracy"@en', r'line 9: threat/armed-robbery: name "acts of Piracy" is claimed by threat/piracy'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), [row for row in WRONG if row[3]])
def test_wrong_data_are_named_with_file_and_line(folder: Path, file: str, old: str, new: str, message: str) -> None:
    change(folder, file, old, new)
    with pytest.raises(ReferenceDataError, match=message):
        reference.read(folder)


def test_former_states_may_share_a_name(folder: Path) -> None:
    row = "rump|Rump|Rump Union|USSR||1990|1992|RUS|||general knowledge\n".replace("|", "\t")
    path = folder / "reference" / "historic_states.tsv"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    found = reference.read(folder)
    assert (found.by_id["actor/rump"].names, found.by_id["actor/rump"].weak_names) == ((), ("USSR",))
    assert found.resolve_actor("USSR") is found.by_id["actor/soviet-union"]


def test_what_iso_calls_a_state_yields_to_a_name_in_a_table(folder: Path) -> None:
    change(folder, "reference/treaties.tsv", "|The Great Pact|", "|People's Republic of China|")
    found = reference.read(folder)
    assert found.by_id["treaty/pact"].names == ("People's Republic of China",)
    assert "People's Republic of China" not in found.by_id["actor/CHN"].names


@pytest.mark.parametrize(
    ("start", "end", "date", "covered"),
    [
        ("2017-06-09", None, "2017-06-09", True),
        ("2017-06-09", None, "2017-06-08", False),
        ("2023-07", None, "2023-07-04", True),
        (None, "2016-12-31", "2016-12-31", True),
        (None, "2016-12-31", "2017-01-01", False),
        (None, "2016", "2016-07", True),
        ("2016-07", None, "2016", True),
        ("2016-07", None, "2015", False),
    ],
)
def test_partial_dates_are_compared_by_what_both_tell(
    start: str | None, end: str | None, date: str, covered: bool
) -> None:
    assert covers(start, end, date) is covered


def test_members_are_those_of_the_day(known: Reference) -> None:
    assert known.members("SCO", "2020-11-10") == ["CHN", "IND", "KAZ", "KGZ", "PAK", "RUS", "TJK", "UZB"]
    assert known.members("SCO", "2017-06-08") == ["CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"]
    assert known.members("no such organization", "2020") == []


def test_every_state_of_iso_3166_is_there(known: Reference) -> None:
    import pycountry

    assert {country.alpha_3 for country in pycountry.countries} <= set(known.actor_by_code)


def test_loading_is_done_once(known: Reference) -> None:
    assert reference.load() is known


def test_an_acronym_may_be_like_a_name_but_for_its_capitals() -> None:
    known = reference.load()
    found = [known.resolve_actor(name) for name in ("GUAM", "Guam", "guam")]
    assert [actor.code for actor in found if actor] == ["GUAM", "GUM", "GUM"]
