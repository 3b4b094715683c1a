"""LOAD: fetches a document that the list of allowed addresses has, in a worker. Redirects are not followed."""

from __future__ import annotations

import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from .errors import Refused, UploadSyntax
from .others import SETTING, is_listed
from .reading import UPLOAD_FORMATS, read_quads

__all__ = ["load", "open_to_others"]

_BY_ENDING = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml", "owl": "application/rdf+xml",
              "xml": "application/rdf+xml", "jsonld": "application/ld+json", "nq": "application/n-quads",
              "trig": "application/trig"}  # fmt: skip
_ACCEPT = "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/ld+json;q=0.8"


@contextmanager
def open_to_others() -> Iterator[None]:
    """Let this process open descriptors within; where its hard limit is 0, as in most workers, that changes nothing."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))


def load(iri: str, allowed: Sequence[str], most: int) -> list[ox.Quad]:
    """The triples of a document of at most so many bytes. Raises Refused, or RuntimeError where it cannot be had or read."""
    if not is_listed(iri, allowed):
        raise Refused(
            f"LOAD is not allowed: {SETTING} does not list <{iri}>. Send the data: PUT or POST them to /graphs. "
            "LOAD SILENT is the standard's way to go on without."
        )
    with open_to_others():
        try:
            media_type, data = _of_file(iri, allowed, most) if iri.startswith("file:") else _of_server(iri, most)
        except OSError as error:
            raise RuntimeError(f"<{iri}> cannot be read: {error.strerror or error}.") from error
    try:
        return read_quads(data, _known(media_type, iri), iri, only_triples=True)
    except (UploadSyntax, Refused) as error:
        raise RuntimeError(f"<{iri}> cannot be read. {error}") from error


def _of_file(iri: str, allowed: Sequence[str], most: int) -> tuple[str, bytes]:
    path = Path(unquote(urlsplit(iri).path)).resolve()
    if not is_listed(path.as_uri(), allowed):
        raise Refused(f"LOAD is not allowed: <{iri}> leads to a place that {SETTING} does not list.")
    if not path.is_file():
        raise RuntimeError(f"<{iri}> is no file.")
    with path.open("rb") as file:
        data = file.read(most + 1)
    _check_size(iri, len(data), most)
    return "", data


def _of_server(iri: str, most: int) -> tuple[str, bytes]:
    import httpx  # most workers never need it

    data = bytearray()
    headers = {"Accept": _ACCEPT, "User-Agent": "Stancegraph"}
    try:
        with (
            httpx.Client(timeout=None, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", iri, headers=headers) as answer,
        ):
            if answer.status_code != 200:
                raise RuntimeError(
                    f"<{iri}> cannot be loaded: the server answered {answer.status_code} {answer.reason_phrase}."
                    + (" Redirects are not followed." if answer.is_redirect else "")
                )
            for part in answer.iter_bytes():
                data += part
                _check_size(iri, len(data), most)
            return answer.headers.get("content-type", "").partition(";")[0].strip().lower(), bytes(data)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise RuntimeError(f"<{iri}> cannot be loaded: {error or type(error).__name__}.") from error


def _check_size(iri: str, size: int, most: int) -> None:
    if size > most:
        raise RuntimeError(f"<{iri}> is larger than {most / (1 << 20):g} MiB (STANCEGRAPH_UPLOAD_MEGABYTES).")


def _known(media_type: str, iri: str) -> str:
    """The media type as it was told, or else by the ending of the address."""
    if media_type in UPLOAD_FORMATS:
        return media_type
    ending = urlsplit(iri).path.rpartition(".")[2].lower()
    if ending not in _BY_ENDING:
        raise RuntimeError(f"<{iri}> is of type '{media_type or 'unknown'}', which is not read here.")
    return _BY_ENDING[ending]
