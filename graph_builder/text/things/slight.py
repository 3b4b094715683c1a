"""Which noun phrases of a target say too little, or stand where they only tell how, to be things."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act, Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.adjuncts import is_doer, tells_how, tells_how_long, tells_on_what, tells_whence
from graph_builder.text.things.bad_things import is_posed
from graph_builder.text.things.idioms import is_idiom, is_own_election
from graph_builder.text.things.phrase_verbs import is_owned_deed, is_pointed
from graph_builder.text.things.phrases import inverter_nouns
from graph_builder.text.words.grammar import Grammar

__all__ = [
    "is_called",
    "is_object",
    "is_predicate",
    "is_said_of_subject",
    "is_slight",
    "is_vague",
    "is_weighed",
    "tells_with_whom",
]

_DEGREES = frozenset({"less", "least", "so", "too", "very", "equally", "as"})
"""Words that tell the degree of an adjective and stand before no noun."""
_MARKS = frozenset({",", ";", ".", "", "and", "or"})
"""What stands behind a member of a list."""
_TIMING = frozenset({"half", "quarter", "mid", "late", "early"})
"""What tells which part of a time is meant, besides adjectives."""
_WISHED = frozenset({"future", "world", "society", "order"})
"""What is wished to be better, besides states and regions."""
_FOREIGN = frozenset({"de", "ad", "prima", "per", "vis"})
"""First words of foreign adverbs."""
_NUMERALS = frozenset("IVXLC")


def is_slight(grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], start: int, first: int, end: int) -> bool:
    """Whether the phrase [first, end) of a target that begins at `start` names nothing: it leads to, describes or says how."""
    last = grammar.tokens[end - 1]
    if not last.bases.isdisjoint(lexicon.words["failures"]) and grammar.low(end) == "to":
        return True  # "attempts to": the aim is the thing, or the whole is one already
    if not last.nouns.isdisjoint(lexicon.words["posed"]) and is_posed(grammar, first):
        return True  # "poverty remains the greatest challenge"
    if last.is_form("ing") and grammar.is_in(end, "verb_particles") and grammar.low(end + 1) == "of":
        return True  # "the | winding down of the mission"
    if grammar.is_in(end - 1, "adjunct_nouns") and grammar.is_in(
        first - 1 - grammar.is_in(first - 1, "determiners"), "means"
    ):
        return True  # "in an intangible way"
    return (
        tells_with_whom(grammar, first, end)
        or _is_town(grammar, start, first, end)
        or is_idiom(grammar, lexicon, first, end)
        or is_own_election(grammar, first, end)
        or tells_on_what(grammar, start, first, end)
        or tells_whence(grammar, start, first)
        or tells_how_long(grammar, start, first, end)
        or _leads_to_known(grammar, known, first, end)
        or _is_role(grammar, lexicon, first, start)
        or _is_empty(grammar, lexicon, first, end)
        or (tells_how(grammar, lexicon, first, start) and not is_doer(grammar, lexicon, first, end))
    )


def tells_with_whom(grammar: Grammar, first: int, end: int) -> bool:
    """Whether a tie only tells with whom something is done: "in close cooperation | with the Union"."""
    tie = any(grammar.is_in(at, "joint_works") and grammar.low(at + 1) == "with" for at in range(first, end))
    before = first - 1
    while before > 0 and grammar.tokens[before].is_adjective:
        before -= 1
    return tie and grammar.low(before) == "in"


def _is_town(grammar: Grammar, start: int, first: int, end: int) -> bool:
    """Whether a town or province is told by name, which is merely a place: "in the city of Lima"."""
    of = end - 2
    while of > first and grammar.tokens[of].is_capital:
        of -= 1
    named = grammar.low(of) == "of" and of > first and grammar.tokens[end - 1].is_capital
    return named and first - start > 1 and grammar.is_in(of - 1, "towns")


def _leads_to_known(grammar: Grammar, known: Sequence[Mention], first: int, end: int) -> bool:
    """Whether a single noun only leads to a known thing: the "mechanisms" of "mechanisms of global stability"."""
    after = end + 1 + grammar.is_in(end + 1, "determiners")
    return end - first == 1 and grammar.low(end) == "of" and any(mention.first == after for mention in known)


def _is_role(grammar: Grammar, lexicon: Lexicon, first: int, start: int) -> bool:
    """Whether a phrase is only what somebody is: "as President of the session"."""
    for at in range(first, max(start, first - 6) - 1, -1):
        if grammar.low(at) == "as" and at < first:
            return any(
                not grammar.tokens[place].bases.isdisjoint(lexicon.words["offices"]) for place in range(at, first + 1)
            )
        if not grammar.tokens[at].is_word:
            return False
    return False


def is_called(grammar: Grammar, first: int, act: Act) -> bool:
    """Whether a phrase is only what something before is called or used as: "as flagrant violations", "as a weapon"."""
    at = first - 1
    while grammar.is_in(at, "determiners") or (grammar.tokens[at].is_adjective and at > 0):
        at -= 1
    if grammar.low(at) != "as" or grammar.low(at - 1) in {"well", "such"}:
        return False
    return act in {"condemn", "oppose", "regret"} or at < first - 1


def is_weighed(grammar: Grammar, first: int, end: int) -> bool:
    """Whether a phrase only weighs something: "an essential contribution", "the key role that"."""
    if grammar.tokens[end - 1].bases.isdisjoint(grammar.words["weighed_nouns"]):
        return False
    return end - first > 1 and grammar.is_in(end - 2, "weighty_adjectives")


def is_predicate(grammar: Grammar, first: int, end: int, start: int) -> bool:
    """Whether a phrase is only what something before is said to be: "remains a global priority", "constitute | violations"."""
    at = first - 1
    while at > start and (grammar.is_in(at, "determiners") or grammar.is_plain_adverb(at)):
        at -= 1
    article = any(grammar.low(place) in {"a", "an"} for place in range(at + 1, first))
    article = article or not grammar.bases(end - 1).isdisjoint(grammar.words["rule_breakings"])
    said = grammar.is_copula(at) or bool(grammar.tokens[at].verbs & grammar.words["linking_verbs"])
    return at > start and article and said


def is_said_of_subject(grammar: Grammar, first: int, end: int) -> bool:
    """Whether an adjective ends what a verb tells of its subject: "is running | short", "remain | outstanding due"."""
    last = grammar.tokens[end - 1]
    if not last.is_adjective or last.is_capital or (last.nouns and last.low.endswith("s")):
        return False
    at = first - 1
    while at > 0 and (grammar.is_plain_adverb(at) or grammar.low(at) in {"both", "more", "most"}):
        at -= 1
    at -= 2 * (grammar.low(at + 1) == "more" and grammar.low(at) == "the")  # "be all the more | swift"
    told = grammar.is_copula(at) and not grammar.is_in(at, "possessives")
    return told or (grammar.low(at).endswith("ing") and grammar.is_be(at - 1))


def _is_empty(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> bool:
    """Whether a phrase says too little to be a thing: one light noun, a number, an adjective alone."""
    last = grammar.tokens[end - 1]
    dated = grammar.is_in(end - 1, "months") and last.is_capital and end - first > 1
    if (grammar.is_in(end - 1, "times_of") or dated) and all(
        grammar.tokens[at].is_adjective or grammar.is_in(at, "cardinals") or grammar.low(at) in _TIMING
        for at in range(first, end - 1)
    ):
        return True  # "the next decade", "late July"
    if last.low == "ones" or (last.is_capital and grammar.is_in(end - 1, "waters")):
        return True  # "the East and South China Seas"
    if _is_of_degree(grammar, first, end - 1) or is_said_of_subject(grammar, first, end):
        return True
    if end - first > 1:
        words = (grammar.tokens[at] for at in range(first, end))
        told = grammar.is_in(end - 1, "said_of_subjects") or last.is_form("past") or last.is_adjective
        if grammar.is_plain_adverb(end - 2) and told and not last.is_capital and not last.low.endswith("s"):
            return True  # "environmentally responsible", "badly affected", "totally normal"
        if grammar.low(first) in _FOREIGN and end - first == 2:
            return True  # "de jure | and de facto discrimination"
        listed = any(grammar.low(at) == "," for at in range(first, end)) and not last.low.endswith("s")
        bare = (
            last.is_adjective
            and (not last.is_capital or "-" in last.low)  # "Yemeni-led"
            and (
                not last.nouns
                or (listed and all(word.is_adjective or not word.is_word or word.low == "and" for word in words))
            )
        )
        return bare or (last.low.isdigit() and grammar.is_in(first, "months"))
    if is_pointed(grammar, first, end) or is_owned_deed(grammar, first, end):
        return False
    token = grammar.tokens[first]
    several = token.low.endswith("s") and not token.nouns.isdisjoint(lexicon.words.kind_heads["treaty"])
    several = several or grammar.is_in(first, "to_overcome")
    if not several and not (token.nouns | {token.low}).isdisjoint(lexicon.words["light_nouns"]):
        return True
    unknown = not (token.nouns or token.verbs or token.is_adjective or token.is_adverb) and len(token.low) > 6
    called = token.low in lexicon.words.any_of("problem_nouns", "imposed", "short_things", "continents")
    called = called or token.low in lexicon.words.kind_heads["actor"] or _is_acronym(token.text)
    known = token.nouns or unknown or called
    described = token.is_adjective and not token.low.endswith("s") and not _is_governed_noun(grammar, first)
    return not known or described or (len(token.low) < 4 and not called)


def _is_acronym(text: str) -> bool:
    """Whether a name is called by its initials: "the | GOS", "EI2"."""
    return len(text) > 1 and text.isupper() and text.isalnum() and not (text[0].isdigit() or set(text) <= _NUMERALS)


def _is_of_degree(grammar: Grammar, first: int, last: int) -> bool:
    """Whether the last word is an adjective of which the word before tells the degree: "less dependent", "this | high"."""
    token = grammar.tokens[last]
    told = token.is_adjective and not token.is_capital and not token.low.endswith("s")
    if last > first:
        return told and grammar.low(last - 1) in _DEGREES
    return told and grammar.low(last - 1) in _DEGREES | {"this", "that"} and grammar.is_copula(last - 2)


def _is_governed_noun(grammar: Grammar, at: int) -> bool:
    """Whether a word that can be an adjective too is a noun where it stands: "our | economy", "infrastructure and | economy"."""
    left = grammar.tokens[at - 1] if at > 0 else None
    if left is None or not grammar.tokens[at].nouns:
        return False
    right = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    if right is not None and right.is_word and (right.nouns or right.is_adjective):
        return grammar.is_in(at + 1, "prepositions")
    if grammar.low(at + 1) in {"and", "or", ",", "but"}:
        behind = at + 2 + (grammar.low(at + 2) in {"and", "or"})
        after = grammar.tokens[behind] if behind < len(grammar.tokens) else None
        if after is not None and (after.is_adjective or after.is_form("past")):
            return False  # "the sound | and steady development"
    if left.low == "and" and at > 1:
        before = grammar.tokens[at - 2]
        return bool(before.nouns) and not (before.is_adjective or before.verbs)
    return grammar.is_in(at - 1, "determiners") or grammar.is_in(at - 1, "possessives")


def is_vague(grammar: Grammar, lexicon: Lexicon, concept: Concept, first: int, end: int) -> bool:
    """Whether a provisional thing says little beside others: one common word, or a name that tells no kind (most are places)."""
    if is_pointed(grammar, first, end):
        return False
    if end - first == 1 and _is_acronym(grammar.tokens[first].text) and grammar.low(first - 1) == "the":
        return False
    if concept.kind == "issue":
        wrong = any(grammar.is_in(at, "problem_adjectives") for at in range(first, end - 1))
        if grammar.is_in(end - 1, "to_overcome") or (wrong and grammar.is_in(end - 1, "named_deeds")):
            return False  # "illicit activities"
        related = next((at for at in range(first, end - 1) if grammar.is_in(at, "relational_nouns")), None)
        if related is not None and grammar.low(related + 1) in {"of", "for"}:
            return False
        head = grammar.tokens[end - 1]
        tied = next((at for at in range(first + 1, end - 1) if grammar.low(at) == "of"), first)
        if tied > first and _names_with_of(grammar, lexicon, first, tied):
            return False  # "the repatriation of refugees", "the strength of the Free World"
        left = grammar.tokens[first - 1] if first else None
        plural = head.low.endswith("s") or end - first > 1 or grammar.is_in(first - 1, "determiners")
        plural = plural or (left is not None and bool(left.verbs) and not left.nouns)  # "prevent | escalation"
        if plural and any(
            not grammar.tokens[at].nouns.isdisjoint(lexicon.words["problem_nouns"]) for at in range(first, end)
        ):
            return False
        if head.low in _WISHED and grammar.is_in(end - 2, "wished"):
            return False  # "a more equitable future"
        light = not (head.nouns | {head.low}).isdisjoint(lexicon.words["light_nouns"])
        sorts = lexicon.words["told_by_sorts"]
        bound = not grammar.bases(end - 1).isdisjoint(sorts) and grammar.is_sort_adjective(end - 2)
        return end - first == 1 or (light and not bound and not _is_told_by_noun(grammar, first, end))
    heads = lexicon.words.kind_heads.get(concept.kind, frozenset())
    if sum(grammar.tokens[at].is_capital for at in range(first, end)) > 2:
        return False  # a name of three words or more
    return concept.kind == "initiative" and not any(
        not (grammar.tokens[at].nouns | {grammar.low(at)}).isdisjoint(heads) for at in range(first, end)
    )


def _names_with_of(grammar: Grammar, lexicon: Lexicon, first: int, tied: int) -> bool:
    """Whether a noun of some content stands before the "of" at `tied`: not "the last of its kind", "taking advantage of"."""
    head = grammar.tokens[tied - 1]
    noun = bool(head.nouns) and not head.is_adjective and not grammar.is_in(tied - 1, "adjunct_nouns")
    return noun and not is_idiom(grammar, lexicon, first, tied)


def _is_told_by_noun(grammar: Grammar, first: int, end: int) -> bool:
    """Whether a light noun is told by the noun before it: "law enforcement efforts", but not "joint efforts"."""
    noun = grammar.tokens[end - 2]
    plain = all(grammar.tokens[at].is_word and not grammar.is_in(at, "prepositions") for at in range(first, end))
    owned = any(grammar.low(at) in {"'s", "’s"} for at in range(first, end))
    sort = bool(noun.nouns) and not noun.is_adjective and not noun.low[0].isdigit()
    return plain and not owned and sort and grammar.low(end - 1) not in grammar.words["adjunct_nouns"]


def is_object(grammar: Grammar, lexicon: Lexicon, ends: Collection[int], first: int, end: int) -> bool:
    """Whether a noun is the object of a verb or goes on a list of things: "enhance the bioeconomy", "deforestation and degradation"."""
    head = grammar.tokens[end - 1]
    strange = len(head.low) > 6 and head.low.endswith("s") and not (head.verbs or head.is_adjective or head.is_adverb)
    at = first - 1 - grammar.is_in(first - 1, "determiners")
    light = not (head.nouns | {head.low}).isdisjoint(lexicon.words["light_nouns"])
    if head.is_capital or light or not (head.nouns or strange):  # "peatlands"
        return False
    if _is_turned(grammar, lexicon, at):
        return True
    joined = grammar.low(at) in {"and", "or", ","}
    left = at - (joined and grammar.low(at - 1) == ",")
    if joined and left in ends and grammar.low(end) in _MARKS and not grammar.is_in(left - 2, "of_both"):
        return True  # "water, | space and health"
    closes = grammar.low(end) in {"", ".", ";"} and grammar.low(at) == "and"  # "trade, culture and | defence"
    several = head.low.endswith("s") or closes
    if head.verbs and not several and head.nouns.isdisjoint(lexicon.words["problem_nouns"]):
        return False
    if joined:
        return left in ends
    if grammar.low(at) == "as" and grammar.low(at - 1) == "such" and grammar.low(end) != "of":
        return True  # "crimes such as | murder"
    owned = grammar.low(first - 1) in {"'s", "’s"}
    while owned and at > 0 and (grammar.tokens[at].is_capital or grammar.is_in(at, "determiners")):
        at -= 1  # "reduce | Ruritania's | revenue"
    at -= at > 0 and grammar.is_in(at, "verb_particles")  # "phasing | out | coal"
    token = grammar.tokens[at] if at >= 0 else None
    if token is None or not token.verbs or token.is_adjective:
        return False
    return token.low.endswith("ing") or not token.verbs.isdisjoint(lexicon.words["harming_verbs"])


def _is_turned(grammar: Grammar, lexicon: Lexicon, at: int) -> bool:
    """Whether a noun that turns signs governs what stands behind the preposition at `at`: "relief from | debt"."""
    if grammar.low(at) not in {"of", "from", "to", "against"}:
        return False
    return not grammar.bases(at - 1).isdisjoint(inverter_nouns(lexicon))
