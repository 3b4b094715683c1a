"""What the service counts, for Prometheus, and one line of log for each request."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import ACCESS, facts_of_request, tells_requests
from api.pools import AnyPool, AnyWriter

__all__ = ["Metrics", "Observed"]

_KINDS = {"sparql": "sparql", "update": "update", "graphs": "graphs", "api": "api", "static": "static", "health": "health",
          "ready": "health", "metrics": "health"}  # fmt: skip
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@lru_cache(maxsize=1024)
def _kind(path: str) -> str:
    return _KINDS.get(path.split("/", 2)[1] if "/" in path else "", "page")


class Metrics:
    """The counts of one service."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._counted: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._requests = Counter(
            "stancegraph_requests", "Requests by kind and status.", ["kind", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "stancegraph_request_seconds",
            "How long requests took until their answers were sent.",
            ["kind"],
            registry=self._registry,
            buckets=_BUCKETS,
        )

        self._writes = Counter(
            "stancegraph_writes",
            "Updates and graphs written, by outcome.",
            ["kind", "outcome"],
            registry=self._registry,
        )

    def count_write(self, kind: str, outcome: str) -> None:
        """Take note of a write: `committed`, `unchanged`, `failed` or `left` by its client."""
        self._writes.labels(kind, outcome).inc()

    def watch(self, pool: AnyPool, writer: AnyWriter) -> None:
        """Tell of the workers of a pool, and of writes, too."""
        self._registry.register(_Workers(pool, writer))

    def count(self, kind: str, status: int, seconds: float) -> None:
        """Take note of a request."""
        counted = self._counted.get((kind, status))
        if counted is None:  # looking labels up costs more than counting
            counted = self._requests.labels(kind, str(status)), self._seconds.labels(kind)
            self._counted[kind, status] = counted
        counted[0].inc()
        counted[1].observe(seconds)

    def observe(
        self,
        method: str,
        path: str,
        status: int,
        seconds: float,
        size: int,
        client: str | None,
        facts: Mapping[str, Any],
    ) -> None:
        """Take note of a request that was answered, and write a line on it to the log `stancegraph.access`."""
        self.count(_kind(path), status, seconds)
        if tells_requests():
            line = {"status": status, "seconds": round(seconds, 6), "bytes": size, "client": client, **facts}
            ACCESS.info("%s %s", method, path, extra={"facts": line})

    def text(self) -> bytes:
        """All counts in Prometheus' text format."""
        return generate_latest(self._registry)


class _Workers:
    """The state of a pool at the moment when it is asked for."""

    def __init__(self, pool: AnyPool, writer: AnyWriter) -> None:
        self._pool, self._writer = pool, writer

    def collect(self) -> Iterator[Metric]:
        """The gauges."""
        state = self._pool.state()
        for name, help_ in (
            ("workers", "Processes that evaluate queries."),
            ("busy", "Workers at work."),
            ("queued", "Queries that wait for a worker."),
        ):
            yield GaugeMetricFamily(f"stancegraph_{name}", help_, value=state[name])
        yield GaugeMetricFamily(
            "stancegraph_writes_queued", "Writes that wait for their turn.", value=self._writer.waiting
        )
        yield CounterMetricFamily(
            "stancegraph_worker_restarts", "Workers that were killed or died.", value=self._pool.restarts
        )
        release = GaugeMetricFamily("stancegraph_release_statements", "Statements of all graphs.", labels=["release"])
        release.add_metric([self._pool.base], self._pool.quads)
        yield release


class Observed:
    """ASGI middleware that takes note of each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 500, 0

        async def watch(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        facts: dict[str, Any] = {}
        facts_of_request.set(facts)
        try:
            await self._app(scope, receive, watch)
        finally:
            seconds = time.perf_counter() - began
            client = scope["client"][0] if scope.get("client") else None
            self._metrics.observe(scope["method"], scope["path"], status, seconds, size, client, facts)
