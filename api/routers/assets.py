"""The files that pages need: stylesheet, modules and vendored bundles, as they lie in api/web."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.assets import asset_version, web_file
from api.language import LANGUAGES

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_FOREVER, _A_WHILE = "public, max-age=31536000, immutable", "no-cache"
_YEAR = 365 * 24 * 3600


def _file(request: Request, name: str) -> Response:
    last = name.rpartition("/")[2]
    kind = _TYPES.get("." + last.rpartition(".")[2])
    if not _SAFE.match(last) or kind is None or not web_file(name).is_file():
        raise HTTPException(404)
    version = asset_version(name)
    tag = f'"{version}"'
    kept = _FOREVER if request.query_params.get("v") == version else _A_WHILE
    headers = {"ETag": tag, "Cache-Control": kept, "Vary": "Accept-Encoding"}
    if version in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(web_file(name).read_bytes(), media_type=kind, headers=headers)


@router.get("/style.css")
async def style(request: Request) -> Response:
    """The stylesheet."""
    return _file(request, "style.css")


@router.get("/islands.css")
async def islands_style(request: Request) -> Response:
    """What the pages with islands need beyond it."""
    return _file(request, "islands.css")


@router.get("/favicon.svg")
async def favicon(request: Request) -> Response:
    """The mark."""
    return _file(request, "favicon.svg")


@router.get("/js/{name}")
async def module(name: str, request: Request) -> Response:
    """A module of our own."""
    return _file(request, f"js/{name}")


@router.get("/vendor/{name}")
async def bundle(name: str, request: Request) -> Response:
    """A bundle of others' code."""
    return _file(request, f"vendor/{name}")


@router.post("/preferences")
async def prefer(request: Request) -> Response:
    """Keep the language or the appearance that a reader chose, in a cookie, and go back to the page."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > 8192:
            raise HTTPException(413)
    given = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    back = given.get("back", "/")
    split = urlsplit(back)
    ours = back.startswith("/") and not back.startswith(("//", "/\\")) and not split.netloc and back.isprintable()
    response = RedirectResponse(back if ours else "/", 303)
    path = request.scope.get("root_path", "") or "/"
    if given.get("lang") in LANGUAGES:
        response.set_cookie("lang", given["lang"], max_age=_YEAR, path=path, samesite="lax", httponly=True)
    if given.get("theme") in {"light", "dark"}:
        response.set_cookie("theme", given["theme"], max_age=_YEAR, path=path, samesite="lax", httponly=True)
    elif given.get("theme") == "system":
        response.delete_cookie("theme", path=path)
    return response
