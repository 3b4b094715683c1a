"""Where the words end that a verb needs behind it, whatever stands between: "call | upon", "stressed, in Lima, | that"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.marks import DASHES

__all__ = ["PhraseEnds"]

_BEHIND_ASIDES = frozenset({"to", "that", "on", "upon", "for"})
"""Words with which a complement begins that an aside may part from its verb."""
_OPENING_ASIDES = frozenset(
    {"time", "dear", "ahead", "following", "pending", "pursuant", "consistent", "subject", "where", "once"}
)
"""Words, besides prepositions and adverbs, with which such an aside begins: "calls, ahead of the vote, on"."""
_COMPANIONS = frozenset({"others", "many", "all", "other", "the", "its", "our", "their"})
"""Words with which it begins to be told who does the same: "call, | with others, for"."""
_HELD = frozenset(
    {"risk", "danger", "fact", "possibility", "idea", "view", "belief", "hope", "fear", "claim", "threat", "chance"}
)
"""Nouns that a clause with "that" tells: "a report on the risk that"."""
_TOLD_IN = ("occasions", "stated_in", "posted", "weekdays", "gatherings", "wordings")
"""Lists of the nouns of what something is said in or at."""
_FROM_HERE = frozenset({"in", "from", "before", "at"})
_CIRCUMSTANTIAL = _FROM_HERE | {"on", "during", "ahead", "last", "this", "next", "today", "("}
"""Words, besides adverbs, with which it begins to be told when or where something was said."""


class PhraseEnds(CueReader):
    """The ends of the phrases of one segment's verbs."""

    def after_time(self, at: int) -> int | None:
        """Index after "that" where only times and places stand before it: "warned | last week that"; else None."""
        place = after_circumstances(self.g, at)
        return place + 1 if place > at and self.g.low(place) == "that" else None

    def after_circumstance(self, at: int) -> int | None:
        """Index after "that" where only a place or text stands before it: "stressed | in his report on trade that"; else None."""
        at = self.g.skip_forward(at) if self.g.low(at) == "here" else at
        if self.g.low(at) not in {"in", "at", "during", "on", "before", "from"}:
            return None
        hall, text = self.g.low(at) in {"before", "from"}, False
        for place in range(at + 1, min(at + 16, len(self.g.tokens))):
            token = self.g.tokens[place]
            if token.low == "that":
                told = self.g.bases(place - 1) & self.g.words.any_of(*_TOLD_IN, *(("halls",) if hall else ()))
                dated = self.g.is_in(place - 2, "months") or self.g.is_in(
                    place - 1, "months"
                )  # "released on March 2 that"
                on = text and self.g.bases(place - 1).isdisjoint(_HELD)
                return place + 1 if told or on or dated or self.g.tokens[place - 1].is_capital else None
            opens = place < at + 5 and self.g.low(place + 1) in {"on", "to", "about", "entitled", "concerning"}
            text = text or (opens and bool(self.g.bases(place) & self.g.words.any_of(*_TOLD_IN)))
            if not token.is_word or self.g.is_in(place, "subordinators") or self.g.is_in(place, "conjunctions"):
                return None
        return None

    def after_hearer(self, at: int) -> int | None:
        """Index after "that" where only who is told stands before it: "assured | the people of Peru that"; else None."""
        if not (self.g.is_in(at, "determiners") or self.g.is_in(at, "pronouns") or self.is_capital(at)):
            return None
        for place in range(at + 1, min(at + 8, len(self.g.tokens) - 1)):
            token = self.g.tokens[place]
            if token.low == "that":
                return None if self.points(place) or self.g.is_in(place - 1, "prepositions") else place + 1
            named = (
                token.nouns or token.is_capital or token.is_adjective or token.low in {"of", "'s", "’s", "and", "the"}
            )
            if not named or self.g.is_in(place, "subordinators"):
                return None
        return None

    def rest(self, at: int, rest: tuple[str, ...]) -> int | None:
        """Index after the words `rest` from `at` on, with modifiers allowed between; None if they do not stand there."""
        for word in rest:
            place = next(
                (
                    place
                    for place in self._places(at, word)
                    if self.g.low(place) == word or (place < len(self.g.tokens) and word in self.g.tokens[place].nouns)
                ),
                None,
            )
            if word in _BEHIND_ASIDES:
                place = self._behind_time(at, word) if place is None or self._tells_when(place) else place
            if place is not None and word == "that" and self.points(place):
                return None  # "showed | that by joining the pact"
            if place is None and word in _BEHIND_ASIDES:
                place = self.behind_aside(at, word)
            if place is None and word == "that" and self.g.low(at) == "to" and (told := self.after_aside(at)) > at:
                place = told  # "made clear to all | that"
            if place is None and word == "that" and (after := self.after_circumstance(at)) is not None:
                place = after - 1  # "state in no uncertain terms that"
            if place is None and word == "that":
                place = self._behind_dashes(at)
            if place is None:
                return None
            at = place + 1
        return at

    def _behind_dashes(self, at: int) -> int | None:
        """Index of "that" behind an aside between dashes, or what tells for how long: "stated – here and elsewhere – | that"."""
        at += 2 if (self.g.low(at), self.g.low(at + 1)) == ("all", "along") else self.g.low(at) == "throughout"
        if self.g.low(at) == "that":
            return at
        opening = at if self.g.low(at) in DASHES else after_circumstances(self.g, self.g.skip_forward(at))
        if self.g.low(opening) not in DASHES:
            return None
        closing = next(iter(self.g.places(DASHES, opening + 1, min(opening + 14, len(self.g.tokens) - 1))), None)
        return closing + 1 if closing is not None and self.g.low(closing + 1) == "that" else None

    def _tells_when(self, at: int) -> bool:
        """Whether a preposition there begins a time rather than what a verb is about: "agreed | on Thursday on"."""
        return self.g.low(at) == "on" and (self.g.is_in(at + 1, "weekdays") or self.g.is_in(at + 2, "months"))

    def _behind_time(self, at: int, word: str) -> int | None:
        """Index of a word that a time or place parts from its verb: "decided | on Monday in Lima to"."""
        if self.g.low(at) not in _CIRCUMSTANTIAL and not self.g.is_in(at, "adverbs"):
            return None
        place = after_circumstances(self.g, at)
        if word == "for" and self.g.low(place) in _FROM_HERE and self.g.is_in(place + 1, "determiners"):
            hall = range(place + 3, min(place + 6, len(self.g.tokens)))  # "call | from this rostrum for"
            return next((n for n in hall if self.g.low(n) == word and self.g.tokens[n - 1].nouns), None)
        if word == "to" and self.g.low(place + 1) == "be" and self.g.low(place + 2) in {"held", "convened", "hosted"}:
            return None  # "our efforts at the talks | to be held in Lima"
        return place if place > at and self.g.low(place) == word else None

    def behind_aside(self, at: int, word: str) -> int | None:
        """Index of a word that an aside between commas parts from its verb: "decides | , in view of A, to"."""
        begins = (
            self.g.is_in(at + 1, "prepositions") or self.g.is_in(at + 1, "courtesies") or self.g.low(at + 1) == "as"
        )
        begins = begins or self.g.is_plain_adverb(at + 1) or self.g.low(at + 1) in _OPENING_ASIDES
        felt = self.g.low(at + 1) == "with" and not (self.is_capital(at + 2) or self.g.low(at + 2) in _COMPANIONS)
        if self.g.low(at) != "," or felt or not begins:
            return None  # "noted, with regret, that": the aside tells the stance
        closing = next((n for n in range(at + 2, min(at + 16, len(self.g.tokens))) if self.g.low(n) == ","), None)
        return closing + 1 if closing is not None and self.g.low(closing + 1) == word else None

    def parted(self, at: int, rest: tuple[str, ...]) -> int | None:
        """`at`, if the words behind "…" stand within reach and the object before them: "hold (the attackers) responsible"."""
        words = rest[1:]
        if self.g.low(at) in {"to", "on", "for", ","}:
            return None  # "pledged | to continue their support"
        aside = at
        reach = 20 if words[0] == "as" else 13
        for place in range(at + 1, min(at + reach, len(self.g.tokens))):
            low = self.g.low(place)
            if place < aside:
                continue
            if low == "," and (aside := self._behind_address(place)) > place:
                continue  # "assures you | , Mr. President, | of"
            degree = low == "so" and not self.g.is_in(place + 1, "pronouns")  # "so much more"
            if low == "," and self.g.tokens[place - 1].is_capital and self.is_capital(place + 1):
                continue  # "described Peru | , Chile and Cuba as outlaws"
            goes_on = self.g.low(place + 1) == words[0] == "of"
            if low == "," and (goes_on or self.g.parenthetical(place) > place):
                aside = self.g.parenthetical(place)
                continue  # "assures the envoy | , once again | , of"
            if low == "." and self.is_capital(place + 1):
                continue  # "wish Mr | . Soto all the best"
            if low == "," and (behind := self.behind_mid_aside(place)) > place:
                return at if self.rest(behind, words) is not None else None
            if low in {",", ";", ":", "."} or (self.g.is_in(place, "subordinators") and not degree):
                return None
            if low == "and" and self._is_verb_only(place + 1):
                return None  # "received a report and | noted with satisfaction that"
            if low == words[0] and self.rest(place, words) is not None:
                return at
        return None

    def _behind_address(self, comma: int) -> int:
        """Index behind whom the speaker turns to between commas: "you | , Mr. President, | of"; `comma` if nobody is addressed."""
        if not (self.g.is_in(comma + 1, "addressed") or self.g.is_in(comma + 1, "courtesies")):
            return comma
        near = range(comma + 2, min(comma + 7, len(self.g.tokens)))
        closing = next((n for n in near if self.g.low(n) == ","), comma - 1)
        return (
            closing + 1 if all(self.is_capital(n) or self.g.low(n) == "." for n in range(comma + 1, closing)) else comma
        )

    def _is_verb_only(self, at: int) -> bool:
        """Whether a word stands there that tells something, with what it governs or with nothing that it could describe."""
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        governs = self.g.is_in(at + 1, "determiners") or self.g.is_in(at + 1, "prepositions")
        return token is not None and bool(token.verbs) and not token.nouns and (governs or not token.is_adjective)

    def _places(self, at: int, word: str) -> Iterator[int]:
        """Where the next word of a phrase may stand; worked out one by one, since the first mostly tells."""
        yield at
        if self.g.low(at) in {"“", '"'}:
            yield at + 1  # called “for a truce”
        yield self.g.skip_forward(at)
        if self.g.low(at) == "that":
            if word not in self.g.words["prepositions"]:
                yield at + 1
            return  # "hope that the summit | for trade succeeds", "believe that | in time"
        if word == "that" and self.g.low(at) in {"a", "an"}:
            return  # "see | an Afghanistan that lives in peace"
        if self.g.is_in(at, "pronouns"):
            yield self.g.skip_modifiers(at + 1, 5)  # "wish him every success"
        yield from range(at + 1, self.g.skip_modifiers(at, 5) + 1)
