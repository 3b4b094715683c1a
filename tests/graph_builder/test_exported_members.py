"""The face of the package: what it offers, and that importing it reads nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import graph_builder


def test_all_is_sorted_and_complete() -> None:
    assert list(graph_builder.__all__) == sorted(
        graph_builder.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert dir(graph_builder) == sorted(graph_builder.__all__)


@pytest.mark.parametrize("name", graph_builder.__all__)
def test_every_name_can_be_had(name: str) -> None:
    assert getattr(graph_builder, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'graph_builder' has no attribute 'nothing'"):
        _ = graph_builder.nothing


@pytest.mark.parametrize("heavy", ["rdflib", "pyshacl", "pyoxigraph", "pycountry", "lemminflect", "yaml"])
def test_importing_loads_no_heavy_library(heavy: str) -> None:
    code = f"import sys, graph_builder; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("heavy", ["rdflib", "pyshacl"])
def test_building_needs_no_rdflib(heavy: str) -> None:
    code = f"import sys, graph_builder; graph_builder.build, graph_builder.validate; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
