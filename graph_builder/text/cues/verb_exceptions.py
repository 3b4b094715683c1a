"""Where a verb of the lexicon does not tell the stance of its row: "countries like ours", "thanks to", "the talks failed"."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.rows import CueReader
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["VerbExceptions", "VerbPlace"]


@dataclass(frozen=True, slots=True)
class VerbPlace:
    """Where the phrase of a verb stands."""

    at: int
    end: int
    group: VerbGroup
    past: bool
    """Whether the verb tells what was done."""


class VerbExceptions(CueReader):
    """The exceptions to the stance verbs of one segment."""

    def holds(self, row: CueRow, phrase: tuple[str, ...], lemma: str, place: VerbPlace) -> bool:
        """Whether an exception holds for the row's phrase there."""
        at, end, group, past = place.at, place.end, place.group, place.past
        if lemma in {"work", "continue", "take", "join"} and row.act == "commit" and past and phrase[0] == lemma:
            return True  # "we have worked together" tells what was
        if phrase == ("commit",) and row.kind == "verb" and self._does_wrong(end):
            return True  # "has committed acts of aggression"
        if lemma == "warn" and self.g.low(at - 1) in {"early", "advance", "prior"}:
            return True  # "fact-finding, early warning and diplomacy"
        if lemma == "leave" and phrase == ("leave", "…", "behind") and self.g.is_in(at + 1, "owning"):
            return True  # "they leave their homes behind"
        if row.kind == "assessment" and group.first == at and self._is_described_noun(at):
            return True  # "the lack of positive results in the fight against hunger"
        if lemma == "make" and row.act == "commit" and past and not {"effort", "efforts"}.isdisjoint(phrase):
            return True  # "the mission has made great efforts to"
        if row.act == "urge" and group.negated and row.kind == "verb":
            return True  # "we do not ask for favours"
        if row.id == "urge.expected" and group.modal in {"can", "could", "may", "might"}:
            return True  # "the islands can expect the sea to rise"
        if lemma == "like" and not row.negated and not (group.modal in {"would", "should"} and self._opens_object(end)):
            return True  # "countries like ours", "I would like now to turn to"
        if row.act == "note" and group.negated and row.kind == "verb" and not row.negated:
            return True  # "we have not mentioned all"
        if row.id == "affirm.denied" and group.use == "passive" and lemma in {"justify", "excuse"}:
            return True  # "such raids cannot be justified": the modal tells it
        if lemma == "refer" and self.g.low(at) == "referring":
            return True  # "I am referring to the islands": an explanation
        if row.act == "note" and phrase in row.weak and self.g.low(end) == "and":
            return True  # "we understand and support"
        if row.act == "commit" and row.kind == "verb" and group.negated and group.modal == "would":
            return True  # "we would not have chosen to"
        if (
            row.act == "commit"
            and row.kind == "verb"
            and group.modal in {"can", "could", "may", "might"}
            and not row.needs
        ):
            return True  # "the parties can decide on this"
        if row.kind == "telling" and self._names_texts(at):
            return True  # "rules that bind all States"
        if lemma == "confirm" and group.negated and not row.negated:
            return True  # "has not confirmed the claim"
        if row.sign == "-" and group.negated:
            return True  # "we cannot ignore the plight": no harm is done
        if phrase[-1] == "to" and self._only_happens(phrase, at, end):
            return True
        if phrase == ("worry",) and row.kind == "verb" and self.g.low(end) in {"us", "me"}:
            return True  # "it worries us": who is worried stands behind it
        if lemma == "value" and self.g.low(end) == "at":
            return True  # "investments valued at a billion"
        to = end - (phrase[-1] == "to")
        if lemma in {"want", "wish"} and self.stands(to, ("to", "say", "that")):
            return True  # "we want to say that": who says it tells it
        if (
            lemma in {"want", "wish"}
            and self.g.low(to) == "to"
            and self.g.is_in(self.g.skip_forward(to + 1), "turning")
        ):
            return True  # "I now want to tell you about"
        if lemma in {"want", "wish"} and self._seizes(end - (phrase[-1] == "to")):
            return True  # "I want to use this opportunity to"
        if lemma in {"want", "wish"} and past and self.g.low(group.first - 1) in {"i", "we"}:
            return True  # "we wanted to wait"
        if phrase == ("announce",) and self.g.low(end) == "that" and self._tells_past(end + 1):
            return True  # "announced that it conducted a test"
        bare = phrase == ("announce",) and self.g.low(end) != "that"
        if bare and begins_clause(self.g, after_circumstances(self.g, end)):
            return True  # "announced on Saturday it would": the clause tells it
        if (self.g.low(end - 1), self.g.low(end)) == ("on", "behalf"):
            return True  # "the statement delivered on behalf of"
        if phrase == ("stand", "by") and (self.g.is_in(end, "subordinators") or self._has_no_object(end)):
            return True  # "we cannot stand by while"
        if lemma == "ask" and (self.g.is_in(end, "reflexives") or self._is_asked(end)):
            return True  # "I asked myself", "asked how"
        if row.act == "urge" and row.kind == "assessment" and self._has_no_object(end):
            return True  # "minority demands within the state"
        if phrase == ("fail",) and row.sign == "-" and (self.g.low(end) == "to" or not self._opens_object(end)):
            return True  # "the talks failed": nobody is let down
        if lemma == "thank" and self.g.low(at) == "thanks" and self.g.low(end) == "to":
            return True  # "thanks to our people"
        if lemma == "back" and self.g.is_in(end, "backward"):
            return True  # "Peru is not backing down", "brings its troops | back to"
        if phrase == ("consider",) and self.g.low(end) != "that" and not self._is_judged(end, group):
            return True  # "the members considered the report"
        if lemma == "consider" and self.g.low(at) == "considering" and group.use == "finite":
            return True  # "is considering the import of": nothing is decided
        if lemma == "need" and row.act == "urge" and self.g.low(end) == "no":
            return True  # "this needs no reiteration"
        if group.use in {"participle", "heading", "adjunct"} and group.negated and lemma in {"want", "wish"}:
            return True  # "while not wanting to stand in the way"
        if self._is_attributive(at, end):
            return True
        if lemma == "work" and group.use == "heading" and row.act == "commit":
            return True  # "working to foster peace requires …": a subject
        return lemma == "consider" and self.g.low(group.first) == "having"  # "having considered the report": procedure

    def _is_attributive(self, at: int, end: int) -> bool:
        """Whether the word tells of what kind the noun behind it is: "a clear and | welcome step", "a much | valued friend"."""
        after = self.g.tokens[end] if end == at + 1 < len(self.g.tokens) else None
        if after is None or not after.nouns or after.is_capital or self.g.is_in(end, "determiners"):
            return False
        left = self.g.back_over_adverbs(at)[0]
        if self.g.is_in(left, "articles"):
            return left < at - 1
        joined = self.g.low(left) == "and" and left > 1 and self.g.tokens[left - 1].is_adjective
        return joined and self.g.is_in(self.g.back_over_adverbs(left - 1)[0], "articles")

    def _does_wrong(self, at: int) -> bool:
        """Whether what is committed there is bad by its name: "serious | crimes", "acts of | violence"."""
        for place in range(at, min(at + 6, len(self.g.tokens))):
            if not self.g.bases(place).isdisjoint(self.g.words["problem_nouns"]):
                return True
            if self.g.is_in(place, "prepositions") and self.g.low(place) != "of":
                return False
        return False

    def _is_described_noun(self, at: int) -> bool:
        """Whether a plural stands there with an adjective before it that is no noun: "positive | results in"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1] if at else None
        plural = bool(token.nouns) and token.is_form("s") and token.low not in token.nouns
        if not plural or left is None or self.g.back_over_adverbs(at)[0] < at - 1:
            return False
        if not left.is_adjective or left.is_capital or left.low == "longer":
            return False
        opens = self.g.is_in(at - 2, "prepositions") or self.g.is_in(at - 2, "determiners")
        return opens or not (left.nouns or left.is_adverb or left.verbs)

    def _names_texts(self, at: int) -> bool:
        """Whether the word at `at` is a plural noun, with no subject before it: "new | rules that"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1] if at else None
        plural = bool(token.nouns) and token.low not in token.nouns
        return plural and not (left is not None and (left.nouns or left.is_capital or self.g.is_in(at - 1, "pronouns")))

    def _tells_past(self, at: int) -> bool:
        """Whether the clause that begins there tells what was done: "it | conducted a test"."""
        for place in range(at, min(at + 14, len(self.g.tokens))):
            token = self.g.tokens[place]
            if self.g.is_have(place) and place + 1 < len(self.g.tokens):
                return self.g.tokens[self.g.skip_forward(place + 1)].is_form("past")  # "the truce | has been broken"
            if self.g.is_modal_or_do(place) or self.g.is_be(place) or not token.is_word:
                return False
            if token.verbs and not token.nouns and not token.is_capital:
                return token.is_form("past")
        return False

    def _is_asked(self, at: int) -> bool:
        """Whether a question begins there: "asked | how", but not "asked | that"."""
        return self.g.is_in(at, "subordinators") and self.g.low(at) != "that"

    def _has_no_object(self, at: int) -> bool:
        """Whether nothing that could be needed follows."""
        if self.g.low(at) == ",":  # "would require, among other steps, that"
            at = next((n + 1 for n in range(at + 2, min(at + 10, len(self.g.tokens))) if self.g.low(n) == ","), at)
        return at >= len(self.g.tokens) or not self.g.tokens[at].is_word or self.g.is_in(at, "prepositions")

    def _is_judged(self, at: int, group: VerbGroup) -> bool:
        """Whether something is considered to be something, and not only looked at."""
        size = len(self.g.tokens)
        if group.use == "passive":
            return at < size and (self.g.tokens[at].is_adjective or self.g.is_in(at, "determiners"))
        if self.g.tokens[group.first].form("consider") != "past":
            return True
        reach = range(at + 1, min(at + 12, size))
        return any(self.g.low(n) in {"as", "to"} or self._closes_with_adjective(n) for n in reach)

    def _closes_with_adjective(self, at: int) -> bool:
        """Whether an adjective stands there that no noun follows: "considered the plan | unfair"."""
        after = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
        return self.g.tokens[at].is_adjective and (after is None or not after.nouns)

    def _only_happens(self, phrase: tuple[str, ...], verb: int, at: int) -> bool:
        """Whether what follows "to" is nothing that one sets out to do: "continues to face hardship", "a plan proposed to the sides"."""
        if phrase[0] in {"decline", "refuse"}:
            return self.g.is_in(at, "kept_to_oneself")
        if phrase[0] == "continue":
            return self.g.is_in(at, "befalling") or self.g.is_in(at, "harming_verbs")
        if len(phrase) == 2 and phrase[0] in self.g.words["followed_by_deeds"]:
            after = self.g.skip_forward(at)
            done = self.g.tokens[after] if after < len(self.g.tokens) else None
            near = at - 1 == self.g.skip_forward(verb + 1)
            return done is None or not near or not done.is_form("base")
        return False

    def _seizes(self, to: int) -> bool:
        """Whether somebody only says that he takes the opportunity to do what follows."""
        seizes = self.g.low(to) == "to" and self.g.is_in(to + 1, "seizing_verbs")
        return seizes and any(self.g.is_in(place, "occasions") for place in range(to + 2, to + 5))

    def _opens_object(self, at: int) -> bool:
        """Whether a noun phrase begins at an index."""
        opens = self.g.is_in(at, "determiners") or self.g.is_in(at, "pronouns") or self.is_capital(at)
        return opens or (at < len(self.g.tokens) and (self.g.tokens[at].is_adjective or bool(self.g.tokens[at].nouns)))
