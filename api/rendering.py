"""How a page is made: a template, what the reader chose, and errors that are pages too."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import networkx as nx
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.assets import asset_version, imports_of
from api.directory import Directory
from api.language import LANGUAGES, Words, reader_language
from api.marks import mark_hits, mark_quote
from api.models import ThingRef
from api.problems import http_problem, invalid, problem_of
from api.reader import ID, anchor_of, local_id
from graph_builder import ACTS, StancegraphError, UnknownEntity

__all__ = [
    "Page",
    "PageRoute",
    "link",
    "named",
    "page_of",
    "prepare",
    "register",
    "render",
    "see",
]

_ERROR_KINDS = {400: "wrong", 404: "missing", 405: "wrong", 406: "wrong", 422: "wrong", 429: "busy", 503: "busy"}

_LONGEST = 140
"""Letters of a label that a list shows; the page of the thing has all."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the reader chose, and what that makes of labels."""

    language: str
    """Language of labels of things."""

    words: Words
    theme: str
    """light or dark; empty means as the system has it."""

    things: Directory | None

    def label(self, thing: ThingRef) -> str:
        """A thing's label in the reader's language, or else the usual one."""
        known = self.things.by_iri.get(thing.iri) if self.things else None
        return (known.labels.get(self.language) if known else None) or thing.label

    def label_language(self, thing: ThingRef) -> str:
        """Language of that label, where it is not the one of the page; empty otherwise."""
        known = self.things.by_iri.get(thing.iri) if self.things else None
        said = self.language if known and self.language in known.labels else "en"
        return "" if said == self.words.language else said


def link(root: str, carried: Mapping[str, str], path: str, **query: Any) -> str:
    """The address of a page or of data: `query` without what is empty is added to what the path has.

    >>> link("/graph-of/sco", {"lang": "ru"}, "/search?q=a#b", page=2, act="")
    '/graph-of/sco/search?q=a&page=2&lang=ru#b'
    """
    split = urlsplit(path)
    wanted = [*parse_qsl(split.query, keep_blank_values=True)]
    wanted += [(name, str(value)) for name, value in query.items() if value not in (None, "", False)]
    if not split.path.startswith(("/api/", "/sparql", "/id/")):
        wanted += carried.items()
    fragment = f"#{split.fragment}" if split.fragment else ""
    # `_`, where a name is a word of Python: from_ and the like.
    asked = urlencode([(name.rstrip("_"), value) for name, value in wanted])
    return f"{root}{quote(split.path, safe='/:%@,')}{'?' if asked else ''}{asked}{fragment}"


def _short(label: str, most: int = _LONGEST) -> str:
    """A label that a line can hold.

    >>> _short("abc", 2)
    'a…'
    """
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api", "web/templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    environment.globals.update(
        mark_hits=mark_hits,
        mark_quote=mark_quote,
        acts=ACTS,
        urlencode=urlencode,
        languages=LANGUAGES,
        sign_class={"+": "for", "-": "against", "0": "neutral"},
        sign_word={"+": "for", "-": "against", "0": "neutral on"},
        glyph={"+": "+", "-": "−", "0": "0"},
    )
    environment.filters.update(local=local_id, short=_short, anchor=anchor_of)
    environment.tests["ours"] = lambda value: value.startswith(ID)
    return environment


_environment_of_pages = _environment()


def prepare() -> None:
    """Compile all templates, and read the words and dates of all languages, before the first page wants them."""
    for name in _environment_of_pages.list_templates(extensions=["html"]):
        _environment_of_pages.get_template(name)
    for language in LANGUAGES:
        Words(language).date("2020-11-10")


def page_of(request: Request) -> Page:
    """What the reader of a request chose."""
    language = reader_language(
        request.query_params.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language", "")
    )
    theme = request.cookies.get("theme", "")
    things = getattr(request.state, "things", None)
    return Page(language, Words(language), theme if theme in {"light", "dark"} else "", things)


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page."""
    root = request.scope.get("root_path", "")
    page = page_of(request)
    carried = {"lang": page.language} if "lang" in request.query_params else {}
    rest = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "lang"])
    ours: dict[str, Any] = {
        "root": root,
        "path": request.url.path.removeprefix(root),
        "back": f"{request.url.path}?{rest}" if rest else request.url.path,
        "page": page,
        "t": page.words.text,
        "said": page.words,
        "words": page.words.group,
        "link": lambda path, **query: link(root, carried, path, **query),
        "asset": lambda name: f"{root}/{name}?v={asset_version(name)}",
        "needed": lambda *names: [f"{root}/{name}" for name in imports_of(*names)],
    }
    assert not ours.keys() & values.keys(), "a template's value hides one that all pages have"
    html = _environment_of_pages.get_template(template).render({"given": {}, **values, **ours})
    headers = {"Content-Language": page.words.language, "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(html, status_code=status, headers=headers)


def error_page(request: Request, error: Exception) -> Response:
    """The page that tells what went wrong, with the status and the waiting time of the problem document."""
    if isinstance(error, RequestValidationError):
        problem = invalid(error)
    else:
        problem = http_problem(error) if isinstance(error, HTTPException) else problem_of(error)
    near = error.near if isinstance(error, UnknownEntity) else []
    kind = _ERROR_KINDS.get(problem.status_code, "broken")
    page = render(
        request, "error.html", problem.status_code, kind=kind, near=near, problem=json.loads(bytes(problem.body))
    )
    page.headers.update({name: value for name, value in problem.headers.items() if name == "retry-after"})
    return page


def register(app: FastAPI) -> None:
    """Let errors outside of page routes, as an address that nothing has, be pages for browsers and problems for programs."""

    async def on_error(request: Request, error: Exception) -> Response:
        if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(("/api/", "/sparql")):
            return error_page(request, error)
        return http_problem(error) if isinstance(error, HTTPException) else problem_of(error)

    app.add_exception_handler(HTTPException, on_error)
    app.add_exception_handler(Exception, on_error)


class PageRoute(APIRoute):
    """A route whose errors are pages too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with that."""
        handle = super().get_route_handler()

        async def with_error_page(request: Request) -> Response:
            try:
                return await handle(request)
            except (StancegraphError, RequestValidationError) as error:
                return error_page(request, error)

        return with_error_page


def named(network: nx.MultiDiGraph, page: Page) -> nx.MultiDiGraph:
    """A copy of a network whose nodes and acts are called in the reader's language."""
    copy = network.copy()
    for node, data in copy.nodes(data=True):
        ref = ThingRef(id=node, iri=data["iri"], label=data["label"], kind=data["kind"])
        data["label"] = page.label(ref)
    for _, _, data in copy.edges(data=True):
        data["act"] = str(page.words.text(f"act.{data['act']}"))
    return copy


def see(request: Request, path: str, **query: Any) -> RedirectResponse:
    """A redirect to another address of ours (303)."""
    carried = {"lang": request.query_params["lang"]} if "lang" in request.query_params else {}
    return RedirectResponse(link(request.scope.get("root_path", ""), carried, path, **query), 303)
