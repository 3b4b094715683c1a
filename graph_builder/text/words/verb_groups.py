"""How a verb is used where it stands: its auxiliaries, its modal, whether it is denied, or whether it is no verb there at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from graph_builder.text.words.grammar import COPULAS, Grammar
from graph_builder.text.words.item_verbs import is_bare_verb, opens_item
from graph_builder.text.words.parted_verbs import (
    asks,
    before_aside,
    before_outset,
    cannot_but,
    is_absolute,
    leads_participle,
    parted,
    remiss,
    turned,
)
from graph_builder.text.words.verb_or_noun import (
    is_before_verb,
    is_compound,
    is_listed_adjective,
    is_listed_noun,
    is_no_verb,
    may_be_plural,
)

__all__ = ["VerbGroup", "verb_group"]

Use = Literal["finite", "passive", "participle", "heading", "infinitive", "reported", "adjunct"]
_ALSO_PRONOUNS = frozenset({"that", "this", "these", "those", "all", "both"})
_MINE = frozenset({"my", "our", "his", "her", "its", "their"})
_COUNTING = frozenset({"some", "many", "most", "few", "several", "each", "none", "any", "own"})
_CONTRACTED: Mapping[str, str] = {
    "cannot": "can", "can't": "can", "won't": "will", "don't": "do", "doesn't": "do", "didn't": "do", "wouldn't": "would",
    "shouldn't": "should", "couldn't": "could", "mustn't": "must", "needn't": "need",
}  # fmt: skip
"""Modals and forms of do with their negation, in one word."""


_MISSING = frozenset({"miss", "forgo", "forego", "waste", "lose"})
"""Verbs of letting an occasion pass, which, denied, is seized."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: `first` is the index of the leftmost word of the group, `modal` the modal in it."""

    use: Use
    first: int
    modal: str | None = None
    negated: bool = False


def verb_group(grammar: Grammar, at: int, lemma: str) -> VerbGroup | None:
    """How the verb `lemma` at `at` is used, or None if the word is a noun or adjective there."""
    form = grammar.tokens[at].form(lemma)
    before, negated = grammar.back_over_adverbs(at)
    negated |= grammar.low(at).endswith("n't") or grammar.low(before) == "nor"
    if grammar.low(before) in {"“", '"'}:
        left, denied = grammar.back_over_adverbs(before)
        if grammar.is_modal_or_do(left) or grammar.is_be(left) or grammar.is_have(left) or grammar.low(left) == "to":
            before, negated = left, negated or denied  # 'does not "recognize", 'hopes to "help'
    if form == "base" and negated and (contracted := _contracted(grammar, before, at)) is not None:
        return contracted
    low = grammar.low(before)
    if low in {"'s", "’s"} and not grammar.is_in(before - 1, "pronouns"):
        return None  # "the North's proclaimed programme"
    shouted = grammar.tokens[at].text.isupper() and at > 0  # "The Assembly URGES …"
    if grammar.tokens[at].is_capital and before >= 0 and grammar.tokens[before].is_word and at > 0 and not shouted:
        return None  # a name: "the member States"
    if form == "base" and low == "but" and (able := cannot_but(grammar, before)) is not None:
        return VerbGroup("finite", able, None, negated=False)
    if (form == "past" or (form == "base" and lemma in grammar.words["unchanged"])) and grammar.is_be(before):
        start, modal, denied = _auxiliaries(grammar, before)
        if grammar.low(start - 1) == "to":
            hoped = grammar.low(start - 3) == "it" and grammar.low(at + 1) == "that"  # "it is to be | hoped that"
            leads = grammar.is_be(start - 2) or (hoped and grammar.is_have(start - 2))
            if leads and (hoped or lemma in grammar.words["told_at_once"]):
                return VerbGroup("passive", start - 2, None, negated or denied)  # "the truce is to be welcomed"
            led = _after_to(grammar, start - 1) if "continue" in grammar.tokens[start - 2].verbs else None
            return None if led is None or led.use != "finite" else replace(led, use="passive")
        return VerbGroup("passive", start, modal, negated or denied)
    if form == "past" and low == "having":
        return _participle(grammar, grammar.back_over_adverbs(before)[0], before)
    if (
        ((form == "past" or lemma in grammar.words["unchanged"]) and grammar.is_have(before))
        or (form == "ing" and grammar.is_be(before))
        or (form == "base" and grammar.is_modal_or_do(before))
    ):
        start, modal, denied = _auxiliaries(grammar, before)
        if (negated or denied) and (would := remiss(grammar, start)) is not None:
            return VerbGroup("finite", would)
        if grammar.low(start - 1) == "to" and grammar.is_have(start):
            return None  # "seems to have requested"
        return VerbGroup("finite", start, modal, negated or denied)
    if low == "to" and form == "base":
        return _after_to(grammar, before)
    if form == "ing":
        loose = before < 0 or low in {",", ";"}
        return None if loose and grammar.is_in(at, "prepositions") else _participle(grammar, before, at)
    if form == "base" and grammar.low(at - 1) == ",":
        left = before_aside(grammar, at) - 1
        if grammar.low(left) in {"me", "us"} and grammar.low(left - 1) == "let":
            before, low = left, grammar.low(left)  # "let me, first of all, | thank"
    if form == "base" and (low in {"me", "us", "i", "we"} or grammar.is_in(before, "points_of_speech")):
        before = before_outset(grammar, before)
        let = grammar.low(before) in {"me", "us"} and grammar.low(before - 1) == "let"
        if let or (grammar.low(before) in {"i", "we"} and grammar.low(before - 1) == "may"):  # "may I thank"
            return VerbGroup("heading", before - 1, None, negated)
    return _finite(grammar, before, at, form, negated)


