"""Stancegraph: an open knowledge graph of who stands where in world politics.

>>> import stancegraph
>>> store = stancegraph.open("store")                                      # doctest: +SKIP
>>> store.positions(holders=["SCO"])                                       # doctest: +SKIP
>>> store.paths("SCO", "USA")                                              # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancegraph.library import Store as Store
    from stancegraph.library import open_store as open

__version__ = "0.1.0"
__all__ = ["Store", "__version__", "open"]

_LIBRARY = {"Store": "Store", "open": "open_store"}


def __getattr__(name: str) -> Any:
    """What notebooks use is loaded when it is used: the command must start quickly."""
    if name not in _LIBRARY:
        raise AttributeError(f"module 'stancegraph' has no attribute '{name}'")
    from stancegraph import library

    return getattr(library, _LIBRARY[name])
