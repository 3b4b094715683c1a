"""Verbs of judging with what they judge behind "it": "believe it is wrong to", "find it essential that", "deem it necessary to"."""

from __future__ import annotations

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Judgements"]

_DECLARING = frozenset({"declare", "pronounce", "profess", "proclaim", "find", "show"})
"""Verbs by which somebody says, or shows, how he stands to something."""


class Judgements(CueReader):
    """The judgements of one segment: whoever judges takes the stance that the predicate tells."""

    def read(self, at: int, lemma: str, group: VerbGroup) -> Cue | None:
        """The cue of the verb of judging at `at`; None if it judges nothing."""
        if self.g.is_in(at + 1, "reflexives") and lemma in _DECLARING and not group.negated:
            return self._of_oneself(at, lemma, group)
        if lemma not in self.g.words["judging_verbs"] or group.negated:
            return None
        if self.g.low(at + 1) != "it":
            return self._of_object(at, lemma, group)
        start = at + 2
        if self.g.low(start) == "to" and self.g.low(start + 1) == "be":
            start += 2
        elif self.g.low(start) in {"is", "was"}:
            start += 1
        start = self.g.skip_forward(start)
        for row, phrase in self.index.others.get(self.g.low(start), ()):
            end = start + len(phrase)
            if row.kind != "predicate" or row.act == "affirm" or not self.stands(start, phrase):
                continue
            if self.g.low(end) in {"to", "that", "for"}:
                end = self.after_saying(end + 1) if self.g.low(end) == "to" else end + 1
                return self._cue(row, phrase, at, end, lemma, group)
        return None

    def _of_oneself(self, at: int, lemma: str, group: VerbGroup) -> Cue | None:
        """What somebody declares himself to be: "declared itself (firmly) opposed to"."""
        start = self.g.skip_forward(at + 2 + 2 * (self.g.low(at + 2) == "to" and self.g.low(at + 3) == "be"))
        for row, phrase in self.index.others.get(self.g.low(start), ()):
            end = self.g.skip_forward(start + len(phrase))
            tail = next((words for words in row.after if self.stands(end, words)), None)
            if row.kind == "adjective" and not row.negated and tail is not None and self.stands(start, phrase):
                return self._cue(row, phrase, at, end + len(tail), lemma, group)
        return None

    def named(self, at: int, lemma: str, group: VerbGroup) -> Cue | None:
        """The cue of the verb of naming at `at` behind whose object an adjective alone stands: "called the plan | short-sighted"."""
        if lemma not in self.g.words["naming_verbs"] or group.negated or group.use == "passive":
            return None
        for place in range(at + 2, min(at + 20, len(self.g.tokens))):
            start = self.g.skip_forward(self.behind_mid_aside(place))
            if self.g.low(start - 1) in {"to", "as"} or self.g.is_in(place, "subordinators") or self._tells(place):
                return None
            bare = self.g.is_in(place - 1, "determiners") and start == place
            found = None if bare else self._predicate(start, named=True)
            if found is not None and self._closes(start + len(found[1])):
                return self._cue(*found, at, at + 1, lemma, group)
            if not self.g.tokens[place].is_word:
                return None
        return None

    def _of_object(self, at: int, lemma: str, group: VerbGroup) -> Cue | None:
        """The same of a thing: "find the plan | unacceptable", "regard it as a mistake", "consider | unacceptable any threat"."""
        doing = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
        planned = (
            lemma == "consider" and doing is not None and doing.is_form("ing") and not doing.is_adjective
        )  # "consider making it legal"
        if group.use == "passive" or planned or self.g.low(at + 1) in {"that", ","}:
            return None
        first = self.g.skip_forward(at + 1 + (self.g.low(at + 1) == "as"))
        if (found := self._predicate(first)) is not None:
            row, phrase = found
            end = first + len(phrase)
            return self._cue(row, phrase, at, end, lemma, group) if self.g.is_in(end, "determiners") else None
        for place in range(at + 2, min(at + 16, len(self.g.tokens))):
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators") or self._tells(place):
                return None
            if lemma == "hold" and self.g.low(place) == "to" and self.g.low(place + 1) != "be":
                return None  # "held talks | to discuss matters important to both"
            as_such = self.g.low(place) == "as" or (self.g.low(place), self.g.low(place + 1)) == ("to", "be")
            start = self.g.skip_forward(place + 1 + (self.g.low(place) == "to")) if as_such else place
            bare = self.g.is_in(start - 1, "determiners") and not as_such  # "hold the | key to"
            found = None if bare else self._predicate(start)
            if found is not None and self._closes(start + len(found[1])):
                return self._cue(*found, at, at + 1, lemma, group)
            if as_such:
                return None
        return None

    def _tells(self, at: int) -> bool:
        """Whether a verb of its own makes a clause of what is judged."""
        return self.g.is_have(at) or self.g.is_modal_or_do(at) or (self.g.is_be(at) and self.g.low(at - 1) != "to")

    def _predicate(self, at: int, *, named: bool = False) -> tuple[CueRow, tuple[str, ...]] | None:
        """The predicate with a stance or a sign of its own that stands there; any, where something is `named` so."""
        for row, phrase in self.index.others.get(self.g.low(at), ()):
            plain = row.kind == "predicate" and row.among is None and not row.described
            if plain and (named or row.act != "affirm" or row.sign == "-") and self.stands(at, phrase):
                return row, phrase
        return None

    def _closes(self, at: int) -> bool:
        """Whether what is judged ends there: no noun follows that is only described."""
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        if token is None or not token.is_word or self.g.is_in(at, "prepositions") or self.g.is_plain_adverb(at):
            return True
        return token.low in {"and", "but", "to", "that", "because", "since", "when", "as"}

    def _cue(self, row: CueRow, phrase: tuple[str, ...], at: int, end: int, lemma: str, group: VerbGroup) -> Cue:
        return Cue(
            row.act, "verb", row, group.first, end, group, self.g.tokens[at].form(lemma),
            strong=self.is_strong(group.first - 2, end), phrase=phrase, keyword=at,
        )  # fmt: skip
