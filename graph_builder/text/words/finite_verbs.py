"""Verbs without auxiliaries: whether such a word is a finite verb where it stands, a participle, or a noun."""

from __future__ import annotations

from graph_builder.text.words.auxiliaries import VerbGroup
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.item_verbs import is_bare_verb, opens_item
from graph_builder.text.words.parted_verbs import parted, turned
from graph_builder.text.words.verb_or_noun import (
    is_before_verb,
    is_behind_done,
    is_behind_relative,
    is_compound,
    is_listed_adjective,
    is_listed_noun,
    is_no_verb,
    may_be_plural,
)

__all__ = ["finite_verb", "has_own_verb"]

_ACTING = ("persons", "group_nouns", "state_bodies", "bodies", "pronouns")
"""Lists of those who may intend something themselves: "the government | intended to"."""
_ALSO_PRONOUNS = frozenset({"that", "this", "these", "those", "all", "both"})


def finite_verb(grammar: Grammar, before: int, at: int, form: str, negated: bool) -> VerbGroup | None:
    """The group of a verb at `at` without auxiliaries, behind the word at `before`, or None if it is no finite verb."""
    low = grammar.low(before)
    if form == "past" and grammar.tokens[before].nouns and (have := parted(grammar, before)) is not None:
        return VerbGroup("finite", have, None, negated)
    if grammar.denies and form in {"base", "past"} and (first := turned(grammar, before)) is not None:
        return VerbGroup("finite", at, grammar.low(first) if grammar.is_in(first, "modals") else None, negated=True)
    if form == "base" and low in {"and", "or"} and grammar.low(before - 2) == "to" and before == at - 1:
        left = grammar.tokens[before - 1]
        if left.is_form("base") and not left.nouns:
            return VerbGroup("infinitive", before - 2, None, negated)  # "to engage and deepen"
    if form == "past" and grammar.low(at + 1) == "and" and grammar.low(at + 3) == "by" and low in {",", "and"}:
        return None  # "violence abetted, | supported and sustained by Peru"
    begins = at + 2 < len(grammar.tokens) and grammar.tokens[at + 2].is_form("ing")  # "concluded by stressing"
    if form == "past" and grammar.low(at + 1) == "by" and not begins:
        return VerbGroup("reported", at) if low == "as" and before == grammar.lead else None
    if before < 0:
        if form == "past" and not opens_item(grammar, at):
            return None
        if grammar.low(at) == "states" and _tells_which(grammar, at + 1):
            return None
        if form == "s" and grammar.tokens[at].nouns and grammar.low(at + 1) in {"by", "from"}:
            return None  # "Calls by Peru for a truce went unheeded"
        return VerbGroup("finite" if form == "base" else "heading", at, None, negated)
    alone = low in grammar.words["counting"] and (grammar.is_be(at) or grammar.is_have(at))  # "some | are blind to"
    if form == "past" and low in grammar.words["some_of_all"] and before == at - 1 and _governs(grammar, at):
        return VerbGroup("finite", at, None, negated)
    governor = grammar.tokens[before - 1] if before else None
    stranded = governor is not None and bool(governor.verbs) and not governor.nouns
    sure = grammar.is_be(at) or (form == "s" and not grammar.tokens[at].nouns and grammar.is_in(before, "prepositions"))
    alone = alone or (stranded and sure)  # "the peace we strive for | is"
    if low in grammar.words.any_of("determiners", "prepositions") and low not in _ALSO_PRONOUNS and not alone:
        return None
    at_one = low in {"one", "some", "any", "another"} and grammar.low(before - 1) == "at"
    likened = grammar.low(before - 1) == "as" and grammar.low(before - 2) == "such"  # "crises such as this | harm us"
    if ((low == "this" and not likened) or at_one) and form == "base" and before == at - 1:
        return None  # "this promise", "at one point"
    follows = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    counted = form == "base" if low == "one" else form == "s" and (low.isdigit() or grammar.is_in(before, "cardinals"))
    if counted and grammar.tokens[at].nouns and before == at - 1:
        return None  # "lost one contest to", "35 monitors"
    several = low in {"both", "all", "these", "those"} and form == "s" and bool(grammar.tokens[at].nouns)
    if several and follows is not None and follows.verbs:
        return None  # "both sides noted"
    if form == "past" and grammar.is_in(at, "purposed") and grammar.low(at + 1) in {"at", "to", "towards", "toward"}:
        headed = grammar.tokens[0].is_form("ing") and not grammar.is_in(0, "prepositions")
        left = grammar.tokens[before]
        thing = before == at - 1 and not left.is_capital and grammar.words.any_of(*_ACTING).isdisjoint(left.bases)
        if low == "," or (thing and left.nouns and (headed or grammar.has_verb(1, before))):
            return None  # "talks, | aimed at building trust", "will draft a code | intended to guide exports"
    if not grammar.tokens[before].is_word:
        fits = low in {",", ";", ":", ")", "“", "”", '"', "–", "—"} and not is_compound(grammar, at, form)
        return VerbGroup("finite", at, None, negated) if fits else None
    if low in grammar.words.any_of("conjunctions", "pronouns", "relatives"):
        listed = is_listed_noun(grammar, before, at) or is_listed_adjective(grammar, before, at)
        return None if listed else VerbGroup("finite", at, None, negated)
    if grammar.low(at) in {"is", "are"}:
        return VerbGroup("finite", at, None, negated)
    if form == "base" and grammar.low(before) in {"helping", "letting", "making"} and before == at - 1:
        return None  # "helping prevent conflicts"
    reach = 9 if grammar.tokens[at].nouns else 18
    if form == "base" and (not may_be_plural(grammar, before, reach) or is_before_verb(grammar, at)):
        return VerbGroup("finite", at, None, negated) if is_behind_relative(grammar, before, at, form) else None
    ends = at + 1 >= len(grammar.tokens) or not grammar.tokens[at + 1].is_word
    if (
        form == "base"
        and grammar.tokens[at].is_adverb
        and (ends or (before == at - 1 and is_bare_verb(grammar, before)))
    ):
        return None  # "would bring jobs back", "build back better"
    if is_no_verb(grammar, before, at, form) or (form == "past" and _is_told_of(grammar, at)):
        return None
    noun = bool(grammar.tokens[before].nouns) or grammar.tokens[before].is_capital or not grammar.tokens[before].verbs
    noun = noun or (low.endswith("ing") and grammar.is_in(before - 1, "determiners"))  # "the fighting | continues"
    noun = noun or (
        low.endswith("ing") and form == "s" and grammar.tokens[before - 1].is_adjective
    )  # "global warming |"
    noun = noun or (grammar.is_in(at - 1, "weekdays") and form == "past")  # "a note issued on Monday | denied it"
    noun = noun or is_behind_done(grammar, before, at, form) or is_behind_relative(grammar, before, at, form)
    return VerbGroup("finite", at, None, negated) if noun else None


