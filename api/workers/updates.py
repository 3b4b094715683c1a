"""Evaluates SPARQL updates in a worker, on its own copy of the graph, and tells exactly which quads they add and remove.

The engine tells neither, and comparing the whole graph before and after costs seconds a million quads. So each operation is put to the
engine in a form that writes what it would remove and what it would add into graphs of their own; from those few quads follows what
changes. What an update costs is then what its patterns cost, not what the graph weighs.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph_builder import DEFAULT_GRAPH, NOTHING, Change, apply_change, combine_changes

from .errors import Refused
from .lexer import DEEPEST, asks_others, depth
from .loading import load, open_to_others
from .operations import Operation, Quads, operations
from .others import SETTING, may_reach

__all__ = ["Draft", "evaluate_update"]

_SCRATCH = "urn:x-stancegraph"
_DEFAULT = ox.DefaultGraph()


@dataclass(slots=True)
class Draft:
    """A copy of the graph that a transaction works on, and what it has changed so far.

    `merged`: the default graph is the merge of the named ones. What is written to it then goes to a named graph of its own, and
    what is removed from it leaves every graph that has it.
    """

    store: ox.Store
    merged: bool
    change: Change = NOTHING

    def write(self, removed: Iterable[ox.Quad], added: Iterable[ox.Quad], dropped: Iterable[ox.NamedNode] = ()) -> None:
        """Remove quads and graphs, then add quads; what is not there, or is already, counts for nothing."""
        gone, new = {quad for one in removed for quad in self._placed(one)}, {self._home(quad) for quad in added}
        lost = {name for name in dropped if self.store.contains_named_graph(name)}
        change = Change(
            added=frozenset(quad for quad in new if quad not in self.store),
            removed=frozenset(quad for quad in gone if quad in self.store and quad not in new),
            created=frozenset(
                name.value
                for name in {quad.graph_name for quad in new}
                if isinstance(name, ox.NamedNode) and not self.store.contains_named_graph(name)
            ),
            dropped=frozenset(name.value for name in lost),
        )
        self._take(change)

    def create(self, name: ox.NamedNode) -> None:
        """Let a named graph be there, if only an empty one."""
        if not self.store.contains_named_graph(name):
            self._take(Change(created=frozenset({name.value})))

    def _take(self, change: Change) -> None:
        apply_change(self.store, change, merged=self.merged)
        self.change = combine_changes(self.change, change)

    def place(self, name: ox.NamedNode | ox.DefaultGraph) -> ox.NamedNode | ox.DefaultGraph:
        """The graph that holds what is written to one."""
        return ox.NamedNode(DEFAULT_GRAPH) if self.merged and name == _DEFAULT else name

    def held(self, name: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
        """The quads of the graph that holds what is written to one."""
        return list(self.store.quads_for_pattern(None, None, None, self.place(name)))

    def has(self, name: ox.NamedNode | ox.DefaultGraph) -> bool:
        """Whether there is such a graph; the default one is always there."""
        return name == _DEFAULT or self.store.contains_named_graph(name)

    def _home(self, quad: ox.Quad) -> ox.Quad:
        return _in(quad, self.place(_DEFAULT)) if self.merged and quad.graph_name == _DEFAULT else quad

    def _placed(self, quad: ox.Quad) -> Iterable[ox.Quad]:
        if not (self.merged and quad.graph_name == _DEFAULT):
            return (quad,)
        return [found for found in self.store.quads_for_pattern(*quad.triple) if found.graph_name != _DEFAULT]


@dataclass(frozen=True, slots=True)
class _Others:
    """What an update may have of other servers: the addresses, how many bytes at once, and whether its patterns ask only those."""

    allowed: tuple[str, ...] = ()
    most: int = 0
    asked: bool = False


@dataclass(slots=True)
class _Redirected:
    """The templates of an operation, written so that they add to scratch graphs."""

    nonce: str
    binds: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    def take(self, sign: str, quads: Quads, given: str | None) -> None:
        """`sign` is + or -; what has no GRAPH goes where WITH says."""
        for graph, triples in quads.blocks:
            variable = f"?scratch{self.nonce}x{len(self.binds)}"
            self.binds.append(f"BIND({self._target(sign, graph or given)} AS {variable})")
            self.blocks.append(f"GRAPH {variable} {{ {triples}\n}}")

    def _target(self, sign: str, graph: str | None) -> str:
        base = f"{_SCRATCH}:{self.nonce}:{sign}"
        if graph is None:
            return f"<{base}>"
        # A graph variable that is bound to no IRI names no graph: the error leaves the scratch variable unbound.
        return f'IF(isIRI({graph}), IRI(CONCAT("{base}", STR({graph}))), 1/0)'


def evaluate_update(
    store: ox.Store, update: str, *, merged: bool, base: str, default: Sequence[str] = (), named: Sequence[str] = (),
    allowed: Sequence[str] = (), most: int = 0,
) -> Change:  # fmt: skip
    """What an update changes. The store is a copy and is changed too.

    `default` and `named` are the graphs that the protocol names for all patterns; `allowed` are the addresses that it may reach, and
    `most` how many bytes LOAD may fetch. Raises SyntaxError, Refused, or RuntimeError where an operation fails.
    """
    others = _Others(tuple(allowed), most, _check(update, allowed))
    parts = _parse(update, base)
    draft = Draft(store, merged)
    using = "".join(f" USING <{iri}>" for iri in default) + "".join(f" USING NAMED <{iri}>" for iri in named)
    if using and any(part.using or part.given for part in parts):
        raise Refused(
            "The update names its graphs itself (USING or WITH); then using-graph-uri and using-named-graph-uri cannot."
        )
    for part in parts:
        _evaluate(draft, part, base, using, others)
    return draft.change


def _in(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """The same triple in another graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _check(update: str, allowed: Sequence[str]) -> bool:
    """Whether its patterns may ask other servers. Raises Refused if it cannot be evaluated at all."""
    if sum(map(update.count, "({[")) > DEEPEST and (found := depth(update)) > DEEPEST:
        raise Refused(f"The update is nested {found} deep; {DEEPEST} is the most. Write it with less nesting.")
    if may_reach(update, allowed):
        return True
    if ("service" in update.lower() or "\\u" in update) and asks_others(update):
        raise Refused(
            f"SERVICE is not allowed: this server asks no other but those that {SETTING} lists, written out as <https://…>. "
            "Load the data here, or federate from your side."
        )
    return False


