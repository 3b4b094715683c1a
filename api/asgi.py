"""`app`, for any ASGI server: ``uvicorn api.asgi:app``. Settings come from the environment."""

from __future__ import annotations

from api.app import create_app
from api.logs import configure
from api.settings import Settings

__all__ = ["app"]

_settings = Settings()
configure(_settings)
app = create_app(_settings)
