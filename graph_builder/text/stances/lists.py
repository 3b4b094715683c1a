"""The lists of a document: which sentence leads one, which is an item of it, and whose stance an item is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Document, Segment
from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.voices import Voices
from graph_builder.text.stances.item_heads import Awaited, awaited_by, is_deed, is_label
from graph_builder.text.stances.leads import bare_lead, lead_in, lead_item, stated_item
from graph_builder.text.stances.stance import Stance
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.tokens import Token, tokenize

__all__ = ["Lists"]

_RESOLVING = frozenset({"declaration", "resolution"})
"""Kinds of documents whose points may tell without a lead what their holders will do."""
_CLAUSES = 3
"""So many clauses that are headed by verbs without a subject make a text one of such clauses."""
_TITLE = 16
"""Words of the longest participle that is taken for a title."""
_LINE = 6
"""Words of the longest line that is taken for a heading though it has a mark."""


class Lists:
    """What is known of the lists of a document while its sentences, which are `parts` of it, are read in order."""

    def __init__(self, document: Document, lexicon: Lexicon, parts: Sequence[Segment]) -> None:
        self.document, self.lexicon, self.parts = document, lexicon, parts
        self.lead: Stance | None = None
        """The stance of a sentence that ends in a colon, for the items of the list after it."""
        self.follows_item = False
        """Whether the next sentence begins an item of a list."""
        self._awaited: Awaited = ""
        """In what form the lead awaits that its items begin with a verb."""
        self._number = 0
        self._opened = False
        """Whether the sentence before ends as one does that items follow, whether or not they have a mark."""
        self._introduced = False
        """Whether a sentence that ends in a colon opened the list that is being read."""
        clauses = document.kind in _RESOLVING and sum(map(self._heads, parts))
        self._headed = clauses >= _CLAUSES
        """Whether its clauses are headed by verbs whose subject stands far before: "WE … Noting A … Welcome B"."""

    def begin(self, number: int) -> None:
        """Go on to the part of that number."""
        self.follows_item = number + 1 < len(self.parts) and self.parts[number + 1].opens_item
        self._number = number

    def _is_title(self, grammar: Grammar) -> bool:
        """Whether the participle at the head of a paragraph of a report only names what it is about: "Supporting trade. The bank …"."""
        short = (
            grammar.tokens[0].is_form("ing")
            and len(grammar.tokens) <= _TITLE
            and grammar.low(len(grammar.tokens) - 1) == "."
        )
        if not short or self.document.kind != "news" or self.follows_item or self._number + 1 == len(self.parts):
            return False
        before, part, after = (self.parts[max(self._number + n, 0)] for n in (-1, 0, 1))
        heads = part.opens_item or self._number == 0 or self._parts(before, part)
        if (
            not heads
            or self._parts(part, after)
            or after.span.of(self.document.body).split(maxsplit=1)[0].endswith("ing")
        ):
            return False
        return not any(
            grammar.is_be(at) or grammar.is_have(at) or grammar.is_in(at, "modals") for at in range(len(grammar.tokens))
        )

    def _parts(self, before: Segment, after: Segment) -> bool:
        """Whether a new paragraph begins between two parts."""
        return "\n\n" in self.document.body[before.span.end : after.span.start].replace(" ", "")

    def as_item(self, part: Segment, tokens: Sequence[Token]) -> Segment:
        """The part as an item where it has no mark but goes on with a lead by a bare verb: "The Ministers:" … "Call for a truce;"."""
        follows = self.lead is not None and self._opened
        text = part.span.of(self.document.body).removesuffix(" and")
        self._opened = text.endswith((":", ";", ",")) or self.follows_item
        headed = tokens[0].is_form("base") and not tokens[0].is_adjective
        return replace(part, opens_item=True, kind="item") if follows and headed and not part.opens_item else part

    def lead_of(self, part: Segment, tokens: Sequence[Token], own: tuple[str, ...]) -> Stance | None:
        """The lead of an item, or of a clause whose subject stands far before; None for any other sentence."""
        if part.opens_item and self.lead is not None:
            return self.lead
        deed = part.opens_item and not self._introduced and self.document.kind in _RESOLVING
        headed = self._headed or (deed and len(tokens) > _LINE and tokens[-1].low in {".", ";"})
        return bare_lead(self.lexicon, own) if headed and _takes(tokens, self.lexicon, "base") else None

    def led(
        self, part: Segment, grammar: Grammar, holders: Holders, voices: Voices, stances: list[Stance]
    ) -> list[Stance]:
        """Give an item that names only an action the act of its lead-in: "we agree to these steps:" … "- Withdraw forces"."""
        lead = self.lead
        if lead is not None and part.opens_item:
            own = lead_item(grammar, lead, stances, self._awaited)
            if grammar.low(len(grammar.tokens) - 1) == ":":
                self._awaited = awaited_by(grammar)  # "Draft a plan by which we will:"
            if own is not None:
                return [own, *(stance for stance in stances if own.target and stance.cue.first >= own.target[1])]
            if grammar.low(0) == "that":
                said = None if stances else stated_item(grammar, lead)
                return [_without_that(stance) for stance in stances] if said is None else [said]
            own_list = (
                grammar.tokens[0].is_form("s") and grammar.low(len(grammar.tokens) - 1) == ":"
            )  # "5. Calls on all to:"
            if not own_list and (grammar.tokens[0].verbs or (grammar.low(0) == "to" and len(stances) > 0)):
                return stances  # an item with a stance of its own; the list goes on
        if lead is None and self._is_title(grammar):
            return []
        whose = voices.own
        if lead is None and part.opens_item and not self._introduced and whose and self._tells_deed(grammar, stances):
            deed = lead_item(grammar, bare_lead(self.lexicon, whose), stances)
            stances = [deed] if deed is not None else stances
        if lead is not None and not part.opens_item and is_label(grammar) and not holders.actors:
            return []  # "Digital Economy:" among the items
        text = part.span.of(self.document.body)
        goes_on = lead is not None and part.kind == "item" and not text.endswith(":")
        if part.kind != "item" or (part.opens_item and not goes_on):
            opens = text.endswith(":") or (text.endswith(",") and self.follows_item and not stances)
            self._introduced = opens or (self._introduced and part.kind == "item")
            self.lead = lead_in(grammar, self.lexicon, holders, voices, stances) if opens else None
            self._awaited = awaited_by(grammar) if opens else ""
        return stances

    def _tells_deed(self, grammar: Grammar, stances: Sequence[Stance]) -> bool:
        """Whether an item that nothing leads tells in a sentence what its holders do: "Launching a fund." "Launch a fund."."""
        if self.document.kind == "news":
            return is_deed(grammar, stances)
        last = grammar.low(len(grammar.tokens) - 1)
        to = grammar.low(0) == "to" and last == ";"  # "(a) To monitor the truce;"
        first = grammar.tokens[to]
        whole = self.document.kind in _RESOLVING and len(grammar.tokens) > _LINE and last in {".", ";"}
        if first.is_adverb and len(grammar.tokens) > 1 and grammar.tokens[1].is_form("s"):
            return False  # "Further invites": the verb is the next word
        bare = first.is_form("base") and not first.nouns - {first.low} and first.verbs.isdisjoint({"let", "thank"})
        bare = (
            bare and not grammar.is_in(to, "subordinators") and not grammar.is_in(to, "prepositions")
        )  # "While", "Like"
        bare = bare and len(grammar.tokens) > 1 and grammar.low(to + 1) != ","  # "Third, we will act."
        return whole and (bare or is_deed(grammar, stances))

    def _heads(self, part: Segment) -> bool:
        """Whether a sentence begins with a verb of stance without a subject: "Noting the role of", "Call upon all"."""
        tokens = tokenize(part.span.of(self.document.body).split(maxsplit=1)[0], 0)
        return bool(tokens) and _takes(tokens, self.lexicon, "base", "ing")


def _without_that(stance: Stance) -> Stance:
    """The stance of an item without the "that" at its head: "That | trade must be free"."""
    begins = stance.target is not None and stance.target[0] == 0 and stance.target[1] > 1
    return replace(stance, target=(1, stance.target[1])) if stance.target is not None and begins else stance


def _takes(tokens: Sequence[Token], lexicon: Lexicon, *forms: str) -> bool:
    """Whether the first word is a verb that takes a stance, in one of these forms."""
    takes = not tokens[0].verbs.isdisjoint(lexicon.words.any_of("strong_verbs", "leading_verbs", "carriers"))
    return takes and any(tokens[0].is_form(form) for form in forms)
