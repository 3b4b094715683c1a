"""Writes to a store elsewhere: handed on to its own addresses. What one request does there is the engine's transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx

from api.errors import QueryFailed, QueryRefused, ReadOnly, UpdateTimeout
from api.settings import Settings
from api.workers import Outcome, Request, Write
from api.workers.lexer import DEEPEST, depth, keywords
from api.workers.operations import operations
from api.workers.others import SETTING, addresses, is_listed
from graph_builder import QuerySyntaxError, RemoteStore, auth_of

from .pool import RemotePool

__all__ = ["RemoteWriter"]


class RemoteWriter:
    """Hands updates to the update address, and graphs to the Graph Store address if there is one."""

    waiting = 0

    def __init__(self, pool: RemotePool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        self._store: RemoteStore = pool.store
        self._allowed = addresses(settings.allowed_services)
        self._http = httpx.AsyncClient(timeout=None)

    async def stop(self) -> None:
        """Hang up."""
        await self._http.aclose()

    async def write(self, request: Write, body: bytes) -> Outcome:
        """Hand a write on. How many quads it adds or removes the engine does not tell.

        Raises a QueryError where the engine refuses it.
        """
        if self._store.update is None:
            raise ReadOnly
        if request["kind"] == "update":
            await self._update(request, body.decode())
            return Outcome(self._pool.release, None, None)
        existed = await self._exists(request)
        if request["kind"] == "delete":
            await self._update(request, f"DROP SILENT {_target(request)}")
        else:
            await self._put(request, body)
        return Outcome(self._pool.release, None, None, existed)

    async def _update(self, request: Write, text: str) -> None:
        self._refuse(text)
        if depth(text) > DEEPEST:
            raise QueryRefused(f"The update is nested more than {DEEPEST} deep. Write it with less nesting.")
        fields: dict[str, Any] = {"update": f"BASE <{request['base']}>\n{text}"}
        for key, name in (("default_graphs", "using-graph-uri"), ("named_graphs", "using-named-graph-uri")):
            if given := request.get(key):
                fields[name] = given
        await self._send(request, "POST", self._store.update, data=fields)

    def _refuse(self, text: str) -> None:
        asks_listed = self._pool.may_reach(text)
        for word in sorted(keywords(text)):
            if word.startswith("SERVICE") and asks_listed:
                continue
            if word == "LOAD" and _loads_only(text, self._allowed):
                continue
            if word.startswith(("SERVICE", "LOAD")) or word in self._pool.refused:
                raise QueryRefused(
                    f"{word} is not allowed: this server fetches nothing but what {SETTING} lists, written out as <https://…>. "
                    "Send the data themselves."
                )

    async def _put(self, request: Write, body: bytes) -> None:
        if self._store.graphs is None:
            raise QueryRefused(
                "The store elsewhere was given without the address of its Graph Store Protocol (--store QUERY,UPDATE,GRAPHS). "
                "Send the triples as an update: INSERT DATA { GRAPH <…> { … } }."
            )
        if request["target"] == "dataset" or len(request.get("parts", ())) != 1:
            raise QueryRefused("A store elsewhere takes one graph at a time. Name it: ?graph=IRI.")
        named = {"graph": request["graph"]} if "graph" in request else {"default": ""}
        [(media_type, _)] = request["parts"]
        headers = {"Content-Type": media_type}
        await self._send(
            request, request["kind"].upper(), self._store.graphs, params=named, content=body, headers=headers
        )

    async def _exists(self, request: Write) -> bool:
        if "graph" not in request:
            return True
        ask = f"ASK {{ GRAPH <{request['graph']}> {{ ?s ?p ?o }} }}"
        answer = await self._pool.ask(Request(query=ask, solutions="csv", graph=None, seconds=request["seconds"]))
        return b"true" in await answer.read()

    async def _send(self, request: Write, method: str, url: str | None, **given: Any) -> None:
        address, auth = auth_of(str(url))
        try:
            async with asyncio.timeout(request["seconds"]):
                answer = await self._http.request(method, address, auth=auth, **given)
        except TimeoutError:
            raise UpdateTimeout(request["seconds"]) from None
        except httpx.HTTPError as error:
            raise QueryFailed(f"The store at {address} broke off: {error or type(error).__name__}.") from error
        if answer.status_code == 400:
            raise QuerySyntaxError(" ".join(answer.text.split())[:500])
        if not answer.is_success:
            words = " ".join(answer.text.split())[:300]
            raise QueryFailed(f"The store at {address} answered {answer.status_code}: {words}")


def _loads_only(text: str, allowed: Sequence[str]) -> bool:
    """Whether all that an update asks to LOAD is listed, and nothing in it could be read in two ways."""
    try:
        loaded = [part.graphs[0] for part in operations(text) if part.kind == "LOAD"]
    except (ValueError, IndexError):
        return False
    return "\\u" not in text and all(is_listed(one.removeprefix("<").removesuffix(">"), allowed) for one in loaded)


def _target(request: Write) -> str:
    return f"GRAPH <{request['graph']}>" if "graph" in request else "DEFAULT"
