"""Styles of address before an office or name, or in its place: "His Highness the Amir", "Her Majesty"."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["after_style", "styled_offices"]

_POSSESSIVES = frozenset({"his", "her", "their", "your"})


def after_style(grammar: Grammar, start: int, end: int) -> int:
    """Index after the style with which a subject begins, before `end`: "His Royal Highness | Prince Karim"; `start` if there is none."""
    if grammar.low(start) not in _POSSESSIVES:
        return start
    at = start + 1
    while at < end - 1 and grammar.is_in(at, "style_adjectives"):
        at += 1
    styled = at < end and grammar.tokens[at].is_capital and grammar.low(at) in grammar.words["styles"]
    owns = grammar.low(at + 1) in {"'s", "’s"} and at + 1 < end  # "His Majesty's Government"
    return at + 1 if styled and not owns else start


def styled_offices(grammar: Grammar, style: int) -> tuple[str, ...]:
    """The offices whose holders are told by the style at an index."""
    royal = grammar.low(style) in {"majesty", "majesties", "highness", "highnesses"}
    return (
        ("king", "queen", "sultan", "emperor", "emir", "amir", "prince", "princess")
        if royal
        else ("president", "minister")
    )
