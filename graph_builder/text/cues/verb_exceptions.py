"""Where a verb of the lexicon does not tell the stance of its row: "countries like ours", "thanks to", "the talks failed"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from graph_builder.lexicon import CueRow
from graph_builder.text.cues.bare_clauses import begins_clause
from graph_builder.text.cues.denied_verbs import DeniedVerbs
from graph_builder.text.cues.verbs_as_nouns import VerbsAsNouns
from graph_builder.text.cues.verbs_of_asking import QUESTIONS, VerbsOfAsking
from graph_builder.text.cues.verbs_of_judging import VerbsOfJudging
from graph_builder.text.words.circumstances import after_circumstances
from graph_builder.text.words.verb_groups import VerbGroup

__all__ = ["VerbExceptions", "VerbPlace"]

_DEEDS = frozenset({"work", "continue", "take", "join", "make"})
_EFFORTS = frozenset({"effort", "efforts"})


@dataclass(frozen=True, slots=True)
class VerbPlace:
    """Where the phrase of a verb stands."""

    at: int
    end: int
    group: VerbGroup
    past: bool
    """Whether the verb tells what was done."""


class VerbExceptions(VerbsOfAsking, VerbsOfJudging, DeniedVerbs, VerbsAsNouns):
    """The exceptions to the stance verbs of one segment."""

    def holds(self, row: CueRow, phrase: tuple[str, ...], lemma: str, place: VerbPlace) -> bool:
        """Whether an exception holds for the row's phrase there."""
        at, end, group, past = place.at, place.end, place.group, place.past
        if self._is_noun(row, at, end):
            return True
        if lemma in _DEEDS and row.act == "commit" and past and phrase[0] == lemma:
            return not self._binds(group.first, end, phrase)  # "we have worked together" tells what was
        if lemma == "have" and len(phrase) > 1 and self._has_done(at):
            return True  # "has backed Peru's right to": no right that it has
        if row.id == "urge.requirement" and phrase[1:] in {("of",), ("from",)} and end != at + 2:
            return True  # "requires a high level of"
        if lemma == "have" and row.id == "urge.charged" and self.g.tokens[at + 1].is_form("past"):
            return True  # "has assumed responsibility for": done, not owed
        if phrase == ("commit",) and row.kind == "verb" and self._does_wrong(end):
            return True  # "has committed acts of aggression"
        if row.sign == "-" and lemma in {"dismantle", "eliminate"} and self._does_wrong(end):
            return True  # "has dismantled many barriers to trade": no harm is done
        if phrase == ("welcome",) and self.g.low(end) == "to" and self.g.low(at - 1) == ",":
            return True  # "Mr. President, welcome to Lima"
        if lemma == "announce" and group.negated:
            return True  # "has not announced plans to leave"
        if group.use == "finite" and self._is_denied_with_another(group.first):
            return True  # "has not urged restraint or | called for a truce"
        if lemma in {"confirm", "deny"} and any(self._is_left_open(n) for n in (at - 1, at + 1)):
            return True  # "can neither confirm nor deny"
        if lemma == "deny" and self.g.has_any(at + 1, min(at + 5, len(self.g.tokens)), "withheld"):
            return True  # "is denying inspectors access to the sites"
        if lemma == "warn" and self.g.low(at - 1) in {"early", "advance", "prior"}:
            return True  # "fact-finding, early warning and diplomacy"
        if self._is_foretold(row, phrase, at, end) or (phrase[0] == "see" and self._is_wished_for(at, phrase)):
            return True
        if lemma == "leave" and phrase == ("leave", "…", "behind") and self.g.is_in(at + 1, "owning"):
            return True  # "they leave their homes behind"
        if row.kind == "assessment" and group.first == at and self._is_described_noun(at):
            return True  # "the lack of positive results in the fight against hunger"
        if lemma in {"order", "command"} and self.g.is_in(at + 1, "possessives"):
            return True  # "ordered his staff to leave": who serves him
        if row.act == "urge" and group.negated and row.kind == "verb":
            return True  # "we do not ask for favours"
        if row.id.startswith("urge.expected") and group.modal in {"can", "could", "may", "might"}:
            return True  # "the islands can expect the sea to rise"
        if phrase == ("try", "to") and self.g.low(group.first) in {"was", "were"}:
            return True  # "the negotiators were trying to reach agreement"
        foreseen = past and phrase[-1] in self.g.words["prepositions"]  # but "expected closer cooperation"
        if row.id == "urge.expected_of" and (foreseen or self.g.low(group.first) in {"was", "were"}):
            return True  # "they expected a profit from the sale"
        if lemma == "expect" and group.use == "passive" and not self._binds_all(group.first):
            return True  # "the meeting is expected to end today": foretold, not asked
        if phrase == ("announce",) and self._tells_when(end):
            return True  # "announced after the talks that": a clause is told
        if lemma == "say" and group.negated and group.modal in {"can", "could", "cannot"} and row.act == "affirm":
            return True  # "we cannot say that all is well"
        if phrase == ("agree",) and row.act == "commit" and not self._is_settled(place):
            return True  # "the two sides agreed", "the steps agreed in Lima"
        if phrase == ("call", "on") and past and self._is_visited(end):
            return True  # "the minister called on the King on Monday"
        if phrase == ("call", "for") and self.g.low(at + 1) == "out":
            return True  # "called out Peru for its raids": who blames asks for nothing
        if phrase == ("refuse",) and self.g.low(end) == "to" and self.g.low(end + 1) != "be":
            return True  # "refused to answer": what the phrase with "to" tells or leaves
        if phrase == ("expect", "to") and past and group.first == at and not self._expects(at - 1):
            return True  # "talks with Peru expected to end today": others expect it
        if lemma == "intend" and past and group.first == at and self._is_meant(at):
            return True  # "efforts intended to ease trade": they intend nothing
        if self.g.low(at) == "encouraging" and group.use == "finite" and self._has_no_object(end):
            return True  # "the accord is very encouraging"
        if lemma == "direct" and row.act == "urge" and not self._leads_to_order(end):
            return True  # "directs its attacks against towns", "direct economic aid"
        if past and group.first == at and self.g.low(at - 1) == "," and self._is_done_by(end):
            return True  # "the principles, endorsed today by the leaders"
        if self.g.low(at) == "aimed" and group.first == at and not self.g.is_in(at - 1, "pronouns"):
            return True  # "conventions aimed at saving the sea must be applied"
        if row.id == "welcome.seen" and self.g.low(at - 1) == "to":
            return True  # "wish to see good results": they are only hoped for
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
        unsure = group.modal in {"can", "could", "may", "might"}
        told = lemma in {"announce", "promise"} and self.g.low(after_circumstances(self.g, end)) == "that"
        if unsure and row.act == "commit" and row.kind == "verb" and not (row.needs or (told and group.modal == "can")):
            return True  # "the parties can decide on this", but "I can announce that"
        if row.kind == "telling" and self._names_texts(at):
            return True  # "rules that bind all States"
        if row.kind == "telling" and self.g.low(end) == "that" and self.points(end):
            return True  # "we have said that, and"
        if lemma == "confirm" and group.negated and not row.negated:
            return True  # "has not confirmed the claim"
        if phrase == ("expect",) and row.needs == "to" and not self._may_be_told(end):
            return True  # "we expect exports to grow": nobody demands it
        if self.g.low(at) == "encouraged" and group.first == at and "that" in {self.g.low(end), self.g.low(end - 1)}:
            return True  # "Encouraged that talks go on, we": it is who speaks that takes heart
        if phrase == ("remember",) and self.g.low(end).endswith("ing"):
            return True  # "I remember being in Lima with you"
        if phrase == ("propose",) and group.use == "passive" and self.g.low(at - 1) in {"first", "originally"}:
            return True  # "the plan was first proposed by": a story
        if lemma == "agree" and group.negated and group.use == "passive" and self.g.low(end) != "by":
            return True  # "the plans have not been agreed": nobody is said to be against them
        if phrase == ("rule", "out") and group.negated:
            return True  # "has not ruled out the use of force"
        if row.sign == "-" and group.negated:
            return True  # "we cannot ignore the plight": no harm is done
        if phrase[-1] == "to" and self._only_happens(phrase, at, end):
            return True
        if phrase == ("worry",) and row.kind == "verb" and self.g.low(end) in {"us", "me"}:
            return True  # "it worries us": who is worried stands behind it
        if row.form == "own" and phrase == ("provide",) and self.g.low(end) == "for":
            return True  # "the agreement provides for a truce"
        bare = self.g.low(end) != "that"
        if bare and phrase in {("claim",), ("make", "clear")} and not begins_clause(self.g, end):
            return True  # "both claim victory", "must be made clear"
        if phrase == ("block",) and self.g.has_any(end, min(end + 5, len(self.g.tokens)), "ways_through"):
            return True  # "has blocked the port": a deed
        if phrase == ("let",) and self.g.low(end) in {"up", "go", "down", "alone", "me", "us"}:
            return True  # "we cannot let up"
        if phrase == ("hail",) and self.g.low(end) == "from":
            return True  # "she hails from Peru"
        if phrase == ("respond", "to") and group.negated and self.g.low(group.first) in {"did", "has", "have", "had"}:
            return True  # "did not respond to a request for comment"
        if lemma == "value" and self.g.low(end) == "at":
            return True  # "investments valued at a billion"
        if phrase == ("greet",) and group.use == "passive" and self._meets_somebody(group.first - 1):
            return True  # "the envoy was greeted by the minister"
        to = end - (phrase[-1] == "to")
        if lemma in {"want", "wish"} and self.stands(to, ("to", "say", "that")):
            return True  # "we want to say that": who says it tells it
        if lemma in {"want", "wish"} and self._seizes(end - (phrase[-1] == "to")):
            return True  # "I want to use this opportunity to"
        if lemma in {"want", "wish"} and self.g.low(to) == "to" and self._goes_on_to(to + 1, group):
            return True  # "I now want to | tell you about", "I want to | outline three points"
        if lemma in {"want", "wish"} and past and self.g.low(group.first - 1) in {"i", "we"}:
            return True  # "we wanted to wait"
        if phrase == ("look", "to") and (
            "future" in {self.g.low(end), self.g.low(end + 1)} or self.g.low(end + 1) in {"next", "coming"}
        ):
            return True  # "Looking to the future, the sides agreed", "Looking to the next meeting"
        if phrase == ("announce",) and self.g.low(end) == "that" and self._tells_past(end + 1):
            return True  # "announced that it conducted a test"
        if phrase == ("announce",) and at == 0 and past and self.g.is_in(end, "prepositions"):
            return True  # "Announced on Monday, the fund helps farmers"
        if bare and phrase == ("announce",) and begins_clause(self.g, after_circumstances(self.g, end)):
            return True  # "announced on Saturday it would": the clause tells it
        if (self.g.low(end - 1), self.g.low(end)) == ("on", "behalf"):
            return True  # "the statement delivered on behalf of"
        if phrase == ("stand", "by") and (self.g.is_in(end, "subordinators") or self._has_no_object(end)):
            return True  # "we cannot stand by while"
        if lemma == "ask" and (self.g.is_in(end, "reflexives") or self._is_asked(end)):
            return True  # "I asked myself", "asked how"
        if phrase == ("owe", "it", "to") and self._is_owed_that(end):
            return True  # "we owe it to the envoy that": to whom it is due
        if row.act == "urge" and row.kind == "assessment" and self._has_no_object(end):
            return True  # "minority demands within the state"
        if phrase == ("fail",) and row.sign == "-" and (self.g.low(end) == "to" or not self._opens_object(end)):
            return True  # "the talks failed": nobody is let down
        if self.g.low(at) == "thanks" and (self.g.low(end) == "to" or self.g.tokens[at - 1].is_adjective):
            return True  # "thanks to our people", "named for special thanks"
        if lemma == "back" and (
            self.g.is_in(end, "backward") or not self.g.bases(at - 1).isdisjoint(self.g.words["taken_back"])
        ):
            return True  # "Peru is not backing down", "brings its troops | back to", "scale | back the checks"
        weighing = phrase == ("consider",) and self.g.low(end) != "that"
        if weighing and (group.use == "heading" or not self._is_judged(end, group)):
            return True  # "the members considered the report", "Considering its size, the fund …"
        if phrase[0] == "consider" and "…" in phrase and not self._is_called(at, phrase[-1]):
            return True  # "considered the growing threat": nothing is said to be one
        if lemma == "consider" and self.g.low(at) == "considering" and group.use == "finite":
            return True  # "is considering the import of": nothing is decided
        if lemma == "consider" and group.use != "finite" and self.g.low(group.first - 1) in {"in", "when", "while"}:
            return True  # "In considering the report, we": a time
        if lemma == "need" and row.act == "urge" and self.g.low(end) == "no":
            return True  # "this needs no reiteration"
        if group.use in {"participle", "heading", "adjunct"} and group.negated and lemma in {"want", "wish"}:
            return True  # "while not wanting to stand in the way"
        if self._is_attributive(at, end):
            return True
        if lemma in {"proclaim", "declare"} and past and phrase == (lemma,) and self._is_told_of_text(at, end):
            return True  # "the Charter proclaimed at the Summit"
        if lemma == "work" and group.use == "heading" and row.act == "commit":
            return True  # "working to foster peace requires …": a subject
        return lemma == "consider" and self.g.low(group.first) == "having"  # "having considered the report": procedure

    def _leads_to_order(self, at: int) -> bool:
        """Whether it follows what somebody is told to do: "directs | the Secretary to report", "directs | that"."""
        near = range(at, min(at + 14, len(self.g.tokens) - 1))
        stop = next((n for n in near if self.g.low(n) in {",", ";", ":"}), near.stop)
        told = (self.g.low(n) == "to" and self.g.tokens[n + 1].is_form("base") for n in range(at, stop))
        founds = self.g.is_in(at, "articles") and self.g.low(at + 1).endswith(("ment", "tion", "sion"))
        return self.g.low(at) == "that" or founds or any(told)  # "directed the establishment of a fund"

    def _is_done_by(self, at: int) -> bool:
        """Whether only when it was done stands before a "by": ", adopted | yesterday by", ", adopted | in 2015 by"."""
        by = after_circumstances(self.g, at)
        by = self.g.skip_forward(by) if by == at else by
        return self.g.low(by) == "by" and by > at

    def _goes_on_to(self, at: int, group: VerbGroup) -> bool:
        """Whether who wants to do something only says what he or she will speak of next."""
        verb = self.g.skip_forward(at)
        announced = self.g.is_in(verb, "announcing_verbs") and not self.g.is_in(verb, "told_at_once")
        return self.g.is_in(verb, "turning") or (announced and self.g.low(group.first - 1) == "i")

    def tells_clause(self, at: int) -> bool:
        """Whether a clause with a verb of its own stands before "to": "told the Council | he was ready to"."""
        to = next((n for n in range(at, min(at + 16, len(self.g.tokens))) if self.g.low(n) == "to"), at)
        deed = to + 1 < len(self.g.tokens) and self.g.tokens[to + 1].is_form("base")
        if not deed or self.g.low(at) in QUESTIONS | {"that"} or self.g.is_in(at, "press_corps"):
            return True  # "told the way | to the hall", "told how he came to power", "told reporters plans to cut taxes were ready"
        begun = ("modals", "subordinators", "pronouns", "determiners")
        return any(self._tells_clause_at(n, begun) for n in range(at + 1, to))

    def _tells_clause_at(self, at: int, begun: Sequence[str]) -> bool:
        joined = self.g.is_in(at, "determiners") and (
            self.g.is_in(at - 1, "prepositions") or self.g.low(at - 1) in {"and", "all", ","}
        )
        begins = any(self.g.is_in(at, name) for name in begun) and not joined
        return begins or self.g.is_copula(at) or self.g.is_have(at)

    def _binds(self, first: int, end: int, phrase: tuple[str, ...]) -> bool:
        """Whether what has been done binds who did it: "has taken a decision | to", "we have worked tirelessly | to"."""
        if not self.g.is_have(first) or self.g.low(end - 1) != "to":
            return False
        strives = self.g.has_any(first, end, "striving") or not _EFFORTS.isdisjoint(phrase)
        return "decision" in phrase or (strives and self.g.low(first - 1) in {"we", "i"})

    def _has_done(self, have: int) -> bool:
        """Whether "have" only helps the participle of a verb whose object follows: "has | backed Peru's right"."""
        at = self.g.skip_forward(have + 1)
        after = self.g.tokens[at + 1] if at + 1 < len(self.g.tokens) else None
        done = after is not None and self.g.tokens[at].is_form("past") and self.g.low(at) != "had"
        return done and after is not None and after.is_capital

    def _binds_all(self, verb: int) -> bool:
        """Whether all, or each, of some are the subject: "all members | are expected to comply"."""
        return any(self.g.low(at) in {"all", "every", "each"} for at in range(max(verb - 5, 0), verb))

    def _is_told_of_text(self, at: int, end: int) -> bool:
        """Whether a past form without an object tells when, where or by whom the noun before it was made known."""
        if self.g.low(end) not in {"at", "in", "on", "by"} or not (
            self.g.tokens[at - 1].is_capital or self.g.tokens[at - 1].nouns
        ):
            return False
        reach = range(end, min(end + 16, len(self.g.tokens)))
        stops = (n for n in reach if self.g.low(n) in {"that", ",", ";", ":"})
        stop = next(stops, reach[-1] + 1 if reach else end)
        return self.g.low(stop) not in {"that", ":"} and not self._opens_object(after_circumstances(self.g, end))

    def _is_meant(self, at: int) -> bool:
        """Whether the noun before the participle at `at` is of a thing, for which somebody else means it: "measures | intended to"."""
        left = self.g.tokens[at - 1] if at else None
        if left is None or not left.nouns or left.is_capital or self.g.is_in(at - 1, "pronouns"):
            return False
        return self.g.bases(at - 1).isdisjoint(self.g.words.any_of("group_nouns", "persons", "populations"))

    def _tells_when(self, at: int) -> bool:
        """Whether only when or where stands at an index before "that": "announced | a day earlier that", "… | in Lima that"."""
        timed = (self.g.is_in(at, "prepositions") and self.g.low(at) != "to") or (
            self.g.low(at) in {"a", "an"} and self.g.is_in(at + 1, "times_of")
        )
        if not timed:
            return False
        for place in range(at + 1, min(at + 8, len(self.g.tokens))):
            if self.g.low(place) == "that":
                return True
            if not self.g.tokens[place].is_word or self.g.is_in(place, "subordinators"):
                return False
        return False

    def _expects(self, at: int) -> bool:
        """Whether somebody who expects something is told at an index: "the ministry | expected to spend more", "they | expected to"."""
        who = self.g.words.any_of("group_nouns", "persons", "state_bodies", "governing_bodies", "pronouns")
        return not (self.g.bases(at) | {self.g.low(at)}).isdisjoint(who)

    def _does_wrong(self, at: int) -> bool:
        """Whether what is committed there is bad by its name: "serious | crimes", "acts of | violence"."""
        for place in range(at, min(at + 6, len(self.g.tokens))):
            if not self.g.bases(place).isdisjoint(self.g.words["problem_nouns"]):
                return True
            if self.g.is_in(place, "prepositions") and self.g.low(place) != "of":
                return False
        return False

    def _meets_somebody(self, before: int) -> bool:
        """Whether the subject that ends there is of persons, who are met rather than praised."""
        if self.is_capital(before) or (self.g.is_in(before, "pronouns") and self.g.low(before) != "it"):
            return True
        return not self.g.bases(before).isdisjoint(self.g.words.any_of("persons", "group_nouns", "people"))

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

    def _has_no_object(self, at: int) -> bool:
        """Whether nothing that could be needed follows."""
        if self.g.low(at) == ",":  # "would require, among other steps, that"
            at = next((n + 1 for n in range(at + 2, min(at + 10, len(self.g.tokens))) if self.g.low(n) == ","), at)
        return at >= len(self.g.tokens) or not self.g.tokens[at].is_word or self.g.is_in(at, "prepositions")

    def _only_happens(self, phrase: tuple[str, ...], verb: int, at: int) -> bool:
        """Whether what follows "to" is nothing that one sets out to do: "continues to face hardship", "a plan proposed to the sides"."""
        if phrase[0] in {"decline", "refuse"}:
            return self.g.is_in(at, "kept_to_oneself")
        if phrase[0] == "continue":
            ours = self.g.low(self.g.back_over_adverbs(verb)[0]) in {"we", "i"} or self.g.is_in(at + 1, "possessives")
            return self.g.is_in(at, "befalling") or (self.g.is_in(at, "harming_verbs") and not ours)
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

    def _is_settled(self, place: VerbPlace) -> bool:
        """Whether what is settled is told by a noun with its determiner: "have agreed | a plan", but not "agreed | the plan was good"."""
        group, end = place.group, place.end
        noun = self.g.skip_modifiers(end)
        sure = group.use == "finite" and not group.negated and self.g.is_in(end, "determiners") and noun > end
        if not sure or self.g.bases(noun) & self.g.words["periods"] or begins_clause(self.g, end):
            return False
        joints = self.g.words.any_of("relatives", "subordinators") | {",", ";", ".", "and"}
        told = itertools.takewhile(lambda n: self.g.low(n) not in joints, range(noun, len(self.g.tokens)))
        return not any(self.g.is_in(n, "modals") or self.g.is_copula(n) for n in told)
