"""Aspects of somebody as things of their own: "the country's sovereignty" is the sovereignty of Syria, not sovereignty at large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph_builder.lexicon import WordLists
from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["articled", "aspect_of", "composed"]

_POSSESSIVE = frozenset({"'s", "'"})


def _subject_before(
    grammar: Grammar, mention: Mention, states: Mapping[int, Mention], antecedents: Mapping[str, Concept]
) -> tuple[int, Concept] | None:
    """Where the owner before a possessive begins, and who it is: "Syria's …", "the country's …"."""
    if grammar.low(mention.first - 1) not in _POSSESSIVE:
        return None
    owner = states.get(mention.first - 1)
    if owner is not None:
        return owner.first, owner.concept
    at = mention.first - 2
    if not grammar.is_in(at, "anaphors_state"):
        return None
    named = max((end for end in states if end <= at), default=None)
    subject = states[named].concept if named is not None else antecedents.get("state")
    return (at - (grammar.low(at - 1) in {"the", "this"}), subject) if subject is not None else None


def _subject_after(grammar: Grammar, mention: Mention, states: Mapping[int, Mention], end: int) -> Concept | None:
    """Whose it is by an "of" behind it or behind the list that it stands in: "independence, sovereignty … of Ukraine"."""
    for at in range(mention.end, min(mention.end + 12, end)):
        if grammar.low(at) == "of":
            start = at + 1 + (grammar.low(at + 1) == "the")
            return next((state.concept for state in states.values() if state.first == start), None)
        if (
            grammar.low(at) not in {",", "and", "the"}
            and not grammar.tokens[at].nouns
            and not grammar.tokens[at].is_adjective
        ):
            return None
    return None


def _goes_on(grammar: Grammar, end: int, first: int) -> bool:
    """Whether only a comma or "and" stands between two: "Syria's unity, | sovereignty and | independence"."""
    return end < first <= end + 2 and all(grammar.low(at) in {",", "and"} for at in range(end, first))


def composed(
    grammar: Grammar, mentions: Sequence[Mention], target: tuple[int, int], antecedents: Mapping[str, Concept]
) -> Iterator[Mention]:
    """Mentions of aspects with the state whose aspect it is; each is a concept that is narrower than the aspect itself."""
    countries = [mention for mention in mentions if mention.concept.is_country]
    states = {
        mention.end: mention for mention in sorted(countries, key=lambda item: -item.first)
    }  # the longest that ends there
    told: tuple[int, Concept] | None = None
    """Where the aspect before ends, and whose it is by what stands before it."""
    for mention in mentions:
        if not grammar.words["aspects"] & {mention.concept.label}:
            continue
        if any(wide.first <= mention.first and mention.end < wide.end for wide in mentions):
            continue  # "Iran's | human rights violations"
        if mention.end - mention.first == 1 and grammar.low(mention.first) == "right":
            continue  # "the people's right to elect": one right, not all of them
        before = _subject_before(grammar, mention, states, antecedents)
        if before is None and told is not None and _goes_on(grammar, told[0], mention.first):
            before = mention.first, told[1]
        told = (mention.end, before[1]) if before is not None else told
        if before is not None and before[0] >= target[0]:
            yield Mention(aspect_of(mention.concept, before[1], grammar.words), before[0], mention.end)
        elif before is None and (subject := _subject_after(grammar, mention, states, target[1])) is not None:
            yield Mention(aspect_of(mention.concept, subject, grammar.words), mention.first, mention.end)


def articled(country: Concept, words: WordLists) -> str:
    """The name of a country with the article that it has in a sentence: "the Philippines"."""
    bare = words["words_of_articled_names"].isdisjoint(country.label.lower().split())
    return country.label if bare else f"the {country.label}"


def aspect_of(aspect: Concept, subject: Concept, words: WordLists) -> Concept:
    """The aspect with the state whose aspect it is."""
    owner = subject.id.partition("/")[2].lower()
    return replace(
        aspect,
        id=f"{aspect.id}-of-{owner}",
        label=f"{aspect.label} of {articled(subject, words)}",
        names=(),
        broader=(aspect.id,),
        provisional=True,
        aspect=aspect.id,
        subject=subject.id,
    )
