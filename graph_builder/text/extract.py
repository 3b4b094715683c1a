"""From a document to its positions: segments, then for each its mentions, cues, stances, things and signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph_builder.collector import collector_paused
from graph_builder.lexicon import Lexicon
from graph_builder.lexicon import load as load_lexicon
from graph_builder.model import Attitude, Concept, Document, Modality, Position, Segment, Span
from graph_builder.reference import Reference
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.cues import find_cues
from graph_builder.text.holders.behalf import Behalf
from graph_builder.text.holders.discourse import Discourse
from graph_builder.text.mentions.acronyms import Acronyms
from graph_builder.text.mentions.anaphora import remember
from graph_builder.text.mentions.bilateral import Parties
from graph_builder.text.mentions.full_names import FullNames
from graph_builder.text.mentions.main_conflict import main_conflict
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.mentions import Matcher, matcher
from graph_builder.text.mentions.of_the_day import meant_on_the_day, of_the_day
from graph_builder.text.mentions.organs import organs
from graph_builder.text.mentions.own_names import with_own_names
from graph_builder.text.mentions.own_organs import OwnOrgans
from graph_builder.text.mentions.own_text import own_text
from graph_builder.text.mentions.pointed import remember_nouns
from graph_builder.text.mentions.short_names import remember_names
from graph_builder.text.mentions.un_organs import UnOrgans
from graph_builder.text.polarity.polarity import attitudes
from graph_builder.text.stances.clauses import read_stances
from graph_builder.text.stances.leads import (
    asks_by_items,
    inline_items,
    leaves_to_items,
)
from graph_builder.text.stances.lists import Lists
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Stance
from graph_builder.text.things.bystanders import are_holders
from graph_builder.text.things.things import Thing, find_things
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.quoted_words import doubled, unquoted
from graph_builder.text.words.segment import segment
from graph_builder.text.words.tokens import Token, tokenize

__all__ = ["Reading", "extract", "readings"]

_MODALS: Mapping[str, Modality] = {
    "may": "possible",
    "might": "possible",
    "can": "possible",
    "could": "possible",
    "would": "conditional",
    "will": "intended",
}


class Reading(NamedTuple):
    """A segment and what each step found in it: concepts that are named, words that may express an act, positions."""

    segment: Segment
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    cues: Sequence[Cue]
    positions: Sequence[Position]


class _Extractor:
    def __init__(self, document: Document, reference: Reference, lexicon: Lexicon) -> None:
        if (body := doubled(document.body)) is not document.body:
            document = replace(document, body=body)
        self.document, self.reference, self.lexicon = document, reference, lexicon
        self.matcher: Matcher = with_own_names(document, reference, matcher(reference))
        parts = [part for part in segment(document.body, lexicon) if part.kind != "heading"]
        self.discourse = Discourse(document, reference, lexicon, self.matcher, parts)
        self.acronyms = Acronyms(lexicon)
        self.speaks_as = organs(document, reference, lexicon)
        self.behalf = Behalf()
        self.un_organs = UnOrgans(document, reference)
        self.full_names = FullNames(document, reference, lexicon)
        self.events = of_the_day(document, reference)
        self.own_organs = OwnOrgans(document, reference, self.matcher, lexicon)
        self.said = next(row for row in lexicon.cues if row.kind == "telling")
        self.lists = Lists(document, lexicon, parts)
        self.known = {**own_text(document, self.matcher), **dict(self.un_organs.antecedents(self.matcher))}
        """What was named so far, for words that point back."""
        if (conflict := main_conflict(document, self.matcher)) is not None:
            self.known["conflict"] = conflict

    def readings(self) -> Iterator[Reading]:
        for number in range(len(self.discourse.parts)):
            self.lists.begin(number)
            part = self.discourse.begin(number)
            tokens = unquoted(tokenize(part.span.of(self.document.body), part.span.start))
            if tokens := tokens[self._is_recital(tokens) :]:
                yield self._read(part, tokens)

    def _read(self, part: Segment, tokens: Sequence[Token]) -> Reading:
        mentions = self.matcher.find(tokens)
        mentions += self.un_organs.find(tokens, mentions)
        mentions += self.discourse.blocs.find(tokens, mentions)
        self.discourse.speaks_for_others(tokens, mentions)
        self.discourse.speaks_as(tokens, mentions)
        if self.discourse.reports:
            self.behalf.learn(tokens, mentions, self.discourse.voices.last)
        grammar = Grammar(tokens, self.lexicon.words)
        self.acronyms.learn(grammar, mentions, self.document.body)
        defined = list(self.acronyms.find(grammar))
        taken = {mention.first for mention in defined}
        alone = (mention for mention in mentions if not (mention.end - mention.first == 1 and mention.first in taken))
        mentions = sorted([*alone, *defined], key=lambda item: (item.first, -item.end, item.concept.id))
        holders = self.discourse.holders(grammar, mentions)
        record = self.discourse.persons.body is not None and not self.discourse.quoted
        cues = find_cues(grammar, self.lexicon, record=record)
        part = self.lists.as_item(part, tokens)
        voices = self.discourse.voices
        sentence = Sentence(
            grammar,
            cues,
            holders,
            voices,
            self.lists.lead_of(part, tokens, voices.own),
            self.said,
            is_quoted=self.discourse.quoted,
            is_item=part.opens_item,
        )
        stances = self.lists.led(part, grammar, holders, voices, read_stances(sentence))
        stances = inline_items(grammar, cues, stances)
        stances = [] if grammar.asks else stances  # who asks holds nothing yet
        self.discourse.end(part, sentence.voices)
        finite = (stance.cue for stance in stances if stance.cue.group and stance.cue.group.use == "finite")
        grammar.verbs.update(cue.keyword for cue in finite if grammar.tokens[cue.keyword].verbs)
        named: list[Mention] = []
        positions: list[Position] = []
        for stance in map(self._as_issuer, stances):
            lead = stance.cue.act == "commit" or grammar.low(stance.cue.end - 1) == "that"
            if stance.target is None and lead and grammar.low(len(tokens) - 1) == ":":
                continue  # "We commit to:", "they emphasize that:" leave all to the items
            if stance.target is not None and leaves_to_items(grammar, stance.cue.end, stance.target[1]):
                continue
            if self.lists.follows_item and asks_by_items(grammar, stance):
                continue
            positions.append(self._position(part, tokens, grammar, mentions, stance, named))
        remember(self.known, sorted([*mentions, *named], key=lambda item: item.first))
        remember_names(self.known, [*mentions, *named])
        remember_nouns(self.known, (mention.concept for mention in mentions), self.lexicon.words["prepositions"])
        return Reading(part, tokens, mentions, cues, positions)

    def _is_recital(self, tokens: Sequence[Token]) -> bool:
        """Whether the first word only opens what a resolution recites: "Whereas | Peru condemns the attack;"."""
        if len(tokens) < 4 or tokens[0].low != "whereas" or self.document.kind not in {"resolution", "declaration"}:
            return False
        return self.document.kind == "resolution" or tokens[-1].low in {";", ",", "and"}

    def _as_issuer(self, stance: Stance) -> Stance:
        """The stance as the issuer's where an organ of it speaks, or as that of the body for which a delegate speaks."""
        holders = self.behalf.of(stance.holders)
        if not self.speaks_as.keys().isdisjoint(holders):
            holders = tuple(dict.fromkeys(self.speaks_as.get(code, code) for code in holders))
        return stance if holders == stance.holders else replace(stance, holders=holders)

    def _position(
        self,
        part: Segment,
        tokens: Sequence[Token],
        grammar: Grammar,
        mentions: Sequence[Mention],
        stance: Stance,
        named: list[Mention],
    ) -> Position:
        """The position that a stance is; names that nobody here has are added to `named`, to be pointed back to."""
        end = self._distinct_end(part, tokens, stance)
        cue = stance.cue if end == stance.cue.end else replace(stance.cue, end=end)
        target = stance.target
        found: list[Attitude] = []
        if target is not None:
            things = self._things(grammar, mentions, stance, target)
            named += (Mention(thing.concept, thing.first, thing.end) for thing in things if _is_named(grammar, thing))
            for thing, sign, path in attitudes(grammar, self.lexicon, cue, target, things):
                first = path == ("+",) and cue.act in {"commit", "urge"} and _is_part(grammar, thing, things)
                if (sign == "0" or first) and _only_tells_whose(grammar, thing):
                    continue
                found.append(Attitude(_span(tokens, thing.first, thing.end), thing.concept, sign, path))
            found = _once(found, self.document.body)
            remember_nouns(self.known, (attitude.concept for attitude in found), self.lexicon.words["prepositions"])
            for attitude in found[:1]:
                slot = "last actor" if attitude.concept.kind == "actor" else "last thing"
                self.known[slot] = attitude.concept
        whole = None if target is None else _with_marks(self.document.body, _span(tokens, *target))
        return Position(
            quote=part.span if whole is None else _around(part.span, whole),
            cue=_span(tokens, cue.first, cue.end),
            act=cue.act,
            holders=tuple(sorted(stance.holders)),
            target=whole,
            attitudes=tuple(found),
            rule=cue.row.id,
            negated=bool(cue.group and cue.group.negated),
            modality=_modality(stance),
            intensity="strong" if cue.strong else "plain",
            reaffirmed=cue.reaffirmed,
        )

    def _distinct_end(self, part: Segment, tokens: Sequence[Token], stance: Stance) -> int:
        """End of the cue, moved on until its words stand nowhere earlier in the quotation, so that they can be found by search."""
        body, cue = self.document.body, stance.cue
        for end in range(cue.end, min(cue.end + 4, len(tokens)) + 1):
            span = _span(tokens, cue.first, end)
            if body.find(span.of(body), part.span.start) == span.start:
                return end
        return cue.end

    def _things(
        self, grammar: Grammar, mentions: Sequence[Mention], stance: Stance, target: tuple[int, int]
    ) -> list[Thing]:
        things = find_things(
            grammar,
            self.lexicon,
            self.document.body,
            mentions,
            target,
            act=stance.cue.act,
            antecedents=self.known,
            addresses=stance.cue.shape in {"verb", "wrapped", "noun"},
        )
        own = set(stance.holders)
        things = [
            thing
            for thing in (self._known_here(grammar, thing) for thing in things)
            if (
                not own.issuperset(self.discourse.blocs.members((thing.concept.code or "",)))
                or _is_praised(stance, thing, target)
            )
            and not are_holders(grammar, thing, len(own))
        ]
        two = next((pair for pair in (self.document.issuers, stance.holders) if len(pair) == 2), ())
        actors = [self.reference.actor_by_code[code] for code in two if code in self.reference.actor_by_code]
        if len(actors) != 2:
            return things
        parties = Parties(actors)
        return [
            replace(thing, concept=parties.tie(grammar, mentions, thing.concept, thing.first, thing.end))
            for thing in things
        ]

    def _known_here(self, grammar: Grammar, thing: Thing) -> Thing:
        """The thing by the name that it has outside of this document: of an organ, of a person, of an event."""
        organ = self.own_organs.called(thing.concept)
        thing = self.full_names.called(grammar, thing if organ is thing.concept else replace(thing, concept=organ))
        meant = meant_on_the_day(grammar, thing, self.events)
        return thing if meant is thing.concept else replace(thing, concept=meant)


