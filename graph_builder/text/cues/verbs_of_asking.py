"""What somebody is asked, owed or called on for, and whether it is a question or a visit only: "asked | how", "called on | the Speaker"."""

from __future__ import annotations

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.rows import CueReader

__all__ = ["QUESTIONS", "VerbsOfAsking"]

_WHOM = frozenset({"you", "us", "them", "him", "her", "everyone", "everybody", "those"})
_DOERS = ("ers", "ors", "ists", "ees", "ians")
"""Ends of the nouns of those who do something."""
_LEADS = frozenset({"to", "that"})
QUESTIONS = frozenset({"how", "why", "whether", "what", "if"})
"""Words with which it begins what somebody is asked to tell."""


class VerbsOfAsking(CueReader):
    """The verbs of one segment behind which stands of whom something is asked."""

    def _is_owed_that(self, at: int) -> bool:
        """Whether a clause tells what is owed to whoever is named from `at` on, and no infinitive."""
        low = next((self.g.low(n) for n in range(at, min(at + 16, len(self.g.tokens))) if self.g.low(n) in _LEADS), "")
        return low == "that"

    def _is_asked(self, at: int) -> bool:
        """Whether a question begins there or behind who is asked, or a time: "asked | how", "ask | the Council why", "asked | about".

        Nor is anything asked of others by who "asked | not to be named".
        """
        if self.stands(at, ("not", "to", "be")) or self.stands(at, ("to", "remain", "anonymous")):
            return True
        if self.g.is_in(at, "subordinators") and self.g.low(at) != "that":
            return True
        if self.g.low(at) in {"this", "it"} and self.g.is_plain_adverb(at + 1):
            return True  # "we ask | this now, as the talks begin"
        for place in range(at, min(at + 6, len(self.g.tokens))):
            low = self.g.low(place)
            if low in QUESTIONS or low in {"ago", "about"}:
                return True  # "asked the minister | about the truce"
            asked_on = low == "," and self.g.low(place + 1) in QUESTIONS
            if low in {"to", "for", "that"} or not (self.g.tokens[place].is_word or asked_on):
                return False
        return False

    def _may_be_told(self, at: int) -> bool:
        """Whether those named from `at` to the next "to" can do what they are told: a name, a pronoun, persons or a group."""
        for place in range(at, min(at + 14, len(self.g.tokens))):
            if self.g.low(place) == "to":
                return place == at
            if self.g.low(place).endswith(_DOERS):
                return True
            bodies = self.g.words.any_of("group_nouns", "persons", "civil_persons", "opinion_holders", "some_of_all")
            if (
                self.g.tokens[place].is_capital
                or self.g.low(place) in _WHOM
                or not self.g.bases(place).isdisjoint(bodies)
            ):
                return True
        return True

    def _is_visited(self, end: int) -> bool:
        """Whether a person is called on who is asked for nothing: "called on | the Speaker of the House"."""
        rest = range(end, len(self.g.tokens))
        asked = any(self.g.low(n) in {"to", "for", "not", "that"} or self.g.is_in(n, "modals") for n in rest)
        office = any(not self.g.bases(n).isdisjoint(self.g.words["persons"]) for n in rest[:5])
        return office and not asked

    def _is_foretold(self, row: CueRow, phrase: tuple[str, ...], at: int, end: int) -> bool:
        """Whether it is only told what will be, or to whom: "looks set | to step down", "are going to | need help", "told the Times"."""
        if phrase == ("look", "to"):
            return self.g.is_in(at + 1, "expecting")
        if row.id == "urge.expected" and phrase[0] == "tell":
            return self.g.has_any(at + 1, at + 3, "press")
        return row.act == "commit" and self.g.low(end) == "need"
