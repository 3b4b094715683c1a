"""Modals, and verbs with which a wish or a point of a list begins: "must", "May the talks succeed"."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader, modal_form
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Modals"]

_ALSO_PRONOUNS = frozenset(
    {"all", "this", "that", "these", "those", "more", "most", "many", "much", "some", "others", "both", "each"}
)
"""Determiners that may stand alone: "more | must be done"."""
_AMOUNTS = frozenset({"yet", "much", "more", "little", "most", "so", "less", "enough"})
"""Adverbs that part no modal from its verb: "they have yet to", "have much more to"."""
_BLESSINGS = frozenset({"bless", "rest", "soul", "souls"})
"""Words of a wish that closes a speech or mourns: "May God bless", "may his soul rest in peace"."""
_CLOSED = frozenset({"had", "dare", "will", "shall", "needed"})
"""Modals inside whose phrases no adverbs may stand."""


class Modals(CueReader):
    """The modals, wishes and points of one segment."""

    def modal(self, at: int) -> Iterator[Cue]:
        """The cue of the modal at `at`."""
        if self.g.low(at) == "may" and self.g.tokens[at].is_capital:
            return  # the month
        for row, phrase in self.index.others.get(modal_form(self.g.low(at)), ()):
            if (
                row.kind != "modal"
                or not self._stands_modal(at, phrase)
                or (self.g.is_in(at - 1, "determiners") and self.g.low(at - 1) not in _ALSO_PRONOUNS)
                or (len(phrase) > 1 and self._is_described(at))
            ):
                continue
            end = self.g.skip_forward(at + 1 if "…" in phrase else self._modal_end(at, phrase))
            if self._is_noun(at, end) or self._supposes(at) or (row.act == "urge" and self._tells_at_once(at, end)):
                continue
            if self.g.low(end) == "like" and self.g.low(at) in {"should", "would"} and len(phrase) == 1:
                continue  # "I should like to"
            if row.act == "urge" and self.g.low(end) == "have" and self._is_inferred(at, end + 1):
                continue
            if self.g.is_have(at) and self._is_borne(at, end):
                continue
            if (self.g.low(at - 1) == "not" or self.g.low(at - 1).endswith("n't")) and row.act == "urge":
                continue  # "we do not need to", "they don't have to": nobody is urged
            negated = any(self.g.low(place) in self.g.words["negations"] for place in range(at, end))
            if negated and row.id == "commit.will" and self.g.is_in(end, "withheld_words"):
                continue  # "would not say whether"
            if self.g.low(end) == "continue" and self.g.low(end + 1) == "to":
                end += 2
            first = self._first_of_two(at)
            yield Cue(
                row.act, "modal", row, at, end, VerbGroup("finite", first, phrase[0], negated), "base", keyword=at
            )

    def _stands_modal(self, at: int, phrase: tuple[str, ...]) -> bool:
        """Whether a modal's phrase stands there; "alone" closes the clause: "cannot | end the drought alone"."""
        if "…" not in phrase:
            return self._modal_end(at, phrase) > 0
        for place in range(at + 2, min(at + 18, len(self.g.tokens))):
            told = self.g.is_in(place, "subordinators") or modal_form(self.g.low(place)) in {
                phrase[0],
                "must",
                "should",
            }
            if not self.g.tokens[place].is_word or told:
                return False
            closes = phrase[-1] != "alone" or place + 1 >= len(self.g.tokens) or not self.g.tokens[place + 1].is_word
            if self.g.low(place) == phrase[-1] and closes:
                return True
        return False

    def _modal_end(self, at: int, phrase: tuple[str, ...]) -> int:
        """Index after a modal's phrase, adverbs inside it passed over: "cannot simply be | ignored"; 0 if it does not stand there."""
        if len(phrase) == 1:
            return at + 1
        end, loose = at + 1, phrase[0] not in _CLOSED
        for word in phrase[1:]:
            if loose and self.g.low(end) != word:
                end = self.g.after_adverbs(self._behind_commas(end) if end == at + 1 else end)
                if word == "to" and not self.g.said.isdisjoint(_AMOUNTS) and self.g.low(end - 1) in _AMOUNTS:
                    return 0  # "have yet to", "have much more to"
            if self.g.low(end) != word or (word == "to" and self.g.low(end + 1) == "date"):
                return 0  # "has | to date led to"
            end += 1
        return end

    def _behind_commas(self, at: int) -> int:
        """Index after a short aside between commas at `at`, or `at`: "cannot | , in good conscience, | remain"."""
        if self.g.low(at) != ",":
            return at
        return next((n + 1 for n in range(at + 2, min(at + 9, len(self.g.tokens))) if self.g.low(n) == ","), at)

    def _first_of_two(self, at: int) -> int:
        """Index of the auxiliary that one joins with "and", or `at`: "peace | can and will", "the pact | is and must"."""
        left = at - 2
        helps = left > 0 and (self.g.is_in(left, "modals") or self.g.is_be(left) or self.g.is_have(left))
        return left if helps and self.g.low(at - 1) == "and" else at

    def _is_described(self, at: int) -> bool:
        """Whether an adjective behind a determiner makes a noun of "need": "the fundamental | need to", but not "the past | cannot be"."""
        if not self.g.tokens[at].nouns:
            return False
        if self.g.low(at - 1) == "in":
            return True  # "States most in | need to reach the goals"
        left = self.g.tokens[at - 1] if at > 1 else None
        return left is not None and left.is_adjective and self.g.is_in(at - 2, "determiners") and not left.is_capital

    def _is_noun(self, at: int, end: int) -> bool:
        """Whether "will" or "might" is a noun: "their firm will and strength", "the will to act", "military might is rising"."""
        follows = {"and", "or", "of", "to", "is", "must", "has"}
        if self.g.low(at) == "might":
            return end >= len(self.g.tokens) or self.g.low(end) == "are" or not self.g.tokens[end].is_form("base")
        return self.g.low(at) == "will" and end == at + 1 and self.g.low(end) in follows

    def _tells_at_once(self, at: int, verb: int) -> bool:
        """Whether the speaker only says that it must be said: "I must stress that"."""
        if self.g.low(at) == "need":
            return False  # "we need to | recognize that"
        who = self.g.low(self.g.back_over_adverbs(at)[0])
        lists = {"i": "told_at_once", "we": "told_together"}
        verbs = self.g.tokens[verb].verbs if verb < len(self.g.tokens) else frozenset[str]()
        return who in lists and not verbs.isdisjoint(self.g.words[lists[who]])

    def _is_borne(self, have: int, verb: int) -> bool:
        """Whether it is only told what others go through: "farmers have to | cope with drought", but not "we have to"."""
        who = self.g.low(self.g.back_over_adverbs(have)[0])
        return who not in {"we", "all", "everyone", "everybody"} and self.g.is_in(verb, "borne")

    def _is_inferred(self, must: int, at: int) -> bool:
        """Whether it is only inferred what was so: "they must have | known that", but not "all must have | guaranteed access"."""
        done = self.g.skip_forward(at)
        token = self.g.tokens[done] if done < len(self.g.tokens) else None
        if self.g.low(must) != "must" or token is None or not token.is_form("past"):
            return False
        after = self.g.tokens[done + 1] if done + 1 < len(self.g.tokens) else None
        plain = after is None or not (after.nouns or after.is_adjective) or self.g.is_in(done + 1, "determiners")
        return plain and self.g.low(done + 1) != "and"

    def _supposes(self, at: int) -> bool:
        """Whether "should" stands before the subject of a condition: "Should talks fail, …"."""
        never = self.g.low(at + 1) == "no" and self.g.low(at + 2) == "longer"
        behind = not never and (self.g.is_in(at + 1, "pronouns") or self.g.is_in(at + 1, "determiners"))
        opens = at == 0 or (at == 1 and self.g.low(0) in {"but", "and", "yet", "however"})
        named = at + 1 < len(self.g.tokens) and (self.is_capital(at + 1) or bool(self.g.tokens[at + 1].nouns))
        if self.g.low(at) == "should" and opens and (behind or named):
            return True  # "But should prices fall, the plan would be reviewed"
        supposed = (
            self.g.low(at) == "should" and at > 1 and bool(self.g.tokens[at - 1].nouns)
        )  # "steps should they insist"
        return behind and supposed and self._is_supposed(at)

    def _is_supposed(self, should: int) -> bool:
        """Whether "should" stands behind a clause and before the subject of a condition: "will act | should the sides agree"."""
        return self.g.has_verb(0, should - 1) and self.g.low(should + 1) not in {"all", "both", "each", "that", "this"}

    def optative(self, at: int) -> Iterator[Cue]:
        """A wish with its subject behind: "Let this year be …", "May the talks succeed"; or a point of a list: "First, build trust"."""
        if self.g.is_in(at, "ordinals"):
            yield from self._point(at)
            return
        if at and (
            self.g.low(at - 1) not in {",", ";", ":", "and", "but", "“", '"', "—", "–"} or self.g.low(at) == "may"
        ):
            return
        begins = (
            (self.g.is_in(at + 1, "determiners") or self.g.tokens[at + 1].is_capital) and self.g.low(at + 1) != "i"
            if at + 1 < len(self.g.tokens)
            else False
        )
        if not (begins or self.g.low(at + 1) in {"there", "it", "not", "them", "peace", "us"}):
            return
        if self.g.low(at + 1) in {"us", "'s"} and self.calls_for_clarity(at + 2):
            return
        greets = self.g.low(at + 1) == "peace" and self.g.low(at + 2) == "be"
        if self.g.low(at) == "may" and (greets or not self.g.said.isdisjoint(_BLESSINGS)):
            return  # "May God bless you", "May peace be with you"
        for row, phrase in self.index.others.get(self.g.low(at), ()):
            if row.kind == "optative" and len(phrase) == 1 and self._has_base_verb(at + 2):
                yield Cue(row.act, "impersonal", row, at, at + 1, VerbGroup("finite", at), "base", keyword=at)

    def _point(self, at: int) -> Iterator[Cue]:
        """What is to be done, as a point of a list: "Second, | build trust"."""
        verb = self.g.skip_forward(at + 2)
        token = self.g.tokens[verb] if verb < len(self.g.tokens) else None
        if at or self.g.low(1) != "," or token is None or token.is_capital:
            return
        governs = self.g.is_in(verb + 1, "determiners") or (
            verb + 1 < len(self.g.tokens)
            and (self.g.tokens[verb + 1].is_adjective or bool(self.g.tokens[verb + 1].nouns))
        )
        if governs and not token.is_adjective and token.is_form("base"):
            for row, phrase in self.index.others.get(self.g.low(at), ()):
                if row.kind == "optative" and len(phrase) == 1:
                    yield Cue(
                        row.act, "impersonal", row, verb, verb + 1, VerbGroup("finite", verb), "base", keyword=verb
                    )

    def _has_base_verb(self, start: int) -> bool:
        """Whether a verb in its base form stands among the next words of the clause."""
        for place in range(start, min(start + 12, len(self.g.tokens))):
            token = self.g.tokens[place]
            if token.is_form("base") and not token.is_capital:
                return True
            if token.low in {",", ";"}:
                return False
        return False