def _parse(update: str, base: str) -> list[Operation]:
    """The operations. Raises SyntaxError if it is no update, as the engine's parser tells it.

    The engine knows no PREFIX or BASE behind a semicolon, which the standard allows; then the operations are put to it one by one.
    """
    try:
        parts = list(operations(update))
    except (ValueError, IndexError):
        parts = []
    if not parts or not _parses(update, parts[0].start, base):
        if len({part.prologue for part in parts}) < 2:
            ox.Store().update(update, base_iri=base)  # tells what is wrong; it cannot be evaluated, unless it is empty
            return parts
        for part in parts:
            alone = f"{part.prologue}\n{part.text}"
            if not _parses(alone, len(part.prologue) + 1, base):
                ox.Store().update(alone, base_iri=base)
    return parts


def _parses(update: str, start: int, base: str) -> bool:
    """Whether it is an update. The engine parses all of it before it evaluates any, and what is put in front fails at once."""
    try:
        ox.Store().update(f"{update[:start]}DROP GRAPH <{_SCRATCH}>;{update[start:]}", base_iri=base)
    except SyntaxError:
        return False
    except RuntimeError:
        return True
    return True


def _evaluate(draft: Draft, part: Operation, base: str, using: str, others: _Others) -> None:
    match part.kind:
        case "INSERT DATA":
            draft.write([], _data(part, part.text, base))
        case "DELETE DATA":
            draft.write(_data(part, "INSERT" + part.text[len("DELETE") :], base), [])
        case "MODIFY":
            _modify(draft, part, base, using, others)
        case "CREATE" | "CLEAR" | "DROP":
            _manage(draft, part, base)
        case "ADD" | "MOVE" | "COPY":
            _transfer(draft, part, base)
        case "LOAD":
            _load(draft, part, base, others)
        case _:
            raise Refused(f"'{part.text[:40]}' cannot be taken apart. Write a blank between its words.")


def _data(part: Operation, text: str, base: str) -> list[ox.Quad]:
    store = ox.Store()
    store.update(f"{part.prologue}\n{text}", base_iri=base)
    return list(store)


