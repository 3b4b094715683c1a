"""What "this resolution", "the mission" or "the country" points back to, and whom an urging addresses without a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from graph_builder.model import Act, Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["OWN_KINDS", "addressee", "back_references", "groups", "pronoun", "remember", "shown"]

_POINTERS = frozenset({"the", "this", "that", "these", "those", "its", "present", "said"})
_NEAR = frozenset({"this", "these", "such", "that", "those"})
_PRONOUNS = frozenset({"it", "this", "that", "these", "those", "they", "them", "which"})
_SUBJECTS = frozenset({"this", "that", "these", "those", "they"})
_OBJECTS = frozenset({"it", "them"})
_MEMBERS = frozenset({"states", "countries"})
_WHOSE = frozenset({"of", "as", "with", "between", "among", "in"})
_COUNTED = frozenset({"states", "countries", "nations", "governments", "powers"})
"""Actors that are told by their number: "those three | States"."""
_BOTH = frozenset({"countries", "states", "nations", "sides", "governments"})
_GROUPS = _MEMBERS | _COUNTED | _BOTH | {"parties"}
_PERSONAL = frozenset({"they", "them"})
OWN_KINDS = frozenset(
    {"charter", "statute", "protocol", "declaration", "resolution", "constitution", "treaty", "convention", "covenant"}
)
"""Kinds of texts that are not called by the name of another kind."""
_OWN_PROGRAMMES = frozenset({"mission", "fund", "summit", "plan"})
"""Kinds of programmes that are not called by the name of another kind."""
_KINDS = ("treaty", "initiative", "conflict", "state", "threat")


def _slot(concept: Concept) -> str | None:
    """Under which word a concept can be pointed back to, or None."""
    if concept.kind == "actor":
        return "state" if concept.is_country else None
    if concept.kind == "conflict" and concept.label.islower():
        return None  # "hostilities", which are of any conflict
    return concept.kind if concept.kind in _KINDS else None


def remember(antecedents: dict[str, Concept], mentions: Sequence[Mention]) -> None:
    """Keep the last thing of each kind that a segment names; of threats the first, under which the others are listed."""
    threats = [mention.concept for mention in mentions if mention.concept.kind == "threat"]
    for mention in mentions:
        slot = _slot(mention.concept)
        inner = slot is not None and any(
            other.first <= mention.first
            and mention.end <= other.end
            and other.end - other.first > mention.end - mention.first
            for other in mentions
        )
        if slot == "treaty":
            for word in _called(mention.concept):
                antecedents[f"treaty {word}"] = mention.concept
        if slot is not None and not inner:
            antecedents[slot] = threats[0] if slot == "threat" else mention.concept


_SAYING = frozenset({"we", "they", "it", "you", "that", "which", "to", "for", "from"})
"""Words with which a clause begins that says which ones are meant: "the challenges | we face"."""


def back_references(
    grammar: Grammar,
    mentions: Sequence[Mention],
    target: tuple[int, int],
    antecedents: Mapping[str, Concept],
    around: Sequence[Mention] = (),
) -> Iterator[Mention]:
    """Definite noun phrases of a target that stand for a thing named before; `around` is all that the sentence names.

    Names cut short ("the Treaty") look back through the sentence, other nouns ("the treaty") through the target only.
    """
    first, end = target
    covered = {at for mention in mentions for at in range(mention.first, mention.end)}
    behind = {at + 1 for at in grammar.places(_POINTERS, first, end - 1)}
    for at in sorted(behind.union(grammar.places(grammar.words["anaphors_threat"], first + 1, end))):
        pointer = at - 1
        while pointer > first and grammar.low(at) in grammar.words["anaphors_threat"] and _describes(grammar, pointer):
            pointer -= 1
        near = _POINTERS if pointer == at - 1 else _NEAR
        if at in covered or grammar.low(pointer) not in near or pointer < first:
            continue
        if grammar.low(pointer) == "its" and grammar.low(at) == "adoption" and pointer > first:
            continue  # only when it was: "within thirty days of its adoption"
        if (
            grammar.low(at + 1) in {"of", "in", "'s", "on", "against", "between"}
            or at + 1 in covered
            or (
                grammar.low(pointer) == "the"
                and grammar.low(at).endswith("s")
                and (_is_told_behind(grammar, at + 1, end) or grammar.low(at + 1) in _SAYING)
            )
            or _is_modifier(grammar, at, end)
        ):
            continue
        own = antecedents.get(f"own {grammar.low(at)}")
        if own is not None and grammar.low(pointer) in {"this", "present"}:
            yield Mention(own, pointer, at + 1)
            continue
        words = grammar.tokens[at].nouns | {grammar.low(at)}
        for slot in _KINDS:
            if words.isdisjoint(grammar.words[f"anaphors_{slot}"]):
                continue
            named = around if grammar.tokens[at].is_capital else mentions
            nearer = [m.concept for m in named if slot == "treaty" and _slot(m.concept) == slot and m.end < at]
            nearer += [m.concept for m in mentions if slot == "state" and m.concept.is_country and m.end < at]
            alike = antecedents.get(f"{slot} {grammar.low(at)}")
            candidates = (*reversed(nearer), alike, antecedents.get(slot))
            meant = next((one for one in candidates if one is not None and _can_be_called(one, words)), None)
            if meant is not None:
                yield Mention(meant, pointer, at + 1)
                break


def _is_told_behind(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a participle says what is meant: "the dangers | arising from"."""
    token = grammar.tokens[at] if at < end else None
    return token is not None and not token.nouns and any(token.form(v) in {"ing", "past"} for v in token.verbs)


