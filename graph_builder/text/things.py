"""The things inside a target: known ones by their labels, and noun phrases that are nobody's label as provisional concepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_builder.lexicon import Lexicon
from graph_builder.model import Act, Concept, Kind
from graph_builder.text.anaphora import addressee, back_references
from graph_builder.text.compose import composed
from graph_builder.text.grammar import Grammar
from graph_builder.text.mentions import Mention

__all__ = ["Thing", "find_things", "slug"]

_INNER_KINDS: dict[str, frozenset[str]] = {
    "treaty": frozenset({"threat"}),
    "initiative": frozenset({"threat"}),
    "issue": frozenset({"threat"}),
    "principle": frozenset({"actor"}),
    "threat": frozenset({"principle"}),
}
_KIND_ORDER: tuple[Kind, ...] = ("threat", "treaty", "initiative", "conflict", "principle", "actor")
_NAME_JOINERS = frozenset({"of", "on", "for", "the", "and", "in", "to"})
_MAX_WORDS = 9
_SUBJECTS = frozenset({"it", "he", "she", "they", "we", "i"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A concept named by the tokens [first, end) of a target."""

    concept: Concept
    first: int
    end: int


def slug(text: str) -> str:
    """Local name made of a label: lower case, hyphens, at most 80 characters.

    >>> slug("Israel’s settlements (1967)")
    'israels-settlements-1967'
    """
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[’'‘]", "", text.casefold())).strip("-")[:80].strip("-")


class _Compounds:
    """Phrases that are one thing although they hold several: proper names, ties with somebody, conflicts somewhere."""

    _THREATS = frozenset({"threat", "challenge"})

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], target: tuple[int, int]) -> None:
        self.g, self.words = grammar, lexicon.words
        self.known = known
        self.first, self.end = target
        self.name_heads = frozenset().union(*(self.words.kind_heads[kind] for kind in ("treaty", "initiative")))

    def find(self) -> Iterator[tuple[int, int, Kind | None]]:
        """Spans, with the kind where it is certain."""
        at = self.first
        while at < self.end:
            threat = self._threat(at)
            finish = max(self._name(at), self._tie(at), self._conflict(at), self._goods(at), threat)
            if finish > at:
                yield at, finish, "threat" if finish == threat else None
            at = max(at + 1, finish)

    def _name(self, at: int) -> int:
        """End of the proper name that begins at `at`: "Partnership for Global Infrastructure and Investment"; `at` if none does."""
        if not self.g.tokens[at].is_capital or (at > self.first and self.g.tokens[at - 1].is_capital):
            return at
        finish = at + 1
        while finish < self.end:
            after = finish
            while after < self.end and after - finish < 3 and self.g.low(after) in _NAME_JOINERS:
                after += 1
            if after >= self.end or not self.g.tokens[after].is_capital or not self.g.tokens[after].is_word:
                break
            if after > finish and self._begins_known_actor(after) and self.g.low(after - 1) != "the":
                break
            if self.g.low(finish) == "and" and not self._kinds(finish - 1).isdisjoint(self.name_heads):
                break  # two names: "the Non-Proliferation Treaty and the Test Ban Treaty"
            finish = after + 1
        heads = [
            place
            for place in range(at, finish)
            if self.g.tokens[place].is_capital and not self._kinds(place).isdisjoint(self.name_heads)
        ]
        joined = any(self.g.low(place) in _NAME_JOINERS for place in range(at, finish))
        covered = any(mention.first <= at and finish <= mention.end for mention in self.known)
        return finish if heads and finish - at > 1 and (joined or heads[-1] == finish - 1) and not covered else at

    def _kinds(self, at: int) -> frozenset[str]:
        return self.g.tokens[at].nouns | {self.g.low(at)}

    def _begins_known_actor(self, at: int) -> bool:
        return any(mention.first == at and mention.concept.kind == "actor" for mention in self.known)

    def _tie(self, at: int) -> int:
        if (
            self._kinds(at).isdisjoint(self.words["tie_nouns"])
            or self.g.low(at + 1) not in self.words["tie_prepositions"]
        ):
            return at
        if any(mention.first < at < mention.end for mention in self.known):
            return at
        after = at + 2 + (self.g.low(at + 2) in self.words["determiners"])
        if self.g.low(at + 1) == "in" and not self._kinds(after).isdisjoint(self.words["light_nouns"]):
            return at
        return self._complement(at + 2, at)

    def _conflict(self, at: int) -> int:
        if self._kinds(at).isdisjoint(self.words.kind_heads["conflict"]) or self.g.low(at + 1) not in {
            "in",
            "between",
            "over",
        }:
            return at
        return self._complement(at + 2, at)

    def _threat(self, at: int) -> int:
        """End of a threat told with what it threatens or comes from: "challenges to the rules-based order"."""
        head = at
        while head < self.end and self.g.tokens[head].is_adjective and not self._kinds(head) & self._THREATS:
            if self.g.tokens[head].verbs:
                return at
            head += 1
        if head >= self.end or not self._kinds(head) & self._THREATS:
            return at
        left = at - 1 - (self.g.low(at - 1) in {"a", "an"})
        if left >= 0 and self.g.tokens[left].verbs & self.words["posing_verbs"]:
            return at
        after = head + 1
        if self.g.low(after) == "posed" and self.g.low(after + 1) == "by":
            after += 1
        elif self.g.low(after) not in {"to", "from"}:
            return at
        start = after + 1 + (self.g.low(after + 1) in self.words["determiners"])
        if self.g.low(after) == "by" and not self._begins_known_actor(start):
            return at
        if start >= self.end or self.g.tokens[start].verbs - self.g.tokens[start].nouns:
            return at
        return max(self._complement(start, at), at)

    def _goods(self, at: int) -> int:
        """End of coordinated goods that make one thing: two, or more with one complement."""
        if not self.g.is_in(at, "joint_goods") or (
            self.g.low(at - 1) in {"and", ","} and self.g.is_in(at - 2, "joint_goods")
        ):
            return at
        last, count = at, 1
        while True:
            after = last + 1
            while self.g.low(after) in {",", "and"} and after - last < 3:
                after += 1
            if after == last + 1 or after >= self.end or not self.g.is_in(after, "joint_goods"):
                break
            last, count = after, count + 1
        if count == 1:
            return at
        start = last + 2 + (self.g.low(last + 2) in self.words["determiners"])
        if self.g.low(last + 1) in {"of", "in"} and self.g.low(start) not in {
            "accordance",
            "line",
            "order",
            "particular",
        }:
            finish = self._complement(start, at)
            if finish > start:
                return min(finish, start + 3)
        return last + 1 if count == 2 else at

    def _complement(self, start: int, head: int) -> int:
        at = start
        while at < min(self.end, start + 8):
            token = self.g.tokens[at]
            stops = (
                self.words["subordinators"]
                | self.words["modals"]
                | {"to", "in", "on", "for", "by", "and", "through", "at", "including"}
            )
            if not token.is_word or token.low in stops or self.g.is_be(at) or self.g.is_have(at):
                if token.low == "and" and self.g.low(head + 1) == "between" and at > start:
                    at += 1
                    continue
                break
            at += 1
        return at if at > start else head


