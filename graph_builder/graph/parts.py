"""Parts of a release: the quads of one source as canonical N-Quads, named by their SHA-256 and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
import zstandard

from graph_builder.graph.changes import nquads

__all__ = ["Part", "canonical", "load_quads", "part_as_it_is", "part_file", "part_of", "stable_quads", "unpack"]


@dataclass(frozen=True, slots=True)
class Part:
    """Canonical N-Quads, compressed with zstd; `sha256` is of the uncompressed bytes."""

    sha256: str
    quads: int
    packed: bytes


def canonical(quads: Iterable[ox.Quad]) -> bytes:
    """N-Quads in canonical order: lines sorted, blank nodes, if any, labelled by RDFC-1.0."""
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    if b"_:" in lines:
        dataset = ox.Dataset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def part_of(quads: Iterable[ox.Quad]) -> Part:
    """The part that holds these quads; the same quads give the same part."""
    return _part(canonical(quads))


def part_as_it_is(quads: Iterable[ox.Quad]) -> Part:
    """The part that holds these quads with the labels that their blank nodes have: others name them."""
    return _part(nquads(quads))


def _part(data: bytes) -> Part:
    packed = zstandard.ZstdCompressor(level=3).compress(data)
    return Part(hashlib.sha256(data).hexdigest(), data.count(b"\n"), packed)


def stable_quads(data: bytes) -> Iterator[ox.Quad]:
    """The quads of a part. Its blank nodes get labels that no other part's have, the same whenever it is read.

    The engine, left alone, labels them anew each time; a journal could then not say which of them it removes.
    """
    mark = hashlib.sha256(data).hexdigest()[:16]
    for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS):
        yield ox.Quad(*(_marked(term, mark) for term in quad))


def _marked(term: Any, mark: str) -> Any:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{mark}{term.value}")
    return ox.Triple(*(_marked(inner, mark) for inner in term)) if isinstance(term, ox.Triple) else term


def unpack(packed: bytes, sha256: str) -> bytes:
    """The N-Quads of a part. Raises ValueError if they are not those that were packed."""
    try:
        data = zstandard.ZstdDecompressor().decompress(packed)
    except zstandard.ZstdError as error:
        raise ValueError(f"it is no zstd archive ({error})") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("its contents do not have the SHA-256 that names it")
    return data


def part_file(sha256: str) -> str:
    """The name of the file that holds a part."""
    return f"{sha256}.nq.zst"


def load_quads(store: ox.Store, data: bytes) -> None:
    """Add N-Quads to a store that were written here, so that their terms need no second check: a part's, unpacked, or a dump."""
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS, lenient=True)
