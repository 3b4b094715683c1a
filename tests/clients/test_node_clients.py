"""Clients written in JavaScript, unchanged, against a running server: Comunica and sparql-http-client in Node.js.

Their packages are installed by the first run, into a cache folder outside of this tree.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from npm import installed
from serving import Server

HERE = Path(__file__).parent / "node"
SCO = "https://w3id.org/stancegraph/id/actor/SCO"
SELECT = f"SELECT ?label {{ <{SCO}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"
ASK = "ASK { ?s a <https://w3id.org/stancegraph/ontology#Position> }"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{SCO}> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"


@pytest.fixture(scope="module")
def folder() -> Path:
    """Where the packages are."""
    return installed(HERE / "package.json")


def run(script: str, folder: Path, server: Server) -> Any:
    shutil.copy(HERE / script, folder / script)
    command = ["node", script, server.sparql, SELECT, ASK, CONSTRUCT]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_comunica(folder: Path, server: Server) -> None:
    said = run("comunica.mjs", folder, server)
    assert said["named"] == said["found"] == [{"label": "SCO"}]
    assert (said["ask"], said["construct"]) == (True, 1)
    assert "400" in said["error"]


def test_sparql_http_client(folder: Path, server: Server) -> None:
    said = run("sparql-http-client.mjs", folder, server)
    assert said.pop("status") == 400
    assert set(said) == {"get", "postUrlencoded", "postDirect"}
    assert all(one == {"labels": ["SCO"], "ask": True, "construct": 1} for one in said.values())
