"""Set phrases: "it is time to", "there is no doubt that"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader, row_index
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import COORDINATORS, DASHES
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["SetPhrases"]

_PRESENT: Mapping[str, str] = {"was": "is", "were": "are", "could": "can", "would": "will"}
"""Verbs of set phrases in the past, and the same in the present."""
_COMPLEMENTS = frozenset({"to", "that", "for"})
"""Words of set phrases with which begins what they are about."""
_THANKS = ("thank", "you", "for")
_TURNED = frozenset({"can", "could", "will", "would", "shall", "may", "might", "do", "does", "is", "are"})
"""Verbs that may stand before their subject where something else heads the sentence."""
_BEFORE_IS = frozenset({"it", "there", "that", "this", "what", "here"})
"""Words to which a form of be is contracted."""

_Placed = tuple[int, CueRow, tuple[str, ...]]


@functools.lru_cache(maxsize=4)
def _by_third_word(lexicon: Lexicon) -> Mapping[tuple[str, str], Mapping[str, Sequence[_Placed]]]:
    """Set phrases, numbered in their order, by their first two words and then the third; "" where others may stand before it."""
    table: dict[tuple[str, str], dict[str, list[_Placed]]] = {}
    for pair, rows in row_index(lexicon).impersonals.items():
        thirds = table.setdefault(pair, {})
        for place, (row, phrase) in enumerate(rows):
            loose = len(phrase) < 3 or phrase == _THANKS
            thirds.setdefault("" if loose else phrase[2], []).append((place, row, phrase))
    return table


class SetPhrases(CueReader):
    """The set phrases of one segment, in a `record` of what was said with their verbs in the past."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, *, record: bool = False) -> None:
        super().__init__(grammar, lexicon)
        self._record = record

    def _opens_clause(self, at: int) -> bool:
        """Whether an adverb heads a clause behind a mark or what opens the sentence: "After years of war, | sadly, the talks failed"."""
        before = self.g.low(at - 1)
        if before in {";", ":", "but"} | DASHES or (before == "," and self.g.low(at - 2) in {"but", "and", "yet"}):
            return True
        opens = self.g.is_plain_adverb(0) or any(
            self.g.is_in(0, name) for name in ("prepositions", "subordinators", "courtesies", "ordinals")
        )
        return before == "," and opens

    def impersonal(self, at: int) -> Iterator[Cue]:
        """The cue of a set phrase that begins at `at`: "it is time to"."""
        if self.g.low(at - 1) == "as" and self.g.is_in(at, "pronouns"):
            return  # "as everyone knows"
        if self.g.low(at) == "there" and at > 1 and self._tells_place(at):
            return  # "those living there must"
        second = self.g.skip_forward(at + 1) if self.g.is_plain_adverb(at + 1) and self.g.low(at) != "only" else at + 1
        verb = self._present_of(at, second)
        rows = _by_third_word(self.lexicon).get((self.g.low(at), verb))
        if rows is None:
            return
        described = self.g.words["described_nouns"]
        thirds = {"", self.g.low(second + 1), self.g.low(self.g.skip_forward(second + 1)), *(self.g.said & described)}
        thirds |= {"that"} if self.g.low(second + 1) == "to" else set()  # "it seems | to me that"
        for _, row, phrase in sorted(item for third in thirds for item in rows.get(third, ())):
            thanks = phrase == _THANKS
            who = self.g.skip_forward(at + 2) if phrase[1] == "," else at
            who = self._behind_as(who) if phrase[1] == "," else who
            told = self.g.low(who) in {"we", "i", "as", "when"} and not self._perceives(who)
            if phrase[1] == "," and (told or (at and not self._opens_clause(at))):
                continue  # "Sadly, we must object": the verb tells the stance
            end = at
            for word in phrase:
                end = end if self._word(end) == word or end == second else self.g.skip_forward(end)
                if self._word(end) != word and (word in described or self.g.low(end - 1) == "with") and end > at + 1:
                    end = self._described(end, word)  # "our shared responsibility"
                if thanks and word == "for" and self._word(end) != word:
                    end = self._after_address(end)
                if word == "that" and self.g.low(end) in {"among", "amongst", "between"}:
                    end = self._behind_those_among(end)  # "there is a broad consensus among us | that"
                if word in _COMPLEMENTS and self._word(end) != word and end > second + (word == "to"):
                    end = self.after_aside(end)  # "it is clear and obvious | that", "it is high time, therefore, | to"
                    end = self._behind_second(end, word)
                if (verb if end == second else self._word(end)) != word:
                    break
                end += 1
            else:
                if any(
                    self.g.is_in(place, "negations") and self.g.low(place) not in phrase for place in range(at, end)
                ):
                    continue  # "this is not the time to"
                if phrase[0] == "let" and len(phrase) == 2 and self.calls_for_clarity(end):
                    continue
                end = self.after_saying(end) if phrase[-1] == "to" else end  # "it is high time to | say that"
                if phrase[-1] == "take" and (self._lasts(end) or self.g.is_in(end, "taken_of_itself")):
                    continue  # "it will take a long time to", "it would take effect in May"
                lacking = row.needs == "without" and self.g.low(0) == "without"  # "Without trust, there is no trade"
                if row.form == "gerund" and not self.g.low(self.g.skip_forward(end)).endswith("ing"):
                    continue  # "it is by | no means clear that"
                inside = at > self.g.lead and self.g.tokens[at - 1].is_word and self.g.low(at - 1) not in COORDINATORS
                if row.form == "gerund" and inside:
                    continue  # "Realizing | this means looking ahead"
                if row.needs is None or lacking or self._is_followed(end, row.needs):
                    yield Cue(row.act, "impersonal", row, at, end, VerbGroup("finite", at), "base", keyword=at)

    def _behind_second(self, at: int, word: str) -> int:
        """Index of the complement's `word` behind a second noun and what denies both, or `at`: "no reason | or basis whatsoever for"."""
        if self.g.low(at) not in {"or", "and", "whatsoever"}:
            return at
        for place in range(at, min(at + 6, len(self.g.tokens))):
            token = self.g.tokens[place]
            if token.low == word:
                return place
            if not (token.low in {"or", "and", "whatsoever"} or token.nouns or token.is_adjective):
                return at
        return at

    def _behind_as(self, at: int) -> int:
        """Index behind what "as" says in passing there, or `at`: "Sadly, | as we all know, the talks failed"."""
        if self.g.low(at) != "as" or self.g.low(at + 1) in {"they", "he", "she"}:
            return at
        return next((n + 1 for n in range(at + 2, min(at + 9, len(self.g.tokens))) if self.g.low(n) == ","), at)

    def _described(self, at: int, word: str) -> int:
        """Index of a word of a set phrase behind the adjectives that stand before it, or behind what modifies a noun there."""
        for place in range(at + 1, min(at + 5, len(self.g.tokens))):
            token = self.g.tokens[place - 1]
            describes = token.is_adjective or token.is_form("past") or token.is_form("ing") or token.low in {"and", ","}
            if not describes and not self.g.is_plain_adverb(place - 1):
                break
            if self.g.low(place) == word:
                return place
        return self.g.skip_modifiers(at, 3)

    def _behind_those_among(self, at: int) -> int:
        """Index of the "that" behind those among whom there is something, or `at`: "consensus | among all members that"."""
        for place in range(at + 1, min(at + 8, len(self.g.tokens))):
            if self.g.low(place) == "that":
                return place
            if not self.g.tokens[place].is_word or self.g.is_be(place) or self.g.is_have(place):
                return at
        return at

    def _tells_place(self, at: int) -> bool:
        """Whether "there" only tells where: "those who live | there must be helped", but not "believe | there must be"."""
        left = self.g.tokens[at - 1]
        lives = left.is_form("ing") or self.g.is_in(at - 2, "relatives") or not left.nouns
        if not (left.verbs and lives and self.g.is_in(at + 1, "modals")) or left.is_capital:
            return False
        if self.g.is_in(at - 1, "conjunctions") or self.g.is_in(at - 1, "adverbs"):
            return False
        return left.verbs.isdisjoint(
            self.g.words.any_of("attribution", "clausal_verbs", "speech_verbs", "claiming_verbs")
        )

    def _after_address(self, at: int) -> int:
        """Index of the "for" behind who is addressed, or `at`: "thank you | , Madam President, for", "thank you | Peru for"."""
        for place in range(at, min(at + 10, len(self.g.tokens))):
            if self.g.low(place) == "for":
                return place
            named = self.g.tokens[place].is_capital or self.g.low(place) in {",", ".", "my", "dear", "and"}
            if not (named or self.g.is_in(place, "addressed") or self.g.is_plain_adverb(place)):
                return at
        return at

    def _perceives(self, who: int) -> bool:
        """Whether it is told what "we" at an index live to see, which is no stance: "sadly, | we are witnessing"."""
        verb = self.g.skip_forward(who + 1)
        while self.g.is_be(verb) or self.g.is_have(verb) or self.g.low(verb) in {"can", "still", "continue", "to"}:
            verb = self.g.skip_forward(verb + 1)
        verbs = self.g.tokens[verb].verbs if verb < len(self.g.tokens) else frozenset[str]()
        return not verbs.isdisjoint(self.g.words["living_to_see"])

    def _lasts(self, at: int) -> bool:
        """Whether a noun phrase of time begins at `at`: "a long time", "decades"."""
        return any(not self.g.bases(place).isdisjoint(self.g.words["periods"]) for place in range(at, at + 4))

    def _word(self, at: int) -> str:
        """The word at `at`, "is" where it is contracted: "it | 's time to"."""
        low = self.g.low(at)
        return "is" if low in {"'s", "’s"} and self.g.low(at - 1) in _BEFORE_IS else low

    def _present_of(self, at: int, verb: int) -> str:
        """The verb of a set phrase, in the present where it is told in the past: "said it | was time to", "said there | could be no"."""
        low = self._word(verb)
        if low not in _PRESENT or (self.g.low(at) not in {"it", "there"} and not self._record):
            return low
        if self._record:
            return _PRESENT[low]
        said = (
            self.g.tokens[at - 1].verbs & self.g.words.any_of("attribution", "speech_verbs") if at else frozenset[str]()
        )
        told = bool(said) or (at > 1 and self.g.low(at - 1) == "that") or (at < 2 and self._is_told_behind(verb))
        return _PRESENT[low] if told else low

    def _is_told_behind(self, verb: int) -> bool:
        """Whether who tells the sentence stands at its end: "it was time to go, | the minister said", ", | said the minister"."""
        for at in range(verb + 2, len(self.g.tokens)):
            told = self.g.tokens[at].verbs & self.g.words.any_of("attribution", "speech_verbs")
            ends = not any(token.is_word for token in self.g.tokens[at + 1 :])
            placed = "," in {self.g.low(n) for n in range(verb, at)} and self.g.is_in(at + 1, "prepositions")
            turned = self.g.low(at - 1) in {",", "”", '"'}
            if told and self.g.tokens[at].form(min(told)) in {"s", "past"} and (ends or placed or turned):
                return True
        return False

    def _is_turned(self, at: int) -> bool:
        """Whether a verb with its subject behind it follows what heads the sentence: "only through | talks can the war end"."""
        for place in range(at, len(self.g.tokens) - 2):
            low = self.g.low(place)
            if low in {";", ":"}:
                return False
            if low not in _TURNED or self.g.is_in(place - 1, "pronouns") or self.g.low(place - 1) == "that":
                continue
            after = self.g.tokens[place + 1]
            plain = bool(after.nouns) or after.is_adjective
            plain = plain and not (after.is_form("past") or after.is_form("ing") or after.is_form("base"))
            subject = self.g.is_in(place + 1, "determiners") or self.g.is_in(place + 1, "pronouns")
            if subject or (low not in {"is", "are", "do", "does"} and (after.is_capital or plain)):
                return True
        return False

    def _is_followed(self, at: int, word: str) -> bool:
        """Whether a word and then a verb follow in the same clause: "it is for | the parties to settle this"."""
        if word == "turned":
            return self._is_turned(at)
        if word == "that":
            return any(self.g.low(place) == "that" for place in range(at + 1, len(self.g.tokens) - 2))
        for place in range(at + 1, min(at + 12, len(self.g.tokens) - 1)):
            if self.g.low(place) == word:
                if word == "without":
                    return True  # "there is no trade | without trust"
                verb = self.g.skip_forward(place + 1)
                return verb < len(self.g.tokens) and bool(self.g.tokens[verb].verbs)
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return False
        return False
