"""Whether a word that may be a verb in the present or past is rather a noun, an adjective or a participle that only describes."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = [
    "governs",
    "is_before_verb",
    "is_behind_done",
    "is_behind_relative",
    "is_compound",
    "is_listed_adjective",
    "is_listed_noun",
    "is_no_verb",
    "may_be_plural",
    "may_be_told",
]

_WITH_BARE_VERB = frozenset({"help", "let", "make", "go", "come", "dare", "need", "see", "have"})
"""Verbs behind which another may stand in its base form."""
_SEVERAL = frozenset({"those", "all", "us", "them"})
_CLOSING = frozenset({".", ";", ":", ",", "and", "but", "as", "toward", "towards", "facing"})


def is_no_verb(grammar: Grammar, before: int, at: int, form: str) -> bool:
    """Whether the word is rather the noun of an adjective ("humanitarian needs"), an adjective before a noun
    ("foreign direct investment") or a participle that only describes ("the spirit espoused in the charter").
    """
    token, left = grammar.tokens[at], grammar.tokens[before]
    if token.low == "states" and before == at - 1 and left.low in {"member", "participating", "observer", "signatory"}:
        return True
    if token.low == "views" and "exchange" in left.verbs:
        return True
    if token.low == "value" and grammar.is_in(at + 1, "told_by_value"):
        return True  # "the clean energy value chain"
    if form in {"s", "base"} and token.nouns and before == at - 1 and grammar.is_in(at + 1, "modals"):
        return True  # "the Union monitors must be let in"
    if form in {"s", "base"} and token.nouns and before == at - 1 and _closes_compound(grammar, at):
        return True  # "built with Union support.", "carbon credits."
    listed = before == at - 1 and left.low in left.nouns and grammar.low(before - 1) == grammar.low(at + 1) == ","
    if form == "base" and token.nouns and listed:
        return True  # "disparity, debt burden, injustice and hunger"
    if form == "base" and token.nouns and before == at - 1 and _parts_compound(grammar, at):
        return True  # "the Norwegian | aid | programme would be cut"
    if form in {"s", "base"} and token.nouns and before == at - 1 and _is_made_by(grammar, at + 1):
        return True  # "an arrest warrant | sought by"
    if form == "base" and token.nouns and before == at - 1 and _is_object(grammar, before):
        return True  # "became a stumbling block", "entered the residence compound"
    office = left.low in grammar.words["persons"]  # "the Secretary-General | pointed out"
    office = office or (left.low in {"state", "government"} and grammar.low(before - 1) == "of")  # "the head of state"
    whose = before > 0 and (grammar.is_in(before - 1, "possessives") or grammar.low(before - 1) in {"'s", "’s"})
    owned = whose and before == at - 1 and not office
    if owned and left.is_adjective and form in {"s", "base"} and token.nouns:
        return True  # "of their full support with"
    if form == "base" and token.nouns and left.is_adjective and grammar.low(at + 1) in {"that", "which"}:
        return True  # "discussed military support that"
    carried = before == at - 1 and not grammar.tokens[before].verbs.isdisjoint(grammar.words["carriers"])
    if (
        carried
        and not office
        and form in {"s", "base"}
        and token.nouns
        and not left.is_capital
        and left.low != "states"
        and not grammar.is_have(before)
        and left.low not in {"recall", "note"}
    ):
        return True  # "share values that"
    describes = left.is_adjective and not left.nouns and not left.verbs and before == at - 1 and not office
    if describes and ((form in {"s", "base"} and token.nouns) or token.is_adjective):
        return True
    if (
        left.is_adjective
        and not left.is_capital
        and not office
        and before == at - 1
        and form == "s"
        and token.nouns
        and not _begins_object(grammar, at + 1)
    ):
        return True
    after = grammar.low(at + 1)
    if form == "base" and token.nouns and left.is_capital and after == "and" and _is_described_name(grammar, before):
        return True  # "the lasting Middle East dispute and"
    governed = before > 0 and before == at - 1 and left.is_adjective and not left.is_capital and not office
    governed = governed and left.nouns.isdisjoint(grammar.words["document_nouns"])  # "the draft | calls on"
    if governed and form == "s" and token.nouns and _governs(grammar, before - 1):
        return True  # "discussed future plans to"
    if (
        governed
        and form == "base"
        and token.nouns
        and grammar.low(before - 1) == "of"
        and grammar.is_in(at + 1, "prepositions")
    ):
        return True  # "a donor of humanitarian aid in"
    if governed and form == "base" and token.nouns and _is_determined(grammar, before - 1):
        return True  # "is the last great hope for"
    if after == "of" and form in {"s", "base"} and token.nouns and (left.nouns or left.is_adjective):
        return not _is_of_worth(grammar, at)  # "the root causes of"
    stranded = form == "past" and after in {"on", "upon"} and grammar.low(at + 2) in {"in", "at", "by", "between"}
    if stranded and before == at - 1 and left.nouns and not left.is_capital and not office:
        return True  # "the declaration | agreed on in Lima shows"
    set_aside = after == "to" and bool(token.verbs & grammar.words["set_aside_verbs"])
    behind = set_aside or after in {"in", "by", "at", "under", "during"}
    if form != "past" or before != at - 1 or not behind or not left.nouns or left.is_capital:
        return False
    if not token.verbs.isdisjoint(grammar.words["without_passive"]):
        return False  # "that is why my delegation | voted in favour of"
    start = max(0, before - 12)
    if token.verbs & grammar.words["attribution"]:  # "When asked, the ministry | said in a statement"
        start = max([start, *(place for place in range(start, before) if grammar.low(place) == ",")])
    told = any(_is_verbal(grammar, place) for place in range(start, before))
    return told and grammar.parenthetical(at + 1) == at + 1


def _is_described_name(grammar: Grammar, at: int) -> bool:
    """Whether the names that end there follow an adjective, so that a noun closes the phrase: "the lasting | Middle East"."""
    while at > 0 and grammar.tokens[at].is_capital:
        at -= 1
    return grammar.tokens[at].is_adjective or (grammar.low(at).endswith("ing") and not grammar.tokens[at].nouns)


def _closes_compound(grammar: Grammar, at: int) -> bool:
    """Whether a verb that needs an object would stand at the end of a clause, so that the word is a noun: "by Union | support."."""
    if grammar.tokens[at].verbs.isdisjoint(grammar.words["needing_objects"]) or grammar.low(at + 1) not in _CLOSING:
        return False
    left = grammar.tokens[at - 1]
    if left.is_capital:
        return grammar.is_in(at - 2, "prepositions")
    several = left.low not in left.nouns or left.low.endswith("s")
    return (
        bool(left.nouns)
        and not several
        and left.bases.isdisjoint(grammar.words.any_of("persons", "group_nouns", "state_bodies"))
    )


def _is_made_by(grammar: Grammar, at: int) -> bool:
    """Whether a participle with its agent stands there, which tells of the noun before it: "bombs | dropped by"."""
    token = grammar.tokens[at] if at + 1 < len(grammar.tokens) else None
    return token is not None and token.is_form("past") and not token.nouns and grammar.low(at + 1) == "by"


def _is_object(grammar: Grammar, at: int) -> bool:
    """Whether the singular that ends at `at`, with its article, is what a verb right before it governs: "became | a rock star"."""
    first = at
    while first > 0 and first > at - 4 and not grammar.is_in(first, "articles"):
        first -= 1
    token, verb = grammar.tokens[at], grammar.tokens[first - 1] if first else None
    single = token.low in token.nouns or token.low.endswith("ing")
    if verb is None or not grammar.is_in(first, "articles") or not single or token.is_capital:
        return False
    if any(grammar.is_in(place, "relatives") for place in range(max(first - 8, 0), first - 1)):
        return False  # "leaders who met the envoy | back the plan"
    sure = bool(verb.verbs) and not verb.nouns and not verb.is_capital and not verb.is_adjective
    return first < at and (sure or grammar.is_copula(first - 1)) and grammar.low(first - 1) != "including"


def _parts_compound(grammar: Grammar, at: int) -> bool:
    """Whether a determiner and one word stand before a word, and a noun with its verb behind: "the food | aid | scheme would"."""
    if not grammar.is_in(at - 2, "determiners") or at + 2 >= len(grammar.tokens):
        return False
    follows = grammar.tokens[at + 1]
    noun = bool(follows.nouns) and follows.low in follows.nouns and not grammar.is_in(at + 1, "determiners")
    return noun and (grammar.is_in(at + 2, "modals") or grammar.is_be(at + 2) or grammar.is_have(at + 2))


def _is_of_worth(grammar: Grammar, at: int) -> bool:
    """Whether a form of "remain" stands before what something is of: "peace | remains of great importance"."""
    worth = grammar.skip_modifiers(at + 2, 4)
    return grammar.is_copula(at) and any(grammar.is_in(place, "worths") for place in (worth - 1, worth))


def _is_verbal(grammar: Grammar, at: int) -> bool:
    """Whether a verb or auxiliary that can be nothing else stands there; what tells whose something is does not count."""
    if grammar.low(at) in {"'s", "’s"}:
        return False
    helps = grammar.is_be(at) or grammar.is_have(at) or grammar.is_in(at, "modals")
    return helps or bool(grammar.tokens[at].verbs and not grammar.tokens[at].nouns)


def is_compound(grammar: Grammar, at: int, form: str) -> bool:
    """Whether the word is the first of two nouns in a list: "…, aid diversion, and looting"."""
    if grammar.low(at) == "hate" and grammar.is_in(at + 1, "told_by_hate"):
        return True  # "racism and | hate speech"
    if form != "base" or not grammar.tokens[at].nouns or grammar.tokens[at].verbs & grammar.words["strong_verbs"]:
        return False
    after = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    return after is not None and bool(after.nouns) and not after.is_adjective and grammar.low(at + 2) in {",", "and"} and (
        not grammar.is_in(at + 1, "determiners") and "support" not in grammar.tokens[at].verbs
    )  # fmt: skip


def is_behind_relative(grammar: Grammar, before: int, at: int, form: str) -> bool:
    """Whether a verb that can be no noun stands behind a relative clause, as its head demands: "reforms that we want | threaten"."""
    noun = grammar.tokens[at].nouns and not (form == "s" and grammar.is_in(at + 1, "determiners"))
    if form not in {"s", "base"} or noun:
        return False
    if form == "base" and not grammar.tokens[before].verbs.isdisjoint(_WITH_BARE_VERB):
        return False  # "measures that help strengthen peace"
    relative = None
    for place in range(before, max(before - 10, 0), -1):
        if not grammar.tokens[place].is_word or grammar.is_in(place, "conjunctions"):
            return False
        contact = grammar.low(place) in {"we", "they", "you", "it"} and bool(grammar.tokens[place - 1].nouns)
        if contact or grammar.low(place) in {"that", "which", "who", "whom"}:
            relative = place  # "the peace | we seek requires"
            break
    if relative is None or not (grammar.tokens[relative - 1].nouns or grammar.low(relative - 1) in _SEVERAL):
        return False
    inside = grammar.tokens[relative + 1 : at]
    told = any(token.verbs and not (token.low.endswith("ing") or token.is_capital) for token in inside)
    head = grammar.tokens[relative - 1]
    several = head.low not in head.nouns or head.low == "people"  # "those who kill | undermine peace"
    return told and several == (form == "base")


def is_behind_done(grammar: Grammar, before: int, at: int, form: str) -> bool:
    """Whether a verb stands right behind what was done to its subject: "the measures taken | undermine peace", "what we did | helps"."""
    left, verb = grammar.tokens[before], grammar.tokens[at]
    if form not in {"s", "base"} or before != at - 1 or left.nouns or not left.is_form("past"):
        return False
    helps = form == "base" and not left.verbs.isdisjoint(_WITH_BARE_VERB)  # "helped reduce poverty"
    return not helps and (not verb.nouns or grammar.is_in(at + 1, "determiners"))


def is_before_verb(grammar: Grammar, at: int) -> bool:
    """Whether the word is the noun of a verb right behind it: "the UNICEF report | confirms", "the price dispute | entered its"."""
    after = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    if after is None or not grammar.tokens[at].nouns or not after.verbs:
        return False
    form = "" if after.nouns else after.form(min(after.verbs))
    if form == "past" and not after.is_adjective and grammar.is_in(at + 2, "determiners"):
        return True
    helps = after.low in {"is", "was", "has"}
    if helps and not any(grammar.is_in(place, "relatives") for place in range(max(at - 9, 0), at)):
        return True  # "a UN request | was ignored", but "the plan that Peru and Chile support is new"
    return form == "s"


def _governs(grammar: Grammar, at: int) -> bool:
    """Whether a determiner or a verb that can be nothing else stands there, so that a noun phrase follows."""
    token = grammar.tokens[at]
    return grammar.is_in(at, "determiners") or (
        bool(token.verbs) and not token.nouns and token.form(min(token.verbs)) in {"s", "past", "ing"}
    )


def _is_determined(grammar: Grammar, at: int) -> bool:
    """Whether a determiner stands there or before adjectives there, behind a form of be: "is the last"."""
    while at > 0 and grammar.tokens[at].is_adjective and not grammar.is_in(at, "determiners"):
        at -= 1
    return at > 0 and grammar.is_in(at, "determiners") and grammar.is_copula(at - 1)


def is_listed_noun(grammar: Grammar, before: int, at: int) -> bool:
    """Whether the word is the last of nouns: "assistance and aid"."""
    if grammar.low(before) not in {"and", "or"} or not before:
        return False
    token, left = grammar.tokens[at], grammar.tokens[before - 1]
    if grammar.low(at) == "hate" and grammar.is_in(at + 1, "told_by_hate"):
        return True  # "racism and hate crimes"
    if (grammar.low(before - 1), grammar.low(at)) == ("supply", "demand"):
        return True
    if left.nouns and token.nouns and _is_described(grammar, at + 1) and not grammar.is_copula(at):
        return True  # "the arms and support provided by", but "backs the plan and remains committed to it"
    compound = any(grammar.is_in(place, "modals") or grammar.is_be(place) for place in range(at + 1, at + 4))
    after = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    named = after is not None and (after.nouns or after.low.endswith("ing")) and not after.is_adjective
    if (
        left.nouns
        and not left.verbs
        and token.nouns
        and named
        and compound
        and not grammar.is_in(at + 1, "determiners")
    ):
        return True  # "loss and damage funding must …"
    noun = bool(left.nouns) and not left.verbs and bool(token.nouns) and not _begins_object(grammar, at + 1)
    return noun and not _shares_object(grammar, at)


def _shares_object(grammar: Grammar, at: int) -> bool:
    """Whether a verb of stance has its object with the next one: "are committed to peace and | welcome and support the plan"."""
    joined = grammar.low(at + 1) in {"and", "or"} and at + 3 < len(grammar.tokens)
    if not joined or not (grammar.tokens[at].is_form("base") and grammar.tokens[at + 2].is_form("base")):
        return False
    strong = any(not grammar.tokens[n].verbs.isdisjoint(grammar.words["strong_verbs"]) for n in (at, at + 2))
    return strong and (grammar.is_in(at + 3, "determiners") or grammar.is_in(at + 3, "possessives"))


def _is_described(grammar: Grammar, at: int) -> bool:
    """Whether a participle stands there that tells more of the noun before it: "support | provided by"."""
    token = grammar.tokens[at] if at + 1 < len(grammar.tokens) else None
    plain = token is not None and (not token.nouns or token.low.endswith("en"))  # "given", "taken"
    done = token is not None and plain and bool(token.verbs) and token.is_form("past")
    return done and grammar.is_in(at + 1, "prepositions")


def is_listed_adjective(grammar: Grammar, before: int, at: int) -> bool:
    """Whether the word is the last of adjectives before their noun: "a significant and direct threat"."""
    if grammar.low(before) not in {"and", "or"} or before < 2 or not grammar.tokens[at].is_adjective:
        return False
    left, after = grammar.tokens[before - 1], grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    if left.nouns and grammar.tokens[at].verbs & grammar.words["strong_verbs"]:
        return False  # "the share of the economy and express full confidence"
    return left.is_adjective and not left.verbs and after is not None and bool(after.nouns)


def _begins_object(grammar: Grammar, at: int) -> bool:
    """Whether an object or complement of a verb may begin at `at`."""
    token = grammar.tokens[at] if at < len(grammar.tokens) else None
    if token is None or not token.is_word:
        return False
    helps = grammar.is_be(at) or grammar.is_have(at) or grammar.is_in(at, "modals")
    return not helps and not grammar.is_in(at, "conjunctions")


def may_be_plural(grammar: Grammar, at: int, reach: int = 9) -> bool:
    """Whether the noun phrase that ends at `at` may be plural: by its last noun, a list, or the head before "of"."""
    for place in range(at, max(at - reach, -1), -1):
        token = grammar.tokens[place]
        points = token.low == "that" and grammar.is_in(place - 1, "prepositions")  # "the rules in | that pact apply"
        if not token.is_word or (token.low in grammar.words["relatives"] and not points):
            return token.low == ","
        plural = token.nouns and (token.low not in token.nouns or token.low.endswith("s"))
        plural = plural or (
            token.low == "we" and grammar.is_in(place + 1, "prepositions")
        )  # "| we in the Union back it"
        if plural or token.low in {"and", "people"} or (place == at and not token.nouns):
            return True
    return False


def may_be_told(grammar: Grammar, at: int) -> bool:
    """Whether a word that may be a finite verb, and has what a verb has behind it, stands there: "left | the room", "cut | ties"."""
    token = grammar.tokens[at]
    form = token.form(min(token.verbs)) if token.verbs and not token.is_capital else ""
    told = form in {"s", "past"} or (form == "base" and not token.verbs.isdisjoint(grammar.words["unchanged"]))
    if not told or grammar.is_in(at - 1, "determiners") or grammar.is_in(at - 1, "prepositions"):
        return False
    if at + 1 >= len(grammar.tokens):
        return False
    after = grammar.tokens[at + 1]
    return governs(grammar, at) or (bool(after.nouns) and after.low not in after.nouns)


def governs(grammar: Grammar, at: int) -> bool:
    """Whether what a verb has behind it, an object, a circumstance or nothing, stands behind a word: "left | the room"."""
    if at + 1 >= len(grammar.tokens):
        return False
    after = grammar.tokens[at + 1]
    begins = any(grammar.is_in(at + 1, name) for name in ("determiners", "prepositions", "pronouns"))
    return begins or after.is_capital or not after.is_word or grammar.is_plain_adverb(at + 1)
