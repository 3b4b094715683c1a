"""Verbs that express an act, alone or with words after them: "condemn", "call for", "hold … responsible"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.model import Act
from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.cue import Cue, Shape
from graph_builder.text.cues.foretold import Foretold
from graph_builder.text.cues.judgements import Judgements
from graph_builder.text.cues.noted import Noted
from graph_builder.text.cues.nouns import NounCues
from graph_builder.text.cues.phrase_ends import PhraseEnds
from graph_builder.text.cues.rows import RENEWING, CueReader
from graph_builder.text.cues.verb_exceptions import VerbExceptions, VerbPlace
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.dates import before_long
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_groups import VerbGroup, verb_group

__all__ = ["VerbCues"]

_PLANNING = frozenset({"look", "want"})
"""Verbs of hope with which a deed of one's own is planned: "look forward to hosting", "want to host"."""
_OF_SEVERAL = frozenset({"these", "those", "our", "my", "your", "such", "several", "various"})
"""Words behind which a form in "s" is a plural noun, and no verb."""
_PROSPECTS = frozenset({"will", "would", "can", "could"})


@functools.lru_cache(maxsize=8192)
def _rest(phrase: tuple[str, ...]) -> frozenset[str]:
    """The words of a phrase that must follow its verb."""
    return frozenset(phrase[1:]) - {"…"}


_CHATTED_OF = frozenset({"you", "i", "he", "she", "it", "what", "who", "your", "his"})
"""Words with which begins what one is only said to know in passing: "I know you are busy"."""


