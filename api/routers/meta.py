"""The service itself: whether it lives, and what it offers."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.models import Health

__all__ = ["router"]

router = APIRouter(tags=["service"])


@router.get("/health")
async def health(request: Request) -> Health:
    """Whether the service lives. No query is evaluated."""
    pool = request.app.state.pool
    return Health(release=pool.release, **pool.state())
