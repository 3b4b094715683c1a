"""Questions that graphs answer: who stands with whom, what ties two actors, what splits a bloc, how it moved.

No HTTP in here. A question is a function of a `Snapshot` of the positions and of its parameters; what it gives is a
frozen dataclass. A snapshot is read from any `Source`: the service's workers, a store's folder, another endpoint.
"""

from .agreement import Agreement, Pair, Shared, agreement
from .change import CHANGES, Change, ChangeItem, change_between_dates, change_between_documents
from .dates import looks_dated
from .disagreements import Disagreement, Disagreements, Side, disagreements
from .ego import Ego, EgoCounts, ego, ego_counts
from .matrix import Cell, Line, Matrix, matrix
from .members import Apart, Members, members
from .paths import Path, Paths, Step, paths
from .shapes import TIES, Evidence, Node, PlacedNode, Tie
from .similarity import Similarity, similarity
from .snapshot import Snapshot, load
from .source import LocalSource, RemoteSource, Source
from .timeline import Point, Timeline, Turn, timeline

__all__ = [
    "CHANGES", "TIES", "Agreement", "Apart", "Cell", "Change", "ChangeItem", "Disagreement", "Disagreements", "Ego",
    "EgoCounts", "Evidence", "Line", "LocalSource", "Matrix", "Members", "Node", "Pair", "Path", "Paths", "PlacedNode",
    "Point", "RemoteSource", "Shared", "Side", "Similarity", "Snapshot", "Source", "Step", "Tie", "Timeline", "Turn",
    "agreement", "change_between_dates", "change_between_documents", "disagreements", "ego", "ego_counts", "load",
    "looks_dated", "matrix", "members", "paths", "similarity", "timeline",
]  # fmt: skip
