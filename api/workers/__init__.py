"""Processes that evaluate queries and updates, so that none can slow, stop or bring down the service.

This is their face. Nothing is loaded before it is used: the processes themselves need no settings and no web framework, and are
there sooner without.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errand import Errand as Errand
    from .formats import DATASET_FORMATS as DATASET_FORMATS
    from .formats import GRAPH_FORMATS as GRAPH_FORMATS
    from .formats import SOLUTION_FORMATS as SOLUTION_FORMATS
    from .formats import Format as Format
    from .frames import CHUNK as CHUNK
    from .frames import Request as Request
    from .frames import Write as Write
    from .pool import Answer as Answer
    from .pool import Pool as Pool
    from .reading import UPLOAD_FORMATS as UPLOAD_FORMATS
    from .writer import Outcome as Outcome
    from .writer import Writer as Writer

__all__ = [
    "CHUNK", "DATASET_FORMATS", "GRAPH_FORMATS", "SOLUTION_FORMATS", "UPLOAD_FORMATS", "Answer", "Errand", "Format", "Outcome",
    "Pool", "Request", "Write", "Writer",
]  # fmt: skip

_MODULES = {
    "errand": ("Errand",),
    "formats": ("DATASET_FORMATS", "GRAPH_FORMATS", "SOLUTION_FORMATS", "Format"),
    "frames": ("CHUNK", "Request", "Write"),
    "pool": ("Answer", "Pool"),
    "reading": ("UPLOAD_FORMATS",),
    "writer": ("Outcome", "Writer"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'api.workers' has no attribute '{name}'")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
