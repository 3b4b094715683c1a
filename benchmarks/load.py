"""Clients of an HTTP server that cost next to nothing themselves: raw sockets, kept open, a request after the other.

One process plays all of them. `ceiling` tells how many requests a second it can ask at most.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import select
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from urllib.parse import quote, urlsplit

__all__ = ["Burst", "Endpoint", "asking", "burst", "ceiling", "fetch"]

_PIECE = 1 << 18
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where queries are sent by GET."""

    url: str

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.url)
        return str(parts.hostname), int(parts.port or 80)

    def request(self, query: str, accept: str = "application/sparql-results+json") -> bytes:
        """A query as it goes over the wire."""
        parts = urlsplit(self.url)
        return (
            f"GET {parts.path}?query={quote(query)} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\n\r\n"
        ).encode()


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of a burst: answers, how long it took, and how long each answer took, in seconds, sorted."""

    seconds: float
    latencies: Sequence[float]
    failed: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that so large a share of the good answers kept, in milliseconds."""
        if not self.latencies:
            return float("nan")
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))] * 1000


class _Client:
    """One connection, with at most one request under way."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(self._address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = bytearray()

    def send(self, request: bytes) -> None:
        self.got.clear()
        self.began = time.perf_counter()
        with contextlib.suppress(ConnectionError):  # `receive` tells that it has ended
            self.socket.sendall(request)

    def receive(self) -> bool | None:
        """Take what has come: whether the answer was good; None as long as there is more to come."""
        piece = _received(self.socket)
        self.got += piece
        if not _whole(self.got) and piece:
            return None
        return bool(piece) and self.got.startswith(b"HTTP/1.1 200")


def _received(one: socket.socket) -> bytes:
    """What has come; nothing where the connection has ended."""
    try:
        return one.recv(_PIECE)
    except ConnectionError:
        return b""


def _whole(got: bytearray) -> bool:
    """Whether an answer has come to its end."""
    at = got.find(b"\r\n\r\n")
    if at < 0:
        return False
    head = bytes(got[:at]).lower()
    _, found, length = head.partition(b"content-length:")
    if found:
        return len(got) >= at + 4 + int(length.split(b"\r\n", 1)[0])
    return got.endswith(b"0\r\n\r\n")


def _play(address: tuple[str, int], requests: Sequence[bytes], clients: int, seconds: float, pipe: Connection) -> None:
    players = {one.socket.fileno(): one for one in (_Client(address) for _ in range(clients))}
    poll = select.epoll()
    latencies: list[float] = []
    failed = sent = 0
    pipe.send("ready")
    pipe.recv()
    started = now = time.perf_counter()
    for descriptor, player in players.items():
        player.send(requests[sent % len(requests)])
        sent += 1
        poll.register(descriptor, select.EPOLLIN)
    while (left := started + seconds - now) > 0:
        for descriptor, _ in poll.poll(left):
            player = players[descriptor]
            good = player.receive()
            if good is None:
                continue
            now = time.perf_counter()
            if good:
                latencies.append(now - player.began)
            else:
                failed += 1
                poll.unregister(descriptor)
                player.socket.close()
                del players[descriptor]
                player.connect()
                players[player.socket.fileno()] = player
                poll.register(player.socket.fileno(), select.EPOLLIN)
            player.send(requests[sent % len(requests)])
            sent += 1
        now = time.perf_counter()
    pipe.send((Burst(now - started, sorted(latencies), failed), sent))
    for player in players.values():
        player.socket.close()


def burst(endpoint: Endpoint, requests: Sequence[bytes], clients: int, seconds: float) -> tuple[Burst, int]:
    """Let clients ask for some seconds, each as soon as it has its answer; what came, and how many requests were sent.

    Requests are taken in their order, over all clients, and from the beginning again where they are too few.
    """
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_play, args=(endpoint.address, requests, clients, seconds, theirs))
    process.start()
    theirs.close()
    ours.recv()
    ours.send("go")
    found: tuple[Burst, int] = ours.recv()
    process.join()
    return found


def fetch(endpoint: Endpoint, request: bytes, seconds: float = 600) -> tuple[float, bytes]:
    """Send one request: seconds until the last byte, and the body as it came. Raises OSError for any answer but 200."""
    with contextlib.closing(socket.create_connection(endpoint.address, timeout=seconds)) as one:
        began = time.perf_counter()
        one.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        pieces = []
        while piece := one.recv(_PIECE):
            pieces.append(piece)
        took = time.perf_counter() - began
    head, _, body = b"".join(pieces).partition(b"\r\n\r\n")
    if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200")):
        raise OSError(f"{head[:100].decode(errors='replace')} {body[:300].decode(errors='replace')}")
    return took, _unchunked(body) if b"transfer-encoding: chunked" in head.lower() else body


def _unchunked(body: bytes) -> bytes:
    parts, at = [], 0
    while True:
        end = body.index(b"\r\n", at)
        length = int(body[at:end].partition(b";")[0], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + length + 4


@contextlib.contextmanager
def asking(endpoint: Endpoint, requests: list[bytes]) -> Iterator[None]:
    """Clients that ask and wait, each on a connection of its own; one that is turned away asks again a second later."""
    done = threading.Event()

    def ask(request: bytes) -> None:
        while not done.is_set():
            with contextlib.suppress(OSError, ValueError):
                _ask_until(endpoint, request, done)
            done.wait(1)

    threads = [threading.Thread(target=ask, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _ask_until(endpoint: Endpoint, request: bytes, done: threading.Event) -> None:
    with contextlib.closing(socket.create_connection(endpoint.address, timeout=0.5)) as one:
        one.sendall(request)
        while not done.is_set():
            with contextlib.suppress(TimeoutError):
                one.recv(1 << 16)
                return


def _echo(pipe: Connection) -> None:
    """A server that gives everyone the same answer, as little work as a server can have."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    pipe.send(listener.getsockname()[1])
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n" + b"x" * 300
    poll, known = select.epoll(), {listener.fileno(): listener}
    poll.register(listener, select.EPOLLIN)
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == listener.fileno():
                one, _ = listener.accept()
                known[one.fileno()] = one
                poll.register(one, select.EPOLLIN)
            elif _received(known[descriptor]):
                known[descriptor].sendall(answer)
            else:
                poll.unregister(descriptor)
                known.pop(descriptor).close()


def ceiling(clients: int, seconds: float) -> Burst:
    """How fast the clients are themselves: against a server that does nothing, in one more process."""
    ours, theirs = _SPAWN.Pipe()
    server = _SPAWN.Process(target=_echo, args=(theirs,), daemon=True)
    server.start()
    endpoint = Endpoint(f"http://127.0.0.1:{ours.recv()}/")
    try:
        return burst(endpoint, [endpoint.request("ASK {}")], clients, seconds)[0]
    finally:
        server.terminate()
        server.join()
