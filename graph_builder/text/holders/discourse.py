"""Whose words these are: who speaks, tells and was named, as a document goes on from sentence to sentence.

A declaration or speech is its issuer's, a meeting record whoever's name heads the paragraph. A report has a narrator, who
takes no stance; in it speak those who are quoted or told, until somebody else does, and the declaration that it reports.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Document, Segment, Span
from graph_builder.reference import Reference
from graph_builder.text.holders.behalf import body_spoken_for
from graph_builder.text.holders.blocs import Blocs
from graph_builder.text.holders.heads import own_heads, sole_heads
from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.introductions import namesakes
from graph_builder.text.holders.persons import Officer, Persons
from graph_builder.text.holders.quotations import Quotations, is_in_first_person
from graph_builder.text.holders.reports import Reports
from graph_builder.text.holders.speakers import speaker_at
from graph_builder.text.holders.voices import Voices
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.mentions import Matcher
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.quoted_words import unquoted
from graph_builder.text.words.tokens import Token, tokenize

__all__ = ["Discourse"]

_PLACE = re.compile(r"([A-Z][A-Z'’ -]{2,30}?)(?=,|:|\s*\(|\s+[-–—])")
"""Where a report was written, at its head: "BEIJING, Sept. 26"."""


_NUMBERED = re.compile(r"\d{1,3}\.\s")
"""How a paragraph of a summary record begins, which goes on with who spoke in the one before."""
_SPEAKERS = frozenset({"i", "we"})
_LONGEST_LINE = 100
"""Characters of the longest line of a text that is set in lines."""


def _is_set_in_lines(body: str) -> bool:
    """Whether a line of a text is no paragraph, for blank lines part those."""
    return "\n\n" in body and all(len(line) <= _LONGEST_LINE for line in body.split("\n"))


@functools.lru_cache(maxsize=4)
def _seats(reference: Reference) -> frozenset[str]:
    """The names among those of leaders that are places: "Seoul"."""
    return frozenset(row["name"] for row in reference.tables["leaders"] if row["role"] == "seat of government")


def _listed(tokens: Sequence[Token], mentions: Sequence[Mention], behalf: int) -> list[Mention]:
    """The actors behind "behalf" until something else than their list is told: "on behalf of | Peru, Chile and Cuba | I thank Oslo"."""
    actors = [m for m in mentions if m.first > behalf and m.concept.code]
    for number, (left, right) in enumerate(itertools.pairwise(actors)):
        if any(
            (token.verbs and not (token.nouns or token.is_adjective)) or token.low in _SPEAKERS
            for token in tokens[left.end : right.first]
        ):
            return actors[: number + 1]
    return actors


class Discourse:
    """Who speaks in one document whose sentences are `parts`; told of each sentence before and after it is read."""

    def __init__(
        self, document: Document, reference: Reference, lexicon: Lexicon, matcher: Matcher, parts: Sequence[Segment]
    ) -> None:
        self.document, self.reference, self.lexicon, self.matcher = document, reference, lexicon, matcher
        self.parts = parts
        self.blocs = Blocs(document, reference, lexicon)
        self.reports = document.kind == "news" or self._is_summary()
        """Whether a narrator tells what others say."""
        self.own = self._own_voices()
        """Who speaks where nobody else does."""
        self.speaker: tuple[str, ...] = ()
        self._labelled: tuple[str, ...] = ()
        """Whose delegate the record last gave the word to."""
        self.quoted = False
        """Whether the sentence stands in a quotation."""
        self.voices = Voices(self.own, issuer=self.own, group=self._two_of_title())
        self._teller: tuple[str, ...] = ()
        self._goes_on: tuple[str, ...] = ()
        """Who goes on to speak in a sentence that nobody tells."""
        self._break = "\n\n" if _is_set_in_lines(document.body) else "\n"
        """What parts paragraphs."""
        self._told_in: int | None = None
        """Where the paragraph begins in which somebody last told something."""
        two = document.issuers if len(document.issuers) == 2 else ()
        seats = _seats(reference)
        self.persons = Persons(
            matcher.adjectives,
            reference.leaders,
            self._home(),
            two,
            seats,
            body=self._body(),
            house=self._house(),
            strangers=self.reports and not self.own,
            narrated=self.reports,
            officer=self._officer(),
            heads=sole_heads(reference, two),
            own=own_heads(reference, document.issuers) if document.kind not in {"news", "speech"} else None,
            aides=self._lone_state() if document.kind not in {"news", "speech"} else None,
        )
        heading = tokenize(document.title)
        self.persons.learn(Grammar(heading, lexicon.words), matcher.find(heading))
        self.quotations = Quotations(document.body, parts) if self.reports else None

    def _is_summary(self) -> bool:
        """Whether a record of a meeting tells in the third person what the delegates said."""
        states = {
            self.reference.actor_by_code[code].variety
            for code in self.document.issuers
            if code in self.reference.actor_by_code
        }
        return self.document.kind == "speech" and "State" not in states and not is_in_first_person(self.document.body)

    def _own_voices(self) -> tuple[str, ...]:
        """The issuers; of a report those of what it reports, or its own where they are actors and no newspaper."""
        if not self.reports:
            return self.document.issuers
        issuers = self.document.reports.issuers if self.document.reports else self.document.issuers
        return tuple(code for code in issuers if self._can_speak(code))

    def _body(self) -> str | None:
        """The organization whose report it is, if it is one's."""
        known = self.reference.actor_by_code.get(self.own[0]) if len(self.own) == 1 else None
        state = known is None or known.variety == "State"
        return None if state or self.document.kind != "news" else self.own[0]

    def _officer(self) -> Officer | None:
        """The officer of a body whose report it is, if it is one's: "UN High Commissioner for Refugees"."""
        if len(self.own) != 1 or self.document.kind != "news":
            return None
        known = self.reference.actor_by_code.get(self.own[0])
        names = [tokenize(name) for name in (self.own[0], *(known.names if known is not None else ()))]
        offices = {token.low for name in names for token in name} & self.lexicon.words["persons"]
        found = {m.concept.code for name in names for m in self.matcher.find(name) if m.concept.code} - {self.own[0]}
        bodies = {code for code in found if self.reference.actor_by_code[code].variety != "State"}
        return Officer(self.own[0], frozenset(offices), frozenset(bodies)) if offices else None

    def _house(self) -> str | None:
        """The state whose own report it is, if it is one's."""
        return self._lone_state() if self.document.kind == "news" else None

    def _lone_state(self) -> str | None:
        """The one state whose text it is, if it is one's."""
        known = self.reference.actor_by_code.get(self.own[0]) if len(self.own) == 1 else None
        return self.own[0] if known is not None and known.variety == "State" else None

    def _can_speak(self, issuer: str) -> bool:
        """Whether an issuer of a report is a known actor, or by its name a body or meeting and no newspaper or agency."""
        words = self.lexicon.words
        named = {word.lower() for word in re.findall(r"[\w'’-]+", issuer)}
        body = not named.isdisjoint(words.any_of("bodies", "group_nouns", "gatherings", "bodies_of_states"))
        return self.reference.resolve_actor(issuer) is not None or (body and named.isdisjoint(words["press"]))

    def _two_of_title(self) -> tuple[str, ...]:
        """Whom "both" means at first, where one issuer tells of two: "Fact sheet: the meeting of the United States and Peru"."""
        found = self.matcher.find(tokenize(self.document.title))
        named = {m.concept.code for m in found if m.concept.code and m.concept.variety == "State"}
        told = len(self.document.issuers) == 1 and len(named) == 2 and self.document.issuers[0] in named
        return tuple(sorted(code for code in named if code)) if told else ()

    def _home(self) -> str | None:
        """The state that a newspaper is called after or writes from: whose "the Foreign Ministry" is."""
        if not self.reports or self.own:
            return None
        named = self.matcher.find(tokenize(" ".join(self.document.issuers)))
        state = next((mention.concept.code for mention in named if mention.concept.variety == "State"), None)
        place = _PLACE.match(self.document.body.lstrip())
        return state or (self.reference.leaders.get(place.group(1).title()) if place else None)

    def begin(self, number: int) -> Segment:
        """The sentence `number` as it is to be read, without the name of its speaker; sets who has the word in it."""
        part = self.parts[number]
        if self.quotations is not None:
            self._hear(self.quotations, number)
        speaker = speaker_at(self.document.body, part.span.start, part.span.end, self.reference, self.lexicon)
        if speaker is not None:
            self.speaker = self._labelled = speaker.holders
            self.voices = Voices((), issuer=self.own, group=self.voices.group)
            part = replace(part, span=Span(speaker.start, part.span.end))
        own, known = self.speaker or self.own, self.voices
        if (known.own, known.teller, known.untold) != (own, (), self._goes_on):
            self.voices = replace(known, own=own, teller=(), untold=self._goes_on)
        return part

    def _hear(self, quotations: Quotations, number: int) -> None:
        """Let who is quoted speak in the first person until the quotation ends."""
        self.quoted, self._goes_on = quotations.is_inside(number), ()
        teller, signature = quotations.teller(number), quotations.signature(number)
        signed = self._signer(signature) if signature is not None else ()
        if signed:
            self.speaker = signed
        elif teller is not None:
            self.speaker = self._teller_of(self.parts[teller])
        elif quotations.is_untold(number):
            self.speaker = self._teller or self.voices.last
        else:  # words in quotation marks that nobody here tells go on with who told the last
            retold = quotations.quotes(number) or self._is_retold(self.parts[number])
            self.speaker, self._goes_on = (), self._teller if retold else ()

    def _teller_of(self, part: Segment) -> tuple[str, ...]:
        """Who tells a later sentence, whose quotation begins here."""
        tokens = unquoted(tokenize(part.span.of(self.document.body), part.span.start))
        holders = self.holders(Grammar(tokens, self.lexicon.words), self.matcher.find(tokens))
        return Reports(holders.g, holders, self.voices).tail().holders or ()

    def _signer(self, line: Span) -> tuple[str, ...]:
        """For whom somebody speaks whose name stands below a quotation; nobody's where it names none who is known."""
        tokens = tokenize(line.of(self.document.body), line.start)
        holders = self.holders(Grammar(tokens, self.lexicon.words), self.matcher.find(tokens))
        ends = next((at for at, token in enumerate(tokens) if token.low == ","), len(tokens))
        whole = holders.resolve(0, len(tokens), self.voices, documents=False)
        return holders.resolve(0, ends, self.voices, documents=False) or whole or ()

    def holders(self, grammar: Grammar, mentions: Sequence[Mention]) -> Holders:
        """What the phrases of a sentence name, once the persons that it introduces are known."""
        self.persons.learn(grammar, mentions, self.voices.last_taker)
        if self.reports:
            self.persons.renamed |= namesakes(grammar, self.persons.known)
        for code in self.persons.introduced:
            self.voices = self.voices.mentioned((code,), frozenset({"he", "she"}))
        return Holders(
            grammar, mentions, self.matcher.adjectives, self.reference, self.persons,
            texts=self.document.kind != "speech", strangers=self.reports, blocs=self.blocs,
        )  # fmt: skip

    def _paragraph(self, part: Segment) -> int:
        return self.document.body.rfind(self._break, 0, part.span.start)

    def _is_retold(self, part: Segment) -> bool:
        """Whether the report of an organization goes on with what somebody told earlier in the paragraph, or before a number."""
        paragraph = self._paragraph(part)
        begins = 0 if paragraph < 0 else paragraph + len(self._break)
        numbered = _NUMBERED.match(self.document.body, begins) is not None
        return bool(self.own) and (self._told_in == paragraph or (numbered and self._told_in is not None))

    def speaks_for_others(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        """A speaker who talks "on behalf of" states that the sentence lists speaks for all of them, or for a body that it names."""
        words = [token.low for token in tokens]
        alone = self.document.kind == "speech" and not self.reports and len(self.own) == 1
        if not (self.speaker or alone) or "behalf" not in words:
            return
        at = words.index("behalf")
        states = {m.concept.code for m in _listed(tokens, mentions, at) if m.concept.variety == "State"}
        if len(states) > 1 and (self.speaker or states.issuperset(self.own)):
            self._speak(tuple(sorted(code for code in states if code)))
        elif self.speaker and (body := body_spoken_for(tokens, mentions)) is not None and body.concept.code:
            also = words[at - 2 : at] == ["also", "on"] or words[at + 2 : at + 3] == ["also"]
            self._speak((*(self.speaker if also else ()), body.concept.code))

    def speaks_as(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        """A chair who speaks "in my capacity as the representative of" a state speaks for it, until it takes up its functions again."""
        words = [token.low for token in tokens]
        if "capacity" in words:
            at = words.index("capacity")
            if words[at - 1] in {"national", "own", "personal"} and self._labelled:
                self._speak(self._labelled)
            own = words[at - 1 : at] in (["my"], ["national"]) and words[at + 1 : at + 2] == ["as"]
            states = [m for m in mentions if at < m.first <= at + 8 and m.concept.variety == "State"]
            if own and states and states[0].concept.code:
                self._speak((states[0].concept.code,))
        resumed = not self.lexicon.words["taken_up_again"].isdisjoint(words)
        if resumed and "functions" in words and words[words.index("functions") - 1] == "my":
            self._speak(())

    def _speak(self, holders: tuple[str, ...]) -> None:
        self.speaker = holders
        self.voices = replace(self.voices, own=holders or self.own)

    def end(self, part: Segment, voices: Voices) -> None:
        """Take note of whom a sentence named and who told it."""
        silent = voices.recent[:1] == self.voices.recent[:1] and not voices.teller
        self.voices = voices
        if silent and len(self.persons.introduced) == 1:  # "the meeting was chaired by the minister"
            self.voices = voices.named((self.persons.introduced[0],), frozenset({"he", "she"}))
        if voices.teller:
            self._teller, self._told_in = voices.teller, self._paragraph(part)
