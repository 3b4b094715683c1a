"""Whom a noun phrase names that can take a stance: an actor, a leader, an office, a group, or several of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph_builder.text.holders.behind import Behind
from graph_builder.text.holders.conjuncts import Conjuncts
from graph_builder.text.holders.groups import GroupHolders
from graph_builder.text.holders.heads import headed_body, is_bare_secretary
from graph_builder.text.holders.introductions import has_mandate, of_one_state
from graph_builder.text.holders.parties import party_in
from graph_builder.text.holders.persons import Persons
from graph_builder.text.holders.strangers import Strangers
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["NamedHolders"]

_PARTED = re.compile(r" (\.|['’]s?\b)")
"""What a token of its own is but stands right behind a word: "George W | . Bush", "Majesty | 's"."""


class NamedHolders(Conjuncts):
    """The names and offices of one segment."""

    def __init__(
        self,
        grammar: Grammar,
        actors: Sequence[Mention],
        groups: GroupHolders,
        leaders: Mapping[str, str],
        persons: Persons,
        *,
        texts: bool,
        strangers: Strangers | None,
    ) -> None:
        """With `texts` a declaration or summit that is named is that of who speaks."""
        super().__init__(grammar, actors, groups)
        self.behind = Behind(grammar, actors, groups, persons)
        self.leaders, self.persons, self.texts, self.strangers = leaders, persons, texts, strangers

    def conjunct(self, start: int, end: int, voices: Voices, *, documents: bool) -> tuple[str, ...] | None:
        """Whom one part of a noun phrase names, or None if nobody who can hold a stance.

        With `documents` a declaration or resolution speaks for its issuer.
        """
        head = self.head(start, end)
        if self.strangers is not None:
            apart = self.strangers.apart((start, head, end), self.actors, voices)
            if apart is not None and not self.groups.are_of_region(start, end - 1, voices.issuer):
                return apart
        land = self.behind.press_of_state(start, end) if self.strangers is not None else None
        if (land := land or self.behind.named_land(start, end)) is not None:
            return land
        first = self.behind.whose_office(start, head, end)
        if (leader := self.leader(first, end) or self.behind.bracketed(start, end)) is not None:
            return leader
        named = any(start <= a.first and a.end <= end and a.concept.variety != "State" for a in self.actors)
        if self.strangers is not None and not named and (party := party_in(self.g, start, end)) is not None:
            return (party,)
        direct = [actor for actor in self.actors if start <= actor.first and actor.end <= end]
        tied = any(not self.groups.is_bare(actor) for actor in direct) or self.groups.has_adjective(start, head)
        if not tied and (state := of_one_state(self.g, head)) is not None:
            return (state,)
        if direct and (body := self._with_mandate_on(start, direct)) is not None:
            return body
        office = self.g.low(head) == "office" or self.g.is_in(head, "led_bodies")
        if (office or self.g.is_in(head, "persons")) and self.g.low(head - 1) in {"'s", "’s"} and head - 1 > start:
            chief = self.leader(start, head - 1)
            if chief is not None:
                return chief  # "Biden's spokesman"
            owned = office or (self.strangers is not None and self.g.is_in(head - 2, "bodies_again"))
            if owned and not direct and not self.groups.has_adjective(start, head):
                whose = self.conjunct(start, head - 1, voices, documents=False)
                if office or whose is not None:
                    return whose  # "the president's office", "the agency's spokeswoman"
        if len(direct) > 1 and (sender := self._sender(start, head, direct)) is not None:
            return sender
        sent = not self.g.tokens[head].nouns.isdisjoint(self.g.words["envoys"])
        if sent and any(self.g.low(at) == "secretary-general" for at in range(start, min(head + 5, end))):
            return ("UN",)  # "the Special Representative of the Secretary-General for Haiti"
        if has_mandate(self.g, head, envoys=self.persons.is_of_un()):
            return ("UN",)
        if direct and self.behind.speaks_for_next(head, direct):
            return self.groups.resolve(start, head, direct, voices)
        covering = [actor for actor in direct if actor.first <= head < actor.end and not self.groups.is_bare(actor)]
        generic = covering and covering[0].concept.variety == "Coalition" and self.strangers is not None
        if (
            generic
            and self._is_told_by_others(voices)
            and (again := self.groups.body_again(start, head, end, voices)) is not None
        ):
            return again  # "the aid agency"
        if covering:
            best = max(covering, key=lambda actor: actor.end - actor.first)
            return self._as_own(best, voices)
        if self.g.is_in(head, "led_bodies") and head == end - 1 and head > start + 1:
            whose = self.leader(head - 1, head) if self.g.tokens[head - 1].is_capital else None
            if whose is not None:
                return whose  # "the Biden administration"
        if not direct and (told := self.behind.state(start, head, end) or self.behind.seat_before(start, head)):
            return told
        if not direct and self._is_cabinet(head) and (own := self._own_state(voices)) is not None:
            return own
        if self.strangers is not None and not direct:
            told = None if not self._is_told_by_others(voices) else self.groups.teller_again(start, head, end, voices)
            if told is not None or (self._is_told_by_others(voices) and self._is_of_bloc(start, head, end)):
                again = self.groups.body_again(start, head, end, voices)
                return told or again or ((self.persons.bloc,) if self.persons.bloc else None)
            known = self._is_told_by_others(voices) and self.groups.body_again(start, head, end, voices)
            civil = self.strangers.civil(start, end) is not None or known
            if self._is_told_by_others(voices) and self.g.low(head) == "group" and not civil:
                return None  # "the militant group", "a group of experts"
            speaks = self.g.is_in(head, "persons") or self.groups.is_group(head)
            if known:
                return known
            body = self.strangers.body(start, head, end, within=bool(voices.issuer), speaks=speaks)
            if body is not None:
                return body
        insider = self.strangers is not None and not self.g.tokens[head].nouns.isdisjoint(self.g.words["insiders"])
        if insider and self.groups.has_adjective(start, head):
            return self.groups.resolve(start, head, direct, voices)  # "Peruvian government sources"
        if self.strangers is not None:
            land = self._land(start, head, direct) or self._owner_of_name(head, direct)
            if land is not None:
                return land
        if self.g.low(start) in {"one", "a", "an", "another"} and self._is_nobody(start, head, direct):
            return self._of_land(start, head)  # "one diplomat said", "a ministry spokesman said"
        near = head - start <= 1 + (self.g.low(head - 1) in {"prime", "foreign", "vice"})
        near = near or all(self.g.tokens[at].is_adjective for at in range(start + 1, head))
        if not direct and head == end - 1:
            if (presiding := self._presiding(head)) is not None:
                return presiding
            if head == start + 1 and (again := self.groups.bloc_again(start, head, voices)) is not None:
                return again
        if self.g.is_in(head, "persons") and not direct and head == end - 1 and near:
            code = self.persons.of_office(self.g, head)
            code = code or self.persons.house
            meant = None if code else voices.meant_by("he")
            if meant and self._speaks_alone(voices) and not self.persons.states.issuperset(meant):
                meant = voices.own if self.g.is_in(head, "offices_of_states") else meant  # behind "met the UN chief"
            if (
                meant
                and voices.own == voices.issuer
                and self._speaks_alone(voices)
                and is_bare_secretary(self.g, start, head)
            ):
                meant = voices.own  # in what a ministry tells of its own: "The Secretary met with the Chilean minister"
            return (code,) if code else meant
        if self.strangers is not None and not direct and self._owner_again(start, head):
            return (self.persons.land,) if self.persons.land else None
        if self.g.is_in(head, "state_bodies") and (direct or self.groups.has_adjective(start, head) or not voices.own):
            return self.groups.resolve(start, head, direct, voices)
        houses = self.g.tokens[head].is_capital and (self.persons.house or (self.texts and self.strangers is None))
        governs = self.g.is_in(head, "state_bodies") and (houses or self.g.is_in(head, "governing_bodies"))
        if governs and not direct and (own := self._own_state(voices)) is not None:
            return own  # "the Cabinet decided to" in a text of the state
        bare = all(self.groups.is_bare(actor) for actor in direct)
        if bare and (not direct or self.strangers is not None) and self.groups.is_at_large(start, head):
            if self.strangers is not None and self.groups.are_of_region(start, head, voices.issuer):
                return voices.issuer
            return self.groups.listed_behind(end) if self.strangers is not None else None
        if not direct and self._are_of_conflict(head, voices):
            return None
        pointed = self.g.low(start) in {"these", "those"} and all(self.groups.is_bare(actor) for actor in direct)
        if pointed and not self.texts and self._speaks_alone(voices):
            return None  # "these States" of whom a speaker told
        if not direct and self.groups.are_others(start, head) and self._speaks_alone(voices):
            return voices.issuer if self.persons.states.isdisjoint(voices.issuer) else None  # those at the meeting
        if documents and not self.texts and self.g.low(head) == "session":
            of = next((actor.concept.code for actor in direct if actor.first > head and actor.concept.code), None)
            return (of,) if of else self.groups.of_resolution(start, head, direct, voices)
        if self.groups.is_issuer(start, head, voices):
            return voices.issuer
        speaks = self.groups.is_group(head) or not self.g.bases(head).isdisjoint(self.g.words["persons"])
        if (speaks and not self.groups.is_bare_singular(start, head)) or (
            documents
            and self.g.low(head) in self.g.words["document_nouns"]
            and (self.texts or not self.g.tokens[head].is_capital)
        ):
            text = not self.g.tokens[head].nouns.isdisjoint(self.g.words["document_nouns"])
            if self.strangers is not None and not direct and (author := self.persons.authors.of(self.g.bases(head))):
                return (author,) if self.g.low(head - 1) != "draft" else None
            if text and not self.texts and (whose := self.groups.of_resolution(start, head, direct, voices)):
                return whose
            narrated = bool(voices.issuer) and (text or bool(voices.untold) or not voices.own)
            return self.groups.resolve(start, head, direct, replace(voices, own=voices.issuer) if narrated else voices)
        if documents and self.g.is_in(head, "texts_of_others"):
            alone = not direct and self.strangers is not None and self.g.low(head + 1) not in {"of", "by", "from"}
            made = self.persons.authors.of(self.g.bases(head)) if alone else None
            return (made,) if made else self.behind.author(start, head, direct)
        return None

    def _own_state(self, voices: Voices) -> tuple[str, ...] | None:
        """The state that speaks alone or whose text it is."""
        speakers = (voices.own, voices.issuer)
        return next((who for who in speakers if len(who) == 1 and self.persons.states.issuperset(who)), None)

    def _is_cabinet(self, head: int) -> bool:
        """Whether a government is told by "the Council of Ministers"."""
        return [self.g.low(at) for at in range(head, head + 3)] == ["council", "of", "ministers"]

    def _with_mandate_on(self, start: int, direct: Sequence[Mention]) -> tuple[str, ...] | None:
        """The body that looks into a state, which is not the state's: "the Chair of the Commission of Inquiry on | Peru"."""
        state = direct[-1]
        on = state.first - 1 - self.g.is_in(state.first - 1, "articles")
        if len(direct) > 1 or state.concept.variety != "State" or self.g.low(on) != "on":
            return None
        first = on
        while first > start and (self.g.tokens[first - 1].is_capital or self.g.low(first - 1) in {"of", "and"}):
            first -= 1
        bodies = self.g.words["bodies"] | {"mission", "inquiry"}
        if first == on or all(self.g.bases(at).isdisjoint(bodies) for at in range(first, on)):
            return None
        while self.g.low(first) in {"of", "and", "the"}:
            first += 1
        return (self.text(first, state.end),)

    def _is_told_by_others(self, voices: Voices) -> bool:
        """Whether a newspaper tells of bodies, or a state's report of others than the state."""
        return not voices.issuer or self.persons.house is not None

    def _presiding(self, head: int) -> tuple[str, ...] | None:
        """The body whose report it is, for who presides over it: "the Chairman", "the Director-General"; None for others."""
        if self.persons.body is None or not self.g.is_in(head, "presiding"):
            return None
        known = self.persons.of_office(self.g, head)
        return (known if known is not None and known not in self.persons.states else self.persons.body,)

    def _owner_again(self, start: int, head: int) -> bool:
        """Whether a state is told again by a common noun whose somebody the head is: "the Islamic republic's hardline | leader"."""
        owners = (at - 1 for at in range(start + 2, head) if self.g.low(at) in {"'s", "’s"})
        return any(self.g.is_in(at, "states_again") for at in owners)

    def _speaks_alone(self, voices: Voices) -> bool:
        """Whether one state speaks, and no narrator tells of it."""
        return len(voices.own) == 1 and self.persons.states.issuperset(voices.own) and self.strangers is None

    def _are_of_conflict(self, head: int, voices: Voices) -> bool:
        """Whether the parties that one state or body speaks of are those to a conflict, and not its own side."""
        if len(voices.own) == 1 and self.persons.states.isdisjoint(voices.own):
            return self.g.tokens[head].text == "parties" and self.strangers is None
        if not self._speaks_alone(voices):
            return False
        return not self.texts and not self.g.tokens[head].nouns.isdisjoint({"party", "side"})

    def _is_of_bloc(self, start: int, head: int, end: int) -> bool:
        """Whether an organization that was named before, or its leaders, are meant: "the bloc", "leaders of the 22-member group"."""
        of = self.g.low(head + 1) == "of" and end > head + 3
        first, last = (head + 2, end - 1) if of else (start, head)
        counted = all(
            not self.g.tokens[at].is_word or self.g.low(at)[0].isdigit() or self.g.is_in(at, "said_of_blocs")
            for at in range(first + 1, last)
        )
        return counted and self.g.low(first) == "the" and not self.g.bases(last).isdisjoint(self.g.words["blocs"])

    def _sender(self, start: int, head: int, direct: Sequence[Mention]) -> tuple[str, ...] | None:
        """The state of an envoy to an organization: "Peru's UN | ambassador", "Peru's envoy to NATO", "the UN envoy for Peru"."""
        if self.g.tokens[head].nouns.isdisjoint(self.g.words["envoys"]):
            return None
        states = [actor for actor in direct if actor.concept.variety == "State"]
        behind = range(head + 2, head + 4) if len(states) < len(direct) and self.g.low(head + 1) == "of" else range(0)
        state = next((actor for actor in states if actor.first < head or actor.first in behind), None)
        code = self.behind.sender(head, direct) or (state.concept.code if state is not None else None)
        return (code,) if code else None

    def _of_land(self, start: int, head: int) -> tuple[str, ...] | None:
        """The state named last, for which somebody of its ministry or government speaks: "a ministry | spokesman"."""
        told = {self.g.low(at) for at in range(start, head)}
        land = (self.persons.ministry if "ministry" in told else None) or self.persons.land
        return (land,) if land and not self.g.words["governing_bodies"].isdisjoint(told) else None

    def _is_nobody(self, start: int, head: int, direct: Sequence[Mention]) -> bool:
        """Whether some person is spoken of whom nothing ties to an actor."""
        tied = direct or self.persons.home or self.groups.has_adjective(start, head)
        return self.strangers is not None and self.g.is_in(head, "persons") and not tied

    def _land(self, start: int, head: int, direct: Sequence[Mention]) -> tuple[str, ...] | None:
        """The state of a person of whom nothing else is told: "Pat Murphy of | Ireland"."""
        of = next((actor for actor in direct if actor.first in {head + 2, head + 3} and actor.end > head), None)
        full = head > start and self._is_name(start, head + 1) and self.g.low(head + 1) == "of"
        full = full and not self.g.is_in(head, "persons")  # "Foreign Minister of | Peru"
        if not full or of is None or of.concept.variety != "State" or not of.concept.code:
            return None
        self.persons.keep([self.g.tokens[at].text for at in range(start, head + 1)], of.concept.code)
        return (of.concept.code,)

    def by_office(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """Whom a person speaks for whose name is not known, but whose office behind it is: "Kral, the Slovak minister"."""
        head = self.head(start, end)
        if self.g.is_in(head, "persons"):
            return self.conjunct(start, end, voices, documents=False)
        direct = [actor for actor in self.actors if start <= actor.first and actor.end <= end]
        if not self.g.is_in(head, "heads_of_bodies"):
            return None
        if direct and (body := self._with_mandate_on(start, direct)) is not None:
            return body
        if not direct and any(self.g.is_in(at, "governing_bodies") for at in range(head + 1, end)):
            land = self.persons.ministry or self.persons.land  # "head of trade at the ministry"
            return (land,) if land else None
        return self.groups.resolve(start, head, direct, voices) if direct else None  # "head of the Commission"

    def text(self, start: int, end: int) -> str:
        """The words as they stand."""
        return " ".join(token.text for token in self.g.tokens[start:end])

    def introduce(self, parts: Sequence[tuple[int, int]], code: str) -> None:
        """Take note for whom the person speaks whose full name is one of the parts of a subject."""
        for first, last in parts:
            while last - first > 2 and self.g.low(first) in self.g.words.any_of("titles", "courtesies"):
                first += 1
            if last - first > 1 and self._is_name(first, last) and not self.is_title(first):
                self.persons.tie([self.g.tokens[at].text for at in range(first, last)], code)

    def note_office(self, start: int, end: int, code: str) -> None:
        """Take note for whom the person with an office spoke last, and whether only office and state were told: "Peru's minister"."""
        head = self.head(start, end)
        self.persons.tell_office(self.g, head, code)
        told = self.groups.has_adjective(start, head) or any(start <= actor.first < head for actor in self.actors)
        alone = head == end - 1 or self.g.low(head + 1) in {"on", "in", "at"}
        if told and alone and self.g.is_in(head, "persons") and not self.g.tokens[head].is_capital:
            self.persons.unnamed = code if code in self.persons.states else None

    def office_behind(self, name: tuple[int, int], office: tuple[int, int], voices: Voices) -> tuple[str, ...] | None:
        """The state of which a person is said to hold an office, behind the name: "Jana Kral, Slovakia's minister of trade and …"."""
        if self.g.low(name[1]) != "," or not self._is_name(*name) or self.is_title(office[0]):
            return None
        if (known := self.leader(*name)) is not None:
            return known
        found = self.by_office(*office, voices)
        return found if found is not None and self.persons.states.issuperset(found) else None

    def with_long_office(self, start: int, end: int, voices: Voices) -> tuple[str, ...] | None:
        """For whom a person speaks whose office behind the name is a list: "Kral, Minister for Trade, Industry and Growth of Chile"."""
        comma = next((at for at in range(start + 1, min(start + 7, end)) if self.g.low(at) == ","), None)
        if comma is None or not self._is_name(start, comma):
            return None
        offices = [at for at in range(comma + 1, end) if self.g.is_in(at, "persons")]
        both = len(offices) == 2 and self.g.low(offices[0] + 1) == "and"  # "Prime Minister and Minister for Trade"
        if not (len(offices) == 1 or both) or offices[0] > comma + 5:
            return None
        joint = next((at for at in range(offices[-1], end) if self.g.low(at) in {",", "and"}), None)
        if joint is None:
            return None
        states = (actor for actor in self.actors if joint < actor.first < end and actor.concept.variety == "State")
        owners = (a.concept.code for a in states if "of" in {self.g.low(a.first - 1), self.g.low(a.first - 2)})
        return next(((code,) for code in owners if code), None) or self.by_office(comma + 1, joint, voices)

    def _owner_of_name(self, head: int, direct: Sequence[Mention]) -> tuple[str, ...] | None:
        """The state whose somebody with a bare name is: "Slovakia's | Kral"."""
        if not self.g.tokens[head].is_capital or self.groups.is_group(head):
            return None
        owner = next(
            (actor for actor in direct if actor.end == head - 1 and self.g.low(head - 1) in {"'s", "’s"}), None
        )
        return (owner.concept.code,) if owner is not None and owner.concept.code else None

    def leader(self, start: int, end: int) -> tuple[str, ...] | None:
        """For whom a person or seat of power speaks that is named between two indexes: "Biden", "the Kremlin"; None if unknown."""
        sole, tokens = self.g.words["sole_offices"], self.g.tokens[start:end]  # "the 79-year-old | pope"
        texts = [token.text.capitalize() if token.low in sole else token.text.replace("‑", "-") for token in tokens]
        likely = [at for at, text in enumerate(texts) if text[0].isupper() or text[0].isdigit() or text == "von"]
        parted = any(text[0] in ".'’" for text in texts)
        for length in range(end - start if likely else 0, 0, -1):
            for at in likely:
                if at + length > len(texts):
                    break
                first, phrase = start + at, " ".join(texts[at : at + length])
                phrase = _PARTED.sub(r"\1", phrase) if parted else phrase
                code = self.persons.renamed.get(phrase) or self.leaders.get(phrase) or self.persons.of_name(phrase)
                if code is not None and (length > 1 or "-" in phrase or self._is_alone(start, first, end)):
                    if length > 1 and self._names_another(first, first + length, end):
                        continue
                    return (code,)
        return None

    def _names_another(self, first: int, last: int, end: int) -> bool:
        """Whether a title and what is known as a family name begin a longer name: "Minister Khurshid | Mehmood Kasuri"."""
        return last < end and self.g.tokens[last].is_capital and self.g.is_in(last - 2, "persons")

    def _is_alone(self, start: int, first: int, end: int) -> bool:
        """Whether nothing else is the subject than the one word at `first`: "Biden", "the Kremlin", "Mr. Tamura", "President Lula"."""
        courtesies = self.g.words["courtesies"] | {".", "the"}
        words = [self.g.low(at) for at in range(start, first)]
        plain = all(word in courtesies or "-" in word or word.isdigit() for word in words)
        if first == end - 1 and (plain or self._is_name(start, end)):
            return True  # "the 79-year-old pope", "Sergey V. Lavrov"
        return first > 0 and not self.g.tokens[first - 1].nouns.isdisjoint(self.g.words["personal_titles"])

    def _as_own(self, actor: Mention, voices: Voices) -> tuple[str, ...] | None:
        """The actor's code; for a group that the speaker of several states names by letter and number ("the A3+"), those states."""
        code = headed_body(actor.concept.code)
        if code is not None and len(voices.own) > 1 and re.fullmatch(r"[A-Z]\d+\+?", code):
            return voices.own
        return (code,) if code else None
