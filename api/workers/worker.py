"""A query worker: a forked process that holds the graph, evaluates one query at a time and sends the answer in frames.

It can open nothing: neither file nor connection. It is killed, not asked, when a query takes too long. A worker that is forked for a
query that may reach others can open a few descriptors, and does so only while it evaluates what asks no others than those.
"""

from __future__ import annotations

import math
import re
import resource
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

import pyoxigraph as ox

from graph_builder import Packed, pack_change, unpack_change

from . import frames, memory
from .counting import Counter
from .errors import Missing, NotAcceptable, Refused, UploadSyntax
from .formats import DATASET_FORMATS, GRAPH_FORMATS, SOLUTION_FORMATS, Format
from .frames import Changed, Connection, ErrorFrame, FrameKind, Request, Write
from .held import Held
from .lexer import fault
from .loading import open_to_others
from .others import may_reach
from .own_pages import OwnPages
from .updates import Draft, evaluate_update
from .uploads import evaluate_upload

__all__ = ["confine", "serve"]

_AT = re.compile(r"(?:error at |at line )?(\d+):(\d+):? *")
_CHARACTERS = re.compile(r"(?:, )?\['.*?'\](?=,|$)|, \[_\]")
"""Ranges of characters among the things that the parser expected; nobody reads them."""
_DESCRIPTORS = 64
"""How many descriptors a worker may have that may reach others: connections, and what names and certificates are looked up in."""
_GRACE_SECONDS = 2
"""The service kills at the limit; a worker whose service is gone ends itself this much later."""


class _FrameWriter:
    """A file to write a result to: it goes out in one frame if it is short, or else in many, with the head before the first.

    `rows`: counts the rows in what is written.
    """

    def __init__(self, service: Connection, media_type: str, rows: Counter | None = None) -> None:
        self._service, self._media_type, self._rows = service, media_type, rows
        self._parts: list[bytes] = []
        self._size = 0
        self._head_sent = False

    def write(self, data: bytes) -> int:
        size = len(data)
        self._parts.append(data)
        self._size += size
        if self._size >= frames.CHUNK:
            self._service.send(self._head() + frames.pack(FrameKind.DATA, self._taken()))
        return size

    def flush(self) -> None:
        """Nothing: frames are as large as they can be."""

    def finish(self, counter: Counter | None) -> None:
        """Send what is left and the end, which tells what was counted."""
        data = self._taken()
        rows = counter.rows if counter is not None else None
        if self._head_sent:
            end = frames.pack(FrameKind.END, b"" if rows is None else b"%d" % rows)
            self._service.send(frames.pack(FrameKind.DATA, data) + end)
        else:
            self._service.send(frames.pack_answer(self._media_type, data, rows))

    def _taken(self) -> bytes:
        """What was written since the last time."""
        data = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        if self._rows is not None:
            self._rows.see(self._media_type, data)
        return data

    def _head(self) -> bytes:
        """The head, the first time."""
        if self._head_sent:
            return b""
        self._head_sent = True
        return frames.pack(FrameKind.HEAD, self._media_type.encode())


def confine(megabytes: int, *, reaching: bool = False) -> None:
    """Let this process open no descriptor any more, dump no core and take only so much more memory.

    `reaching`: it may let itself open some again.
    """
    used = memory.address_space()  # while a file can still be opened
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, _DESCRIPTORS if reaching else 0))
    if used is not None:
        ceiling = used + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def serve(requests: socket.socket, answers: socket.socket, held: Held, *, ahead: bool = False) -> None:
    """Answer requests until the service closes the sockets. `ahead`: the graph is read through while nothing is asked."""
    service = Connection(requests, answers)
    pages = OwnPages(held) if ahead else None
    while (frame := _next(service, pages)) is not None:
        kind, payload = frame
        request = frames.loads(kind, payload)
        if kind is FrameKind.APPLY:
            _apply(service, held, request)
            continue
        signal.alarm(math.ceil(request["seconds"]) + _GRACE_SECONDS)
        error = _guarded(service, held, kind, request)
        if error is not None:
            service.send(frames.pack(FrameKind.ERROR, error))
        signal.alarm(0)


def _next(service: Connection, pages: OwnPages | None) -> tuple[FrameKind, bytes] | None:
    if pages is not None:
        pages.read_on(service)
    return service.receive()


