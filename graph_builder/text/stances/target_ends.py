"""Where a target ends before the clause does: where the sentence tells something more, of the holder or of somebody else."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.holders.holders import Holders
from graph_builder.text.stances.said_how import before_echo, before_manner, before_occasion, before_reason
from graph_builder.text.words.clause_bounds import PARTING, parts_clauses, quotes_behind
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import CLOSERS, DASHES, OPENERS

__all__ = ["TargetEnds"]

_AS = frozenset({"as"})
_AND_BUT = frozenset({"and", "but"})
_BEFORE_CLAUSES = _AND_BUT | CLOSERS | PARTING | {"as", "after", "before"}
"""Words and marks at which a clause that tells something more may begin."""
_WHEN = frozenset({"after", "before", "when", "once", "since"})
_WITH_WORDS = frozenset({'"', "“", "saying"})
_ASIDE_OPENERS = frozenset({"and", "but", "we", "i", "as", "which", "a", "an"})
_SUBJECTS = frozenset({"we", "i", "they", "he", "she"})
_DOING_MORE = frozenset({"will", "would", "am", "is", "are", "was", "were"})
"""Words behind "and" with which the holder does, or is, more than the stance says."""
_WHILE = frozenset({"while", "whilst", "whereas"})


class TargetEnds:
    """The ends of the targets of one sentence, which ends at `end`."""

    def __init__(self, grammar: Grammar, holders: Holders, end: int) -> None:
        self.g, self.holders, self.end = grammar, holders, end

    def of(self, cue: Cue, end: int) -> int:
        """`end`, or the index before it behind which something more is told than what the cue is about."""
        meanwhile = (n for n in self.g.places(_AS, cue.end + 2, end + 1) if self.g.low(n - 1) == ",")
        end = next((n - 1 for n in meanwhile if self._is_concurrent(n + 1)), end)
        if not self.g.said.isdisjoint(DASHES):
            end = self._before_dash(cue, end)
        lead = (self.g.low(self.g.lead - 1), self.g.low(self.g.lead))
        concedes = self.g.is_in(self.g.lead, "conceding") or lead == ("even", "as")
        if (concedes or lead[1] in _WHEN) and "," not in map(self.g.low, range(self.g.lead, cue.first)):
            end = self._before_main_clause(cue, end)
        if self.g.low(cue.end - 1) == "that":
            return end
        end = self._before_deed(
            cue, self._before_new_clause(self._behind_place(cue.end), before_echo(self.g, cue, end))
        )
        if not self.g.said.isdisjoint(_WITH_WORDS):
            said = next((at for at in range(cue.end + 1, end) if self._adds_words(at)), end)
            end = said - (said < end and self.g.low(said - 1) == "by")  # "underlined the need for trade | by saying "…"
        end = self._before_predicate(cue, end)
        if "because" in self.g.said and cue.shape in {"verb", "wrapped"} and self.g.low(cue.end - 1) != "to":
            end = before_reason(self.g, cue, end)
        if self.holders.strangers is not None and cue.form in {"past", "ing"} and cue.shape in {"verb", "wrapped"}:
            end = before_occasion(self.g, cue, end)
        return before_manner(self.g, cue, end) if "terms" in self.g.said else end

    def _behind_place(self, at: int) -> int:
        """`at`, or the index behind where something is so: "Sadly, | in many parts of the world, | women must fight"."""
        if self.g.low(at - 1) != "," or not self.g.is_in(at, "prepositions"):
            return at
        return next((n + 1 for n in range(at + 2, min(at + 12, self.end)) if self.g.low(n) == ","), at)

    def _before_dash(self, cue: Cue, end: int) -> int:
        """Index of the dash that closes the aside in which the cue stands: "the war — and we deplore it | — must end"."""
        opening = next((at for at in range(cue.first - 1, max(cue.first - 5, 0), -1) if self.g.low(at) in DASHES), None)
        if opening is None or self.g.low(opening + 1) not in _ASIDE_OPENERS:
            return end
        return next((at for at in range(cue.end + 1, end) if self.g.low(at) == self.g.low(opening)), end)

    def _before_main_clause(self, cue: Cue, end: int) -> int:
        """Index of the comma that closes a clause at the head of the sentence: "While we hail the truce | , we now turn to"."""
        for at in range(cue.end + 1, end - 2):
            if self.g.low(at) != ",":
                continue
            if self.g.low(at + 1) in _SUBJECTS or parts_clauses(self.g, at, end, self.end) or self._is_said(at + 1):
                return at
            whole = self.g.low(self.g.lead) in _WHEN and any(self._is_told(n) for n in range(cue.end, at))
            if whole and self._is_concurrent(at + 1):
                return at  # "After Peru warned that war was near | , the talks stopped"
        return end

    def _is_said(self, at: int) -> bool:
        """Whether a clause begins there with a plural as its subject: "| millions of children still live in"."""
        token = self.g.tokens[at]
        several = bool(token.nouns) and token.low not in token.nouns
        if not (several or self.g.is_in(at, "counts")) or self.g.is_in(at, "prepositions"):
            return False
        for verb in range(at + 1, min(at + 9, self.end)):
            left = self.g.tokens[self.g.back_over_adverbs(verb)[0]]
            if not self.g.tokens[verb].is_word or self.g.low(verb) in _AND_BUT or self.g.is_in(verb, "relatives"):
                return False
            plain = self.g.tokens[verb].is_form("base") and not (left.low in left.nouns or left.is_adjective)
            if self.g.may_help(verb) or (plain and not self.g.is_in(verb - 1, "prepositions")):
                return True
        return False

    def _before_deed(self, cue: Cue, end: int) -> int:
        """Index of the conjunction behind which the holder only does something: "praised the troops | and discussed the truce"."""
        if cue.group is None or cue.group.use != "finite":
            return end
        for at in self.g.places(_AND_BUT, cue.end + 1, end - 2):
            verb = self.g.skip_forward(at + 1)
            if verb >= end:
                break
            token = self.g.tokens[verb]
            if not token.verbs or self._goes_on_inside(cue, at, verb):
                continue
            form = token.form(min(token.verbs))
            deed = self.g.low(at) == "and" and not token.verbs.isdisjoint(self.g.words["joined_deeds"])
            governs = self.g.is_in(verb + 1, "determiners") or self.g.is_in(verb + 1, "prepositions")
            closes = self.g.low(at - 1) == "," and cue.form == "past"
            several = closes and self._is_plural(verb + 1)  # "approved A, | and considered reports by B"
            if deed and form == "past" and (governs or several or token.low == "discussed"):
                return at - closes
            if form in {"past", "s"} and self._does_more(cue, at, verb, form):
                return at - (self.g.low(at - 1) == ",")
        return end

    def _goes_on_inside(self, cue: Cue, joint: int, verb: int) -> bool:
        """Whether a verb is joined to one inside the target: "can be found and | addressed in", "to lower and | overcome the"."""
        last = self.g.back_over_adverbs(joint)[0]
        if self.g.tokens[last].is_form("past") and self.g.is_be(self.g.back_over_adverbs(last)[0]):
            return last > cue.end and not self.g.is_in(verb + 1, "determiners")
        told = cue.form == "past" and not any(self.g.low(at) == "to" for at in range(cue.end - 1, joint))
        return self.g.tokens[verb].is_form("base") and not told

    def _does_more(self, cue: Cue, joint: int, verb: int, form: str) -> bool:
        """Whether a second verb of the holder stands there with its object: "called for calm | and sent two envoys"."""
        token = self.g.tokens[verb]
        closes = self.g.low(joint) == "and" and self.g.low(joint - 1) == "," and cue.form == form == "past"
        described = token.is_adjective and not (closes and self.g.is_in(verb + 1, "possessives"))
        if cue.shape not in {"verb", "wrapped"} or token.nouns or described or form not in {"past", cue.form}:
            return False
        if self.g.low(joint) == "but" and self.g.is_in(verb + 1, "prepositions"):
            governs = self.g.low(verb + 1) != "by"  # "called for calm | but disagreed about the truce"
        else:
            begins = self.g.is_in(verb + 1, "determiners") or self.g.is_in(verb + 1, "pronouns")
            governs = begins or self.g.low(verb + 1).isdigit()
            plainly = cue.form == form == "past" and not described and self.g.low(joint) == "and"
            governs = governs or (plainly and self.g.low(verb + 1) in {"to", "with", "towards"})
        clauses = self.g.words.any_of("relatives", "subordinators")
        return governs and not any(self.g.low(at) in clauses or self._is_told(at) for at in range(cue.end, joint))

    def _is_plural(self, at: int) -> bool:
        token = self.g.tokens[at] if at < self.end else None
        return token is not None and bool(token.nouns) and token.low not in token.nouns and not token.is_adjective

    def _is_told(self, at: int) -> bool:
        """Whether a finite verb or a participle of the past may stand there."""
        token = self.g.tokens[at]
        return self.g.may_help(at) or (
            bool(token.verbs) and not token.nouns and token.form(min(token.verbs)) in {"past", "s"}
        )

    def _before_predicate(self, cue: Cue, end: int) -> int:
        """Index of the conjunction behind which the holder has done or will do more: "opposes the plan | and has lodged complaints"."""
        if cue.group is None or cue.group.use != "finite" or cue.shape not in {"verb", "wrapped", "adjective"}:
            return end
        for at in range(cue.end + 1, end - 2):
            low = self.g.low(at)
            if self.g.is_in(at, "subordinators") or self.g.may_help(at) or low in {",", ";", ":"}:
                return end  # what a clause inside tells
            if low in _AND_BUT and (self.g.is_have(at + 1) or self.g.low(at + 1) in _DOING_MORE):
                return at
        return end

    def _before_new_clause(self, start: int, end: int) -> int:
        """Index of a comma at which a main clause with a subject and verb of its own begins: ", and the Commission has …"; else `end`."""
        for at in self.g.places(_BEFORE_CLAUSES, start, end - 2):
            if self._tells_meanwhile(at):
                return at
            if self.g.low(at) == "…" and self.g.low(at + 1) in _SUBJECTS:
                return at
            if at > start and self._tells_sequel(at):
                return self._before_span(at)
            if self.g.low(at) in PARTING and parts_clauses(self.g, at, end, self.end):
                return at
            if self.g.tokens[at].low in CLOSERS and self.g.low(at - 1) == "," and self._opens_told(at):
                return at - 1  # 'urged Peru to "act fairly," | and the envoy said'
            if self.g.tokens[at].low not in {",", "but", "and"}:
                continue
            if self.g.low(at) == "but" and self._does_not(start, at):
                return at - (self.g.low(at - 1) == ",")
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
            if self.g.low(at) == "and" and self._goes_on(at + 1):
                return at  # "has a role to play and | it must return"
            if self.g.low(at) == "," and self._adds_clause(start, at):
                return at  # "recall our talks, | we had a good exchange"
            if not contrast and (self.g.low(at) != "," or self.g.low(at + 1) not in {"and", "but", "so"} | _WHILE):
                continue
            head = at + 1 if contrast else at + 2
            head += self.g.is_in(head, "bare_times")  # ", and today | the country is free"
            head += self.g.low(head) in {"yet", "so", "still"}  # ", and yet | our efforts have failed"
            if self.g.is_in(head, "prepositions"):
                comma = next((n for n in range(head + 1, min(head + 9, end + 1)) if self.g.low(n) == ","), None)
                if comma is not None and (
                    self.g.low(comma + 1) in _SUBJECTS
                    or (comma + 1 < end and parts_clauses(self.g, comma, end, self.end))
                ):
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
                if self._is_finite_after(head, verb, contrast=contrast or self.g.low(at + 1) in {"but", *_WHILE}):
                    return at
                if self.g.low(at + 1) in _WHILE and self._is_past(verb):
                    return at
                if (contrast or self.g.low(at + 1) == "but") and self._is_past(verb) and self._has_object(verb):
                    return at
        return end

    def _does_not(self, start: int, but: int) -> bool:
        """Whether it is told behind "but" what the holder does not do: "agreed to talks | but did not name a date"."""
        clauses = self.g.words.any_of("relatives", "subordinators")
        denied = "do" in self.g.tokens[but + 1].verbs and self.g.low(but + 2) == "not"
        return denied and not any(self.g.low(at) in clauses for at in range(start, but))

    def _goes_on(self, at: int) -> bool:
        """Whether a clause begins with a pronoun there: "and | they unfortunately feed the war"."""
        low, verb = self.g.low(at), self.g.skip_forward(at + 1)
        if low not in _SUBJECTS | {"it", "there", "this"} or verb >= self.end:
            return False
        token = self.g.tokens[verb]
        return self.g.may_help(verb) or (low in _SUBJECTS and bool(token.verbs) and not token.is_capital)

    def _adds_clause(self, start: int, comma: int) -> bool:
        """Whether a comma alone parts a main clause of ours from the target; a clause may stand before it inside."""
        verb = self.g.skip_forward(comma + 2)
        if self.g.low(comma + 1) not in {"we", "i"} or not self._goes_on(comma + 1) or verb + 1 >= self.end:
            return False
        if self.g.low(verb + 1) in {",", "that"} or self.g.low(comma - 1) in {",", "and", "but"}:
            return False  # "a step, we believe, that"
        clauses = self.g.words.any_of("relatives", "subordinators") | {"as", "since"}
        return not any(self.g.low(at) in clauses for at in range(start - 1, comma))

    def _tells_sequel(self, at: int) -> bool:
        """Whether a clause begins there that tells what was before or after: "backed the vote | after he met the envoy"."""
        return self.g.low(at) in {"after", "before"} and self._is_concurrent(at + 1)

    def _before_span(self, at: int) -> int:
        """Index before the words that tell how long after something was: "the vote | just hours after"."""
        last = at
        while at > 1 and (
            not self.g.bases(at - 1).isdisjoint(self.g.words["spans"])
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
        if begins and any(self.g.may_help(n) or self.g.low(n) == "did" for n in range(at + 3, min(at + 7, self.end))):
            return True
        return any(self.g.tokens[n].verbs & speech and self._is_past(n) for n in range(at + 3, min(at + 14, self.end)))

    def _opens_second(self, start: int, joint: int, end: int) -> bool:
        """Whether a main clause begins behind a bare "and" in what is else a noun: "the value of the pact and | the sides met"."""
        head = joint + 1
        if not (self.g.is_in(head, "determiners") or self.g.is_in(head, "possessives")) or self.g.low(head) == "that":
            return False
        if self.g.low(head) == "other" or self.g.low(head + 1) == "half":
            return False  # "believes sanctions and other measures should end", "the past eight and a half months were"
        clauses = self.g.words.any_of("relatives", "subordinators")
        for at in range(start, joint):
            token = self.g.tokens[at]
            base = token.low == "to" and self.g.tokens[at + 1].is_form("base")
            if (
                token.low in clauses | {":", ",", "between", "both"}
                or self.g.may_help(at)
                or base
                or token.low in OPENERS
            ):
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
        return (self.g.may_help(at) and not self.g.tokens[at].is_capital) or (self._is_past(at) and governs)

    def _concedes(self, at: int) -> bool:
        """Whether a clause begins there that stands against the whole sentence: ", | although Peru refused", ", | despite threats"."""
        low = self.g.low(at)
        return low in {"although", "though", "despite"} or (low == "even" and self.g.low(at + 1) in {"though", "as"})

    def _tells_meanwhile(self, at: int) -> bool:
        """Whether a clause that only tells what went on meanwhile begins there."""
        return self.g.low(at) == "as" and self._is_concurrent(at + 1)

    def _is_concurrent(self, at: int) -> bool:
        """Whether a clause tells what went on meanwhile: "called for a truce, as | the Council took up the matter"."""
        if self.holders.strangers is None or at >= self.end:
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
        free = free and not self.g.is_in(at - 1, "determiners")  # "Peru's | alleged raid"
        return token.is_form("past") and not token.is_adjective and not token.nouns and not token.is_capital and free

    def _has_object(self, verb: int) -> bool:
        """Whether what cannot be a participle behind its noun stands there: "but Peru | opposed it", "but raids | continued to"."""
        if self.g.low(verb + 1) == "to":
            return not self.g.tokens[verb].verbs.isdisjoint(self.g.words["seeking_verbs"])
        return self.g.is_in(verb + 1, "determiners") or self.g.is_in(verb + 1, "pronouns")

    def _denies_more(self, at: int) -> bool:
        """Whether a clause begins there whose verb stands before its subject: ", | nor will it allow"."""
        return self.g.low(at) in {"nor", "neither"} and (self.g.is_modal_or_do(at + 1) or self.g.is_have(at + 1))

    def _adds_words(self, at: int) -> bool:
        """Whether somebody's words follow: "condemned the attempt | saying: …"."""
        tells = self.g.low(at).endswith("ing") and not self.g.tokens[at].verbs.isdisjoint(self.g.words["attribution"])
        if tells and self.g.low(at + 1) in {":", ","} and self.g.low(at + 2) in {'"', "“"}:
            return True
        opens = self.g.low(at) == ":" and self.g.low(at + 1) in {'"', "“"} and at + 2 < self.end
        opens = opens and self.holders.strangers is not None and self.g.tokens[at + 2].is_capital
        if opens and self.g.has_verb(at + 2, self.end):
            return True  # 'rejected the ruling | : "We need more time"'
        if tells and quotes_behind(self.g, at + 1):
            return True  # "condemned the raid | stating in a post: “…"
        return self.g.low(at) == "saying" and self.g.low(at + 1) in {":", "that", ",", '"', "“"}

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