def _contracted(grammar: Grammar, before: int, at: int) -> VerbGroup | None:
    """The group of a verb behind "cannot" or "don't"."""
    place = next((place for place in range(at - 1, before, -1) if grammar.low(place) in _CONTRACTED), None)
    return None if place is None else VerbGroup("finite", place, _CONTRACTED[grammar.low(place)], negated=True)


def _auxiliaries(grammar: Grammar, at: int) -> tuple[int, str | None, bool]:
    first, modal, negated = at, None, False
    while at >= 0 and (grammar.is_be(at) or grammar.is_have(at) or grammar.is_modal_or_do(at)):
        if grammar.is_in(at, "modals"):
            word = grammar.low(at).lstrip("'’")
            modal = "would" if word == "d" else word
        first = at
        at, denied = grammar.back_over_adverbs(at)
        negated |= denied
        if (
            denied
            and (place := next((n for n in range(at + 1, first) if grammar.low(n) in _CONTRACTED), None)) is not None
        ):
            return place, _CONTRACTED[grammar.low(place)], True  # "cannot be tolerated"
    return first, modal, negated


def _after_to(grammar: Grammar, to: int) -> VerbGroup:
    lead, negated = grammar.back_over_adverbs(before_aside(grammar, to))
    lead = before_outset(grammar, lead)
    if grammar.low(lead) == "going" and grammar.is_be(going := grammar.back_over_adverbs(lead)[0]):
        first, _, denied = _auxiliaries(grammar, going)
        return VerbGroup("finite", first, "will", negated or denied)
    stance = to + 1 < len(grammar.tokens) and grammar.tokens[to + 1].verbs & grammar.words["announced"]
    if grammar.is_in(to - 1, "foretelling") or (stance and grammar.is_in(to - 1, "expecting")):
        at, denied = grammar.back_over_adverbs(to - 1)
        if grammar.is_be(at):
            first, modal, also = _auxiliaries(grammar, at)
            return VerbGroup("finite", first, modal or "will", negated or denied or also)
    if grammar.low(lead) in {"itself", "themselves"} and "prove" in grammar.tokens[lead - 1].verbs:
        lead -= 1  # "has proven itself to be"
    goes_on = grammar.low(lead) == "on" and "go" in grammar.tokens[lead - 1].verbs
    lead -= goes_on  # "went on | to stress"
    lemmas = grammar.tokens[lead].verbs if lead >= 0 else frozenset()
    if left_out := lemmas & grammar.words["leaving_undone"]:
        group = verb_group(grammar, lead, min(left_out))
        if group is not None and group.use == "finite" and group.negated:
            return VerbGroup("finite", group.first, None, negated)  # "I cannot fail | to mention", "never ceased | to"
    if leading := lemmas & (frozenset({"go"}) if goes_on else grammar.words["leaving_to"]):
        group = verb_group(grammar, lead, min(leading))
        if group is not None and group.use in {"finite", "participle", "heading"}:
            modal = None if "like" in lemmas else group.modal  # "I should like to"
            return VerbGroup(group.use, group.first, modal, negated or group.negated)
    if grammar.is_have(lead) and grammar.low(lead - 1) in {"i", "we"}:
        verbs = grammar.tokens[to + 1].verbs if to + 1 < len(grammar.tokens) else frozenset[str]()
        if verbs & grammar.words["told_at_once" if grammar.low(lead - 1) == "i" else "told_together"]:
            return VerbGroup("finite", lead, None, negated)  # "I have to say"
    announces = to + 1 < len(grammar.tokens) and grammar.tokens[to + 1].verbs & grammar.words["announcements"]
    told = to + 1 < len(grammar.tokens) and grammar.tokens[to + 1].verbs & grammar.words["told_at_once"]
    bound = told and grammar.low(lead) in grammar.words["bound_adjectives"]  # "are compelled | to express"
    if (bound or (announces and grammar.low(lead) in grammar.words["glad_adjectives"])) and grammar.is_copula(
        grammar.back_over_adverbs(lead)[0]
    ):
        return VerbGroup("finite", _auxiliaries(grammar, grammar.back_over_adverbs(lead)[0])[0], None, negated)
    asked = grammar.low(lead) in {"me", "us"} and grammar.low(lead - 1) in {"allow", "permit"}
    if asked and grammar.low(lead - 2) in {"", ",", "and", "please", "so"}:
        return VerbGroup("heading", lead - 1, None, negated)
    if not grammar.tokens[lead].nouns.isdisjoint(grammar.words["occasions"]) if lead >= 0 else False:
        for at in range(lead - 1, max(lead - 5, -1), -1):
            missed = grammar.tokens[at].verbs & _MISSING
            group = verb_group(grammar, at, min(missed)) if missed and told else None
            if group is not None and group.use == "finite" and group.negated:
                return VerbGroup("finite", group.first, None, negated)  # "do not want to miss the chance | to thank"
            if taken := grammar.tokens[at].verbs & grammar.words["seizing_verbs"]:
                sure = VerbGroup("finite", at) if "avail" in taken else VerbGroup("infinitive", to, None, negated)
                return verb_group(grammar, at, min(taken)) or sure
    if told and (judged := _judged_fit(grammar, lead)) is not None:
        return judged
    joined = _joined_by(grammar, to) if told and lead >= 0 else None
    if joined is not None and joined.use == "finite" and _joins(grammar, joined.first, to):
        return joined  # "joins others | to condemn"
    have = lead - 3
    if grammar.low(lead) == "but" and grammar.low(lead - 2) == "no" and grammar.is_have(have) and (told or stance):
        return VerbGroup("finite", _auxiliaries(grammar, have)[0], None, negated)  # "has no choice but | to reject"
    mine = grammar.low(lead - 1) in _MINE and grammar.is_be(lead - 2) and grammar.low(lead - 3) == "it"
    if mine and grammar.is_in(lead, "tasks_of_speaking") and grammar.is_in(to + 1, "told_at_once"):
        return VerbGroup("heading", lead - 3, None, negated)
    article = lead - 1 - (lead > 1 and grammar.tokens[lead - 1].is_adjective)  # "has the great | honour to"
    if f"{grammar.low(article)} {grammar.low(lead)}" in grammar.words["courteous_openings"]:
        took = article > 0 and "take" in grammar.tokens[article - 1].verbs
        if grammar.is_have(article - 1) or took:
            return VerbGroup("finite", article - 1, None, negated)
    return VerbGroup("infinitive", to, None, negated)