def _guarded(service: Connection, held: Held, kind: FrameKind, request: Any) -> ErrorFrame | None:
    """Do what is asked; the error to tell, if it cannot be done."""
    try:
        if kind is FrameKind.WRITE:
            _write(service, Draft(held.store, held.merged), request)
        else:
            _answer(service, held, request)
    except UploadSyntax as error:
        if error.line is None or error.column is None:
            return {"kind": "upload", "message": str(error)}
        return {"kind": "upload", "message": str(error), "line": error.line, "column": error.column}
    except SyntaxError as error:
        return _syntax_error(str(error))
    except Refused as error:
        return {"kind": "refused", "message": str(error)}
    except NotAcceptable as error:
        return {"kind": "not-acceptable", "message": str(error)}
    except Missing as error:
        return {"kind": "missing", "message": str(error)}
    except MemoryError:
        return {"kind": "memory", "message": ""}
    except (ValueError, RuntimeError, OSError) as error:
        return {"kind": "failed", "message": " ".join(str(error).split())}
    return None


def _answer(service: Connection, held: Held, request: Request) -> None:
    reaching = not request.get("dataset") and _admitted(request)
    counter = Counter() if request.get("count") else None
    with open_to_others() if reaching else nullcontext():
        if request.get("dataset"):
            fmt = DATASET_FORMATS[request["graph"] or "trig"]
            results: object = _quads(held)
        else:
            results = _evaluate(held, request)
            fmt = _format(results, request)
        rows = isinstance(results, ox.QuerySolutions)
        writer = _FrameWriter(service, fmt.media_type, counter if rows else None)
        if counter is not None and not rows and not isinstance(results, ox.QueryBoolean):
            results = counter.watch(results)  # type: ignore[arg-type]
        fmt.write(results, writer)  # type: ignore[arg-type]
    writer.finish(counter)


def _admitted(request: Request) -> bool:
    """Whether a query may reach others. Raises Refused if it cannot be evaluated at all."""
    query, allowed = request["query"], request.get("reach", [])
    reaching = may_reach(query, allowed)
    if (why := fault(query, reaching=reaching)) is not None:
        raise Refused(why)
    return reaching


def _quads(held: Held) -> Iterator[ox.Quad]:
    """All quads; of a merged default graph none, for they are copies."""
    default = ox.DefaultGraph()
    return (quad for quad in held.store if not (held.merged and quad.graph_name == default))


def _write(service: Connection, draft: Draft, request: Write) -> None:
    """Find out what a write changes, and send that."""
    frame = service.receive()
    body = frame[1] if frame else b""
    existed = True
    if request["kind"] == "update":
        change = evaluate_update(
            draft.store, body.decode(), merged=draft.merged, base=request["base"],
            default=request.get("default_graphs", []), named=request.get("named_graphs", []),
            allowed=request.get("reach", []), most=request.get("most", 0),
        )  # fmt: skip
    else:
        existed = evaluate_upload(draft, request, body)
        change = draft.change
    service.send(frames.changed_frames(FrameKind.CHANGED, pack_change(change), existed=existed))


def _apply(service: Connection, held: Held, told: Changed) -> None:
    """Take in what was written by another, and say when that is done."""
    added, removed = service.receive(), service.receive()
    if added is not None and removed is not None:
        packed = Packed(added[1], removed[1], told["graphs"], told["added"], told["removed"])
        held.apply(unpack_change(packed))
        service.send(frames.pack(FrameKind.END))


def _evaluate(held: Held, request: Request) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    query = request["query"]
    default, named = request.get("default_graphs", []), request.get("named_graphs", [])
    if default or named:
        # A dataset given by the protocol is the whole dataset, and it wins over FROM.
        graphs = {"default_graph": _nodes(default), "named_graphs": _nodes(named)}
        return held.store.query(query, base_iri=request.get("base"), **graphs)  # type: ignore[arg-type]
    return held.answering(query).query(query, base_iri=request.get("base"))


def _nodes(iris: Sequence[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]


def _format(results: object, request: Request) -> Format:
    if isinstance(results, ox.QueryTriples):
        name, formats = request["graph"], GRAPH_FORMATS
    else:
        name, formats = request["solutions"], SOLUTION_FORMATS
    if name is None:
        raise NotAcceptable(", ".join(dict.fromkeys(fmt.media_type for fmt in formats.values())))
    return formats[name]


def _syntax_error(message: str) -> ErrorFrame:
    """The parser's words on one line, and where: ``error at 1:21: expected …``."""
    folded = _CHARACTERS.sub("", " ".join(message.split()))
    found = _AT.search(folded)
    if found is None:
        return {"kind": "syntax", "message": folded}
    line, column = int(found.group(1)), int(found.group(2))
    rest = folded[found.end() :] or folded
    return {"kind": "syntax", "message": f"Line {line}, column {column}: {rest}", "line": line, "column": column}
