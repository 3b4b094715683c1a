"""Where who tells a sentence goes on to tell something else, or another does: "said that A, | but added that B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.told_clauses import opens_quotation
from graph_builder.text.stances.claims import claim
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Turns"]

_TELLER = frozenset({"it", "he", "she", "they"})
_COMMA = frozenset({","})
_TURNING = frozenset({"while", "whereas", "and", "but"})
_ASSESSED = frozenset({"assessment", "predicate", "impersonal"})


class Turns:
    """The turns of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.begun: list[tuple[int, Telling]] = []
        """Where the teller goes on to tell something else, and that: "said that A, | but added that B"."""

        self.main: int | None = None
        """The comma before the main clause, where the sentence opens with what its subject says."""

        self._harms: set[int] = set()
        """Verbs of telling by which a harm is told: "said that the embargo harms trade"."""

    def claims(self) -> Iterator[Stance]:
        """What is told in this sentence without another stance in it, as beliefs of who tells it."""
        stances = {opening.cue.keyword for opening in self.s.open}
        for telling, inside in self._tellings():
            if (telling.verb is not None or self.s.said) and not inside and telling.verb not in stances:
                claimed = self._claim(telling)
                yield from () if claimed is None else (claimed,)

    def _claim(self, telling: Telling) -> Stance | None:
        record = self.s.holders.persons.is_of_un()
        told = claim(self.g, self.s.cues, telling, self.s.said, self.s.tells, record=record)
        if told is None or telling.verb not in self._harms:
            return told
        return replace(told, cue=replace(told.cue, row=replace(told.cue.row, sign="-")))

    def _tellings(self) -> Iterator[tuple[Telling, list[Opening]]]:
        """What is told in this sentence, each telling with the stances that were found in it."""
        told = self.s.telling
        begin = max(self.s.head.begin, told.begin) if told is self.s.tail else told.begin
        ends = [*(place for place, _ in self.begun), self.s.end]
        for number, telling in enumerate([told, *(telling for _, telling in self.begun)]):
            first = begin if number == 0 else telling.begin
            verb = self.s.head.verb if number == 0 else telling.verb
            end = min(ends[number], self._end_of(verb, first, self.s.teller if number == 0 else telling.holders))
            inside = [opening for opening in self.s.open if first <= opening.cue.first < end]
            yield telling if telling.end <= end else replace(telling, end=end), inside

    def _end_of(self, verb: int | None, begin: int, holders: tuple[str, ...] | None) -> int:
        """Where the teller goes on with a stance of its own behind what it told: "said the talks were fair, | but (he) warned that"."""
        for opening in self.s.open if verb is not None and holders else ():
            cue = opening.cue
            aside = cue.group is not None and cue.group.use == "participle" and self.g.low(cue.first - 1) == ","
            if opening.holders != holders or cue.first <= begin + 2:
                continue
            if aside:
                return cue.first - 1  # "said the talks were fair |, rejecting A"
            before = self.g.back_over_adverbs(cue.first)[0]
            again = self._names_again(before)
            joined = again or self.g.low(before) in {"and", "but"}
            told = cue.shape in {"verb", "wrapped"} and (
                cue.form == self._form_of_telling(verb or 0) or (again and cue.form in {"s", "past"})
            )
            if joined and told:
                return self.s.series.joint(before if again else cue.first)
        return self.s.end

    def without_told(self) -> list[Opening]:
        """The open stances without the assessments that a head tells as mere beliefs: "said that | the embargo harms trade".

        By the annotation manual a clause that a verb of saying governs is one position, of that verb.
        """
        governed: list[Opening] = []
        for telling, inside in self._tellings():
            as_told = self.g.low(self.g.lead) == "as" and self.g.low(telling.begin) not in {'"', "“"}
            told_that = telling.begin and (self.g.low(telling.begin - 1) == "that" or as_told)
            acts = {"affirm", "urge"} if told_that else {"affirm"}
            beliefs = inside and all(o.cue.act in acts and self._is_belief(o.cue) for o in inside)
            if beliefs and telling.verb is not None and telling.verb < telling.begin:
                claimed = self._claim(telling)
                told = claimed is not None and claimed.cue.shape == "telling" and claimed.cue.first < telling.begin
                governed += inside if told else []
                if told and inside[0].cue.row.sign == "-" and inside[0].cue.shape == "assessment":
                    self._harms.add(telling.verb)
        return [opening for opening in self.s.open if opening not in governed]

    def _is_belief(self, cue: Cue) -> bool:
        """Whether a cue tells what its subject is or does, or what a thing aims at: "said that | the curbs aim to"."""
        return cue.shape in _ASSESSED or (cue.act == "affirm" and cue.row.act == "commit")

    def take(self, cue: Cue, group: VerbGroup) -> None:
        """Take note that who tells the sentence tells something else from here on: ", but added that …"."""
        joins = self.g.low(cue.first - 1) == "and" and self.s.open and self.s.open[-1].cue.form == "ing"
        stated = (
            self.g.low(cue.first - 1) in {",", "while"}
            or joins
            or not self.g.tokens[cue.first - 1].bases.isdisjoint(self.g.words["stated_in"])
            or opens_quotation(self.g, cue.end)
        )  # "issued statements | saying", 'set out the plan | saying: "We'
        if group.use == "participle" and (self._tells_more(cue) if stated else self._tells_of_others(cue)):
            return
        if self.g.low(cue.keyword - 1) == "by" and self._tells_thereby(cue):
            return
        if group.use == "heading" and not self.s.open:
            if self._tells_first(cue):
                return
            begins = cue.end
            if "tell" in self.g.tokens[cue.keyword].verbs:
                begins = self.s.reports.told.begin(cue.keyword)  # "let me tell the Assembly that | we welcome"
            if self.g.low(begins - 1) == "that":
                self.s.told = begins  # "let me begin by saying that | we welcome"
                return
        if self._is_of_another(cue, group):
            return
        holders = self.s.teller or (self.s.open[-1].holders if self.s.open else None)
        before = cue.first - 1
        named = self._names_again(before)
        again = holders and self.s.told <= cue.first and (named or self.g.low(before) in {"and", "but"})
        begins = self.s.reports.told.begin(cue.keyword) if again and "tell" in self.g.tokens[cue.keyword].verbs else 0
        if begins > cue.end and self.g.low(begins - 1) == "that":
            cue = replace(cue, end=begins)  # "told the meeting that"
        clausal = (
            self.g.low(cue.end - 1) == "that"
            or opens_quotation(self.g, cue.end)
            or (
                "say" in self.g.tokens[cue.keyword].verbs
                and (
                    self.g.is_in(cue.end, "determiners") or self.g.is_in(cue.end, "pronouns") or self._is_name(cue.end)
                )
            )
        )
        if again and group.use == "finite" and cue.form in {"s", "past"} and clausal:
            joint = self.s.series.joint(before if named else cue.first)
            self.begun.append((joint, Telling(cue.end, self.s.end, holders, cue.keyword)))
            self.s.told = cue.end

    def _is_of_another(self, cue: Cue, group: VerbGroup) -> bool:
        """Whether somebody else begins to tell: "Peru said that A, | while Chile said that B"."""
        start = self.s.subject_start(cue.first)
        start += self.g.low(start) in _TURNING
        turns = start > self.s.told and self.g.low(start - 2) == "," and self.g.low(start - 1) in _TURNING
        last = self.s.open[-1].cue if self.s.open else None
        stated = last is not None and last.form == "past" and self.g.low(last.end - 1) == "that"  # "stated that A"
        itself = last is not None and self.g.low(cue.end) in _TELLER  # "condemned A, while Chile said | it"
        told = self.s.head.verb is not None or itself
        told = told or (stated and cue.form == "past" and self.g.low(cue.end - 1) == "that")
        if group.use != "finite" or cue.form not in {"s", "past"} or not turns or not told:
            return False
        holders = self.s.holders.resolve(start, cue.first, self.s.voices, documents=False)
        if not holders or holders == self.s.teller:
            return False
        begins = max(self.s.reports.told.begin(cue.keyword), cue.end)
        self.begun.append((start - 2, Telling(begins, self.s.end, holders, cue.keyword)))
        self.s.told, self.s.teller = begins, holders
        self.s.voices = self.s.voices.told_by(holders)
        self.s.name(holders)  # whom "it" means in what is told
        return True

    def _is_name(self, at: int) -> bool:
        return at < self.s.end and self.g.tokens[at].is_capital

    def _tells_more(self, cue: Cue) -> bool:
        """Whether a participle of telling opens what its subject tells: "rejected A, saying that | B", "said A, adding that | B"."""
        begins = self.s.reports.told.begin(cue.keyword) if "tell" in self.g.tokens[cue.keyword].verbs else 0
        if begins > cue.keyword + 1:
            cue = replace(cue, end=begins)  # ", telling reporters that | the raid was a crime"
        said = self.g.tokens[cue.keyword].verbs & {"say"} or self.g.low(cue.end - 1) == "that" or begins == cue.end
        opens = self.g.is_in(cue.end, "pronouns") or self.g.low(cue.end) in {'"', "“"}
        said = said or (self.g.low(cue.first) == "adding" and opens)
        holders = self.s.open[-1].holders if self.s.open else self.s.teller
        if not holders and self.g.low(cue.first - 1) != ",":
            holders = self.s.holders.resolve(0, cue.first - 1, self.s.voices)  # "they issued a statement | saying"
        elif not holders and self._is_behind_deed(cue.first - 1):
            holders = self.s.shared_subject(0, cue.first - 1)  # "the envoy left the talks | , saying"
        return bool(said) and self._begin_to_tell(cue, cue.first - (self.g.low(cue.first - 1) == ","), holders)

    def _tells_first(self, cue: Cue) -> bool:
        """Whether a report opens with what the subject behind it says: "Saying | A was fair, the envoy urged B"."""
        if self.g.low(0) not in {"saying", "telling"} or cue.keyword or self.s.holders.strangers is None:
            return False
        if self.s.teller:
            return False
        begins = self.s.reports.told.begin(0) if self.g.low(0) == "telling" else cue.end
        cue = replace(cue, end=max(begins, cue.end))
        commas = (at for at in self.g.places(_COMMA, cue.end + 2, self.s.end - 2) if not self._goes_on(at + 1))
        verbs = ((comma, self.s.holders.clauses.verb_behind(comma + 1, self.s.end)) for comma in commas)
        comma, verb = next(((at, verb) for at, verb in verbs if verb is not None), (0, None))
        holders = self.s.holders.resolve(comma + 1, verb, self.s.voices, documents=False) if verb is not None else None
        self.main = comma if holders else None
        return self._begin_to_tell(cue, cue.first, holders)

    def _goes_on(self, at: int) -> bool:
        """Whether what stands behind a comma belongs to the clause before it."""
        return any(self.g.is_in(at, name) for name in ("relatives", "subordinators", "prepositions", "conjunctions"))

    def _is_behind_deed(self, comma: int) -> bool:
        """Whether a report told before a comma what somebody did: "the envoy left the talks |, saying"."""
        if self.s.holders.strangers is None or self.g.is_in(0, "subordinators"):
            return False
        for at in range(1, comma):
            token = self.g.tokens[at]
            done = token.is_form("past") or token.is_form("s")
            sure = not (token.nouns or token.is_adjective) or self.g.is_in(at + 1, "articles")  # "left | the room"
            if done and sure and not token.is_capital and token.low not in {"'s", "’s"}:
                return True
        return False

    def _tells_of_others(self, cue: Cue) -> bool:
        """Whether a report tells what another says, whom "with" names: "the talks ended, with Peru saying | the offer was poor"."""
        says = self.s.holders.strangers is not None and self.g.tokens[cue.keyword].verbs & {"say", "add", "argue"}
        others = self.s.named_with(cue.first) if says else None
        comma = next((n for n in range(cue.first - 3, 0, -1) if self.g.low(n) == ","), 0)
        return others is not None and self._begin_to_tell(cue, comma, others)

    def _tells_thereby(self, cue: Cue) -> bool:
        """Whether a report tells what somebody did by saying something: "answered by saying that | the plan was dead"."""
        said = self.s.holders.strangers is not None and not self.s.open and "say" in self.g.tokens[cue.keyword].verbs
        if not said or cue.keyword < 2:
            return False
        if cue.first < cue.keyword:  # "began the talks by saying"
            start = self.s.subject_start(cue.first)
            holders = self.s.holders.resolve(start, cue.first, self.s.voices) if start < cue.first else None
        else:
            holders = self.s.shared_subject(self.s.told, cue.first - 1)
        return self._begin_to_tell(cue, cue.first - 1, holders)

    def _begin_to_tell(self, cue: Cue, joint: int, holders: tuple[str, ...] | None) -> bool:
        """Take note of what holders tell from a participle on; False where nobody does or nothing follows."""
        if not holders or cue.end >= self.s.end - 1:
            return False
        begin = cue.end + (self.g.low(cue.end) in {":", ","} and self.g.low(cue.end + 1) in {'"', "“"})
        begin += self.g.low(begin) in {'"', "“"}
        self.begun.append((joint, Telling(begin, self.s.end, holders, cue.keyword)))
        self.s.told, self.s.teller = begin, holders
        self.s.voices = self.s.voices.told_by(holders)
        return True

    def _names_again(self, at: int) -> bool:
        """Whether who tells the sentence goes on behind a comma: "said that A, and | he added that B"."""
        joined = self.g.low(at - 2) == "," and self.g.low(at - 1) in {"and", "but"}
        return joined and self.g.low(at) in {"he", "she", "it"}

    def goes_on(self, cue: Cue, first: int) -> bool:
        """Whether the verb has the subject of the telling one before it: "said that Lima would stay out, and | expressed hope"."""
        verb = self.s.head.verb
        before = self.g.back_over_adverbs(first)[0]
        if not self.s.teller or verb is None or self.g.low(before) not in {"and", "but"} or cue.first <= verb:
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
