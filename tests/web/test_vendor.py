"""Third-party code in api/web/vendor: what it is, that it is what its sources make, and that our own modules fit it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WEB = ROOT / "api" / "web"
VENDOR = WEB / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
BUNDLES = MANIFEST["bundles"]


@pytest.fixture(scope="module")
def node_modules() -> Path:
    """The packages of the lock file, installed once for this machine, outside of the checkout."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("Node.js is not installed")
    lock = (VENDOR / "src" / "package-lock.json").read_bytes()
    place = Path(tempfile.gettempdir()) / f"stancegraph-node-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (place / "done").exists():
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(VENDOR / "src" / name, place)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300)
        if done.returncode:
            pytest.skip(f"npm could not install the packages: {done.stderr[-300:]}")
        (place / "done").touch()
    return place / "node_modules"


@pytest.fixture(scope="module")
def workshop(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of api/web beside its packages."""
    copy = tmp_path_factory.mktemp("workshop") / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("node_modules", "templates"))
    (copy / "vendor" / "src" / "node_modules").symlink_to(node_modules)
    return copy


def test_every_bundle_is_in_the_manifest_and_has_its_hash() -> None:
    assert {path.name for path in VENDOR.glob("*.js")} == set(BUNDLES)
    for name, told in BUNDLES.items():
        content = (VENDOR / name).read_bytes()
        assert len(content) == told["bytes"], name
        assert hashlib.sha256(content).hexdigest() == told["sha256"], name


def test_every_package_has_its_licence_beside() -> None:
    licences = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    for told in BUNDLES.values():
        for package, version_and_licence in told["packages"].items():
            version, licence = version_and_licence.split(" ", 1)
            assert licence in {"MIT", "ISC", "BSD-3-Clause"}, package
            assert f"{package} {version} ({licence})\n\n" in licences


def test_lock_file_names_no_registry() -> None:
    lock = json.loads((VENDOR / "src" / "package-lock.json").read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        assert "resolved" not in package
    assert all(re.fullmatch(r"[\d.]+", version) for version in lock["packages"][""]["dependencies"].values())


def test_sizes_are_those_that_the_readme_states() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    stated = {
        name: int(size) for name, size in re.findall(r"^\| `vendor/([\w.]+)` .*\| (\d+) kB \|$", readme, re.MULTILINE)
    }
    assert set(stated) == set(BUNDLES)
    for name, size in stated.items():
        packed = len(gzip.compress((VENDOR / name).read_bytes(), 9)) / 1000
        assert abs(packed - size) <= 1, f"{name} has {packed:.1f} kB compressed"


def test_a_bundle_made_again_has_the_same_bytes(workshop: Path, tmp_path: Path) -> None:
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=workshop / "vendor" / "src", check=True, timeout=120)
    for name in (*BUNDLES, "manifest.json", "LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (VENDOR / name).read_bytes(), name


def test_types_of_our_modules_hold(workshop: Path) -> None:
    command = [str(workshop / "vendor" / "src" / "node_modules" / ".bin" / "tsc"), "-p", "."]
    done = subprocess.run(command, cwd=workshop, capture_output=True, text=True, timeout=120)
    assert done.stdout == ""


def test_pages_load_only_what_they_need() -> None:
    """A bundle is loaded by the module that draws with it, and by no other."""
    users = {
        bundle: {
            path.name for path in (WEB / "js").glob("*.js") if f"../vendor/{bundle}" in path.read_text(encoding="utf-8")
        }
        for bundle in BUNDLES
    }
    assert users == {
        "cytoscape.js": {"canvas.js"},
        "sigma.js": {"webgl.js"},
        "editor.js": {"editor.js"},
        "plot.js": {"chart.js"},
    }


def test_every_word_that_a_module_says_is_in_the_message_file() -> None:
    words = yaml.safe_load((WEB / "messages" / "en.yaml").read_text(encoding="utf-8"))
    known = {key for group in ("island", "graph", "query") for key in words[group]}
    said = {
        key
        for path in (WEB / "js").glob("*.js")
        for key in re.findall(r'\bsay\("([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(said) > 50
    assert said <= known
