"""Where the subject of a verb begins and ends: behind a clause, an aside between commas or an adverbial."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.holders.fronted_subjects import FrontedSubjects
from graph_builder.text.words.clause_bounds import clause_start, opening_of
from graph_builder.text.words.conditions import closes_condition
from graph_builder.text.words.marks import DASHES

__all__ = ["Subjects"]

_NEW_SUBJECTS = frozenset({"the", "this", "these", "our", "it", "there", "all", "every", "no"})
_SUBJECTS = frozenset({"we", "i", "they", "he", "she", "it"})
_PARTED = frozenset(
    {"constitutes", "constitute", "represents", "represent", "remains", "deserves", "deserve", "requires"}
)
"""Verbs that a comma may part from a long subject, besides forms of be and modals."""
_LED = frozenset({"under", "together", "along", "represented", "led", "speaking"})
"""What opens an aside behind a subject, however many commas it has: "Peru, speaking for A, B and C, | said"."""


class Subjects(FrontedSubjects):
    """The subjects of one segment."""

    def start_of(self, end: int) -> int:
        """Index where the subject noun phrase that ends before `end` begins; `end` itself if there is none.

        A parenthesis between commas before the verb is passed over; a list of actors is taken whole.
        """
        if self.g.low(end - 1) in {'"', "“"} and end > 1 and opening_of(self.g, end - 1) is None:
            end -= 1  # they "deplore the decision"
        end = end if self.g.low(end - 1) == "," else self._before_adverbs(end)
        if self.g.low(end - 1) in DASHES:
            opening = next((at for at in range(end - 3, max(end - 42, 0), -1) if self.g.low(at) in DASHES), None)
            return end if opening is None else self.start_of(self._before_aside(opening))
        if self.g.low(end - 1) == "," and (self.after_title(0) == end or self._closes_titled_aside(end)):
            return 0  # "Ana Ruiz, Minister for Trade, Industry and Growth of Peru, | stressed"
        if self.g.low(end - 1) == "," and (we := self._begins_self(end)) is not None:
            return we
        if self.g.low(end - 1) == ",":
            commas = [at for at in range(end - 2, max(end - 60, 0), -1) if self.g.low(at) == ","]
            led = (at for at in commas if self.g.low(at + 1 + (self.g.low(at + 1) == "also")) in _LED)
            related = next((at for at in reversed(commas) if at > end - 40 and self._opens_relative(at + 1)), None)
            opening = next(led, None) or related or self._opens_chain(commas, end)
            opening = opening or next((at for at in commas if at > end - 30), None)
            if opening is None and self._is_cut_off(end - 1):
                return self.start_of(end - 1)
            heads = opening == self.g.lead + 1  # "That, in turn, | requires"
            if opening is None or (self.g.is_in(opening - 1, "relatives") and not heads):
                return end  # "those who, in hard times, | help us"
            start = self.start_of(opening)
            aside = self.g.is_in(start, "prepositions") or self.g.low(start) == "as"
            again = start > 1 and self.g.low(start - 1) == "," and aside
            if not again and (named := self._named_before_second(start)) is not None:
                return self.start_of(named)
            return self.start_of(start - 1) if again else start
        stranded = end > 3 and self.g.is_in(end - 1, "prepositions") and self.g.low(end - 1) not in {"as", "since"}
        if stranded and self.g.tokens[end - 2].verbs and not self.g.tokens[end - 2].nouns:
            return self.start_of(end - 1)  # "the peace we strive for | is just"
        points = self.g.low(end - 1) == "this" and self.g.low(end - 2) == "and" and self.g.low(end - 3) != ","
        spoken = self.g.low(end - 1) in _SUBJECTS and (self._ends_clause(end - 2) or closes_condition(self.g, end - 1))
        if end > 1 and (points or spoken):
            both = self._joined_to_speaker(end)
            return end - 1 if both is None else both  # "we welcome A and we endorse B"
        start, bound = clause_start(self.g, end)
        if bound == "," and (named := self._named_before_second(start)) is not None:
            return self.start_of(named)
        if bound == "," and start < end and all(self._tells_when(at) for at in range(start, end)):
            return self.start_of(start)  # "Peru, which is a member, | this week called for"
        while (
            bound == ","
            and (item := self._named_before(start - 1)) is not None
            and self._is_list_item(start, end)
            and not self._closes_circumstance(item)
        ):
            start, bound = item, self.g.low(item - 1)
            if bound in self.g.words["determiners"]:
                start, bound = start - 1, self.g.low(start - 2)
            if bound == ",":
                continue
        if bound == "," and (several := self._begins_bare_list(start, end)) is not None:
            return several
        joined = start + 1 if bound == "," and self.g.low(start) in {"and", "but"} else 0
        joined = joined or (start if bound == "," and self._leads_on(start) else 0)
        if (start == 0 or (start, bound) == (1, "as") or joined) and (
            named := self._behind_circumstance(joined, end)
        ) is not None:
            return named
        if bound == "," and (office := self._begins_portfolios(start, end)) is not None:
            return office
        if bound == "," and (body := self._begins_remit(start, end)) is not None:
            return body
        if bound in self.g.words["prepositions"] and start < end:
            start, bound = clause_start(self.g, start)  # "the crises in | Libya, Mali and Chad"
        while bound == "," and self._lists_adjectives(start):
            start -= 2
            determined = self.g.is_in(start - 1, "determiners")
            start, bound = start - determined, self.g.low(start - 1 - determined)
        if bound == "," and start < end and self._tells_place(start, end):
            return self.start_of(start - 1)
        named = self.g.low(start).endswith("ed") and end - start == 2 and bool(self.g.tokens[end - 1].nouns)
        if bound == "," and (first := self._begins_series(start, end)) is not None:
            return first
        if bound == "," and start < end and self._is_finite(start) and not named:  # ", developed countries | should"
            return self.start_of(start)  # "A and B, all of whom trade, attended the talks but | did not sign"
        return self._second_subject(start, end)

    def _is_cut_off(self, comma: int) -> bool:
        """Whether a comma only parts a long subject from its verb: "the plan drawn up in Lima | , should be"."""
        last, verb = self.g.tokens[comma - 1], comma + 1
        parted = self.g.is_be(verb) or self.g.is_in(verb, "modals") or self.g.low(verb) in _PARTED
        start, bound = clause_start(self.g, comma) if parted else (0, ",")
        if bound or comma - start < 4 or not (last.nouns or last.is_capital) or self.g.is_in(start, "prepositions"):
            return False
        named = (
            self.g.is_in(start, "determiners") or self.g.tokens[start].is_capital or bool(self.g.tokens[start].nouns)
        )
        related = any(self.g.is_in(at, "relatives") for at in range(start, comma))
        return named and (related or not any(self._is_told(at) for at in range(start, comma)))

    def _is_told(self, at: int) -> bool:
        """Whether a verb of a main clause stands there."""
        token = self.g.tokens[at]
        plain = token.verbs and not token.nouns and not token.is_capital and token.is_form("s")
        return bool(plain) or self.g.may_help(at)

    def _tells_place(self, start: int, end: int) -> bool:
        """Whether a name only tells where a town is that the subject before it names: "the talks in Lima, | Peru", "in Bonn, | D.C."."""
        if not all(token.is_capital for token in self.g.tokens[start:end]) or end - start > 3:
            return False
        town = start - 1
        while town > 0 and self.g.tokens[town - 1].is_capital:
            town -= 1
        if town == start - 1 or self.g.low(town - 1) not in {"in", "at", "near"}:
            return False
        first, bound = clause_start(self.g, town - 1)
        if bound in self.g.words["subordinators"]:
            return False  # "If the war spreads to the north in Africa, | Mali must act"
        inside = range(first + 1, town - 1)
        told = any(self.g.is_be(at) or self.g.is_have(at) or self._is_finite(at) for at in inside)
        return (
            first < town - 1 and not told and not self.g.is_in(first, "prepositions") and not self.g.tokens[first].verbs
        )

    def _closes_titled_aside(self, end: int) -> bool:
        """Whether a verb of telling ends an aside behind a name and an office: "Ana Ruiz, Minister of Peru, recalling A, | urged"."""
        tokens = self.g.tokens
        commas = [at for at in range(1, min(end, 30)) if self.g.low(at) == ","]
        if len(commas) < 3 or commas[0] > 6 or end >= len(tokens):
            return False
        if not all(token.is_capital or token.low in self.g.words["particles"] for token in tokens[: commas[0]]):
            return False
        office = any(self.g.is_in(at, "persons") for at in range(commas[0] + 1, commas[1]))
        aside = tokens[commas[1] + 1].low.endswith("ing") and bool(tokens[commas[1] + 1].verbs)
        told = tokens[end].verbs & self.g.words["attribution"] | tokens[end].verbs & self.g.words["strong_verbs"]
        return office and aside and bool(told) and tokens[end].form(min(told)) in {"s", "past"}

    def after_title(self, start: int) -> int | None:
        """Index after the comma that closes the office of a person whose name begins at `start`; None if none is named so.

        The verb behind it tells where the office ends: "Ana Ruiz, Minister for Trade, Industry and Growth of Peru, | said".
        """
        size = len(self.g.tokens)
        if start >= size or not self.g.tokens[start].is_capital or self.g.tokens[start].is_form("ing"):
            return None  # "Introducing the draft, the minister of Peru, speaking for the Group, | said"
        comma = next((at for at in range(start + 1, min(start + 7, size)) if self.g.low(at) == ","), None)
        if comma is None or not any(self.g.is_in(at, "persons") for at in range(comma + 1, min(comma + 6, size))):
            return None
        for at in range(comma + 2, min(comma + 40, size - 1)):
            token = self.g.tokens[at]
            if self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals") or self.g.is_in(at, "relatives"):
                return None
            if self.g.low(at - 1) == "," and token.verbs & self.g.words["attribution"] and not token.is_capital:
                return at if token.form(min(token.verbs & self.g.words["attribution"])) in {"s", "past"} else None
        return None

    def _lists_adjectives(self, start: int) -> bool:
        """Whether the states' adjective before the comma is one of several: "the Czech, | Polish and Slovak ministers"."""
        both = (self.g.tokens[start - 2], self.g.tokens[start]) if start > 1 else ()
        named = self._actor_ending_at(start - 1) is not None or self._actor_ending_at(start + 1) is not None
        return bool(both) and not named and all(token.is_capital and token.low in self.adjectives for token in both)

    def _opens_chain(self, commas: Sequence[int], end: int) -> int | None:
        """The first comma of several asides before a verb: "the leaders | , meeting in Lima, Peru, on Monday, agreed"."""
        if len(commas) < 2:
            return None
        for at in reversed(commas):
            token = self.g.tokens[at + 1]
            participle = bool(token.verbs) and token.form(min(token.verbs)) in {"ing", "past"} and not token.nouns
            if not (participle or token.low in {"having", "meeting"}) or self.g.is_be(at + 1) or self.g.is_have(at + 1):
                continue
            if self._has_predicate(at):
                continue  # "rejected A, emphasizing that trade, including B, | remains"
            inside = range(at + 2, end - 1)
            finite = (self.g.is_be(n) or self.g.is_have(n) or self.g.is_in(n, "modals") for n in inside)
            if not any(found and not self.g.tokens[n].is_capital for n, found in zip(inside, finite, strict=True)):
                return at
        return None

    def _has_predicate(self, end: int) -> bool:
        """Whether the clause before the comma at `end` has its verb already, be it before a list."""
        bound = ","
        while bound == ",":
            start, bound = clause_start(self.g, end)
            circumstance = bound in self.g.words["subordinators"] or self.g.is_in(start, "prepositions")
            if not circumstance and any(self._is_finite(at) for at in range(start + 1, end - 1)):
                return True
            end = start - 1
        return False

    def _before_aside(self, dash: int) -> int:
        """`dash`, or the comma of an aside that it goes on with: "Peru | , which has a treaty – a good one – backs it"."""
        comma = next((at for at in range(dash - 1, max(dash - 30, 0), -1) if self.g.low(at) == ","), None)
        opens = comma is not None and (self._opens_relative(comma + 1) or self.g.low(comma + 1) in {"a", "an"})
        return comma if comma is not None and opens else dash

    def _opens_relative(self, at: int) -> bool:
        """Whether a relative clause begins at `at`: "which includes A, B and C", "all of whom trade with D"."""
        of_whom = self.g.low(at + 1) == "of" and self.g.low(at + 2) in {"which", "whom"}
        return of_whom or self.g.low(at) in {"which", "who", "whose", "whom"}

    def _second_subject(self, start: int, end: int) -> int:
        """`start`, or where who is named begins behind a verb and "and": "Peru rejected the plan and | the EU accused it"."""
        joined = self.after_joined_clause(start, end)
        if joined > start:
            return joined
        actor = self._actor_ending_at(end)
        held = actor is None or self.g.low(actor.first - 1) == "of"  # "and | the minister of Chile"
        first = self._begins_office(start, end) if held or actor is None else actor.first
        if held and first is not None and self._begins_office(start, first - 2) is not None:
            return start  # "what the President and | the Vice President announced"
        first = None if first is None else first - self.g.is_in(first - 1, "determiners")
        if first is None or first <= start + 2 or self.g.low(first - 1) != "and":
            return start
        if any(self.g.low(at) in {"both", "between"} for at in range(start, first)):
            return start
        before = self._actor_ending_at(first - 1)
        told = before is not None and self.g.tokens[before.first - 1].verbs & self.g.words["attribution"]
        if before is not None and (told or not held):
            if not told and self.g.low(before.first - 1) not in {"and", "that"}:
                return start  # "the leaders of Kosovo and Serbia"
            first = before.first  # "the plan was shelved and | Oslo and Lima regretted it"
        return first if any(self._is_main_verb(at) for at in range(start + 1, first - 1)) else start

    def _begins_office(self, start: int, end: int) -> int | None:
        """Index where somebody with an office begins who is named before `end`: "and the | Chilean minister", "and | President Moe"."""
        known = self.g.words.any_of("persons", "group_nouns")
        first, held = end, False
        for at in range(end - 1, max(start, end - 7), -1):
            token = self.g.tokens[at]
            office = not known.isdisjoint(token.bases) and not token.is_form("past")
            if not (office or token.is_capital or token.low == "of" or (token.is_adjective and held)):
                break
            first, held = at, held or office
        return first if held else None

    def _is_main_verb(self, at: int) -> bool:
        """Whether a verb of a clause stands there, and no noun or participle: "Peru | rejected the plan"."""
        token = self.g.tokens[at]
        told = bool(token.verbs) and not token.is_capital and token.form(min(token.verbs)) in {"s", "past"}
        said = not token.verbs.isdisjoint(self.g.words["attribution"])  # "Peru said | the plan and the pact were vital"
        return (
            told and not said and self.g.low(at + 1) != "by" and (not token.nouns or self.g.is_in(at + 1, "articles"))
        )

    def after_joined_clause(self, start: int, end: int) -> int:
        """`start`, or where a clause begins behind another and a bare "and": "the law is in place and | the talks must begin".

        A noun alone before its verb is one too: "they are holding an inquiry and | justice will be done".
        """
        for at in range(end - 1, start + 2, -1):
            if self.g.low(at) not in {"and", "but"} or self.g.low(at - 1) == ",":
                continue
            alone = at + 2 == end and self._is_noun_only(at + 1) and self.g.is_in(end, "modals")
            begins = alone or self.g.low(at + 1) in _NEW_SUBJECTS
            relative = any(self.g.is_in(place, "relatives") for place in range(start, at))
            if begins and not relative and self.is_clause(start, "", at):
                return at + 1
        return start

    def _is_noun_only(self, at: int) -> bool:
        token = self.g.tokens[at]
        return bool(token.nouns) and not (token.is_adjective or token.verbs or token.is_capital)

    def is_clause(self, start: int, bound: str, end: int) -> bool:
        """Whether a main clause stands between two indexes, so that another begins behind it: "the sea is calm, and | all must"."""
        words = self.g.words
        if bound in words["relatives"] or bound in words["subordinators"] or self.g.is_in(start, "prepositions"):
            return False
        inside = (at for at in range(start + 1, end) if self.g.low(at) not in {"'s", "’s"})
        return any(self.g.may_help(at) for at in inside)

    def _ends_clause(self, at: int) -> bool:
        """Whether a clause may begin behind the word at `at`: a conjunction, or a verb that needs no "that" ("agreed | it was due")."""
        verbs = self.g.tokens[at].verbs & self.g.words["clausal_verbs"]
        return self.g.low(at) in {"and", "but", "while"} or bool(verbs)

    def _before_adverbs(self, end: int) -> int:
        """`end`, or the index of the adverbs between it and a comma, the pronoun of a clause or an actor.

        "We, the leaders, | unequivocally condemn", "the talks are late and we | once again urge".
        """
        before = self.g.back_over_adverbs(end)[0]
        if before == end - 1 or before < 0:
            return end
        pronoun = before > 0 and self.g.low(before) in _SUBJECTS and self._ends_clause(before - 1)
        named = self.g.low(before) == "," or self._actor_ending_at(before + 1) is not None
        return before + 1 if pronoun or named else end

    def _is_list_item(self, start: int, end: int) -> bool:
        named = any(start <= actor.first < end for actor in self.actors) or self._titled_before(end) is not None
        return named and any(self.g.low(at) == "and" for at in range(start, end))

    def _closes_circumstance(self, item: int) -> bool:
        """Whether an actor ends what stands before the subject: "In view of the role of the United Nations, | Peru and Chile"."""
        first = item - self.g.is_in(item - 1, "determiners")
        start, _ = clause_start(self.g, first)
        return self.g.is_in(first - 1, "prepositions") and self.g.is_in(start, "prepositions")

    def after_adverbial(self, start: int, end: int) -> int:
        """Skip an adverb or conjunction before the subject: "Therefore the Parties"."""
        if (after := self.g.parenthetical(start)) > start:
            start = after  # "at the same time | ministers"
        if self.g.low(start) in {"nor", "neither"} and (self.g.is_modal_or_do(start + 1) or self.g.is_have(start + 1)):
            return start + 2  # "nor will | it allow"
        while (
            start < end
            and (self.g.is_plain_adverb(start) or self.g.low(start) in {"and", "but", "as", "after", ","})
            and self.g.low(start) not in {"both"}
            and self.g.low(start + 1) != "of"  # "most of | the members"
        ):
            start += 1
        return start

    def before_verb(self, start: int, end: int) -> int:
        """End of the subject where a verb other than the stance's own follows it: "the Heads of State met in Paris and …"."""
        end -= 2 * ((self.g.low(end - 2), self.g.low(end - 1)) == ("no", "longer"))  # "Peru | no longer backs it"
        for at in range(start + 1, end):
            token = self.g.tokens[at]
            if token.low in DASHES:
                return at
            if token.low == "," and (self.g.is_in(at + 1, "relatives") or self._is_circumstance(at + 1, start)):
                return at  # "India, which chairs the group,", "the ministers, meeting in Oslo,"
            if (
                token.verbs
                and (not token.nouns or self._has_object(at, start))
                and not token.is_capital
                and token.low not in {"'s", "’s"}  # "the People's Republic"
                and token.form(min(token.verbs)) in {"s", "past"}
                and (
                    self.g.low(at - 1) not in self.g.words["determiners"] | {"and"}
                    or (self.g.low(at - 1) == "that" and at > start + 1 and bool(self.g.tokens[at - 2].nouns))
                )
            ):
                left = self.g.back_over_adverbs(at)[0]
                if start <= left < at - 1 and self.g.is_in(left, "determiners") and self.g.low(left) != "that":
                    continue  # "the newly elected President"
                if self.g.low(left) in {"who", "which", "that"} and left > start:
                    return left  # "the leaders | who met in Lima"
                aside = not token.verbs.isdisjoint(self.g.words["attribution"]) and self.g.low(at + 1) == ","
                commas = (place for place in range(start + 1, at) if self.g.low(place) == ",")
                return next(commas, at) if aside else at  # "Peru | , the minister said,"
        return end

    def _has_object(self, at: int, start: int) -> bool:
        """Whether a word that may be a noun is a verb with its object behind it: "accused | the United States", "Peru supports | Chile"."""
        after = at + 1 < len(self.g.tokens) and (
            self.g.is_in(at + 1, "determiners") or self.g.tokens[at + 1].is_capital
        )
        if not after or self.g.low(at).endswith("ed") or self.g.is_copula(at):
            return after  # "Peru remains | a major donor"
        told = self.g.tokens[at].verbs & (self.g.words["strong_verbs"] | {"support", "back"})
        singular = self.g.low(at - 1) in self.g.tokens[at - 1].nouns or self._actor_ending_at(at) is not None
        return bool(told) and singular and at > start + 1

    def _is_circumstance(self, at: int, start: int) -> bool:
        """Whether how or where the subject acts begins at `at`: "meeting in Oslo", "in a letter"."""
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        words = range(start, at - 1)
        named = any(self.g.tokens[n].nouns or self.g.tokens[n].is_capital for n in words)
        if token is None or token.is_capital or not named or self.g.is_in(start, "prepositions"):
            return False
        return (token.low.endswith("ing") and bool(token.verbs)) or token.low in {"in", "on", "at", "for", "during"}
