"""Compounds of what somebody made, holds or is bound by: reports, agreements, offices, parties to a treaty."""

from __future__ import annotations

from collections.abc import Iterator

from graph_builder.text.things.compound_rules import CompoundRules

__all__ = ["PARTIES", "STATES", "OwnedThings"]

PARTIES = frozenset({"parties", "signatories", "party"})
_TASKS = frozenset({"on", "for"})
"""What ties an office to what it is charged with."""
_OF_STATES = ("an", "ish", "ese", "i", "ch", "ic")
"""Ends of adjectives of states."""
_MARKS = frozenset({"'s", "’s"})
_PEOPLES = frozenset({"people", "peoples", "population"})
STATES = frozenset({"states", "state"})


class OwnedThings:
    """The texts, offices and parties of one target."""

    def __init__(self, rules: CompoundRules) -> None:
        self.r, self.g, self.words = rules, rules.g, rules.words
        self.known, self.end = rules.known, rules.end

    def made(self, at: int) -> int:
        """End of a text with who made it, where and when: "the agreements reached by both sides at …"; `at` if it is not told."""
        made = self.g.tokens[at + 1].verbs & self.words["making_verbs"] if at + 1 < self.end else frozenset()
        if self.g.bases(at).isdisjoint(self.words.kind_heads["treaty"]) or not made:
            return at
        if self.g.tokens[at + 1].form(min(made)) != "past" or any(m.first < at < m.end for m in self.known):
            return at
        end = at + 2
        while self.g.low(end) in {"by", "at", "in", "on", "between"} and end < min(self.end - 1, at + 14):
            start = end + 1 + (self.g.low(end + 1) in self.words["determiners"])
            finish = self.r.complement(start, end)
            if finish <= start:
                break
            end = finish
        return end if end > at + 2 else at

    def told(self, at: int) -> int:
        """End of a text or proposal with whose it is: "the report of the Secretary-General"; `at` if it is nobody's."""
        if (article := self._article(at)) > at:
            return article
        if not self.g.is_in(at, "tellings") or self.g.low(at + 1) not in {"of", "by"}:
            return at
        if any(mention.first <= at < mention.end for mention in self.known):
            return at
        start = at + 2 + self.g.is_in(at + 2, "determiners")
        ends = [m.end for m in self.known if m.first == start and m.concept.kind == "actor"]
        end = max([at, *ends, *self._called(start)])
        named = end < self.end and self.g.tokens[end].is_capital  # "the Council | Working Group"
        return at if named else end

    def _article(self, at: int) -> int:
        """End of an article of a treaty with that treaty: "Article 10 of the Washington Treaty"; `at` if there is none."""
        numbered = (
            self.g.is_in(at, "parts_of_treaties") and self.g.low(at + 1)[:1].isdigit() and self.g.low(at + 2) == "of"
        )
        if not numbered or any(mention.first <= at < mention.end for mention in self.known):
            return at
        start = at + 3 + self.g.is_in(at + 3, "determiners")
        return max([at, *(m.end for m in self.known if m.first == start and m.concept.kind == "treaty")])

    def _called(self, start: int) -> Iterator[int]:
        """End of the proper name, or of the capitalized office or body, that begins at `start`."""
        if (named := self.r.names.end_of(start)) > start:
            yield named
        if (office := self.office(start)) > start:
            yield office
        heads = self.words.any_of("offices", "bodies", "organs")
        if start < self.end and self.g.tokens[start].is_capital and not self.g.bases(start).isdisjoint(heads):
            yield start + 1

    def office(self, at: int) -> int:
        """End of an office or a people told with whose it is: "the President of the General Assembly"; `at` if there is none."""
        head = at
        while head + 1 < self.end and self.g.tokens[head].is_capital and self.g.tokens[head + 1].is_capital:
            head += 1
        if self.g.low(at) in {"head", "heads"} and self.g.low(at + 1) == "of":
            return self._heads(at)
        charged = self.g.is_in(head, "offices_with_tasks") and self.g.tokens[head].is_capital
        if charged and self.g.low(head + 1) in _TASKS and not any(m.first <= head < m.end for m in self.known):
            return self._with_task(at, head + 1)
        if (whose := self._with_office(at)) > at:
            return whose
        lemmas = self.g.bases(head)
        if lemmas.isdisjoint(self.words["offices"]) or self.g.low(head + 1) != "of":
            return at
        left = at - 1 - self.g.is_in(at - 1, "determiners")
        if self.g.low(left) == "as" or (self.g.low(left) == "," and self.g.tokens[left - 1].is_capital):
            return at  # only what a person named before is
        if any(mention.first <= head < mention.end for mention in self.known):
            return at
        start = head + 2 + self.g.is_in(head + 2, "determiners")
        ends = [m.end for m in self.known if m.first == start and m.concept.kind == "actor"]
        if ends and not self.g.tokens[head].is_capital and "representative" in lemmas:
            return at  # the state or body itself is who is meant
        named = self.r.names.end_of(start)
        above = (
            charged
            and start < len(self.g.tokens)
            and self.g.tokens[start].is_capital
            and not self.g.bases(start).isdisjoint(self.words["offices"])
        )
        short = start + 1 if not ends and (above or self._is_body(start)) else start
        end = max([at, *ends, *(end for end in (named, short) if end > start)])
        heads = self.words.any_of("offices", "bodies")
        while ends and end < self.end and self.g.tokens[end].is_capital and not self.g.bases(end).isdisjoint(heads):
            end += 1  # "the Special Envoy of the ASEAN | Chair"
        return self._with_task(end, end) if charged and end > at else end

    def _with_office(self, at: int) -> int:
        """End of an organization's office told behind its name: "the EU | Foreign Ministers"; `at` if there is none."""
        end = max(
            (m.end for m in self.known if m.first == at and m.concept.kind == "actor" and m.concept.code), default=at
        )
        place = end
        while at < place < min(self.end, end + 3) and self.g.tokens[place].is_capital:
            if not self.g.bases(place).isdisjoint(self.words["offices"]):
                closed = place + 1 >= len(self.g.tokens) or not self.g.tokens[place + 1].is_capital
                return place + 1 if closed else at
            place += 1
        return at

    def _with_task(self, at: int, end: int) -> int:
        """End of what an office is charged with: "| on the situation of human rights in Peru", "| for Yemen"; `at` if nothing is told."""
        start = end + 1 + self.g.is_in(end + 1, "articles")
        if self.g.low(end) not in _TASKS or start >= self.end or self.g.is_in(start, "determiners"):
            return at  # "for his efforts"
        if start > end + 1 and self.g.tokens[start].is_adjective and not self.g.tokens[start].is_capital:
            return at  # "the Prime Minister | for the enormous sacrifices"
        finish = max([self.r.complement(start, end), *(m.end for m in self.known if m.first == start)])
        if finish <= start:
            return at
        place = finish + 1 + self.g.is_in(finish + 1, "articles")
        placed = self.g.low(finish) == "in"
        return max([finish, *(m.end for m in self.known if placed and m.first == place and m.concept.kind == "actor")])

    def staff(self, at: int) -> int:
        """End of an actor with who serves it, or with its people: "United Nations | personnel"; `at` if nobody is told."""
        ends = [m.end for m in self.known if m.first == at and m.concept.kind == "actor"]
        end = max(ends, default=at + self._is_of_state(at))
        if ends and self.g.low(end) in _MARKS and self.g.low(end + 1) in _PEOPLES and end + 1 < self.end:
            return end + 2  # "Peru's | people"
        while at < end < self.end and self.g.is_in(end, "services"):
            end += 1
        people = self._is_of_state(at) and self.g.is_in(end, "populations")  # "the Syrian | people"
        return end + 1 if at < end < self.end and (people or self.g.is_in(end, "servants")) else at

    def _is_of_state(self, at: int) -> bool:
        """Whether the adjective of a state stands there: "Syrian"."""
        token = self.g.tokens[at]
        return token.is_capital and at > self.r.first and token.low.endswith(_OF_STATES)

    def _heads(self, at: int) -> int:
        """End of those who head states or governments, with whose they are: "Heads of State and Government of the Union"."""
        end = at + 2
        while self.g.low(end) in {
            "state",
            "states",
            "government",
            "governments",
            "delegation",
            "mission",
            "and",
            "or",
            "of",
            "heads",
        }:
            end += 1
        while end > at + 2 and self.g.low(end - 1) in {"of", "and", "or"}:
            end -= 1
        start = end + 1 + self.g.is_in(end + 1, "determiners")
        ends = (
            [m.end for m in self.known if m.first == start and m.concept.kind == "actor"]
            if self.g.low(end) == "of"
            else []
        )
        named = self.r.names.end_of(start) if self.g.low(end) == "of" and not ends else start
        return max([end, *ends, *([named] if named > start else [])]) if end > at + 2 else at

    def _is_body(self, at: int) -> bool:
        """Whether a text calls a body or a gathering so: "the Chair of | the Authority"."""
        heads = self.words.any_of("bodies", "organs", "initiatives_called")
        after = self.g.tokens[at + 1] if at + 1 < self.end else None
        alone = after is None or not after.is_capital
        return at < self.end and alone and self.g.tokens[at].is_capital and not self.g.bases(at).isdisjoint(heads)

    def parties(self, at: int) -> int:
        """End of those who are bound by a treaty: "the parties to the Ceasefire Agreement"."""
        begin = at
        at += self.g.low(at) in STATES  # "States parties to the Convention"
        if self.g.low(at) not in PARTIES or self.g.low(at + 1) not in {"to", "of"}:
            return begin
        start = at + 2 + (self.g.low(at + 2) in self.words["determiners"])
        named = self.r.names.end_of(start)
        kinds = {"treaty", "conflict"} if self.g.low(at) == "parties" else {"treaty"}
        known = [m.end for m in self.known if m.first == start and m.concept.kind in kinds]
        fought = self.g.low(at) == "parties" and not self.g.bases(start).isdisjoint(self.words.kind_heads["conflict"])
        short = start + 1 if not known and (self._is_text(start) or fought) else start
        return max([begin, *known, *(end for end in (named, short) if end > start)])

    def _is_text(self, at: int) -> bool:
        """Whether a text is called by one capitalized noun: "the States parties to | the Covenant"."""
        if at >= self.end or not self.g.tokens[at].is_capital:
            return False
        return not self.g.bases(at).isdisjoint(self.words.kind_heads["treaty"])
