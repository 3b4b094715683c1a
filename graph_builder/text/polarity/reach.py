"""How far a word that turns signs governs what stands behind it."""

from __future__ import annotations

from graph_builder.text.words.grammar import Grammar

__all__ = ["Reach"]


_TIES = frozenset({"and", "or"})
_JOINTS = _TIES | {","}
_TIMES = frozenset({"during", "amid", "amidst"})
_TURNING = _JOINTS | _TIMES | {"that", "no", "based", "by"}
_OTHER = frozenset({"in", "for", "at", "on"})
_PLACING = frozenset({"in", "for", "on", "at", "by", "through", "to"})
"""What begins another complement of the word that governs all."""
_TOLD_BEHIND = frozenset({"which", "who", "whose", "where", "thereby", "while", "whereas"})


class Reach:
    """The ends of what words govern in one target [first, end)."""

    def __init__(self, grammar: Grammar, target: tuple[int, int]) -> None:
        self.g = grammar
        self.first, self.end = target

    def end_of(self, start: int, *, verbal: bool, harm: bool = False) -> int:
        """Index at which the words governed from `start` on end: a new verb, a purpose, a new coordinate with its own article.

        `harm` says that what is governed comes to harm."""
        at = start
        aside = verbal and self.g.low(self.g.back_over_adverbs(start - 1)[0]) in {"who", "which"}
        while at < self.end:
            low = self.g.low(at)
            if aside and low == "," and self.g.low(at + 1) == "and" and self.g.is_in(at + 2, "determiners"):
                return at  # "those who prevented bloodshed, and the heroism of"
            if low in {";", "—", "–"} or self.g.is_in(at, "modals") or self._is_finite(at, start):
                return at
            if (
                low == "to"
                and self.g.tokens[min(at + 1, self.end - 1)].verbs
                and not self.g.tokens[min(at + 1, self.end - 1)].nouns
                and at > start
            ):
                if self._goes_on(start, at - 1):
                    at += 1
                    continue
                return at
            if low in {"with", "by"} and verbal and self.g.tokens[start - 1].verbs & {"replace", "supplant"}:
                return at  # "replace coal | with wind"
            if at > start and low == self.g.low(start - 2) and self.g.is_in(at + 1, "prepositions"):
                return at  # "the elimination of A as well as | elimination of B"
            if low == "to" and at > start and self.g.low(start - 1) == "from":
                return at  # "the transition from coal | to wind"
            again = low == "from" and self.g.low(start - 1) == "from" and self.g.low(at - 1) in {"and", "or"}
            if low == "from" and at > start and not again and not (verbal and self.g.low(at + 1).endswith("ing")):
                return at  # "the withdrawal of forces from the country"
            if low == "such" and self.g.low(at + 1) == "as" and self.g.low(at + 2).endswith("ing"):
                return at  # "countering A, such as | strengthening B"
            if low in {"while", "whilst", "whereas"}:
                return at  # "to combat piracy | while protecting crews"
            added = low == "as" and self.g.low(at + 1) == "well" and self.g.low(at + 2) == "as"
            if added and self._opens_new_item(at + 2, start, verbal=verbal):
                return at  # "prevent attacks | as well as promote trade"
            if low == "but" and at > start and self._sets_against(at):
                return at  # "to combat piracy | but spare crews"
            if low == "for" and at > start and not self.g.bases(at - 1).isdisjoint(self.g.words["burdens"]):
                return at  # "phase out the tax | for small traders"
            if low in {"through", "via"} and at > start:
                return at  # by which means: "the resolution of disputes through talks"
            if low in _TURNING and at > start and self._turns_aside(at, low, verbal=verbal):
                return at
            if low in {"in", "with", "by", "for", "at", "within"} and at > start and self._is_clause_adjunct(at):
                return at
            if low == "," and self.g.low(at + 1) in _TOLD_BEHIND:
                return at  # told of what is before: "an attack on the port, which has harmed trade"
            if low == "," and self.g.low(at + 2) == "which" and self.g.is_in(at + 1, "prepositions"):
                return at  # "a world free of hunger, in which children thrive"
            if low in {",", "and", "or"} and self._opens_new_item(at, start, verbal=verbal, harm=harm):
                return at
            at += 1
        return self.end

    def _goes_on(self, start: int, noun: int) -> bool:
        """Whether the infinitive behind a noun belongs to it: "the attempt | to", "the lack of a commitment | to"."""
        if not self.g.tokens[noun].nouns.isdisjoint(self.g.words["infinitive_nouns"]):
            return True
        plain = not any(self.g.low(n) in _JOINTS for n in range(start, noun))
        return plain and self.g.is_in(noun, "undertaken_nouns")

    def _sets_against(self, but: int) -> bool:
        """Whether what follows "but" is set against what stands before: not "not only A but also B", "long but avoidable"."""
        if self.g.low(but + 1) in {"also", "above", "not"} or but + 1 >= self.end:
            return False
        return not (self.g.tokens[but - 1].is_adjective and self.g.tokens[but + 1].is_adjective)

    def _is_gerund(self, at: int) -> bool:
        return at < self.end and self.g.tokens[at].is_form("ing") and not self.g.tokens[at].is_adjective

    def _turns_aside(self, at: int, low: str, *, verbal: bool) -> bool:
        """Whether another clause, complement, time or means begins at `at`: "prevention of A, | in trade", "fight A | by easing B"."""
        if low == "that":
            return self.g.low(at - 1) in {",", "and"}  # "safe from A, | that B is C, and that"
        if low == "no":
            return self.g.low(at - 1) == ","  # "no weapons to kill, | no trade with"
        if low == "based":
            return self.g.low(at + 1) in {"on", "upon"}
        if low == "by":
            return self._is_gerund(self.g.skip_forward(at + 1))
        if low in _TIMES:
            return True
        if self.g.low(at + 1) not in _PLACING:
            return False
        return self._is_gerund(at + 2) or (not verbal and low != "or" and self.g.low(at + 1) in _OTHER)

    def _is_finite(self, at: int, start: int) -> bool:
        """Whether the verb of the clause stands at `at`, so that what governed its subject ends: "the fight against X requires Y"."""
        if at == start or self._is_of_relative(at):
            return False
        token = self.g.tokens[at]
        if token.low in {"'s", "’s"} and not self.g.is_in(at + 1, "determiners") and self.g.low(at + 1) != "not":
            owner = range(start, at)  # "the revocation of Peru | 's licence"
            return any(not self.g.tokens[n].is_word or self.g.low(n) in _TIES for n in owner) or any(
                self.g.is_in(n, "prepositions") and self.g.low(n) != "of" for n in owner
            )
        stays = token.verbs == {"remain"} and (self.g.is_in(at + 1, "articles") or self.g.tokens[at + 1].is_adjective)
        return (
            self.g.is_be(at)
            or stays
            or (
                bool(token.verbs) and not token.nouns and not token.is_adjective and token.form(min(token.verbs)) == "s"
            )
        )

    def _is_of_relative(self, verb: int) -> bool:
        """Whether a verb tells of what stands before: "sanctions that (today) | are enforced"."""
        at = verb - 1
        while at > self.first and (self.g.is_in(at, "bare_times") or self.g.is_plain_adverb(at)):
            at -= 1
        return self.g.is_in(at, "relatives")

    def _is_clause_adjunct(self, at: int) -> bool:
        if self.g.low(at) == "in" and self.g.is_in(at - 1, "furthered"):
            return False  # "the lack of progress | in the talks"
        if self.g.low(at) == "with" and self.g.tokens[at - 1].verbs & self.g.words["verbs_with_with"]:
            return False  # "failed to comply | with the rules"
        if self.g.low(at) == "for" and self.g.is_in(at - 1, "wanting_for"):
            return False  # "the lack of respect | for the rule of law and institutions"
        if self.g.low(at) == "in" and self.g.is_in(at + 1, "adverbial_nouns"):
            return True  # "counter A | in partnership with B"
        return f"{self.g.low(at)} {self.g.low(at + 1)}" in {
            "in order",
            "in accordance",
            "in line",
            "with a",
            "with the",
            "for the",
            "in a",
            "in the",
            "at the",
            "within the",
        }

    def has_object(self, at: int) -> bool:
        """Whether an object or a direction of a verb begins at `at`."""
        token = self.g.tokens[at] if at < self.end else None
        if token is None or not token.is_word or self.g.is_in(at, "bare_times"):
            return False
        closed = token.low in {"to", "into", "from"} or token.low in self.g.words["determiners"]
        return closed or ((token.is_adjective or bool(token.nouns)) and not self.g.is_in(at, "prepositions"))

    def _governs_plainly(self, at: int) -> bool:
        """Whether a bare verb has a noun right behind it that it does not modify, since another complement follows."""
        if at + 1 >= self.end or self.g.is_in(at + 1, "prepositions"):
            return False
        noun = self.g.skip_modifiers(at + 1, 2)
        return noun + 1 < self.end and bool(self.g.tokens[noun].nouns) and self.g.is_in(noun + 1, "prepositions")

    def _has_complement(self, article: int) -> bool:
        """Whether a preposition follows the noun of an article, as it does where a deed is named: "the killing of", "the need to"."""
        noun = self.g.skip_modifiers(article, 6)
        wanted = self.g.is_in(article + 1, "needs")
        return wanted or any(self.g.is_in(at, "prepositions") for at in range(noun + 1, min(noun + 3, self.end)))

    def _is_told_of_noun(self, at: int) -> bool:
        """Whether a participle tells of the noun behind it: "weapons and | related programmes"."""
        after = self.g.tokens[min(at + 1, self.end - 1)]
        past = self.g.tokens[at].is_form("past") and not self.g.tokens[at].is_form("base")
        return past and at + 1 < self.end and bool(after.nouns) and not self.g.is_in(at + 1, "prepositions")

    def _begins_wrong(self, at: int, start: int) -> bool:
        """Whether a wrong is named at `at` as an example of what was done against those before: ", including | detentions of"."""
        if self.g.low(start - 1) not in {"against", "on", "targeting"}:
            return False
        near = range(at, min(at + 5, self.end))
        if any(not self.g.bases(noun).isdisjoint(self.g.words["wrongdoers"]) for noun in near):
            return False  # "against gangs, including | traffickers"
        wrongs = self.g.words.any_of("problem_nouns", "wrong_deeds", "victim_nouns")
        return any(not self.g.bases(noun).isdisjoint(wrongs) for noun in near)

    def _begins_own_wrong(self, at: int, start: int) -> bool:
        """Whether a wrong of whoever wronged those behind "against" is named there: "its | attacks on"."""
        if self.g.low(start - 1) not in {"against", "of", "on"} or not self.g.is_in(at, "possessives"):
            return False
        noun = self.g.skip_modifiers(at + 1, 3)
        return self.g.is_in(noun + 1, "prepositions") and not self.g.bases(noun).isdisjoint(self.g.words["wrong_deeds"])

    def _is_gerund_of_list(self, at: int, start: int) -> bool:
        """Whether a gerund without an object goes on a list that a gerund begins: "littering, | dumping and burning"."""
        if not (self.g.low(start).endswith("ing") and self.g.low(at).endswith("ing")):
            return False
        return at + 1 >= self.end or not self.g.tokens[at + 1].is_word or self.g.low(at + 1) in _TIES

    def _begins_good_deed(self, at: int) -> bool:
        """Whether a deed that is good by itself is named at `at`, with what it is done to."""
        noun = at + (self.g.is_in(at, "possessives") and self.g.low(at + 1) != "own")  # "and | their support for B"
        while noun < self.end and self.g.tokens[noun].is_adjective and not self.g.is_in(noun, "good_deeds"):
            noun += 1
        if noun + 1 < self.end and not self.g.bases(noun).isdisjoint(self.g.words["problem_nouns"]):
            return not self.g.bases(noun + 1).isdisjoint(self.g.words["reliefs"])  # "| poverty alleviation"
        return self.g.is_in(noun, "good_deeds") and self.g.is_in(noun + 1, "prepositions")

    def _is_verb_behind_adverb(self, at: int) -> bool:
        """Whether an adverb stands there before what can be nothing but a verb."""
        verb = self.g.tokens[at + 1] if at + 1 < self.end else None
        adverb = at < self.end and self.g.tokens[at].is_adverb
        return adverb and verb is not None and verb.is_form("base") and not verb.nouns

    def _opens_new_item(self, at: int, start: int, *, verbal: bool, harm: bool = False) -> bool:
        after = at + 1
        while self.g.low(after) in {"and", "or", "also", "to"}:
            after += 1
        after += verbal and self._is_verb_behind_adverb(after)  # "prohibit or | otherwise prevent A"
        if after >= self.end:
            return False
        token = self.g.tokens[after]
        if token.low == "including" or (token.low == "such" and self.g.low(after + 1) == "as"):
            first = after + 1 + (token.low == "such")
            return self.g.is_in(first, "prepositions") or self._begins_wrong(first, start)
        if self.g.low(after - 1) == "to" and (self.g.is_in(after, "determiners") or self.g.is_in(after, "possessives")):
            return True  # "to combat A and | to our goals"
        told = self.g.tokens[at - 1]
        if self.g.low(at) == "," and self._begins_own_wrong(after, start):
            return True  # "the war against Chile, | its attacks on"
        if self._is_gerund_of_list(after, start):
            return False  # "to reduce littering, | dumping and"
        if self._begins_good_deed(after) and not (told.verbs and not told.nouns):
            return True  # "the cessation of hostilities, | protection of civilians"
        base = token.is_form("base")
        if self.g.low(after - 1) == "to" and base and self.has_object(after + 1):
            return True  # "a plan against A, and to | resume B"
        head = self.first + self.g.is_in(self.first, "determiners")
        if self.g.is_in(after, "determiners") and self.g.low(after + 1) == self.g.low(head):
            return True  # "the report of A on combating B and the report of C"
        if (
            base
            and token.low in self.g.words["rather_verbs"]
            and not token.is_adjective
            and self._governs_plainly(after)
        ):
            return True  # "the elimination of A and | increase funding for B"
        if (
            token.verbs
            and not self._is_told_of_noun(after)
            and (not token.nouns or self.g.low(after + 1) in self.g.words["determiners"])
            and not token.is_adjective
        ):
            return True
        if verbal and token.verbs and self.g.low(after + 1) in {"out", "up", "down", "off"}:
            return True  # "prevent A and phase out B"
        if verbal and token.low in self.g.words["rather_verbs"] and self.has_object(after + 1):
            return True  # "end A, release B and return to C"
        if verbal and token.is_form("base") and self.g.tokens[min(after + 1, self.end - 1)].is_form("ing"):
            return True  # "stop A and start building B"
        if token.low in {"help", "helps"} and self.g.tokens[min(after + 1, self.end - 1)].verbs:
            return True  # "combat A, and help build B"
        if token.low.endswith("ed") and self.g.low(after + 1) in {"on", "by", "in", "at"} and self.g.low(at) == ",":
            return True  # an adjunct: ", based on …"
        if verbal:
            return False
        if self.g.is_in(after, "articles") and self._is_posed(start):
            return False
        parallel = token.low == "the" and self.g.low(start) == "the" and self.g.low(at) == "and"
        if parallel and not self._has_complement(after):
            return False  # "the bombing of the embassy and | the office"
        described = token.is_adjective or (token.low.endswith("ed") and not token.verbs)
        if (self.g.low(start - 1), self.g.low(start)) == ("to", "the") and described and after == at + 1:
            return False  # "a threat to the security, | foreign policy and economy of"
        if token.low in {"the", "a", "an", "for", "as"}:
            return not (harm and token.low == "the" and self._is_good(after))
        described = self.g.low(at) == "," and described and not token.nouns
        return described and not (harm and not self._is_ill(after))

    def _is_good(self, the: int) -> bool:
        """Whether what is listed is something good, and no deed: "a threat to peace, | the rule of law and the economy"."""
        noun = self.g.skip_modifiers(the + 1, 4)
        good = self.g.words["joint_goods"] | {"rule"}
        named = noun < self.end and (not self._has_complement(the) or not self.g.bases(noun).isdisjoint(good))
        return named and bool(self.g.tokens[noun].nouns) and not self._is_ill(the)

    def _is_ill(self, at: int) -> bool:
        """Whether what is listed from `at` on is bad: "attacks on schools, | illegal detentions and"."""
        bad = self.g.words.any_of("problem_nouns", "wrong_deeds")
        while at < self.end and self.g.tokens[at].is_word and self.g.low(at) not in _TIES:
            if self.g.is_in(at, "problem_adjectives") or not self.g.bases(at).isdisjoint(bad):
                return True
            at += 1
        return False

    def _is_posed(self, start: int) -> bool:
        """Whether what begins there bears what is posed to it, with all that is listed: "poses a threat to | peace and the economy"."""
        return self.g.low(start - 1) == "to" and any(
            "pose" in self.g.tokens[at].verbs for at in range(max(start - 7, 0), start - 2)
        )