def _called(concept: Concept) -> set[str]:
    """The words of the names of a concept."""
    return {word.strip(",") for name in (concept.label, *concept.names) for word in name.lower().split()}


def _can_be_called(concept: Concept, words: Set[str]) -> bool:
    """Whether a thing may be pointed back to by a noun: a resolution is called one, and nothing else is."""
    called = _called(concept)
    told = words & OWN_KINDS
    resolution = "resolution" in called
    if concept.kind == "initiative":
        return words.isdisjoint(_OWN_PROGRAMMES) or not words.isdisjoint(called)
    if concept.kind != "treaty" or "adoption" in words:
        return True
    return resolution == ("resolution" in words) and (not told or not told.isdisjoint(called))


def pronoun(grammar: Grammar, target: tuple[int, int], antecedents: Mapping[str, Concept]) -> Mention | None:
    """The pronoun that a target is or whose subject it is, with what it stands for, if the text has said that before."""
    first, end = target
    low = grammar.low(first)
    told = low in _OBJECTS and grammar.low(first + 1) == "as"  # "condemn it | as"
    told = told or (low == "them" and grammar.low(first + 1) == "to")  # "ask them | to"
    alone = low in _PRONOUNS and (end == first + 1 or told)
    after = first + 1
    subject = low in _SUBJECTS and (grammar.is_be(after) or grammar.is_in(after, "modals"))
    meant = antecedents.get("last actor") if low in _PERSONAL else antecedents.get("last thing")
    meant = meant or antecedents.get("last thing")
    if not (alone or subject):
        first = _only_object(grammar, target)
    return Mention(meant, first, first + 1) if meant is not None and first < end else None


def _only_object(grammar: Grammar, target: tuple[int, int]) -> int:
    """Index of the pronoun that a deed is done to, if the target tells nothing else: "strictly implementing | it"; its end if none."""
    first, end = target
    at = first + grammar.is_plain_adverb(first) + 1
    if at >= end or grammar.low(at) not in _OBJECTS:
        return end
    verbs = grammar.tokens[at - 1].verbs
    told = bool(verbs) and verbs.isdisjoint({"do", "make"})
    closes = at + 1 == end or (at + 2 == end and grammar.is_plain_adverb(at + 1))
    return at if told and closes else end