def _judged_fit(grammar: Grammar, lead: int) -> VerbGroup | None:
    """The verb by which it is found fit, up to an index, to say something: "deems it | necessary to reiterate"."""
    if not grammar.is_in(lead, "fit_to_say"):
        return None
    it = next((at for at in range(lead - 1, max(lead - 5, 0), -1) if grammar.low(at) == "it"), 0)
    verbs = grammar.tokens[it - 1].verbs & grammar.words["judging_verbs"] if it else frozenset[str]()
    group = verb_group(grammar, it - 1, min(verbs)) if verbs else None
    return group if group is not None and group.use == "finite" and not group.negated else None


def _participle(grammar: Grammar, before: int, at: int) -> VerbGroup | None:
    if before < 0:
        return VerbGroup("heading", at)
    low = grammar.low(before)
    if low in {"by", "without"} and (begun := _begun_by(grammar, before)) is not None:
        return begun if low == "by" else replace(begun, negated=False)  # "cannot end without thanking"
    if low == "in" and (joined := _joined_by(grammar, before)) is not None:
        return joined
    if "keep" in grammar.tokens[before].verbs and not grammar.tokens[at].verbs.isdisjoint(grammar.words["carriers"]):
        return verb_group(grammar, before, "keep")  # "will keep | voicing our concern over"
    said = grammar.low(before - 1) if low in grammar.words["weekdays"] else low  # "a statement Thursday | condemning"
    if low in {",", ";", "–", "—"} or said in grammar.words["stated_in"]:
        return VerbGroup("participle", at)
    if low == "by" or _is_adjunct(grammar, before):
        return VerbGroup("adjunct", at)
    goes_on = low in {"and", "but", "while"} or leads_participle(grammar, before) or is_absolute(grammar, before)
    return VerbGroup("participle", at) if goes_on else None


