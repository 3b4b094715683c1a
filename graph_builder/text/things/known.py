"""Which known things of a target are things there: not a part of a name, a place, a means, or what something else is said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.bad_things import is_posed
from graph_builder.text.things.idioms import is_idiom, is_own_election
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.things.places import is_of_sea
from graph_builder.text.things.reaches import with_direction, with_other_name, without_forms
from graph_builder.text.words.grammar import Grammar

__all__ = ["is_generic", "is_means", "is_way_of_peace", "means_of", "things_among"]

_LEFT_OUT = frozenset({"issue", "initiative"})
"""Kinds that are left out where they are only the means. A principle, a treaty or an actor is not."""

_IN_IDIOMS = frozenset({"issue", "principle"})
"""Kinds whose common nouns stand in idioms too: "bring to | justice"."""
_BY = frozenset({"through", "via"})
_MEANS = _BY | {"including"}
_AHEAD = frozenset({"ahead", "advance", "prior", "run-up", "lead-up"})
_AND = frozenset({",", "and"})
_TOGETHER = frozenset({"cooperation", "co-operation", "coordination"})
_OF_ALL = frozenset({"international", "global", "regional", "multilateral"})
_BEHIND = frozenset({"to", "in", "towards", "toward", "including", "so", "as", "by"})


def things_among(
    grammar: Grammar,
    lexicon: Lexicon,
    mentions: Sequence[Mention],
    target: tuple[int, int],
    means: Sequence[tuple[int, int]],
    reader: Chunker,
) -> list[Mention]:
    """The mentions of a target that name a thing there and not a means."""
    first, end = target
    inside = [without_forms(grammar, mention) for mention in mentions if first <= mention.first and mention.end <= end]
    inside = [with_other_name(grammar, mention, inside) for mention in inside]
    inside = [with_direction(grammar, mention, inside, first) for mention in inside]
    return [
        mention
        for mention in inside
        if not _is_part_of_name(grammar, mention, inside)
        and not _is_of_treaty(mention, inside)
        and not _cuts_another(grammar, mention, inside)
        and not _only_praises(grammar, mention, inside)
        and not _is_light(grammar, lexicon, mention)
        and not _is_fight(grammar, mention, inside)
        and not (mention.concept.kind in _IN_IDIOMS and is_idiom(grammar, lexicon, mention.first, mention.end))
        and not _only_describes(grammar, mention)
        and not _is_verb(grammar, mention, reader)
        and not _is_said_of_noun(grammar, mention)
        and not is_own_election(grammar, mention.first, mention.first + 1)
        and not _is_posed(grammar, mention)
        and not _is_no_name(grammar, mention)
        and not _ends_list(grammar, mention)
        and not is_of_sea(grammar, mention)
        and not is_means(grammar, mention, means)
    ]


def _cuts_another(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a deed ends within the name of what it is done to: "harbouring | terrorist | groups"."""
    deed = grammar.low(mention.first).endswith("ing") and mention.end - mention.first == 2
    return deed and any(mention.end - 1 == other.first and mention.end < other.end for other in others)


