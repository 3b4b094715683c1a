"""The things inside a target: known ones by their labels, and noun phrases that are nobody's label as provisional concepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act, Concept
from graph_builder.text.mentions.anaphora import pronoun, shown
from graph_builder.text.mentions.label_names import of_owner, with_labels
from graph_builder.text.mentions.labels import named
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.pointed import pointed
from graph_builder.text.mentions.regions import in_named_region
from graph_builder.text.mentions.side_by_side import side_by_side
from graph_builder.text.things.asides import feelings_of_others
from graph_builder.text.things.bystanders import without_bystanders
from graph_builder.text.things.clause_verbs import main_verb
from graph_builder.text.things.compound_things import known_and_compound
from graph_builder.text.things.dated_texts import with_date
from graph_builder.text.things.deeds import harmful_deeds, thanked_deeds
from graph_builder.text.things.extents import Extents
from graph_builder.text.things.groups import groups_met
from graph_builder.text.things.heads import heads_of, with_deed
from graph_builder.text.things.held import held_to_account
from graph_builder.text.things.idioms import is_own_election
from graph_builder.text.things.inner_things import is_swallowed, outermost
from graph_builder.text.things.joined_words import JoinedWords
from graph_builder.text.things.known import is_generic, means_of, things_among
from graph_builder.text.things.money import sums_given
from graph_builder.text.things.phrase_things import PhraseThings
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.things.places import is_place
from graph_builder.text.things.quote_marks import without_open_quotes
from graph_builder.text.things.slight import is_called, is_predicate, tells_with_whom
from graph_builder.text.things.sufferers import sufferers
from graph_builder.text.things.target_words import TargetWords
from graph_builder.text.words.grammar import Grammar

__all__ = ["Thing", "find_things"]

Thing = Mention
"""A thing of a target is a mention that the holder takes a stance on."""
_CALLED = frozenset({"issue", "initiative"})
_GIVING = frozenset({"commit", "urge", "welcome", "support"})
"""Acts whose targets tell of sums that are given."""
_LEADING = frozenset({"of", "for"})
"""What ties to a noun of little content the thing that is meant."""
_GOVERNED = frozenset({"on", "with"})
"""What ties to a verb its object."""
_BESIDE = frozenset({"actor", "treaty", "threat", "conflict"})
"""Kinds that stay things of their own where "and" has joined them to a wider one."""


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
    reader = Chunker(grammar, lexicon, (), *target)
    if (verb := main_verb(grammar, reader, target)) is not None:
        grammar.verbs.add(verb)
    words = TargetWords(grammar, lexicon, body, *target, reader)
    means = list(means_of(grammar, target))
    inside = things_among(grammar, lexicon, mentions, target, means, reader)
    named_things = known_and_compound(
        words, inside, mentions, means, act=act, antecedents=antecedents, addresses=addresses
    )
    named_things += words.all_made((first, end, "actor") for first, end in groups_met(words))
    if act == "welcome":
        named_things += words.all_made((first, end, None) for first, end in thanked_deeds(grammar, target))
    if act in _GIVING:
        named_things += words.all_made((first, end, "initiative") for first, end in sums_given(words))
    known = list(Extents(grammar, lexicon, body, outermost(grammar, named_things), target, reader).find())
    things: Sequence[Thing] = [
        thing
        for thing in known
        if not is_place(grammar, thing, target[0])
        and not is_generic(grammar, lexicon, thing, target[0])
        and not (thing.concept.kind in _CALLED and _is_called(grammar, thing, act))
        and not (thing.concept.provisional and _is_only_said(grammar, thing, target[0]))
    ]
    phrases = PhraseThings(words, known, means, act)
    things = phrases.beside(things)
    things += words.all_made((first, end, "threat") for first, end in harmful_deeds(grammar, lexicon, target))
    things += [thing] if (thing := pronoun(grammar, target, antecedents)) is not None else []
    things += _shown(words, things) if things else _least(words, phrases)
    things = side_by_side(grammar, lexicon, body, things)
    things = [_called(words, thing) for thing in without_open_quotes(words, things)]
    same = set(map(id, things))
    whole = without_open_quotes(words, _wholes(words, things, phrases.chunker))
    wholes = (thing if id(thing) in same else _called(words, thing) for thing in whole)
    placed = (in_named_region(grammar, lexicon, body, with_date(words, thing)) for thing in wholes)
    labelled = (with_labels(grammar, lexicon, body, thing, mentions) for thing in placed)
    called = [
        of_owner(grammar, lexicon, pointed(grammar, thing, antecedents), mentions, target[0]) for thing in labelled
    ]
    called += sufferers(words, called)
    called += heads_of(words, called)
    if called and all(thing.concept.kind == "actor" for thing in called):
        called += [_called(words, thing) for thing in _told_with_actors(words, called, phrases)]
    called += held_to_account(words, called)
    once = {(thing.first, thing.end): thing for thing in reversed(called)}
    asides = list(feelings_of_others(grammar, target))
    meant = [thing for thing in once.values() if not any(begin <= thing.first < stop for begin, stop in asides)]
    found = without_bystanders(grammar, meant, target[0])
    return sorted(found, key=lambda thing: (thing.first, -thing.end))


def _called(words: TargetWords, thing: Thing) -> Thing:
    """The thing with the concept that its words name."""
    concept = named(words.grammar, words.lexicon, words.body, thing.concept, thing.first, thing.end)
    return thing if concept is thing.concept else replace(thing, concept=concept)


def _is_called(grammar: Grammar, thing: Thing, act: Act) -> bool:
    """Whether a known thing only weighs another or tells with whom it is done: "as a positive step", "in cooperation with"."""
    if tells_with_whom(grammar, thing.first, thing.end):
        return True
    weighs = not grammar.bases(thing.end - 1).isdisjoint(grammar.words["weighed_nouns"])
    return weighs and is_called(grammar, thing.first, act)


def _is_only_said(grammar: Grammar, thing: Thing, start: int) -> bool:
    """Whether a thing that no label names is only what something before is said to be: "is a crucial and vital instrument"."""
    if thing.concept.kind not in _CALLED | {"threat"} or not is_predicate(grammar, thing.first, thing.end, start):
        return False
    return grammar.low(thing.end) != "of" and "there" not in map(
        grammar.low, range(max(start, thing.first - 5), thing.first)
    )


def _least(words: TargetWords, phrases: PhraseThings) -> list[Thing]:
    """The thing of a target that names nothing else: what it shows by "these", or its first noun phrase, little as that says."""
    return _shown(words, ()) or phrases.least()


def _told_with_actors(words: TargetWords, things: Sequence[Thing], phrases: PhraseThings) -> list[Thing]:
    """What is told of a target in which nothing but actors is named: "a number of specific | initiatives from Chile"."""
    (thing, *_) = phrases.least() or (None,)
    if thing is None or any(other.first <= thing.end and thing.first < other.end for other in things):
        return []
    head = next((at - 1 for at in words.grammar.places(_LEADING, thing.first + 1, thing.end)), thing.end - 1)
    light = not words.grammar.bases(head).isdisjoint(words.grammar.words["light_nouns"])
    told = not light or words.grammar.is_in(head, "named_deeds")
    noun = words.grammar.tokens[thing.end - 1]
    told = told and noun.low != "ones" and not (noun.is_adjective or noun.is_capital)
    told = told and not is_own_election(words.grammar, thing.first, thing.end)
    return [thing] if told and _is_done_or_first(words, thing.first) else []


def _is_done_or_first(words: TargetWords, at: int) -> bool:
    """Whether a phrase opens a target or is what a verb before it governs: "to increase its support for | the hungry"."""
    grammar = words.grammar
    while at > words.first:
        if grammar.low(at - 1) in _LEADING and not grammar.bases(at - 2).isdisjoint(grammar.words["light_nouns"]):
            at -= 2
        elif grammar.is_in(at - 1, "determiners") or grammar.is_in(at - 1, "empty_modifiers"):
            at -= 1
        else:
            break
    if at == words.first:
        said = grammar.low(at) in {"a", "an"} and grammar.is_copula(at - 1)
        return not (said or grammar.tokens[at].is_form("base"))  # "will | fight with Peru"
    tied = grammar.low(at - 1) in _GOVERNED  # "moving forward with | a number of plans"
    at -= tied
    at -= grammar.is_in(at - 1, "verb_particles") and at - 1 > words.first
    left = grammar.tokens[at - 1]
    if grammar.is_in(at - 1, "prepositions") or grammar.is_be(at - 1):
        return False
    return (bool(left.verbs) and not left.nouns) or (not tied and words.reader.is_verb(at - 1))


def _shown(words: TargetWords, things: Sequence[Thing]) -> list[Thing]:
    """What a target shows that begins with "these" or "such", if it is none of its `things` yet."""
    seen = shown(words.grammar, words.span)
    if seen is None or any(thing.first < seen[1] for thing in things):
        return []
    noun = words.made(seen[0] + 1, seen[1])
    return [] if noun is None else [replace(noun, first=seen[0])]


def _wholes(words: TargetWords, things: Sequence[Thing], chunker: Chunker) -> list[Thing]:
    """The things with their complements and with what "and" joins to them, without those that have become parts of others."""
    joined = JoinedWords(words.grammar, words.lexicon, words.body, words.reader)
    done = (with_deed(words, thing, things) for thing in things)
    tied = (_with_owned(words, _with_complement(words, chunker, thing), things) for thing in done)
    whole = _without_overlaps(words, [joined.whole(thing, things) for thing in tied])
    tails = {
        (thing.end + 1, wide.end): thing for thing, wide in zip(things, whole, strict=True) if wide.end > thing.end
    }
    return [
        thing
        for thing in whole
        if not is_swallowed(words.grammar, thing, whole)
        and not ((head := tails.get((thing.first, thing.end))) is not None and _is_tail(words, head, thing))
    ]


def _without_overlaps(words: TargetWords, things: list[Thing]) -> list[Thing]:
    """The things, one that ends inside another that begins inside it made to end with it: "trade exchanges between the" countries."""
    wider: dict[int, Thing] = {}
    for thing in things:
        inner = (
            n
            for n, other in enumerate(things)
            if thing.first < other.first < thing.end < other.end
            and not any(_parts(words.grammar, at) for at in range(thing.first, other.first))
        )
        if thing.concept.provisional and thing.concept.kind != "actor" and (n := next(inner, None)) is not None:
            known = not things[n].concept.provisional
            made = words.made(thing.first, things[n].end, thing.concept.kind)
            made = replace(things[n], first=thing.first) if known else made
            if made is not None and things[n].concept.kind != "actor":
                wider[id(thing)], wider[id(things[n])] = made, made
    return [wider.get(id(thing), thing) for thing in things] if wider else things


def _parts(grammar: Grammar, at: int) -> bool:
    """Whether a word stands there that parts the nouns of a phrase."""
    return grammar.is_in(at, "prepositions") or grammar.low(at) in {"and", "or", ",", "'s", "’s"}


def _is_tail(words: TargetWords, head: Thing, thing: Thing) -> bool:
    """Whether a thing that "and" has joined to another is no thing of its own any more; what is threatened stays one."""
    tied = any(words.grammar.is_in(at, "prepositions") for at in range(head.first, head.end))
    return thing.concept.kind not in (_BESIDE | {"principle"} if tied else _BESIDE)


def _with_owned(words: TargetWords, thing: Thing, things: Sequence[Thing]) -> Thing:
    """A thing that ends in an owner with what is owned: "the breach of Peru | 's obligations"."""
    grammar, start = words.grammar, thing.end + 1
    if not thing.concept.provisional or not grammar.is_in(thing.end, "possessives") or start >= words.end:
        return thing
    if not any(grammar.is_in(at, "prepositions") for at in range(thing.first + 1, thing.end)):
        return thing
    end = max([words.reader.phrase_end(start), *(owned.end for owned in things if owned.first == start)])
    whole = words.made(thing.first, end, thing.concept.kind) if end > start else None
    return thing if whole is None else whole


def _with_complement(words: TargetWords, chunker: Chunker, thing: Thing) -> Thing:
    """The thing with the complement that belongs to it; one that nobody has a label for is called with it."""
    end = chunker.complement(thing.concept, thing.first, thing.end)
    if end <= thing.end:
        return thing
    made = words.made(thing.first, end, thing.concept.kind) if thing.concept.provisional else None
    concept = thing.concept if made is None else replace(made.concept, broader=thing.concept.broader)
    return replace(thing, end=end, concept=concept)