def _is_adjunct(grammar: Grammar, before: int) -> bool:
    """Whether a participle behind `before` may stand without a comma: "went to Lima | seeking to", "with Peru | calling for"."""
    if grammar.is_in(before, "weekdays"):
        return True
    token = grammar.tokens[before]
    if token.is_capital and grammar.low(before - 1) in {"in", "to", "at"}:
        return True
    if not (token.is_capital or token.nouns):
        return False
    return any(
        grammar.low(at) == "with" and grammar.tokens[at - 1].is_word for at in range(before - 1, max(before - 4, 1), -1)
    )


def _joins(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a verb of joining, and not of standing ready, is between two indexes."""
    return any(token.verbs & {"join", "unite"} for token in grammar.tokens[start:end])


def _begun_by(grammar: Grammar, by: int) -> VerbGroup | None:
    """The verb by which somebody begins or ends with what follows "by": "let me begin by", "opened the summit by | stressing"."""
    for at in range(by - 1, max(by - 7, -1), -1):
        if starts := grammar.tokens[at].verbs & grammar.words["starting_verbs"]:
            return verb_group(grammar, at, min(starts))
        if grammar.low(by) == "without" and grammar.low(at) in {"pass", "go"}:
            let = next((n for n in range(at - 2, max(at - 6, -1), -1) if "let" in grammar.tokens[n].verbs), None)
            group = None if let is None else verb_group(grammar, let, "let")
            return group if group is not None and group.negated else None  # "cannot let this day pass without thanking"
        if not grammar.tokens[at].is_word:
            return None
    return None


def _joined_by(grammar: Grammar, preposition: int) -> VerbGroup | None:
    """The verb by which somebody joins in what follows "in": "we stand together in calling for", "join all speakers in thanking"."""
    for at in range(preposition - 1, max(preposition - 14, -1), -1):
        lemmas = grammar.tokens[at].verbs & grammar.words["joining_verbs"]
        if lemmas and not grammar.tokens[at].is_capital:
            if "unite" in lemmas and grammar.is_copula(left := grammar.back_over_adverbs(at)[0]):
                at, lemmas = left, grammar.tokens[left].verbs & COPULAS  # "stands | united with Peru in condemning"
            group = verb_group(grammar, at, min(lemmas))
            if group is None or group.use in {"passive", "reported"}:
                return None
            asked = grammar.is_in(group.first - 1, "pronouns") and grammar.low(at - 1) == "to"
            return VerbGroup("heading" if asked else group.use, group.first, None, group.negated)
        if grammar.low(at) in {",", ";", ":"}:
            return None
    return None


def _finite(grammar: Grammar, before: int, at: int, form: str, negated: bool) -> VerbGroup | None:
    low = grammar.low(before)
    if form == "past" and grammar.tokens[before].nouns and (have := parted(grammar, before)) is not None:
        return VerbGroup("finite", have, None, negated)
    if grammar.denies and form in {"base", "past"} and (first := turned(grammar, before)) is not None:
        return VerbGroup("finite", at, grammar.low(first) if grammar.is_in(first, "modals") else None, negated=True)
    if grammar.asks and form == "base" and asks(grammar, before):
        return None
    if form == "base" and low in {"and", "or"} and grammar.low(before - 2) == "to" and before == at - 1:
        left = grammar.tokens[before - 1]
        if left.is_form("base") and not left.nouns:
            return VerbGroup("infinitive", before - 2, None, negated)  # "to engage and deepen"
    if form == "past" and grammar.low(at + 1) == "and" and grammar.low(at + 3) == "by" and low in {",", "and"}:
        return None  # "violence abetted, | supported and sustained by Peru"
    begins = at + 2 < len(grammar.tokens) and grammar.tokens[at + 2].is_form("ing")  # "concluded by stressing"
    if form == "past" and grammar.low(at + 1) == "by" and not begins:
        return VerbGroup("reported", at) if low == "as" and before == 0 else None
    if before < 0:
        if form == "past" and not opens_item(grammar, at):
            return None
        return VerbGroup("finite" if form == "base" else "heading", at, None, negated)
    alone = low in _COUNTING and (grammar.is_be(at) or grammar.is_have(at))  # "some | are blind to"
    governor = grammar.tokens[before - 1] if before else None
    stranded = governor is not None and bool(governor.verbs) and not governor.nouns
    alone = alone or (stranded and grammar.is_be(at))  # "the peace we strive for | is"
    if low in grammar.words.any_of("determiners", "prepositions") and low not in _ALSO_PRONOUNS and not alone:
        return None
    if low == "this" and form == "base" and before == at - 1:
        return None  # "this promise"
    follows = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
    several = low in {"both", "all", "these", "those"} and form == "s" and bool(grammar.tokens[at].nouns)
    if several and follows is not None and follows.verbs:
        return None  # "both sides noted"
    if form == "past" and low == "," and grammar.low(at + 1) in {"at", "to"} and grammar.is_in(at, "purposed"):
        return None  # "talks, | aimed at building trust"
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
    if form == "base" and (not may_be_plural(grammar, before) or is_before_verb(grammar, at)):
        return None
    ends = at + 1 >= len(grammar.tokens) or not grammar.tokens[at + 1].is_word
    if (
        form == "base"
        and grammar.tokens[at].is_adverb
        and (ends or (before == at - 1 and is_bare_verb(grammar, before)))
    ):
        return None  # "would bring jobs back", "build back better"
    if is_no_verb(grammar, before, at, form):
        return None
    noun = bool(grammar.tokens[before].nouns) or grammar.tokens[before].is_capital or not grammar.tokens[before].verbs
    noun = noun or (low.endswith("ing") and grammar.is_in(before - 1, "determiners"))  # "the fighting | continues"
    noun = noun or (grammar.is_in(at - 1, "weekdays") and form == "past")  # "a note issued on Monday | denied it"
    return VerbGroup("finite", at, None, negated) if noun else None
