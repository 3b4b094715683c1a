"""What a phrase of the lexicon says behind a form of be, and where it ends: "are concerned | about", "is vital, therefore, | to"."""

from __future__ import annotations

from graph_builder.lexicon import CueRow, Lexicon
from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.cue import Cue, Shape
from graph_builder.text.cues.degrees import Degrees
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["Predications"]


class Predications(CueReader):
    """The adjectives and predicates of one segment, each with the form of be that says them of a subject."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        super().__init__(grammar, lexicon)
        self.degrees = Degrees(grammar, lexicon)

    def read(self, row: CueRow, end: int, phrase: tuple[str, ...], group: VerbGroup, at: int) -> Cue | None:
        """The cue of a phrase that ends before `end`, behind the form of be at `at`; None where it tells no stance."""
        denied = group.negated or any(self.degrees.denies(place) for place in range(at + 1, end))
        denied = denied and not self.degrees.heightens(at, end)
        if row.kind == "adjective" and row.negated != denied:
            return None
        if row.kind == "predicate" and row.among is not None:
            weighed = any(self.g.is_in(place, row.among) for place in range(at + 1, end - len(phrase)))
            if not (weighed or (not row.described and self.is_said_of(row.among, group.first))):
                return None
        if denied and group.modal == "can" and row.kind == "predicate" and self.g.tokens[end - 1].is_form("past"):
            return None  # "such raids cannot be justified": the modal tells it
        if phrase[-1] == "critical" and row.kind == "predicate" and self.g.low(end) == "of":
            return None  # "the report is critical of donors"
        if phrase[:2] == ("up", "to") and not self.g.is_be(at):
            return None  # "stood up to the threat"
        if phrase[0] == "right" and self.g.low(end - len(phrase) - 1) in {"a", "the"}:
            return None  # "foremost is the right to life"
        if phrase[:1] == ("for",) and self.g.is_in(end, "spans_of_time"):
            return None  # "has been for the last nine years"
        if phrase[0] == "of" and any(self.g.low(place) in {"no", "little"} for place in range(at + 1, end)):
            return None  # "is of no importance"
        if denied and row.act == "welcome":
            return None  # "has not been encouraging" says no more than that
        if row.kind == "adjective":
            follow = self.g.skip_forward(self.after_aside(end + (self.g.low(end) in {'"', "”"})))
            follow = self.degrees.ever(follow)
            follow += self.g.low(follow) == "both" and self.g.is_in(follow + 1, "prepositions")
            tail = next((words for words in row.after if self.stands(follow, words)), None)
            clausal = (
                ("that",) in row.after and (phrase != ("sure",) or self.g.is_be(at)) and begins_clause(self.g, follow)
            )
            if tail is None and phrase not in row.bare and not clausal:
                return None
            if tail == ("to",) and row.act == "welcome" and self._announces(follow + 1):
                return None  # "are proud to announce"
            noticing = phrase == ("encouraged",) or row.id == "concern.hearing"
            if tail == ("to",) and noticing and not self.g.is_in(follow + 1, "noticing_verbs"):
                return None  # "States are encouraged to contribute", "are afraid to speak"
            end = self._after_partner(follow + len(tail)) if tail else end
            if tail == ("to",):
                end = self.after_saying(end)
            if row.form == "gerund" and not (self.g.low(end).endswith("ing") or self._is_endeavour(end)):
                return None
        elif row.kind != "predicate" or (
            phrase[-1].endswith("ing") and self.g.is_in(end, "determiners") and self.g.low(end) != "that"
        ):
            return None  # "is disturbing the peace"
        else:
            if self.g.low(end) == "and" and self.g.low(end + 2) in {"that", "to"} and self.may_judge(end + 1):
                end += 2  # "is sad and worrying that"
            described = phrase[-1] not in self.g.bases(end - 1) and not self.may_judge(end - 1)
            relative = self.g.low(end) == "that" and (described or row.described)  # "is a dangerous act | that"
            end = self.after_aside(end) if self.g.low(end) == "," else end  # "is vital, therefore, | to"
            end = self.behind_whom(end) if self.g.low(group.first - 1) == "it" else end  # "it is vital to us | that"
            end += not relative and self.g.is_in(end, "predicate_complements")
        shape: Shape = "adjective" if row.kind == "adjective" else "predicate"
        form = self.copula_form(at)
        empty = self.g.low(group.first - 1) == "it" and self._heads_clause(end - 1)
        first = group.first - (empty and shape == "predicate")  # "it is vital to"
        if first < group.first and self.g.low(end - 1) == "to":
            end = self.after_saying(end)  # "it is important to | stress that"
        act = "affirm" if denied and row.id == "oppose.predicate" and self._is_denied(group, at, phrase) else row.act
        act = "emphasize" if act == "affirm" and row.sign != "-" and not denied and self._is_lone(at + 1, end) else act
        return Cue(act, shape, row, first, end, group, form, strong=self.is_strong(first, end), keyword=at)

    def _is_denied(self, group: VerbGroup, at: int, phrase: tuple[str, ...]) -> bool:
        """Whether what would be wrong is said to be none: "it is not | unreasonable to", but not "is not only | wrong"."""
        near = {self.g.low(place) for place in range(group.first, at + 4)}
        return (
            near.isdisjoint({"only", "merely", "just", "simply", "least"})
            and near.isdisjoint({"no"})
            and "not" not in phrase
        )

    def _is_lone(self, start: int, end: int) -> bool:
        """Whether something is said to be the one thing of its sort: "is | the only viable solution", but not "is not only"."""
        return any(self.g.low(at) in {"only", "sole"} and self.g.low(at - 1) == "the" for at in range(start + 1, end))

    def _is_endeavour(self, at: int) -> bool:
        """Whether what begins at an index is an endeavour: "engaged in | the search for peace"."""
        head = self.g.skip_modifiers(at)
        return any(self.g.bases(n) & self.g.words["engaging"] for n in range(at, head + 2) if n <= head or n < at + 3)

    def _heads_clause(self, at: int) -> bool:
        """Whether the word at `at` begins what "it" only stands for: "it is vital | to act", but not "it is a threat to peace"."""
        leads = self.may_judge(at - 1) or self.g.low(at - 1) == ","
        return self.g.low(at) == "that" or (self.g.low(at) == "to" and leads)

    def _after_partner(self, at: int) -> int:
        """Index after a second participle with its preposition, or `at`: "is committed to | and invested in"."""
        if self.g.low(at) != "and" or at + 2 >= len(self.g.tokens):
            return at
        if not self.g.is_in(at + 2, "prepositions"):
            done = self.g.tokens[at + 1]
            doing = done.is_form("ing") and not done.nouns and self.g.low(at - 1) == "to"
            return at + 2 if doing and self.g.tokens[at + 2].is_word else at  # "is committed to | and planning"
        return at + 3 if self.g.tokens[at + 1].is_form("past") and self.g.low(at - 1) != "that" else at

    def _announces(self, at: int) -> bool:
        """Whether the verb at `at` tells a stance of its own, whatever pleasure goes with it."""
        verbs = self.g.tokens[at].verbs if at < len(self.g.tokens) else frozenset[str]()
        if "announce" in verbs and self.g.low(at + 1) == "that" and not self._has_modal(at + 2):
            return False  # "am happy to announce that peace has come"
        return bool(verbs & self.g.words["announcements"])

    def _has_modal(self, at: int) -> bool:
        """Whether a modal stands among the next words, which begin a clause."""
        near = range(at, min(at + 12, len(self.g.tokens)))
        relative = next((n for n in near if n > at + 1 and self.g.is_in(n, "relatives")), near.stop)
        return any(self.g.is_in(n, "modals") for n in range(at, relative))