def _once(attitudes: Sequence[Attitude], body: str) -> list[Attitude]:
    """Each thing once, where it is named first, an actor where it is named most fully: a position has one attitude to it."""
    fullest: dict[str, Attitude] = {}
    for attitude in attitudes:
        known = fullest.get(attitude.concept.id)
        fuller = known is not None and attitude.concept.kind == "actor" and _length(attitude) > _length(known)
        fuller = fuller and not attitude.span.of(body).islower()  # "the country"
        if known is None or fuller:
            fullest[attitude.concept.id] = attitude
    return [attitude for attitude in attitudes if fullest[attitude.concept.id] is attitude]


def _length(attitude: Attitude) -> int:
    return attitude.span.end - attitude.span.start


def _is_named(grammar: Grammar, thing: Thing) -> bool:
    """Whether a thing that no label names has a proper name: "the Samarkand Peace Accord"."""
    capitals = sum(grammar.tokens[at].is_capital for at in range(thing.first, thing.end))
    return thing.concept.provisional and thing.concept.kind in {"treaty", "initiative", "actor"} and capitals > 1


def _is_praised(stance: Stance, thing: Thing, target: tuple[int, int]) -> bool:
    """Whether several holders speak of what one of them did: "welcome the Republic's commitment to"."""
    first = thing.first - target[0] <= 1
    return first and len(stance.holders) > 1 and stance.cue.act in {"welcome", "support", "note"}


