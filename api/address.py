"""Under which address clients reach the service, also behind proxies."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import Request

__all__ = ["address_of"]

_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:_]+\Z")
_PREFIX = re.compile(r"(?:/[\w.~\-]+)+\Z", re.ASCII)


def address_of(request: Request) -> str:
    """The address of what is asked for, without the query string.

    It is what the setting `public_url` says, else what a proxy says that it was asked for (X-Forwarded-Host, -Proto
    and -Prefix), else what the request says. A header that names no host is not believed.
    """
    path = request.scope.get("root_path", "") + request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    public = request.app.state.settings.public_url
    base = public.rstrip("/") if public else _forwarded(request)
    return base + quote(path, safe="/:@!$&'()*+,;=~")


def _forwarded(request: Request) -> str:
    host = _told(request, "x-forwarded-host")
    scheme = _told(request, "x-forwarded-proto")
    prefix = _told(request, "x-forwarded-prefix").rstrip("/")
    netloc = host if _HOST.match(host) else request.url.netloc
    scheme = scheme if scheme in {"http", "https"} else request.url.scheme
    return f"{scheme}://{netloc}{prefix if _PREFIX.match(prefix) else ''}"


def _told(request: Request, name: str) -> str:
    """What the outermost proxy says: the first of the values."""
    return request.headers.get(name, "").partition(",")[0].strip()
