"""Fixtures that several folders share. Add one only when a second folder needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph_builder.reference import Reference, load

DECLARATION = """---
title: {title}
issuer: {issuer}
date: {date}
language: en
kind: declaration
source: the organization
---
{body}
"""


@pytest.fixture(scope="session")
def known() -> Reference:
    """The reference data that come with the package."""
    return load()


@pytest.fixture
def write_document(tmp_path: Path) -> Callable[..., Path]:
    """Write a declaration file; keywords change its header."""

    def write(body: str, name: str = "summit", **header: str) -> Path:
        fields = {"title": "Summit declaration", "issuer": "SCO", "date": "2020-11-10", **header}
        path = tmp_path / "documents" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(DECLARATION.format(body=body, **fields), encoding="utf-8")
        return path

    return write
