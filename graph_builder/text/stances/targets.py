"""Where the target of a cue begins and ends."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.stances.given import given_noun
from graph_builder.text.stances.objects import Objects
from graph_builder.text.stances.stance import Opening, Stance
from graph_builder.text.words.clause_bounds import PARTING, parts_clauses
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS, OPENERS

__all__ = ["Targets"]

_SUBJECTS = frozenset({"we", "i", "they", "he", "she"})
_RELATIVES = frozenset({"that", "who", "which"})
_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year", "shortly", "soon", "just", "only", "barely"})
"""How long before or after something was."""
_JUDGEMENTS = frozenset({"condemn", "oppose", "regret", "concern"})
"""Acts that a predicate takes on its subject, whatever follows: "is criminal, whoever did it"."""


class Targets:
    """The targets of one sentence, which ends at `end`."""

    def __init__(self, grammar: Grammar, holders: Holders, end: int) -> None:
        self.g, self.holders, self.end = grammar, holders, end
        self.objects = Objects(grammar, holders)

    def close(self, opening: Opening, end: int) -> Stance:
        """The stance of an accepted cue, whose target ends at `end` at the latest."""
        cue = opening.cue
        end = min(end, self.end)
        given = given_noun(self.g, cue, end) if cue.phrase[1:2] == ("…",) else None
        if given is not None and (receiver := self.trimmed(given[1])) is not None:
            return Stance(given[0], opening.holders, receiver)
        if self.holders.strangers is not None:
            meanwhile = (n for n in range(cue.end + 1, end) if self.g.low(n) == "," and self._tells_meanwhile(n + 1))
            end = next(meanwhile, end)
        if self.g.low(cue.end - 1) != "that":
            end = self._before_deed(cue, self._before_new_clause(cue.end, end))
            end = next((at for at in range(cue.end + 1, end) if self._adds_words(at)), end)
            end = self._before_predicate(cue, end)
        aims = cue.act == "affirm" and cue.row.act == "commit" and cue.row.needs is None
        aims = aims and self.g.low(cue.end - 1) != "that"
        if cue.shape in {"predicate", "assessment"} or (cue.shape == "modal" and not cue.row.holder_subject) or aims:
            target = self._subject_target(opening, end)
        elif cue.row.holder_subject and self.is_announced_passive(cue) and opening.subject < cue.first:
            refused = cue.group is not None and cue.group.negated  # "Peru will not | be bullied"
            target = (cue.end, end) if refused else (opening.subject, cue.first)
        elif cue.group is not None and cue.group.use == "passive" and cue.shape in {"verb", "wrapped"}:
            target = (opening.subject, self._before_first_predicate(opening.subject, cue.group.first))
            if self.g.low(cue.end - 1) == "that" and cue.group.first - opening.subject == 1:
                target = (cue.end, end)  # "It is stressed that …"
            elif self.g.low(cue.end) == "to" or cue.act == "urge":
                ours = cue.act == "urge" and self.g.low(opening.subject) in {"we", "i"}
                target = (cue.end + 1 if ours else opening.subject, end)
        elif cue.group is not None and cue.group.use == "reported":
            target = (next((at + 1 for at in range(cue.end, end) if self.g.low(at) == ","), cue.end), end)
        elif cue.shape == "noun" and cue.form == "own" and self._opens_clause(cue.first):
            target = (cue.end, self._before_verb(cue.end, end))
        else:
            target = (self.objects.behind_partner(cue, self.objects.behind_aside(cue.end, end)), end)
        if self.g.low(opening.subject) in {"which", "whom"} and opening.subject < cue.first:
            target = (opening.subject, opening.subject + 1)  # ", which the Union welcomed"
        if target[0] == cue.end and self.objects.lacks_object(cue, end):
            target = self.objects.before_subject(cue) or target
        if target[0] == cue.end:
            target = self.objects.antecedent(cue, end) or target
        return Stance(cue, opening.holders, self.trimmed(target))

    def _opens_clause(self, at: int) -> bool:
        """Whether a subject that begins there is that of the sentence, or of a clause behind a mark: "For years, | our support"."""
        return at < 2 or self.g.low(at - 1) in OPENERS

    def _before_verb(self, start: int, end: int) -> int:
        """Index of the verb of which "our commitment to A" is the subject, or `end`: "our commitment to A | is unwavering"."""
        for at in range(start + 1, end):
            if self.g.is_in(at, "relatives"):
                break
            token = self.g.tokens[at]
            finite = token.verbs and not token.nouns and not token.is_adjective and token.form(min(token.verbs)) == "s"
            if finite or self.g.is_copula(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
                return at
        return end

    def is_announced_passive(self, cue: Cue) -> bool:
        """Whether a "will" promises what is done to its subject: "sanctions will be lifted"."""
        verb = self.g.skip_forward(cue.end + 1)
        if self.g.low(cue.end) != "be" or verb >= self.end:
            return False
        token = self.g.tokens[verb]
        past = token.is_form("past")
        answers = self.g.low(verb + 1) in {"accountable", "responsible"}  # "will be held accountable"
        return past and (answers or token.verbs.isdisjoint(self.g.words["happenings"]))

    def _before_deed(self, cue: Cue, end: int) -> int:
        """Index of the conjunction behind which the holder only does something: "praised the troops | and discussed the truce"."""
        if cue.group is None or cue.group.use != "finite":
            return end
        for at in range(cue.end + 1, end - 2):
            if self.g.low(at) not in {"and", "but"}:
                continue
            verb = self.g.skip_forward(at + 1)
            if verb >= end:
                break
            token = self.g.tokens[verb]
            if not token.verbs:
                continue
            form = token.form(min(token.verbs))
            deed = self.g.low(at) == "and" and not token.verbs.isdisjoint(self.g.words["joined_deeds"])
            governs = self.g.is_in(verb + 1, "determiners") or self.g.is_in(verb + 1, "prepositions")
            if deed and form == "past" and (governs or token.low == "discussed"):
                return at
            if form in {"past", "s"} and self._does_more(cue, at, verb, form):
                return at - (self.g.low(at - 1) == ",")
        return end

    def _does_more(self, cue: Cue, joint: int, verb: int, form: str) -> bool:
        """Whether a second verb of the holder stands there with its object: "called for calm | and sent two envoys"."""
        token = self.g.tokens[verb]
        if cue.shape not in {"verb", "wrapped"} or token.nouns or token.is_adjective or form not in {"past", cue.form}:
            return False
        if self.g.low(joint) == "but" and self.g.is_in(verb + 1, "prepositions"):
            governs = self.g.low(verb + 1) != "by"  # "called for calm | but disagreed about the truce"
        else:
            after = self.g.tokens[verb + 1]
            governs = self.g.is_in(verb + 1, "determiners") or self.g.is_in(verb + 1, "pronouns") or after.low.isdigit()
        clauses = self.g.words.any_of("relatives", "subordinators")
        return governs and not any(self.g.low(at) in clauses or self._is_told(at) for at in range(cue.end, joint))

    def _is_told(self, at: int) -> bool:
        """Whether a finite verb or a participle of the past may stand there."""
        token = self.g.tokens[at]
        return self._helps(at) or (
            bool(token.verbs) and not token.nouns and token.form(min(token.verbs)) in {"past", "s"}
        )

    def _before_predicate(self, cue: Cue, end: int) -> int:
        """Index of the conjunction behind which the holder has done or will do more: "opposes the plan | and has lodged complaints"."""
        if cue.group is None or cue.group.use != "finite" or cue.shape not in {"verb", "wrapped"}:
            return end
        for at in range(cue.end + 1, end - 2):
            low = self.g.low(at)
            if self.g.is_in(at, "subordinators") or self._helps(at) or low in {",", ";", ":"}:
                return end  # what a clause inside tells
            if low == "and" and (self.g.is_have(at + 1) or self.g.low(at + 1) in {"will", "would"}):
                return at
        return end

    def _before_new_clause(self, start: int, end: int) -> int:
        """Index of a comma at which a main clause with a subject and verb of its own begins: ", and the Commission has …"; else `end`."""
        for at in range(start, end - 2):
            if self.holders.strangers is not None and self._tells_meanwhile(at):
                return at
            if self.g.low(at) == "…" and self.g.low(at + 1) in _SUBJECTS:
                return at
            if self.holders.strangers is not None and at > start and self._tells_sequel(at):
                return self._before_span(at)
            if self.g.low(at) in PARTING and parts_clauses(self.g, at, end, self.end):
                return at
            if self.g.tokens[at].low in CLOSERS and self.g.low(at - 1) == "," and self._opens_told(at):
                return at - 1  # 'urged Peru to "act fairly," | and the envoy said'
            if self.g.tokens[at].low not in {",", "but", "and"}:
                continue
            if self.g.low(at) == "," and (self._concedes(at + 1) or self._denies_more(at + 1)):
                return at
            if self.g.low(at) == "," and self.g.is_in(at + 1, "grounds"):
                return at  # "rejected the plan | , citing the risks"
            if self.g.low(at + 1) == "citing" and self.g.tokens[at].nouns and self.holders.strangers is not None:
                return at + 1  # "defended freedom of speech | citing his sentence"
            if self.g.low(at + 1) in {"while", "whilst"} and self._does(at + 2):
                return at + 1  # "reiterated its opposition to A | while saying it would"
            if self.g.low(at) == "and" and self.g.low(at - 1) != "," and self._opens_second(start, at, end):
                return at
            contrast = self.g.low(at) == "but" and self.g.low(at - 1) != ","
            if contrast and any(self.g.low(n) == "not" for n in range(start, at)):
                continue  # "urge not only A but all others to"
            if (
                self.g.low(at) == "and"
                and self.g.low(at + 1) in _SUBJECTS | {"it", "there", "this"}
                and self._helps(at + 2)
            ):
                return at  # "has a role to play and | it must return"
            if not contrast and (self.g.low(at) != "," or self.g.low(at + 1) not in {"and", "but", "while", "so"}):
                continue
            head = at + 1 if contrast else at + 2
            if self.g.is_in(head, "prepositions"):
                comma = next((n for n in range(head + 1, min(head + 9, end + 1)) if self.g.low(n) == ","), None)
                if comma is not None and self.g.low(comma + 1) in _SUBJECTS:
                    return at  # "A, and with regard to B, | he stated"
            if head >= end:
                continue
            begins = self.g.is_in(head, "determiners") or self.g.tokens[head].is_capital
            plain = self.g.low(at + 1) == "but" and bool(self.g.tokens[head].nouns)
            if not (begins or plain or self.g.is_in(head, "pronouns")):
                continue
            for verb in range(head + 1, min(head + 12, end)):
                if not self.g.tokens[verb].is_word or self.g.is_in(verb, "subordinators") or self.g.low(verb) == "and":
                    break
                if self.g.low(verb) in {"'s", "’s"} and self.g.tokens[verb - 1].is_capital:
                    continue  # ", and Peru | 's failure to"
                named = self.g.tokens[verb].is_capital  # "on May 31"
                if self.g.is_be(verb) or self.g.is_have(verb) or (self.g.is_in(verb, "modals") and not named):
                    return at
                if self._is_finite_after(head, verb, contrast=contrast or self.g.low(at + 1) == "but"):
                    return at
        return end

    def _tells_sequel(self, at: int) -> bool:
        """Whether a clause begins there that tells what was before or after: "backed the vote | after he met the envoy"."""
        return self.g.low(at) in {"after", "before"} and self._is_concurrent(at + 1)

    def _before_span(self, at: int) -> int:
        """Index before the words that tell how long after something was: "the vote | just hours after"."""
        last = at
        while at > 1 and (
            not self.g.bases(at - 1).isdisjoint(_SPANS)
            or self.g.low(at - 1).isdigit()
            or (at < last and (self.g.is_in(at - 1, "articles") or self.g.is_plain_adverb(at - 1)))
        ):
            at -= 1
        return at

    def _does(self, at: int) -> bool:
        """Whether a participle of telling stands there."""
        token = self.g.tokens[at] if at < self.end else None
        tells = token is not None and not token.verbs.isdisjoint(self.g.words["attribution"])
        return token is not None and tells and token.is_form("ing")

    def _opens_told(self, at: int) -> bool:
        """Whether somebody else tells something behind the quotation mark there."""
        if self.g.low(at + 1) not in {"and", "but", "while"}:
            return False
        speech = self.g.words["speech_verbs"]
        begins = self.g.is_in(at + 2, "determiners") or self.g.tokens[at + 2].is_capital
        if begins and any(self._helps(n) or self.g.low(n) == "did" for n in range(at + 3, min(at + 7, self.end))):
            return True
        return any(self.g.tokens[n].verbs & speech and self._is_past(n) for n in range(at + 3, min(at + 14, self.end)))

    def _opens_second(self, start: int, joint: int, end: int) -> bool:
        """Whether a main clause begins behind a bare "and" in what is else a noun: "the value of the pact and | the sides met"."""
        head = joint + 1
        if not (self.g.is_in(head, "determiners") or self.g.is_in(head, "possessives")) or self.g.low(head) == "that":
            return False
        clauses = self.g.words.any_of("relatives", "subordinators")
        for at in range(start, joint):
            token = self.g.tokens[at]
            base = token.low == "to" and self.g.tokens[at + 1].is_form("base")
            if token.low in clauses | {":", ",", "between", "both"} or self._helps(at) or base or token.low in OPENERS:
                return False
        at = head + 1
        while at < min(head + 6, end) and (self.g.tokens[at].nouns or self.g.tokens[at].is_adjective):
            if at > head + 1 and self._is_past(at):
                break
            at += 1
        if at == head + 1 or at >= end - 1 or self.g.low(at) in {"'s", "’s"}:
            return False
        governs = self.g.is_in(at + 1, "determiners") or (
            bool(self.g.tokens[at + 1].nouns) and not self.g.is_in(at + 1, "prepositions")
        )
        return (self._helps(at) and not self.g.tokens[at].is_capital) or (self._is_past(at) and governs)

    def _concedes(self, at: int) -> bool:
        """Whether a clause begins there that stands against the whole sentence: ", | although Peru refused", ", | despite threats"."""
        low = self.g.low(at)
        if self.holders.strangers is not None and self._tells_meanwhile(at):
            return True
        return low in {"although", "though", "despite"} or (low == "even" and self.g.low(at + 1) in {"though", "as"})

    def _tells_meanwhile(self, at: int) -> bool:
        """Whether a clause that only tells what went on meanwhile begins there."""
        return self.g.low(at) == "as" and self._is_concurrent(at + 1)

    def _is_concurrent(self, at: int) -> bool:
        """Whether a clause tells what went on meanwhile: "called for a truce, as | the Council took up the matter"."""
        if at >= self.end:
            return False
        subject = self.g.is_in(at, "determiners") or self.g.is_in(at, "pronouns") or self.g.tokens[at].is_capital
        inside = range(at + 1, min(at + 12, self.end))
        stop = next(
            (n for n in inside if not self.g.tokens[n].is_word and self.g.low(n) not in {"(", ")"}), inside.stop
        )
        return (subject or self.holders.groups.is_group(at)) and any(self._is_past(n) for n in range(at + 1, stop))

    def _is_past(self, at: int) -> bool:
        """Whether a verb in the past stands at an index that is no participle."""
        token = self.g.tokens[at]
        free = not self.g.is_be(at - 1) and not self.g.is_have(at - 1) and self.g.low(at + 1) != "by"
        return token.is_form("past") and not token.is_adjective and not token.nouns and not token.is_capital and free

    def _denies_more(self, at: int) -> bool:
        """Whether a clause begins there whose verb stands before its subject: ", | nor will it allow"."""
        return self.g.low(at) in {"nor", "neither"} and (self.g.is_modal_or_do(at + 1) or self.g.is_have(at + 1))

    def _adds_words(self, at: int) -> bool:
        """Whether somebody's words follow: "condemned the attempt | saying: …"."""
        tells = self.g.low(at).endswith("ing") and not self.g.tokens[at].verbs.isdisjoint(self.g.words["attribution"])
        if tells and self.g.low(at + 1) in {":", ","} and self.g.low(at + 2) in {'"', "“"}:
            return True
        return self.g.low(at) == "saying" and self.g.low(at + 1) in {":", "that", ",", '"', "“"}

    def _helps(self, at: int) -> bool:
        return self.g.is_be(at) or self.g.is_have(at) or self.g.is_in(at, "modals")

    def _is_finite_after(self, head: int, verb: int, *, contrast: bool) -> bool:
        """Whether the verb of a contrasted clause stands there: "but it | needs", "but the price | keeps"."""
        token = self.g.tokens[verb]
        if self.g.low(head) in _SUBJECTS and token.verbs and verb == self.g.skip_forward(head + 1):
            return True
        if not contrast or not token.verbs:
            return False
        if not token.verbs.isdisjoint(self.g.words["speech_verbs"]):
            return True
        if (
            verb == head + 1
            and self.g.is_in(head, "pronouns")
            and self.g.low(head) not in {"that", "this", "these", "those"}
        ):
            return True
        after = self.g.tokens[verb + 1] if verb + 1 < self.end else None
        governs = after is not None and (self.g.is_in(verb + 1, "determiners") or after.low.endswith("ing"))
        sure = governs or not token.nouns
        return sure and token.form(min(token.verbs)) == "s" and not self.g.is_in(verb - 1, "prepositions")

    def _subject_target(self, opening: Opening, end: int) -> tuple[int, int]:
        cue = opening.cue
        if cue.row.form == "felt":  # "it saddens us that | …", "| the raids alarm Peru"
            that = self.g.low(cue.end - 1) in {"that", "to"}
            return (cue.end, end) if that else (opening.subject, self.g.back_over_adverbs(cue.first)[0] + 1)
        alone = self.g.back_over_adverbs(cue.first)[0] <= opening.subject  # "we also | need to"
        joined = (
            self._before_first_predicate(opening.subject, cue.first) == opening.subject + 1
        )  # "it has a cost and | harms"
        pronoun = (alone or joined) and self.g.low(opening.subject) in self.g.words["pronouns"]
        felt = pronoun and cue.first > opening.subject and cue.act in _JUDGEMENTS | {"welcome"}
        if felt and self._tells_for_whom(cue.end, end):
            return opening.subject, opening.subject + 1  # "it is unacceptable to | the people of Peru"
        if pronoun:
            that = self.g.low(cue.end - 1) == "that"  # "it is sad that, | in Lima, all failed"
            told = (that or self.g.low(cue.end) not in {",", "and", "but"}) and self.trimmed((cue.end, end))
            told = None if all(self._tells_when(at) for at in range(cue.end, end)) else told  # "it was nonsense | then"
            return (cue.end, end) if told else (opening.subject, cue.first)
        judged = cue.act in _JUDGEMENTS and self.g.low(cue.end - 1) not in {"to", "that"}
        while end > cue.end and self.g.low(end - 1) in {";", "and", "“"}:
            end -= 1  # an item of a list
        if cue.shape == "predicate" and (end - cue.end < 2 or judged) and opening.subject < cue.first:
            return opening.subject, self._before_first_predicate(opening.subject, cue.first)
        earlier = self._before_first_predicate(opening.subject, cue.first)
        if cue.row.sign and cue.act == "affirm" and not self._tells_whole(opening, end):
            stop = min(earlier, self.g.back_over_adverbs(cue.first)[0] + 1)
            stop -= self.g.low(stop - 1) in _RELATIVES
            return opening.subject, max(stop, opening.subject + 1)
        if earlier < cue.first and cue.shape == "assessment" and self.trimmed((cue.end, end)):
            return cue.end, end  # "violence causes deaths and threatens | the truce"
        return opening.subject, end

    def _tells_for_whom(self, at: int, end: int) -> bool:
        """Whether only those to or for whom something is good or bad stand there, or what it is foreign to."""
        low = self.g.low(at - 1)
        if low == "for":  # but "it is shameful for | them to be silent"
            return not any(self.g.low(n) == "to" and self.g.tokens[n + 1].is_form("base") for n in range(at, end - 1))
        return low == "in" or (low == "to" and at < end and not self.g.tokens[at].is_form("base"))

    def _tells_when(self, at: int) -> bool:
        token = self.g.tokens[at]
        return not token.is_word or self.g.is_plain_adverb(at) or token.low in {"then", "now", "today", "and"}

    def _before_first_predicate(self, start: int, end: int) -> int:
        """`end`, or the index of a verb that said something else of the same subject before: "the plan | is costly and is unjust"."""
        if self.g.low(end - 1) in _RELATIVES and end - 1 > start:
            return end - 1  # "it is | the war that | is the obstacle to"
        joint = self.g.back_over_adverbs(end)[0]
        if self.g.low(joint) not in {"and", "but", ","}:
            return end
        at = start + 1
        while at < joint:
            if self.g.low(at) == "," and self.g.low(at + 1) in {"which", "who"}:
                at = (
                    next((n for n in range(at + 2, joint) if self.g.low(n) == ","), joint) + 1
                )  # "the raid, which …, | is"
                continue
            if self.g.low(at) == "," or self.g.is_in(at, "relatives"):
                return end
            if self.g.is_copula(at) or self.g.is_have(at) or self._is_predicate(at, joint):
                return at - (self.g.low(at - 1) == ",")
            at += 1
        return end

    def _is_predicate(self, at: int, end: int) -> bool:
        """Whether a verb with its object stands there, behind its subject: "the embargo | hampers trade and"."""
        token, left = self.g.tokens[at], self.g.tokens[at - 1]
        if self.g.is_in(at, "modals"):
            return not token.is_capital
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
        if self.g.low(opening.cue.end - 1) in {"to", "with"} or opening.cue.row.form == "gerund":
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

    def _after_address(self, first: int, end: int) -> int:
        """`first`, or the index after who is addressed or which point it is: "Second, | all must help"."""
        comma = next((at for at in range(first + 1, min(first + 4, end)) if self.g.low(at) == ","), None)
        opens = self.g.is_in(first, "ordinals") or self.g.is_in(first, "addressed")
        return comma + 1 if opens and comma is not None and comma < end - 1 else first

    def trimmed(self, target: tuple[int, int]) -> tuple[int, int] | None:
        """The target without marks and conjunctions at its ends; None if nothing is left."""
        first, end = target
        first = self._after_address(first, end)
        while first < end and (self.g.low(first) in OPENERS or self.g.parenthetical(first) > first):
            first = (
                max(self.g.parenthetical(first), first + 1) if self.g.low(first) not in OPENERS - {","} else first + 1
            )
        first = self._after_address(first, end)  # "And second, | all must help"
        while end > first and (self.g.low(end - 1) in CLOSERS | {"and", "but", "while", "“"}):
            end -= 1
        listing = next((at for at in range(end - 2, end) if self.g.low(at) == "including"), None)
        if self.g.low(end) == ":" and listing is not None and listing > first + 1:
            end = listing - (self.g.low(listing - 1) == ",")  # "support open societies | , including by:"
        end -= 2 * (
            self.g.low(end - 1) == "which" and self.g.low(end - 2) == "," and end - 2 > first
        )  # "the talks failed | , which is sad"
        return (first, end) if first < end else None