def _is_of_treaty(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether principles are told by the treaty that has them, which is the thing: "the principles of | the UN Charter"."""
    return mention.concept.kind == "principle" and any(
        other.concept.kind == "treaty" and mention.first < other.first < mention.end <= other.end for other in others
    )


def _only_praises(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether adjectives only say how an actor should be, which is the thing: "a strong | United Nations"."""
    if mention.concept.kind != "issue":
        return False
    actors = [one.first for one in others if one.concept.kind == "actor" and one.end == mention.end]
    before = range(mention.first, max((at for at in actors if at > mention.first), default=mention.first))
    return bool(before) and all(grammar.tokens[at].is_adjective and not grammar.tokens[at].verbs for at in before)


def is_means(grammar: Grammar, mention: Mention, means: Sequence[tuple[int, int]]) -> bool:
    """Whether a thing stands in one of the token ranges that tell only by which means, and is of a kind that is left out there."""
    if mention.concept.kind not in _LEFT_OUT or is_way_of_peace(grammar, mention.end):
        return False
    return any(begin <= mention.first < stop for begin, stop in means)


def is_way_of_peace(grammar: Grammar, end: int) -> bool:
    """Whether what ends there is a way in which states or parties deal with each other: "an inclusive political process"."""
    among_all = grammar.low(end - 1) in _TOGETHER and grammar.low(end - 2) in _OF_ALL  # "through global cooperation"
    return among_all or grammar.is_in(end - 1, "ways_of_peace")


def means_of(grammar: Grammar, target: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges that only tell by which means, or before what: "through technical assistance", "ahead of the summit"."""
    first, end = target
    for at in grammar.places(_AHEAD, first, end - 2):
        if grammar.low(at + 1) in {"of", "to"} and (grammar.low(at) != "advance" or grammar.low(at - 1) == "in"):
            stop = _list_end(grammar, at + 2, end)
            yield at, next(iter(grammar.places(_AND, at + 2, stop)), stop)
    for at in grammar.places(_MEANS, first + 1, end - 1):
        if grammar.low(at) == "including" and grammar.low(at + 1) in _BY | {"by"}:
            if not grammar.low(grammar.after_adverbs(at + 2)).endswith("ing"):  # "including by | raising awareness"
                yield at, _means_end(grammar, at + 2, end)
        elif grammar.low(at) in _BY and not grammar.low(at + 1).endswith("ing"):
            yield at, _list_end(grammar, at + 1, end)


def _means_end(grammar: Grammar, at: int, end: int) -> int:
    """Index where the means end: where the sentence goes back to what is to be done."""
    while at < end:
        following = grammar.tokens[at + 1] if at + 1 < end else None
        if grammar.low(at) == ";" and following is not None and following.verbs and not following.nouns:
            return at
        if grammar.low(at) == "to" and following is not None and following.verbs and not following.nouns:
            return at
        at += 1
    return at


def _list_end(grammar: Grammar, at: int, end: int) -> int:
    """Index where a list of nouns ends: at a verb, a clause, or what "to" and "in" tell."""
    while at < end and (grammar.tokens[at].is_word or grammar.low(at) == ","):
        token = grammar.tokens[at]
        joined = grammar.low(at - 1) in {",", "and"} and bool(token.verbs) and not (token.nouns or token.is_adjective)
        clause = grammar.is_in(at, "relatives") or grammar.is_in(at, "modals") or grammar.is_be(at)
        if joined or clause or grammar.low(at) in _BEHIND:
            break
        at += 1
    return at


def _ends_list(grammar: Grammar, mention: Mention) -> bool:
    """Whether two goods only end a list of several: "peace, | stability and security"."""
    first = mention.first
    listed = grammar.low(first - 1) == "," and grammar.is_in(first - 2, "joint_goods")
    return (
        listed and mention.end - first == 3 and grammar.low(first + 1) == "and" and grammar.is_in(first, "joint_goods")
    )


def _is_light(grammar: Grammar, lexicon: Lexicon, mention: Mention) -> bool:
    """Whether a known thing of one word only leads to the thing meant: the "development" of "development of sports"."""
    word = grammar.tokens[mention.first]
    light = mention.end - mention.first == 1 and not (word.nouns | {word.low}).isdisjoint(lexicon.words["light_nouns"])
    return light and grammar.low(mention.end) == "of"


def _only_describes(grammar: Grammar, mention: Mention) -> bool:
    """Whether the noun for a doer only describes the next one: "armed, | terrorist | and criminal groups"."""
    at = mention.first
    token, after = grammar.tokens[at], at + 1
    alone = mention.concept.kind == "actor" and mention.end == after and token.text.islower()
    if not alone or not token.low.endswith("ist") or grammar.is_in(at - 1, "articles"):
        return False
    after += grammar.low(after) in {"and", "or", ","}
    right = grammar.tokens[after] if after < len(grammar.tokens) else None
    if right is None or not right.is_word or grammar.is_in(after, "prepositions"):
        return False
    return right.is_adjective or (after == at + 1 and bool(right.nouns))


def _is_fight(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether it only tells that a threat is fought, which is the thing: "the fight against | terrorism"."""
    if mention.concept.kind != "issue" or grammar.low(mention.first + 1) != "against":
        return False
    return any(
        other.concept.kind == "threat" and mention.first + 1 < other.first and other.end == mention.end
        for other in others
    )


def _is_verb(grammar: Grammar, mention: Mention, reader: Chunker) -> bool:
    """Whether the word is a verb where it stands: "to finance the conflict", "acts that sabotage peace"."""
    word = grammar.tokens[mention.first]
    alone = mention.end - mention.first == 1 and bool(word.verbs) and not word.is_capital
    if not alone:
        prefix = grammar.is_in(mention.first, "prefixes_and_verbs") and mention.concept.kind == "issue"
        tied = word.is_form("base") and grammar.is_in(mention.first + 1, "prepositions")  # "to | report to the Council"
        second = tied and grammar.low(mention.first - 1) == "and" and reader.is_verb(mention.first)
        return second or (tied and grammar.low(mention.first - 1) == "to") or (prefix and _is_to_do(grammar, mention))
    after = grammar.tokens[mention.end] if mention.end < len(grammar.tokens) else None
    nominal = after is not None and after.is_word and (after.is_adjective or bool(after.nouns))
    likely = grammar.is_in(mention.first, "rather_verbs") and nominal and not grammar.is_in(mention.end, "prepositions")
    likely = likely or (nominal and after is not None and after.is_adjective and not after.nouns)
    governs = grammar.is_in(mention.end, "determiners") or likely
    told = (
        mention.first > reader.first
        and grammar.low(mention.first - 1) in grammar.words["relatives"]
        and (not word.low.endswith("s") or grammar.is_in(mention.end, "determiners"))  # "that | values the person"
    )
    return (grammar.low(mention.first - 1) == "to" and governs) or (told and reader.is_verb(mention.first))


def _is_to_do(grammar: Grammar, mention: Mention) -> bool:
    """Whether a verb is led up to: "to | counter terrorism", "will | counter terrorism", "to prevent and | counter terrorism"."""
    left = grammar.back_over_adverbs(mention.first)[0]
    if grammar.low(left) == "and" and grammar.tokens[left - 1].is_form("base"):
        left = grammar.back_over_adverbs(left - 1)[0]
    return grammar.low(left) == "to" or grammar.is_in(left, "modals")


def _is_posed(grammar: Grammar, mention: Mention) -> bool:
    """Whether a threat is only what something else is said to be: "poses a threat to peace"."""
    if mention.concept.kind != "threat" or grammar.tokens[mention.first].nouns.isdisjoint({"threat", "danger", "risk"}):
        return False
    return is_posed(grammar, mention.first)


def _is_no_name(grammar: Grammar, mention: Mention) -> bool:
    """Whether it only looks like a name: the "US" of "US$100", the "NZ" of "NZ$3", the "developments" that are events."""
    if mention.end - mention.first != 1:
        inside = grammar.tokens[mention.end - 1].is_capital and not grammar.tokens[mention.first].is_capital
        if inside and mention.end < len(grammar.tokens) and grammar.tokens[mention.end].is_capital:
            return True  # "achieving the Sustainable Development | Goals"
        cut = grammar.tokens[mention.end - 1].is_capital and grammar.is_in(mention.end, "populations")
        return cut and mention.concept.kind == "threat"  # "crimes against the Palestinian | people"
    dollars = grammar.low(mention.end) == "$" and grammar.tokens[mention.end].start == grammar.tokens[mention.first].end
    if grammar.low(mention.first) == "state" and grammar.is_in(mention.end, "told_by_state"):
        return True  # "a | state visit"
    return dollars or grammar.is_in(mention.first, "other_in_plural")


def _is_said_of_noun(grammar: Grammar, mention: Mention) -> bool:
    """Whether a principle is the first of two things that a noun is said to be: "a Yemeni-led | and Yemeni-owned process"."""
    if mention.concept.kind != "principle":
        return False
    at = mention.end + 1
    joined = grammar.low(at - 1) in {"and", ","} and at < len(grammar.tokens)
    return joined and all("-" in grammar.low(place) and grammar.tokens[place].is_adjective for place in (at - 2, at))


def _is_part_of_name(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether words are only part of a name: "the Biological Weapons | Convention", "the Bushehr Nuclear Power | Plant"."""
    if not grammar.tokens[mention.first].is_capital:
        return False
    if mention.end - mention.first == 1 and mention.concept.kind != "actor" and mention.concept.label[0].islower():
        left = grammar.tokens[mention.first - 1] if mention.first else None
        if left is not None and left.is_capital and left.is_word and left.text != left.text.upper():
            return not any(other.first < mention.first and other.end >= mention.first for other in others)
    left = grammar.tokens[mention.first - 1] if mention.first > 1 else None
    last = grammar.tokens[mention.end - 1]
    if mention.concept.kind == "actor" and grammar.is_in(mention.end, "plants") and last.is_capital:
        return mention.concept.label[0].islower() and grammar.tokens[mention.end].is_capital
    common = mention.concept.kind in {"issue", "principle"} and mention.concept.label.islower()
    whole = last.low == ")" or (last.is_capital and not last.text.isupper())
    if common and whole and left is not None and left.is_capital and left.is_word and not left.text.isupper():
        return not any(other.first < mention.first and other.end >= mention.first for other in others)
    if mention.concept.kind != "threat":
        return False
    return any(
        other.concept.kind == "treaty" and other.first <= mention.first and mention.end <= other.end for other in others
    )


def _is_organ(grammar: Grammar, lexicon: Lexicon, at: int) -> bool:
    """Whether a noun calls one organ of an organization, not the organization: "Secretariat", "Committee"."""
    words = lexicon.words
    bases = grammar.bases(at)
    single = grammar.low(at) in grammar.tokens[at].nouns
    return single and bases.isdisjoint(words["unions"]) and not bases.isdisjoint(words.any_of("organs", "bodies"))


def is_generic(grammar: Grammar, lexicon: Lexicon, mention: Mention, first: int) -> bool:
    """Whether an actor is only "States" or "all countries" and does not begin the target, which begins at `first`."""
    if mention.concept.kind != "actor" or grammar.low(mention.first) in {"other", "third"}:
        return False  # whom somebody helps or works with
    words = [at for at in range(mention.first, mention.end) if not grammar.is_in(at, "determiners")]
    if mention.concept.is_country and len(words) < mention.end - mention.first:
        return False  # "the country", which was named before
    called = (
        grammar.tokens[mention.end - 1].is_capital and grammar.is_in(words[0] - 1, "determiners") if words else False
    )
    plain = " " not in mention.concept.label and not mention.concept.label.isupper()
    if called and not mention.concept.provisional and not plain:
        return False  # "the Council", which was named in full; "the Organization", the UN
    if called and grammar.low(words[0] - 1) == "the" and _is_organ(grammar, lexicon, mention.end - 1):
        return False  # "the Commission"
    bare = len(words) == 1 and not (grammar.tokens[words[0]].nouns | {grammar.low(words[0])}).isdisjoint(
        lexicon.words["group_nouns"]
    )
    told = words and grammar.low(words[0]) == "parties" and mention.concept.provisional
    begins = mention.first - first < 2 and not grammar.is_in(mention.end, "possessives")
    return bare and not told and not begins
