"""Proper names that are nobody's label: of texts, programmes and bodies, and of persons with their titles."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Names"]

_NAME_JOINERS = frozenset(
    {"of", "on", "for", "the", "and", "in", "to", "against", "into", "/", "del", "de", "du", "da"}
)
_PARTICLES = frozenset({"do", "da", "dos", "van", "von", "der", "bin", "ben", "al", "el", "del", "de", "la", "di"})
_QUOTES = frozenset('"“”')
_NUMBERED_TEXTS = frozenset({"resolution", "decision", "recommendation", "protocol"})
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_NUMBERED = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_LONGEST_TITLE = 16
"""Words of a title at most."""
_HYPHENS = frozenset({"-", "–", "‑"})


@functools.lru_cache(maxsize=4)
def _name_heads(lexicon: Lexicon) -> frozenset[str]:
    return (
        lexicon.words.kind_heads["treaty"]
        | lexicon.words.kind_heads["initiative"]
        | lexicon.words["name_nouns"]
        | lexicon.words["bodies"]
        | lexicon.words["organs"]
    )


@functools.lru_cache(maxsize=4)
def _placed(lexicon: Lexicon) -> frozenset[str]:
    """Heads of names that go on with a place."""
    return lexicon.words.any_of("initiative", "conflict") | {"force", "office", "team"}


class Names:
    """The proper names of one target."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], target: tuple[int, int]) -> None:
        self.g, self.words, self.known = grammar, lexicon.words, known
        self.first, self.end = target
        self.heads = _name_heads(lexicon)
        self.closed = lexicon.words.any_of("prepositions", "determiners", "conjunctions", "subordinators", "pronouns")
        self.actors = {mention.first for mention in known if mention.concept.kind == "actor"}
        self.charged = lexicon.words.any_of("initiative", "bodies")
        self.placed = _placed(lexicon)

    def person(self, at: int) -> tuple[int, int] | None:
        """Where a person is named: with a title of office ("President Benjamin Mkapa"), or by the name behind a courtesy ("Mr. Korosi")."""
        if not self.g.tokens[at].is_capital:
            return None
        if at == self.first and self._is_surname(at):
            return at, at + 1
        head = at + 1 if self.g.low(at) in {"prime", "foreign", "deputy", "his", "her"} else at
        if self.g.bases(head).isdisjoint(self.words["personal_titles"]):
            return None
        start = head + 1 + (self.g.low(head + 1) == ".")
        if self.g.is_in(head, "courtesies") and self.g.is_in(start, "courtesies"):
            head, start = start, start + 1 + (self.g.low(start + 1) == ".")  # "His Excellency | Mr. Soto"
        end = start
        while end < min(self.end, start + 6) and self._is_name(end) and end not in self.actors:
            end += 1
            if self.g.low(end) in _PARTICLES and self._is_name(end + 1):
                end += 2  # "Mr. Juan | do Carmo"
        alone = at == 0 or self.g.is_in(at - 1, "determiners")  # but "the Assistant | Secretary-General"
        if end == start and alone and self.g.low(at).endswith("-general") and self.g.low(end) != "of":
            told = any(mention.first <= head < mention.end for mention in self.known)
            return None if told else (at, end)  # "the Secretary General"
        if end == start or any(mention.first < end and start < mention.end for mention in self.known):
            return None
        if any(not self.g.bases(place).isdisjoint(self.heads) for place in range(start, end)):
            return None  # "General Border Committee"
        return (start if self.g.is_in(head, "courtesies") else at), end

    def _is_surname(self, at: int) -> bool:
        """Whether a target begins with nothing but a name, of whom something is said: "accused | Kral of", "praised | Kral for"."""
        token = self.g.tokens[at]
        told = (
            at > 0 and self.g.tokens[at - 1].verbs and self.g.low(at + 1) in {"for", "of", "over"} and at + 2 < self.end
        )
        if (
            not told
            or not token.is_word
            or token.text.isupper()
            or token.nouns - {token.low}
            or token.low in self.closed
        ):
            return False
        named = any(mention.first <= at < mention.end for mention in self.known)
        return not (named or self.g.is_in(at, "months") or not token.bases.isdisjoint(self.heads))

    def _is_name(self, at: int) -> bool:
        """Whether a word of a name stands there, or the full stop of an initial."""
        if at >= self.end:
            return False
        token = self.g.tokens[at]
        initial = token.low == "." and len(self.g.tokens[at - 1].text) == 1
        return initial or (token.is_capital and token.is_word)

    def end_of(self, at: int) -> int:
        """End of the proper name that begins at `at`: "Partnership for Global Infrastructure and Investment"; `at` if none does."""
        if at >= self.end or not self.g.tokens[at].is_capital:
            return at
        if at > self.first and self.g.tokens[at - 1].is_capital and not self.g.is_in(at - 1, "determiners"):
            return at
        if self.g.low(at - 1) in _QUOTES and (title := self._title(at)) > at:
            return title
        if self.g.low(at) in self.closed or any(mention.first < at < mention.end for mention in self.known):
            return at  # "But the Council …", "(Summit of the) Future"
        if not self.g.bases(at).isdisjoint(self.words["offices"]):
            return at  # "President of the General Assembly"
        finish = at + 1
        while (after := self._next_word(at, finish)) is not None:
            finish = after + 1
        finish = self._with_list(at, finish)
        finish = max([finish, *(m.end for m in self.known if m.first < finish < m.end)])
        capitals = [place for place in range(at, finish) if self.g.tokens[place].is_capital]
        heads = [place for place in capitals if self._is_head(place)]
        joined = any(self.g.low(place) in _NAME_JOINERS | _HYPHENS for place in range(at, finish))
        start = max(
            (mention.end for mention in self.known if mention.first == at and mention.concept.is_country), default=at
        )
        covered = any(mention.first <= start and finish <= mention.end for mention in self.known)
        headed = bool(heads) or (len(capitals) > 2 and self._is_for(at, finish))
        named = headed and finish - at > 1 and (joined or heads[-1] == finish - 1) and not covered
        return self._with_acronym(finish) if named else at

    def _is_for(self, at: int, finish: int) -> bool:
        """Whether what stands there is called by what it is for: "the Fiji Momentum for Implementation"."""
        tie = next((n for n in range(at + 1, finish - 1) if self.g.low(n) == "for"), None)
        if tie is None or self.g.low(at - 1) != "the":
            return False
        named = any(m.end == tie or (m.end == finish and m.first == tie + 1) for m in self.known)
        return not named and self.g.bases(tie - 1).isdisjoint(self.words.any_of("offices", "group_nouns", "persons"))

    def _title(self, at: int) -> int:
        """End of what stands between quotation marks from `at` on, if it is a title: "Committee to investigate the unrest"; else `at`."""
        end = at
        while end < min(self.end, at + _LONGEST_TITLE) and self.g.low(end) not in _QUOTES:
            if self.g.is_be(end) or self.g.is_in(end, "modals"):
                return at
            end += 1
        closed = self.g.low(end) in _QUOTES
        end -= self.g.low(end - 1) == ","
        capitals = [place for place in range(at, end) if self.g.tokens[place].is_capital]
        told = len(capitals) > 1 and end - at > 2 and any(self._is_head(place) for place in capitals)
        return end if closed and told else at

    def _with_list(self, at: int, finish: int) -> int:
        """The end of a name whose complement is a list: "Conference on the Recovery, | Reconstruction and Reform of …"."""
        inner = any(self.g.low(place) in {"of", "on", "for"} for place in range(at, finish))
        headed = any(self._is_head(place) for place in range(at, finish))
        end = finish
        while inner and headed and self.g.low(end) == "," and self._is_name(end + 1) and end + 1 not in self.actors:
            end += 2
            while end < self.end and self._is_name(end) and end not in self.actors:
                end += 1
        if end == finish or self.g.low(end) != "and" or end + 1 >= self.end or not self._is_name(end + 1):
            return finish
        end += 2
        while (after := self._next_word(at, end)) is not None:
            end = after + 1
        return end

    def begin_of(self, at: int) -> int:
        """Index of the year or number before a name that begins at `at`: "the 2050 Strategy for the Blue Continent"; `at` if none."""
        year = self.g.low(at - 1)
        if at - 1 >= self.first and year in _NUMBERED_TEXTS and _ROMAN.fullmatch(self.g.tokens[at].text):
            return at - 1  # "resolution | XVIII of the International Conference"
        dated = (len(year) == 4 and year.isdigit()) or _NUMBERED.fullmatch(year) is not None
        return at - 1 if dated and at - 1 >= self.first and self.g.is_in(at - 2, "determiners") else at

    def _is_head(self, at: int) -> bool:
        return not self.g.bases(at).isdisjoint(self.heads)

    def _next_word(self, first: int, finish: int) -> int | None:
        """Index of the next capitalized word of the name [first, finish), behind small words or none; None where the name ends."""
        after = finish
        while after < self.end and after - finish < 3 and self.g.low(after) in _NAME_JOINERS | _HYPHENS:
            if self.g.low(after) in _HYPHENS and self.g.tokens[after].start > self.g.tokens[after - 1].end:
                return None  # a dash between words
            after += 1
        after += self.g.low(after) == "other" and self.g.low(after - 1) == "and" and after > finish
        ruled = self.g.low(finish) == "or" and (self.g.low(finish - 1), self.g.low(finish + 1)) == (
            "state",
            "government",
        )
        after += ruled
        year = after == finish and len(self.g.low(after)) == 4 and self.g.low(after).isdigit()
        year = year and not self.g.is_in(after - 1, "months") and not any(m.end == finish for m in self.known)
        after += year  # "the EU-China | 2020 Strategic Agenda"
        if after >= self.end or not self.g.tokens[after].is_capital or not self.g.tokens[after].is_word:
            return None
        joiner = self.g.low(finish) if after > finish and not year else ""
        if joiner == "and" and any(m.first == first and m.end == finish and m.concept.code for m in self.known):
            return None  # "the World Bank | and UNICEF"
        if joiner == "to" and (first in self.actors or self.g.low(finish - 1) == "government"):
            return None  # "the contribution of the Union to the Nairobi Process"
        if joiner == "on" and any(m.first == first and m.end == finish and m.concept.code for m in self.known):
            return None  # "the partnership with Japan | on the Combat Air Programme"
        if joiner in {"in", "on", "of"} and (self.g.is_in(after, "months") or self.g.is_in(after, "weekdays")):
            return None
        if joiner == "in":  # "the Interim Force in Lebanon", but "the Research Centre | in Tashkent"
            return after if after in self.actors and not self.g.bases(finish - 1).isdisjoint(self.placed) else None
        tied = joiner == "of" or self.g.low(after - 1) == "the" or self.g.low(after - 1) in _HYPHENS
        tied = tied or (joiner == "on" and not self.g.bases(finish - 1).isdisjoint(self.charged))
        if after > finish and after in self.actors and not tied:
            return None
        return None if joiner == "and" and self._is_apart(first, finish, after) else after

    def _is_apart(self, first: int, finish: int, after: int) -> bool:
        """Whether what stands behind "and" is another name: "the Non-Proliferation Treaty and the Test Ban Treaty"."""
        named = any(self._is_head(place) for place in range(first, finish))
        named = named or any(mention.end == finish for mention in self.known)
        tied = any(self.g.is_in(place, "prepositions") for place in range(first, finish))
        if (named or not tied) and self.g.low(finish + 1) == "the":
            return True  # "the Summit of the Future and the Forum on Development", "the Director General and the Secretariat"
        offices = self.words.any_of("offices", "heads_of_offices")
        if not (self.g.bases(after).isdisjoint(offices) or self.g.bases(first).isdisjoint(offices)):
            return True  # "the Director of the Agency | and Director General Soto"
        if not self._is_head(finish - 1):
            return False
        end = after
        while end < self.end and self.g.tokens[end].is_capital and self.g.tokens[end].is_word:
            end += 1
        complement = any(self.g.low(place) in {"of", "on", "for"} for place in range(first, finish))
        alike = not self.g.bases(finish - 1).isdisjoint(self.g.bases(end - 1))
        return alike or (complement and any(self._is_head(place) for place in range(after, end)))

    def _with_acronym(self, end: int) -> int:
        """Index after the acronym in parentheses that follows a name."""
        short = self.g.tokens[end + 1].text if end + 2 < self.end else ""
        marked = self.g.low(end) == "(" and self.g.low(end + 2) == ")"
        return end + 3 if marked and sum(char.isupper() for char in short) > 1 else end
