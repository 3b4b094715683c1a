"""Which cues of a segment are positions of their own, whose they are, and where their targets end.

The rule of the annotation manual: a cue inside another's target is not coded again, unless it is an adjunct participle,
a verb coordinated with the outer one, or has a subject of its own in a new main clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.text.assessments import Assessments
from graph_builder.text.claims import claim
from graph_builder.text.clause_bounds import clause_start
from graph_builder.text.cue import Cue
from graph_builder.text.grammar import Grammar
from graph_builder.text.holders import Holders
from graph_builder.text.nesting import Nesting
from graph_builder.text.participles import Participles
from graph_builder.text.procedures import Procedures
from graph_builder.text.reports import Telling
from graph_builder.text.sentence import Sentence
from graph_builder.text.stance import Opening, Stance
from graph_builder.text.voices import Voices

__all__ = ["read_stances"]

_PASSIVE_ACTS = frozenset({"condemn", "oppose", "welcome", "support", "emphasize", "affirm", "note", "urge", "regret"})


class _Reader:
    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.procedures = Procedures(sentence)
        self.participles = Participles(sentence)
        self.nesting = Nesting(sentence)
        self.assessments = Assessments(sentence, self.nesting)
        self.turns: list[tuple[int, Telling]] = []
        """Where the teller goes on to tell something else, and that: "said that A, | but added that B"."""

    def read(self) -> list[Stance]:
        for cue in self.s.cues:
            if cue.end > self.s.end or any(
                cue.first < opening.cue.end and opening.cue.first < cue.end for opening in self.s.open
            ):
                continue
            opening = self._accept(cue)
            if opening is not None and not self.procedures.is_procedure(opening):
                self.s.open = [kept for kept in self.s.open if not self._is_swallowed(kept, opening)]
                self.s.open.append(opening)
        if not self.s.open:
            self._name_subject()
        if self.s.attributed and not self.s.open:
            self.s.voices = self.s.voices.named(self.s.attributed)
        self.s.open = [self._as_led(opening, n) for n, opening in enumerate(self.s.open)]
        stances = [
            self.s.targets.close(opening, min(following.begins if following else self.s.end, self._end_of(opening)))
            for opening, following in zip(self.s.open, [*self.s.open[1:], None], strict=False)
        ]
        stances = [
            stance for stance in self._with_shared_targets(stances) if not self.procedures.only_announces(stance)
        ]
        stances += self._claims()
        stances += self._added()
        stances = [stance for stance in stances if stance.holders]
        return [stance for stance in stances if stance.target or stance.cue.act != "affirm"]  # "We hereby declare:"

    def _claims(self) -> Iterator[Stance]:
        """What is told in this sentence without another stance in it, as beliefs of who tells it."""
        told = self.s.telling
        begin = self.s.head.begin if told is self.s.tail else told.begin
        ends = [*(place for place, _ in self.turns), self.s.end]
        tellings = [replace(told, end=min(told.end, ends[0])), *(telling for _, telling in self.turns)]
        for number, telling in enumerate(tellings):
            first = begin if number == 0 else telling.begin
            inside = any(first <= opening.cue.first < ends[number] for opening in self.s.open)
            if telling.verb is not None and not inside:
                claimed = claim(self.g, self.s.cues, telling, self.s.targets)
                yield from () if claimed is None else (claimed,)

    def _turn(self, cue: Cue) -> None:
        """Take note that who tells the sentence tells something else from here on: ", but added that …"."""
        assert cue.group is not None
        if cue.group.use == "participle" and self.g.low(cue.first - 1) == "," and self._tells_more(cue):
            return
        again = self.s.teller is not None and self.s.told < cue.first and self.g.low(cue.first - 1) in {"and", "but"}
        if again and cue.group.use == "finite" and cue.form in {"s", "past"} and self.g.low(cue.end - 1) == "that":
            joint = self.s.series.joint(cue.first)
            self.turns.append((joint, Telling(cue.end, self.s.end, self.s.teller, cue.keyword)))
            self.s.told = cue.end

    def _tells_more(self, cue: Cue) -> bool:
        """Whether a participle of telling opens what its subject tells: "rejected A, saying that | B", "said A, adding that | B"."""
        said = self.g.tokens[cue.keyword].verbs & {"say"} or self.g.low(cue.end - 1) == "that"
        holders = self.s.open[-1].holders if self.s.open else self.s.teller
        if not said or not holders or cue.end >= self.s.end - 1:
            return False
        self.turns.append((cue.first - 1, Telling(cue.end, self.s.end, holders, cue.keyword)))
        self.s.told, self.s.teller = cue.end, holders
        self.s.voices = self.s.voices.told_by(holders)
        return True

    def _added(self) -> Iterator[Stance]:
        """What the tail that tells a sentence goes on to tell: ", she said, warning that …", '," he said, adding that …'."""
        verb = self.s.telling.verb
        holders = self.s.telling.holders or (self.s.open[-1].holders if self.s.open else ())
        if verb is None or verb < self.s.end or not holders:
            return
        for cue in self.s.cues:
            participle = cue.group is not None and cue.group.use == "participle" and cue.first > verb
            tells = cue.shape == "telling" and self.g.low(cue.end - 1) == "that"
            if participle and self.g.low(cue.first - 1) == "," and (tells or self.s.series.is_strong_verb(cue)):
                target = self.s.targets.trimmed((cue.end, len(self.g.tokens)))
                if target is not None:
                    yield Stance(cue, holders, target)
                return

    def _as_led(self, opening: Opening, number: int) -> Opening:
        """A participle before the main clause is of its subject: "Stressing A, the minister said that B"."""
        if opening.cue.form != "ing" or opening.cue.group is None or opening.cue.group.use != "heading":
            return opening
        finite = (later for later in self.s.open[number + 1 :] if later.cue.group and later.cue.group.use == "finite")
        following = next(finite, None)
        if self.s.teller and opening.cue.first < self.s.told:
            return replace(opening, holders=self.s.teller)
        if following is None and (found := self._main_clause(opening)) is not None:
            return replace(opening, holders=found[1])
        led = following is not None and following.holders and self.g.low(following.subject - 1) == ","
        return replace(opening, holders=following.holders) if following is not None and led else opening

    def _main_clause(self, opening: Opening) -> tuple[int, tuple[str, ...]] | None:
        """Where the main clause behind a heading participle begins, and the actor that is its subject; None if none is."""
        if self.g.low(len(self.g.tokens) - 1) not in {".", "”", '"', "!"} or self.g.low(opening.cue.end - 1) == "that":
            return None  # a clause of a resolution
        for comma in range(opening.cue.end + 1, self.s.end - 2):
            if self.g.low(comma) != ",":
                continue
            for at in range(comma + 2, min(comma + 9, self.s.end)):
                token = self.g.tokens[at]
                if not token.is_word or self.g.is_in(at, "subordinators") or token.low == "and":
                    break
                sure = (
                    token.verbs
                    and not token.nouns
                    and not token.is_capital
                    and token.form(min(token.verbs)) in {"s", "past"}
                )
                if sure or self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
                    holders = self.s.holders.resolve(comma + 1, at, Voices(()), documents=False)
                    return (comma, holders) if holders else None
        return None

    def _end_of(self, opening: Opening) -> int:
        """Where the target of an opening must end: before the clause of who tells it or tells something else."""
        turns = [self.s.parted, *(place for place, _ in self.turns)]
        verb = self.s.head.verb
        if verb is not None and self.s.teller and opening.cue.end <= verb and self._is_joined_telling(verb):
            turns.insert(0, self.s.series.joint(verb))  # "reiterated its opposition to A | and said that B"
        turn = min((place for place in turns if place >= opening.cue.end), default=self.s.end)
        return min(turn, self._end_before_teller(opening))

    def _is_joined_telling(self, verb: int) -> bool:
        """Whether a verb of telling is joined to a stance before it, of the same subject."""
        form = self._form_of_telling(verb)
        return form in {"s", "past"} and self.s.series.joint(verb) < verb

    def _end_before_teller(self, opening: Opening) -> int:
        verb = self.s.telling.verb
        if verb is None or not self.s.told or not opening.cue.end <= verb < self.s.end or opening.cue.form != "ing":
            heading = opening.cue.form == "ing" and opening.cue.group is not None and opening.cue.group.use == "heading"
            found = self._main_clause(opening) if heading and len(self.s.open) == 1 else None
            return self.s.end if found is None else found[0]
        return max(self.s.holders.subjects.start_of(verb) - 1, opening.cue.end)

    def _with_shared_targets(self, stances: Sequence[Stance]) -> Iterator[Stance]:
        """Give a cue without a target that of the cue joined to it; two of one act are one: "support and stand behind"."""
        held: Stance | None = None
        for stance in stances:
            if held is not None and stance.target is not None and stance.cue.group is not None:
                first = stance.cue.first - (self.g.low(stance.cue.first - 1) in {"we", "i"})
                joint = self.s.series.joint(first)
                joined = {self.g.low(joint), self.g.low(joint + 1)} & {"and", "or"} and joint <= held.cue.end + 1
                carries = stance.cue.shape == "wrapped" and not self.g.tokens[held.cue.keyword].verbs.isdisjoint(
                    self.g.words["carriers"]
                )
                if joined and (held.cue.act == stance.cue.act or carries):
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

    def _name_subject(self) -> None:
        """Keep whom a sentence without a stance speaks of, for the pronouns of the next."""
        start = next((at + 1 for at in range(min(8, len(self.g.tokens))) if self.g.low(at) == ","), 0)
        for begin in (start, 0):
            verb = self._meeting(begin)
            end = len(self.g.tokens) if verb is None else verb
            holders = self.s.holders.resolve(begin, end, self.s.voices, documents=False)
            if holders is not None:
                self.s.voices = self.s.voices.named(holders)
                met = None if verb is None else self._whom_met(verb)
                states = met and self.s.holders.persons.states.issuperset((*holders, *met))
                if met and states and met != holders and len(holders) == 1:
                    self.s.voices = replace(self.s.voices, group=tuple(sorted({*holders, *met})))
                return

    def _meeting(self, begin: int) -> int | None:
        """Index of the verb by which the subject at `begin` meets somebody."""
        for at in range(begin + 1, min(begin + 12, self.s.end - 1)):
            told = self.g.tokens[at].verbs & self.g.words["meeting_verbs"]
            if told and self.g.tokens[at].form(min(told)) in {"s", "past"}:
                return at
        return None

    def _whom_met(self, verb: int) -> tuple[str, ...] | None:
        """Who is met by the verb at an index: "met with | the King of Jordan"."""
        start = self.g.skip_forward(verb + 1)
        start += self.g.low(start) in {"with", "to"}
        ends = (at for at in range(start + 1, self.s.end) if self.g.low(at) in {",", "in", "on", "at", "to", "and"})
        return self.s.holders.resolve(start, next(ends, self.s.end), self.s.voices, documents=False)

    def _is_swallowed(self, earlier: Opening, later: Opening) -> bool:
        """A subject-including cue ("X is vital") swallows what was opened inside its subject."""
        return (
            later.cue.shape in {"predicate", "modal", "assessment"}
            and later.subject < earlier.cue.first
            and later.begins <= earlier.begins
            and earlier.cue.shape in {"noun"}
        )

    def _accept(self, cue: Cue) -> Opening | None:
        if cue.shape == "noun":
            return self._accept_noun(cue)
        group = cue.group
        if cue.shape == "telling" and group is not None:
            turned = len(self.turns)
            self._turn(cue)
            return self.participles.added(cue) if len(self.turns) == turned else None
        if group is None or (
            self.s.open and self.s.open[-1].cue.group is not None and self.s.open[-1].cue.group.use == "reported"
        ):
            return None
        led = self.s.led is not None and cue.first == 0 and cue.form == "base" and cue.shape != "assessment"
        if group.use == "heading" or led:
            if (
                self.s.open
                or cue.shape == "assessment"
                or (cue.form == "ing" and not led and self.participles.is_gerund_subject(cue))
            ):
                return None
            return self.s.opening(cue, self.s.issuer(), cue.first)
        if group.use == "reported":
            agent = self.s.agent(cue.keyword + 1)
            return self.s.opening(cue, agent, cue.first) if agent and not self.s.open else None
        if group.use == "infinitive":
            fits = not self.s.open and cue.shape == "wrapped" and cue.reaffirmed
            if (
                not self.s.open
                and cue.shape == "verb"
                and self.s.series.is_strong_verb(cue)
                and self.participles.is_gathered(cue.first)
            ):
                return self.s.opening(cue, self.s.issuer(), cue.first)
            return self.s.opening(cue, self.s.issuer(), cue.first) if fits else None
        if group.use == "participle":
            return self.participles.accepted(cue)
        if group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            return self._accept_passive(cue)
        return self._accept_finite(cue)

    def _accept_noun(self, cue: Cue) -> Opening | None:
        if not self.s.open:
            headed = self.g.low(cue.first) in {"a", "an"} and self.g.low(cue.first - 1) == "with" and cue.first == 1
            if not headed and (cue.form != "own" or self.g.low(cue.first) not in {"our", "my"}):
                return None
            return self.s.opening(cue, self.s.issuer(), cue.first)
        last = self.s.open[-1]
        if last.cue.shape in {"wrapped", "noun"} and self._is_joined(cue.first) and cue.act != "urge":
            return self.s.opening(cue, last.holders, cue.first)
        if self._is_joined(cue.first) and cue.form == "own" and self._is_direct_object(last, cue):
            return self.s.opening(cue, last.holders, cue.first)
        return None

    def _is_direct_object(self, last: Opening, cue: Cue) -> bool:
        """Whether the nominal cue is coordinated with the object of a carrier verb: "reaffirmed A, and their commitment to B"."""
        return bool(self.g.tokens[last.cue.keyword].verbs & self.g.words["carriers"]) and cue.act == "commit"

    def _is_joined(self, first: int) -> bool:
        return self.s.series.joint(first) < first

    def _accept_passive(self, cue: Cue) -> Opening | None:
        if cue.act not in _PASSIVE_ACTS or cue.group is None:
            return None
        if ("…" in cue.phrase or cue.phrase[:1] == ("hold",)) and cue.group.modal in {"should", "must"}:
            return None  # "those responsible must be held accountable": the modal is the act
        first = cue.group.first
        start, bound = clause_start(self.g, first)
        if bound in self.g.words["relatives"] | self.g.words["subordinators"] or any(
            opening.cue.end > start for opening in self.s.open
        ):
            return None
        agent = self.s.agent(cue.end)
        if self.g.low(cue.end) == "by" and agent is None:
            return None
        if cue.row.needs and self.s.holders.resolve(start, first, self.s.voices) is None:
            return None  # "the year is expected to be hot"
        while bound == "," and not self.s.is_adverbial(start):
            start, bound = clause_start(self.g, start - 1)
        return self.s.opening(cue, agent or self.s.issuer(), start)

    def _accept_finite(self, cue: Cue) -> Opening | None:
        assert cue.group is not None
        first = cue.group.first
        if cue.shape == "impersonal":
            holders = self._whose(cue)
            return (
                self.s.opening(cue, holders, cue.first) if holders and self.nesting.is_new_clause(cue.first) else None
            )
        if cue.group.modal in {"should", "must"} and cue.shape != "modal":
            return None  # "must remain the cornerstone of": the modal is the act
        if self.s.series.continues(self.s.open, cue, first, announced=self.s.targets.is_announced_passive(cue)):
            return self.s.opening(cue, self.s.open[-1].holders, first)
        if self.s.led and cue.first == 0 and not self.s.open and cue.shape in {"verb", "wrapped", "modal", "adjective"}:
            return self.s.opening(cue, self.s.issuer(), cue.first)  # an item of "The Sides:"
        if self._is_preambular():
            return None
        if self._goes_on_telling(cue, first):
            return self.s.opening(cue, self.s.teller or (), first)
        start = self.s.subject_start(first)
        bound = self.g.low(start - 1) if start else ""
        if bound == "which" and (taken := self._taken_up(cue, start)) is not None:
            return taken
        if start == first or self.nesting.is_inside(start, bound, cue):
            return None
        return self._with_subject(cue, start, first)

    def _is_preambular(self) -> bool:
        """Whether the sentence is a clause of a resolution, which has no main clause: "Recalling A, which says that B must …,"."""
        opened = self.s.open[0].cue if self.s.open else None
        heading = opened is not None and opened.group is not None and opened.group.use == "heading"
        return (
            heading and opened is not None and opened.form == "ing" and self.g.low(len(self.g.tokens) - 1) in {",", ";"}
        )

    def _goes_on_telling(self, cue: Cue, first: int) -> bool:
        """Whether the verb has the subject of the telling one before it: "said that Lima would stay out, and | expressed hope"."""
        verb = self.s.head.verb
        if not self.s.teller or verb is None or self.g.low(first - 1) not in {"and", "but"} or cue.first <= verb:
            return False
        own = self.s.open and self.s.open[-1].cue.form == cue.form and self.g.low(first - 2) != ","
        return cue.shape in {"verb", "wrapped"} and not own and cue.form == self._form_of_telling(verb)

    def _form_of_telling(self, verb: int) -> str:
        """Which form the verb of telling at an index is."""
        token = self.g.tokens[verb]
        return token.form(min(token.verbs & self.g.words.any_of("speech_verbs", "attribution"), default=""))

    def _taken_up(self, cue: Cue, start: int) -> Opening | None:
        """A relative clause by which another actor takes a stance on what was said: ", which the United States welcomed"."""
        ends = cue.end >= self.s.end or not self.g.tokens[cue.end].is_word
        if not ends or cue.shape != "verb" or not self.s.open or self.g.low(start - 2) != ",":
            return None
        holders = self.s.holders.resolve(start, cue.first, Voices(()), documents=False)
        return Opening(cue, holders, start - 1, start - 2) if holders else None

    def _whose(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose "our goal is" or "China's position is" is; the issuer's where nobody's is said."""
        if cue.row.kind != "subject" or self.g.low(cue.first) in {"our", "my"}:
            return self.s.issuer()
        if self.g.low(cue.first) not in {"'s", "’s"}:
            return self.s.voices.last
        start = self.s.subject_start(cue.first)
        return self.s.holders.resolve(start, cue.first, self.s.voices)

    def _with_subject(self, cue: Cue, start: int, first: int) -> Opening | None:
        documents = cue.shape not in {"modal", "assessment"} and (cue.shape != "adjective" or cue.act != "commit")
        holders = self.s.holders.resolve(start, first, self.s.voices, documents=documents)
        pointed = self.g.low(start) in {"it", "this", "that"}
        harms = cue.row.sign == "-" and (cue.phrase not in cue.row.weak or pointed)
        ours = self.g.low(start) in {"we", "i"}
        told = cue.group is not None and cue.group.modal == "would" and holders is not None and not self.turns
        told = told and holders == self.s.teller
        promises = told or (cue.group is not None and cue.group.modal in {"will", "ll"} and (ours or not harms))
        if cue.shape == "assessment" and promises and holders:
            return None  # "we will strengthen": a promise
        if (
            self.g.low(cue.first) == "would"
            and cue.row.holder_subject
            and (not self.s.told or holders is None or (self.s.attributed is not None and holders != self.s.attributed))
        ):
            return None  # a promise only where it is told: "the minister said the state would help"
        if holders is None and cue.row.holder_subject and self.s.targets.is_announced_passive(cue):
            return self.s.opening(cue, self.s.issuer(), start) if not self.s.open else None
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject):
            return self.assessments.accepted(cue, start)
        if cue.form == "base" and self.g.low(first - 1) == "and" and self.s.series.has_infinitive(start + 1, first):
            return None  # "… are asked to behave and work for …"
        if holders is None and self._tells_by_itself(cue) and self.s.has_noun(start, first):
            holders = self.s.issuer()
        if holders is None and not self.s.open and self.s.series.joint(first) < first:
            holders = self.s.shared_subject(start, first)
        aims = cue.act == "commit" and self.g.tokens[cue.keyword].verbs & self.g.words["aiming_verbs"]
        if holders is None and not self.s.open and aims and self.s.has_noun(start, first):
            return self.s.opening(replace(cue, act="affirm"), self.s.issuer(), start)
        if (
            (holders is None or self.g.low(start) in {"a", "an"})
            and cue.shape == "wrapped"
            and self._is_person(start, first)
        ):
            holders = self._owners(cue) or holders  # "a spokesman reiterated China's opposition to"
        if holders is not None and self._hopes_of_others(cue, holders):
            cue = replace(cue, act="urge")
        if holders is not None and cue.carrier is not None and self._is_of_others(cue, holders):
            cue = cue.carrier
        return None if holders is None else self.s.opening(cue, holders, start)

    def _tells_by_itself(self, cue: Cue) -> bool:
        """Whether what happens tells the speaker's stance: "this visit underscores the importance of", "shows our commitment to"."""
        if cue.shape != "wrapped":
            return False
        ours = any(self.g.low(at) == "our" for at in range(cue.keyword, cue.end))
        return ours or (cue.act == "emphasize" and cue.row.kind == "noun")

    def _is_of_others(self, cue: Cue, holders: tuple[str, ...]) -> bool:
        """Whether the stance noun that a verb carries is another's: "acknowledge the Union's commitment to" only notes it."""
        owners = self._owners(cue) if cue.row.act in {"commit", "support", "urge"} else None
        if not owners or set(owners) == set(holders):
            return False
        return not (cue.reaffirmed and set(owners) <= set(holders))

    def _owners(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose the stance noun is that a verb carries: "reiterated | China 's opposition to"."""
        at = cue.keyword + 1
        ends = (place for place in range(at, cue.end) if self.g.low(place) in {"'s", "’s", "'", "’"})
        end = next(ends, next((m.end for m in self.s.holders.actors if at <= m.first and m.end < cue.end), None))
        return None if end is None else self.s.holders.resolve(at, end, self.s.voices, documents=False)

    def _is_person(self, start: int, end: int) -> bool:
        """Whether somebody's office is the subject: "a spokesman", "the diplomat"."""
        return any(
            not self.g.tokens[at].nouns.isdisjoint(self.g.words["persons"]) for at in range(start, min(end, start + 6))
        )

    def _hopes_of_others(self, cue: Cue, holders: tuple[str, ...]) -> bool:
        """Whether a hope is what others will do: "we hope that the parties will return"."""
        if "hope" not in self.g.tokens[cue.keyword].verbs or self.g.low(cue.end) in {"to", "for"}:
            return False
        at = next((at for at in range(cue.end, min(cue.end + 9, self.s.end)) if self.g.is_in(at, "modals")), None)
        if at is None and self.g.low(cue.end - 1) == "that":
            verbs = (n for n in range(cue.end + 1, min(cue.end + 8, self.s.end)) if self._is_plain_verb(n))
            at = next(verbs, None)  # "we hope that others follow our example"
        return at is not None and self.s.holders.names_others(cue.end, at, holders)

    def _is_plain_verb(self, at: int) -> bool:
        """Whether a verb in its base form stands behind a plural noun: "others | follow"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        base = any(token.form(lemma) == "base" for lemma in token.verbs) and not token.is_adjective
        return base and bool(left.nouns) and left.low not in left.nouns and not self.g.is_copula(at)


def read_stances(
    grammar: Grammar, cues: Sequence[Cue], holders: Holders, voices: Voices, led: Stance | None = None
) -> tuple[list[Stance], Voices]:
    """The positions that a segment takes, in reading order, and whom it named last.

    `led` is the stance of the lead-in where the segment is an item of a list.
    """
    reader = _Reader(Sentence(grammar, cues, holders, voices, led))
    return reader.read(), reader.s.voices
