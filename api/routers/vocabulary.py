"""The ontology under its own address: a handbook for people, RDF for programs, whole or by module."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.errors import EngineFault
from api.negotiate import pick
from api.rendering import render
from api.workers import GRAPH_FORMATS
from graph_builder import PREFIXES, UnknownEntity, ontology

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_ROOT = PREFIXES["sg"].removesuffix("#")
_OFFERS = {
    "html": ["text/html", "application/xhtml+xml"],
    **{name: [fmt.media_type, *fmt.aliases] for name, fmt in GRAPH_FORMATS.items() if name != "rows"},
}


@cache
def _modules() -> Mapping[str, tuple[ox.Triple, ...]]:
    """The triples of each module by the end of its IRI; those of all are under the empty name."""
    modules: dict[str, tuple[ox.Triple, ...]] = {}
    whole: dict[ox.Triple, None] = {}
    for file in ontology.files("", ".ttl"):
        triples = tuple(quad.triple for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE))
        modules[file.name.removesuffix(".ttl")] = triples
        whole |= dict.fromkeys(triples)
    modules.pop("stancegraph")
    return {"": tuple(whole), **modules}


@cache
def _version() -> str:
    said = ox.NamedNode(f"{PREFIXES['owl']}versionInfo")
    [version] = {str(triple.object.value) for triple in _modules()[""] if triple.predicate == said}  # type: ignore[union-attr]
    return version


def _written(triples: tuple[ox.Triple, ...], name: str) -> bytes:
    if name == "json-ld":
        output = io.BytesIO()
        GRAPH_FORMATS[name].write(triples, output)  # type: ignore[arg-type]
        return output.getvalue()
    formats = {"turtle": ox.RdfFormat.TURTLE, "n-triples": ox.RdfFormat.N_TRIPLES, "rdf-xml": ox.RdfFormat.RDF_XML}
    prefixes = dict(sorted(PREFIXES.items()))
    return ox.serialize(triples, format=formats[name], prefixes=None if name == "n-triples" else prefixes) or b""


class _Handbook:
    """The body of the page, made once by a process of its own."""

    def __init__(self) -> None:
        self._lock, self._body = asyncio.Lock(), ""

    async def body(self) -> str:
        async with self._lock:
            self._body = self._body or await self._made()
        return self._body

    async def _made(self) -> str:
        path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "api.handbook",
            stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        out, _ = await process.communicate()
        if process.returncode:
            raise EngineFault
        return out.decode()


_handbook = _Handbook()


@router.get("/ontology")
@router.get("/ontology/{name:path}")
async def get_ontology(request: Request, name: str = "") -> Response:
    """The ontology, one of its modules (`core`) or a version of either (`0.2.0`, `core/0.2.0`)."""
    module, _, version = name.rpartition("/") if name.rpartition("/")[2][:1].isdigit() else (name, "", _version())
    if module not in _modules() or version != _version():
        raise UnknownEntity(f"{_ROOT}/{name}", [f"{_ROOT}/{known}".rstrip("/") for known in _modules()])
    chosen = pick(request.headers.get("accept", "text/html"), request.query_params.get("format"), _OFFERS)
    headers = {"Vary": "Accept", "Link": f'<{_ROOT}>; rel="canonical"'}
    root = request.scope.get("root_path", "")
    if chosen != "html":
        return Response(
            _written(_modules()[module], chosen), media_type=GRAPH_FORMATS[chosen].media_type, headers=headers
        )
    if name:
        return RedirectResponse(f"{root}/ontology", 303, headers=headers)
    text = (await _handbook.body()).replace(f'href="{_ROOT}/', f'href="{root}/ontology/')
    page = render(request, "ontology.html", handbook=text, modules=[name for name in _modules() if name], given={})
    page.headers.update(headers)
    return page
