"""Whose a stance noun is, told behind it or by a list of names before it: "the thanks of Peru for", "Chile and Peru's support"."""

from __future__ import annotations

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import OWN, CueReader, noun_rows

__all__ = ["NounOwners"]

_HOLDING = frozenset({"have", "feel", "give", "lend", "express", "voice", "harbour", "harbor", "place", "share"})
"""Verbs that tell whose a feeling or a support is: "the concern Peru | has about"."""
_HELD_ACTS = frozenset({"concern", "support", "regret", "oppose", "welcome"})
_ATTACHING = frozenset({"attach", "accord", "assign", "ascribe", "attribute"})
"""Verbs by which it is told who finds something important."""
_INTENTS = frozenset({"intention", "intentions", "intent"})
_FELT = frozenset({"feeling", "sentiment", "sense", "expression", "word", "message", "statement", "letter"})
"""Nouns that only tell that the next one is felt or said: "the feelings of profound gratitude"."""
_MATERIAL = frozenset(
    {"financial", "technical", "humanitarian", "material", "logistical", "budgetary", "psychosocial", "medical"}
)
"""Adjectives of support that somebody gets."""
_FELT_ACTS = frozenset({"condemn", "regret", "concern", "welcome"})
_OBJECTS = frozenset({"for", "at", "over", "about", "to", "on", "upon"})


