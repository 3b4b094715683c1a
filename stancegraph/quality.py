"""`ontology-report`: the figures of an ontology, and its faults."""

from __future__ import annotations

import os
from pathlib import Path

from graph_builder import InputError, ShapeError
from stancegraph.terminal import print_table

__all__ = ["report"]


def report(folder: Path | None) -> None:
    """Print the figures of our ontology, or of a changed copy of it. Raises ShapeError listing the faults, if there are any."""
    if folder is not None:
        if not (folder / "core.ttl").is_file():
            raise InputError(folder, "is no ontology: it has no core.ttl.", "Name a copy of the folder ontology/.")
        os.environ["STANCEGRAPH_ONTOLOGY"] = str(folder.resolve())
    from graph_builder import ontology_figures

    found = ontology_figures()
    print_table(["figure", "measured", "wanted"], [[figure.name, figure.value, figure.wanted] for figure in found])
    faults = [str(fault) for figure in found for fault in figure.faults]
    if faults:
        raise ShapeError(faults)
