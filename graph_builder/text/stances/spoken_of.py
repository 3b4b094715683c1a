"""Whom a sentence without a stance speaks of, and whom they meet: those that the pronouns of the next sentence mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.text.stances.sentence import Sentence

__all__ = ["name_subject"]

_FAR = 40
"""Words at most before the first verb."""
_HOLDING = frozenset({"hold", "have", "conduct", "host", "co-host"})
"""Verbs with which one has a meeting or a call."""
_LONG = 16
"""Words of a subject at most."""


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
    begun = _subject(sentence)
    verb, told = _told(sentence, ((0,) if listed else (start, 0)))
    if begun is not None and told is not None and all(map(sentence.holders.has_name, told)):
        begun = None if set(begun[1]) < set(told) else begun  # "Peru, Chile and the ministers of Ghana and Chad | met"
    holders = told if begun is None else begun[1]
    if holders is None and _is_ours(sentence) and (verb := _meeting(sentence, 0)) is not None:
        holders = told = sentence.voices.own
    if holders is None:
        return
    known = any(item.holders == holders for item in sentence.voices.recent)
    sentence.name(holders)
    if told is None and not known:
        sentence.voices = replace(sentence.voices, spoken_of=holders)
    verb = verb if holders == told else _meeting(sentence, 0)
    met = None if verb is None else _whom_met(sentence, verb)
    states = met and sentence.holders.persons.states.issuperset((*holders, *met))
    if met and states and met != holders and len(holders) == 1:
        group = tuple(dict.fromkeys((*holders, *met)))
        sentence.voices = replace(sentence.voices.mentioned(group, frozenset({"they"})), group=group)


def _is_ours(sentence: Sentence) -> bool:
    """Whether a state tells of its own meetings whom it calls by name alone: "Mr. Soto | met with the King"."""
    voices, holders = sentence.voices, sentence.holders
    alone = len(voices.own) == 1 and voices.own == voices.issuer and holders.persons.states.issuperset(voices.own)
    return alone and holders.strangers is None and sentence.g.is_in(0, "courtesies")


def _told(sentence: Sentence, starts: Sequence[int]) -> tuple[int | None, tuple[str, ...] | None]:
    """Whom the words from one of some indexes on name first, and the verb by which they meet somebody."""
    for begin in starts:
        verb = _meeting(sentence, begin)
        end = len(sentence.g.tokens) if verb is None else verb
        holders = sentence.holders.resolve(begin, end, sentence.voices, documents=False)
        if holders is not None:
            return verb, holders
    return None, None


def _subject(sentence: Sentence) -> tuple[int, tuple[str, ...]] | None:
    """The first verb and who is its subject, if it has one that can act: "On Monday, Peru | left the room".

    In a declaration or resolution "it" and "they" are who speaks, whatever was told before.
    """
    holders = sentence.holders
    if holders.named.texts and holders.strangers is None:
        return None
    verb = holders.clauses.verb_behind(0, min(_FAR, sentence.end))
    start = None if verb is None or sentence.teller or sentence.attributed else sentence.subject_start(verb)
    if verb is None or start is None or not start < verb <= start + _LONG or sentence.is_quoted:
        return None
    commas = sum(sentence.g.low(at) == "," for at in range(start, verb))
    nobody = any(sentence.g.is_in(start, name) for name in ("pronouns", "some_of_all"))
    if nobody or commas > 2 or any(sentence.g.low(at) == "including" for at in range(start, verb)):
        return None
    named = holders.resolve(start, verb, sentence.voices, documents=False)
    if named is None or not holders.acts(start, verb) or not all(map(holders.has_name, named)):
        return None
    return verb, named


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
    """Index of the verb by which the subject at `begin` meets somebody: "Peru | met with Chile", "| held talks with Chile"."""
    for at in range(begin + 1, min(begin + 12, sentence.end - 1)):
        verbs = sentence.g.tokens[at].verbs
        told = verbs & sentence.g.words["meeting_verbs"]
        if not told and verbs & _HOLDING and sentence.g.has_any(at + 1, min(at + 6, sentence.end), "encounters"):
            told = verbs & _HOLDING
        if told and sentence.g.tokens[at].form(min(told)) in {"s", "past"}:
            return at
    return None


def _whom_met(sentence: Sentence, verb: int) -> tuple[str, ...] | None:
    """Who is met by the verb at an index: "met with | the King of Jordan"."""
    start = sentence.g.skip_forward(verb + 1)
    verbs = sentence.g.tokens[verb].verbs
    # "discussed trade with | her Peruvian counterpart", "spoke today by phone with | the King", "held a call with | Chile"
    near = sentence.end if "discuss" in verbs else min(start + 9, sentence.end)
    if verbs & ({"discuss", "speak", "talk", "meet"} | _HOLDING) and sentence.g.low(start) != "to":
        start = next((at for at in range(start, near) if sentence.g.low(at) == "with"), start)
    start += sentence.g.low(start) in {"with", "to"}
    stops = {",", "in", "on", "at", "to", "for", "by", "via", "during", "following"} | sentence.g.words["bare_times"]
    ends = (at for at in range(start + 1, sentence.end) if sentence.g.low(at) in stops or _ends_list(sentence, at))
    return sentence.holders.resolve(start, next(ends, sentence.end), sentence.voices, documents=False)


def _ends_list(sentence: Sentence, at: int) -> bool:
    """Whether "and" joins something else than another one who is met: "met the King | and spoke"."""
    if sentence.g.low(at) != "and" or at + 1 >= sentence.end:
        return False
    return not sentence.g.tokens[at + 1].is_capital and not sentence.g.is_in(at + 1, "determiners")
