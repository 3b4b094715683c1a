"""Which actors of a target do wrong: by what they are called, by what is said of them, by the deeds that are their own."""

from __future__ import annotations

from graph_builder.text.mentions.provisional import is_arms_programme
from graph_builder.text.polarity.setting import Setting
from graph_builder.text.things.things import Thing

__all__ = ["Wrongdoing"]

_CLITICS = frozenset({"’s", "'s", "’", "'"})


class Wrongdoing:
    """The wrong that the actors of one target do."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.g, self.words = setting.g, setting.words
        self.first, self.end = setting.first, setting.end
        self._does_wrong: dict[Thing, bool] = {}

    def is_armed(self, thing: Thing) -> bool:
        """Whether it is an armed group, which does wrong by what it is."""
        return thing.concept.variety == "ArmedGroup"

    def is_owner(self, thing: Thing) -> bool:
        """Whether something is said to be its own: "the government's attack"."""
        return self.g.low(thing.end) in _CLITICS

    def is_wrongdoer(self, thing: Thing) -> bool:
        """Whether it does wrong by what it is called: "the perpetrators", "criminal networks"."""
        words = [self.g.low(at) for at in range(thing.first, thing.end)]
        if " ".join(words[:2]) in self.words["wrongdoers"] or self._is_responsible(thing):
            return True
        if words[0] == "those" and len(words) > 2:
            return self._is_told_as_wrongdoer(thing)
        ends = self.words.any_of("prepositions", "pronouns")
        head = next((at - 1 for at in range(thing.first + 1, thing.end) if self.g.low(at) in ends), thing.end - 1)
        lemmas = self.g.tokens[head].bases
        pairs = {f"{self.g.low(head - 1)} {lemma}" for lemma in lemmas}
        pairs |= {f"{self.g.low(thing.first - 1)} {lemma}" for lemma in self.g.bases(thing.first)}
        if self.g.low(thing.first + 1) in {",", "and", "or"} and head > thing.first + 1:
            lemmas = lemmas | self.g.tokens[thing.first].bases  # "perpetrators, | organizers and sponsors"
        return not (lemmas | pairs).isdisjoint(self.words["wrongdoers"])

    def _is_told_as_wrongdoer(self, thing: Thing) -> bool:
        """Whether it is people who are said to do wrong: "those who commit crimes"."""
        told = range(thing.first + 1, thing.end)
        if any(one.doer == thing.first and one.leaves == "+" and one.at < thing.end for one in self.setting.inverters):
            return True  # "those who attack villages"
        does = any(
            self.g.low(at) in {"responsible", "holding", "hold"}
            or self.g.tokens[at].verbs & self.words["committing_verbs"]
            for at in told
        )
        if any(self.g.tokens[at].verbs & self.words["wronging_verbs"] for at in told):
            return True
        return does and any(
            not self.g.bases(at).isdisjoint(self.words["wrong_deeds"] | {"hostage", "captive"}) for at in told
        )

    def _is_responsible(self, thing: Thing) -> bool:
        """Whether it is said to be responsible for something bad: "the individuals responsible for the attack"."""
        at = thing.end - 1 if self.g.low(thing.end - 1) == "responsible" else self.g.skip_forward(thing.end)
        if self.g.is_be(at):
            at = self.g.skip_forward(at + 1)
        if f"{self.g.low(at)} {self.g.low(at + 1)}" == "to blame":
            at += 1
        if self.g.low(at) == "responsible" and at > thing.end and self.g.low(at + 1) not in {"for", "to"}:
            return (
                at + 1 == len(self.g.tokens) or not self.g.tokens[at + 1].nouns
            )  # "it is likely that the junta is responsible"
        if f"{self.g.low(at)} {self.g.low(at + 1)}" not in self.words["answerable"]:
            return False
        bad = self.words.any_of("problem_nouns", "wrong_deeds", "impacts")
        return any(not self.g.bases(place).isdisjoint(bad) for place in range(at + 2, min(at + 7, self.end)))

    def does_wrong(self, thing: Thing) -> bool:
        """Whether it is who does a harm: the subject of "undermine", or whose attacks they are ("attacks by the group")."""
        does = self._does_wrong.get(thing)
        if does is None:
            does = self._does_wrong[thing] = self._is_doer_of_harm(thing)
        return does

    def _is_doer_of_harm(self, thing: Thing) -> bool:
        head = self.setting.head(thing)
        left = self.setting.left(thing)
        done_to = left > self.first and self.g.low(left) != "by" and self.g.is_in(left, "prepositions")
        own = self.g.low(left) != "of" and not done_to  # not the state of "the war against X undermines"
        subject = {head, thing.end - 1}
        if own and any(inverter.doer in subject and inverter.leaves == "+" for inverter in self.setting.inverters):
            return True
        if self._owns_wrong(thing) or self._commits(thing) or self._is_in_breach(thing) or self._wages(thing):
            return True
        if self._shirks(thing):
            return True
        if self.g.low(left) == "from" and left > self.first:
            return not self.g.bases(left - 1).isdisjoint(self.words["wrong_deeds"])  # "provocation | from the junta"
        if not self.setting.is_by(thing) or left <= self.first:
            return False
        return self._is_deed_done(left) or self._is_ill_deed(left)

    def _is_deed_done(self, by: int) -> bool:
        """Whether a wrong deed stands before "by", with whom it was done to: "the blockade imposed on the island | by"."""
        bad = (self.words["problem_nouns"] | self.words["wrong_deeds"]) - self.words["troubles"]
        done = self.g.tokens[by - 1]
        if done.is_form("past") and done.verbs & self.words.any_of(
            "inflicting_verbs", "deciding_verbs", "recording_verbs"
        ):
            return bool(done.verbs & self.words["inflicting_verbs"])
        for at in range(by - 1, max(self.first - 1, by - 9), -1):
            if not self.g.bases(at).isdisjoint(bad):
                return at == by - 1 or self.g.is_in(at + 1, "prepositions") or self.g.tokens[at + 1].is_form("past")
            token = self.g.tokens[at]
            if not token.is_word or token.low in {"and", "to", "as"} or self.g.is_in(at, "relatives"):
                return False
            if token.verbs and not token.nouns and not token.is_form("past"):
                return False
        return False

    def _is_ill_deed(self, by: int) -> bool:
        """Whether what somebody did is judged as it is named: "the unlawful seizure of the island | by the junta"."""
        if self.g.tokens[by - 1].is_form("past"):
            return False
        for at in range(by - 1, max(self.first, by - 20) - 1, -1):
            if self.g.is_in(at, "relatives") or self.g.low(at) in {"to", "and", ";", ":", "by", "on", "against"}:
                return False
            if self.g.is_in(at, "blaming_adjectives"):
                return True
        return False

    def _is_in_breach(self, thing: Thing) -> bool:
        """Whether it is said to break a rule: "the junta is in material breach of"."""
        be = self.g.skip_forward(thing.end)
        if not self.g.is_be(be) or self.g.low(be + 1) != "in":
            return False
        return any(self.g.is_in(at, "defiance") or self.g.is_in(at, "noncompliance") for at in range(be + 2, be + 5))

    def _owns_wrong(self, thing: Thing) -> bool:
        """Whether what stands behind it, as its own, is a wrong deed: "the junta's brutal crackdown", "rebel attacks"."""
        at = thing.end + self.is_owner(thing)
        for place in range(at, min(at + 6, self.end)):
            token = self.g.tokens[place]
            if place > at and token.low in {"and", ","} and self.g.tokens[place - 1].is_adjective:
                continue  # "its wanton | and repeated violations"
            if not token.is_word or self.g.is_in(place, "prepositions") or self.g.is_copula(place):
                return False
            if self.g.is_in(place, "modals"):
                return False
            if token.verbs & self.words["resting_verbs"] and self.g.is_in(place + 1, "prepositions"):
                return False  # "its safety | lies with"
            if self.g.is_in(place, "blaming_adjectives") and (place > at or place > thing.end or not token.nouns):
                return True
            if is_arms_programme(self.g, at, place):
                return True
            if token.nouns & self.words["failures"] and self.g.low(place + 1) == "to":
                return True  # "the regime's failure to"
            if not token.bases.isdisjoint(self.words["wrong_deeds"]):
                return (
                    place + 1 >= self.end
                    or not self.g.tokens[place + 1].nouns
                    or self.g.is_in(place + 1, "prepositions")
                )
            if not (token.is_adjective or token.nouns or token.is_adverb or token.is_form("past") or "-" in token.low):
                return False
        return False

    def _wages(self, thing: Thing) -> bool:
        """Whether a wrong deed before it is what it does: "the war that | the junta has waged", "the crimes of | the regime"."""
        left = self.setting.left(thing)
        if self.g.low(left) == "of" and left > self.first:
            return not self.g.bases(left - 1).isdisjoint(self.words["own_deeds"])
        deed = left - self.g.is_in(left, "relatives")
        if deed < self.first or self.g.bases(deed).isdisjoint(self.words["wrong_deeds"]):
            return False
        verb = self._verb_after(thing.end)
        waging = self.words.any_of("committing_verbs", "pursuing_verbs")
        return verb < self.end and bool(self.g.tokens[verb].verbs & waging)

    def _verb_after(self, at: int) -> int:
        """Index of the verb behind its auxiliaries and adverbs."""
        while at < self.end and (self.g.is_have(at) or self.g.is_be(at) or self.g.is_plain_adverb(at)):
            at += 1
        return at

    def _shirks(self, thing: Thing) -> bool:
        """Whether it does not do what it is bound to: "the junta has not complied with", "refuses to"."""
        if thing.concept.provisional and not thing.concept.is_country:
            return False
        at = thing.end
        if self.g.is_have(at) and self.g.low(at + 1) == "no":
            return self.setting.denials.lacks_title(at + 1)  # "the junta has no right to"
        if self.g.is_have(at) or self.g.low(at) in {"did", "does", "do"}:
            at += 1
            at += self.g.is_plain_adverb(at) and self.g.low(at) not in {"not", "never"}
            if self.g.low(at) not in {"not", "never"}:
                return self.g.tokens[min(at, self.end - 1)].low == "refused" and self.g.low(at + 1) == "to"
            verb = self.g.skip_forward(at + 1)
            return verb < self.end and bool(self.g.tokens[verb].verbs & self.words["dutiful_verbs"])
        verb = self.g.skip_forward(at)
        if verb + 2 < self.end and "continue" in self.g.tokens[verb].verbs and self.g.low(verb + 1) == "to":
            verb += 2
        return verb + 1 < self.end and "refuse" in self.g.tokens[verb].verbs and self.g.low(verb + 1) == "to"

    def _commits(self, thing: Thing) -> bool:
        """Whether it is said to commit a wrong deed: "the junta continues to commit blatant acts of aggression"."""
        end = self._past_partners(thing.end)
        going_on = self._verb_after(thing.end + (self.g.low(thing.end) == "to"))
        on = self.g.tokens[going_on].verbs if going_on < self.end else frozenset[str]()
        if on & self.words["pursuing_verbs"] and self.g.low(going_on + 1) != "to":
            return not self.g.bases(self.g.skip_modifiers(going_on + 1, 5)).isdisjoint(self.words["wrong_deeds"])
        if self._abets(end) or self._stokes(end):
            return True
        ahead = range(thing.end, min(thing.end + 6, self.end))
        verb = next((at for at in ahead if self.g.tokens[at].verbs & self.words["committing_verbs"]), None)
        if verb is None or any(not self.g.tokens[at].is_word for at in range(thing.end, verb)):
            return False
        return any(
            self.g.bases(at) & self.words["wrong_deeds"] and not self._is_fought(verb, at)
            for at in range(verb + 1, min(verb + 7, self.end))
        )

    def _past_partners(self, at: int) -> int:
        """Index behind those who are named in one breath with the one that ends at `at`: "Chile | and the rebels | are"."""
        name = at + 1 + self.g.is_in(at + 1, "determiners")
        if self.g.low(at) != "and":
            return at
        while name < self.end and self.g.tokens[name].is_capital:
            at = name = name + 1
        return at

    def _stokes(self, at: int) -> bool:
        """Whether the clause that goes on at `at` tells of stirring up something bad: "is stoking tensions"."""
        verb = self._verb_after(at)
        if verb >= self.end - 1 or {self.g.low(n) for n in range(at, verb)} & {"not", "never"}:
            return False
        noun = self.g.skip_modifiers(verb + 1, 4)
        bad = self.words.any_of("problem_nouns", "wrong_deeds", "dire_results")
        return bool(self.g.tokens[verb].verbs & self.words["stoking_verbs"]) and not self.g.bases(noun).isdisjoint(bad)

    def _abets(self, at: int) -> bool:
        """Whether the clause that goes on at `at` tells of having arms or of helping those who do wrong: "has been arming the militias"."""
        verb = self._verb_after(at)
        if (
            verb + 2 < self.end
            and self.g.tokens[verb].verbs & self.words["seeking_verbs"]
            and self.g.low(verb + 1) == "to"
        ):
            verb += 2
        if verb >= self.end - 1 or {self.g.low(n) for n in range(at, verb)} & {"not", "never"}:
            return False
        ahead = range(verb + 1, min(verb + 8, self.end))
        last = (
            next((n for n in ahead if self.g.is_in(n, "prepositions") or not self.g.tokens[n].is_word), ahead.stop) - 1
        )
        bases = self.g.bases(last)
        if self.g.tokens[verb].verbs & self.words["arming_verbs"]:
            return is_arms_programme(self.g, verb + 1, last) or bool(bases & self.words["weapons"])
        abets = self.g.tokens[verb].verbs & self.words["abetting_verbs"]
        return bool(abets) and not bases.isdisjoint(self.words.any_of("wrongdoers", "wrong_deeds"))

    def _is_fought(self, verb: int, deed: int) -> bool:
        """Whether what a verb does is against the deed behind it: "continues | its fight against terrorism"."""
        return any(one.leaves is None and verb <= one.at < deed < one.end for one in self.setting.inverters)