class _Chunker:
    """Cuts the part of a target that no known thing covers into base noun phrases."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, known: Sequence[Mention], first: int, end: int) -> None:
        self.g = grammar
        self.words = lexicon.words
        self.covered = {at for mention in known for at in range(mention.first, mention.end)}
        self.inverter_nouns = {phrase[0] for row in lexicon.inverters if row.pos == "noun" for phrase in row.phrases}
        self.first, self.end = first, end

    def chunks(self) -> Iterator[tuple[int, int]]:
        at = self.first
        while at < self.end:
            if at in self.covered or not self._can_begin(at):
                at += 1
                continue
            finish = self._finish(at)
            if finish > at:
                span = self._with_complement(at, finish)
                if span is not None and not any(place in self.covered for place in range(*span)):
                    yield span
                at = max(finish, span[1] if span else finish)
            else:
                at += 1

    def is_verb(self, at: int) -> bool:
        """Whether the word at `at` is a verb in a clause rather than part of a noun phrase."""
        token = self.g.tokens[at]
        if not token.verbs:
            return False
        before = self.g.low(self._back(at))
        form = token.form(min(token.verbs))
        if before in _SUBJECTS and form != "ing":
            return True
        if before == "to" and form == "base":
            return True
        if self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
            return True
        if before in self.words["relatives"] | self.words["modals"]:
            return True
        if form == "ing" and (before in self.words["prepositions"] | {",", "and", "or", ";", ":"} or at == self.first):
            follows = self.g.low(at + 1)
            return follows not in {"of", ",", "and", ".", ""} and not (
                token.nouns and self._is_nominal(at + 1) and before in {"of"}
            )
        if (
            form == "base"
            and (before in {"and", ",", ";", ":", "or"} or at == self.first)
            and self._follows_object(at + 1)
        ):
            after = self.g.tokens[at + 1]
            governs = after.low in self.words["determiners"] | self.words["possessives"] or (
                after.is_adjective and not after.nouns
            )
            return not token.nouns or governs or (at == self.first and not token.is_capital)
        if form == "past" and not token.nouns:
            return not self._is_nominal(at + 1) or not (at > self.first and self._is_attributive(at))
        return not token.nouns and not token.is_adjective and form in {"base", "s"}

    def _back(self, at: int) -> int:
        at -= 1
        while at > 0 and self.g.is_plain_adverb(at):
            at -= 1
        return at

    def _is_attributive(self, at: int) -> bool:
        return (
            self.g.low(at - 1) in self.words["determiners"] | self.words["prepositions"] | {",", "and"}
            or self.g.tokens[at - 1].is_adjective
        )

    def _follows_object(self, at: int) -> bool:
        return at < self.end and (
            self.g.low(at) in self.words["determiners"] | self.words["possessives"] or self._is_nominal(at)
        )

    def _is_nominal(self, at: int) -> bool:
        if not 0 <= at < self.end:
            return False
        token = self.g.tokens[at]
        low = token.low
        if (
            not token.is_word
            or low in self.words["prepositions"] | self.words["determiners"] | self.words["conjunctions"]
        ):
            return False
        if low in self.words["subordinators"] | self.words["pronouns"] | self.words["modals"] | self.words["adverbs"]:
            return False
        return bool(token.nouns) or token.is_adjective or token.is_capital or not token.verbs

    def _can_begin(self, at: int) -> bool:
        return self._is_nominal(at) and not self.is_verb(at) and not self.g.low(at)[0].isdigit()

    def _finish(self, at: int) -> int:
        finish = at
        while finish < self.end and finish not in self.covered:
            if not self._goes_on(at, finish):
                break
            finish += 1
        while finish > at and not self._is_nominal(finish - 1):
            finish -= 1
        return finish

    def _goes_on(self, at: int, place: int) -> bool:
        """Whether the noun phrase that begins at `at` goes on with the word at `place`."""
        if self._is_nominal(place):
            return place == at or not self.is_verb(place)
        if self.g.low(place) in self.words["possessives"]:
            return place > at and self._is_nominal(place + 1)
        return self.g.low(place) in {"and", ",", "or"} and self._shares_head(place)

    def _shares_head(self, at: int) -> bool:
        """Whether the mark at `at` joins adjectives of one head: "Olympic, Paralympic and national sports"."""
        left = self.g.tokens[at - 1]
        if not left.is_adjective or (left.nouns and not left.is_capital):
            return False
        after = at + 1
        if self.g.low(after) in {"and", "or"}:
            after += 1
        return (
            after + 1 < self.end
            and self.g.tokens[after].is_adjective
            and (self._is_nominal(after + 1) or self.g.low(after + 1) in {"and", ","})
        )

    def _with_complement(self, first: int, finish: int) -> tuple[int, int] | None:
        """The phrase with its "of" complement where the head means little alone; None where what follows is the thing."""
        head = self.g.tokens[finish - 1]
        lemmas = head.nouns | {head.low}
        light = not lemmas.isdisjoint(self.words["light_nouns"])
        turns = not lemmas.isdisjoint(self.inverter_nouns)
        preposition = self.g.low(finish)
        if (light or turns) and (preposition in {"of", "for", "to", "in", "on", "against"} or finish - first == 1):
            return None
        if preposition == "of" and finish + 1 < self.end:
            start = (
                self.g.skip_modifiers(finish + 1, 1)
                if self.g.low(finish + 1) in self.words["determiners"]
                else finish + 1
            )
            if start not in self.covered and self._can_begin(start):
                inner = self._finish(start)
                if inner > start and inner - first <= _MAX_WORDS:
                    return first, inner
        return first, min(finish, first + _MAX_WORDS)


def _kind_of(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> Kind:
    words = lexicon.words
    head_at = next((at - 1 for at in range(first + 1, end) if grammar.is_in(at, "prepositions")), end - 1)
    head = grammar.tokens[head_at]
    lemmas = head.nouns | {head.low}
    for kind in _KIND_ORDER:
        if not lemmas.isdisjoint(words.kind_heads.get(kind, frozenset())):
            if head.low == "regime" and head_at > first and not grammar.tokens[head_at - 1].is_capital:
                return "issue"  # a legal regime governs nobody
            return kind
    capitals = sum(grammar.tokens[at].is_capital for at in range(first, end))
    return "initiative" if capitals >= 2 and capitals >= (end - first) / 2 else "issue"


def _provisional(
    grammar: Grammar, lexicon: Lexicon, body: str, first: int, end: int, kind: Kind | None = None
) -> Concept | None:
    text = body[grammar.tokens[first].span.start : grammar.tokens[end - 1].span.end]
    label = " ".join(text.split())
    if not any(grammar.tokens[at].is_capital for at in range(first + 1, end)):
        label = label[0].lower() + label[1:]
    kind = kind or _kind_of(grammar, lexicon, first, end)
    name = slug(label)
    return Concept(f"{kind}/{name}", label, kind, provisional=True) if name else None


def _trimmed(grammar: Grammar, first: int, end: int) -> tuple[int, int]:
    """Leave out adjectives of time and degree in front: "ongoing", "further", "recent"."""
    empty = {"ongoing", "continuing", "recent", "further", "new", "full", "immediate", "swift", "urgent", "continued", "broader", "great",
             "serious", "major", "important", "significant", "early", "complete", "effective", "relevant", "existing", "current", "strong",
             "increased", "greater", "close", "closer", "deep", "active", "practical", "additional", "respective", "critical", "various",
             "widespread", "ambitious", "genuine", "meaningful", "substantive", "constructive", "credible", "safe", "vibrant"}  # fmt: skip
    while end - first > 1 and grammar.low(first) in empty:
        first += 1
    return first, end


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Widest mentions, with those inside a wider one that the manual lists beside it."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.first - item.end, item.first)):
        covers = [outer for outer in kept if outer.first < mention.end and mention.first < outer.end]
        if all(_lists_inner(outer, mention) for outer in covers):
            kept.append(mention)
    return sorted(kept, key=lambda item: (item.first, -item.end))


def _lists_inner(outer: Mention, inner: Mention) -> bool:
    inside = outer.first <= inner.first and inner.end <= outer.end and inner.end - inner.first < outer.end - outer.first
    if outer.concept.kind == "threat" and inner.concept.kind == "principle":
        return inside and inner.end == outer.end and inner.first > outer.first + 1  # "challenges to stability"
    return inside and inner.concept.kind in _inner_kinds(outer)


def _inner_kinds(cover: Mention) -> frozenset[str]:
    """Kinds that are listed beside a wider thing that holds them."""
    kinds = _INNER_KINDS.get(cover.concept.kind, frozenset())
    if cover.concept.provisional and cover.concept.kind == "threat":
        return frozenset({"actor", "principle", "issue", "treaty"})
    return kinds | {"actor"} if cover.concept.provisional and cover.concept.kind == "issue" else kinds


def _is_light(grammar: Grammar, lexicon: Lexicon, mention: Mention) -> bool:
    """Whether a known thing of one word only leads to the thing meant: the "development" of "development of sports"."""
    word = grammar.tokens[mention.first]
    light = mention.end - mention.first == 1 and not (word.nouns | {word.low}).isdisjoint(lexicon.words["light_nouns"])
    return light and grammar.low(mention.end) == "of"


def _is_modifier(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a known thing of one common noun only says of which kind the next noun is: the "security" of "security sector plan"."""
    if (
        mention.end - mention.first > 1
        or mention.concept.kind not in {"principle", "issue"}
        or mention.end >= len(grammar.tokens)
    ):
        return False
    word, after = grammar.tokens[mention.first], grammar.tokens[mention.end]
    if word.is_capital or not after.nouns or after.verbs or not after.is_word or after.is_adjective:
        return False
    return not any(other.first <= mention.end < other.end for other in others)


