"""What the service counts, for Prometheus, and one line of log for each request."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.utils import floatToGoString
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
        self._requests = _Requests()
        self._registry.register(self._requests)
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
        self._requests.count(kind, status, seconds)

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


class _Requests:
    """Requests by kind and status, and how long those of a kind took: plain numbers, since each request is counted."""

    def __init__(self) -> None:
        self._answered: dict[tuple[str, int], int] = {}
        self._took: dict[str, list[int]] = {}
        """How many took as long as each bucket has it, and longer than the one before has it."""
        self._seconds: dict[str, float] = {}

    def count(self, kind: str, status: int, seconds: float) -> None:
        """Take note of a request."""
        self._answered[kind, status] = self._answered.get((kind, status), 0) + 1
        if (took := self._took.get(kind)) is None:
            took = self._took[kind] = [0] * (len(_BUCKETS) + 1)
        took[bisect_left(_BUCKETS, seconds)] += 1
        self._seconds[kind] = self._seconds.get(kind, 0.0) + seconds

    def collect(self) -> Iterator[Metric]:
        """The counts as Prometheus has them."""
        requests = CounterMetricFamily(
            "stancegraph_requests", "Requests by kind and status.", labels=["kind", "status"]
        )
        for (kind, status), number in self._answered.items():
            requests.add_metric([kind, str(status)], number)
        yield requests
        took = HistogramMetricFamily(
            "stancegraph_request_seconds", "How long requests took until their answers were sent.", labels=["kind"]
        )
        for kind, numbers in self._took.items():
            buckets = zip([*map(floatToGoString, _BUCKETS), "+Inf"], accumulate(numbers), strict=True)
            took.add_metric([kind], [*buckets], self._seconds[kind])
        yield took


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
