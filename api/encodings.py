"""Bodies that come compressed (Content-Encoding), decoded no further than the limit on bodies."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import brotli
import zstandard

from api.errors import BadParameter, UnsupportedEncoding

__all__ = ["decode", "encodings_of"]

_PIECE = 512
"""Bytes that a zstd decoder, which knows no bound, is given at once: they become 16 MiB at most, four bytes 128 KiB."""


def _zlib(wbits: int) -> Callable[[bytes, int], bytes | None]:
    def decode(data: bytes, most: int) -> bytes | None:
        decoder = zlib.decompressobj(wbits)
        found = decoder.decompress(data, most + 1)
        return found if (decoder.eof and not decoder.unused_data) or len(found) > most else None

    return decode


def _brotli(data: bytes, most: int) -> bytes | None:
    decoder = brotli.Decompressor()
    found = decoder.process(data, output_buffer_limit=most + 1)
    while len(found) <= most and not decoder.can_accept_more_data():
        found += decoder.process(b"", output_buffer_limit=most + 1)
    return found if decoder.is_finished() or len(found) > most else None


def _zstd(data: bytes, most: int) -> bytes | None:
    # A frame may ask for a window of gigabytes; this is what RFC 9659 has everybody take.
    decoder = zstandard.ZstdDecompressor(max_window_size=1 << 23).decompressobj()
    found = bytearray()
    for start in range(0, len(data), _PIECE):
        found += decoder.decompress(data[start : start + _PIECE])
        if len(found) > most:
            break
    return bytes(found) if len(found) > most or (decoder.eof and not decoder.unused_data) else None


_DECODERS: Mapping[str, Callable[[bytes, int], bytes | None]] = {
    "gzip": _zlib(31), "x-gzip": _zlib(31), "deflate": _zlib(15), "zstd": _zstd, "br": _brotli,
}  # fmt: skip
_READ = [name for name in _DECODERS if not name.startswith("x-")]


def encodings_of(header: str) -> list[str]:
    """The encodings of a body, the last applied first. Raises UnsupportedEncoding.

    >>> encodings_of(" gzip, identity ,BR")
    ['br', 'gzip']
    """
    names = [name for one in header.split(",") if (name := one.strip().lower()) not in {"", "identity"}]
    if unknown := [name for name in names if name not in _DECODERS]:
        raise UnsupportedEncoding(unknown[0], _READ)
    return names[::-1]


def decode(data: bytes, encodings: list[str], most: int) -> bytes:
    """A body as it was before it was encoded; more than `most` bytes only if it is too large. Raises BadParameter if it is broken."""
    for name in encodings:
        try:
            found = _DECODERS[name](data, most)
        except (zlib.error, brotli.error, zstandard.ZstdError):
            found = None
        if found is None:
            raise BadParameter(f"The body is no {name}, or not all of it, though Content-Encoding says so.")
        data = found
    return data
