"""What is told as the opinion of who speaks, where no other stance is in it: "In our view, | the talks came too late"."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance
from graph_builder.text.stances.trimming import trimmed

__all__ = ["OPINION", "opinion"]

OPINION = "affirm.opinion"
"""The row of the phrases that tell it."""


def opinion(sentence: Sentence, cue: Cue) -> Stance | None:
    """The belief that a phrase of opinion tells: what stands behind it, or around it as an aside, in no "which, in our view, was"."""
    g, first, end = sentence.g, cue.first, cue.end
    heads = first <= g.lead or g.low(first - 1) in {"and", "but"}
    aside = g.low(first - 1) == "," and g.low(end) == "," and not g.is_in(first - 2, "relatives")
    if sentence.led or not (heads or aside):
        return None
    target = (end + (g.low(end) == ","), sentence.end) if heads else (g.lead, sentence.end)
    told = any(g.is_copula(at) or g.is_have(at) or g.is_in(at, "modals") for at in range(*target))
    told = told or g.has_verb(*target)
    return Stance(cue, sentence.issuer(), trimmed(g, target)) if told else None
