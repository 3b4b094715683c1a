"""Places of nodes: the same network gives the same picture, on every page and in every file."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .engines import seeded

__all__ = ["places"]

_SIDE = 60.0
"""Room for a node, in the unit of pixels."""
_FORCES = 3000
"""More nodes than these are placed by DrL, which takes seconds where forces take minutes."""


def places(
    count: int, pairs: Sequence[tuple[int, int]], weights: Sequence[float] | None = None, centre: int | None = None
) -> list[tuple[float, float]]:
    """Places of nodes 0 … count-1, tied by pairs, by forces (Fruchterman and Reingold 1991); `centre` is at (0, 0).

    They start on a circle in the order of their numbers and the generator is seeded, so nothing is left to chance.
    """
    import igraph

    if count == 0:
        return []
    graph = igraph.Graph(n=count, edges=list(pairs))
    circle = [(math.cos(2 * math.pi * at / count), math.sin(2 * math.pi * at / count)) for at in range(count)]
    damped = [1 + math.log1p(weight) for weight in weights] if weights is not None and len(pairs) else None
    with seeded(0):
        if count > _FORCES:
            found = graph.layout_drl(weights=damped).coords
        else:
            found = graph.layout_fruchterman_reingold(weights=damped, seed=circle, niter=300, grid=False).coords
    return _scaled(found, centre)


def _scaled(found: Sequence[Sequence[float]], centre: int | None) -> list[tuple[float, float]]:
    """The picture with room for each node, its middle, or a node, at (0, 0)."""
    count = len(found)
    if centre is None:
        x0, y0 = sum(x for x, _ in found) / count, sum(y for _, y in found) / count
    else:
        x0, y0 = found[centre]
    reach = max((math.hypot(x - x0, y - y0) for x, y in found), default=0.0) or 1.0
    scale = _SIDE * math.sqrt(count) / reach
    return [(round((x - x0) * scale, 1) + 0.0, round((y - y0) * scale, 1) + 0.0) for x, y in found]
