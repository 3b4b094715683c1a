"""For which state a person speaks of whom nothing else tells it: who says what a state will or wants speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from graph_builder.model import Concept
from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

_HEADS = frozenset({"president", "premier", "minister", "chancellor", "king", "emir", "sultan", "taoiseach"})
"""Titles of the heads of states and governments."""

_BESIDE = frozenset({",", "and", "the", "'s", "’s", "prime", "foreign", "deputy", "vice", "federal", "interim"})
"""Words that may stand before them, beside their state."""

__all__ = ["leading", "presiding_heads", "speaking_for", "vouched"]


def vouched(
    grammar: Grammar, mentions: Sequence[Mention], known: Mapping[str, str], seats: Set[str]
) -> Iterator[tuple[list[str], str]]:
    """The names, as words without titles, of those who say what a state means to do, and the code of that state.

    "Admiral Sun Jianguo said | China will not give in", "Kral reiterated that | Bratislava wants talks". `seats` are names that
    `known` has for governments.
    """
    for at, token in enumerate(grammar.tokens):
        if token.is_capital or token.verbs.isdisjoint(grammar.words["attribution"]):
            continue
        told = token.verbs & grammar.words["attribution"]
        if token.form(min(told)) not in {"s", "past"}:
            continue
        state = _state_at(grammar, mentions, known, seats, at + 1 + (grammar.low(at + 1) == "that"))
        name = _name_before(grammar, mentions, at)
        if name and state is not None and _means(grammar, state[1]) and not _tells_opinion(grammar, at):
            yield name, state[0]


def speaking_for(grammar: Grammar, mentions: Sequence[Mention]) -> Iterator[tuple[list[str], str]]:
    """The names of those beside whom stands for whom they speak: "Ambassador Ana Quispe, for the European Union"."""
    for mention in mentions:
        at = mention.first - 1 - grammar.is_in(mention.first - 1, "articles")
        if grammar.low(at) == "of" and grammar.low(at - 1) == "behalf" and grammar.low(at - 2) == "on":
            at -= 2
        elif grammar.low(at) != "for":
            continue
        at -= grammar.low(at - 1) == "speaking"
        if mention.concept.code is None:
            continue
        if at == 0 and grammar.low(mention.end) == ",":  # "Speaking for Peru, | Jana Kral"
            words = _name_from(grammar, mentions, mention.end + 1)
            if words:
                yield words, mention.concept.code
            continue
        if grammar.low(at - 1) != ",":
            continue
        first = at - 1
        while first > 0 and _is_of_name(grammar, first - 1):
            first -= 1
        titles = grammar.words.any_of("persons", "courtesies", "titles")
        while first < at - 2 and grammar.low(first) in titles | {"."}:
            first += 1
        words = [grammar.tokens[place].text for place in range(first, at - 1) if grammar.low(place) != "."]
        if len(words) > 1 and not any(m.first < at - 1 and first < m.end for m in mentions):
            yield words, mention.concept.code


def _name_from(grammar: Grammar, mentions: Sequence[Mention], first: int) -> list[str]:
    """The words of the full name that begins at an index; none where an actor or one word alone stands there."""
    end = first
    while end < len(grammar.tokens) and grammar.tokens[end].is_capital:
        end += 1
    while first < end and grammar.low(first) in grammar.words.any_of("persons", "courtesies", "titles"):
        first += 1
    named = any(mention.first < end and mention.end > first and mention.concept.code for mention in mentions)
    return [] if named or end - first < 2 else [grammar.tokens[at].text for at in range(first, end)]


def leading(grammar: Grammar, mentions: Sequence[Mention]) -> Iterator[tuple[list[str], str]]:
    """The names of those who are said to lead a body: "Ana Quispe, who heads | the Vatican's department of justice"."""
    for mention in mentions:
        at = next((n for n in range(mention.first - 1, max(mention.first - 5, 1), -1) if grammar.low(n) == "who"), 0)
        if not at or grammar.low(at - 1) != "," or mention.concept.code is None:
            continue
        if grammar.tokens[grammar.skip_forward(at + 1)].verbs.isdisjoint(grammar.words["leading_a_body"]):
            continue
        first = at - 1
        while first > 0 and _is_of_name(grammar, first - 1):
            first -= 1
        while first < at - 3 and grammar.low(first) in grammar.words.any_of("persons", "courtesies", "titles") | {"."}:
            first += 1
        if at - 1 - first > 1:
            yield [grammar.tokens[place].text for place in range(first, at - 1)], mention.concept.code


def presiding_heads(
    grammar: Grammar, mentions: Sequence[Mention], adjectives: Mapping[str, Concept]
) -> Iterator[tuple[list[str], str]]:
    """The names of heads of states who are told to preside over a body first: "the president of the EU, Peru's Premier | Ana Quispe"."""
    posts = grammar.words["presiding"] | {"president"}
    for body in mentions:
        code = body.concept.code
        if code is None or body.concept.variety not in {"Organization", "Body"}:
            continue
        before = body.first - 1 - (grammar.low(body.first - 1) == "the")
        if grammar.low(body.end) in posts:
            at = body.end + 1  # "AU chairman President …"
        elif grammar.low(before) == "of" and grammar.low(before - 1) in posts and grammar.low(body.end) == ",":
            at = body.end + 1
        else:
            continue
        title = next((n for n in range(at, min(at + 6, len(grammar.tokens))) if grammar.low(n) in _HEADS), None)
        states = {n for m in mentions if m.concept.variety == "State" for n in range(m.first, m.end)}
        states |= {n for n in range(at, title or at) if state_adjective(grammar, adjectives, n) is not None}
        if title is None or any(n not in states and grammar.low(n) not in _BESIDE for n in range(at, title)):
            continue
        if words := _name_from(grammar, mentions, title + 1):
            yield words, code


def _is_of_name(grammar: Grammar, at: int) -> bool:
    token = grammar.tokens[at]
    return token.is_capital or token.low in grammar.words["particles"] or token.low == "."


def _tells_opinion(grammar: Grammar, end: int) -> bool:
    """Whether somebody of no office is told of before an index: "analyst Jana Kral said | Peru would give in"."""
    return any(not token.nouns.isdisjoint(grammar.words["opinion_holders"]) for token in grammar.tokens[:end])


def _state_at(
    grammar: Grammar, mentions: Sequence[Mention], known: Mapping[str, str], seats: Set[str], at: int
) -> tuple[str, int] | None:
    """Code of the state that is named at an index, by itself or by its capital, and the index after it."""
    first = at + (grammar.low(at) == "the")
    found = next((m for m in mentions if m.first == first and m.concept.variety == "State" and m.concept.code), None)
    if found is not None and found.concept.code:
        return found.concept.code, found.end
    word = grammar.tokens[first].text if first < len(grammar.tokens) else ""
    return (known[word], first + 1) if word in seats else None


def _means(grammar: Grammar, at: int) -> bool:
    """Whether the verb at an index tells what its subject means to do or thinks: "will", "does not accept", "wants to"."""
    verb = grammar.skip_forward(at)
    if grammar.low(verb) in {"will", "would"} or verb >= len(grammar.tokens):
        return True
    token = grammar.tokens[verb]
    if grammar.is_be(verb):
        return grammar.is_in(grammar.skip_forward(verb + 1), "own_moods")
    if "do" in token.verbs:
        verb = grammar.skip_forward(verb + 1)
        token = grammar.tokens[verb] if verb < len(grammar.tokens) else token
    return not token.verbs.isdisjoint(grammar.words["own_mind"])


def _name_before(grammar: Grammar, mentions: Sequence[Mention], end: int) -> list[str]:
    """The words of the name that ends before an index, without titles; none where an actor or a common noun stands there."""
    if grammar.low(end - 1) == ",":  # "Jana Kral, who held talks in Lima, | said"
        who = next((at for at in range(end - 2, 0, -1) if grammar.low(at) in {"who", "whose"}), 0)
        end = who - 1 if who and grammar.low(who - 1) == "," else end
    first = end
    while first > 0 and grammar.tokens[first - 1].is_capital:
        first -= 1
    named = any(mention.first < end and mention.end > first and mention.concept.code for mention in mentions)
    words = [grammar.tokens[at].text for at in range(first, end)]
    while words and words[0].lower() in grammar.words["titles"]:
        del words[0]
    office = all(
        word.lower() in grammar.words.any_of("persons", "offices", "articles") for word in words
    )  # "The Commissioner"
    return [] if named or office or any(word.lower() in grammar.words["pronouns"] for word in words) else words
