"""One sentence while its stances are read: its tokens, who speaks and who tells it, and the cues accepted so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.reports import Reports
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.series import Series
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.stances.targets import Targets
from graph_builder.text.words.clause_bounds import clause_start
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS
from graph_builder.text.words.parted_verbs import with_before

__all__ = ["Sentence"]

_WHERE = frozenset(
    {"in", "on", "at", "during", "within", "under", "after", "before", "following", "[", "since", "until", "as"}
)
"""What begins to tell where, when or how something was done."""
_SEEMING = frozenset({"seems", "appears", "seemed", "appeared"})
"""With which "it" leads to a clause that may be so."""


class Sentence:
    """What the readers of clauses share; `open` lists the accepted cues in reading order."""

    def __init__(
        self,
        grammar: Grammar,
        cues: Sequence[Cue],
        holders: Holders,
        voices: Voices,
        led: Stance | None = None,
        said: CueRow | None = None,
        *,
        is_quoted: bool = False,
        is_item: bool = False,
    ) -> None:
        """`led` is the stance of the lead-in where the sentence is an item of a list; in a quotation, or where others
        quote who speaks, claims are read by the row `said`. An item has a bullet, number or letter, with a lead-in or without.
        """
        self.g, self.is_quoted = grammar, is_quoted
        self.cues = cues
        self.holders = holders
        self.reports = reports = Reports(grammar, holders, voices)
        self.tail = tail = reports.tail()
        self.end, self.attributed = tail.end, tail.holders
        if tail.holders and tail.verb is not None and holders.is_paper(tail.holders) and reports.head(tail.end).holders:
            self.attributed = None
        middle = reports.middle() if tail.verb is None else None
        self.parted = len(grammar.tokens) if middle is None else middle[0]
        """Where an attribution in the middle of the sentence begins."""
        if middle is not None:
            self.attributed = middle[1].holders
        if self.attributed:
            voices = reports.voices = voices.told_by(self.attributed)
        self.head = head = reports.head(self.end) if middle is None else middle[1]
        self.told = max(head.begin, tail.begin)
        if head.begin == 0 and head.verb is not None:
            self.cues = [cue for cue in cues if cue.keyword != head.verb]  # "the curbs, Peru argued, must go"
        self.voices = voices
        if voices.untold and not (self.attributed or head.holders):
            self.voices = replace(voices, own=voices.untold)
        nobodys = head.begin and head.verb is not None and not head.holders and holders.strangers is not None
        narrated = holders.strangers is not None and holders.persons.body is None
        nobodys = nobodys or (narrated and not tail.holders and self._is_told_by_some(tail.verb))
        if nobodys and not self.attributed:
            self.voices = voices.told_by(
                ()
            )  # "one diplomat said the plan was a mistake", '"Act now," | a resident said'
        if head.holders:
            self.voices = voices.told_by(head.holders).named(head.holders, holders.pronouns(head.holders))
        teller = self.attributed or head.holders or ()
        self.voices = self.voices if self.voices.teller == teller else replace(self.voices, teller=teller)
        self.telling = head if tail.verb is None else tail
        by_others = self.telling.verb is not None and self.telling.verb == reports.sayings.verb
        source = bool(tail.holders) and tail.verb is None and head.verb is None  # "according to the ministry, …"
        if source:
            self.telling = tail
        as_told = head.begin > 0 and grammar.low(grammar.lead) == "as"
        self.tells = said if holders.strangers is not None or as_told else None
        """The row by which claims are read of whom a report tells so."""
        self.said = said if by_others or source or (is_quoted and self.telling.verb is None) else None
        if self.said is not None and not by_others and not source:
            self.telling = replace(self.telling, holders=self.voices.own)
        self.claimed = said
        """The row by which a claim of who speaks is read."""
        self.teller = head.holders if head.begin else None
        self.series = Series(grammar)
        self.targets = Targets(grammar, holders, self.end)
        self.open: list[Opening] = []
        self.passed: Opening | None = None
        """The last verb of a stance that was only procedure: "she | welcomed the envoy to Lima and thanked him"."""
        self.led, self.is_item = led, is_item

    def _is_told_by_some(self, verb: int | None) -> bool:
        """Whether somebody without a name is the subject of a verb at the end: '"Act now," a resident | said'."""
        if verb is None or (verb + 1 < len(self.g.tokens) and self.g.tokens[verb + 1].is_capital):
            return False
        return not self.g.tokens[self.g.back_over_adverbs(verb)[0]].is_capital

    def issuer(self) -> tuple[str, ...]:
        """Whose a stance is where no subject says so: who tells the sentence, the lead-in's holders, or who speaks.

        In a report it is who took a stance before it in the sentence: "Peru condemned the attack, as peace was vital".
        """
        return self.attributed or (self.led.holders if self.led else self._before() or self.voices.own)

    def _before(self) -> tuple[str, ...]:
        """Whose stance a finite verb told last in a sentence of a report that nobody tells; nobody's elsewhere."""
        if self.holders.strangers is None or self.is_quoted or self.voices.teller or not self.open:
            return ()
        stated = (item for item in reversed(self.open) if item.cue.shape in {"verb", "wrapped"})
        told = (item for item in stated if item.cue.form in {"s", "past"})
        return next((item.holders for item in told), ())

    def is_narrated(self) -> bool:
        """Whether a newspaper tells it in its own words, in a report on a state."""
        told = self.teller or self.attributed or self.voices.untold or self.voices.teller
        going = self.is_quoted or bool(self.open) or self.led is not None
        return self.holders.persons.house is not None and not (told or going)

    def name(self, holders: tuple[str, ...]) -> None:
        """Take note that somebody was named, whom a pronoun may mean next."""
        self.voices = self.voices.named(holders, self.holders.pronouns(holders))

    def keep_teller(self) -> None:
        """Take note of who tells the sentence, or takes a stance in it by a verb of telling, as who was named last.

        In a body's report of a meeting any finite verb of a stance tells who has the floor: "Peru deplored the war."
        """
        grouped = [item for item in self.open if item.cue.group is not None]
        told = [item for item in grouped if item.cue.form in {"s", "past"}]
        among = bool(self.g.places(frozenset({"among", "one"}), 1, 30))
        if among and grouped and grouped[0].cue.group is not None and grouped[0].cue.group.use == "adjunct":
            told = grouped[:1]  # "Peru's envoy was among those | urging calm. He"
        telling = self.g.words.any_of("attribution", "answering_verbs")
        record = self.holders.persons.body is not None and not self.is_quoted
        tells = (item for item in told if record or self.g.tokens[item.cue.keyword].verbs & telling)
        teller = self.voices.teller or next((item.holders for item in tells), ())
        if teller:
            self.voices = replace(self.voices, teller=teller)
            self.name(teller)
            person = not self.holders.pronouns(teller).isdisjoint({"he", "she"})
            one = len(teller) == 1 and (bool(among) or teller[0] in self.holders.persons.states)
            if record and not person and one:
                self.voices = self.voices.named(teller, frozenset({"he", "she"}))  # "Peru backed the plan. | He said"

    def opening(self, cue: Cue, holders: tuple[str, ...], subject: int) -> Opening:
        """An accepted cue; its holders become those that a pronoun means next."""
        nobody = cue.shape in {"predicate", "assessment", "impersonal"} or (
            cue.shape == "modal" and not cue.row.holder_subject
        )
        headless = cue.group is not None and cue.group.use in {"heading", "passive"}
        told = holders in {self.attributed, self.head.holders}
        if self.g.low(subject) in {"we", "i"} and holders == self.voices.own and self.is_lone_state(holders):
            self.voices = self.voices.named(holders, frozenset({"we"}))  # no "it" means who says "we"
        elif told or not (nobody or headless) or not self.voices.last:
            self.name(holders)  # not where no subject tells whose it is
        aside = self.open and subject < self.open[-1].cue.first  # "the minister, expressing hope, stressed …"
        if aside or subject >= cue.first:
            return Opening(cue, holders, subject, self.series.joint(cue.first))
        return Opening(cue, holders, subject, self.series.clause_joint(subject))

    def is_lone_state(self, holders: tuple[str, ...]) -> bool:
        """Whether they are one state, of which no narrator tells."""
        alone = len(holders) == 1 and self.holders.strangers is None
        return alone and self.holders.persons.states.issuperset(holders)

    def subject_start(self, first: int) -> int:
        """Where the subject of the verb at `first` begins; what is told has its own subject."""
        start = self.holders.subjects.start_of(first)
        if self.g.low(start) == "it" and self.g.low(start + 1) in _SEEMING and start + 2 < first:
            start += 2 + (self.g.low(start + 2) == "that")  # "it seems | Peru will stay"
        if start == 0 and first > 2 and self.g.low(0) == "saying":
            start = 1 + (self.g.low(1) == "that")  # "Saying | A was fair, the envoy added"
        if start < first and self.g.low(start - 1) == "," and self.g.is_have(start):
            start = self.holders.subjects.start_of(start)  # "we, the members, have given and | pledged support"
        verb = self.head.verb
        aside = verb is not None and self.head.begin == 0 and start <= verb and self.g.low(verb + 1) == ","
        if aside and verb is not None and verb + 1 < self.g.back_over_adverbs(first)[0]:
            return verb + 2  # "On the contrary, she said, | A should pay"
        return self.told if start < self.told <= first else start

    def _behind_time(self, start: int, verb: int) -> int:
        """`start`, or where the actor begins that a time or occasion without a comma leads to: "In May 2003 | Peru sent a letter"."""
        named = next((m.first for m in self.holders.actors if m.end == verb and m.first > start + 1), None)
        if named is None or not self.g.is_in(start, "prepositions"):
            return start
        begin = named - self.g.is_in(named - 1, "articles")
        joined = self.g.low(begin - 1) in COORDINATORS | {",", "'s", "’s"} or self.g.is_in(begin - 1, "prepositions")
        return start if joined else begin

    def shared_subject(self, start: int, first: int) -> tuple[str, ...] | None:
        """The subject of a verb that is coordinated with one that takes no stance: "they met in Paris and welcomed …"."""
        for at in range(start + 1, first):
            if self.g.tokens[at].verbs and not self.g.is_in(at, "prepositions"):
                holders = self.holders.resolve(self._behind_time(start, at), at, self.voices)
                if holders is not None:
                    return holders
        return None

    def series_subject(self, cue: Cue, start: int) -> tuple[str, ...] | None:
        """The subject of a series of verbs of which the first take no stance, and the one that goes on at `start` does.

        "Leaders marked the day, | urged others to join", "The sides reviewed their trade, | and affirmed the need for".
        """
        told = cue.shape in {"verb", "wrapped"} and cue.form in {"s", "past"}
        stating = self.g.tokens[cue.keyword].verbs & self.g.words["attribution"]
        strong = self.series.is_strong_verb(cue) or (self.g.low(start) == "and" and (stating or cue.shape == "wrapped"))
        promised = cue.act == "commit" and self.g.low(cue.end - 1) == "to"
        strong = strong or (promised and cue.end < self.end and self.g.tokens[cue.end].is_form("base"))
        governs = cue.end < self.end and self.g.is_in(cue.end, "articles") and cue.form == "past"
        strong = strong or (governs and cue.shape == "verb" and start == cue.first)  # ", | approved the report, and"
        if self.open or not told or not strong or self.g.low(start - 1) != ",":
            return None
        for at in range(self.told + 1, start - 1):
            token = self.g.tokens[at]
            if any(token.form(verb) == cue.form for verb in token.verbs) and not token.is_capital:
                return self.holders.resolve(self.subject_start(at), at, self.voices)
        return None

    def goes_on_as_we(self, cue: Cue, start: int) -> tuple[str, ...] | None:
        """Whose a stance is that "we" go on to behind what we did: "We held talks, and | look forward to their results"."""
        lead = self.g.lead
        begins = self.g.low(lead) in {"we", "i"} and self.g.low(start) == "and" and self.g.low(start - 1) == ","
        told = cue.shape in {"verb", "wrapped", "adjective"} and cue.form == "base" and not self.open
        if not (begins and told) or any(self._governs_more(at) for at in range(lead + 1, start)):
            return None  # "We explored how to meet, and | promote", "We built it to help, and | advance"
        return self.holders.resolve(lead, lead + 1, self.voices)

    def _governs_more(self, at: int) -> bool:
        """Whether a word stands there behind which another verb may be listed: a modal, "how", or "to" with its verb."""
        to = self.g.low(at) == "to" and at + 1 < self.end and self.g.tokens[at + 1].is_form("base")
        return to or self.g.is_in(at, "modals") or self.g.is_in(at, "subordinators")

    def left_out(self, cue: Cue) -> tuple[str, ...] | None:
        """Who the subject is of an item that begins with what was done: "5. Discussed A | and agreed that B"; None if none is left out.

        So is that of "Lifts the ban, | and in this regard calls for" in a resolution.
        """
        done = self.g.tokens[0]
        follows = self.g.is_in(1, "determiners") or self.g.is_in(1, "prepositions") or self.g.skip_forward(1) > 1
        joined = self.g.low(self.series.joint(cue.first)) in {",", "and"} and "and" in self.g.said and not self.open
        told = joined and follows and cue.shape in {"verb", "wrapped"}
        if done.is_form("s") and cue.form == "s" and not done.nouns:
            return self.issuer() if told and self.holders.strangers is None else None
        told = told and self.is_item and cue.form == "past" and self.g.low(cue.first - 1) == "and"
        return self.issuer() if told and done.is_form("past") and not done.is_adjective else None

    def has_noun(self, start: int, end: int) -> bool:
        """Whether there is a subject at all: not in "that undermine, destabilize, or threaten"."""
        words = [at for at in range(start, end) if self.g.low(at) not in COORDINATORS | {","}]
        tokens = self.g.tokens
        return any(tokens[at].nouns or tokens[at].is_capital or self.g.is_in(at, "pronouns") for at in words)

    def named_with(self, participle: int) -> tuple[str, ...] | None:
        """Whom "with" names before a participle: "…, leaders said today, with | speakers stressing that"."""
        at = with_before(self.g, participle - 1)
        if at is None:
            return None
        body = Voices(self.voices.issuer, issuer=self.voices.issuer)
        return self.holders.resolve(at + 1, participle, body, documents=False)

    def agent(self, by: int) -> tuple[str, ...] | None:
        """Who is named behind the "by" at an index; None if nobody who can hold a stance is."""
        return self.named_behind(by) if self.g.low(by) == "by" else None

    def named_behind(self, by: int) -> tuple[str, ...] | None:
        """Who is named behind a preposition at an index: "condemned by | Peru in Lima", "a source of concern for | Peru"."""
        end = self._agent_end(by)
        if end > by + 1 and (named := self.holders.resolve(by + 1, end, self.voices)) is not None:
            return named
        end = by + 1
        lists = {actor.first - 1 - self.g.is_in(actor.first - 1, "articles") for actor in self.holders.actors}
        closing = {at - 1 for at in lists if self.g.low(at) == "and"}  # "by Chile, Peru, | and Cuba"
        while end < self.end and not self.g.is_in(end, "subordinators"):
            if self.g.low(end) == ";" or (self.g.low(end) == "," and end not in lists):
                break  # but "by Chile, | Peru and the Union"
            lists |= closing if self.g.low(end) == "," else set()
            end += 1
        return self.holders.resolve(by + 1, end, self.voices)

    def _agent_end(self, by: int) -> int:
        """Index of the first word behind "by" that tells where, when or how: "by the ministers | in Lima"."""
        inside = {at for actor in self.holders.actors for at in range(actor.first + 1, actor.end)}
        for at in range(by + 2, self.end):
            token = self.g.tokens[at]
            how = token.is_adverb and not token.nouns and not token.is_capital
            if at not in inside and (self.g.low(at) in _WHERE or how):
                return at
            if not token.is_word or self.g.is_in(at, "subordinators"):
                break
        return by

    def is_adverbial(self, end: int, *, strict: bool = False) -> bool:
        """Whether the stretch before the comma at end-1 begins with a preposition or adverb ("In this context, …")."""
        start, _ = clause_start(self.g, end - 1)
        start = self.g.behind_opening(start, end)  # "But | in Lima, Peru"
        if strict and self.g.low(start) in {"including", "as"}:
            return False
        if self.g.low(start) == "given" or (self.g.low(start), self.g.low(start + 1)) == ("thanks", "to"):
            return True
        if self.g.low(end - 2) == "ago" or (self.g.is_in(start, "times") and not self.has_noun(start + 2, end)):
            return True  # "A year ago, | Peru", "Last week, | Peru"
        return (
            self.g.is_in(start, "prepositions") or self.g.is_plain_adverb(start) or self.g.is_in(start, "subordinators")
        )
