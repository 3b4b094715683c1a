"""Processes that evaluate queries, so that no query can slow, stop or bring down the service."""

from .formats import GRAPH_FORMATS, SOLUTION_FORMATS, Format
from .frames import Request
from .pool import Answer, Pool

__all__ = ["GRAPH_FORMATS", "SOLUTION_FORMATS", "Answer", "Format", "Pool", "Request"]
