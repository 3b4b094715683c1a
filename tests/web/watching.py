"""A page whose complaints are written down."""

from __future__ import annotations

from typing import Any

__all__ = ["watched"]


def watched(page: Any, origin: str, complaints: list[str]) -> Any:
    """The page, with all that it must not do written down."""
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda request: request.url.startswith((origin, "data:", "blob:")) or complaints.append(request.url)
    )
    return page