class NounOwners(CueReader):
    """The owners of the stance nouns of one segment."""

    def whose(self, at: int, *, devoted: bool) -> int | None:
        """Index of the "to" after whose determination it is: "the determination of the Union | to help".

        What somebody is `devoted` to may be a thing: "the commitment of Peru | to free trade".
        """
        for place in range(at, min(at + 14, len(self.g.tokens) - 1)):
            token = self.g.tokens[place]
            if token.low == "to":
                governs = self.g.tokens[place + 1].verbs or self.g.is_in(place + 1, "determiners")
                return place if place > at and (governs or devoted) else None
            if not (token.is_word or token.low in {"(", ")"}):
                return None
        return None

    def of_somebody(self, noun: int, follow: int, row: CueRow) -> int | None:
        """Index of the preposition behind whose thanks they are: "the appreciation of his government and people | for"."""
        if row.act not in {"welcome", "support", "regret"} or self.g.low(follow) != "of":
            return None
        if self.g.low(self._before_adjectives(noun)) not in {"the", "of"}:
            return None
        begin = follow + 1 + self.g.is_in(follow + 1, "determiners")
        named = next((n for n in range(begin, min(begin + 3, len(self.g.tokens))) if self._is_somebody(n)), None)
        if named is None:
            return None
        for place in range(named + 1, min(named + 9, len(self.g.tokens) - 1)):
            trusted = row.id == "support.trust" and self.g.low(place) == "in"  # "the faith of my country | in"
            if self.g.low(place) in _OBJECTS or trusted:
                return place if (self.g.low(place),) in row.after else None
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return None
        return None

    def is_of_deed(self, noun: str, of: int) -> bool:
        """Whether what is intended is told as a deed: "their intention | of (further) developing trade"."""
        deed = self.g.skip_forward(of + 1)
        token = (
            self.g.tokens[deed] if noun in _INTENTS and self.g.low(of) == "of" and deed < len(self.g.tokens) else None
        )
        return token is not None and token.is_form("ing") and not token.is_adjective

    def shared(self, noun: int, second: int) -> Cue | None:
        """The cue of a noun that shares its complement with one of no stance behind "and": "disappointment and surprise | at"."""
        if second >= len(self.g.tokens) or not self.g.tokens[second].nouns or self.g.is_in(second + 1, "articles"):
            return None
        for row, phrase in noun_rows(self.lexicon, self.g.low(noun)):
            tail = next((words for words in row.after if len(words) == 1 and self.g.low(second + 1) == words[0]), None)
            if (
                (row.act in _FELT_ACTS or (row.act == "support" and self._is_owned(noun)))
                and len(phrase) == 1
                and tail is not None
                and tail not in {("of",), ("in",), ("that",)}
            ):
                return Cue(row.act, "noun", row, noun, second + 2, None, keyword=noun)
        return None

    def _is_owned(self, noun: int) -> bool:
        """Whether it is told before a noun whose it is: "our deep | sympathy"."""
        return any(self.g.low(at) in OWN for at in range(max(noun - 4, 0), noun))

    def attached(self, follow: int) -> int | None:
        """Index behind "to" where it is told who finds something important: "the importance | (which) their countries attach to"."""
        near = range(follow, min(follow + 8, len(self.g.tokens) - 2))
        verb = next((n for n in near if not self.g.tokens[n].verbs.isdisjoint(_ATTACHING)), None)
        if verb is None or any(
            not self.g.tokens[n].is_word or self.g.low(n) in {"of", "and"} for n in range(follow, verb)
        ):
            return None
        if self.g.tokens[verb].is_form("past") and self.g.low(verb + 1) == "by":
            near = range(verb + 2, min(verb + 10, len(self.g.tokens) - 1))
            return next((n + 1 for n in near if self.g.low(n) == "to"), None)
        return verb + 2 if self.g.low(verb + 1) == "to" else None

    def held(self, at: int) -> Cue | None:
        """The cue of a stance noun that a clause tells to be its subject's: "the importance | (that) my Government attaches to"."""
        start = self.g.skip_forward(at + 1)
        start += self.g.low(start) in {"that", "which"}
        opens = self.g.is_in(start, "determiners") or self.g.is_in(start, "pronouns")
        if start + 1 >= len(self.g.tokens) or not (opens or self.g.tokens[start].is_capital):
            return None
        for verb in range(start + 1, min(start + 8, len(self.g.tokens) - 1)):
            if not self.g.tokens[verb].is_word or self.g.low(verb) in {"and", "that", "which", "to"}:
                return None
            attaches = not self.g.tokens[verb].verbs.isdisjoint(_ATTACHING)
            to = self.g.low(verb + 1)
            if attaches or not self.g.tokens[verb].verbs.isdisjoint(_HOLDING):
                for row, phrase in noun_rows(self.lexicon, self.g.low(at)):
                    fits = to == "to" if attaches or row.act == "support" else (to,) in row.after and to != "of"
                    felt = row.id == "emphasize.noun" if attaches else row.act in _HELD_ACTS
                    if len(phrase) == 1 and fits and felt:
                        return Cue(row.act, "noun", row, at, verb + 2, None, "held", keyword=at)
        return None

    def behind_names(self, begin: int) -> int:
        """Index of the last of the names before a possessive, or `begin`: "reaffirmed Chile and | Peru's commitment to"."""
        joined = last = begin
        for place in range(begin, min(begin + 12, len(self.g.tokens))):
            token = self.g.tokens[place]
            if token.low in {"'s", "’s"} and joined > begin:
                return last
            if token.low in {"and", ","}:
                joined = last = place + 1
            elif not (token.is_capital or token.low in {"the", "of"}):
                return begin
        return begin

    def behind_feeling(self, begin: int) -> int:
        """Index behind a noun that only tells that the next one is felt, or `begin`: "the feelings of | profound gratitude"."""
        of = self.g.skip_modifiers(begin) + 1
        felt = self.g.low(of) == "of" and not self.g.bases(of - 1).isdisjoint(_FELT)
        return of + 1 if felt and self.g.low(of + 1) != "urgency" else begin

    def begin_of(self, at: int) -> int:
        """Index where whose the noun is begins: of "China 's | desire to", of "our" itself."""
        if self.g.low(at) not in {"'s", "’s", "'"}:
            return at
        while at > 0 and self.g.tokens[at - 1].is_capital and not self.g.is_in(at - 1, "conjunctions"):
            at -= 1
        return at

    def is_given(self, at: int) -> bool:
        """Whether support is given rather than felt: "the value of trust and financial | support for women"."""
        return self.g.low(at) == "support" and self.g.low(at - 1) in _MATERIAL

    def _is_somebody(self, at: int) -> bool:
        group = self.g.words.any_of("group_nouns", "populations")
        return self.g.tokens[at].is_capital or not self.g.bases(at).isdisjoint(group)

    def _before_adjectives(self, at: int) -> int:
        at -= 1
        while at > 0 and (self.g.tokens[at].is_adjective or self.g.low(at).endswith(("ly", "ed", "ing"))):
            at -= 1
        return at
