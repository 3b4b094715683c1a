"""What somebody is reported to have said, where it takes no other stance: a belief ("The minister said that trade was free")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.told_clauses import opens_quotation
from graph_builder.text.stances.stance import Stance
from graph_builder.text.stances.trimming import trimmed
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS
from graph_builder.text.words.verb_groups import VerbGroup, verb_group

__all__ = ["claim"]

_WEIGHTY = frozenset({"emphasize", "concern", "commit"})
_DESCRIBING = frozenset(
    {"own", "base", "locate", "situate", "call", "name", "list", "chair", "compose", "publish", "write"}
)
"""Verbs whose passive only describes something."""
_ASKED = frozenset({"?"})
_QUOTES = frozenset({'"', "“", "``"})
_PREDICATE = 8
"""How many words the predicate of a claim may have."""


def claim(
    grammar: Grammar,
    cues: Sequence[Cue],
    telling: Telling,
    said: CueRow | None = None,
    tells: CueRow | None = None,
    *,
    record: bool = False,
) -> Stance | None:
    """The belief that a telling reports, or None where it tells only what happened.

    Told by a head, the cue is the verb of telling; told by a tail, where the claim has the floor, it is the claim's own verb.
    So it is in a quotation that goes on, of which the row `said` tells. A tail may tell by any verb of saying, by the row `tells`.
    In a `record` of a meeting, where "was" and "had" stand for what is and has been, what the tail tells is claimed all the same.
    """
    told = next((cue for cue in cues if cue.shape == "telling" and cue.keyword == telling.verb), None)
    target = trimmed(grammar, (telling.begin, telling.end))
    if not telling.holders or target is None or grammar.places(_ASKED, target[0], target[1] + 1):
        return None
    judged = {cue.keyword for cue in cues if cue.shape == "assessment" and cue.phrase not in cue.row.weak}
    behind = _behind_aside(grammar, telling)
    found = _main_verb(grammar, behind or target[0], target[1], judged)
    if found is None:
        return None
    group, at = found
    if behind is not None and grammar.skip_forward(behind + 1) < group.first:
        target = (behind + 1, target[1])  # "However, he said, | trade had grown"
    if (weighed := _own_cue(grammar, cues, telling, _WEIGHTY)) is not None:
        return Stance(weighed, telling.holders, target)
    perfect = grammar.is_have(group.first) and group.first != at
    past = perfect or grammar.low(group.first) in {"was", "were", "had"}
    quoted = said if told is None and not past else None
    if quoted is not None:
        told = Cue(quoted.act, "telling", quoted, telling.end, telling.end, group)
    verb = telling.verb
    behind_it = verb is not None and (verb >= telling.end or behind is not None)
    able = record and group.use == "passive" and group.modal in {"can", "could", "cannot"}
    tail = behind_it and (able or group.modal is None or _foretells(grammar, group, at))
    if told is None and tells is not None and verb is not None and (tail or grammar.low(grammar.lead) == "as"):
        end = verb + 1 + (grammar.low(verb + 1) in {"out", "clear"})
        told = Cue(tells.act, "telling", tells, verb, end, group, keyword=verb)
    if told is None:
        return None
    timed = not grammar.tokens[at].verbs.isdisjoint(grammar.words["scheduled"])
    if timed and group.modal in {"will", "would"}:
        return None  # "said the talks will start at noon"
    if told.first < telling.begin:
        return (
            Stance(told, telling.holders, target)
            if grammar.low(telling.begin - 1) == "that"
            or grammar.low(grammar.lead) == "as"
            or _is_say(grammar, told, telling.begin)
            or (grammar.is_in(telling.begin, "determiners") and group.first < telling.begin + 8)
            else None
        )
    if record and past and quoted is None and not _is_procedure(grammar, at):
        noted = _own_cue(grammar, cues, telling, frozenset({"note"}))
        return Stance(noted or told, telling.holders, target)  # "the Council had failed, he said"
    if perfect and quoted is None and grammar.low(group.first) == "had":
        return None  # "the ships had sailed, he said"
    end = at + 1
    if quoted is None and not able and (grammar.is_copula(at) or grammar.is_have(at) or group.use == "passive"):
        opens = grammar.is_in(target[0], "subordinators") or grammar.low(target[0]) in {"when", "until"}
        now = grammar.low(group.first) in {"is", "are"} and grammar.low(at + 1) != "to"  # but "are thought to"
        passive = group.use == "passive" and not (now and grammar.tokens[at].verbs.isdisjoint(_DESCRIBING))
        if (past and not _is_judged(grammar, at, target[1])) or passive or opens:
            return None  # what is said to have been so is described, not claimed
        end = _predicate_end(grammar, at, telling.end)
    return Stance(replace(told, first=group.first, end=end, keyword=at, group=group), telling.holders, target)


def _own_cue(grammar: Grammar, cues: Sequence[Cue], telling: Telling, acts: Collection[str]) -> Cue | None:
    """The verb of a tail that tells more than that something was said: ", members | emphasized today", ", she | pledged"."""
    verb = telling.verb
    if verb is None or verb < telling.end:
        return None
    own = (cue for cue in cues if cue.keyword == verb and cue.end == verb + 1 and cue.form in {"s", "past"})
    warns = not grammar.tokens[verb].verbs.isdisjoint({"warn", "caution"})
    heard = (replace(cue, act="concern") if warns else cue for cue in own)
    return next((cue for cue in heard if cue.act in acts), None)


def _behind_aside(grammar: Grammar, telling: Telling) -> int | None:
    """Index of the comma behind an aside that tells the sentence: "Small islands, he said|, were at risk"; None if none does."""
    verb = telling.verb
    if verb is None or telling.begin or verb >= telling.end or grammar.low(grammar.lead) == "as":
        return None
    comma = next((at for at in range(verb + 1, min(verb + 12, telling.end - 2)) if grammar.low(at) == ","), None)
    return None if comma is None or opens_quotation(grammar, comma) else comma


def _is_procedure(grammar: Grammar, at: int) -> bool:
    """Whether a verb tells only how a meeting or text came about: "had been convened", "had been submitted"."""
    verbs = grammar.tokens[at].verbs
    return verbs.isdisjoint({"be", "have"}) and not verbs.isdisjoint(
        grammar.words.any_of("procedures", "scheduled", "drafting")
    )


def _is_judged(grammar: Grammar, at: int, end: int) -> bool:
    """Whether what was so is told in quoted words: 'the report | was "the opposite of the truth"'."""
    return grammar.is_copula(at) and any(_opens_quoted(grammar, n) for n in range(at + 1, min(at + 3, end)))


def _opens_quoted(grammar: Grammar, at: int) -> bool:
    """Whether quoted words begin at an index, whose marks may have been left out."""
    left = grammar.tokens[at - 1]
    return left.low in _QUOTES or grammar.tokens[at].start - left.end == len(' "')


def _foretells(grammar: Grammar, group: VerbGroup, at: int) -> bool:
    """Whether a verb behind "will", "can" or "could" tells what comes of something, and no programme: "it will | lead to nowhere"."""
    lists = grammar.words.any_of("scheduled", "procedures")
    active = group.use == "finite" and group.modal in {"will", "would", "can", "could", "cannot", "may", "might"}
    return active and grammar.tokens[at].verbs.isdisjoint(lists)


def _predicate_end(grammar: Grammar, verb: int, end: int) -> int:
    """Index after the predicate of the verb at `verb`: "is | a deep wound to", "is | the wrong way"."""
    at = verb + 1
    while at < min(end, verb + _PREDICATE) and grammar.tokens[at].is_word:
        at += 1
        if grammar.is_in(at - 1, "prepositions"):
            break
        if grammar.is_in(at, "subordinators") or grammar.is_in(at, "relatives") or grammar.low(at) in COORDINATORS:
            break
    return at


def _is_say(grammar: Grammar, cue: Cue, begin: int) -> bool:
    """Whether the verb needs no "that" before what is said at `begin`: "said | it was so", "told reporters | it was so"."""
    verbs = grammar.tokens[cue.keyword].verbs
    return "say" in verbs or ("tell" in verbs and begin > cue.keyword + 1)


def _main_verb(grammar: Grammar, first: int, end: int, judged: Collection[int]) -> tuple[VerbGroup, int] | None:
    """The verb group of a claim and where its verb stands; None if the clause has no verb or only tells an event that is past.

    The verbs at `judged` do good or harm, which is no mere event.
    """
    at, spare = first + 1, None
    if grammar.is_in(first, "subordinators") or grammar.low(first) in {"since", "as", "until", "after", "before"}:
        at = next((comma + 1 for comma in range(first, end) if grammar.low(comma) == ","), at)  # "Since A is due, | B"
        if grammar.low(at) == "that":
            first = at = at + 1  # "While A is due, that | effort is not"
    while at < end:
        token = grammar.tokens[at]
        if token.low in {"'s", "’s", "'re", "’re"} and grammar.is_in(at - 1, "pronouns"):
            return VerbGroup("finite", at), at  # "it | 's a mistake"
        if (
            token.verbs
            and token.text[0].isalpha()
            and not _is_reduced_relative(grammar, at)
            and not (grammar.is_in(at, "modals") or grammar.is_in(at, "prepositions") or grammar.low(at) == "even")
        ):
            lemma = min(token.verbs)
            group = verb_group(grammar, at, lemma)
            told = token.form(lemma) == "s"  # "the West | uses a threat", "the plan really | helps farmers"
            governs = told and (grammar.is_in(at + 1, "determiners") or grammar.low(at - 1).endswith("ly"))
            noun = token.nouns and group is not None and group.first == at and at not in judged
            noun = noun and not (grammar.is_copula(at) or governs)
            helps = (grammar.is_be(at) or grammar.is_have(at) or "do" in token.verbs) and _is_auxiliary(grammar, at)
            inner = group is not None and _is_subordinate(grammar, group.first, first)
            if (
                group is not None
                and group.use in {"finite", "passive"}
                and group.first > first
                and not (noun or helps or inner)
            ):
                event = (
                    token.form(lemma) == "past"
                    and group.first == at
                    and at not in judged
                    and not grammar.is_be(at)
                    and not grammar.is_have(at)
                    and not _opens_quoted(grammar, at)  # 'said Peru "slammed the door to talks"'
                    and token.verbs.isdisjoint(grammar.words.any_of("stating_verbs", "wrongdoing"))
                    and not (grammar.low(at + 1) == "to" and _is_wrong(grammar, at + 2, end))
                )
                denied = group.negated or grammar.low(first) == "no"  # "says | no such talks took place"
                return None if event and not denied else (group, at)
            if noun and group is not None and spare is None and _governs(grammar, at, end):
                spare = (group, at)
        at += 1
    return spare


def _is_wrong(grammar: Grammar, at: int, end: int) -> bool:
    """Whether somebody is said to have tried a wrong: "tried to | destroy the truce"."""
    return at < end and not grammar.tokens[at].verbs.isdisjoint(grammar.words["wrongdoing"])


def _governs(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a word that may be a noun stands as a verb between a plural and its object: "sanctions | harm civilians"."""
    left, token = grammar.tokens[at - 1], grammar.tokens[at]
    if not token.is_form("base") or left.low in left.nouns or not left.nouns or at + 1 >= end:
        return False
    return (
        grammar.is_in(at + 1, "determiners") or bool(grammar.tokens[at + 1].nouns) or grammar.tokens[at + 1].is_capital
    )


def _is_reduced_relative(grammar: Grammar, at: int) -> bool:
    """Whether a participle with its agent only tells which thing is meant: "the curbs | imposed by"."""
    past = grammar.tokens[at].form(min(grammar.tokens[at].verbs)) == "past"
    return past and grammar.low(at + 1) == "by" and not grammar.is_be(grammar.back_over_adverbs(at)[0])


def _is_subordinate(grammar: Grammar, at: int, first: int) -> bool:
    """Whether the verb group at `at` belongs to a clause that a relative or conjunction opens."""
    start, bound = clause_start(grammar, at, stop=first)
    clauses = grammar.words.any_of("relatives", "subordinators")
    return bound in clauses and not (bound == "what" and start < at - 4)


def _is_auxiliary(grammar: Grammar, at: int) -> bool:
    """Whether a verb follows to which the form of be, have or do at `at` belongs."""
    after = grammar.skip_forward(at + 1)
    token = grammar.tokens[after] if after < len(grammar.tokens) else None
    if "do" in grammar.tokens[at].verbs:
        return token is not None and token.is_form("base")
    return (
        token is not None
        and any(token.form(lemma) in {"past", "ing"} for lemma in token.verbs)
        and not token.is_adjective
    )
