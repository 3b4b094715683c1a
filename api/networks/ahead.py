"""What is asked of every release, worked out before it is asked: of a large network it takes seconds, and is then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .agreement import agreement
from .blocs import blocs
from .centrality import centrality
from .disagreements import disagreements
from .engines import LARGE
from .paths import ways
from .snapshot import Snapshot

__all__ = ["ahead"]


def ahead(snapshot: Snapshot) -> Iterator[Callable[[], Any]]:
    """Pieces of work, the most asked for first; none for a network that is small enough to wait for."""
    if len(snapshot.stances) <= LARGE:
        return
    yield lambda: ways(snapshot)
    yield lambda: agreement(snapshot, evidence=0)
    yield lambda: disagreements(snapshot, evidence=0)
    yield lambda: centrality(snapshot)
    yield lambda: blocs(snapshot, evidence=0)
    yield lambda: blocs(snapshot, of="two-mode", evidence=0)