def _only_tells_whose(grammar: Grammar, thing: Thing) -> bool:
    """Whether an actor only tells whose the next thing is: the "U.S." of "U.S. companies"."""
    if thing.concept.kind != "actor" or thing.concept.code is None or thing.end >= len(grammar.tokens):
        return False
    after, group = grammar.tokens[thing.end], grammar.words["group_nouns"]
    plain = not after.verbs or after.is_form("ing")
    noun = bool(after.nouns) and not after.is_capital and plain and after.bases.isdisjoint(group)
    when = grammar.is_in(thing.end, "bare_times")  # "urge restraint by Peru | today"
    return noun and not when and not grammar.is_in(thing.end, "prepositions")


def _is_part(grammar: Grammar, thing: Thing, things: Sequence[Thing]) -> bool:
    """Whether an actor is only the first word of goods or the like: "U.S. | exports", but not "ASEAN | unity"."""
    wholes = [other for other in things if other.first == thing.first and other.end > thing.end]
    credited = grammar.words.any_of("credits", "helping_nouns") | {"reform", "reforms"}
    return bool(wholes) and not any(
        grammar.low(at) in credited for other in wholes for at in range(thing.end, other.end)
    )


def _modality(stance: Stance) -> Modality:
    cue = stance.cue
    if cue.act == "commit":
        return "intended"
    if cue.shape == "modal":
        return "obligation"
    modal = cue.group.modal if cue.group else None
    return _MODALS.get(modal or "", "asserted")


