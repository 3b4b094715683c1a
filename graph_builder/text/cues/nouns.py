"""Stance nouns: carried by a verb ("reiterate our support for"), bare ("our commitment to") or told ("concern was expressed about")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import ACTS, Act
from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.beginnings import ended_with
from graph_builder.text.cues.carriers import RELUCTANCES, Carriers
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.noun_owners import NounOwners
from graph_builder.text.cues.noun_places import NounPlaces
from graph_builder.text.cues.rows import OWN, RENEWING, CueReader, noun_rows
from graph_builder.text.cues.voiced_nouns import VoicedNouns
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.receivers import behind_receiver
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["NounCues"]

_NEEDS = frozenset({"need", "necessity", "validity", "consensus"})
"""Nouns of which the verb that carries them names the act: "underlined the need to"."""
_EMPTY = frozenset({"affirm.noun", "affirm.stance"})
"""Rows of nouns that name no act of their own: "underlined their view that"."""
_VOICED = frozenset({"concern", "concerns", "call", "appeal", "demand", "request", "worry", "fear"})
"""Nouns behind which may stand whose they are: "the call of the Union | for"."""
_WHOSE = frozenset({"of", "by", "from"})
"""What leads to whose they are."""
_COURTS = frozenset({"judgment", "judgement"})
"""Nouns for what courts give, and for what one thinks: "recalling | the judgment of the Court"."""
_TELLING = frozenset({"expressed", "voiced", "raised"})
_BEFORE_ON = frozenset({"agree", "build", "deliver"})
"""Verbs that carry a noun behind "on": "agreed on | the need to", "delivers on | its commitment to"."""
_CONVEYING = frozenset({"convey", "express", "voice", "declare"})
"""Verbs by which one tells a stance of one's own, if it need not be said to what: "conveyed his commitment in that regard"."""
_HIDING = frozenset({"hide", "conceal", "disguise"})
"""Verbs by which a stance is told where they are denied."""
_FELT_FOR = frozenset({"welcome", "support", "regret", "concern"})
_TAKEN = frozenset({"condemn", "oppose", "support", "urge"})
"""Acts of a position that is taken on something."""

_DENIED: Mapping[Act, Act] = {
    "commit": "oppose",
    "support": "oppose",
    "concern": "affirm",
    "oppose": "note",
    "regret": "support",
}
"""What it is to have none of a stance: "have no intention to", "have no fear of", "has no objection to", "makes no apology for"."""


