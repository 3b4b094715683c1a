"""How a verb is used where it stands: its auxiliaries, its modal, whether it is denied, or whether it is no verb there at all."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.text.words.auxiliaries import VerbGroup, auxiliaries, contracted_group
from graph_builder.text.words.dates import text_before
from graph_builder.text.words.deeds_told import deed_told
from graph_builder.text.words.finite_verbs import finite_verb
from graph_builder.text.words.gerunds import governing_verb, is_done_besides, joint_group, was_joined
from graph_builder.text.words.grammar import COPULAS, Grammar
from graph_builder.text.words.parted_verbs import (
    before_aside,
    before_outset,
    cannot_but,
    is_absolute,
    is_of_name,
    leads_participle,
    remiss,
)

__all__ = ["VerbGroup", "verb_group"]

_MINE = frozenset({"my", "our", "his", "her", "its", "their"})
_JOINED = frozenset(
    {"voices", "those", "others", "countries", "states", "nations", "delegations", "speakers", "many", "chorus"}
)
"""Whom one joins who says something: "joins the voices calling for"."""
_NOTING = frozenset({"note", "observe", "recall", "mention", "acknowledge", "recognize", "recognise", "see"})
_MISSING = frozenset({"miss", "forgo", "forego", "waste", "lose"})
"""Verbs of letting an occasion pass, which, denied, is seized."""


def verb_group(grammar: Grammar, at: int, lemma: str) -> VerbGroup | None:
    """How the verb `lemma` at `at` is used, or None if the word is a noun or adjective there."""
    form = grammar.tokens[at].form(lemma)
    before, negated = grammar.back_over_adverbs(at)
    negated |= grammar.low(at).endswith("n't") or grammar.low(before) == "nor"
    if grammar.low(before) in {"“", '"'}:
        left, denied = grammar.back_over_adverbs(before)
        if grammar.is_modal_or_do(left) or grammar.is_be(left) or grammar.is_have(left) or grammar.low(left) == "to":
            before, negated = left, negated or denied  # 'does not "recognize", 'hopes to "help'
    if form == "base" and negated and (contracted := contracted_group(grammar, before, at)) is not None:
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
        start, modal, denied = auxiliaries(grammar, before)
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
        start, modal, denied = auxiliaries(grammar, before)
        if (negated or denied) and (would := remiss(grammar, start)) is not None:
            return VerbGroup("finite", would)
        if grammar.low(start - 1) == "to" and grammar.is_have(start):
            lead, apart = grammar.back_over_adverbs(start - 1)  # "is among those to have | requested"
            return None if apart or form != "past" else deed_told(grammar, start - 1, lead, at, verb_group)
        return VerbGroup("finite", start, modal, negated or denied)
    if low == "to" and form == "base":
        return _after_to(grammar, before)
    if form == "ing":
        loose = before < 0 or low in {",", ";"}
        return None if loose and grammar.is_in(at, "prepositions") else _participle(grammar, before, at)
    behind = form in {"base", "past"} and grammar.low(at - 1) == ","
    if behind and (group := _behind_aside(grammar, at, form)) is not None:
        return group
    if form == "base" and grammar.low(at - 1) == ",":
        left = before_aside(grammar, at) - 1
        if grammar.low(left) in {"me", "us"} and grammar.low(left - 1) == "let":
            before, low = left, grammar.low(left)  # "let me, first of all, | thank"
    if form == "base" and (low in {"me", "us", "i", "we"} or grammar.is_in(before, "points_of_speech")):
        before = before_outset(grammar, before)
        let = grammar.low(before) in {"me", "us"} and grammar.low(before - 1) == "let"
        if let or (grammar.low(before) in {"i", "we"} and grammar.low(before - 1) == "may"):  # "may I thank"
            return VerbGroup("heading", before - 1, None, negated)
    return finite_verb(grammar, before, at, form, negated)


def _behind_aside(grammar: Grammar, at: int, form: str) -> VerbGroup | None:
    """The group of a verb that an aside parts from its auxiliary: "do not, however, | accept", "cannot, and will not, | support"."""
    comma = before_aside(grammar, at)
    last = comma - 1
    denied = grammar.low(last) == "not"
    last -= denied
    if comma == at or last < 1 or (grammar.low(last) == "do" and grammar.is_in(last - 1, "modals")):
        return None
    if form == "past":
        return VerbGroup("finite", last, None, negated=True) if denied and grammar.is_have(last) else None
    if (contracted := contracted_group(grammar, last - 1, last + 1)) is not None:
        return contracted
    if not grammar.is_modal_or_do(last):
        return None
    first, modal, also = auxiliaries(grammar, last)
    return VerbGroup("finite", first, modal, denied or also)


def _after_to(grammar: Grammar, to: int, uttered: frozenset[str] | None = None) -> VerbGroup:
    """The group of a verb behind "to", or of what is `uttered` with others: "it is a pleasure | to join others in thanking"."""
    lead, negated = grammar.back_over_adverbs(before_aside(grammar, to))
    lead = before_outset(grammar, lead)
    going, not_going = grammar.back_over_adverbs(lead)
    if grammar.low(lead) == "going" and grammar.is_be(going):
        first, _, denied = auxiliaries(grammar, going)
        return VerbGroup("finite", first, "will", negated or not_going or denied)
    verbs = uttered or (grammar.tokens[to + 1].verbs if to + 1 < len(grammar.tokens) else frozenset[str]())
    stance, told = verbs & grammar.words["announced"], verbs & grammar.words["told_at_once"]
    if grammar.is_in(to - 1, "foretelling") or (stance and grammar.is_in(to - 1, "expecting")):
        at, denied = grammar.back_over_adverbs(to - 1)
        if grammar.is_be(at):
            first, modal, also = auxiliaries(grammar, at)
            return VerbGroup("finite", first, modal or "will", negated or denied or also)
    if (stance or verbs & grammar.words["told_at_once"]) and grammar.low(lead) == "are" and _are_persons(grammar, lead):
        return VerbGroup("finite", lead, "will", negated)  # "the leaders are | to voice"
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
    together = grammar.low(lead - 1) == "we" and verbs & grammar.words["told_together"]
    if grammar.is_have(lead) and (together or (told and grammar.low(lead - 1) == "i")):
        return VerbGroup("finite", lead, None, negated)  # "I have to say"
    bound = told and grammar.low(lead) in grammar.words["bound_adjectives"]  # "are compelled | to express"
    bound = bound or (grammar.low(lead) in {"moved", "compelled"} and verbs.isdisjoint(grammar.words["aiming_verbs"]))
    glad = verbs & grammar.words["announcements"] and grammar.low(lead) in grammar.words["glad_adjectives"]
    if (bound or glad) and grammar.is_copula(copula := grammar.back_over_adverbs(lead)[0]):
        return VerbGroup("finite", auxiliaries(grammar, copula)[0], None, negated)
    if (felt := _felt(grammar, lead)) is not None:
        return replace(felt, negated=negated)
    asked = grammar.low(lead) in {"me", "us"} and grammar.low(lead - 1) in {"allow", "permit"}
    if asked and grammar.low(lead - 2) in {"", ",", "and", "please", "so"}:
        return VerbGroup("heading", lead - 1, None, negated)
    moved = grammar.low(lead) in {"me", "us"} and lead > 1 and told
    if moved and not negated and grammar.tokens[lead - 1].verbs & grammar.words["moving_verbs"]:
        return VerbGroup("heading", lead - 1)  # "this prompts us | to call for"
    if not grammar.tokens[lead].nouns.isdisjoint(grammar.words["occasions"]) if lead >= 0 else False:
        for at in range(lead - 1, max(lead - 5, -1), -1):
            missed = grammar.tokens[at].verbs & _MISSING
            group = verb_group(grammar, at, min(missed)) if missed and told else None
            if group is not None and group.use == "finite" and group.negated:
                return VerbGroup("finite", group.first, None, negated)  # "do not want to miss the chance | to thank"
            if taken := grammar.tokens[at].verbs & grammar.words["seizing_verbs"]:
                sure = VerbGroup("finite", at) if "avail" in taken else VerbGroup("infinitive", to, None, negated)
                return verb_group(grammar, at, min(taken)) or sure
    if (judged := _judged_fit(grammar, lead, told=bool(told))) is not None:
        return judged
    joined = _joined_by(grammar, to) if told and lead >= 0 else None
    if joined is not None and joined.use == "finite" and _joins(grammar, joined.first, to):
        return joined  # "joins others | to condemn"
    here = any(grammar.low(at) == "here" for at in range(lead + 1, to))
    come = next(iter(lemmas & {"come", "stand", "gather"}), None)
    if told and (come or (here and grammar.is_be(lead))):
        group = verb_group(grammar, lead, come or "be")
        if (
            group is not None
            and group.use == "finite"
            and grammar.low(grammar.back_over_adverbs(group.first)[0]) in {"we", "i"}
        ):
            return VerbGroup("finite", group.first, None, negated or group.negated)  # "I have come here | to appeal to"
    have = lead - 3
    if grammar.low(lead) == "but" and grammar.low(lead - 2) == "no" and grammar.is_have(have) and (told or stance):
        return VerbGroup("finite", auxiliaries(grammar, have)[0], None, negated)  # "has no choice but | to reject"
    if told and grammar.is_in(lead, "fit_time_to_say") and (said := _said_fit(grammar, lead)) is not None:
        return VerbGroup("heading", said, None, negated)
    pleased = grammar.is_in(lead, "gladness") and verbs & _NOTING  # "it is a pleasure to note": what is welcomed
    if told and not pleased and (task := _task_of_speaking(grammar, lead)) is not None:
        return VerbGroup("heading", task, None, negated)
    article = lead - 1 - (lead > 1 and grammar.tokens[lead - 1].is_adjective)  # "has the great | honour to"
    if f"{grammar.low(article)} {grammar.low(lead)}" in grammar.words["courteous_openings"]:
        took = article > 0 and "take" in grammar.tokens[article - 1].verbs
        if grammar.is_have(article - 1) or took:
            return VerbGroup("finite", article - 1, None, negated)
    deed = None if negated else deed_told(grammar, to, lead, grammar.skip_forward(to + 1), verb_group)
    return deed or VerbGroup("infinitive", to, None, negated)


def _felt(grammar: Grammar, lead: int) -> VerbGroup | None:
    """The verb by which somebody feels or finds himself bound, up to an index, to do something: "feel obliged | to", "felt the need to"."""
    at = lead
    if grammar.low(lead) in {"need", "duty", "urge", "obligation"}:
        at = next((n for n in range(lead - 1, max(lead - 4, 0), -1) if grammar.low(n) in {"the", "a", "it"}), lead)
    elif grammar.low(lead) not in grammar.words["bound_adjectives"]:
        return None
    verb, denied = grammar.back_over_adverbs(at)
    verb -= grammar.is_in(verb, "reflexives")
    lemmas = grammar.tokens[verb].verbs & {"feel", "find"} if verb >= 0 else frozenset[str]()
    group = verb_group(grammar, verb, min(lemmas)) if lemmas and not denied else None
    return group if group is not None and group.use == "finite" and not group.negated else None


def _are_persons(grammar: Grammar, at: int) -> bool:
    """Whether several persons or states stand before an index: "the ministers of Peru and Chile | are to"."""
    whom = grammar.words.any_of("persons", "group_nouns")
    for before in range(grammar.back_over_adverbs(at)[0], max(at - 9, -1), -1):
        token = grammar.tokens[before]
        if token.low not in token.nouns and not token.nouns.isdisjoint(whom):
            return grammar.low(before - 1) != "the" or grammar.low(before - 2) != "of"  # "the aims of the | leaders"
        if not (token.is_capital or token.low in {"of", "and", "the", ","}):
            return False
    return False


def _said_fit(grammar: Grammar, lead: int) -> int | None:
    """Where it begins to be said that it is fit, or the time, to say something: "it is | appropriate to", "this is a good | time to"."""
    at, denied = grammar.back_over_adverbs(lead)
    if not grammar.tokens[lead].is_adjective and (grammar.low(at) == "the" or grammar.is_be(at)):
        return None  # "this is the time to": what is urged
    while at > 0 and (grammar.tokens[at].is_adjective or grammar.low(at) in {"a", "an", "the"}):
        at = grammar.back_over_adverbs(at)[0]
    if denied or not grammar.is_be(at):
        return None
    first = auxiliaries(grammar, at)[0] - 1
    return first if grammar.low(first) in {"it", "this"} else None


def _task_of_speaking(grammar: Grammar, lead: int) -> int | None:
    """Where it begins to be said that one is glad or bound to say something: "it is my | duty to", "it is a great | honour for me to"."""
    whom = next((at for at in range(lead - 1, max(lead - 4, 0), -1) if grammar.low(at) == "for"), lead)
    if grammar.low(whom + 1) in {"me", "us", *_MINE} or (whom < lead and grammar.tokens[whom + 1].is_capital):
        lead = whom - 1  # "it is a pleasure | for Mali to"
    noun = lead
    while (
        grammar.low(lead - 1) in {"a", "an", "and", "both"}
        or grammar.is_in(lead - 1, "tasks_of_speaking")
        or (lead > 0 and (grammar.tokens[lead - 1].is_adjective or grammar.low(lead - 1) in _MINE))
    ):
        lead -= 1
    be, denied = grammar.back_over_adverbs(lead)
    if grammar.low(be) in {"me", "us"} and grammar.is_in(noun, "gladness") and not denied:
        gives = grammar.back_over_adverbs(be)[0]  # "it gives me great | pleasure to congratulate"
        it = grammar.back_over_adverbs(gives)[0]
        return it if grammar.tokens[gives].verbs & {"give", "afford", "bring"} and grammar.low(it) == "it" else None
    told = lead < noun and grammar.is_in(noun, "tasks_of_speaking") and not denied
    return be - 1 if told and grammar.is_be(be) and grammar.low(be - 1) == "it" else None


def _judged_fit(grammar: Grammar, lead: int, *, told: bool) -> VerbGroup | None:
    """The verb by which it is found fit, up to an index, to say something: "deems it | necessary to reiterate".

    Whoever found it so in the past did it, whatever is not `told` at once: "found it necessary | to back the plan".
    """
    if not grammar.is_in(lead, "fit_to_say"):
        return None
    it = next((at for at in range(lead - 1, max(lead - 5, 0), -1) if grammar.low(at) == "it"), 0)
    verbs = grammar.tokens[it - 1].verbs & grammar.words["judging_verbs"] if it else frozenset[str]()
    if not told and (verbs.isdisjoint({"find", "feel"}) or not grammar.tokens[it - 1].is_form("past")):
        return None
    group = verb_group(grammar, it - 1, min(verbs)) if verbs else None
    return group if group is not None and group.use == "finite" and not group.negated else None


def _participle(grammar: Grammar, before: int, at: int) -> VerbGroup | None:
    if before < 0:
        return VerbGroup("heading", at)
    low = grammar.low(before)
    if low in {"by", "without"} and (begun := _begun_by(grammar, before)) is not None:
        if low == "without":
            return replace(begun, negated=False)  # "cannot end without thanking"
        return replace(begun, modal=None) if begun.modal in {"will", "shall", "ll", "would"} else begun
    if low == "in" and (joined := _joined_by(grammar, before) or joint_group(grammar, before)) is not None:
        return joined
    if low in _JOINED and any(grammar.tokens[n].verbs & {"join"} for n in range(max(before - 6, 0), before)):
        return _joined_by(grammar, before)  # "joins the voices | calling for"
    if "continue" in grammar.tokens[before].verbs and not grammar.tokens[at].verbs.isdisjoint(
        grammar.words.any_of("carriers", "told_at_once")
    ):
        return verb_group(grammar, before, "continue")
    if (going := governing_verb(grammar, before, at)) is not None and (group := _goes_on(grammar, *going)) is not None:
        return group
    if is_done_besides(grammar, before, parted=True):
        return VerbGroup("participle", at)  # "left the room, after | condemning"
    if low in {",", ";", "–", "—"} or text_before(grammar, before) is not None:
        return VerbGroup("participle", at)
    if low == "by" or _is_adjunct(grammar, before) or (low != "while" and is_done_besides(grammar, before)):
        return VerbGroup("adjunct", at)
    if grammar.low(at + 1) == "that" and grammar.is_in(at, "told_in_passing") and grammar.tokens[before].nouns:
        return VerbGroup("participle", at)  # "honours the victims | stressing that", with no comma
    goes_on = low in {"and", "but", "while"} or leads_participle(grammar, before) or is_absolute(grammar, before)
    return VerbGroup("participle", at) if goes_on else None


def _goes_on(grammar: Grammar, verb: int, denied: bool) -> VerbGroup | None:
    """The group of a verb that goes on with a gerund: "will never stop | condemning"; None if it does not, or ends with it."""
    if grammar.is_copula(verb):
        first, modal, negated = auxiliaries(grammar, verb)
        return None if negated else VerbGroup("finite", first, modal)
    group = verb_group(grammar, verb, min(grammar.tokens[verb].verbs))
    wasted = grammar.tokens[verb].verbs & {"waste", "lose"}  # "wasted no time in | condemning"
    if group is None or (group.negated != denied and not wasted):
        return None
    return replace(group, negated=False)


def _leaves(grammar: Grammar, at: int) -> bool:
    """Whether it is told there that somebody went: "Peru | left", but not "the left"."""
    token = grammar.tokens[at]
    went = token.is_form("past") and not token.verbs.isdisjoint({"leave", "depart", "emerge", "arrive"})
    return went and not grammar.is_in(at - 1, "determiners")


def _is_adjunct(grammar: Grammar, before: int) -> bool:
    """Whether a participle behind `before` may stand without a comma: "went to Lima | seeking to", "with Peru | calling for"."""
    if grammar.is_in(before, "weekdays"):
        return True
    token = grammar.tokens[before]
    if token.is_capital and grammar.low(before - 1) in {"in", "to", "at"}:
        return True
    place = range(before - 1, max(before - 6, 0), -1)
    if (token.nouns or token.is_capital) and any(_leaves(grammar, at) for at in place):
        return True  # "left the capital | expressing concern"
    near = {grammar.low(at): at for at in range(before - 1, max(before - 5, -1), -1)}
    one = near.get("among", near.get("of") if "one" in near else None)
    if one is not None and (token.low == "those" or token.bases & grammar.words.any_of("persons", "group_nouns")):
        return True  # "was among many delegates | calling for", "is one of the states | urging"
    if not (token.is_capital or token.nouns):
        return False
    for at in range(before - 1, max(before - 9, 1), -1):
        if grammar.low(at) == "with" and grammar.tokens[at - 1].is_word:
            return True
        if not is_of_name(grammar, at):
            return False
    return False


def _joins(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a verb of joining, and not of standing ready, is between two indexes."""
    return any(token.verbs & {"join", "unite"} for token in grammar.tokens[start:end])


def _begun_by(grammar: Grammar, by: int) -> VerbGroup | None:
    """The verb by which somebody begins or ends with what follows "by": "let me begin by", "opened the summit by | stressing"."""
    near = range(by - 3, max(by - 9, 0), -1) if grammar.low(by - 1) == "," else ()
    last = next((at for at in near if grammar.low(at) == ","), by)  # "let me begin | , Madam President, by"
    for at in range(last - 1, max(last - 7, -1), -1):
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
            if group is not None and was_joined(grammar, at) is not None:
                return replace(group, use="finite", negated=False)
            if group is None or group.use in {"passive", "reported"}:
                return None
            if group.use == "infinitive" and grammar.low(preposition) == "in":
                said = grammar.skip_forward(preposition + 1)  # "I am glad to join others in | (warmly) thanking"
                return _after_to(grammar, group.first, grammar.tokens[said].verbs)
            asked = grammar.is_in(group.first - 1, "pronouns") and grammar.low(at - 1) == "to"
            return VerbGroup("heading" if asked else group.use, group.first, None, group.negated)
        if grammar.low(at) in {",", ";", ":"}:
            return None
    return None
