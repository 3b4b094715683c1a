"""Which format an answer gets: `?format=` for people, `Accept` with its q-values for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from api.errors import NotAcceptable
from api.workers import GRAPH_FORMATS, SOLUTION_FORMATS, Format

__all__ = ["choose", "pick", "query_formats"]

_Range = tuple[str, float]


@lru_cache(maxsize=1024)
def _ranges(accept: str) -> tuple[_Range, ...]:
    """Media ranges of an Accept header with their weights, as written. A weight that is none counts as 1.

    >>> _ranges("text/turtle;q=0.5, */*;q=0.1")
    (('text/turtle', 0.5), ('*/*', 0.1))
    """
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name:
            found.append((name.lower(), _weight(parameters)))
    return tuple(found)


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 1.0
    return 1.0


def choose(accept: str, offers: Mapping[str, Iterable[str]]) -> str | None:
    """The name of the offer that the client likes best, None if it likes none. An empty header likes all.

    `offers` maps a name to the media types it goes by, the server's favourite first. Among equal weights a type that is
    named wins over a wildcard, and then the order of the client over that of the server.

    >>> choose("text/csv;q=0.5, application/json", {"json": ["application/json"], "csv": ["text/csv"]})
    'json'
    """
    ranges = _ranges(accept) or (("*/*", 1.0),)
    best: tuple[tuple[float, int, int], str] | None = None
    for name, types in offers.items():
        liking = max(_liking(ranges, media_type) for media_type in types)
        if liking[0] > 0 and (best is None or liking > best[0]):
            best = (liking, name)
    return best[1] if best else None


def _liking(ranges: tuple[_Range, ...], media_type: str) -> tuple[float, int, int]:
    """Weight, closeness and place of the range that fits a type most closely."""
    family = media_type.partition("/")[0] + "/*"
    for closeness, wanted in ((2, media_type), (1, family), (0, "*/*")):
        for place, (name, weight) in enumerate(ranges):
            if name == wanted:
                return weight, closeness, -place if closeness else 0
    return 0.0, 0, 0


def pick(accept: str, wanted: str | None, offers: Mapping[str, Iterable[str]]) -> str:
    """The offer that `?format=` names, otherwise the one of `Accept`. Raises NotAcceptable, telling what there is."""
    if wanted is not None:
        if wanted in offers:
            return wanted
        raise NotAcceptable([f"format={name}" for name in offers], wanted)
    chosen = choose(accept, offers)
    if chosen is None:
        raise NotAcceptable([next(iter(types)) for types in offers.values()])
    return chosen


def _types(formats: Mapping[str, Format]) -> dict[str, list[str]]:
    return {name: [fmt.media_type, *(alias for alias in fmt.aliases if "/" in alias)] for name, fmt in formats.items()}


def _names(formats: Mapping[str, Format]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, fmt in formats.items():
        for known in (name, fmt.media_type, *fmt.aliases):
            names.setdefault(known, name)
    return names


_SOLUTION_TYPES, _GRAPH_TYPES = _types(SOLUTION_FORMATS), _types(GRAPH_FORMATS)
_SOLUTION_NAMES, _GRAPH_NAMES = _names(SOLUTION_FORMATS), _names(GRAPH_FORMATS)
_SAME_FAMILY = {"rdf-xml": "xml", "json-ld": "json", "xml": "rdf-xml", "json": "json-ld"}


@lru_cache(maxsize=1024)
def query_formats(accept: str, wanted: str | None) -> tuple[str | None, str | None]:
    """The format for rows and the one for graphs; None where the client takes none.

    Only the evaluated query tells which of the two is needed. A client that names formats of the other form alone
    (rdflib asks for RDF/XML whatever the query) gets the nearest thing, not a refusal. A `format` that is not known is
    ignored: clients send their own words there.

    >>> query_formats("application/rdf+xml, application/sparql-results+xml", None)
    ('xml', 'rdf-xml')
    >>> query_formats("image/png", None)
    (None, None)
    """
    solutions, graph = choose(accept, _SOLUTION_TYPES), choose(accept, _GRAPH_TYPES)
    if solutions is None and graph is not None:
        solutions = _SAME_FAMILY.get(graph, next(iter(SOLUTION_FORMATS)))
    elif graph is None and solutions is not None:
        graph = _SAME_FAMILY.get(solutions, next(iter(GRAPH_FORMATS)))
    key = (wanted or "").lower()
    return _SOLUTION_NAMES.get(key, solutions), _GRAPH_NAMES.get(key, graph)
