"""The things inside a target: known ones by their labels, and noun phrases that are nobody's label as provisional concepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act, Concept
from graph_builder.text.anaphora import addressee, back_references, groups, pronoun, shown
from graph_builder.text.attachments import attached
from graph_builder.text.compose import composed
from graph_builder.text.compounds import Compounds
from graph_builder.text.coordination import Coordination
from graph_builder.text.deeds import harmful_deeds
from graph_builder.text.extents import Extents
from graph_builder.text.grammar import Grammar
from graph_builder.text.inner_things import is_swallowed, outermost
from graph_builder.text.joined_words import JoinedWords
from graph_builder.text.known import is_generic, is_means, is_place, means_of, things_among
from graph_builder.text.labels import named
from graph_builder.text.mentions import Mention
from graph_builder.text.phrases import Chunker
from graph_builder.text.provisional import provisional, slug
from graph_builder.text.shared_heads import shared_heads
from graph_builder.text.short_names import short_names
from graph_builder.text.side_by_side import side_by_side
from graph_builder.text.slight import is_called, is_object, is_predicate, is_slight, is_vague

__all__ = ["Thing", "find_things"]


@dataclass(frozen=True, slots=True)
class Thing:
    """A concept named by the tokens [first, end) of a target."""

    concept: Concept
    first: int
    end: int


def _trimmed(grammar: Grammar, first: int, end: int) -> tuple[int, int]:
    """Leave out adjectives of time and degree in front: "ongoing", "further", "recent"."""
    while end - first > 1 and (grammar.is_in(first, "empty_modifiers") or grammar.low(first) in {",", "and", "or"}):
        first += 1
    return first, end


def _with_composed(mentions: Sequence[Mention], made: Iterable[Mention]) -> list[Mention]:
    """Mentions with composed ones in the place of the aspects that they are made of."""
    composed_ones = list(made)
    replaced = {(mention.concept.aspect, mention.end) for mention in composed_ones}
    return [*(mention for mention in mentions if (mention.concept.id, mention.end) not in replaced), *composed_ones]


def _label_of(grammar: Grammar, span: tuple[int, int], antecedents: Mapping[str, Concept]) -> str:
    """What a group addressed is called: the parties to the conflict spoken of, if that has a name, else by its words."""
    conflict = antecedents.get("conflict")
    words = [grammar.tokens[at] for at in range(*span)]
    if conflict is not None and not conflict.provisional and words[-1].low in {"parties", "sides"}:
        return f"parties to the {conflict.label}"
    return " ".join(word.text for word in words)


def find_things(
    grammar: Grammar,
    lexicon: Lexicon,
    body: str,
    mentions: Sequence[Mention],
    target: tuple[int, int],
    *,
    act: Act,
    antecedents: Mapping[str, Concept],
    addresses: bool = True,
) -> list[Thing]:
    """Known and provisional things of a target, in reading order; `antecedents` are what "this treaty" can point back to.

    With `addresses` an urging begins with whom it addresses: not so in "X must …".
    """
    first, end = target
    means = list(means_of(grammar, target))
    reader = Chunker(grammar, lexicon, (), first, end)
    inside = things_among(grammar, lexicon, mentions, target, means, reader)
    compounds = []
    for begin, finish, kind in Compounds(grammar, lexicon, inside, target).find():
        if (concept := provisional(grammar, lexicon, body, begin, finish, kind)) is not None:
            compounds.append(Mention(concept, begin, finish))
    shared = list(shared_heads(grammar, lexicon, inside, target, reader))
    for begin, finish in attached(grammar, lexicon, inside, target, reader):
        begin = min([begin, *(first for first, stop in shared if first < begin < stop < finish)])
        if (concept := provisional(grammar, lexicon, body, begin, finish)) is not None:
            heads = (m.concept for m in inside if begin <= m.first < finish and grammar.is_in(m.end, "prepositions"))
            head = next((c for c in heads if c.kind == concept.kind and not c.provisional), None)
            concept = replace(concept, broader=(head.id,)) if head is not None else concept
            compounds.append(Mention(concept, begin, finish))
    for begin, finish in shared:
        if (concept := provisional(grammar, lexicon, body, begin, finish)) is not None:
            compounds.append(Mention(concept, begin, finish))
    compounds += Coordination(grammar, lexicon, body, inside, target).find()
    compounds = [made for made in compounds if not (made.concept.kind == "issue" and is_means(made, means))]
    inside = _with_composed(inside, composed(grammar, inside, target, antecedents))
    inside += back_references(grammar, inside, target, antecedents)
    inside += short_names(grammar, lexicon, [*inside, *compounds], target, antecedents)
    addressed = addressee(grammar, act, inside, target, addresses=addresses)
    if addressed is not None:
        label = _label_of(grammar, addressed, antecedents)
        compounds.append(Mention(Concept(f"actor/{slug(label)}", label, "actor", provisional=True), *addressed))
    for span in groups(grammar, [*inside, *compounds], target):
        label = _label_of(grammar, span, antecedents)
        compounds.append(Mention(Concept(f"actor/{slug(label)}", label, "actor", provisional=True), *span))
    known = list(Extents(grammar, lexicon, body, outermost(grammar, [*inside, *compounds]), target, reader).find())
    things = [
        Thing(mention.concept, mention.first, mention.end)
        for mention in known
        if not is_place(grammar, mention) and not is_generic(grammar, lexicon, mention, first, act)
    ]
    chunker = Chunker(grammar, lexicon, known, first, end)
    for begin, finish in chunker.chunks():
        start, (begin, finish) = begin, _trimmed(grammar, begin, finish)
        last = grammar.tokens[finish - 1]
        if (
            last.nouns
            and not (last.is_adverb or last.is_adjective)
            and (whole := _continued(things, begin, finish)) is not None
        ):
            things = whole
            continue
        if things and is_called(grammar, begin, act):
            continue  # what they are called: "as flagrant violations"
        if any(opened <= begin < closed for opened, closed in means):
            continue
        if things and is_predicate(grammar, begin, first):
            continue  # what they are said to be: "was a landmark event"
        if is_slight(grammar, lexicon, known, first, begin, finish):
            continue
        concept = provisional(grammar, lexicon, body, begin, finish)
        if concept is not None and _is_listed_actor(grammar, lexicon, known, concept, begin, finish):
            concept = provisional(grammar, lexicon, body, begin, finish, "actor")
        told = not is_vague(grammar, lexicon, concept, begin, finish) if concept else False
        told = told or (bool(concept) and start - first <= 1 and _is_direct(grammar, finish, end))
        if concept is not None and (
            not things or told or is_object(grammar, lexicon, {thing.end for thing in things}, start, finish)
        ):
            things.append(Thing(concept, begin, finish))
    for span in harmful_deeds(grammar, lexicon, target):
        if (concept := provisional(grammar, lexicon, body, *span, "threat")) is not None:
            things.append(Thing(concept, *span))
    if (seen := shown(grammar, target)) is not None and not any(thing.first < seen[1] for thing in things):
        concept = provisional(grammar, lexicon, body, seen[0] + 1, seen[1])
        things += [Thing(concept, *seen)] if concept is not None else []
    if (stands_for := pronoun(grammar, target, antecedents)) is not None:
        things.append(Thing(stands_for.concept, stands_for.first, stands_for.end))
    if not things:
        things = list(_least(grammar, lexicon, body, chunker))
    mentions_of = [Mention(thing.concept, thing.first, thing.end) for thing in things]
    things = [
        Thing(one.concept, one.first, one.end) for one in side_by_side(grammar, lexicon, body, mentions_of, reader)
    ]
    widened = [_widened(grammar, lexicon, body, chunker, thing) for thing in things]
    joined = JoinedWords(grammar, lexicon, body, reader)
    whole = [joined.whole(Mention(one.concept, one.first, one.end), mentions_of) for one in widened]
    widened = [Thing(one.concept, one.first, one.end) for one in whole]
    widened = [one for one in widened if not is_swallowed(grammar, one, widened)]
    called = (
        replace(thing, concept=named(grammar, lexicon, body, thing.concept, thing.first, thing.end))
        for thing in widened
    )
    return sorted(called, key=lambda thing: (thing.first, -thing.end))


def _is_listed_actor(
    grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], concept: Concept, first: int, end: int
) -> bool:
    """Whether a name that tells no kind stands in a list with actors: "Hezbollah, Hamas and | Islamic Jihad"."""
    heads = lexicon.words.kind_heads["initiative"]
    if concept.kind != "initiative" or any(not grammar.bases(at).isdisjoint(heads) for at in range(first, end)):
        return False
    left = first - 1
    while grammar.low(left) in {"and", ",", "the"}:
        left -= 1
    joined = left < first - 1 and grammar.low(first - 1) != "the"
    return joined and any(m.end == left + 1 and m.concept.kind == "actor" for m in known)


def _is_direct(grammar: Grammar, finish: int, end: int) -> bool:
    """Whether the phrase that a target begins with ends there, or only goes on to say who made it: "the assessment, prepared by"."""
    after = finish + (grammar.low(finish) == ",")
    token = grammar.tokens[after] if after < end else None
    return token is not None and any(token.form(verb) == "past" for verb in token.verbs) and not token.nouns


def _widened(grammar: Grammar, lexicon: Lexicon, body: str, chunker: Chunker, thing: Thing) -> Thing:
    """The thing with the complement that belongs to it; one that nobody has a label for is called with it."""
    end = chunker.complement(thing.concept, thing.first, thing.end)
    if end <= thing.end:
        return thing
    made = (
        provisional(grammar, lexicon, body, thing.first, end, thing.concept.kind) if thing.concept.provisional else None
    )
    return replace(
        thing, end=end, concept=thing.concept if made is None else replace(made, broader=thing.concept.broader)
    )


def _least(grammar: Grammar, lexicon: Lexicon, body: str, chunker: Chunker) -> Iterator[Thing]:
    """The first noun phrase of a target that names nothing else, little as it says: "the deployment", "continued progress"."""
    for first, end in chunker.chunks():
        head = grammar.tokens[end - 1]
        if head.nouns and len(head.low) > 3 and not head.is_adverb and not head.low[0].isdigit():
            concept = provisional(grammar, lexicon, body, *_trimmed(grammar, first, end))
            if concept is not None:
                yield Thing(concept, *_trimmed(grammar, first, end))
                return


def _continued(things: Sequence[Thing], first: int, end: int) -> list[Thing] | None:
    """The things, with the one that a phrase stands right behind made longer: "terrorism financing | networks"; None if none does."""
    before = [thing for thing in things if thing.end == first and thing.concept.kind not in {"actor", "treaty"}]
    if not before:
        return None
    return [replace(thing, end=end) if thing in before else thing for thing in things]
