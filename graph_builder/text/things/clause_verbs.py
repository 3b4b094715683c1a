"""The verb of a clause whose words may all be nouns: "that the treaty | serves peace"."""

from __future__ import annotations

from graph_builder.text.things.subjects_of_verbs import Subjects
from graph_builder.text.words.grammar import Grammar

__all__ = ["main_verb"]

_NO_NOUNS = frozenset({"to", "not"})


def main_verb(grammar: Grammar, reader: Subjects, target: tuple[int, int]) -> int | None:
    """Index of the verb of a clause that "that" opens, where each word that may be one may be a noun as well.

    A clause has a verb: if nothing in it can only be one, it is the word that agrees with the noun before it. None if there is
    no such word, or if the clause does not begin the target.
    """
    first, end = target
    if grammar.low(first - 1) != "that":
        return None
    found: int | None = None
    head: int | None = None
    for at in range(first, end):
        token = grammar.tokens[at]
        if not token.is_word:
            break
        if grammar.is_in(at, "prepositions") and head is None:
            head = at - 1
        if not token.verbs or token.is_capital:
            continue
        if not token.nouns and not token.is_form("ing") and grammar.low(at - 1) not in _NO_NOUNS:
            return None
        if at == first or not _agrees(grammar, at - 1, at, head) or not _has_object(grammar, reader, at + 1):
            continue
        found = at if found is None or found == at - 1 else found
    return found


def _has_object(grammar: Grammar, reader: Subjects, at: int) -> bool:
    """Whether an object can begin there: no adverb, "that the plan treats people | fairly"."""
    return reader.follows_object(at) and not grammar.is_plain_adverb(at)


def _agrees(grammar: Grammar, noun: int, verb: int, head: int | None) -> bool:
    """Whether a word may be the verb of the noun before it, or of the head before the first preposition."""
    left, token = grammar.tokens[noun], grammar.tokens[verb]
    if not left.nouns or left.is_adjective or not token.nouns:
        return False
    subject = grammar.tokens[noun if head is None else head]
    plural = bool(subject.nouns) and subject.low not in subject.nouns
    return token.is_form("base") if plural else bool(subject.nouns) and token.is_form("s")