def _governs(grammar: Grammar, at: int) -> bool:
    """Whether what a past form governs is behind it, so that it is no adjective: "many | praised the draft", "some | voiced regret"."""
    carries = not grammar.tokens[at].verbs.isdisjoint(grammar.words["voicing"])
    if grammar.low(at + 1) in {"in", "by"}:
        return False  # "many wounded in the attack"
    return carries or any(grammar.is_in(at + 1, name) for name in ("determiners", "prepositions", "pronouns"))


def _is_told_of(grammar: Grammar, at: int) -> bool:
    """Whether a participle tells of the noun before it, whose verb follows: "the bodies | envisaged in the pact have begun work"."""
    known = grammar.words.any_of("attribution", "without_passive")
    if grammar.low(at + 1) not in {"in", "under", "during", "within"} or not grammar.tokens[at].verbs.isdisjoint(known):
        return False
    for place in range(at + 2, min(at + 12, len(grammar.tokens))):
        if grammar.is_be(place) or grammar.is_have(place) or grammar.is_in(place, "modals"):
            return place > at + 2 and not grammar.tokens[place].is_form("ing")
        loose = grammar.is_in(place, "determiners") and place > at + 2 and not grammar.is_in(place - 1, "prepositions")
        clause = any(grammar.is_in(place, name) for name in ("relatives", "subordinators", "pronouns", "conjunctions"))
        if loose or clause or not grammar.tokens[place].is_word:
            return False
    return False


def _tells_which(grammar: Grammar, that: int) -> bool:
    """Whether "that" and a verb tell which of several are meant: "States | that break the law must answer for it"."""
    verb = grammar.skip_forward(that + 1)
    if grammar.low(that) != "that" or verb >= len(grammar.tokens):
        return False
    token = grammar.tokens[verb]
    governs = not token.nouns or grammar.is_in(verb + 1, "determiners")
    return grammar.low(verb) in {"are", "have", "do"} or (token.is_form("base") and governs)


def has_own_verb(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a finite verb stands between two indexes, outside of what a relative or "to" opens: "the aid that it gives | is"."""
    inner = told = False
    for at in range(start, end):
        token = grammar.tokens[at]
        inner = inner or grammar.is_in(at, "relatives")
        helps = _helps(grammar, at)
        plain = bool(token.verbs) and not token.nouns and not token.is_adjective and not token.is_form("ing")
        if not inner and (helps or plain) and grammar.low(at - 1) != "to":
            return True
        before = grammar.back_over_adverbs(at)[0]
        if told and helps and grammar.low(at) not in {"be", "been"} and not _helps(grammar, before):
            return True
        told = told or (inner and (helps or plain))
    return False


def _helps(grammar: Grammar, at: int) -> bool:
    """Whether a form of be or have or a modal stands there."""
    return grammar.is_copula(at) or grammar.is_have(at) or grammar.is_in(at, "modals")
