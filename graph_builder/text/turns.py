"""What who tells a sentence goes on to tell: "said that A, | but added that B", ", she said, | warning that C"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph_builder.text.claims import claim
from graph_builder.text.cue import Cue
from graph_builder.text.sentence import Sentence
from graph_builder.text.stance import Stance
from graph_builder.text.telling import Telling
from graph_builder.text.verb_groups import VerbGroup

__all__ = ["Turns"]


class Turns:
    """The turns of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.begun: list[tuple[int, Telling]] = []
        """Where the teller goes on to tell something else, and that: "said that A, | but added that B"."""

    def claims(self) -> Iterator[Stance]:
        """What is told in this sentence without another stance in it, as beliefs of who tells it."""
        told = self.s.telling
        begin = max(self.s.head.begin, told.begin) if told is self.s.tail else told.begin
        ends = [*(place for place, _ in self.begun), self.s.end]
        tellings = [replace(told, end=min(told.end, ends[0])), *(telling for _, telling in self.begun)]
        for number, telling in enumerate(tellings):
            first = begin if number == 0 else telling.begin
            inside = any(first <= opening.cue.first < ends[number] for opening in self.s.open)
            if (telling.verb is not None or self.s.said) and not inside:
                claimed = claim(self.g, self.s.cues, telling, self.s.targets, self.s.said)
                yield from () if claimed is None else (claimed,)

    def take(self, cue: Cue, group: VerbGroup) -> None:
        """Take note that who tells the sentence tells something else from here on: ", but added that …"."""
        joins = self.g.low(cue.first - 1) == "and" and self.s.open and self.s.open[-1].cue.form == "ing"
        stated = (
            self.g.low(cue.first - 1) == ","
            or joins
            or not self.g.tokens[cue.first - 1].bases.isdisjoint(self.g.words["stated_in"])
        )  # "issued statements | saying"
        if group.use == "participle" and stated and self._tells_more(cue):
            return
        holders = self.s.teller or (self.s.open[-1].holders if self.s.open else None)
        again = holders and self.s.told <= cue.first and self.g.low(cue.first - 1) in {"and", "but"}
        begins = self.s.reports.told.begin(cue.keyword) if again and "tell" in self.g.tokens[cue.keyword].verbs else 0
        if begins > cue.end and self.g.low(begins - 1) == "that":
            cue = replace(cue, end=begins)  # "told the meeting that"
        clausal = self.g.low(cue.end - 1) == "that" or (
            "say" in self.g.tokens[cue.keyword].verbs
            and (self.g.is_in(cue.end, "determiners") or self.g.is_in(cue.end, "pronouns") or self._is_name(cue.end))
        )
        if again and group.use == "finite" and cue.form in {"s", "past"} and clausal:
            joint = self.s.series.joint(cue.first)
            self.begun.append((joint, Telling(cue.end, self.s.end, holders, cue.keyword)))
            self.s.told = cue.end

    def _is_name(self, at: int) -> bool:
        return at < self.s.end and self.g.tokens[at].is_capital

    def _tells_more(self, cue: Cue) -> bool:
        """Whether a participle of telling opens what its subject tells: "rejected A, saying that | B", "said A, adding that | B"."""
        said = self.g.tokens[cue.keyword].verbs & {"say"} or self.g.low(cue.end - 1) == "that"
        holders = self.s.open[-1].holders if self.s.open else self.s.teller
        if not holders and self.g.low(cue.first - 1) != ",":
            holders = self.s.holders.resolve(0, cue.first - 1, self.s.voices)  # "they issued a statement | saying"
        if not said or not holders or cue.end >= self.s.end - 1:
            return False
        self.begun.append((cue.first - 1, Telling(cue.end, self.s.end, holders, cue.keyword)))
        self.s.told, self.s.teller = cue.end, holders
        self.s.voices = self.s.voices.told_by(holders)
        return True

    def added(self) -> Iterator[Stance]:
        """What the tail that tells a sentence goes on to tell: ", she said, warning that …", '," he said, adding that …'."""
        verb = self.s.telling.verb
        holders = self.s.telling.holders or (self.s.open[-1].holders if self.s.open else ())
        if verb is None or verb < self.s.end or not holders:
            return
        for cue in self.s.cues:
            participle = cue.group is not None and cue.group.use == "participle" and cue.first > verb
            tells = cue.shape == "telling" and (self.g.low(cue.end - 1) == "that" or self.g.low(cue.first) == "adding")
            if (
                participle
                and self.g.low(cue.first - 1) in {",", "while"}
                and (
                    tells or self.g.low(cue.end - 1) == "that" or cue.act == "note" or self.s.series.is_strong_verb(cue)
                )
            ):
                target = self.s.targets.trimmed((cue.end, len(self.g.tokens)))
                promise = self._promise(cue, holders) if tells else None
                told = None if promise is None else self.s.targets.trimmed((promise.end, len(self.g.tokens)))
                if promise is not None and told is not None:
                    yield Stance(promise, holders, told)
                elif target is not None:
                    yield Stance(cue, holders, target)
                return

    def _promise(self, telling: Cue, holders: tuple[str, ...]) -> Cue | None:
        """What the teller adds that it will do itself: ", adding that Peru | would respond"; None if it is something else."""
        for cue in self.s.cues:
            if cue.shape != "modal" or not cue.row.holder_subject or not telling.end < cue.first < telling.end + 6:
                continue
            told = self.s.holders.resolve(telling.end, cue.first, self.s.voices.told_by(holders), documents=False)
            return cue if told == holders else None
        return None

    def goes_on(self, cue: Cue, first: int) -> bool:
        """Whether the verb has the subject of the telling one before it: "said that Lima would stay out, and | expressed hope"."""
        verb = self.s.head.verb
        if not self.s.teller or verb is None or self.g.low(first - 1) not in {"and", "but"} or cue.first <= verb:
            return False
        last = self.s.open[-1].cue if self.s.open else None
        own = last is not None and last.form == cue.form and self.g.low(first - 2) != ","
        own = own and (last is None or last.shape not in {"predicate", "assessment"})
        return cue.shape in {"verb", "wrapped"} and not own and cue.form == self._form_of_telling(verb)

    def _form_of_telling(self, verb: int) -> str:
        """Which form the verb of telling at an index is."""
        token = self.g.tokens[verb]
        return token.form(min(token.verbs & self.g.words.any_of("speech_verbs", "attribution"), default=""))

    def is_joined(self, verb: int) -> bool:
        """Whether a verb of telling is joined to a stance before it, of the same subject."""
        form = self._form_of_telling(verb)
        return form in {"s", "past"} and self.s.series.joint(verb) < verb
