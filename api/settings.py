"""Every setting of the service: name, type, default and what it does."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings"]


class Settings(BaseSettings):
    """Settings, read from the environment (prefix ``STANCEGRAPH_``) or given by name.

    >>> Settings(query_seconds=5).query_seconds
    5.0
    """

    model_config = SettingsConfigDict(env_prefix="STANCEGRAPH_", frozen=True, extra="forbid")

    store: Path = Field(default=Path("store"), description="Folder of the store that is served.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(
        default=max(4, os.cpu_count() or 1),
        ge=1,
        le=1024,
        description="Processes that evaluate queries; as many run at once.",
    )
    query_seconds: float = Field(
        default=30.0, gt=0, description="A query that has not ended its answer after this many seconds is stopped."
    )
    query_megabytes: int = Field(
        default=2048, ge=64, description="Memory that one query may take on top of the graph, in MiB; Linux only."
    )
    queue_seconds: float = Field(
        default=10.0, ge=0, description="How long a query waits for a free worker before it is turned away."
    )
    body_megabytes: float = Field(default=2.0, gt=0, description="Largest request body, and so largest query, in MiB.")
    start_seconds: float = Field(default=300.0, gt=0, description="How long loading a release into memory may take.")