def _with_marks(body: str, span: Span) -> Span:
    """The stretch with the quotation mark at its edge whose other one stands inside: "the so-called “zone | ”"."""
    text, after, before = span.of(body), body[span.end : span.end + 1], body[max(span.start - 1, 0) : span.start]
    if (after == "”" and text.count("“") > text.count("”")) or (after == '"' and text.count('"') % 2):
        return Span(span.start, span.end + 1)
    if (before == "“" and text.count("”") > text.count("“")) or (before == '"' and text.count('"') % 2):
        return Span(span.start - 1, span.end)
    return span


def _around(quote: Span, target: Span) -> Span:
    """The quotation with the mark before or behind it that its target has."""
    return quote if quote.covers(target) else Span(min(quote.start, target.start), max(quote.end, target.end))


def _span(tokens: Sequence[Token], first: int, end: int) -> Span:
    return Span(tokens[first].start, tokens[end - 1].end)


def extract(document: Document, reference: Reference, lexicon: Lexicon | None = None) -> list[Position]:
    """All positions of a document, in reading order; deterministic, without a network.

    Each span is of code points in `document.body`. Where no rule fits a sentence, nothing is emitted.
    """
    with collector_paused():
        return [position for reading in readings(document, reference, lexicon) for position in reading.positions]


def readings(document: Document, reference: Reference, lexicon: Lexicon | None = None) -> Iterator[Reading]:
    """The segments of a document in reading order, headings apart, each as it was read."""
    for reading in _Extractor(document, reference, lexicon or load_lexicon(document.language)).readings():
        yield reading._replace(positions=[_settled(position, reference) for position in reading.positions])


def _settled(position: Position, reference: Reference) -> Position:
    attitudes = tuple(_decided(position, reference))
    return position if attitudes == position.attitudes else replace(position, attitudes=attitudes)


def _decided(position: Position, reference: Reference) -> Iterator[Attitude]:
    """The attitudes, with provisional things as an analyst decided on them; one that has a known thing's id is that thing."""
    for attitude in position.attitudes:
        concept: Concept | None = attitude.concept
        if attitude.concept.provisional:
            known = reference.by_id.get(attitude.concept.id, attitude.concept)
            concept = reference.decided.get(attitude.concept.id, known)
        if concept is not None:
            yield attitude if concept is attitude.concept else replace(attitude, concept=concept)
