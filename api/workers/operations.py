"""Takes SPARQL updates apart: which operations there are, and the pieces of each that say what it writes and where.

This need not check grammar, which the engine's parser does, only find the pieces in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .lexer import tokens

__all__ = ["Operation", "Quads", "operations"]

_PROLOGUE = {"BASE": 1, "PREFIX": 2, "VERSION": 1}
"""Words of the prologue, and how many tokens follow each."""
_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")

_Token = re.Match[str]


@dataclass(frozen=True, slots=True)
class Quads:
    """A template: its triples by the graph that they go to, each as text. No graph: the default one."""

    blocks: tuple[tuple[str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update.

    `kind` is INSERT DATA, DELETE DATA, MODIFY, CLEAR, DROP, CREATE, ADD, MOVE, COPY or LOAD. Graphs are texts as they stand:
    ``<iri>`` or ``name:local``, or DEFAULT, NAMED, ALL.
    """

    kind: str
    prologue: str
    text: str
    start: int
    """Where it begins in the update."""
    delete: Quads = field(default_factory=Quads)
    insert: Quads = field(default_factory=Quads)
    given: str | None = None
    """The graph after WITH."""
    using: str = ""
    """The USING clauses."""
    where: str = "{}"
    silent: bool = False
    graphs: tuple[str, ...] = ()
    """What it is about; of ADD, MOVE and COPY from where and to where."""


def operations(update: str) -> Iterator[Operation]:
    """The operations of an update, in order, each with the prologue that holds for it.

    Raises ValueError or IndexError for what is no update.
    """
    prologue: list[str] = []
    for part in _split(update):
        rest = part
        while rest and rest[0].group().upper() in _PROLOGUE:
            count = 1 + _PROLOGUE[rest[0].group().upper()]
            prologue.append(_text(update, rest[:count]))
            rest = rest[count:]
        if rest:
            yield _operation(update, rest, "\n".join(prologue))


def _split(update: str) -> Iterator[list[_Token]]:
    """The tokens of each operation."""
    part: list[_Token] = []
    depth = 0
    for token in tokens(update):
        text = token.group()
        depth += (text in _OPEN) - (text in _CLOSE)
        if text == ";" and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _text(update: str, some: Sequence[_Token]) -> str:
    return update[some[0].start() : some[-1].end()] if some else ""


def _operation(update: str, some: list[_Token], prologue: str) -> Operation:
    words = [token.group().upper() for token in some[:2]]
    text = _text(update, some)
    if words[1:] == ["DATA"]:
        return Operation(" ".join(words), prologue, text, some[0].start())
    if words[0] in {"INSERT", "DELETE", "WITH"}:
        return _modify(update, some, prologue, text)
    told = [token.group() for token in some[1:]]
    silent = bool(told) and told[0].upper() == "SILENT"
    graphs = tuple(word for word in told[silent:] if word.upper() not in {"GRAPH", "TO", "INTO"})
    return Operation(words[0], prologue, text, some[0].start(), silent=silent, graphs=graphs)


def _modify(update: str, some: list[_Token], prologue: str, text: str) -> Operation:
    given, start = None, some[0].start()
    if some[0].group().upper() == "WITH":
        given, some = some[1].group(), some[2:]
    if [token.group().upper() for token in some[:2]] == ["DELETE", "WHERE"]:
        end = _end(some, 2)
        return Operation(
            "MODIFY", prologue, text, start, _quads(update, some[3:end]), where=_text(update, some[2 : end + 1])
        )
    found: dict[str, Quads] = {}
    while some and (word := some[0].group().upper()) in {"DELETE", "INSERT"}:
        end = _end(some, 1)
        found[word] = _quads(update, some[2:end])
        some = some[end + 1 :]
    words = [token.group().upper() for token in some]
    if "WHERE" not in words:
        raise ValueError("there is no WHERE")
    at = words.index("WHERE")
    return Operation(
        "MODIFY", prologue, text, start, found.get("DELETE", Quads()), found.get("INSERT", Quads()), given,
        _text(update, some[:at]), _text(update, some[at + 1 :]),
    )  # fmt: skip


def _end(some: Sequence[_Token], start: int) -> int:
    """Where the bracket closes that opens at `start`."""
    depth = 0
    for at in range(start, len(some)):
        text = some[at].group()
        depth += (text in _OPEN) - (text in _CLOSE)
        if depth == 0:
            return at
    raise ValueError("a bracket is not closed")


def _quads(update: str, some: Sequence[_Token]) -> Quads:
    blocks: list[tuple[str | None, str]] = []
    run: list[_Token] = []
    at = 0
    while at < len(some):
        if some[at].group().upper() == "GRAPH" and some[at].lastgroup == "word":
            end = _end(some, at + 2)
            blocks += [(None, _text(update, run)), (some[at + 1].group(), _text(update, some[at + 3 : end]))]
            run = []
            at = end + 1
            if at < len(some) and some[at].group() == ".":
                at += 1
        else:
            run.append(some[at])
            at += 1
    return Quads(tuple(block for block in (*blocks, (None, _text(update, run))) if block[1]))
