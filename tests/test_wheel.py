"""The wheel holds all that the program needs: installed elsewhere, from another folder, it answers a question."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "declarations" / "sco-moscow-2020-news.md"
INSTALLED = Path("Scripts") if os.name == "nt" else Path("bin")


def run(*command: str | Path, folder: Path) -> str:
    """Run a command that must succeed, and give what it printed. Nothing of this checkout is on its path."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STANCEGRAPH_"))}
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--no-build-isolation", "--no-index", "--wheel-dir", folder, ROOT, folder=folder,
    )  # fmt: skip
    (made,) = folder.glob("stancegraph-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the commands of an environment that has the wheel, and our own dependencies behind it."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    python = home / INSTALLED / "python"
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--no-index", wheel, folder=home,
    )  # fmt: skip
    place = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home).strip()
    # A line of a .pth file adds a folder behind all others, and does not read the .pth files in it.
    behind = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (Path(place) / "dependencies.pth").write_text("\n".join(behind) + "\n", encoding="utf-8")
    return home / INSTALLED


def test_wheel_holds_packages_ontology_and_licences_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"stancegraph", "api", "graph_builder"}
    assert "graph_builder/_ontology/core.ttl" in names
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-ontology"}


def test_every_file_of_the_ontology_is_in_the_wheel(wheel: Path) -> None:
    here = {path.relative_to(ROOT / "ontology").as_posix() for path in (ROOT / "ontology").rglob("*") if path.is_file()}
    packed = {name.partition("_ontology/")[2] for name in zipfile.ZipFile(wheel).namelist() if "_ontology/" in name}
    assert here <= packed


def test_installed_command_builds_and_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    code = "import graph_builder; print(graph_builder.__file__); print(graph_builder.ontology.folder())"
    package, ontology = run(installed / "python", "-c", code, folder=tmp_path).split()
    assert Path(package).is_relative_to(installed.parent)
    assert Path(ontology).name == "_ontology"
    command = installed / "stancegraph"
    run(command, "build", REPORT, "--store", "store", folder=tmp_path)
    question = "SELECT ?quote { ?a sg:rule ?rule ; oa:hasSelector/oa:exact ?quote } LIMIT 1"
    (quote,) = run(command, "query", question, "--format", "tsv", folder=tmp_path).splitlines()[1:]
    assert quote.strip('"') in REPORT.read_text(encoding="utf-8")
    answer = run(command, "ask", "threats-named", "--holder", "SCO", "--format", "csv", folder=tmp_path)
    assert "terrorism" in answer
