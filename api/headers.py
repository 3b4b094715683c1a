"""Headers of every answer: who may read it (all), and what a browser must not do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem_of

__all__ = ["CommonHeaders", "with_common"]

_Raw = Mapping[bytes, bytes]

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    # Any page of any origin may read: nothing here is behind a login. Writing is told apart below.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Location, Retry-After, Content-Disposition, ETag",
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_PREFLIGHT = {
    "Allow": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept, Content-Type, Authorization, X-Requested-With, If-None-Match, "
        "Mcp-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID"
    ),
    "Access-Control-Max-Age": "86400",
}
_WRITING = {
    "Allow": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, Authorization, X-Requested-With, If-None-Match",
    "Access-Control-Max-Age": "3600",
}


def _raw(headers: Mapping[str, str]) -> _Raw:
    """Headers as ASGI wants them."""
    return {name.lower().encode(): value.encode() for name, value in headers.items()}


_READING = _raw(_ALWAYS)


def _with(headers: Iterable[tuple[bytes, bytes]], always: _Raw) -> list[tuple[bytes, bytes]]:
    """Headers of an answer, with those that all have. Every request pays for this, so it is as short as it can be."""
    own = [(name, value) for name, value in headers if name not in always]
    encoding = next((value for name, value in own if name == b"content-encoding"), None)
    if encoding is not None:  # other bytes, so another strong tag
        own = [
            (name, value[:-1] + b"-" + encoding + b'"' if name == b"etag" and value.startswith(b'"') else value)
            for name, value in own
        ]
    return [*own, *always.items()]


def with_common(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Headers of an answer to one who reads, with those that all have."""
    return _with(headers, _READING)


def _writes(scope: Scope) -> bool:
    """Whether a request writes, or asks whether it may."""
    path, method = scope["path"], scope["method"]
    if method == "OPTIONS":
        method = Headers(scope=scope).get("access-control-request-method", method)
    return path == "/update" or (
        method in {"PUT", "POST", "DELETE"} and (path == "/graphs" or path.startswith("/graphs/"))
    )


class CommonHeaders:
    """ASGI middleware that adds the headers and answers the questions that browsers ask beforehand (OPTIONS).

    Pages of all origins may read, those of `origins` may write as well. What fails unforeseen is answered here, so that these headers
    are on that answer too.
    """

    def __init__(self, app: ASGIApp, origins: frozenset[str] = frozenset()) -> None:
        self._app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        writes = _writes(scope)
        always = _raw(self._for_writing(Headers(scope=scope))) if writes else _READING

        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                message["headers"] = _with(message["headers"], always)
            await send(message)

        if scope["method"] == "OPTIONS":
            allowed = b"access-control-allow-origin" in always
            preflight = _WRITING if writes and allowed else {"Allow": _WRITING["Allow"]} if writes else _PREFLIGHT
            await Response(status_code=204, headers=preflight)(scope, receive, send_with_headers)
        else:
            try:
                await self._app(scope, receive, send_with_headers)
            except ClientDisconnect:
                return
            except Exception as error:
                if begun:
                    raise
                await problem_of(error)(scope, receive, send_with_headers)

    def _for_writing(self, asked: Headers) -> dict[str, str]:
        origin = asked.get("origin", "")
        others = {name: value for name, value in _ALWAYS.items() if name != "Access-Control-Allow-Origin"} | {
            "Vary": "Origin"
        }
        return others | {"Access-Control-Allow-Origin": origin} if origin in self._origins else others
