"""Every setting of the service: name, type, default and what it does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.workers.others import addresses
from graph_builder import RemoteStore, StoreError

__all__ = ["Settings"]


def _place(given: object) -> object:
    if isinstance(given, str) and RemoteStore.is_named_by(given):
        try:
            return RemoteStore.parse(given)
        except StoreError as error:
            raise ValueError(str(error)) from error
    return given


def _addresses(given: str) -> str:
    addresses(given)
    return given


class Settings(BaseSettings):
    """Settings, read from the environment (prefix ``STANCEGRAPH_``) or given by name.

    >>> Settings(query_seconds=5).query_seconds
    5.0
    """

    model_config = SettingsConfigDict(env_prefix="STANCEGRAPH_", frozen=True, extra="forbid")

    store: Annotated[Path | RemoteStore, BeforeValidator(_place)] = Field(
        default=Path("store"),
        description="Folder of the store that is served, or QUERY_URL,UPDATE_URL of a SPARQL 1.1 store elsewhere.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: str = Field(
        default="",
        pattern=r"^(?:https?://[^/?#\s]+(?:/[^?#\s]*)?)?$",
        description="Address under which clients reach the service; empty: as the request or its proxy says.",
    )
    workers: int = Field(
        default=max(4, os.cpu_count() or 1),
        ge=1,
        le=1024,
        description="Processes that begin queries, as many at once; so cheap ones need not wait for slow ones.",
    )
    slow_workers: int = Field(
        default=max(2, os.cpu_count() or 1),
        ge=1,
        le=1024,
        description="Queries that take longer than quick_seconds, of which as many go on at once.",
    )
    quick_seconds: float = Field(
        default=0.2, gt=0, description="A query that has no answer after this many seconds counts as slow."
    )
    query_seconds: float = Field(
        default=30.0, gt=0, description="A query that has not ended its answer after this many seconds is stopped."
    )
    query_megabytes: int = Field(
        default=2048, ge=64, description="Memory that one query may take on top of the graph, in MiB; Linux only."
    )
    result_megabytes: int = Field(default=4096, ge=1, description="Largest answer to one query, in MiB.")
    client_seconds: float = Field(
        default=120.0,
        gt=0,
        description="Query time that one client may use in a minute, in seconds, over all queries that run at once.",
    )
    earlier_releases: int = Field(
        default=1, ge=1, le=16, description="Earlier releases (?release=) that are held in memory at once."
    )
    cache_megabytes: int = Field(
        default=64, ge=0, description="Memory for answers that are kept, in MiB; 0 keeps none."
    )
    queue_length: int = Field(default=256, ge=0, description="Queries that may wait; further ones are turned away.")
    queue_seconds: float = Field(
        default=10.0, ge=0, description="How long a query waits for a free worker before it is turned away."
    )
    body_megabytes: float = Field(default=2.0, gt=0, description="Largest request body, and so largest query, in MiB.")
    default_graph: Literal["union", "separate"] = Field(
        default="union",
        description="What queries see without GRAPH and FROM: the union of all named graphs, or the default graph alone.",
    )
    write_token: SecretStr | None = Field(
        default=None, min_length=16, description="Who sends this token may write; without one the service only reads."
    )
    write_origins: str = Field(
        default="",
        description="Web origins whose pages may write (https://example.org), with commas between; by default none.",
    )
    allowed_services: Annotated[str, AfterValidator(_addresses)] = Field(
        default="",
        description="Addresses that SERVICE and LOAD may reach, with commas between; one that ends in / stands for all below it.",
    )
    update_seconds: float = Field(
        default=120.0, gt=0, description="An update that has not been evaluated after this many seconds is stopped."
    )
    upload_megabytes: float = Field(
        default=100.0, gt=0, description="Largest body of an update or of a graph that is sent, in MiB."
    )
    log_level: Literal["error", "warning", "info"] = Field(
        default="warning", description="What the log tells; info has a line for each request."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="How a line of the log looks.")
    request_seconds: float = Field(
        default=30.0,
        gt=0,
        description="How long a client may take to send the head of a request, or the next part of its body.",
    )
    shutdown_seconds: float = Field(
        default=30.0,
        ge=0,
        description="How long answers that are being given may go on when the service is told to end (SIGTERM).",
    )
    start_seconds: float = Field(default=300.0, gt=0, description="How long loading a release into memory may take.")
    warm_up: bool = Field(
        default=True,
        description="Read ahead what pages show, and what is asked of large networks; /ready answers when pages are ready, /health before. "
        "Idle workers make copies of the graph, of which queries are quicker, if a quarter of the free memory is enough.",
    )
