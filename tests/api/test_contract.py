"""Requests made up by schemathesis from the OpenAPI description: none ends in a fault of the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from serving import Server

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
TOKEN = "a token for made-up requests"
NEGATIVE = schemathesis.GenerationMode.NEGATIVE


@pytest.fixture(scope="module")
def patient(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose limits no request of these tests meets, so that a 503 is a fault too."""
    folder = tmp_path_factory.mktemp("patient")
    shutil.copytree(built_store, folder / "store")
    server = Server(
        folder / "store", folder / "log", query_seconds=60, queue_seconds=60, client_seconds=100_000, workers=2,
        write_token=TOKEN,
    )  # fmt: skip
    server.wait()
    yield server
    server.check()
    server.stop()


def test_no_request_ends_in_a_fault_of_the_server(patient: Server) -> None:
    schema = schemathesis.openapi.from_url(f"{patient.url}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        _try(operation)


def _try(operation: Any) -> None:
    """Send made-up requests for one operation, among them wrong ones."""

    @hypothesis.settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy() | operation.as_strategy(generation_mode=NEGATIVE))
    def send(case: Any) -> None:
        response = case.call(timeout=60, headers={"authorization": f"Bearer {TOKEN}"})
        assert response.status_code < 500, f"{operation.label}: {response.status_code} {response.text}"

    send()
