"""Whose the stance is that a verb only carries: "a spokesman reiterated | China's opposition to", "we hope that | others will"."""

from __future__ import annotations

from dataclasses import replace

from graph_builder.model import Act
from graph_builder.text.cues.carriers import DUTIES
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.foretold import Foretold
from graph_builder.text.cues.rows import RENEWING
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening

__all__ = ["WhoseStance"]


_LIGHTING = frozenset({"highlight", "underscore", "underline"})
"""Verbs by which what happens lets something be seen."""
_SHOWING = frozenset({"reflect", "demonstrate", "show", "signal", "underscore", "underline", "highlight", "manifest"})
"""Verbs by which a thing or deed tells somebody's stance."""


_AVOWING = frozenset({"vow", "threaten", "pledge", "promise", "swear", "plan"})
"""Verbs by which somebody himself says what he will do."""
_WORRYING = frozenset({"concern", "worry", "alarm", "anxiety", "unacceptable", "inadmissible", "intolerable"})
"""Words of what those are said to feel to whom a thing is so."""
_THEMSELVES = frozenset({"we", "they", "it", "he", "she", "both"})
"""Who may stand for the subject in what it agrees on."""
_PROMISED = frozenset({"commitment", "readiness", "willingness", "determination", "resolve", "effort", "contribution"})
"""What others count on that is an undertaking rather than a support."""
_QUOTES = frozenset({'"', "“"})


