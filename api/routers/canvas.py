"""The graph page. Without scripts it is a table; its address holds the whole state of the picture."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import networks
from api.deps import TheDirectory, TheGraphs
from api.networks import Evidence, Tie
from api.rendering import PageRoute, render

__all__ = ["router"]
