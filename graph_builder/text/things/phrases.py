"""Cuts the part of a target that no known thing covers into base noun phrases."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.idioms import is_idiom
from graph_builder.text.things.lists_of_names import names_end
from graph_builder.text.things.phrase_bounds import PhraseBounds
from graph_builder.text.things.phrase_verbs import is_of_date, is_owned_deed, is_pointed
from graph_builder.text.words.grammar import Grammar

__all__ = ["Chunker", "inverter_nouns"]

_MAX_WORDS = 9
_PEOPLES = frozenset({"people", "population", "citizen", "resident"})
"""Who is called with the place that is theirs."""
_RULED = frozenset({"state", "states", "government", "governments"})
"""What heads are heads of."""


@functools.lru_cache(maxsize=4)
def inverter_nouns(lexicon: Lexicon) -> frozenset[str]:
    """First words of the nouns that turn a sign and do not govern a verb alone."""
    rows = (row for row in lexicon.inverters if row.pos == "noun" and row.after != {"to"})
    return frozenset(phrase[0] for row in rows for phrase in row.phrases)


class Chunker(PhraseBounds):
    """Cuts the part of a target that no known thing covers into base noun phrases."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], first: int, end: int) -> None:
        super().__init__(grammar, lexicon, known, first, end)
        self.actor_ends = {
            mention.first: mention.end
            for mention in sorted(known, key=lambda item: item.end)
            if mention.concept.kind == "actor"
        }
        self.inverter_nouns, self.lexicon = inverter_nouns(lexicon), lexicon

    def chunks(self) -> Iterator[tuple[int, int]]:
        at = self.first
        while at < self.end:
            finish = self.phrase_end(at)
            if finish > at:
                span = self._with_complement(at, finish)
                if span is not None and (
                    span[1] in self.actor_ends.values() or not any(place in self.covered for place in range(*span))
                ):
                    yield span
                at = max(finish, span[1] if span else finish)
            else:
                at += 1

    def bare(self) -> Iterator[tuple[int, int]]:
        """The noun phrases without complements, also those whose heads mean little alone."""
        at = self.first
        while at < self.end:
            finish = self.phrase_end(at)
            if finish > at:
                yield at, finish
            at = max(finish, at + 1)

    def _with_noun(self, at: int) -> int:
        """Index after the noun that a name before `at` only modifies: "a solution of the Peru | problem"."""
        token = self.g.tokens[at] if at < self.end else None
        noun = token is not None and token.is_word and bool(token.nouns) and not token.is_capital
        closed = self.g.is_in(at, "prepositions") or (noun and self.is_verb(at))
        groups = self.words.any_of("group_nouns", "actor")
        return at + 1 if noun and not closed and self.g.bases(at).isdisjoint(groups) else at

    def _with_aim(self, heads: frozenset[str], at: int) -> int:
        """Index after what is tied to the noun behind whose it is: "the accession of Peru | to the Treaty"."""
        if not any(f"{head} {self.g.low(at)}" in self.words["attachments"] for head in heads):
            return at
        start = self.after_determiners(at + 1)
        return self.actor_ends.get(start, at)

    def _with_second(self, heads: frozenset[str], at: int) -> int:
        """Index after the aim that two have: "the accession of Peru | and its neighbours to the Treaty"; `at` for all else."""
        if self.g.low(at) != "and" or at + 1 >= self.end:
            return at
        start = self.after_determiners(at + 1)
        second = self.actor_ends.get(start) or self.phrase_end(start)
        whole = self._with_aim(heads, second) if second > start else second
        return whole if whole > second else at

    def complement(self, concept: Concept, first: int, end: int) -> int:
        """End of what stands after a thing and belongs to it: "of …", "between …", "with …"; `end` if there is nothing such."""
        if (
            concept.aspect is not None
            or concept.kind in {"actor", "treaty"}
            or self.g.low(end) not in {"of", "between", "with"}
            or self.g.low(first - 1) == "by"
        ):
            return end
        bound = not self.g.bases(end - 1).isdisjoint(self.words.any_of("tie_nouns", "mutual_ties", "initiative"))
        if self.g.low(end) == "with" and not bound and concept.kind in {"issue", "threat"}:
            return end
        if concept.kind == "principle" and (self.g.low(end) != "of" or concept.label in self.words["aspects"]):
            return end
        start = self.after_determiners(end + 1)
        if self.g.low(end) == "between" and (names := names_end(self.g, self.ends, start, self.end)) > start:
            return names
        finish = self._whole(start)
        if self.g.low(end) == "between" and self.g.low(finish) == "and":
            start = self.after_determiners(finish + 1)
            finish = self._whole(start)
        if not start < finish <= min(self.end, end + _MAX_WORDS) or not self._is_head(finish - 1):
            return end
        if self.g.is_in(finish - 1, "times_of"):
            return end
        if self.g.low(end) == "with" and self.g.low(finish) == "at" and self.g.is_in(finish + 2, "centres"):
            return end  # "with the Union at its core"
        how = any(self.g.is_in(finish - 1, words) for words in ("adjunct_nouns", "manner_nouns"))
        return end if self.g.low(end) == "with" and how else finish

    def _is_head(self, at: int) -> bool:
        """Whether a phrase can end there: not in an adjective."""
        token = self.g.tokens[at]
        return bool(token.nouns) or token.is_capital or not token.is_adjective

    def _whole(self, start: int) -> int:
        """End of the known thing or the noun phrase that begins at `start`."""
        if start in self.ends:
            return self._with_head(self.ends[start])
        if self.g.is_in(start, "courtesies") and (named := self.ends.get(start + 1 + (self.g.low(start + 1) == "."))):
            return named  # "the leadership of | Mr. Soto"
        end = self._counted(self.phrase_end(start + self._is_told_by_participle(start)))
        end = start if end == start + 1 and self._is_told_by_participle(start) else end
        if end in self.ends and end == start + 1 and self.g.is_in(start, "cardinals"):
            return self._with_head(self.ends[end])  # "trade between the two | ports"
        if end in self.actor_ends and end > start and self._modifies(end - 1):
            return self.actor_ends[end]  # "the efforts of the member | states"
        return end

    def _ruled(self, at: int) -> int:
        """Index after both that heads are heads of: "heads of | state and government"; `at` for all else."""
        both = self.g.low(at + 1) in {"and", "or"} and self.g.low(at + 2) in _RULED and at + 3 <= self.end
        return at + 3 if both and self.g.low(at - 2) in {"head", "heads"} else at

    def _is_told_by_participle(self, at: int) -> bool:
        """Whether a participle between a determiner and a noun stands there: "the interests of the | developed powers"."""
        if at + 1 >= self.end or not self.g.low(at).endswith("ed") or not self.g.is_in(at - 1, "determiners"):
            return False
        return self._is_nominal(at + 1) and not self._can_begin(at)

    def _modifies(self, at: int) -> bool:
        """Whether a common noun in the singular stands there, right before a known thing."""
        token = self.g.tokens[at]
        return token.low in token.nouns and not token.is_capital and not self.g.tokens[at + 1].is_capital

    def _with_head(self, at: int) -> int:
        """Index after the head that a thing before `at` only modifies: "the civilian | population", "the Gaza | Strip"."""
        token = self.g.tokens[at] if at < self.end else None
        if at in self.ends and at in self.actor_ends.values() and token is not None and not token.is_capital:
            return self.ends[at]  # "between the U.S. | private sector and"
        if token is None or not token.nouns or not token.is_word or self.is_verb(at) or not self._is_nominal(at):
            return at
        return at + 1 if token.is_capital == self.g.tokens[at - 1].is_capital else at

    def _counted(self, at: int) -> int:
        """Index after what is counted by the words before `at`: "the plight of hundreds of thousands | of miners"."""
        if self.g.low(at) == "of" and (ruled := self._ruled(at + 1)) > at + 1:
            return ruled
        while self.g.is_in(at - 1, "counts") and self.g.low(at) == "of" and at + 1 < self.end:
            after = self.ends.get(at + 1) or self._finish(at + 1)
            if after == at + 1:
                break
            at = after
        return at

    def _is_listed(self, first: int, end: int) -> bool:
        """Whether a noun stands in a list and has nothing behind it that it leads to: "trade, culture and | defence"."""
        before = self.g.low(first - 1 - self.g.is_in(first - 1, "determiners"))
        joined = before in {"and", "or", ","} or self.g.low(end) in {"and", "or"}
        return joined and not self.g.is_in(end, "prepositions")

    def _is_hardship(self, end: int) -> bool:
        """Whether hardships stand at the end of a clause or phrase: "address the | challenges"."""
        return self.g.is_in(end - 1, "to_overcome") and not self.g.is_in(end, "prepositions")

    def _tells_when(self, at: int) -> bool:
        """Whether a time stands at `at`: "the past two days"."""
        start = self.after_determiners(at)
        while start < self.end and (self.g.tokens[start].is_adjective or self.g.is_in(start, "cardinals")):
            start += 1
        return self.g.is_in(start, "times_of")

    def _is_told_of(self, at: int) -> bool:
        """Whether a verb that takes "of" behind its object stands before the noun phrase at `at`: "remind all | parties of the need"."""
        at -= 1
        while at > 0 and self._determines(at):
            at -= 1
        return not self.g.tokens[at].verbs.isdisjoint(self.words["verbs_with_of"])

    def _is_doer(self, first: int, finish: int) -> bool:
        """Whether who does a deed stands before what it is done to: "the killing by the troops | of villagers"."""
        by = first - 1
        while self._determines(by):
            by -= 1
        if self.g.low(by) != "by" or by <= self.first or finish + 1 >= self.end:
            return False
        if self.g.tokens[finish + 1].is_capital:
            return False
        deed = self.g.tokens[by - 1]
        done = deed.low.endswith(("ing", "tion", "sion", "ment")) or not deed.bases.isdisjoint(
            self.words["wrong_deeds"]
        )
        return done and not self.g.is_in(finish - 1, "counts")

    def _with_complement(self, first: int, finish: int) -> tuple[int, int] | None:
        """The phrase with its "of" complement where the head means little alone; None where what follows is the thing."""
        head = self.g.tokens[finish - 1]
        lemmas = head.bases
        wrong = any(self.g.is_in(at, "problem_adjectives") for at in range(first, finish))
        related = head.low in self.words["relational_nouns"] and self.g.low(finish) in {"of", "for"}
        begin = self.after_determiners(finish + 1)
        memorandum = "memorandum" in lemmas and self.g.low(finish) == "of" and begin < self.end
        if memorandum and begin not in self.covered and self.g.tokens[begin].nouns:
            return first, begin + 1  # "a memorandum | of understanding on trade"
        if related and (whole := self._whole(begin)) > begin:
            return first, min(whole, first + _MAX_WORDS)
        wrong = wrong or is_pointed(self.g, first, finish) or is_owned_deed(self.g, first, finish)
        light = not wrong and not lemmas.isdisjoint(self.words["light_nouns"])
        turns = not wrong and not lemmas.isdisjoint(self.inverter_nouns)
        preposition = self.g.low(finish) if self.g.parenthetical(finish) == finish else ""
        if preposition == "of" and is_idiom(self.g, self.lexicon, first, finish):
            return None  # "take | account of our concerns"
        if preposition == "of" and lemmas & _PEOPLES and begin < self.end:
            named_there = begin not in self.covered and self.g.tokens[begin].is_capital
            if named_there and (named := self._finish(begin)) > begin:
                return first, named  # "condolences to the people | of Lima"
        apart = preposition == "of" and (
            is_of_date(self.g, finish) or self._is_told_of(first) or self._is_doer(first, finish)
        )
        preposition = "" if apart else preposition
        if turns and preposition == "of" and self._tells_when(finish + 1):
            return first, finish  # "the attacks | of the past two days"
        several = head.low not in head.nouns and not self.g.is_in(finish, "prepositions")
        told = self.g.is_in(first - 1, "determiners") or several
        bad = turns and told and not lemmas.isdisjoint(self.words.any_of("problem_nouns", "imposed"))
        if light and finish - first > 1 and self.g.is_in(finish - 2, "groups_for") and preposition != "of":
            return first, finish  # "a working group | on trade"
        if light and finish - first > 1 and preposition not in {"of", ""} and head.low in {"partners", "allies"}:
            return first, finish  # "our international partners | on the situation"
        sort = finish - first > 1 and preposition not in {"of", "on"} and self.g.is_sort_adjective(finish - 2)
        if sort and (light or turns) and not lemmas.isdisjoint(self.words["told_by_sorts"]):
            return first, finish  # "financial support | to refugees", "a regional response | to piracy"
        if (light or turns) and (
            preposition in {"of", "for", "to", "in", "on", "against"}
            or (turns and preposition == "from")
            or (
                finish - first == 1
                and not bad
                and not self._is_hardship(finish)
                and (light or not self._is_listed(first, finish))
            )
        ):
            return None
        if light and self.g.is_in(finish, "done") and self.g.low(finish + 1) in {"in", "on", "towards", "toward"}:
            return None  # "progress made on | the corridor"
        if preposition == "of" and finish + 1 < self.end:
            counted = self.g.low(finish + 1) in {"all", "both"}  # "the opinions of all | countries"
            start = (
                self.g.skip_modifiers(finish + 1 + counted, 1)
                if self.g.low(finish + 1 + counted) in self.words["determiners"]
                else finish + 1 + counted
            )
            if (ruled := self._ruled(start)) > start:
                return first, ruled
            if start in self.actor_ends and not light and self.actor_ends[start] - first <= _MAX_WORDS:
                whole = self._with_noun(self.actor_ends[start])
                return first, self._with_second(
                    lemmas, self._with_aim(lemmas, whole)
                )  # "the needs of the partners", and they
            if start not in self.covered and self._can_begin(start):
                inner = self._whole(start)
                if inner > start and self.g.is_in(inner - 1, "times_of"):
                    return first, finish  # "the suffering of the past forty years"
                if inner > start and not self._is_head(inner - 1):
                    return None  # "the involvement of criminal | syndicates"
                if inner > start and inner - first <= _MAX_WORDS:
                    return first, inner
        return first, min(finish, first + _MAX_WORDS)