class WhoseStance:
    """The carried stances of one sentence: their owners and others of whom they tell."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g
        self.foretold = Foretold(sentence.g)

    def counted_on(self, cue: Cue) -> Opening | None:
        """What others are told that they may count on from who speaks: "the mission | can rely on our support for"."""
        owner = self._owner(cue.end)
        if owner is None or cue.group is None or cue.group.modal not in {"can", "could"} or self.s.open:
            return None
        start = self.s.subject_start(cue.group.first)
        if self.g.low(start) in {"we", "i"}:
            return None
        at, end = cue.end, owner
        if self.g.low(owner) in {"'s", "’s"} or self.g.low(at) in {"our", "my"}:
            end = self.g.skip_modifiers(owner + (self.g.low(at) not in {"our", "my"}), 5) + 1
            while self.g.low(end) == "and" and end + 1 < self.s.end and self.g.tokens[end + 1].nouns:
                end += 2
        promises = any(not self.g.bases(n).isdisjoint(_PROMISED) for n in range(at, end))
        deed = self.g.low(end) == "to" and end + 1 < self.s.end and self.g.tokens[end + 1].is_form("base")
        cue = replace(cue, act="commit") if promises or deed else cue
        governs = self.g.low(end) in {"for", "to", "in", "with"}
        cue = replace(cue, end=end + 1) if governs else replace(cue, end=min(end, self.s.end), shape="predicate")
        return self.s.opening(cue, self.s.issuer(), start)

    def _owner(self, at: int) -> int | None:
        """Index behind the name or pronoun of who speaks that stands there or behind "the support of"; None if none does."""
        if self.g.low(at) in {"our", "my", "us", "me"}:
            return at + 1
        own = self.s.voices.own
        near = {m.first: m.end for m in self.s.holders.actors if m.concept.code in own and at <= m.first < at + 9}
        first = at + self.g.is_in(at, "articles")
        if first in near or at in near:
            return near.get(first, near.get(at))
        of = next((n for n in range(at + 1, min(at + 6, self.s.end - 1)) if self.g.low(n) == "of"), None)
        if of is None:
            return None
        if self.g.low(of + 1) in {"my", "our"}:
            return min(of + 3, self.s.end)
        return near.get(of + 1, near.get(of + 2) if self.g.is_in(of + 1, "articles") else None)

    def tells_by_itself(self, cue: Cue) -> bool:
        """Whether what happens tells the speaker's stance: "this visit underscores the importance of", "shows our commitment to"."""
        if cue.shape == "verb" and self.s.holders.strangers is None and not self.is_told():
            if self._says_in_writing(cue):
                return True
            lights = not self.g.tokens[cue.keyword].verbs.isdisjoint(_LIGHTING)  # "the crisis | highlights the lack of"
            speaking = self.g.words.any_of("stated_in", "persons", "group_nouns", "some_of_all")
            return lights and not any(not self.g.bases(at).isdisjoint(speaking) for at in range(cue.first))
        if cue.shape != "wrapped":
            return False
        ours = any(self.g.low(at) == "our" for at in range(cue.keyword, cue.end))
        own = self.s.voices.own
        owners = self.owners(cue) if own and own == self.s.voices.issuer and cue.act in {"commit", "support"} else None
        if owners is not None:
            ours |= set(owners) <= set(own)  # "these programmes demonstrate the Union's commitment to"
        elif own and own == self.s.voices.issuer and cue.act == "commit" and not self._is_voiced(cue):
            noun = self.g.skip_modifiers(cue.keyword + 1)
            several = (
                noun < cue.end and bool(self.g.tokens[noun].nouns) and self.g.low(noun) not in self.g.tokens[noun].nouns
            )
            ours |= self.g.low(cue.keyword + 1) in {"a", "an"} or several  # "this fund reflects a commitment to"
        return ours or (cue.act == "emphasize" and cue.row.kind == "noun") or self.shows_need(cue)

    def _is_voiced(self, cue: Cue) -> bool:
        """Whether somebody unknown tells of it: "farmers | announced plans to", but not "the fund shows a commitment to"."""
        return bool(self.g.tokens[cue.keyword].verbs & self.g.words.any_of("voicing_verbs", "speech_verbs"))

    def _says_in_writing(self, cue: Cue) -> bool:
        """Whether it is told at present what a treaty, a ruling or the like says: "the Award | declares that"."""
        clause = self.g.low(cue.end - 1) == "that" or (cue.act == "urge" and self.g.is_in(cue.end - 1, "prepositions"))
        if (
            not clause
            or cue.act not in {"affirm", "urge"}
            or cue.form != "s"
            or cue.group is None
            or cue.group.use != "finite"
            or self.s.open
        ):
            return False
        noun = self.g.back_over_adverbs(cue.group.first)[0]
        return noun > 0 and not self.g.bases(noun).isdisjoint(self.g.words["speaking_texts"])

    def shows_need(self, cue: Cue) -> bool:
        """Whether the need of something is told, which is no one's own: "the war shows | the need for"."""
        needed = (
            cue.shape == "wrapped" and cue.act in {"affirm", "urge"} and self.g.low(cue.end - 1) in {"to", "for", "of"}
        )
        return needed and "need" in self.g.tokens[cue.end - 2].nouns

    def voices_for_one(self, cue: Cue, start: int) -> bool:
        """Whether one person voices what is somebody's: "the President expressed Peru's thanks", but not "the ministers", "A and B"."""
        persons, subject = self.g.words["persons"], range(start, cue.first)
        several = (
            self.g.low(at) == "and" or bool((self.g.tokens[at].nouns - {self.g.low(at)}) & persons) for at in subject
        )
        voiced = self.g.words["voicing_verbs"] | RENEWING
        return not self.g.tokens[cue.keyword].verbs.isdisjoint(voiced) and not any(several)

    def is_of_others(self, cue: Cue, holders: tuple[str, ...]) -> bool:
        """Whether the stance noun that a verb carries is another's: "acknowledge the Union's commitment to" only notes it."""
        if "reiterate" in self.g.tokens[cue.keyword].verbs:
            return False  # who says it again makes it his own
        owners = self.owners(cue) if cue.row.act in {"commit", "support", "urge"} else None
        if not owners or set(owners) == set(holders):
            return False
        return not (cue.reaffirmed and set(owners) <= set(holders))

    def shown(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose stance something shows: "reflects | the President's belief that", "demonstrating | Peru's concern about"."""
        showing = cue.shape == "wrapped" and not self.g.tokens[cue.keyword].verbs.isdisjoint(_SHOWING)
        owned = showing and any(self.g.low(at) in {"'s", "’s"} for at in range(cue.keyword + 1, cue.end))
        return self.owners(cue) if owned else None

    def is_only_noted(self, cue: Cue) -> bool:
        """Whether another's stance is but noted or recalled: "noting | the envoy's concern that", "the concern of our partners about"."""
        carried = cue.carrier is not None and cue.carrier.act == "note"
        if not carried or cue.act in {"emphasize", "affirm", "note"}:
            return False
        owned = next((at for at in range(cue.keyword + 1, cue.end) if self.g.low(at) in {"'s", "’s"}), None)
        of = next((at for at in range(cue.keyword + 2, cue.end - 2) if self.g.low(at) == "of"), None)
        first, end = (cue.keyword + 1, owned) if owned is not None else ((of or 0) + 1, cue.end - 1)
        if (owned is None and of is None) or self._is_of_subject(first):
            return False
        person = any(not self.g.bases(at).isdisjoint(self.g.words["persons"] | {"general"}) for at in range(first, end))
        owners = self.s.holders.resolve(first, end, self.s.voices, documents=False)
        return person or not owners or not set(owners) <= set(self.s.issuer())

    def carried(self, cue: Cue, carrier: Cue) -> Cue:
        """The verb that carries another's stance; another's duty is urged by it: "stressed Peru's obligation to"."""
        duty = any(not self.g.tokens[at].nouns.isdisjoint(DUTIES) for at in range(cue.keyword + 1, cue.end))
        return replace(carrier, act=cue.act) if duty and carrier.act == "emphasize" else carrier

    def owners(self, cue: Cue) -> tuple[str, ...] | None:
        """Whose the stance noun is that a verb carries: "reiterated | China 's opposition to"."""
        at = cue.keyword + 1 + (self.g.low(cue.keyword + 1) == "on")
        ends = (place for place in range(at, cue.end) if self.g.low(place) in {"'s", "’s", "'", "’"})
        end = next(ends, next((m.end for m in self.s.holders.actors if at <= m.first and m.end < cue.end), None))
        if end is None or self._is_of_subject(at):
            return None
        return self.s.holders.resolve(at, end, self.s.voices, documents=False)

    def _is_of_subject(self, at: int) -> bool:
        """Whether it is the subject's own country or government whose the stance is: "the minister voiced | his country's concern"."""
        return self.g.low(at) in {"his", "her", "its", "their"} and self.g.is_in(at + 1, "own_bodies")

    def is_person(self, start: int, end: int) -> bool:
        """Whether somebody's office is the subject: "a spokesman", "the diplomat"."""
        return any(
            not self.g.tokens[at].nouns.isdisjoint(self.g.words["persons"]) for at in range(start, min(end, start + 6))
        )

    def felt_by(self, cue: Cue) -> tuple[str, ...] | None:
        """Who is named as whom something worries: "the raid is a source of concern for | Peru", "is unacceptable to | Peru"."""
        felt = (
            cue.shape == "predicate" and cue.act in {"concern", "oppose"} and self.g.low(cue.end - 1) in {"to", "for"}
        )
        if not felt or cue.end >= self.s.end or self.g.is_in(cue.end, "pronouns"):
            return None
        worried = any(self.g.low(at) in _WORRYING for at in range(cue.first, cue.end - 1))
        return self.s.named_behind(cue.end - 1) if worried else None

    def hopes_of_others(self, cue: Cue, holders: tuple[str, ...]) -> bool:
        """Whether a hope is what others will do: "we hope that the parties will return", "it is our hope that they will"."""
        cued = [self.g.tokens[at] for at in range(cue.first, cue.end)]
        told = cue.act == "support" and any("hope" in token.verbs or token.low == "hopeful" for token in cued)
        expected = not self.g.tokens[cue.keyword].verbs.isdisjoint({"pray", "expect"})
        if not (told or expected) or self.g.low(cue.end) in {"to", "for"}:
            return False
        at = next((at for at in range(cue.end, min(cue.end + 9, self.s.end)) if self.g.is_in(at, "modals")), None)
        if at is None and self.g.low(cue.end - 1) == "that":
            verbs = (n for n in range(cue.end + 1, min(cue.end + 8, self.s.end)) if self._is_plain_verb(n))
            at = next(verbs, None)  # "we hope that others follow our example"
        return at is not None and self.s.holders.names_others(cue.end, at, holders)

    def _binds_others(self, cue: Cue) -> bool:
        """Whether what is decided is what states are to do: "decided that all States shall freeze them"."""
        if "decide" not in self.g.tokens[cue.keyword].verbs or self.g.low(cue.end - 1) != "that":
            return False
        modal = next((at for at in range(cue.end, self.s.end) if self.g.low(at) in {"shall", "should", "must"}), None)
        if modal is None:
            return False
        start = cue.end
        if self.g.low(start) == "," or self.g.is_in(start, "prepositions"):  # "that, until May, | all States shall"
            start = max(self.g.places(frozenset({","}), start, modal), default=start - 1) + 1
        named = self.s.holders.resolve(start, modal, self.s.voices)
        states = named is not None and self.s.holders.persons.states.issuperset(named)
        of = next((at for at in range(start, modal) if self.g.is_in(at, "prepositions")), modal)
        return states or self.g.has_any(start, of, "at_large")

    def needs(self, cue: Cue) -> bool:
        """Whether what is required is no deed of others: "Peru requires help", but "requires all States to report", "requires that"."""
        if "require" not in self.g.tokens[cue.keyword].verbs:
            return False
        inside = range(cue.end, min(cue.end + 12, self.s.end - 1))
        asked = (self.g.low(at) == "to" and self.g.tokens[at + 1].is_form("base") for at in inside)
        return self.g.low(cue.end - 1) != "that" and self.g.low(cue.end) != "that" and not any(asked)

    def is_asked_by_thing(self, cue: Cue, start: int, holders: tuple[str, ...] | None) -> bool:
        """Whether a state that speaks alone says what something told as "it" requires of others: "it | requires all to report"."""
        asks = cue.shape == "verb" and not self.g.tokens[cue.keyword].verbs.isdisjoint({"require", "demand"})
        it = self.g.low(start) in {"it", "this", "that"} and self.g.low(self.g.skip_forward(start + 1)) == self.g.low(
            cue.keyword
        )
        return (
            asks
            and it
            and holders is not None
            and self.s.holders.persons.states.issuperset(self.s.voices.own)
            and not self.is_told()
        )

    def states(self, cue: Cue) -> bool:
        """Whether what is insisted, warned or reminded of is so, rather than to be done: "insisted that the plan | was legal"."""
        advising = not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["advising_verbs"])
        if not advising or "on" in {self.g.low(cue.end - 1), self.g.low(cue.end)}:
            return False
        reach = range(cue.end, min(cue.end + 14, self.s.end))
        if "remind" in self.g.tokens[cue.keyword].verbs and any(self.g.low(at) == "that" for at in reach):
            return not any(self.g.low(at) in {"should", "must"} for at in reach)
        for at in reach:
            token = self.g.tokens[at]
            if token.low in {"should", "must", "be"}:
                return False
            if self.g.is_in(at, "modals") or self.g.is_be(at) or self.g.is_have(at):
                return True
            describes = self.g.is_in(at - 1, "determiners")  # "the | rising tensions"
            if token.verbs and not token.nouns and not token.is_adjective and not describes:
                return token.form(min(token.verbs)) in {"s", "past"}
        return False

    def as_stated(self, opening: Opening) -> Opening:
        """The opening, or where what is insisted, warned or reminded of is so, that of who states it; what binds others is urged."""
        cue = opening.cue
        if self._binds_others(cue):
            return replace(opening, cue=replace(cue, act="urge"))
        if cue.act != "urge" or not self.states(cue):
            return opening
        verbs = self.g.tokens[cue.keyword].verbs
        threat = "warn" in verbs and self.foretold.is_threat(cue.keyword, cue.end)
        act: Act = "concern" if "warn" in verbs and not threat else "note" if "remind" in verbs else "affirm"
        near = range(cue.end, min(cue.end + 9, self.s.end)) if "advise" in verbs else ()
        that = next((at for at in near if self.g.low(at) == "that"), cue.end - 1)
        return replace(opening, cue=replace(cue, act=act, end=that + 1))

    def blames(self, opening: Opening) -> bool:
        """Whether what another actor goes about is told as a wrong: "the regime continues to commit acts of aggression"."""
        own, cue = self.s.voices.own, opening.cue
        told = self.s.teller or self.s.attributed
        if cue.act == "support" and cue.shape == "verb" and own and not told and not set(own) & set(opening.holders):
            return self.s.holders.strangers is None and self._is_threat(cue.end)
        if cue.act != "commit" or cue.shape == "wrapped" or not own or told or set(own) & set(opening.holders):
            return False
        return self._does_wrong(cue)

    def _does_wrong(self, cue: Cue) -> bool:
        """Whether what somebody goes about is a wrong: "continues to | commit acts of aggression"."""
        verb = self.g.skip_forward(cue.end + (self.g.low(cue.end) == "to"))
        verbs = self.g.tokens[verb].verbs if verb < self.s.end else frozenset[str]()
        doing = verbs if self.g.low(cue.end - 1) == "to" else verbs | self.g.tokens[cue.keyword].verbs
        if self.g.low(cue.end - 1) == "to" and self.g.low(cue.end - 2) in {"not", "never"}:
            return False  # "Peru has pledged not to attack ships"
        promised = cue.group is not None and (
            cue.group.modal == "will" or self.g.tokens[cue.keyword].verbs & self.g.words.any_of("promising_verbs")
        )
        if promised and doing & {"eliminate", "dismantle"} and not self.s.holders.is_valued(verb + 3, verb):
            return False  # "Peru will eliminate tariffs", "commits to dismantle trade barriers"
        if self.s.holders.strangers is not None and not self.g.tokens[cue.keyword].verbs.isdisjoint(_AVOWING):
            return False  # a report tells what its actors themselves threaten: "the rebels vowed to attack ships"
        if "commit" in doing and not self.g.has_any(cue.end, min(cue.end + 6, self.s.end), "problem_nouns"):
            return False  # "the Union is committing further aid"
        defies = any(
            self.g.is_in(at, "defiance") and (at + 1 == verb or not self._qualifies(at))
            for at in range(cue.first, self.s.end)
        )
        return defies or not doing.isdisjoint(self.g.words["wrongdoing"])

    def _qualifies(self, at: int) -> bool:
        """Whether an adverb belongs to a participle before a noun: "trade in | illegally felled timber"."""
        following = self.g.skip_modifiers(at + 1, 3)
        adverb = self.g.low(at).endswith("ly") and at + 1 < self.s.end and self.g.tokens[at + 1].is_form("past")
        return adverb and following < self.s.end and bool(self.g.tokens[following].nouns)

    def _is_threat(self, at: int) -> bool:
        """Whether what begins at an index is a threat: "sponsors | terrorist groups"."""
        first = self.g.skip_modifiers(at, 3)
        near = {at, first}
        fought = any(self.g.low(n) == "terrorism" and n + 1 < self.s.end and self.g.tokens[n + 1].nouns for n in near)
        known = any(m.concept.kind == "threat" for m in self.s.holders.mentions if m.first in near)
        return not fought and (known or any(self.g.low(n).startswith("terror") for n in near))

    def is_told_of_others(self, opening: Opening) -> bool:
        """Whether who tells the sentence only says what another does: "the minister said Peru | is leading the way"."""
        cue, teller = opening.cue, set(self.s.teller or self.s.attributed or ())
        doing = cue.row.form == "ing" or (cue.phrase and cue.phrase[0] == "continue")
        if not teller or cue.act != "commit" or not teller.isdisjoint(opening.holders):
            return False
        return bool(doing) or (cue.shape != "wrapped" and self._does_wrong(cue))

    def promises(self, cue: Cue, holders: tuple[str, ...]) -> bool | None:
        """Whether what is agreed or assured is what its holders will do: "agreed that the Union will help"; None of other verbs."""
        verbs = self.g.tokens[cue.keyword].verbs & {"agree", "assure", "announce", "concur"}
        that = next((at for at in range(cue.end - 1, min(cue.end + 8, self.s.end)) if self.g.low(at) == "that"), None)
        if verbs & {"agree", "concur"} and self.g.low(cue.end) in _THEMSELVES and self.g.is_in(cue.end + 1, "modals"):
            that = cue.end - 1  # "agreed | they would help"
        if not verbs or that is None or ("agree" in verbs and that >= cue.end):
            return None
        inside = range(that + 1, min(that + 10, self.s.end))
        relative = next((at for at in inside if at > that + 1 and self.g.is_in(at, "relatives")), inside.stop)
        inside = range(that + 1, relative)  # "that both have set up a fund | that will help us"
        at = next((at for at in inside if self.g.low(at) in {"will", "would", "shall"}), None)
        if at is None and "announce" in verbs:  # "announced that the talks | were at a deadlock"
            return False if any(self.g.low(place) in {"was", "were"} for place in inside) else None
        if self.g.low(that + 1) == "," and at is not None:  # "agreed that, to help trade, | they would"
            that = next((n for n in range(that + 2, at) if self.g.low(n) == ","), that)
        impersonal = self.g.low(that + 1) == "it" and at is not None and self.g.is_be(self.g.skip_forward(at + 1))
        if at is None or impersonal:  # "agreed that it would be important to"
            return False
        if "announce" in verbs:
            return None
        return "assure" in verbs or self.s.holders.resolve(that + 1, at, self.s.voices) == holders

    def _is_plain_verb(self, at: int) -> bool:
        """Whether a verb in its base form stands behind a plural noun: "others | follow"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        base = token.is_form("base") and not token.is_adjective
        return base and bool(left.nouns) and left.low not in left.nouns and not self.g.is_copula(at)

    def only_does(self, holders: tuple[str, ...]) -> bool:
        """Whether a state that speaks only tells what others are doing: "Peru is implementing the accord"."""
        own = {*self.s.voices.own, *self.s.voices.issuer}
        alone = len(own) == 1 and self.s.holders.persons.states.issuperset(own)
        return alone and own.isdisjoint(holders) and not self.is_told()

    def is_told(self) -> bool:
        """Whether somebody else tells the sentence, or a narrator."""
        return bool(self.s.teller or self.s.attributed) or self.s.holders.strangers is not None

    def tells_of_others(self, cue: Cue, start: int, holders: tuple[str, ...]) -> bool:
        """Whether who speaks tells what others go on with or have in mind, which he promises for nobody: "these States intend to"."""
        lasting = not self.g.tokens[cue.keyword].verbs.isdisjoint({"continue", "intend", "seek", "persist"})
        untold = not (self.is_told() or self.s.open)
        own = {*self.s.voices.own, *self.s.voices.issuer}
        pointed = self.g.low(start) in {"these", "those"} and len(self.s.voices.own) == 1
        others = own.isdisjoint(holders) or (pointed and self.s.holders.groups.is_group(start + 1))
        lead = cue.group is not None and (cue.group.modal == "will" or "intend" in self.g.tokens[cue.keyword].verbs)
        lasting = lasting and not (lead and self.s.holders.named.texts)  # but several may promise in a declaration
        return lasting and untold and others and cue.act == "commit" and cue.shape == "verb"

    def speaks_of_others(self, cue: Cue, start: int, holders: tuple[str, ...] | None) -> bool:
        """Whether one who is quoted tells what others do: '"They | are determined to win," the envoy said', '"Countries | seek to'."""
        if self.s.holders.strangers is None or holders != self.s.voices.own or len(holders) != 1:
            return False
        quoted = self.s.is_quoted or (self.s.attributed and any(self.g.low(at) in _QUOTES for at in range(start)))
        who = self.g.back_over_adverbs(cue.group.first if cue.group is not None else cue.first)[0]
        known, states = self.s.holders.reference.actor_by_code, self.s.holders.persons.states
        of_body = holders[0] in known and holders[0] not in states
        others = (self.g.low(who) == "they" and not of_body) or (who == start and self.g.is_in(who, "at_large"))
        return bool(quoted) and others and (cue.shape != "modal" or cue.row.holder_subject)
