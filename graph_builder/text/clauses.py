"""Which cues of a segment are positions of their own, whose they are, and where their targets end.

The rule of the annotation manual: a cue inside another's target is not coded again, unless it is an adjunct participle,
a verb coordinated with the outer one, or has a subject of its own in a new main clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.text.claims import claim
from graph_builder.text.cues import Cue
from graph_builder.text.grammar import Grammar
from graph_builder.text.holders import Holders, Voices
from graph_builder.text.marks import COORDINATORS
from graph_builder.text.reports import Reports
from graph_builder.text.series import Series
from graph_builder.text.stance import Opening, Stance
from graph_builder.text.targets import Targets

__all__ = ["read_stances"]

_PROMISING = frozenset({"vow", "pledge", "promise", "undertake"})
_PASSIVE_ACTS = frozenset({"condemn", "oppose", "welcome", "support", "emphasize", "affirm", "note", "urge", "regret"})


class _Reader:
    def __init__(
        self, grammar: Grammar, cues: Sequence[Cue], holders: Holders, voices: Voices, led: Stance | None = None
    ) -> None:
        self.g = grammar
        self.cues = cues
        self.holders = holders
        self.voices = voices
        tail = Reports(grammar, holders, voices).tail()
        self.end, self.attributed = tail.end, tail.holders
        if self.attributed:
            voices = Voices(self.attributed, voices.last)
        head = Reports(grammar, holders, voices).head(self.end)
        self.told = head.begin
        self.voices = Voices(head.holders, head.holders) if head.holders else voices
        self.telling = head if tail.verb is None else tail
        self.teller = head.holders if head.begin else None
        self.series = Series(grammar)
        self.targets = Targets(grammar, holders, self.end)
        self.open: list[Opening] = []
        self.led = led

    def read(self) -> list[Stance]:
        for cue in self.cues:
            if cue.end > self.end or any(
                cue.first < opening.cue.end and opening.cue.first < cue.end for opening in self.open
            ):
                continue
            opening = self._accept(cue)
            if opening is not None and not self._is_procedure(opening):
                self.open = [kept for kept in self.open if not self._is_swallowed(kept, opening)]
                self.open.append(opening)
        if not self.open:
            self._name_subject()
        if self.attributed and not self.open:
            self.voices = Voices(self.voices.own, self.attributed)
        self.open = [self._as_led(opening, n) for n, opening in enumerate(self.open)]
        stances = [
            self.targets.close(opening, following.begins if following else self._end_of(opening))
            for opening, following in zip(self.open, [*self.open[1:], None], strict=False)
        ]
        stances = [stance for stance in self._with_shared_targets(stances) if not self._only_announces(stance)]
        if self.telling.verb is not None and all(opening.cue.first < self.told for opening in self.open):
            told = claim(self.g, self.cues, self.telling, self.targets)
            stances += () if told is None else (told,)
        stances += self._added()
        stances = [stance for stance in stances if stance.holders]
        return [stance for stance in stances if stance.target or stance.cue.act != "affirm"]  # "We hereby declare:"

    def _added(self) -> Iterator[Stance]:
        """What the tail that tells a sentence goes on to tell: ", she said, warning that …", '," he said, adding that …'."""
        verb = self.telling.verb
        if verb is None or verb < self.end or not self.telling.holders:
            return
        for cue in self.cues:
            participle = cue.group is not None and cue.group.use == "participle" and cue.first > verb
            tells = cue.shape == "telling" and self.g.low(cue.end - 1) == "that"
            if participle and self.g.low(cue.first - 1) == "," and (tells or self.series.is_strong_verb(cue)):
                target = self.targets.trimmed((cue.end, len(self.g.tokens)))
                if target is not None:
                    yield Stance(cue, self.telling.holders, target)
                return

    def _as_led(self, opening: Opening, number: int) -> Opening:
        """A participle before the main clause is of its subject: "Stressing A, the minister said that B"."""
        if opening.cue.form != "ing" or opening.cue.group is None or opening.cue.group.use != "heading":
            return opening
        finite = (later for later in self.open[number + 1 :] if later.cue.group and later.cue.group.use == "finite")
        following = next(finite, None)
        if self.teller and opening.cue.first < self.told:
            return replace(opening, holders=self.teller)
        led = following is not None and following.holders and self.g.low(following.subject - 1) == ","
        return replace(opening, holders=following.holders) if following is not None and led else opening

    def _end_of(self, opening: Opening) -> int:
        """Where the target of the last opening must end: before the clause of who tells, if it stands before that."""
        verb = self.telling.verb
        if verb is None or not self.told or not opening.cue.end <= verb < self.end or opening.cue.form != "ing":
            return self.end
        return max(self.holders.subject_start(verb) - 1, opening.cue.end)

    def _only_announces(self, stance: Stance) -> bool:
        """Whether it only says that points follow: "I wish to underline four key points:"."""
        if stance.target is None or self.g.low(len(self.g.tokens) - 1) != ":" or stance.cue.act in {"commit", "urge"}:
            return False
        first, end = stance.target
        return end - first < 6 and not self.g.tokens[end - 1].nouns.isdisjoint(self.g.words["announced_nouns"])

    def _with_shared_targets(self, stances: Sequence[Stance]) -> Iterator[Stance]:
        """Give a cue without a target that of the cue joined to it; two of one act are one: "support and stand behind"."""
        held: Stance | None = None
        for stance in stances:
            if held is not None and stance.target is not None and stance.cue.group is not None:
                joined = self.g.low(stance.cue.first - 1) in {"and", "or"} and stance.cue.first - held.cue.end <= 2
                if joined and held.cue.act == stance.cue.act:
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
            holders = self.holders.resolve(begin, len(self.g.tokens), self.voices, documents=False)
            if holders is not None:
                self.voices = Voices(self.voices.own, holders)
                return

    def _is_swallowed(self, earlier: Opening, later: Opening) -> bool:
        """A subject-including cue ("X is vital") swallows what was opened inside its subject."""
        return (
            later.cue.shape in {"predicate", "modal", "assessment"}
            and later.subject < earlier.cue.first
            and later.begins <= earlier.begins
            and earlier.cue.shape in {"noun"}
        )

    def _is_procedure(self, opening: Opening) -> bool:
        """Whether a "will" only tells a programme ("will attend the summit"); who it was is kept for pronouns."""
        cue = opening.cue
        if cue.act == "urge" and not self.g.tokens[cue.keyword].verbs.isdisjoint({"invite"}):
            return any(
                self.g.low(at) == "to" and self.g.low(at + 1) in {"visit", "attend"} for at in range(cue.end, self.end)
            )
        if self.g.tokens[cue.keyword].verbs & {"thank"} and self.g.low(cue.end) == "you":
            heard = any(self.g.low(at) == "attention" for at in range(cue.end, self.end))
            return heard or self.end - cue.end <= 5  # "I thank you, Mr. President."
        if "welcome" in self.g.tokens[cue.keyword].verbs and self._is_reception(cue):
            return True
        if "accept" in self.g.tokens[cue.keyword].verbs and self._is_near(cue.end, "invitations"):
            return True
        if cue.row.needs and self._stands_procedure(cue.end + 1):
            return True
        if cue.shape != "modal" or cue.act != "commit":
            return False
        if self.g.low(cue.first - 1) == "i" and self.g.is_in(cue.end, "announcing_verbs"):
            return True
        if not self._stands_procedure(cue.end):
            return False
        if self.targets.is_announced_passive(cue):
            return False
        if self.g.is_in(cue.end, "speaking") and not self._is_near(cue.end + 1, "audiences"):
            return False
        if self.g.low(cue.end) == "meet" and self._is_near(cue.end + 1, "demands"):
            return False
        if opening.holders != self.voices.own:
            self.voices = Voices(self.voices.own, opening.holders)
        return True

    def _is_reception(self, cue: Cue) -> bool:
        """Whether a guest is received rather than something praised: "welcomed the Prime Minister to the White House"."""
        for at in range(cue.end + 1, self.end - 1):
            if self.g.low(at) == "to":
                place = at + 1 + (self.g.low(at + 1) == "the")
                guests = self.g.words["persons"] | {"delegation", "leader"}
                guest = any(not self.g.tokens[n].bases.isdisjoint(guests) for n in range(cue.end, at))
                return guest and self.g.tokens[place].is_capital
        return False

    def _stands_procedure(self, at: int) -> bool:
        """Whether a verb of procedure stands at `at`: "meet", "take place"."""
        return self.g.is_in(at, "procedures") or f"{self.g.low(at)} {self.g.low(at + 1)}" in self.g.words["procedures"]

    def _is_near(self, at: int, name: str) -> bool:
        """Whether a word of a list stands among the next few: whom one addresses, or what one meets."""
        near = range(at, min(at + 6, self.end))
        return any(not self.g.tokens[place].bases.isdisjoint(self.g.words[name]) for place in near)

    def _subject_start(self, first: int) -> int:
        """Where the subject of the verb at `first` begins; what is told has its own subject."""
        start = self.holders.subject_start(first)
        return self.told if start < self.told <= first else start

    # ------------------------------------------------------------------ acceptance

    def _accept(self, cue: Cue) -> Opening | None:
        if cue.shape == "noun":
            return self._accept_noun(cue)
        group = cue.group
        if cue.shape == "telling" and group is not None:
            return self._accept_added(cue)
        if group is None or (
            self.open and self.open[-1].cue.group is not None and self.open[-1].cue.group.use == "reported"
        ):
            return None
        led = self.led is not None and cue.first == 0 and cue.form == "base" and cue.shape != "assessment"
        if group.use == "heading" or led:
            if self.open or (cue.form == "ing" and not led and self._is_gerund_subject(cue)):
                return None
            return self._opening(cue, self._issuer(), cue.first)
        if group.use == "reported":
            agent = self._agent(cue.keyword + 1)
            return self._opening(cue, agent, cue.first) if agent and not self.open else None
        if group.use == "infinitive":
            fits = not self.open and cue.shape == "wrapped" and cue.reaffirmed
            if (
                not self.open
                and cue.shape == "verb"
                and self.series.is_strong_verb(cue)
                and self._is_gathered(cue.first)
            ):
                return self._opening(cue, self._issuer(), cue.first)
            return self._opening(cue, self._issuer(), cue.first) if fits else None
        if group.use == "participle":
            return self._accept_participle(cue)
        if group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            return self._accept_passive(cue)
        return self._accept_finite(cue)

    def _accept_added(self, cue: Cue) -> Opening | None:
        """A participle of telling with a clause: "…, adding that the talks were open"."""
        added = cue.group is not None and cue.group.use == "participle" and self.g.low(cue.end - 1) == "that"
        if not added or self.g.low(cue.first - 1) != ",":
            return None
        holders = self.open[-1].holders if self.open else self.teller or self._shared_subject(self.told, cue.first)
        return self._opening(cue, holders, cue.first) if holders else None

    def _is_gerund_subject(self, cue: Cue) -> bool:
        """Whether the participle that heads the sentence is the subject of its verb: "Strengthening trade is necessary"."""
        if self.g.low(cue.end - 1) == "that" or cue.act not in {"commit", "affirm", "support"}:
            return False
        for at in range(cue.end + 1, self.end):
            low = self.g.low(at)
            if low in {",", ";", ":"} or self.g.is_in(at, "subordinators"):
                return False
            token = self.g.tokens[at]
            finite = low in {"is", "are", "was", "has", "remains"} or self.g.is_in(at, "modals")
            bare = token.form(min(token.verbs)) == "s" and not token.nouns if token.verbs else False
            if finite or ((bare or (low.endswith("s") and low == "marks")) and not self.g.is_in(at - 1, "prepositions")):
                return True
        return False

    def _is_gathered(self, to: int) -> bool:
        """Whether the infinitive tells what a gathering is for: "we have gathered in Vilnius … to reaffirm"."""
        met = (at for at in range(to) if self.g.tokens[at].verbs & {"gather", "meet", "convene", "assemble"})
        return any(
            self.g.tokens[at].low in {"gathered", "met", "meet", "gather", "convened", "assembled"} for at in met
        )

    def _issuer(self) -> tuple[str, ...]:
        return self.attributed or (self.led.holders if self.led else self.voices.own)

    def _opening(self, cue: Cue, holders: tuple[str, ...], subject: int) -> Opening:
        self.voices = Voices(self.voices.own, holders or self.voices.last)
        return Opening(cue, holders, subject, self.series.joint(min(subject, cue.first)))

    def _accept_noun(self, cue: Cue) -> Opening | None:
        if not self.open:
            headed = self.g.low(cue.first) in {"a", "an"} and self.g.low(cue.first - 1) == "with" and cue.first == 1
            if not headed and (cue.form != "own" or self.g.low(cue.first) not in {"our", "my"}):
                return None
            return self._opening(cue, self._issuer(), cue.first)
        last = self.open[-1]
        if last.cue.shape in {"wrapped", "noun"} and self._is_joined(cue.first) and cue.act != "urge":
            return self._opening(cue, last.holders, cue.first)
        if self._is_joined(cue.first) and cue.form == "own" and self._is_direct_object(last, cue):
            return self._opening(cue, last.holders, cue.first)
        return None

    def _is_direct_object(self, last: Opening, cue: Cue) -> bool:
        """Whether the nominal cue is coordinated with the object of a carrier verb: "reaffirmed A, and their commitment to B"."""
        return bool(self.g.tokens[last.cue.keyword].verbs & self.g.words["carriers"]) and cue.act == "commit"

    def _is_joined(self, first: int) -> bool:
        return self.series.joint(first) < first

    def _accept_participle(self, cue: Cue) -> Opening | None:
        promises = not self.g.tokens[cue.keyword].verbs.isdisjoint(_PROMISING)
        if cue.shape == "assessment" or (cue.act == "commit" and cue.shape == "verb" and not promises):
            return None
        if (
            not self.open
            and self.g.is_in(cue.first - 1, "stated_in")
            and (self.series.is_strong_verb(cue) or cue.act in {"condemn", "oppose", "regret"})
        ):
            return self._opening(cue, self._shared_subject(0, cue.first) or self._issuer(), cue.first)
        if not self.open and cue.first < 3:
            return self._opening(cue, self._issuer(), cue.first)
        contrast = self.g.low(cue.first - 1) == "but" and self.g.low(cue.first - 2) == ","
        if contrast and self.open and self.open[-1].cue.form == "ing" and self.series.is_strong_verb(cue):
            return self._opening(cue, self.open[-1].holders, cue.first)
        if not self.open:
            return self._accept_adjunct(cue)
        bare_and = self.g.low(cue.first - 1) == "and" and self.g.low(cue.first - 2) not in {",", ";"}
        if bare_and and self._goes_on(self.open[-1].cue) and cue.shape == "verb":
            return self._opening(cue, self.open[-1].holders, cue.first)
        if cue.shape == "verb" and not self.series.is_strong_verb(cue) and not promises:
            return None
        if bare_and and self.open[0].cue.form != "ing" and self.open[-1].cue.form != "ing":
            return None
        again = self.g.low(cue.first - 1) == "and" and self.open[0].cue.form == "ing" and self.series.is_strong_verb(cue)
        listed = not again and self._in_gerund_list(cue)
        if self.g.low(cue.first - 1) == "including" or listed or self._is_aside(cue):
            return None
        return self._opening(cue, self.open[-1].holders, cue.first)

    def _goes_on(self, cue: Cue) -> bool:
        """Whether the cue is a progressive, which a participle behind "and" goes on: "are standing with A and | aiding B"."""
        return (
            cue.form == "ing" and cue.group is not None and cue.group.use == "finite" and self.g.is_be(cue.group.first)
        )

    def _accept_adjunct(self, cue: Cue) -> Opening | None:
        """A participle behind a clause that takes no stance itself: "The minister met her guests, stressing …"."""
        if self.g.low(cue.first - 1) != "," or not self.series.is_strong_verb(cue):
            return None
        holders = self._shared_subject(max(self.told, 0), cue.first)
        return None if holders is None else self._opening(cue, holders, cue.first)

    def _is_aside(self, cue: Cue) -> bool:
        """Whether it stands between an addressee and what it is urged to do: "calls on all States, recalling X, to …"."""
        last = self.open[-1]
        if last.cue.act != "urge" or self.series.has_infinitive(last.cue.end, cue.first):
            return False
        return any(self.g.low(at) == "," and self.g.low(at + 1) == "to" for at in range(cue.end, self.end))

    def _in_gerund_list(self, cue: Cue) -> bool:
        """Whether it goes on a list of gerunds after "by" or "including": "by raising funds, supporting schools and …"."""
        at = cue.first - 1
        while at > 0 and at > cue.first - 30:
            low = self.g.low(at)
            if low in {"by", "through", "including"} and self.g.low(at + 1).endswith("ing"):
                return True
            if low in {";", ":"}:
                return False
            at -= 1
        return False

    def _accept_passive(self, cue: Cue) -> Opening | None:
        if cue.act not in _PASSIVE_ACTS or cue.group is None:
            return None
        first = cue.group.first
        start, bound = self.g.clause_start(first)
        if bound in self.g.words["relatives"] | self.g.words["subordinators"] or any(
            opening.cue.end > start for opening in self.open
        ):
            return None
        agent = self._agent(cue.end)
        if self.g.low(cue.end) == "by" and agent is None:
            return None
        if cue.row.needs and self.holders.resolve(start, first, self.voices) is None:
            return None  # "the year is expected to be hot"
        while bound == "," and not self._is_adverbial(start):
            start, bound = self.g.clause_start(start - 1)
        return self._opening(cue, agent or self._issuer(), start)

    def _is_adverbial(self, end: int, *, strict: bool = False) -> bool:
        """Whether the stretch before the comma at end-1 begins with a preposition or adverb ("In this context, …")."""
        start, _ = self.g.clause_start(end - 1)
        if strict and self.g.low(start) in {"including", "as"}:
            return False
        return (
            self.g.is_in(start, "prepositions") or self.g.is_plain_adverb(start) or self.g.is_in(start, "subordinators")
        )

    def _agent(self, by: int) -> tuple[str, ...] | None:
        if self.g.low(by) != "by":
            return None
        end = by + 1
        while end < self.end and self.g.low(end) not in {",", ";"} and not self.g.is_in(end, "subordinators"):
            end += 1
        return self.holders.resolve(by + 1, end, self.voices)

    def _accept_finite(self, cue: Cue) -> Opening | None:
        assert cue.group is not None
        first = cue.group.first
        if cue.shape == "impersonal":
            holders = self._whose(cue)
            return self._opening(cue, holders, cue.first) if holders and self._is_new_clause(cue.first) else None
        if cue.group.modal in {"should", "must"} and cue.shape != "modal":
            return None  # "must remain the cornerstone of": the modal is the act
        if self.series.continues(self.open, cue, first, announced=self.targets.is_announced_passive(cue)):
            return self._opening(cue, self.open[-1].holders, first)
        if self.led and cue.first == 0 and not self.open and cue.shape in {"verb", "wrapped", "modal", "adjective"}:
            return self._opening(cue, self._issuer(), cue.first)  # an item of "The Sides:"
        start = self._subject_start(first)
        bound = self.g.low(start - 1) if start else ""
        if start == first or self._is_inside(start, bound, cue):
            return None
        return self._with_subject(cue, start, first)

    def _whose(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose "our goal is" or "China's position is" is; the issuer's where nobody's is said."""
        if cue.row.kind != "subject" or self.g.low(cue.first) in {"our", "my"}:
            return self._issuer()
        if self.g.low(cue.first) not in {"'s", "’s"}:
            return self.voices.last
        start = self._subject_start(cue.first)
        return self.holders.resolve(start, cue.first, self.voices)

    def _with_subject(self, cue: Cue, start: int, first: int) -> Opening | None:
        holders = self.holders.resolve(start, first, self.voices, documents=cue.shape != "modal")
        if cue.shape == "assessment" and cue.group is not None and cue.group.modal in {"will", "ll"} and holders:
            return None  # "we will strengthen": a promise
        if self.g.low(cue.first) == "would" and cue.row.holder_subject and (not self.told or holders is None):
            return None  # a promise only where it is told: "the minister said the state would help"
        if holders is None and cue.row.holder_subject and self.targets.is_announced_passive(cue):
            return self._opening(cue, self._issuer(), start) if not self.open else None
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject):
            return self._with_any_subject(cue, start, holders)
        if cue.form == "base" and self.g.low(first - 1) == "and" and self.series.has_infinitive(start + 1, first):
            return None  # "… are asked to behave and work for …"
        if holders is None and self._tells_by_itself(cue) and self._has_noun(start, first):
            holders = self._issuer()
        if holders is None and not self.open and self.series.joint(first) < first:
            holders = self._shared_subject(start, first)
        aims = cue.act == "commit" and self.g.tokens[cue.keyword].verbs & self.g.words["aiming_verbs"]
        if holders is None and not self.open and aims and self._has_noun(start, first):
            return self._opening(replace(cue, act="affirm"), self._issuer(), start)
        if holders is not None and self._hopes_of_others(cue):
            cue = replace(cue, act="urge")
        return None if holders is None else self._opening(cue, holders, start)

    def _tells_by_itself(self, cue: Cue) -> bool:
        """Whether what happens tells the speaker's stance: "this visit underscores the importance of", "shows our commitment to"."""
        if cue.shape != "wrapped":
            return False
        ours = any(self.g.low(at) == "our" for at in range(cue.keyword, cue.end))
        return ours or (cue.act == "emphasize" and cue.row.kind == "noun")

    def _hopes_of_others(self, cue: Cue) -> bool:
        """Whether a hope is what others will do: "we hope that the parties will return"."""
        if "hope" not in self.g.tokens[cue.keyword].verbs or self.g.low(cue.end - 1) != "that":
            return False
        at = next((at for at in range(cue.end, min(cue.end + 9, self.end)) if self.g.is_in(at, "modals")), None)
        return at is not None and self.holders.names_others(cue.end, at, self.voices)

    def _shared_subject(self, start: int, first: int) -> tuple[str, ...] | None:
        """The subject of a verb that is coordinated with one that takes no stance: "they met in Paris and welcomed …"."""
        for at in range(start + 1, first):
            if self.g.tokens[at].verbs and not self.g.is_in(at, "prepositions"):
                holders = self.holders.resolve(start, at, self.voices)
                if holders is not None:
                    return holders
        return None

    def _with_any_subject(self, cue: Cue, start: int, holders: tuple[str, ...] | None) -> Opening | None:
        if cue.row.nobody_subject and (self.open or self.g.low(start) not in {"no", "nobody", "none", "only"}):
            return None
        if cue.shape == "assessment" and (
            not self._has_noun(start, cue.first)
            or (self._is_weak(cue) and not self._is_bad(cue, start) and not self._is_foreseen(cue))
            or (cue.row.negated and bool(self.open))
            or (cue.form == "past" and not self.g.is_have(cue.first))
            or (cue.group is not None and cue.group.negated and cue.act == "urge")
            or (cue.act == "urge" and self.g.low(cue.end) == "to")
            or self.g.low(cue.group.first if cue.group else 0) == "to"
            or (self.open and self._may_be_listed(cue))
            or self.g.low(start) == "should"  # "should the situation deteriorate"
        ):
            return None
        while (
            start > max(1, self.told)
            and self.g.low(start - 1) == ","
            and self.g.low(start) not in {"but", "while", "yet"}
            and not (self._is_adverbial(start, strict=True) and self._has_noun(start, cue.first))
            and not self._is_inside(start, "")
        ):
            before, bound = self.g.clause_start(start - 1)
            if bound in self.g.words["subordinators"] or self.g.low(before) == "as":
                break
            start = before
        return self._opening(cue, self._issuer(), start)

    def _has_noun(self, start: int, end: int) -> bool:
        """Whether there is a subject at all: not in "that undermine, destabilize, or threaten"."""
        words = [at for at in range(start, end) if self.g.low(at) not in COORDINATORS | {","}]
        tokens = self.g.tokens
        return any(tokens[at].nouns or tokens[at].is_capital or self.g.is_in(at, "pronouns") for at in words)

    def _may_be_listed(self, cue: Cue) -> bool:
        """Whether, inside another stance, the word may be a noun or one of several verbs: "relief needs", "identify, disrupt and …"."""
        before = self.g.low(cue.first - 1)
        return bool(self.g.tokens[cue.keyword].nouns) or before in {",", "and"}

    def _is_bad(self, cue: Cue, start: int) -> bool:
        """Whether a harm is said of something that is bad by its name: "poverty and exclusion deny …"."""
        nouns = (self.g.tokens[at].nouns for at in range(start, cue.first))
        return cue.row.sign == "-" and any(not words.isdisjoint(self.g.words["problem_nouns"]) for words in nouns)

    def _is_foreseen(self, cue: Cue) -> bool:
        """Whether a harm is said to come: "such a step would damage relations"."""
        return cue.row.sign == "-" and cue.group is not None and cue.group.modal in {"would", "will"}

    def _is_weak(self, cue: Cue) -> bool:
        lemmas = self.g.tokens[cue.keyword].verbs
        return any(phrase[0] in lemmas for phrase in cue.row.weak)

    def _is_new_clause(self, first: int) -> bool:
        if not self.open or self.series.joint(first) < first:
            return True
        start, bound = self.g.clause_start(first)
        contrasted = bound == "," and self.g.low(start) in {"and", "but", "while", "yet"}
        return contrasted and (self.g.is_in(start + 1, "prepositions") or start + 1 == first)

    def _is_inside(self, start: int, bound: str, cue: Cue | None = None) -> bool:
        """Whether a clause whose subject begins at `start` belongs to the target of an open cue or to a relative clause."""
        if (start == 1 and bound == "so") or self._is_loose_relative(start, bound, cue):
            return False
        if bound in self.g.words["relatives"] or bound in self.g.words["subordinators"]:
            return not self._is_cleft(start) and not (self.told and start == self.told)
        if not self.open:
            return False
        if self._awaits_verb(self.open[-1], start) or start < self.open[-1].cue.first:
            return True
        if start and self.g.opens_sentence(start):
            return False
        joint = self.series.joint(start)
        return joint == start or not self._can_end(self.open[-1], joint)

    def _is_loose_relative(self, start: int, bound: str, cue: Cue | None) -> bool:
        """Whether a relative clause behind a comma goes on with the story: "met in Paris, where they agreed to"."""
        told = cue is not None and cue.shape in {"verb", "wrapped", "adjective"}
        return bound == "where" and self.g.low(start - 2) == "," and not self.open and told

    def _awaits_verb(self, opening: Opening, at: int) -> bool:
        """Whether the clause after the "that" of an open cue has no verb yet: "underlined that A, B and C | remain vital"."""
        end = opening.cue.end
        if self.g.low(end - 1) != "that":
            return False
        return not any(
            self.g.is_copula(place)
            or self.g.is_have(place)
            or self.g.is_in(place, "modals")
            or (self.g.tokens[place].verbs and not self.g.tokens[place].nouns and not self.g.low(place).endswith("ing"))
            for place in range(end, at)
        )

    def _is_cleft(self, start: int) -> bool:
        """Whether the clause hangs on "it is … that" or "that is why" at the head of the sentence."""
        lead = [self.g.low(at) for at in range(min(start, 3))]
        return not self.open and (
            lead[:2] in (["it", "is"], ["it", "was"])
            or (lead[0] in {"that", "this"} and self.g.is_be(1) and lead[2] == "why")
        )

    def _can_end(self, opening: Opening, at: int) -> bool:
        """Whether the clause of `opening` can end at `at`: not right behind its cue."""
        return at > opening.cue.end or opening.cue.shape in {"predicate", "modal"}


def read_stances(
    grammar: Grammar, cues: Sequence[Cue], holders: Holders, voices: Voices, led: Stance | None = None
) -> tuple[list[Stance], tuple[str, ...]]:
    """The positions that a segment takes, in reading order, and the actor that it named last.

    `led` is the stance of the lead-in where the segment is an item of a list.
    """
    reader = _Reader(grammar, cues, holders, voices, led)
    return reader.read(), reader.voices.last