def shown(grammar: Grammar, target: tuple[int, int]) -> tuple[int, int] | None:
    """Token range of what a target that begins with "this" or "these" shows, little as its noun says: "these steps will help"."""
    first, end = target
    if grammar.low(first) not in {"this", "these", "such"}:
        return None
    at = first + 1
    while at < min(end, first + 4) and grammar.tokens[at].is_adjective:
        at += 1
    if at >= end or grammar.is_in(at, "modals") or not grammar.tokens[at].nouns or grammar.is_in(at, "prepositions"):
        return None
    if grammar.is_in(at, "times_of") or grammar.low(at) in {"time", "way"}:
        return None  # "this time we agree"
    if grammar.low(first) == "this" and grammar.tokens[at].verbs and grammar.low(at).endswith("s"):
        return None  # "this entails"
    while at + 1 < min(end, first + 6) and grammar.tokens[at + 1].nouns and not grammar.tokens[at + 1].verbs:
        if not grammar.tokens[at + 1].is_word or grammar.is_in(at + 1, "prepositions"):
            break
        at += 1
    return first, at + 1


def _describes(grammar: Grammar, at: int) -> bool:
    """Whether an adjective stands between the pointer and the noun: "this deadly and expanding threat"."""
    token = grammar.tokens[at]
    return token.is_adjective or token.low in {"and", ","} or token.low.endswith("ing")


def _is_modifier(grammar: Grammar, at: int, end: int) -> bool:
    """Whether the noun at `at` only modifies the next one: "the transition period"."""
    following = grammar.tokens[at + 1] if at + 1 < end else None
    return following is not None and bool(following.nouns) and not following.verbs and following.is_word


