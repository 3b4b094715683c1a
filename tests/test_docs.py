"""The README is held to the product: its commands, targets, endpoints and printed answers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from commanding import command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    \$ stancegraph (.+)\n((?:    .+\n)+)", README, re.MULTILINE)


def stancegraph(*words: str, store: Path) -> str:
    environment = {
        **os.environ,
        "TTY_COMPATIBLE": "1",
        "COLUMNS": "96",
        "NO_COLOR": "1",
        "STANCEGRAPH_STORE": str(store),
    }
    done = command(*words, environment=environment, folder=store.parent)
    assert done.returncode == 0, done.stderr.decode()
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout.decode())


@pytest.mark.parametrize(("words", "printed"), EXAMPLES, ids=[words for words, _ in EXAMPLES])
def test_question_of_the_readme_is_answered_as_printed_there(words: str, printed: str, built_store: Path) -> None:
    shown = [line.rstrip() for line in stancegraph(*shlex.split(words), store=built_store).rstrip().splitlines()]
    assert shown == [line.removeprefix("    ").rstrip() for line in printed.rstrip().splitlines()]


def test_readme_has_three_questions_and_nothing_left_open() -> None:
    assert len(EXAMPLES) == 3
    assert "@@" not in README
    assert (ROOT / "docs" / "explorer.png").exists()


def test_every_command_is_in_the_readme_and_every_one_in_the_readme_exists() -> None:
    import typer.main

    from stancegraph.cli import app

    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"^\| `stancegraph ([\w-]+)", README, re.MULTILINE)) == commands


def test_every_setting_has_its_row_in_the_page_for_operators() -> None:
    from api.settings import Settings

    page = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(STANCEGRAPH_\w+)` \| .+? \| (.+) \|$", page, re.MULTILINE))
    assert rows == {f"STANCEGRAPH_{name.upper()}": field.description for name, field in Settings.model_fields.items()}


def test_every_target_is_in_the_readme_and_every_one_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", README, re.MULTILINE)) == targets


def test_every_path_of_the_readme_is_served(built_store: Path) -> None:
    rows = re.findall(r"^\| (`/.*?) \|", README, re.MULTILINE)
    paths = [path for row in rows for path in re.findall(r"`(/[^`]*)`", row)]
    assert len(paths) > 8
    serve = [sys.executable, "-m", "stancegraph", "serve", "--store", str(built_store), "--port", "0"]
    with subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = re.search(r"http://\S+", server.stderr.readline())
            assert address is not None
            for path in paths:
                shown = path.replace("{id}", "SCO").replace("…", "actor/SCO") + (
                    "?q=drugs" if path in {"/api/search", "/api/suggest"} else ""
                )
                assert opened(address.group() + shown) == 200, path
        finally:
            server.terminate()


def opened(address: str) -> int:
    """Status of a GET, tried for ten seconds while the server starts."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    return 0
