"""Questions that graphs answer: who stands with whom, what ties two actors, what splits a bloc, how it moved.

No HTTP in here. A question is a function of a `Snapshot` of the positions and of its parameters; what it gives is a
frozen dataclass. A snapshot is read from any `Source`: the service's workers, a store's folder, another endpoint.
"""

from .agreement import Agreement, Pair, Shared, agreement
from .balance import Balance
from .blocs import Bloc, Blocs, SignedTie, Triangle, blocs
from .centrality import MEASURES, Centrality, Rank, centrality
from .change import CHANGES, Change, ChangeItem, change_between_dates, change_between_documents
from .dates import looks_dated
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
from .tables import to_table
from .timeline import Point, Timeline, Turn, timeline
from .wholes import NETWORKS, agreement_network, co_mentions, knowledge, membership, positions, two_mode

ANSWERS = (
    Ego, EgoCounts, Edge, Paths, Matrix, Agreement, Disagreements, Change, Timeline, Similarity, Members, Blocs, Centrality,
)  # fmt: skip
"""What questions answer with."""

__all__ = [
    "ANSWERS", "CHANGES", "MEASURES", "NETWORKS", "TIES", "Agreement", "Apart", "Balance", "Basis", "Bloc", "Blocs", "Cell", "Centrality",
    "Change", "ChangeItem", "Disagreement", "Disagreements", "Edge", "Ego", "EgoCounts", "Evidence", "Line", "LocalSource",
    "Matrix", "Members", "Node", "Pair", "Path", "Paths", "PlacedNode", "Point", "Rank", "RemoteSource", "Said", "Shared",
    "Side", "SignedTie", "Similarity", "Snapshot", "Source", "Step", "Tie", "Timeline", "Triangle", "Turn",
    "agreement", "agreement_network", "blocs", "centrality", "change_between_dates", "change_between_documents",
    "co_mentions", "disagreements", "edge", "ego", "ego_counts", "knowledge", "load", "looks_dated", "matrix", "members",
    "membership", "paths", "positions", "similarity", "timeline", "to_graph", "to_table", "two_mode",
]  # fmt: skip
