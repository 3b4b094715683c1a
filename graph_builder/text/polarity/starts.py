"""Where a cue itself turns the sign that its act begins with: what it harms is valued, what it denies is not wanted."""

from __future__ import annotations

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act
from graph_builder.text.cues.cue import Cue
from graph_builder.text.polarity.scopes import Scopes
from graph_builder.text.words.grammar import Grammar

__all__ = [
    "is_felt_for",
    "is_furthered",
    "is_harm_denied",
    "is_harmed",
    "is_kept_up",
    "is_no_answer",
    "is_own_denied",
    "is_too_little",
]


_MOURNING = frozenset({"mourn", "grieve", "commiserate", "sympathise", "remember"})


def is_harmed(grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int]) -> bool:
    """Whether the target is what the cue says is harmed: "is undermining | the truce", "has an adverse effect on | trade"."""
    threatened = cue.act == "affirm" and grammar.low(cue.end - 1) == "to" and "threat" in grammar.bases(cue.end - 2)
    if not (threatened or (cue.row.kind == "assessment" and cue.row.sign == "-")) or target[0] < cue.end:
        return False
    inverters = Scopes(grammar, lexicon, (cue.first, target[1])).find()
    return any(inverter.leaves != "-" and inverter.at == cue.end - 1 for inverter in inverters)


def is_furthered(grammar: Grammar, cue: Cue) -> bool:
    """Whether something good is what the cue says to grow or to come about: "has deepened | our cooperation"."""
    if cue.shape != "assessment" or cue.row.sign != "-" or cue.row.negated or cue.keyword < cue.first:
        return False
    if grammar.tokens[cue.keyword].verbs.isdisjoint(grammar.words["hastening_verbs"]):
        return False
    head = grammar.skip_modifiers(cue.end, 6)
    if grammar.low(head + 1) == "of":
        head = grammar.skip_modifiers(head + 2, 5)
    words = range(cue.end, min(head + 1, len(grammar.tokens)))
    bad = any(
        grammar.is_in(at, "problem_adjectives") or not grammar.bases(at).isdisjoint(grammar.words["problem_nouns"])
        for at in words
    )
    good = grammar.words.any_of("good_deeds", "joint_goods", "lasting_bonds", "tie_nouns", "goods_that_grow")
    return not bad and any(not grammar.bases(at).isdisjoint(good) for at in words)


def is_too_little(grammar: Grammar, cue: Cue, target: tuple[int, int]) -> bool:
    """Whether it is said of something good that there is too little of it: "progress | is too slow"."""
    if cue.row.sign != "-" or target[1] > cue.first:
        return False
    told = (at for at in range(cue.first, cue.end) if grammar.is_in(at, "meagre"))
    if not any(at + 1 == cue.end or grammar.is_in(at + 1, "prepositions") for at in told):
        return False  # "has a limited | impact on"
    head = min(grammar.skip_modifiers(target[0], 5), target[1] - 1)
    good = grammar.words.any_of("good_deeds", "goods_that_grow", "joint_goods", "helping_nouns", "furthered")
    return not grammar.bases(head).isdisjoint(good)


def is_harm_denied(grammar: Grammar, cue: Cue) -> bool:
    """Whether it is said that something does no harm: "does not undermine"."""
    if cue.shape != "assessment" or cue.row.sign != "-" or cue.row.negated:
        return False
    words = range(cue.first, cue.end)
    denials = (at for at in words if grammar.is_in(at, "negations") or grammar.low(at) == "no")
    return any(grammar.low(at + 1) not in {"only", "just", "merely"} for at in denials)


def is_no_answer(grammar: Grammar, lexicon: Lexicon, cue: Cue, target: tuple[int, int]) -> bool:
    """Whether the cue denies its subject what would speak for it: "sanctions | are not the solution"."""
    if cue.act != "affirm" or cue.row.sign or target[1] > cue.first:
        return False
    if not any(grammar.low(at) in {"not", "no"} for at in range(cue.first, cue.end)):
        return False
    inverters = Scopes(grammar, lexicon, (target[0], cue.end)).find()
    return any(one.verdict and one.at < target[0] for one in inverters)


def is_kept_up(grammar: Grammar, cue: Cue, target: tuple[int, int]) -> bool:
    """Whether the cue denies that something is let go: "will never | abandon"."""
    denied = any(grammar.low(at) in {"not", "never", "cannot"} for at in range(cue.end - 2, cue.end))
    return denied and not grammar.tokens[target[0]].verbs.isdisjoint(grammar.words["slackening"])


def is_own_denied(grammar: Grammar, act: Act, cue: Cue, target: tuple[int, int]) -> bool:
    """Whether the cue says what is not to be done: "will not | restrict", "must not | weaken"."""
    if act not in {"commit", "urge"} or target[0] < cue.end or cue.row.negated:
        return False
    if not any(grammar.low(at) in {"not", "never", "cannot"} for at in range(cue.end - 2, cue.end)):
        return False
    verb = grammar.tokens[target[0]]
    return verb.low not in {"only", "just", "merely", "simply"} and verb.verbs.isdisjoint(grammar.words["slackening"])


def is_felt_for(grammar: Grammar, cue: Cue) -> bool:
    """Whether it is those who suffer that are meant: "concerned for | the safety of", "condolences to", "mourn"."""
    words = range(cue.first, cue.end)
    if cue.act == "concern":
        return grammar.low(cue.end - 1) == "for"
    if cue.act != "regret":
        return False
    told = grammar.low(cue.end - 1) in {"to", "with", "for"}
    consoles = told and any(grammar.tokens[at].nouns & {"condolence", "sympathy", "commiseration"} for at in words)
    return consoles or any(grammar.tokens[at].verbs & _MOURNING for at in words)
