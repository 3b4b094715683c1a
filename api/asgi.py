"""`app`, for any ASGI server: ``uvicorn api.asgi:app``. Settings come from the environment."""

from __future__ import annotations

from api.app import create_app
from api.settings import Settings

__all__ = ["app"]

app = create_app(Settings())
