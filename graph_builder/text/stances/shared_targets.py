"""Stances joined to another with which they share what they are about: "support and stand behind A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance

__all__ = ["share_targets"]


def share_targets(sentence: Sentence, stances: Sequence[Stance]) -> Iterator[Stance]:
    """Give cues without a target that of the cue joined to them; two that one noun names are one: "renew and reaffirm our support for"."""
    held: list[Stance] = []
    for stance in stances:
        fits = stance.cue.group is not None or stance.cue.shape == "noun"
        if held and fits:
            first = stance.cue.first - (sentence.g.low(stance.cue.first - 1) in {"we", "i"})
            joint = sentence.series.joint(first)
            close = joint <= held[-1].cue.end + 1
            joined = {sentence.g.low(joint), sentence.g.low(joint + 1)} & {"and", "or", "nor"} and close
            carries = stance.cue.shape == "wrapped" and not sentence.g.tokens[held[-1].cue.keyword].verbs.isdisjoint(
                sentence.g.words["carriers"]
            )
            if stance.target is not None and joined and sentence.g.low(stance.target[0] + 1) == ",":
                done, end = stance.target  # "call for, and commit to provide, | funds"
                if sentence.g.tokens[done].is_form("base") and end > done + 2:
                    stance = replace(stance, target=(done + 2, end))
            if stance.target is None and close:
                held.append(stance)  # "We condemn, | deplore and reject A"
                continue
            if stance.target is not None and joined and carries:
                stance = replace(stance, cue=replace(stance.cue, first=held.pop().cue.first))
            elif stance.target is not None and joined:
                held = [replace(before, target=stance.target) for before in held]
        yield from held
        held = [stance] if stance.target is None else []
        if stance.target is not None:
            yield stance
    yield from held