def _load(draft: Draft, part: Operation, base: str, others: _Others) -> None:
    source = _resolved(part, part.graphs[0], base)
    target = _resolved(part, part.graphs[1], base) if len(part.graphs) > 1 else _DEFAULT
    try:
        quads = load(str(source)[1:-1], others.allowed, others.most)
    except (Refused, RuntimeError):
        if part.silent:  # the standard's way to go on without
            return
        raise
    place = draft.place(target)
    draft.write([], [_in(quad, place) for quad in quads])
    if isinstance(place, ox.NamedNode):
        draft.create(place)


def _modify(draft: Draft, part: Operation, base: str, using: str, others: _Others) -> None:
    store, nonce = draft.store, secrets.token_hex(8)
    redirected = _Redirected(nonce)
    redirected.take("-", part.delete, part.given)
    redirected.take("+", part.insert, part.given)
    given = f"WITH {part.given} " if part.given else ""
    text = (
        f"{part.prologue}\n{given}INSERT {{ {' '.join(redirected.blocks)} }} {part.using}{using} "
        f"WHERE {{ {part.where}\n{' '.join(redirected.binds)} }}"
    )
    try:
        with open_to_others() if others.asked else nullcontext():
            store.update(text, base_iri=base)
    except SyntaxError:
        raise Refused(f"'{part.text[:40]} …' cannot be taken apart. Write a blank between its words.") from None
    start = f"{_SCRATCH}:{nonce}:"
    removed: list[ox.Quad] = []
    added: list[ox.Quad] = []
    for name in [name for name in store.named_graphs() if name.value.startswith(start)]:
        sign, graph = name.value[len(start)], name.value[len(start) + 1 :]
        target = ox.NamedNode(graph) if graph else _DEFAULT
        quads = [_in(quad, target) for quad in store.quads_for_pattern(None, None, None, name)]
        (removed if sign == "-" else added).extend(quads)
        store.remove_graph(name)
    draft.write(removed, added)


# ------------------------------------------------------------------ graph management


def _resolved(part: Operation, text: str, base: str) -> ox.NamedNode | ox.DefaultGraph:
    if text.upper() == "DEFAULT":
        return _DEFAULT
    try:
        [row] = ox.Store().query(f"{part.prologue}\nSELECT ({text} AS ?graph) {{}}", base_iri=base)  # type: ignore[misc]
    except SyntaxError:
        raise Refused(f"'{part.text[:40]}' cannot be taken apart. Write a blank between its words.") from None
    return row["graph"]  # type: ignore[no-any-return]


def _manage(draft: Draft, part: Operation, base: str) -> None:
    wide = part.graphs[0].upper()
    if wide in {"NAMED", "ALL"}:
        names: list[ox.NamedNode | ox.DefaultGraph] = [*draft.store.named_graphs()]  # type: ignore[list-item]
        names += [_DEFAULT] if wide == "ALL" else []
    else:
        names = [_resolved(part, part.graphs[0], base)]
        there = draft.has(names[0])
        if part.kind == "CREATE":
            if there and not part.silent:
                raise RuntimeError(f"The graph {names[0]} exists already.")
            if isinstance(names[0], ox.NamedNode):
                draft.create(names[0])
            return
        if not there:
            if not part.silent:
                raise RuntimeError(f"There is no graph {names[0]}.")
            return
    removed = [quad for name in names for quad in draft.held(name)]
    named = [name for name in map(draft.place, names) if isinstance(name, ox.NamedNode)]
    draft.write(removed, [], named if part.kind == "DROP" else ())


def _transfer(draft: Draft, part: Operation, base: str) -> None:
    source, target = (_resolved(part, text, base) for text in part.graphs)
    if draft.place(source) == draft.place(target):
        return
    if not draft.has(source):
        if not part.silent:
            raise RuntimeError(f"There is no graph {source}.")
        return
    moved = draft.held(source)
    place = draft.place(target)
    removed = [] if part.kind == "ADD" else draft.held(target)
    dropped: list[ox.NamedNode] = []
    if part.kind == "MOVE":
        removed += moved
        dropped = [name for name in [draft.place(source)] if isinstance(name, ox.NamedNode)]
    draft.write(removed, [_in(quad, place) for quad in moved], dropped)
    if isinstance(place, ox.NamedNode):
        draft.create(place)