def _is_part_of_name(grammar: Grammar, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a threat's words are only part of a treaty's name: the weapons of the "Biological Weapons Convention"."""
    if mention.concept.kind != "threat" or not grammar.tokens[mention.first].is_capital:
        return False
    return any(
        other.concept.kind == "treaty" and other.first <= mention.first and mention.end <= other.end for other in others
    )


def _is_place(grammar: Grammar, mention: Mention) -> bool:
    """Whether a state stands there merely as a place: "in Myanmar", "of the region of Kashmir"."""
    if grammar.is_in(mention.end, "place_words") and grammar.tokens[mention.end].is_capital:
        return True
    before = mention.first - 1
    if grammar.low(before) == "," and before > 1 and grammar.tokens[before - 1].is_capital:
        before -= 2  # "in Putrajaya, Malaysia"
    while grammar.low(before) in {"the", "and", ","}:
        before -= 1
    return mention.concept.is_country and grammar.low(before) in {
        "in",
        "across",
        "throughout",
        "inside",
        "outside",
        "around",
    }


def _with_composed(mentions: Sequence[Mention], made: Iterable[Mention]) -> list[Mention]:
    """Mentions with composed ones in the place of the aspects that they are made of."""
    composed_ones = list(made)
    replaced = {(mention.concept.aspect, mention.end) for mention in composed_ones}
    return [*(mention for mention in mentions if (mention.concept.id, mention.end) not in replaced), *composed_ones]


def _is_generic(grammar: Grammar, lexicon: Lexicon, mention: Mention, first: int, act: Act) -> bool:
    """Whether an actor is only "States" or "all countries" and is not the one addressed."""
    words = [at for at in range(mention.first, mention.end) if not grammar.is_in(at, "determiners")]
    bare = len(words) == 1 and not (grammar.tokens[words[0]].nouns | {grammar.low(words[0])}).isdisjoint(
        lexicon.words["group_nouns"]
    )
    return mention.concept.kind == "actor" and bare and (act != "urge" or mention.first - first > 1)


def find_things(
    grammar: Grammar,
    lexicon: Lexicon,
    body: str,
    mentions: Sequence[Mention],
    target: tuple[int, int],
    *,
    act: Act,
    antecedents: Mapping[str, Concept],
) -> list[Thing]:
    """Known and provisional things of a target, in reading order; `antecedents` are what "this treaty" can point back to."""
    first, end = target
    inside = [mention for mention in mentions if first <= mention.first and mention.end <= end]
    inside = [
        mention
        for mention in inside
        if not _is_part_of_name(grammar, mention, inside)
        and not _is_light(grammar, lexicon, mention)
        and not _is_modifier(grammar, mention, inside)
    ]
    compounds = []
    for begin, finish, kind in _Compounds(grammar, lexicon, inside, target).find():
        if (concept := _provisional(grammar, lexicon, body, begin, finish, kind)) is not None:
            compounds.append(Mention(concept, begin, finish))
    inside = _with_composed(inside, composed(grammar, inside, target, antecedents))
    inside += back_references(grammar, inside, target, antecedents)
    addressed = addressee(grammar, act, inside, target)
    if addressed is not None:
        label = " ".join(grammar.tokens[at].text for at in range(*addressed))
        compounds.append(Mention(Concept(f"actor/{slug(label)}", label, "actor", provisional=True), *addressed))
    known = _outermost([*inside, *compounds])
    things = [
        Thing(mention.concept, mention.first, mention.end)
        for mention in known
        if not _is_place(grammar, mention) and not _is_generic(grammar, lexicon, mention, first, act)
    ]
    chunker = _Chunker(grammar, lexicon, known, first, end)
    for begin, finish in chunker.chunks():
        begin, finish = _trimmed(grammar, begin, finish)
        if _points_back(grammar, lexicon, begin, finish):
            concept = _provisional(grammar, lexicon, body, begin, finish)
            if concept is not None:
                things.append(Thing(concept, begin, finish))
            continue
        if _is_empty(grammar, lexicon, begin, finish) or _is_means(grammar, lexicon, begin, first):
            continue
        concept = _provisional(grammar, lexicon, body, begin, finish)
        if concept is not None and (not things or not _is_vague(grammar, lexicon, concept, begin, finish)):
            things.append(Thing(concept, begin, finish))
    return sorted(things, key=lambda thing: (thing.first, -thing.end))


def _points_back(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> bool:
    """Whether a phrase points back to something of a kind that its noun tells: "these principles"."""
    if grammar.low(first - 1) not in {"this", "these"}:
        return False
    head = grammar.tokens[end - 1]
    kinds = (lexicon.words.kind_heads[kind] for kind in ("principle", "threat", "initiative", "conflict"))
    return not (head.nouns | {head.low}).isdisjoint(frozenset().union(*kinds))


def _is_empty(grammar: Grammar, lexicon: Lexicon, first: int, end: int) -> bool:
    """Whether a phrase says too little to be a thing: one light noun, a number, an adjective alone."""
    last = grammar.tokens[end - 1]
    if end - first > 1:
        bare = last.is_adjective and not last.nouns and not last.is_capital
        return bare or (last.low.isdigit() and grammar.is_in(first, "months"))
    token = grammar.tokens[first]
    if not (token.nouns | {token.low}).isdisjoint(lexicon.words["light_nouns"]):
        return True
    return not token.nouns or (token.is_adjective and not token.low.endswith("s")) or len(token.low) < 4


def _is_vague(grammar: Grammar, lexicon: Lexicon, concept: Concept, first: int, end: int) -> bool:
    """Whether a provisional thing says little beside others: one common word, or a name that tells no kind (most are places)."""
    if concept.kind == "issue":
        head = grammar.tokens[end - 1]
        return end - first == 1 or not (head.nouns | {head.low}).isdisjoint(lexicon.words["light_nouns"])
    heads = lexicon.words.kind_heads.get(concept.kind, frozenset())
    return concept.kind == "initiative" and not any(
        not (grammar.tokens[at].nouns | {grammar.low(at)}).isdisjoint(heads) for at in range(first, end)
    )


def _is_means(grammar: Grammar, lexicon: Lexicon, at: int, first: int) -> bool:
    """Whether a phrase tells by which means, when or where."""
    before, coordinate = at - 1, False
    while before >= first:
        low = grammar.low(before)
        if low in lexicon.words["means"] and not (low == "to" or grammar.is_plain_adverb(before)):
            return True
        token = grammar.tokens[before]
        if low in {",", "and", "or"}:
            coordinate = True
        elif not token.is_word or (token.verbs and not token.nouns and not token.is_adjective):
            return False
        elif grammar.is_in(before, "prepositions"):
            if not (coordinate and low == "of"):
                return False
        elif not coordinate and not (grammar.is_in(before, "determiners") or token.is_adjective):
            return False
        before -= 1
    return False
