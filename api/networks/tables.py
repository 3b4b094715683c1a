"""Answers as tables to read: columns and rows of text, for terminals and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from .agreement import Agreement
from .blocs import Blocs
from .centrality import Centrality
from .change import Change
from .disagreements import Disagreements
from .edge import Edge
from .ego import Ego, EgoCounts
from .matrix import Matrix
from .members import Members
from .paths import Paths
from .shapes import Evidence, Tie
from .similarity import Similarity
from .timeline import Timeline

__all__ = ["Table", "has_table", "to_summary", "to_table"]

Table = tuple[Sequence[str], list[list[str]]]
_WORDS = {"+": "for", "-": "against", "0": "neutral", "±": "both", None: ""}


@singledispatch
def to_table(answer: object) -> Table:
    """The answer to a question as columns and rows."""
    raise TypeError(f"{type(answer).__name__} is no answer that has a table")


def has_table(answer: object) -> bool:
    """Whether there is a table for answers of this kind."""
    return to_table.dispatch(type(answer)) is not to_table.dispatch(object)


def to_summary(answer: object) -> str | None:
    """What an answer says as a whole, where its table does not."""
    match answer:
        case Blocs():
            return (
                f"{answer.actors} actors, {answer.ties} ties; frustration {answer.frustration:g} of {answer.strength:g}; "
                f"{answer.balance.tense} of {answer.balance.triangles} triangles are tense"
            )
        case Similarity():
            return (
                f"{answer.shared} things in both, {answer.agree} on the same side, {answer.conflict} on opposite ones; "
                f"{answer.only_a} and {answer.only_b} in one alone; {len(answer.repeated)} word for word"
            )
    return getattr(answer, "reason", None)


@to_table.register
def _counts(answer: EgoCounts) -> Table:
    rows = [["ties", tie, str(count)] for tie, count in answer.ties.items()]
    rows += [["neighbours", kind, str(count)] for kind, count in answer.kinds.items()]
    return ("what", "kind", "number"), [*rows, ["positions", "", str(answer.positions)]]


@to_table.register
def _ego(answer: Ego) -> Table:
    names = {node.id: node.label for node in answer.nodes}
    columns = ("from", "tie", "to", "stance", "positions", "first", "last", "quote", "document")
    return columns, [_tie(tie, names) for tie in answer.edges]


def _tie(tie: Tie, names: dict[str, str]) -> list[str]:
    said = tie.evidence[0] if tie.evidence else None
    return [
        names[tie.start],
        tie.label,
        names[tie.end],
        _WORDS[tie.polarity],
        str(tie.weight) if tie.tie in {"stance", "bound"} else "",
        tie.first or "",
        tie.last or "",
        said.quote if said else "",
        said.title if said else "",
    ]


def _said(evidence: Sequence[Evidence]) -> list[str]:
    """The latest sentence, and where it stands."""
    return [evidence[0].quote, evidence[0].title] if evidence else ["", ""]


@to_table.register
def _edge(answer: Edge) -> Table:
    rows = [
        [one.said.date, one.holder.label, one.said.act, _WORDS[one.said.polarity], one.thing.label, one.said.quote,
         one.said.title] for one in answer.positions
    ]  # fmt: skip
    return ("date", "actor", "act", "stance", "thing", "quote", "document"), rows


@to_table.register
def _paths(answer: Paths) -> Table:
    rows = []
    for number, path in enumerate(answer.paths, 1):
        for step in path.steps:
            tie = step.ties[0]
            arrow = "→" if tie.start == step.start.id else "←"
            told = [str(number), step.start.label, f"{tie.label} {arrow}", step.end.label, _WORDS[tie.polarity]]
            rows.append([*told, str(len(step.ties)), *_said(tie.evidence)])
    return ("path", "from", "tie", "to", "stance", "ties", "quote", "document"), rows


@to_table.register
def _matrix(answer: Matrix) -> Table:
    cells = answer.by_ends
    rows = []
    for holder in answer.holders:
        row = [holder.label]
        for thing in answer.things:
            cell = cells.get((holder.id, thing.id))
            row.append("" if cell is None else f"{cell.polarity.replace('-', '−')} {cell.positions}")
        rows.append(row)
    return ("actor", *(thing.label for thing in answer.things)), rows


@to_table.register
def _agreement(answer: Agreement) -> Table:
    columns = ("actor", "with", "shared", "agree", "conflict", "share", "low", "high", "cosine", "differ on")
    rows = []
    for pair in answer.pairs:
        figures = (pair.share, pair.low, pair.high, pair.cosine)
        differ = ", ".join(one.thing.label for one in pair.things if one.a != one.b)
        counts = [str(pair.shared), str(pair.agree), str(pair.conflict)]
        rows.append([pair.a.label, pair.b.label, *counts, *(f"{figure:.2f}" for figure in figures), differ])
    return columns, rows


@to_table.register
def _disagreements(answer: Disagreements) -> Table:
    rows = [
        [one.thing.label, word, side.holder.label, str(side.positions), *_said(side.evidence)]
        for one in answer.things
        for word, sides in (("for", one.proponents), ("against", one.opponents))
        for side in sides
    ]
    return ("thing", "side", "actor", "positions", "quote", "document"), rows


@to_table.register
def _change(answer: Change) -> Table:
    rows = [
        [item.kind, item.holder.label, item.thing.label, _WORDS[item.polarity_before], _WORDS[item.polarity_after],
         "yes" if item.word_for_word else "", *_said(item.before)[:1], *_said(item.after)[:1]]
        for item in answer.items
    ]  # fmt: skip
    return ("change", "actor", "thing", "before", "after", "word for word", "quote before", "quote after"), rows


@to_table.register
def _timeline(answer: Timeline) -> Table:
    rows = [
        [one.date, _WORDS[one.polarity], str(one.support), str(one.oppose), str(one.neutral), *_said(one.evidence)]
        for one in answer.points
    ]
    return ("date", "stance", "for", "against", "neutral", "quote", "document"), rows


@to_table.register
def _similarity(answer: Similarity) -> Table:
    rows = [[one.thing.label, _WORDS[one.a], _WORDS[one.b]] for one in answer.things]
    return ("thing", answer.a.title, answer.b.title), rows


@to_table.register
def _members(answer: Members) -> Table:
    rows = [
        [one.member.label, one.thing.label, _WORDS[one.member_polarity], _WORDS[one.body_polarity],
         *_said(one.member_evidence)[:1], *_said(one.body_evidence)[:1]]
        for one in answer.apart
    ]  # fmt: skip
    return ("member", "thing", "member is", "body is", "member's words", "body's words"), rows


@to_table.register
def _blocs(answer: Blocs) -> Table:
    rows = [[str(bloc.number), node.label, node.kind] for bloc in answer.blocs for node in bloc.members]
    return ("bloc", "member", "kind"), rows


@to_table.register
def _centrality(answer: Centrality) -> Table:
    rows = [
        [
            one.node.label,
            one.node.kind,
            str(one.degree),
            f"{one.positions:g}",
            f"{one.pagerank:.6f}",
            f"{one.betweenness:.6f}",
        ]
        for one in answer.rows
    ]
    return ("thing", "kind", "degree", "positions", "pagerank", "betweenness"), rows
