"""The things of a target that nobody has a label for: its noun phrases that say enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.model import Act
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.things.adjuncts import tells_how, tells_how_long, troubles_somebody
from graph_builder.text.things.idioms import is_idiom
from graph_builder.text.things.known import is_way_of_peace
from graph_builder.text.things.lists_of_names import names_end
from graph_builder.text.things.names_beside import names_beside
from graph_builder.text.things.phrase_verbs import is_owned_deed, is_pointed
from graph_builder.text.things.phrases import Chunker
from graph_builder.text.things.slight import (
    is_called,
    is_object,
    is_predicate,
    is_said_of_subject,
    is_slight,
    is_vague,
    is_weighed,
)
from graph_builder.text.things.target_words import TargetWords

__all__ = ["PhraseThings"]

_SHARED = frozenset({"of", "to", "with", "for"})
"""What ties something to all the nouns of a list."""
_TIED = frozenset({"in", "with", "on"})
"""What ties more to a noun behind "of" than is told with it."""
_LEADING = frozenset({"of", "for", "to", "in", "about", "towards", "toward", "against", "among", "on", "with"})
"""What ties to a noun the thing that it leads to."""
_EMPTY = ("manner_nouns", "adjunct_nouns", "worths", "wants", "times_of", "unpointed_nouns")
"""Lists of nouns that say nothing of their own behind "of"."""
_NOT_PLACED = (
    "times_of",
    "adjunct_nouns",
    "manner_nouns",
    "place_nouns",
    "weighed_nouns",
    "offices",
    "tellings",
    "group_nouns",
    "standings",
    "stood_on",
)
"""Lists of nouns that are no things with a place either."""
_PLACING = frozenset({"in", "of", "on"})
_STANDING = frozenset({"in", "as", "among", "with", "at", "'s", "’s"})
"""Words behind which it is told where, whose or as what something is."""
_NOT_HAD = ("group_nouns", "people", "populations", "servants", "offices", "place_nouns", "times_of", "standings")
"""Lists of nouns that name nothing with the actor before them but that actor, a part of it or a place."""
_BEFORE_VERBS = frozenset({"to", "and", ",", "that", "which"})


class PhraseThings:
    """The noun phrases of a target between its `known` things; `means` are where it tells only by which means."""

    def __init__(
        self, target: TargetWords, known: Sequence[Mention], means: Sequence[tuple[int, int]], act: Act
    ) -> None:
        self.target, self.g, self.lexicon = target, target.grammar, target.lexicon
        self.known, self.means, self.act = known, means, act
        self.light = self.lexicon.words["light_nouns"]
        self.chunker = Chunker(self.g, self.lexicon, known, target.first, target.end)

    def beside(self, things: Sequence[Mention]) -> list[Mention]:
        """The things with those that noun phrases name; a phrase right behind a thing belongs to it."""
        found = list(things)
        passed: Mention | None = None
        for start, end in self.chunker.chunks():
            first, end = self._trimmed(start, self._with_group(end, found))
            if self._goes_on(end) and any(self._is_continued(thing, first) for thing in found):
                found = [longer for thing in found for longer in self._continued(thing, first, end)]
                continue
            if self._is_left_out(first, end, found):
                continue
            thing = self.target.made(first, end)
            if thing is not None and found and not self._is_told(thing, start, found):
                if (whole := self._with_leading(thing, start)) is not None:
                    found.append(whole)
                    continue
                passed = thing if self._can_lead(thing) else None
                if passed is not None and any(self._are_joined(passed.end, other) for other in found):
                    found.append(passed)
            elif thing is not None:
                if passed is not None and self._are_joined(passed.end, thing):
                    found.append(passed)  # "| courage and moral leadership"
                pointed = first > self.target.first and is_pointed(self.g, first, end)
                owner = self._owner(first, end, found)
                deed = self.target.made(owner, end, thing.concept.kind) if owner < first else None
                found.append(deed or (replace(thing, first=first - 1) if pointed else thing))
        beside = names_beside(self.target, self.chunker.chunks(), found)
        found += self.target.all_made((first, end, "actor") for first, end in beside)
        found += self._of_actors(found)
        return [*found, *self._placed(found)]

    def _placed(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """What a noun of little content names with the name behind it: "a settlement | in East Timor", "the liberation | of Mosul"."""
        leads = self.g.places(_PLACING, self.target.first + 1, self.target.end - 1)
        leads = [n for n in leads if self._may_be_somewhere(n - 1) and self._names(n + 1)]
        if not leads:
            return
        for start, head in self.chunker.bare():
            if head not in leads or not self._is_placed(start, head - 1):
                continue
            at = self.chunker.after_determiners(head + 1)
            end = max((place.end for place in self.known if place.first == at), default=self.chunker.phrase_end(at))
            end = max(end, names_end(self.g, self.chunker.ends, at, self.target.end))
            named = at < end and self.g.tokens[end - 1].is_capital and not self.g.is_in(at, "months")
            after = self.g.tokens[end] if end < self.target.end else None
            closed = self.g.is_in(end, "prepositions") or self.g.is_in(end, "modals")
            named = named and (after is None or not (after.nouns or after.low == "-") or closed)
            if named and not any(start < other.end and other.first < end for other in found):
                thing = self.target.made(self._trimmed(start, head)[0], end)
                if thing is not None:
                    yield thing

    def _may_be_somewhere(self, head: int) -> bool:
        token = self.g.tokens[head]
        return bool(token.nouns) and not token.is_capital and not token.is_adjective and len(token.low) > 3

    def _names(self, at: int) -> bool:
        """Whether a name stands there, behind determiners."""
        return self.g.tokens[min(self.chunker.after_determiners(at), len(self.g.tokens) - 1)].is_capital

    def _is_placed(self, first: int, head: int) -> bool:
        """Whether a noun phrase that ends in a common noun names what is somewhere: no time, manner or part."""
        token, before = self.g.tokens[head], first - 1 - self.g.is_in(first - 1, "determiners")
        if self.g.low(before) in _STANDING or self.g.low(head) in {"example", "instance"}:
            return False
        if self.g.is_copula(before) or tells_how(self.g, self.lexicon, first, self.target.first):
            return False
        return token.bases.isdisjoint(self.lexicon.words.any_of(*_NOT_PLACED, "doings_of_states"))

    def _of_actors(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """What a noun of little content names with the actor right before it: "the Union | commitments", "Peru | situation"."""
        for actor in found:
            at = actor.end
            if actor.concept.kind != "actor" or not self.g.tokens[at - 1].is_capital:
                continue
            end = self.chunker.phrase_end(at)
            if (
                end > at
                and self._is_had(at, end - 1)
                and not any(at < other.end and other.first < end for other in found)
            ):
                thing = self.target.made(actor.first, end)
                if thing is not None and thing.concept.kind != "actor":
                    yield thing

    def _is_had(self, first: int, head: int) -> bool:
        """Whether a noun phrase ends in a common noun for what a state or body has, does or is in."""
        token, opener = self.g.tokens[head], self.g.tokens[first]
        doing = first < head and (opener.is_form("s") or (opener.is_form("ing") and not opener.is_adjective))
        if doing or not token.nouns or token.is_capital or token.is_adjective:
            return False  # "Peru | changes course"
        if token.is_form("ing") or any(self.g.is_in(at, "possessives") for at in range(first, head)):
            return False
        if not token.verbs.isdisjoint(self.lexicon.words["doings_of_states"]) and self.g.is_in(
            head + 1, "prepositions"
        ):
            return False  # "the importance Peru | places on"
        return token.bases.isdisjoint(self.lexicon.words.any_of(*_NOT_HAD))

    def _with_group(self, end: int, found: Sequence[Mention]) -> int:
        """Index after the states or people that an adjective before `end` is said of: "small independent | states"."""
        told = self.chunker.actor_ends.get(end) == end + 1 and self.g.is_in(end, "group_nouns_plural")
        if not told or self.g.tokens[end].is_capital or any(thing.first == end for thing in found):
            return end
        left = self.g.tokens[end - 1]
        return end + (left.is_adjective and not left.is_capital)

    def _owner(self, first: int, end: int, found: Sequence[Mention]) -> int:
        """Index at which a deed begins with who does it: "Peru's | actions"; `first` for all else."""
        owned = first - 1 > self.target.first and is_owned_deed(self.g, first, end)
        return min((other.first for other in found if other.end == first - 1), default=first) if owned else first

    def least(self) -> list[Mention]:
        """The first noun phrase of a target that names nothing else, little as it says: "the deployment", "continued progress"."""
        for first, end in (*self.chunker.chunks(), *self.chunker.bare()):
            head = self.g.tokens[end - 1]
            long = len(head.low) > 3 or head.low in self.lexicon.words["short_things"]
            plain = head.low not in self.lexicon.words["seldom_nouns"] and not (head.is_adjective and "-" in head.low)
            named = head.nouns and plain and not head.is_adverb and not head.low[0].isdigit()
            if named and long and self._is_least(first, end):
                thing = self.target.made(*self._trimmed(first, end))
                if thing is not None:
                    return [thing]
        return []

    def _is_least(self, first: int, end: int) -> bool:
        """Whether a noun phrase can be the only thing of a target: no time, nothing counted ("14 | people"), no idiom."""
        counted = self.g.low(first - 1)[:1].isdigit()
        if tells_how_long(self.g, self.target.first, first, end) or (
            self.g.low(end - 1) == "time" and self.g.low(end) in {"for", "to"}
        ):
            return False  # "let the | time for action be now"
        if counted or self.g.is_in(end - 1, "times_of") or is_said_of_subject(self.g, first, end):
            return False
        if self.g.is_in(end - 1, "bygone_times") and tells_how(self.g, self.lexicon, first, self.target.first):
            return False  # "in the near | future", "than ever in | history"
        return not is_idiom(self.g, self.lexicon, first, end)

    def _trimmed(self, first: int, end: int) -> tuple[int, int]:
        """Leave out adjectives of time and degree in front: "ongoing", "further", "recent"."""
        while end - first > 1 and (
            self.g.is_in(first, "empty_modifiers")
            or self.g.low(first) in {",", "and", "or"}
            or self.g.is_in(first, "prepositions")  # "full | of | opportunities"
        ):
            first += 1
        if self.g.low(first - 1) == "/" and first - 2 >= self.target.first and self.g.tokens[first - 2].is_capital:
            return first - 2, end  # "the Thai/ | Kampuchean border"
        if self.g.low(first - 1) == "-" and self.g.low(first - 2).isdigit() and first - 2 >= self.target.first:
            return first - 2, end  # "the 10- | member bloc"
        dated = self.g.low(first - 1).isdigit() and self.g.low(first - 2) == "/" and self.g.low(first - 3).isdigit()
        return first - 3 * (dated and first - 3 >= self.target.first), end  # "the 26/11 | Mumbai attacks"

    def _goes_on(self, end: int) -> bool:
        last = self.g.tokens[end - 1]
        return bool(last.nouns) and not (last.is_adverb or last.is_adjective)

    def _is_continued(self, thing: Mention, first: int) -> bool:
        """Whether a phrase right behind a thing makes it longer: "terrorism financing | networks"."""
        return thing.end == first and thing.concept.kind not in {"actor", "treaty"}

    def _continued(self, thing: Mention, first: int, end: int) -> list[Mention]:
        """The thing, made longer if a phrase goes on with it; what is for or against a threat by name is another beside it."""
        if not self._is_continued(thing, first):
            return [thing]
        named = thing.concept.kind == "threat" and not self.g.tokens[thing.end - 1].text.islower()
        other = self.target.made(thing.first, end) if named else None
        if other is not None:
            return [thing, other]  # "COVID-19 | vaccines"
        longer = self.target.made(thing.first, end, thing.concept.kind) if thing.concept.provisional else None
        return [replace(thing, end=end) if longer is None else longer]

    def _is_left_out(self, first: int, end: int, found: Sequence[Mention]) -> bool:
        """Whether a phrase only says what something else is called or is, by which means, or too little."""
        if any(thing.first == end and thing.concept.kind == "actor" for thing in found) and self._describes(end - 1):
            return True  # "a free | Iraq", "our neighbour | Iraq"
        if self.g.low(end - 1) in {"example", "instance"} and self.g.low(first - 1) == "for":
            return True
        if found and self.g.low(first - 1) in {"see", "cf"} and self.g.low(first - 2) == "(":
            return True  # "the text (see | annex II)"
        if self._is_short_name(first, end, found):
            return True  # "the 2050 Strategy for the Sea (the | 2050 Strategy)"
        if found and is_called(self.g, first, self.act):
            return True  # "as flagrant violations"
        if any(opened <= first < closed for opened, closed in self.means) and not is_way_of_peace(self.g, end):
            return True
        if found and is_predicate(self.g, first, end, self.target.first):
            return True  # "was a landmark event"
        if found and is_weighed(self.g, first, end):
            return True
        return is_slight(self.g, self.lexicon, self.known, self.target.first, first, end)

    def _is_short_name(self, first: int, end: int, found: Sequence[Mention]) -> bool:
        """Whether a phrase in parentheses only repeats words of the thing right before it."""
        at = first - 1
        while self.g.is_in(at, "determiners") or self.g.low(at)[:1].isdigit():
            at -= 1
        if self.g.low(at) != "(" or self.g.low(end) != ")":
            return False
        said = set(map(self.g.low, range(first, end)))
        return any(thing.end == at and said <= set(map(self.g.low, range(thing.first, at))) for thing in found)

    def _describes(self, at: int) -> bool:
        """Whether an adjective or a noun in the singular stands there that can only be said of the name behind it."""
        token, name = self.g.tokens[at], self.g.tokens[at + 1]
        single = token.low in token.nouns and name.is_capital
        return not token.is_capital and (token.is_adjective or single)

    def _is_told(self, thing: Mention, start: int, found: Sequence[Mention]) -> bool:
        """Whether a phrase is a thing beside others: it says more than one common word, or stands where things stand."""
        if not is_vague(self.g, self.lexicon, thing.concept, thing.first, thing.end):
            bare = thing.end - thing.first == 1 and self.g.is_in(thing.first, "to_overcome")
            pointed = is_pointed(self.g, thing.first, thing.end)
            return not bare or pointed or not self._leads_on(start, thing.end)  # "difficulties | in"
        if is_owned_deed(self.g, thing.first, thing.end) or self._is_listed(thing, start):
            return True
        if self._is_first(thing) or troubles_somebody(self.g, self.target.first, thing.first, thing.end):
            return True
        owned = (other for other in found if other.end == start and other.concept.kind == "actor")
        named = any(self.g.tokens[other.end - 1].is_capital for other in owned)
        if named and not self.g.tokens[start].is_capital and self.g.low(thing.end) != "of":
            light = self.lexicon.words.any_of("light_nouns", "group_nouns")
            return self.g.bases(thing.end - 1).isdisjoint(light)  # "ASEAN | awareness"
        if self._leads_on(start, thing.end):
            return False
        ends = {other.end for other in found}
        return is_object(self.g, self.lexicon, ends, start, thing.end) or self._is_done_to(start, thing)

    def _leads_on(self, start: int, end: int) -> bool:
        """Whether a preposition ties more to the noun before `end`, so that it says little alone: "mobilize | resources for"."""
        if self.g.low(end) in {"in", "of", "for"} and self.g.low(start - 1) in {"and", "or"}:
            return False  # "better coordination and | enforcement in many areas"
        return end < self.target.end and self.g.low(end) in _LEADING and not self.g.low(end + 1)[:1].isdigit()

    def _with_leading(self, thing: Mention, start: int) -> Mention | None:
        """The thing with the light noun that leads to it: "points of | contention", but not "a matter of | urgency"."""
        head = start - 2
        last = self.g.tokens[thing.end - 1]
        if head < self.target.first or self.g.low(start - 1) != "of" or last.is_capital or last.is_adjective:
            return None
        led = any(self.g.is_in(head, words) for words in ("times_of", "unpointed_nouns"))
        if led or self.g.bases(head).isdisjoint(self.light):
            return None
        if self.g.low(thing.end) in _TIED or any(self.g.is_in(thing.end - 1, words) for words in _EMPTY):
            return None
        first = head
        while first > self.target.first and self.g.tokens[first - 1].is_adjective:
            first -= 1
        first, end = self._trimmed(first, thing.end)
        before = first - 1 - self.g.is_in(first - 1, "articles")
        if before > self.target.first and self.g.is_copula(before):
            return None  # "is a list of | priorities"
        return self.target.made(start if self.g.is_in(head, "adjunct_nouns") else first, end)

    def _is_first(self, thing: Mention) -> bool:
        """Whether a name begins the target: "the Slovak Presidency has focused on", "Maria Soto as Interim President"."""
        begin = self.target.first + self.g.is_in(self.target.first, "determiners")
        last = self.g.tokens[thing.end - 1]
        if thing.first != begin or not last.is_capital or self.g.low(thing.end) in {"and", "or"}:
            return False
        if thing.end < self.target.end and self.g.tokens[thing.end].is_capital:
            return False
        return thing.end - begin > 1 or begin > self.target.first or not last.nouns

    def _is_listed(self, thing: Mention, start: int) -> bool:
        """Whether a noun with what tells its sort goes on a list: "medical care and | psychological support"."""
        before = start - 1
        while self.g.is_in(before, "determiners"):
            before -= 1
        joint = self.g.low(before) if before > self.target.first else ""
        if thing.end - thing.first == 1 or joint not in {"and", ","} or self.g.is_in(thing.end - 1, "adjunct_nouns"):
            return False
        if self.g.tokens[thing.first].is_capital:
            named = self.g.tokens[thing.end - 1].is_capital
            if (named and before < start - 1) or (joint == "," and not self._is_name(before)):
                return False  # "and the | Western Balkans", "the Minister, | Maria Soto"
        if before < start - 1 and self.g.has_any(thing.end - 1, thing.end, "place_nouns"):
            return False  # "and the | wider region"
        return not self.g.low(thing.first).endswith("ing")

    def _can_lead(self, thing: Mention) -> bool:
        """Whether one common noun that is not light stands there, with which a list can begin."""
        head, before = self.g.tokens[thing.end - 1], self.g.low(thing.first - 1)
        single = thing.end - thing.first == 1 and self.g.low(thing.end) == "and"
        told = self.g.is_in(thing.first - 1, "possessives") or self.g.tokens[thing.first - 1].is_form("past")
        if not single or before == "," or told:
            return False
        return bool(head.nouns) and not (head.is_capital or head.is_adjective) and head.bases.isdisjoint(self.light)

    def _are_joined(self, end: int, other: Mention) -> bool:
        """Whether only "and" and determiners stand before another thing, which has nothing tied to it that both share."""
        if not end < other.first < end + 4 or self.g.low(end) != "and":
            return False
        return self.g.low(other.end) not in _SHARED and all(
            self.g.is_in(at, "determiners") for at in range(end + 1, other.first)
        )

    def _is_name(self, end: int) -> bool:
        """Whether a name of two words that are no others ends before `end`: "Maria Soto | , Juan Vega"."""
        tokens = self.g.tokens[max(end - 2, 0) : end]
        return len(tokens) == 2 and all(
            token.is_capital and not (token.nouns or token.is_adjective) for token in tokens
        )

    def _is_done_to(self, start: int, thing: Mention) -> bool:
        """Whether a noun is what is to be done something to: "to cut | emissions", "and restore | calm"."""
        head = self.g.tokens[thing.end - 1]
        if thing.end - start > 1 or not head.nouns or head.is_capital or not head.bases.isdisjoint(self.light):
            return False
        verb = start - 1 - self.g.is_in(start - 1, "determiners")
        token = self.g.tokens[verb] if verb >= self.target.first else None
        if token is None or not token.is_form("base") or token.is_adjective:
            return False
        if not token.verbs.isdisjoint(self.lexicon.words.any_of("telling_verbs", "going_on", "verbs_of_idioms")):
            return False  # "to encourage | athletes to", "keep | working", "give | shelter"
        left = self.g.low(verb - 1)
        led = verb == self.target.first or left in _BEFORE_VERBS or left in self.lexicon.words["modals"]
        return led or self.chunker.is_helped(verb)  # "to help farmers build | roads"
