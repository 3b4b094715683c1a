"""Whether a cue goes on with the subject of the one before it: "condemn A and call for B"."""

from __future__ import annotations

from collections.abc import Sequence

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.joints import Joints
from graph_builder.text.stances.stance import Opening
from graph_builder.text.stances.subject_asides import closes_aside, is_of_other
from graph_builder.text.words.item_verbs import lists_verbs

__all__ = ["Series"]

_BACKING = frozenset({"support", "back", "favour", "favor", "advocate", "stand", "side"})
"""Verbs that tell whose side one takes rather than what is done."""
_STATES = frozenset({"intend", "believe", "regret", "deplore"})
"""Verbs of what one thinks or feels, which nobody sets out to do."""


class Series(Joints):
    """The cues of one sentence that go on with one another."""

    def continues(self, opened: Sequence[Opening], cue: Cue, first: int, *, announced: bool) -> bool:
        """Whether a verb goes on with the subject of the cue before it: "condemn A and call for B"."""
        if not opened or cue.group is None:
            return False
        last = opened[-1]
        if last.cue.shape == "noun":  # "expressed concern over A and regret over B, and | called for C"
            last = next((opening for opening in reversed(opened) if opening.cue.group is not None), last)
        joint = self.joint(first)
        if last.cue.shape in {"predicate", "assessment"}:
            return self._goes_back(opened, cue, joint, first)
        if joint == first or joint < last.cue.end or cue.shape in {"predicate", "assessment"}:
            return False
        if (
            self.g.low(joint) == ","
            and joint == first - 1
            and (closes_aside(self.g, last.cue.end, joint) or is_of_other(self.g, last.cue.end, joint))
        ):
            return False  # "stressed that Peru, together with Chile, | is committed to peace"
        if self.g.low(first - 1) == "or" and self.has_infinitive(last.cue.end, joint):
            return False  # "is doing nothing to end this or | support the talks"
        if self.g.low(cue.group.first) in {"has", "is"} and self._is_plural(last.cue):
            return False  # "We work with Peru, which backs talks and | has called for peace"
        if cue.group.first != cue.keyword and cue.group.modal is None and cue.shape in {"verb", "wrapped"}:
            helped = self.g.is_have(cue.group.first) or self.g.is_be(cue.group.first)
            helped = helped or "do" in self.g.tokens[cue.group.first].verbs  # "backs A and | does not back B"
            leading = {"continue", "wish", "want", "like"} | self.g.words["seizing_verbs"]
            goes_on = not self.g.tokens[cue.group.first].verbs.isdisjoint(leading)
            joined = any(self.g.low(at) in {"and", "but", "or"} for at in range(joint, first))
            doing = last.cue.group is not None and self.g.is_be(
                last.cue.group.first
            )  # "is launching A and | is funding B"
            return (last.cue.form in {"s", "past", "base"} or doing) and ((helped and joined) or goes_on)
        if cue.shape == "modal" and announced:
            return False
        if cue.group.modal is not None and self._heads(last.cue) and self.g.low(last.cue.end - 1) == "that":
            return False  # "Noting that the plan will bring peace, and | will need to last,"
        if (
            self.g.low(first - 1) == "nor"
            and cue.shape in {"verb", "wrapped"}
            and last.cue.group is not None
            and last.cue.group.negated
        ):
            return True  # "will neither recognise A nor | accept B"
        if cue.shape == "modal" and cue.group.modal and self._is_told_with(last.cue, cue.group.modal, joint):
            return False
        if cue.shape == "modal":
            return self.g.low(first - 1) in {"and", "but", "also"} or any(
                self.g.low(at) in {"and", "but"} for at in range(joint, first)
            )
        if cue.group.modal is not None and self._is_told_with(last.cue, cue.group.modal, joint):
            return False
        linked = self.g.is_copula(cue.group.first) and cue.shape != "verb"  # but "stand up against"
        if cue.group.modal is not None or linked or self.g.is_be(cue.group.first):
            return True
        if self.g.is_in(last.cue.first - 1, "stated_in") and cue.form in {"s", "past"}:
            return True  # "issued a statement deploring A and called for B"
        if last.cue.form == "ing" or (last.cue.group is not None and last.cue.group.use in {"participle"}):
            return self._continues_further(opened, cue, first)
        return self._same_form(last.cue, cue, joint, first) or self._turns(last.cue, cue, joint, first)

    def is_owed_too(self, opened: Sequence[Opening], cue: Cue) -> bool:
        """Whether a base form goes on with what must be done: "all should keep the truce, | condemn the raid and | urge calm"."""
        last = opened[-1].cue if opened else None
        owed = last is not None and last.shape == "modal" and not last.row.holder_subject
        bare = cue.form == "base" and cue.group is not None and cue.group.first == cue.keyword
        return owed and bare and cue.shape in {"verb", "wrapped"} and self.joint(cue.keyword) < cue.keyword

    def is_bare_infinitive(self, cue: Cue, first: int) -> bool:
        """Whether a base form goes on with an infinitive before it: "a plan to prevent war and | build trust"."""
        joint = self.joint(first)
        if cue.form != "base" or cue.keyword != first or joint == first or self.is_strong_verb(cue):
            return False
        clauses = self.g.words.any_of("relatives", "subordinators")
        for at in range(joint - 1, 0, -1):
            if self.g.low(at) == "to" and self._is_base(self.g.skip_forward(at + 1)):
                return True
            token = self.g.tokens[at]
            singular = (
                token.verbs and not (token.nouns or token.is_adjective or token.is_capital) and token.is_form("s")
            )
            if token.low in {"being", "becoming", "having"}:
                continue
            if singular or self.g.is_copula(at) or self.g.is_have(at) or self.g.is_in(at, "modals"):
                return False
            if token.low in clauses or token.low == ":":
                return False
        return False

    def _turns(self, last: Cue, cue: Cue, joint: int, first: int) -> bool:
        """Whether the second of two main verbs is in another tense: "regretted A and | calls for B", "will back A and | asked B to"."""
        if cue.form not in {"s", "past"} or cue.shape not in {"verb", "wrapped"} or last.form == cue.form:
            return False
        parted = self.g.low(first - 2) == "," and self.is_strong_verb(cue)
        told = parted or (cue.shape == "wrapped" and self.is_strong_verb(cue))  # "condemns A, and | called for B"
        if (
            (last.form == "s" and not told)
            or self.g.low(first - 1) not in {"and", "but"}
            or self.g.low(last.end - 1) == "that"
        ):
            return False
        token = self.g.tokens[cue.keyword]
        governs = self.g.is_in(cue.end, "determiners") or self.g.low(cue.end - 1) in {"on", "upon", "for", "that"}
        governs = governs or (self.g.low(cue.end - 1) == "to" and len(cue.phrase) > 2)  # "looks forward to"
        named = cue.end < len(self.g.tokens) and self.g.tokens[cue.end].is_capital
        governs = governs or named or self.g.is_in(cue.end, "pronouns")
        if cue.form == "past" and not (governs or cue.shape == "wrapped"):
            return False  # "the plans drafted and | agreed in Lima"
        clauses = self.g.words.any_of("relatives", "subordinators")
        inside = any(self.g.low(at) in clauses for at in range(last.end, joint))
        return not inside and (not token.nouns or governs)

    def _is_plural(self, cue: Cue) -> bool:
        """Whether the verb of a cue agrees with "we", "I" or a plural: "(they) | work"."""
        return cue.group is not None and cue.group.use == "finite" and cue.form == "base" and cue.first == cue.keyword

    def _is_told_with(self, last: Cue, modal: str, joint: int) -> bool:
        """Whether the modal comes again inside what is said: "expect that all will have signed A and | will be ready to"."""
        inside = sum(self.g.low(at) == modal for at in range(last.end, joint))
        joined = self.g.low(joint) == "and" or inside > 1
        return self.g.low(last.end - 1) == "that" and inside > 0 and joined

    def _goes_back(self, opened: Sequence[Opening], cue: Cue, joint: int, first: int) -> bool:
        """Whether a verb goes on with one before what was said to be vital: "welcomed A; said B was vital, and | called for C"."""
        earlier = next((opening.cue for opening in reversed(opened) if opening.cue.shape in {"verb", "wrapped"}), None)
        joined = joint < first and self.g.low(first - 1) == "and" and self.g.low(joint) in {",", ";"}
        told = earlier is not None and earlier.form == cue.form and cue.form in {"s", "past"}
        return joined and told and cue.shape in {"verb", "wrapped"} and self.is_strong_verb(cue)

    def _continues_further(self, opened: Sequence[Opening], cue: Cue, first: int) -> bool:
        last = opened[-1].cue
        ongoing = last.form == "ing" and last.group is not None and last.group.use == "finite"
        strong = self.is_strong_verb(cue) or (cue.form == "s" and self._intends(cue))
        joint = self.joint(first)
        if ongoing and self.g.low(first - 1) == "," and "and" in {self.g.low(joint), self.g.low(joint + 1)}:
            return (
                cue.form in {"base", "s"} and strong
            )  # "are working to end it and, in this regard, | welcome the truce"
        if ongoing and cue.form in {"base", "s"} and self.g.low(first - 1) == "and" and strong:
            return self.g.low(last.end - 1) not in {"to", "that"}  # "are following the talks and | welcome the truce"
        if self._turns_finite(opened[0].cue, cue, last.end, first):
            return True
        earlier = next((opening for opening in reversed(opened) if opening.cue.form in {"base", "s", "past"}), None)
        parted = any(self.g.low(at) == ";" for at in range(self.joint(first), first))
        # "welcomes A, noting B; | recalls C"
        if parted and earlier is not None and cue.form == earlier.cue.form and cue.shape in {"verb", "wrapped"}:
            return True
        aside = opened[-1].cue.first  # "emphasizes A and, welcoming B, | invites C"
        closed = self.g.low(first - 1) == "," and self.g.low(aside - 1) == "," and self.g.low(aside - 2) == "and"
        if (
            earlier is None and cue.form == "past" and self.g.low(aside - 1) == ","
        ):  # "met in Lima, stressing A, and | agreed to"
            return self.g.low(first - 1) == "and" and self.g.low(first - 2) == ","
        return earlier is not None and cue.form == earlier.cue.form and (closed or self.g.low(first - 1) == "and")

    def _intends(self, cue: Cue) -> bool:
        """Whether a verb with "to", and no second noun, stands there: "is building a base and | plans to open it"."""
        before = self.g.tokens[cue.first - 2]
        plural = bool(before.nouns) and before.low not in before.nouns
        return self.g.low(cue.end - 1) == "to" and not (self.g.tokens[cue.keyword].nouns and plural)

    def _heads(self, cue: Cue) -> bool:
        """Whether a participle heads the sentence, as that of a recital does: "| Noting A"."""
        return cue.form == "ing" and cue.group is not None and cue.group.use == "heading"

    def _turns_finite(self, head: Cue, cue: Cue, start: int, first: int) -> bool:
        """Whether a recital goes on with a finite verb: "Condemning A, and | underscores that B", "Noting C, | calls upon D"."""
        joint = self.joint(first)
        if (
            not self._heads(head)
            or cue.form != "s"
            or not self.is_strong_verb(cue)
            or self.g.low(joint) not in {",", ";"}
        ):
            return False
        governs = self.g.is_in(cue.end - 1, "prepositions") or self.g.low(cue.end - 1) in {"that", "to"}
        governs = governs or self.g.is_in(cue.end, "determiners") or self.g.is_in(cue.end, "possessives")
        governs = governs or self.g.tokens[cue.keyword + 1].is_capital or cue.shape == "wrapped"
        clauses, stating = self.g.words["relatives"], self.g.words.any_of("stating_verbs", "strong_verbs")
        told = range(
            start, joint
        )  # "the declaration that stresses A, and calls on B", "Noting that Peru stresses A, …"
        inside = any(self.g.low(at) in clauses or self.g.tokens[at].verbs & stating for at in told)
        return governs and (not inside or self.g.low(joint) == ";")

    def _same_form(self, last: Cue, cue: Cue, joint: int, first: int) -> bool:
        if last.group is not None and last.group.modal is not None:
            told = last.shape in {"verb", "wrapped"} or (
                self.g.low(joint) in {",", ";"} and not lists_verbs(self.g, last.end, joint)
            )
            promised = cue.act == "commit" and not self.g.tokens[cue.keyword].verbs.isdisjoint(
                self.g.words["promised_with"]
            )
            if cue.form == "s" and cue.shape in {"verb", "wrapped"} and self.g.low(first - 1) == "and":
                clauses = self.g.words.any_of("relatives", "subordinators")
                return not any(
                    self.g.low(at) in clauses for at in range(last.end - 1, joint)
                )  # "will help and | calls on"
            return cue.form == "base" and (self.is_strong_verb(cue) or promised) and told
        if last.form and cue.form != last.form:
            closed = self.g.low(first - 1) == "and" and self.g.low(first - 2) == "," and cue.form == "past"
            further = closed and last.form == "base" and self.is_strong_verb(cue)  # "we welcome A, and noted B"
            further = (
                further or self._tells_in_past(last, cue, first) or self._tells_in_present(last, cue, joint, first)
            )
            agrees = cue.form == "s" or (cue.form == "base" and last.form != "s")
            return further or (last.shape == "adjective" and agrees)
        if self._is_inner(last, cue, joint):
            return False
        described = any(self.g.is_in(at, "relatives") for at in range(last.end, joint))
        if cue.form == "base" and cue.shape == "verb" and described and lists_verbs(self.g, last.end, joint):
            closed = self.g.low(joint) == "and" and any(
                self.g.low(at) in {"and", "or"} for at in range(last.end, joint)
            )
            return closed or self.is_strong_verb(cue)  # "a partnership that builds trust, …, supports growth"
        deed = cue.form == "base" and cue.shape == "verb" and cue.act in {"support", "commit"}
        deed = deed and self.g.low(cue.end - 1) != "to" and self.g.low(joint) != ";"
        if (
            deed
            and not (self.is_strong_verb(cue) or cue.phrase[0] in _BACKING)
            and self.has_infinitive(last.end, joint)
        ):
            return False  # "welcome the plan to end the war, | promote growth and ensure peace"
        if (
            cue.form != "base"
            or (cue.reaffirmed and cue.shape == "wrapped")
            or not self._is_infinitive_chain(last, joint)
        ):
            return True
        if (
            last.act == "urge"
            and cue.shape == "wrapped"
            and (cue.act == "emphasize" or any(self.g.low(at) == "our" for at in range(first, cue.end)))
        ):
            return True  # "call upon others to act and reaffirm our commitment", "and highlight the importance of"
        if not self.g.tokens[cue.keyword].verbs.isdisjoint(_STATES) and cue.end < len(self.g.tokens):
            return True  # "are committed to help and | intend to stay"
        if self.is_strong_verb(cue) and self.g.low(joint) == "and" and self.g.low(first - 1) == ",":
            return True  # "pledge to help and, in this regard, | underscore A"
        return (
            self.is_strong_verb(cue)
            and self.g.low(joint) in {",", ";"}
            and not lists_verbs(self.g, last.end, joint)
            and "and" in {self.g.low(joint + 1), self.g.low(joint)}
        )

    def _tells_in_past(self, last: Cue, cue: Cue, first: int) -> bool:
        """Whether a report slips into the past with an object behind: "both sides reaffirm A and | encouraged their bodies to"."""
        told = last.form == "base" and cue.form == "past" and self.is_strong_verb(cue)
        after = cue.keyword + 1
        object_follows = self.g.is_in(after, "determiners") or self.g.low(after) == "that"
        told = told and self.g.low(first - 1) == "and" and object_follows
        relatives = self.g.words["relatives"]  # "we thank Peru, who condemned A and | demanded B"
        return told and not any(self.g.low(at) in relatives for at in range(last.end, first))

    def _tells_in_present(self, last: Cue, cue: Cue, joint: int, first: int) -> bool:
        """The same of the present behind the past: "they noted A with concern and | call on B to"."""
        if cue.form != "base" or cue.shape != "verb" or self.g.low(first - 1) != "and" or last.form == "s":
            return False
        after = cue.keyword + 1
        whole = len(cue.phrase) > 1 and self.g.is_in(cue.end - 1, "prepositions")  # "and | look forward to talks"
        whole = whole and not self.has_infinitive(last.end, joint)
        governs = whole or self.g.is_in(after, "determiners") or self.g.low(after) in {"that", "on", "upon", "for"}
        told = whole or self.is_strong_verb(cue) or cue.phrase == ("support",)
        return told and governs and self.g.low(last.end - 1) != "that" and not self._is_infinitive_chain(last, joint)

    def _is_inner(self, last: Cue, cue: Cue, joint: int) -> bool:
        """Whether the verb goes on with one inside what is said: "hope that all will respect A and | uphold B"."""
        if cue.form == "past" and self.g.low(joint) != "," and self._tells_of_text(last.end, joint):
            return True
        if self.is_strong_verb(cue) or cue.shape != "verb":
            return False
        inside = range(last.end, joint)
        if cue.form == "past" and cue.act == "commit" and self.g.low(last.end - 1) == "that":
            return any(self.g.is_have(at) for at in inside)  # "stressed that they had killed A and | committed B"
        if cue.form == "base" and self.g.low(last.end - 1) == "that":
            asked = last.act == "urge" and any(self._is_asked(at) for at in inside)
            return asked or any(
                self.g.is_in(at, "modals") and self._is_base(self.g.skip_forward(at + 1)) for at in inside
            )
        which = next((at for at in inside if self.g.low(at) == "which" and self.g.low(at - 1) == ","), None)
        return (
            which is not None
            and cue.form == "past"
            and any(self.g.tokens[at].is_form("past") for at in range(which, joint))
        )

    def _is_asked(self, at: int) -> bool:
        """Whether a base form tells what one has to do: "demands that Peru | withdraw"."""
        token = self.g.tokens[at]
        return token.is_form("base") and not token.nouns and not token.is_capital and not token.is_adjective

    def _tells_of_text(self, start: int, end: int) -> bool:
        """Whether a relative clause tells what a text would have done: "a draft that would have condemned A and | expressed B"."""
        return any(
            self.g.is_in(at, "modals") and self.g.is_in(at - 1, "relatives") and self.g.is_have(at + 1)
            for at in range(start + 1, end - 1)
        )

    def _is_infinitive_chain(self, last: Cue, joint: int) -> bool:
        """Whether the cue before governs infinitives, so that a base form may be one more of them."""
        return (last.act in {"commit", "urge"} or self.g.low(last.end - 1) == "to") and self.has_infinitive(
            last.end, joint
        )

    def is_strong_verb(self, cue: Cue) -> bool:
        return not self.g.tokens[cue.keyword].verbs.isdisjoint(self.g.words["strong_verbs"])

    def has_infinitive(self, start: int, end: int) -> bool:
        deeds = (self.g.skip_forward(at + 1) for at in range(start - 1, end - 1) if self.g.low(at) == "to")
        return any(self._is_base(at) and not self._is_described(at) for at in deeds)

    def _is_described(self, at: int) -> bool:
        """Whether "open" stands there before a noun that it describes: "their commitment to | open trade"."""
        after = self.g.tokens[at + 1] if self.g.low(at) == "open" and at + 1 < len(self.g.tokens) else None
        return after is not None and bool(after.nouns or after.is_adjective)

    def _is_base(self, at: int) -> bool:
        token = self.g.tokens[at] if at < len(self.g.tokens) else None
        return token is not None and token.is_form("base")
