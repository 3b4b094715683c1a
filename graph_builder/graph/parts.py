"""Parts of a release: the quads of one source as canonical N-Quads, named by their SHA-256 and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
import zstandard

__all__ = ["Part", "canonical", "part_of", "unpack"]


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
    data = canonical(quads)
    packed = zstandard.ZstdCompressor(level=3).compress(data)
    return Part(hashlib.sha256(data).hexdigest(), data.count(b"\n"), packed)


def unpack(packed: bytes, sha256: str) -> bytes:
    """The N-Quads of a part. Raises ValueError if they are not those that were packed."""
    try:
        data = zstandard.ZstdDecompressor().decompress(packed)
    except zstandard.ZstdError as error:
        raise ValueError(f"it is no zstd archive ({error})") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("its contents do not have the SHA-256 that names it")
    return data
