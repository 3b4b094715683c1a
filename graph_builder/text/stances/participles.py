"""Participles that take a stance of their own: "…, underscoring A and encouraging B", "…, adding that C"."""

from __future__ import annotations

from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.besides import Besides
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening
from graph_builder.text.words.clause_bounds import clause_start, quotes_behind
from graph_builder.text.words.dates import text_before
from graph_builder.text.words.gerunds import is_done_besides, is_in_row
from graph_builder.text.words.parted_verbs import are_others, leads_participle, with_before
from graph_builder.text.words.verb_or_noun import may_be_told

__all__ = ["Participles"]

_MEANING = frozenset({"is", "means", "requires", "takes", "implies", "entails", "must", "should", "will", "does"})
"""Finite verbs of which a participle may be the subject: "Recognizing this | is not enough"."""
_DESCRIBING = frozenset({"focused", "focussed", "interested"})
_OWN = frozenset({"its", "his", "her", "their"})
_SAID = frozenset({"concern", "emphasize", "urge", "welcome"})
_PLEDGING = frozenset({"agree", "pledge", "commit", "vow", "undertake", "promise"})


class Participles:
    """The participles of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.besides = Besides(sentence)

    def added(self, cue: Cue) -> Opening | None:
        """A participle of telling with a clause: "…, adding that the talks were open", "Peru, saying the talks were open, left"."""
        participle = cue.group is not None and cue.group.use == "participle" and self.g.low(cue.first - 1) == ","
        if participle and quotes_behind(self.g, cue.keyword + 1):
            return None  # ", saying in a statement: “We will act”"
        says = participle and "say" in self.g.tokens[cue.keyword].verbs and not self.s.open
        if says and (aside := self._of_aside(cue)) is not None:
            return self.s.opening(cue, aside, cue.first)
        added = cue.group is not None and cue.group.use == "participle" and self.g.low(cue.end - 1) == "that"
        if not added or self.g.low(cue.first - 1) != ",":
            return None
        holders = (
            self.s.open[-1].holders if self.s.open else self.s.teller or self.s.shared_subject(self.s.told, cue.first)
        )
        return self.s.opening(cue, holders, cue.first) if holders else None

    def is_gerund_subject(self, cue: Cue) -> bool:
        """Whether the participle that heads the sentence is the subject of its verb: "Strengthening trade is necessary"."""
        if self.g.low(cue.end - 1) == "that" or self.g.low(len(self.g.tokens) - 1) == ",":
            return False  # a clause of a resolution: "Reaffirming the rights of States parties,"
        if self.besides.inverted(cue) is not None:
            return False
        if cue.act not in {"commit", "affirm", "support"}:
            near = range(cue.end + 1, min(cue.end + 7, self.s.end))
            told = cue.act == "note" and any(self.g.low(at) in _MEANING for at in near)
            commas = self.g.places(frozenset({","}), cue.end, self.s.end - 1)
            parted = any(self.g.is_in(at + 1, "pronouns") or self.g.is_in(at + 1, "determiners") for at in commas)
            return told and not parted and self.g.low(len(self.g.tokens) - 1) == "."  # "Realising this means"
        for at in range(cue.end + 1, self.s.end):
            low = self.g.low(at)
            if low in {",", ";", ":"} or self.g.is_in(at, "subordinators"):
                return False
            token = self.g.tokens[at]
            finite = low in {"is", "are", "was", "has", "remains"} or self.g.is_in(at, "modals")
            left = self.g.tokens[at - 1]
            governs = (bool(left.nouns) and left.low not in left.nouns) or self.g.is_in(at + 1, "determiners")
            singular = (
                bool(token.verbs)
                and low[0].isalpha()
                and token.form(min(token.verbs)) == "s"
                and (governs or not token.nouns)
            )
            if finite or (singular and not self.g.is_in(at - 1, "prepositions")):
                return True
        return False

    def is_gathered(self, to: int) -> bool:
        """Whether the infinitive tells what a gathering is for: "we have gathered in Vilnius … to reaffirm"."""
        for at in range(1, to):
            come = self.g.tokens[at - 1].verbs & {"be", "come", "stand"}
            if come and (self.g.low(at) == "here" or (self.g.low(at) == "together" and "come" in come)):
                return True  # "we are here to", "we came here today to", "they have come together to"
        met = (token for token in self.g.tokens[:to] if token.verbs & self.g.words["gathering_verbs"])
        return any(token.low not in token.nouns or not token.low.endswith("ing") for token in met)

    def gathered(self, to: int) -> tuple[str, ...]:
        """Who has gathered, where actors are named: "Peru and Chile have come together | to condemn"; else who speaks."""
        verb = next((at for at in range(1, to) if self.g.is_have(at) or self.g.tokens[at].is_form("past")), to)
        return self.s.holders.resolve(0, verb, self.s.voices) or self.s.issuer()

    def accepted(self, cue: Cue) -> Opening | None:
        """The opening of a participle that is a position of its own, or None."""
        if cue.shape != "assessment" and (absolute := self._of_absolute(cue)) is not None:
            return self.s.opening(cue, absolute[1], absolute[0])
        if self._is_listed(cue):
            return None
        promises = self._promises(cue)
        pledged = self.g.tokens[cue.keyword].verbs & _PLEDGING
        if pledged and not self.s.open and cue.form == "ing" and self.g.is_in(cue.first - 1, "stated_in"):
            holders = self.s.shared_subject(0, cue.first)  # "signed a declaration | agreeing to"
            return None if holders is None else self.s.opening(cue, holders, cue.first)
        if cue.shape == "assessment" or (cue.act == "commit" and cue.shape == "verb" and not promises):
            return None
        if not self.s.open and (said := self.besides.in_text(cue)) is not None:
            return said
        if self.s.open and self.g.low(cue.first - 1) != "," and text_before(self.g, cue.first - 1) is not None:
            return None  # "urged the adoption of a resolution | calling for": what the text says
        if not self.s.open and self.describes_subject(cue):
            return None
        if not self.s.open and cue.first == 1 and self.is_gerund_subject(cue):
            return None  # "And upholding the law is vital"
        led = leads_participle(self.g, self.g.back_over_adverbs(cue.first)[0])
        if not self.s.open and (cue.first - self.g.lead < 3 or led):
            aside = self.g.low(self.g.back_over_adverbs(cue.first)[0]) == "," and self._of_aside(cue)
            return self.s.opening(cue, aside or self.s.issuer(), cue.first)  # "Peru, alarmed by A, urges B"
        contrast = self.g.low(cue.first - 1) == "but" and self.g.low(cue.first - 2) == ","
        if contrast and self.s.open and self.s.open[-1].cue.form == "ing" and self.s.series.is_strong_verb(cue):
            return self.s.opening(cue, self.s.open[-1].holders, cue.first)
        if not self.s.open and self._goes_on_in_recital(cue):
            return self.s.opening(cue, self.s.issuer(), cue.first)
        if not self.s.open:
            return self._accept_adjunct(cue)
        bare_and = self.g.low(cue.first - 1) == "and" and self.g.low(cue.first - 2) not in {",", ";"}
        if bare_and and self._goes_on(self.s.open[-1].cue) and cue.shape == "verb":
            return self.s.opening(cue, self.s.open[-1].holders, cue.first)
        clausal = self.g.low(cue.end - 1) == "that"  # ", agreeing that"
        parted = self.g.low(self.g.back_over_adverbs(cue.first)[0]) == ","
        clausal = clausal or (parted and (self._judges(cue) or (cue.act == "note" and cue.phrase not in cue.row.weak)))
        clausal = clausal or (parted and self._claims(cue))
        against = cue.act in {"condemn", "oppose", "regret"} and self.g.low(cue.first - 1) in {",", "while"}
        backs = self.g.low(cue.first - 1) == "," and bool(
            self.g.tokens[cue.keyword].verbs & self.g.words["taking_sides"]
        )
        tells = parted and self._tells_besides(cue)
        sure = promises or clausal or against or backs or tells or self._is_coordinate(self.s.open[-1].cue, cue)
        if cue.shape == "verb" and not self.s.series.is_strong_verb(cue) and not sure:
            return None
        if self._tells_text(self.s.open[-1].cue, cue) or self._goes_on_in_text(self.s.open[-1].cue, cue):
            return None
        both = cue.shape == self.s.open[-1].cue.shape == "adjective"  # "is grateful for A and | encouraged by B"
        if bare_and and not both and self.s.open[0].cue.form != "ing" and self.s.open[-1].cue.form != "ing":
            return None
        inside = cue.shape == "adjective" and cue.act == "commit" and self.g.low(self.s.open[-1].cue.end - 1) == "that"
        focused = cue.shape == "adjective" and self.g.low(cue.keyword) in _DESCRIBING  # "a body, | focused on"
        if inside or focused or self.g.low(cue.first - 1) == "including" or self._is_aside(cue):
            return None  # "stressed that it is a force for good, | committed to peace"
        return self.s.opening(cue, self.s.open[-1].holders, cue.first)

    def _goes_on_in_recital(self, cue: Cue) -> bool:
        """Whether a recital goes on behind a participle that takes no stance: "Having considered the report, and | recalling A,"."""
        heads, last = self.g.tokens[0].low.endswith("ing"), self.g.low(len(self.g.tokens) - 1)
        if not heads or last not in {",", ";"} or cue.form != "ing" or not self.s.series.is_strong_verb(cue):
            return False
        joint = self.s.series.joint(cue.first)
        return self.g.low(joint) in {",", "and"} and self.g.low(self.g.back_over_adverbs(cue.first)[0]) in {",", "and"}

    def _is_listed(self, cue: Cue) -> bool:
        """Whether it is one of the gerunds by which something is done: "will help by lifting bans, | recognizing A and helping B"."""
        last = self.s.open[-1].cue if self.s.open else None
        if cue.form != "ing" or (last is not None and last.form == "ing" and self.s.series.is_strong_verb(cue)):
            return False  # "Recalling its part in ending wars, keeping order, and | urging calm,"
        noun = cue.act == "note" and self.g.low(cue.end) in {"and", "or"} and cue.end == cue.first + 1
        if noun and not self.g.tokens[cue.end + 1].is_form("ing"):
            return True  # "the storage, | monitoring and safety of arms"
        return is_in_row(self.g, cue.first, last.end - 1 if last is not None else 0)

    def _claims(self, cue: Cue) -> bool:
        """Whether a clause without "that" tells what is claimed besides: "rejected the plan, | arguing it was unfair"."""
        claims = self.g.tokens[cue.keyword].verbs & self.g.words.any_of("claiming_verbs", "attribution")
        return bool(claims) and cue.act == "affirm" and cue.form == "ing" and begins_clause(self.g, cue.end)

    def _tells_besides(self, cue: Cue) -> bool:
        """Whether a report goes on by any verb of what one says of others: "backed the plan, | pointing out A", ", | proposing B"."""
        said = cue.act in _SAID and cue.form == "ing" and cue.phrase not in cue.row.weak
        weighs = cue.act != "emphasize" or self.g.tokens[cue.keyword].verbs & self.g.words["attribution"]
        return said and bool(weighs) and self.s.holders.strangers is not None

    def _is_coordinate(self, last: Cue, cue: Cue) -> bool:
        """Whether a participle of any stance stands beside the one before it, or "while" leads it: "Noting A and | heeding B"."""
        if cue.phrase in cue.row.weak:
            return False
        joint = self.g.low(self.g.back_over_adverbs(cue.first)[0])
        if joint == "while":
            return True
        between = self.g.tokens[last.end : cue.first]
        inner = any(token.low.endswith("ing") and token.verbs and not token.is_adjective for token in between)
        heads = last.form == "ing" and last.group is not None and last.group.use in {"heading", "participle"}
        told = (
            self.g.low(last.end - 1) == "that" and self.g.low(last.end) == ","
        )  # "Noting that, A and | heeding B, C is"
        governs = self.g.is_in(cue.end, "determiners") or self.g.is_in(cue.end - 1, "prepositions")
        governs = governs or len(cue.phrase) > 1
        closes = (
            len(cue.phrase) > 2 and self.g.low(cue.first - 2) == ","
        )  # "for keeping the peace, and | taking note of"
        return heads and joint == "and" and governs and not ((inner and not closes) or told)

    def _tells_text(self, last: Cue, cue: Cue) -> bool:
        """Whether what was said by somebody else is noted, and the participle tells it: "Recalling his statement, | expressing"."""
        if last.act != "note" or cue.form != "ing" or self.g.low(cue.first - 1) != ",":
            return False
        noun = self.g.skip_modifiers(last.end, 4)
        return (
            noun < cue.first
            and self.g.is_in(noun, "stated_in")
            and any(self.g.low(at) in {"by", "of"} for at in range(noun + 1, min(noun + 3, cue.first)))
        )

    def _goes_on_in_text(self, last: Cue, cue: Cue) -> bool:
        """Whether it goes on with what a text says by a participle of its own: "note the text stressing A, and | urging B"."""
        at = self.g.back_over_adverbs(cue.first)[0]
        if last.form not in {"s", "base", "past"} or cue.form != "ing" or self.g.low(at) not in {"and", ","}:
            return False
        listed = self.g.low(at) == "and" or any(
            self.g.low(n) == "and" and self.g.low(n - 1) == "," and self.g.tokens[n + 1].is_form("ing")
            for n in range(cue.end, self.s.end - 1)
        )
        near = range(last.end + 1, min(last.end + 14, at))
        said = next((n for n in near if self.g.tokens[n].is_form("ing") and self.g.low(n) != "including"), at)
        texts = self.g.words.any_of("stated_in", "document_nouns") | self.g.words.kind_heads["treaty"]
        stated = any(not self.g.bases(n).isdisjoint(texts) for n in range(max(last.end, said - 9), said))
        apart = self.g.low(said - 1) == "," or self.g.is_in(said - 1, "prepositions")
        return listed and said < at and stated and not apart

    def is_label(self, cue: Cue) -> bool:
        """Whether the participle only names what the sentence behind a colon is about: "Supporting trade: | The bank will"."""
        closes = (at for at in range(cue.end, self.s.end - 3) if self.g.low(at) in {":", ";"})
        colon = next(closes, None)
        if colon is None or self.g.low(colon) != ":" or not self.g.tokens[colon + 1].is_capital:
            return False
        told = self.g.has_verb(colon + 2, self.s.end) or any(later.first > colon for later in self.s.cues)
        return told and self.g.low(colon - 1) != "following"

    def describes_subject(self, cue: Cue) -> bool:
        """Whether the participle only describes a plural subject, right before its verb: "endorsing | governments agreed"."""
        at = cue.keyword + 1
        if at + 1 >= self.s.end or cue.end != at or cue.shape != "verb":
            return False
        if self.g.low(at + 2) == "by" or self.g.low(len(self.g.tokens) - 1) == ",":
            return False  # "welcoming | steps taken by Peru"
        noun, verb = self.g.tokens[at : at + 2]
        told = bool(verb.verbs) and not verb.nouns and (verb.is_form("past") or verb.is_form("base"))
        return bool(noun.nouns) and noun.low not in noun.nouns and told

    def is_of_others(self, cue: Cue) -> bool:
        """Whether an adjective heads a speaker's sentence about others: "Inspired by the past, | they go on"."""
        if cue.shape != "adjective" or self.s.holders.strangers is not None:
            return False
        commas = (at for at in range(cue.end, self.s.end - 1) if self.g.low(at) == ",")
        told = next((at + 1 for at in commas if self.g.is_in(at + 1, "pronouns")), None)
        return told is not None and self.g.low(told) in {"they", "he", "she"}

    def _promises(self, cue: Cue) -> bool:
        """Whether somebody promises something in passing: ", vowing to", but not "a force for good, committed to"."""
        return (
            cue.form == "ing"
            and cue.shape == "verb"
            and not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["promising_verbs"])
        )

    def _of_absolute(self, cue: Cue) -> tuple[int, tuple[str, ...]] | None:
        """Index of the "with" before a participle, and whom it names: "discussed Syria, | with Peru stressing that"."""
        others = are_others(self.g, cue.first - 1)
        if others is not None and self.s.holders.strangers is not None and self.s.voices.issuer:
            return others, self.s.voices.issuer
        if (at := with_before(self.g, cue.first - 1)) is None:
            return None
        whole = self.s.holders.strangers is not None or self.g.low(at + 1) in {"each", "both"}
        body = Voices(self.s.voices.issuer if whole else (), issuer=self.s.voices.issuer)
        office = self.g.has_any(at + 1, cue.first, "persons") and self.s.holders.named.leader(at + 1, cue.first) is None
        named = any(at < actor.first < cue.first for actor in self.s.holders.actors)
        untold = whole and not named and (self.g.low(at + 1) in _OWN or office)
        if untold and not self.s.holders.groups.has_adjective(at, cue.first) and self.s.holders.acts(at + 1, cue.first):
            owner = (
                self.s.open[-1].holders if self.s.open else self.s.teller or self.s.shared_subject(self.s.told, at - 1)
            )
            if owner is not None:
                return at, owner  # "Peru left, | with its envoy condemning A"
        holders = self.s.holders.resolve(at + 1, cue.first, body, documents=False)
        return None if holders is None else (at, holders)

    def _goes_on(self, cue: Cue) -> bool:
        """Whether a participle behind "and" goes on with a cue: "are helping A and | aiding B", "kept hailing A and | urging B"."""
        led = cue.group is not None and cue.group.use == "finite" and cue.group.first < cue.keyword
        return led and self.g.tokens[cue.keyword].is_form("ing")

    def _accept_adjunct(self, cue: Cue) -> Opening | None:
        """A participle behind a clause that takes no stance itself: "The minister met her guests, stressing …"."""
        clausal = self.g.low(cue.end - 1) == "that" and cue.act != "urge"
        strong = self.s.series.is_strong_verb(cue) or cue.act == "note"
        if self.g.low(0) == "having" and self.g.low(cue.first - 1) == "and" and strong:
            return self.s.opening(cue, self.s.issuer(), cue.first)  # "Having met in Oslo, and taking note of A,"
        told = cue.first < self.s.told if self.s.teller else self.s.holders.strangers is not None
        told = bool(told) and cue.phrase not in cue.row.weak
        before = self.g.back_over_adverbs(cue.first)[0]
        before -= is_done_besides(self.g, before, parted=True)  # ", while | welcoming A, "
        parted = self.g.low(before) == ","  # ", once more | expressing"
        if parted and cue.shape == "adjective" and (holders := self._of_aside(cue)) is not None:
            return self.s.opening(cue, holders, cue.first)  # "The Union, deeply concerned by A, demands B"
        judged = cue.act in {"condemn", "oppose", "regret"} and bool(self.s.teller) and cue.phrase not in cue.row.weak
        if not parted and self.g.low(before) == "while":
            return self.besides.meanwhile(cue)
        if not parted or not (self.s.series.is_strong_verb(cue) or clausal or told or judged or self._promises(cue)):
            return None
        holders = self.s.shared_subject(self.s.told, cue.first) or self._of_aside(cue)
        if holders is None and self.s.teller and cue.form == "ing":
            holders = self.s.teller  # "Peru said the talks had failed, rejecting A"
        return None if holders is None else self.s.opening(cue, holders, cue.first)

    def _of_aside(self, cue: Cue) -> tuple[str, ...] | None:
        """The subject before an aside between commas that the participle heads: "The Union, recalling A, demands B"."""
        commas = [at for at in range(cue.end, min(cue.end + 25, self.s.end - 1)) if self.g.low(at) == ","]
        if not any(self._goes_on_at(self.g.skip_forward(at + 1), sure=n > 0) for n, at in enumerate(commas)):
            return None
        end = self.g.back_over_adverbs(cue.first)[0]
        end -= is_done_besides(self.g, end, parted=True)
        start, _ = clause_start(self.g, end)
        return self.s.holders.resolve(start, end, self.s.voices)

    def end_of_aside(self, cue: Cue) -> int | None:
        """Index of the comma behind which the main verb follows an aside: "We, bound by A, B and C | , have met"; None if it is none."""
        before = self.g.back_over_adverbs(cue.first)[0]
        before -= is_done_besides(self.g, before, parted=True)  # "Peru, after | condemning A, left"
        parted = "," in {self.g.low(cue.first - 1), self.g.low(before)}
        aside = cue.group is not None and cue.group.use == "participle" and parted
        for at in range(cue.end, min(cue.end + 25, self.s.end - 1)) if aside else ():
            verb = self.g.skip_forward(at + 1)
            told = self._goes_on_at(verb, sure=True) and not self.g.tokens[verb].is_form("base")
            if self.g.low(at) == "," and (told or self.g.is_have(verb)):
                return at
        return None

    def _goes_on_at(self, at: int, *, sure: bool) -> bool:
        """Whether the main verb stands there, behind an aside; behind a later comma of a list it must be `sure`ly a verb."""
        token = self.g.tokens[at] if at < self.s.end else None
        if token is None or token.low in {"and", "to"}:
            return False
        told = any(token.form(lemma) in {"s", "past", "base"} for lemma in token.verbs)
        past = self.g.low(at - 1) == "," and token.is_form("past") and not self.g.is_in(at + 1, "prepositions")
        plain = past and may_be_told(self.g, at)  # "Peru, noting A, | left the room"
        return told and (not sure or plain or not (token.nouns or token.is_adjective))

    def _judges(self, cue: Cue) -> bool:
        """Whether it says what it holds something to be: ", considering | them an interference in", ", regarding | it as a threat"."""
        judging = self.g.words.any_of("judging_verbs", "naming_verbs")
        if cue.act != "affirm" or self.g.tokens[cue.keyword].verbs.isdisjoint(judging):
            return False
        if not self.g.is_in(cue.keyword, "judging_verbs") and cue.phrase[1:2] == ("…",):
            return True  # ", labelling | them violations of"
        for at in range(cue.end + 1, min(cue.end + 9, self.s.end)):
            if not self.g.tokens[at].is_word or self.g.is_in(at, "subordinators"):
                return False
            if self.g.low(at) in {"a", "an", "as"} and not self.g.is_in(at - 1, "prepositions"):
                return True
        return False

    def _is_aside(self, cue: Cue) -> bool:
        """Whether it stands between an addressee and what it is urged to do: "calls on all States, recalling X, to …"."""
        last = self.s.open[-1]
        if last.cue.act != "urge" or self.s.series.has_infinitive(last.cue.end, cue.first):
            return False
        return any(self.g.low(at) == "," and self.g.low(at + 1) == "to" for at in range(cue.end, self.s.end))
