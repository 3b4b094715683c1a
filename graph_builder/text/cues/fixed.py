"""Modals and set phrases: "must", "it is time to"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.text.cues.cue import Cue
from graph_builder.text.cues.rows import CueReader, modal_form, row_index
from graph_builder.text.words.marks import DASHES
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["FixedCues"]

_PRESENT: Mapping[str, str] = {"was": "is", "were": "are", "could": "can", "would": "will"}
"""Verbs of set phrases in the past, and the same in the present."""
_DESCRIBED = frozenset({
    "responsibility", "duty", "obligation", "need", "evidence", "proof", "link", "connection", "correlation", "relationship",
    "nexus", "consensus", "agreement", "concern", "hope", "recognition", "awareness", "danger", "risk", "threat", "gap", "gulf",
    "chasm", "disconnect", "mismatch", "contradiction",
})  # fmt: skip
"""Nouns of set phrases before which adjectives may stand: "our shared | responsibility", "there is a close | link"."""
_COMPLEMENTS = frozenset({"to", "that"})
"""Words of set phrases with which begins what they are about."""
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


class FixedCues(CueReader):
    """The modals and set phrases of one segment."""

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
            if self._is_noun(at, end) or self._asks(at) or (row.act == "urge" and self._tells_at_once(at, end)):
                continue
            if self.g.low(end) == "like" and self.g.low(at) in {"should", "would"} and len(phrase) == 1:
                continue  # "I should like to"
            if row.act == "urge" and self.g.low(end) == "have" and self._is_inferred(at, end + 1):
                continue
            if self.g.low(at - 1) in {"not", "n't", "n’t"} and row.act == "urge":
                continue  # "we do not need to": nobody is urged
            negated = any(self.g.low(place) in self.g.words["negations"] for place in range(at, end))
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
            if self.g.low(end) != word:
                return 0
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
        left = self.g.tokens[at - 1] if at > 1 else None
        return left is not None and left.is_adjective and self.g.is_in(at - 2, "determiners") and not left.is_capital

    def _is_noun(self, at: int, end: int) -> bool:
        """Whether "will" is a noun: "their firm will and strength", "the will to act"."""
        follows = {"and", "or", "of", "to", "is", "must", "has"}
        return self.g.low(at) == "will" and end == at + 1 and self.g.low(end) in follows

    def _tells_at_once(self, at: int, verb: int) -> bool:
        """Whether the speaker only says that it must be said: "I must stress that"."""
        if self.g.low(at) == "need":
            return False  # "we need to | recognize that"
        who = self.g.low(self.g.back_over_adverbs(at)[0])
        lists = {"i": "told_at_once", "we": "told_together"}
        verbs = self.g.tokens[verb].verbs if verb < len(self.g.tokens) else frozenset[str]()
        return who in lists and not verbs.isdisjoint(self.g.words[lists[who]])

    def _is_inferred(self, must: int, at: int) -> bool:
        """Whether it is only inferred what was so: "they must have | known that", but not "all must have | guaranteed access"."""
        done = self.g.skip_forward(at)
        token = self.g.tokens[done] if done < len(self.g.tokens) else None
        if self.g.low(must) != "must" or token is None or not token.is_form("past"):
            return False
        after = self.g.tokens[done + 1] if done + 1 < len(self.g.tokens) else None
        plain = after is None or not (after.nouns or after.is_adjective) or self.g.is_in(done + 1, "determiners")
        return plain and self.g.low(done + 1) != "and"

    def _asks(self, at: int) -> bool:
        """Whether the modal stands before the subject of a question or condition: "should we wait?", "Should talks fail, …"."""
        behind = self.g.is_in(at + 1, "pronouns") or self.g.is_in(at + 1, "determiners")
        opens = at == 0 or (at == 1 and self.g.low(0) in {"but", "and", "yet", "however"})
        named = at + 1 < len(self.g.tokens) and (self.is_capital(at + 1) or bool(self.g.tokens[at + 1].nouns))
        if self.g.low(at) == "should" and opens and (behind or named):
            return True  # "But should prices fall, the plan would be reviewed"
        supposed = (
            self.g.low(at) == "should" and at > 1 and bool(self.g.tokens[at - 1].nouns)
        )  # "steps should they insist"
        return behind and (self.g.asks or (supposed and self._is_supposed(at)))

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
        if self.g.low(at) == "may" and not self.g.said.isdisjoint(_BLESSINGS):
            return  # "May God bless you"
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
        thirds = {"", self.g.low(second + 1), self.g.low(self.g.skip_forward(second + 1)), *(self.g.said & _DESCRIBED)}
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
                if self._word(end) != word and (word in _DESCRIBED or self.g.low(end - 1) == "with") and end > at + 1:
                    end = self._described(end, word)  # "our shared responsibility"
                if thanks and word == "for" and self._word(end) != word:
                    end = self._after_address(end)
                if word in _COMPLEMENTS and self._word(end) != word and end > second + (word == "to"):
                    end = self.after_aside(end)  # "it is clear and obvious | that", "it is high time, therefore, | to"
                if (verb if end == second else self._word(end)) != word:
                    break
                end += 1
            else:
                if any(
                    self.g.is_in(place, "negations") and self.g.low(place) not in phrase for place in range(at, end)
                ):
                    continue  # "this is not the time to"
                end = self.after_saying(end) if phrase[-1] == "to" else end  # "it is high time to | say that"
                if phrase[-1] == "take" and self._lasts(end):
                    continue  # "it will take a long time to"
                lacking = row.needs == "without" and self.g.low(0) == "without"  # "Without trust, there is no trade"
                if row.needs is None or lacking or self._is_followed(end, row.needs):
                    yield Cue(row.act, "impersonal", row, at, end, VerbGroup("finite", at), "base", keyword=at)

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
        if low not in _PRESENT or self.g.low(at) not in {"it", "there"}:
            return low
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