class NounCues(CueReader):
    """The stance nouns of one segment."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        super().__init__(grammar, lexicon)
        self.voiced = VoicedNouns(grammar, lexicon)
        self.places = NounPlaces(grammar, lexicon)
        self.owners = NounOwners(grammar, lexicon)
        self.carriers = Carriers(grammar, lexicon)

    def wrapped(self, at: int, lemma: str, group: VerbGroup, plain: Cue | None) -> Cue | None:
        """The cue of a verb that carries a stance noun, which names the act; None if it carries none."""
        noted = lemma == "take" and self.g.low(at + 1) == "note"
        weighed = noted and self.g.low(at + 2) == "of"  # "takes note of | the importance of"
        if lemma == "take" and self.g.low(at + 2) == "of" and not weighed:
            return None
        verb, at = at, at + (noted and self.g.low(at + 2) in {"with", "of"})
        if group.negated == (lemma == "announce") and lemma in _HIDING | {"announce"}:
            return None
        group = replace(group, negated=False) if lemma in _HIDING else group  # "did not hide | its concern about"
        start = self.places.behind_phrase(at, lemma)
        if lemma == "come" and start == at + 1:
            return None
        if lemma in _BEFORE_ON:
            start = start if (told := self.places.behind_circumstance(at + 1, (("on",),))) is None else told
            if self.g.low(start) != "on":
                return None
        if self.g.low(start) == "with" or lemma in _BEFORE_ON or weighed:
            start += 1
        if lemma == "remind":
            of = start + 1 + (self.g.low(start) == "the")
            if self.g.low(start) not in {"us", "everyone", "all", "the"} or self.g.low(of) != "of":
                return None
            start = of + 1  # "has reminded us of | the importance of"
        if plain is not None and self.g.low(start) == "that" and plain.end == start + 1:
            return None  # "noting that anxieties about the strait were high"
        if plain is not None and plain.act == "commit" and self.leads_to_deed(plain.end):
            return None  # "pledged to continue their support for"
        begin = self.places.after_aside(start + (self.g.low(start) in {'"', "“"}))
        if (
            self.g.low(start) == "to"
            and lemma in self.g.words["telling_of_feeling"]
            and (given := self._given(verb, start, group)) is not None
        ):
            return replace(given, form=self.g.tokens[verb].form(lemma), reaffirmed=lemma in RENEWING)
        owned = self.g.low(begin + 1) in {'"', "“"} and self.g.is_in(begin, "determiners")  # their "firm support for"
        near = self.owners.behind_feeling(self.owners.behind_names(begin + 2 * owned))
        if lemma in self.g.words["echoing_verbs"] and (echoed := self._echoed(verb, begin, group)) is not None:
            return echoed
        for noun_at in range(near, min(self.places.last_place(near) + 1, len(self.g.tokens))):
            led = self.g.low(at + 1) == "with"
            cue = self._of_position(noun_at) or self.stance_noun(noun_at, with_before=led) or self._of_fronted(noun_at)
            named = bool(self.g.tokens[noun_at].nouns) or self._is_stance(noun_at)  # "our | thanks and appreciation to"
            if cue is None and named and (joint := self.places.joint_behind(noun_at)):
                second = self.g.skip_modifiers(joint + 1, 2)
                cue = self.stance_noun(second) or self.owners.shared(noun_at, second)  # "our solidarity and support to"
                cue = cue if self._is_stance(noun_at) or self.g.low(begin) in OWN else None
                if cue is not None and self.g.low(cue.end - 1) not in ("to", "that"):  # "our concern and sympathy for"
                    acts = [row.act for row, _ in noun_rows(self.lexicon, self.g.low(noun_at))]
                    cue = replace(cue, act=min([cue.act, *acts[:1]], key=ACTS.index))
            if (
                cue is None
                or not self.carriers.carries(lemma, cue, begin, noun_at, verb)
                or (weighed and cue.act != "emphasize")
                or (lemma == "have" and cue.act == "affirm" and (group.negated or self.g.low(begin) == "no"))
            ):
                continue
            if cue.row.id in _EMPTY and self.g.low(cue.end - 1) in {"in", "of"}:
                cue = self._weight(cue.end) or cue
            if lemma == "have" and cue.act == "support" and self.g.low(cue.end - 1) == "of":
                return None  # "the plan has the backing of Peru", which is Peru's
            need = not self.g.tokens[noun_at].nouns.isdisjoint(_NEEDS) or cue.row.id == "affirm.stance"
            need = need or (plain is not None and plain.act != "emphasize")
            keeps = cue.row.id in _EMPTY and plain is not None and plain.shape == "verb" and need
            act: Act = plain.act if keeps and plain is not None and lemma != "agree" else cue.act
            few = act == "concern" and self.g.low(begin) in {"little", "few"}  # "expressed little doubt about"
            if few or any(self.g.low(place) == "no" for place in range(begin, noun_at)):
                act = _DENIED.get(act, act)
            return replace(
                cue, act=act, shape="wrapped", first=group.first, group=group, form=self.g.tokens[verb].form(lemma),
                reaffirmed=lemma in RENEWING, strong=self.is_strong(group.first - 2, cue.end), carrier=plain, keyword=verb,
            )  # fmt: skip
        again = lemma in RENEWING or (lemma in _CONVEYING and self.g.low(near) in OWN)
        return self._renewed(verb, lemma, group, near) if again else None

    def _given(self, verb: int, to: int, group: VerbGroup) -> Cue | None:
        """The cue of what is felt for those to whom it is told: "extend to the envoy our congratulations | on"."""
        for at in behind_receiver(self.g, to):
            cue = self.stance_noun(at) or self._closing(at)
            if (
                cue is not None
                and cue.end == at + 2
                and self.g.low(at + 1) == "of"
                and self.g.low(at) != "appreciation"
            ):
                cue = replace(cue, end=at + 1)  # "convey to the envoy the best wishes | of my country"
            if cue is not None and cue.act in _FELT_FOR:
                strong = self.is_strong(group.first - 2, cue.end)
                return replace(cue, shape="wrapped", first=group.first, group=group, strong=strong, keyword=verb)
        return None

    def _closing(self, at: int) -> Cue | None:
        """The cue of a stance noun with which a clause ends, alone or with a second one: "our condolences", "our thanks and respect"."""
        end = at + 1
        if self.g.low(end) == "and" and self._is_stance(second := self.g.skip_modifiers(end + 1)):
            end = second + 1
        if end < len(self.g.tokens) and self.g.tokens[end].is_word:
            return None
        rows = noun_rows(self.lexicon, self.g.low(at))
        row = next((row for row, phrase in rows if len(phrase) == 1), None)
        return None if row is None else Cue(row.act, "noun", row, at, end, None, keyword=at)

    def _weight(self, at: int) -> Cue | None:
        """The cue of the importance that somebody believes in: "their belief in | the importance of"."""
        cue = self.stance_noun(self.g.skip_modifiers(at, 3))
        return cue if cue is not None and cue.act == "emphasize" else None

    def _renewed(self, verb: int, lemma: str, group: VerbGroup, begin: int) -> Cue | None:
        """The cue of a stance that is taken again without telling on what: "reaffirmed their commitment | under the pact"."""
        for at in range(begin, min(self.places.last_place(begin) + 1, len(self.g.tokens) - 1)):
            if self.g.tokens[at].nouns.isdisjoint(self.g.words["renewed_nouns"]) or not self.g.tokens[at + 1].is_word:
                continue
            if self.g.tokens[at].is_capital and self.g.tokens[at + 1].is_capital:
                continue  # "reaffirms the Security | Support | Mission"
            for row, phrase in noun_rows(self.lexicon, self.g.low(at)):
                if len(phrase) == 1 and row.act in {"commit", "support", "oppose"}:
                    form = self.g.tokens[verb].form(lemma)
                    return Cue(
                        row.act, "wrapped", row, group.first, at + 1, group, form, reaffirmed=True, keyword=verb
                    )  # fmt: skip
        return None

    def _echoed(self, verb: int, begin: int, group: VerbGroup) -> Cue | None:
        """The cue of a verb that takes up another's stance, which closes the clause: "echoed | that regret", "share | these concerns"."""
        noun = self.g.skip_modifiers(begin + 1)
        if self.g.low(begin) not in {"that", "those", "this", "these", "such", "their", "his", "her", "your"}:
            return None
        if noun + 1 < len(self.g.tokens) and self.g.tokens[noun + 1].is_word:
            return None
        for row, phrase in noun_rows(self.lexicon, self.g.low(noun)):
            if len(phrase) == 1 and row.act != "commit":
                lemma = min(self.g.tokens[verb].verbs)
                return Cue(
                    row.act, "verb", row, group.first, begin, group, self.g.tokens[verb].form(lemma), keyword=verb
                )
        return None

    def _of_position(self, at: int) -> Cue | None:
        """The cue of what a position is about: "its firm position | rejecting", "the position of Peru on | rejection of"."""
        if self.g.tokens[at].nouns.isdisjoint(self.g.words["positions"]):
            return None
        for place in range(at + 1, min(at + 8, len(self.g.tokens) - 1)):
            token = self.g.tokens[place]
            if not token.is_word or self.g.is_in(place, "subordinators"):
                return None
            noun = self.stance_noun(place)
            if noun is not None and noun.act in _TAKEN:
                return noun
            for verb in sorted(token.verbs) if token.low.endswith("ing") else ():
                for row, phrase in self.index.verbs.get(verb, ()):
                    if (
                        row.act in _TAKEN
                        and row.kind == "verb"
                        and not row.negated
                        and self.stands(place + 1, phrase[1:])
                    ):
                        return Cue(row.act, "noun", row, at, place + len(phrase), None, keyword=at)
        return None

    def _is_stance(self, at: int) -> bool:
        """Whether the noun at `at` is one that tells an act."""
        return any(noun in self.index.nouns for noun in self.g.bases(at))

    def stance_noun(self, at: int, *, with_before: bool = False) -> Cue | None:
        """The cue of the stance noun at `at` with the preposition or "that" that it needs; None if there is none."""
        for row, phrase in noun_rows(self.lexicon, self.g.low(at)):
            end = at + len(phrase)
            if not self.stands(at + 1, phrase[1:]):
                continue
            follow = self.g.skip_forward(end)
            if (parted_at := self.places.behind_circumstance(follow, row.after)) is not None:
                follow = parted_at
            tail = next((words for words in row.after if self.stands(follow, words)), None)
            if phrase[0] in _COURTS and tail != ("that",):
                continue
            if tail in {("of",), None} and (given := self.owners.of_somebody(at, follow, row)) is not None:
                return Cue(row.act, "noun", row, at, given + 1, None, keyword=at)
            if tail == ("to",) and row.id == "commit.desire" and not self._is_deed(follow + 1):
                continue  # "our warm wishes to | the people"
            if tail == ("of",) and row.id == "support.desire" and self.owners.whose(follow + 1, devoted=False):
                continue  # "the desire of his government to": what it means to do
            if (
                row.id == "emphasize.noun"
                and tail in {("that",), None}
                and (attached := self.owners.attached(follow)) is not None
            ):
                return Cue(row.act, "noun", row, at, attached, None, keyword=at)
            if tail is None and self.g.low(follow) == "," and (behind := self.places.behind_comma(follow)) is not None:
                parted = next((words for words in row.after if self.stands(behind, words)), None)
                follow, tail = (behind, parted) if parted is not None else (follow, None)
            if self.g.low(follow) in _TELLING and self.g.low(follow + 1) == "by":
                near = range(follow + 3, follow + 10)  # "the concern expressed by Peru about"
                if place := next(
                    (n for n in near if (self.g.low(n),) in row.after and self.g.low(n) not in {"by", "of"}), None
                ):
                    return Cue(row.act, "noun", row, at, place + 1, None, keyword=at)
            if (
                phrase[0] in _VOICED or row.act == "regret" or phrase[0] in self.g.words["opposing_nouns"]
            ) and self.g.low(follow) in _WHOSE:
                near = range(follow + 2, follow + 8)
                shared = (n for n in near if (self.g.low(n),) in row.after and self.g.low(n) not in _WHOSE)
                if (place := next(shared, None)) is not None:
                    return Cue(row.act, "noun", row, at, place + 1, None, keyword=at)
            if tail == ("that",) and (self.g.is_copula(follow + 1) or self.g.is_have(follow + 1)):
                continue  # "the position that | is shared by all": it tells which
            if (tail is not None and self.g.low(follow) != "that") or tail == ("that",):
                return Cue(row.act, "noun", row, at, follow + len(tail or ()), None, keyword=at)
            if tail is None and ("that",) in row.after and self._leaves_that_out(end):
                return Cue(row.act, "noun", row, at, end, None, keyword=at)  # "voiced hope | the talks would go on"
            of_deed = row.act == "commit" and self.owners.is_of_deed(phrase[0], follow)
            if of_deed or (tail is None and self.places.shares_object(end)):
                return Cue(row.act, "noun", row, at, follow + 1 if of_deed else end, None, keyword=at)
            devoted = phrase[0] in self.g.words["devoted_nouns"]
            whose = self.owners.whose(follow + 1, devoted=devoted) if self.g.low(follow) == "of" else None
            if row.act == "commit" and (to := whose) is not None:
                return Cue(row.act, "noun", row, at, to + 1, None, keyword=at)
            if with_before and row.before:
                if self.g.low(end) == "and" and end + 2 < len(self.g.tokens) and self._is_stance(end + 1):
                    end += 2 * self.g.is_in(end + 2, "determiners")  # "with concern and alarm | the violence"
                end = end + 1 if self.g.low(end) in {"of", "on"} else self.take_that(end)
                return Cue(row.act, "noun", row, at, end, None, keyword=at)
        return None

    def _is_deed(self, at: int) -> bool:
        """Whether a verb in its base form stands there, adverbs left out: "our wish to | further deepen trade"."""
        verb = self.g.skip_forward(at)
        return verb < len(self.g.tokens) and self.g.tokens[verb].is_form("base")

    def _leaves_that_out(self, at: int) -> bool:
        """Whether a clause of what may be or is so begins at `at`, but no relative one: "hope | the talks would go on"."""
        told = (self.g.is_in(n, "modals") or self.g.is_be(n) for n in range(at + 1, at + 8))
        return not self.g.is_in(at, "pronouns") and begins_clause(self.g, at) and any(told)

    def _of_fronted(self, at: int) -> Cue | None:
        """The cue of a noun whose complement heads the sentence: "To the victims we offer our | condolences"."""
        if self.g.low(0) != "to":
            return None
        for row, phrase in noun_rows(self.lexicon, self.g.low(at)):
            end = at + len(phrase)
            closes = end >= len(self.g.tokens) or not self.g.tokens[end].is_word
            if closes and not {("to",), ("with",)}.isdisjoint(row.after) and self.stands(at + 1, phrase[1:]):
                return Cue(row.act, "noun", row, at, end, None, keyword=at)
        return None

    def bare(self, at: int) -> Iterator[Cue]:
        """A stance noun that no verb carries: "our commitment to …", "as well as regret over …"."""
        before = at - 1
        while (
            before >= 0
            and before > at - 5
            and (
                self.g.tokens[before].is_adjective
                or self.g.low(before).endswith("ed")
                or self.g.is_plain_adverb(before)
            )
            and self.g.low(before) not in OWN
        ):
            before -= 1
        if (voiced := self.voiced.read(at)) is not None:
            yield voiced
            return
        if (held := self.owners.held(at)) is not None:
            yield held
        cue = self.stance_noun(at)
        if cue is None and self.g.low(at + 1) == "and" and self.g.low(before) in OWN and self._is_stance(at):
            cue = self.stance_noun(self.g.skip_modifiers(at + 2, 2))  # "our full support and solidarity with"
        if cue is None:
            return
        if self.g.low(before) == "the" and not any(self.g.low(before - 1) == word for word in OWN):
            before -= 1
        low = self.g.low(before)
        if low == "and" and before > 0 and self.places.may_pair(before - 1):
            return  # "the continuous and | critical role of", "political and | logistical support for"
        own = low in OWN or (low in {"a", "an"} and before == 1 and self.g.low(0) == "with")
        own = own or (low in {"a", "an"} and ended_with(self.g, before - 1) is not None)
        coordinated = (
            low in {"and", ","} or self.g.low(before) == "as" or (own and self.g.low(before - 1) in {"and", "as", ","})
        )
        loose = {"affirm", "concern", "support"} if self.g.low(cue.end - 1) == "of" else {"affirm", "concern"}
        plain = cue.row.act in loose or cue.row.id == "commit.target"
        if coordinated and not own and plain and self.g.low(cue.end - 1) in {"of", "in"}:
            return  # "the rights and needs of the young", "dialogue, consent of the parties", "the principles and goals of the pact"
        if not own and (self.owners.is_given(at) or not self.g.tokens[at].nouns.isdisjoint(RELUCTANCES)):
            return
        if (
            before < self.g.lead
            and not own
            and cue.end == at + 2
            and cue.act not in {"urge", "affirm", "emphasize", "note"}
        ):
            yield replace(cue, first=max(before, 0), form="headed")  # "Concern about the raid was expressed"
        elif own or coordinated:
            first = self.owners.begin_of(before) if own else before + 1
            yield replace(cue, first=first, form="own" if own else "coordinate", strong=self.is_strong(before, cue.end))
