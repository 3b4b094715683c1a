"""ontology/CONTRIBUTING.md, followed to the letter in a copy of the ontology; and the mistakes that it warns of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from commanding import command

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = re.findall(
    r"^```(?:turtle|tsv) (\S+)\n(.*?)^```", (ONTOLOGY / "CONTRIBUTING.md").read_text("utf-8"), re.M | re.S
)


def report(folder: Path) -> tuple[int, str]:
    """Exit code and output of the command of the page."""
    done = command("ontology-report", folder, afresh=True)
    assert b"Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the ontology with the examples of the page in it."""
    folder = tmp_path / "my-ontology"
    shutil.copytree(ONTOLOGY, folder)
    for name, text in EXAMPLES:
        file = folder / name
        whole = file.read_text("utf-8")
        file.write_text(f"{whole.rstrip()}\n\n{text}" if name.endswith(".ttl") else whole + text, "utf-8")
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_the_examples_of_the_page_are_sound(copy: Path) -> None:
    assert {name for name, _ in EXAMPLES} >= {
        "concepts/threats.ttl", "reference/treaties.tsv", "reference/organizations.tsv", "reference/memberships.tsv",
    }  # fmt: skip
    code, said = report(copy)
    assert code == 0, said
    assert "OWL 2 profile\tRL\tRL" in said


def test_what_is_added_is_read_in_texts(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speech = tmp_path / "speech.md"
    speech.write_text(
        "---\ntitle: Speech\nissuer: TCD\ndate: 2024-05-01\nlanguage: en\nkind: speech\nsource: the ministry\n---\n"
        "We will fight Locust plagues. We support the Transboundary Impact Convention and the LCBC.\n",
        "utf-8",
    )
    monkeypatch.setenv("STANCEGRAPH_ONTOLOGY", str(copy))
    said = command("extract", speech, "--format", "table", afresh=True).stdout.decode()
    assert "- locust plague" in said
    assert "+ Espoo Convention" in said
    assert "+ Lake Chad Basin Commission" in said


def test_mistakes_in_what_things_say_are_named_together(copy: Path) -> None:
    change(
        copy / "concepts/threats.ttl",
        '    skos:broader threat:food-insecurity ;\n    skos:definition "Swarms',
        '    skos:definition "Swarms',
    )
    change(copy / "reference/treaties.tsv", "\t1997-09-10\t", "\t1990-12-21\t")
    code, said = report(copy)
    assert code == 1
    for message in (
        "threat/locust-plague",
        "neither under a broader concept nor a top concept",
        "espoo-convention",
    ):
        assert message in said


@pytest.mark.parametrize(
    ("name", "old", "new", "messages"),
    [
        ("reference/memberships.tsv", "TCD\tLCBC", "TCD\tLCBX", ["memberships.tsv", "LCBX", "LCBC"]),
        ("reference/treaties.tsv", "1997-09-10\t\tin force", "1997-09-10\t\tvalid", ['"valid"', "Allowed: adopted, ended, in force"]),
        ("reference/treaties.tsv", "1991-02-25", "25 February 1991", ["treaties.tsv", "is not a date", "Write 2001-06-15"]),
        ("concepts/threats.ttl", '"locust swarm"@en', '"ransomware"@en', ["claimed by threat/ransomware too"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_table_is_named_with_its_line(
    copy: Path, name: str, old: str, new: str, messages: list[str]
) -> None:
    file = copy / name
    change(file, old, new)
    code, said = report(copy)
    assert code == 1
    assert re.search(r"line \d+", said)
    assert all(message in said for message in messages), said
