"""The tools: search, entity, positions, compare, sparql."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec, TypeVar
from urllib.parse import urlencode

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.requests import Request

from api import networks, positions, searching
from api.agents.briefs import (
    ComparisonBrief,
    EntityBrief,
    Links,
    PositionBrief,
    PositionsBrief,
    SearchBrief,
    TableBrief,
    ThingBrief,
)
from api.agents.reach import Reach
from api.directory import Directory
from api.entities import entity
from api.errors import BadParameter, ResultTooLarge
from api.filters import check_filters, make_filters
from api.positions import thing_ref
from api.reader import ID, with_prefixes, without_lines
from api.workers import Request as Query
from graph_builder import ACTS, QuerySyntaxError, StancegraphError

__all__ = ["agent_server"]

_MOST_BYTES = 200_000
"""Largest answer to a SPARQL query: what an agent can still read."""
_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_ABOUT = """Who stands where in world politics, from international declarations. A position is an act of speech: a holder (state,
organization, bloc) condemns, opposes, regrets, welcomes, supports … something in a declaration. It says what was declared, never what
is the case. Each implies attitudes: for (+), against (-) or neutral on (0) to things: threats, treaties, conflicts, issues, principles,
initiatives, actors. Quote `quote` word for word, name the holder and the date, and give the `url`. Begin with `search` or `entity` to
find the id of a thing; `positions` lists who said what on it; `compare` sets actors side by side; `sparql` answers anything else."""
_ACT_NAMES = ", ".join(ACTS)
_SPARQL_ABOUT = """Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the whole graph: CSV for rows, Turtle for a graph.
Prefixes sg, id, skos, rdfs, org, oa, prov, dcterms, xsd are declared already. The model:
?position a sg:Position ; sg:holder ?actor ; sg:act id:act/condemn ; sg:date ?date ; sg:targetText ?words ; sg:attitude ?attitude .
?attitude sg:referent ?thing ; sg:polarity id:polarity/for (or against, neutral) ; sg:signPath ?why .
?attestation sg:attests ?position ; oa:hasSelector [ oa:exact ?quotation ] ; oa:hasSource [ sg:versionOf ?document ] .
?thing skos:prefLabel ?label (by language) ; rdfs:label ?english ; skos:broader ?moreGeneral ; sg:code "SCO" .
?membership org:member ?actor ; org:organization ?body ; sg:role ?role ; sg:startDate ?from ; sg:endDate ?until .
Write IRIs with a slash in full: <https://w3id.org/stancegraph/id/act/condemn>. Count DISTINCT positions. Answers above 200 kB are
refused, so use LIMIT; no SERVICE, no update."""

_P = ParamSpec("_P")
_R = TypeVar("_R")

_Word = Annotated[str | None, Field(max_length=500)]
Holder = Annotated[_Word, Field(description="Whose stance: a code (SCO, USA), a name in any language, or an id.")]
About = Annotated[_Word, Field(description="What it is about, narrower things included: a name or an id.")]
Act = Annotated[str | None, Field(description=f"One of {_ACT_NAMES}.")]
Polarity = Annotated[Literal["for", "against", "neutral"] | None, Field(description="Attitude to the thing.")]
DateFrom = Annotated[str | None, Field(description="Not before: 2020, 2020-11 or 2020-11-10.")]
DateTo = Annotated[str | None, Field(description="Not after.")]
DocumentName = Annotated[_Word, Field(description="Only from this document, by its id.")]
Offset = Annotated[int, Field(ge=0, le=100_000, description="How many to pass over.")]


def agent_server(reach: Reach, version: str) -> MCPServer[Any]:
    """A server of the tools, for any transport."""
    server: MCPServer[Any] = MCPServer(
        "stancegraph", "Stancegraph", instructions=_ABOUT, version=version, log_level="WARNING", subscriptions=False
    )
    tools = _Tools(reach)
    for tool, title, description in (
        (tools.search, "Search", None),
        (tools.entity, "A thing or an actor", None),
        (tools.positions, "Positions", None),
        (tools.compare, "Compare actors", None),
        (tools.sparql, "SPARQL query", _SPARQL_ABOUT),
    ):
        server.add_tool(_told(tool), title=title, description=description, annotations=_READ_ONLY)
    return server


def _told(tool: Callable[_P, Awaitable[_R]]) -> Callable[_P, Awaitable[_R]]:
    """A tool whose errors are told to the agent in words."""

    @wraps(tool)
    async def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return await tool(*args, **kwargs)
        except StancegraphError as error:
            raise ToolError(str(error)) from None

    return run


def _request(context: Context[Any, Any]) -> Request | None:
    request = context.request_context.request
    return request if isinstance(request, Request) else None


def _links(context: Context[Any, Any]) -> Links:
    request = _request(context)
    return Links(str(request.base_url) if request else "")


class _Tools:
    """The tools; their docstrings and parameters are what agents read."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    async def search(
        self,
        context: Context[Any, Any],
        words: Annotated[
            str, Field(min_length=1, max_length=500, description='Words; "a phrase"; begin*; -unwanted. Any language.')
        ],
        kind: Annotated[
            list[str] | None, Field(description=f"Kinds wanted, of {', '.join(searching.ALL_KINDS)}; all without it.")
        ] = None,
        holder: Holder = None,
        about: About = None,
        act: Act = None,
        polarity: Polarity = None,
        date_from: DateFrom = None,
        date_to: DateTo = None,
        document: DocumentName = None,
        limit: Annotated[int, Field(ge=1, le=50, description="Most things, positions and documents of each.")] = 8,
        offset: Offset = 0,
    ) -> SearchBrief:
        """Find things by their names, positions by their quotations and documents by their texts. All words are wanted; typos are
        forgiven where nothing fits."""
        given = _given(holder=holder, about=about, act=act, polarity=polarity, date_from=date_from, date_to=date_to,
                       document=document)  # fmt: skip
        things = await self._things()
        wanted = await searching.wanted_of(things, words, given, kind or (), limit=limit, offset=offset)
        found = await searching.search(self._reach.search, self._reach.reader, things, wanted)
        return SearchBrief.of(found, _links(context))

    async def entity(
        self,
        context: Context[Any, Any],
        name: Annotated[
            str, Field(min_length=1, max_length=500, description="A code, a name in any language, or an id.")
        ],
    ) -> EntityBrief:
        """What is known of an actor or a thing: names, definition, dates, memberships, treaties, and how many positions it holds or
        is spoken of in."""
        things = await self._things()
        return EntityBrief.of_entity(await entity(self._reach.reader, things, await things.need(name)), _links(context))

    async def positions(
        self,
        context: Context[Any, Any],
        holder: Holder = None,
        about: About = None,
        act: Act = None,
        polarity: Polarity = None,
        date_from: DateFrom = None,
        date_to: DateTo = None,
        document: DocumentName = None,
        limit: Annotated[int, Field(ge=1, le=100, description="Most positions.")] = 20,
        offset: Offset = 0,
    ) -> PositionsBrief:
        """Who takes which position on what, in which words; the latest first, each with its sentence and links."""
        given = _given(holder=holder, about=about, act=act, polarity=polarity, date_from=date_from, date_to=date_to,
                       document=document)  # fmt: skip
        check_filters(given)
        things, links = await self._things(), _links(context)
        filters = await make_filters(things, **given)
        total = await positions.count(self._reach.reader, filters)
        found = await positions.page(self._reach.reader, things, filters, limit, offset) if offset < total else []
        return PositionsBrief(
            total=total,
            next_offset=offset + limit if offset + limit < total else None,
            positions=[PositionBrief.of(one, links) for one in found],
        )

    async def compare(
        self,
        context: Context[Any, Any],
        actors: Annotated[list[str], Field(min_length=2, max_length=8, description="Actors by code, name or id.")],
        about: About = None,
        limit: Annotated[int, Field(ge=1, le=50, description="Most things.")] = 10,
        offset: Offset = 0,
    ) -> ComparisonBrief:
        """Set actors side by side: on how many things they agree and disagree, and on each thing the latest words of each actor for
        and against. Only what each declared itself counts, not what a body declared that it belongs to."""
        things, links = await self._things(), _links(context)
        compared = [await things.need(name) for name in actors]
        if len({actor.iri for actor in compared}) < 2:
            raise BadParameter(f"These are one actor: {', '.join(actors)}. Name two or more that differ.")
        topic = (await things.need(about)).iri if about else None
        asked = [actor.iri for actor in compared]
        found = await self._reach.graphs.answer(networks.compare, asked, topic, limit, offset)
        latest = [ID + one for thing in found.things for stand in thing.stands for one in stand.latest.values()]
        loaded = {one.id: one for one in await positions.load(self._reach.reader, things, [*dict.fromkeys(latest)])}
        actors_told = [ThingBrief.of(thing_ref(things, one), links) for one in asked]
        return ComparisonBrief.of(found, actors_told, loaded, links, offset + limit)

    async def sparql(
        self,
        context: Context[Any, Any],
        query: Annotated[str, Field(min_length=1, max_length=100_000, description="The query.")],
    ) -> TableBrief:
        """Answer a SPARQL query."""
        whole, lines = with_prefixes(query)
        try:
            with self._reach.budgets.metered(_client(context)):
                media_type, text = await self._ask(whole)
        except QuerySyntaxError as error:
            raise without_lines(error, lines) from None
        url = _links(context).page(f"/query?{urlencode({'query': whole})}", "")
        return TableBrief(media_type=media_type, text=text, url=url)

    async def _ask(self, query: str) -> tuple[str, str]:
        asked = Query(query=query, solutions="csv", graph="turtle", seconds=self._reach.query_seconds)
        answer = await self._reach.pool.ask(asked)
        try:
            parts = [answer.first]
            async for part in answer.rest():
                parts.append(part)
                if sum(map(len, parts)) > _MOST_BYTES:
                    break
            if sum(map(len, parts)) > _MOST_BYTES:
                raise ResultTooLarge.for_agents(_MOST_BYTES)
        finally:
            answer.close()
        return answer.media_type, b"".join(parts).decode()

    async def _things(self) -> Directory:
        return await self._reach.directories.current()


def _client(context: Context[Any, Any]) -> str:
    request = _request(context)
    return request.client.host if request is not None and request.client else ""


def _given(**given: str | None) -> dict[str, str]:
    return {name: value for name, value in given.items() if value}