class VerbCues(CueReader):
    """The stance verbs of one segment."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, nouns: NounCues) -> None:
        super().__init__(grammar, lexicon)
        self.nouns = nouns
        self.judgements = Judgements(grammar, lexicon)
        self.phrases = PhraseEnds(grammar, lexicon)
        self.exceptions = VerbExceptions(grammar, lexicon)
        self.foretold = Foretold(grammar)
        self.noted = Noted(grammar, lexicon, nouns)

    def read(self, at: int) -> Iterator[Cue]:
        """The cues of the verb at `at`; each has only its own words where another verb tells that it is done."""
        for cue in self._read(at):
            group = cue.group
            if group is None or group.deed is None:
                yield cue
            elif cue.shape != "assessment" and not (group.is_purpose and self._is_no_saying(cue)):
                yield replace(cue, first=group.deed)

    def _is_no_saying(self, cue: Cue) -> bool:
        """Whether what a statement is made or a meeting is held for is no stance taken there: "held talks | to promote trade"."""
        if cue.shape == "wrapped" and not self.g.tokens[cue.keyword].verbs.isdisjoint(RENEWING):
            return False  # "I take this opportunity at the Assembly | to renew our commitment to"
        acts = not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["verbs_of_action"])
        return acts or cue.act in {"commit", "note"} or cue.phrase in (*cue.row.weak, ("support",))

    def _read(self, at: int) -> Iterator[Cue]:
        token = self.g.tokens[at]
        for lemma in sorted(token.verbs):
            group = None
            starts = lemma in self.g.words["starting_verbs"] and self.g.low(at + 1) == "with"
            carries = starts or lemma in self.g.words["carriers"]
            if carries or lemma in self.index.verbs:
                group = verb_group(self.g, at, lemma) or self._by_whom(at, lemma)
            if group is None:
                continue
            if lemma == "agree" and group.use == "passive" and self._agree_all(at, group):
                group = replace(group, use="finite")
            if (judged := self.judgements.read(at, lemma, group)) is not None:
                yield judged
                continue
            plain = list(self._plain_verb(at, lemma, group))
            if not plain and (named := self.judgements.named(at, lemma, group)) is not None:
                yield named
                continue
            if carries and (lemma != "take" or self.g.low(at + 2) in {"with", "of"}):
                wrapped = self.nouns.wrapped(at, lemma, group, plain[0] if plain else None)
                if wrapped is not None:
                    yield wrapped
                    continue
            goes_on = self.g.low(group.first) == "to" and self.g.low(group.first - 1) == "and"
            stated = lemma in RENEWING or lemma in self.g.words.any_of("gathering_purposes", "strong_verbs")
            if group.use != "infinitive" or group.first == 0 or goes_on or stated:
                yield from plain

    def _by_whom(self, at: int, lemma: str) -> VerbGroup | None:
        """The group of a participle behind a comma whose agent follows: "the plan, | rejected by Peru"; None if it is none."""
        if self.g.low(at + 1) != "by" or self.g.tokens[at].form(lemma) != "past":
            return None
        before = before_long(self.g, at)
        called = (
            not self.g.bases(before).isdisjoint(self.g.words["moves"]) and before == at - 1
        )  # "vetoed the ban, a move | condemned by Peru"
        return VerbGroup("described", at) if before > 0 and (called or self.g.low(before) == ",") else None

    def _agree_all(self, at: int, group: VerbGroup) -> bool:
        """Whether those who agree are the subject: "both sides were agreed | that", "are agreed | on the need for"."""
        if self.g.low(self.g.back_over_adverbs(group.first)[0]) in {"it", "which", "that"}:
            return False
        weighed = self.g.low(at + 1) == "on" and self.g.is_in(at + 2, "determiners")
        near = range(at + 3, self.g.skip_modifiers(at + 2) + 1) if weighed else ()
        return self.g.low(at + 1) == "that" or any(self.nouns.stance_noun(place) is not None for place in near)

    def _plain_verb(self, at: int, lemma: str, group: VerbGroup) -> Iterator[Cue]:
        rows: Sequence[tuple[CueRow, tuple[str, ...]]] = self.index.verbs.get(lemma, ())
        needing = [
            item
            for item in self.index.needing.get(lemma, ())
            if item[0].needs
            and self._is_needed_word_near(at, item[0].needs, group)
            and not (lemma == "count" and group.modal in {"can", "could"})  # "can count on us to help"
        ]
        if needing and group.negated:  # "does not want Peru to join"
            needing = [item for item in rows if item[0].negated and item[1] == needing[0][1]] or needing
        if needing and lemma == "tell" and self.exceptions.tells_clause(at + 1):
            needing = []  # "told the Council | he was ready to"
        claims = lemma in self.g.words["claiming_verbs"] and group.use == "finite" and self._opens_clause(at + 1)
        claims = claims and not (lemma == "know" and self.g.low(at + 1) in _CHATTED_OF)
        if claims and (lemma, self.g.low(at + 1)) != ("agree", "it"):  # "agreed | it was vital to": what is vital
            needing = [(row, phrase[:1]) for row, phrase in rows if phrase == (lemma, "that")]
        near = self._near(at) if len(rows) > 1 else frozenset()
        for row, phrase in needing or (self.index.near(lemma, near) if near else rows):
            if (row.needs and not needing) or (near and not near.issuperset(_rest(phrase))):
                continue
            if row.negated != group.negated and (row.negated or any(r.negated and p == phrase for r, p in rows)):
                continue
            end = self._phrase_end(at, phrase, group)
            if end is None or self._is_promise(lemma, row, group) or self._is_noun(at, phrase, group):
                continue
            if row.among is not None and not any(self.g.is_in(place, row.among) for place in range(at + 1, end)):
                continue
            perfect = (
                self.g.is_have(group.first) and self.g.tokens[at].form(lemma) != "ing"
            )  # "has been working" goes on
            past = perfect or (group.first == at and self.g.tokens[at].form(lemma) == "past")
            done = self.g.is_be(group.first) and self.g.low(self.g.back_over_adverbs(at)[0]) == "to"
            past = past or group.deed is not None or (done and not group.modal)  # "was the first state to abolish"
            if self.exceptions.holds(row, phrase, lemma, VerbPlace(at, end, group, past)):
                continue
            goes_on = self.g.is_be(group.first) and group.deed is None
            goes_on = goes_on and not (group.modal and self.g.tokens[at].is_form("base"))  # "are going to | expand it"
            refuses = group.negated and phrase != ("go", "to")  # but "we are not | going to leave"
            if row.form == "ing" and (group.use != "finite" or refuses or not goes_on):
                continue
            if row.form == "own" and (group.use != "finite" or group.negated or group.modal or past):
                continue
            if row.form == "gerund" and not self.g.low(end).endswith("ing"):
                continue
            if row.form == "infinitive" and not self._is_infinitive(end):
                continue
            if row.form == "modal" and (group.modal not in _PROSPECTS or group.use != "finite"):
                continue
            if phrase == ("hope",) and self.g.low(end) == "to":
                end += 1
            if row.needs == "that" and (that := self.phrases.after_time(end)) is not None:
                end = that
            if lemma in self.g.words["assuring_verbs"] and (heard := self.phrases.after_hearer(end)) is not None:
                end = heard
            shape: Shape = "assessment" if row.kind == "assessment" else "telling" if row.kind == "telling" else "verb"
            if not (self.g.is_in(end - 1, "prepositions") or phrase[-1] == "that" or "…" in phrase):
                aside = self.phrases.behind_aside(end, "that")
                end = self.phrases.after_circumstance(end) or (self.take_that(end) if aside is None else aside + 1)
                if self.g.low(end) == "to" and self.g.low(told := self.after_aside(end)) == "that":
                    end = told + 1  # "stressed to the minister | that"
            denied = row.act == "support" and group.negated and not row.negated  # "do not advocate"
            noted = row.act == "note" and shape == "verb"
            felt = self.noted.felt(group.first, at, end) if noted else None
            missed = row.act == "welcome" and shape == "assessment" and group.negated  # "has not risen to the occasion"
            act: Act = "oppose" if denied else "regret" if missed else felt or row.act
            planned = phrase[0] in _PLANNING and (act == "support" or phrase == ("look", "to"))
            if planned and self.leads_to_deed(end) and not ("forward" in phrase and self.foretold.is_looked_for(end)):
                act = "commit"
            if phrase[1:2] == ("forward",) and act == "support" and self.foretold.is_event(end):
                act = "welcome"
            if lemma == "warn" and act == "concern" and self.foretold.is_threat(at, end):
                act = "affirm"
            if phrase == ("agree", "with") and not group.negated and (to := self._agreed_to(end)) is not None:
                act, end = "commit", to + 1
            act = "affirm" if phrase == ("expect", "to") and group.negated else act  # "do not expect to see"
            weighs = phrase == ("take", "into", "account") and group.use == "heading"
            act = "note" if weighs else act  # "Taking into account the state of emergency, …"
            yield Cue(
                act, shape, row, group.first, end, group, self._form(at, lemma, group), lemma in RENEWING,
                self.is_strong(group.first - 2, end), phrase, at,
            )  # fmt: skip

    def _agreed_to(self, at: int) -> int | None:
        """Index of the "to" behind those with whom something is agreed: "agreed with | Peru to"; None if no deed follows them."""
        whom = self.g.words.any_of("group_nouns", "persons")
        for place in range(at, min(at + 8, len(self.g.tokens) - 1)):
            if self.g.low(place) == "to":
                return place if self.g.tokens[place + 1].is_form("base") and place > at else None
            named = (
                self.is_capital(place) or self.g.is_in(place, "determiners") or not self.g.bases(place).isdisjoint(whom)
            )
            if not named and self.g.low(place) not in {"counterpart", "counterparts", "and", "of"}:
                return None
        return None

    def _phrase_end(self, at: int, phrase: tuple[str, ...], group: VerbGroup) -> int | None:
        """Index after a phrase; in the passive its object has moved before the verb: "has been held hostage", "is put at risk".

        An adverb that alone follows the verb in a phrase may stand before it: "was warmly | received".
        """
        if len(phrase) == 2 and phrase[1].endswith("ly") and self.g.low(at - 1) == phrase[1]:
            return at + 1
        if "…" not in phrase:
            return self.phrases.rest(at + 1, phrase[1:])
        if group.use == "passive" and phrase[1] == "…":
            noun = self.g.skip_modifiers(at + 2, 3) if self.g.is_in(at + 1, "articles") else at + 1
            if phrase[2] in {self.g.low(at + 1), self.g.low(noun)}:
                return self.phrases.rest(at + 1, phrase[2:])
        return self.phrases.parted(at + 1, phrase[1:])

    def _is_infinitive(self, at: int) -> bool:
        """Whether a verb in its base form stands there, with or behind "to": "has helped | (to) save lives"."""
        verb = self.g.skip_forward(at + (self.g.low(at) == "to"))
        token = self.g.tokens[verb] if verb < len(self.g.tokens) else None
        if token is None or not token.is_form("base"):
            return False
        governs = self.g.is_in(verb + 1, "determiners") or self.g.is_in(verb + 1, "possessives")
        return self.g.low(at) == "to" or not token.nouns or self.g.is_in(verb, "rather_verbs") or governs

    def _form(self, at: int, lemma: str, group: VerbGroup) -> str:
        """The form of the verb, or of the one that joins in it: "stands firm in upholding"."""
        form, first = self.g.tokens[at].form(lemma), self.g.tokens[group.first]
        joined = form == "ing" and group.use == "finite" and first.verbs and not self.g.is_be(group.first)
        return first.form(min(first.verbs)) if joined else form

    def _is_noun(self, at: int, phrase: tuple[str, ...], group: VerbGroup) -> bool:
        """Whether the word is rather a noun with its complement: "Respect for the law", "support of the donors"."""
        bare = group.first == at and len(phrase) == 1 and bool(self.g.tokens[at].nouns)
        left = self.g.low(at - 1)
        if (
            group.first == at
            and self.g.is_in(at - 1, "possessives")
            and self.g.tokens[at].nouns
            and phrase != ("support",)
        ):
            return True  # "his resolve has shown that"
        if bare and left in {"and", ",", "or"} and phrase[0] in self.g.words["rather_nouns"]:
            after = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
            if after is not None and after.low in {"and", "or", ","} and left == ",":
                return True  # "an end to racism, | hate and violence"
            return after is not None and bool(after.nouns) and not (after.is_capital or after.is_adjective)
        if len(phrase) == 1 and self._is_listed_noun(at):
            return True
        headed = at == 0 and self.g.low(at + 1) in {"about", "by", "regarding", "concerning", "from", "against"}
        named = bare and self.g.tokens[at].low not in self.g.tokens[at].nouns  # a plural: "high transport | costs are"
        if named and at and self._is_subject_of(at):
            return True
        if named and at > 1 and self.g.low(at - 2) == "to" and self.g.tokens[at - 1].is_form("base"):
            return True  # "to spread fears"
        governed = self.g.low(at + 1) in {"for", "of"} or (phrase == ("support",) and self.g.low(at + 1) == "to")
        return bare and (headed or governed) and left not in self.g.words["pronouns"]

    def _is_listed_noun(self, at: int) -> bool:
        """Whether a plural without an object goes on with a noun, or stands behind what only a plural noun follows.

        "The settlement of conflicts and | disputes among nations", "to dispel those | fears".
        """
        token, left = self.g.tokens[at], self.g.tokens[at - 1] if at > 1 else None
        if left is None or not token.nouns or token.low in token.nouns or not token.is_form("s"):
            return False
        if left.low in _OF_SEVERAL:
            return True
        before = self.g.tokens[at - 2]
        after = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
        if left.low == "," and self.g.low(at + 1) in {",", "and", "or"} and at + 3 < len(self.g.tokens):
            last = self.g.tokens[at + 3 if self.g.low(at + 2) in {"and", "or"} else at + 2]
            listed = all(word.nouns and word.low not in word.nouns for word in (before, last))
            return listed and not last.is_form("s")  # "its planners, | sponsors, organizers and accomplices"
        takes = (
            self.g.is_in(at + 1, "determiners")
            or self.g.is_in(at + 1, "pronouns")
            or self.g.low(at + 1) in {"that", "to"}
        )
        takes = takes or (after is not None and (after.is_capital or after.is_adjective or bool(after.nouns)))
        takes = takes and not self.g.is_plain_adverb(at + 1)
        lead = at - 3
        led = (
            self.g.is_in(lead, "determiners") or self.g.is_in(lead, "prepositions") or self.g.tokens[lead].is_adjective
        )
        named = bool(before.nouns) and not before.is_capital and (led or not before.verbs)
        return left.low in {"and", "or"} and named and not takes

    def _is_subject_of(self, at: int) -> bool:
        """Whether the plural at `at` is the subject of the form of be or the modal right behind it, in a clause that has no other."""
        left = self.g.tokens[at - 1]
        verb = self.g.low(at + 1) in {"are", "were", "have", "must", "should", "will"}
        modified = left.is_adjective or bool(left.nouns and not left.is_capital and left.low in left.nouns)
        near = {self.g.low(place) for place in range(max(at - 8, 0), at)}
        return verb and modified and near.isdisjoint({"what", "all", "who", "which", "that"})

    def _near(self, at: int) -> frozenset[str]:
        """The words that follow, by form and noun lemma, and the one before: phrases that have others cannot stand there."""
        return frozenset((self.g.low(at - 1),)).union(*(token.bases for token in self.g.tokens[at + 1 : at + 15]))

    def _is_needed_word_near(self, at: int, word: str, group: VerbGroup) -> bool:
        """Whether a word stands in the same clause, as "to" in "expects the parties to keep the truce"."""
        behind = at
        for place in range(at + 1, min(at + 16, len(self.g.tokens))):
            low = self.g.low(place)
            if low == "," and (after := self.g.parenthetical(place)) > place:
                behind = after  # "expects Peru, for its part, to"
            if place < behind:
                continue
            if low == word:
                soon = word == "to" and place in {
                    at + 1,
                    after_circumstances(self.g, at + 1),
                }  # "expect next year | to"
                return not soon or group.use == "passive"
            if low == "," and word == "to" and self._goes_on_listing(place + 1):
                continue  # "expects producers, sellers and buyers to keep the rules"
            if low in {";", ":", "when", "if", "because", "while"} or (low == "," and word != "that"):
                return False
        return False

    def _goes_on_listing(self, at: int) -> bool:
        """Whether one more of several stands behind a comma: ", | sellers", ", | and buyers"."""
        at += self.g.low(at) in {"and", "or"}
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        return token is not None and token.low.endswith("s") and token.low not in token.nouns and not token.is_adverb

    def _opens_clause(self, at: int) -> bool:
        """Whether a clause without "that" begins there: a noun phrase with its verb: "maintains | its programme is fair"."""
        if self.g.low(at) in {"if", "unless"}:
            return begins_clause(self.g, at)  # "think | if the talks fail, the war will go on"
        opens = self.g.is_in(at, "determiners") or self.g.is_in(at, "pronouns") or self.is_capital(at)
        agreed = "agree" in self.g.tokens[at - 1].verbs and at < len(self.g.tokens)
        plain = agreed and bool(self.g.tokens[at].nouns) and not self.g.is_in(at, "prepositions")
        if not (opens or plain):  # "agreed | trade was growing"
            return False
        if self._is_pronoun_with_verb(at):
            return True
        for place in range(at + 1, min(at + 13, len(self.g.tokens))):
            if self.g.is_copula(place) or self.g.is_have(place) or self.g.is_in(place, "modals"):
                return place < at + 8 or self.g.low(place - 1) not in {
                    "and",
                    "but",
                }  # "assume a role in the talks and | are helping"
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return False
        return False

    def _is_pronoun_with_verb(self, at: int) -> bool:
        """Whether a pronoun stands there with its verb: "think | it works", "believe | this shows the need for"."""
        low, verb = self.g.low(at), self.g.skip_forward(at + 1)
        form = {"we": "base", "they": "base", "it": "s", "he": "s", "she": "s", "this": "s", "that": "s"}.get(low)
        if form is None or verb >= len(self.g.tokens):
            return False
        points = low in {"this", "that"} and not self.g.is_in(verb + 1, "determiners")
        token = self.g.tokens[verb]
        return not points and any(token.form(lemma) == form for lemma in token.verbs)

    def _is_promise(self, lemma: str, row: CueRow, group: VerbGroup) -> bool:
        """Whether "will" before the verb makes a promise of it ("will promote") rather than an announced stance ("will endorse")."""
        told = row.act == "commit" or row.negated or lemma in self.g.words["announced"] or row.kind == "assessment"
        return group.modal in {"will", "shall", "ll"} and not told
