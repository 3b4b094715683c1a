"""Processes that evaluate queries, so that no query can slow, stop or bring down the service."""

from .formats import DATASET_FORMATS, GRAPH_FORMATS, SOLUTION_FORMATS, Format
from .frames import Request, Write
from .pool import Answer, Pool
from .uploads import UPLOAD_FORMATS
from .writer import Outcome, Writer

__all__ = [
    "DATASET_FORMATS", "GRAPH_FORMATS", "SOLUTION_FORMATS", "UPLOAD_FORMATS", "Answer", "Format", "Outcome", "Pool", "Request",
    "Write", "Writer",
]  # fmt: skip
