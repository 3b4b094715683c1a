"""Where what somebody tells begins: behind "that", or behind when, where and to whom it was told."""

from __future__ import annotations

from graph_builder.text.words.circumstances import after_circumstances, after_date
from graph_builder.text.words.grammar import Grammar

__all__ = ["ToldClauses", "opens_quotation"]


_OWNING = frozenset({"'s", "’s"})
_HEARERS = frozenset({"him", "them", "us", "me"})


class ToldClauses:
    """The clauses behind the verbs of telling of one sentence."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar

    def begin(self, verb: int) -> int:
        """Index where what is said begins: behind "that", which may stand behind when, where and to whom it was said."""
        if opens_quotation(self.g, verb + 1):
            return verb + 3
        reach = 30 if "tell" in self.g.tokens[verb].verbs else 12
        for at in range(verb + 1, min(verb + reach, len(self.g.tokens))):
            if self.g.low(at) == "that":
                if at > verb + 2 and self._is_told_of(verb + 1) and "say" in self.g.tokens[verb].verbs:
                    break  # "said the fact that", "said reports by monitors that"
                return at + 1
            token = self.g.tokens[at]
            inner = at > verb + 2 and self.g.low(at + 1) == "that" and token.verbs & self.g.words["attribution"]
            if inner and token.form(min(inner)) == "s":
                break  # "she said the report states that"
            finite = token.verbs and not token.nouns and token.form(min(token.verbs)) in {"s", "past"}
            if at > verb + 1 and finite and not self._describes_text(at):
                break  # "he said Oslo warned them that"
            if at < verb + 4 and self._is_hearer(at) and self._is_told_by_somebody(verb):
                continue
            if (
                self.g.is_in(at, "pronouns")
                or self.g.is_in(at, "modals")
                or self.g.is_be(at)
                or (self.g.low(at) in {",", ":"} and not self._is_list_comma(at))
            ):
                break
        late = (at for at in range(verb + 2, min(verb + 30, len(self.g.tokens))) if self.g.low(at - 1) == ",")
        that = next((at for at in late if self.g.low(at) == "that"), None)
        if that is not None and self.g.low(verb + 1) == ",":
            inside = range(verb + 2, that - 1)
            plain = not any(
                self.g.low(at) in {",", '"', "“"} or self.g.is_have(at) or self.g.is_be(at) for at in inside
            )
            return that + 1 if plain and that < verb + 16 else verb + 1  # "said, however, | that"
        placed = self.g.is_in(verb + 1, "prepositions") or self.g.is_in(verb + 1, "weekdays")
        placed = placed or (self.g.low(verb + 1) == "," and not self.g.low(verb + 2).endswith("ing"))
        return that + 1 if that is not None and placed else self._after_circumstance(verb)

    def _describes_text(self, at: int) -> bool:
        """Whether it is told there where a text was published: "said in a statement | carried by local media that"."""
        text = not self.g.bases(at - 1).isdisjoint(self.g.words.any_of("stated_in", "posted"))
        return text and self.g.tokens[at].is_form("past") and self.g.is_in(at + 1, "prepositions")

    def _is_hearer(self, at: int) -> bool:
        """Whether a pronoun names those who are told something: "told | him that", "say to | you that"."""
        told = self.g.low(at - 1) == "to" or "tell" in self.g.tokens[at - 1].verbs
        after = self.g.low(at + 1)
        if self.g.low(at) in {"you", "her"}:
            return told and after == "that"
        placed = after in {"that", "and", "again"} or self.g.is_in(at + 1, "prepositions")
        return told and self.g.low(at) in _HEARERS and placed  # but "told us | hard truths that we need"

    def _is_told_by_somebody(self, verb: int) -> bool:
        """Whether somebody is the subject of a verb of telling: "the envoy | told us", but not "history | tells us"."""
        at = self.g.back_over_adverbs(verb)[0]
        while at > 0 and (self.g.is_have(at) or self.g.is_in(at, "modals") or self.g.low(at) in {"to", "want", "wish"}):
            at = self.g.back_over_adverbs(at)[0]
        if at < 0 or self.g.is_in(at, "pronouns"):
            return self.g.low(at) not in {"it", "this", "that"}
        somebody = self.g.words.any_of("persons", "group_nouns", "state_bodies", "bodies")
        named = self.g.tokens[at].is_capital and at > 0
        return named or self.g.low(at) == "who" or not self.g.bases(at).isdisjoint(somebody)

    def _is_told_of(self, at: int) -> bool:
        """Whether the subject of what is said begins there, rather than when or where it was: "said | reports that he left were"."""
        token = self.g.tokens[at]
        several = token.low not in token.nouns and not token.is_capital and not token.is_adverb
        return self.g.is_in(at, "determiners") or (
            bool(token.nouns) and several and not self.g.is_in(at, "prepositions") and not self.g.is_in(at, "times")
        )

    def _is_list_comma(self, at: int) -> bool:
        """Whether a comma stands between two names: "told Ghana, | Chile and Peru that"."""
        return self.g.low(at) == "," and all(
            0 <= near < len(self.g.tokens) and self.g.tokens[near].is_capital for near in (at - 1, at + 1)
        )

    def _after_circumstance(self, verb: int) -> int:
        """Index after a day, a place or a person told, behind which the clause begins without "that"; `verb` + 1 if none stands there.

        "said on Friday | it was ready", "said in a statement | the talks had failed", "told reporters in Oslo | all must pay".
        """
        at = self._after_audience(verb + 1) if "tell" in self.g.tokens[verb].verbs else verb + 1
        while at < len(self.g.tokens) - 2:
            plain = self.g.is_plain_adverb(at) and self.g.low(at) != "more"  # but "said | more talks were due"
            dated = self.g.is_in(at, "weekdays") or plain
            if dated and self.g.low(at + 1) not in {"'s", "’s", "of"}:  # but "said today's meeting was"
                at += 1
                continue
            when = after_circumstances(self.g, at) if self.g.low(at) in {"last", "this", "earlier"} else at
            subject = (
                self.g.is_copula(when) or self.g.is_in(when, "modals") or self.g.is_have(when)
            )  # "this year | was"
            if when > at and not subject and self.g.low(when) not in {"'s", "’s", "of"}:
                at = when  # "told reporters last week | it was ready"
                continue
            if self.g.low(at) not in {"in", "on", "at", "after", "during", "before", "late"}:
                break
            at += 1 if self.g.low(at) == "late" else self._circumstance(at)
        return at + (at > verb + 1 and self.g.low(at) == "that")

    def _after_audience(self, at: int) -> int:
        """Index after those to whom journalists and newspapers belong: "told | foreign reporters", "told | Reuters"."""
        if (body := self._after_body(at)) > at or (body := self._after_hearer(at)) > at:
            return body
        last = at
        while last < min(at + 2, len(self.g.tokens) - 1) and not self._is_audience(last):
            last += 1
        return last + 1 if self._is_audience(last) else at

    def _after_hearer(self, at: int) -> int:
        """Index after a pronoun for those who hear it, where a clause follows: "told them | the war was lost"; else `at`."""
        opens = self.g.is_in(at + 1, "determiners") or (
            at + 1 < len(self.g.tokens) and self.g.tokens[at + 1].is_capital
        )
        if self.g.low(at) not in _HEARERS or not opens:
            return at
        for place in range(at + 2, min(at + 8, len(self.g.tokens))):
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return at
            if self.g.is_be(place) or self.g.is_have(place) or self.g.is_in(place, "modals"):
                return at + 1
        return at

    def _after_body(self, at: int) -> int:
        """Index after a body that is told something, where a clause follows: "told | the Council | the war must end"."""
        last = at + self.g.is_in(at, "articles")
        while last < min(at + 6, len(self.g.tokens) - 1) and not self.g.is_in(last, "determiners"):
            if not self.g.tokens[last].is_word or self.g.is_in(last, "pronouns") or self.g.is_in(last, "prepositions"):
                break
            if last > at and self._is_named_behind(last):
                return last
            last += 1
        heard = last > at and not self.g.bases(last - 1).isdisjoint(
            self.g.words.any_of("bodies", "gatherings", "hearers", "persons")
        )
        heard = heard or (
            last > at and all(self.g.tokens[n].is_capital for n in range(at, last))
        )  # "told Peru | the war"
        first = last + self.g.is_plain_adverb(last)  # "told the Council | virtually all of it was lost"
        follows = self.g.is_in(first, "determiners") or self.g.is_in(first, "pronouns")
        follows = follows and not (self.g.low(first) in {"'s", "’s"} or self.g.is_in(first, "reflexives"))
        return last if heard and follows and self.g.low(last) != "that" else at

    def _is_named_behind(self, at: int) -> bool:
        """Whether a name with its verb begins there, right behind those who hear it: "told the conference | Peru must act"."""
        if not self.g.tokens[at].is_capital or self.g.tokens[at - 1].is_capital:
            return False
        after = next((n for n in range(at + 1, len(self.g.tokens)) if not self.g.tokens[n].is_capital), at)
        tells = self.g.is_in(after, "modals") or self.g.is_be(after) or self.g.is_have(after)
        heard = self.g.words.any_of("bodies", "gatherings", "hearers", "persons")
        return after < at + 5 and tells and not self.g.bases(at - 1).isdisjoint(heard)

    def _is_audience(self, at: int) -> bool:
        agency = self.g.is_in(at, "press") and self.g.tokens[at].is_capital
        return agency or self.g.is_in(at, "press_corps")

    def _circumstance(self, preposition: int) -> int:
        """How many words "in a statement" has, from its preposition on: up to the next article, pronoun or name."""
        at = preposition + 1
        if not self.g.is_in(at, "weekdays") and (day := after_date(self.g, at)) > at and self.g.low(day) not in _OWNING:
            return day - preposition  # "said on May 3 | talks had failed"
        dated = self.g.is_in(at, "weekdays") and self.g.low(at + 1) not in {"'s", "’s"}
        if dated and (self.g.is_in(at + 1, "determiners") or self.g.is_in(at + 1, "pronouns")):
            return 2  # "said on Monday | the talks had failed"
        while self.g.is_in(at, "determiners") or self.g.is_in(at, "weekdays"):
            at += 1
        follows = self.g.is_in(at + 1, "determiners") or self.g.is_in(at + 1, "pronouns")
        if at == preposition + 1 and follows and at < len(self.g.tokens) and self.g.tokens[at].is_capital:
            return 2  # "said in Riga | the talks had failed"
        while at < len(self.g.tokens) and self.g.tokens[at].is_word and not self.g.tokens[at].is_capital:
            stops = any(self.g.is_in(at, name) for name in ("determiners", "pronouns", "prepositions", "modals"))
            if stops or self.g.is_copula(at) or self.g.is_have(at):
                break
            at += 1
        return at - preposition


def opens_quotation(grammar: Grammar, at: int) -> bool:
    """Whether a quotation begins there, behind a colon or comma: 'stated: "We remain …'."""
    return grammar.low(at) in {":", ","} and grammar.low(at + 1) in {'"', "“"}
