"""Who may write: whoever sends the token, from no web page but those of allowed origins."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from api.errors import ForeignOrigin, ReadOnly, Unauthorized
from api.settings import Settings

__all__ = ["Access", "origins_of"]


def origins_of(settings: Settings) -> frozenset[str]:
    """The origins whose pages may write.

    >>> sorted(origins_of(Settings(write_origins="https://a.org, https://b.org/")))
    ['https://a.org', 'https://b.org']
    """
    return frozenset(one.strip().rstrip("/") for one in settings.write_origins.split(",") if one.strip())


class Access:
    """Decides on requests that write, before their bodies are read."""

    def __init__(self, settings: Settings) -> None:
        token = settings.write_token
        self._token = token.get_secret_value().encode() if token is not None else None
        self._origins = origins_of(settings)

    def check(self, request: Request) -> None:
        """Raises ReadOnly, Unauthorized or ForeignOrigin if a request may not write."""
        if self._token is None:
            raise ReadOnly
        origin = request.headers.get("origin")
        if (
            origin is not None
            and origin not in self._origins
            and urlsplit(origin).netloc != request.headers.get("host")
        ):
            raise ForeignOrigin(origin)
        given = request.headers.get("authorization", "")
        scheme, _, token = given.partition(" ")
        if not given:
            raise Unauthorized.missing()
        if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), self._token):
            raise Unauthorized.wrong()

    def allows(self, request: Request) -> bool:
        """Whether a request may write."""
        try:
            self.check(request)
        except (ReadOnly, Unauthorized, ForeignOrigin):
            return False
        return True
