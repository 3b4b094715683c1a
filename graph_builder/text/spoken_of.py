"""Whom a sentence without a stance speaks of, and whom they meet: those that the pronouns of the next sentence mean."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.sentence import Sentence

__all__ = ["name_subject"]


def name_subject(sentence: Sentence) -> None:
    """Keep whom a sentence without a stance speaks of, for the pronouns of the next."""
    start = next((at + 1 for at in range(min(8, len(sentence.g.tokens))) if sentence.g.low(at) == ","), 0)
    for begin in (start, 0):
        verb = _meeting(sentence, begin)
        end = len(sentence.g.tokens) if verb is None else verb
        holders = sentence.holders.resolve(begin, end, sentence.voices, documents=False)
        if holders is not None:
            sentence.name(holders)
            met = None if verb is None else _whom_met(sentence, verb)
            states = met and sentence.holders.persons.states.issuperset((*holders, *met))
            if met and states and met != holders and len(holders) == 1:
                sentence.voices = replace(sentence.voices, group=tuple(sorted({*holders, *met})))
            return


def _meeting(sentence: Sentence, begin: int) -> int | None:
    """Index of the verb by which the subject at `begin` meets somebody."""
    for at in range(begin + 1, min(begin + 12, sentence.end - 1)):
        told = sentence.g.tokens[at].verbs & sentence.g.words["meeting_verbs"]
        if told and sentence.g.tokens[at].form(min(told)) in {"s", "past"}:
            return at
    return None


def _whom_met(sentence: Sentence, verb: int) -> tuple[str, ...] | None:
    """Who is met by the verb at an index: "met with | the King of Jordan"."""
    start = sentence.g.skip_forward(verb + 1)
    if "discuss" in sentence.g.tokens[verb].verbs:  # "discussed trade with | her Peruvian counterpart"
        start = next((at for at in range(start, sentence.end) if sentence.g.low(at) == "with"), start)
    start += sentence.g.low(start) in {"with", "to"}
    ends = (at for at in range(start + 1, sentence.end) if sentence.g.low(at) in {",", "in", "on", "at", "to", "and"})
    return sentence.holders.resolve(start, next(ends, sentence.end), sentence.voices, documents=False)
