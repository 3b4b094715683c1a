"""What a predicate is about: its subject, what follows it, or both: "| the plan | is unjust", "it is sad that | all failed"."""

from __future__ import annotations

from graph_builder.text.holders.holders import Holders
from graph_builder.text.stances.stance import Opening
from graph_builder.text.stances.trimming import trimmed
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import DASHES

__all__ = ["SubjectTargets"]

_RELATIVES = frozenset({"that", "who", "which"})
_JUDGEMENTS = frozenset({"condemn", "oppose", "regret", "concern"})
"""Acts that a predicate takes on its subject, whatever follows: "is criminal, whoever did it"."""

_VIEWS = frozenset({"view", "opinion", "judgement", "judgment", "mind", "eye", "estimation", "assessment"})
"""Nouns with which an aside tells who thinks so."""
_SURE = frozenset({"convinced", "certain", "confident", "sure", "persuaded"})


class SubjectTargets:
    """The targets of one sentence that begin with the subject of their cue, or could."""

    def __init__(self, grammar: Grammar, holders: Holders) -> None:
        self.g, self.holders = grammar, holders

    def of(self, opening: Opening, end: int) -> tuple[int, int]:
        """The target of an accepted cue, whose clause ends at `end`."""
        cue = opening.cue
        if cue.row.form == "felt":  # "it saddens us that | …", "| the raids alarm Peru"
            that = self.g.low(cue.end - 1) in {"that", "to"}
            return (cue.end, end) if that else (opening.subject, self.g.back_over_adverbs(cue.first)[0] + 1)
        before = self.g.back_over_adverbs(cue.first)[0]
        aside = self.g.low(before) == "," == self.g.low(self.g.after_adverbs(opening.subject + 1))
        alone = aside or before <= opening.subject  # "we, in this regard, | need to", "we also | need to"
        earlier = self.before_first_predicate(opening.subject, cue.first)
        joined = earlier == opening.subject + 1  # "it has a cost and | harms"
        pronoun = (alone or joined) and self.g.low(opening.subject) in self.g.words["pronouns"]
        felt = pronoun and cue.first > opening.subject and cue.act in _JUDGEMENTS | {"welcome"}
        if felt and self._tells_for_whom(cue.end, end):
            judged_so = self._deed_behind(
                cue.end, end
            )  # "it is unacceptable to the people of Peru | for Chile to leave"
            return (judged_so, end) if judged_so else (opening.subject, opening.subject + 1)
        passive = self.g.low(opening.subject) not in {"we", "i"} and self.g.is_be(self.g.skip_forward(cue.end))
        if pronoun and passive and cue.shape == "modal" and cue.act != "oppose":
            return opening.subject, end  # "| they must be released", but "they must | make peace"
        if pronoun:
            that = self.g.low(cue.end - 1) == "that"  # "it is sad that, | in Lima, all failed"
            begin = self._behind_aside(cue.end, end) if cue.shape == "modal" else cue.end
            closed = self.g.low(begin) in {",", "and", "but", ";"} | DASHES  # "that is false | ; the truth is"
            told = (that or not closed) and trimmed(self.g, (begin, end))
            told = None if all(self._tells_when(at) for at in range(begin, end)) else told  # "it was nonsense | then"
            return (begin, end) if told else (opening.subject, cue.first)
        judged = cue.act in _JUDGEMENTS and self.g.low(cue.end - 1) not in {"to", "that"}
        judged = judged or (cue.act == "concern" and self._tells_for_whom(cue.end, end))
        while end > cue.end and self.g.low(end - 1) in {";", "and", "“"}:
            end -= 1  # an item of a list
        names = end > cue.end and bool(self.g.tokens[cue.end].nouns) and not self.g.is_in(cue.end, "pronouns")
        bare = end - cue.end < 2 and not (
            names and self.g.is_in(cue.end - 1, "prepositions")
        )  # "is a threat to | peace"
        if cue.shape == "predicate" and (bare or judged) and opening.subject < cue.first:
            return opening.subject, self._before_teller(opening.subject, earlier)
        related = self.g.low(before) in _RELATIVES and before > opening.subject > self.g.lead + 2
        if related and cue.shape == "assessment" and cue.act == "affirm":
            return opening.subject, end  # "faces | gangs that undermine peace"
        if cue.row.sign and cue.act == "affirm" and not self._tells_whole(opening, end):
            stop = min(earlier, self.g.back_over_adverbs(cue.first)[0] + 1)
            stop -= self.g.low(stop - 1) in _RELATIVES
            return opening.subject, max(stop, opening.subject + 1)
        loose = self.g.low(cue.first - 1) == "which" and self.g.low(cue.first - 2) == ","
        if loose and cue.shape == "assessment":
            return opening.subject, end  # "| piracy, which poses a threat to trade"
        if earlier < cue.first and cue.shape == "assessment" and trimmed(self.g, (cue.end, end)):
            return cue.end, end  # "violence causes deaths and threatens | the truce"
        return opening.subject, end

    def _before_teller(self, start: int, end: int) -> int:
        """`end`, or the comma before who tells it, between the subject and its verb: "the plan | , Peru believes, is a mistake"."""
        commas = [at for at in range(start + 1, end) if self.g.low(at) == ","]
        if len(commas) < 2 or commas[-1] != end - 1:
            return end
        tells = self.g.words.any_of("attribution", "speech_verbs", "claiming_verbs")
        related = self.g.low(commas[-2] + 1) in _RELATIVES
        aside = self.g.tokens[end - 2 if related else commas[-2] + 2 : end - 1]
        told = any(token.verbs & tells and not token.is_capital and token.is_form("past") for token in aside)
        last = self.g.tokens[end - 2]
        told = told or bool(last.verbs & tells) or last.low in _SURE  # "| , we are convinced,"
        view = self.g.low(commas[-2] + 1) == "in" and not last.nouns.isdisjoint(_VIEWS)  # "| , in our view,"
        return commas[-2] if told or view or self.g.low(commas[-2] + 1) == "according" else end

    def _behind_aside(self, at: int, end: int) -> int:
        """`at`, or the index of the verb behind an aside between commas: "we must | , as neighbours, | stand together"."""
        opens = self.g.is_in(at + 1, "prepositions") or self.g.low(at + 1) in {"as", "like", "together", "if", "where"}
        if self.g.low(at) != "," or not (opens or self.g.is_plain_adverb(at + 1)):
            return at
        comma = next((n for n in range(at + 2, min(at + 20, end - 1)) if self.g.low(n) == ","), None)
        verb = at if comma is None else self.g.skip_forward(comma + 1)
        return verb if verb > at and verb < end and self.g.tokens[verb].is_form("base") else at

    def _tells_for_whom(self, at: int, end: int) -> bool:
        """Whether only those to or for whom something is good or bad stand there, or what it is foreign to."""
        low = self.g.low(at - 1)
        if low == "for":  # but "it is shameful for | them to be silent"
            return not any(self.g.low(n) == "to" and self.g.tokens[n + 1].is_form("base") for n in range(at, end - 1))
        return low == "in" or (low == "to" and at < end and not self.g.tokens[at].is_form("base"))

    def _deed_behind(self, at: int, end: int) -> int | None:
        """Index of the "for" or "that" with which it is told what "it" is, behind to or in whom or what; None if neither stands there."""
        for place in range(at + 1, end - 2):
            deed = self.g.low(place) == "to" and self.g.tokens[place + 1].is_form("base")
            if self.g.low(place) == "that" or deed:
                return place + 1  # "it is an affront to all to | call a war a peace"
            later = range(place + 2, min(place + 12, end - 1))
            if self.g.low(place) == "for" and any(
                self.g.low(n) == "to" and self.g.tokens[n + 1].is_form("base") for n in later
            ):
                return place
        return None

    def _tells_when(self, at: int) -> bool:
        token = self.g.tokens[at]
        return not token.is_word or self.g.is_plain_adverb(at) or token.low in {"then", "now", "today", "and"}

    def before_first_predicate(self, start: int, end: int) -> int:
        """`end`, or the index of a verb that said something else of the same subject before: "the plan | is costly and is unjust"."""
        if self.g.low(end - 1) in _RELATIVES and end - 1 > start:
            return end - 1  # "it is | the war that | is the obstacle to"
        joint = self.g.back_over_adverbs(end)[0]
        if self.g.low(joint) not in {"and", "but", ","}:
            return end
        at = start + 1 + (self.g.low(start) == "to")  # "To | do less, at this hour, is unthinkable"
        while at < joint:
            if self.g.low(at) == "," and self.g.low(at + 1) in {"which", "who"}:
                at = (
                    next((n for n in range(at + 2, joint) if self.g.low(n) == ","), joint) + 1
                )  # "the raid, which …, | is"
                continue
            if self.g.low(at) == "," or self.g.is_in(at, "relatives"):
                return end
            owns = self.g.low(at) in {"'s", "’s"} and not self.g.is_in(at - 1, "pronouns")  # "the regime | 's tests"
            if not owns and (self.g.is_copula(at) or self.g.is_have(at) or self._is_predicate(at, joint)):
                return at - (self.g.low(at - 1) == ",")
            at += 1
        return end

    def _is_predicate(self, at: int, end: int) -> bool:
        """Whether a verb with its object stands there, behind its subject: "the embargo | hampers trade and"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        if self.g.is_in(at, "modals"):
            return not (token.is_capital or self.g.is_in(at - 1, "determiners"))  # "the will of the people"
        subject = left.nouns or left.is_capital or self.g.is_in(at - 1, "pronouns") or self.g.is_plain_adverb(at - 1)
        if not token.verbs or token.is_capital or not subject or at + 1 >= end:
            return False
        form = token.form(min(token.verbs))
        placed = self.g.is_in(at + 1, "prepositions") and not self.g.is_in(at - 1, "pronouns")
        governs = self.g.is_in(at + 1, "determiners") or not (placed or form == "ing")
        if form == "past":
            return governs and not token.is_adjective and self.g.low(at + 1) != "and"
        several = left.low not in left.nouns or left.low in {"we", "they"}
        agrees = form == "s" or (form == "base" and several)
        return agrees and (not token.nouns or self.g.is_in(at + 1, "determiners")) and self.g.low(at + 1) != "and"

    def _tells_whole(self, opening: Opening, end: int) -> bool:
        """Whether the whole clause of a harm is its target: its subject only points back, or what is harmed is a known thing.

        Elsewhere, by ruling 14 of the annotation manual, the subject is.
        """
        if self.g.low(opening.subject) in {"this", "these", "such", "that", "those"}:
            return True
        if self._is_accused(opening) or self.g.is_in(opening.cue.keyword - 1, "badly"):
            return True  # "the regime has frustrated every effort": what it does is told, not what befalls it
        brings = opening.cue.phrase[:1] == ("bring",)  # "| the war | has brought misery to many"
        if (self.g.low(opening.cue.end - 1) in {"to", "with"} and not brings) or opening.cue.row.form == "gerund":
            return True  # what is threatened, or what it is contrary to, is valued
        if self.g.is_in(opening.cue.end, "pronouns") or opening.cue.row.id == "affirm.causing":
            return True  # "prevent us from …"
        long = end - opening.cue.end > 2 * (opening.cue.first - opening.subject)
        return not long and self.holders.is_valued(self.g.skip_modifiers(opening.cue.end, 3), opening.cue.end)

    def _is_accused(self, opening: Opening) -> bool:
        """Whether the verb tells a wrong that an actor, or who is called as its foes do, has done."""
        cue = opening.cue
        if self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["wrongdoing"]) and "against" not in cue.phrase:
            return False
        subject = range(opening.subject, cue.first)
        return any(not self.g.bases(at).isdisjoint(self.g.words["accused"]) for at in subject) or any(
            actor.first in subject and actor.concept.variety == "State" for actor in self.holders.actors
        )
