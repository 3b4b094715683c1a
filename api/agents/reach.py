"""What the tools for agents work with. Here apart from them, for importing the protocol takes a service a second."""

from __future__ import annotations

from dataclasses import dataclass

from api.budget import Budgets
from api.directory import Directories
from api.graphs import Graphs
from api.pools import AnyPool
from api.reader import Reader
from api.search.keeper import Search

__all__ = ["Reach"]


@dataclass(frozen=True, slots=True)
class Reach:
    """The parts of a service."""

    pool: AnyPool
    reader: Reader
    directories: Directories
    graphs: Graphs
    search: Search
    budgets: Budgets
    query_seconds: float
