"""What the sentence before a list gives to its items: the act of "We agree to the following:", the subject of "The Sides:"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act
from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.item_heads import Awaited, behind_verb, deed_of, is_deed, is_purpose, opens_text
from graph_builder.text.stances.stance import Stance
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS
from graph_builder.text.words.verb_groups import verb_group

__all__ = [
    "asks_by_items",
    "bare_lead",
    "inline_items",
    "lead_in",
    "lead_item",
    "leaves_to_items",
    "stated_item",
]

_FILLERS = frozenset(
    {"to", "that", "also", "further", "hereby", "will", "following", "the", "as", "follows", "on", "upon"}
)
_HOLDING = frozenset({"include", "comprise", "be", "cover", "contain", "entail", "involve", "feature"})
_DECLARING = frozenset({"declare", "proclaim", "affirm", "state", "find", "consider"})
_DENYING = frozenset({"not", "never"})
_BEHIND_DEEDS = frozenset({"and", "from", "toward", "towards", "with", "closely", "together"})
"""What makes a verb of a word at the head of an item that may be a noun: "work | toward"."""
_ASIDE = 24
"""Words of the longest aside between commas behind the verb of an item."""
_ALSO_ASIDES = frozenset({"as", "where", "when", "if", "once"})
_BEHIND_NOUNS = frozenset({"of", "for", "between", "among", "by"})
"""What makes a noun of it: "support | for peace"."""


def lead_in(
    grammar: Grammar, lexicon: Lexicon, holders: Holders, voices: Voices, stances: Sequence[Stance]
) -> Stance | None:
    """The lead of the list that a sentence ending in a colon opens: its last stance, a bare verb ("decides:") or a bare subject."""
    if stances:
        told = stances[-1].cue.act == "welcome" and next((s for s in reversed(stances) if s.cue.act == "commit"), None)
        if not told and stances[-1].cue.act == "welcome" and "following" in grammar.said:
            return bare_lead(lexicon, stances[-1].holders)  # "welcomed cooperation in the following fields:"
        return told or _aimed(grammar, lexicon, stances[-1])  # "agreed on work and welcomed progress in these fields:"
    if (declared := _declared(grammar, lexicon, holders, voices)) is not None:
        return declared
    end = len(grammar.tokens)
    while end and (grammar.low(end - 1) in CLOSERS or grammar.low(end - 1) in _FILLERS):
        end -= 1
    is_doing = end > 1 and grammar.low(end - 1) in {"is", "are"} and grammar.low(end) == ":"  # "The Government is:"
    led = is_doing or (end > 1 and not grammar.tokens[end - 1].verbs.isdisjoint(lexicon.words["leading_verbs"]))
    gathered = end > 12 and not led
    if gathered:
        end = _bare_subject(grammar, end)
    row = next(row for row in lexicon.cues if row.id == "commit.will")
    if not end and not gathered and grammar.low(0) == "hereby" and voices.own:
        return Stance(Cue("affirm", "modal", row, 0, 1, None, "base"), voices.own, None)  # "We, …" | "Hereby:"
    if not end:
        return None
    verb = min(grammar.tokens[end - 1].verbs & lexicon.words["leading_verbs"], default=None)
    group = verb_group(grammar, end - 1, verb) if verb is not None else None
    subject = holders.subjects.start_of(group.first) if group is not None and group.use == "finite" else 0
    named = holders.resolve(subject, group.first if group is not None else end, voices)
    if gathered and named is not None and set(voices.own) <= set(named):
        named = voices.own or named  # "The leaders of the Union and of its States, meeting in Lima,"
    if group is not None and group.use in {"finite", "heading"}:
        cue = Cue("commit", "modal", row, group.first, end, group, "base", keyword=end - 1)
        return Stance(cue, named or voices.own, None)
    promises = is_doing or any(grammar.low(at) == "will" for at in range(end, len(grammar.tokens)))
    if named is None and is_doing:
        end -= 1
        named = holders.resolve(holders.subjects.start_of(end), end, voices, documents=False)
    if (
        named is None
        and promises
        and voices.own == voices.issuer
        and grammar.tokens[end - 1].nouns & lexicon.words["undertakings"]
    ):
        named = voices.own or None  # "The fund will:"
    if named is None and grammar.low(end - 1) in {"include", "includes"} and grammar.has_any(0, end, "promised_things"):
        named, promises = voices.own or None, True  # "New commitments include:"
    if named is None:
        return None
    act: Act = "commit" if promises else "affirm"
    return Stance(Cue(act, "modal", row, 0, end, None, "base", keyword=end - 1), named, None)


def _declared(grammar: Grammar, lexicon: Lexicon, holders: Holders, voices: Voices) -> Stance | None:
    """The lead of items that tell what is so: "Declare:", "We hereby proclaim that:"; None if it is none."""
    said = [at for at, token in enumerate(grammar.tokens) if token.is_word and token.low not in _FILLERS]
    if not said or not grammar.tokens[said[-1]].verbs & _DECLARING:
        return None
    whose = voices.own if len(said) == 1 else holders.resolve(0, said[-1], voices)
    if not whose:
        return None
    row = next(row for row in lexicon.cues if row.id == "affirm.told")
    return Stance(Cue("affirm", "modal", row, 0, 1, None, "base"), whose, None)


def _bare_subject(grammar: Grammar, end: int) -> int:
    """Index where the subject ends of a lead that else tells only where it met: "The leaders, | meeting in Lima,"; 0 if it tells more."""
    if any(grammar.is_copula(at) or grammar.is_have(at) or _is_modal(grammar, at) for at in range(end)):
        return 0
    meets = (at for at in range(1, end) if grammar.tokens[at].verbs & grammar.words["gathering_verbs"])
    met = next(meets, next((at for at in range(1, end) if grammar.low(at) == "as"), 0))
    return met - (grammar.low(met - 1) == ",")


def _is_modal(grammar: Grammar, at: int) -> bool:
    """Whether a modal stands there, and not the month of May."""
    return grammar.is_in(at, "modals") and not grammar.tokens[at].is_capital


def bare_lead(lexicon: Lexicon, holders: tuple[str, ...]) -> Stance:
    """The lead of a list of deeds that no sentence opens: they are what its holders will do."""
    row = next(row for row in lexicon.cues if row.id == "commit.will")
    return Stance(Cue("commit", "modal", row, 0, 1, None, "base"), holders, None)


def _aimed(grammar: Grammar, lexicon: Lexicon, last: Stance) -> Stance:
    """The last stance of a lead-in, or the aim that its end tells: "will support talks that aim to:"."""
    to = len(grammar.tokens) - 2
    open_act = last.cue.act not in {"commit", "urge"} and grammar.low(to + 1) == ":"
    if open_act and grammar.low(_before_aside(grammar, to)) in {"should", "must"}:
        return Stance(replace(last.cue, act="urge"), last.holders, None)  # "stresses that Peru should, in particular:"
    if open_act and grammar.low(to) in {"will", "shall"}:
        row = next(row for row in lexicon.cues if row.id == "commit.will")  # "this means that Peru will:"
        return Stance(Cue("commit", "modal", row, to, to + 1, None, "base", keyword=to), last.holders, None)
    aims = to > 0 and grammar.tokens[to - 1].verbs & lexicon.words.any_of("aiming_verbs", "leading_verbs")
    if last.cue.act in {"commit", "urge"} or not aims or grammar.low(to) != "to":
        return last
    row = next(row for row in lexicon.cues if row.id == "commit.will")
    return Stance(Cue("commit", "modal", row, to - 1, to + 1, None, "base", keyword=to - 1), last.holders, None)


def _before_aside(grammar: Grammar, at: int) -> int:
    """Index before a set phrase behind a comma that ends at `at`; `at` if none does."""
    left = grammar.before_set_phrase(at)
    return left - 1 if left < at and grammar.low(left) == "," else at


def asks_by_items(grammar: Grammar, stance: Stance) -> bool:
    """Whether only the items tell what somebody is to do: "We call on all States to:"."""
    last = len(grammar.tokens) - 1
    asks = stance.cue.act == "urge" and stance.target is not None and stance.target[1] == last
    return asks and grammar.low(last) == ":" and grammar.low(last - 1) == "to"


def leaves_to_items(grammar: Grammar, start: int, end: int) -> bool:
    """Whether what is told behind "that" is only whose the items are: "announced that | Peru:"."""
    modal = (grammar.low(start - 1), grammar.low(start), grammar.low(end), end - start)
    if modal[0] in {"will", "shall", "would"} and modal[1] in _HOLDING and modal[2:] == (":", 1):
        return True  # "the terms of the pact will include:"
    if {grammar.low(at) for at in range(start, end)} <= {"including", "to", "by", ",", "and"} and grammar.low(
        end
    ) == ":":
        return True  # "will work together | including to:"
    last = end - (grammar.low(end - 1) in {"will", "shall"})
    names = all(grammar.tokens[at].is_capital or grammar.is_in(at, "determiners") for at in range(start, last))
    return grammar.low(start - 1) == "that" and grammar.low(end) == ":" and names


def stated_item(grammar: Grammar, lead: Stance) -> Stance | None:
    """What an item says is so, by the act of its lead: "Declare:" … "- That Peru does not comply with the pact"."""
    end = len(grammar.tokens)
    while end and (grammar.low(end - 1) in CLOSERS or grammar.low(end - 1) == "and"):
        end -= 1
    if lead.target is not None or end < 4 or not grammar.has_verb(2, end):
        return None
    return Stance(replace(lead.cue, first=0, end=1, form="led", keyword=0, group=None), lead.holders, (1, end))


def lead_item(grammar: Grammar, lead: Stance, stances: Sequence[Stance], awaited: Awaited = "") -> Stance | None:
    """The stance of a list item that begins with the bare verb or the gerund of an action; None if it begins with a stance of its own.

    `awaited` is the form of the verb with which the lead awaits that its items begin.
    """
    if grammar.low(0) in _DENYING and lead.cue.act == "commit" and len(grammar.tokens) > 3:
        return _denied_item(grammar, lead)
    start = deed_of(grammar, awaited)
    token = grammar.tokens[start]
    bare = token.is_form("base")
    behind = grammar.parenthetical(start + 1)  # "freeze | without delay | the funds"
    follows = grammar.tokens[behind] if len(grammar.tokens) > behind + 1 else None
    opens = start
    while opens > 1 and grammar.is_plain_adverb(opens - 1):
        opens -= 1
    led = grammar.low(opens - 1) == "to"
    gerund = not led and lead.cue.act == "commit" and is_deed(grammar, stances, start)
    if follows is None or not (bare or gerund):
        return None
    if led and is_purpose(grammar, start):
        return None
    sure = led or (awaited == ("base" if bare else "ing") and follows.low not in _BEHIND_NOUNS)
    if (
        not sure
        and token.nouns
        and (bare or grammar.is_in(start, "compounding"))
        and not (follows.is_adjective or follows.low in grammar.words["determiners"] | _BEHIND_DEEDS)
    ):
        return None
    asked = lead.cue.act == "urge" and token.verbs.isdisjoint(grammar.words["strong_verbs"])  # "respect the truce"
    asked = asked or (awaited == "base" and "continue" in token.verbs)  # "continue to monitor trade"
    asked = asked or (lead.cue.act == "commit" and "monitor" in token.verbs)  # watched, not only noted
    if (any(stance.cue.first <= start for stance in stances) and not asked) or lead.cue.act not in {"commit", "urge"}:
        return None
    end = behind_verb(grammar, start)
    last = next((at for at in range(end, len(grammar.tokens)) if opens_text(grammar, at)), len(grammar.tokens))
    while last > end and (grammar.low(last - 1) in CLOSERS or grammar.low(last - 1) in {"and", "or"}):
        last -= 1
    told = (stance.cue for stance in stances if stance.cue.first > end and stance.cue.shape != "assessment")
    begins = next((cue.first for cue in told if not _heads_next(grammar, cue)), last)
    first = opens - 1 if led else start
    object_ = _behind_comma(grammar, end)
    cue = replace(lead.cue, first=first, end=end, form="led", keyword=start, group=None, reaffirmed=False, strong=False)
    return Stance(cue, lead.holders, (object_, begins)) if begins > object_ else None


def _heads_next(grammar: Grammar, cue: Cue) -> bool:
    """Whether a bare verb heads the next item behind a semicolon: "Respect the truce; | condemn violations of it"."""
    before = cue.first - 1 - (grammar.low(cue.first - 1) == "and")
    return cue.form == "base" and grammar.low(before) == ";"


def _behind_comma(grammar: Grammar, at: int) -> int:
    """Index behind an aside between commas that parts a verb from its object: "protect | , under its mandate, | civilians"."""
    if grammar.low(at) != ",":
        return grammar.parenthetical(at)
    led = (
        grammar.is_in(at + 1, "prepositions") or grammar.is_plain_adverb(at + 1) or grammar.low(at + 1) in _ALSO_ASIDES
    )
    commas = grammar.places(frozenset({","}), at + 2, min(at + _ASIDE, len(grammar.tokens) - 1)) if led else ()
    closing = next((n for n in commas if grammar.is_in(n + 1, "determiners") or grammar.low(n + 1) == "to"), None)
    if closing is None and len(commas) == 1:
        closing = commas[0]
    if closing is None:
        return at
    again = _behind_comma(grammar, closing)
    return again if again > closing else closing + 1


def _denied_item(grammar: Grammar, lead: Stance) -> Stance | None:
    """The promise to leave something: "Not use mines"; its "not" turns what follows."""
    end = len(grammar.tokens)
    while grammar.low(end - 1) in CLOSERS or grammar.low(end - 1) in {"and", "or"}:
        end -= 1
    cue = replace(lead.cue, first=0, end=1, form="led", keyword=1, group=None, reaffirmed=False, strong=False)
    return Stance(cue, lead.holders, (0, end)) if grammar.tokens[1].is_form("base") else None


def inline_items(grammar: Grammar, cues: Sequence[Cue], stances: Sequence[Stance]) -> list[Stance]:
    """The same stances, but where the items of a list stand in the sentence itself, a stance for each: "we will: cut …; oppose …".

    By ruling 3 of the annotation manual, only where an item begins with an act verb of its own; it keeps that act. What a
    point of a list that a lead opens tells behind a semicolon is an item in any case: "(a) Build a road; | dig a well;".
    """
    made: list[Stance] = []
    for number, stance in enumerate(stances):
        items = _items(grammar, stance)
        own = {verb: _own_cue(grammar, cues, verb) for verb, _ in items}
        led = stance.cue.form == "led"
        if stance.target is None or not (any(own.values()) or (led and items)):
            made.append(stance)
            continue
        numbered = grammar.low(stance.target[0]) == "("  # "undertake to: (a) | respect the truce"
        made.append(replace(stance, target=(items[0][0] if numbered else stance.target[0], items[0][1])))
        later = [other.cue.first for other in stances[number + 1 :]]
        for verb, end in items[1:]:
            if any(verb <= first <= verb + 2 for first in later):
                continue  # an item with a stance of its own
            action = not led and grammar.tokens[verb].verbs & grammar.words["verbs_of_action"]  # "promote trade"
            if (strong := own[verb]) is not None and not action:
                joined = grammar.low(strong.end) == "and" and strong.end + 1 < end
                joined = joined and grammar.tokens[strong.end + 1].is_form("base")
                strong = replace(strong, end=strong.end + 2 * joined)  # "support and promote"
                made.append(Stance(strong, stance.holders, (strong.end, end) if strong.end < end else None))
                continue
            after = verb + 1
            if grammar.low(after) in {"from", "to", "on", "with", "for"}:
                after += 1
            cue = replace(
                stance.cue, first=verb, end=after, form="led", keyword=verb, group=None, reaffirmed=False, strong=False
            )
            made.append(Stance(cue, stance.holders, (after, end) if after < end else None))
    return sorted(made, key=lambda stance: stance.cue.first)


def _own_cue(grammar: Grammar, cues: Sequence[Cue], verb: int) -> Cue | None:
    """The stance that the verb of an item takes by itself."""
    own = (cue for cue in cues if cue.keyword == verb and cue.shape in {"verb", "wrapped"})
    return next((cue for cue in own if cue.act not in {"commit", "affirm"}), None)


def _items(grammar: Grammar, stance: Stance) -> list[tuple[int, int]]:
    """Where the verb of each inline item stands and where the item ends; none if there is no such list."""
    if stance.target is None or stance.cue.act not in {"commit", "urge"}:
        return []
    first, end = stance.target
    colon = next((at for at in range(first - 1, end) if grammar.low(at) == ":"), None)
    if colon is None and stance.cue.form == "led":  # "(a) Provide aid; | support the talks;"
        colon = stance.cue.first - 1
    if colon is None:
        return []
    items: list[tuple[int, int]] = []
    begin = colon + 1
    for at in range(colon + 1, end + 1):
        if at < end and not _parts_items(grammar, at):
            continue
        verb = _item_verb(grammar, begin, at, gerund=grammar.low(colon - 1) == "to")
        if verb is not None:
            items.append((verb, at))
        begin = at + 1
    return items if len(items) > 1 else []


def _parts_items(grammar: Grammar, at: int) -> bool:
    """Whether an item ends at the mark at `at`: a semicolon, or a comma before "and iii)"."""
    low, after = grammar.low(at), at + 1 + (grammar.low(at + 1) == "and")
    return low == ";" or (low == "," and grammar.low(after + 1) == ")" and len(grammar.low(after)) < 4)


def _item_verb(grammar: Grammar, begin: int, end: int, *, gerund: bool) -> int | None:
    """Index of the base verb or, if `gerund`, the gerund that heads an item, behind "and", a number in parentheses and adverbs."""
    at = begin
    while at < end and (
        grammar.low(at) in {"and", "(", ")", "to"} or grammar.low(at + 1) == ")" or grammar.is_plain_adverb(at)
    ):
        at += 1
    if at >= end - 1:
        return None
    token = grammar.tokens[at]
    return at if token.is_form("base") or (gerund and token.is_form("ing")) else None