def groups(grammar: Grammar, mentions: Sequence[Mention], target: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges of groups that are told without a name: "all the parties", "Member States", "the Yemeni parties"."""
    first, end = target
    for at in grammar.places(_GROUPS, first, end):
        low = grammar.low(at)
        if low in _MEMBERS and grammar.low(at - 1) == "member" and at > first:
            begin = next((m.first for m in mentions if m.end == at - 1 and m.concept.code), at - 1)
            if begin < at - 1 and grammar.low(begin - 1 - grammar.is_in(begin - 1, "articles")) in _WHOSE:
                continue  # "the missions of the ASEAN Member States"
        elif (low in _COUNTED and grammar.is_in(at - 1, "cardinals") and grammar.low(at - 2) == "those") or (
            low in _BOTH and grammar.low(at - 1) == "both" and at > first and grammar.low(at - 2) not in {"in", "on"}
        ):
            begin = at - 1
        elif low == "parties" and not _is_tied(grammar, at + 1, end):
            begin = at
            while (
                begin > first and grammar.tokens[begin - 1].is_adjective and not grammar.is_in(begin - 1, "determiners")
            ):
                begin -= 1
            begin -= begin > first and grammar.tokens[begin - 1].is_capital and grammar.low(begin - 1) != "states"
            if grammar.low(at - 1) == "political":
                continue
            begin -= grammar.low(at - 1) == "states"  # "States parties"
        else:
            continue
        told = low == "parties" and "of" in {grammar.low(begin - 1), grammar.low(begin - 2)}
        told = told or any(m.end == begin and m.concept.code for m in mentions)  # "ASEAN Member States"
        if not told and not any(m.first < at + 1 and begin < m.end and m.end - m.first > 1 for m in mentions):
            yield begin, _with_place(grammar, mentions, at + 1)


def _with_place(grammar: Grammar, mentions: Sequence[Mention], at: int) -> int:
    """Index after what tells at `at` which ones are meant: "the parties | directly concerned", "the parties | in Peru"."""
    told = grammar.skip_forward(at)
    at = told + 1 if grammar.is_in(told, "said_of_parties") else at
    start = at + 1 + grammar.is_in(at + 1, "determiners")
    return max([at, *(m.end for m in mentions if grammar.low(at) == "in" and m.first == start)])


def _is_tied(grammar: Grammar, at: int, end: int) -> bool:
    """Whether "of" or "to" stands there with a noun, not with what is to be done: "the parties | to comply"."""
    verb = grammar.tokens[at + 1] if at + 1 < end else None
    done = verb is not None and verb.is_form("base")
    return grammar.low(at) == "of" or (grammar.low(at) == "to" and not done)


def _is_group(grammar: Grammar, at: int) -> bool:
    """Whether a noun tells of states, bodies or people."""
    return not grammar.tokens[at].bases.isdisjoint(
        grammar.words.kind_heads["actor"] | {"party", "state", "side", "other", "country", "nation"}
    )


def _is_thing(grammar: Grammar, at: int) -> bool:
    """Whether a noun tells of a text, a programme or a value, which nobody speaks to."""
    return not grammar.tokens[at].bases.isdisjoint(grammar.words.any_of("treaty", "initiative", "principle"))


def _told_subject(grammar: Grammar, mentions: Sequence[Mention], target: tuple[int, int]) -> tuple[int, int] | None:
    """Token range of a group that a clause tells to do something: "demands that | all parties | immediately cease"."""
    first, end = target
    for at in range(first + 1, min(first + 6, end)):
        token = grammar.tokens[at]
        noun = bool(token.nouns) and grammar.is_in(at - 1, "determiners")  # "parties to the | conflict comply"
        verb = (token.is_form("base") and not noun) or grammar.is_in(at, "modals")
        if not (verb or token.low == "," or grammar.is_plain_adverb(at)):
            continue
        first = next((n + 1 for n in range(first, at) if grammar.low(n) == "that"), first)
        if first >= at:
            continue
        head = next((n for n in range(first + 1, at) if grammar.is_in(n, "prepositions")), at) - 1
        group = _is_group(grammar, head)
        named = any(m.concept.kind == "actor" and m.first < at and m.end > first and m.concept.code for m in mentions)
        end = at - (grammar.low(at - 1) in {"to", "not"})  # "it is time for | all actors | to return"
        return (first, end) if group and not named and end > first else None
    return None


def addressee(
    grammar: Grammar, act: Act, mentions: Sequence[Mention], target: tuple[int, int], *, addresses: bool
) -> tuple[int, int] | None:
    """Token range of whom an urging addresses ("all parties to …"), or who must do something, if no known actor stands there."""
    first, end = target
    if act == "urge" and not addresses:
        return _told_subject(grammar, mentions, target)
    first += grammar.is_in(first, "possessives")
    if first >= end:
        return None
    opener = grammar.tokens[first]
    begins = bool(opener.nouns) or opener.is_adjective or grammar.is_in(first, "determiners")
    if act not in {"urge", "emphasize"} or not begins:
        return None
    if grammar.low(first - 1) == "that":
        return _told_subject(grammar, mentions, target) if act == "urge" else None
    if act == "emphasize" and not (grammar.low(first) == "the" and grammar.low(first + 1) == "parties"):
        return None
    reach = 6 + (grammar.low(first + 2) == "of" or grammar.low(first + 1) == "of")
    for at in range(first + 1, min(first + reach, end - 1)):
        if grammar.low(at) == "of" and _is_group(grammar, at - 1):
            continue  # "the States of the Sahel | to hasten the transition"
        verb = grammar.skip_forward(at + 1) if grammar.low(at) == "to" else at
        if grammar.low(at) == "to" and verb < end and grammar.tokens[verb].is_form("base"):
            somebody = _is_group(grammar, at - 1 - (grammar.low(at - 1) == "not"))
            if (opener.is_adjective and not opener.nouns and not somebody) or (
                not somebody and _is_thing(grammar, at - 1)
            ):
                return None  # "immediate steps to prevent", "a treaty to halt"
            named = any(
                mention.concept.kind == "actor" and mention.first < at and mention.end > first for mention in mentions
            )
            deed = not grammar.tokens[at - 1].bases.isdisjoint(grammar.words.any_of("light_nouns", "deeds"))
            return None if named or (deed and not somebody) else (first, at - (grammar.low(at - 1) == "not"))
        if not grammar.tokens[at].is_word or grammar.is_in(at, "prepositions") or grammar.is_be(at):
            return None
    return None
