"""Questions that graphs answer: who stands with whom, what ties two actors, what splits a bloc, how it moved.

No HTTP in here. A question is a function of a `Snapshot` of the positions and of its parameters; what it gives is a
frozen dataclass. A snapshot is read from any `Source`: the service's workers, a store's folder, another endpoint.
"""

from collections.abc import Callable
from typing import Any

from .agreement import Agreement, Pair, Shared, agreement
from .ahead import ahead
from .balance import Balance
from .blocs import Bloc, Blocs, SignedTie, Triangle, blocs
from .centrality import MEASURES, Centrality, Rank, centrality
from .change import CHANGES, Change, ChangeItem, change
from .compared import ComparedThing, Comparison, Stand, compare
from .disagreements import Disagreement, Disagreements, Side, disagreements
from .drawn import to_graph
from .edge import Edge, Said, edge
from .ego import Ego, EgoCounts, ego, ego_counts
from .matrix import Cell, Line, Matrix, matrix
from .members import Apart, Members, members
from .paths import Path, Paths, Step, paths
from .shapes import TIES, Basis, Evidence, Node, PlacedNode, Tie
from .similarity import Similarity, similarity
from .snapshot import Snapshot, load
from .source import LocalSource, RemoteSource, Source
from .tables import to_summary, to_table
from .timeline import Point, Timeline, Turn, timeline
from .wholes import NETWORKS, agreement_network, co_mentions, knowledge, membership, network, positions, two_mode

_RENAMED = {"counts": ego_counts}


def question(name: str) -> Callable[..., Any]:
    """The function of a question of `api.graph_questions`."""
    found: Callable[..., Any] = _RENAMED.get(name) or globals()[name]
    return found


ANSWERS = (
    Ego, EgoCounts, Edge, Paths, Matrix, Agreement, Disagreements, Change, Timeline, Similarity, Members, Blocs, Centrality,
)  # fmt: skip
"""What questions answer with."""

__all__ = [
    "ANSWERS", "CHANGES", "MEASURES", "NETWORKS", "TIES", "Agreement", "Apart", "Balance", "Basis", "Bloc", "Blocs", "Cell", "Centrality",
    "Change", "ChangeItem", "ComparedThing", "Comparison", "Disagreement", "Disagreements",
    "Edge", "Ego", "EgoCounts", "Evidence", "Line", "LocalSource",
    "Matrix", "Members", "Node", "Pair", "Path", "Paths", "PlacedNode", "Point", "Rank", "RemoteSource", "Said", "Shared",
    "Side", "SignedTie", "Similarity", "Snapshot", "Source", "Stand", "Step", "Tie", "Timeline", "Triangle", "Turn",
    "agreement", "agreement_network", "ahead", "blocs", "centrality", "change", "co_mentions", "compare", "disagreements",
    "edge", "ego", "ego_counts", "knowledge", "load", "matrix", "members",
    "membership", "network", "paths", "positions", "question", "similarity", "timeline", "to_graph", "to_summary", "to_table", "two_mode",
]  # fmt: skip
