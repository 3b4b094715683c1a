"""Whom a sentence without a stance speaks of, and whom they meet: those that the pronouns of the next sentence mean."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.stances.sentence import Sentence

__all__ = ["name_subject"]


def name_subject(sentence: Sentence) -> None:
    """Keep whom a sentence without a stance speaks of, for the pronouns of the next."""
    start = next((at + 1 for at in range(min(8, len(sentence.g.tokens))) if sentence.g.low(at) == ","), 0)
    whole = sentence.g.has_verb(0, start) or _lists_actors(sentence, start)
    listed = whole and not sentence.is_adverbial(start)  # "they discussed Peru, | Chile and trade", "Peru, | Chile and"
    commas = (at + 1 for at in sentence.g.places(frozenset({","}), 2, min(24, len(sentence.g.tokens))))
    texts = (_whose_text(sentence, begin) for begin in (start, *commas))
    if (issuing := next((whose for whose in texts if whose), None)) is not None:
        sentence.voices = sentence.voices.named(issuing, frozenset({"it"}))
        return
    for begin in (0,) if listed else (start, 0):
        verb = _meeting(sentence, begin)
        end = len(sentence.g.tokens) if verb is None else verb
        holders = sentence.holders.resolve(begin, end, sentence.voices, documents=False)
        if holders is not None:
            sentence.name(holders)
            met = None if verb is None else _whom_met(sentence, verb)
            states = met and sentence.holders.persons.states.issuperset((*holders, *met))
            if met and states and met != holders and len(holders) == 1:
                group = tuple(sorted({*holders, *met}))
                sentence.voices = replace(sentence.voices.mentioned(group, frozenset({"they"})), group=group)
            return


def _whose_text(sentence: Sentence, start: int) -> tuple[str, ...] | None:
    """Who issues the text that is the subject at `start`: "A joint statement | was released"; None if none is."""
    g = sentence.g
    text = next((at for at in range(start + 1, min(start + 5, sentence.end - 2)) if g.is_in(at, "stated_in")), None)
    if text is None or not g.is_in(start, "articles") or sentence.holders.strangers is None:
        return None
    verb = next((at for at in range(text + 1, min(text + 4, sentence.end)) if g.is_be(at)), sentence.end - 1) + 1
    if verb >= sentence.end or g.tokens[verb].verbs.isdisjoint({"issue", "release", "adopt", "publish", "sign"}):
        return None
    by = next((at for at in range(verb + 1, sentence.end) if g.low(at) == "by"), None)
    return (sentence.agent(by) if by is not None else None) or sentence.voices.issuer or None


def _lists_actors(sentence: Sentence, start: int) -> bool:
    """Whether the comma before `start` stands between two actors."""
    first = start + sentence.g.is_in(start, "articles")
    places = [(actor.first, actor.end) for actor in sentence.holders.actors]
    return any(end == start - 1 for _, end in places) and any(begin == first for begin, _ in places)


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
    stops = {",", "in", "on", "at", "to", "for"}
    ends = (at for at in range(start + 1, sentence.end) if sentence.g.low(at) in stops or _ends_list(sentence, at))
    return sentence.holders.resolve(start, next(ends, sentence.end), sentence.voices, documents=False)


def _ends_list(sentence: Sentence, at: int) -> bool:
    """Whether "and" joins something else than another one who is met: "met the King | and spoke"."""
    if sentence.g.low(at) != "and" or at + 1 >= sentence.end:
        return False
    return not sentence.g.tokens[at + 1].is_capital and not sentence.g.is_in(at + 1, "determiners")
