"""Forms of be with what they say of their subject: "are concerned about", "is vital for", "our goal is to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.text.cues.comparisons import Comparisons
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.degrees import Degrees
from graph_builder.text.cues.nouns import NounCues
from graph_builder.text.cues.predications import Predications
from graph_builder.text.cues.resolve import ResolveCues
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.cues.subjects import SubjectCues
from graph_builder.text.cues.weights import WeightCues, noun_place, spellings
from graph_builder.text.words.grammar import COPULAS, Grammar
from graph_builder.text.words.verb_groups import VerbGroup, verb_group

__all__ = ["LINKING", "LISTING", "ROLE_VERBS", "CopularCues"]

LINKING = frozenset({"represent", "constitute"})
"""Verbs that say what their subject is, as a form of be does, before an article: "represents a step forward"."""

LISTING = frozenset({"include", "comprise"})
"""Verbs that say what somebody's aims or wishes are: "our priorities include"."""

ROLE_VERBS = frozenset({"serve", "stand", "act", "function", "emerge"})
"""Verbs that do so with "as": "serves as a step forward"."""


class CopularCues(CueReader):
    """The copular stances of one segment."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, nouns: NounCues) -> None:
        super().__init__(grammar, lexicon)
        self.nouns = nouns
        self.comparisons = Comparisons(grammar, lexicon)
        self.degrees = Degrees(grammar, lexicon)
        self.subjects = SubjectCues(grammar, lexicon)
        self.resolve = ResolveCues(grammar, lexicon, nouns)
        self.weights = WeightCues(grammar, lexicon)
        self.predications = Predications(grammar, lexicon)

    def read(self, at: int) -> Iterator[Cue]:
        """The cues of the form of be at `at`."""
        owner = self.g.low(at) in {"'s", "’s"} and not self.g.is_in(at - 1, "pronouns")
        linking = bool(self.g.tokens[at].verbs & LINKING) and self.g.low(self.g.parenthetical(at + 1)) in {
            "a",
            "an",
            "the",
            "one",
            "yet",
            "another",
        }
        verbs = self.g.tokens[at].verbs
        role = self._role(at) if verbs & ROLE_VERBS else None
        listing = verbs & LISTING
        if not (self.g.is_copula(at) or linking or role is not None or listing) or owner:
            return
        lemma = min(verbs & (COPULAS | LINKING | ROLE_VERBS | LISTING))
        group = verb_group(self.g, at, lemma)
        if group is not None and group.use == "infinitive":
            group = self._held_to_be(group.first)
        if group is None:
            return
        if role is not None and group.modal in {"will", "shall"} and self.g.low(group.first - 1) in {"we", "i"}:
            return  # "we will act as a force for good": a promise
        aside = self.g.low(group.first - 2) == ","
        if self.g.low(group.first - 1) == "and" and self.g.is_be(left := group.first - 2 - aside):
            joined = verb_group(self.g, left, "be")  # "has been and | is wrong"
            group = group if joined is None else replace(group, first=joined.first)
            at += aside and self.g.low(at + 1) == ","  # "is, and will remain, | vital"
        if (nominal := self.subjects.nominal(group, at) or self.subjects.postponed(group, at)) is not None:
            yield nominal
        if listing:
            return
        if (weighed := self.weights.headed(group, at)) is not None:
            yield weighed
        last = at if role is None else role
        begin = self.degrees.behind(last + 1)
        begin = self._behind_aside(begin)
        if (united := self.resolve.read(begin, group, at)) is not None:
            yield united
            return
        if self.g.low(group.first - 1) in {"there", "as"}:
            return  # "there are important questions", "such steps as | may be required"
        starts = [last + 1, begin]  # "is not in line with" before "in line with"
        if begin > last + 2:
            starts.insert(1, begin - 1)  # "is simply | not enough", "is also | closely linked to"
        begin += self.g.low(begin) == "yet"
        if self.g.low(begin) in {"a", "an", "the", "our", "one", "another"}:
            starts.append(self.g.skip_forward(begin + 1))
            if self.g.low(begin + 2) == "of" and self.g.is_in(begin + 1, "topics"):
                starts.append(begin + 2)  # "is a matter | of great importance"
        possessor = next((at for at in range(begin, begin + 4) if self.g.low(at) in {"'s", "’s"}), None)
        if possessor is not None and self.g.tokens[begin].is_capital:
            starts.append(possessor + 1)  # "is Norway's | top priority"
        starts += self._coordinated(starts[-1])
        starts += self.instead(last + 1)
        near = {self.g.low(place) for place in range(last + 1, begin + 14)}
        told = False
        if (besides := self.degrees.as_well(last + 1)) is not None:
            starts.append(besides)
            near |= {self.g.low(place) for place in range(besides, besides + 14)}
        for start in starts:
            if start == besides and told:
                continue  # "is not only unjust but also unwise"
            if "stand" in verbs and self.g.low(start) in {"for", "with"}:
                continue  # it governs what it is for
            if self.g.low(start) == "against" and (self.g.parenthetical(start) > start or self._sets_apart(start)):
                continue  # "it is against this background that"
            for row, phrase in self._others(start):
                if phrase[-1] not in near or row.id == "affirm.compared":
                    continue
                if (end := self._phrase_end(start, phrase)) is None:
                    continue
                if row.kind == "predicate" and (
                    self.g.tokens[end - 1].is_adjective
                    if start > begin
                    else phrase[0] in {"a", "an"} and not self.g.is_in(end - 1, "prepositions")
                ):
                    end = self._after_noun(end)
                cue = self.predications.read(row, end, phrase, group, at)
                if cue is not None:
                    told = True
                    yield cue
                    yield from self._partner(cue)
        yield from self._denied(last + 1, group, at)
        yield from self._described(begin, group, at)
        yield from self._unsurpassed(begin, group, at)
        past = self.g.low(at) in {"was", "were", "been"} and not group.negated  # but "has never been | greater than"
        compared = begin - (self.g.low(begin) == "than")
        if ("than" in near or "as" in near) and not past and (end := self.comparisons.end(compared)) is not None:
            cues = (self.predications.read(row, end, phrase, group, at) for row, phrase in self.index.others["than"])
            yield from (cue for cue in cues if cue is not None)

    def _partner(self, cue: Cue) -> Iterator[Cue]:
        """An adjective of another stance that has the same complement: "is concerned about | and firmly opposed to A"."""
        if cue.group is None or cue.shape != "adjective" or self.g.low(cue.end) not in {"and", "but"}:
            return
        if not self.g.is_in(cue.end - 1, "prepositions"):
            return
        start = self.g.skip_forward(cue.end + 1)
        for row, phrase in self._others(start):
            end = self._phrase_end(start, phrase) if row.kind == "adjective" and row.act != cue.act else None
            joined = None if end is None else self.predications.read(row, end, phrase, cue.group, cue.keyword)
            if joined is not None and self.g.is_in(joined.end - 1, "prepositions"):
                yield replace(joined, first=cue.end + 1, keyword=start, group=replace(cue.group, first=start))
                return

    def _held_to_be(self, to: int) -> VerbGroup | None:
        """The group of what something is held, or seems to somebody, to be: "is felt to be | unfair", "appears to us to be"."""
        lead = self.g.back_over_adverbs(to)[0]
        if self.g.is_be(before := self.g.back_over_adverbs(lead)[0]) and not self.g.tokens[lead].verbs.isdisjoint(
            self.g.words["judging_verbs"]
        ):
            group = verb_group(self.g, before, "be")
            return group if group is not None and group.use == "finite" else None
        seems = self.g.tokens[lead - 2].verbs & {"appear", "seem"} if lead > 2 else frozenset[str]()
        if not seems or self.g.low(lead) not in {"us", "me"} or self.g.low(lead - 1) != "to":
            return None
        return verb_group(self.g, lead - 2, min(seems))

    def _behind_aside(self, at: int) -> int:
        """Index behind an aside between commas at `at`, or `at`: "is | , to put it mildly, | a scandal"."""
        opens = self.g.is_in(at + 1, "prepositions") or self.g.low(at + 1) in {"as", "by", "i"}
        if self.g.low(at) != "," or not opens:
            return at
        comma = next((n for n in range(at + 2, min(at + 12, len(self.g.tokens))) if self.g.low(n) == ","), None)
        return at if comma is None else self.g.skip_forward(comma + 1)

    def _role(self, at: int) -> int | None:
        """Index of the "as" behind a verb that says what its subject is: "serves | as a", "stands tall | as the"; None if it says none."""
        place = self.g.skip_forward(at + 1)
        place += self.g.low(place) in {"tall", "firm", "out", "alone"}
        named = self.g.low(place + 1) in {"a", "an", "the", "one", "another"}
        return place if self.g.low(place) == "as" and named else None

    def _coordinated(self, at: int) -> Iterator[int]:
        """Where the adjectives begin that go on with the one at `at`: "is costly, | slow and | unjust"."""
        size = len(self.g.tokens)
        while at + 1 < size and self.may_judge(at) and self.g.low(at + 1) in {",", "and"}:
            at = self.g.skip_forward(at + 2 + (self.g.low(at + 2) == "and"))
            if at >= size or not self.may_judge(at):
                return
            yield at

    def _others(self, at: int) -> tuple[tuple[CueRow, tuple[str, ...]], ...]:
        """The rows of adjectives and predicates that the word at `at`, or its singular, begins."""
        named = at < len(self.g.tokens) and self.g.tokens[at].is_capital  # "the Criminal Court"
        return () if named else self.index.others.get(self.g.low(at), ())

    def _denied(self, at: int, group: VerbGroup, copula: int) -> Iterator[Cue]:
        """What something is denied to be, with the denial elsewhere: "are no longer | sufficient", "will not be | enough"."""
        longer = (self.g.low(at), self.g.low(at + 1)) == ("no", "longer")
        be = self.g.low(copula)
        before = group.negated and (be == "been" or (be == "be" and self.g.is_in(copula - 1, "negations")))
        nobody = not group.negated and self._denies_all(group.first)  # "No form of terror is | acceptable"
        if not (longer or before or nobody or self.g.low(at) in {"neither", "hardly", "scarcely", "never"}):
            return
        start = self.g.skip_forward(at if (before or nobody) and not longer else at + 1 + longer)
        for row, phrase in self.index.others.get("not", ()):
            told = before and row.act == "regret"  # "has not been encouraging" says no more than that
            if len(phrase) > 1 and not told and self.stands(start, phrase[1:]):
                end = start + len(phrase) - 1
                if self.g.low(end) == "nor" and end + 1 < len(self.g.tokens) and self.may_judge(end + 1):
                    end += 2  # "neither fair | nor free"
                cue = self.predications.read(row, end, phrase, group, copula)
                if cue is not None:
                    yield cue
                    return
        for row, phrase in self._others(start) if longer else ():
            if row.kind == "adjective" and row.negated and self.stands(start, phrase):
                denied = replace(group, negated=True)  # "is no longer | ready to"
                if (cue := self.predications.read(row, start + len(phrase), phrase, denied, copula)) is not None:
                    yield cue
                    return

    def _denies_all(self, verb: int) -> bool:
        """Whether the subject that ends before an index begins with "no" or "none": "No type of terrorism | is acceptable"."""
        if self.g.said.isdisjoint({"no", "none", "nothing"}):
            return False
        at = verb - 1
        while at >= 0 and self.g.tokens[at].is_word and not self.g.is_in(at, "subordinators"):
            if self.g.low(at) in {"no", "none", "nothing"}:
                return at == 0 or self.g.low(at - 1) in {",", ";", "that", "but", "and"}
            at -= 1
        return False

    def _phrase_end(self, start: int, phrase: tuple[str, ...]) -> int | None:
        """Index after a phrase; adjectives may stand before its last word: "in firm solidarity"."""
        if self.stands(start, phrase):
            return start + len(phrase)
        loose = phrase[0] in {"in", "of", "for", "a", "an"}
        if len(phrase) > 1 and not loose and self.g.low(start + 1) != phrase[1]:
            return None
        at, before = start, ""
        for word in phrase:
            if self.g.low(at) != word and before in {"in", "of", "for", "a", "an", "our"}:
                at = self.g.skip_modifiers(at, 3)
            if self.g.low(at) != word:
                return None
            at, before = at + 1, word
        return at

    def _rest_end(self, at: int, rest: tuple[str, ...], row: CueRow) -> int | None:
        """Index after the rest of a phrase; adjectives may stand behind the "of" of a harm: "source of (regional) instability".

        A second noun may share it: "a cause | and a consequence of".
        """
        if rest and self.g.low(at) in {"and", "or"} and self.g.is_in(at + 1, "determiners"):
            shared = self.g.skip_modifiers(at + 1, 4) + 1
            at = shared if self.g.low(shared) == rest[0] else at
        before = ""
        for word in rest:
            if self.g.low(at) != word and before == "of" and row.sign == "-":
                at = self.g.skip_modifiers(at, 3)
            if self.g.low(at) != word and word not in self.g.bases(at):
                return None
            at, before = at + 1, word
        return at

    def _after_noun(self, at: int) -> int:
        """Index after the nouns behind an adjective and its article: "is a dangerous | step"."""
        while at < len(self.g.tokens) and self.g.tokens[at].is_word:
            token = self.g.tokens[at]
            if self.g.is_in(at, "prepositions") or not (token.nouns or token.is_adjective) or token.is_capital:
                break
            at += 1
        return at

    def _unsurpassed(self, begin: int, group: VerbGroup, copula: int) -> Iterator[Cue]:
        """What is said to have never been so great: "the need for unity has never been | greater"."""
        token = self.g.tokens[begin] if group.negated and begin < len(self.g.tokens) else None
        comparative = token is not None and token.is_adjective and token.low.endswith("er")
        degree = token is not None and token.is_adjective and self.g.low(begin - 1) in {"so", "more"}
        if not (comparative or degree) or "never" not in self.g.said or self.g.low(begin + 1) == "than":
            return
        for row, phrase in self.index.others["than"]:
            cue = self.predications.read(row, begin + 1, phrase, group, copula)
            weighed = self.is_said_of("weighed_subjects", group.first)
            if cue is not None and (weighed or comparative):
                yield replace(cue, act="emphasize") if weighed else cue

    def _described(self, begin: int, group: VerbGroup, copula: int) -> Iterator[Cue]:
        """A predicate noun with adjectives before it: "is one of the most serious threats to", "are key pillars of"."""
        start = begin + 2 if self.g.low(begin) == "one" and self.g.low(begin + 1) == "of" else begin
        start += self.g.low(begin) == "among"
        determined = self.g.is_in(start, "determiners")
        if self._is_doing(start, copula):
            return
        last = noun_place(self.g, start)
        for place in range(start + determined, min(last + 1, len(self.g.tokens))):
            if not determined and self.g.is_in(place, "determiners"):
                return
            token = self.g.tokens[place]
            if token.is_capital:
                continue
            for lemma in spellings(token.bases if determined else token.nouns - {token.low}):
                for row, phrase in self.index.others.get(lemma, ()):
                    described = row.kind in {"predicate", "adjective"} and row.described
                    if described and (end := self._rest_end(place + 1, phrase[1:], row)) is not None:
                        cue = self.predications.read(row, end, phrase, group, copula)
                        if cue is not None:
                            yield cue
                            return

    def _is_doing(self, at: int, copula: int) -> bool:
        """Whether one of whom "is" is said does something to several things: "is | increasing contributions to"."""
        if at + 1 >= len(self.g.tokens):
            return False
        token, after = self.g.tokens[at : at + 2]
        several = bool(after.nouns) and after.low not in after.nouns
        return self.g.low(copula) in {"is", "was"} and token.low.endswith("ing") and bool(token.verbs) and several

    def _sets_apart(self, at: int) -> bool:
        """Whether "against" only tells before what something is said: "it is | against that backdrop that"."""
        noun = self.g.skip_modifiers(at + 1, 3)
        return self.g.low(noun) in {"background", "backdrop"} and self.g.low(noun + 1) in {"that", "of"}
