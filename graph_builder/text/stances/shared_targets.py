"""Stances joined to another with which they share what they are about: "support and stand behind A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance

__all__ = ["share_targets"]


def share_targets(sentence: Sentence, stances: Sequence[Stance]) -> Iterator[Stance]:
    """Give a cue without a target that of the cue joined to it; two that one noun names are one: "renew and reaffirm our support for"."""
    held: Stance | None = None
    for stance in stances:
        fits = stance.cue.group is not None or stance.cue.shape == "noun"
        if held is not None and stance.target is not None and fits:
            first = stance.cue.first - (sentence.g.low(stance.cue.first - 1) in {"we", "i"})
            joint = sentence.series.joint(first)
            joined = {sentence.g.low(joint), sentence.g.low(joint + 1)} & {"and", "or"} and joint <= held.cue.end + 1
            carries = stance.cue.shape == "wrapped" and not sentence.g.tokens[held.cue.keyword].verbs.isdisjoint(
                sentence.g.words["carriers"]
            )
            if joined and carries:
                stance, held = replace(stance, cue=replace(stance.cue, first=held.cue.first)), None
            elif joined:
                held = replace(held, target=stance.target)
        if held is not None:
            yield held
        held = stance if stance.target is None else None
        if held is None:
            yield stance
    if held is not None:
        yield held
