"""What the sentence before a list gives to its items: the act of "We agree to the following:", the subject of "The Sides:"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act
from graph_builder.text.cues import Cue
from graph_builder.text.grammar import Grammar
from graph_builder.text.holders import Holders, Voices
from graph_builder.text.marks import CLOSERS
from graph_builder.text.stance import Stance

__all__ = ["lead_in", "lead_item"]

_FILLERS = frozenset({"to", "that", "also", "further", "hereby", "will", "following", "the", "as", "follows"})


def lead_in(
    grammar: Grammar, lexicon: Lexicon, holders: Holders, voices: Voices, stances: Sequence[Stance]
) -> Stance | None:
    """The lead of the list that a sentence ending in a colon opens: its last stance, a bare verb ("decides:") or a bare subject."""
    if stances:
        return stances[-1]
    end = len(grammar.tokens)
    while end and (grammar.low(end - 1) in CLOSERS or grammar.low(end - 1) in _FILLERS):
        end -= 1
    if not end or end > 12:
        return None
    verb = min(grammar.tokens[end - 1].verbs & lexicon.words["leading_verbs"], default=None)
    group = grammar.verb_group(end - 1, verb) if verb is not None else None
    subject = holders.subject_start(group.first) if group is not None and group.use == "finite" else 0
    named = holders.resolve(subject, group.first if group is not None else end, voices)
    row = next(row for row in lexicon.cues if row.id == "commit.will")
    if group is not None and group.use in {"finite", "heading"}:
        cue = Cue("commit", "modal", row, group.first, end, group, "base", keyword=end - 1)
        return Stance(cue, named or voices.own, None)
    promises = any(grammar.low(at) == "will" for at in range(end, len(grammar.tokens)))
    if named is None:
        return None
    act: Act = "commit" if promises else "affirm"
    return Stance(Cue(act, "modal", row, 0, end, None, "base", keyword=end - 1), named, None)


def lead_item(grammar: Grammar, lead: Stance, stances: Sequence[Stance]) -> Stance | None:
    """The stance of a list item that begins with the bare verb of an action; None if it begins with a stance of its own."""
    start = 1 if grammar.low(0) == "to" and len(grammar.tokens) > 2 else 0
    token = grammar.tokens[start]
    bare = [verb for verb in token.verbs if token.form(verb) == "base"]
    follows = grammar.tokens[start + 1] if len(grammar.tokens) > start + 2 else None
    if not bare or follows is None:
        return None
    if (
        not start
        and token.nouns
        and not (follows.is_adjective or follows.low in grammar.words["determiners"] | {"and", "from"})
    ):
        return None
    if any(stance.cue.first <= start for stance in stances) or lead.cue.act not in {"commit", "urge"}:
        return None
    end = start + 1
    if grammar.low(end) == "and" and len(grammar.tokens) > end + 1 and grammar.tokens[end + 1].verbs:
        end += 2
    if grammar.low(end) in {"from", "to", "on", "with"}:
        end += 1
    last = len(grammar.tokens)
    while last > end and grammar.low(last - 1) in CLOSERS:
        last -= 1
    begins = next(
        (stance.cue.first for stance in stances if stance.cue.first > end and stance.cue.shape != "assessment"), last
    )
    cue = replace(lead.cue, first=0, end=end, form="led", keyword=start, group=None, reaffirmed=False, strong=False)
    return Stance(cue, lead.holders, (end, begins)) if begins > end else None
